"""Figures, years and dates of a statement against those of its quotes: the same figure of the same thing.

A figure must not stand where the quotes have another one, lose or gain a limit ("ít nhất", "trước"), or change its
unit. The words around it decide, so that a rearranged true statement passes.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from assistant.phrases import keys_of, place
from assistant.tokens import Token, is_content
from index.vietnamese import accented_key

Tokens = tuple[Token, ...]

_LIMITS = {
    "ít nhất": "≥", "tối thiểu": "≥", "không dưới": "≥", "không ít hơn": "≥", "trở lên": "≥",
    "tối đa": "≤", "không quá": "≤", "không vượt quá": "≤", "nhiều nhất": "≤", "trở xuống": "≤", "chậm nhất": "≤",
    "trên": ">", "hơn": ">", "vượt": ">", "quá": ">", "sau": "sau", "dưới": "<", "chưa đến": "<", "chưa tới": "<",
    "trước": "trước", "khoảng": "≈", "xấp xỉ": "≈", "gần": "≈",
}  # fmt: skip
#: Limits that may stand some words before their figure ("tối thiểu bình quân cả nước 10%").
_FAR = ("≥", "≤")
_AFTER = ("trở lên", "trở xuống")
_WINDOW = 6
_QUOTE_WINDOW = 9


def misplaced_figure(statement: Tokens, quotes: Sequence[Tokens]) -> str:
    """Why a figure of the statement is not the quotes' own (Vietnamese), or ""."""
    for at, token in enumerate(statement):
        if token.kind not in ("number", "percent", "year", "date") or token.key.isalpha():
            continue
        if token.kind == "year" and _heads(statement, at, quotes):
            continue  # "mục tiêu đến năm 2025:" says of what follows, whose figures are looked at themselves
        own, rival = _best(statement, at, quotes)
        if own is None:
            continue
        if rival is not None and rival.beats(own):
            return f"“{token.key}” trong trích dẫn là của nội dung khác"
        if token.kind != "year" and not _limit(statement, at) <= own.limits | {""}:
            return f"mức của “{token.key}” khác trích dẫn"
        if token.kind in ("number", "percent", "date") and _limit(statement, at) == {""} and "" not in own.limits:
            return f"thiếu mức giới hạn của “{token.key}” trong trích dẫn"
        unit = _unit(statement, at)
        if unit and own.units and unit not in own.units and token.kind == "number":
            return f"đơn vị của “{token.key}” khác trích dẫn"
    return ""


def _heads(statement: Tokens, at: int, quotes: Sequence[Tokens]) -> bool:
    """Whether a year ends a part of the statement that is, whole, a quote's own words, with more after it."""
    part = [t.key for t in statement if t.part == statement[at].part]
    ends = at + 1 < len(statement) and statement[at + 1].part != statement[at].part
    run = f" {' '.join(part)} "
    return ends and any(run in f" {' '.join(t.key for t in quote)} " for quote in quotes)


class _Match(NamedTuple):
    """How well the words around a figure of a quote agree with those of the statement, over its occurrences."""

    score: int
    shared: frozenset[str]
    telling: frozenset[str]
    limits: frozenset[str]
    units: frozenset[str]

    def beats(self, own: "_Match") -> bool:
        """Whether the words fit this other figure clearly better."""
        more = self.shared - own.shared
        return self.score > own.score and (self.score >= own.score + 2 or bool(more & self.telling))


def _best(statement: Tokens, at: int, quotes: Sequence[Tokens]) -> tuple[_Match | None, _Match | None]:
    """The best match of the same figure in the quotes, and of another figure of its kind."""
    token = statement[at]
    own: _Match | None = None
    rival: _Match | None = None
    said = _around(statement, at, _WINDOW)
    for quote in quotes:
        for i, other in enumerate(quote):
            if other.kind != token.kind:
                continue
            match = _match(said, quote, i, same=other.key == token.key)
            if other.key == token.key:
                own = match if own is None or match.score > own.score else _tied(own, match)
            elif rival is None or match.score > rival.score:
                rival = match
    return own, rival


def _match(said: tuple[frozenset[str], frozenset[str]], quote: Tokens, i: int, *, same: bool) -> _Match:
    left, right = _around(quote, i, _QUOTE_WINDOW, all_before=same)
    near = _around(quote, i, 2)
    shared = (said[0] & left) | (said[1] & right)
    # Words moved to the other side of their own figure are a rearrangement; beside another figure they are nothing.
    crossed = ((said[0] & right) | (said[1] & left)) - shared if same else frozenset()
    window = quote[max(0, i - _QUOTE_WINDOW) : i + _QUOTE_WINDOW]
    telling = frozenset(t.key for t in window if t.kind != "word" or t.capital)
    unit = _unit(quote, i)
    closest = len((said[0] & near[0]) | (said[1] & near[1]))
    return _Match(2 * len(shared) + len(crossed) + closest, shared, telling, frozenset(_limit(quote, i)),
                  frozenset((unit,) if unit else ()))  # fmt: skip


def _tied(own: _Match, other: _Match) -> _Match:
    if other.score < own.score:
        return own
    return own._replace(limits=own.limits | other.limits, units=own.units | other.units)


def _around(text: Tokens, at: int, reach: int, *, all_before: bool = False) -> tuple[frozenset[str], frozenset[str]]:
    """Content words before and after a figure in its sentence, up to the next figure of its kind. What stands between
    two figures is mostly said of the first, so only the nearest two words count for the second unless
    ``all_before``."""
    sides: list[frozenset[str]] = []
    for step in (-1, 1):
        found: list[str] = []
        i = at + step
        while 0 <= i < len(text) and len(found) < reach and text[i].sentence == text[at].sentence:
            if text[i].kind == text[at].kind:
                if step < 0 and not all_before:
                    found = found[:2]
                break
            if text[i].kind != "word" or is_content(text[i]):
                found.append(text[i].key)
            i += step
        sides.append(frozenset(found))
    return sides[0], sides[1]


def _limit(text: Tokens, at: int) -> set[str]:
    """The limit put on a figure ("ít nhất 10%": ≥), in a set; {""} for none."""
    before: list[str] = []
    for token in reversed(text[max(0, at - 8) : at]):
        if token.clause != text[at].clause or token.kind == text[at].kind:
            break
        before.insert(0, token.key)
    for phrase, limit in _limits().items():
        at_phrase = place(before, phrase)
        if at_phrase >= 0 and (limit in _FAR or at_phrase + len(phrase) == len(before)):
            return {limit}
    after = [t.key for t in text[at + 1 : at + 5] if t.sentence == text[at].sentence]
    for words_after in _AFTER:
        if place(after, keys_of(words_after)) >= 0:
            return {_LIMITS[words_after]}
    return {""}


@cache
def _limits() -> dict[tuple[str, ...], str]:
    phrases = sorted(_LIMITS, key=lambda phrase: -len(phrase.split()))
    return {keys_of(phrase): _LIMITS[phrase] for phrase in phrases if phrase not in _AFTER}


_UNITS = frozenset(
    accented_key(w)
    for w in (
        "người trường tỷ triệu nghìn đồng ngày tháng năm tuần quý lần tỉnh huyện xã biên giáo học bác giường km ha lớp "
        "phòng ban sở trạm bệnh đơn cơ tổ hộ điểm"
    ).split()
)


def _unit(text: Tokens, at: int) -> str:
    """The word of measure right after a figure, or ""."""
    if at + 1 < len(text) and text[at + 1].clause == text[at].clause and text[at + 1].key in _UNITS:
        return text[at + 1].key
    return ""
