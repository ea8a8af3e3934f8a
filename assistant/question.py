"""What a question asks for, told from its words. Works on folded text, so accents may be missing.

``understand`` looks only at the question; which documents it names is ``index.scope``'s business and what an
earlier question was about is ``assistant.context``'s.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.vietnamese import fold, syllables

Asks = Literal[
    "signer", "role", "date", "number", "issuer", "recipients", "addressees", "subject", "place", "arrival",
    "deadline", "contact", "basis", "count", "who", "when", "where", "yesno", "why", "how", "list", "compare", "what",
]  # fmt: skip

#: A year as a question writes it.
YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_FORMS_FILE = Path(__file__).with_name("question_forms.tsv")

#: Things that are named rather than counted: "mấy nhiệm vụ" wants the list.
_LISTABLE = re.compile(
    r"\b(may|bao nhieu) (phan|muc lon|nhiem vu|giai phap|noi dung|muc tieu|tieu chi|nhom|han che|kien nghi)\b(?! tram)|"
    r"\b(ke ra|la nhung|gom nhung|liet ke|neu ten)\b"
)

#: Question words and polite fillers (folded phrases): they carry nothing to look for.
_FILLER = re.compile(
    r"\b(xin (vui long )?(hoi|cho biet|chao)|cho (toi|minh|em|tui|hoi|toi hoi|minh hoi|em hoi)|(toi|minh|"
    r"em) (muon|can) (hoi|biet|tim)|"
    r"vui long|lam on|ban oi|ad oi|cho biet|cho phep|giup (toi|minh|em)|liet ke|ke ten|ke ra|neu ro|trinh bay|tom tat|"
    r"(duoc )?(quy dinh|neu|ghi|xac dinh|de cap|noi|nhac) (o|trong|tai) (dau|muc nao|phan nao)|"
    r"ngay nao|khi nao|luc nao|bao gio|nam nao|thang nao|thoi gian nao|thoi diem nao|ngay may|ngay thang nam nao|"
    r"bao nhieu|nhu the nao|the nao|ra sao|vi sao|tai sao|bang cach nao|lam sao|nhung gi|bao gom|gom co|gom|"
    r"co phai la|co phai|co dung|dung khong|phai khong|hay khong|hay chua|dung hay sai|thi sao|con|the con|"
    r"(co |duoc )?(nhac|de cap|noi) (toi|den|ve)|so sanh|khac nhau|giong nhau|khac gi|giong gi|so voi|"
    r"doi chieu|diem (khac|giong)|"
    r"(co quan|don vi|to chuc|cap|ban|so|phong|nguoi|dong chi|linh vuc|noi dung|van ban|muc tieu|nhiem vu) nao|"
    r"la (gi|ai|sao)|lam (nhung |duoc )?(gi|viec gi|sao)|(nhung |cac )?viec gi|lan thu may|thu may|the a|"
    r"vay a|a|nhi|nhe|voi a)\b"
)
#: Grammar words (accented): nothing to look for. Unaccented questions are compared with their folded forms.
_GRAMMAR = frozenset(
    "và của là có các những được bị do theo về cho để trong tại từ đến ở với này thì mà cũng như một gì nào ai đâu "
    "mấy sao không chưa hay hoặc phải đã đang sẽ còn rằng khi nếu vì nên bởi cái tôi mình em bạn ông bà họ nó ra vào "
    "lại nữa vẫn chỉ nhiều thế ạ lên xuống nhỉ vậy đấy đó kia ấy cùng bằng cần nhé ơi hãy biết hỏi rất nhằm "
    "cụ thể đối thuộc nêu".split()
)
#: Folded forms that are safe to drop when a question has no accents; others ("tu", "tai", "do") may be content.
_GRAMMAR_FOLDED = frozenset(
    "va cua co cac nhung duoc bi theo ve cho trong den o voi nay thi ma cung nhu gi nao ai dau may khong chua hay hoac "
    "phai da se con rang khi neu vi nen la thuoc a nhi vay nhe oi rat minh toi em".split()
) | frozenset(("ko", "k", "hok", "dc", "vs", "j", "r"))

#: Words of two syllables whose first is a grammar word once its accents are gone.
_COMPOUNDS = frozenset(("co phan", "co quan", "co so", "co cau", "co che", "co ban"))

#: Grammar words however they are accented, rightly or wrongly.
_ALWAYS_GRAMMAR = frozenset("nhung nao cua khong duoc va voi ko hok dc vs".split())

_ENDS_ASKING = re.compile(r"\b(khong|chua)( (ta|a|vay|nhi|ha|the|nhe|ban|em))*$")
#: A figure is only spoken of: "có phải báo bao nhiêu người không?"; without "bao nhiêu" none is asked for at all.
_ASKS_WHETHER = re.compile(r"\b(co|da) (phai|can|duoc|nen)\b|^(?!.*\bbao nhieu\b)")

_MIN_AFTER_PREFACE = 5

#: Words for a kind of content ("mục tiêu", "nhiệm vụ"): a passage often holds it without the word.
CATEGORY_WORDS = frozenset(
    "muc tieu nhiem vu giai phap noi dung yeu cau ket qua trach linh vuc chi qui dinh van de dao chu truong nguyen "
    "nhan phan tram ti le toi thieu da it nhat thoi gian ten hien thuc ro viec dieu giao phai duoc neu dat theo".split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood: its NFC text, folded form, what it asks for, and the words that carry content.

    ``identity`` are the facts of a document itself that it may ask for (signer, date, ...); ``asks`` is the
    form of the answer wanted otherwise. ``content`` are words as typed, in order, fillers left out.
    """

    text: str
    folded: str
    asks: Asks
    identity: tuple[Asks, ...]
    content: tuple[str, ...]


