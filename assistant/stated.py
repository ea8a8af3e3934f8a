"""What a text must say to answer a question of a kind that is easily answered beside the point.

A definition, a procedure, who holds an office, a sum of money, when something lapses: a sentence about the same
subject that does not say it is no answer, however many of the question's words it has.
"""

import re
from typing import NamedTuple

from assistant import units
from assistant.question import Question
from corpus.document import Document, Span
from index.vietnamese import syllables


class _Rule(NamedTuple):
    """What a question says (folded) and what a text that answers it says (folded too)."""

    asked: re.Pattern[str]
    stated: re.Pattern[str]


def _rule(asked: str, stated: str) -> _Rule:
    return _Rule(re.compile(rf"\b(?:{asked})\b"), re.compile(rf"\b(?:{stated})\b"))


_RULES = (
    # definitions
    _rule(
        r"(the nao|nhu the nao|khi nao|dieu kien|sao) (thi |de |moi )?(duoc )?(goi|coi|xem|hieu|tinh) la|"
        r"dinh nghia|khai niem|nghia la (gi|sao)|(the nao|hieu sao) la|co nghia (gi|la gi)",
        r"(duoc |co the )?(hieu|goi|coi|xem|xac dinh|dinh nghia) la|nghia la|khai niem",
    ),
    # "X là gì?" of a thing, where X is nothing that a document sets or tells (its goals, its reasons)
    _rule(
        r"^(?:don vi|to chuc|co quan|co che|mo hinh|vien chuc|cong chuc|bien che|dich vu|tu chu|xa hoi hoa|co phan hoa|"
        r"tinh gian)(?: (?!muc|nhiem|giai|noi|yeu|ket|trach|nguyen|han|kho|thuan|kien|de|viec|so|nao)[a-z]+){0,6} "
        r"la (?:gi|sao)$",
        r"(duoc |co the )?(hieu|goi|coi|xem|xac dinh|dinh nghia) la|nghia la|khai niem|"
        r"(?<!nhat )la (to chuc|don vi|viec|nguoi|loai)",
    ),
    # procedures
    _rule(
        r"(?<!cai cach )thu tuc(?! hanh chinh)|ho so (gom|can|xin)|(can|gom|nop) giay to (gi|nao)|(may|nhung|cac) buoc|"
        r"trinh tu (gom|the|ra|lam)",
        r"thu tuc (gom|nhu)|ho so (gom|bao gom)|buoc \d|trinh tu (gom|thuc hien)|giay to",
    ),
    # the look of a document
    _rule(
        r"co chu(?! truong)|phong chu|font|may trang|bao nhieu trang|kho giay|can le",
        r"trang|co chu|phong chu|kho giay",
    ),
    # money, and figures of a kind that stands by its name
    _rule(r"phat (bao nhieu|may|tien)|muc phat", r"phat tien|muc phat|xu phat"),
    _rule(r"hoc phi.*(bao nhieu|may)|muc hoc phi", r"hoc phi"),
    _rule(r"muc luong|luong co (so|ban)|may thang luong", r"(muc|tien|thang) luong|luong co"),
    _rule(r"(tro cap|ho tro) (may|bao nhieu)|muc (tro cap|ho tro)", r"tro cap|ho tro"),
    _rule(r"(may|bao nhieu) (tien|dong|trieu|ty|ti)", r"\d[\d.,]* (dong|trieu|nghin|ngan|ty|ti)"),
    _rule(r"(may|bao nhieu) (nghin|ngan)", r"nghin|ngan|\d{1,3} \d{3}"),
    _rule(
        r"(may|bao nhieu) (bac si|y si|giuong|lop|truong|tram|benh vien)",
        r"\d+ (bac si|y si|giuong|lop|truong|tram|benh vien)",
    ),
    _rule(r"dan so", r"dan so"),
    _rule(
        r"(?!.*\b(khong|chua)$)((may|bao nhieu|nhieu nhat) .*(ong|ba|cap) pho|(may|bao nhieu) (ong )?pho)",
        r"\d+ .*pho|cap pho khong qua",
    ),
    # a day, not only a month
    _rule(
        r"(ky|ban hanh|ra|de|gui|phat) .*(hom nao|ngay (nao|may|bao nhieu))",
        r"ngay \d+|\d+ \d+ (19|20)\d\d|\d{1,2} \d{1,2} \d\d",
    ),
    # what is nobody's document: advice on one's own life, the weather
    _rule(r"(toi|minh|em) (co )?nen (ly|nghi|o lai|bo|lay|mua|ban|di)|(toi|minh|em) nen lam gi", r"(?!)"),
    _rule(r"thoi tiet|co mua (ko|khong)|nhiet do", r"thoi tiet|nhiet do"),
    # what ends, what was done away with
    _rule(r"hieu luc", r"hieu luc thi hanh|co hieu luc|het hieu luc"),
    _rule(r"bai bo|huy bo", r"bai bo|huy bo"),
    _rule(r"(vi sao|tai sao|sao) .*(giai the|xoa so)", r"giai the .* (vi|do)"),
    _rule(r"bi (ky luat|phat|khoi to|cach chuc|bat)", r"bi (ky luat|khoi to|cach chuc|xu ly)|ky luat"),
    _rule(
        r"(hang|cong ty|nha thau|doanh nghiep) nao (lam|cung cap|xay|viet|thiet ke)",
        r"cong ty|tap doan|doanh nghiep [a-z]+ cung cap",
    ),
    _rule(r"(hang|moi) nam .*(ngay|thang)|(ngay|thang) (may|nao) (hang|moi) nam", r"(hang|moi) nam"),
    _rule(r"xep (hang )?.*thu may|hang may|thu may toan", r"xep (hang )?thu|hang thu|dung thu"),
)
_HOLDER = re.compile(
    r"\b(?P<office>(?:pho )?(?:to truong|truong ban|chu tich|bi thu|giam doc|vu truong|chanh van phong|hieu truong|"
    r"bo truong|truong phong|truong doan))\b.*\b(la ai|la nguoi nao|ten (la )?(gi|chi)|ho ten|ten ai)\b|"
    r"\b(?:ai la|ai lam|ai giu chuc) (?P<other>(?:pho )?(?:to truong|truong ban|chu tich|bi thu|giam doc|vu truong|"
    r"chanh van phong|hieu truong|bo truong|truong phong|truong doan))\b"
)
_NAME = re.compile(r"[A-ZĐÀ-Ỹ][a-zà-ỹđ]+( [A-ZĐÀ-Ỹ][a-zà-ỹđ]+){1,3}")
_SIGNATURE_REACH = 60  # characters before a name in which its office stands


