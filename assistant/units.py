"""The pieces of a document around a sentence: its headings, paragraph, list and clauses, as spans of the text."""

import re

from corpus.document import Document, Section, Span

_MAX_POINTS = 16


def headings(document: Document, span: Span) -> str:
    """Headings above a sentence, its own section's heading left out when the sentence is that heading."""
    section = document.section_at(span.start)
    path: list[str] = []
    while section >= 0:
        s = document.sections[section]
        if s.kind != "gạch" and not document.text[span.start : span.end].startswith(s.heading[:40]):
            path.append(s.heading)
        section = s.parent
    return " ".join(reversed(path))


def neighbours(document: Document, span: Span) -> str:
    """The paragraph of a sentence, and the line that introduces it when it is a list item."""
    start = document.text.rfind("\n", 0, span.start) + 1
    end = document.text.find("\n", span.end)
    text = document.text[start : end if end >= 0 else None]
    section = document.section_at(span.start)
    if section >= 0 and document.sections[section].kind == "gạch":
        previous = document.text[: document.sections[section].start].rstrip().rsplit("\n", 1)[-1]
        if previous.endswith(":"):
            text = f"{previous} {text}"
    return text


def is_heading(document: Document, span: Span) -> bool:
    """Whether a sentence is only a heading: a section's first words with nothing else on the line."""
    section = document.section_at(span.start)
    if section < 0:
        return False
    s = document.sections[section]
    return s.kind != "gạch" and document.text[span.start : span.end].strip(" .:;") == s.heading.strip(" .:;")


def under(document: Document, index: int) -> list[Span]:
    """Sentences of a section without its heading line; a long section gives its parts' first sentences."""
    section = document.sections[index]
    spans = [s for s in document.sentences if section.start <= s.start < section.end]
    body = [s for s in spans if not is_heading(document, s)]
    if len(body) <= _MAX_POINTS:
        return body
    heads = [_first(document, document.sections[c]) for c in document.children(index)]
    return [head for head in heads if head is not None][:_MAX_POINTS]


def _first(document: Document, section: Section) -> Span | None:
    return next((s for s in document.sentences if section.start <= s.start < section.end), None)


def introduced(document: Document, span: Span) -> list[Span]:
    """The bullets or items right after a sentence that ends with a colon."""
    if not document.text[span.start : span.end].rstrip().endswith(":"):
        return []
    section = document.section_at(span.start)
    inside = document.sections[section] if section >= 0 else None
    limit = inside.end if inside else len(document.text)
    items = [
        s
        for s in document.sections
        if span.end <= s.start < limit and (s.kind == "gạch" or (inside and s.level == inside.level + 1))
    ]
    spans = [s for s in document.sentences if any(i.start <= s.start < i.end for i in items)]
    return spans[:_MAX_POINTS]


def paragraph(document: Document, span: Span) -> list[Span]:
    """The sentences that share a paragraph with ``span``."""
    start = document.text.rfind("\n", 0, span.start) + 1
    end = document.text.find("\n", span.start)
    stop = end if end >= 0 else len(document.text)
    return [s for s in document.sentences if start <= s.start < stop]


def clauses(document: Document, span: Span) -> list[Span]:
    """The parts of a sentence between semicolons, their outer blanks left out."""
    parts: list[Span] = []
    at = span.start
    for match in re.finditer(r";\s*|$", document.text[span.start : span.end]):
        end = span.start + match.start()
        if end > at:
            parts.append(Span(at, end))
        at = span.start + match.end()
    return parts
