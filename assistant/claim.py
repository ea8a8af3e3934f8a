"""Assertions that a question wants confirmed: "Hạn nộp là 30/11/2025 đúng không?" is answered "Không.", and why.

A claim is held against the answer to the question as asked; where that settles nothing, against the answers to the
questions behind it, which have "ngày nào", "bao nhiêu phần trăm" or "cơ quan nào" in the place of one of its values.
"Có." needs every value in one statement that covers the claim's other words; "Không." needs such a statement with
another value of the same kind, or one that denies what the claim asserts. Otherwise the answer stays as it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant import cite, rephrase, units
from assistant.answer import Answer, Statement
from assistant.compose import compose
from assistant.expect import about
from assistant.question import content_words, is_accented
from assistant.reply import Reply
from assistant.tokens import tokens
from assistant.verify import facts
from corpus.document import Span
from index.search import Index
from index.vietnamese import fold
from prompts import say

# Patterns match folded text, which has the length of the text itself.
_NOT = r"(?:khongg?|hong|hok|ko|k)"
_THAT = r"(?:vay|the|nhu vay|nhu the)"
_END = r"\b[\s,]*(?:\b(?:a|nhi|nhe|em|anh|chi|ban|ad|ta|vay|the|ha|day)\b[\s,]*)*\W*$"
_RIGHT = r"(?:dung|phai|chuan|chinh xac)"
_SAYS = r"(?:nho|nghe|hieu|ghi|viet|noi)"
#: What asks for confirmation after a claim, with what is said of it ("tôi nhớ vậy có đúng không").
_AFTER = re.compile(
    rf"[\s,.;:–-]*(?:\b(?:toi|em|minh) )?(?:\b{_SAYS} )?(?:\b{_THAT} )?(?:\b(?:la|thi|co) )*"
    rf"\b{_RIGHT}(?: (?:la )?{_THAT})?(?: dia chi)? ?(?:{_NOT}|chua|chu)(?:{_END}|\b[\s,]*(?:\w+ )?de .*$)"
    rf"|[\s,.;:–-]+\b(?:toi|em|minh) (?:ghi|viet|hieu|noi) {_THAT} (?:duoc|dc) {_NOT}{_END}"
    rf"|[\s,]*\b(?:day )?(?:ha|hen|chu){_END}"
)
_PARTICLE = re.compile(r"\s(?:à|hả|hử)\W*$", re.IGNORECASE)
#: Without accents "a" asks only after a value.
_BARE_PARTICLE = re.compile(r"(?<=\d) a\W*$")
_WITHIN = re.compile(rf"\bco {_RIGHT} (?:(?:la|o cho) )?")
_ENDS = re.compile(rf"\b{_NOT}{_END}")
_OR = re.compile(rf"\b{_NOT} hay\b")
_PREFACE = re.compile(
    r"^\W*(?:(?:cho|xin) (?:toi |em |minh )?(?:kiem tra lai|hoi lai|xac nhan)|(?:toi )?nghe (?:noi|don)|xac nhan giup(?: toi)?)"
    r"\b[\s,:]*"
)
_BUT_NOT = re.compile(r",? chu khong\b.*$")
_ASKS_MORE = re.compile(r"\b(?:gì|nào|đâu|vì sao|ra sao|tại sao|bao nhiêu|bao lâu|bao giờ|ai)\b")
_ASKS_MORE_BARE = re.compile(r"\b(?:gi|nao|o dau|vi sao|ra sao|tai sao|bao nhieu|bao lau|bao gio|ai)\b")
_NONE = re.compile(r"\b(?:chưa|không|chua|khong)\b[^.?]*\b(?:nào|nao)\b")

_DAY = re.compile(r"(?:ngay )?\b(\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})(?: ?[/.-] ?| nam )(\d{4})\b")
_KINDS = r"nghi dinh|thong tu|nghi quyet|ket luan|quyet dinh|ke hoach|de an|chuong trinh hanh dong|cong van"
_LEVEL = r"(?: (?:tinh uy|huyen uy|trung uong|tinh|huyen|xa))"
_BODY = re.compile(
    r"(?<!theo )(?<!tai )(?<!cho )(?<!voi )"
    r"\b(?:thuong truc )?(?:ban (?:to chuc|tuyen giao|dan van|noi chinh|kinh te|thuong vu|chap hanh|bi thu|chi dao)|"
    r"so (?:noi vu|tai chinh|giao duc|y te|tu phap)|phong noi vu|hdnd|hoi dong nhan dan|ubnd|uy ban nhan dan|quoc hoi|"
    rf"uy ban thuong vu quoc hoi|chinh phu|thu tuong|bo chinh tri|mat tran to quoc|uy ban kiem tra){_LEVEL}?\b"
)
_ROLE = re.compile(r"\b(?:pho )?(?:chanh van phong|chu tich|(?:tong )?bi thu|truong ban|giam doc|hieu truong)\b")
_SURNAMES = frozenset("nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly truong dinh mai doan".split())
#: Values of a claim in the order they are looked for, and the words that ask for one of their kind.
_VALUES = (
    ("day", _DAY, "ngày nào"),
    ("document", re.compile(rf"\b(?:(?P<kind>{_KINDS}) )?(?:so )?\d+(?:/\d{{4}})?[-/][a-z][\w-]*(?:/[a-z]+\d*)?"), "số nào"),
    ("document", re.compile(rf"\b(?P<kind>{_KINDS}) (?:so )?\d+(?:/\d{{4}})?(?![\w/%-])"), "số nào"),
    ("percent", re.compile(r"\b\d+(?:[.,]\d+)? ?(?:%|phan tram)"), "bao nhiêu phần trăm"),
    ("year", re.compile(r"(?:\bnam )?\b(?:19|20)\d\d\b"), "năm nào"),
    ("number", re.compile(r"(?<![\w/.,-])\d+(?![\w/%.,-])"), "bao nhiêu"),
    ("place", re.compile(r"\btinh (?!uy)\w+ \w+"), "tỉnh nào"),
    ("person", re.compile(r"\b(?:ong |ba |dong chi |d/c )?(?P<name>\w+(?: \w+){1,3})"), "ai"),
    ("role", _ROLE, "ai"),
    ("body", _BODY, "cơ quan nào"),
)  # fmt: skip
#: What a bare number in a document's name, or a section's, comes after.
_BEFORE_NUMBERS = frozenset("nq kl kh cv nd qd so muc phan diem khoan dieu".split())
_YES_SHARE = 0.65
#: The same of a fact that was read off the one document asked about.
_SHARE_OF_FACTS = 0.4
#: The same where only words, bodies and documents can be compared.
_YES_SHARE_OF_WORDS = 0.85
_NO_SHARE = 0.65
_MOST_STATEMENTS = 4
_SHORTEST_INITIALS = 3
#: Words of a claim that its confirmation may put otherwise.
_LIGHT = frozenset("ra ban hanh ki de ngay la duoc vao lam noi cho viec chuyen cai hoi".split())
_TELLING = frozenset(("day", "percent", "number", "year", "person", "role", "place", "document"))
_DENIES = re.compile(r"\b(chưa|không|chua|khong|trừ)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bkhông chỉ\b", re.IGNORECASE)


class Value(NamedTuple):
    """A part of a claim that may be wrong by itself: ``kind`` as in the table above, ``text`` as typed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a question wants confirmed: the words of the assertion, those besides its values, its values, and the
    question for each of these."""

    text: str
    rest: str
    values: tuple[Value, ...]
    asked: tuple[str, ...]


class _Held(NamedTuple):
    """A statement against a claim: the share of the claim's other words that it and what stands over it cover, whether
    it has all values, whether it has another value of the kind of each that it lacks, whether both assert or deny."""

    share: float
    has_all: bool
    has_others: bool
    agrees: bool


def read(index: Index, text: str) -> Claim | None:
    """The assertion that a question wants confirmed, None when it asks for something else."""
    whole, alone = _assertion(" ".join(text.split()))
    asks_more = _ASKS_MORE if is_accented(whole) else _ASKS_MORE_BARE
    if not whole or asks_more.search(_NONE.sub(" ", whole.lower())):
        return None
    folded = fold(whole)
    found: list[tuple[int, int, Value, str]] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern, word in _VALUES:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if kind == "person":
                start, end = _name(whole, *match.span("name"))
            if end == start or any(a < end and start < b for a, b in taken):
                continue
            may_be_wrong = _may_be_wrong(index, kind, whole, folded, start, end)
            if may_be_wrong or kind == "document":
                taken.append((start, end))
            if may_be_wrong:
                asked = f"{whole[start : start + len(match['kind'])]} nào" if kind == "document" and match["kind"] else word
                found.append((start, end, Value(kind, whole[start:end]), f"{whole[:start]}{asked}{whole[end:]}"))
    if not alone and not found:
        return None  # "Đơn vị có phải báo cáo không?" asks what must be done
    rest = list(whole)
    for start, end, _, _ in found:
        rest[start:end] = " " * (end - start)
    return Claim(whole, "".join(rest), tuple(v for _, _, v, _ in found), tuple(q for _, _, _, q in found))


def _may_be_wrong(index: Index, kind: str, text: str, folded: str, start: int, end: int) -> bool:
    """Whether what looks like a value is asserted, not part of what is spoken of: a document of the corpus, whose
    document it is, whose place is signed for."""
    before = (folded[:start].split() or [""])[-1]
    match kind:
        case "document":
            number = re.search(r"\d.*", folded[start:end])
            return number is None or not any(
                re.match(rf"{re.escape(number[0])}(?!\d)", fold(document.info.number or "")) for document in index.documents
            )
        case "number":
            return before not in _BEFORE_NUMBERS
        case "place":
            return text[start + len("tỉnh ")].isupper() or not is_accented(text)
        case "role":
            return before != "thay" and re.search(r"\bky\b", folded) is not None
        case "body":
            return before != "cua" or end == len(text)
    return True


def _assertion(text: str) -> tuple[str, bool]:
    """A question without the words that ask for confirmation ("" when there are none), and whether those can ask for
    nothing else: "X có phải Y không" may ask what must be done."""
    folded = fold(text)
    if len(folded) != len(text):
        return "", False
    preface = _PREFACE.match(folded)
    if preface:
        text, folded = text[preface.end() :], folded[preface.end() :]
    after = _AFTER.search(folded) or (_PARTICLE.search(text) if is_accented(text) else _BARE_PARTICLE.search(folded))
    within = _WITHIN.search(folded)
    ends = _ENDS.search(folded)
    if after is None and (within is None or ends is None and within.start() or _OR.search(folded)):
        return "", False
    end = after.start() if after else ends.start() if ends else len(text)
    if within and within.end() <= end:
        text, end = text[: within.start()] + text[within.end() : end], len(text)
    text = text[:end]
    but = _BUT_NOT.search(fold(text))
    text = text[: but.start()] if but else text
    return text.strip(" ,.;:?"), after is not None or (within is not None and within.start() == 0)


def _name(text: str, start: int, end: int) -> tuple[int, int]:
    """The personal name that a run of words begins with: a surname and what follows it in capitals."""
    words = text[start:end].split(" ")
    capitals = 0
    while capitals < len(words) and words[capitals][:1].isupper():
        capitals += 1
    is_name = capitals > 1 and fold(words[0]) in _SURNAMES
    return start, start + len(" ".join(words[:capitals])) if is_name else start


def checked(index: Index, claim: Claim, answer: Answer, again: Callable[[str], Answer]) -> Answer:
    """The answer with "Có." or "Không." and the statement that bears the claim out or contradicts it; where none does,
    that of the answer to the question for one of the claim's values, if one there does. ``again`` answers a question."""
    if answer.made_by == "facts" and answer.text.startswith((say("tra-loi", "yes"), say("tra-loi", "no"))):
        return answer
    judged = _judged(index, claim, answer)
    for question in claim.asked:
        if judged is None:
            judged = _judged(index, claim, again(question))
    return replace(judged, question=answer.question, resolved=answer.resolved) if judged is not None else answer


