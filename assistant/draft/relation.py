"""Whose text a document is, seen from the place a report is written for: its own, above it, or another's."""

import re
from typing import Literal

from corpus.document import DocumentInfo, Level
from corpus.names import AREAS
from index.vietnamese import fold

#: "chưa rõ": a lower body's document that does not say of which place it is.
Relation = Literal["của mình", "trung ương", "cấp trên", "chưa rõ", "nơi khác"]

_RANK: dict[Level | None, int] = {"trung ương": 0, "tỉnh": 1, "huyện": 2, "xã": 3, None: 4}
_LEVEL_OF_AREA: dict[str, Level] = {"tỉnh": "tỉnh", "thành phố": "tỉnh", "huyện": "huyện", "quận": "huyện"}
_AREA = re.compile(rf"^(?:{'|'.join(map(fold, AREAS))})\b")


def relation(info: DocumentInfo, locality: str) -> Relation:
    """How a document stands to the place whose report is written."""
    if info.level == "trung ương":
        return "trung ương"
    theirs, ours = _parts(info.locality or ""), _parts(locality)
    if not theirs:
        return "chưa rõ"
    if _same(theirs, ours):
        return "của mình"
    return "cấp trên" if theirs[0] in ours[1:] else "nơi khác"


def rank(info: DocumentInfo) -> int:
    """0 for the highest authority; a summary comes after originals of its level."""
    return 2 * _RANK[info.level] + (not info.verbatim)


def level_rank(info: DocumentInfo) -> int:
    """0 for the centre, more for lower levels."""
    return _RANK[info.level]


def level_of_place(locality: str) -> Level:
    """The level of the place a report is written for; a province when its name does not tell."""
    folded = fold(locality).strip()
    match = next((area for area in AREAS if re.match(rf"{fold(area)}\b", folded)), "tỉnh")
    return _LEVEL_OF_AREA.get(match, "xã")


def level_rank_of_place(locality: str) -> int:
    """The same for the place a report is written for."""
    return _RANK[level_of_place(locality)]


def proper_name(locality: str) -> str:
    """The place itself: "xã Sơn Mai" of "xã Sơn Mai, tỉnh Quảng Ngãi"."""
    return locality.partition(",")[0].strip()


def _parts(locality: str) -> list[str]:
    return [" ".join(fold(part).split()) for part in locality.split(",") if part.strip()]


def _same(theirs: list[str], ours: list[str]) -> bool:
    """Whether two places are one; a name without its kind ("Quảng Ngãi") may stand for either."""
    if not ours:
        return False
    pairs = list(zip(theirs, ours, strict=False))
    return all(a == b or _AREA.sub("", a).strip() == b for a, b in pairs)
