"""The end of a run: figures written, a table printed, the report made, thresholds held against the
figures."""

import argparse
import sys
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from corpus.errors import TrolyError
from eval import report
from eval.measures import only_for_curves
from eval.records import write_json
from eval.runs import Config, Metrics, finish, load, summary
from eval.words import cost, measure, number


def conclude(args: argparse.Namespace, folder: Path, config: Config, metrics: Metrics) -> int:
    """Write and show what a run found. Returns 1 when a threshold is missed, otherwise 0.

    Raises TrolyError for a threshold on a measure that the run does not have.
    """
    finish(folder, config, metrics)
    report.write([load(folder)], folder / "report.html", seed=args.seed)
    if args.json:
        write_json(args.json, summary(config, metrics))
    for problem in metrics.problems:
        print(f"Lưu ý: {problem}.", file=sys.stderr)
    print(f"{config.dataset}: {metrics.n} câu hỏi")
    print(table(metrics, hidden=only_for_curves(config.options)))
    print(f"Kết quả và báo cáo: {folder / 'report.html'}")
    missed = [
        *_missed(args.fail_under, metrics, low=True),
        *_missed(args.fail_over, metrics, low=False),
    ]
    for words in missed:
        print(f"Không đạt: {words}.", file=sys.stderr)
    return 1 if missed else 0


def table(metrics: Metrics, *, hidden: Container[str] = ()) -> str:
    """The figures as lines of text, but for the ``hidden`` measures."""
    rows = []
    for name, value in metrics.metrics.items():
        if name in hidden:
            continue
        low_high = metrics.intervals.get(name)
        rows.append(
            (measure(name), number(value), f"[{number(low_high[0])}; {number(low_high[1])}]" if low_high else "")
        )
    rows += [(cost(name), number(value, digits=1), "") for name, value in metrics.cost.items()]
    width = max(len(name) for name, _, _ in rows)
    return "\n".join(f"  {name:<{width}}  {value:>9}  {interval}".rstrip() for name, value, interval in rows)


def _missed(limits: Iterable[tuple[str, float]], metrics: Metrics, *, low: bool) -> Iterable[str]:
    known: Mapping[str, float] = {**metrics.metrics, **metrics.cost}
    for name, limit in limits:
        if name not in known:
            raise TrolyError(f"Lần chạy này không có “{name}” để đặt ngưỡng; có: {', '.join(known)}.")
        if known[name] < limit if low else known[name] > limit:
            called = measure(name) if name in metrics.metrics else cost(name)
            yield f"{called} là {number(known[name])}, {'dưới' if low else 'trên'} ngưỡng {number(limit)}"
