"""Questions that ask for a fact of a document itself: who signed it, its date, number, issuer, recipients.

``facts`` knows how each fact is said and cited; here is decided whether one is asked for, and of which documents.
"""

import re
from collections.abc import Sequence

from assistant import cite, facts, named
from assistant.context import Resolved
from assistant.evidence import identity_text, name_words, read
from assistant.expect import names_held
from assistant.named import Named
from assistant.question import Asks, Question
from assistant.reply import Reply
from corpus.document import Document, Reference
from corpus.names import KIND_CODES
from index.search import Index
from index.vietnamese import fold
from prompts import say

#: Identity questions with at most this many other content words are about the document itself.
_MAX_EXTRA_WORDS = 2
_MAX_DESCRIBING = 3

#: Keys of the names of bodies: beside a number they only say whose document it is.
_BODY_WORDS = frozenset(
    "ui ban thuong vu quoc hoi chinh phu bo tinh huyen xa uy hoi dong nhan dan ubtvqh trung uong dang bi thu "
    "cua de".split()
)
_DURATION = re.compile(r"\bmay (nam|thang|ngay|lan)\b")
#: Facts that are asked for with words that describe the document ("công văn đề nghị báo cáo ... do ai ký").
_DESCRIBED = frozenset(("signer", "role", "number"))
#: With nothing else in the question than a document's name, "khi nào" asks for its date, "ai" for its issuer.
_IMPLIED: dict[Asks, tuple[Asks, ...]] = {"when": ("date",), "who": ("issuer",), "where": ("place",)}


def respond(
    index: Index, resolved: Resolved, names: Named, scope: Sequence[Document], live: Sequence[Document]
) -> Reply | None:
    """A fact of a document (who signed it, its date ...), when that is what is asked."""
    question = resolved.question
    asked = tuple(
        a
        for a in question.identity
        if not (a == "date" and (question.asks == "deadline" or (len(scope) < 2 and _DURATION.search(question.folded))))
    )
    if "arrival" in asked:
        return _arrival(index, question, scope, live)
    if question.asks == "contact":
        asked = tuple(a for a in asked if a != "number")  # "gọi cho ai, số mấy?"
    if not asked and _names_signer(question.folded, scope):
        asked = ("role",)
    by_role = facts.respond_role(question, [*scope, *live])
    if by_role is not None:
        return by_role
    asks_when = not asked and re.search(r"\b(ban hanh|ra (truoc|sau|doi)|thong qua)\b", question.folded)
    if names.numbers and (asks_when or (asked == ("date",) and len(names.numbers) > 1)):
        replies = [
            facts.respond_referred("date", references(index, Named((), (n,), names.marks_of))) for n in names.numbers
        ]
        blocks = tuple(block for reply in replies if reply is not None for block in reply.blocks)
        return Reply(blocks) if blocks else None
    if not asked:
        asked = () if "hieu luc" in question.folded else _IMPLIED.get(question.asks, ())
        if not asked or not (names.documents or names.numbers):
            return None
    implied = not question.identity and asked != ("role",)
    if names.numbers:
        ids = {document.id for document in scope}
        rows = sorted(references(index, names), key=lambda row: row[0].id not in ids)
        known = facts.FACT_WORDS | _BODY_WORDS | {k for n in names.numbers for k in index.terms(n.name).keys}
        more = {k for k in index.terms(" ".join(question.content)).keys if k} - known
        referred = None if implied and more else facts.respond_referred(asked[0], rows)
        if referred is not None:
            return referred
        if not names.documents:
            return None if implied and more else missing(index, names)
    own = {
        k
        for d in scope or live
        for k in index.terms(f"{name_words(d)} {d.info.title or ''} {d.info.signer or ''}").keys
    }
    extra = {k for k in index.terms(" ".join(question.content)).keys if k} - own - facts.FACT_WORDS
    chosen = scope or _of_level(question.folded, live)
    if question.asks != "compare":
        chosen = _closest_named(index, question, chosen)
    if not names_held(index, question, read(index, " ".join(f"{d.text} {identity_text(d)}" for d in chosen)), *chosen):
        return None
    if "number" in asked:
        if _asks_another_number(question.folded, chosen):
            return None
        chosen = [d for d in chosen if not numbered_in(d, question.folded)]
        if not chosen:
            return None
    if implied and extra:
        return None
    told = _DESCRIBED.issuperset(asked) or (asked == ("date",) and _speaks_of(chosen, question.folded))
    describes = told and not implied and _mostly_stand_in(index, extra, chosen)
    if chosen and (len(extra) <= _MAX_EXTRA_WORDS or describes):
        reply = facts.respond(asked, chosen, folded=question.folded)
        if reply.refusal and (implied or (extra and asked == ("addressees",))):
            return None
        if reply.refusal and extra and asked == ("number",) and not _speaks_of(chosen, question.folded):
            return None
        return reply
    if not scope and not extra:
        return Reply(refusal=say("tu-choi", "which-document"))
    return None


