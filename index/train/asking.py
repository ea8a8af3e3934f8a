"""Learn what the words of questions weigh: ``python -m index.train.asking FOLDER`` writes ``index/asking_words.tsv``.

A word's weight is how often the passage that answers has it, divided by how often it has the words of questions of the
same source on the whole; nearer to 1 the fewer questions have the word. The mean over the sources counts, for words of
three sources at least: words of one field ("ngứa" in questions on health) do not ask. Counted by spelling, and for
questions typed without accents by folded form.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean

from corpus.errors import TrolyError
from index import asking
from index.features import cut
from index.train.pairs import Pair, read_pairs
from index.vietnamese import accented_key, key

SOURCES = ("web-questions", "wiki-questions", "health-questions", "law-questions-synthetic")
_LONGEST = 320
# A source tells of a word that so many of its questions have; so many sources must.
_LEAST, _SOURCES = 20, 3
# Words that weigh more are left out: they weigh 1.
_MOST = 0.9
# So many questions in which the word was as usual are counted beside the real ones.
_USUAL = 20
# A word that tells is in the answer more often than the average of all words, of which many ask.
_TELLING = 1.1


def learned(sources: Iterable[Sequence[Pair]]) -> dict[str, float]:
    """The weights below 0.9 by spelling, least first."""
    told: dict[str, list[float]] = {}
    for pairs in sources:
        asked, answered = _counted(pairs)
        usual = _TELLING * answered.total() / max(asked.total(), 1)
        for spelling, count in asked.items():
            if count >= _LEAST:
                told.setdefault(spelling, []).append((answered[spelling] + _USUAL) / (count * usual + _USUAL))
    weights = ((spelling, mean(found)) for spelling, found in told.items() if len(found) >= _SOURCES)
    return dict(sorted(((s, w) for s, w in weights if w < _MOST), key=lambda entry: (entry[1], entry[0])))


def _counted(pairs: Sequence[Pair]) -> tuple[Counter[str], Counter[str]]:
    """In how many questions each spelling is, and in how many of those the passage has its folded form."""
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for pair in pairs:
        in_passage = set(map(key, cut(pair.passage)[:_LONGEST]))
        written = cut(pair.query)
        spellings = {accented_key(word): key(word) for word in written} | {key(word): key(word) for word in written}
        asked.update(spellings.keys())
        answered.update(spelling for spelling, folded in spellings.items() if folded in in_passage)
    return asked, answered


def text(weights: Mapping[str, float]) -> str:
    """The table as a file."""
    head = "# What a word of a question weighs (index/asking.py); made by index.train.asking, smallest first.\n"
    return head + "".join(f"{spelling}\t{weight:.2f}\n" for spelling, weight in weights.items())


def main(arguments: list[str] | None = None) -> int:
    """Read the pairs and write the table."""
    parser = argparse.ArgumentParser(prog="python -m index.train.asking", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with the *.jsonl.xz pairs")
    parser.add_argument("--out", type=Path, default=asking.TABLE, help="file to write")
    options = parser.parse_args(arguments)
    try:
        weights = learned([list(read_pairs(options.folder, source)) for source in SOURCES])
    except TrolyError as error:
        print(error, file=sys.stderr)
        return 2
    options.out.write_text(text(weights), encoding="utf-8")
    print(f"{options.out}: {len(weights)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
