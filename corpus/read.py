"""Reading one file: which reader its content needs, and what to say when there is none.

``READERS`` is the dispatch: a suffix and the function that turns bytes into raw text (lines, ``\\f`` between
pages). A reader raises TrolyError with the reason when the bytes are not what the suffix says.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from corpus.errors import TrolyError
from corpus.txt import decode

READERS: Mapping[str, Callable[[bytes], str]] = {".txt": decode, ".text": decode, ".md": decode, ".markdown": decode}

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word, Excel hoặc tệp nén"),
    (b"\xd0\xcf\x11\xe0", "Word, Excel đời cũ"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"{\\rtf", "RTF"),
)


def content_type(data: bytes) -> str | None:
    """What the first bytes say a file is (Vietnamese name), or None when they say nothing."""
    return next((name for signature, name in _SIGNATURES if data.startswith(signature)), None)


def read_text(data: bytes, name: str) -> str:
    """The raw text of a file's bytes. Raises TrolyError with a Vietnamese reason when it cannot be read."""
    kind = content_type(data)
    suffix = PurePath(name).suffix.lower()
    if not data:
        raise TrolyError("tệp trống")
    if kind:
        raise TrolyError(f"chưa đọc được loại tệp này ({kind}); hãy lưu thành văn bản .txt hoặc .md (UTF-8)")
    if suffix not in READERS:
        known = ", ".join(READERS)
        raise TrolyError(f"chưa đọc được loại tệp “{suffix or 'không có đuôi'}”; các loại đọc được: {known}")
    return READERS[suffix](data)
