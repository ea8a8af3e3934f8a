"""Places in a document: what stands under them, and that they are not there."""

import pytest

from assistant import located
from corpus.document import Document
from corpus.structure import read_structure
from index.vietnamese import fold
from tests.assistant.invented import plan


@pytest.fixture(scope="module")
def document() -> Document:
    return plan()


def _shown(document: Document, text: str) -> list[tuple[str, list[str]]]:
    folded = fold(text).rstrip("?")
    return [(b.lead, [p.text for p in b.points]) for b in located.respond(text, folded, [document])]


@pytest.mark.parametrize("text", ["Mục I.1 nêu gì?", "muc I.1 neu gi", "Phần I.1 gồm những gì?"])
def test_a_labelled_place(document: Document, text: str) -> None:
    assert _shown(document, text) == [
        (
            "Theo Kế hoạch số 15/KH-UBND, mục I.1:",
            ["Giảm 02 trường mầm non.", "Có 03 đơn vị tự chủ chi thường xuyên."],
        )
    ]


@pytest.mark.parametrize(
    "text", ["Kế hoạch gồm mấy phần?", "ke hoach gom bao nhieu phan", "bố cục của kế hoạch", "mục lục kế hoạch"]
)
def test_the_outermost_parts(document: Document, text: str) -> None:
    assert _shown(document, text) == [("Kế hoạch số 15/KH-UBND gồm 2 phần:", ["MỤC TIÊU", "NHIỆM VỤ"])]


def test_a_part_named_by_its_heading(document: Document) -> None:
    ((lead, points),) = _shown(document, "phần mục tiêu của kế hoạch")
    assert lead == "Theo Kế hoạch số 15/KH-UBND, mục I:"
    assert points == [
        "Giảm 02 trường mầm non.",
        "Có 03 đơn vị tự chủ chi thường xuyên.",
        "Giảm 04 trường tiểu học.",
    ]


@pytest.mark.parametrize("text", ["Mục tiêu là gì?", "Giảm bao nhiêu phần trăm?", "Ai chủ trì?", "Điều 5 nói gì?"])
def test_other_questions_name_no_place(document: Document, text: str) -> None:
    assert _shown(document, text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("Điều 15 quy định gì?", "Điều 15"), ("dieu 15 noi gi", "dieu 15"), ("Mục VII có gì?", "Mục VII")],
)
def test_a_place_that_is_not_there_is_refused_by_name(document: Document, text: str, place: str) -> None:
    said = located.absent(text, [document], [document])
    assert said.startswith(f"Kế hoạch số 15/KH-UBND không có “{place}”.")


def test_nothing_is_refused_for_a_place_that_is_there_or_a_document_not_named(document: Document) -> None:
    assert located.absent("Mục II gồm những gì?", [document], [document]) == ""
    assert located.absent("Mục tiêu là gì?", [document], [document]) == ""
    assert located.absent("Điều 15 quy định gì?", [], [document]) == ""


def test_every_point_quotes_its_own_words(document: Document) -> None:
    for block in located.respond("Mục I", "muc i", [document]):
        for point in block.points:
            assert [quote.text for quote in point.quotes] == [point.text]


def test_a_part_is_named_by_as_many_words_as_stand_in_a_heading() -> None:
    text = "ĐỀ CƯƠNG\n\nI. Kết quả thực hiện\n1. Đánh giá việc sắp xếp.\n\nII. Đánh giá chung\n1. Kết quả\n2. Hạn chế\n"
    (document,) = read_structure(text, "de-cuong.txt", {})
    ((lead, points),) = _shown(document, "phần đánh giá chung gồm mấy ý")
    assert lead.endswith("mục II:")
    assert points == ["Kết quả", "Hạn chế"]


@pytest.mark.parametrize(
    "text", ["thi diem xa hoi hoa truong hoc", "Giảm bao nhiêu phần kinh phí?", "Ngân sách lo mấy phần cho trường?"]
)
def test_words_that_only_look_like_a_place_name_none(document: Document, text: str) -> None:
    assert _shown(document, text) == []
    assert located.absent(text, [document], [document]) == ""
