"""Our small Markdown as blocks and spans."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.word.marked import Block, Span, blocks, legal, spans


def test_paragraphs_bullets_and_headings() -> None:
    text = (
        "## Kết quả\nTheo Kết luận số 62-KL/TW,\nkết quả như sau:\n\n"
        "- Giảm 10%;\n  - ở vùng cao.\n+ Tự chủ.\n1. Một.\n2. Hai."
    )
    assert [(block.kind, block.mark, block.spans[0].text) for block in blocks(text)] == [
        ("heading", "", "Kết quả"),
        ("paragraph", "", "Theo Kết luận số 62-KL/TW, kết quả như sau:"),
        ("bullet", "-", "Giảm 10%;"),
        ("bullet", "+", "ở vùng cao."),
        ("bullet", "+", "Tự chủ."),
        ("paragraph", "", "1. Một."),
        ("paragraph", "", "2. Hai."),
    ]


def test_bold_italics_markers_and_gaps() -> None:
    assert spans("Còn **một số [2] hạn chế** và *tồn tại* [1][3], [12]; giảm [cần bổ sung: số đơn vị].") == (
        Span("Còn "),
        Span("một số", bold=True),
        Span(markers=(2,)),
        Span(" hạn chế", bold=True),
        Span(" và "),
        Span("tồn tại", italic=True),
        Span(markers=(1, 3, 12)),
        Span("; giảm "),
        Span("[cần bổ sung: số đơn vị]", gap=True),
        Span("."),
    )


def test_signs_that_are_no_markup_stay() -> None:
    text = "2 * 3 * 4 và so_don_vi, [2025], [a], <b>x</b>, **"
    assert spans(text) == (Span(text),)


def test_an_unfinished_gap_is_text() -> None:
    assert spans("[cần bổ sung: số") == (Span("[cần bổ sung: số"),)


def test_nothing_is_no_block() -> None:
    assert blocks(" \n\n") == ()


def test_characters_that_xml_cannot_hold_go() -> None:
    assert legal("a\x00b\x0bc\ud800d\ufffee\tf\ng") == "abcde\tf\ng"
    assert blocks("- Giảm\x0c 10%") == (Block("bullet", (Span("Giảm 10%"),), "-"),)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_words_are_kept_but_for_marks(text: str) -> None:
    """Every letter of the text is in some span, whatever signs stand between."""
    kept = "".join(span.text for block in blocks(text) for span in block.spans)
    assert [c for c in kept if c.isalpha()] == [c for c in legal(text) if c.isalpha()]
