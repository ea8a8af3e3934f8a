"""Evidence for an outline item: units of the corpus, each with the point it speaks to and how well it does.

The item's heading, its points and the headings above make several queries; what they find is merged. Which
documents may enter at all is decided by where they come from: another place's results only if the brief lets
them, another place's directives never.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import evidence
from assistant.draft import material, roles, topics
from assistant.draft.material import Unit
from assistant.draft.relation import Relation, relation
from assistant.draft.report import Brief, Choice, Outline, OutlineItem, Role
from assistant.evidence import Query
from assistant.outline import ancestors
from assistant.question import content_words
from index.search import Index

_DEPTH = 30  # passages looked at for each query
_ENOUGH = 0.5  # of the weight of a point's words: below it a sentence is about something else
_HEADINGS = 0.75
_NEIGHBOURS = 0.35
_RESULTS: frozenset[Role] = frozenset(("kết quả", "hạn chế", "nguyên nhân", "kiến nghị"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit, whose it is, the point it speaks to (None: the item as a whole), and its score in [0, 1.2]."""

    unit: Unit
    relation: Relation
    point: int | None
    score: float


def gather(index: Index, outline: Outline, item: OutlineItem, brief: Brief, *, choice: Choice) -> tuple[Candidate, ...]:
    """The evidence of an item, best first; ties in the order of the documents."""
    above = ancestors(outline, item.label)
    asked = roles.wanted(item, above)
    passages = _passages(index, outline, item, above)
    sources = [d for d in index.documents if any(d.id == name for name, _ in passages) or _is_pinned(d.id, choice)]
    own_file = {d.path for d in index.documents if d.id == outline.source}
    found: list[Candidate] = []
    for document in sources:
        if document.path in own_file:
            continue
        whose = relation(document.info, brief.locality)
        for unit in material.units_of(index, document):
            if unit.passage in choice.excluded or not _may_enter(unit.role, whose, brief):
                continue
            pinned = unit.passage in choice.pinned
            if not pinned and (unit.role not in asked or (document.id, unit.passage) not in passages):
                continue
            point, score = _place(index, outline, item, unit)
            if pinned or score >= _ENOUGH:
                found.append(Candidate(unit, whose, point, score + pinned))
    return tuple(sorted(found, key=lambda c: (-c.score, c.unit.document.id, c.unit.span)))


def _is_pinned(document_id: str, choice: Choice) -> bool:
    return any(passage.rpartition("@")[0] == document_id for passage in choice.pinned)


def _may_enter(role: Role, whose: Relation, brief: Brief) -> bool:
    if whose == "nơi khác":
        return role in _RESULTS and brief.others
    if whose == "chưa rõ":
        return role not in _RESULTS or brief.others
    return True


def _passages(
    index: Index, outline: Outline, item: OutlineItem, above: Sequence[OutlineItem]
) -> frozenset[tuple[str, str]]:
    """(document, passage) ids that the item's queries find."""
    queries = [topics.context(item, above), f"{outline.title} {item.heading}"]
    queries += [topics.topic(point) for point in item.points]
    queries += [f"{item.heading} {point}" for point in item.points]
    hits = (hit for query in dict.fromkeys(queries) for hit in index.search(query, k=_DEPTH))
    return frozenset((hit.passage.document_id, hit.passage.id) for hit in hits)


def _place(index: Index, outline: Outline, item: OutlineItem, unit: Unit) -> tuple[int | None, float]:
    """The point a unit speaks to best, and how well; the item itself where it has no points or none fits."""
    if roles.is_general(item.heading) and not item.points:
        return None, _ENOUGH + 0.5 * _score(index, outline.title, unit)
    scored = [(max(_score(index, part, unit) for part in topics.parts(p)), -i) for i, p in enumerate(item.points)]
    best = max(scored, default=(0.0, 0))
    if best[0] >= _ENOUGH:
        return -best[1], best[0]
    return None, max(_score(index, part, unit) for part in topics.parts(item.heading))


def _score(index: Index, text: str, unit: Unit) -> float:
    asked = _query(index, text)
    own = evidence.read(index, f"{_led(unit)}{unit.text}")
    headings = evidence.read(index, unit.headings)
    around = ((headings, _HEADINGS),)
    share = evidence.coverage(asked, own, around=around)
    close = max(evidence.closest(asked, own, headings), _HEADINGS * evidence.coverage(asked, headings))
    return 0.5 * share + 0.5 * close + 0.2 * evidence.adjacency(asked, own)


def _led(unit: Unit) -> str:
    return "".join(f"{unit.document.text[a:b]} " for a, b in unit.lead)


def _query(index: Index, text: str) -> Query:
    return evidence.query(index, content_words(text))


def by_role(found: Sequence[Candidate], asked: Sequence[Role]) -> Iterator[tuple[Role, list[Candidate]]]:
    """The evidence of each role in the order asked for."""
    for role in asked:
        chosen = [c for c in found if c.unit.role == role]
        if chosen:
            yield role, chosen
