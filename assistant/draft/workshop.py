"""Sections of kept projects drafted in the background, each kept as soon as it is written.

Stopped or cut off, what is written stays, and the sections left are drafted when asked for again.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.draft import projects, versions
from assistant.draft.model import Retold
from assistant.draft.project import Project, choice, with_section
from assistant.draft.report import SectionDraft
from assistant.draft.write import draft_item, told_in
from corpus.errors import TrolyError
from index.search import Index
from prompts import say

UNEXPECTED = "Có lỗi ngoài dự kiến khi soạn thảo. Hãy thử lại; nếu vẫn lỗi, báo cho người quản trị xem nhật ký."


@dataclass(frozen=True, slots=True)
class State:
    """How the drafting of a project stands. ``now`` is the label under way, ``words`` what to tell at the end."""

    phase: Literal["idle", "running", "done", "halted", "failed"] = "idle"
    done: int = 0
    total: int = 0
    now: str = ""
    words: str = ""


#: A drafted section and the place it is for -> the section in a language model's words.
Retell = Callable[[SectionDraft, str], Retold]


def as_drafted(section: SectionDraft, locality: str) -> Retold:
    """The section in the sources' own words: what there is without a language model."""
    return Retold(section)


class Workshop:
    """Holds the drafting that may be under way, one at a time for a project, however many windows watch it."""

    def __init__(self, *, open_index: Callable[[], Index], home: Path, retell: Retell = as_drafted) -> None:
        self._open_index = open_index
        self._home = home
        self._retell = retell
        self._states: dict[str, State] = {}
        self._halted: set[str] = set()
        self._lock = threading.Lock()

    def state(self, id: str) -> State:
        """How the drafting of a project stands now."""
        return self._states.get(id, State())

    def begin(self, id: str, labels: Sequence[str], *, note: str = "") -> None:
        """Start drafting sections in the order given; ``note`` is told with the end.

        Raises TrolyError while the project is being drafted or when there is nothing to do.
        """
        self._take(id, labels)
        threading.Thread(target=self._work, args=(id, tuple(labels), note), daemon=True, name="troly-draft").start()

    def run(self, id: str, labels: Sequence[str]) -> Project:
        """Draft sections and return the project. Raises what ``begin`` raises, and for what fails."""
        self._take(id, labels)
        self._work(id, tuple(labels), "")
        if (state := self.state(id)).phase == "failed":
            raise TrolyError(state.words)
        return projects.load(self._home, id)

    def _take(self, id: str, labels: Sequence[str]) -> None:
        if not labels:
            raise TrolyError("Không có mục nào cần soạn.")
        with self._lock:
            if self.state(id).phase == "running":
                raise TrolyError("Dự thảo này đang được soạn; hãy chờ xong hoặc bấm Dừng.")
            self._halted.discard(id)
            self._states[id] = State("running", 0, len(labels), labels[0])

    def told(self, id: str) -> None:
        """Forget what came of a drafting that is over: its drafter has read it."""
        with self._lock:
            if self.state(id).phase != "running":
                self._states.pop(id, None)

    def halt(self, id: str) -> None:
        """Stop after the section under way."""
        self._halted.add(id)

    def _work(self, id: str, labels: tuple[str, ...], note: str) -> None:
        total = len(labels)
        failure = ""
        try:
            self._keep_before(id, labels)
            for done, label in enumerate(labels):
                if id in self._halted:
                    words = f"Đã dừng sau {done}/{total} mục. Các mục đã soạn được giữ lại."
                    self._states[id] = State("halted", done, total, words=words)
                    return
                self._states[id] = State("running", done, total, label)
                # A model that failed once is not waited for again.
                retell = as_drafted if failure else self._retell
                failure = self._draft(id, label, retell, waiting=frozenset(labels[done:])) or failure
            words = f"Đã soạn xong mục {labels[0]}." if total == 1 else f"Đã soạn xong {total} mục."
            ended = State("done", total, total, words=" ".join(p for p in (words, note, _failed(failure)) if p))
        except TrolyError as error:
            ended = State("failed", total=total, words=str(error))
        except Exception:  # the page must say something whatever happened; the log says what
            logging.getLogger(__name__).exception("Không soạn được dự thảo %s", id)
            ended = State("failed", total=total, words=UNEXPECTED)
        self._states[id] = ended

    def _keep_before(self, id: str, labels: Sequence[str]) -> None:
        """Keep a version when something written will be replaced."""
        if projects.load(self._home, id).sections.keys() & set(labels):
            what = f"mục {labels[0]}" if len(labels) == 1 else f"{len(labels)} mục"
            versions.keep(self._home, id, f"Trước khi soạn lại {what}", named=False)

    def _draft(self, id: str, label: str, retell: Retell, *, waiting: frozenset[str]) -> str:
        """Draft and keep a section; why the model did not tell it, or ""."""
        project = projects.load(self._home, id)
        before = project.sections.get(label)
        section, failure = retell(drafted(self._open_index(), project, label, waiting=waiting), project.brief.locality)

        def put(now: Project) -> Project:
            # What the drafter did to the section in the meantime stays.
            return with_section(now, section) if now.sections.get(label) == before else now

        projects.change(self._home, id, put)
        return failure


def drafted(index: Index, project: Project, label: str, *, waiting: frozenset[str] = frozenset()) -> SectionDraft:
    """A section of a project drafted anew; what other sections tell is not told again, but for those ``waiting``
    to be drafted anew themselves."""
    others = (section for key, section in project.sections.items() if key != label and key not in waiting)
    used = frozenset(place for section in others for place in told_in(section))
    return draft_item(index, project.outline, label, project.brief, choice=choice(project, label), used=used)


def _failed(reason: str) -> str:
    return say("mo-hinh", "notice-failure", reason=reason) if reason else ""
