"""Which of two documents came first, and by how much."""

from datetime import date

import pytest

from assistant.apart import spoken
from assistant.ask import ask
from index.search import Index

YEARS = (
    "Nghị quyết số 19-NQ/TW ra trước Kết luận số 62-KL/TW 2.168 ngày (5 năm 11 tháng 7 ngày), tính theo các ngày sau:"
)


@pytest.mark.parametrize(
    ("question", "lead", "dates"),
    [
        ("Kết luận 62 và Nghị quyết 19 ban hành cách nhau mấy ngày?", YEARS, ["25/10/2017", "02/10/2023"]),
        ("nghi quyet 19 ra truoc hay ket luan 62 ra truoc", YEARS, ["25/10/2017", "02/10/2023"]),
        (
            "Từ khi Kết luận 62 được ban hành đến khi được sao lục là mấy ngày?",
            "Kết luận số 62-KL/TW ra trước Sao lục số 152-BS/VPTU 10 ngày, tính theo các ngày sau:",
            ["02/10/2023", "12/10/2023"],
        ),
        (
            "Chính phủ ban hành Nghị quyết 38 sau Kết luận 62 bao nhiêu ngày?",
            "Kết luận số 62-KL/TW ra trước Nghị quyết số 38/NQ-CP 183 ngày (6 tháng), tính theo các ngày sau:",
            ["02/10/2023", "02/4/2024"],
        ),
    ],
)
def test_the_days_between_two_documents(index: Index, question: str, lead: str, dates: list[str]) -> None:
    answer = ask(index, question)
    assert answer.text.split("\n")[0] == lead
    assert [any(date in statement.text for statement in answer.statements) for date in dates] == [True, True]
    assert len(answer.statements) == len(answer.citations) == 2


def test_years_of_work_are_no_time_between_documents(index: Index) -> None:
    answer = ask(index, "Sau mấy năm làm nghị quyết 19 thì có kết luận 62?")
    assert "ra trước" not in answer.text
    assert any("sơ kết 5 năm" in statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2017, 10, 25), date(2023, 10, 2), "5 năm 11 tháng 7 ngày"),
        (date(2024, 1, 31), date(2024, 3, 1), "1 tháng 1 ngày"),
        (date(2023, 10, 2), date(2024, 10, 2), "1 năm"),
        (date(2023, 10, 2), date(2023, 10, 2), "0 ngày"),
    ],
)
def test_time_is_said_in_years_months_and_days(first: date, last: date, said: str) -> None:
    assert spoken(first, last) == said
