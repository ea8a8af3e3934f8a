"""How well a unit of the corpus speaks to an outline item or one of its points.

A topic is the words of a point and its neighbouring words, each weighted by how rare it is in the corpus; the words
of the whole report's subject, which stand everywhere, weigh little. A unit holds a word itself or, for less, in the
rest of its sentence or in the headings above it.
"""

import functools
import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant import evidence
from assistant.draft import material, roles, topics
from assistant.draft.material import Unit
from assistant.draft.report import DataRequest, Outline, OutlineItem
from assistant.draft.roles import Aspect
from assistant.evidence import Text, rarity
from assistant.question import content_words
from corpus.document import Document
from corpus.errors import TrolyError
from index.search import Index
from index.vietnamese import fold

_DOCUMENTS = re.compile(r"\bban hanh\b.*\bvan ban\b|\bvan ban\b.*\bban hanh\b")
_COMPETENCES = Path(__file__).with_name("competences.tsv")

#: Strength below which a unit is about something else.
ENOUGH = 0.25
#: Share of the neighbouring words of the report's subject that a document on it holds.
ON_SUBJECT = 0.45
#: Strength from which a document on another subject may still speak to a point.
OFF_SUBJECT = 0.6
_COMMON = 0.2
#: What a word counts for by where it stands: official sentences say first what they are about.
_SHARES = (0.25, 0.7, 0.75, 1.0)
_SUBJECT_WEIGHT = 0.15
_PAIRS = 0.75
#: Weight at which a topic is worth half: "tổ chức thực hiện" alone tells little.
_TELLING = 1.2
#: Strength of a general item ("Hạn chế, yếu kém") for what it is for; circumstances belong nowhere else.
_OF_ASPECT: dict[Aspect, float] = {"đặc điểm": 0.7, "thuận lợi": 0.8, "khó khăn": 0.8, "kết quả": ENOUGH}
_OF_OTHER_ASPECTS = 0.7
#: What may also be recalled under a general heading, below the strength of what the heading is for.
_RELATED: dict[Aspect, tuple[Aspect, ...]] = {
    "thuận lợi": ("kết quả",),
    "khó khăn": ("hạn chế",),
    "hạn chế": ("khó khăn",),
    "kết quả": ("đặc điểm", "thuận lợi"),
    "nguyên nhân": ("khó khăn",),
}
_AKIN = 0.2
_LATER = 0.05
#: What a document says of itself at its beginning ("... yêu cầu ... lãnh đạo, chỉ đạo") is worth more than its length.
_OPENING = 0.15
_PROPOSED = 0.85
_ASKED_FOR = 0.8
_COMPETENT = 0.8
_NAMED = 0.65
_FACET = 0.85
_LISTED = 0.8
_DIRECTS = 0.6


