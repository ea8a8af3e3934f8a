"""``troly draft`` with Word files: an outline read from one, a report written as one."""

from pathlib import Path

import docx
import pytest

from assistant.cli import main
from tests.assistant.word.sample import DOCUMENTS, W, tree
from tests.assistant.word.sample import words as text_of


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TROLY_DOCUMENTS", str(DOCUMENTS))
        patch.setenv("TROLY_DATA", str(folder))
        assert main(["index"]) == 0
    return folder


@pytest.fixture(autouse=True)
def here(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped documents, indexed; relative paths are in a folder of the test's own."""
    monkeypatch.setenv("TROLY_DOCUMENTS", str(DOCUMENTS))
    monkeypatch.setenv("TROLY_DATA", str(data))
    monkeypatch.chdir(tmp_path)


def test_a_report_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "bao-cao.docx"
    assert main(["draft", "--section", "IV.2", "--locality", "tỉnh Quảng Ngãi", "--docx", str(written)]) == 0
    assert f"Đã ghi dự thảo vào {written}." in capsys.readouterr().err
    shown = [paragraph.text for paragraph in docx.Document(str(written)).paragraphs]
    assert "IV. ĐÁNH GIÁ CHUNG" in shown
    assert "2. Hạn chế, yếu kém" in shown
    notes = tree(written.read_bytes(), "word/footnotes.xml").findall(f"{W}footnote")[2:]
    assert any("Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục" in text_of(note) for note in notes)


def test_a_party_report_without_notes(tmp_path: Path) -> None:
    written = tmp_path / "bao-cao.docx"
    place = ["--locality", "xã Sơn Mai, tỉnh Quảng Ngãi"]
    assert main(["draft", "--section", "V.1", *place, "--party", "--without-notes", "--docx", str(written)]) == 0
    first = docx.Document(str(written)).tables[0].rows[0].cells
    assert [paragraph.text for paragraph in first[0].paragraphs] == [
        "ĐẢNG BỘ TỈNH QUẢNG NGÃI",
        "ĐẢNG ỦY XÃ SƠN MAI",
        "*",
    ]
    assert b"footnote" not in written.read_bytes()


def test_a_report_of_no_place_leaves_its_name_open(tmp_path: Path) -> None:
    written = tmp_path / "bao-cao.docx"
    assert main(["draft", "--section", "V.1", "--docx", str(written)]) == 0
    first = docx.Document(str(written)).tables[0].rows[0].cells
    assert [paragraph.text for paragraph in first[0].paragraphs][:2] == ["ỦY BAN NHÂN DÂN", "…"]


def test_an_outline_is_read_from_a_word_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = docx.Document()
    document.add_heading("Đề cương báo cáo kết quả thực hiện Kết luận số 62-KL/TW", 0)
    for words, level in (("Tình hình chung", 1), ("Hạn chế, yếu kém và nguyên nhân", 2), ("Kiến nghị", 1)):
        document.add_heading(words, level)
    document.save(str(tmp_path / "de-cuong.docx"))
    assert main(["draft", "--outline", "de-cuong.docx", "--locality", "tỉnh Quảng Ngãi"]) == 0
    shown = capsys.readouterr().out
    assert "ết quả thực hiện Kết luận số 62-KL/TW" in shown
    assert "## I. Tình hình chung" in shown
    assert "### I.1. Hạn chế, yếu kém và nguyên nhân" in shown
    assert "## II. Kiến nghị" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--docx", "a.docx", "--locality", "Quảng Ngãi"], "Chưa nhận ra nơi lập báo cáo “Quảng Ngãi”."),
        (
            ["--docx", "khong-co/a.docx", "--section", "V.1"],
            "Không có thư mục để ghi khong-co/a.docx. Hãy tạo thư mục trước.",
        ),
        (["--docx", "a.docx", "--json"], "không dùng cùng"),
        (["--outline", "cu.doc"], "là Word đời cũ (.doc)."),
    ],
)
def test_mistakes_are_said_in_one_sentence(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100)
    assert main(["draft", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "a.docx").exists()
