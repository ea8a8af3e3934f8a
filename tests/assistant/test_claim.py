"""Questions that want an assertion confirmed: what they assert, and the question for each of its values."""

import pytest

from assistant import claim
from index.search import Index


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        ("Hạn nộp là ngày 30/11/2025 đúng không?", "Hạn nộp là ngày 30/11/2025", ["ngày 30/11/2025"]),
        ("Cho kiểm tra lại: Đề án 02-ĐA/TU là năm 2019, có phải thế không", "Đề án 02-ĐA/TU là năm 2019",
         ["Đề án 02-ĐA/TU", "năm 2019"]),
        ("nghe noi o Son Mai da co 2 don vi len cong ty co phan, dung khong",
         "o Son Mai da co 2 don vi len cong ty co phan", ["2"]),
        ("Xã Sơn Mai nằm ở tỉnh Lai Châu, tôi nhớ vậy có chuẩn không?", "Xã Sơn Mai nằm ở tỉnh Lai Châu",
         ["tỉnh Lai Châu"]),
        ("Kế hoạch của Huyện ủy do ông Nguyễn Anh Tuấn ký à?", "Kế hoạch của Huyện ủy do ông Nguyễn Anh Tuấn ký",
         ["Nguyễn Anh Tuấn"]),
        ("Giảm 10% so với năm 2021 phải không?", "Giảm 10% so với năm 2021", ["10%", "so với năm 2021"]),
    ],
)  # fmt: skip
def test_a_claim_is_read_with_its_values(index: Index, question: str, text: str, values: list[str]) -> None:
    read = claim.read(index, question)
    assert read is not None
    assert read.text == text
    assert [value.text for value in read.values] == values


def test_a_claim_has_the_question_for_each_of_its_values(index: Index) -> None:
    read = claim.read(index, "Nghị quyết 38 nêu trong đề cương là nghị quyết của Quốc hội, đúng không?")
    assert read is not None
    assert read.asked == (
        "Nghị quyết nào nêu trong đề cương là nghị quyết của Quốc hội",
        "Nghị quyết 38 nêu trong đề cương là nghị quyết của cơ quan nào",
    )


@pytest.mark.parametrize(
    "question",
    [
        "Đơn vị có phải báo cáo không?",  # asks what must be done
        "Ai ký Kết luận 62?",
        "Có phải nộp bản mềm không hay chỉ bản giấy?",
        "Hạn nộp là ngày nào, có đúng không?",
        "Kết luận 62 ban hành ngày nào?",
    ],
)
def test_other_questions_claim_nothing(index: Index, question: str) -> None:
    assert claim.read(index, question) is None
