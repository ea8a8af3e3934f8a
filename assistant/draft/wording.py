"""Evidence made into sentences: the sources' own words, framed by whose they are, with the quotes that hold them.

A directive is told as what was required, never as a result; another place's words carry that place's name. Every
wording is in ``prompts/soan-thao.md``.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.draft import naming, relation
from assistant.draft.gather import Candidate
from assistant.draft.report import Role
from assistant.reply import Quote
from corpus.document import Document, Span
from index.search import Index
from prompts import say

#: What is told by one document in a row is one sentence up to this many characters.
_LONGEST = 650
_BODY = re.compile(
    r"^(?:Các (?:ban|sở|cấp|cơ quan|ngành)|Ban |Đảng đoàn|[UỦ][ỷy] ban|Uỷ ban|Hội đồng|Mặt trận|Bộ |Sở |Văn phòng|"
    r"Chính phủ|Quốc hội|Đảng [uủ]|Tỉnh [uủ]|Thành [uủ]|Huyện [uủ])"
)
_PROPER = re.compile(
    r"^(?:Ban |Đảng|[UỦ][ỷy] ban|Uỷ ban|Hội đồng|Mặt trận|Bộ |Sở |Chính phủ|Quốc hội|Tỉnh [uủ]|Thành [uủ]|Huyện [uủ]|"
    r"Trung ương|Nhà nước|Nghị quyết|Kết luận|UBND|HĐND|ĐVSN|[^\W\d_]+ [A-ZĐÀ-Ỹ])"
)


class Told(NamedTuple):
    """A sentence to be verified: its words, what holds them, and what it does for which point."""

    text: str
    quotes: tuple[Quote, ...]
    role: Role
    point: int | None
    passages: tuple[str, ...]


def tell(index: Index, groups: Sequence[tuple[Candidate, ...]], *, addressee: str = "") -> list[Told]:
    """Sentences for groups of candidates that say the same; ``addressee`` is whom proposals are made to."""
    told: list[Told] = []
    named: set[str] = set()
    at = 0
    while at < len(groups):
        run = _run(groups, at, addressee)
        told.append(_sentence(index, run, addressee, again=run[0][0].unit.document.id in named))
        named.add(run[0][0].unit.document.id)
        at += len(run)
    return told


def _run(groups: Sequence[tuple[Candidate, ...]], at: int, addressee: str) -> Sequence[tuple[Candidate, ...]]:
    """Groups in a row that one sentence tells: of one document and frame, none of which another adopted."""
    first = groups[at][0]
    length = len(_words(first))
    end = at + 1
    while end < len(groups) and _adopters(groups[end - 1]) == [] and first.relation != "của mình":
        after = groups[end][0]
        same = after.unit.document is first.unit.document and _frame(after, addressee) == _frame(first, addressee)
        length += len(_words(after))
        if not same or length > _LONGEST or _adopters(groups[end]) or ";" in _words(after) + _words(first):
            break
        end += 1
    return groups[at:end]


def _sentence(index: Index, run: Sequence[tuple[Candidate, ...]], addressee: str, *, again: bool) -> Told:
    first = run[0][0]
    document = first.unit.document
    frame = _frame(first, addressee)
    pieces: list[str] = []
    lead: tuple[Span, ...] = ()
    for group in run:
        words = _words(group[0], without=lead)
        lead = group[0].unit.lead
        pieces.append(words if pieces or frame != "own" else words[:1].upper() + words[1:])
    text = "; ".join(pieces)
    adopters = _adopters(run[0])
    if adopters:
        text += say("soan-thao", "adopted", documents=_listed([naming.named(d) for d in adopters]))
    if not document.info.verbatim:
        text += f" {say('soan-thao', 'summary')}"
    whole = _framed(frame, document, text, addressee, again=again)
    quotes = [q for group in run for q in _quotes(group[0])]
    if frame != "own" and not (again and frame in _MORE):
        quotes.append(naming.identity(index, document))
    for candidate in run[0][1:]:
        quotes += _quotes(candidate)
    quotes += [naming.identity(index, d) for d in adopters]
    passages = tuple(dict.fromkeys(c.unit.passage for group in run for c in group))
    different = {(q.document.id, q.start, q.end): q for q in quotes}
    return Told(whole, tuple(different.values()), first.unit.role, first.point, passages)


_MORE = frozenset(("basis", "basis-body", "goal", "view"))


def _framed(frame: str, document: Document, text: str, addressee: str, *, again: bool) -> str:
    frame = f"{frame}-more" if again and frame in _MORE else frame
    return say(
        "soan-thao",
        frame,
        document=naming.named(document),
        within=naming.named_within(document),
        kind=naming.kind(document),
        addressee=addressee,
        text=text,
    )


def _frame(candidate: Candidate, addressee: str) -> str:
    unit, whose = candidate.unit, candidate.relation
    if whose == "của mình":
        return "own"
    if unit.role not in ("căn cứ", "chỉ đạo"):
        return "view" if whose == "trung ương" else "elsewhere"
    if addressee:
        return "proposal"
    body = _BODY.match(_words(candidate))
    if unit.role == "căn cứ":
        return "goal" if unit.goal else "basis-body" if body else "basis"
    return "direct-body" if body else "direct"


def _words(candidate: Candidate, *, without: tuple[Span, ...] = ()) -> str:
    """The words of a unit as a sentence takes them in: its lead before it, no closing mark, small at the start."""
    unit = candidate.unit
    text = small(unit.text)
    if unit.lead and unit.lead != without:
        lead = " ".join(unit.document.text[a:b].strip().rstrip(":") for a, b in unit.lead)
        text = f"{small(lead)} {text}" if _BODY.match(lead) else f"{small(lead)}: {text}"
    if unit.goal:
        goal = unit.document.text[unit.goal.start : unit.goal.end].strip(" .:")
        text = f"{small(goal)}: {text}"
    return text


def small(text: str) -> str:
    """Without closing marks, the first letter small unless it begins a name."""
    text = " ".join(text.split()).rstrip(" .;:,/…")
    return text if _PROPER.match(text) or text[:2].isupper() else text[:1].lower() + text[1:]


def _quotes(candidate: Candidate) -> list[Quote]:
    unit = candidate.unit
    spans = [*unit.lead, unit.span] if unit.goal is None else [unit.goal, *unit.lead, unit.span]
    return [Quote(unit.document, a, b) for a, b in spans]


def _adopters(group: tuple[Candidate, ...]) -> list[Document]:
    """Lower bodies that say the same as the first of a group, the highest first."""
    first = group[0]
    if first.unit.role not in ("căn cứ", "chỉ đạo"):
        return []
    others = {c.unit.document.id: c.unit.document for c in group[1:] if c.unit.document.id != first.unit.document.id}
    return sorted(others.values(), key=lambda d: (relation.rank(d.info), d.id))


def _listed(names: Sequence[str]) -> str:
    return " và ".join(filter(None, (", ".join(names[:-1]), names[-1])))