def _judged(index: Index, claim: Claim, answer: Answer) -> Answer | None:
    """An answer cut to the statement that settles a claim, with the verdict before it; None when none does."""
    told = [] if answer.abstained else [s for s in answer.statements[:_MOST_STATEMENTS] if s.citations]
    if answer.made_by == "facts":
        told = _of_the_named(index, claim, answer, told)
    found = [(_held(index, claim, answer, s), s) for s in told]
    settles = _verdict(claim, found, is_fact=answer.made_by == "facts")
    if settles is None:
        return None
    verdict, statement = settles
    word = say("tra-loi", verdict)
    if len(answer.statements) == 1:
        text = answer.text
        for key in ("yes", "no", "not-yet"):
            text = text.removeprefix(say("tra-loi", key)).lstrip()
        return replace(answer, text=f"{word} {text}")
    row = rephrase.said(index, answer)[answer.statements.index(statement)]
    first, *rest = rephrase.blocks([row])
    alone = compose(answer.question, Reply((replace(first, verdict=word), *rest)), answer.hits)
    return replace(alone, made_by=answer.made_by, search_seconds=answer.search_seconds)


def _verdict(
    claim: Claim, found: Sequence[tuple[_Held, Statement]], *, is_fact: bool
) -> tuple[str, Statement] | None:
    """"yes" or "no", and the statement that says so."""
    telling = any(value.kind in _TELLING for value in claim.values)
    enough = _SHARE_OF_FACTS if is_fact else _YES_SHARE if telling else _YES_SHARE_OF_WORDS
    bearing_out = [row for row in found if row[0].has_all and row[0].agrees and row[0].share >= enough]
    if bearing_out:
        best, statement = max(bearing_out, key=lambda row: row[0].share)
        return None if any(not h.agrees and h.share >= best.share for h, _ in found) else ("yes", statement)
    if not found:
        return None
    best, statement = max(found, key=lambda row: (row[0].share, row[0].has_others))
    if best.share < (_SHARE_OF_FACTS if is_fact else _NO_SHARE):
        return None
    return ("no", statement) if not best.agrees or (not best.has_all and best.has_others) else None


