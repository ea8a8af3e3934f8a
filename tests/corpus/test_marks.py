"""Marks that open parts, and words that only look like them."""

import pytest

from corpus.marks import find_mark, next_values


@pytest.mark.parametrize(
    ("text", "kind", "value", "words"),
    [
        ("I- MỤC ĐÍCH, YÊU CẦU", "la mã", "I", "MỤC ĐÍCH, YÊU CẦU"),
        ("XIV. Tổ chức thực hiện", "la mã", "XIV", "Tổ chức thực hiện"),
        ("2.1. Đẩy mạnh công tác", "số", "2.1", "Đẩy mạnh công tác"),
        ("12) Nội dung", "số", "12", "Nội dung"),
        ("1. “Chế độ tập sự” là", "số", "1", "“Chế độ tập sự” là"),
        ("2a. Nguồn khác", "số", "2a", "Nguồn khác"),
        ("đ) Vốn đầu tư", "chữ", "đ", "Vốn đầu tư"),
        ("B. PHƯƠNG HƯỚNG", "chữ hoa", "B", "PHƯƠNG HƯỚNG"),
        ("Điều 5. Giá dịch vụ", "điều", "Điều 5", "Giá dịch vụ"),
        ("Chương IV", "chương", "Chương IV", ""),
        ("Mục 2. ĐƠN VỊ", "mục lớn", "Mục 2", "ĐƠN VỊ"),
        ("PHẦN THỨ NHẤT", "phần", "PHẦN THỨ NHẤT", ""),
        ("- Rà soát", "gạch", "-", "Rà soát"),
        ("–Rà soát", "gạch", "–", "Rà soát"),
        ("+ Áp dụng", "cộng", "+", "Áp dụng"),
    ],
)
def test_marks(text: str, kind: str, value: str, words: str) -> None:
    mark = find_mark(text)
    assert mark is not None
    assert (mark.kind, mark.value, text[mark.rest :]) == (kind, value, words)


@pytest.mark.parametrize(
    "text",
    [
        "62-KL/TW, ngày 02/10/2023",
        "2030 theo mục tiêu",
        "25/10/2017 của Ban",
        "Điều 5 của Nghị định này",
        "Mục tiêu đến năm 2021",
        "Chương trình hành động số 181-CTr/TU",
        "10% so với năm 2015",
        "-5 độ",
        "Phần lớn đơn vị",
        "1.500 đơn vị",
        "V/v báo cáo",
        "V.I. Lênin viết",
    ],
)
def test_words_that_are_no_marks(text: str) -> None:
    assert find_mark(text) is None


def test_what_may_come_next() -> None:
    assert next_values("2.1") == ("2.1.1", "3", "2.2")
    assert next_values("d") == ("đ",)
    assert next_values("y") == ()
