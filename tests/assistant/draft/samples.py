"""Hand-built outlines, sections and projects for the tests of drafts, in real administrative Vietnamese."""

from assistant.answer import Citation
from assistant.draft.project import Project
from assistant.draft.report import (
    Brief,
    Choice,
    DataRequest,
    DraftStatement,
    Figure,
    Outline,
    OutlineItem,
    SectionDraft,
)

QUOTE = "Nâng cao hiệu quả thực hiện chủ trương xã hội hoá, nhất là chính sách ưu đãi về đất đai, thuế."
TARGET = "Đến năm 2025, giảm tối thiểu bình quân cả nước 10% đơn vị sự nghiệp công lập so với năm 2021."
WANTED = "Trong kỳ, tỉnh đã tổ chức [cần bổ sung: số hội nghị quán triệt] hội nghị quán triệt."


def cited(marker: int, quote: str) -> Citation:
    """A citation of Kết luận 62 whose quote is ``quote``."""
    return Citation(
        marker, "ket-luan.txt", "62-KL/TW", "về thực hiện Nghị quyết số 19-NQ/TW", f"mục 2.{marker}", quote,
        100 * marker, 100 * marker + len(quote), None, quote,
    )  # fmt: skip


def section(label: str = "II.1", heading: str = "Công tác lãnh đạo, chỉ đạo") -> SectionDraft:
    """Two cited sentences, a phrase that joins, and a sentence that waits for a figure."""
    return SectionDraft(
        label,
        heading,
        statements=(
            DraftStatement("Kết luận số 62-KL/TW yêu cầu:", "frame", (), "căn cứ", 0),
            DraftStatement(QUOTE, "source", (1,), "căn cứ", 0),
            DraftStatement(TARGET, "source", (2,), "căn cứ", 0),
            DraftStatement(WANTED, "frame", (), "kết quả", 1, 0),
        ),
        requests=(DataRequest("số hội nghị quán triệt", "từ tháng 10/2023 đến nay", "Ban Tuyên giáo", label, 1),),
        citations=(cited(1, QUOTE), cited(2, TARGET)),
        coverage="partial",
        passages=("ket-luan.txt@0-500",),
        missing=("255/NQ-CP",),
    )


def outline() -> Outline:
    """Two parts, one with two items."""
    return Outline(
        "Báo cáo tình hình thực hiện Kết luận số 62-KL/TW",
        (
            OutlineItem("I", "Khái quát chung về đặc điểm, tình hình"),
            OutlineItem(
                "II",
                "Công tác lãnh đạo, chỉ đạo",
                children=(
                    OutlineItem("II.1", "Công tác lãnh đạo, chỉ đạo", ("Đối tượng tham gia", "Kế hoạch cụ thể")),
                    OutlineItem("II.2", "Công tác kiểm tra, giám sát"),
                ),
            ),
        ),
        "cong-van.txt#2",
    )


def brief() -> Brief:
    """What a made-up province reports for, with one figure of its own."""
    return Brief("tỉnh Quảng Hà", others=False, figures=(Figure("II.1", "Số hội nghị", "12", "hội nghị", "Sở Nội vụ"),))


def project(**others: object) -> Project:
    """A project that is in no folder."""
    whole = Project(
        "bao-cao-kl-62-abc123",
        "Báo cáo KL 62",
        "2026-11-24T06:00:00+07:00",
        "2026-11-24T06:00:00+07:00",
        1,
        outline(),
        brief(),
        {"II.1": Choice(frozenset({"b@1-2", "a@1-2"}), ("c@3-4",), "long")},
        {"II.1": section()},
    )
    return Project(**{**{name: getattr(whole, name) for name in Project.__slots__}, **others})  # type: ignore[arg-type]
