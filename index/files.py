"""Files on disk: fingerprints, writes that are either whole or absent, and the lock of an update."""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from corpus.errors import TrolyError
from index.manifest import FileEntry


def fingerprint(path: Path, folder: Path) -> FileEntry:
    """The entry of one file of ``folder``. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return FileEntry(path.relative_to(folder).as_posix(), digest.hexdigest(), file.tell())


def present(folder: Path, name: str) -> tuple[str, ...]:
    """The name of a file of ``folder`` if it is there."""
    return (name,) if (folder / name).is_file() else ()


def unwritable(folder: Path, error: OSError) -> TrolyError:
    """What to tell a user when ``folder`` cannot be written to."""
    reason = error.strerror or type(error).__name__
    return TrolyError(f"Không ghi được vào “{folder}” ({reason}); hãy kiểm tra quyền ghi và dung lượng đĩa.")


def make_folder(folder: Path) -> None:
    """Make a folder with those above it. Raises TrolyError when that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


class Changes(NamedTuple):
    """Paths that are new, have other bytes, or are gone, each sorted; and how many files are the same."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def compare(before: Sequence[FileEntry], now: Sequence[FileEntry]) -> Changes:
    """What happened to a folder's files between two lists of them."""
    old = {entry.path: entry for entry in before}
    new = {entry.path: entry for entry in now}
    changed = tuple(sorted(path for path in old.keys() & new.keys() if old[path] != new[path]))
    return Changes(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=changed,
        removed=tuple(sorted(old.keys() - new.keys())),
        unchanged=len(old.keys() & new.keys()) - len(changed),
    )


def flush_folder(folder: Path) -> None:
    """Make everything in ``folder`` survive a power cut."""
    for path in sorted(folder.rglob("*")):
        _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_text(path: Path, text: str) -> None:
    """Swap a small file for another: a reader sees the old text or the new one."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    _flush(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an update's lock; it goes with the process, however that ends.

    Raises TrolyError when another process holds it.
    """
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TrolyError(
                "Một lần lập chỉ mục khác đang chạy; hãy đợi lần đó xong rồi chạy lại `troly index`."
            ) from None
        yield
