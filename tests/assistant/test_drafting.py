"""``troly draft``: outlines from files and documents, JSON, Word, clear errors, and a killed run that goes on."""

import json
import zipfile
from pathlib import Path

import pytest

from assistant import drafting
from assistant.cli import main
from assistant.draft import write
from assistant.draft.report import SectionDraft
from index import sync
from tests.assistant.conftest import DOCUMENTS

PLACE = ["--locality", "tỉnh Bình Sơn"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the index of the shipped corpus."""
    data = tmp_path_factory.mktemp("data")
    sync.update(DOCUMENTS, data)
    return data


@pytest.fixture(autouse=True)
def data(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder, used by every command."""
    monkeypatch.setenv("TROLY_DATA", str(built))
    return built


def drafted(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, object]:
    """The JSON of a draft."""
    assert main(["draft", *PLACE, "--json", *args]) == 0
    shown: dict[str, object] = json.loads(capsys.readouterr().out)
    return shown


def labels(shown: dict[str, object]) -> list[str]:
    """The labels of a draft's items."""
    assert isinstance(shown["items"], list)
    return [item["label"] for item in shown["items"]]


def test_a_part_is_drafted_with_the_heading_over_it(capsys: pytest.CaptureFixture[str]) -> None:
    shown = drafted(capsys, "--section", "4.2", "--section", "V.1")
    assert labels(shown) == ["IV", "IV.2", "V", "V.1"]
    assert shown["locality"] == "tỉnh Bình Sơn"
    assert labels(drafted(capsys, "--section", "V")) == ["V", "V.1", "V.2", "V.3", "V.4"]


def test_without_json_the_draft_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", *PLACE, "--section", "IV.3"]) == 0
    out = capsys.readouterr().out
    assert "### IV.3. Nguyên nhân của kết quả đạt được" in out
    assert "## Phiếu đề nghị cung cấp số liệu" in out


def test_an_outline_may_be_a_file_or_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "đề cương.txt"
    path.write_text("I. Kết quả tinh giản biên chế\nII. Kiến nghị", "utf-8")
    assert labels(drafted(capsys, "--outline", str(path))) == ["I", "II"]
    document = "2025-08_cong-van_ban-chinh-sach-chien-luoc-trung-uong_de-cuong-bao-cao.txt#2"
    assert len(labels(drafted(capsys, "--outline", document))) == 21


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--section", "X"], "troly: Đề cương không có mục “X”. Các mục có: I, I.1"),
        (["--outline", "khong-co.txt"], "troly: Không thấy tệp đề cương khong-co.txt. Hãy kiểm tra đường dẫn."),
        (["--outline", "99/QĐ-TTg"], "troly: Không có văn bản nào là “99/QĐ-TTg” trong kho"),
        (["--figures", "khong-co.csv"], "troly: Không đọc được tệp số liệu khong-co.csv"),
        (["--docx", "/khong/co/a.docx"], "troly: Không có thư mục để ghi /khong/co/a.docx. Hãy tạo thư mục trước."),
        (["--json", "--docx", "a.docx"], "troly: Lệnh chưa đúng: tham số --docx không dùng cùng --json."),
    ],
)
def test_what_is_wrong_is_told_in_one_line(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", *PLACE, *args]) == 2
    error = capsys.readouterr().err
    assert error.startswith(message)
    assert error.count("\n") == 1


def test_a_word_file_is_written_whole_for_a_known_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bao-cao.docx"
    assert main(["draft", *PLACE, "--section", "IV", "--docx", str(path)]) == 0
    assert "Đã ghi dự thảo vào" in capsys.readouterr().err
    with zipfile.ZipFile(path) as word:
        assert "Hạn chế, yếu kém" in word.read("word/document.xml").decode()
    assert list(tmp_path.iterdir()) == [path]
    assert main(["draft", "--locality", "xứ Nẫu", "--docx", str(path)]) == 2
    assert "Chưa nhận ra nơi lập báo cáo “xứ Nẫu”" in capsys.readouterr().err


def test_a_killed_run_goes_on_where_it_was(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = drafted(capsys, "--section", "II", "--section", "IV")
    made: list[str] = []

    def counting(*args: object, **options: object) -> SectionDraft:
        if len(made) == 4:
            raise KeyboardInterrupt
        section = write.draft_item(*args, **options)  # type: ignore[arg-type]
        made.append(section.label)
        return section

    monkeypatch.setattr(drafting, "draft_item", counting)
    assert main(["draft", *PLACE, "--json", "--section", "II", "--section", "IV"]) == 130
    (kept,) = (data / "drafting").iterdir()
    with kept.open("a", encoding="utf-8") as file:
        file.write('{"label": "IV.2", "heading": "cut sho')  # what a kill in the middle of a write leaves
    capsys.readouterr()
    made.clear()
    assert main(["draft", *PLACE, "--json", "--section", "II", "--section", "IV"]) == 0
    captured = capsys.readouterr()
    assert "Tiếp tục lần chạy trước: đã có 4/6 mục." in captured.err
    assert made == ["IV.2", "IV.3"]
    again = json.loads(captured.out)
    assert {**again, "seconds": 0} == {**whole, "seconds": 0}
    assert list((data / "drafting").iterdir()) == []
