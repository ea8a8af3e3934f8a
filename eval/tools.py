"""What ``troly eval compare|report|peers|convert|runs`` do."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.settings import Settings
from corpus.errors import TrolyError
from eval import compare as comparing
from eval import layouts, peer
from eval import report as reporting
from eval.compare import Comparison
from eval.records import write_json
from eval.runs import Run, listing, load
from eval.statistics import difference
from eval.words import cost, measure, number, p_value

_PEER_MEASURES: Final = ("nDCG@10", "R@10", "RR@10", "AP")
_PEER_COSTS: Final = ("index_seconds", "query_p50_ms", "query_p95_ms", "peak_memory_mib", "index_mib")
_ROOT: Final = Path(__file__).resolve().parent.parent


def compare(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval compare A B [C ...]``."""
    runs = [load(folder) for folder in args.runs]
    compared = comparing.compare(runs, by=args.by, changes=args.changes, seed=args.seed)
    for comparison in compared:
        print(_table(comparison))
    if args.json:
        write_json(args.json, {"comparisons": [_json(comparison) for comparison in compared]})
    if args.html:
        reporting.write(runs, args.html, seed=args.seed)
        print(f"Báo cáo: {args.html}")
    return 0


def report(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval report RUN ... --out FILE``."""
    reporting.write([load(folder) for folder in args.runs], args.out, seed=args.seed)
    print(f"Báo cáo: {args.out}")
    return 0


def runs(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval runs``: finished runs, latest first, with their first measures."""
    found = [(folder, load(folder)) for folder in listing(settings.data / "eval")]
    for folder, run in found:
        figures = ", ".join(f"{measure(n)} {number(v)}" for n, v in reporting.headline(run).items())
        print(f"{folder}\n    {run.metrics.n} câu: {figures}")
    if not found:
        print("Chưa có lần chạy nào; hãy chạy troly eval retrieval hoặc troly eval answers.")
    if args.json:
        write_json(args.json, {"runs": [{"path": str(f), "metrics": dict(r.metrics.metrics)} for f, r in found]})
    return 0


def convert(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval convert SOURCE TARGET --to LAYOUT``."""
    dataset = layouts.read(args.dataset, split=args.split)
    layouts.write(dataset, args.out, layout=args.to)
    for problem in dataset.problems:
        print(f"Lưu ý: {problem}.", file=sys.stderr)
    print(f"Đã ghi {len(dataset.sources)} văn bản, {len(dataset.queries)} câu hỏi vào {args.out}.")
    return 0


def peers(args: argparse.Namespace, settings: Settings) -> int:
    """``troly eval peers --dataset DIR``: every system in its own process, then one table."""
    name = layouts.read(args.dataset, split=args.split).name
    parent = args.out or settings.data / "eval" / f"peers-{name}{'-unaccented' if args.unaccented else ''}"
    systems = [peer.OURS, peer.BM25, peer.TUTORIAL, *args.encoder]
    folders = [_measured(args, system, parent) for system in systems]
    measured = [load(folder) for folder in folders]
    print(_peer_table(systems, measured, seed=args.seed))
    reporting.write(measured, parent / "report.html", seed=args.seed)
    print(f"Báo cáo: {parent / 'report.html'}")
    if args.json:
        write_json(args.json, _peer_json(systems, measured))
    return 0


def _measured(args: argparse.Namespace, system: str, parent: Path) -> Path:
    folder: Path = parent / Path(system).name
    print(f"Đang đo {folder.name} ...", file=sys.stderr)
    order = peer.Order(
        system, str(args.dataset), args.split, args.limit, args.seed, args.unaccented, str(folder.resolve())
    )
    path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "eval.peer", json.dumps(order._asdict())],
        env={**os.environ, "PYTHONPATH": path},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode == 2:
        raise TrolyError(done.stderr.strip().splitlines()[-1])
    if done.returncode == 3:
        absent = done.stderr.strip().splitlines()[-1]
        raise ModuleNotFoundError(f"No module named {absent!r}", name=absent)
    if done.returncode:
        raise RuntimeError(f"eval.peer failed for {system}:\n{done.stderr}")
    return folder


def _peer_table(systems: Sequence[str], measured: Sequence[Run], *, seed: int) -> str:
    head = ["hệ thống", *_PEER_MEASURES, "p (nDCG@10)", *(cost(name) for name in _PEER_COSTS)]
    ours = {r.id: r.values["nDCG@10"] for r in measured[0].results}
    rows = []
    for system, run in zip(systems, measured, strict=True):
        theirs = {r.id: r.values["nDCG@10"] for r in run.results}
        p = difference([ours[i] for i in ours], [theirs[i] for i in ours], seed=seed).p
        rows.append(
            [
                Path(system).name,
                *(number(run.metrics.metrics[name]) for name in _PEER_MEASURES),
                "–" if system == peer.OURS else p_value(p),
                *(number(run.metrics.cost[name], digits=1) for name in _PEER_COSTS),
            ]
        )
    return markdown(head, rows)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, as it goes into a document."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _peer_json(systems: Sequence[str], measured: Sequence[Run]) -> dict[str, object]:
    return {
        "dataset": measured[0].config.dataset,
        "config": measured[0].config.to_json(),
        "metrics": {s: dict(run.metrics.metrics) for s, run in zip(systems, measured, strict=True)},
        "cost": {s: dict(run.metrics.cost) for s, run in zip(systems, measured, strict=True)},
        "n": measured[0].metrics.n,
    }


def _table(comparison: Comparison) -> str:
    head = ["Phép đo", "gốc", "mới", "chênh lệch", "95%", "p", "hơn", "kém", "bằng"]
    rows = [
        [
            row.measure,
            number(row.base),
            number(row.other),
            number(row.difference.mean),
            f"[{number(row.difference.low)}; {number(row.difference.high)}]",
            p_value(row.p_adjusted),
            *(str(n) for n in (row.difference.wins, row.difference.losses, row.difference.ties)),
        ]
        for row in comparison.measures
    ]
    lines = [f"{comparison.other} so với {comparison.base} ({comparison.n} câu hỏi chung)", markdown(head, rows)]
    lines += [f"Lưu ý: {problem}." for problem in comparison.problems]
    if comparison.changes:
        lines.append(f"Câu thay đổi nhiều nhất theo {measure(comparison.by)}:")
    lines += [
        f"  {number(c.before.values[comparison.by])} → {number(c.after.values[comparison.by])}  {c.before.question}"
        for c in comparison.changes
    ]
    return "\n".join(lines) + "\n"


def _json(comparison: Comparison) -> dict[str, object]:
    return {
        "base": comparison.base,
        "other": comparison.other,
        "n": comparison.n,
        "measures": {
            row.measure: {"base": row.base, "other": row.other, "n": row.n, "p_adjusted": row.p_adjusted}
            | row.difference._asdict()
            for row in comparison.measures
        },
        "by": comparison.by,
        "changes": [{"id": c.before.id, "question": c.before.question, "delta": c.delta} for c in comparison.changes],
        "problems": list(comparison.problems),
    }
