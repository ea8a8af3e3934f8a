"""Short answers compared with gold ones, with a normalisation made for Vietnamese.

SQuAD's own normalisation deletes the English articles, and with them "an" of "an sinh xã hội" and "a" of
"hepatitis A". Here an answer is its syllables: case, punctuation, the place of the tone mark
(``hoà``/``hòa``), ``i``/``y`` and leading zeros do not matter, accents do; dates in words become dates in
digits. Exact match and F1 over syllables are otherwise those of Rajpurkar et al. (2016, 2018).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from index.vietnamese import accented_key, words

_WORDED_DATE = re.compile(r"\b(\d{1,2}\s+)?tháng\s+(\d{1,2})(?:\s*,)?\s+năm\s+(\d{4})\b", re.IGNORECASE)


def normalise(text: str) -> tuple[str, ...]:
    """The comparable syllables of an answer: ``Ngày 02 tháng 10 năm 2023.`` and ``ngày 2/10/2023`` are one."""
    composed = unicodedata.normalize("NFC", text)
    dated = _WORDED_DATE.sub(lambda m: f"{m[1] or 'tháng '}{m[2]} {m[3]}", composed)
    return tuple(accented_key(word) for word in words(dated))


def exact(predicted: str, golds: Sequence[str]) -> float:
    """1 when the prediction equals one of the gold answers; with no gold answer, 1 when it is empty."""
    tokens = normalise(predicted)
    if not golds:
        return float(not tokens)
    return float(any(tokens == normalise(gold) for gold in golds))


def f1(predicted: str, golds: Sequence[str]) -> float:
    """The best syllable F1 over the gold answers; with no gold answer, 1 when the prediction is empty."""
    tokens = normalise(predicted)
    if not golds:
        return float(not tokens)
    return max(_f1(tokens, normalise(gold)) for gold in golds)


def contains(text: str, gold: str) -> bool:
    """Whether the syllables of ``gold`` stand in ``text`` side by side."""
    needle, hay = normalise(gold), normalise(text)
    if not needle:
        return False
    return any(hay[i : i + len(needle)] == needle for i in range(len(hay) - len(needle) + 1))


def _f1(predicted: tuple[str, ...], gold: tuple[str, ...]) -> float:
    common = sum((Counter(predicted) & Counter(gold)).values())
    if not common:
        return float(predicted == gold)
    precision, recall = common / len(predicted), common / len(gold)
    return 2 * precision * recall / (precision + recall)
