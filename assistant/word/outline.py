"""The text of an outline kept as a Word file: one line a paragraph, with the numbers that Word shows."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docx import Document as open_document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from assistant.word.numbering import FORMS, Numbering, inherited, style_elements, value
from corpus.errors import TrolyError
from corpus.marks import find_mark

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, and of a .docx under a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST = 100 * 2**20  # bytes when unpacked: an outline is never this large
_NO_HEADING = 9  # Word's outline level of text that is no heading; headings have 0 to 8
_LABELS = (("upperRoman", "."), ("decimal", "."), ("lowerLetter", ")"))
_LABEL = re.compile(r"(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]?")
_WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"))
_SKIPPED = {qn(f"w:{tag}") for tag in ("del", "moveFrom", "instrText", "pPr", "rPr", "txbxContent", "sdtPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_BREAKS = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}


def outline_text(path: Path) -> str:
    """The text of a .docx, for ``assistant.outline`` to read: headings and numbered paragraphs with their labels.

    A table gives one line a row. What was deleted with tracked changes is left out. Headings that no number
    precedes, typed or automatic, in the whole file get I, 1, a by their levels. TrolyError says what to do when
    the file is no .docx, is damaged, protected or empty.
    """
    reader = _Reader(_open(path))
    lines = [line for line in reader.lines() if line.words]
    if not lines:
        raise TrolyError(f"Tệp “{path.name}” không có chữ nào. Hãy chọn tệp khác hoặc dán nội dung đề cương.")
    return "\n".join(_labelled(lines)) + "\n"


def _open(path: Path) -> WordDocument:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TrolyError(f"Không mở được tệp “{path}”. Hãy kiểm tra lại đường dẫn.") from error
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise TrolyError(f"Tệp “{path.name}” có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.")
        raise TrolyError(
            f"Tệp “{path.name}” là Word đời cũ (.doc). Hãy mở bằng Word hoặc LibreOffice, lưu thành .docx."
        )
    damaged = TrolyError(
        f"Tệp “{path.name}” hỏng hoặc không phải tệp Word (.docx). Hãy mở bằng Word, lưu lại thành .docx, hoặc dán "
        "nội dung đề cương."
    )
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST:
                raise TrolyError(f"Tệp “{path.name}” quá lớn so với một đề cương. Hãy tách riêng phần đề cương.")
        return open_document(str(path))
    except TrolyError:
        raise
    except Exception as error:  # zipfile, lxml and python-docx raise what they like on a damaged file
        raise damaged from error


class _Line(NamedTuple):
    """``level`` is that of a heading from 1; 0 for other text."""

    level: int
    words: str


class _Reader:
    """One document while its paragraphs are read in order, since a number depends on those before it."""

    def __init__(self, document: WordDocument) -> None:
        self._body: BaseOxmlElement = document.element.body
        self._styles = style_elements(document)
        self._numbering = Numbering(document)

    def lines(self, parent: BaseOxmlElement | None = None) -> Iterator[_Line]:
        """The paragraphs and table rows of the body, content controls opened."""
        for child in self._body if parent is None else parent:
            if child.tag == qn("w:p"):
                yield self._line(child)
            elif child.tag == qn("w:tbl"):
                yield from (_Line(0, self._row(row)) for row in child.iter(qn("w:tr")))
            elif child.tag in _WRAPPERS:
                yield from self.lines(child)

    def _line(self, paragraph: BaseOxmlElement) -> _Line:
        words = " ".join("".join(_pieces(paragraph)).split())
        if not words or self._in_contents(paragraph):
            return _Line(0, "")
        levels = (value(properties, "outlineLvl") for properties in inherited(paragraph, self._styles))
        level = next((level for level in levels if level is not None), _NO_HEADING)
        label = self._numbering.label(paragraph)
        return _Line(level + 1 if level < _NO_HEADING else 0, f"{label} {words}".strip())

    def _in_contents(self, paragraph: BaseOxmlElement) -> bool:
        """Whether a paragraph is an entry of a table of contents, which says every heading a second time."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._styles.get(named.get(qn("w:val"), "")) if named is not None else None
        name = style.find(qn("w:name")) if style is not None else None
        return name is not None and str(name.get(qn("w:val"), "")).lower().startswith("toc ")

    def _row(self, row: BaseOxmlElement) -> str:
        """``1 | Đặc điểm | Sở Nội vụ`` -> ``1. Đặc điểm; Sở Nội vụ``: a number alone in the first cell is a label."""
        cells = (
            " ".join(filter(None, (self._line(paragraph).words for paragraph in cell.iter(qn("w:p")))))
            for cell in row.findall(qn("w:tc"))
        )
        first, *others = [*filter(None, cells)] or [""]
        if others and _LABEL.fullmatch(first):
            return f"{first}{'' if first.endswith(('.', ')')) else '.'} {'; '.join(others)}"
        return "; ".join([first, *others])


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _pieces(child)


def _labelled(lines: list[_Line]) -> Iterator[str]:
    """The lines' words; headings get labels when the file numbers none of them."""
    headings = [line for line in lines if line.level]
    if not headings or any(find_mark(heading.words) for heading in headings):
        yield from (line.words for line in lines)
        return
    levels = [heading.level for heading in headings]
    top = min(levels)
    if levels[0] == top and levels.count(top) == 1:
        top += 1  # a single heading over all the others is the title
    counts: list[int] = []
    for line in lines:
        depth = line.level - top + 1
        if not line.level or depth < 1:
            yield line.words
            continue
        counts = [*counts[:depth], *[0] * (depth - len(counts))]
        counts[-1] += 1
        form, end = _LABELS[min(depth, len(_LABELS)) - 1]
        yield f"{FORMS[form](counts[-1])}{end} {line.words}"
