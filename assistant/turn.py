"""One question of a conversation with what came of it, and what its sources were when it was answered.

The answer and its sources are kept as they were shown. The corpus may change afterwards: ``standing`` tells where
the cited words are today, so that no marker opens other words than those it was given for.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant import cite
from assistant.answer import Answer, Citation
from corpus.document import Document, Span


@dataclass(frozen=True, slots=True)
class Source:
    """What a source card says of a citation, as it was when the question was answered.

    ``name`` is the document's, ``facts`` its date and issuer, ``headings`` those above the cited words, from the
    outermost, ``administrative`` the citation as an official writes it.
    """

    name: str
    facts: tuple[str, ...]
    headings: tuple[str, ...]
    administrative: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it so far.

    ``scope`` says in words what the search was limited to. ``shown`` is how many characters of the answer are
    on the page (None: all), ``pending`` the words of a sentence that a model is still writing; ``error`` is the
    message shown in place of an answer; ``rating`` is "up" or "down". ``asked`` is the time of the question, ISO 8601.
    ``sources`` go with ``answer.citations``, one for one.
    """

    question: str
    scope: str = ""
    answer: Answer | None = None
    shown: int | None = None
    pending: str = ""
    error: str | None = None
    rating: str | None = None
    asked: str = ""
    sources: tuple[Source, ...] = ()

    def source(self, citation: Citation, documents: Mapping[str, Document]) -> Source:
        """The source of one of the answer's citations: the one kept, else read from its document."""
        if self.answer is not None and len(self.sources) == len(self.answer.citations):
            return self.sources[self.answer.citations.index(citation)]
        return source_of(citation, documents.get(citation.document_id))


def sources_of(answer: Answer, documents: Mapping[str, Document]) -> tuple[Source, ...]:
    """The sources of an answer's citations, in their order."""
    return tuple(source_of(c, documents.get(c.document_id)) for c in answer.citations)


def source_of(citation: Citation, document: Document | None) -> Source:
    """What can be said of a citation; of a document that is gone, what the citation itself holds."""
    if document is None:
        place = ", ".join(part for part in (citation.document, citation.section) if part)
        return Source(citation.document, (), (), place)
    info = document.info
    date = info.date.vietnamese if info.date else None
    return Source(
        cite.name(info),
        tuple(fact for fact in (date, cite.issuer(info)) if fact),
        document.heading_path(document.section_at(citation.start)),
        cite.administrative(document, citation.section),
    )


def is_changed(citation: Citation, document: Document | None) -> bool:
    """Whether the cited words no longer stand where they were cited."""
    return document is None or document.text[citation.start : citation.end] != citation.quote


def standing(citation: Citation, document: Document | None) -> Span | None:
    """Where the cited words stand today: in place, or in the one place they have moved to; None when unsure."""
    if document is None:
        return None
    if not is_changed(citation, document):
        return Span(citation.start, citation.end)
    start = document.text.find(citation.quote)
    if start < 0 or not citation.quote or document.text.find(citation.quote, start + 1) >= 0:
        return None
    return Span(start, start + len(citation.quote))
