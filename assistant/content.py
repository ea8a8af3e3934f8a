"""Answers from what the documents say: a named place in one, both sides of a comparison, or the best evidence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import achieved, cite, compare, extract, identity, located, mentioned, vouched
from assistant.context import Resolved
from assistant.evidence import name_words
from assistant.named import Named
from assistant.question import YEAR, understand
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

_SOLUTIONS = re.compile(r"\b(?:nhiệm vụ,? (?:và )?)?giải pháp\b", re.IGNORECASE)
_REFERS = re.compile(r"\b(nhac|neu|dan|dan chieu|vien dan|de cap|noi|can cu)\b")
_SPEAKER = re.compile(
    r"(con |the |theo |thi )*(o |cap |phia |ben )?"
    r"(?P<level>trung uong|bo chinh tri|tinh|huyen|xa(?! hoi))( uy| \w+ \w+)?? "
    r"(co |da |dang |phai |duoc |thi )*"
    r"(yeu cau|noi|neu|giao(?! duc)|nhac|de cap|quy dinh|chi dao|de ra|bao (?!cao)|doi)\b"
)


def respond(index: Index, resolved: Resolved, names: Named, scope: Sequence[Document], hits: Sequence[Hit]) -> Reply:
    """What the text of the documents in ``scope`` (none: of all) answers, else the refusal."""
    question = resolved.question
    blocks: tuple[Block, ...] = ()
    beside = compare.names_sides(index, resolved.text)
    scope = scope or ([] if beside else _speaking(index, question.folded))
    if scope and names.numbers and _REFERS.search(question.folded) and not _refers(index, names, scope):
        blocks = _extract(index, resolved, names, (), hits, only=False, given=scope)
        return Reply(_not_as_anothers(blocks, scope) or (_nothing_in(scope),))
    if (
        not beside
        and mentioned.lacking(index, question, scope, hits)
        and not vouched.leads(index, resolved.text, surely=True)
    ):
        return Reply((_nothing_in(scope),))
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
        alone = not beside and question.asks != "compare" and _asks_only(index, resolved, scope)
        told = achieved.told_as_goals(question, blocks)
        if not alone or told != blocks:
            return Reply(told)
        told = _not_as_anothers(blocks, scope)
        tasks = _SOLUTIONS.sub("nhiệm vụ", resolved.text)
        if told != blocks and tasks != resolved.text:  # some documents call their solutions tasks
            return respond(index, replace(resolved, text=tasks, question=understand(tasks)), names, scope, hits)
        return Reply(told)
    return Reply(refusal=refusal(index, names, scope, figure=question.asks == "count"))


def _refers(index: Index, names: Named, scope: Sequence[Document]) -> bool:
    """Whether a document in ``scope`` mentions one that a question names and the corpus lacks."""
    asked = {document.id for document in scope}
    return any(document.id in asked for document, _ in identity.references(index, names))


def _nothing_in(scope: Sequence[Document]) -> Block:
    return Block((), lead=say("tra-loi", "nothing-on-this", document=_names_of(scope)))


def _speaking(index: Index, folded: str) -> list[Document]:
    """The documents of the level that a question has say something ("Tỉnh có yêu cầu thi tuyển không?")."""
    match = _SPEAKER.match(folded)
    return of_levels(index, match["level"]) if match else []


def _asks_only(index: Index, resolved: Resolved, scope: Sequence[Document]) -> bool:
    """Whether a question asks what the documents it names say, not what others do with them."""
    folded = resolved.question.folded
    if not scope or resolved.documents or _CARRIED_OUT.search(folded) or _asks_another_level(folded, scope):
        return False
    asked = " ".join(index.terms(resolved.text).keys)
    return _SPEAKER.match(folded) is not None or all(
        _surely_named(document, folded) and _is_source(index, asked, document) for document in scope
    )


def _is_source(index: Index, asked: str, document: Document) -> bool:
    """Whether a question, given as keys, begins with what names a document, or has it after "theo", "trong", "của"."""
    info = document.info
    names = [info.kind, info.level, (info.locality or "").split(",")[0]]
    keys = [" ".join(index.terms(name).keys) for name in names if name]
    return any(re.search(rf"(^|^co phai |\b(theo|trong|cua|tai|o) ){re.escape(k)}\b", asked) for k in keys)


def _not_as_anothers(blocks: Sequence[Block], scope: Sequence[Document]) -> tuple[Block, ...]:
    """Blocks as they are where the first tells of the documents asked about; else those of other documents, without a
    verdict, after a line that says that the documents asked about have nothing on it: what another says must not read
    as their word."""
    asked = {document.id for document in scope}
    of_others = [
        replace(block, verdict="")
        for block in blocks
        if not any(quote.document.id in asked for point in block.points for quote in point.quotes)
    ]
    if not of_others or of_others[0].points != blocks[0].points:
        return tuple(blocks)
    return (_nothing_in(scope), *of_others)


def _names_of(documents: Sequence[Document]) -> str:
    return "; ".join(cite.name(document.info) for document in documents)


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
    if scope:
        return say("tu-choi", "no-figure-in" if figure else "no-evidence-in", documents=_names_of(scope))
    if figure:
        return say("tu-choi", "no-figure", count=count)
    return say("tu-choi", "no-evidence", count=count)
