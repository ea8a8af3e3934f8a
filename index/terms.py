"""Text as search terms: keys in order, abbreviations read in full; document numbers and dates beside them.

Documents and questions go through the same function, which is why one finds the other.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index import identifiers
from index.abbreviations import Abbreviations, is_written_short
from index.vietnamese import accented_key, key, syllables, words

BOUNDARY = ""  # between runs of keys that do not follow one another


# A document number, which stays as it is, or a word with two capitals, which may be an abbreviation.
_NUMBER_OR_SHORT = re.compile(r"\d[-/]\s?[A-ZĐ][\w/&.-]*|(?<![^\W_])(?P<word>[A-ZĐƯ][^\W_A-ZĐƯ]*[A-ZĐƯ][^\W_]*)")
_GLUED = re.compile(r"\b([^\W\d_]{2,4})(\d{1,4})\b")


class Terms(NamedTuple):
    """``keys[i]`` and ``accented[i]`` are of the same syllable; ``marks`` are document numbers and dates."""

    keys: list[str]
    accented: list[str]
    marks: tuple[str, ...]


def analyse(text: str, abbreviations: Abbreviations, *, loose: bool = False) -> Terms:
    """The terms of ``text``; ``loose`` (for questions) takes abbreviations in small letters too ("ubnd")."""
    written = words(_spaced(text, abbreviations) if loose else text)
    keys = list(map(key, written))
    accented = list(map(accented_key, written))
    table = abbreviations.full
    notable = [i for i, k in enumerate(keys) if k in table or k[0] <= "9"]
    if not notable:
        return Terms(keys, accented, ())
    numbers = [i for i in notable if keys[i][0] <= "9"]
    found = identifiers.find(written, keys, abbreviations.kinds, at=numbers)
    short = [
        i for i in notable if keys[i] in table and i not in found.inside and is_written_short(written[i], loose=loose)
    ]
    if short:
        keys, accented = _in_full(keys, accented, short, abbreviations)
    return Terms(keys, accented, found.terms)


def _in_full(
    keys: Sequence[str], accented: Sequence[str], short: Sequence[int], abbreviations: Abbreviations
) -> tuple[list[str], list[str]]:
    """The first full form in the abbreviation's place, other forms at the end."""
    new_keys: list[str] = []
    new_accented: list[str] = []
    others: list[tuple[str, ...]] = []
    copied = 0
    for i in short:
        first, *rest = abbreviations.full[keys[i]]
        new_keys += [*keys[copied:i], *map(key, first)]
        new_accented += [*accented[copied:i], *map(accented_key, first)]
        others += rest
        copied = i + 1
    new_keys += keys[copied:]
    new_accented += accented[copied:]
    for form in others:
        new_keys += [BOUNDARY, *map(key, form)]
        new_accented += [BOUNDARY, *map(accented_key, form)]
    return new_keys, new_accented


def in_full(text: str, abbreviations: Abbreviations) -> str:
    """A document's text with abbreviations written out, all else as it was (for encoders, which read text)."""
    table = abbreviations.full

    def full(match: re.Match[str]) -> str:
        word = match["word"]
        forms = table.get(key(word)) if word else None
        return " ".join(forms[0]) if forms else match[0]

    return _NUMBER_OR_SHORT.sub(full, text)


def question_in_full(text: str, abbreviations: Abbreviations) -> str:
    """A question with abbreviations written out, those in small letters too."""
    text = _spaced(text, abbreviations)
    table = abbreviations.full
    raw = words(text)
    keys = list(map(key, raw))
    short = [i for i, k in enumerate(keys) if k in table and is_written_short(raw[i], loose=True)]
    if not short:
        return text
    numbers = [i for i, k in enumerate(keys) if k[0] <= "9"]
    inside = identifiers.find(raw, keys, abbreviations.kinds, at=numbers).inside
    places = list(syllables(text))
    parts: list[str] = []
    copied = 0
    for i in short:
        if i not in inside:
            parts += [text[copied : places[i].start], " ".join(table[keys[i]][0])]
            copied = places[i].end
    return "".join([*parts, text[copied:]])


def _spaced(text: str, abbreviations: Abbreviations) -> str:
    """``KL62`` as ``KL 62``, for symbols of documents only."""
    symbols = abbreviations.kinds.symbols
    return _GLUED.sub(lambda m: f"{m[1]} {m[2]}" if key(m[1]) in symbols else m[0], text)
