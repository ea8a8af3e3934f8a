"""Drafts for others to read: the JSON of the interface (DESIGN section 5), Markdown, and kept sections."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any, cast

from assistant import cite
from assistant.answer import Citation, Rejected
from assistant.draft.report import DataRequest, DraftStatement, ReportDraft, SectionDraft
from assistant.present import Json, citation_json
from corpus.document import Document


def draft_json(report: ReportDraft) -> Json:
    """The object that ``troly draft --json`` prints. ``statements`` are the cited ones; ``text`` is the whole section
    in reading order, with the phrases that join, the places to fill and the office's own figures (``own``)."""
    return {
        "title": report.title,
        "locality": report.locality,
        "items": [_item_json(section) for section in report.sections],
        "citations": [citation_json(citation) for citation in report.citations],
    }


def _item_json(section: SectionDraft) -> Json:
    return {
        "label": section.label,
        "heading": section.heading,
        "coverage": section.coverage,
        "statements": [
            {"text": s.text, "citations": list(s.citations), "role": s.role, "point": s.point, "origin": s.origin}
            for s in section.statements
            if s.citations
        ],
        "own": [s.text for s in section.statements if s.origin == "office"],
        "requests": [
            {"what": r.what, "period": r.period, "from": r.source, "point": r.point} for r in section.requests
        ],
        "missing": list(section.missing),
        "rejected": [{"text": r.text, "reason": r.reason} for r in section.rejected],
        "text": section_text(section),
    }


def report_text(report: ReportDraft, documents: Sequence[Document]) -> str:
    """The whole draft as Markdown: sections, the phiếu of data requests, the sources."""
    lines = [f"# BÁO CÁO\n\n**{report.title}**", f"*(Dự thảo cho {report.locality})*" if report.locality else ""]
    for section in report.sections:
        lines += [f"{'#' * (2 + section.label.count('.'))} {section.label}. {section.heading}", section_text(section)]
    requests = [r for section in report.sections for r in section.requests]
    if requests:
        lines += ["## Phiếu đề nghị cung cấp số liệu", requests_table(requests)]
    if report.citations:
        lines += ["## Nguồn trích dẫn", "\n".join(_source(c, documents) for c in report.citations)]
    return "\n\n".join(line for line in lines if line)


def requests_table(requests: Sequence[DataRequest]) -> str:
    """Data requests as a Markdown table."""
    rows = [
        "| TT | Mục | Số liệu, thông tin đề nghị cung cấp | Kỳ số liệu | Đơn vị cung cấp |",
        "|---|---|---|---|---|",
    ]
    rows += [f"| {n} | {r.item} | {r.what} | {r.period} | {r.source} |" for n, r in enumerate(requests, 1)]
    return "\n".join(rows)


def section_text(section: SectionDraft) -> str:
    """A section as Markdown with markers: a paragraph for the item, one for each point; the drafter's own wording
    where there is one."""
    if section.edited is not None:
        return section.edited
    return "\n\n".join(paragraphs(section.statements))


def paragraphs(statements: Sequence[DraftStatement]) -> Iterator[str]:
    """Statements as paragraphs, those of a point together after a dash."""
    for point, of_point in groupby(statements, key=lambda s: s.point):
        text = " ".join(marked(s) for s in of_point)
        yield text if point is None else f"- {text}"


def marked(statement: DraftStatement) -> str:
    """``Giảm ít nhất 10% [1].``: markers stand before the closing mark."""
    marks = "".join(f"[{marker}]" for marker in statement.citations)
    text = statement.text.strip()
    return f"{text.rstrip('.;')} {marks}." if marks else text


def _source(citation: Citation, documents: Sequence[Document]) -> str:
    document = next(d for d in documents if d.id == citation.document_id)
    quote = " ".join(citation.quote.split())
    return f"[{citation.marker}] {cite.administrative(document, citation.section)}: “{quote}”\n"


def section_json(section: SectionDraft) -> Json:
    """A section whole, to be kept; ``section_of`` reads it."""
    return asdict(section)


def section_of(kept: Json) -> SectionDraft:
    """The section that ``section_json`` gave. Raises KeyError or TypeError for anything else."""
    values: dict[str, Any] = dict(kept)
    return SectionDraft(
        **values
        | {
            "statements": tuple(DraftStatement(**_tuples(s)) for s in kept["statements"]),
            "requests": tuple(DataRequest(**r) for r in kept["requests"]),
            "citations": tuple(Citation(**c) for c in kept["citations"]),
            "rejected": tuple(Rejected(**r) for r in kept["rejected"]),
            "passages": tuple(kept["passages"]),
            "missing": tuple(kept["missing"]),
        }
    )


def _tuples(values: Json) -> Any:
    return cast(Any, {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})
