"""Which documents a question names: those of the corpus, and numbers that the corpus does not have."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.document import Document
from corpus.names import kind_of_number
from index.search import Index
from index.terms import analyse
from index.vietnamese import fold, syllables

#: Kinds whose name is never anything but the kind: it names the document even without "theo", "trong".
_OBJECT = re.compile(
    r" (trien khai|thuc hien|quan triet|cu the hoa|ve|lam)( viec)?( thuc hien| bao cao| tinh hinh){0,2} "
    r"(?P<kind>ket luan|nghi quyet)( so)? \d"
)
_OF_LEVEL = re.compile(r" van ban cua (tinh|huyen|xa) (?!hoi )")
_LAW = re.compile(r"\b(?<![Pp]háp )(Luật|Bộ luật|Pháp lệnh) ([A-ZĐ][^\W\d_]+(?: [^\W\d_]+)?)")
_LAW_FOLDED = re.compile(r"^ (?:theo )?luat (\w+ \w+)(?= (?:nam|quy dinh|co|ve|la|thi) )")
_SUMMARY = re.compile(r" (phieu|to|ban) (giay )?(tra cuu|tom tat|tom luoc)( nghi quyet)? | to phieu ")
_ALWAYS_KINDS = {"sao lục": ("sao lục", "bản sao", "sao y"), "đề cương": ("đề cương",)}


@dataclass(frozen=True, slots=True)
class Number:
    """A document number in a question that no document of the corpus has: its search marks and a readable name."""

    marks: frozenset[str]
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """Ids of the corpus documents a question names, and the numbers it names that are not in the corpus.

    ``marks_of(number, kind)`` gives the search marks of a written number, to compare with ``Number.marks``.
    """

    documents: tuple[str, ...]
    numbers: tuple[Number, ...]
    marks_of: Callable[[str, str | None], frozenset[str]]


def find(index: Index, text: str) -> Named:
    """What a question names. A number is known when a document of the corpus bears it."""
    folded = f" {' '.join(s.folded for s in syllables(text))} "
    marks = analyse(text, index.abbreviations, loose=True).marks
    live = [d for d in index.documents if not d.info.superseded]
    chosen = dict.fromkeys(index.mentioned(text))
    chosen = _without_object(live, chosen, folded)
    chosen |= dict.fromkeys(
        d.id for d in live if any(f" {fold(name)} " in folded for name in _ALWAYS_KINDS.get(d.info.kind, ()))
    )
    chosen |= dict.fromkeys(d.id for d in live if d.info.signer and f" {fold(d.info.signer)} " in folded)
    if not chosen and _SUMMARY.search(folded):
        chosen |= dict.fromkeys(d.id for d in live if not d.info.verbatim)
    bare = {mark[1:].split("-")[0] for mark in marks if mark.startswith("#") and "/" not in mark}
    if not chosen:
        chosen |= dict.fromkeys(d.id for d in live if d.info.number and digits(d.info.number) in bare)
    if not chosen:
        chosen |= dict.fromkeys(d.id for d in live if f" {fold(d.info.kind)} " in folded and _names_issuer(d, folded))
    of_date = _of_date(live, folded, marks)
    if not chosen and not of_date:
        of_month = [d.id for d in live if _month(d) & {mark.removeprefix("@") for mark in marks}]
        chosen |= dict.fromkeys(of_month if len(of_month) == 1 else [])
    if of_date:
        kinds = {index.document(i).info.kind for i in of_date}
        chosen = {i: None for i in chosen if index.document(i).info.kind not in kinds} | dict.fromkeys(of_date)
    level = _OF_LEVEL.search(folded)
    of_level = [d.id for d in live if level and fold(d.info.level or "") == level[1]]
    documents = tuple(d.id for d in live if d.id in (of_level or chosen))
    numbers = _numbers(index, live, text, folded, marks) + _laws(live, text, folded)
    return Named(documents, numbers, lambda number, kind: _marks(index, number, kind))


def _names_issuer(document: Document, folded: str) -> bool:
    """Whether a question has the name of a document's issuer, "Trung ương" at its end or not."""
    issuer = " ".join(s.folded for s in syllables(document.info.issuer or ""))
    return issuer != "" and f" {issuer.removesuffix(' trung uong')} " in folded


