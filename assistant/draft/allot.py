"""The evidence of a whole report, each piece given to the one outline item it speaks to best.

Sentences that say the same in several documents are one piece, told from the highest authority (a place's own
results from the place itself). Which documents may enter at all is decided by where they come from: another
place's results only if the brief lets them, another place's directives never. So a section depends on the corpus,
the outline and the brief alone, whatever other sections are drafted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from assistant.draft import likeness, matching, material, requests, roles, topics
from assistant.draft.material import Unit
from assistant.draft.relation import Relation, rank, relation
from assistant.draft.report import Brief, Outline, OutlineItem, Role
from assistant.draft.roles import Aspect
from assistant.outline import ancestors, leaves
from index.search import Index

_DEPTH = 20  # passages looked at for each query
_KEPT = 8  # allotments remembered for an index
#: Strength from which an item that is not a piece's home refers to it.
_VISITS = 0.25
#: The same for what a place reports of itself (not under direction), and for a general heading, which sums up.
_RECALLED = 0.18
_DIRECTING = 0.7
_LOCAL: frozenset[Aspect] = frozenset(("đặc điểm", "thuận lợi", "khó khăn"))
_PROPOSES = re.compile(r"(?i)\b(kiến nghị|đề xuất)\b")


@dataclass(frozen=True, slots=True)
class Source:
    """A unit and whose it is."""

    unit: Unit
    relation: Relation


@dataclass(frozen=True, slots=True)
class Piece:
    """What one or more sources say alike, the one to tell it first. ``point`` is the bullet of the item it speaks to
    (None: the item as a whole), ``score`` how strongly; ``home``: the item is where it is told."""

    sources: tuple[Source, ...]
    point: int | None
    score: float
    home: bool
    lower: bool = False

    @property
    def unit(self) -> Unit:
        return self.sources[0].unit

    @property
    def relation(self) -> Relation:
        return self.sources[0].relation

    @property
    def directs(self) -> bool:
        return self.unit.role in roles.DIRECTIVES


def allotted(index: Index, outline: Outline, brief: Brief) -> Mapping[str, tuple[Piece, ...]]:
    """The pieces of each leaf item by its label, the strongest first. Kept for each index."""
    kept = _ALLOTTED.setdefault(index, {})
    key = (outline, brief.locality, brief.others)
    if key not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[key] = _allot(index, outline, brief)
    return kept[key]


_ALLOTTED: "WeakKeyDictionary[Index, dict[tuple[Outline, str, bool], Mapping[str, tuple[Piece, ...]]]]" = (
    WeakKeyDictionary()
)


def sources_in(index: Index, passages: Sequence[str], brief: Brief) -> Iterator[Source]:
    """The units of passages that may enter, in the order of the documents."""
    wanted = frozenset(passages)
    named = {passage.rpartition("@")[0] for passage in wanted}
    for document in index.documents:
        if document.id in named:
            whose = relation(document.info, brief.locality)
            for unit in material.units_of(index, document):
                if unit.passage in wanted and _may_enter(unit.role, whose, brief):
                    yield Source(unit, whose)


def place_in(
    index: Index, outline: Outline, item: OutlineItem, brief: Brief, source: Source
) -> tuple[int | None, float]:
    """The point of an item that a source speaks to best, and how strongly."""
    return matching.place(_wanted(index, outline, item, brief), source.unit, matching.read(index, source.unit))


def _wanted(index: Index, outline: Outline, item: OutlineItem, brief: Brief) -> matching.Wanted:
    above = ancestors(outline, item.label)
    asked = [a.request for a in requests.ask(outline.title, item, above, brief.locality)]
    return matching.look_for(index, outline, item, above, asked)


class _Entry(NamedTuple):
    """An outline item to give evidence to: what it looks for, and the roles it asks for."""

    label: str
    wanted: matching.Wanted
    roles: tuple[Role, ...]
    proposes: bool


class _Place(NamedTuple):
    """Where a piece may be told; ``settles``: the item may be its home, and not only refer to it."""

    score: float
    entry: _Entry
    point: int | None
    settles: bool


def _allot(index: Index, outline: Outline, brief: Brief) -> Mapping[str, tuple[Piece, ...]]:
    items = leaves(outline)
    assessed = frozenset(aspect for item in items for aspect in roles.aspects(item.heading))
    entries = [_entry(index, outline, item, brief, assessed) for item in items]
    passages = frozenset(p for item in items for p in _passages(index, outline, item))
    general = any(entry.wanted.aspects for entry in entries)
    groups = _groups(index, outline, brief, _near(index, passages, whole=general))
    documents = {group[0].unit.document.id: group[0].unit.document for group in groups}
    subject = {name for name, document in documents.items() if matching.on_subject(index, outline, document)}
    pieces: dict[str, list[Piece]] = {item.label: [] for item in items}
    for group in groups:
        on_subject = group[0].unit.document.id in subject
        places = _places(index, group, entries, on_subject=on_subject)
        home = _home(places, group[0], entries, on_subject=on_subject)
        if home is not None:
            pieces[home.entry.label].append(Piece(group, home.point, home.score, True))
            for place in _visits(places, home, group[0]):
                pieces[place.entry.label].append(Piece(group, place.point, place.score, False))
    return {
        label: tuple(sorted(rows, key=lambda p: (-p.score, p.unit.document.id, p.unit.span)))
        for label, rows in pieces.items()
    }


def _entry(index: Index, outline: Outline, item: OutlineItem, brief: Brief, assessed: frozenset[Aspect]) -> _Entry:
    above = ancestors(outline, item.label)
    asked = roles.wanted(item, above, elsewhere=assessed)
    return _Entry(item.label, _wanted(index, outline, item, brief), asked, roles.proposes(item, above))


def _places(index: Index, group: tuple[Source, ...], entries: Sequence[_Entry], *, on_subject: bool) -> list[_Place]:
    words = [(source.unit, matching.read(index, source.unit)) for source in group]
    places: list[_Place] = []
    for entry in entries:
        wanted = entry.wanted
        settles = _settles(group[0], entry)
        if not (settles or _may_visit(group[0], wanted)) or not _fits(group[0], wanted, on_subject):
            continue
        rows = [
            matching.place(wanted, unit, read, alone=len(group) == 1)
            for unit, read in (words[:1] if wanted.aspects else words)
        ]
        point, score = max(rows, key=lambda row: row[1])
        if not on_subject and (wanted.directing or score < matching.OFF_SUBJECT):
            continue
        if wanted.directing and group[0].unit.role not in roles.DIRECTIVES:
            # What was done stands under results, even where it is of the kind that an item on direction asks about.
            score *= _DIRECTING
        if score > 0:
            places.append(_Place(score, entry, point, settles))
    return places


def _home(places: Sequence[_Place], source: Source, entries: Sequence[_Entry], *, on_subject: bool) -> _Place | None:
    """The strongest place, the first of the outline where several are. What is proposed to nobody that the outline
    names is not lost: the last item that makes proposals tells it."""
    settling = [place for place in places if place.settles and place.score >= matching.ENOUGH]
    if settling:
        return max(settling, key=lambda place: place.score)
    proposing = [entry for entry in entries if entry.proposes and on_subject]
    if source.unit.role == "kiến nghị" and proposing:
        return _Place(matching.ENOUGH, proposing[-1], None, True)
    return None


def _visits(places: Sequence[_Place], home: _Place, source: Source) -> list[_Place]:
    """Where else a piece is referred to: at most one item of each sort, for what is recalled everywhere tires."""
    best: dict[str, _Place] = {}
    for place in places:
        wanted = place.entry.wanted
        sort = "general" if wanted.aspects else "proposals" if wanted.proposes else "matter"
        own = source.relation == "của mình" and not wanted.directing
        least = _RECALLED if wanted.aspects or own else _VISITS
        if place.entry is home.entry or (place.entry.proposes and home.entry.proposes):
            continue
        if place.score >= least:
            best[sort] = max(best.get(sort, place), place, key=lambda p: p.score)
    return list(best.values())


def _settles(source: Source, entry: _Entry) -> bool:
    """Whether an item may be where a piece is told; an assessment of the whole country stands under a general
    heading."""
    if source.unit.role not in entry.roles:
        return False
    return bool(entry.wanted.aspects) or not (source.relation == "trung ương" and source.unit.aspect is not None)


def _may_visit(source: Source, wanted: matching.Wanted) -> bool:
    """Whether an item about a matter may refer to what is assessed of it elsewhere."""
    return source.unit.aspect not in (None, "nhiệm vụ", "kiến nghị") and not wanted.aspects and not wanted.proposes


def _near(index: Index, passages: frozenset[str], *, whole: bool) -> list[str]:
    """The passages found; with ``whole`` all those of their documents, for headings tell what they assess."""
    if whole:
        named = {passage.rpartition("@")[0] for passage in passages}
        return [p.id for p in index.passages if p.document_id in named]
    return sorted(passages)


def _groups(index: Index, outline: Outline, brief: Brief, passages: Sequence[str]) -> list[tuple[Source, ...]]:
    request = {d.path for d in index.documents if d.id == outline.source}
    sources = [s for s in sources_in(index, passages, brief) if s.unit.document.path not in request]
    sources.sort(key=_authority)
    return likeness.grouped(sources, text=lambda s: s.unit.text, apart=_apart)


def _apart(one: Source, other: Source) -> bool:
    """Whether two sources are never one piece: of one document, or one directs and the other tells."""
    first, second = one.unit, other.unit
    directs = [u.role in roles.DIRECTIVES and not roles.is_report(u.document) for u in (first, second)]
    return first.document.id == second.document.id or directs[0] is not directs[1]


def _authority(source: Source) -> tuple[bool, int, str, int]:
    own_result = source.relation == "của mình" and source.unit.role not in roles.DIRECTIVES
    document = source.unit.document
    return (not own_result, rank(document.info), document.id, source.unit.span.start)


def _may_enter(role: Role, whose: Relation, brief: Brief) -> bool:
    directs = role in roles.DIRECTIVES
    if whose == "nơi khác":
        return not directs and brief.others
    if whose == "chưa rõ":
        return directs or brief.others
    return True


def _fits(source: Source, wanted: matching.Wanted, on_subject: bool) -> bool:
    """Whether a piece may speak for an item at all: circumstances are a place's own, proposals are made of what the
    centre requires or others propose."""
    unit, central = source.unit, source.relation == "trung ương"
    if wanted.aspects == ("đặc điểm",):
        return on_subject and source.relation == "của mình"
    if wanted.aspects:
        return on_subject and not (central and unit.aspect in _LOCAL)
    if wanted.proposes:
        return on_subject and (unit.role in ("căn cứ", "kiến nghị") or _PROPOSES.search(unit.text) is not None)
    return True


def _passages(index: Index, outline: Outline, item: OutlineItem) -> frozenset[str]:
    """Ids of the passages that the item's queries find."""
    queries = [topics.context(item, ancestors(outline, item.label)), f"{outline.title} {item.heading}"]
    queries += [topics.topic(point) for point in item.points]
    queries += [f"{item.heading} {point}" for point in item.points]
    return frozenset(hit.passage.id for query in dict.fromkeys(queries) for hit in index.search(query, k=_DEPTH))