def _asks_another_number(folded: str, chosen: Sequence[Document]) -> bool:
    """Whether the number asked for is that of another kind of document than those given ("kế hoạch huyện thực hiện kết
    luận số mấy")."""
    kinds = {fold(document.info.kind) for document in chosen}
    asked = re.search(r"\b(?P<kind>\w+ \w+) so (may|bao nhieu|gi)\b", folded)
    others = {fold(kind) for kind in KIND_CODES} - kinds
    about = re.search(r"\b(ve|theo|thuc hien|can cu) van ban so (may|bao nhieu|gi)\b", folded)
    return about is not None or (asked is not None and asked["kind"] in others)


def _arrival(index: Index, question: Question, scope: Sequence[Document], live: Sequence[Document]) -> Reply | None:
    """When a document arrived, as its stamp says; of any document when the question names the one given by neither its
    number nor its kind, for then it may name the office that received it. None when a name of the question stands in no
    document of the same file."""
    asked: tuple[Asks, ...] = ("arrival",)
    reply = facts.respond(asked, scope or live, folded=question.folded)
    if reply.refusal and not any(
        numbered_in(d, question.folded) or fold(d.info.kind) in question.folded for d in scope
    ):
        reply = facts.respond(asked, live, folded=question.folded)
    files = {q.document.id.split("#")[0] for block in reply.blocks for point in block.points for q in point.quotes}
    told = [d for d in live if d.id.split("#")[0] in files] or scope
    text = " ".join(f"{d.text} {identity_text(d)}" for d in told)
    return reply if names_held(index, question, read(index, text), *told) else None


def _speaks_of(documents: Sequence[Document], folded: str) -> bool:
    """Whether the first kind of document that a question names is theirs: others only describe it."""
    places = [(folded.find(fold(kind)), kind) for kind in KIND_CODES if fold(kind) in folded]
    return bool(places) and min(places)[1] in {document.info.kind for document in documents}


def _names_signer(folded: str, scope: Sequence[Document]) -> bool:
    """Whether a question asks who a signer is: "Nguyễn Anh Tuấn là ai?"."""
    return re.search(r"\bla ai\b|\blam (chuc )?gi\b", folded) is not None and any(
        d.info.signer and f" {fold(d.info.signer)} " in f" {folded} " for d in scope
    )


def numbered_in(document: Document, folded: str) -> bool:
    """Whether a question itself gives a document's number ("số công văn đến của KL 62" asks for another)."""
    number = document.info.number
    return number is not None and re.search(rf"\b{named.digits(number)}\b", folded) is not None


def _of_level(folded: str, live: Sequence[Document]) -> list[Document]:
    """Documents of the levels a question names when it names nothing more ("văn bản của huyện và của xã")."""
    levels = {
        level
        for level in ("tỉnh", "huyện", "xã")
        if re.search(rf"\bcua {fold(level)}\b|\b{fold(level)} (minh|ta|toi|nha)\b", folded)
    }
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
    return len(scope) == 1 and len(extra - set(index.terms(scope[0].text).keys)) <= _MAX_DESCRIBING


def references(index: Index, names: Named) -> list[tuple[Document, Reference]]:
    """The mentions of the documents that a question names and the corpus lacks, with where they stand."""
    marks = {mark for number in names.numbers for mark in number.marks}
    if not marks:
        return []
    return [
        (document, reference)
        for document in index.documents
        for reference in document.references
        if marks & names.marks_of(reference.number, reference.kind)
    ]


def missing(index: Index, names: Named) -> Reply:
    """Refusal for a document the corpus lacks, naming where it is only mentioned."""
    name = "; ".join(number.name for number in names.numbers)
    cited = dict.fromkeys(cite.name(document.info) for document, _ in references(index, names))
    if cited:
        return Reply(refusal=say("tu-choi", "missing-cited", document=name, cited="; ".join(cited)))
    return Reply(refusal=say("tu-choi", "missing-document", document=name))
