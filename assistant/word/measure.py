"""How wide words are in bold Times: rules get their length from it, titles lines of a length."""

import unicodedata

# Widths of Times-Bold in thousandths of the size (Adobe's font metrics, shared by Times New Roman and Liberation
# Serif). Vietnamese marks do not widen a letter; what is not listed counts as 500.
_WIDTHS = {
    250: " .,",
    278: "il/",
    333: "fjt-():;",
    389: "sI",
    444: "rcez",
    556: "bdhknpquSđ",
    611: "PF",
    667: "BELTZ",
    722: "wACDNRUVXYĐ",
    778: "GHKOQ",
    833: "m",
    944: "M",
    1000: "W",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_SLACK = 1.0  # mm: another program's letters may be a little wider
_MM_PER_POINT = 25.4 / 72


def width(words: str, size: float) -> float:
    """Millimetres that ``words`` take on one line in bold letters of ``size`` points."""
    letters = (letter for letter in unicodedata.normalize("NFD", words) if not unicodedata.combining(letter))
    return sum(_WIDTH.get(letter, 500) for letter in letters) / 1000 * size * _MM_PER_POINT


def balanced(words: str, size: float, across: float) -> float:
    """The narrowest width that takes no more lines than ``across`` does, so that a title's lines are of a length."""
    lines = _lines(words, size, across)
    narrow, wide = across / 2, across
    while wide - narrow > _SLACK:
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if _lines(words, size, middle) == lines else (middle, wide)
    return min(across, wide + _SLACK)


def _lines(words: str, size: float, across: float) -> int:
    """How many lines words fill; only ordinary spaces part them."""
    space, filled, lines = width(" ", size), 0.0, 1
    for word in words.split(" "):
        taken = width(word, size)
        if filled and filled + space + taken > across:
            lines, filled = lines + 1, 0.0
        filled += taken + (space if filled else 0)
    return lines
