"""One item of a list by its number, asked by itself or after the list."""

import pytest

from assistant.ask import ask
from index.search import Index


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Giải pháp thứ tư của Kết luận 62 là gì?", "Theo Kết luận số 62-KL/TW, mục 2.4:"),
        ("Nhiệm vụ thứ 3 của Kết luận 62?", "Theo Kết luận số 62-KL/TW, mục 2.3:"),
        ("giai phap cuoi cung cua ket luan 62 la gi", "Theo Kết luận số 62-KL/TW, mục 2.5:"),
        ("Nhiệm vụ thứ ba trong công văn của tỉnh là gì?", "Theo Công văn của Ban Thường vụ Tỉnh ủy, mục 3:"),
        (
            "Phần cuối cùng của đề cương báo cáo yêu cầu viết gì?",
            "Theo Đề cương của Ban Chính sách, chiến lược Trung ương, mục V: Đề xuất, kiến nghị [1].",
        ),
    ],
)
def test_an_item_of_a_named_document(index: Index, question: str, begins: str) -> None:
    assert ask(index, question).text.startswith(begins)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            "cái thứ hai là gì?",
            "Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước: giảm ít nhất 10% so với năm 2015.",
        ),
        ("mục tiêu thứ nhất?", "Số đơn vị sự nghiệp công lập: giảm ít nhất 10%, tính bình quân cả nước."),
        ("Thế mục tiêu thứ ba?", "Tự chủ tài chính: phấn đấu có 10% số đơn vị tự chủ được tài chính."),
    ],
)
def test_an_item_of_the_list_before(index: Index, question: str, says: str) -> None:
    answer = ask(index, question, history=["Nghị quyết 19 đặt ra những mục tiêu gì đến năm 2021?"])
    assert [s.text.rstrip(".") for s in answer.statements] == [says.rstrip(".")]


def test_a_second_number_counts_the_same_list(index: Index) -> None:
    history = ["Kết luận 62 nêu những nhiệm vụ, giải pháp nào?", "Nội dung thứ tư là gì?"]
    assert ask(index, "Cái cuối cùng?", history=history).text.startswith("Theo Kết luận số 62-KL/TW, mục 2.5:")


def test_a_number_beyond_the_list_is_said_to_be(index: Index) -> None:
    answer = ask(index, "mục tiêu thứ mười là gì?", history=["Nghị quyết 19 đặt ra những mục tiêu gì đến năm 2021?"])
    assert answer.text == (
        "Nội dung này không được liệt kê theo thứ tự đó trong văn bản. "
        "Hãy hỏi cả danh mục trước rồi chỉ ra mục cần xem."
    )