class Topic(NamedTuple):
    """Words and neighbouring words of a text with their weights, and the sum of those."""

    words: dict[str, float]
    pairs: dict[str, float]
    weight: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an item looks for: topics any of which may be met.

    They are those of its points, of the figures asked for each point (``data``), of its heading and of the things
    that this lists. ``aspects``: of an item with only a general heading; ``addressees`` and what they decide
    (``competences``, what anybody decides where none is named): of one that ``proposes``; ``directing``: it is on
    how work was directed; ``documents``: it asks which documents were issued.
    """

    points: tuple[tuple[Topic, ...], ...]
    data: tuple[tuple[Topic, ...], ...]
    item: tuple[Topic, ...]
    listed: tuple[Topic, ...]
    aspects: tuple[Aspect, ...]
    proposes: bool
    addressees: tuple[Topic, ...]
    competences: tuple[Topic, ...]
    directing: bool
    documents: bool


#: A unit read: its words and neighbouring words, each with what it counts for by where it stands.
Read = dict[str, float]


def look_for(
    index: Index, outline: Outline, item: OutlineItem, above: Sequence[OutlineItem], asked: Sequence[DataRequest]
) -> Wanted:
    """The topics of an item; the data ``asked`` for it tell what its points are about in other words."""
    proposes = roles.proposes(item, above)
    names = topics.addressees(item.heading) if proposes else ()
    subject = frozenset(_runs(evidence.read(index, outline.title)))
    return Wanted(
        points=tuple(_topics(index, topics.parts(point), subject) for point in item.points),
        data=tuple(
            _topics(index, [p for r in asked if r.point == point for p in topics.parts(r.what)], subject)
            for point in range(len(item.points))
        ),
        item=_topics(index, topics.parts(topics.bare(item.heading)), subject, telling=bool(item.points)),
        listed=_topics(index, topics.listed(item.heading), subject),
        aspects=() if item.points or proposes else roles.aspects(item.heading),
        proposes=proposes,
        addressees=_topics(index, names, frozenset()),
        competences=_topics(index, _competences(names) if proposes else (), frozenset()),
        directing=roles.is_directing(item, above),
        documents=_DOCUMENTS.search(fold(item.heading)) is not None,
    )


def read(index: Index, unit: Unit) -> Read:
    """A unit read, to be placed many times: what it opens with, its own words, its headings, the rest of its sentence
    with what leads in."""
    document = unit.document
    titled = f"{document.text[unit.title.start : unit.title.end]} {unit.text}" if unit.title else unit.text
    opening = titled if unit.title else material.predicate(unit)
    led = document.text[unit.lead.start : unit.lead.end] if unit.lead else ""
    sentence = f"{led} {document.text[unit.sentence.start : unit.sentence.end]}"
    held: Read = {}
    texts = (evidence.read(index, text) for text in (sentence, titled, unit.headings, opening))
    for text, share in zip(texts, _SHARES, strict=True):
        keys = text.keys if share < 1 else evidence.opening(text).keys
        held |= dict.fromkeys((*keys, *(f" {a} {b} " for a, b in itertools.pairwise(keys))), share)
    return held


def place(wanted: Wanted, unit: Unit, words: Read, *, alone: bool = True) -> tuple[int | None, float]:
    """The point a unit speaks to best (None: the item itself), and how strongly, 0 to 1. ``alone``: nobody else says
    the same."""
    if wanted.aspects:
        if unit.aspect is None:
            return None, 0.0
        if unit.aspect not in wanted.aspects:
            related = any(unit.aspect in _RELATED.get(aspect, ()) for aspect in wanted.aspects)
            return None, _AKIN if related else 0.0
        return None, _OF_ASPECT.get(unit.aspect, _OF_OTHER_ASPECTS) - _LATER * wanted.aspects.index(unit.aspect)
    if wanted.proposes:
        if unit.role == "kiến nghị":
            return None, max(
                _PROPOSED * _strongest(wanted.addressees, words), 0.0 if wanted.addressees else _OF_OTHER_ASPECTS
            )
        if unit.title is not None:
            return None, 0.0
        # A name is telling however often it stands, but only as a whole: "Bộ Chính trị" is not "nhiệm vụ chính trị".
        named = max((held for name in wanted.addressees if (held := _held(name, words)) >= _NAMED), default=0.0)
        competent = _strongest(wanted.competences, words)
        share = _DIRECTS if unit.role == "chỉ đạo" else _PROPOSED
        return None, share * max(named, _COMPETENT * competent)
    both = zip(wanted.points, wanted.data, strict=True)
    if wanted.documents and unit.names_documents and alone:
        return None, _OF_OTHER_ASPECTS
    scored = [
        (max(_strongest(point, words), _ASKED_FOR * _strongest(data, words)), -number)
        for number, (point, data) in enumerate(both)
    ]
    score, number = max(scored, default=(0.0, 0))
    if unit.names_itself:
        score += _OPENING
    whole = max(_strongest(wanted.item, words), _LISTED * _strongest(wanted.listed, words))
    whole += _OPENING * unit.names_itself
    return (-number, score) if score >= max(ENOUGH, whole) else (None, whole)


def on_subject(index: Index, outline: Outline, document: Document) -> bool:
    """Whether a document speaks of the report's subject: of most of the neighbouring words of its title.

    Where a corpus is about one thing its words are common, but still the subject: none weighs nothing.
    """
    subject = _topic(index, topics.subject(outline.title), frozenset())
    weights = {pair: max(weight, _COMMON) for pair, weight in subject.pairs.items()}
    keys = evidence.read(index, document.text).keys
    held = dict.fromkeys((f" {a} {b} " for a, b in itertools.pairwise(keys)), 1.0)
    return not weights or _share(weights, held) >= ON_SUBJECT


def _strongest(wanted: Sequence[Topic], words: Read) -> float:
    """The strength of the topic met best; the first is the whole, the others are parts of it and weigh less."""
    strengths = [_held(topic, words) * topic.weight / (topic.weight + _TELLING) for topic in wanted]
    return max(strengths[:1] + [_FACET * strength for strength in strengths[1:]], default=0.0)


def _held(topic: Topic, words: Read) -> float:
    """Share of a topic that a unit holds, in [0, 1]."""
    return (1 - _PAIRS) * _share(topic.words, words) + _PAIRS * _share(topic.pairs, words)


def _share(weights: dict[str, float], words: Read) -> float:
    total = sum(weights.values())
    return sum(weight * words.get(phrase, 0.0) for phrase, weight in weights.items()) / total if total else 0.0


def _topics(index: Index, texts: Sequence[str], subject: frozenset[str], *, telling: bool = False) -> tuple[Topic, ...]:
    """Topics of texts; with ``telling`` only of those that say more than the report's subject."""
    made = (_topic(index, text, subject) for text in texts)
    return tuple(topic for topic in made if topic.words and (not telling or topic.weight > _TELLING))


