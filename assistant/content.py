"""Answers from what the documents say: a named place in one, both sides of a comparison, or the best evidence."""

import re
from collections.abc import Sequence

from assistant import cite, compare, extract, identity, located, vouched
from assistant.context import Resolved
from assistant.evidence import name_words
from assistant.named import Named
from assistant.question import YEAR
from assistant.reply import Block, Reply
from assistant.sides import of_levels
from corpus.document import Document, Span
from index.search import Hit, Index
from index.vietnamese import fold
from prompts import say

#: A document that is named as what others carry out: they may speak of it better than it does itself.
_CARRIED_OUT = re.compile(
    r"\b(lam|thi hanh|thuc hien|trien khai|chap hanh)( tot| dung| sai| theo| dung theo)? (ket luan|nghi quyet)( so)? \d"
)


def respond(index: Index, resolved: Resolved, names: Named, scope: Sequence[Document], hits: Sequence[Hit]) -> Reply:
    """What the text of the documents in ``scope`` (none: of all) answers, else the refusal."""
    question = resolved.question
    blocks: tuple[Block, ...] = ()
    beside = compare.names_sides(index, resolved.text)
    if not beside and not vouched.refuses(index, resolved.text):
        blocks = located.respond(resolved.text, question.folded, scope or _likely(index, resolved.text, hits))
    if not blocks and (
        question.asks == "compare"
        or _two_sides(question.folded, scope)
        or beside
        or compare.sets_years_apart(index, resolved, scope)
    ):
        blocks = compare.respond(index, resolved, scope, hits)
    if not blocks:
        sure = any(_surely_named(document, question.folded) for document in scope) or bool(resolved.documents)
        carried_out = _CARRIED_OUT.search(question.folded) is not None
        only = sure and not carried_out and not _asks_another_level(question.folded, scope)
        blocks = _extract(index, resolved, names, scope, hits, only=only)
    if not blocks and scope and (question.asks == "contact" or all(document.info.number for document in scope)):
        # "thực hiện Kết luận 62 ..." names a document that others carry out: what they say answers too.
        blocks = _extract(index, resolved, names, scope, hits, only=False)
    if not blocks and not all(_surely_named(document, question.folded) for document in scope):
        # "báo cáo gửi ..." may be no document of the corpus at all.
        blocks = _extract(index, resolved, names, (), hits, only=False, given=scope)
    if not blocks and len(set(YEAR.findall(resolved.text))) >= 2:
        blocks = compare.respond(index, resolved, scope, hits)
    if blocks:
        return Reply(blocks)
    return Reply(refusal=refusal(index, names, scope, figure=question.asks == "count"))


def _asks_another_level(folded: str, scope: Sequence[Document]) -> bool:
    """Whether a question asks what a level does with a document of another ("ở huyện, ai phổ biến Kết luận 62?")."""
    asked = {level for level in ("tỉnh", "huyện", "xã") if re.search(rf"\b(o|cap|tai) {fold(level)}\b(?! hoi)", folded)}
    return bool(asked) and not any(document.info.level in asked for document in scope)


def _surely_named(document: Document, folded: str) -> bool:
    """Whether a question gives more of a document than its kind, which may be no document ("báo cáo gửi ...")."""
    info = document.info
    parts = [info.locality, info.issuer, info.signer, info.level]
    return identity.numbered_in(document, folded) or any(part and fold(part.split(",")[0]) in folded for part in parts)


def _two_sides(folded: str, scope: Sequence[Document]) -> bool:
    """Whether a question asks the same of two documents ("KL 62 và công văn của tỉnh: ai chủ trì?")."""
    return (
        len(scope) == 2 and scope[0].info.kind != scope[1].info.kind and re.search(r"\b(va|voi)\b", folded) is not None
    )


def _extract(
    index: Index,
    resolved: Resolved,
    names: Named,
    scope: Sequence[Document],
    hits: Sequence[Hit],
    *,
    only: bool,
    given: Sequence[Document] = (),
) -> tuple[Block, ...]:
    """The best evidence in ``scope``; the names of those documents and of the ``given`` ones need not be found."""
    spots = {(document.id, reference.start) for document, reference in identity.references(index, names)}

    def mentions(document: Document, span: Span) -> bool:
        """Nothing but a sentence with the number of a document that the corpus lacks can speak of it."""
        return any(document.id == i and span.start <= at < span.end for i, at in spots)

    return extract.respond(
        index,
        resolved.question,
        scope,
        hits,
        given=[*(name_words(document) for document in scope or given), *(number.name for number in names.numbers)],
        minor=[" ".join(resolved.carried)],
        only=only,
        among=mentions if names.numbers else None,
    )


def _likely(index: Index, text: str, hits: Sequence[Hit]) -> list[Document]:
    """The documents that a question about a place may mean: those found, of the level it speaks of if there are any."""
    found = [index.document(i) for i in dict.fromkeys(hit.passage.document_id for hit in hits[:3])]
    levels = of_levels(index, text)
    return [document for document in found if document in levels] or levels or found


def refusal(index: Index, names: Named, scope: Sequence[Document], *, figure: bool) -> str:
    """Why there is no answer, by name where it can be; ``figure``: a number was asked for."""
    if names.numbers:
        return identity.missing(index, names).refusal
    count = sum(not d.info.superseded for d in index.documents)
    if figure:
        return say("tu-choi", "no-figure", count=count)
    if scope:
        return say("tu-choi", "no-evidence-in", documents="; ".join(cite.name(d.info) for d in scope))
    return say("tu-choi", "no-evidence", count=count)
