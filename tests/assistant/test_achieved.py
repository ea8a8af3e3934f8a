"""Goals and tasks are not offered as results."""

import pytest

from assistant.ask import ask
from index.search import Index

NO_RESULT = "Không tìm thấy kết quả thực hiện trong kho văn bản; các văn bản chỉ nêu mục tiêu, nhiệm vụ:"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Cả nước đã giảm được 10% biên chế như mục tiêu 2021 chưa?",
            "Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước: giảm ít nhất 10% so với năm 2015",
        ),
        ("Kết quả rà soát Đề án 02 của tỉnh thế nào rồi?", "Rà soát việc thực hiện Đề án 02-ĐA/TU ngày 21/3/2018"),
        ("huyen so ket mo hinh tu chu cho ket qua ra sao", "Tiến hành sơ kết, tổng kết việc thực hiện chuyển đổi"),
    ],
)
def test_where_only_a_goal_is_found_no_result_is_said_to_be(index: Index, question: str, told: str) -> None:
    answer = ask(index, question)
    assert answer.text.startswith(NO_RESULT)
    assert answer.statements[0].text.startswith(told)


@pytest.mark.parametrize(
    "question",
    [
        "Sơn Mai đã có đơn vị nào thành công ty cổ phần chưa?",  # a report says
        "Loại hình nào phải đổi sang công ty cổ phần, loại nào được chừa?",
        "Đến năm 2021 phải giảm bao nhiêu biên chế?",
    ],
)
def test_results_that_are_told_and_goals_that_are_asked_stand_alone(index: Index, question: str) -> None:
    assert "Không tìm thấy kết quả" not in ask(index, question).text
