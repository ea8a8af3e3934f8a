"""``troly index``: builds, updates, tells its state."""

import json
import os
from pathlib import Path

import pytest

from assistant.cli import main
from index.embed import open_encoder
from tests.index.builders import write_corpus


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TROLY_DOCUMENTS", str(tmp_path / "documents"))
    monkeypatch.setenv("TROLY_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return write_corpus(tmp_path / "documents")


def _said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_the_first_run_builds_and_the_second_finds_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(["index"], capsys).startswith("Chỉ mục: thêm 2 tệp; 2 văn bản, ")
    assert _said(["index"], capsys).startswith("Chỉ mục: không có tệp nào thay đổi; 2 văn bản, ")


def test_changes_are_counted(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["index"])
    bao_cao = documents / "bao-cao.txt"
    bao_cao.write_text(bao_cao.read_text("utf-8").replace("Nguyễn Văn Bình", "Trần Văn Bình"), "utf-8")
    os.rename(documents / "ket-luan.txt", documents / "ket-luan-62.txt")
    assert _said(["index"], capsys).startswith("Chỉ mục: thêm 1 tệp, đổi 1 tệp, bỏ 1 tệp; 2 văn bản, ")


def test_an_unreadable_file_is_listed_and_the_rest_indexed(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (documents / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert main(["index"]) == 0
    printed = capsys.readouterr()
    assert "2 văn bản" in printed.out
    assert [line for line in printed.err.splitlines() if line.startswith("Không đọc được anh.png: ")] != []
    assert "Không đọc được anh.png: " in _said(["index", "--status"], capsys)


def test_status_tells_what_to_do(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(["index", "--status"], capsys) == "Chưa có chỉ mục. Chạy “troly index” để lập.\n"
    main(["index"])
    current = _said(["index", "--status"], capsys).splitlines()
    assert current[1:] == [
        f"Mô hình nhúng: mô hình kèm theo ({open_encoder().dimension} chiều).",
        "Chỉ mục khớp với thư mục văn bản.",
    ]
    (documents / "ket-luan.txt").unlink()
    (documents / "moi.txt").write_text("Văn bản mới.", "utf-8")
    stale = _said(["index", "--status"], capsys).splitlines()
    assert stale[2:] == [
        "Tệp mới: moi.txt",
        "Tệp đã bỏ: ket-luan.txt",
        "Có thay đổi, hãy chạy “troly index”.",
    ]


def test_status_as_json(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(_said(["index", "--status", "--json"], capsys))["manifest"] is None
    main(["index"])
    found = json.loads(_said(["index", "--status", "--json"], capsys))
    assert found["up_to_date"] is True
    assert found["manifest"]["documents"] == 2
    (documents / "ket-luan.txt").unlink()
    found = json.loads(_said(["index", "--status", "--json"], capsys))
    assert found["up_to_date"] is False


def test_update_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(_said(["index", "--json"], capsys))
    assert (found["added"], found["changed"], found["removed"], found["documents"]) == (2, 0, 0, 2)
    assert found["failed"] == []


def test_rebuild_reads_every_file_again(capsys: pytest.CaptureFixture[str]) -> None:
    main(["index"])
    before = _said(["search", "tự chủ", "--json"], capsys)
    assert "2 văn bản" in _said(["index", "--rebuild"], capsys)
    assert _said(["search", "tự chủ", "--json"], capsys) == before