def stated(question: Question, document: Document, span: Span) -> bool:
    """Whether a sentence says what a question of such a kind asks for; True for all other questions."""
    holder = _HOLDER.search(question.folded)
    if holder:
        return _holds_office(holder["office"] or holder["other"], document, span)
    wanted = [rule.stated for rule in _RULES if rule.asked.search(question.folded)]
    if not wanted:
        return True
    said = _folded(f"{units.neighbours(document, span)} {document.text[span.start : span.end]}")
    return all(pattern.search(said) for pattern in wanted)


def restricts(question: Question) -> bool:
    """Whether only a sentence that says a certain thing answers a question, never a list about its subject."""
    return _HOLDER.search(question.folded) is not None or any(r.asked.search(question.folded) for r in _RULES)


def _holds_office(office: str, document: Document, span: Span) -> bool:
    """Whether a person is named with the office, in the sentence or, in a signature, in the lines before it."""
    text = document.text[span.start : span.end]
    name = _NAME.search(text)
    if name is None:
        return False
    signed = document.back.start <= span.start < document.back.end
    before = document.text[max(document.back.start, span.start - _SIGNATURE_REACH) : span.start] if signed else ""
    said = _folded(f"{before} {text}")
    return (
        re.search(
            rf"(?<!pho )(?<!tong )(?<!k t )(?<!kt ){office}\b" if not office.startswith("pho ") else rf"\b{office}\b",
            said,
        )
        is not None
    )


def _folded(text: str) -> str:
    return " ".join(s.folded for s in syllables(text))
