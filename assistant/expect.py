"""What an answer must look like for what is asked: a figure for "bao nhiêu", a date for "khi nào"."""

import re

from assistant.question import Asks, Question
from assistant.verify import facts
from index.vietnamese import fold

_CAUSE = re.compile(r"\b(do|vì|nguyên nhân|nhằm|để|bởi|nên|nhờ|xuất phát)\b", re.IGNORECASE)
_CONTACT = re.compile(r"@|\bĐT\b|điện thoại|\b0\d{8,10}\b|\bEmail\b|\d+[A-Z]? [A-ZĐ]", re.IGNORECASE)
_BODY = re.compile(
    r"\b(Ban|Bộ|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Đảng|đảng|Mặt trận|Sở|Phòng|Vụ|cấp ủy|cấp uỷ|Chính phủ|Quốc hội|đồng chí|Trung tâm)\b"
)
_NEGATED = re.compile(r"\b(chưa|không)\b", re.IGNORECASE)
_QUANTITY = re.compile(
    r"\b(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?=đơn vị|lĩnh vực|nhóm|cấp|nội dung|năm)", re.IGNORECASE
)


def expected(asks: Asks, text: str) -> float:
    """1.0 when the text has the kind of thing asked for, otherwise 0.0; 0.0 for questions without a kind."""
    if asks == "count":
        return float(bool(_figures(text)))
    if asks in ("when", "deadline", "date"):
        return float(bool(facts(text).dates) or re.search(r"\b(19|20)\d\d\b", text) is not None)
    if asks == "why":
        return float(bool(_CAUSE.search(text)))
    if asks == "contact":
        return float(bool(_CONTACT.search(text)))
    if asks == "who":
        return float(bool(_BODY.search(text)))
    return 0.0


def holds(question: Question, text: str) -> bool:
    """Whether the text can answer at all: a count needs a figure, a time needs a date, a contact its data."""
    if question.asks in ("count", "when", "deadline", "contact"):
        return expected(question.asks, text) == 1.0
    return True


def verdict(question: Question, text: str) -> str:
    """The wording key before a yes/no answer's evidence: ``yes``, ``no``, ``not-yet`` or ``""`` when unsure."""
    if question.asks != "yesno":
        return ""
    asked = facts(question.text)
    said = facts(text)
    if (asked.numbers - said.numbers) or (asked.dates - said.dates):
        return ""
    if _NEGATED.search(fold_keep(question.text)):
        return ""
    match = _NEGATED.search(text)
    if match:
        return "not-yet" if fold(match.group()) == "chua" else "no"
    return "yes"


def fold_keep(text: str) -> str:
    """The question without its closing "không", "chưa", "hay không", which ask rather than deny."""
    return re.sub(r"\b(hay |hoặc )?(không|chưa|khong|chua|ko)\W*$", "", text.strip(), flags=re.IGNORECASE)


def _figures(text: str) -> set[str]:
    years = re.compile(r"^(19|20)\d\d$")
    numbers = {n for n in facts(text).numbers if not years.match(n) and not re.match(r"^[IVXLC]+$", n)}
    return numbers | {m.group().lower() for m in _QUANTITY.finditer(text)}
