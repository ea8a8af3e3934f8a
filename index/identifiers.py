"""Document numbers and dates as whole search terms, however they are written.

``62-KL/TW``, ``62 KL/TW``, ``KL 62`` and ``Kết luận số 62`` all give ``#62-kl`` (the first two also the full
``#62-kl/tw``); ``02/10/2023`` and ``ngày 2 tháng 10 năm 2023`` give ``@2023-10-2`` and ``@2023-10``. Works on
keys (see ``index.vietnamese``), so punctuation and accents do not matter.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

# What follows the number of a law or an ordinance (24/2018/QH14) or of a date (2 tháng 10).
_LEGISLATURE = frozenset(f"{body}{n}" for body in ("qh", "ubtvqh") for n in range(1, 100))
_AFTER = _LEGISLATURE | {"thang"}
_HAS_VOWEL = re.compile(r"[aeiouy]")


class Kinds(NamedTuple):
    """Kinds of document: symbol by full name (``("nghi", "quyet") -> "nq"``), and the symbols.

    ``before`` are the keys that can stand before a number that is told by its kind or is a month.
    """

    symbol_of: Mapping[tuple[str, ...], str]
    symbols: frozenset[str]
    before: frozenset[str]


def kinds_of(symbol_of: Mapping[tuple[str, ...], str]) -> Kinds:
    """The kinds with these names and symbols."""
    symbols = frozenset(symbol_of.values())
    return Kinds(symbol_of, symbols, symbols | {name[-1] for name in symbol_of} | {"so", "thang"})


class Identifiers(NamedTuple):
    """Terms found in a text, and the positions of keys that belong to a number (never an abbreviation)."""

    terms: tuple[str, ...]
    inside: frozenset[int]


_NOTHING = Identifiers((), frozenset())


def find(words: Sequence[str], keys: Sequence[str], kinds: Kinds, *, at: Iterable[int]) -> Identifiers:
    """Document numbers and dates in a text given as its words and their keys (equal length).

    ``at`` are the positions that may hold a number, ascending: the caller has looked at every key already.
    """
    terms: list[str] = []
    inside: set[int] = set()
    last_key = len(keys) - 1
    for i in at:
        key = keys[i]
        after = keys[i + 1] if i < last_key else " "
        # Most numbers are neither: this line is where the time of a large corpus goes.
        if not (after[0] <= "9" or after in _AFTER or after in kinds.symbols or keys[i - 1] in kinds.before):
            continue
        if i in inside or len(key) > 5 or not key.isdecimal():
            continue
        terms += _dates(keys, i)
        symbol_at = _symbol_after(words, keys, i, kinds)
        if symbol_at:
            inside.update(range(i, symbol_at + 1))
            terms.append(f"#{key}-{keys[symbol_at]}")
            last = symbol_at + 1
            if last < len(keys) and words[last].isupper() and len(words[last]) > 1:
                inside.add(last)
                terms.append(f"#{key}-{keys[symbol_at]}/{keys[last]}")
        else:
            terms += _by_name(words, keys, i, kinds)
    return Identifiers(tuple(terms), frozenset(inside)) if terms else _NOTHING


def _is_symbol(word: str, key: str, kinds: Kinds) -> bool:
    """A symbol that could be read as a syllable (ĐA: đề án, or "đã") counts only in capitals."""
    return key in kinds.symbols and (word.isupper() or not _HAS_VOWEL.search(key))


def _symbol_after(words: Sequence[str], keys: Sequence[str], i: int, kinds: Kinds) -> int:
    """Position of the kind symbol of the number that starts at ``i`` (62-KL, 60/2021/NĐ), or 0."""
    after = i + 1
    if after < len(keys) and _is_year(keys[after]):
        after += 1
    if after < len(keys):
        found = _is_symbol(words[after], keys[after], kinds) or keys[after] in _LEGISLATURE
        return after if found else 0
    return 0


def _by_name(words: Sequence[str], keys: Sequence[str], i: int, kinds: Kinds) -> list[str]:
    """``Nghị quyết số 19``, ``NQ 19``: the kind stands before the number."""
    end = i - 1 if i and keys[i - 1] == "so" else i
    for length in (3, 2):
        symbol = kinds.symbol_of.get(tuple(keys[max(0, end - length) : end]))
        if symbol:
            return [f"#{keys[i]}-{symbol}"]
    if end and _is_symbol(words[end - 1], keys[end - 1], kinds):
        return [f"#{keys[i]}-{keys[end - 1]}"]
    return []


def _is_year(key: str) -> bool:
    return len(key) == 4 and key.isdecimal() and key[:2] in ("19", "20")


def _dates(keys: Sequence[str], i: int) -> list[str]:
    """A day or a month that starts at the number ``i``: 2/10/2023, 2 tháng 10 năm 2023, tháng 10/2023."""
    if len(keys[i]) > 2:
        return []
    following = [k for k in keys[i + 1 : i + 5] if k not in ("thang", "nam")]
    if len(following) >= 2 and _is_year(following[1]) and _is_month(following[0]) and int(keys[i]) <= 31:
        year, month = following[1], following[0]
        return [f"@{year}-{month}-{keys[i]}", f"@{year}-{month}"]
    if i and keys[i - 1] == "thang" and following and _is_year(following[0]) and _is_month(keys[i]):
        return [f"@{following[0]}-{keys[i]}"]
    return []


def _is_month(key: str) -> bool:
    return len(key) <= 2 and key.isdecimal() and 1 <= int(key) <= 12
