"""What a sentence does in a report (căn cứ, chỉ đạo, kết quả ...) and what an outline item asks for.

Told by the kind and level of the document, the headings above the sentence, and its wording.
"""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.draft.report import OutlineItem, Role
from corpus.document import Document, Span
from index.vietnamese import fold

#: What an assessing part of a report is about; finer than a role: favourable circumstances are no result.
Aspect = Literal["đặc điểm", "thuận lợi", "khó khăn", "kết quả", "hạn chế", "nguyên nhân", "kiến nghị", "nhiệm vụ"]

DIRECTIVES: tuple[Role, ...] = ("căn cứ", "chỉ đạo")
_REPORT_KINDS = frozenset(("báo cáo", "biên bản", "tờ trình", "thông báo"))
_ROLE_OF: dict[Aspect, Role] = {
    "đặc điểm": "kết quả",
    "thuận lợi": "kết quả",
    "khó khăn": "hạn chế",
    "kết quả": "kết quả",
    "hạn chế": "hạn chế",
    "nguyên nhân": "nguyên nhân",
    "kiến nghị": "kiến nghị",
    "nhiệm vụ": "chỉ đạo",
}
_BY_HEADING: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    ("kiến nghị", re.compile(r"\b(kien nghi|de xuat)\b")),
    ("nhiệm vụ", re.compile(r"\b(nhiem vu|giai phap|phuong huong|muc dich|yeu cau)\b")),
    ("thuận lợi", re.compile(r"\bthuan loi\b")),
    ("hạn chế", re.compile(r"\b(han che|ton tai|yeu kem|vuong mac|bat cap)\b")),
    ("khó khăn", re.compile(r"\bkho khan\b")),
    ("nguyên nhân", re.compile(r"\bnguyen nhan\b")),
    ("kết quả", re.compile(r"\b(ket qua|uu diem|thuc trang)\b")),
    ("đặc điểm", re.compile(r"\b(dac diem|tinh hinh|khai quat)\b")),
)
_LOOKS_BACK = re.compile(
    r"^(trong )?(thoi gian|nhung nam|giai doan|nam) (vua )?qua\b|^(sau|qua) .{0,20}\bnam thuc hien"
)
_CAUSE = re.compile(r"\b(nguyen nhan|chu yeu (la )?do|xuat phat tu)\b")
_SHORTCOMING = re.compile(
    r"\b(chua|con (mot so )?(han che|yeu kem|bat cap|may moc|cham|thu dong)|kho khan|vuong mac|vi pham|"
    r"han che, yeu kem)\b"
)
_GENERAL = re.compile(
    r"\b(danh gia|chung|khai quat|dac diem|tinh hinh|thuan loi|kho khan|ket qua|dat duoc|han che|yeu kem|ton tai|"
    r"nguyen nhan|cua|va|nhung|cac|ve|nhiem vu|giai phap|phuong huong|bai hoc|kinh nghiem|uu diem|vuong mac|thuc hien|"
    r"to chuc|noi bat|chu yeu|thoi gian toi|trong thoi gian qua|trong|mot so|bat cap|kien nghi|de xuat)\b"
)


def aspect_of(document: Document, span: Span) -> Aspect | None:
    """What an assessing sentence is about; None for a sentence that directs."""
    headings = _headings(document, span)
    text = fold(document.text[span.start : span.end])
    if document.info.kind in _REPORT_KINDS:
        for heading in headings:
            for aspect, pattern in _BY_HEADING:
                if pattern.search(heading):
                    return aspect
        return "hạn chế" if _SHORTCOMING.search(text) else "kết quả"
    if headings and _LOOKS_BACK.match(headings[0]):
        if _CAUSE.search(text):
            return "nguyên nhân"
        return "hạn chế" if _SHORTCOMING.search(text) else "kết quả"
    return None


def role_of(document: Document, aspect: Aspect | None) -> Role:
    """The role of a sentence with that aspect of a document."""
    if aspect is not None:
        return _ROLE_OF[aspect]
    return "căn cứ" if document.info.level == "trung ương" else "chỉ đạo"


def is_report(document: Document) -> bool:
    """Whether a document tells what was done, and does not direct."""
    return document.info.kind in _REPORT_KINDS


def aspects(heading: str) -> tuple[Aspect, ...]:
    """What an item with only a general heading ("Thuận lợi, khó khăn") assesses; empty for one about a matter."""
    if not is_general(heading):
        return ()
    folded = fold(heading)
    if re.search(r"\bnguyen nhan\b", folded):
        return ("nguyên nhân", "thuận lợi") if "ket qua" in folded else ("nguyên nhân",)
    found = tuple(aspect for aspect, pattern in _BY_HEADING if pattern.search(folded))
    if "hạn chế" in found:
        return (*(aspect for aspect in found if aspect != "khó khăn"), "khó khăn")
    return (*found, "đặc điểm") if found == ("kết quả",) else found


def wanted(item: OutlineItem, above: Sequence[OutlineItem], *, elsewhere: frozenset[Aspect]) -> tuple[Role, ...]:
    """The roles an item asks for, in the order in which they are written.

    ``elsewhere`` are the aspects that other items of the outline are for: shortcomings are told there.
    """
    if proposes(item, above):
        return ("căn cứ", "chỉ đạo", "kiến nghị")
    if general := aspects(item.heading):
        return tuple(dict.fromkeys(_ROLE_OF[aspect] for aspect in general))
    whole = fold(" ".join([item.heading, *(i.heading for i in above)]))
    if re.search(r"\b(phuong huong|nhiem vu|giai phap) .*\b(thoi gian toi|den nam|tiep theo)\b", whole):
        return DIRECTIVES
    if "hạn chế" in elsewhere:
        return (*DIRECTIVES, "kết quả")
    return (*DIRECTIVES, "kết quả", "hạn chế", "nguyên nhân")


def is_directing(item: OutlineItem, above: Sequence[OutlineItem]) -> bool:
    """Whether an item is on how work was led, directed and checked, not on what came of it."""
    whole = fold(" ".join(i.heading for i in (item, *above)))
    return re.search(r"\b(lanh dao|chi dao|quan triet|kiem tra|giam sat)\b", whole) is not None and (
        re.search(r"\bket qua\b", whole) is None
    )


def proposes(item: OutlineItem, above: Sequence[OutlineItem]) -> bool:
    """Whether an item makes proposals."""
    return re.search(r"\b(kien nghi|de xuat)\b", fold(" ".join(i.heading for i in (item, *above)))) is not None


def is_general(heading: str) -> bool:
    """Whether a heading names only a role ("Kết quả đạt được") and nothing that a text could be about."""
    return not re.sub(r"[\W_]+", "", _GENERAL.sub(" ", fold(heading)))


def _headings(document: Document, span: Span) -> list[str]:
    """Headings above a sentence, folded, the innermost first, bullets left out."""
    found: list[str] = []
    section = document.section_at(span.start)
    while section >= 0:
        s = document.sections[section]
        if s.kind != "gạch":
            found.append(fold(s.heading))
        section = s.parent
    return found
