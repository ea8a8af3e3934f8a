"""Widths of words, checked against the metrics of Times Bold worked out by hand."""

import pytest

from assistant.word.measure import balanced, width


def test_widths_are_those_of_times_bold() -> None:
    # C 722 + O 778 + N 722 + G 778 = 3000 thousandths; marks add nothing.
    assert width("CỘNG", 12) == pytest.approx(3.0 * 12 * 25.4 / 72)
    assert width("cộng", 12) == width("cong", 12)
    assert width("ĐẢNG CỘNG SẢN VIỆT NAM", 15) == pytest.approx(72.6, abs=0.5)


def test_a_title_is_narrowed_without_another_line() -> None:
    title = "Tình hình, kết quả thực hiện Kết luận số 62-KL/TW của Bộ Chính trị về đơn vị sự nghiệp công lập"
    taken = balanced(title, 14, 165)
    assert width(title, 14) / 2 <= taken < 130
    assert balanced("Báo cáo", 14, 165) == pytest.approx(165 / 2, abs=2.5)
    assert balanced(title, 14, 60) <= 60
