"""Raw text becomes canonical text: paragraphs whole, numbers mended, furniture gone, words untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import join_lines, line_width, mend, normalise, read_lines


def clean(raw: str) -> list[str]:
    lines = read_lines(raw)
    return [p.text for p in join_lines(lines, line_width(lines))]


WRAPPED = """Thực hiện Nghị quyết số 19-NQ/TW ngày 25/10/2017 của Ban Chấp hành

Trung ương Đảng khóa XII về tiếp tục đổi mới hệ thống tổ chức và quản

lý, nâng cao chất lượng hoạt động của đơn vị theo Kết luận số 62-

KL/TW và Thông tư 20/2023/TT- BGDĐT, gắn với phát triển nền kinh tế

- xã hội của tỉnh.

Các sở, ban, ngành triển khai thực hiện nghiêm túc, có hiệu quả.

1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu Ủy ban nhân

dân tỉnh các nội dung sau:

-  Sắp xếp đơn vị sự nghiệp;

+ Tổng số biên chế hưởng lương từ ngân sách nhà nước đến trước năm

2030 giảm 10%.

2. Sở Tài chính hướng dẫn.
"""


def test_wrapped_lines_become_paragraphs() -> None:
    assert clean(WRAPPED) == [
        "Thực hiện Nghị quyết số 19-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII về tiếp tục "
        "đổi mới hệ thống tổ chức và quản lý, nâng cao chất lượng hoạt động của đơn vị theo Kết luận số 62-KL/TW và "
        "Thông tư 20/2023/TT-BGDĐT, gắn với phát triển nền kinh tế - xã hội của tỉnh.",
        "Các sở, ban, ngành triển khai thực hiện nghiêm túc, có hiệu quả.",
        "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu Ủy ban nhân dân tỉnh các nội dung sau:",
        "- Sắp xếp đơn vị sự nghiệp;",
        "+ Tổng số biên chế hưởng lương từ ngân sách nhà nước đến trước năm 2030 giảm 10%.",
        "2. Sở Tài chính hướng dẫn.",
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Kết luận số 62- KL/TW", "Kết luận số 62-KL/TW"),
        ("Nghị quyết số 19 -NQ / TW", "Nghị quyết số 19-NQ/TW"),
        ("Thông tư 20/2023/TT- BGDĐT", "Thông tư 20/2023/TT-BGDĐT"),
        ("Chương trình số 181-CTr/ TU", "Chương trình số 181-CTr/TU"),
        ("giai đoạn 2011 - 2015", "giai đoạn 2011 - 2015"),
        ("kinh tế - xã hội", "kinh tế - xã hội"),
        ("năm 2021 - Bộ Chính trị", "năm 2021 - Bộ Chính trị"),
        ("Số -CV/BCSCLTW", "Số -CV/BCSCLTW"),
    ],
)
def test_only_broken_document_numbers_are_mended(broken: str, whole: str) -> None:
    assert mend(broken) == whole
    assert mend(whole) == whole


def test_markup_is_removed_and_text_in_it_is_kept() -> None:
    raw = "## **2. Đẩy mạnh *tự chủ* tài chính**\n\n\\*\n*Lai Châu, ngày 12 tháng 10*\n\n5 * 3 = 15 và a*b\n"
    assert clean(raw) == ["2. Đẩy mạnh tự chủ tài chính", "Lai Châu, ngày 12 tháng 10", "5 * 3 = 15 và a*b"]


def test_page_furniture_goes() -> None:
    raw = "Đoạn một kết thúc.\n\n- 2 -\n\n------\n*\n\fTrang 3/12\nĐoạn hai kết thúc.\n\n\n\n  4\n"
    assert clean(raw) == ["Đoạn một kết thúc.", "Đoạn hai kết thúc."]


def test_a_number_within_double_spaced_text_is_not_a_page_number() -> None:
    raw = (
        "Số đơn vị sau sắp xếp là\n\n25\n\nđơn vị trong toàn tỉnh, giảm\n\nso với năm trước đó.\n\n\n\n7\n\n\n\nHết.\n"
    )
    assert "25" in " ".join(clean(raw))
    assert "7" not in " ".join(clean(raw))


def test_unicode_is_composed_and_invisible_characters_go() -> None:
    assert normalise("Nghi\u0323 quye\u0302\u0301t\u200b\u00a0so\u0302\u0301\r\n") == "Nghị quyết số\n"


def test_paragraph_broken_over_pages_is_joined_and_the_next_item_is_not() -> None:
    raw = (
        "2.3. Hoàn thiện quy hoạch gắn với\n\n5\n\f\nquy hoạch phát triển.\n2.4. Trên cơ sở xác định\na) một\nb) hai\n"
    )
    assert clean(raw) == [
        "2.3. Hoàn thiện quy hoạch gắn với quy hoạch phát triển.",
        "2.4. Trên cơ sở xác định",
        "a) một",
        "b) hai",
    ]


_WORDS = st.text("aăâđêôơưáàảãạếờửịỹbcghklmnpqrstvxyABĐNQKT0123456789.,;:()%/-+“”", min_size=1, max_size=9)
_LINES = st.lists(st.lists(_WORDS, min_size=1, max_size=14).map(" ".join), max_size=14)


@given(_LINES, st.sampled_from(["\n", "\n\n"]))
def test_no_character_is_lost_added_or_moved(lines: list[str], end: str) -> None:
    raw = end.join(lines)
    kept = [line.text for line in read_lines(raw)]
    dropped = [row for row in raw.split("\n") if row.strip() and " ".join(row.split()) not in kept]
    for row in dropped:
        letters = [c for c in row if c.isalpha()]
        assert not letters or row.lstrip("#").strip() in " ".join(kept)
    assert "".join("".join(clean(raw)).split()) == "".join("".join(kept).split())


_PARAGRAPH = st.lists(
    st.sampled_from("tự chủ tài chính của đơn vị sự nghiệp công lập năm 2025, 19-NQ/TW".split()), min_size=3
)


@given(st.lists(_PARAGRAPH.map(lambda words: "Thực hiện " + " ".join(words) + "."), min_size=1))
def test_cleaning_clean_text_changes_nothing(paragraphs: list[str]) -> None:
    assert clean("\n".join(paragraphs)) == paragraphs


@given(st.text(max_size=200))
def test_any_text_is_read(raw: str) -> None:
    assert all(line.text == " ".join(line.text.split()) != "" for line in read_lines(raw))
