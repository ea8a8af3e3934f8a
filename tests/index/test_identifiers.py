"""Document numbers and dates as whole terms."""

import pytest

from index import abbreviations
from index.terms import analyse

TABLE = abbreviations.read()


def marks(text: str, *, loose: bool = False) -> set[str]:
    return set(analyse(text, TABLE, loose=loose).marks)


@pytest.mark.parametrize("text", ["Số 62-KL/TW", "62 KL/TW", "Kết luận số 62- KL/TW", "(62-KL/TW)"])
def test_a_full_number_gives_its_short_and_its_full_term(text: str) -> None:
    assert marks(text) == {"#62-kl", "#62-kl/tw"}


@pytest.mark.parametrize("text", ["kl 62", "KL62", "Kết luận 62", "ket luan so 62", "kết luận số 62"])
def test_a_short_name_finds_the_full_number(text: str) -> None:
    assert marks(text, loose=True) == {"#62-kl"}


def test_a_number_with_a_year() -> None:
    assert marks("Nghị định số 60/2021/NĐ-CP") == {"#60-nd", "#60-nd/cp"}
    assert marks("Thông tư 20/2023/TT-BGDĐT") == {"#20-tt", "#20-tt/bgddt"}
    assert marks("nghị định 60") == {"#60-nd"}
    assert marks("Nghị quyết số 1157/NQ-UBTVQH15") == {"#1157-nq", "#1157-nq/ubtvqh15"}
    assert marks("Luật số 24/2018/QH14") == {"#24-qh14"}


@pytest.mark.parametrize(
    "text",
    [
        "02/10/2023",
        "2-10-2023",
        "2.10.2023",
        "ngày 2 tháng 10 năm 2023",
        "ngay 02 thang 10 nam 2023",
        "2 tháng 10/2023",
    ],
)
def test_a_date_is_one_term_however_it_is_written(text: str) -> None:
    assert {"@2023-10-2", "@2023-10"} <= marks(text)


def test_a_month_and_what_is_no_date() -> None:
    assert marks("tháng 8 năm 2025") == {"@2025-8"}
    assert marks("tháng 8/2025") == {"@2025-8"}
    assert marks("giảm 10% so với năm 2015") == set()
    assert marks("tỷ lệ 45/99/2020") == set()


def test_a_syllable_is_no_symbol() -> None:
    assert marks("có 5 đã xong, 3 đa số") == set()
    assert marks("Đề án 02-ĐA/TU") == {"#2-da", "#2-da/tu"}


def test_symbols_in_a_number_are_not_read_as_abbreviations() -> None:
    assert "luan" not in analyse("Số 62-KL/TW", TABLE).keys
    assert analyse("KL về ĐVSNCL", TABLE).keys == "ket luan ve don vi su nghiep cong lap".split()
