"""Passages: the retrievable spans of a document, and how a document is cut into them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.document import Document, Span
from corpus.references import number_spans
from corpus.sentence import split_clauses

LONGEST = 1200
"""Characters a passage should not exceed."""
SMALL = 250
"""Characters under which a part is put together with its siblings."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrievable span: ``document.text[start:end] == text``.

    ``id`` is ``"{document_id}@{start}-{end}"``. ``section`` is the label of the numbered section it is
    about: the innermost that holds it (bullets and điểm stay with the khoản or mục they stand under), or,
    where a bare heading leads in, the first section under that heading; "" for text outside any.
    ``heading_path`` are the headings down to that section.
    """

    id: str
    document_id: str
    section: str
    heading_path: tuple[str, ...]
    start: int
    end: int
    text: str


class _Run(NamedTuple):
    """Paragraphs in a row that belong to one section (an index into ``Document.sections``, or -1)."""

    section: int
    paragraphs: tuple[Span, ...]

    @property
    def size(self) -> int:
        return self.paragraphs[-1].end - self.paragraphs[0].start


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in reading order. Every character but line ends is in exactly one.

    The header block and the signature block are passages of their own; between them a passage is a section's
    own paragraphs and bullets, small siblings together, long ones cut at sentence ends.
    """
    text, front, back = document.text, document.front, document.back
    runs = [_Run(-1, tuple(_paragraphs(text, front)))] if front.end > front.start else []
    runs += _merged(document, _body_runs(document, Span(front.end, back.start)))
    runs += [_Run(-1, tuple(_paragraphs(text, back)))] if back.end > back.start else []
    return tuple(
        _passage(document, run.section, span) for run in runs if run.paragraphs for span in _cut(document, run)
    )


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for line in text[span.start : span.end].split("\n"):
        if line.strip():
            yield Span(at, at + len(line))
        at += len(line) + 1


def _body_runs(document: Document, body: Span) -> list[_Run]:
    runs: list[_Run] = []
    for paragraph in _paragraphs(document.text, body):
        section = _numbered(document, document.section_at(paragraph.start))
        if runs and runs[-1].section == section:
            runs[-1] = _Run(section, (*runs[-1].paragraphs, paragraph))
        else:
            runs.append(_Run(section, (paragraph,)))
    return runs


def _numbered(document: Document, section: int) -> int:
    """The section itself, or the one a bullet or a điểm stands under: a khoản is kept together."""
    while section >= 0 and document.sections[section].kind in ("gạch", "điểm"):
        section = document.sections[section].parent
    return section


def _merged(document: Document, runs: Sequence[_Run]) -> list[_Run]:
    """Bare headings put with what they lead in, and small siblings put together."""
    led: list[_Run] = []
    for run in runs:
        if led and _leads(document, led[-1], run):
            led[-1] = _Run(run.section, led[-1].paragraphs + run.paragraphs)
        else:
            led.append(run)
    merged: list[_Run] = []
    for run in led:
        if merged and _siblings(document, merged[-1], run):
            last = merged[-1]
            parent = document.sections[run.section].parent
            section = parent if parent >= 0 else last.section
            merged[-1] = _Run(section, last.paragraphs + run.paragraphs)
        else:
            merged.append(run)
    return merged


def _leads(document: Document, above: _Run, below: _Run) -> bool:
    """Whether ``above`` is only the heading line of a section whose first child is ``below``."""
    if above.section < 0 or below.section < 0 or above.size > SMALL:
        return False
    section = below.section
    while section >= 0 and section != above.section:
        section = document.sections[section].parent
    return section == above.section and section != below.section and above.size + below.size < LONGEST


def _siblings(document: Document, a: _Run, b: _Run) -> bool:
    if a.section < 0 or b.section < 0 or b.size > SMALL or a.size + b.size > LONGEST:
        return False
    parent = document.sections[b.section].parent
    if parent < 0:
        return False
    together = a.section == parent and a.size <= 3 * SMALL
    return together or (document.sections[a.section].parent == parent and a.size <= SMALL)


def _cut(document: Document, run: _Run) -> Iterator[Span]:
    """The run as spans of at most ``LONGEST`` characters, cut between paragraphs, else between sentences."""
    start = end = -1
    for piece in _pieces(document, run):
        if start >= 0 and piece.end - start > LONGEST:
            yield Span(start, end)
            start = -1
        if start < 0:
            start = piece.start
        end = piece.end
    if start >= 0:
        yield Span(start, end)


def _pieces(document: Document, run: _Run) -> Iterator[Span]:
    for paragraph in run.paragraphs:
        if paragraph.end - paragraph.start <= LONGEST:
            yield paragraph
            continue
        sentences = [s for s in document.sentences if paragraph.start <= s.start < paragraph.end]
        start = paragraph.start
        for i, sentence in enumerate(sentences):
            end = paragraph.end if i == len(sentences) - 1 else sentence.end
            yield from _short_enough(document.text, Span(start, end))
            start = sentences[i + 1].start if i + 1 < len(sentences) else end


def _short_enough(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence, or when it is longer than a passage may be, its clauses, and those cut between words."""
    if sentence.end - sentence.start <= LONGEST:
        yield sentence
        return
    clauses = split_clauses(text, sentence)
    if len(clauses) > 1:
        for clause in clauses:
            yield from _short_enough(text, clause)
        return
    kept = number_spans(text[sentence.start : sentence.end])
    start = sentence.start
    while sentence.end - start > LONGEST:
        at = text.rfind(" ", start + 1, start + LONGEST)
        while at > start and any(k.start < at - sentence.start < k.end for k in kept):
            at = text.rfind(" ", start + 1, at)
        if at <= start:
            break
        yield Span(start, at)
        start = at + 1
    yield Span(start, sentence.end)


def _passage(document: Document, section: int, span: Span) -> Passage:
    return Passage(
        id=f"{document.id}@{span.start}-{span.end}",
        document_id=document.id,
        section=document.sections[section].label if section >= 0 else "",
        heading_path=document.heading_path(section),
        start=span.start,
        end=span.end,
        text=document.text[span.start : span.end],
    )
