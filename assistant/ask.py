"""A question to an Answer, without a language model.

The question is read with its conversation, tried as small talk, as a question about the corpus, as a fact of a
document, as a comparison, and last against the text itself. What nothing covers is refused, by name if it can be.
"""

import re
import time
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from assistant import (
    catalogue,
    cite,
    compare,
    context,
    conversing,
    extract,
    facts,
    follow_up,
    located,
    named,
    small_talk,
    typed,
)
from assistant.answer import Answer
from assistant.compose import compose
from assistant.context import Resolved
from assistant.evidence import identity_text, name_words, query, read
from assistant.expect import names_held
from assistant.named import Named
from assistant.question import YEAR, Asks, Question
from assistant.reply import Block, Reply
from corpus.document import Document, Reference, Span
from corpus.errors import TrolyError
from corpus.library import find
from index.search import Hit, Index
from index.vietnamese import fold
from prompts import say

#: Identity questions with at most this many other content words are about the document itself.
_MAX_EXTRA_WORDS = 2

#: Keys of the names of bodies: beside a number they only say whose document it is.
_BODY_WORDS = frozenset(
    "ui ban thuong vu quoc hoi chinh phu bo tinh huyen xa uy hoi dong nhan dan ubtvqh trung uong dang bi thu "
    "cua de".split()
)
_DURATION = re.compile(r"\bmay (nam|thang|ngay|lan)\b")
_FEW_DOCUMENTS = 3
#: With nothing else in the question than a document's name, "khi nào" asks for its date, "ai" for its issuer.
_IMPLIED: dict[Asks, tuple[Asks, ...]] = {"when": ("date",), "who": ("issuer",), "where": ("place",)}


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
    talk = small_talk.respond(text, count)
    if talk is not None:
        return compose(asked, talk, ())

    history = tuple(typed.repaired(earlier, index) for earlier in follow_up.without(history))

    def earlier_topic(earlier: Resolved) -> context.Topic:
        given = _respond(index, earlier, filters)
        about = named.find(index, earlier.text).documents or earlier.documents
        cited = tuple(dict.fromkeys(c.document_id for c in given.citations))[:1]
        return context.Topic(about or cited, _mentioned_numbers(index, given))

    resolved = context.resolve(text, history, earlier_topic, lambda asked: bool(named.find(index, asked).documents))
    return replace(_respond(index, resolved, filters), question=asked)


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
    names = named.find(index, resolved.text)
    live = [d for d in index.documents if not d.info.superseded]
    reply = catalogue.respond(question.folded, names, index.documents)
    if reply is not None:
        return compose(resolved.text, reply, ())
    scope = _scope(index, names, resolved, filters)
    absent = located.absent(resolved.text, scope)
    if absent:
        return compose(resolved.text, Reply(refusal=absent), ())
    reply = _identity(index, resolved, names, scope, live)
    if reply is not None:
        return compose(resolved.text, reply, ())
    started = time.perf_counter()
    hits = index.search(resolved.text, k=filters.k, kind=filters.kind, level=filters.level, document=filters.document)
    searched = time.perf_counter() - started
    reply = _from_text(index, resolved, names, scope, hits)
    answer = compose(resolved.text, reply, hits)
    if not answer.abstained and not answer.statements:
        answer = compose(resolved.text, Reply(refusal=_refusal(index, names, scope, question.asks == "count")), hits)
    return replace(answer, search_seconds=searched)


def _scope(index: Index, names: Named, resolved: Resolved, filters: Filters) -> list[Document]:
    """The documents the answer must come from: named now, else inherited; within the filters."""
    ids = names.documents or resolved.documents
    if not ids and filters != Filters(filters.k):
        allowed = [d.id for d in index.documents if not d.info.superseded and filters.allow(d)]
        ids = tuple(allowed) if len(allowed) <= _FEW_DOCUMENTS else ()
    chosen = [index.document(i) for i in ids if not index.document(i).info.superseded]
    return [d for d in chosen if filters.allow(d)]


