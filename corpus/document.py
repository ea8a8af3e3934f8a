"""The vocabulary of documents: what one official text is, and where its facts stand in it.

Every offset is a character index into ``Document.text`` (canonical text, NFC). Nothing here reads files.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Level = Literal["trung ương", "tỉnh", "huyện", "xã"]


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of characters of a document's canonical text."""

    start: int
    end: int


_NOWHERE = Span(0, 0)


class PartialDate(NamedTuple):
    """A date as an official text writes it: the day or the month may be left blank."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str | None:
        """``YYYY-MM-DD``, or None when the day or the month is unknown."""
        if self.month is None or self.day is None:
            return None
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    @property
    def vietnamese(self) -> str:
        """``02/10/2023``, ``tháng 8/2025`` or ``năm 2023``."""
        if self.month is None:
            return f"năm {self.year}"
        if self.day is None:
            return f"tháng {self.month}/{self.year}"
        return f"{self.day:02d}/{self.month:02d}/{self.year}"


class Evidence(NamedTuple):
    """Where one field of a ``DocumentInfo`` was read: ``field`` is the attribute's name."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What identifies a document. Unknown values are None or empty, never guessed.

    ``number`` is the full number and symbol ("62-KL/TW"); a document whose number was left blank has
    ``number=None`` and only its ``symbol`` ("CV/BCSCLTW"). ``title`` is the trích yếu.
    ``recipients`` are the lines of Nơi nhận, ``addressees`` those of Kính gửi.
    ``on_behalf`` keeps the prefix as printed ("T/M Bộ Chính trị", "K/T Chánh Văn phòng").
    ``verbatim`` is False for a summary or paraphrase, which gives way to the original of that number;
    ``superseded`` is True once the corpus holds that original.
    """

    kind: str
    number: str | None = None
    symbol: str | None = None
    title: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: PartialDate | None = None
    signer: str | None = None
    signer_role: str | None = None
    on_behalf: str | None = None
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    level: Level | None = None
    locality: str | None = None
    verbatim: bool = True
    superseded: bool = False
    evidence: tuple[Evidence, ...] = ()

    def where(self, field: str) -> tuple[Span, ...]:
        """Spans of the text the field was read from; empty when it came from the manifest."""
        return tuple(Span(e.start, e.end) for e in self.evidence if e.field == field)


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered, headed or bulleted part. Sections are stored in reading order (pre-order).

    ``label`` is the full label: "III.2", "2.4", "Điều 5", "Điều 5.2.a"; a bullet has its parent's label
    followed by " -N" ("3 -2" is the second bullet of 3), a second-level bullet " +N".
    ``marker`` is what the text itself shows ("2.", "a)", "-"). ``heading`` is the heading words
    without the marker, or for a paragraph-like section its opening words.
    ``text[start:end]`` is the whole section with its children; ``parent`` is an index into
    ``Document.sections`` or -1; ``level`` is 1 for the outermost.
    """

    label: str
    marker: str
    kind: Literal["phần", "chương", "mục", "điều", "khoản", "điểm", "gạch", "tiêu đề"]
    heading: str
    level: int
    start: int
    end: int
    parent: int = -1


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another document: ``text[start:end]`` is the mention with its date if one follows.

    ``number`` is normalised ("19-NQ/TW", "20/2023/TT-BGDĐT"); a mention by short name alone
    ("Nghị quyết 19", "Kết luận số 62") has the number it stands for when the text or the corpus tells,
    otherwise the bare number ("57"). ``kind`` is lower case ("nghị quyết").
    """

    number: str
    kind: str | None
    date: PartialDate | None
    issuer: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One official text. ``id`` is its place (file name, with ``#2``, ``#3`` for later documents of a file).

    ``page_starts[i]`` is the offset at which page i+1 begins; empty when the file has no pages.
    ``sentences`` are the spans of the sentences, in order, never across paragraphs; a bullet's or item's marker
    ("- ", "2.1. ") is not part of its first sentence.
    ``front`` and ``back`` are the header block and the signature block; the body is what lies between
    ``front.end`` and ``back.start``, also when one of them is empty.
    """

    id: str
    path: str
    info: DocumentInfo
    text: str
    sections: tuple[Section, ...]
    sentences: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()
    front: Span = _NOWHERE
    back: Span = _NOWHERE
    page_starts: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What people call it by: its number, or its id when it has none."""
        return self.info.number or self.id

    def page(self, offset: int) -> int | None:
        """1-based page of a character, or None when the file has no pages."""
        if not self.page_starts:
            return None
        return sum(1 for start in self.page_starts if start <= offset) or 1

    def children(self, parent: int) -> Iterator[int]:
        """Indexes of the sections directly under section ``parent`` (-1 for the outermost)."""
        return (i for i, s in enumerate(self.sections) if s.parent == parent)

    def section_at(self, offset: int) -> int:
        """Index of the innermost section that holds the character, or -1."""
        i = bisect_right(self.sections, offset, key=lambda section: section.start) - 1
        while i >= 0 and offset >= self.sections[i].end:
            i = self.sections[i].parent
        return i

    def heading_path(self, section: int) -> tuple[str, ...]:
        """Headings from the outermost section down to ``section``, markers included; bullets left out."""
        path: list[str] = []
        while section >= 0:
            s = self.sections[section]
            if s.kind != "gạch":
                path.append(f"{s.marker} {s.heading}".strip())
            section = s.parent
        return tuple(reversed(path))


class Failure(NamedTuple):
    """A file that could not be read: its path relative to the corpus folder and a Vietnamese reason."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents of a folder in a fixed order, and the files that could not be read."""

    documents: tuple[Document, ...]
    failed: tuple[Failure, ...] = ()
