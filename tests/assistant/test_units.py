"""units: headings, paragraphs, lists and clauses around a sentence, by hand on a small plan."""

import pytest

from assistant import units
from corpus.document import Document, Span
from corpus.structure import read_structure
from tests.assistant.invented import plan, span_of, texts


@pytest.fixture(scope="module")
def document() -> Document:
    return plan()


def _section(document: Document, label: str) -> int:
    return next(i for i, section in enumerate(document.sections) if section.label == label)


@pytest.mark.parametrize(
    ("words", "above"),
    [
        ("Giảm 02 trường mầm non", "MỤC TIÊU Đến năm 2025"),
        ("Giảm 04 trường tiểu học", "MỤC TIÊU Đến năm 2030"),
        ("Đến năm 2025", "MỤC TIÊU"),
        ("MỤC TIÊU", ""),
        ("Thực hiện Nghị định", ""),
    ],
)
def test_headings_above_a_sentence(document: Document, words: str, above: str) -> None:
    assert units.headings(document, span_of(document, words)) == above


def test_a_list_item_has_its_line_as_neighbour(document: Document) -> None:
    assert units.neighbours(document, span_of(document, "Giảm 02")) == "- Giảm 02 trường mầm non."


def test_a_list_item_has_the_line_that_introduces_the_list(index_text: Document) -> None:
    second = span_of(index_text, "thu gọn")
    assert units.neighbours(index_text, second) == "Xã tập trung vào các việc sau: - thu gọn đầu mối;"


@pytest.fixture(scope="module")
def index_text() -> Document:
    (document,) = read_structure(
        "BÁO CÁO\nKết quả năm 2024\n\nI. NHIỆM VỤ\n\nXã tập trung vào các việc sau:\n- thu gọn đầu mối;\n"
        "- tinh giản biên chế.\n\nII. KIẾN NGHỊ\n\nTỉnh bố trí kinh phí. Huyện hướng dẫn thủ tục. Sở trả lời sớm.\n",
        "bao-cao.txt",
        {},
    )
    return document


def test_outside_is_the_header_and_the_signature(document: Document) -> None:
    outside = {document.text[s.start : s.end] for s in document.sentences if units.is_outside(document, s)}
    assert {
        "Số: 15/KH-UBND",
        "Sắp xếp các đơn vị sự nghiệp công lập trên địa bàn xã",
        "Lưu: VT.",
        "Lê Thị Hoa",
    } < outside
    assert not any(text.startswith(("Thực hiện Nghị định", "Giảm", "Rà soát", "MỤC TIÊU")) for text in outside)


def test_headings_are_told_from_text(document: Document) -> None:
    headings = ("MỤC TIÊU", "Đến năm 2025", "Đến năm 2030", "NHIỆM VỤ")
    assert all(units.is_heading(document, span_of(document, words)) for words in headings)
    others = ("Giảm 02", "Có 03", "Rà soát", "Báo cáo trước", "Thực hiện Nghị định")
    assert not any(units.is_heading(document, span_of(document, words)) for words in others)


def test_a_section_that_opens_with_its_text_has_no_heading(document: Document) -> None:
    with_heading = [s.label for i, s in enumerate(document.sections) if units.has_heading(document, i)]
    assert [label for label in with_heading if label != "II.2"] == ["I", "I.1", "I.2", "II"]


def test_first_sentences_of_sections(document: Document) -> None:
    outermost = list(document.children(-1))
    assert texts(document, units.headings_of(document, outermost)) == ["MỤC TIÊU", "NHIỆM VỤ"]
    first = units.first_sentence(document, document.sections[_section(document, "II.1")])
    assert first == span_of(document, "Rà soát")


def test_what_stands_under_a_heading(document: Document) -> None:
    assert texts(document, units.under(document, _section(document, "I.1"))) == [
        "Giảm 02 trường mầm non.",
        "Có 03 đơn vị tự chủ chi thường xuyên.",
    ]
    assert texts(document, units.under(document, _section(document, "I"))) == [
        "Giảm 02 trường mầm non.",
        "Có 03 đơn vị tự chủ chi thường xuyên.",
        "Giảm 04 trường tiểu học.",
    ]


def test_a_heading_comes_with_what_stands_under_it(document: Document) -> None:
    found = units.with_what_follows(document, span_of(document, "Đến năm 2030"))
    assert texts(document, found) == ["Giảm 04 trường tiểu học."]


def test_a_lead_in_comes_with_its_list(index_text: Document) -> None:
    found = units.with_what_follows(index_text, span_of(index_text, "Xã tập trung"))
    assert texts(index_text, found) == [
        "Xã tập trung vào các việc sau:",
        "thu gọn đầu mối;",
        "tinh giản biên chế.",
    ]


@pytest.mark.parametrize("words", ["Tỉnh bố trí", "Huyện hướng dẫn"])
def test_a_sentence_comes_with_its_paragraph(index_text: Document, words: str) -> None:
    found = units.with_what_follows(index_text, span_of(index_text, words))
    assert texts(index_text, found) == ["Tỉnh bố trí kinh phí.", "Huyện hướng dẫn thủ tục.", "Sở trả lời sớm."]


def test_a_paragraph_is_its_sentences(document: Document) -> None:
    assert texts(document, units.paragraph(document, span_of(document, "Báo cáo trước"))) == [
        "Rà soát mạng lưới trường học.",
        "Báo cáo trước ngày 30/6/2024; lập danh sách các điểm trường lẻ; đề xuất phương án sáp nhập.",
    ]


def test_clauses_stand_between_semicolons_without_blanks(document: Document) -> None:
    whole = span_of(document, "Báo cáo trước")
    assert texts(document, units.clauses(document, whole)) == [
        "Báo cáo trước ngày 30/6/2024",
        "lập danh sách các điểm trường lẻ",
        "đề xuất phương án sáp nhập.",
    ]
    single = span_of(document, "Giảm 02")
    assert units.clauses(document, single) == [single]
    ends_so = span_of(document, "UBND huyện;")
    assert texts(document, units.clauses(document, ends_so)) == ["UBND huyện"]


def test_who_acts_is_named_before_what_is_chosen(document: Document) -> None:
    whole = span_of(document, "Báo cáo trước")
    clause = units.clauses(document, whole)[1]
    assert texts(document, units.with_subject(document, whole, clause)) == [
        "Rà soát mạng lưới trường học.",
        "lập danh sách các điểm trường lẻ",
    ]
    first = span_of(document, "Rà soát")
    assert units.with_subject(document, first, first) == [first]


def test_a_long_section_gives_its_opening(document: Document) -> None:
    found = units.section_or_paragraph(document, _section(document, "II.1"))
    assert len(found) == 2
    assert found[0] == span_of(document, "Rà soát")


def test_every_span_is_of_the_text(document: Document) -> None:
    for i in range(len(document.sections)):
        for span in units.under(document, i):
            assert isinstance(span, Span)
            assert document.sections[i].start <= span.start < span.end <= document.sections[i].end
