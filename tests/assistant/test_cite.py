"""How documents and places in them are named."""

import pytest

from assistant import cite
from corpus.document import DocumentInfo, PartialDate
from index.search import Index
from tests.assistant.invented import plan


@pytest.mark.parametrize(
    ("info", "name", "dated"),
    [
        (
            DocumentInfo("kết luận", number="62-KL/TW", issuer="Bộ Chính trị", date=PartialDate(2023, 10, 2)),
            "Kết luận số 62-KL/TW",
            "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị",
        ),
        (
            DocumentInfo("công văn", symbol="CV/BCSCLTW", issuer="Ban Chính sách", date=PartialDate(2025, 8)),
            "Công văn của Ban Chính sách",
            "Công văn của Ban Chính sách, tháng 8/2025",
        ),
        (
            DocumentInfo("kế hoạch", issuer="Ban Thường vụ Huyện ủy", date=PartialDate(2023)),
            "Kế hoạch của Ban Thường vụ Huyện ủy",
            "Kế hoạch của Ban Thường vụ Huyện ủy, năm 2023",
        ),
        (DocumentInfo("thông báo", title="Nghỉ lễ"), "Thông báo “Nghỉ lễ”", "Thông báo “Nghỉ lễ”"),
        (DocumentInfo("đề cương"), "Đề cương", "Đề cương"),
    ],
)
def test_a_document_is_named_by_what_is_known(info: DocumentInfo, name: str, dated: str) -> None:
    assert (cite.name(info), cite.dated(info)) == (name, dated)


def test_a_long_title_is_cut_between_words() -> None:
    name = cite.name(DocumentInfo("báo cáo", title="kết quả " * 20))
    assert name.endswith("kết quả …”")
    assert len(name) < 110


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("2.4", "mục 2.4"),
        ("III.2", "mục III.2"),
        ("IV", "mục IV"),
        ("Điều 5", "Điều 5"),
        ("Điều 5.2", "khoản 2 Điều 5"),
        ("Điều 5.2.a", "điểm a khoản 2 Điều 5"),
        ("Điều 5a.2.đ", "điểm đ khoản 2 Điều 5a"),
        ("3 -2", "mục 3, gạch đầu dòng thứ 2"),
        ("3 -2 +1", "mục 3, gạch đầu dòng thứ 2, ý thứ 1"),
        (" -4", "gạch đầu dòng thứ 4"),
        ("Chương II", "Chương II"),
        ("", "phần đầu văn bản"),
    ],
)
def test_a_place_is_named_as_officials_write_it(label: str, place: str) -> None:
    assert cite.section(label) == place


def test_blocks_outside_sections_have_names() -> None:
    document = plan()
    assert cite.place_of(document, 0) == "phần đầu văn bản"
    assert cite.place_of(document, document.text.index("Giảm 04")) == "mục I.2, gạch đầu dòng thứ 1"
    assert cite.place_of(document, document.text.index("Lê Thị Hoa")) == "phần ký, nơi nhận"


def test_the_administrative_form_says_that_a_summary_is_one(index: Index) -> None:
    by_number = {document.info.number: document for document in index.documents}
    assert cite.administrative(by_number["62-KL/TW"], "mục 2.5") == (
        "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.5"
    )
    assert cite.administrative(by_number["19-NQ/TW"], "") == (
        "Nghị quyết số 19-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII "
        "(theo bản tóm tắt, chưa đối chiếu nguyên văn)"
    )
