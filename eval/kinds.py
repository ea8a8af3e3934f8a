"""No kind of question may be served worse than by plain BM25: nDCG@10 of both, kind by kind.

    python -m eval.kinds DATASET ...

Data sets are question sets of ours (kinds and ways of writing as they say themselves; all that are given make one
table, over the passages of the office's documents) or benchmarks (kinds by the words of the question, a table each).
Prints the tables in Markdown. Needs the ``peers`` extra (bm25s).
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import NamedTuple

from assistant import settings
from assistant.question import understand
from eval import evidence, gold, layouts, material, measures, retrieval
from eval.dataset import Dataset, Judgement, Ranked, Source
from eval.gold import GoldQuestion, searched_text
from eval.peer import bm25
from index.embed import open_encoder
from index.search import Hit, Index

_MEASURE = "nDCG@10"
_DEPTH = 100
_TOLERATED = 0.02


class Compared(NamedTuple):
    """A question's kinds ("fact", "plain") and what either system reached on it."""

    kinds: tuple[str, ...]
    ours: float
    theirs: float


def main(paths: Sequence[str]) -> int:
    """Prints the tables."""
    options = settings.load()
    own = [question for path in paths if gold.is_gold(Path(path)) for question in gold.read(Path(path))]
    if own:
        print(table("Our questions", of_questions(Index.open(options.data, encoder=options.encoder), own)))
    for path in paths:
        if not gold.is_gold(Path(path)):
            dataset = layouts.read(Path(path))
            print(table(dataset.name, of_benchmark(dataset)))
    return 0


def of_questions(index: Index, questions: Iterable[GoldQuestion]) -> list[Compared]:
    """Our answerable questions, asked of all passages of an index."""
    passages = {p.id: p for p in index.passages}
    sources = [Source(p.id, " ".join(p.heading_path), p.text) for p in index.passages]
    compared = []
    with TemporaryDirectory() as folder:
        rank = bm25(sources, Path(folder)).rank
        for question in questions:
            needed = evidence.need(question, index.documents)
            if not (question.answerable and needed.units):
                continue
            text = searched_text(question)
            theirs = [Hit(passages[r.document], r.score, r.score, 0.0) for r in rank(text, _DEPTH)]
            judged = [Judgement(question.id, name, 1) for name in needed.names]
            values = [_value(judged, evidence.ranking(hits, needed)) for hits in (index.search(text, k=_DEPTH), theirs)]
            compared.append(Compared((question.kind, question.style), *values))
    return compared


def of_benchmark(dataset: Dataset) -> list[Compared]:
    """A benchmark's questions, asked of its documents."""
    prepared = material.prepare(dataset.sources, lean=True)
    index = Index.in_memory(prepared.passages, encoder=open_encoder(), documents=prepared.documents)
    judgements = retrieval.benchmark(dataset, measures=(_MEASURE,), depth=_DEPTH).judgements
    compared = []
    with TemporaryDirectory() as folder:
        rank = bm25(dataset.sources, Path(folder)).rank
        for query in dataset.queries:
            ours = retrieval.documents_of(index.search(query.text, k=4 * _DEPTH))
            values = [_value(judgements[query.id], found) for found in (ours, rank(query.text, _DEPTH))]
            compared.append(Compared((understand(query.text).asks,), *values))
    return compared


def _value(judgements: Sequence[Judgement], ranking: Sequence[Ranked]) -> float:
    query = judgements[0].query
    return measures.score(judgements, {query: measures.strictly_falling(ranking)}, (_MEASURE,))[_MEASURE][query]


def table(name: str, compared: Sequence[Compared]) -> str:
    """A Markdown table, the kinds with the most questions first; a kind worse by more than two points is marked."""
    by_kind: dict[str, list[Compared]] = defaultdict(list)
    for question in compared:
        for kind in question.kinds:
            by_kind[kind].append(question)
    rows = [f"\n| {name} | n | troly | bm25s | difference |", "| --- | ---: | ---: | ---: | ---: |"]
    for kind, found in sorted(by_kind.items(), key=lambda row: (-len(row[1]), row[0])):
        ours, theirs = mean(c.ours for c in found), mean(c.theirs for c in found)
        worse = " (!)" if ours < theirs - _TOLERATED else ""
        rows.append(f"| {kind} | {len(found)} | {ours:.3f} | {theirs:.3f} | {ours - theirs:+.3f}{worse} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
