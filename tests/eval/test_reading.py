"""Short answers compared the Vietnamese way."""

import pytest

from eval.reading import contains, exact, f1, normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("An sinh xã hội", "an sinh xã hội."),
        ("ngày 02 tháng 10 năm 2023", "ngày 2/10/2023"),
        ("tháng 8 năm 2025", "tháng 08/2025"),
        ("Tỉnh uỷ Hoà Bình", "tỉnh ủy Hòa Bình"),
        ("kĩ thuật", "kỹ thuật"),
        ("“Đề án 02-ĐA/TU”", "đề án 02 - ĐA / TU"),
    ],
)
def test_ways_of_writing_one_answer_are_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert exact(one, [other]) == 1.0


def test_the_word_an_is_not_an_article() -> None:
    assert normalise("an sinh") == ("an", "sinh")
    assert exact("sinh", ["an sinh"]) == 0.0


def test_accents_and_numbers_matter() -> None:
    assert exact("bán", ["bàn"]) == 0.0
    assert exact("20%", ["30%"]) == 0.0


def test_f1_is_over_syllables() -> None:
    # four of five predicted syllables, four of four gold ones
    assert f1("Ban Thường vụ Tỉnh ủy", ["Thường vụ Tỉnh uỷ"]) == pytest.approx(2 * 0.8 * 1 / 1.8)
    assert f1("xã Sơn Mai", ["huyện", "xã Sơn Mai"]) == 1.0
    assert f1("không", ["có"]) == 0.0


def test_no_gold_answer_wants_an_empty_prediction() -> None:
    assert (exact("", []), f1("", [])) == (1.0, 1.0)
    assert (exact("có", []), f1("có", [])) == (0.0, 0.0)


def test_a_gold_string_stands_in_an_answer_as_whole_syllables() -> None:
    assert contains("Kết luận được ban hành ngày 02/10/2023 [1].", "2 tháng 10 năm 2023")
    assert not contains("ngày 12/10/2023", "2/10/2023")
    assert not contains("bất kỳ", "")
