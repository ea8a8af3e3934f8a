"""Whether an answer bears out or contradicts what its question claims: "Có.", "Không.", or neither.

A claim is held against the answer to the question as asked; where that settles nothing, against the answers to the
questions behind it (``claim.Claim.asked``). A wrong "Có." is worse than none. It needs every value and every other word
of the claim in one statement and the headings over it. "Không." needs another value of the same kind in a statement
that has (nearly) all the other words, or one that says "chưa có", "không thuộc", "trừ" of the same. Otherwise the
answer stays as it is.
"""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from itertools import chain, pairwise
from typing import NamedTuple

from assistant import rephrase, units
from assistant.answer import Answer, Statement
from assistant.claim import BODY, Claim, Value
from assistant.compose import compose
from assistant.expect import about, says_all
from assistant.question import YEAR, content_words, is_accented
from assistant.reply import Reply
from assistant.tokens import DOCUMENT_NUMBER, tokens
from assistant.verify import facts
from corpus.document import Span
from index.search import Index
from index.vietnamese import fold
from prompts import say

#: Words besides its values of which a contradicted claim may have others than the statement.
_OTHER_WORDS = 1
_LEAST_SHARE = 0.8
_MOST_STATEMENTS = 4
_SHORTEST_INITIALS = 3
#: A time limit is contradicted by another limit only, not by any date.
_BEFORE = re.compile(r"\b(?:trước|truoc) (?:ngày |ngay )?\d", re.IGNORECASE)
#: Words of a claim that its confirmation may put otherwise.
_LIGHT = frozenset(
    "ra ban hanh de ngay la duoc vao lam noi cho viec chuyen cai hoi qui quy dinh phai can muc tieu theo den toi nam "
    "thi nhu voi tinh lay moc".split()
)
_DENIES = re.compile(r"\b(chưa|không|chua|khong|trừ)\b", re.IGNORECASE)
#: Denies what stands beside it, not something within it ("cá nhân không thực hiện").
_DENIES_IT = re.compile(
    r"\b(?:(?:chưa|không) (?:có|được|đạt|đủ|đáp ứng|đảm bảo|bảo đảm|thuộc|phải)|trừ)\b", re.IGNORECASE
)
_NOT_ONLY = re.compile(r"\bkhông chỉ\b", re.IGNORECASE)


class _Held(NamedTuple):
    """A statement against a claim: how many of the claim's other words it and what stands over it lack, and the share
    that it has; whether it has all values; whether it has another value of the kind of each that it lacks; whether it
    denies something, and the claim's own matter, where the claim does not (or the other way round)."""

    lacks: int
    share: float
    has_all: bool
    has_others: bool
    agrees: bool
    denies_it: bool


def checked(index: Index, claim: Claim, answer: Answer, again: Callable[[str], Answer]) -> Answer:
    """The answer with "Có." or "Không." and the statement that bears the claim out or contradicts it; where none does,
    that of the answer to the question for one of the claim's values, if one there does; else the answer, without a
    verdict. ``again`` answers a question."""
    if answer.made_by == "facts" and answer.text.startswith((say("tra-loi", "yes"), say("tra-loi", "no"))):
        return answer
    if says_all(claim.text):
        return answer
    answers = chain((answer,), map(again, (claim.text, *claim.asked)))
    judged = next(filter(None, (_judged(index, claim, one) for one in answers)), None)
    if judged is None:
        return replace(answer, text=_without_verdict(answer.text))
    return replace(judged, question=answer.question, resolved=answer.resolved)


def _without_verdict(text: str) -> str:
    for key in ("yes", "no", "not-yet"):
        text = text.removeprefix(f"{say('tra-loi', key)} ")
    return text


