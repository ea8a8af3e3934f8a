"""The pages of a PDF: where words stand, in which font and how large."""

import ctypes
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

_MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a page: their edges in millimetres from the left and the top, size in points, font."""

    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        """Halfway between the left and the right edge."""
        return (self.left + self.right) / 2


class Sheet:
    """One page; lengths in millimetres."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        width, self._height = page.get_size()
        self.width, self.height = width * _MM, self._height * _MM
        self._page = page  # a text page does not keep its page alive
        self._text = page.get_textpage()
        self.text: str = self._text.get_text_range()

    def find(self, words: str) -> Words:
        """Where words stand that are on the page, on one line, exactly as given."""
        place = self._text.search(words, match_case=True).get_next()
        assert place is not None, f"{words!r} is not in {self.text!r}"
        first, count = place
        boxes = [self._text.get_charbox(i) for i in range(first, first + count) if not words[i - first].isspace()]
        flags = ctypes.c_int()
        length = raw.FPDFText_GetFontInfo(self._text, first, None, 0, flags)
        name = ctypes.create_string_buffer(length)
        raw.FPDFText_GetFontInfo(self._text, first, name, length, flags)
        return Words(
            left=min(box[0] for box in boxes) * _MM,
            right=max(box[2] for box in boxes) * _MM,
            top=(self._height - max(box[3] for box in boxes)) * _MM,
            bottom=(self._height - min(box[1] for box in boxes)) * _MM,
            size=raw.FPDFText_GetFontSize(self._text, first),
            font=name.value.decode(),
        )

    def top(self) -> float:
        """How far the highest letter stands from the upper edge."""
        edges = [self._text.get_charbox(i)[3] for i in range(self._text.count_chars())]
        return (self._height - max(edges)) * _MM


def sheets(path: Path) -> list[Sheet]:
    """Every page of a PDF."""
    pdf = pypdfium2.PdfDocument(path)
    return [Sheet(pdf[number]) for number in range(len(pdf))]
