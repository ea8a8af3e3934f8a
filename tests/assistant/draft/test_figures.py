"""The drafter's own figures: read from spreadsheets, matched to what a draft waits for, marked as the office's."""

import io
from pathlib import Path

import openpyxl
import pytest

from assistant.draft.figures import checked, matched, read_figures, shown, sources
from assistant.draft.report import Brief, DataRequest, Figure, Outline
from assistant.draft.write import draft_item
from corpus.errors import TrolyError
from index.search import Index


def excel(path: Path, *rows: tuple[object, ...]) -> Path:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    path.write_bytes(held.getvalue())
    return path


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file."""
    path.write_bytes(text.encode(encoding))
    return path


UNITS = Figure("III.2", "Số đơn vị sự nghiệp công lập", "312", "đơn vị", "Sở Nội vụ")


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("Mục;Chỉ tiêu;Số liệu;Đơn vị tính;Nguồn", "utf-8-sig"),
        ("MUC,CHI TIEU,GIA TRI,DVT,NGUON SO LIEU", "utf-8"),
        ("item\tindicator\tvalue\tunit\tsource", "utf-16"),
    ],
)
def test_columns_are_known_by_any_usual_name(tmp_path: Path, header: str, encoding: str) -> None:
    mark = next(m for m in ";,\t" if m in header)
    row = mark.join(("III.2", "Số đơn vị sự nghiệp công lập", "312", "đơn vị", "Sở Nội vụ"))
    assert read_figures(csv(tmp_path / "a.csv", f"{header}\n{row}\n\n", encoding)) == (UNITS,)


def test_a_workbook_gives_numbers_as_vietnamese_texts_write_them(tmp_path: Path) -> None:
    path = excel(
        tmp_path / "a.xlsx",
        ("Nguồn", "Số liệu", "Mục", "Chỉ tiêu"),
        ("Sở Tài chính", 12345.5, "II.1", "Chi trực tiếp từ ngân sách"),
        (None, None, None, None),
        ("", 312, "III.2", "Số đơn vị"),
    )
    assert read_figures(path) == (
        Figure("II.1", "Chi trực tiếp từ ngân sách", "12.345,5", "", "Sở Tài chính"),
        Figure("III.2", "Số đơn vị", "312"),
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "Mục;Chỉ tiêu\nI;x\n", r"^a\.csv, dòng 1: thiếu cột “số liệu”\. Dòng đầu phải ghi tên cột"),
        ("a.csv", "Mục;Chỉ tiêu;Số liệu\n\nI;;3\n", r"^a\.csv, dòng 3: ô “chỉ tiêu” còn trống\. Hãy điền"),
        ("a.csv", "Mục;Chỉ tiêu;Số liệu\n", r"chỉ có dòng tên cột"),
        ("a.csv", "\n", r"^Tệp số liệu a\.csv: tệp không có nội dung\."),
        ("a.csv", ";;\n", r"a\.csv không có dòng nào"),
        ("a.csv", 'Mục;Chỉ tiêu;Số liệu\nI;"x;3\n', r"^a\.csv, dòng \d: không đúng dạng \.csv"),
        ("a.xlsx", "không phải bảng tính", r"Không mở được tệp số liệu a\.xlsx"),
        ("a.ods", "x", r"phải là \.xlsx hoặc \.csv"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(TrolyError, match=message):
        read_figures(csv(tmp_path / name, text))


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrolyError, match=r"^Không đọc được tệp số liệu .*a\.csv: "):
        read_figures(tmp_path / "a.csv")


def test_a_figure_answers_the_request_that_asks_for_it() -> None:
    requests = [
        DataRequest("số cuộc kiểm tra, giám sát", "", "", "II.3"),
        DataRequest("số đơn vị sự nghiệp công lập, chia theo lĩnh vực", "", "", "III.2"),
    ]
    other = Figure("III.2", "Số người nghỉ hưu trước tuổi", "45", "người")
    assert matched([UNITS, other], requests) == [(UNITS, 1), (other, None)]
    assert shown(UNITS) == "Số đơn vị sự nghiệp công lập: 312 đơn vị"
    assert sources([UNITS]) == "(nguồn: Sở Nội vụ)"
    assert sources([other]) == "(số liệu của đơn vị soạn thảo)"


def test_figures_fill_the_places_of_a_draft_and_stay_the_office_s_own(index: Index, outline: Outline) -> None:
    other = Figure("3.2", "Số người nghỉ hưu trước tuổi", "45", "người")
    plain = draft_item(index, outline, "III.2", Brief("tỉnh Bình Sơn"))
    filled = draft_item(index, outline, "III.2", Brief("tỉnh Bình Sơn", figures=(UNITS, other)))
    own = [s for s in filled.statements if s.origin == "office"]
    assert [s.text for s in own] == [
        "Số đơn vị sự nghiệp công lập của tỉnh Bình Sơn: Số đơn vị sự nghiệp công lập: 312 đơn vị (nguồn: Sở Nội vụ).",
        "Số người nghỉ hưu trước tuổi: 45 người (số liệu của đơn vị soạn thảo).",
    ]
    assert all(s.citations == () and s.request is None for s in own)
    assert len(filled.requests) == len(plain.requests) - 1
    assert [s.text for s in filled.statements if s.citations] == [s.text for s in plain.statements if s.citations]


def test_a_figure_of_an_item_that_is_not_there_is_refused(outline: Outline) -> None:
    assert checked(outline, [Figure("3.2", "a", "1")])[0].item == "III.2"
    with pytest.raises(TrolyError, match="Đề cương không có mục “IX”"):
        checked(outline, [Figure("IX", "a", "1")])
