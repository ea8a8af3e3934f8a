"""Drafts for others to read: the JSON of the interface (DESIGN section 5) and Markdown."""

from collections.abc import Sequence

from assistant import cite
from assistant.answer import Citation
from assistant.draft.report import DataRequest, ReportDraft, SectionDraft
from assistant.draft.text import markdown
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
        "text": markdown(section),
    }


def report_text(report: ReportDraft, documents: Sequence[Document]) -> str:
    """The whole draft as Markdown: sections, the phiếu of data requests, the sources."""
    lines = [f"# BÁO CÁO\n\n**{report.title}**", f"*(Dự thảo cho {report.locality})*" if report.locality else ""]
    for section in report.sections:
        lines += [f"{'#' * (2 + section.label.count('.'))} {section.label}. {section.heading}", markdown(section)]
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


def _source(citation: Citation, documents: Sequence[Document]) -> str:
    document = next(d for d in documents if d.id == citation.document_id)
    quote = " ".join(citation.quote.split())
    return f"[{citation.marker}] {cite.administrative(document, citation.section)}: “{quote}”\n"
