"""A run on disk: a folder that says what was run, keeps each question's result, and can be gone on with.

``config.json`` (what was run, with fingerprints), ``results.jsonl`` (a line a question, written as it is
answered), ``metrics.json`` (written last: a folder without it is unfinished). A run that was cut off goes on
where it stopped, provided that nothing about it changed; a line half written is thrown away.
"""

import hashlib
import json
import platform
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from corpus.errors import TrolyError
from eval.records import Record, as_object, json_file, json_lines, text_of, write_json
from eval.results import QueryResult, from_json, to_json

Progress = Callable[[int, int], None]
Value = str | int | float | bool | None

_CONFIG: Final = "config.json"
_RESULTS: Final = "results.jsonl"
_METRICS: Final = "metrics.json"


class Job(NamedTuple):
    """A question to be answered: its id and the work that gives its result."""

    id: str
    work: Callable[[], QueryResult]


@dataclass(frozen=True, slots=True)
class Config:
    """What was run: the task ("retrieval", "answers" ...), the data set, the options, and fingerprints of all
    that the result depends on (data set, corpus, index, model, program)."""

    task: str
    dataset: str
    options: Mapping[str, Value]
    fingerprints: Mapping[str, str]
    machine: str = field(default_factory=lambda: f"{platform.machine()}, Python {platform.python_version()}")

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits that two configurations share only if they are the same."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()[:12]

    def to_json(self) -> dict[str, object]:
        """As it stands in ``config.json``."""
        return {
            "task": self.task,
            "dataset": self.dataset,
            "options": dict(self.options),
            "fingerprints": dict(self.fingerprints),
            "machine": self.machine,
        }


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of a run. ``intervals`` are 95% bootstrap intervals; ``groups`` maps "kind: fact" and the
    like to the means over those questions; ``cost`` has seconds, MiB and rates; ``problems`` what was left
    out and why."""

    metrics: Mapping[str, float]
    n: int
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    cost: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run, read back."""

    name: str
    config: Config
    results: tuple[QueryResult, ...]
    metrics: Metrics


def run_folder(parent: Path, config: Config) -> Path:
    """Where a run with this configuration goes unless the caller says otherwise."""
    return parent / f"{config.task}-{config.dataset}-{config.key}"


def carry_out(
    folder: Path,
    config: Config,
    jobs: Sequence[Job],
    *,
    fresh: bool = False,
    progress: Progress | None = None,
) -> tuple[QueryResult, ...]:
    """Results of ``items`` (id, item), those of an unfinished run of the same configuration taken from its
    folder.

    A finished run of the same configuration, or any with ``fresh``, is begun anew. Raises TrolyError when the
    folder holds another configuration's run.
    """
    done = _prepare(folder, config, fresh=fresh)
    with (folder / _RESULTS).open("a", encoding="utf-8") as stream:
        for number, job in enumerate(jobs, 1):
            if job.id not in done:
                done[job.id] = job.work()
                stream.write(json.dumps(to_json(done[job.id]), ensure_ascii=False) + "\n")
                stream.flush()
            if progress:
                progress(number, len(jobs))
    return tuple(done[job.id] for job in jobs)


def finish(folder: Path, config: Config, metrics: Metrics) -> None:
    """Write ``metrics.json``, which makes the run a finished one."""
    write_json(folder / _METRICS, summary(config, metrics))


def summary(config: Config, metrics: Metrics) -> dict[str, object]:
    """What ``--json`` writes: dataset, config, metrics, n, and the rest of the figures."""
    return {
        "dataset": config.dataset,
        "config": config.to_json(),
        "metrics": dict(metrics.metrics),
        "n": metrics.n,
        "intervals": {name: list(pair) for name, pair in metrics.intervals.items()},
        "groups": {name: dict(values) for name, values in metrics.groups.items()},
        "cost": dict(metrics.cost),
        "problems": list(metrics.problems),
    }


