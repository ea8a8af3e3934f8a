"""The pieces of a document around a sentence: its headings, paragraph, list and clauses, as spans of the text."""

import re
from collections.abc import Sequence

from corpus.document import Document, Section, Span

_MAX_POINTS = 16
_LINE_END = 2  # characters
_FEW_PARAGRAPHS = 8


def headings(document: Document, span: Span) -> str:
    """Headings above a sentence, its own section's heading left out when the sentence is that heading."""
    section = document.section_at(span.start)
    path: list[str] = []
    while section >= 0:
        s = document.sections[section]
        if s.kind != "gạch" and not document.text[span.start : span.end].startswith(s.heading.rstrip("…")[:40]):
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


def is_outside(document: Document, span: Span) -> bool:
    """Whether a sentence stands in the header or the signature block, which seldom answer."""
    inside_back = document.back.start <= span.start < document.back.end
    return span.start < document.front.end or inside_back


def is_heading(document: Document, span: Span) -> bool:
    """Whether a sentence is only a heading: a section's first words with nothing else on the line."""
    section = document.section_at(span.start)
    if section < 0:
        return False
    s = document.sections[section]
    text = document.text[span.start : span.end]
    if s.kind == "gạch" or text.strip(" .:;") != s.heading.strip(" .:;"):
        return False
    # A section of one full sentence is text, however short.
    return not (text.rstrip().endswith((".", ";")) and s.end - span.end <= 2)


def has_heading(document: Document, section: int) -> bool:
    """Whether a section opens with a heading of its own, not with the first words of its text."""
    s = document.sections[section]
    if s.kind == "gạch" or s.heading.endswith("…"):
        return False
    first = first_sentence(document, s)
    return first is not None and (
        is_heading(document, first) or document.text[first.start :].startswith(f"{s.heading}:")
    )


def headings_of(document: Document, sections: Sequence[int]) -> list[Span]:
    """The first sentences of sections, in order."""
    firsts = (first_sentence(document, document.sections[i]) for i in sections)
    return [first for first in firsts if first is not None]


def under(document: Document, index: int) -> list[Span]:
    """Sentences of a section without its heading line; a long section gives its parts' first sentences.

    Headings of its parts are left out where what stands under them tells enough.
    """
    section = document.sections[index]
    spans = [s for s in document.sentences if section.start <= s.start < section.end]
    body = [s for s in spans if not is_heading(document, s)]
    children = list(document.children(index))
    if len(body) < len(children):
        own = headings_of(document, [index])
        whole = [s for s in spans if s not in own or not has_heading(document, index)]
        return whole if len(whole) <= _MAX_POINTS else headings_of(document, children)
    if len(body) <= _MAX_POINTS:
        return body
    return headings_of(document, children)[:_MAX_POINTS]


def first_sentence(document: Document, section: Section) -> Span | None:
    """The sentence a section opens with."""
    return next((s for s in document.sentences if section.start <= s.start < section.end), None)


def section_or_paragraph(document: Document, index: int) -> list[Span]:
    """A section's sentences when they are few, otherwise its opening with the list it introduces."""
    section = document.sections[index]
    spans = [s for s in document.sentences if section.start <= s.start < section.end]
    if len(spans) <= _MAX_POINTS:
        return spans
    return with_what_follows(document, spans[0])


def list_of(document: Document, span: Span) -> list[Span]:
    """The sentences of all bullets beside the one a sentence stands in; empty outside a list or in a long one."""
    index = document.section_at(span.start)
    if index < 0 or document.sections[index].kind != "gạch":
        return []
    items = [document.sections[i] for i in document.children(document.sections[index].parent)]
    bullets = [item for item in items if item.kind == "gạch"]
    spans = [s for s in document.sentences if any(b.start <= s.start < b.end for b in bullets)]
    return spans if len(spans) <= _MAX_POINTS else []


def headings_beside(document: Document, span: Span) -> list[Span]:
    """A heading with nothing under it and those beside it, when none of them has: a list in the form of headings."""
    index = document.section_at(span.start)
    if not is_heading(document, span) or index < 0 or document.sections[index].parent < 0:
        return []
    beside = list(document.children(document.sections[index].parent))
    firsts = headings_of(document, beside)
    alone = all(
        is_heading(document, first) and document.sections[i].end - first.end <= _LINE_END
        for i, first in zip(beside, firsts, strict=False)
    )
    return firsts if alone and 2 <= len(firsts) <= _MAX_POINTS else []


def paragraphs_of(document: Document, span: Span) -> list[Span]:
    """The sentences under the heading of a sentence's section when they are a list without bullets: one paragraph
    each, and few of them; otherwise none."""
    index = document.section_at(span.start)
    if index < 0 or not has_heading(document, index) or next(document.children(index), None) is not None:
        return []
    body = [s for s in under(document, index) if not is_heading(document, s)]
    alone = all(paragraph(document, s) == [s] for s in body)
    return body if alone and 2 <= len(body) <= _FEW_PARAGRAPHS else []


def with_what_follows(document: Document, span: Span, *, longest: int = 1500) -> list[Span]:
    """A sentence with what belongs to it: what stands under it if it is a heading, the list it introduces, or the
    whole of its paragraph when that has at most ``longest`` characters."""
    if is_heading(document, span):
        body = under(document, document.section_at(span.start))
        return body or [span]
    introduced = _introduced(document, span)
    if introduced:
        return [span, *introduced]
    around = paragraph(document, span)
    whole = around[-1].end - around[0].start if around else 0
    if around and len(around) <= 6 and whole <= longest:
        return around
    return [span]


def with_subject(document: Document, span: Span, chosen: Span) -> list[Span]:
    """``chosen`` after the sentence its paragraph opens with, or the line that introduces its list: who acts."""
    around = paragraph(document, span)
    section = document.section_at(span.start)
    opening = first_sentence(document, document.sections[section]) if section >= 0 else None
    first = around[0] if around and around[0] != span else _introduction(document, section) or opening
    return [first, chosen] if first is not None and first.start < span.start else [chosen]


def _introduction(document: Document, section: int) -> Span | None:
    """The line ending with a colon that introduces the bullets a section is one of."""
    if section < 0 or document.sections[section].kind != "gạch" or document.sections[section].parent < 0:
        return None
    parent = document.sections[document.sections[section].parent]
    before = [s for s in document.sentences if parent.start <= s.start < document.sections[section].start]
    return next((s for s in reversed(before) if document.text[s.start : s.end].rstrip().endswith(":")), None)


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


def _introduced(document: Document, span: Span) -> list[Span]:
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
