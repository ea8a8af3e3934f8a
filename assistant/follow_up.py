"""Follow-ups that act on the answer before them: "tóm tắt lại", "nói rõ hơn ý 2", "văn bản nào nói vậy?".

Only a text that says nothing else is one, whatever its accents: "tóm tắt Kết luận 62" is a question of its own. What
is then shown is ``assistant.rephrase``'s business.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.vietnamese import fold

Kind = Literal["shorter", "longer", "quote", "source", "repeat", "compare", "counted"]

_FORMS = Path(__file__).with_name("follow_up_forms.tsv")

#: A question is read with at most this many questions before it.
MAX_HISTORY = 12


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What to do with the previous answer: with its ``item``-th statement (from 1, -1 the last) or its source
    ``marker`` only; in at most ``limit`` statements; beside what ``subject`` says, as typed."""

    kind: Kind
    item: int | None = None
    marker: int | None = None
    limit: int | None = None
    subject: str = ""


_NUMBERS = {
    "nhat": 1, "mot": 1, "dau": 1, "dau tien": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi": 10, "cuoi": -1, "cuoi cung": -1, "ap chot": -2,
}  # fmt: skip
_COUNT = r"(\d{1,2}|dau tien|cuoi cung|" + "|".join(name for name in _NUMBERS if " " not in name) + ")"
_MARKER = re.compile(r"(?:\b(?:nguon|trich dan)(?: so)? )?\[(\d{1,3})\]|\bnguon(?: so| thu)? (\d{1,3})\b")
_ITEM = re.compile(rf"\b(?:o |ve )?(?:cai )?y (?:thu |so )?{_COUNT}\b(?! y\b)")
#: One of the things that a list has, counted ("nhiệm vụ thứ ba", "giải pháp cuối cùng").
_COUNTED = re.compile(
    r"\b(?P<noun>cai|dieu|muc tieu|nhiem vu(?:,? giai phap)?|giai phap|noi dung|viec|tieu chi|nguyen nhan|han che|"
    r"kho khan|kien nghi|de xuat|yeu cau|bien phap|linh vuc|chi tieu|y)(?P<which> trong tam| chinh)? "
    rf"(?:(?:thu|so) {_COUNT}|(?P<end>cuoi cung|dau tien|ap chot))(?![\w/.%-])|"
    r"^(?:(?:the|con|vay|y) )?(?:cai )?(?:thu|so) (?P<alone>\d|hai|ba|tu|bon|nam)\b(?= (?:la|thi|ra|the|nhu))|"
    r"\b(?P<part>muc|phan) (?P<last>cuoi cung|ap chot|dau tien)\b"
)
_LIMIT = re.compile(
    rf"\b(?:trong|thanh|con|khoang|lay|neu|cho|ra)?(?: khoang)? ?{_COUNT} (?:y|cau|gach dau dong|dong)\b"
)
_POLITE = re.compile(
    r"\b((giup|ho|dum) (toi|minh|em|tui)|cho (toi|minh|em|tui)( biet| xem| hoi)?|(toi|minh|em) (muon|can)( biet| xem)?|"
    r"vui long|lam on|xin|hay|(?<!van )ban( oi)?|giup|dum|ho|di|nhe|nha|nhen|nhi|a|ah|oi|voi nhe|co the|"
    r"(duoc|dc) (khong|ko|k|chu)|coi|thoi|the|vay|ok|cam on)\b"
)
#: What is left when one asks where a source is from.
_WHERE = ("dau", "o dau", "tu dau", "lay tu dau", "la gi", "la van ban nao", "o van ban nao")
_PARTS = {
    "it": r"(cau tra loi|tra loi|noi dung|cac y|nhung y|y|doan|phan|dieu|van de|thong tin|cau|cai)?"
    r"( ?(tren|nay|do|ay|vua roi|truoc|truoc do|o tren|vua neu|vua noi|vua tra loi))?",
    "say": r"((giai thich|noi|tra loi|trinh bay|viet|dien dat|phan tich|neu|lam|trich|dua ra) )?",
    "stated": r"(noi|quy dinh|neu|ghi|viet|yeu cau|de ra|xac dinh|khang dinh|giao)( ra| ro)?",
    "back": r"( ((nhu )?(vay|the)|nhu|(dieu |y |viec |noi dung )?(do|nay|ay|tren)))?",
}
_COMPARE = re.compile(
    r"^(?:neu |the |vay |con )?(?:(?:so sanh|so|doi chieu|doi sanh)(?: lai)?(?: (?:cau tra loi|noi dung|dieu|y))?"
    r"(?: (?:nay|do|tren|ay))?(?: voi| vs)|(?:co gi )?(?:khac|giong)(?: gi| nhau gi)?(?: so)?(?: voi)?) "
    r"(?P<subject>.+?)"
    r"(?: (?:thi )?(?:sao|the nao|nhu the nao|ra sao|ntn|(?:co )?(?:gi )?(?:khac|giong)(?: gi| nhau| biet)*"
    r"(?: the nao| khong| ra sao)?))?$"
)
_LONGEST_SUBJECT = 8
_LONGEST_ITEM = 5
_WORD = re.compile(r"\[\d{1,3}\]|[^\W_]+(?:[-/.][^\W_]+)*")


