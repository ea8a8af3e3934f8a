"""From the results of single questions to the figures of a run."""

from collections.abc import Iterable, Mapping, Sequence

from eval.cost import latency, peak_memory
from eval.results import QueryResult, mean, measure_names, values_of
from eval.runs import Metrics
from eval.statistics import auroc, interval


def summarise(
    results: Sequence[QueryResult],
    *,
    seed: int,
    extra: Mapping[str, float] | None = None,
    cost: Mapping[str, float] | None = None,
    problems: Iterable[str] = (),
) -> Metrics:
    """Means with intervals, means by kind and by style of question, and what the run cost.

    ``extra`` are measures of the whole set that are no mean over questions; they have no interval.
    """
    intervals = {name: interval(values_of(results, name), seed=seed) for name in measure_names(results)}
    return Metrics(
        {name: i.mean for name, i in intervals.items()} | dict(extra or {}),
        len(results),
        {name: (i.low, i.high) for name, i in intervals.items()},
        groups(results),
        _times(results) | {"peak_memory_mib": peak_memory()} | dict(cost or {}),
        tuple(problems),
    )


def _times(results: Sequence[QueryResult]) -> dict[str, float]:
    """Milliseconds a question, and of its stages where they were told apart."""
    stages = {"query": [r.seconds for r in results]} if any(r.seconds for r in results) else {}
    if any(r.search_seconds for r in results):
        stages["search"] = [r.search_seconds for r in results if r.search_seconds]
        stages["answer"] = [r.seconds - r.search_seconds for r in results]
    times = {name: latency(seconds) for name, seconds in stages.items()}
    return {f"{name}_{share}_ms": 1000 * value for name, t in times.items() for share, value in t._asdict().items()}


def groups(results: Sequence[QueryResult]) -> dict[str, dict[str, float]]:
    """Means over the questions of each kind and each style, with their number under ``n``.

    Keys are "kind: fact", "style: plain" and so on; a division with one part only is left out.
    """
    divided: dict[str, dict[str, float]] = {}
    for label, parts in (
        ("kind", _parts((r.kind, r) for r in results)),
        ("style", _parts((r.style, r) for r in results)),
    ):
        if len(parts) > 1:
            divided |= {f"{label}: {name}": _means(part) for name, part in parts.items()}
    return divided


def refusals(results: Sequence[QueryResult], refused: Sequence[bool]) -> dict[str, float]:
    """How well the run tells what cannot be answered: precision, recall and F1 of refusing, the share of
    answerable questions refused, and how well the best hit's score alone would tell (area under the ROC
    curve).

    Nothing refused has precision 0, and 1 when there was nothing to refuse.
    """
    pairs = list(zip(results, refused, strict=True))
    right = sum(no and not r.answerable for r, no in pairs)
    wrong = sum(no and r.answerable for r, no in pairs)
    answerable = [r for r in results if r.answerable]
    unanswerable = [r for r in results if not r.answerable]
    if not unanswerable:
        return {"answerable_refused": wrong / len(answerable) if answerable else 0.0}
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / len(unanswerable)
    return {
        "refusal_precision": precision,
        "refusal_recall": recall,
        "refusal_f1": 2 * precision * recall / (precision + recall) if right else 0.0,
        "answerable_refused": wrong / len(answerable) if answerable else 0.0,
        "score_auroc": auroc([r.score for r in answerable], [r.score for r in unanswerable]),
    }


def _parts(labelled: Iterable[tuple[str, QueryResult]]) -> dict[str, list[QueryResult]]:
    parts: dict[str, list[QueryResult]] = {}
    for label, result in labelled:
        if label:
            parts.setdefault(label, []).append(result)
    return dict(sorted(parts.items()))


def _means(part: Sequence[QueryResult]) -> dict[str, float]:
    return {"n": float(len(part))} | {name: mean(values_of(part, name)) for name in measure_names(part)}
