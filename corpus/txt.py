"""Text and Markdown files: bytes to characters, or the reason why not."""

import codecs
import re

from corpus.errors import TrolyError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TCVN3 = re.compile("[¸µ¶·¹¨¾»¼½©®ª«¬×÷]")
"""Letters of the TCVN3 fonts that no Western text has amid its words."""
_VNI = re.compile("[aeouyöôAEOUYÖÔ][ùøûõïâáàåãäêéèúüë]|ñ")
"""A vowel with its mark as a second character, as the VNI fonts write."""


def decode(data: bytes) -> str:
    """The text of a file. UTF-8 and UTF-16 (with or without a mark); raises TrolyError with the reason for others."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if len(data) >= 4 and (guess := _utf16_without_mark(data)):
        return _strict(data, guess)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TrolyError(_legacy_reason(data)) from error
    if "\x00" in text:
        raise TrolyError("tệp không phải là văn bản (có ký tự rỗng); hãy lưu lại dưới dạng văn bản UTF-8")
    return _checked(text)


def _checked(text: str) -> str:
    """``text`` if it can be a text: something in it, and next to no control characters."""
    if not text.strip("\ufeff\f \n\r\t"):
        raise TrolyError("tệp không có nội dung")
    controls = sum(c < " " and c not in "\n\r\t\f\v" for c in text)
    if controls > len(text) // 100:
        raise TrolyError("tệp không phải là văn bản (có nhiều ký tự điều khiển); hãy lưu lại dưới dạng văn bản UTF-8")
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TrolyError(
            "tệp bị hỏng: nội dung không đúng với bảng mã ghi ở đầu tệp; hãy lưu lại bằng UTF-8"
        ) from error
    return _checked(text)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows as zero bytes at every other place of plain letters and line ends."""
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    half = min(len(data), 2000) // 2
    if odd > 0.2 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.2 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _legacy_reason(data: bytes) -> str:
    text = data.decode("latin-1")
    tcvn3, vni = len(_TCVN3.findall(text)), len(_VNI.findall(text))
    known = ""
    if max(tcvn3, vni) > 0.01 * len(text):
        known = " (có vẻ là TCVN3, phông .VnTime)" if tcvn3 > vni else " (có vẻ là VNI)"
    return f"tệp dùng bảng mã cũ hoặc không rõ{known}; hãy chuyển sang Unicode UTF-8 rồi thêm lại"