def read(text: str) -> FollowUp | None:
    """The follow-up that a text is, or None for a question of its own."""
    words = _WORD.findall(text)
    folded = " ".join(fold(word) for word in words)
    subject = _subject(words, folded)
    if subject:
        return FollowUp("compare", subject=subject)
    found, item, marker, limit = folded, None, None, None
    if match := _MARKER.search(found):
        marker, found = int(match[1] or match[2]), _without(found, match)
    elif match := _ITEM.search(found):
        item, found = _number(match[1]), _without(found, match)
    elif match := _LIMIT.search(found):
        limit, found = _number(match[1]), _without(found, match)
        limit = limit if limit > 0 else None
    if marker is not None and found in _WHERE:
        return FollowUp("source", marker=marker)
    plain = " ".join(_POLITE.sub(" ", found).split())
    for kind, pattern in _forms():
        if any(candidate and pattern.fullmatch(candidate) for candidate in (found, plain)):
            return FollowUp(kind, item, marker, limit)
    if limit and not plain.removesuffix(" chinh").removesuffix("chinh"):
        return FollowUp("shorter", limit=limit)
    return None


def counted(text: str) -> tuple[str, FollowUp] | None:
    """One item of a list that a text asks for by its number: the text without the number, and what to do with the list
    that this gives, or that was given before ("cái thứ hai là gì?"). None for a text that counts nothing."""
    folded = fold(text)
    match = _COUNTED.search(folded) if len(folded) == len(text) else None
    if match is None:
        return None
    number = next(match[name] for name in (3, "end", "alone", "last") if match[name])
    kept = match.end("which") if match["which"] else match.end("noun") if match["noun"] else match.end("part")
    start = match.start() if kept < 0 else kept
    listed = " ".join(f"{text[:start]} {text[match.end() :]}".split())
    return listed, FollowUp("counted", item=_number(number), subject=match["part"] or "")


def without(history: Sequence[str]) -> tuple[str, ...]:
    """The questions of a conversation that later ones may refer to: what only rephrased an answer is left out, a
    comparison stands for the question about its subject."""
    kept: list[str] = []
    for question in history:
        found = read(question)
        item = counted(question)
        if found is None and item is not None:
            if len(item[0].split()) > _LONGEST_ITEM:  # names a list of its own, which later items are of
                kept.append(item[0])
        elif found is None:
            kept.append(question)
        elif found.kind == "compare":
            kept.append(about(found.subject))
    return tuple(kept)


def about(subject: str) -> str:
    """The question that asks of ``subject`` what was asked before."""
    return f"Còn {subject} thì sao?"


@functools.cache
def _forms() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    forms: list[tuple[Kind, re.Pattern[str]]] = []
    for line in _FORMS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, pattern = line.partition("\t")
            for name, words in _PARTS.items():
                pattern = pattern.replace(f"{{{name}}}", f"({words})")
            forms.append((kind, re.compile(pattern)))  # type: ignore[arg-type]
    return tuple(forms)


def _subject(words: Sequence[str], folded: str) -> str:
    """What the previous answer is to be compared with, as typed; empty when the text compares two things itself."""
    match = _COMPARE.match(folded)
    if match is None:
        return ""
    first = folded[: match.start("subject")].count(" ")
    named = words[first : first + match["subject"].count(" ") + 1]
    whole = fold(" ".join(named))
    two = re.search(r"\b(va|voi|hay)\b", whole) or whole.startswith(("nhau", "truoc", "cai"))
    is_asked = whole.endswith(" nao")
    if two or is_asked or len(named) > _LONGEST_SUBJECT:
        return ""
    return " ".join(named)


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word]
