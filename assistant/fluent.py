"""A model's statements laid out as it wrote them, each kept with the document it comes from.

What a locality reports is never read as another's or as everyone's: a run of statements from its document opens with
that document's name. What stands under a heading with a year ("Mục tiêu đến năm 2021") opens with it, so that no year's
goal is read as another's.
"""

from collections.abc import Sequence
from itertools import groupby

from assistant import cite, units
from assistant.orders import is_plain
from assistant.question import YEAR
from assistant.reply import Block, Point, Quote
from assistant.told import Told
from corpus.document import Document
from index.vietnamese import fold
from prompts import say


def laid_out(points: Sequence[tuple[Told, Point]]) -> tuple[Block, ...]:
    """Paragraphs and lists, in the model's order; summaries are said to be ones below the last."""
    blocks: list[Block] = []
    for (listed, _, lead), run in groupby(points, key=_place):
        told = list(run)
        held = tuple(point for _, point in told)
        flowing = not listed and told[0][0].paragraph == told[-1][0].paragraph
        blocks.append(Block(held, lead=lead, listed=listed, flowing=flowing))
    summaries = {q.document.id: q.document for _, p in points for q in p.quotes if not q.document.info.verbatim}
    notes = [say("tra-loi", "summary-note", document=cite.name(d.info)) for d in summaries.values()]
    if blocks and notes:
        last = blocks[-1]
        blocks[-1] = Block(last.points, last.lead, " ".join(notes), last.listed, last.flowing)
    return tuple(blocks)


def _place(row: tuple[Told, Point]) -> tuple[bool, int, str]:
    """What stands in one block: the items of a list, the sentences of a paragraph, those that need the same lead."""
    told, point = row
    lead = _lead(point)
    return told.listed, -1 if told.listed or lead else told.paragraph, lead


def _lead(point: Point) -> str:
    """What a statement lacks to be read rightly: the local document it is from, the dated heading it stands under."""
    local = next((q.document for q in point.quotes if q.document.info.level not in (None, "trung ương")), None)
    if local is not None and not _names(point.text, local):
        return say("tra-loi", "lead-whole", document=cite.name(local.info))
    heading = next((h for q in point.quotes if (h := _dated_heading(q, point.text))), "")
    return f"{heading}:" if heading else ""


def _dated_heading(quote: Quote, text: str) -> str:
    """The innermost heading with years of which the statement has none ("Mục tiêu đến năm 2021"), or ""."""
    document = quote.document
    section = document.section_at(quote.start)
    while section >= 0:
        heading = document.sections[section].heading
        years = set(YEAR.findall(heading))
        if years and units.has_heading(document, section) and is_plain(heading):
            return "" if years & set(YEAR.findall(text)) else heading.rstrip(" .:")
        section = document.sections[section].parent
    return ""


def _names(text: str, document: Document) -> bool:
    """Whether a statement itself says whose document it is about."""
    info = document.info
    own = [info.locality and info.locality.split(",")[0], info.number, info.issuer]
    return any(name and fold(name) in fold(text) for name in own)
