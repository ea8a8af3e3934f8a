"""How high a benchmark's nDCG@10 can be where documents repeat one another: ``python -m eval.duplicates DATASET ...``

Of two documents that say the same, judgements often call one relevant and the other not, and nothing in the question
tells which. Printed is what a perfect retriever reaches that puts the relevant document and its near duplicates first,
in an order left to chance. Near duplicates share more than a part of the triples of neighbouring syllables of the
shorter one.
"""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean

from eval import layouts
from eval.dataset import Dataset
from index.features import cut

PARTS = (0.6, 0.7, 0.8, 0.9)
_CUTOFF = 10


def main(paths: Sequence[str]) -> int:
    """Prints, for each part, how many questions have duplicates of their answer, and the highest nDCG@10."""
    for path in paths:
        dataset = layouts.read(Path(path))
        for part in PARTS:
            groups = group_sizes(dataset, part=part)
            repeated = sum(size > 1 for size in groups)
            highest = mean(expected(size) for size in groups)
            print(f"{dataset.name}, more than {part:.0%} shared: {repeated} of {len(groups)} questions, {highest:.3f}")
    return 0


def group_sizes(dataset: Dataset, *, part: float) -> list[int]:
    """For each question with one relevant document, how many documents share more than ``part`` with it, itself
    included."""
    triples = {source.id: set(_triples(source.text)) for source in dataset.sources}
    holding: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, own in triples.items():
        for triple in own:
            holding[triple].append(name)
    relevant: dict[str, list[str]] = defaultdict(list)
    for judgement in dataset.judgements:
        if judgement.relevance > 0:
            relevant[judgement.query].append(judgement.document)
    sizes = []
    for names in relevant.values():
        if len(names) == 1:
            own = triples[names[0]]
            shared = Counter(name for triple in own for name in holding[triple])
            alike = [n for n, count in shared.items() if count > part * min(len(own), len(triples[n]))]
            sizes.append(max(1, len(alike)))
    return sizes


def expected(size: int) -> float:
    """Mean nDCG@10 of one relevant document that stands anywhere among the first ``size`` with the same chance."""
    return sum(1 / math.log2(1 + place) for place in range(1, min(size, _CUTOFF) + 1)) / size


def _triples(text: str) -> Iterable[tuple[str, ...]]:
    syllables = cut(text)
    return zip(syllables, syllables[1:], syllables[2:], strict=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