def _identity(
    index: Index, resolved: Resolved, names: Named, scope: Sequence[Document], live: Sequence[Document]
) -> Reply | None:
    """A fact of a document (who signed it, its date ...), when that is what is asked."""
    question = resolved.question
    asked = tuple(
        a
        for a in question.identity
        if not (a == "date" and (question.asks == "deadline" or _DURATION.search(question.folded)))
    )
    if not asked and _names_signer(question.folded, scope):
        asked = ("role",)
    by_role = facts.respond_role(question, [*scope, *live])
    if by_role is not None:
        return by_role
    if not asked and names.numbers and re.search(r"\b(ban hanh|ra (truoc|sau|doi)|thong qua)\b", question.folded):
        replies = [
            facts.respond_referred("date", _references(index, Named((), (n,), names.marks_of))) for n in names.numbers
        ]
        blocks = tuple(block for reply in replies if reply is not None for block in reply.blocks)
        return Reply(blocks) if blocks else None
    if not asked:
        asked = _IMPLIED.get(question.asks, ())
        if not asked or not (names.documents or names.numbers):
            return None
    implied = not question.identity and asked != ("role",)
    if names.numbers:
        ids = {document.id for document in scope}
        rows = sorted(_references(index, names), key=lambda row: row[0].id not in ids)
        known = facts.FACT_WORDS | _BODY_WORDS | {k for n in names.numbers for k in index.terms(n.name).keys}
        more = {k for k in index.terms(" ".join(question.content)).keys if k} - known
        referred = None if implied and more else facts.respond_referred(asked[0], rows)
        if referred is not None:
            return referred
        if not names.documents:
            return None if implied and more else _missing(index, names)
    own = {
        k
        for d in scope or live
        for k in index.terms(f"{name_words(d)} {d.info.title or ''} {d.info.signer or ''}").keys
    }
    extra = {k for k in index.terms(" ".join(question.content)).keys if k} - own - facts.FACT_WORDS
    chosen = _closest_named(index, question, scope or _of_level(question.folded, live))
    if not names_held(index, question, read(index, " ".join(f"{d.text} {identity_text(d)}" for d in chosen)), *chosen):
        return None
    if "number" in asked:
        chosen = [d for d in chosen if not _numbered_in(d, question.folded)]
        if not chosen:
            return None
    if implied and extra:
        return None
    describes = asked == ("signer",) and _mostly_stand_in(index, extra, chosen)
    if chosen and (len(extra) <= _MAX_EXTRA_WORDS or describes):
        reply = facts.respond(asked, chosen, folded=question.folded)
        if reply.refusal and (implied or (extra and asked in (("addressees",), ("number",)))):
            return None
        return reply
    if not scope and not extra:
        return Reply(refusal=say("tu-choi", "which-document"))
    return None


def _names_signer(folded: str, scope: Sequence[Document]) -> bool:
    """Whether a question asks who a signer is: "Nguyễn Anh Tuấn là ai?"."""
    return re.search(r"\bla ai\b|\blam (chuc )?gi\b", folded) is not None and any(
        d.info.signer and f" {fold(d.info.signer)} " in f" {folded} " for d in scope
    )


def _numbered_in(document: Document, folded: str) -> bool:
    """Whether a question itself gives a document's number ("số công văn đến của KL 62" asks for another)."""
    number = document.info.number
    return number is not None and re.search(rf"\b{named.digits(number)}\b", folded) is not None


def _of_level(folded: str, live: Sequence[Document]) -> list[Document]:
    """Documents of the levels a question names when it names nothing more ("văn bản của huyện và của xã")."""
    levels = {level for level in ("tỉnh", "huyện", "xã") if f" cua {fold(level)}" in f" {folded}"}
    return [document for document in live if document.info.level in levels and document.info.kind != "sao lục"]


def _closest_named(index: Index, question: Question, scope: Sequence[Document]) -> list[Document]:
    """Of documents of one kind that a question may mean, those whose name and title hold most of its words."""
    if len({document.info.kind for document in scope}) != 1:
        return list(scope)
    asked = {k for k in index.terms(question.text).keys if k}
    shares = [len(asked & set(index.terms(identity_text(document)).keys)) for document in scope]
    return [document for document, share in zip(scope, shares, strict=True) if share == max(shares)]


def _mostly_stand_in(index: Index, extra: set[str], scope: Sequence[Document]) -> bool:
    """Whether the other words of an identity question only describe the one document it names."""
    return len(scope) == 1 and len(extra - set(index.terms(scope[0].text).keys)) <= _MAX_EXTRA_WORDS


def _references(index: Index, names: Named) -> list[tuple[Document, Reference]]:
    marks = {mark for number in names.numbers for mark in number.marks}
    return [
        (document, reference)
        for document in index.documents
        for reference in document.references
        if marks & names.marks_of(reference.number, reference.kind)
    ]


