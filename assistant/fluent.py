"""A model's statements laid out as it wrote them, each kept with the document it comes from.

What a locality reports is never read as another's or as everyone's: a run of statements from its document opens with
that document's name.
"""

from collections.abc import Sequence
from itertools import groupby

from assistant import cite
from assistant.reply import Block, Point
from assistant.told import Told
from corpus.document import Document
from index.vietnamese import fold
from prompts import say


def laid_out(points: Sequence[tuple[Told, Point]]) -> tuple[Block, ...]:
    """Paragraphs and lists, in the model's order; summaries are said to be ones below the last."""
    blocks: list[Block] = []
    for (listed, _, source), run in groupby(points, key=_place):
        told = list(run)
        held = tuple(point for _, point in told)
        lead = _lead(held[0]) if source else ""
        flowing = not listed and told[0][0].paragraph == told[-1][0].paragraph
        blocks.append(Block(held, lead=lead, listed=listed, flowing=flowing))
    summaries = {q.document.id: q.document for _, p in points for q in p.quotes if not q.document.info.verbatim}
    notes = [say("tra-loi", "summary-note", document=cite.name(d.info)) for d in summaries.values()]
    if blocks and notes:
        last = blocks[-1]
        blocks[-1] = Block(last.points, last.lead, " ".join(notes), last.listed, last.flowing)
    return tuple(blocks)


def _place(row: tuple[Told, Point]) -> tuple[bool, int, str]:
    """What stands in one block: the items of a list, the sentences of a paragraph, those of one local document."""
    told, point = row
    local = [q.document for q in point.quotes if q.document.info.level not in (None, "trung ương")]
    return told.listed, -1 if told.listed or local else told.paragraph, local[0].id if local else ""


def _lead(point: Point) -> str:
    document = next(q.document for q in point.quotes if q.document.info.level not in (None, "trung ương"))
    return "" if _names(point.text, document) else say("tra-loi", "lead-whole", document=cite.name(document.info))


def _names(text: str, document: Document) -> bool:
    """Whether a statement itself says whose document it is about."""
    info = document.info
    own = [info.locality and info.locality.split(",")[0], info.number, info.issuer]
    return any(name and fold(name) in fold(text) for name in own)
