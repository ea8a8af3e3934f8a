"""From a folder of pairs and running text to a vocabulary and the features of every pair."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from index.features import Floats, Vocabulary
from index.train.batches import Source, featurise
from index.train.cloze import CLOZES, clozes
from index.train.optimise import Recipe
from index.train.own import alike, everyday, known
from index.train.pairs import OFFICIAL, OWN, SOURCES, Forms, Pair, Stream, read_pairs
from index.train.vocabulary import Spellings, choose


class Material(NamedTuple):
    """What training needs of the texts: the features, in how many texts each is found, pairs and their weights."""

    vocabulary: Vocabulary
    texts_with: Floats
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
    for name, pairs in zip(OWN, (everyday(folder), known(), alike()), strict=True):
        add(name, OWN[name], list(pairs))
    for cloze in CLOZES:
        if cloze.official or not official:
            made = clozes(folder, cloze.source, every=cloze.every, seed=recipe.seed)
            add(f"cloze-{cloze.source}", cloze.weight, list(made))
    spellings = Spellings(list(forms))
    counted = [
        (stream, max(weights[name], 1.0))
        for name, both in streams.items()
        for stream in both[name.startswith("cloze-") :]
    ]
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
