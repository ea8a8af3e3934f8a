"""The list of finished runs, read from each run's figures alone: long results are not opened for it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from corpus.errors import TrolyError
from eval.records import as_object, json_file
from eval.retrieval import EVERYDAY_K
from eval.runs import Run, listing, load
from eval.words import task

_METRICS: Final = "metrics.json"
_HEADLINES: Final = 3


class Entry(NamedTuple):
    """A finished run. ``id`` is its folder below the runs' folder, with ``/``; ``figures`` its first measures."""

    id: str
    task: str
    dataset: str
    finished: datetime
    n: int
    figures: Mapping[str, float]
    options: Mapping[str, object]

    @property
    def name(self) -> str:
        """What was run, in Vietnamese: ``Trả lời: dev``."""
        return f"{task(self.task)}: {self.dataset}"

    @property
    def choices(self) -> tuple[str, ...]:
        """What sets this run apart from others of its kind, in Vietnamese."""
        system, encoder = self.options.get("system"), self.options.get("encoder")
        told = (
            system and Path(str(system)).name,
            encoder == "none" and "chỉ BM25",
            encoder not in (None, "none", "troly") and f"mô hình {Path(str(encoder)).name}",
            (k := self.options.get("k")) not in (None, EVERYDAY_K) and f"{k} đoạn mỗi câu",
            self.options.get("limit") and "lấy mẫu",
            self.options.get("unaccented") and "câu hỏi bỏ dấu",
            self.options.get("open") and "hỏi trên mọi đoạn",
        )
        return tuple(words for words in told if isinstance(words, str) and words)

    @property
    def title(self) -> str:
        """One line that tells this run from the others; what sets it apart comes early, for a phone cuts the end."""
        return f"{', '.join((self.name, *self.choices))} · {self.n} câu · {self.finished:%d/%m/%Y %H:%M}"


class Catalogue(NamedTuple):
    """Finished runs, latest first, and a Vietnamese sentence for each folder that cannot be read."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...]


def catalogue(parent: Path) -> Catalogue:
    """The runs of a folder, and of the folders in it where ``troly eval peers`` puts one run a system."""
    folders = [*listing(parent), *(run for peers in sorted(parent.glob("peers-*")) for run in listing(peers))]
    entries, problems = [], []
    for folder in folders:
        try:
            entries.append(_entry(folder, parent))
        except TrolyError as error:
            problems.append(str(error))
    return Catalogue(tuple(sorted(entries, key=lambda e: (e.finished, e.id), reverse=True)), tuple(problems))


def opened(parent: Path, id: str) -> tuple[Entry, Run]:
    """A run of the list with all its results. TrolyError when the list has none of that id, or it is damaged."""
    for entry in catalogue(parent).entries:
        if entry.id == id:
            return entry, load(parent / id)
    raise TrolyError("Không tìm thấy lần chạy này; hãy tải lại trang để xem danh sách mới nhất.")


def _entry(folder: Path, parent: Path) -> Entry:
    path = folder / _METRICS
    values = as_object(json_file(path), str(path))
    config, metrics, intervals = (as_object(values.get(n), f"{path}, {n}") for n in ("config", "metrics", "intervals"))
    n = values.get("n")
    return Entry(
        id=folder.relative_to(parent).as_posix(),
        task=str(config.get("task", "")),
        dataset=str(values.get("dataset", "")),
        finished=datetime.fromtimestamp(path.stat().st_mtime),
        n=n if isinstance(n, int) else 0,
        figures={m: float(v) for m in list(intervals)[:_HEADLINES] if isinstance(v := metrics.get(m), int | float)},
        options=as_object(config.get("options"), f"{path}, options"),
    )
