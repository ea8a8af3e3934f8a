"""A small invented plan of a commune, and an index of it, for tests of single parts."""

from corpus.document import Document, Span
from corpus.passage import split
from corpus.structure import read_structure
from index.search import Index

PLAN = """ỦY BAN NHÂN DÂN
XÃ TRÀ GIANG
Số: 15/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Trà Giang, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Sắp xếp các đơn vị sự nghiệp công lập trên địa bàn xã

Thực hiện Nghị định số 120/2020/NĐ-CP ngày 07/10/2020 của Chính phủ quy định về thành lập, tổ chức lại, giải thể \
đơn vị sự nghiệp công lập; Ủy ban nhân dân xã ban hành kế hoạch như sau:

I. MỤC TIÊU

1. Đến năm 2025
- Giảm 02 trường mầm non.
- Có 03 đơn vị tự chủ chi thường xuyên.

2. Đến năm 2030
- Giảm 04 trường tiểu học.

II. NHIỆM VỤ

1. Rà soát mạng lưới trường học. Báo cáo trước ngày 30/6/2024; lập danh sách các điểm trường lẻ; đề xuất phương án \
sáp nhập.

2. Công chức Văn hóa - Xã hội chủ trì tuyên truyền.

Nơi nhận:
- UBND huyện;
- Đảng ủy xã;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Thị Hoa
"""


def plan() -> Document:
    """Kế hoạch số 15/KH-UBND of xã Trà Giang."""
    (document,) = read_structure(PLAN, "ke-hoach.txt", {})
    return document


def span_of(document: Document, words: str) -> Span:
    """The sentence that begins with ``words``."""
    (span,) = (s for s in document.sentences if document.text.startswith(words, s.start))
    return span


def texts(document: Document, spans: list[Span]) -> list[str]:
    """The words of spans."""
    return [document.text[span.start : span.end] for span in spans]


def index_of(*documents: Document) -> Index:
    """An index in memory without vectors."""
    return Index.in_memory([p for d in documents for p in split(d)], documents=documents)
