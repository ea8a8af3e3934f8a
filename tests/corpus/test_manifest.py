"""The manifest: what it gives, and errors that name the file and the line."""

from pathlib import Path

import pytest

from corpus.document import PartialDate
from corpus.errors import TrolyError
from corpus.manifest import read_manifest


def written(folder: Path, text: str) -> Path:
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    return folder


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}


def test_values(tmp_path: Path) -> None:
    text = (
        '[[document]]\nfile = "a.txt"\nlevel = "tỉnh"\ndate = 2023-10-02\n\n'
        '[[document]]\nfile = "a.txt"\npart = 2\nverbatim = false\ndate = "2025-08"\nissuer = "Sở Nội vụ"\n'
    )
    assert read_manifest(written(tmp_path, text)) == {
        "a.txt": {
            1: {"level": "tỉnh", "date": PartialDate(2023, 10, 2)},
            2: {"verbatim": False, "date": PartialDate(2025, 8), "issuer": "Sở Nội vụ"},
        }
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[document]]\nfile = "a.txt"\n\ntitel = "x"\n', "manifest.toml, dòng 4: trường “titel” không có trường này"),
        ('[[document]]\nfile = "a.txt"\nlevel = "phường"\n', "manifest.toml, dòng 3: trường “level” phải là một trong"),
        ('[[document]]\nlevel = "xã"\n', "manifest.toml, dòng 1: thiếu trường “file”"),
        ('[[document]]\nfile = "a.txt"\ndate = "tháng 8"\n', "manifest.toml, dòng 3: trường “date” phải có dạng"),
        ('[[document]]\nfile = "a.txt"\nverbatim = "no"\n', "manifest.toml, dòng 3: trường “verbatim” phải là true"),
        ('[[document]]\nfile = "a.txt"\npart = 0\n', "manifest.toml, dòng 3: trường “part” phải là số nguyên"),
        ('[[document]]\nfile = "a.txt"\nkind = ""\n', "manifest.toml, dòng 3: trường “kind” phải là chuỗi"),
        ('[[document]]\nfile = "a"\n[[document]]\nfile = "a"\n', "manifest.toml, dòng 3: “a” phần 1 đã được khai báo"),
        ('[documents]\nfile = "a"\n', "manifest.toml, dòng 1: trường “documents” chỉ có các bảng"),
        ("[[document]\n", "manifest.toml sai cú pháp TOML"),
    ],
)
def test_errors_name_file_line_and_field(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TrolyError) as error:
        read_manifest(written(tmp_path, text))
    assert str(error.value).startswith(message)


def test_a_manifest_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_bytes("[[document]]\nfile = 'Số'".encode("utf-16"))
    with pytest.raises(TrolyError, match=r"manifest\.toml"):
        read_manifest(tmp_path)
