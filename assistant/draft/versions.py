"""Earlier states of a project: kept before each redraft or edit, listed, restored; the other window's side of a
conflict is kept among them."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.draft.project import Project, Seen
from assistant.draft.projects import HEAD, ConflictError, DamagedError, change, folder_of, holding, load, now
from assistant.draft.states import read_object, read_state, write_state
from corpus.errors import TrolyError
from index.files import unwritable

MAX_LABEL = 120


@dataclass(frozen=True, slots=True)
class Version:
    """One kept state: its number (from 1), when it was kept, what for, whether the drafter asked for it."""

    number: int
    kept: str
    label: str
    named: bool


def apply(home: Path, id: str, step: Callable[[Project], Project], *, label: str, seen: Seen | None = None) -> Project:
    """Change a project and keep the state before it as a version labelled ``label``.

    When another window has changed the same part since ``seen``, the change is kept too, as a version beside the
    project, and ConflictError says where.
    """
    try:
        return change(home, id, step, seen=seen, before=lambda folder, state: _keep(folder, state, label, named=False))
    except ConflictError as error:
        folder = folder_of(home, id)
        with holding(folder):
            ours = step(load(home, id))
            number = _keep(folder, ours, f"Sửa cùng lúc ở cửa sổ khác: {label[:1].lower()}{label[1:]}", named=True)
        raise ConflictError(
            f"Phần này vừa được sửa ở một cửa sổ khác nên chưa ghi đè. Nội dung đồng chí vừa sửa được giữ ở phiên bản "
            f"{number}; hãy mở Phiên bản để so sánh rồi chọn."
        ) from error


def keep(home: Path, id: str, label: str, *, named: bool = True) -> Version:
    """Keep the project as it stands, under a name that the drafter gives (``named``) or this program."""
    label = " ".join(label.split())[:MAX_LABEL]
    if not label:
        raise TrolyError("Hãy đặt tên cho phiên bản cần lưu.")
    folder = folder_of(home, id)
    with holding(folder):
        number = _keep(folder, load(home, id), label, named=named)
    return next(v for v in versions(home, id) if v.number == number)


def versions(home: Path, id: str) -> tuple[Version, ...]:
    """The kept states, latest first; one that cannot be read is named as such."""
    return tuple(_described(file) for file in reversed(_files(folder_of(home, id))))


def state_of(home: Path, id: str, number: int) -> Project:
    """The project as it was at a version. TrolyError when there is none or it cannot be read."""
    folder = folder_of(home, id)
    try:
        return read_state(folder, _file(folder, number))
    except FileNotFoundError as error:
        raise TrolyError(f"Không có phiên bản {number}. Hãy chọn phiên bản trong danh sách.") from error
    except (OSError, ValueError) as error:
        raise DamagedError(f"Không đọc được phiên bản {number}. Hãy chọn phiên bản khác.") from error


def restore(home: Path, id: str, number: int) -> Project:
    """Put a version in place of the project as it stands, which is kept as a version first."""
    earlier = state_of(home, id, number)
    return apply(
        home,
        id,
        lambda now: replace(earlier, id=now.id, revision=now.revision, changed=now.changed),
        label=f"Trước khi khôi phục phiên bản {number}",
    )


def recover(home: Path, id: str) -> Project:
    """Open a damaged project at its latest version that can be read; the damaged file is set aside beside it."""
    folder = folder_of(home, id)
    with holding(folder):
        for file in reversed(_files(folder)):
            try:
                found = read_state(folder, file)
            except (OSError, ValueError):
                continue
            return _put_back(folder, found)
    raise DamagedError(f"Dự thảo này không còn phiên bản nào đọc được. Các tệp vẫn được giữ tại {folder}.")


def _put_back(folder: Path, found: Project) -> Project:
    aside = folder / f"project.hong-{now().replace(':', '')}.json"
    try:
        if (folder / HEAD).exists():
            shutil.copy2(folder / HEAD, aside)
        write_state(folder, folder / HEAD, replace(found, id=folder.name))
    except OSError as error:
        raise unwritable(folder, error) from error
    return found


def _keep(folder: Path, state: Project, label: str, *, named: bool) -> int:
    """Keep a state; the caller holds the project. Returns its number."""
    files = _files(folder)
    number = 1 + (int(files[-1].stem) if files else 0)
    try:
        (folder / "versions").mkdir(exist_ok=True)
        write_state(folder, _file(folder, number), state, kept=now(), label=label, named="yes" if named else "no")
    except OSError as error:
        raise unwritable(folder, error) from error
    return number


def _files(folder: Path) -> list[Path]:
    return sorted((p for p in (folder / "versions").glob("*.json") if p.stem.isdecimal()), key=lambda p: int(p.stem))


def _file(folder: Path, number: int) -> Path:
    return folder / "versions" / f"{number:04d}.json"


def _described(file: Path) -> Version:
    try:
        head = read_object(file)
        return Version(int(file.stem), str(head["kept"]), str(head["label"]), head["named"] == "yes")
    except (OSError, ValueError, KeyError):
        return Version(int(file.stem), "", "(không đọc được)", False)