def _judged(index: Index, claim: Claim, answer: Answer) -> Answer | None:
    """An answer cut to the statement that settles a claim, with the verdict before it; None when none does."""
    years = {v.text[-4:] for v in claim.values if v.kind == "year"}
    if answer.abstained or answer.text.startswith(say("tra-loi", "nothing-on-this", document="").rstrip(" .")):
        return None
    told = [s for s in answer.statements[:_MOST_STATEMENTS] if s.citations]
    if answer.made_by == "facts":
        told = _of_the_named(index, claim, answer, told)
    found = [(_held(index, claim, answer, s), s) for s in told if _is_of_years(index, answer, s, years)]
    settles = _verdict(claim, found)
    if settles is None:
        return None
    key, statement = settles
    word = say("tra-loi", key)
    names_itself = not any(v.kind == "body" for v in claim.values) or BODY.search(fold(statement.text)) is not None
    if len(answer.statements) == 1 or not names_itself:  # "Chủ trì, phối hợp ..." is said of the one named before
        return replace(answer, text=f"{word} {_without_verdict(answer.text)}")
    row = rephrase.said(index, answer)[answer.statements.index(statement)]
    first, *rest = rephrase.blocks([row])
    alone = compose(answer.question, Reply((replace(first, verdict=word), *rest)), answer.hits)
    return replace(alone, made_by=answer.made_by, search_seconds=answer.search_seconds)


def _verdict(claim: Claim, found: Sequence[tuple[_Held, Statement]]) -> tuple[str, Statement] | None:
    """ "yes" or "no", and the statement that says so."""
    full = [row for row in found if not row[0].lacks]
    for held, statement in full:
        if held.has_all and held.agrees:
            return "yes", statement
    if any(held.has_all and held.agrees and held.share >= _LEAST_SHARE for held, _ in found):
        return None
    near = [row for row in found if row[0].lacks <= _OTHER_WORDS and row[0].share >= _LEAST_SHARE]
    for held, statement in near:
        if held.denies_it and not any(value.kind in ("day", "percent") for value in claim.values):
            return "no", statement
    kinds = [value.kind for value in claim.values]
    if len(set(kinds)) < len(kinds):
        return None  # of two figures it would be unsaid which is wrong
    for held, statement in sorted(near, key=lambda row: row[0].lacks):
        if not held.has_all and held.has_others:
            return "no", statement
    return None


def _is_of_years(index: Index, answer: Answer, statement: Statement, years: Set[str]) -> bool:
    """Whether a statement stands under headings of no year, or of one that a claim is about."""
    cited = [c for c in answer.citations if c.marker in statement.citations]
    headings = [units.headings(index.document(c.document_id), Span(c.start, c.end)) for c in cited]
    under = set(YEAR.findall(" ".join(headings)))
    return not under or not years or bool(under & years)


def _of_the_named(index: Index, claim: Claim, answer: Answer, told: Sequence[Statement]) -> list[Statement]:
    """The facts of the documents that a claim names, where it names any."""
    named = set(index.mentioned(claim.text))
    of = {c.marker: c.document_id for c in answer.citations}
    return [s for s in told if not named or any(of[marker] in named for marker in s.citations)]


def _held(index: Index, claim: Claim, answer: Answer, statement: Statement) -> _Held:
    headings: list[str] = []
    names: list[str] = []
    for citation in answer.citations:
        if citation.marker in statement.citations:
            document = index.document(citation.document_id)
            info = document.info
            date = info.date.iso if info.date else ""
            headings.append(units.headings(document, Span(citation.start, citation.end)))
            names += filter(None, (info.number, info.kind, info.level, info.locality, info.issuer, date))
    told = _segment(claim, statement.text)
    # What is said of a document that is only mentioned is not said of the one that mentions it.
    said = told if told != statement.text else " ".join((told, *names))
    content = content_words(_without_held_bodies(index, claim.rest, f"{told} {' '.join(names)}"))
    asserted, held = index.terms(" ".join(content)), index.terms(" ".join((told, *names)))
    pairs = zip(asserted.keys, asserted.accented if is_accented(claim.text) else asserted.keys, strict=True)
    words = {form for key, form in pairs if key not in _LIGHT}
    lacking = words - {*held.accented, *held.keys}
    if not claim.values and not _is_said_in_a_row(asserted.keys, held.keys):
        lacking = words
    of_kind = {"base": told, "year": " ".join((said, *headings))}
    missing = [v for v in claim.values if not _holds(index, of_kind.get(v.kind, said), v)]
    whole = " ".join(s.text for s in answer.statements)
    others = all(
        _has_other(whole if value.kind == "body" and not _holds(index, whole, value) else told, value)
        for value in missing
    ) and (not _BEFORE.search(claim.text) or _BEFORE.search(told) is not None)
    denies, claims_not = about(content, told), _denies(claim.text)
    return _Held(
        len(lacking),
        1 - len(lacking) / len(words) if words else 1.0,
        not missing,
        others,
        claims_not == _denies(denies),
        not claims_not and _DENIES_IT.search(denies) is not None,
    )


