"""What a question asks for, told from its words. Works on folded text, so accents may be missing.

``understand`` looks only at the question; which documents it names is ``index.scope``'s business and what an
earlier question was about is ``assistant.context``'s.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from index.vietnamese import fold, syllables

Asks = Literal[
    "signer", "date", "number", "issuer", "recipients", "addressees", "subject", "place",
    "deadline", "contact", "basis", "count", "who", "when", "where", "yesno", "why", "how", "list", "compare", "what",
]  # fmt: skip

# Facts of a document itself (its header and signature), tried first, in order. `{doc}` words are optional.
_IDENTITY: tuple[tuple[Asks, str], ...] = (
    ("signer", r"\b(ai|nguoi nao|dong chi nao|vi nao|lanh dao nao) (la nguoi |da |duoc )*(ky|ki)\b"),
    ("signer", r"\b(ai|nguoi nao|dong chi nao|vi nao)\b.{0,40}\b(ky|ki)\b"),
    ("signer", r"\b(nguoi|chu ky|nguoi da) (ky|ki)\b|\b(ky|ki) (boi|ten) (ai|la ai)\b|\bdo ai (ky|ki)\b|\b(ky|ki) ten\b"),
    ("signer", r"\bchu k[yi] (cua|la) (ai|nguoi nao)\b|\bthay mat .*\b(ky|ki)\b.*\b(ai|nao)\b|^(ky|ki) boi"),
    ("recipients", r"\bnoi nhan\b"),
    ("addressees", r"\bkinh gui\b|\bgui (cho|den|toi) (nhung |cac )?(noi|co quan|don vi|so|ban|phong|cap|to chuc) nao\b|\bgui (cho )?ai\b|\bgui (den|toi|cho) (nhung )?(ai|dau|co quan nao|noi nao)\b"),
    ("number", r"\bso hieu\b|\bso (va )?k[yi] hieu\b|\bk[yi] hieu\b|\bso may\b|\bmang so\b|\b(co )?so (la )?(bao nhieu|gi)\b|^so cua\b"),
    ("date", r"\b(ban hanh|ky|ki|ra doi|de ngay|co ngay|ra|duoc ky)\b.*\b(ngay nao|khi nao|luc nao|bao gio|ngay may|hoi nao|thoi gian nao|nam nao|thang nao|thoi diem nao|ngay thang nam nao|may)\b"),
    ("date", r"\b(ngay nao|khi nao|luc nao|bao gio|ngay may|nam nao|thang nao|ngay thang nam nao|thoi diem nao)\b.*\b(ban hanh|ra doi|ky|ki|duoc ky|co hieu luc)\b"),
    ("date", r"\b(ngay|thoi gian|thoi diem|ngay thang|ngay thang nam|nam) (ban hanh|ky|ki|ra doi)\b"),
    ("issuer", r"\b(co quan|to chuc|cap|don vi|noi) nao (da |la noi )?(ban hanh|ra|soan|phat hanh|ky ban hanh)\b"),
    ("issuer", r"\b(ai|do ai|dau|do dau|noi nao) (da )?(ban hanh|ra|phat hanh|soan thao)\b|\bco quan ban hanh\b|\bnoi ban hanh\b"),
    ("issuer", r"\b(do|cua) (co quan|to chuc|cap|ai|don vi) ?(nao)? ?(ban hanh|ra|phat hanh)?\b.*\bban hanh\b|\b(la )?(van ban )?cua (co quan|ai|cap) ?(nao)?$"),
    ("issuer", r"\bnao (da )?(sao luc|sao y)\b|\bai sao luc\b|\b(la )?cua ai$"),
    ("date", r"\bngay (may|nao)$"),
    ("subject", r"\b(ve|noi ve|quy dinh|lien quan den) (viec |van de |noi dung )?gi\b|\btrich yeu\b|\bten day du\b|\bnoi dung chinh\b|\bchu de\b"),
)  # fmt: skip

_FORMS: tuple[tuple[Asks, str], ...] = (
    ("compare", r"\bso sanh\b|\bkhac nhau\b|\bgiong nhau\b|\bkhac (gi|biet)\b|\bgiong (gi|va khac)\b|\bdiem khac\b|\bdoi chieu\b|\bgiong va khac\b|\bkhac .*(the nao|o dau|cho nao|diem nao)\b|\bco (gi )?(khac|giong)\b"),
    ("deadline", r"\bhan (nop|chot|gui|cuoi|bao cao|chot|cuoi cung)\b|\bthoi han\b|\bhan chot\b|\btruoc ngay\b.*\b(nao|may)\b|\b(cham|muon) nhat\b|\bdeadline\b"),
    ("contact", r"\be ?mail\b|\bthu dien tu\b|\bdien thoai\b|\bso (dt|phone|sdt)\b|\bsdt\b|\blien (he|lac)\b|\bdia chi\b"),
    ("basis", r"\b(can cu|dua|co so) (vao |tren )?(van ban|dau|gi|nhung gi|ke hoach|nghi quyet|quy dinh) ?(nao|gi)?\b|\btheo (van ban|ke hoach|nghi quyet|quy dinh) nao\b"),
    ("why", r"\bvi sao\b|\btai sao\b|\bvi dau\b|\b(ly|li) do\b|\bnguyen (nhan|do)\b|\bdo dau\b|\bsao (lai|ma)\b"),
    ("count", r"\bbao nhieu\b|\bmay (phan tram|don vi|nam|linh vuc|nhiem vu|nhom|muc|nguoi|lan|phan|tieu chi|giai phap|co quan|truong|dau)\b|\b(ty|ti) le\b|\bphan tram\b|\b(con )?so luong\b.*\b(la|nao|the nao)\b|\bmuc (nao|may)\b|\bso lieu\b"),
    ("when", r"\bngay nao\b|\bkhi nao\b|\bluc nao\b|\bbao gio\b|\bnam nao\b|\bthang nao\b|\bthoi (gian|diem) nao\b|\bngay may\b|\bden (nam )?nao\b|\bgiai doan nao\b"),
    ("yesno", r"\bco (phai|dung)\b|\bphai (khong|ko|k)\b|\bdung (khong|hay sai|ko|k|chua)\b|\b(co|da|duoc|phai|bi|nen|can|con) .*(khong|ko|chua|hay khong|hay chua)$|\b(khong|chua|ko|khong a|chua a)$"),
    ("where", r"\bo dau\b|\bnoi nao\b|\bdia ban nao\b|\bdia phuong nao\b|\bxa nao\b|\btinh nao\b|\bhuyen nao\b|\bvung nao\b"),
    ("who", r"\b(co quan|don vi|to chuc|ai|ban|cap|bo|nguoi|dong chi|chu the|so|phong) nao\b|\bai\b|\bgiao (cho )?(ai|co quan nao)\b|\bdau moi\b.*\bnao\b"),
    ("how", r"\b(nguyen tac|phuong thuc|hinh thuc|cach thuc|phuong phap) nao\b|\bnhu the nao\b|\bthe nao\b|\bra sao\b|\bbang cach nao\b|\blam (cach nao|sao)\b|\bcach nao\b|\bnhu nao\b|\bhuong nao\b|\btheo huong\b.*\b(nao|gi)\b"),
    ("list", r"\b(nhung|cac|may) .*\b(gi|nao)\b|\bgom\b|\bliet ke\b|\bke (ten|ra)\b|\bneu (ro |ten |cac |nhung |len )?\b|\bnhung (ai|gi)\b|\bcac (nhiem vu|giai phap|muc tieu|noi dung|linh vuc|tieu chi|yeu cau|han che|nguyen nhan|kien nghi|ket qua)\b|\bnhung (nhiem vu|giai phap|muc tieu|noi dung|linh vuc|tieu chi|yeu cau|han che|ket qua|kien nghi)\b|\btom tat\b"),
)  # fmt: skip

#: Things that are named rather than counted: "mấy nhiệm vụ" wants the list.
_LISTABLE = re.compile(
    r"\b(may|bao nhieu) (phan|muc|nhiem vu|giai phap|noi dung|muc tieu|tieu chi|nhom|han che|kien nghi)\b(?! tram)|"
    r"\b(ke ra|la nhung|gom nhung|liet ke|neu ten)\b"
)

#: Question words and polite fillers (folded phrases): they carry nothing to look for.
_FILLER = re.compile(
    r"\b(xin (vui long )?(hoi|cho biet|chao)|cho (toi|minh|em|tui|hoi|toi hoi|minh hoi|em hoi)|(toi|minh|em) (muon|can) (hoi|biet|tim)|"
    r"vui long|lam on|ban oi|ad oi|cho biet|giup (toi|minh|em)|liet ke|ke ten|ke ra|neu ro|trinh bay|tom tat|"
    r"(duoc )?(quy dinh|neu|ghi|xac dinh|de cap|noi|nhac) (o|trong|tai) (dau|muc nao|phan nao)|"
    r"ngay nao|khi nao|luc nao|bao gio|nam nao|thang nao|thoi gian nao|thoi diem nao|ngay may|ngay thang nam nao|"
    r"bao nhieu|nhu the nao|the nao|ra sao|vi sao|tai sao|bang cach nao|lam sao|nhung gi|bao gom|gom co|gom|"
    r"co phai la|co phai|co dung|dung khong|phai khong|hay khong|hay chua|dung hay sai|thi sao|con|the con|"
    r"(co |duoc )?(nhac|de cap|noi) (toi|den|ve)|so sanh|khac nhau|giong nhau|khac gi|giong gi|so voi|doi chieu|diem (khac|giong)|"
    r"(co quan|don vi|to chuc|cap|ban|so|phong|nguoi|dong chi|linh vuc|noi dung|van ban|muc tieu|nhiem vu) nao|"
    r"la (gi|ai|sao)|lam (nhung |duoc )?(gi|viec gi|sao)|(nhung |cac )?viec gi|lan thu may|thu may|the a|vay a|a|nhi|nhe|voi a)\b"
)
#: Grammar words (accented): nothing to look for. Unaccented questions are compared with their folded forms.
_GRAMMAR = frozenset(
    "và của là có các những được bị do theo về cho để trong tại từ đến ở với này thì mà cũng như một gì nào ai đâu "
    "mấy sao không chưa hay hoặc phải đã đang sẽ còn rằng khi nếu vì nên bởi cái tôi mình em bạn ông bà họ nó ra vào "
    "lại nữa vẫn chỉ nhiều thế ạ lên xuống nhỉ vậy đấy đó kia ấy cùng bằng cần nhé ơi hãy biết hỏi rất nhằm cụ thể đối thuộc nêu".split()
)
#: Folded forms that are safe to drop when a question has no accents; others ("tu", "tai", "do") may be content.
_GRAMMAR_FOLDED = frozenset(
    "va cua co cac nhung duoc bi theo ve cho trong den o voi nay thi ma cung nhu gi nao ai dau may khong chua hay hoac "
    "phai da se con rang khi neu vi nen la thuoc a nhi vay nhe oi rat minh toi em".split()
) | frozenset(("ko", "k", "hok", "dc", "vs", "j", "r"))

#: Grammar words however they are accented, rightly or wrongly.
_ALWAYS_GRAMMAR = frozenset("nhung nao cua khong duoc va voi ko hok dc vs".split())

_MIN_AFTER_PREFACE = 5

#: Words for a kind of content ("mục tiêu", "nhiệm vụ"): a passage often holds it without the word.
CATEGORY_WORDS = frozenset(
    "muc tieu nhiem vu giai phap noi dung yeu cau ket qua trach linh vuc chi qui dinh van de dao chu truong nguyen "
    "nhan phan tram ti le toi thieu da it nhat thoi gian ten hien thuc ro viec dieu giao phai duoc neu dat theo".split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood: its NFC text, folded form, what it asks for, and the words that carry content.

    ``identity`` is set when the question may be about a document itself (signer, date, ...); ``asks`` is the
    form of the answer wanted otherwise. ``content`` are words as typed, in order, fillers left out.
    """

    text: str
    folded: str
    asks: Asks
    identity: Asks | None
    content: tuple[str, ...]


def understand(text: str) -> Question:
    """Reads the form of one question and its content words."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    folded = " ".join(s.folded for s in syllables(text))
    identity = next((asks for asks, pattern in _IDENTITY if re.search(pattern, folded)), None)
    asks: Asks = next((asks for asks, pattern in _FORMS if re.search(pattern, folded)), "what")
    if asks == "count" and _LISTABLE.search(folded):
        asks = "list"
    elif asks == "count" and "bao nhieu" not in folded and re.search(r"\b(khong|chua)$", folded):
        asks = "yesno"
    return Question(text, folded, asks, identity, content_words(text))


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
        if i not in dropped and not _is_grammar(part.accented, part.folded, accented)
    )


def _is_grammar(accented: str, folded: str, has_accents: bool) -> bool:
    if has_accents:
        return accented in _GRAMMAR or folded in _ALWAYS_GRAMMAR or (accented == folded and folded in _GRAMMAR_FOLDED)
    return folded in _GRAMMAR_FOLDED


def is_accented(text: str) -> bool:
    """Whether the text was typed with Vietnamese accents."""
    lower = text.lower()
    return fold(lower) != lower
