"""A question to an Answer, without a language model.

The question is read with its conversation, tried as small talk, as a question about the corpus, as a fact of a
document, as a comparison, and last against the text itself. What nothing covers is refused, by name if it can be.
"""

import time
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from assistant import (
    apart,
    catalogue,
    checked,
    cite,
    claim,
    compare,
    content,
    context,
    conversing,
    follow_up,
    identity,
    listed,
    located,
    mentioned,
    named,
    places,
    rephrase,
    settled,
    several,
    small_talk,
    typed,
    vouched,
)
from assistant.answer import Answer
from assistant.compose import compose
from assistant.context import Resolved
from assistant.named import Named
from assistant.question import understand
from assistant.reply import Reply
from assistant.sides import sides
from corpus.document import Document, Span
from corpus.errors import TrolyError
from corpus.library import find
from index.search import Hit, Index
from index.vietnamese import fold
from prompts import say

_FEW_DOCUMENTS = 3
#: Facts that questions ask for by words of their own ("ai ký", "ngày nào").
_PLAIN = frozenset(("signer", "role", "date", "number", "recipients", "addressees", "arrival"))
#: Facts whose place a header has even where they are left blank.
_BLANK = frozenset(("signer", "date", "number"))


@dataclass(frozen=True, slots=True)
class Filters:
    """What the user restricted the search to; None means everything."""

    k: int = 10
    kind: str | None = None
    level: str | None = None
    document: str | None = None

    def allow(self, document: Document) -> bool:
        """Whether a document is within the filters; accents and capitals do not matter."""
        info = document.info
        return (
            (self.kind is None or fold(info.kind) == fold(self.kind))
            and (self.level is None or fold(info.level or "") == fold(self.level))
            and (self.document is None or document.id == self.document)
        )


def ask(
    index: Index,
    question: str,
    *,
    history: Sequence[str] = (),
    k: int = 10,
    kind: str | None = None,
    level: str | None = None,
    document: str | None = None,
) -> Answer:
    """Answers ``question``; ``history`` are the earlier questions of the conversation, oldest first.

    The filters narrow the documents answered from. Raises TrolyError for a filter that no document passes.
    """
    started = time.perf_counter()
    document_id = find(index.documents, document).id if document else None
    check_filters(index, kind=kind, level=level)
    answer = _answer(index, question, tuple(history), Filters(k, kind, level, document_id))
    total = time.perf_counter() - started
    return replace(answer, answer_seconds=max(0.0, total - answer.search_seconds))


def check_filters(index: Index, *, kind: str | None, level: str | None) -> None:
    """Raises TrolyError for a kind or level that no document of the corpus has."""
    _check("loại văn bản", kind, {d.info.kind for d in index.documents})
    _check("cấp", level, {d.info.level for d in index.documents if d.info.level})


def _check(what: str, wanted: str | None, known: Set[str]) -> None:
    if wanted is not None and fold(wanted) not in {fold(value) for value in known}:
        raise TrolyError(f"Trong kho không có {what} “{wanted}”. Các giá trị dùng được: {', '.join(sorted(known))}.")


