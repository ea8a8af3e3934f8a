"""Assertions that a question wants confirmed ("Hạn nộp là 30/11/2025 đúng không?"): read from its words.

A claim has values, each of which may be wrong by itself, and for each the question that has "ngày nào", "bao nhiêu phần
trăm" or "cơ quan nào" in its place. Whether an answer bears it out is ``assistant.settled``'s business.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from assistant.question import is_accented
from index.search import Index
from index.vietnamese import fold

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
    r"^\W*(?:(?:cho|xin) (?:toi |em |minh )?(?:kiem tra lai|hoi lai|xac nhan)|(?:toi )?nghe (?:noi|don)|"
    r"xac nhan giup(?: toi)?)\b[\s,:]*"
)
#: Whose word is claimed, which is no part of what is claimed ("theo phiếu tra cứu thì ...").
_SOURCE = re.compile(r"theo (?:\w+ ){1,7}?thi\b|theo [^,]{3,60},")
_BUT_NOT = re.compile(r",? chu khong\b.*$")
_ASKS_MORE = re.compile(r"\b(?:gì|nào|đâu|vì sao|ra sao|tại sao|bao nhiêu|bao lâu|bao giờ|ai)\b")
_ASKS_MORE_BARE = re.compile(r"\b(?:gi|nao|o dau|vi sao|ra sao|tai sao|bao nhieu|bao lau|bao gio|ai)\b")
_NONE = re.compile(r"\b(?:chưa|không|chua|khong)\b[^.?]*\b(?:nào|nao)\b")

_DAY = re.compile(r"(?:ngay )?\b(\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})(?: ?[/.-] ?| nam )(\d{4})\b")
_KINDS = r"nghi dinh|thong tu|nghi quyet|ket luan|quyet dinh|ke hoach|de an|chuong trinh hanh dong|cong van"
_NUMBER = r"\d+(?:/\d{4})?"
_YEAR = r"(?:19|20)\d\d"
_LEVEL = r"(?: (?:tinh uy|huyen uy|trung uong|tinh|huyen|xa))"
BODY = re.compile(
    r"(?<!theo )(?<!tai )(?<!cho )(?<!voi )"
    r"\b(?:thuong truc )?(?:ban (?:to chuc|tuyen giao|dan van|noi chinh|kinh te|thuong vu|chap hanh|bi thu|chi dao)|"
    r"so (?:noi vu|tai chinh|giao duc|y te|tu phap)|phong noi vu|hdnd|hoi dong nhan dan|ubnd|uy ban nhan dan|quoc hoi|"
    r"uy ban thuong vu quoc hoi|chinh phu|thu tuong|bo chinh tri|mat tran to quoc|uy ban kiem tra|tinh uy|huyen uy)"
    rf"{_LEVEL}?\b"
)
ROLE = re.compile(
    r"\b(?:pho )?(?:chanh van phong|chu tich|(?:tong )?bi thu|truong ban|vu truong|giam doc|hieu truong)\b"
)
_SURNAMES = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly truong dinh mai doan".split()
)
#: Values of a claim in the order they are looked for, and the words that ask for one of their kind.
_VALUES = (
    ("day", _DAY, "ngày nào"),
    ("document", re.compile(rf"\b(?:(?P<kind>{_KINDS}) )?(?:so )?{_NUMBER}[-/][a-z][\w-]*(?:/[a-z]+\d*)?"), "số nào"),
    ("document", re.compile(rf"\b(?P<kind>{_KINDS}) (?:so )?{_NUMBER}(?![\w/%-])"), "số nào"),
    ("percent", re.compile(r"\b\d+(?:[.,]\d+)? ?(?:%|phan tram)"), "bao nhiêu phần trăm"),
    ("base", re.compile(rf"\b(?:so(?: voi)?|tinh (?:theo|tu)|lay moc) (?:nam )?{_YEAR}\b(?! ?[-–])"), "so với năm nào"),
    ("year", re.compile(rf"(?:\bnam )?\b{_YEAR}\b"), "năm nào"),
    ("number", re.compile(r"(?<![\w/.,-])\d+(?![\w/%.,-])"), "bao nhiêu"),
    ("place", re.compile(r"\btinh (?!uy)\w+ \w+"), "tỉnh nào"),
    ("person", re.compile(rf"\b(?=(?P<name>(?:{'|'.join(sorted(_SURNAMES))})(?: \w+){{1,3}}))"), "ai"),
    ("role", ROLE, "ai"),
    ("body", BODY, "cơ quan nào"),
)  # fmt: skip
#: What a bare number in a document's name, or a section's, comes after.
_BEFORE_NUMBERS = frozenset("nq kl kh cv nd qd so muc phan diem khoan dieu".split())


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
                asked = (
                    f"{whole[start : start + len(match['kind'])]} nào" if kind == "document" and match["kind"] else word
                )
                found.append((start, end, Value(kind, whole[start:end]), f"{whole[:start]}{asked}{whole[end:]}"))
    if not alone and not found:
        return None  # "Đơn vị có phải báo cáo không?" asks what must be done
    rest = list(whole)
    source = _SOURCE.match(folded)
    for start, end in [*taken, *([source.span()] if source else [])]:
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
                re.match(rf"{re.escape(number[0])}(?!\d)", fold(document.info.number or ""))
                for document in index.documents
            )
        case "number":
            return before not in _BEFORE_NUMBERS
        case "place":
            return text[start + len("tỉnh ")].isupper() or not is_accented(text)
        case "role":
            return before != "thay"
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
    if after is None and (within is None or (ends is None and within.start()) or _OR.search(folded)):
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
