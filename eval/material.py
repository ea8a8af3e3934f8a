"""A benchmark's sources as Documents and Passages: the way any document goes, from the section tree on.

What is left out are the header and signature blocks and the splitting of a file into several documents: a
benchmark says itself where its documents begin and what they are called.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from corpus.document import Document, DocumentInfo, Span
from corpus.passage import Passage, split
from corpus.sections import Part, build_sections
from corpus.sentence import split_sentences
from eval.dataset import Source
from eval.runs import Progress


class Material(NamedTuple):
    """Documents and all their passages, in order."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]


def prepare(
    sources: Iterable[Source], *, lean: bool = False, total: int = 0, progress: Progress | None = None
) -> Material:
    """The documents and passages of some sources. ``progress(done, total)`` is told of every hundredth.

    ``lean`` documents keep no sections and sentences once they are split: searching needs neither, and of a big
    corpus they take more memory than its text.
    """
    documents: list[Document] = []
    passages: list[Passage] = []
    for number, source in enumerate(sources, 1):
        document = to_document(source)
        passages += _not_empty(split(document))
        documents.append(replace(document, sections=(), sentences=()) if lean else document)
        if progress and (number % 100 == 0 or number == total):
            progress(number, max(total, number))
    return Material(tuple(documents), tuple(passages))


def to_document(source: Source) -> Document:
    """The Document of a source: its text in NFC, a paragraph a line, sections and sentences found as for any
    text. Of a source with a title only (articles of one sentence in ALQAC25) the title is the text."""
    text = unicodedata.normalize("NFC", source.text).replace("\r\n", "\n").replace("\r", "\n")
    title = unicodedata.normalize("NFC", source.title).replace("_", " ").strip()
    if not text.strip():
        text, title = title, ""
    return Document(
        id=source.id,
        path=source.id,
        info=DocumentInfo(kind="văn bản", title=title or None),
        text=text,
        sections=build_sections(tuple(_parts(text))),
        sentences=split_sentences(text),
        front=Span(0, 0),
        back=Span(len(text), len(text)),
    )


def _parts(text: str) -> Iterator[Part]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield Part(line.rstrip(), at)
        at += len(line) + 1


def _not_empty(passages: Iterable[Passage]) -> Iterator[Passage]:
    return (passage for passage in passages if passage.text.strip())
