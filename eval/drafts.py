"""Drafts measured: what ``troly draft --json`` wrote, item by item of the outline.

Measured are the items that hold no other items. ``answered``: the item has a statement with a citation or asks for
data. ``has_evidence``: it has a statement with a citation. ``supported``: share of its statements that their quotes
support (a draft may show no other). ``attributed``: share of the statements taken from another locality's document that
name where they come from. ``verbatim``: share of citations whose quote is in the document they name.
With gold (a JSON line an item: ``item``, ``evidence``, ``requests``): ``evidence_used``, the share of the gold
passages that the item cites, and ``requests_found``, the share of the gold data requests that it makes.

Of the whole draft: ``unsupported`` and ``attribution_errors`` count statements; ``repeated`` is the share of statements
that are nearly word for word a statement of an earlier item, ``recalled`` of those that say hardly more than a part of
one; ``gold_used`` the share of all gold passages that their items cite, ``gold_told`` that they cite for more than to
recall what another item tells, ``gold_anywhere`` that any item tells so; ``draft_seconds`` what the draft itself says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant.draft.likeness import Pairs, pairs
from corpus.document import Document
from corpus.errors import TrolyError
from eval.answers import Supports, same_document, squeezed
from eval.evidence import locate
from eval.gold import GoldEvidence
from eval.reading import contains
from eval.records import Record, as_object, json_file, json_lines, list_of, objects_of, text_of
from eval.results import QueryResult, Shown, mean
from index.vietnamese import fold

#: Share of the neighbouring words of two statements together that both have when they are one sentence.
_SAME_SENTENCE = 0.6
#: Share of a statement's neighbouring words that an earlier one has when it only recalls that.
_RECALLED = 0.7


class DraftCitation(NamedTuple):
    """A citation of a draft: the document's key and the quote."""

    document: str
    quote: str


