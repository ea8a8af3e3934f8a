"""A section as text that a drafter edits: paragraphs and bullets, each sentence with its markers.

Markdown of the small kind: paragraphs and bullets ("-", inside one "+") with a blank line between them, ``[1]`` for
a citation of the section, ``[cần bổ sung: ...]`` for a datum that is waited for.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.draft.report import DraftStatement, SectionDraft

MARKER = re.compile(r"\[(\d{1,3})\]")
WANTED = re.compile(r"\[cần bổ sung:\s*([^\[\]]*)\]", re.IGNORECASE)
_PREFIX = re.compile(r"\s*(?:#{1,6}\s+|[-+*•]\s+|\d{1,3}[.)]\s+)?")
_CLOSING = ".;,: "


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: ``mark`` is "" or what opens it ("- ", "#### "), ``statements`` its sentences."""

    mark: str
    statements: tuple[DraftStatement, ...]


def written(statement: DraftStatement) -> str:
    """The sentence with its markers before the closing mark: ``Giảm ít nhất 10% [1].``"""
    text = " ".join(statement.text.split())
    marks = "".join(f"[{marker}]" for marker in statement.citations)
    if not marks:
        return text
    body = text.rstrip(_CLOSING)
    closing = text[len(body) : len(body) + 1]
    return f"{body} {marks}{closing if closing in (':', ';') else '.'}"


def markdown(section: SectionDraft) -> str:
    """The whole section as text: the drafter's own where there is one; "" for one without a sentence."""
    return joined(lines(section)) if section.edited is None else section.edited


def joined(found: Sequence[Line]) -> str:
    """Paragraphs as one text."""
    return "\n\n".join(line.mark + " ".join(map(written, line.statements)) for line in found)


def lines(section: SectionDraft) -> tuple[Line, ...]:
    """The paragraphs of a section: as its drafter arranged them, or else by the points of the outline."""
    if section.edited is None:
        return tuple(_arranged(section.statements))
    return tuple(_as_edited(section.edited, section.statements))


def opening(line: str) -> tuple[str, str]:
    """A line cut into the mark that opens it and the rest."""
    end = _PREFIX.match(line)
    at = end.end() if end else 0
    return line[:at].lstrip(), line[at:].strip()


def _arranged(statements: Sequence[DraftStatement]) -> Iterator[Line]:
    """A paragraph for each sentence about the item, a bullet for each point; where a phrase with a colon opens a
    point, what follows stands under it."""
    for point, group in itertools.groupby(statements, key=lambda s: s.point):
        first, *others = group
        opens = first.text.rstrip().endswith(":")
        if point is not None and opens and len(others) > 1:
            yield Line("- ", (first,))
            yield from (Line("+ ", (other,)) for other in others)
        elif point is not None and opens:
            yield Line("- ", (first, *others))
        else:
            mark = "" if point is None else "- "
            yield from (Line(mark, (one,)) for one in (first, *others))


def _as_edited(edited: str, statements: Sequence[DraftStatement]) -> Iterator[Line]:
    left = list(statements)
    for line in edited.splitlines():
        mark, rest = opening(line)
        found: list[DraftStatement] = []
        while left and rest.startswith(words := written(left[0])):
            found.append(left.pop(0))
            rest = rest[len(words) :].lstrip()
        if found:
            yield Line(mark, tuple(found))
    if left:
        yield Line("", tuple(left))
