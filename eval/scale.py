"""A big corpus without questions: sentences drawn from it stand in for questions, the article they are from
is sought.

Known items are easier than questions; what they tell is time, memory and that nothing gets lost at size.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from eval.beir import read_corpus
from eval.dataset import Judgement, Query, Source
from eval.layouts import read
from eval.legal import is_legal

MEASURES: Final = ("Success@1", "RR@10", "R@10")
QUERIES: Final = 500
_SHORTEST, _LONGEST = 8, 24


def sources(path: Path) -> Iterator[Source]:
    """The documents of a JSON-lines file (``_id`` or ``id``, ``title``, ``text``; may be compressed) or a
    data set."""
    if path.is_dir() and ((path / "corpus.jsonl").is_file() or is_legal(path)):
        yield from read(path).sources
    else:
        yield from read_corpus(path, number_repeats=True)


def known_items(
    documents: Sequence[Source], *, count: int, seed: int
) -> tuple[tuple[Query, ...], tuple[Judgement, ...]]:
    """``count`` queries (fewer when the corpus is small): a run of 8 to 24 syllables from the text of a
    document."""
    generator = random.Random(seed)
    queries: list[Query] = []
    judgements: list[Judgement] = []
    for number in generator.sample(range(len(documents)), len(documents)):
        words = documents[number].text.split()
        if len(words) < _SHORTEST:
            continue
        length = min(len(words), generator.randint(_SHORTEST, _LONGEST))
        start = generator.randrange(len(words) - length + 1)
        queries.append(Query(f"q{len(queries) + 1}", " ".join(words[start : start + length])))
        judgements.append(Judgement(queries[-1].id, documents[number].id, 1))
        if len(queries) == count:
            break
    return tuple(queries), tuple(judgements)
