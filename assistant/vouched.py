"""Where the known questions lead: the words that answer a question very like the one asked.

They were found by people, so an answer that stands elsewhere is doubted before it is given.
"""

from collections.abc import Iterable
from itertools import takewhile

from assistant import facts, units
from assistant.verify import facts as verify_facts
from corpus.document import Document, Span
from corpus.questions import KnownQuestion
from index.search import Index

#: As like as this, two questions ask the same.
SAME = 0.5
#: As like as this, they ask it in nearly the same words.
_REPEATED = 0.75
_THE_SAME_WORDS = 0.93
#: Known questions nearly as like as the nearest may be meant as well.
_NEARLY = 0.85


def leads(index: Index, question: str, *, surely: bool = False) -> tuple[KnownQuestion, ...]:
    """The known questions that ask the same as ``question``; none when the nearest is not near enough, or has no
    answer in the corpus. ``surely``: nor when one without an answer is nearly as near."""
    asked = index.asked(question)
    if not asked or asked[0].likeness < SAME or not asked[0].known.document_id:
        return ()
    if surely and index.unanswered(question, asked[0].known.document_id) > _NEARLY * asked[0].likeness:
        return ()
    near = takewhile(lambda a: a.likeness >= _NEARLY * asked[0].likeness, asked)
    return tuple(a.known for a in near if a.known.document_id)


def refuses(index: Index, question: str, *, word_for_word: bool = False) -> bool:
    """Whether ``question`` repeats, in nearly the same words, a known question that nothing answers; or, for facts,
    which differ by a name alone, ``word_for_word``."""
    least = _THE_SAME_WORDS if word_for_word else _REPEATED
    return any(a.likeness >= least and not a.known.document_id for a in index.asked(question)[:1])


def repeats(index: Index, question: str) -> bool:
    """Whether ``question`` repeats a known question in nearly the same words."""
    return any(asked.likeness >= _REPEATED for asked in index.asked(question)[:1])


def pieces(index: Index, question: str) -> tuple[KnownQuestion, ...]:
    """The places that answer the known question nearest to ``question`` together; none when one place does."""
    near = leads(index, question)
    together = [a.known for a in index.asked(question) if near and a.known.question == near[0].question]
    return tuple(together) if len(together) > 1 else ()


def elsewhere(index: Index, question: str, told: Iterable[tuple[Document, Span]], *, is_plain: bool = False) -> bool:
    """Whether known questions lead to none of the places told. Headers and signatures of documents are much alike, so
    the same fact of another document does not speak against one; nor does any of them, or another document that gives
    the same date, when ``is_plain``, that is, when the question says in so many words which fact it wants."""
    places = list(told)
    facts_told = {fact for document, span in places for fact in facts.said_at(document, span)}
    headers = [document.text[a:b] for document, (a, b) in places if units.is_outside(document, Span(a, b))]
    in_a_header = is_plain and bool(headers)
    dates = {date for text in headers for date in verify_facts(text).dates}

    def agrees(known: KnownQuestion) -> bool:
        document, at = index.document(known.document_id), Span(known.start, known.end)
        return (
            bool(facts_told.intersection(facts.said_at(document, at)))
            or (in_a_header and units.is_outside(document, at))
            or (in_a_header and bool(dates.intersection(verify_facts(document.text[at.start : at.end]).dates)))
            or any(known.is_answered_in(told_in.id, *span) for told_in, span in places)
        )

    known = leads(index, question)
    return bool(known) and not any(agrees(each) for each in known)


def words(index: Index, question: str, document: Document, span: Span) -> str:
    """The known question most like ``question`` that a span answers, when it asks the same; else ""."""
    near = (a for a in index.asked(question) if a.likeness >= SAME)
    return next((a.known.question for a in near if a.known.is_answered_in(document.id, *span)), "")


def is_in_a_header(index: Index, known: KnownQuestion) -> bool:
    """Whether the header or the signature block of a document answers a known question."""
    return units.is_outside(index.document(known.document_id), Span(known.start, known.end))


def outside(index: Index, question: str, document: Document) -> bool:
    """Whether known questions lead only to other documents, or to headers and signatures."""
    known = leads(index, question)
    return bool(known) and all(each.document_id != document.id or is_in_a_header(index, each) for each in known)
