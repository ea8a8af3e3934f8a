"""The vocabulary of drafts: the outline of a report, what is asked of the draft, its sections and the whole."""

from dataclasses import dataclass
from typing import Literal

from assistant.answer import Citation, Rejected

Role = Literal["căn cứ", "chỉ đạo", "kết quả", "hạn chế", "nguyên nhân", "kiến nghị"]
#: Whose words a statement is: a source's own, a chat model's, the drafter's office's, a phrase that only joins, or
#: the drafter's edit of any of these (with citations when these support it, without when nothing does).
Origin = Literal["source", "model", "office", "frame", "edited"]
Coverage = Literal["strong", "partial", "none"]
Length = Literal["short", "normal", "long"]


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One item of an outline: ``label`` is the full label ("II.1"), ``points`` are its bullets without their marks,
    ``remarks`` what stands in brackets or after it as advice ("đặc biệt sau khi các địa phương sáp nhập ...")."""

    label: str
    heading: str
    points: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    children: tuple["OutlineItem", ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree of a report. ``source`` is the id of the document it was read from, None for a text or a file."""

    title: str
    items: tuple[OutlineItem, ...]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the drafter's own: ``indicator`` 312 ``unit`` for the outline item ``item``, from ``source``."""

    item: str
    indicator: str
    value: str
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """What the whole draft is written for. ``locality`` is the place whose report it is ("tỉnh Quảng Ngãi",
    "xã Sơn Mai, tỉnh Quảng Ngãi"); ``others`` whether other places' results may enter, attributed to them."""

    locality: str
    others: bool = True
    length: Length = "normal"
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the drafter chose for one section: passages (ids) left out or always used; ``length`` None: the brief's."""

    excluded: frozenset[str] = frozenset()
    pinned: tuple[str, ...] = ()
    length: Length | None = None


@dataclass(frozen=True, slots=True)
class DataRequest:
    """A figure or fact that only the office can know: ``what``, for which ``period``, from which unit ``source``
    ("Sở Nội vụ"), for outline item ``item`` and there for the bullet ``point`` (index into ``points``)."""

    what: str
    period: str
    source: str
    item: str
    point: int | None = None


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence of a section. ``text`` has no markers; ``[cần bổ sung: ...]`` stands in it where the data request
    ``request`` (index into the section's) is waited for. ``citations`` are markers of the section. ``point`` is the
    bullet of the outline item it answers. A "source" or "model" statement always has citations."""

    text: str
    origin: Origin
    citations: tuple[int, ...] = ()
    role: Role | None = None
    point: int | None = None
    request: int | None = None


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """The draft of one outline item; markers are numbered from 1 within it. ``passages`` are the ids of the passages
    it used; ``missing`` names documents that its evidence refers to and the corpus lacks. A heading that only holds
    other items has no statements. ``edited`` is the drafter's own wording of the whole section (Markdown with
    markers), which then stands in place of ``statements``."""

    label: str
    heading: str
    statements: tuple[DraftStatement, ...] = ()
    requests: tuple[DataRequest, ...] = ()
    citations: tuple[Citation, ...] = ()
    coverage: Coverage = "none"
    passages: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    edited: str | None = None


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """All sections in the order of the outline, headings included; markers run through the whole report and
    ``citations`` holds every one of them once."""

    title: str
    locality: str
    sections: tuple[SectionDraft, ...]
    citations: tuple[Citation, ...]