def _answer(index: Index, text: str, history: tuple[str, ...], filters: Filters) -> Answer:
    count = sum(not d.info.superseded for d in index.documents)
    asked, text = text, typed.repaired(text, index)
    refusal = small_talk.unusable(text or asked)
    if refusal is None and count == 0:
        refusal = say("tu-choi", "no-documents")
    if refusal is not None:
        return compose(asked, Reply(refusal=refusal), ())
    history = history[-follow_up.MAX_HISTORY :]
    found = follow_up.read(asked) or follow_up.read(text)
    if found is not None and (history or small_talk.respond(text, count) is None):
        again, behind = conversing.respond(
            index, found, history, lambda question, earlier: _answer(index, question, earlier, filters)
        )
        return compose(asked, again, behind)
    counted = _counted(index, text, history, filters)
    if counted is not None:
        return compose(asked, *counted)
    talk = small_talk.respond(text, count)
    if talk is not None:
        return compose(asked, talk, ())

    history = tuple(typed.repaired(earlier, index) for earlier in follow_up.without(history))

    def earlier_topic(earlier: Resolved) -> context.Topic:
        given = _respond(index, earlier, filters)
        names = named.find(index, earlier.text)
        about = names.documents or earlier.documents
        cited = tuple(dict.fromkeys(c.document_id for c in given.citations))
        if not set(about) & set(cited):
            about = cited[:1] or about  # the answer came from elsewhere: from then on that is spoken of
        name = cite.name(index.document(about[0]).info) if len(about) == 1 and not names.numbers else ""
        return context.Topic(about, _mentioned_numbers(index, given), name)

    resolved = context.resolve(
        text,
        history,
        earlier_topic,
        lambda asked: bool(named.find(index, asked).documents),
        lambda asked: bool(vouched.leads(index, asked)),
    )
    answer = replace(_respond(index, resolved, filters), question=asked, resolved=resolved.text)
    claimed = claim.read(index, resolved.text)
    if claimed is None:
        return _completed(index, answer, resolved, filters)
    return settled.checked(
        index,
        claimed,
        answer,
        lambda question: _respond(index, replace(resolved, text=question, question=understand(question)), filters),
    )


def _completed(index: Index, answer: Answer, resolved: Resolved, filters: Filters) -> Answer:
    """An answer with what the parts of its question ask besides, of the documents that the whole names or found."""
    second = several.also(resolved.text)
    if second:
        return several.completed(answer, [_respond(index, Resolved(second, understand(second)), filters)])
    parts = several.parts(resolved.text)
    if not parts or resolved.question.asks == "compare" or compare.names_sides(index, resolved.text):
        return answer
    cited = tuple(dict.fromkeys(c.document_id for c in answer.citations))
    about = named.find(index, resolved.text).documents or resolved.documents or cited
    if len(about) != 1:
        return answer
    return several.completed(
        answer, [_respond(index, Resolved(part, understand(part), documents=about), filters) for part in parts]
    )


def _counted(
    index: Index, text: str, history: tuple[str, ...], filters: Filters
) -> tuple[Reply, tuple[Hit, ...]] | None:
    """One item, by its number, of what a document lists or of the answer before; None for another question."""
    found = follow_up.counted(text)
    if found is None:
        return None
    whole, one = found
    about = named.find(index, whole).documents
    if one.subject and len(about) == 1 and one.item is not None:
        part = listed.part(index.document(about[0]), one.item)
        return (Reply(rephrase.blocks(part)), ()) if part else None
    behind = (whole,) if about else follow_up.without(history)
    if not behind:
        return None
    reply, hits = conversing.respond(
        index, one, behind, lambda question, earlier: _answer(index, question, earlier, filters)
    )
    if about and one.item is not None and not any(p.quotes for block in reply.blocks for p in block.points):
        part = listed.part(index.document(about[0]), one.item)
        reply = Reply(rephrase.blocks(part)) if len(about) == 1 and part else reply
    return None if reply.refusal else (reply, hits)


def _mentioned_numbers(index: Index, given: Answer) -> tuple[tuple[str, str], ...]:
    """Documents referred to in what an answer cites, as (kind, number)."""
    return tuple(
        (reference.kind or "", reference.number)
        for citation in given.citations
        for reference in index.document(citation.document_id).references
        if citation.start <= reference.start < citation.end
    )


