"""Retrieval runs: each query asked of an index of the benchmark's documents, and what came back scored.

A document's score is its best passage's. Seconds are those of an everyday search (ten passages); the ranking
for the measures is then taken deeper.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from eval.dataset import Dataset, Judgement, Query, Ranked
from eval.measures import recall_curve, score, strictly_falling
from eval.results import QueryResult, Shown
from eval.runs import Job
from index.search import Hit

EVERYDAY_K = 10
"""Passages of an ordinary search, whose time is measured."""
_SHOWN = 3


Search = Callable[[str, int], tuple[Hit, ...]]
"""A question and how many passages to give."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What every query of a run needs: the measures, how many documents deep to rank, judgements by query,
    and names of documents to show."""

    measures: tuple[str, ...]
    depth: int
    judgements: Mapping[str, tuple[Judgement, ...]]
    titles: Mapping[str, str]


def benchmark(dataset: Dataset, *, measures: Sequence[str], depth: int) -> Benchmark:
    """What a run over a data set needs."""
    judgements: dict[str, list[Judgement]] = {}
    for judgement in dataset.judgements:
        judgements.setdefault(judgement.query, []).append(judgement)
    return Benchmark(
        tuple(dict.fromkeys((*measures, *recall_curve(depth)))),
        depth,
        {query: tuple(judged) for query, judged in judgements.items()},
        {source.id: source.title or source.text[:80] for source in dataset.sources},
    )


def jobs(queries: Sequence[Query], asked: Benchmark, search: Search) -> list[Job]:
    """The work of searching for each query."""
    return [Job(query.id, partial(_searched, query, asked, search)) for query in queries]


def given(queries: Sequence[Query], asked: Benchmark, rankings: Mapping[str, Sequence[Ranked]]) -> list[Job]:
    """The work of scoring rankings that another program made."""
    return [Job(q.id, partial(scored, q, asked, tuple(rankings.get(q.id, ())))) for q in queries]


def documents_of(hits: Iterable[Hit]) -> tuple[Ranked, ...]:
    """Documents by their best passage, best first, scores strictly falling."""
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(hit.passage.document_id, hit.score)
    return strictly_falling(Ranked(document, value) for document, value in best.items())


def _searched(query: Query, asked: Benchmark, search: Search) -> QueryResult:
    started = time.perf_counter()
    first = search(query.text, EVERYDAY_K)
    seconds = time.perf_counter() - started
    # Several passages of one document may come before the next document.
    hits = search(query.text, 4 * asked.depth)
    shown = tuple(Shown(h.passage.document_id, h.passage.text) for h in hits[:_SHOWN])
    result = scored(query, asked, documents_of(hits))
    return replace(result, seconds=seconds, score=first[0].coverage if first else 0.0, found=shown)


def scored(query: Query, asked: Benchmark, ranking: Sequence[Ranked]) -> QueryResult:
    """The result of a ranking, however it was made. Its time is not known and its passages are not shown."""
    ranking = strictly_falling(ranking[: asked.depth])
    judgements = asked.judgements[query.id]
    values = score(judgements, {query.id: ranking}, asked.measures)
    gold = [j.document for j in judgements if j.relevance > 0]
    return QueryResult(
        id=query.id,
        question=query.text,
        values={name: values[name][query.id] for name in asked.measures},
        seconds=0.0,
        gold=tuple(Shown(document, asked.titles[document]) for document in gold),
        found=tuple(Shown(r.document, asked.titles.get(r.document, "")) for r in ranking[:_SHOWN]),
        problems=_problems(gold, ranking),
        ranking=ranking,
    )


def _problems(gold: Sequence[str], ranking: Sequence[Ranked]) -> tuple[str, ...]:
    places = [place for place, r in enumerate(ranking, 1) if r.document in gold]
    if not places:
        return ("không tìm thấy",)
    return (f"văn bản đúng đứng thứ {places[0]}",) if places[0] > 1 else ()
