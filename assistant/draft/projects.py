"""Drafting projects on disk: ``data/drafts/<id>/``, readable JSON, each file whole at any moment.

``project.json`` is the project as it stands and names its sections' files, ``sections/<digest>.json``, which are
written before it and never change; ``versions/<number>.json`` are earlier states in the same form (``versions.py``).
A process killed at any moment leaves the old state or the new one. Nothing is removed: a deleted project is moved
into ``.removed``, a damaged ``project.json`` is set aside under another name.
"""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assistant.draft.plain import restored
from assistant.draft.project import Project, Seen, checked_title, stamp
from assistant.draft.report import Brief, Outline
from assistant.draft.states import flush, read_object, read_state, write_state
from corpus.errors import TrolyError
from index.files import flush_folder, make_folder, unwritable
from index.vietnamese import fold

FOLDER = "drafts"
HEAD = "project.json"
_REMOVED = ".removed"
_SLUG = 40
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class ConflictError(TrolyError):
    """The part to be changed is no longer what its drafter saw: another window changed it in the meantime."""


class DamagedError(TrolyError):
    """A project's files cannot be read; they are kept as they are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list of projects; ``trouble`` says why one cannot be opened, "" when it can."""

    id: str
    title: str
    locality: str
    changed: str
    sections: int
    trouble: str = ""


def now() -> str:
    """The time written into files."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def create(home: Path, *, title: str, outline: Outline, brief: Brief) -> Project:
    """A new project, whole on disk at once."""
    title = checked_title(title)
    slug = re.sub(r"[^a-z0-9]+", "-", fold(title))[:_SLUG].strip("-") or "du-thao"
    moment = now()
    project = Project(f"{slug}-{secrets.token_hex(3)}", title, moment, moment, 1, outline, brief)
    make_folder(home)
    temporary = home / f".new-{project.id}"
    try:
        temporary.mkdir()
        write_state(temporary, temporary / HEAD, project)
        flush_folder(temporary)
        os.rename(temporary, home / project.id)
        flush(home)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        raise unwritable(home, error) from error
    return project


def load(home: Path, id: str) -> Project:
    """The project as it stands. TrolyError when there is none, DamagedError when it cannot be read."""
    folder = folder_of(home, id)
    try:
        return read_state(folder, folder / HEAD)
    except (OSError, ValueError) as error:
        raise DamagedError(
            f"Không đọc được tệp của dự thảo này ({folder / HEAD}). Tệp vẫn được giữ nguyên; hãy bấm Khôi phục để lấy "
            "lại phiên bản gần nhất đọc được, hoặc mở dự thảo khác."
        ) from error


def change(
    home: Path,
    id: str,
    step: Callable[[Project], Project],
    *,
    seen: Seen | None = None,
    before: Callable[[Path, Project], object] | None = None,
) -> Project:
    """Apply a change to the project as it now stands, keep it, and return it; nothing is written when nothing changed.

    With ``seen``, ConflictError when that part is not what the drafter saw. ``before`` is called with the
    project's folder and its state before the change is made.
    """
    folder = folder_of(home, id)
    with holding(folder):
        current = load(home, id)
        if seen is not None and stamp(current, seen.part) != seen.stamp:
            raise ConflictError("Phần này vừa được sửa ở một cửa sổ khác.")
        changed = step(current)
        if changed == current:
            return current
        changed = replace(changed, revision=current.revision + 1, changed=now())
        try:
            if before is not None:
                before(folder, current)
            write_state(folder, folder / HEAD, changed)
        except OSError as error:
            raise unwritable(folder, error) from error
        return changed


def rename(home: Path, id: str, title: str) -> Project:
    """The project under another title; its folder stays."""
    title = checked_title(title)
    return change(home, id, lambda project: replace(project, title=title))


def remove(home: Path, id: str) -> Path:
    """Move a project aside and return where it now lies."""
    folder = folder_of(home, id)
    kept = home / _REMOVED / id
    with holding(folder):
        try:
            kept.parent.mkdir(exist_ok=True)
            os.rename(folder, kept)
            flush(kept.parent)
            flush(home)
        except OSError as error:
            raise unwritable(home, error) from error
    return kept


def bring_back(home: Path, id: str) -> None:
    """Put a deleted project back in the list. TrolyError when there is none with that id."""
    _checked(id)
    try:
        os.rename(home / _REMOVED / id, home / id)
    except OSError as error:
        raise TrolyError("Không tìm thấy dự thảo đã xóa này. Hãy tải lại trang để xem danh sách mới nhất.") from error


def listed(home: Path) -> tuple[Entry, ...]:
    """All projects, the one changed last first; those that cannot be read stand at the end with the reason."""
    return _entries(home)


def removed(home: Path) -> tuple[Entry, ...]:
    """The deleted projects, the one changed last first."""
    return _entries(home / _REMOVED)


def folder_of(home: Path, id: str) -> Path:
    """The folder of a project. TrolyError when there is none."""
    _checked(id)
    if not (home / id).is_dir():
        raise TrolyError("Không tìm thấy dự thảo này. Có thể dự thảo đã bị xóa; hãy chọn dự thảo khác trong danh sách.")
    return home / id


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Let no other thread or process change the project meanwhile; they wait."""
    try:
        file = (folder / ".lock").open("a")
    except OSError as error:
        raise unwritable(folder, error) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not folder.is_dir():
            raise TrolyError("Dự thảo này vừa bị xóa ở cửa sổ khác; có thể lấy lại trong mục Đã xóa.")
        yield


def _entries(folder: Path) -> tuple[Entry, ...]:
    try:
        found = [_entry(path) for path in folder.iterdir() if path.is_dir() and _ID.fullmatch(path.name)]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise TrolyError(
            f"Không mở được thư mục dự thảo “{folder}” ({error.strerror}); hãy kiểm tra quyền đọc."
        ) from error
    return tuple(sorted(found, key=lambda e: (not e.trouble, e.changed), reverse=True))


def _entry(folder: Path) -> Entry:
    try:
        head = read_object(folder / HEAD)
        sections = dict(head.pop("sections"))
        project = restored(Project, head)
    except (OSError, ValueError, KeyError, TypeError):
        return Entry(
            folder.name, folder.name, "", "", 0, "Tệp của dự thảo này bị hỏng, không mở được; tệp vẫn được giữ nguyên."
        )
    return Entry(folder.name, project.title, project.brief.locality, project.changed, len(sections))


def _checked(id: str) -> None:
    if not _ID.fullmatch(id):
        raise TrolyError("Mã dự thảo không đúng. Hãy chọn dự thảo trong danh sách.")