def _is_said_in_a_row(asserted: Sequence[str], held: Sequence[str]) -> bool:
    """Whether most neighbouring words of a claim are neighbours in what is held against it: of words alone, single
    ones can stand anywhere."""
    pairs = list(pairwise(asserted))
    run = set(pairwise(held))
    return not pairs or sum(pair in run for pair in pairs) >= _LEAST_SHARE * len(pairs)


def _segment(claim: Claim, text: str) -> str:
    """What a statement says of the document that a claim is about: from its number to the next one's; all of it where
    the claim names none that the statement has."""
    for value in claim.values:
        number = re.search(r"\d+", value.text) if value.kind == "document" else None
        start = re.search(rf"(?<!\d){number[0]}(?:[-/])", text) if number else None
        if start:
            end = re.compile(rf"{DOCUMENT_NUMBER.pattern}|;").search(text, text.find(" ", start.start()))
            return text[start.start() : end.start() if end else len(text)]
    return text


def _without_held_bodies(index: Index, text: str, said: str) -> str:
    """Words of a claim without the bodies that a statement names, in full or by their initials."""
    for match in reversed(list(BODY.finditer(fold(text)))):
        if _holds(index, said, Value("body", text[match.start() : match.end()])):
            text = f"{text[: match.start()]} {text[match.end() :]}"
    return text


def _denies(text: str) -> bool:
    return _DENIES.search(_NOT_ONLY.sub(" ", text)) is not None


def _holds(index: Index, text: str, value: Value) -> bool:
    held = facts(text)
    digits = re.findall(r"\d+", value.text)
    match value.kind:
        case "day":
            return "-".join((digits[2], digits[1].zfill(2), digits[0].zfill(2))) in held.dates
        case "base":
            return re.search(rf"\bso voi (?:nam )?{digits[0]}\b", fold(text)) is not None
        case "year":
            return digits[0] in held.numbers or any(date.startswith(digits[0]) for date in held.dates)
        case "number" | "percent":
            return not {t.key for t in tokens(value.text)}.isdisjoint(held.numbers)
        case "document":
            names = [fold(name) for name in held.documents]
            written = re.search(r"\d.*", fold(value.text))
            return any(re.match(rf"{re.escape(written[0])}(?!\d)", name) for name in names) if written else False
        case "role":
            return re.search(rf"(?<!pho ){re.escape(fold(value.text))}\b", fold(text)) is not None
    letters = fold("".join(word[0] for word in value.text.split())).upper()
    return f" {' '.join(index.terms(value.text).keys)} " in f" {' '.join(index.terms(text).keys)} " or (
        len(letters) > _SHORTEST_INITIALS and letters in text
    )


def _has_other(text: str, value: Value) -> bool:
    """Whether a text has a value of the kind of one that it lacks."""
    held = facts(text)
    match value.kind:
        case "day":
            return bool(held.dates)
        case "base":
            return re.search(r"\bso voi (?:nam |giai doan )?\d", fold(text)) is not None
        case "year":
            return bool(held.dates) or re.search(r"\b(?:19|20)\d\d\b", text) is not None
        case "percent":
            return "%" in text
        case "number":
            return bool(held.numbers)
        case "document":
            named = re.match(r"(?P<kind>[a-z ]+?)? ?(?:so )?\d+(?:/\d+)?(?P<letters>[-/].*)?$", fold(value.text))
            if named is None or not (named["kind"] or named["letters"]):
                return bool(held.documents)
            if named["kind"] and named["kind"] != "so":
                return re.search(rf"\b{named['kind']} (?:so )?\d", fold(text)) is not None
            return any(fold(name).endswith(named["letters"] or "-") for name in held.documents)
        case "place":
            return re.search(r"\btỉnh [A-ZĐ]", text) is not None
        case "person" | "role":
            return re.search(r"\b[A-ZĐ]\w+ [A-ZĐ]\w+ [A-ZĐ]\w+", text) is not None
    office = " ".join(fold(value.text).split()[:3])
    if office.startswith(("ban ", "so ")) and office in fold(text):
        return False  # of another level: it may do the same there
    return BODY.search(fold(text)) is not None or re.search(r"\b(?:Sở|Ban|Phòng) [A-ZĐ]", text) is not None
