"""The annexes of a draft: the figures to ask for, and what the drafter's own office said."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument

from assistant.draft.report import DataRequest
from assistant.word.blank import BODY, new_section
from assistant.word.canvas import CENTER, JUSTIFY, LEFT, fill, grid, line, rule, thin, write
from assistant.word.form import balance, number_line
from assistant.word.layout import Face, Layout
from assistant.word.letterhead import Letterhead
from prompts import say

Row = tuple[str, ...]
_ROMAN = ("I", "II")


@dataclass(frozen=True, slots=True)
class _Annex:
    """``widths`` are parts of the text's width; a row lacks its number, which is counted."""

    title: str
    lead: str
    heads: str
    widths: tuple[float, ...]
    rows: tuple[Row, ...]


def annexes(
    document: WordDocument,
    layout: Layout,
    letterhead: Letterhead,
    *,
    requests: Sequence[DataRequest],
    office: Sequence[tuple[str, str]],
) -> None:
    """The annexes that have something to say, each on its own pages. ``office`` is (what, outline item)."""
    asked = _Annex(
        title=say("van-ban-word", "requests-title"),
        lead=say(
            "van-ban-word", "requests-lead", count=f"{len(_merged(requests)):02d}", issuer=" ".join(letterhead.issuer)
        ),
        heads=say("van-ban-word", "requests-columns"),
        widths=(0.07, 0.42, 0.18, 0.21, 0.12),
        rows=_merged(requests),
    )
    own = _Annex(
        title=say("van-ban-word", "office-title"),
        lead=say("van-ban-word", "office-lead"),
        heads=say("van-ban-word", "office-columns"),
        widths=(0.07, 0.77, 0.16),
        rows=tuple(office),
    )
    shown = [annex for annex in (asked, own) if annex.rows]
    for number, annex in zip(_ROMAN, shown, strict=False):
        new_section(document, layout)
        label = say("van-ban-word", "annex") + (f" {number}" if len(shown) > 1 else "")
        _head(document, layout, letterhead, label, annex.title)
        write(document.add_paragraph(style=BODY), annex.lead, Face(layout.faces.body.size))
        line(document, "", layout.faces.footnote)
        _table(document, layout, annex)
        thin(document)


def _merged(requests: Sequence[DataRequest]) -> tuple[Row, ...]:
    """The requests; what is asked of the same unit for several outline items is one row."""
    items: dict[tuple[str, str, str], list[str]] = {}
    for one in requests:
        items.setdefault((one.what, one.period, one.source), []).append(one.item)
    return tuple(
        (_capital(what), _capital(period), source, ", ".join(dict.fromkeys(places)))
        for (what, period, source), places in items.items()
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _head(document: WordDocument, layout: Layout, letterhead: Letterhead, label: str, title: str) -> None:
    faces = layout.faces
    line(document, label, faces.annex, keep=True)
    line(document, title, faces.annex_title, keep=True)
    number = number_line(layout, letterhead, room="…").removeprefix("Số").lstrip(": ")
    dated = (letterhead.date or say("van-ban-word", "undated")).replace(" ", "\u00a0")
    words = say(
        "van-ban-word", "annex-of",
        kind=letterhead.kind, number=number, date=dated, issuer=" ".join(letterhead.issuer),
    )  # fmt: skip
    across = layout.page.text_width
    balance(line(document, words, faces.annex_note, keep=True), words, faces.annex_note, across)
    rule(document, title, faces.annex_title, layout.subject_rule, across=across, keep=True)


def _table(document: WordDocument, layout: Layout, annex: _Annex) -> None:
    face = layout.faces.table
    heads = annex.heads.split(" | ")
    table = grid(document, [layout.page.text_width * part for part in annex.widths], len(annex.rows) + 1)
    first, *others = table.rows
    for cell, words in zip(first.cells, heads, strict=False):  # an office words the heads
        fill(cell, words, Face(face.size, bold=True), align=CENTER)
    for number, (row, values) in enumerate(zip(others, annex.rows, strict=True), 1):
        for column, (cell, words) in enumerate(zip(row.cells, (str(number), *values), strict=True)):
            outer = column in (0, len(heads) - 1)
            fill(cell, words, face, align=CENTER if outer else JUSTIFY if column == 1 else LEFT)
