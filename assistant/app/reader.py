"""One document as HTML: its facts, table of contents and text, with the cited words marked. Pure functions.

The text shown is the canonical text, character for character: the words inside ``<mark>`` joined by the paragraph
breaks between them are ``document.text[start:end]``.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant import cite
from assistant.app.markup import Html, capitalised, join, open_link, shorten, summary_badge, tag, text
from corpus.document import Document, Reference, Section, Span

_PARAGRAPH = re.compile(r"[^\n]+")
_TOC_WORDS = 90
#: A section opens with a heading of its own when its first paragraph is no longer than this.
_HEADING_LENGTH = 160


def reader(
    document: Document,
    targets: Mapping[int, str],
    *,
    mark: Span | None = None,
    notice: str | None = None,
    shown: int = 0,
) -> Html:
    """The document with ``mark`` highlighted; ``notice`` is said above it.

    ``targets`` gives, for a reference that starts at a character, the id of the document it names; a reference
    without one is missing from the corpus. ``shown`` differs at each opening, so that the page can tell them apart.
    """
    heading = cite.name(document.info)
    return tag(
        "article",
        tag(
            "header",
            tag("h2", heading, id="reader-title", tabindex=-1),
            None if document.info.verbatim else summary_badge(),
            _close(),
            class_="reader-head",
        ),
        tag(
            "div",
            tag("p", notice, class_="notice", role="alert") if notice else None,
            _summary_notice(document),
            tag("p", capitalised(document.info.title), class_="reader-abstract") if document.info.title else None,
            _facts(document, unfolded=mark is None),
            _contents(document, unfolded=mark is None),
            tag("div", *_paragraphs(document, targets, mark), class_="document-text", lang="vi"),
            class_="reader-body",
            tabindex=0,
            role="region",
            aria_label="Nội dung văn bản",
        ),
        class_="reader",
        data_shown=shown,
        aria_labelledby="reader-title",
    )


def message(words: str, *, shown: int = 0) -> Html:
    """The reader's place when there is no document to show: a sentence that says why."""
    return tag(
        "article",
        tag(
            "header",
            tag("h2", "Không mở được văn bản", id="reader-title", tabindex=-1),
            _close(),
            class_="reader-head",
        ),
        tag("div", tag("p", words, role="alert"), class_="reader-body"),
        class_="reader",
        data_shown=shown,
    )


def _close() -> Html:
    return tag("button", "Đóng", type="button", class_="quiet", data_close=True, aria_label="Đóng văn bản")


def _summary_notice(document: Document) -> Html | None:
    if document.info.verbatim:
        return None
    return tag(
        "p",
        "Đây không phải nguyên văn. Khi dùng chính thức, cần đối chiếu với văn bản gốc.",
        class_="notice",
    )


def _facts(document: Document, *, unfolded: bool) -> Html:
    info = document.info
    signer = ", ".join(part for part in (info.on_behalf, info.signer_role, info.signer) if part)
    rows: tuple[tuple[str, str | Sequence[str] | None], ...] = (
        ("Số, ký hiệu", info.number or (info.symbol and f"… -{info.symbol} (chưa ghi số)")),
        ("Loại văn bản", info.kind),
        ("Cơ quan ban hành", info.issuer),
        ("Nơi, ngày", ", ".join(part for part in (info.place, info.date and info.date.vietnamese) if part)),
        ("Người ký", signer),
        ("Kính gửi", info.addressees),
        ("Nơi nhận", info.recipients),
        ("Cấp", ", ".join(part for part in (info.level, info.locality) if part)),
        ("Tệp", document.path),
    )
    return tag(
        "details",
        tag("summary", "Thông tin văn bản"),
        tag("dl", *(join(tag("dt", name), _value(value)) for name, value in rows if value)),
        class_="facts",
        open=unfolded,
    )


def _value(value: str | Sequence[str] | None) -> Html:
    if value is None or isinstance(value, str):
        return tag("dd", value)
    return tag("dd", tag("ul", *(tag("li", line) for line in value)))


def _contents(document: Document, *, unfolded: bool) -> Html | None:
    entries = [(i, s) for i, s in enumerate(document.sections) if s.kind != "gạch"]
    if not entries:
        return None
    return tag(
        "details",
        tag("summary", f"Mục lục ({len(entries)} mục)"),
        tag("ol", *(_entry(i, s) for i, s in entries)),
        class_="contents",
        open=unfolded,
    )


def _entry(index: int, section: Section) -> Html:
    words = f"{section.marker} {section.heading}".strip()
    return tag(
        "li",
        tag("a", shorten(words, _TOC_WORDS), href=f"#doan-{index}", data_jump=f"doan-{index}"),
        class_=f"depth-{min(section.level, 4)}",
    )


def _paragraphs(document: Document, targets: Mapping[int, str], mark: Span | None) -> list[Html]:
    starts: dict[int, list[int]] = {}
    lines = [Span(m.start(), m.end()) for m in _PARAGRAPH.finditer(document.text)]
    for index, section in enumerate(document.sections):
        line = next((p.start for p in lines if section.start < p.end), None)
        if line is not None:
            starts.setdefault(line, []).append(index)
    layers = _layers(document, targets, mark)
    return [
        tag(
            "p",
            *(tag("span", id=f"doan-{i}", class_="anchor") for i in starts.get(line.start, ())),
            _inline(document.text, line, layers),
            class_=_style(document, line, starts.get(line.start, ())),
        )
        for line in lines
        if document.text[line.start : line.end].strip()
    ]


def _style(document: Document, line: Span, opened: Sequence[int]) -> str | None:
    if line.start < document.front.end:
        return "front"
    if document.back.start <= line.start < document.back.end:
        return "back"
    if not opened:
        return None
    section = document.sections[opened[-1]]
    if section.kind == "gạch":
        return "bullet"
    short = line.end - line.start <= _HEADING_LENGTH
    return f"heading depth-{min(section.level, 4)}" if short else f"item depth-{min(section.level, 4)}"


class _Layer(NamedTuple):
    """A span of the text to be dressed: the cited words, or a mention of another document."""

    span: Span
    reference: Reference | None
    target: str | None


def _layers(document: Document, targets: Mapping[int, str], mark: Span | None) -> list[_Layer]:
    layers = [
        _Layer(Span(r.start, r.end), r, targets.get(r.start))
        for r in document.references
        if targets.get(r.start) != document.id
    ]
    if mark is not None and mark.start < mark.end:
        layers.append(_Layer(mark, None, None))
    return layers


def _inline(source: str, line: Span, layers: Sequence[_Layer]) -> Html:
    """The characters of one paragraph, cut wherever a layer begins or ends, each piece in the layers that hold it."""
    here = [layer for layer in layers if layer.span.start < line.end and layer.span.end > line.start]
    cuts = sorted({line.start, line.end, *(c for layer in here for c in layer.span if line.start < c < line.end)})
    pieces: list[Html] = []
    for start, end in itertools.pairwise(cuts):
        piece = text(source[start:end])
        held = [layer for layer in here if layer.span.start <= start and end <= layer.span.end]
        if any(layer.reference is None for layer in held):
            piece = tag("mark", piece)
        if layer := next((layer for layer in held if layer.reference is not None), None):
            piece = _mention(layer, piece)
        pieces.append(piece)
    return join(*pieces)


def _mention(layer: _Layer, piece: Html) -> Html:
    if layer.target is not None:
        return open_link(layer.target, piece, class_="mention")
    return tag("span", piece, class_="missing", title="Văn bản này chưa có trong kho")
