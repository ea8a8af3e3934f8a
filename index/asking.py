"""What the words of a question weigh in the search by words: those that ask are seldom in what answers.

``asking_words.tsv`` beside this file says it for each spelling, learned from questions and the passages that answer
them (``index.train.asking``): how often the answer has the word, compared with what is usual. Inverse document
frequency knows only that a word is rare in the corpus, not that "another way to say" asks rather than tells.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from index.terms import Terms

TABLE = Path(__file__).with_name("asking_words.tsv")


def weights(terms: Terms) -> tuple[float, ...]:
    """The weight of each key of a question, 0 to 1. A word without an entry weighs 1."""
    table = read()
    return tuple(table.get(accented or key, 1.0) for key, accented in zip(terms.keys, terms.accented, strict=True))


@lru_cache(maxsize=1)
def read() -> Mapping[str, float]:
    """The weights of the table by spelling; a spelling without accents stands for all that it may mean."""
    lines = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {spelling: float(weight) for spelling, weight in lines}
