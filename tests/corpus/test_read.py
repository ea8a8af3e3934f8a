"""Bytes become text, or a reason a person understands."""

import pytest

from corpus.errors import TrolyError
from corpus.read import read_text

TEXT = "Nghị quyết số 19-NQ/TW về đơn vị sự nghiệp công lập.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert read_text(TEXT.encode(encoding), "a.txt").lstrip("\ufeff") == TEXT


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "tệp trống"),
        (b" \n\f\n", "a.txt", "tệp không có nội dung"),
        (b"%PDF-1.7 ...", "a.txt", "PDF"),
        (b"PK\x03\x04....", "a.docx", "Word, Excel"),
        (b"\xd0\xcf\x11\xe0....", "a.doc", "đời cũ"),
        (TEXT.encode(), "a.xyz", "chưa đọc được loại tệp “.xyz”"),
        (TEXT.encode(), "a", "không có đuôi"),
        ("Cộng\x00 hòa".encode(), "a.txt", "không phải là văn bản"),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam".encode("latin-1"), "a.txt", "TCVN3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam".encode("latin-1"), "a.txt", "VNI"),
        (b"plain \xff\xfe\x81 bytes", "a.txt", "bảng mã cũ hoặc không rõ;"),
        (b"\xff\xfea\x00\x00\xd8", "a.txt", "tệp bị hỏng"),
    ],
)
def test_reasons(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(TrolyError) as error:
        read_text(data, name)
    assert reason in str(error.value)


def test_markdown_is_text_too() -> None:
    assert read_text(b"# A", "A.MD") == "# A"
