"""A report of tỉnh Quảng Ngãi written by hand over the shipped corpus, and files looked at part by part."""

import io
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from assistant import cite
from assistant.answer import Citation
from assistant.draft.report import DataRequest, DraftStatement, ReportDraft, SectionDraft
from corpus.document import Document
from corpus.library import load

DOCUMENTS = Path(__file__).resolve().parents[3] / "corpus" / "documents"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def documents() -> tuple[Document, ...]:
    """The shipped corpus."""
    return load(DOCUMENTS).documents


def cited(marker: int, number: str | None, words: str, *, kind: str = "") -> Citation:
    """A citation of ``words`` in the document of a number, or of a kind when it has none."""
    (document,) = (
        d for d in documents() if d.info.number == number and (not kind or d.info.kind == kind) and words in d.text
    )
    start = document.text.index(words)
    return Citation(
        marker=marker,
        document_id=document.id,
        document=document.key,
        title=document.info.title or "",
        section=cite.place_of(document, start),
        quote=words,
        start=start,
        end=start + len(words),
        page=document.page(start),
        passage=words,
        verbatim=document.info.verbatim,
    )


REQUESTS = (
    DataRequest(
        "Số đơn vị sự nghiệp công lập thuộc tỉnh trước và sau khi sắp xếp, chia theo lĩnh vực",
        "31/12/2021 và 30/9/2025",
        "Sở Nội vụ",
        "III.1",
        0,
    ),
    DataRequest(
        "Số đơn vị tự bảo đảm chi thường xuyên, tự bảo đảm một phần chi thường xuyên, do ngân sách bảo đảm toàn bộ",
        "Năm 2021, năm 2025",
        "Sở Tài chính",
        "III.1",
        1,
    ),
    DataRequest("Số lượng cấp phó của người đứng đầu vượt quy định sau sáp nhập", "30/9/2025", "Sở Nội vụ", "III.1", 2),
)


