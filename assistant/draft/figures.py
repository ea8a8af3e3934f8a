"""The drafter's own figures: read from a spreadsheet, and put where a draft waits for them.

A file has a header line and the columns mục, chỉ tiêu, số liệu, đơn vị tính, nguồn (item, indicator, value, unit,
source), in any order, with or without accents; the last two may be absent.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from assistant.draft.report import DataRequest, Figure, Outline
from assistant.outline import item as outline_item
from corpus.errors import TrolyError
from corpus.txt import decode
from index.vietnamese import QUESTION_WORDS, fold, key, words
from prompts import say

_COLUMNS: dict[str, tuple[str, ...]] = {
    "item": ("item", "muc", "muc de cuong", "ma muc", "nhan", "label", "phan"),
    "indicator": ("indicator", "chi tieu", "ten chi tieu", "noi dung", "chi so", "figure", "name"),
    "value": ("value", "so lieu", "gia tri", "so luong", "ket qua", "so"),
    "unit": ("unit", "don vi tinh", "dvt", "don vi"),
    "source": ("source", "nguon", "nguon so lieu", "don vi cung cap", "noi cung cap", "co quan cung cap"),
}
_NEEDED = ("item", "indicator", "value")
_NAMES = {"item": "mục", "indicator": "chỉ tiêu", "value": "số liệu"}
_LIKE = 0.5  # of the words of an indicator that a request must have for the figure to be what it asks for

Row = tuple[int, list[str]]


def read_figures(path: Path) -> tuple[Figure, ...]:
    """The figures of an .xlsx or .csv file, in order. Raises TrolyError, with the line, for what is wrong in it."""
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise TrolyError(f"Tệp số liệu {path.name} phải là .xlsx hoặc .csv. Hãy lưu lại ở một trong hai dạng này.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TrolyError(f"Không đọc được tệp số liệu {path}: {error.strerror}. Hãy kiểm tra đường dẫn.") from error
    rows = list(_excel_rows(data, path.name) if suffix == ".xlsx" else _csv_rows(data, path.name))
    if not rows:
        raise TrolyError(f"Tệp số liệu {path.name} không có dòng nào. Hãy ghi dòng tên cột và các dòng số liệu.")
    columns = _columns(rows[0], path.name)
    figures = tuple(_figure(row, columns, path.name) for row in rows[1:])
    if not figures:
        raise TrolyError(f"Tệp số liệu {path.name} chỉ có dòng tên cột. Hãy thêm các dòng số liệu.")
    return figures


def checked(outline: Outline, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures with the labels the outline has. Raises TrolyError for a figure of an item that is not there."""
    return tuple(Figure(outline_item(outline, f.item).label, f.indicator, f.value, f.unit, f.source) for f in figures)


def shown(figure: Figure) -> str:
    """A figure as a sentence gives it: "Số đơn vị năm 2025: 312 đơn vị"."""
    return say("soan-thao", "figure", indicator=figure.indicator, value=f"{figure.value} {figure.unit}".strip())


def sources(figures: Sequence[Figure]) -> str:
    """Where figures come from, in brackets; always said, for they are no citation of the corpus."""
    names = dict.fromkeys(f.source for f in figures if f.source)
    if not names:
        return say("soan-thao", "figure-own")
    return say("soan-thao", "figure-source", source="; ".join(names))


def matched(figures: Sequence[Figure], requests: Sequence[DataRequest]) -> list[tuple[Figure, int | None]]:
    """Each figure with the request (an index) that it answers best; None where it answers none."""
    return [(figure, _best(figure, requests)) for figure in figures]


def _best(figure: Figure, requests: Sequence[DataRequest]) -> int | None:
    asked = _content(figure.indicator)
    scored = [(len(asked & _content(r.what)) / max(1, len(asked)), -i) for i, r in enumerate(requests)]
    share, place = max(scored, default=(0.0, 0))
    return -place if share >= _LIKE else None


def _content(text: str) -> frozenset[str]:
    return frozenset(k for w in words(text) if (k := key(w)) not in QUESTION_WORDS and not k.isdecimal())


def _columns(header: Row, name: str) -> dict[str, int]:
    number, cells = header
    folded = [" ".join(re.findall(r"[a-z0-9]+", fold(cell))) for cell in cells]
    found: dict[str, int] = {}
    for column, names in _COLUMNS.items():
        at = next((folded.index(n) for n in names if n in folded), None)
        if at is not None and at not in found.values():
            found[column] = at
    lacking = [f"“{_NAMES[c]}”" for c in _NEEDED if c not in found]
    if lacking:
        raise TrolyError(
            f"{name}, dòng {number}: thiếu cột {', '.join(lacking)}. Dòng đầu phải ghi tên cột: mục, chỉ tiêu, "
            f"số liệu, đơn vị tính, nguồn."
        )
    return found


def _figure(row: Row, columns: dict[str, int], name: str) -> Figure:
    number, cells = row
    values = {c: cells[at].strip() if at < len(cells) else "" for c, at in columns.items()}
    for column in _NEEDED:
        if not values[column]:
            raise TrolyError(f"{name}, dòng {number}: ô “{_NAMES[column]}” còn trống. Hãy điền rồi chạy lại.")
    return Figure(**values)


def _csv_rows(data: bytes, name: str) -> Iterator[Row]:
    try:
        text = decode(data)
    except TrolyError as error:
        raise TrolyError(f"Tệp số liệu {name}: {error}. Hãy lưu lại tệp rồi chạy lại.") from error
    first = text.split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=mark, strict=True)
        for cells in reader:
            if any(c.strip() for c in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise TrolyError(
            f"{name}, dòng {reader.line_num}: không đúng dạng .csv ({error}). Hãy sửa dòng này."
        ) from error


def _excel_rows(data: bytes, name: str) -> Iterator[Row]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except (
        InvalidFileException,
        BadZipFile,
        ParseError,
        OSError,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
    ) as error:
        raise TrolyError(
            f"Không mở được tệp số liệu {name}. Hãy mở bằng chương trình bảng tính và lưu lại dạng .xlsx."
        ) from error
    yield from ((number, cells) for number, cells in enumerate(rows, 1) if any(c.strip() for c in cells))


def _cell(value: Any) -> str:
    """A cell as a Vietnamese text writes it: 1234.5 is "1.234,5"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, (int, float)):
        whole = float(value).is_integer()
        written = f"{value:,.0f}" if whole else f"{value:,.6f}".rstrip("0")
        return written.translate(str.maketrans(",.", ".,"))
    return str(value)
