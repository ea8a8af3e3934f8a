"""Whatever the lines and their order, reading keeps its promises: no crash, exact places, nothing lost."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.passage import split
from corpus.structure import read_structure
from tests.corpus.conftest import SHIPPED
from tests.corpus.test_passage import check

_LINES = st.sampled_from(
    """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/BC-UBND
Số       /KH-UBND
Lai Châu, ngày 5 tháng 01 năm 2025
Hà Nội, ngày    tháng    năm 2024
BÁO CÁO
KẾT LUẬN CỦA BỘ CHÍNH TRỊ
SAO LỤC
PHỤ LỤC
Về việc sắp xếp đơn vị sự nghiệp công lập
(Kèm theo Công văn số 12/UBND-NC)
ĐẾN Số: 5541
VĂN PHÒNG TỈNH ỦY LÂU TỔ CHỨC và quản lý
Kính gửi:
- Các sở, ban, ngành,
Căn cứ Nghị quyết 19 và Kết luận số 62-
KL/TW ngày 02/10/2023 của Bộ Chính trị
I. KẾT QUẢ
II- HẠN CHẾ
1. Về tổ chức bộ máy
2.1. Giảm đầu mối. Tăng tự chủ; giảm cấp phó.
2.2 Nội dung khác
a) Điểm thứ nhất;
Điều 3. Hiệu lực thi hành
Chương II
+ Trung tâm y tế
tiếp tục đổi mới hệ thống tổ chức
./.
Nơi nhận:
- Như trên;
T/M BAN THƯỜNG VỤ
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Nguyễn Văn An
------
3
## **Tiêu đề**
""".split("\n")
)


def promises(documents: tuple[Document, ...]) -> None:
    for document in documents:
        text = document.text
        assert text == text.strip()
        assert 0 <= document.front.end <= document.back.start <= document.back.end == len(text)
        assert all(0 <= e.start < e.end <= len(text) for e in document.info.evidence)
        for reference in document.references:
            assert 0 <= reference.start < reference.end <= len(text)
        for i, section in enumerate(document.sections):
            assert text.startswith(section.marker, section.start)
            assert section.parent < i
            if section.parent >= 0:
                parent = document.sections[section.parent]
                assert parent.start <= section.start < section.end <= parent.end
        check(document, split(document))


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, max_size=40), st.sampled_from(["\n", "\n\n", "\n\f"]))
def test_lines_in_any_order(lines: list[str], end: str) -> None:
    documents = read_structure(end.join(lines), "a.txt", {})
    promises(documents)
    words = {w for line in lines for w in line.strip("#* ").split() if w.isalpha()}
    together = " ".join(d.text for d in documents)
    assert {w for w in words if w not in together} == set()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_shipped_files_with_lines_lost(seed: int) -> None:
    chance = random.Random(seed)
    path = chance.choice(sorted(SHIPPED.glob("2*")))
    rows = path.read_text(encoding="utf-8").split("\n")
    kept = [row for row in rows if chance.random() > 0.15]
    promises(read_structure("\n".join(kept), path.name, {}))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text(raw: str) -> None:
    promises(read_structure(raw, "a.txt", {}))
