"""What a sentence does in a report (căn cứ, chỉ đạo, kết quả ...) and what an outline item asks for.

Told by the kind and level of the document, the headings above the sentence, and its wording.
"""

import re
from collections.abc import Sequence

from assistant.draft.report import OutlineItem, Role
from corpus.document import Document, Span
from index.vietnamese import fold

ROLES: tuple[Role, ...] = ("căn cứ", "chỉ đạo", "kết quả", "hạn chế", "nguyên nhân", "kiến nghị")

_REPORT_KINDS = frozenset(("báo cáo", "biên bản", "tờ trình", "thông báo"))
_BY_HEADING: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("nguyên nhân", re.compile(r"\bnguyen nhan\b")),
    ("kiến nghị", re.compile(r"\b(kien nghi|de xuat)\b")),
    ("chỉ đạo", re.compile(r"\b(nhiem vu|giai phap|phuong huong|muc dich|yeu cau|to chuc thuc hien)\b")),
    ("hạn chế", re.compile(r"\b(han che|kho khan|ton tai|yeu kem|vuong mac|bat cap)\b")),
    ("kết quả", re.compile(r"\b(ket qua|thuan loi|dac diem|tinh hinh|khai quat|thuc trang|uu diem)\b")),
)
_LOOKS_BACK = re.compile(
    r"^(trong )?(thoi gian|nhung nam|giai doan|nam) (vua )?qua\b|^(sau|qua) .{0,20}\bnam thuc hien"
)
_CAUSE = re.compile(r"\b(nguyen nhan|chu yeu (la )?do|xuat phat tu)\b")
_SHORTCOMING = re.compile(
    r"\b(chua|con (mot so )?(han che|yeu kem|bat cap|may moc|cham)|kho khan|vuong mac|vi pham|han che, yeu kem)\b"
)

_GENERAL = re.compile(
    r"\b(danh gia|chung|khai quat|dac diem|tinh hinh|thuan loi|kho khan|ket qua|dat duoc|han che|yeu kem|ton tai|"
    r"nguyen nhan|cua|va|nhung|cac|ve|nhiem vu|giai phap|phuong huong|bai hoc|kinh nghiem|uu diem|vuong mac|thuc hien|"
    r"to chuc|noi bat|chu yeu|thoi gian toi|trong thoi gian qua|trong|mot so)\b"
)


def role_of(document: Document, span: Span) -> Role:
    """The role of a sentence of a document."""
    headings = _headings(document, span)
    text = fold(document.text[span.start : span.end])
    if document.info.kind in _REPORT_KINDS:
        for heading in headings:
            for role, pattern in _BY_HEADING:
                if pattern.search(heading):
                    return role
        return "hạn chế" if _SHORTCOMING.search(text) else "kết quả"
    if headings and _LOOKS_BACK.match(headings[0]):
        if _CAUSE.search(text):
            return "nguyên nhân"
        return "hạn chế" if _SHORTCOMING.search(text) else "kết quả"
    return "căn cứ" if document.info.level == "trung ương" else "chỉ đạo"


def wanted(item: OutlineItem, above: Sequence[OutlineItem]) -> tuple[Role, ...]:
    """The roles an outline item asks for, in the order in which they are written."""
    own = fold(item.heading)
    whole = " ".join([own, *(fold(i.heading) for i in above)])
    if re.search(r"\bnguyen nhan\b", own):
        return ("nguyên nhân",)
    if re.search(r"\b(kien nghi|de xuat)\b", whole):
        return ("kiến nghị", "căn cứ", "chỉ đạo")
    if re.search(r"\b(thuan loi)\b", own):
        return ("kết quả", "hạn chế")
    if re.search(r"\b(han che|yeu kem|ton tai|kho khan|vuong mac|bat cap)\b", own):
        return ("hạn chế",)
    if re.search(r"\bket qua (dat duoc|noi bat|chung)|uu diem|dac diem|tinh hinh chung\b", own):
        return ("kết quả",)
    if re.search(r"\b(phuong huong|nhiem vu|giai phap) .*\b(thoi gian toi|den nam|tiep theo)\b", own):
        return ("căn cứ", "chỉ đạo")
    return ("căn cứ", "chỉ đạo", "kết quả", "hạn chế")


def is_general(heading: str) -> bool:
    """Whether a heading names only a role ("Kết quả đạt được") and nothing that a text could be about."""
    return not re.sub(r"[\W_]+", "", _GENERAL.sub(" ", fold(heading)))


def _headings(document: Document, span: Span) -> list[str]:
    """Headings above a sentence, folded, the innermost first; bullets count where they open with a title."""
    found: list[str] = []
    section = document.section_at(span.start)
    while section >= 0:
        s = document.sections[section]
        if s.kind != "gạch":
            found.append(fold(s.heading))
        section = s.parent
    return found
