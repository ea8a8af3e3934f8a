"""Data that only the drafter's office can know: which figure, for which period, from which unit.

The rules are in ``requests.tsv``, the units that keep figures of a field in ``units.tsv``; an office can edit both.
A rule is tried on each point of an outline item (on its heading where it has none), in the order of the file.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant.draft import topics
from assistant.draft.relation import level_of_place, proper_name
from assistant.draft.report import DataRequest, OutlineItem
from corpus.document import Reference
from corpus.errors import TrolyError
from index.vietnamese import key, words
from prompts import say

_RULES = Path(__file__).with_name("requests.tsv")
_UNITS = Path(__file__).with_name("units.tsv")
_FIELD = "*"
#: Figures asked for one point: a phiếu that asks for everything is not filled in.
MOST = 2


class Asked(NamedTuple):
    """A data request and the sentence of the draft that waits for it, ``{need}`` where it goes."""

    request: DataRequest
    sentence: str


@dataclass(frozen=True, slots=True)
class _Rule:
    about: tuple[tuple[str, ...], ...]
    under: tuple[tuple[str, ...], ...]
    level: str
    what: str
    period: str
    province: str
    commune: str
    sentence: str


def ask(outline_title: str, item: OutlineItem, above: Sequence[OutlineItem], locality: str) -> tuple[Asked, ...]:
    """What to ask for an item, point by point; at least one request for each point, and for an item without points."""
    asked: list[Asked] = []
    for point, text in enumerate(item.points) if item.points else ((None, item.heading),):
        found = _for_text(outline_title, item, above, text, locality)
        known = {a.request.what for a in asked}
        fresh = [row for row in found if row[0] not in known] or found[:1]
        asked += [Asked(DataRequest(what, period, source, item.label, point), s) for what, period, source, s in fresh]
    return tuple(asked)


def ask_documents(item: OutlineItem, missing: Sequence[Reference], locality: str) -> tuple[Asked, ...]:
    """What to ask for where an item names documents that the corpus lacks: their text, for nothing else tells what
    they require."""
    if not missing:
        return ()
    names = [f"{(r.kind or 'văn bản').capitalize()} số {r.number}" for r in missing]
    what = say("soan-thao", "whole-text", documents="; ".join(dict.fromkeys(names)))
    commune = level_of_place(locality) == "xã"
    source = next(row[2] if commune else row[1] for row in _units() if not row[0])
    return (Asked(DataRequest(what, "", source, item.label), say("soan-thao", "missing-document", need="{need}")),)


def _for_text(
    title: str, item: OutlineItem, above: Sequence[OutlineItem], text: str, locality: str
) -> list[tuple[str, str, str, str]]:
    level = level_of_place(locality)
    headings = _run(" ".join([item.heading, *(i.heading for i in above)]))
    about, whole = _run(text), _run(f"{text} {title}")
    rows: list[tuple[str, str, str, str]] = []
    values = {
        "place": proper_name(locality),
        "topic": topics.spoken(text),
        "to": f"với {to}" if (to := topics.addressed(item.heading)) else "với cấp có thẩm quyền",
    }
    for rule in _rules():
        if rule.level not in (_FIELD, "xã" if level == "xã" else "tỉnh"):
            continue
        if not rule.about and rows:
            break
        if not _matches(rule.about, about, whole) or not _matches(rule.under, headings, headings):
            continue
        source = rule.commune if level == "xã" else rule.province
        if source == _FIELD:
            source = _unit(about, whole, commune=level == "xã")
        what = _filled(rule.what, values)
        rows.append((what, rule.period, source, _filled(rule.sentence, values)))
        if not rule.about or len(rows) == MOST:
            break
    return rows


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(place|topic|to)\}", lambda m: values[m[1]], text)


def _matches(alternatives: tuple[tuple[str, ...], ...], text: str, around: str) -> bool:
    """Whether an alternative stands in the text: its first words in it, others in or around it, none after "-"."""
    if not alternatives:
        return True
    return any(
        parts[0] in text and all(part[1:] not in text if part[0] == "-" else part in around for part in parts[1:])
        for parts in alternatives
    )


def _unit(text: str, whole: str, *, commune: bool) -> str:
    """Who keeps the figures of a field: that of the point itself, else that of the whole report."""
    for held in (text, whole):
        for names, province, of_commune in _units():
            if not names and held is text:
                break
            if not names or any(name in held for name in names):
                return of_commune if commune else province
    raise TrolyError(f"Tệp {_UNITS.name} thiếu dòng cuối “*” cho lĩnh vực khác.")


def _run(text: str) -> str:
    return f" {' '.join(map(key, words(text)))} "


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    rules = []
    for number, cells in _rows(_RULES):
        if len(cells) != 8:
            raise TrolyError(f"Tệp {_RULES.name}, dòng {number}: cần 8 cột cách nhau bằng Tab, đang có {len(cells)}.")
        about, under, level, what, period, province, commune, sentence = cells
        if "{need}" not in sentence:
            raise TrolyError(f"Tệp {_RULES.name}, dòng {number}: cột “câu” phải có {{need}}.")
        rules.append(
            _Rule(_alternatives(about), _alternatives(under), level, what, period, province, commune, sentence)
        )
    return tuple(rules)


@functools.cache
def _units() -> tuple[tuple[tuple[str, ...], str, str], ...]:
    rows = []
    for number, cells in _rows(_UNITS):
        if len(cells) != 3:
            raise TrolyError(f"Tệp {_UNITS.name}, dòng {number}: cần 3 cột cách nhau bằng Tab, đang có {len(cells)}.")
        rows.append((tuple(parts[0] for parts in _alternatives(cells[0])), cells[1], cells[2]))
    return tuple(rows)


def _alternatives(cell: str) -> tuple[tuple[str, ...], ...]:
    if cell.strip() in ("", _FIELD):
        return ()
    return tuple(
        tuple(f"-{_run(part[1:])}" if part.startswith("-") else _run(part) for part in choice.split("+"))
        for choice in cell.split("|")
    )


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    lines = path.read_text("utf-8").splitlines()
    return [(n, [c.strip() for c in line.split("\t")]) for n, line in enumerate(lines, 1) if line and line[0] != "#"]
