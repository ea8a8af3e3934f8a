"""Abbreviations of official Vietnamese: a table, and those that documents define themselves.

A text's abbreviations are read as their full forms, in documents and in questions alike, so that either finds
the other. ``abbreviations.tsv`` beside this file is the table; an office can add to it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.identifiers import Kinds, kinds_of
from index.vietnamese import fold, is_syllable, key, words

TABLE = Path(__file__).with_name("abbreviations.tsv")

Words = tuple[str, ...]

_SKIPPED = frozenset(("va", "cua", "ve", "cac", "cho", "voi"))
_DEFINITION = re.compile(
    r"\(\s*(?:sau đây |sau )?(?:(?:được )?(?:gọi|viết) tắt là|gọi là)?"
    r"[\s:\"“”']*([A-ZĐƯ][A-Za-zĐđƯư&]{1,11})[\"“”'\s]*\)"
)
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Full forms by the key of the abbreviation (several when documents disagree), and document kinds."""

    full: Mapping[str, tuple[Words, ...]]
    kinds: Kinds


def read(path: Path = TABLE) -> Abbreviations:
    """Read a table: abbreviation, full form and, for kinds of document, ``văn bản``, with tabs between."""
    return _read(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _read(table: str) -> Abbreviations:
    full: dict[str, tuple[Words, ...]] = {}
    symbol_of: dict[Words, str] = {}
    for line in table.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        short, long, *kind = line.split("\t")
        full[key(short)] = (tuple(words(long)),)
        if kind:
            symbol_of.setdefault(tuple(map(key, words(long))), key(short))
    return Abbreviations(full, kinds_of(symbol_of))


def is_written_short(word: str, *, loose: bool = False) -> bool:
    """Whether a word looks like an abbreviation: two capitals, or (``loose``, in questions) no syllable."""
    if sum(map(str.isupper, word)) >= 2:
        return True
    # Written small, "tu" and "cho" are words, "ubnd" and "kl" are not.
    return loose and not is_syllable(fold(word))


def learn(text: str) -> dict[str, Words]:
    """Abbreviations a text defines: ``viên chức (VC)``, ``... (sau đây gọi tắt là BCĐ)``, by their keys.

    The letters must be the initials of the words before, so that nothing else in brackets is taken for one.
    """
    found: dict[str, Words] = {}
    for match in _DEFINITION.finditer(text):
        short = match.group(1).replace("&", "")
        if not is_written_short(short):
            continue
        before = words(text[max(0, match.start() - 160) : match.start()])[-_LONGEST:]
        full = _spelled_by(fold(short), before)
        if full:
            found[key(short)] = full
    return found


def _spelled_by(letters: str, before: list[str]) -> Words:
    """The last words of ``before`` whose initials are ``letters``; empty when they are not."""
    left = len(letters)
    for start in range(len(before) - 1, -1, -1):
        word = key(before[start])
        if word[0] == letters[left - 1] or (letters[left - 1] == "w" and word == "uong"):
            left -= 1
        elif word not in _SKIPPED:
            return ()
        if left == 0:
            return tuple(w.lower() for w in before[start:])
    return ()


def joined(
    one: Mapping[str, tuple[Words, ...]], other: Mapping[str, tuple[Words, ...]]
) -> dict[str, tuple[Words, ...]]:
    """Two tables of full forms in one; different forms of an abbreviation side by side, ``one``'s first."""
    full = dict(one)
    for short, forms in other.items():
        known = full.get(short, ())
        full[short] = known + tuple(f for f in forms if not any(_same(f, k) for k in known))
    return full


def with_learned(base: Abbreviations, learned: Mapping[str, tuple[Words, ...]]) -> Abbreviations:
    """``base`` with what documents define, which comes first."""
    return Abbreviations(joined(learned, base.full), base.kinds) if learned else base


def _same(one: Words, other: Words) -> bool:
    """Whether two full forms differ in small words, accents or capitals only."""
    content = [[k for k in map(key, form) if k not in _SKIPPED] for form in (one, other)]
    return content[0] == content[1]
