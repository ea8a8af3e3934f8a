"""The fixed parts of an official document: what stands before its text and what stands after it."""

import re

from docx.document import Document as WordDocument
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from assistant.word.canvas import CENTER, LEFT, columns, line, rule, thin, write
from assistant.word.layout import Face, Layout
from assistant.word.letterhead import Letterhead
from assistant.word.measure import balanced, width
from corpus.names import AREAS
from prompts import say

ROOM = "\u00a0" * 8  # left for a number that is not known yet
_PLACE = re.compile(rf"\s(?=(?:{'|'.join(AREAS)})\s)", re.IGNORECASE)
_MARGIN_OF_TITLE = 4  # mm at least on both sides
_BEFORE_TITLE, _BEFORE_BLOCK = 18, 12  # pt


def front(document: WordDocument, layout: Layout, letterhead: Letterhead, subject: str) -> None:
    """Issuer and nation (or Party), number, place and date, kind and subject, and whom it is addressed to."""
    thin(document)
    left, right = layout.issuer_column, layout.page.text_width - layout.issuer_column
    names, details = columns(document, left, right, rows=2).rows
    _issuer(names.cells[0], layout, letterhead, left)
    _nation(names.cells[1], layout, right)
    faces = layout.faces
    line(details.cells[0], number_line(layout, letterhead), faces.number, before=2)
    dated = letterhead.date or say("van-ban-word", "undated")
    if width(f"{letterhead.place}, {dated}", faces.date.size) > right:
        dated = dated.replace(" ", "\u00a0")  # the line ends after the place
    line(details.cells[1], f"{letterhead.place}, {dated}", faces.date, before=2)
    title(document, layout, letterhead.kind, subject)
    _addressees(document, layout, letterhead.addressees)


def title(document: WordDocument, layout: Layout, kind: str, subject: str) -> None:
    """The kind of document and its subject with the rule below it."""
    faces = layout.faces
    line(document, kind, faces.kind, before=_BEFORE_TITLE, keep=True)
    if subject:
        across = layout.page.text_width
        balance(line(document, subject, faces.subject, keep=True), subject, faces.subject, across)
        rule(document, subject, faces.subject, layout.subject_rule, across=across, keep=True)
    line(document, "", faces.body)


def balance(paragraph: Paragraph, words: str, face: Face, across: float) -> None:
    """Indents a centred title on both sides so that its lines are about equally long."""
    written, widest = paragraph.paragraph_format, across - 2 * _MARGIN_OF_TITLE
    written.left_indent = written.right_indent = Mm((across - balanced(words, face.size, widest)) / 2)


def back(document: WordDocument, layout: Layout, letterhead: Letterhead) -> None:
    """The recipients on the left and who signs on the right, on the page where the text ends."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    faces = layout.faces
    left, right = layout.recipients_column, layout.page.text_width - layout.recipients_column
    recipients, signature = columns(document, left, right).rows[0].cells
    line(recipients, say("van-ban-word", "recipients"), faces.recipients_label, align=LEFT, before=_BEFORE_BLOCK)
    for words in listed(letterhead.recipients, layout.recipient_end):
        line(recipients, f"- {words}", faces.recipients, align=LEFT)
    before = float(_BEFORE_BLOCK)
    for words, face in (
        *((words, faces.authority) for words in letterhead.authority),
        *((words, faces.post) for words in letterhead.post),
    ):
        line(signature, words, face, before=before)
        before = 0
    line(signature, letterhead.signer, faces.signer, before=layout.signature_space)


def number_line(layout: Layout, letterhead: Letterhead, *, room: str = ROOM) -> str:
    """``Số: 12/BC-UBND``; while there is no number, ``room`` stands in its place."""
    values = {"{number}": letterhead.number or room, "{symbol}": letterhead.symbol}
    words = layout.number
    for name, value in values.items():
        words = words.replace(name, value)
    return words


def listed(words: tuple[str, ...], end: str) -> tuple[str, ...]:
    """Lines of a list with the sign at their ends, the last one with a full stop."""
    return tuple(f"{one.rstrip(' .;,')}{end if place < len(words) else '.'}" for place, one in enumerate(words, 1))


def _issuer(cell: _Cell, layout: Layout, letterhead: Letterhead, across: float) -> None:
    faces = layout.faces
    for words in _parted(letterhead.superior, faces.superior, across):
        line(cell, words, faces.superior)
    lines = _parted(letterhead.issuer, faces.issuer, across)
    for words in lines:
        line(cell, words, faces.issuer)
    if lines:
        rule(cell, lines[-1], faces.issuer, layout.issuer_rule, across=across)


def _parted(names: tuple[str, ...], face: Face, across: float) -> list[str]:
    """The names; one too long for a line continues on the next with the place ("Thành ủy", "Thành phố Huế")."""
    lines: list[str] = []
    for words in names:
        long = width(words.upper() if face.upper else words, face.size) > across
        lines += _PLACE.split(words, maxsplit=1) if long else [words]
    return lines


def _nation(cell: _Cell, layout: Layout, across: float) -> None:
    faces = layout.faces
    line(cell, layout.head, faces.head)
    rule(cell, layout.head, faces.head, layout.head_rule, across=across)
    if layout.motto:
        line(cell, layout.motto, faces.motto)
        rule(cell, layout.motto, faces.motto, layout.motto_rule, across=across)


def _addressees(document: WordDocument, layout: Layout, addressees: tuple[str, ...]) -> None:
    """One addressee on the line of Kính gửi; several below each other, their dashes in line."""
    if not addressees:
        return
    face, dear = layout.faces.addressee, say("van-ban-word", "dear")
    if len(addressees) == 1:
        line(document, f"{dear} {addressees[0]}", face, align=CENTER)
    else:
        left, tab = Mm(layout.page.text_width / 3), Mm(layout.page.text_width / 6)
        for place, words in enumerate(listed(addressees, ";")):
            paragraph = line(document, "" if place else dear, face, align=LEFT)
            paragraph.add_run("\t")
            write(paragraph, f"- {words}", face)
            written = paragraph.paragraph_format
            written.left_indent, written.first_line_indent = left, -tab
            written.tab_stops.add_tab_stop(left)
    line(document, "", layout.faces.body)
