"""What a passage is searched by: its own words, the headings above it, and what its document is.

A passage of an official text seldom says which document it is in or even what its heading has said; a
question usually does. Abbreviations are read with the meaning the passage's own document gives them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Document, DocumentInfo
from corpus.passage import Passage
from index import abbreviations
from index.abbreviations import Abbreviations, Words
from index.terms import Terms, analyse, in_full


@dataclass(frozen=True)
class Vocabulary:
    """Abbreviations: by document (those it defines first), for questions (all), and what was learned."""

    base: Abbreviations
    of_document: Mapping[str, Abbreviations]
    for_questions: Abbreviations
    learned: Mapping[str, tuple[Words, ...]]


def vocabulary(documents: Sequence[Document]) -> Vocabulary:
    """The table of abbreviations with what the documents themselves define."""
    base = abbreviations.read()
    of_document: dict[str, Abbreviations] = {}
    learned: dict[str, tuple[Words, ...]] = {}
    for document in documents:
        found = {short: (full,) for short, full in abbreviations.learn(document.text).items()}
        if found:
            of_document[document.id] = abbreviations.with_learned(base, found)
            learned = abbreviations.joined(learned, found)
    return Vocabulary(base, of_document, abbreviations.with_learned(base, learned), learned)


def describe(info: DocumentInfo) -> str:
    """A document in words: kind, number, title, issuer, locality."""
    parts = (info.kind, info.number or info.symbol, info.title, info.issuer, info.locality)
    return " ".join(part for part in parts if part)


def searched_terms(
    passages: Sequence[Passage], documents: Sequence[Document], words: Vocabulary
) -> Iterator[tuple[Terms, Terms, Terms]]:
    """For each passage the terms of its text, of its heading path and of its document's description."""
    nothing = Terms([], [], ())
    titles = {d.id: analyse(describe(d.info), words.of_document.get(d.id, words.base)) for d in documents}
    headings: dict[tuple[str, tuple[str, ...]], Terms] = {}
    for passage in passages:
        table = words.of_document.get(passage.document_id, words.base)
        above = (passage.document_id, passage.heading_path)
        if above not in headings:
            headings[above] = analyse(" \n ".join(passage.heading_path), table)
        yield analyse(passage.text, table), headings[above], titles.get(passage.document_id, nothing)


def embedded_texts(passages: Sequence[Passage], documents: Sequence[Document], words: Vocabulary) -> list[str]:
    """For each passage the text that is embedded: headings, then its own text, abbreviations in full."""
    titles = {d.id: d.info.title or "" for d in documents}
    texts = []
    for passage in passages:
        table = words.of_document.get(passage.document_id, words.base)
        above = [h for h in passage.heading_path if h and h not in passage.text]
        if not above and passage.document_id in titles:
            above = [titles[passage.document_id]]
        texts.append(in_full("\n".join([*above, passage.text]), table))
    return texts
