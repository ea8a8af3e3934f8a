"""An answer said again from its own statements and sources: shorter, longer, word for word, with its sources.

Shorter is the fewest statements, each cut to the clause that answers; longer is the whole place that the cited words
stand in. Nothing is put in other words, so everything said is as well supported as before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import cite, units
from assistant.answer import Answer
from assistant.evidence import Query, coverage, read, sentences_in
from assistant.reply import Block, Point, Quote, Reply
from corpus.document import Document, Span
from index.search import Index
from prompts import say

SHORT = 3
_MOST_POINTS = 16
_MIN_CUT = 40
#: How much better a later clause must cover what was asked to stand for its sentence.
_BETTER = 0.2
#: What follows only adds to what was said before it; nothing that limits it ("trừ", "nếu") is among these.
_ELABORATION = re.compile(
    r"[,;] (?=(?:nhất là|đặc biệt là|trong đó|bao gồm|gồm|nhằm|góp phần|bảo đảm|đảm bảo|qua đó|từ đó|tạo điều kiện|"
    r"tạo thuận lợi|tạo sự|đáp ứng|đồng thời|gắn với|phù hợp với) )"
)
#: A sentence that opens so says its main thing later.
_OPENING = re.compile(r"^(Trên cơ sở|Để|Nhằm|Căn cứ|Sau khi|Khi|Nếu|Do|Vì|Qua|Trong khi) ")
#: What follows such words or a colon says it only under them: "chưa thể chế hóa chủ trương; cơ chế tự chủ".
_GOVERNING = re.compile(
    r":|\b(không|chưa|cấm|tránh|thiếu|trừ|nếu|hạn chế|yếu kém|khó khăn|vướng mắc|tồn tại|nguyên nhân|do)\b",
    re.IGNORECASE,
)
_LIMITING = re.compile(r"\b(trừ|ngoại trừ|nếu|không|chưa|chỉ)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an answer with the places that carry it; ``number`` counts statements from 1."""

    number: int
    point: Point

    @property
    def place(self) -> Quote | None:
        """The words the statement repeats, when it repeats them; a fact of a document is worded by us."""
        found = [quote for quote in self.point.quotes if _words(self.point.text) in _words(quote.text)]
        return found[0] if found else None


def said(index: Index, answer: Answer) -> tuple[Said, ...]:
    """The statements of an answer with their quotes."""
    by_marker = {c.marker: Quote(index.document(c.document_id), c.start, c.end) for c in answer.citations}
    return tuple(
        Said(number, Point(statement.text, tuple(by_marker[m] for m in statement.citations)))
        for number, statement in enumerate(answer.statements, 1)
    )


def shorter(index: Index, rows: Sequence[Said], wanted: Query, *, limit: int = SHORT) -> Reply:
    """At most ``limit`` statements, each cut to what answers; the same with a remark where nothing can be cut."""
    kept = chosen(index, rows, wanted, limit=limit)
    cut = [Said(row.number, _clause(index, row, wanted)) for row in kept]
    if [row.point for row in cut] == [row.point for row in rows]:
        return Reply((*blocks(cut), _remark(say("hoi-thoai", "shortest"))))
    left_out = len(cut) < len(rows)
    note = (_remark(say("hoi-thoai", "shortened", shown=len(cut), count=len(rows))),) if left_out else ()
    return Reply((*blocks(cut), *note))


def chosen(index: Index, rows: Sequence[Said], wanted: Query, *, limit: int) -> tuple[Said, ...]:
    """The statements that cover what was asked, the best of each place before a second of any; in their order."""
    telling = [row for row in rows if not row.point.text.rstrip().endswith(":")] or list(rows)
    seen: dict[str, int] = {}
    ranked: list[tuple[int, float, int]] = []
    for row in sorted(telling, key=lambda r: (-_covered(index, r.point.text, wanted), r.number)):
        place = _heading_place(row)
        seen[place] = seen.get(place, 0) + 1
        ranked.append((seen[place], -_covered(index, row.point.text, wanted), row.number))
    numbers = {number for _, _, number in sorted(ranked)[:limit]}
    return tuple(row for row in rows if row.number in numbers)


def longer(rows: Sequence[Said]) -> Reply:
    """The whole of the places that the statements were taken from; a step further out where that adds nothing.

    A fact of a document (its date, its signer) is all there is to say.
    """
    quotes = list(dict.fromkeys(row.place for row in rows if row.place is not None))
    shown = {
        (q.document.id, s)
        for q in quotes
        for s in sentences_in(q.document, Span(q.start, q.end))
        if _words(q.document.text[s.start : s.end]) in _words(q.text)
    }
    grown: dict[tuple[str, Span], Quote] = {}
    for quote in quotes:
        for span in _wider(quote, shown):
            if len(grown) < _MOST_POINTS:
                grown.setdefault((quote.document.id, span), Quote(quote.document, span.start, span.end))
    if not set(grown) - shown:
        return Reply((*blocks(rows), _remark(say("hoi-thoai", "longest"))))
    ordered = sorted(grown.values(), key=lambda q: ([p.document.id for p in quotes].index(q.document.id), q.start))
    return Reply(blocks([Said(n, Point(one_line(q.text), (q,))) for n, q in enumerate(ordered, 1)]))


