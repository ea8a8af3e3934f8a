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


def vocabulary(documents: Sequence[Document], *, table: Abbreviations | None = None) -> Vocabulary:
    """The table of abbreviations (None: the shipped one) with what the documents themselves define."""
    base = table or abbreviations.read()
    of_document: dict[str, Abbreviations] = {}
    learned: dict[str, tuple[Words, ...]] = {}
    for document in documents if base.full else ():
        found = {short: (full,) for short, full in abbreviations.learn(document.text).items()}
        if found:
            of_document[document.id] = abbreviations.with_learned(base, found)
            learned = abbreviations.joined(learned, found)
    return Vocabulary(base, of_document, abbreviations.with_learned(base, learned), learned)


def describe(info: DocumentInfo) -> str:
    """A document in words: kind, number, title, issuer, locality."""
    parts = (info.kind, info.number or info.symbol, info.title, info.issuer, info.locality)
    return " ".join(part for part in parts if part)


def headings(passage: Passage, document: Document | None) -> tuple[str, ...]:
    """What stands above a passage. The header and the signature block, which have no heading, get one."""
    if document is None or document.front.end == document.back.start == 0:
        return passage.heading_path
    if passage.end <= document.front.end:
        return (*passage.heading_path, _HEADER)
    if passage.start >= document.back.start:
        return (*passage.heading_path, _SIGNATURE)
    return passage.heading_path


# Words people use for what these blocks say without naming it.
_HEADER = "Số, ký hiệu, ngày ban hành, nơi ban hành, cơ quan ban hành, trích yếu, kính gửi"
_SIGNATURE = "Nơi nhận, người ký, ai ký, ký thay mặt, chức vụ người ký"


def owners(passages: Sequence[Passage]) -> list[int]:
    """The number of each passage's document, in order of first appearance from 0."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(passage.document_id, len(numbers)) for passage in passages]


def searched_terms(
    passages: Sequence[Passage], documents: Sequence[Document], words: Vocabulary
) -> Iterator[tuple[Terms, Terms, Terms]]:
    """For each passage the terms of its text, of its heading path and of its document's description."""
    by_id = {document.id: document for document in documents}
    tables = {name: words.of_document.get(name, words.base) for name in by_id}
    titles = {name: analyse(describe(d.info), tables[name]) for name, d in by_id.items()}
    nothing = Terms([], [], ())
    above: dict[tuple[str, tuple[str, ...]], Terms] = {}
    for passage in passages:
        name = passage.document_id
        table = tables.get(name, words.base)
        path = headings(passage, by_id.get(name))
        if (name, path) not in above:
            above[name, path] = analyse(" \n ".join(path), table)
        yield analyse(passage.text, table), above[name, path], titles.get(name, nothing)


def embedded_texts(passages: Sequence[Passage], documents: Sequence[Document], words: Vocabulary) -> list[str]:
    """For each passage the text that is embedded: headings, then its own text, abbreviations in full."""
    by_id = {document.id: document for document in documents}
    texts = []
    for passage in passages:
        document = by_id.get(passage.document_id)
        above = [h for h in headings(passage, document) if h and h not in passage.text]
        if not above and document is not None and document.info.title:
            above = [document.info.title]
        table = words.of_document.get(passage.document_id, words.base)
        texts.append(in_full("\n".join([*above, passage.text]), table))
    return texts
