"""A text as tokens that can be compared: words, numbers, dates and document numbers, each in one normal form.

Equal things are equal tokens however they are written: ``02`` and ``2``, ``10 %`` and ``mười phần trăm``, ``UBND``
and ``Ủy ban nhân dân``, ``hoá`` and ``hóa``, ``ngày 2 tháng 10 năm 2023`` and ``02/10/2023``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from index import abbreviations
from index.vietnamese import accented_key, fold, key

Kind = Literal["word", "number", "percent", "year", "date", "document"]

DOCUMENT_NUMBER = re.compile(r"\b\d{1,5}(?:/\d{4})?[/-][A-ZĐ][\w-]*(?:/[A-ZĐ][\w-]*)?(?:\d+)?", re.UNICODE)
_DATE = (
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*"
    r"(?P<month>\d{1,2})\s*(?:/|-|\.|\s+năm\s+)\s*(?P<year>\d{4})\b"
)
_MONTH = r"tháng\s+(?P<of>\d{1,2})\s*(?:/|\s+năm\s+)\s*(?P<in>\d{4})\b"
_TOKEN = re.compile(
    rf"(?P<document>{DOCUMENT_NUMBER.pattern})|(?P<date>\b{_DATE})|(?P<month_of>\b{_MONTH})"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:\s?%)?)|(?P<word>[^\W\d_]+)|(?P<mark>[.!?;:,()\n…\[\]]|\s[-–+•]\s)",
    re.UNICODE | re.IGNORECASE,
)  # fmt: skip
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = re.compile(r"[IVXLC]{2,}")

#: Words that join facts and carry none: a statement may add them to what its quotes say.
FRAME = frozenset(
    accented_key(word)
    for word in (
        "và của là có các những được bị do theo về cho để trong tại từ đến ở với này đó vào ra thì mà cũng như gồm bao "
        "một số ngày tháng năm ban hành ký người cơ quan văn bản nơi nhận kính gửi đồng chí chức vụ hạn trước sau tên "
        "mục trên dưới ghi nêu rằng rõ cụ thể ngoài bên cạnh thời nhằm việc tức quy định xác yêu cầu đề đây nội dung "
        "khi còn nếu hay hoặc đối"
    ).split()
)
_FRAME_FOLDED = frozenset(map(key, FRAME))
#: Words of limits ("ít nhất"): a limit is compared with its figure.
_LIMIT_WORDS = frozenset(accented_key(w) for w in "ít nhất tối thiểu đa quá vượt nhiều chậm khoảng xấp xỉ".split())

_DIGITS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_LAST = {"một": 1, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5} | {w: n for w, n in _DIGITS.items() if w != "năm"}
#: Words after which "hai", "ba", "năm" are a count and nothing else.
COUNTED = frozenset(
    """trường đơn cơ người lần huyện xã phường nhóm loại nhiệm mục giải phần văn bệnh trung trạm tháng tuần ngày quý
    giáo học bác viên biên đồng triệu tỷ nghìn phòng ban sở cấp nội chỉ lớp điểm dự công hộ lĩnh mô hình khâu
    bộ""".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One comparable piece of a text.

    ``key`` is its normal form with accents, ``folded`` without. ``clause`` and ``sentence`` count from 0 through
    the text: a clause ends at any punctuation, a sentence at a full stop or line end; ``part`` too, but at semicolons
    and colons as well. ``capital`` marks a capital first
    letter, ``initial`` the first token of a sentence.
    """

    key: str
    folded: str
    kind: Kind = "word"
    clause: int = 0
    sentence: int = 0
    capital: bool = False
    initial: bool = False
    part: int = 0


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of ``text`` in order."""
    return tuple(_counted(_scanned(unicodedata.normalize("NFC", text))))


def is_content(token: Token) -> bool:
    """Whether a token says something of its own: no frame word, and no figure, which is compared apart."""
    return (
        token.kind == "word" and token.key not in FRAME and token.key not in _LIMIT_WORDS and not _is_plain_frame(token)
    )


def _is_plain_frame(token: Token) -> bool:
    return token.key == token.folded and token.folded in _FRAME_FOLDED


def _scanned(text: str) -> list[Token]:
    found: list[Token] = []
    clause = sentence = part = 0
    initial = True
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "mark" or match["mark"]:
            clause += 1
            part += (match.group().strip() or "\n") in ".!?\n…;:"
            if _ends_sentence(text, match):
                sentence, initial = sentence + 1, True
            continue
        for form, folded, kind, capital in _of(match):
            found.append(Token(form, folded, kind, clause, sentence, capital, initial, part))
            initial = False
    return found


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    mark = match.group().strip() or "\n"
    if mark == "." and re.match(r"\S", text[match.end() :]):
        return False
    return mark in ".!?\n…"


_Form = tuple[str, str, Kind, bool]


def _of(match: re.Match[str]) -> Iterator[_Form]:
    if match["document"]:
        number = re.sub(r"\s+", "", match["document"]).upper()
        yield number, number, "document", False
    elif match["date"]:
        date = f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"
        yield date, date, "date", False
    elif match["month_of"]:
        date = f"{match['in']}-{int(match['of']):02d}"
        yield date, date, "date", False
    elif match["number"]:
        yield _number(re.sub(r"\s", "", match["number"]))
    else:
        yield from _words(match["word"])


def _number(text: str) -> _Form:
    digits = text.rstrip("%")
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    if digits.isdecimal():
        digits = digits.lstrip("0") or "0"
    if text.endswith("%"):
        return f"{digits}%", f"{digits}%", "percent", False
    return digits, digits, "year" if _YEAR.fullmatch(digits) else "number", False


def _words(word: str) -> Iterator[_Form]:
    if _ROMAN.fullmatch(word):
        yield word, word, "number", False
    elif abbreviations.is_written_short(word) and (full := _table().get(key(word))):
        for i, part in enumerate(full):
            yield accented_key(part), key(part), "word", i == 0 or part[0].isupper()
    else:
        yield accented_key(word), key(word), "word", word[0].isupper()


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {short: full[0] for short, full in abbreviations.read().full.items()}


def _counted(found: list[Token]) -> Iterator[Token]:
    """The tokens with numbers in words as numbers ("hai mươi lăm phần trăm": 25%)."""
    at = 0
    while at < len(found):
        value, end = _in_words(found, at)
        percent = [t.folded for t in found[end : end + 2]] == ["phan", "tram"]
        counts = end > at + 1 or (end < len(found) and fold(found[end].key) in _COUNTED_FOLDED)
        if end > at and found[at].kind == "word" and (percent or counts):
            written = f"{value}%" if percent else str(value)
            yield replace(found[at], key=written, folded=written, kind="percent" if percent else "number")
            at = end + 2 * percent
        elif found[at].kind == "number" and [t.folded for t in found[at + 1 : at + 3]] == ["phan", "tram"]:
            yield replace(found[at], key=f"{found[at].key}%", folded=f"{found[at].key}%", kind="percent")
            at += 3
        else:
            yield found[at]
            at += 1


_COUNTED_FOLDED = frozenset(map(fold, COUNTED))
_BY_KEY = {accented_key(word): value for word, value in _DIGITS.items()}
_LAST_BY_KEY = {accented_key(word): value for word, value in _LAST.items()}
_STARTS = frozenset((*_BY_KEY, accented_key("mười"), accented_key("một")))
_TEN, _TENS, _HUNDRED, _ONE = (accented_key(word) for word in ("mười", "mươi", "trăm", "một"))


def _in_words(found: list[Token], at: int) -> tuple[int, int]:
    """The number written in words at a token, and the token after it; ``(0, at)`` for none."""
    if found[at].key not in _STARTS:
        return 0, at
    keys = [token.key if token.kind == "word" else "" for token in found[at : at + 5]] + [""] * 5
    value, used = 0, 0
    if keys[1] == _HUNDRED and (keys[0] in _BY_KEY or keys[0] == _ONE):
        value, used = _BY_KEY.get(keys[0], 1) * 100, 2
    if keys[used] == _TEN:
        value, used = value + 10, used + 1
    elif keys[used + 1] == _TENS and keys[used] in _BY_KEY:
        value, used = value + _BY_KEY[keys[used]] * 10, used + 2
    elif used == 0 and keys[0] in _BY_KEY:
        return _BY_KEY[keys[0]], at + 1
    else:
        return value, at + used
    if keys[used] in _LAST_BY_KEY:
        value, used = value + _LAST_BY_KEY[keys[used]], used + 1
    return value, at + used