class DraftStatement(NamedTuple):
    """A sentence of a draft with its citations. ``recalls``: it points to what another item tells in full."""

    text: str
    citations: tuple[DraftCitation, ...]
    recalls: bool = False


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One item of the outline: its statements and the figures it asks for."""

    label: str
    heading: str
    statements: tuple[DraftStatement, ...]
    requests: tuple[str, ...]


class ItemGold(NamedTuple):
    """What an item should use and ask for."""

    evidence: tuple[GoldEvidence, ...]
    requests: tuple[str, ...]


def read(path: Path) -> tuple[DraftItem, ...]:
    """The items of a draft in JSON. TrolyError for a malformed file or a marker without its citation."""
    top = Record(str(path), as_object(json_file(path), str(path)))
    cited: dict[int, DraftCitation] = {}
    for record in objects_of(top, "citations"):
        marker = record.values.get("marker")
        if not isinstance(marker, int):
            raise TrolyError(f"{record.place}: “marker” phải là số nguyên.")
        cited[marker] = DraftCitation(text_of(record, "document"), text_of(record, "quote"))
    return tuple(
        DraftItem(
            text_of(item, "label"),
            text_of(item, "heading", default=""),
            tuple(_statement(s, cited) for s in objects_of(item, "statements")),
            tuple(text_of(r, "what") for r in objects_of(item, "requests", optional=True)),
        )
        for item in objects_of(top, "items")
    )


def read_seconds(path: Path) -> float | None:
    """How long the draft took, where its file says so."""
    seconds = as_object(json_file(path), str(path)).get("seconds")
    return float(seconds) if isinstance(seconds, (int, float)) else None


def leaves(items: Sequence[DraftItem]) -> tuple[DraftItem, ...]:
    """The items that hold no other items; the others are headings."""
    labels = [item.label for item in items]
    return tuple(i for i in items if not any(label.startswith(f"{i.label}.") for label in labels))


def of_the_whole(
    items: Sequence[DraftItem],
    gold: Mapping[str, ItemGold],
    documents: Sequence[Document],
    *,
    locality: str | None,
    supports: Supports,
) -> dict[str, float]:
    """The measures of a whole draft that are no means over its items."""
    statements = [s for item in items for s in item.statements]
    unsupported = [s for s in statements if not s.citations or not supports(s.text, [c.quote for c in s.citations])]
    foreign = [(s, _sources(s, documents, locality)) for s in statements]
    values = {
        "unsupported": float(len(unsupported)),
        "attribution_errors": float(sum(bool(found) and not _names(s.text, found) for s, found in foreign)),
    } | _repetition(items)
    cited = {item.label: [c for s in item.statements for c in s.citations] for item in items}
    told = {item.label: [c for s in item.statements if not s.recalls for c in s.citations] for item in items}
    pieces = [(label, piece) for label, wanted in gold.items() for piece in wanted.evidence]
    if pieces:
        everywhere = [c for of_item in told.values() for c in of_item]
        for name, by_item in (("gold_used", cited), ("gold_told", told)):
            values[name] = mean([float(any(_holds(c, e) for c in by_item.get(label, ()))) for label, e in pieces])
        values["gold_anywhere"] = mean([float(any(_holds(c, e) for c in everywhere)) for _, e in pieces])
    return values


def _repetition(items: Sequence[DraftItem]) -> dict[str, float]:
    earlier: list[Pairs] = []
    repeated = recalled = count = 0
    for item in items:
        own = [pairs(s.text) for s in item.statements]
        for text in own:
            repeated += any(len(text & other) >= _SAME_SENTENCE * len(text | other) for other in earlier)
            recalled += any(len(text & other) >= _RECALLED * len(text) for other in earlier)
        count += len(own)
        earlier += own
    return {"repeated": repeated / count if count else 0.0, "recalled": recalled / count if count else 0.0}


def read_gold(path: Path) -> dict[str, ItemGold]:
    """Gold by the label of the item."""
    return {
        text_of(record, "item"): ItemGold(
            tuple(
                GoldEvidence(text_of(e, "document"), text_of(e, "quote"))
                for e in objects_of(record, "evidence", optional=True)
            ),
            tuple(str(r) for r in list_of(record, "requests", optional=True)),
        )
        for record in json_lines(path)
    }


def result(
    item: DraftItem,
    gold: ItemGold | None,
    documents: Sequence[Document],
    *,
    locality: str | None,
    supports: Supports,
) -> QueryResult:
    """The record of an item. ``locality`` is the one the draft is written for."""
    citations = [c for s in item.statements for c in s.citations]
    supported = [s for s in item.statements if s.citations and supports(s.text, [c.quote for c in s.citations])]
    foreign = [s for s in item.statements if _sources(s, documents, locality)]
    attributed = [s for s in foreign if _names(s.text, _sources(s, documents, locality))]
    values = {"answered": float(bool(citations or item.requests)), "has_evidence": float(bool(citations))}
    if item.statements:
        values["supported"] = len(supported) / len(item.statements)
    if foreign:
        values["attributed"] = len(attributed) / len(foreign)
    if citations:
        values["verbatim"] = mean([float(_is_verbatim(c, documents)) for c in citations])
    if gold is not None:
        values |= _against(item, gold, citations)
    return QueryResult(
        id=item.label,
        question=f"{item.label}. {item.heading}",
        values=values,
        seconds=0.0,
        answer="\n".join(s.text for s in item.statements),
        gold=tuple(Shown(e.document, e.quote) for e in gold.evidence) if gold else (),
        found=tuple(Shown(c.document, c.quote) for c in citations),
        problems=_problems(values),
    )


def _statement(record: Record, cited: Mapping[int, DraftCitation]) -> DraftStatement:
    markers = list_of(record, "citations")
    absent = [m for m in markers if not isinstance(m, int) or m not in cited]
    if absent:
        raise TrolyError(f"{record.place}: trích dẫn [{absent[0]}] không có trong “citations”.")
    return DraftStatement(
        text_of(record, "text"),
        tuple(cited[m] for m in markers if isinstance(m, int)),
        recalls="role" in record.values and record.values["role"] is None,
    )


def _against(item: DraftItem, gold: ItemGold, citations: Sequence[DraftCitation]) -> dict[str, float]:
    values: dict[str, float] = {}
    if gold.evidence:
        values["evidence_used"] = mean([float(any(_holds(c, e) for c in citations)) for e in gold.evidence])
    if gold.requests:
        values["requests_found"] = mean([float(any(contains(r, g) for r in item.requests)) for g in gold.requests])
    return values


def _holds(citation: DraftCitation, piece: GoldEvidence) -> bool:
    if not same_document(piece.document, document_id=citation.document, key=citation.document):
        return False
    quote, gold = squeezed(citation.quote), squeezed(piece.quote)
    return bool(quote) and (gold in quote or quote in gold)


def _sources(statement: DraftStatement, documents: Sequence[Document], locality: str | None) -> list[Document]:
    """The cited documents of localities other than the draft's. Central documents have no locality."""
    own = _place(locality or "")
    cited = [d for c in statement.citations for d in _named(c.document, documents)]
    return [d for d in cited if d.info.locality and _place(d.info.locality) != own]


def _names(text: str, sources: Sequence[Document]) -> bool:
    """Whether the statement names each source's locality, number or issuer."""
    folded = fold(squeezed(text))
    return all(any(name in folded for name in _names_of(document)) for document in sources)


def _names_of(document: Document) -> list[str]:
    info = document.info
    return [_place(info.locality or ""), *(fold(name) for name in (info.number, info.issuer) if name)]


def _place(locality: str) -> str:
    """The locality itself, folded: "xã Sơn Mai" of "xã Sơn Mai, tỉnh Quảng Ngãi"."""
    return fold(locality.partition(",")[0]).strip()


def _is_verbatim(citation: DraftCitation, documents: Sequence[Document]) -> bool:
    return any(locate(document.text, citation.quote) for document in _named(citation.document, documents))


def _named(name: str, documents: Sequence[Document]) -> list[Document]:
    return [d for d in documents if same_document(name, document_id=d.id, key=d.key)]


def _problems(values: Mapping[str, float]) -> tuple[str, ...]:
    words = {
        "answered": "mục bỏ trống",
        "has_evidence": "mục chưa có căn cứ",
        "supported": "có câu không được chứng minh",
        "attributed": "kết quả của nơi khác không ghi nguồn",
        "verbatim": "trích dẫn không nguyên văn",
        "evidence_used": "bỏ sót đoạn cần dùng",
        "requests_found": "bỏ sót số liệu cần xin",
    }
    return tuple(text for name, text in words.items() if values.get(name, 1.0) < 1.0)
