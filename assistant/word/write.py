"""A draft report as a Word file in the layout officials must use."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation
from assistant.draft.report import DataRequest, DraftStatement, ReportDraft, SectionDraft
from assistant.draft.text import joined, lines
from assistant.word.annex import annexes
from assistant.word.blank import blank, package
from assistant.word.canvas import NO_BREAK
from assistant.word.form import back, front
from assistant.word.layout import Layout, layout_for
from assistant.word.letterhead import Letterhead
from assistant.word.marked import blocks, legal
from assistant.word.prose import OFFICE, Prose
from corpus.document import Document

# What the end of a line must not part in a title: "ngày 02/10/2023", "số 19-NQ/TW".
_SPACE = re.compile(r"(?<=\bsố) (?=\d)|(?<=\bngày) (?=\d)")
_HYPHEN = re.compile(r"(?<=\d)-(?=[A-ZĐ])")
_OUTLINE_OF = re.compile(r"^(?:gợi ý\s+)?(?:đề cương\s+)?(?:báo cáo\s+)?", re.IGNORECASE)


def write_report(
    report: ReportDraft,
    *,
    letterhead: Letterhead,
    documents: Sequence[Document] = (),
    notes: bool = True,
) -> bytes:
    """The bytes of a .docx, the same for the same arguments.

    ``documents`` are those the citations point into: with them a footnote names its source in full, without
    them by its number alone. ``notes`` False leaves out footnotes and what only the drafter needs to see: whose
    words are whose. The data requests stay, as do the marks of what is missing. TrolyError when the office's
    table of measures is wrong.
    """
    layout = layout_for(letterhead.body)
    subject = _subject(report.title, layout, letterhead)
    issuer = " ".join(letterhead.issuer)
    document = blank(layout, title=f"{letterhead.kind} {subject}".strip(), author=issuer)
    front(document, layout, letterhead, _HYPHEN.sub(NO_BREAK, _SPACE.sub("\u00a0", subject)))
    prose = Prose(document, layout, documents=documents, notes=notes)
    each_has_its_own = any(section.citations for section in report.sections)
    for section in report.sections:
        _section(prose, layout, section, section.citations if each_has_its_own else report.citations)
    back(document, layout, letterhead)
    annexes(document, layout, letterhead, requests=_requests(report), office=_office(report) if notes else ())
    return package(document)


def _section(prose: Prose, layout: Layout, section: SectionDraft, citations: Sequence[Citation]) -> None:
    depth = section.label.count(".") + 1
    if section.heading:
        pattern = layout.headings[min(depth, len(layout.headings)) - 1]
        own = section.label.rpartition(".")[2]
        words = pattern.replace("{label}", own).replace("{heading}", section.heading) if own else section.heading
        prose.heading(words, depth)
    cited = {citation.marker: citation for citation in citations}
    text, ours = _markdown(section)
    for block in blocks(text):
        prose.block(block, cited, office=ours)


def _markdown(section: SectionDraft) -> tuple[str, bool]:
    """The section's text, and whether it was put together here, with the marker OFFICE, from its statements. A text
    of the drafter's that its statements do not make up is taken as it is."""
    found = lines(section)
    if section.edited is not None and joined(found) != section.edited:
        return section.edited, False
    return joined([replace(line, statements=tuple(map(_with_office, line.statements))) for line in found]), True


def _with_office(statement: DraftStatement) -> DraftStatement:
    """The statement with the marker OFFICE when the drafter's own office says it."""
    return replace(statement, citations=(*statement.citations, OFFICE)) if _is_own(statement) else statement


def _is_own(statement: DraftStatement) -> bool:
    """Whether the drafter's office answers for a statement: its own figure, or an edit that no source supports."""
    unsupported = statement.origin == "edited" and not statement.citations and statement.request is None
    return statement.origin == "office" or unsupported


def _subject(title: str, layout: Layout, letterhead: Letterhead) -> str:
    """The title without what the kind of document says already: ``Đề cương báo cáo kết quả`` -> ``kết quả``."""
    words = legal(" ".join(title.split()))
    short = _OUTLINE_OF.sub("", words) if letterhead.kind.lower() == "báo cáo" else words
    return short[:1].upper() + short[1:] if layout.subject_capital else short


def _requests(report: ReportDraft) -> list[DataRequest]:
    return [request for section in report.sections for request in section.requests]


def _office(report: ReportDraft) -> list[tuple[str, str]]:
    return [
        (statement.text.lstrip("-+ "), section.label)
        for section in report.sections
        for statement in section.statements
        if _is_own(statement)
    ]