def _respond(index: Index, resolved: Resolved, filters: Filters) -> Answer:
    question = resolved.question
    names = _without_misread(index, resolved.text, named.find(index, resolved.text))
    live = [d for d in index.documents if not d.info.superseded]
    reply = catalogue.respond(question.folded, names, index.documents) or mentioned.respond(
        index, question, [d for d in live if filters.allow(d)]
    )
    if reply is not None:
        return compose(resolved.text, reply, ())
    nowhere = places.unknown(index, resolved.text)
    if nowhere:
        return compose(resolved.text, Reply(refusal=say("tu-choi", "no-place", place=nowhere)), ())
    scope = _side_by_side(index, resolved, filters) or _scope(index, names, resolved, filters)
    absent = located.absent(resolved.text, scope, live)
    if absent:
        return compose(resolved.text, Reply(refusal=absent), ())
    reply = apart.respond(index, question, names, scope) or checked.respond(index, question, live)
    if reply is not None:
        return compose(resolved.text, reply, ())
    reply = identity.respond(index, resolved, names, scope, live)
    if reply is not None and not _doubted(index, resolved, reply, scope):
        return compose(resolved.text, reply, ())
    started = time.perf_counter()
    hits = index.search(resolved.text, k=filters.k, kind=filters.kind, level=filters.level, document=filters.document)
    searched = time.perf_counter() - started
    reply = content.respond(index, resolved, names, scope, hits)
    answer = compose(resolved.text, reply, hits)
    if not answer.abstained and not answer.statements:
        refusal = content.refusal(index, names, scope, figure=question.asks == "count")
        answer = compose(resolved.text, Reply(refusal=refusal), hits)
    # A refusal that names a document or figure the corpus lacks is as sure as a fact.
    sure = answer.abstained and (bool(names.numbers) or question.asks == "count")
    return replace(answer, search_seconds=searched, made_by="facts" if sure else "text")


def _without_misread(index: Index, text: str, names: Named) -> Named:
    """What a question names, less the numbers that no document mentions and that a known question with an answer seems
    to name as well: "báo cáo 5 năm" is no "Báo cáo số 5"."""
    unheard = {n.name for n in names.numbers if not identity.references(index, replace(names, numbers=(n,)))}
    if not unheard:
        return names
    others = {n.name for known in vouched.leads(index, text) for n in named.find(index, known.question).numbers}
    return replace(names, numbers=tuple(n for n in names.numbers if n.name not in unheard & others))


def _doubted(index: Index, resolved: Resolved, reply: Reply, scope: Sequence[Document]) -> bool:
    """Whether the known questions find the answer in other words than a fact that was read off a document."""
    is_plain = bool(_PLAIN.intersection(resolved.question.identity))
    if resolved.question.asks == "compare":
        return False
    if reply.refusal:
        leads = vouched.leads(index, resolved.text, surely=True)
        if not leads or not (is_plain and scope):
            return bool(leads)
        may_be_told = _BLANK.isdisjoint(resolved.question.identity) or not vouched.is_in_a_header(index, leads[0])
        return may_be_told and vouched.repeats(index, resolved.text)
    if vouched.refuses(index, resolved.text, word_for_word=True):
        return True
    quotes = [quote for block in reply.blocks for point in block.points for quote in point.quotes]
    told = [(quote.document, Span(quote.start, quote.end)) for quote in quotes]
    return vouched.elsewhere(index, resolved.text, told, is_plain=is_plain)


def _side_by_side(index: Index, resolved: Resolved, filters: Filters) -> list[Document]:
    """The documents that a question for facts of documents sets side by side, one each side; none otherwise."""
    if not resolved.question.identity:
        return []
    found = sides(index, resolved.text)
    alone = [side[0] for side in found if len(side) == 1 and filters.allow(side[0])]
    return alone if len(alone) == len(found) > 1 else []


def _scope(index: Index, names: Named, resolved: Resolved, filters: Filters) -> list[Document]:
    """The documents the answer must come from: named now, else inherited; within the filters."""
    ids = names.documents or resolved.documents
    if not ids and filters != Filters(filters.k):
        allowed = [d.id for d in index.documents if not d.info.superseded and filters.allow(d)]
        ids = tuple(allowed) if len(allowed) <= _FEW_DOCUMENTS else ()
    chosen = [index.document(i) for i in ids if not index.document(i).info.superseded]
    return [d for d in chosen if filters.allow(d)]
