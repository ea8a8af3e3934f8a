"""What a question takes for granted of a document (who signed or issued it, when) held against the document itself.

"Có phải ông A ký văn bản X không?" is answered of document X, whatever else A signed; "Thủ tướng ký Kết luận 62 ngày
nào?" is told who signed it before the date.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant import facts, named
from assistant.bodies import proper_names
from assistant.question import Asks, Question
from assistant.reply import Reply
from assistant.tokens import tokens
from assistant.verify import facts as facts_of
from corpus.document import Document, PartialDate
from index.search import Index
from index.vietnamese import fold
from prompts import say

_CHECKS = re.compile(r"\b(co phai|phai (khong|ko|k)|dung (khong|ko|k)|co dung)\b|\bco (ky|ban hanh)\b.*\b(khong|ko)\b")
_ISSUES = r"(?P<verb>ky|ban hanh|ra|thong qua|phat hanh)\b(?! (doi|sao|truoc|sau))"
_BODY = (
    r"(?:pho )?(?:thu tuong|chu tich|tong bi thu|bi thu|bo truong|chinh phu|quoc hoi|bo chinh tri|ban bi thu|"
    r"ban chap hanh|ban thuong vu|uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|tinh uy|huyen uy|"
    r"hoi nghi|trung uong|bo \w+ \w+|(?<!van )ban (?!hanh)\w+ \w+)\b(?: \w+){0,5}?"
)
#: Who is said to have signed or issued a document: before the verb, or as whose it is.
_AUTHOR = re.compile(rf"\b(?P<who>{_BODY}) (?:la nguoi |co |da )?{_ISSUES}")
_ACTS = re.compile(r"\b(nhac|neu|gui|noi|yeu cau|giao|de nghi|trien khai|thuc hien)\b")
_PERSON_BEFORE = re.compile(r"\b(ong|ba|dong chi|do|boi)\b")
_DATED = re.compile(r"\b(ban hanh|ra doi|ky)( vao| tu)? (ngay|thang|nam) \d")
_OF_A_DAY = 2  # dashes of an ISO date
_YEAR = re.compile(r"\bnam ((?:19|20)\d\d)\b")
#: Facts that are told beside the author's name.
_TOLD = frozenset(("date", "number", "place", "subject"))


class _Supposed(NamedTuple):
    """A fact that a question supposes, and whether the document bears it out."""

    asks: Asks
    is_so: bool


def respond(index: Index, question: Question, live: Sequence[Document]) -> Reply | None:
    """The fact that a question supposes of one document, with "Có." or "Không." where it asks whether; where it asks
    for something else, only if it supposes wrongly. None when it supposes nothing that a header can tell."""
    people = _people(question, live)
    author = _AUTHOR.search(question.folded)
    if author is not None and _ACTS.search(author["who"]):
        author = None  # "Nghị quyết 19 mà Ban ... nhắc ban hành ngày nào?": the body does something else
    checks = _CHECKS.search(question.folded) is not None
    if not people and author is None and not (checks and _DATED.search(question.folded)):
        return None
    document = _meant(index, question.text, [*people, *([author["who"]] if author else [])])
    if document is None:
        return None
    supposed = _supposed(index, question, document, people, author, checks=checks)
    if supposed is None:
        return None
    if checks:
        reply = facts.respond((supposed.asks,), [document], folded=question.folded)
        if reply.refusal:
            return reply
        first, *rest = reply.blocks
        verdict = say("tra-loi", "yes" if supposed.is_so else "no")
        return Reply((replace(first, verdict=verdict), *rest))
    asked = tuple(a for a in question.identity if a in _TOLD) or (("date",) if question.asks == "when" else ())
    if supposed.is_so or supposed.asks == "date" or not asked:
        return None
    if facts.respond(asked, [document], folded=question.folded).refusal:
        return None
    return facts.respond((supposed.asks, *asked), [document], folded=question.folded)


def _people(question: Question, live: Sequence[Document]) -> list[str]:
    """People whom a question names: signers of documents, and names of three words written with capitals."""
    signers = [d.info.signer for d in live if d.info.signer and f" {fold(d.info.signer)} " in f" {question.folded} "]
    if signers or not _PERSON_BEFORE.search(question.folded):
        return signers
    return [name for _, name in proper_names(tokens(question.text)) if len(name.split()) > 2][:1]


def _meant(index: Index, text: str, others: Sequence[str]) -> Document | None:
    """The one document that a question names by itself, the people and bodies it sets beside it left out."""
    for other in others:
        at = fold(text).find(fold(other))
        if at >= 0:
            text = f"{text[:at]} {text[at + len(other) :]}"
    found = named.find(index, text)
    return index.document(found.documents[0]) if len(found.documents) == 1 and not found.numbers else None


def _supposed(
    index: Index,
    question: Question,
    document: Document,
    people: Sequence[str],
    author: re.Match[str] | None,
    *,
    checks: bool,
) -> _Supposed | None:
    info = document.info
    if "role" in question.identity:
        return None
    if people and re.search(r"\bky\b", question.folded):
        is_so = info.signer is not None and fold(info.signer) in map(fold, people)
        return _Supposed("signer", is_so and not _is_deputy(question.folded, info.signer_role))
    if author is not None and _is_of(index, question.folded, author, document):
        own = [document.text[: document.front.end], info.signer_role or "", info.locality or "", info.issuer or ""]
        own += [document.text[span.start : span.end] for span in info.where("on_behalf")]
        said = set(index.terms(author["who"]).keys)
        issuer = set(index.terms(info.issuer or "").keys)
        is_so = said <= set(index.terms(" ".join(own)).keys) and _is_issuer(index, author, document)
        is_so = is_so or (bool(issuer) and issuer <= said)
        is_so = is_so and not (author["verb"] == "ky" and _is_deputy(question.folded, info.signer_role))
        return _Supposed("signer" if author["verb"] == "ky" else "issuer", is_so)
    if info.date is not None and checks:
        agrees = _agrees(question, info.date)
        return None if agrees is None else _Supposed("date", agrees)
    return None


def _is_deputy(folded: str, role: str | None) -> bool:
    """Whether a question gives as the signer's an office of which the signer is the deputy ("Phó Chánh Văn phòng")."""
    held = fold(role or "")
    return (
        held.startswith("pho ") and re.search(rf"(?<!pho ){re.escape(held.removeprefix('pho '))}\b", folded) is not None
    )


