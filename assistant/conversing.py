"""Answers follow-ups that act on the answer before them (``assistant.follow_up``), by asking that one again.

Only the earlier questions are known, so the same conversation always gets the same answer, on the page as on the
command line.
"""

from collections.abc import Callable, Sequence

from assistant import cite, counterpart, extract, follow_up, listed, named, rephrase, small_talk
from assistant.answer import Answer
from assistant.evidence import Query, name_words, query
from assistant.follow_up import FollowUp
from assistant.question import understand
from assistant.rephrase import Said
from assistant.reply import Block, Point, Reply
from index.search import Hit, Index
from index.vietnamese import key
from prompts import say

#: Of a comparison, how many statements each side keeps.
_SIDE = 4

#: Answers a question, given with those before it.
AnswerOf = Callable[[str, tuple[str, ...]], Answer]


def respond(
    index: Index, found: FollowUp, history: Sequence[str], answer_of: AnswerOf
) -> tuple[Reply, tuple[Hit, ...]]:
    """The reply to a follow-up and the passages behind it."""
    earlier = tuple(history)
    while earlier and small_talk.respond(earlier[-1], 0) is not None and follow_up.read(earlier[-1]) is None:
        earlier = earlier[:-1]
    if not earlier:
        return _remark(say("hoi-thoai", "nothing-before")), ()
    before = answer_of(earlier[-1], earlier[:-1])
    if before.abstained:
        return Reply(refusal=say("hoi-thoai", "nothing-found-before")), before.hits
    rows = rephrase.said(index, before)
    if found.kind == "counted" and found.item is not None:
        one = listed.item(rows, found.item)
        # Not a statement: it says nothing of what a document says.
        return Reply(rephrase.blocks(one) or (Block((), lead=say("hoi-thoai", "no-such-one")),)), before.hits
    wanted = _wanted(index, earlier, rows)
    if found.kind == "compare":
        return _compared(index, found.subject, rows, answer_of(follow_up.about(found.subject), earlier), wanted, before)
    chosen = _meant(found, rows)
    return (_rephrased(index, found, chosen, wanted) if isinstance(chosen, tuple) else chosen), before.hits


def _rephrased(index: Index, found: FollowUp, rows: tuple[Said, ...], wanted: Query) -> Reply:
    if found.kind == "repeat":
        return Reply(rephrase.blocks(rows))
    if found.kind == "shorter":
        return rephrase.shorter(index, rows, wanted, limit=found.limit or rephrase.SHORT)
    cited = tuple(row for row in rows if row.point.quotes)
    if not cited:
        return _remark(say("hoi-thoai", "no-source-before"))
    if found.kind == "longer":
        return rephrase.longer(cited)
    return rephrase.word_for_word(cited) if found.kind == "quote" else rephrase.sources(cited)


def _meant(found: FollowUp, rows: tuple[Said, ...]) -> tuple[Said, ...] | Reply:
    """The statements that a follow-up is about: all of them, one, or those of one source."""
    if found.item is not None:
        position = found.item if found.item > 0 else len(rows)
        one = tuple(row for row in rows if row.number == position)
        return one or _remark(say("hoi-thoai", "no-such-item", count=len(rows)))
    if found.marker is not None:
        quotes = list(dict.fromkeys(quote for row in rows for quote in row.point.quotes))
        if not 0 < found.marker <= len(quotes):
            return _remark(say("hoi-thoai", "no-such-source", count=len(quotes)))
        quote = quotes[found.marker - 1]
        return tuple(Said(row.number, Point(row.point.text, (quote,))) for row in rows if quote in row.point.quotes)
    return rows


def _compared(
    index: Index, subject: str, rows: Sequence[Said], other: Answer, wanted: Query, before: Answer
) -> tuple[Reply, tuple[Hit, ...]]:
    """What was answered, then what the same question gives for ``subject``; no conclusion is drawn."""
    names = named.find(index, subject)
    meant = set(names.documents)
    cited = {quote.document.id for row in rows for quote in row.point.quotes}
    own = [row for row in rephrase.said(index, other) if row.point.quotes]
    if meant or names.numbers:
        own = [row for row in own if all(quote.document.id in meant - cited for quote in row.point.quotes)]
    if not own:
        others = [index.document(i) for i in names.documents if i not in cited]
        own = [row for document in others for row in counterpart.find(index, rows, document)]
    kept = [row for side in (rows, own) for row in rephrase.chosen(index, side, wanted, limit=_SIDE)]
    if own:
        return Reply(rephrase.blocks(kept)), (*before.hits, *other.hits)
    name = "; ".join([cite.name(index.document(i).info) for i in names.documents] or [n.name for n in names.numbers])
    if meant and meant <= cited:
        lacking = say("hoi-thoai", "same-source", document=name)
    elif meant:
        lacking = say("tra-loi", "nothing-on-this", document=name)
    elif name:
        lacking = say("tu-choi", "missing-document", document=name)
    else:
        lacking = say("hoi-thoai", "nothing-to-compare", subject=subject)
    return Reply((*rephrase.blocks(kept), Block((), lead=lacking))), before.hits


def _wanted(index: Index, history: Sequence[str], rows: Sequence[Said]) -> Query:
    """What the question that the answer goes back to looks for; nothing when it only names a document and asks for its
    "nhiệm vụ": then every statement is as good as another."""
    asked = [text for text in history if follow_up.read(text) is None and small_talk.respond(text, 0) is None]
    documents = {quote.document.id: quote.document for row in rows for quote in row.point.quotes}
    given = [name_words(document) for document in documents.values()]
    content = understand(asked[-1]).content if asked else ()
    telling = [word for word in content if key(word) not in extract.empty_words(given)]
    return query(index, telling)


def _remark(words: str) -> Reply:
    return Reply((Block((Point(words),)),))
