"""A run on our own questions, started from the page: at most one at a time, in a thread of its own.

It asks the index that the chat uses. Stopped or cut off, it goes on where it was when started again.
"""

import hashlib
import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from corpus.errors import TrolyError
from eval import answer_runs, evidence, fingerprints, gold, report
from eval.cost import disk_size
from eval.runs import Config, Progress, carry_out, finish, load, run_folder
from eval.summaries import summarise
from eval.words import measure, number
from index import store
from index.search import Index

QUESTIONS: Final = Path(__file__).with_name("questions") / "dev.jsonl"
UNEXPECTED: Final = "Có lỗi ngoài dự kiến khi đánh giá. Hãy thử lại; nếu vẫn lỗi, báo cho người quản trị xem nhật ký."
_K: Final = 10
_SEED: Final = 0
_BEGUN: Final = "begun"


@dataclass(frozen=True, slots=True)
class State:
    """How the run stands. ``words`` is what to tell when it is over; ``run`` the id of the finished run."""

    phase: Literal["idle", "running", "done", "halted", "failed"] = "idle"
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    words: str = ""
    run: str = ""


class Bench:
    """Holds the run that may be under way, however many pages watch it."""

    def __init__(self, *, open_index: Callable[[], Index], data: Path, questions: Path = QUESTIONS) -> None:
        self._open_index = open_index
        self._data = data
        self._questions = questions
        self._state = State()
        self._started = 0.0
        self._halted = threading.Event()
        self._lock = threading.Lock()

    @property
    def runs(self) -> Path:
        """The folder of the runs."""
        return self._data / "eval"

    @property
    def state(self) -> State:
        """How the run stands now."""
        state = self._state
        return replace(state, seconds=time.monotonic() - self._started) if state.phase == "running" else state

    def begin(self, limit: int | None) -> None:
        """Start a run on ``limit`` questions drawn from the set, or all. TrolyError while one is under way."""
        with self._lock:
            if self._state.phase == "running":
                raise TrolyError("Đang có một lần chạy; hãy chờ lần chạy này xong hoặc bấm Dừng.")
            self._halted.clear()
            self._started = time.monotonic()
            self._state = State("running")
        threading.Thread(target=self._work, args=(limit,), daemon=True, name="troly-eval").start()

    def halt(self) -> None:
        """Stop after the question under way."""
        self._halted.set()

    def _work(self, limit: int | None) -> None:
        try:
            folder = measured(self._open_index(), self._questions, self._data, limit=limit, progress=self._told)
            ended = State("done", words=_told_of(folder, self.state.seconds), run=folder.name)
        except _Halted:
            ended = State(
                "halted",
                words=f"Đã dừng sau {self._state.done} trong {self._state.total} câu. Bấm Bắt đầu chạy với cùng số câu "
                "hỏi để chạy tiếp từ đó.",
            )
        except TrolyError as error:
            ended = State("failed", words=str(error))
        except Exception:  # the page must say something whatever happened; the log says what
            logging.getLogger(__name__).exception("Không đánh giá được")
            ended = State("failed", words=UNEXPECTED)
        self._state = ended

    def _told(self, done: int, total: int) -> None:
        self._state = State("running", done, total)
        if self._halted.is_set() and done < total:
            raise _Halted


class _Halted(Exception):
    """The run was stopped by its user."""


def size(questions: Path = QUESTIONS) -> int:
    """How many questions the set has. TrolyError when it cannot be read."""
    return len(gold.read(questions))


def measured(index: Index, questions: Path, data: Path, *, limit: int | None, progress: Progress) -> Path:
    """Ask the questions as ``troly eval answers`` does; returns the folder of the finished run, report included.

    Raises TrolyError for a malformed question set, no index in ``data``, or a folder that cannot be written.
    """
    asked = gold.sampled(gold.read(questions), limit=limit, seed=_SEED)
    config = Config(
        "answers",
        questions.stem,
        {"k": _K, "limit": limit, "seed": _SEED, "unaccented": False},
        {
            "dataset": fingerprints.of_path(questions),
            "program": fingerprints.of_program(),
            **_of_index(data),
        },
    )
    folder = run_folder(data / "eval", config)
    # Beside the list until it is finished, so that a run stopped half-way costs no finished one.
    begun = folder.parent / _BEGUN / folder.name
    try:
        results = carry_out(begun, config, answer_runs.jobs(asked, index, k=_K), progress=progress)
        metrics = summarise(
            results,
            seed=_SEED,
            extra=answer_runs.of_the_whole(results),
            cost={"passages": float(len(index.passages)), "index_mib": disk_size(store.folder_of(data))},
            problems=evidence.problems(asked, index.documents),
        )
        finish(begun, config, metrics)
        report.write([load(begun)], begun / "report.html", seed=_SEED)
        if folder.exists():
            shutil.rmtree(folder)
        begun.replace(folder)
    except OSError as error:
        raise TrolyError(f"{folder}: không ghi được kết quả ({error.strerror or error}).") from error
    return folder


def _of_index(data: Path) -> dict[str, str]:
    """Fingerprints of what the index in use was built from: the files as they were then, and the encoder."""
    about = store.read_manifest(data)
    files = hashlib.sha256("".join(f"{f.path}\0{f.sha256}\n" for f in about.files).encode()).hexdigest()[:16]
    return {"index": files, "encoder": about.encoder_fingerprint}


def _told_of(folder: Path, seconds: float) -> str:
    metrics = load(folder).metrics
    figures = "; ".join(f"{measure(n)} {number(metrics.metrics[n])}" for n in list(metrics.intervals)[:3])
    return f"Đã chạy xong {metrics.n} câu hỏi trong {number(max(seconds, 1), digits=0)} giây: {figures}."
