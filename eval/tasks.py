"""What ``troly eval retrieval|answers|reading|scale`` do: from arguments to a finished run folder and a
table."""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

from assistant import grounded
from assistant.answer import Answer
from assistant.ask import ask
from assistant.chat_model import ChatModel
from assistant.llm import configured
from assistant.settings import Settings
from corpus.errors import TrolyError
from eval import (
    answer_runs,
    evidence,
    fingerprints,
    gold,
    layouts,
    material,
    measures,
    progress,
    reading_runs,
    squad,
    trec,
)
from eval import drafts as drafting
from eval import retrieval as searching
from eval import scale as large
from eval.cost import disk_size
from eval.dataset import Dataset, Query, draw, sampled, without_accents
from eval.finish import conclude
from eval.runs import Config, Job, Value, carry_out, run_folder
from eval.summaries import summarise
from index.embed import Encoder, open_encoder
from index.parts import ALL, Parts
from index.search import Hit, Index
from index.store import folder_of


@dataclass(frozen=True, slots=True)
class Built:
    """An index over a benchmark, and what building it cost."""

    index: Index
    cost: Mapping[str, float]


def retrieval(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval retrieval``: a benchmark's documents, or our own documents for one of our question
    sets."""
    args.measures = measures.names(args.measures or measures.DEFAULT)
    if gold.is_gold(args.dataset):
        return _own_retrieval(args, settings)
    dataset = sampled(layouts.read(args.dataset, split=args.split), limit=args.limit, seed=args.seed)
    if args.unaccented:
        dataset = replace(dataset, queries=_unaccented(dataset.queries))
    asked = searching.benchmark(dataset, measures=args.measures, depth=args.depth)
    encoder = None if args.run_file else _encoder(args, settings)
    config = _config(
        args,
        "retrieval",
        dataset.name,
        {
            "depth": args.depth,
            "measures": " ".join(args.measures),
            "encoder": _encoder_name(args, settings),
            "without": " ".join(args.without),
        },
        {"encoder": encoder.fingerprint if encoder else "none"}
        | ({"run": fingerprints.of_path(args.run_file)} if args.run_file else {}),
    )
    cost: Mapping[str, float] = {}
    if args.run_file:
        jobs = searching.given(dataset.queries, asked, trec.read_run(args.run_file, quoted=args.quoted))
    else:
        built = _build(dataset, encoder, parts=_parts(args))
        jobs, cost = searching.jobs(dataset.queries, asked, partial(_search, built.index)), built.cost
    folder = _folder(args, settings, config)
    results = carry_out(folder, config, jobs, fresh=args.fresh, progress=progress.bar("Tìm kiếm"))
    trec.write_run({r.id: r.ranking for r in results}, folder / "run.trec")
    trec.write_qrels(dataset.judgements, folder / "qrels.trec")
    return conclude(args, folder, config, summarise(results, seed=args.seed, cost=cost, problems=dataset.problems))


def answers(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval answers``: our own questions, answered from the documents folder."""
    questions = _questions(args)
    index = Index.open(settings.data, encoder=settings.encoder)
    model = _model(settings) if args.model or args.judge else None
    used = {"model": args.model and settings.model, "judge": args.judge and settings.model} if model else {}
    config = _config(args, "answers", args.dataset.stem, {"k": args.k, **used}, _own(settings))
    folder = _folder(args, settings, config)
    answering: Callable[..., Answer] = ask
    if model is not None and args.model:
        answering = partial(grounded.ask, model=model, timeout=settings.model_timeout)
    jobs = answer_runs.jobs(questions, index, k=args.k, answering=answering, judge=model if args.judge else None)
    results = carry_out(folder, config, jobs, fresh=args.fresh, progress=progress.bar("Trả lời"))
    extra = answer_runs.of_the_whole(results)
    cost = {"passages": float(len(index.passages)), "index_mib": disk_size(folder_of(settings.data))}
    problems = evidence.problems(questions, index.documents)
    metrics = summarise(results, seed=args.seed, extra=extra, cost=cost, problems=problems)
    return conclude(args, folder, config, metrics)


def _model(settings: Settings) -> ChatModel:
    model = configured(settings)
    if model is None:
        raise TrolyError("Chưa cấu hình mô hình ngôn ngữ. Hãy đặt TROLY_MODEL (và TROLY_MODEL_URL) rồi chạy lại.")
    return model


def reading(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval reading``: a SQuAD-like file, each question asked of its paragraph, or of all with
    ``--open``."""
    whole = squad.read(args.dataset)
    items = tuple(whole.items[i] for i in draw(len(whole.items), limit=args.limit, seed=args.seed))
    if args.unaccented:
        items = tuple(replace(item, question=without_accents(item.question)) for item in items)
    encoder = _encoder(args, settings)
    config = _config(
        args,
        "reading",
        whole.name,
        {"open": args.open, "encoder": _encoder_name(args, settings)},
        {"encoder": encoder.fingerprint if encoder else "none"},
    )
    built = _build(squad.as_dataset(whole), encoder, lean=False)
    folder = _folder(args, settings, config)
    jobs = reading_runs.jobs(items, whole, built.index, everywhere=args.open)
    results = carry_out(folder, config, jobs, fresh=args.fresh, progress=progress.bar("Đọc hiểu"))
    return conclude(args, folder, config, summarise(results, seed=args.seed, cost=built.cost))


def drafts(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval drafts``: a draft written by ``troly draft --json``, with gold if there is any."""
    items = drafting.leaves(drafting.read(args.dataset))
    golds = drafting.read_gold(args.gold) if args.gold else {}
    documents = Index.open(settings.data, encoder=settings.encoder).documents
    depends = _own(settings) | ({"gold": fingerprints.of_path(args.gold)} if args.gold else {})
    config = _config(args, "drafts", args.dataset.stem, {"locality": args.locality}, depends)
    folder = _folder(args, settings, config)
    score = partial(drafting.result, documents=documents, locality=args.locality, supports=answer_runs.supports)
    jobs = [Job(item.label, partial(score, item, golds.get(item.label))) for item in items]
    results = carry_out(folder, config, jobs, fresh=args.fresh)
    extra = drafting.of_the_whole(items, golds, documents, locality=args.locality, supports=answer_runs.supports)
    seconds = drafting.read_seconds(args.dataset)
    if seconds is not None:
        extra["draft_seconds"] = seconds
    lost = sorted(set(golds) - {item.label for item in items})
    problems = [f"dự thảo không có mục “{label}” của tệp đáp án" for label in lost]
    return conclude(args, folder, config, summarise(results, seed=args.seed, extra=extra, problems=problems))


def scale(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval scale``: how fast and how large, on a big corpus, with sentences of it as questions."""
    sources = tuple(large.sources(args.dataset))
    queries, judgements = large.known_items(sources, count=args.limit or large.QUERIES, seed=args.seed)
    dataset = Dataset(args.dataset.name.partition(".")[0], sources, queries, judgements)
    if args.unaccented:
        dataset = replace(dataset, queries=_unaccented(dataset.queries))
    encoder = _encoder(args, settings)
    config = _config(
        args,
        "scale",
        dataset.name,
        {"encoder": _encoder_name(args, settings)},
        {"encoder": encoder.fingerprint if encoder else "none"},
    )
    asked = searching.benchmark(dataset, measures=large.MEASURES, depth=10)
    built = _build(dataset, encoder)
    folder = _folder(args, settings, config)
    jobs = searching.jobs(dataset.queries, asked, partial(_search, built.index))
    results = carry_out(folder, config, jobs, fresh=args.fresh, progress=progress.bar("Tìm kiếm"))
    return conclude(args, folder, config, summarise(results, seed=args.seed, cost=built.cost))


def _own_retrieval(args: argparse.Namespace, settings: Settings) -> int:
    questions = _questions(args)
    index = Index.open(settings.data, encoder=settings.encoder)
    if args.encoder or args.without:
        index = Index.in_memory(
            index.passages,
            encoder=_encoder(args, settings),
            documents=index.documents,
            questions=index.questions,
            parts=_parts(args),
        )
    config = _config(
        args,
        "retrieval",
        args.dataset.stem,
        {
            "depth": args.depth,
            "measures": " ".join(args.measures),
            "encoder": _encoder_name(args, settings),
            "without": " ".join(args.without),
        },
        _own(settings),
    )
    jobs = evidence.jobs(questions, index, measures=args.measures, depth=args.depth)
    if not jobs:
        raise TrolyError(f"{args.dataset}: không câu nào có bằng chứng trong kho văn bản {settings.documents}.")
    folder = _folder(args, settings, config)
    results = carry_out(folder, config, jobs, fresh=args.fresh, progress=progress.bar("Tìm kiếm"))
    problems = evidence.problems(questions, index.documents)
    return conclude(args, folder, config, summarise(results, seed=args.seed, problems=problems))


def _parts(args: argparse.Namespace) -> Parts:
    """All parts of search but those to be left out."""
    known = [field.name for field in fields(Parts)]
    unknown = [name for name in args.without if name not in known]
    if unknown:
        raise TrolyError(f"--without {unknown[0]}: tìm kiếm không có phần này; các phần là {', '.join(known)}.")
    return replace(ALL, **dict.fromkeys(args.without, False))


def _build(dataset: Dataset, encoder: Encoder | None, *, lean: bool = True, parts: Parts = ALL) -> Built:
    started = time.perf_counter()
    show = progress.bar("Tách đoạn")
    prepared = material.prepare(dataset.sources, lean=lean, total=len(dataset.sources), progress=show)
    split = time.perf_counter()
    index = Index.in_memory(prepared.passages, encoder=encoder, documents=prepared.documents, parts=parts)
    done = time.perf_counter()
    count = float(len(prepared.passages))
    return Built(
        index,
        {
            "passages": count,
            "split_seconds": split - started,
            "index_seconds": done - split,
            "passages_per_second": count / (done - started),
        },
    )


def _search(index: Index, query: str, k: int) -> tuple[Hit, ...]:
    return index.search(query, k=k)


def _questions(args: argparse.Namespace) -> tuple[gold.GoldQuestion, ...]:
    questions = gold.sampled(gold.read(args.dataset), limit=args.limit, seed=args.seed)
    return gold.unaccented(questions) if args.unaccented else questions


def _unaccented(queries: Sequence[Query]) -> tuple[Query, ...]:
    return tuple(Query(query.id, without_accents(query.text)) for query in queries)


def _encoder(args: argparse.Namespace, settings: Settings) -> Encoder | None:
    name = args.encoder or settings.encoder
    return None if name == "none" else open_encoder(name)


def _encoder_name(args: argparse.Namespace, settings: Settings) -> str:
    return args.encoder or settings.encoder or "troly"


def _own(settings: Settings) -> dict[str, str]:
    """Fingerprints of what an answer from our own documents depends on."""
    return {
        "corpus": fingerprints.of_path(settings.documents),
        "encoder": open_encoder(settings.encoder).fingerprint,
    }


def _config(
    args: argparse.Namespace, task: str, dataset: str, options: Mapping[str, Value], depends: Mapping[str, str]
) -> Config:
    common = {name: getattr(args, name, None) for name in ("limit", "seed", "unaccented")}
    found = {"dataset": fingerprints.of_path(args.dataset), "program": fingerprints.of_program()}
    return Config(task, dataset, {**options, **common}, found | dict(depends))


def _folder(args: argparse.Namespace, settings: Settings, config: Config) -> Path:
    folder: Path = args.out or run_folder(settings.data / "eval", config)
    return folder
