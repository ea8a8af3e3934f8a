"""The vocabulary of benchmarks: sources, queries, judgements, and a data set of the three.

A ``Source`` is a benchmark's document before it is read; ``eval.material`` turns it into a Document. Ids are
strings. Nothing here reads files.
"""

import random
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple


class Source(NamedTuple):
    """A benchmark's document: its id, title ("" when it has none) and text."""

    id: str
    title: str
    text: str


class Query(NamedTuple):
    """A question of a retrieval benchmark."""

    id: str
    text: str


class Judgement(NamedTuple):
    """How relevant a document is to a query: 0 is not at all."""

    query: str
    document: str
    relevance: int


class Ranked(NamedTuple):
    """A document at its place in a ranking, higher scores first."""

    document: str
    score: float


@dataclass(frozen=True, slots=True)
class Dataset:
    """A retrieval benchmark. ``problems`` says, in Vietnamese, what was found wrong and left out of the
    score."""

    name: str
    sources: tuple[Source, ...]
    queries: tuple[Query, ...]
    judgements: tuple[Judgement, ...]
    problems: tuple[str, ...] = ()


def checked(dataset: Dataset) -> Dataset:
    """The data set with unusable judgements and queries left out of the score, and each reported in
    ``problems``.

    Left out: judgements of a document that is not in the corpus or of a query that is not in the list, and
    queries without any relevant document. Scoring those as zero would blame the retriever for the data.
    """
    documents = {source.id for source in dataset.sources}
    queries = {query.id for query in dataset.queries}
    absent = [j for j in dataset.judgements if j.document not in documents]
    strays = [j for j in dataset.judgements if j.query not in queries]
    kept = tuple(j for j in dataset.judgements if j.document in documents and j.query in queries)
    relevant = {j.query for j in kept if j.relevance > 0}
    silent = [query.id for query in dataset.queries if query.id not in relevant]
    problems = [
        *_problem("đánh giá (qrels) trỏ tới văn bản không có trong kho", [j.document for j in absent]),
        *_problem("đánh giá (qrels) của câu hỏi không có trong danh sách", [j.query for j in strays]),
        *_problem("câu hỏi không có văn bản liên quan nào nên không được tính điểm", silent),
    ]
    return replace(
        dataset,
        queries=tuple(q for q in dataset.queries if q.id in relevant),
        judgements=tuple(j for j in kept if j.query in relevant),
        problems=(*dataset.problems, *problems),
    )


def sampled(dataset: Dataset, *, limit: int | None, seed: int) -> Dataset:
    """``limit`` queries drawn with ``seed`` (all when None), in their original order, with their
    judgements."""
    if limit is None or limit >= len(dataset.queries):
        return dataset
    kept = {dataset.queries[i].id for i in draw(len(dataset.queries), limit=limit, seed=seed)}
    return replace(
        dataset,
        queries=tuple(q for q in dataset.queries if q.id in kept),
        judgements=tuple(j for j in dataset.judgements if j.query in kept),
    )


def draw(size: int, *, limit: int | None, seed: int) -> Sequence[int]:
    """Sorted indexes of ``limit`` of ``size`` things drawn with ``seed``; all of them when ``limit`` is
    None."""
    if limit is None or limit >= size:
        return range(size)
    return sorted(random.Random(seed).sample(range(size), limit))


def without_accents(text: str) -> str:
    """The text as typed without Vietnamese marks, letter case kept: ``Điều lệ Đảng`` -> ``Dieu le Dang``."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _problem(what: str, ids: Iterable[str]) -> tuple[str, ...]:
    unique = list(dict.fromkeys(ids))
    if not unique:
        return ()
    shown = ", ".join(f"“{i}”" for i in unique[:5]) + (", ..." if len(unique) > 5 else "")
    return (f"{len(unique)} {what}: {shown}",)
