"""What a responder says before it is verified and numbered: quotes, points, blocks."""

from dataclasses import dataclass

from corpus.document import Document


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a document's canonical text."""

    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Point:
    """One statement with the quotes that carry it; without quotes it is about the assistant, not the sources."""

    text: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Points under one lead-in ("Theo Kết luận số 62-KL/TW, mục 2.4:"); ``note`` is an uncited remark below.

    ``verdict`` ("Có.", "Chưa.") stands before the lead. ``listed`` shows the points as bullets, ``flowing`` as one
    paragraph; otherwise several are bullets, one is a line.
    """

    points: tuple[Point, ...]
    lead: str = ""
    note: str = ""
    listed: bool = False
    flowing: bool = False
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """Blocks to show, or a refusal: ``refusal`` is its wording and ``blocks`` is then empty."""

    blocks: tuple[Block, ...] = ()
    refusal: str = ""
