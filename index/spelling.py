"""Typing errors in questions, forgiven when the corpus does not know the word.

A word counts as unknown when no document has it; it is replaced by a known word one edit away (a letter
missing, added, changed, or two exchanged; or a space missing), the one that best continues its neighbours;
before that, a word typed with the marks of an input method left in it ("ke61t lua65n", "keets luaanj") is read.
A word that could well be Vietnamese ("xăng" in a corpus that never speaks of petrol) is left alone unless the
replacement is known to stand between the very words around it: to forgive too much is to answer what was not asked.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from index.terms import BOUNDARY, Terms
from index.vietnamese import is_syllable
from index.vietnamese import key as key_of

_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
_SHORTEST = 3


class Lexicon(Protocol):
    """What is known of the corpus: in how many passages a key, or one key after another, occurs."""

    def frequency(self, key: str) -> int: ...
    def pair_frequency(self, first: str, second: str) -> int: ...


def corrected(terms: Terms, lexicon: Lexicon) -> Terms:
    """``terms`` with unknown keys replaced where a known word is one edit away; the same object if none is."""
    keys, accented = terms.keys, terms.accented
    unknown = {i for i, k in enumerate(keys) if k and k[0].isalpha() and not lexicon.frequency(k)}
    if not unknown:
        return terms
    new_keys: list[str] = []
    new_accented: list[str] = []
    for i, key in enumerate(keys):
        before = new_keys[-1] if new_keys else BOUNDARY
        after = keys[i + 1] if i + 1 < len(keys) else BOUNDARY
        found = _best(key, before, after, lexicon) if i in unknown else None
        new_keys += found or (key,)
        new_accented += (BOUNDARY,) * len(found) if found else (accented[i],)
    return Terms(new_keys, new_accented, terms.marks)


def _best(key: str, before: str, after: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The replacement with the most support from its neighbours, then the most frequent, then the first."""
    unmarked = without_marks(key)
    if unmarked:
        unmarked = key_of(unmarked)
    if unmarked and lexicon.frequency(unmarked):
        return (unmarked,)
    if len(key) < _SHORTEST or not key.isalpha():
        return None
    choices: list[tuple[int, int, tuple[str, ...]]] = []
    strict = is_syllable(key)
    for word in sorted(set(_one_edit_away(key))):
        if frequency := lexicon.frequency(word):
            support = [lexicon.pair_frequency(before, word)] if before else []
            support += [lexicon.pair_frequency(word, after)] if after else []
            if all(support) and support if strict else any(support) or len(key) > _SHORTEST:
                choices.append((sum(support), frequency, (word,)))
    for cut in range(2, len(key) - 1):
        first, second = key[:cut], key[cut:]
        if together := lexicon.pair_frequency(first, second):
            choices.append((2 * together, together, (first, second)))
    return max(choices, key=lambda c: c[:2])[2] if choices else None


def without_marks(key: str) -> str:
    """A word without the marks of the VNI (digits) or Telex (letters) way of typing; "" when it has neither."""
    letters = re.sub(r"\d", "", key)
    if letters != key:
        return letters
    initial, rest = re.fullmatch(r"([^aeiouy]*)(.*)", key).groups()  # type: ignore[union-attr]
    rest = re.sub(r"([aeo])\1", r"\1", re.sub(r"[sfrxjwz]", "", rest))
    unmarked = initial.replace("dd", "d") + rest
    # "coong" could be a syllable, but hardly ever is one.
    return unmarked if is_syllable(unmarked) and (not is_syllable(key) or "oo" in key) else ""


def _one_edit_away(word: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail and tail[0] != letter:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
