"""Which evidence a section tells, in which order: what is at home there within the room there is, what the drafter
pinned or left out, and what other sections tell that this one only refers to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.draft import relation, roles, wording
from assistant.draft.allot import Piece, allotted, place_in, sources_in
from assistant.draft.material import Unit
from assistant.draft.report import Brief, Choice, Length, Outline, OutlineItem, Role
from assistant.draft.wording import Told
from index.search import Index

#: Where a sentence was told: document, start, end.
Place = tuple[str, int, int]

#: Characters of evidence told for one point, and for an item without points, of directives and of results each.
_ROOM: Mapping[Length, tuple[int, int]] = {"short": (350, 900), "normal": (1200, 2400), "long": (3000, 6000)}
#: Pieces told elsewhere that an item refers to (one that sums up to twice as many), and how many of them for one point.
_RECALLED: Mapping[Length, int] = {"short": 3, "normal": 8, "long": 14}
_OF_ONE_POINT = 3
#: Directives of lower bodies told for one point.
_LOWER = 1
_PER_LEVEL = 0.05
_OPENING = 0.3
_ORDER: tuple[Role, ...] = ("căn cứ", "chỉ đạo", "kết quả", "hạn chế", "nguyên nhân", "kiến nghị")


def pieces_of(
    index: Index, outline: Outline, wanted: OutlineItem, brief: Brief, *, choice: Choice, used: frozenset[Place]
) -> list[Piece]:
    """The evidence of an item as the drafter chose it; what was told before is no longer at home here."""
    found = allotted(index, outline, brief)[wanted.label]
    pieces = [p for p in found if p.unit.passage not in choice.excluded]
    held = {(p.unit.document.id, p.unit.span) for p in pieces}
    for source in sources_in(index, choice.pinned, brief):
        if (source.unit.document.id, source.unit.span) not in held:
            point, score = place_in(index, outline, wanted, brief, source)
            pieces.append(Piece((source,), point, score, home=True))
    return [replace(p, home=p.unit.passage in choice.pinned or (p.home and not _is_told(p.unit, used))) for p in pieces]


def _is_told(unit: Unit, used: frozenset[Place]) -> bool:
    start, end = unit.span
    return any(name == unit.document.id and a < end and start < b for name, a, b in used)


def told(
    index: Index,
    wanted: OutlineItem,
    above: Sequence[OutlineItem],
    pieces: Sequence[Piece],
    *,
    choice: Choice,
    brief: Brief,
) -> list[Told]:
    """The sentences of an item, point by point, and last what it refers to."""
    length = choice.length or brief.length
    pieces = [replace(p, lower=_is_lower(p, brief.locality)) for p in pieces]
    proposing = roles.proposes(wanted, above)
    room = _ROOM[length][not wanted.points]
    sentences: list[Told] = []
    for point in (None, *range(len(wanted.points))):
        of_point = [p for p in pieces if p.point == point]
        for directs in (True, False):
            at_home = [p for p in of_point if p.home and p.directs is directs]
            sentences += wording.tell(index, _chosen(at_home, room, choice.pinned), proposing=proposing)
    sentences += wording.recall(
        index,
        _recalled(pieces, most=_RECALLED[length] * (1 + bool(roles.aspects(wanted.heading)))),
        proposing=proposing,
    )
    return sentences


def _chosen(pieces: Sequence[Piece], room: int, pinned: Sequence[str]) -> list[Piece]:
    """The strongest pieces that there is room for, at least one, and all pinned ones, in the order of reading.

    Of pieces about as strong the higher authority comes first, and a document's own opening before its parts; of what
    lower bodies direct, an example is enough.
    """
    chosen: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: -p.score + _PER_LEVEL * _level(p) - _OPENING * p.unit.names_itself):
        room -= len(piece.unit.text)
        enough = room < 0 or (piece.lower and sum(p.lower for p in chosen) >= _LOWER)
        if not chosen or not enough or piece.unit.passage in pinned:
            chosen.append(piece)
    return sorted(chosen, key=_reading_order)


def _recalled(pieces: Sequence[Piece], *, most: int) -> list[Piece]:
    """What other sections tell and this one refers to at its end: the strongest, few for one point; as much again of
    the place's own report, nothing of other places or lower bodies."""
    chosen: list[Piece] = []
    for own in (True, False):
        taken: list[Piece] = []
        for piece in pieces:
            if piece.home or piece.unit.names_itself or own is not (piece.relation == "của mình"):
                continue
            if piece.lower or piece.relation == "nơi khác":
                continue
            if piece.point is None or sum(p.point == piece.point for p in taken) < _OF_ONE_POINT:
                taken.append(piece)
        chosen += taken[:most]
    return [replace(piece, point=None) for piece in sorted(chosen, key=_reading_order)]


def _is_lower(piece: Piece, locality: str) -> bool:
    """Whether a piece is a directive of a body below the place's level, of an unknown place."""
    below = _level(piece) > relation.level_rank_of_place(locality)
    return piece.directs and below and piece.relation == "chưa rõ"


def _level(piece: Piece) -> int:
    return relation.level_rank(piece.unit.document.info)


def _reading_order(piece: Piece) -> tuple[int, bool, int, str, int]:
    document = piece.unit.document
    role = _ORDER.index(piece.unit.role)
    return (role, piece.relation == "nơi khác", relation.rank(document.info), document.id, piece.unit.span.start)
