"""Two states of a project compared, sentence by sentence."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.draft.project import Project
from assistant.draft.report import Brief, Length, OutlineItem, SectionDraft
from assistant.draft.text import lines, written

Kind = Literal["same", "added", "dropped", "changed"]
LENGTHS: dict[Length, str] = {"short": "ngắn", "normal": "vừa", "long": "dài"}
#: Share of words in common above which two sentences are one, changed.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of the older state, the newer one, or both."""

    kind: Kind
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What differs in one section; ``kind`` of the whole, ``pieces`` in reading order with what stayed the same."""

    label: str
    heading: str
    kind: Kind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two states: facts of the whole report, outline items, and sections."""

    facts: tuple[Piece, ...]
    outline: tuple[Piece, ...]
    sections: tuple[SectionChange, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.facts or self.outline or self.sections)


def compare(before: Project, after: Project) -> Comparison:
    """What ``after`` has that ``before`` had not, and the other way round."""
    return Comparison(
        facts=tuple(_facts(before, after)),
        outline=tuple(
            piece
            for piece in pieces(list(_headings(before.outline.items)), list(_headings(after.outline.items)))
            if piece.kind != "same"
        ),
        sections=tuple(_sections(before, after)),
    )


def pieces(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    """Sentences of two texts side by side, in reading order."""
    found: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found += [Piece("same", old, old) for old in before[a:b]]
        else:
            found += _replaced(list(before[a:b]), list(after[c:d]))
    return found


def words(before: str, after: str) -> list[Piece]:
    """The words of a changed sentence: runs that stayed, went or came, each without spaces at its ends."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        went, came = " ".join(old[a:b]), " ".join(new[c:d])
        if kind == "equal":
            found.append(Piece("same", went, came))
            continue
        found += [Piece("dropped", before=went)] if went else []
        found += [Piece("added", after=came)] if came else []
    return found


def _replaced(before: list[str], after: list[str]) -> Iterator[Piece]:
    """Each newer sentence beside the older one it grew out of, in order; the others went or came."""
    at = 0
    for new in after:
        match = next((i for i in range(at, len(before)) if _alike(before[i], new)), None)
        if match is None:
            yield Piece("added", after=new)
            continue
        yield from (Piece("dropped", before=old) for old in before[at:match])
        yield Piece("changed", before[match], new)
        at = match + 1
    yield from (Piece("dropped", before=old) for old in before[at:])


def _alike(before: str, after: str) -> bool:
    return difflib.SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio() >= _ALIKE


def _facts(before: Project, after: Project) -> Iterator[Piece]:
    for name, old, new in (
        ("Tên dự thảo", before.title, after.title),
        ("Báo cáo của", before.brief.locality, after.brief.locality),
        ("Kết quả của nơi khác", _others(before.brief), _others(after.brief)),
        ("Độ dài", LENGTHS[before.brief.length], LENGTHS[after.brief.length]),
        ("Số liệu của đơn vị", _figures(before.brief), _figures(after.brief)),
    ):
        if old != new:
            yield Piece("changed", f"{name}: {old}", f"{name}: {new}")


def _others(brief: Brief) -> str:
    return "được dùng, có ghi nguồn" if brief.others else "không dùng"


def _figures(brief: Brief) -> str:
    rows = (f"{f.indicator} {f.value} {f.unit}".strip() for f in brief.figures)
    return "; ".join(rows) or "không có"


def _headings(items: Sequence[OutlineItem]) -> Iterator[str]:
    for item in items:
        yield f"{item.label} {item.heading}"
        yield from _headings(item.children)


def _sections(before: Project, after: Project) -> Iterator[SectionChange]:
    labels = dict.fromkeys([*after.sections, *before.sections])
    for label in labels:
        old, new = before.sections.get(label), after.sections.get(label)
        found = pieces(_sentences(old), _sentences(new))
        if any(piece.kind != "same" for piece in found):
            section = new or old
            assert section is not None
            kind: Kind = "added" if old is None else "dropped" if new is None else "changed"
            yield SectionChange(label, section.heading, kind, tuple(found))


def _sentences(section: SectionDraft | None) -> list[str]:
    if section is None:
        return []
    return [written(statement) for line in lines(section) for statement in line.statements]