def word_for_word(rows: Sequence[Said]) -> Reply:
    """The whole sentences that the statements rest on, under their sources in administrative form."""
    quotes = dict.fromkeys(
        Quote(quote.document, span.start, span.end)
        for row in rows
        for quote in row.point.quotes
        for span in sentences_in(quote.document, Span(quote.start, quote.end)) or [Span(quote.start, quote.end)]
    )
    return Reply(_under_sources(list(quotes), "verbatim-lead"))


def sources(rows: Sequence[Said]) -> Reply:
    """Where the statements come from: each source in administrative form with the words it begins with."""
    quotes = list(dict.fromkeys(quote for row in rows for quote in row.point.quotes))
    # Words that only name the document are in its citation already.
    telling = [quote for quote in quotes if quote.text not in cite.dated(quote.document.info)] or quotes
    return Reply(_under_sources([main_clause(quote) for quote in telling], "source-lead"))


def blocks(rows: Sequence[Said]) -> tuple[Block, ...]:
    """Statements under the place they were taken from; those that are worded by us under no place."""
    parts: list[tuple[str, Document | None, list[Point]]] = []
    for row in rows:
        place = row.place
        lead = _lead(place) if place else ""
        if not parts or parts[-1][0] != lead:
            parts.append((lead, place.document if place else None, []))
        parts[-1][2].append(row.point)
    summaries = {d.id: i for i, (_, d, _) in enumerate(parts) if d is not None and not d.info.verbatim}
    return tuple(
        Block(
            tuple(points),
            lead=lead,
            note=say("tra-loi", "summary-note", document=cite.name(document.info))
            if document is not None and summaries.get(document.id) == i
            else "",
            listed=len(points) > 1,
        )
        for i, (lead, document, points) in enumerate(parts)
    )


def _under_sources(quotes: Sequence[Quote], wording: str) -> tuple[Block, ...]:
    parts: dict[str, list[Point]] = {}
    for quote in quotes:
        source = cite.administrative(quote.document, _place(quote))
        parts.setdefault(source, []).append(Point(one_line(quote.text), (quote,)))
    leads = {
        "verbatim-lead": lambda source: say("hoi-thoai", "verbatim-lead", source=source),
        "source-lead": lambda source: say("hoi-thoai", "source-lead", source=source),
    }
    return tuple(Block(tuple(points), lead=leads[wording](source), listed=True) for source, points in parts.items())


def _wider(quote: Quote, shown: set[tuple[str, Span]]) -> list[Span]:
    """The sentences of the section around a quote, or of the one above it when all of those are shown already."""
    document = quote.document
    around = units.paragraph(document, Span(quote.start, quote.end))
    section = document.section_at(quote.start)
    while section >= 0:
        if document.sections[section].kind != "gạch":
            inner = units.section_or_paragraph(document, section)
            inner = [span for span in inner if not units.is_heading(document, span)] or inner
            if {(document.id, span) for span in inner} - shown:
                return inner
        section = document.sections[section].parent
    return around or [Span(quote.start, quote.end)]


def _clause(index: Index, row: Said, wanted: Query) -> Point:
    """A statement cut to its clause that covers best what was asked, without what only adds to it."""
    place = row.place
    if place is None:
        return row.point
    document = place.document
    start = document.text.find(row.point.text.strip(), place.start, place.end)
    if start < 0:
        return row.point
    whole = Span(start, start + len(row.point.text.strip()))
    parts = units.clauses(document, whole) or [whole]
    if _OPENING.match(row.point.text.strip()):
        return row.point
    if _GOVERNING.search(document.text, parts[0].start, parts[0].end):
        parts = parts[:1]
    shares = [_covered(index, document.text[p.start : p.end], wanted) for p in parts]
    best = parts[shares.index(max(shares))] if max(shares) >= shares[0] + _BETTER else parts[0]
    cut = _main(Quote(document, best.start, best.end))
    if _covered(index, cut.text, wanted) < _covered(index, document.text[best.start : best.end], wanted):
        cut = Quote(document, best.start, best.end)
    return Point(cut.text, (cut,))


def main_clause(quote: Quote) -> Quote:
    """The first clause of a quote without what only adds to it."""
    first = next(iter(units.clauses(quote.document, Span(quote.start, quote.end))), None)
    return _main(Quote(quote.document, first.start, first.end) if first else quote)


def _main(quote: Quote) -> Quote:
    """A sentence up to where it only adds to what it said; whole where what follows would limit that."""
    match = _ELABORATION.search(quote.text, _MIN_CUT)
    if match is None or _LIMITING.search(quote.text, match.end()):
        return quote
    head = quote.text[: match.start()]
    whole = head.count("(") == head.count(")")
    return Quote(quote.document, quote.start, quote.start + match.start()) if whole else quote


def _covered(index: Index, text: str, wanted: Query) -> float:
    return coverage(wanted, read(index, text))


def _heading_place(row: Said) -> str:
    quote = row.point.quotes[0] if row.point.quotes else None
    return f"{quote.document.id} {_place(quote)}" if quote else ""


def _place(quote: Quote) -> str:
    """The section a quote stands in, bullets left out."""
    return cite.place_of(quote.document, quote.start).split(", gạch đầu dòng")[0].split(", ý thứ")[0]


def _lead(quote: Quote) -> str:
    return say("tra-loi", "lead", document=cite.name(quote.document.info), place=_place(quote))


def _remark(words: str) -> Block:
    return Block((), lead=f"*{words}*")


def one_line(text: str) -> str:
    """A text with single blanks, on one line."""
    return " ".join(text.split())


def _words(text: str) -> str:
    return one_line(text).rstrip(".;, ")