def _is_of(index: Index, folded: str, author: re.Match[str], document: Document) -> bool:
    """Whether the document is what the author is said to have issued, not what is carried out by that: it is named
    right after the verb, or before the author."""
    kind = fold(document.info.kind)
    before, after = (" ".join(index.terms(part).keys) for part in (folded[: author.start()], folded[author.end() :]))
    known = " ".join(index.terms(kind).keys)
    return after.startswith(known) or known in before


def _is_issuer(index: Index, author: re.Match[str], document: Document) -> bool:
    """Whether the body that is said to have issued a document may be its issuer, not one that its header mentions."""
    if author["verb"] == "ky" or not document.info.issuer:
        return True
    issuer = set(index.terms(document.info.issuer).keys)
    return bool(issuer & (set(index.terms(author["who"]).keys) - {"ban", "uy", "trung", "uong", "cua"})) or (
        fold(author["who"]) == "trung uong"
    )


def _agrees(question: Question, date: PartialDate) -> bool | None:
    """Whether the date or year that a question gives is that of the document; None when it gives none."""
    found = {given for given in facts_of(question.text).dates if given.count("-") == _OF_A_DAY}
    if found:
        return date.iso in found
    years = set(_YEAR.findall(question.folded))
    return str(date.year) in years if years else None