def report() -> ReportDraft:
    """Five sections with headings, bullets, a summary source, a passage cited twice, gaps, figures of the office
    and a section that the drafter rewrote."""
    quotes = (
        cited(1, "62-KL/TW", "hoàn thiện quy hoạch mạng lưới hệ thống các đơn vị sự nghiệp công lập và ngoài công lập"),
        cited(2, "19-NQ/TW", "Số đơn vị sự nghiệp công lập: giảm thêm ít nhất 10%, tính bình quân cả nước"),
        cited(
            3,
            "62-KL/TW",
            "Một số nơi sắp xếp tổ chức bộ máy, tinh giản biên chế còn máy móc, cào bùng, chưa gắn với cơ cấu lại và "
            "nâng cao chất lượng đội ngũ cán bộ, viên chức. Hiệu quả hoạt động của nhiều đơn vị sự nghiệp công lập sau "
            "sắp xếp chưa đáp ứng yêu cầu. Chính sách xã hội hoá chưa thu hút mạnh mẽ các thành phần kinh tế tham gia "
            "phát triển dịch vụ sự nghiệp công.",
        ),
        cited(4, None, "Trên địa bàn xã Sơn Mai chưa có ĐVSNCL nào chuyển thành công ty cổ phần", kind="báo cáo"),
        cited(5, None, "tăng cường hiệu quả hoạt động", kind="báo cáo"),
        cited(6, "62-KL/TW", "Số 62-KL/TW"),
    )
    first = SectionDraft(
        "I.1",
        "Đặc điểm, tình hình",
        statements=(
            DraftStatement(
                "Tỉnh Quảng Ngãi tổ chức chính quyền địa phương 02 cấp từ ngày 01/7/2025, gồm [cần bổ sung: số xã, "
                "phường, đặc khu] đơn vị hành chính cấp xã.",
                "office",
            ),
            DraftStatement(
                "Kết luận số 62-KL/TW yêu cầu nâng cao hiệu lực, hiệu quả quản lý nhà nước, hoàn thiện quy hoạch mạng "
                "lưới hệ thống các đơn vị sự nghiệp công lập và ngoài công lập gắn với quy hoạch, kế hoạch phát triển "
                "kinh tế - xã hội.",
                "source",
                (1,),
                role="căn cứ",
            ),
        ),
    )
    results = SectionDraft(
        "III.1",
        "Kết quả sắp xếp, tổ chức lại các đơn vị sự nghiệp công lập",
        statements=(
            DraftStatement(
                "Nghị quyết số 19-NQ/TW đặt mục tiêu đến năm 2025 giảm thêm ít nhất 10% số đơn vị sự nghiệp công lập "
                "so với năm 2021.",
                "source",
                (2, 1),
            ),
            DraftStatement("Về kết quả sắp xếp, tổ chức lại:", "frame", point=0),
            DraftStatement(
                "Toàn tỉnh hiện có [cần bổ sung: số đơn vị sự nghiệp công lập sau sắp xếp] đơn vị sự nghiệp công "
                "lập, giảm [cần bổ sung: số đơn vị giảm] đơn vị so với năm 2021.",
                "frame",
                point=0,
                request=0,
            ),
            DraftStatement("Ngành y tế đã giảm 14 đơn vị, đạt 23,3% (số liệu của Sở Y tế).", "office", point=0),
            DraftStatement(
                "Theo báo cáo của UBND xã Sơn Mai, trên địa bàn xã chưa có đơn vị sự nghiệp công lập nào chuyển "
                "thành công ty cổ phần; đẩy mạnh ứng dụng công nghệ thông tin giúp tăng cường hiệu quả hoạt động.",
                "source",
                (4, 5),
                point=1,
            ),
            DraftStatement("Về tự chủ tài chính:", "frame", point=2),
            DraftStatement("Số đơn vị tự chủ: [cần bổ sung: số đơn vị].", "frame", point=2, request=1),
        ),
        requests=REQUESTS,
    )
    by_field = SectionDraft(
        "III.1.a",
        "Lĩnh vực giáo dục - đào tạo",
        statements=(DraftStatement("Kết luận số 62-KL/TW yêu cầu hoàn thiện quy hoạch mạng lưới.", "source", (6, 1)),),
    )
    edited = SectionDraft(
        "IV.2",
        "Hạn chế, yếu kém",
        edited="Bên cạnh kết quả đạt được, còn **một số hạn chế** sau:\n\n"
        "- Có nơi sắp xếp tổ chức bộ máy, tinh giản biên chế còn máy móc [3], hiệu quả hoạt động của nhiều đơn vị sau "
        "sắp xếp chưa đáp ứng yêu cầu [3].\n"
        "- Số đơn vị chưa tự chủ còn nhiều: [cần bổ sung: tỷ lệ đơn vị chưa tự chủ].\n"
        "  - Nhất là *ở vùng đồng bào dân tộc thiểu số*.\n",
    )
    return ReportDraft(
        "Đề cương báo cáo tình hình, kết quả thực hiện Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị về thực "
        "hiện Nghị quyết số 19-NQ/TW về tiếp tục đổi mới hệ thống tổ chức và quản lý, nâng cao chất lượng và hiệu quả "
        "hoạt động của các đơn vị sự nghiệp công lập",
        "tỉnh Quảng Ngãi",
        (
            SectionDraft("I", "Khái quát chung về đặc điểm, tình hình"),
            first,
            SectionDraft("III", "Kết quả tổ chức thực hiện"),
            results,
            by_field,
            SectionDraft("IV", "Đánh giá chung"),
            edited,
        ),
        quotes,
    )


def parts(file: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def tree(file: bytes, part: str) -> ElementTree.Element:
    """An XML part of a package."""
    return ElementTree.fromstring(parts(file)[part])


def words(element: ElementTree.Element) -> str:
    """The text of an element without instructions of fields."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))
