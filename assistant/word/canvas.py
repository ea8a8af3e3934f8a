"""Putting words on a page: runs of a face, lines, rules under words, columns without borders."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from assistant.word.layout import Face
from assistant.word.marked import Span, legal
from assistant.word.measure import width

CENTER, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
_PADDING = 80  # twentieths of a point at the sides of a grid's cell
_CELL = 2  # points above and below the words of a grid's cell
NO_BREAK = "\u2011"
_THIN = 6  # eighths of a point: 0.75 pt, the usual line of official forms


def write(paragraph: Paragraph, words: str, face: Face) -> None:
    """Words of a face at the end of a paragraph; NO_BREAK becomes Word's hyphen that no line ends at."""
    run = paragraph.add_run()
    for place, piece in enumerate(legal(words.upper() if face.upper else words).split(NO_BREAK)):
        if place:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(piece)
    run.font.size = Pt(face.size)
    run.font.bold, run.font.italic = face.bold or None, face.italic or None
    run.font.underline = face.underline or None


def write_span(paragraph: Paragraph, span: Span) -> None:
    """A span's words in the paragraph's own face; a missing figure is highlighted."""
    run = paragraph.add_run(span.text)
    run.font.bold, run.font.italic = span.bold or None, span.italic or None
    if span.gap:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def line(
    container: WordDocument | _Cell,
    words: str,
    face: Face,
    *,
    align: WD_ALIGN_PARAGRAPH = CENTER,
    before: float = 0,
    keep: bool = False,
) -> Paragraph:
    """One paragraph of one face, ``before`` points below what stands above, kept with the next if ``keep``."""
    paragraph = _next(container)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.keep_with_next = keep or None
    write(paragraph, words, face)
    return paragraph


def rule(
    container: WordDocument | _Cell, under: str, face: Face, kind: float | str, *, across: float, keep: bool = False
) -> None:
    """What the layout wants below ``under``: a line of ``kind`` times its length, or the characters of ``kind``.

    ``across`` is the width in millimetres that the words are centred in.
    """
    if isinstance(kind, str):
        if kind:
            line(container, kind, Face(face.size), keep=keep)
        return
    words = under.upper() if face.upper else under
    length = min(width(words, face.size), across) * kind
    paragraph = line(container, "", Face(1), keep=keep, before=4)
    flatten(paragraph, 3)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(max(0.0, (across - length) / 2))
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", str(_THIN)), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def thin(document: WordDocument) -> None:
    """A paragraph that takes no room: Word wants one after a table, LibreOffice one before a table that begins a
    document (it would put an empty line there)."""
    flatten(document.add_paragraph())


def flatten(paragraph: Paragraph, height: float = 1) -> None:
    """Makes a paragraph ``height`` points high, whatever is in it."""
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)


def columns(document: WordDocument, left: float, right: float, rows: int = 1) -> Table:
    """Rows of two cells side by side without borders, ``left`` and ``right`` millimetres wide, never split."""
    table = _table(document, (left, right), rows, padding=0)
    for index in range(rows):
        _keep_whole(table, index)
    return table


def grid(document: WordDocument, widths: Sequence[float], rows: int) -> Table:
    """A table with borders whose first row is repeated on every page and whose rows are never split."""
    table = _table(document, widths, rows, padding=_PADDING)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    for index in range(rows):
        _keep_whole(table, index)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def fill(cell: _Cell, words: str, face: Face, *, align: WD_ALIGN_PARAGRAPH = LEFT) -> None:
    """The only paragraph of a cell of a grid."""
    paragraph = line(cell, words, face, align=align, before=_CELL)
    paragraph.paragraph_format.space_after = Pt(_CELL)


def _keep_whole(table: Table, row: int) -> None:
    table.rows[row]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _next(container: WordDocument | _Cell) -> Paragraph:
    """A new paragraph; in a cell the empty one it must begin with is used first."""
    if isinstance(container, _Cell) and len(container.paragraphs) == 1 and not container.paragraphs[0].runs:
        first: Paragraph = container.paragraphs[0]
        if first._p.pPr is None:
            return first
    paragraph: Paragraph = container.add_paragraph()
    return paragraph


def _table(document: WordDocument, widths: Sequence[float], rows: int, *, padding: int) -> Table:
    table: Table = document.add_table(rows, len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, millimetres in zip(table.columns, widths, strict=True):
        column.width = Mm(millimetres)
        for cell in column.cells:
            cell.width = Mm(millimetres)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(padding))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    return table