def _without_object(documents: list[Document], chosen: dict[str, None], folded: str) -> dict[str, None]:
    """Of "công văn triển khai Kết luận 62" the công văn alone: what a document carries out is not what is meant."""
    match = _OBJECT.search(folded)
    if match is None:
        return chosen
    before = folded[: match.start() + 1]
    subjects = [d for d in documents if f" {fold(d.info.kind)} " in before and fold(d.info.kind) != match["kind"]]
    if not subjects:
        return chosen
    named = [d for d in subjects if d.id in chosen]
    return dict.fromkeys(d.id for d in named or subjects)


def _of_date(documents: list[Document], folded: str, marks: tuple[str, ...]) -> list[str]:
    """Documents named by kind and month: "công văn tháng 8 năm 2025"."""
    dates = {mark.removeprefix("@") for mark in marks if mark.startswith("@")}
    years = set(re.findall(r"\b(?:19|20)\d\d\b", folded)) if not dates else set()
    return [
        d.id
        for d in documents
        if d.info.date is not None
        and (_month(d) & dates or f"{d.info.date.year}" in years)
        and re.search(rf"\b{fold(d.info.kind)}\b" + (rf"( \w+){{0,2}} {d.info.date.year}\b" if years else ""), folded)
    ]


def _month(document: Document) -> set[str]:
    """The month of a document as marks of dates have it ("2025-8"), where it has one."""
    date = document.info.date
    return {f"{date.year}-{date.month}"} if date is not None and date.month else set()


def _numbers(
    index: Index, documents: list[Document], text: str, folded: str, marks: tuple[str, ...]
) -> tuple[Number, ...]:
    borne = {mark for d in documents if d.info.number for mark in _marks(index, d.info.number, d.info.kind)}
    by_digits: dict[str, set[str]] = {}
    for mark in marks:
        if mark.startswith("#"):
            by_digits.setdefault(mark.split("-")[0], set()).add(mark)
    found: dict[str, Number] = {}
    for bare, group in by_digits.items():
        of_digits = [d for d in documents if d.info.number and digits(d.info.number) == bare[1:]]
        is_bare = not any("/" in mark for mark in group)
        is_year = re.fullmatch(r"#(19|20)\d\d", bare) and not any("/" in mark for mark in group)
        if (
            is_year
            or group & borne
            or (of_digits and (is_bare or any(f" {fold(d.info.kind)} " in folded for d in of_digits)))
        ):
            continue
        name = _readable(index, frozenset(group), text)
        found[name] = Number(frozenset(group) | (found[name].marks if name in found else frozenset()), name)
    return tuple(found.values())


def _laws(documents: list[Document], text: str, folded: str) -> tuple[Number, ...]:
    """Laws named by title ("Luật Viên chức") that no document of the corpus is or mentions."""
    found = [f"{m[1]} {m[2]}" for m in _LAW.finditer(text)] or [f"Luật {m[1]}" for m in _LAW_FOLDED.finditer(folded)]
    held = [f" {' '.join(s.folded for s in syllables(d.text))} " for d in documents] if found else []
    return tuple(Number(frozenset(), name) for name in found if not any(f" {fold(name)} " in h for h in held))


def digits(number: str) -> str:
    """``62`` of ``62-KL/TW``."""
    return re.split(r"[-/]", number)[0]


def _marks(index: Index, number: str, kind: str | None) -> frozenset[str]:
    marks = analyse(f"{kind or ''} số {number}", index.abbreviations).marks
    return frozenset(mark for mark in marks if mark.startswith("#"))


def _readable(index: Index, marks: frozenset[str], text: str) -> str:
    """The name under which a document of the corpus refers to it, or as the question writes its number."""
    for document in index.documents:
        for reference in document.references:
            if marks & _marks(index, reference.number, reference.kind):
                return f"{(reference.kind or 'văn bản').capitalize()} số {reference.number}"
    longest = max(sorted(marks), key=len).lstrip("#")
    digits, _, symbol = longest.partition("-")
    typed = re.search(rf"\b{digits}(?:/\d{{4}})?[-/][A-ZĐ][\w-]*(?:/[A-ZĐ][\w-]*)*", text)
    if typed:
        return f"{(kind_of_number(typed.group()) or 'văn bản').capitalize()} số {typed.group()}"
    kind = kind_of_number(longest.upper().replace("ND", "NĐ").replace("QD", "QĐ")) or "văn bản"
    return f"{kind.capitalize()} số {digits}" + (f"-{symbol.upper()}" if "/" in symbol else "")