def _topic(index: Index, text: str, subject: frozenset[str]) -> Topic:
    rarest = math.log(1 + 2 * index.lexical.size)
    content = {k for k in evidence.read(index, " ".join(content_words(text))).keys if k}
    # Neighbours are those of the text itself: words left out, commas and brackets stand between two.
    runs = [evidence.read(index, piece).keys for piece in re.split(r"[^\w\s-]|\s-\s", text)]

    def of_word(k: str) -> float:
        return rarity(index, k) / rarest * (_SUBJECT_WEIGHT if k in subject else 1.0)

    def of_pair(a: str, b: str) -> float:
        held = index.lexical.pair_frequency(a, b)
        weight = math.log(1 + (index.lexical.size - held + 0.5) / (held + 0.5)) / rarest
        return weight * (_SUBJECT_WEIGHT if f" {a} {b} " in subject else 1.0)

    single = {k: of_word(k) for run in runs for k in run if k in content}
    double = {f" {a} {b} ": of_pair(a, b) for run in runs for a, b in itertools.pairwise(run) if {a, b} <= content}
    return Topic(
        single, double or {f" {k} ": w for k, w in single.items()}, sum(single.values()) + sum(double.values())
    )


def _runs(text: Text) -> list[str]:
    return [*text.keys, *(f" {a} {b} " for a, b in itertools.pairwise(text.keys))]


def _competences(addressees: Sequence[str]) -> tuple[str, ...]:
    """What those addressed decide; what anybody decides where nobody is named."""
    folded = [fold(name) for name in addressees]
    rows = [told for names, told in _table() if not folded or any(n in name for n in names for name in folded)]
    return tuple(dict.fromkeys(words for told in rows for words in told))


@functools.cache
def _table() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    rows = []
    for number, line in enumerate(_COMPETENCES.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 2:
            raise TrolyError(f"Tệp {_COMPETENCES.name}, dòng {number}: cần 2 cột cách nhau bằng phím Tab.")
        rows.append((tuple(map(fold, cells[0].split("|"))), tuple(cells[1].split("|"))))
    return tuple(rows)