def _from_text(index: Index, resolved: Resolved, names: Named, scope: Sequence[Document], hits: Sequence[Hit]) -> Reply:
    question = resolved.question
    blocks = located.respond(resolved.text, question.folded, scope or _found(index, hits))
    if not blocks and (question.asks == "compare" or (_two_sides(question.folded, scope))):
        blocks = compare.respond(index, resolved, scope, hits)
    if not blocks:
        only = not _asks_another_level(question.folded, scope)
        blocks = _extract(index, resolved, names, scope, hits, only=only)
    if not blocks and scope and (question.asks == "contact" or all(document.info.number for document in scope)):
        # "thực hiện Kết luận 62 ..." names a document that others carry out: what they say answers too.
        blocks = _extract(index, resolved, names, scope, hits, only=False)
    if not blocks and scope and not any(_surely_named(document, question.folded) for document in scope):
        blocks = _extract(index, resolved, names, (), hits, only=False)
    if not blocks and len(set(YEAR.findall(resolved.text))) >= 2:
        blocks = compare.respond(index, resolved, scope, hits)
    if blocks:
        return Reply(blocks)
    return Reply(refusal=_refusal(index, names, scope, question.asks == "count"))


def _asks_another_level(folded: str, scope: Sequence[Document]) -> bool:
    """Whether a question asks what a level does with a document of another ("ở huyện, ai phổ biến Kết luận 62?")."""
    asked = {level for level in ("tỉnh", "huyện", "xã") if re.search(rf"\b(o|cap|tai) {fold(level)}\b(?! hoi)", folded)}
    return bool(asked) and not any(document.info.level in asked for document in scope)


def _surely_named(document: Document, folded: str) -> bool:
    """Whether a question gives more of a document than its kind, which may be no document ("báo cáo gửi ...")."""
    info = document.info
    parts = [info.locality, info.issuer, info.signer, info.level]
    return _numbered_in(document, folded) or any(part and fold(part.split(",")[0]) in folded for part in parts)


def _two_sides(folded: str, scope: Sequence[Document]) -> bool:
    """Whether a question asks the same of two documents ("KL 62 và công văn của tỉnh: ai chủ trì?")."""
    return (
        len(scope) == 2 and scope[0].info.kind != scope[1].info.kind and re.search(r"\b(va|voi)\b", folded) is not None
    )


def _extract(
    index: Index, resolved: Resolved, names: Named, scope: Sequence[Document], hits: Sequence[Hit], *, only: bool
) -> tuple[Block, ...]:
    given = [*(name_words(document) for document in scope), *(number.name for number in names.numbers)]
    minor = [" ".join(resolved.carried)]
    wanted = query(index, resolved.question.content, given=given, minor=minor)
    sentences = extract.candidates(index, hits, scope, only=only and bool(scope))
    if names.numbers:
        sentences = _that_mention(index, names, sentences)
        if not any(need.weight > 0 and set(need.phrase) - extract.empty_words(given) for need in wanted.needs):
            return ()
    ranked = extract.rank(index, resolved.question, wanted, sentences, hits, named=scope)
    return extract.answer(index, resolved.question, wanted, ranked, about_missing=bool(names.numbers))


def _found(index: Index, hits: Sequence[Hit]) -> list[Document]:
    return [index.document(i) for i in dict.fromkeys(hit.passage.document_id for hit in hits[:3])]


def _that_mention(
    index: Index, names: Named, sentences: Sequence[tuple[Document, Span]]
) -> list[tuple[Document, Span]]:
    """Only sentences with a number that the corpus does not hold: nothing else can speak of that document."""
    spots = [(document.id, reference.start) for document, reference in _references(index, names)]
    return [(d, s) for d, s in sentences if any(d.id == i and s.start <= at < s.end for i, at in spots)]


def _refusal(index: Index, names: Named, scope: Sequence[Document], figure: bool) -> str:
    if names.numbers:
        return _missing(index, names).refusal
    count = sum(not d.info.superseded for d in index.documents)
    if figure:
        return say("tu-choi", "no-figure", count=count)
    if scope:
        return say("tu-choi", "no-evidence-in", documents="; ".join(cite.name(d.info) for d in scope))
    return say("tu-choi", "no-evidence", count=count)


def _missing(index: Index, names: Named) -> Reply:
    """Refusal for a document the corpus lacks, naming where it is only mentioned."""
    name = "; ".join(number.name for number in names.numbers)
    cited = dict.fromkeys(cite.name(document.info) for document, _ in _references(index, names))
    if cited:
        return Reply(refusal=say("tu-choi", "missing-cited", document=name, cited="; ".join(cited)))
    return Reply(refusal=say("tu-choi", "missing-document", document=name))
