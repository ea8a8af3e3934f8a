"""The sides of questions that set documents or levels beside one another."""

import pytest

from assistant.sides import are_beside, sides
from index.search import Index

NGHI_QUYET = "2017-10-25_nghi-quyet_19-nq-tw_phieu-tra-cuu.md"
KET_LUAN = "2023-10-02_ket-luan_62-kl-tw.txt"
CONG_VAN = "2023_cong-van_ban-thuong-vu-tinh-uy_trien-khai-kl-62.txt"
KE_HOACH = "2023_ke-hoach_ban-thuong-vu-huyen-uy_thuc-hien-kl-62.txt"
DE_CUONG = "2025-08_cong-van_ban-chinh-sach-chien-luoc-trung-uong_de-cuong-bao-cao.txt#2"
BAO_CAO = "2025_bao-cao_ubnd-xa-son-mai_thuc-hien-kl-62.txt"


def _ids(index: Index, text: str) -> list[set[str]]:
    return [{document.id for document in side} for side in sides(index, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kết luận 62 giao sơ kết, tổng kết; còn công văn tỉnh thì giao đến đâu?", [{KET_LUAN}, {CONG_VAN}]),
        ("luong giao vien trong ket luan 62 va trong ke hoach huyen khac gi nhau", [{KET_LUAN}, {KE_HOACH}]),
        ("Đề cương hỏi về bộ máy, xã Sơn Mai trả lời ra sao?", [{DE_CUONG}, {BAO_CAO}]),
        ("Ở tỉnh và ở huyện, ai đôn đốc việc này?", [{CONG_VAN}, {KE_HOACH}]),
        ("Trung ương nói tăng ngân sách, còn huyện thì sao?", [{NGHI_QUYET, KET_LUAN, DE_CUONG}, {KE_HOACH}]),
        # a level that holds the document named before stands for its other documents
        ("Nghị quyết 19 hẹn đến 2021, còn Bộ Chính trị lại yêu cầu thế nào?", [{NGHI_QUYET}, {KET_LUAN, DE_CUONG}]),
        ("Từ lúc có Kết luận 62 tới lúc Lai Châu sao lục là mấy ngày?", [{KET_LUAN}, {f"{KET_LUAN}#2"}]),
    ],
)
def test_each_clause_names_its_side(index: Index, text: str, expected: list[set[str]]) -> None:
    assert _ids(index, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch của huyện, thực hiện Kết luận 62, giao những việc gì?",  # what is carried out is no side
        "Ai ký kế hoạch của huyện?",
        "Giá dịch vụ sự nghiệp công được tính thế nào?",
        "Tình hình chung ra sao?",
    ],
)
def test_a_question_about_one_thing_has_no_two_sides(index: Index, text: str) -> None:
    assert len(_ids(index, text)) < 2


@pytest.mark.parametrize(
    ("text", "is_beside"),
    [
        ("trung uong noi tang, con huyen thi sao", True),
        ("Tỉnh và huyện cùng nói về giám sát, mỗi bên giao cho ai?", True),
        ("Bộ Chính trị nói những bậc nào còn huyện chỉ nói bậc nào?", True),
        ("Kết luận 62 còn nêu hạn chế gì về tự chủ?", False),
        ("Các tỉnh ủy, thành ủy phải làm gì với Kết luận này?", False),
    ],
)
def test_what_says_that_two_things_are_set_side_by_side(text: str, is_beside: bool) -> None:
    assert are_beside(text) is is_beside


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("Cả trung ương lẫn huyện đều nói gì về thu hút nhân tài?", True),
        ("trung uong, tinh, huyen yeu cau gi ve phan bo ngan sach", True),
        ("Huyện nói gì về xã hội hóa?", False),
        ("Tỉnh và xã hội hóa", False),
    ],
)
def test_levels_that_are_asked_the_same_together_are_sides(question: str, beside: bool) -> None:
    assert are_beside(question) is beside
