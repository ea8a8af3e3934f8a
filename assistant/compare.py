"""Comparisons: what each side says about the same thing, side by side, each cited.

The sides are the documents a question names, or the years ("mục tiêu năm 2021 và năm 2025"). No conclusion is
drawn: the reader sees both texts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import cite, extract, units
from assistant.context import BODY, Resolved
from assistant.evidence import name_words
from assistant.question import YEAR, Question, content_words, form
from assistant.reply import Block
from assistant.sides import are_beside, sides
from corpus.document import Document, Span
from index.search import Hit, Index
from index.vietnamese import fold
from prompts import say

_TOPIC_WORDS = frozenset(
    "khác giống nhau sánh khac giong sanh điểm diem biệt biet cạnh canh lượt luot lần lan mỗi moi từng tung bên "
    "ben".split()
)


def respond(index: Index, resolved: Resolved, scope: Sequence[Document], hits: Sequence[Hit]) -> tuple[Block, ...]:
    """A block for each side; empty when the question has not two sides or no side has evidence."""
    years = tuple(dict.fromkeys(YEAR.findall(resolved.text)))
    beside = sides(index, resolved.text)
    if len(years) >= 2 and len(beside) < 2:
        return _years(index, resolved, scope or with_years(index.documents, years), hits, years)
    if len(beside) < 2:
        beside = tuple((document,) for document in scope)
    if len(beside) >= 2:
        named = [document for side in beside for document in side]
        asked = []
        for side in beside:
            text = _without_names(resolved.text, [d for d in named if d not in side])
            asked.append((_retold(resolved, text), side, _found(index, resolved.text, side, len(hits) or 10)))
        return _sides(index, asked, named, needs_all=resolved.question.asks != "compare")
    return _bodies(index, resolved, scope, hits)


def sets_years_apart(index: Index, resolved: Resolved, scope: Sequence[Document]) -> bool:
    """Whether a question asks for several things of years that one document sets apart, without saying that it
    compares."""
    years = tuple(dict.fromkeys(YEAR.findall(resolved.text)))
    several = resolved.question.asks in ("what", "how", "list", "who", "count", "when")
    return several and len(years) >= 2 and bool(with_years(scope or index.documents, years))


def names_sides(index: Index, text: str) -> bool:
    """Whether a question sets documents or levels side by side ("trung ương nói tăng, huyện thì sao?")."""
    return are_beside(text) and len(sides(index, text)) >= 2


def with_years(documents: Sequence[Document], years: Sequence[str]) -> list[Document]:
    """The documents that have a heading for each of two or more years."""
    found = []
    for document in documents:
        headings = " ".join(s.heading for s in document.sections if s.kind != "gạch" and not s.heading.endswith("…"))
        if len(set(years) & set(YEAR.findall(headings))) >= 2:
            found.append(document)
    return found


def _years(
    index: Index, resolved: Resolved, scope: Sequence[Document], hits: Sequence[Hit], years: Sequence[str]
) -> tuple[Block, ...]:
    """What is said of each year: under its headings, where a document sets the years apart."""
    apart = with_years(scope, years)
    names = [name_words(document) for document in apart]
    told = []
    for year in years:
        asked = _only(resolved, year, years)
        blocks = _one(index, asked, scope, hits, scope)
        if apart and not _all_under(blocks, year):
            blocks = extract.beside(index, _asked_of_a_side(asked), apart, hits, given=names, year=year)
        told.append(blocks)
    return tuple(dict.fromkeys(block for blocks in told for block in blocks)) if all(told) else ()


def _all_under(blocks: Sequence[Block], year: str) -> bool:
    """Whether all that is quoted stands under a heading with a year."""
    quotes = [quote for block in blocks for point in block.points for quote in point.quotes]
    return bool(quotes) and all(year in units.headings(q.document, Span(q.start, q.end)) for q in quotes)


def _bodies(index: Index, resolved: Resolved, scope: Sequence[Document], hits: Sequence[Hit]) -> tuple[Block, ...]:
    """What is said of each of two bodies ("nhiệm vụ của HĐND huyện với UBND huyện")."""
    folded = [fold(word.strip(",.;:?!")) for word in resolved.text.split()]
    bodies = list(BODY.finditer(" ".join(folded)))
    if len(bodies) != 2:
        return ()
    asked = []
    for other in reversed(bodies):
        at = " ".join(folded)[: other.start()].count(" ")
        length = len(other.group().split())
        text = " ".join(word for i, word in enumerate(resolved.text.split()) if not at <= i < at + length)
        asked.append((_retold(resolved, text), scope, hits))
    return _sides(index, asked, scope)


def _found(index: Index, text: str, documents: Sequence[Document], k: int) -> list[Hit]:
    """The passages of some documents, best first."""
    hits = [hit for document in documents for hit in index.search(text, k=k, document=document.id)]
    return sorted(hits, key=lambda hit: -hit.score)


def _without_names(text: str, others: Sequence[Document]) -> str:
    """A question without the names of the other sides, which the words of one side need not hold."""
    for document in others:
        info = document.info
        for name in (info.locality, info.issuer, info.signer):
            if name:
                text = re.sub(rf"\b{re.escape(name.split(',')[0])}\b", " ", text, flags=re.IGNORECASE)
    return text


def _sides(
    index: Index,
    asked: Sequence[tuple[Resolved, Sequence[Document], Sequence[Hit]]],
    named: Sequence[Document],
    *,
    needs_all: bool = True,
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    answered = 0
    for resolved, scope, hits in asked:
        found = _one(index, resolved, scope, hits, named)
        answered += bool(found)
        if found:
            blocks += found
        elif scope:
            name = "; ".join(cite.name(d.info) for d in scope)
            blocks.append(Block((), lead=say("tra-loi", "nothing-on-this", document=name)))
    if answered == 0 or (needs_all and answered < len(asked)):
        return ()
    return tuple(dict.fromkeys(blocks))


def _one(
    index: Index, resolved: Resolved, scope: Sequence[Document], hits: Sequence[Hit], named: Sequence[Document]
) -> tuple[Block, ...]:
    question = _asked_of_a_side(resolved)
    given = [name_words(d) for d in named]
    found = extract.respond(index, question, scope, hits, given=given, only=bool(scope))
    return found or (extract.beside(index, question, scope, hits, given=given) if scope else ())


def _asked_of_a_side(resolved: Resolved) -> Question:
    """The question that each side is asked, which compares no more."""
    question = resolved.question
    if question.asks != "compare":
        return question
    wanted = form(question.folded, besides="compare")
    return replace(question, asks="list" if wanted == "what" else wanted)


def _only(resolved: Resolved, year: str, years: Sequence[str]) -> Resolved:
    """The question with one of its years."""
    text = resolved.text
    for other in years:
        if other != year:
            text = re.sub(rf"\b(năm |nam )?{other}\b", " ", text)
    return _retold(resolved, text)


def _retold(resolved: Resolved, text: str) -> Resolved:
    content = tuple(w for w in content_words(text) if w.lower() not in _TOPIC_WORDS)
    return replace(resolved, text=text, question=replace(resolved.question, text=text, content=content))
