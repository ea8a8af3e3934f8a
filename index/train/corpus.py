"""From a folder of pairs and running text to a vocabulary and the features of every pair."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from index.features import Int64s, Vocabulary
from index.train.batches import Source, featurise
from index.train.cloze import CLOZES, clozes
from index.train.optimise import Recipe
from index.train.pairs import OFFICIAL, SOURCES, Forms, Pair, Stream, read_pairs
from index.train.vocabulary import Spellings, choose


class Material(NamedTuple):
    """What training needs of the texts: the features, in how many texts each is found, pairs and their weights."""

    vocabulary: Vocabulary
    texts_with: Int64s
    sources: dict[str, Source]
    weights: dict[str, float]


def prepare(folder: Path, recipe: Recipe, *, official: bool = False, progress: Callable[[str, int], None]) -> Material:
    """Read ``folder``; with ``official`` only laws, the Official Gazette and the codified law.

    ``progress`` hears each source's name and how many pairs it gave.
    """
    forms = Forms()
    streams: dict[str, tuple[Stream, Stream]] = {}
    weights: dict[str, float] = {}

    def add(name: str, weight: float, pairs: list[Pair]) -> None:
        queries = forms.stream((pair.query for pair in pairs), longest=recipe.longest)
        passages = forms.stream((pair.passage for pair in pairs), longest=recipe.longest)
        streams[name], weights[name] = (queries, passages), weight
        progress(name, len(pairs))

    for name, weight in SOURCES.items():
        if name in OFFICIAL or not official:
            add(name, weight, list(read_pairs(folder, name)))
    for cloze in CLOZES:
        if cloze.official or not official:
            pairs = list(clozes(folder, cloze.source, every=cloze.every, seed=recipe.seed))
            add(f"cloze-{cloze.source}", cloze.weight, pairs)
    spellings = Spellings(list(forms))
    counted = [stream for name, both in streams.items() for stream in both[name.startswith("cloze-") :]]
    vocabulary, texts_with = choose(spellings, counted, size=recipe.features, least=recipe.least)
    progress("features", len(vocabulary))
    sources = {}
    for name, (queries, passages) in streams.items():
        sources[name] = Source(
            featurise(vocabulary, spellings.tokens(queries, vocabulary)),
            featurise(vocabulary, spellings.tokens(queries, vocabulary, accents=False)),
            featurise(vocabulary, spellings.tokens(passages, vocabulary)),
        )
    return Material(vocabulary, texts_with, sources, weights)