def _of_the_named(index: Index, claim: Claim, answer: Answer, told: Sequence[Statement]) -> list[Statement]:
    """The facts of the documents that a claim names, where it names any."""
    named = set(index.mentioned(claim.text))
    of = {c.marker: c.document_id for c in answer.citations}
    return [s for s in told if not named or any(of[marker] in named for marker in s.citations)]


def _held(index: Index, claim: Claim, answer: Answer, statement: Statement) -> _Held:
    around: list[str] = []
    for citation in answer.citations:
        if citation.marker in statement.citations:
            document = index.document(citation.document_id)
            info = document.info
            date = info.date.iso if info.date else ""
            names = (cite.name(info), info.kind, info.level, info.locality, info.issuer, info.title, date)
            around += [units.headings(document, Span(citation.start, citation.end)), *(name for name in names if name)]
    said = f"{statement.text} {' '.join(around)}"
    content = content_words(_without_held_bodies(index, claim.rest, said))
    words = set(index.terms(" ".join(content)).keys) - _LIGHT
    share = len(words & set(index.terms(said).keys)) / len(words) if words else 1.0
    missing = [value for value in claim.values if not _holds(index, said, value)]
    whole = " ".join(s.text for s in answer.statements)
    others = all(
        _has_other(whole if value.kind == "body" and not _holds(index, whole, value) else statement.text, value)
        for value in missing
    )
    return _Held(share, not missing, others, _denies(claim.text) == _denies(about(content, statement.text)))


def _without_held_bodies(index: Index, text: str, said: str) -> str:
    """Words of a claim without the bodies that a statement names, in full or by their initials."""
    for match in reversed(list(_BODY.finditer(fold(text)))):
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
        case "year":
            return bool(held.dates) or re.search(r"\b(?:19|20)\d\d\b", text) is not None
        case "percent":
            return "%" in text
        case "number":
            return bool(held.numbers)
        case "document":
            return bool(held.documents)
        case "place":
            return re.search(r"\btỉnh [A-ZĐ]", text) is not None
        case "person" | "role":
            return re.search(r"\b[A-ZĐ]\w+ [A-ZĐ]\w+ [A-ZĐ]\w+", text) is not None
    return _BODY.search(fold(text)) is not None or re.search(r"\b(?:Sở|Ban|Phòng) [A-ZĐ]", text) is not None
