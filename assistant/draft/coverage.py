"""How much of an outline the corpus answers: item by item, from which documents, and which would help."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.draft import naming
from assistant.draft.report import Coverage, Outline, SectionDraft
from assistant.outline import walk
from corpus.references import missing
from index.search import Index


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One outline item. ``statements`` and ``requests`` count the cited sentences and the figures asked for;
    ``documents`` are the names of those used, ``missing`` those referred to and absent, as people call them."""

    label: str
    heading: str
    coverage: Coverage
    statements: int
    requests: int
    documents: tuple[str, ...]
    missing: tuple[str, ...]


def coverage_rows(outline: Outline, sections: Sequence[SectionDraft], index: Index) -> tuple[CoverageRow, ...]:
    """A row for each drafted item, in the order of the outline."""
    by_label = {section.label: section for section in sections}
    absent = {
        m.number: f"{(m.kind or 'văn bản').capitalize()} số {m.number}"
        for m in missing(index.documents)
        if not m.summary
    }
    return tuple(
        _row(by_label[item.label], index, absent)
        for item in walk(outline)
        if not item.children and item.label in by_label
    )


def _row(section: SectionDraft, index: Index, absent: dict[str, str]) -> CoverageRow:
    known = {document.id: document for document in index.documents}
    used = {citation.document_id: citation.document for citation in section.citations}
    return CoverageRow(
        label=section.label,
        heading=section.heading,
        coverage=section.coverage,
        statements=sum(bool(s.citations) for s in section.statements),
        requests=len(section.requests),
        documents=tuple(naming.named(known[id]) if id in known else name for id, name in used.items()),
        missing=tuple(absent.get(number, number) for number in section.missing),
    )