def load(folder: Path) -> Run:
    """A finished run. TrolyError when the folder is no run, or an unfinished one."""
    if not (folder / _CONFIG).is_file():
        raise TrolyError(f"{folder}: không phải thư mục kết quả của troly eval (không có {_CONFIG}).")
    if not (folder / _METRICS).is_file():
        raise TrolyError(f"{folder}: lần chạy này chưa xong; hãy gõ lại đúng lệnh cũ để chạy tiếp.")
    values = as_object(json_file(folder / _METRICS), str(folder / _METRICS))
    results = tuple(from_json(record) for record in json_lines(folder / _RESULTS))
    return Run(folder.resolve().name, _config(folder), results, _metrics(values, str(folder / _METRICS)))


def listing(parent: Path) -> tuple[Path, ...]:
    """The folders of finished runs under ``parent``, latest first."""
    return tuple(sorted((p.parent for p in parent.glob(f"*/{_METRICS}")), key=_finished_at, reverse=True))


def _finished_at(folder: Path) -> tuple[float, str]:
    return (folder / _METRICS).stat().st_mtime, folder.name


def _prepare(folder: Path, config: Config, *, fresh: bool) -> dict[str, QueryResult]:
    """Make the folder ready; returns the results that need not be computed again."""
    there = (folder / _CONFIG).is_file()
    if folder.exists() and not folder.is_dir():
        raise TrolyError(f"{folder}: đây là một tệp; --out cần một thư mục.")
    if folder.is_dir() and not there and any(folder.iterdir()):
        raise TrolyError(f"{folder}: thư mục đã có tệp khác; hãy chọn thư mục trống bằng --out.")
    if there and not fresh and _config(folder).key != config.key:
        raise TrolyError(
            f"{folder}: đã có lần chạy với cấu hình, dữ liệu hoặc chương trình khác; thêm --fresh để "
            "chạy lại từ đầu, hoặc chọn thư mục khác bằng --out."
        )
    if there and (fresh or (folder / _METRICS).is_file()):
        shutil.rmtree(folder)
        there = False
    folder.mkdir(parents=True, exist_ok=True)
    if not there:
        write_json(folder / _CONFIG, config.to_json())
        return {}
    return _recovered(folder / _RESULTS)


def _recovered(path: Path) -> dict[str, QueryResult]:
    """The whole lines of a results file; the file is cut back to them."""
    if not path.is_file():
        return {}
    whole = path.read_bytes().rpartition(b"\n")
    path.write_bytes(whole[0] + whole[1])
    return {result.id: result for result in map(from_json, json_lines(path))}


def _config(folder: Path) -> Config:
    path = folder / _CONFIG
    values = as_object(json_file(path), str(path))
    record = Record(str(path), values)
    options = as_object(values.get("options"), f"{path}, options")
    return Config(
        text_of(record, "task"),
        text_of(record, "dataset"),
        {name: value for name, value in options.items() if isinstance(value, Value)},
        {name: str(v) for name, v in as_object(values.get("fingerprints"), f"{path}, fingerprints").items()},
        text_of(record, "machine"),
    )


def _metrics(values: Mapping[str, object], place: str) -> Metrics:
    groups = as_object(values.get("groups"), place)
    n = values.get("n")
    problems = values.get("problems")
    return Metrics(
        _numbers(values.get("metrics"), place),
        n if isinstance(n, int) else 0,
        {name: _pair(pair) for name, pair in as_object(values.get("intervals"), place).items()},
        {name: _numbers(group, place) for name, group in groups.items()},
        _numbers(values.get("cost"), place),
        tuple(str(p) for p in problems) if isinstance(problems, Iterable) else (),
    )


def _numbers(value: object, place: str) -> dict[str, float]:
    return {n: float(v) for n, v in as_object(value, place).items() if isinstance(v, int | float)}


def _pair(value: object) -> tuple[float, float]:
    low, high = value if isinstance(value, list) and len(value) == 2 else (0.0, 0.0)
    return float(low), float(high)