def understand(text: str) -> Question:
    """Reads the form of one question and its content words."""
    text = _asked_sentence(re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip())
    folded = " ".join(s.folded for s in syllables(text))
    identity = tuple(dict.fromkeys(asks for asks, pattern in _forms("fact") if pattern.search(folded)))
    asks = form(folded)
    if asks == "count" and _LISTABLE.search(folded):
        asks = "list"
    elif asks == "count" and _ENDS_ASKING.search(folded) and _ASKS_WHETHER.search(folded):
        asks = "yesno"
    return Question(text, folded, asks, identity, content_words(text))


def form(folded: str, *, besides: Asks | None = None) -> Asks:
    """The form of answer that a folded question wants, one form left out of account."""
    found = (asks for asks, pattern in _forms("form") if asks != besides and pattern.search(folded))
    return next(found, "what")


def _asked_sentence(text: str) -> str:
    """The sentences that end with a question mark, when others only tell why one asks."""
    parts = re.split(r"(?<=[?.!])\s+(?=[^\W\d_a-z])", text)
    asked = [part for part in parts if part.endswith("?")]
    return " ".join(asked) if asked and len(asked) < len(parts) else text


@functools.cache
def _forms(table: str) -> tuple[tuple[Asks, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in _FORMS_FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return tuple((asks, re.compile(pattern)) for name, asks, pattern in rows if name == table)  # type: ignore[misc]


def content_words(text: str) -> tuple[str, ...]:
    """Content syllables of a question as typed: fillers and grammar words left out, order kept."""
    parts = list(syllables(text))
    folded = " ".join(p.folded for p in parts)
    dropped: set[int] = set()
    preface = re.search(r"\b(cho|xin) ((em|toi|minh|tui|hoi|duoc) )*hoi\b", folded)
    if preface and len(folded[preface.end() :].split()) >= _MIN_AFTER_PREFACE:
        dropped.update(range(len(folded[: preface.end()].split())))
    starts: list[int] = []
    at = 0
    for part in parts:
        starts.append(at)
        at += len(part.folded) + 1
    for match in _FILLER.finditer(folded):
        dropped.update(i for i, start in enumerate(starts) if match.start() <= start < match.end())
    accented = is_accented(text)
    return tuple(
        text[part.start : part.end]
        for i, part in enumerate(parts)
        if i not in dropped
        and (
            (not accented and f"{part.folded} {parts[i + 1].folded if i + 1 < len(parts) else ''}" in _COMPOUNDS)
            or not _is_grammar(part.accented, part.folded, accented)
        )
    )


def _is_grammar(accented: str, folded: str, has_accents: bool) -> bool:
    if has_accents:
        return accented in _GRAMMAR or folded in _ALWAYS_GRAMMAR or (accented == folded and folded in _GRAMMAR_FOLDED)
    return folded in _GRAMMAR_FOLDED


def is_accented(text: str) -> bool:
    """Whether the text was typed with Vietnamese accents."""
    lower = text.lower()
    return fold(lower) != lower
