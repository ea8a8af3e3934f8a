"""Pairs made from running text: a few words of a passage ask for that passage."""

import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.errors import TrolyError
from index.features import cut
from index.train.pairs import Pair

# Words that real questions carry and that say nothing about the passage.
_ASKING = (
    "là gì", "là ai", "bao nhiêu", "khi nào", "ở đâu", "như thế nào", "vì sao", "có đúng không", "đúng hay sai",
    "ai", "gì", "nào", "năm nào", "những ai", "thế nào", "ra sao", "có được không", "quy định như thế nào",
)  # fmt: skip
_SHORTEST, _LONGEST = 60, 200


_QUERY = (5, 18)


class Cloze(NamedTuple):
    """A file of running text: one passage in ``every`` makes a pair, and each pair has this ``weight``."""

    source: str
    weight: float
    every: int
    official: bool


CLOZES = (
    Cloze("encyclopaedia", 0.6, 1, official=False),
    Cloze("codified-law", 0.6, 1, official=True),
    Cloze("gazette", 0.3, 1, official=True),
    Cloze("news", 0.3, 3, official=False),
)


def passages(text: str) -> Iterator[list[str]]:
    """Runs of whole lines of ``text`` with 60 to about 200 syllables, as syllables; longer lines are cut."""
    run: list[str] = []
    for line in text.split("\n"):
        words = cut(line)
        while len(run) + len(words) > _LONGEST:
            taken = _LONGEST - len(run)
            yield run + words[:taken]
            run, words = [], words[taken:]
        run += words
        if len(run) >= _SHORTEST * 2:
            yield run
            run = []
    if len(run) >= _SHORTEST:
        yield run


def clozes(folder: Path, source: str, *, every: int, seed: int) -> Iterator[Pair]:
    """Pairs from ``folder/raw/{source}.jsonl.xz``, one for every ``every``-th passage.

    The query is one or two stretches of the passage, one word in ten dropped, with question words half the time; the
    stretch stays in the passage, so that the model learns which shared words matter.
    """
    path = folder / "raw" / f"{source}.jsonl.xz"
    if not path.is_file():
        raise TrolyError(f"Không thấy tệp văn bản thô {path}.")
    chance = random.Random(f"{seed}/{source}")
    count = 0
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for passage in passages(json.loads(line)["text"]):
                count += 1
                if count % every == 0:
                    yield Pair(_question(passage, chance), " ".join(passage))


def _question(passage: list[str], chance: random.Random) -> str:
    words: list[str] = []
    for _ in range(chance.choice((1, 1, 2))):
        length = chance.randint(*_QUERY)
        start = chance.randrange(max(1, len(passage) - length))
        words += [word for word in passage[start : start + length] if chance.random() > 0.1]
    if chance.random() < 0.5:
        words.append(chance.choice(_ASKING))
    return " ".join(words)
