"""The file of one conversation: read, written whole or not at all, moved aside; one writer at a time."""

import fcntl
import functools
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.records import from_json, to_json
from assistant.turn import Turn
from corpus.errors import TrolyError
from index.files import make_folder, replace_text, unwritable

VERSION = 1
#: Shown for a question whose answer was cut off, by its user or with the server.
INTERRUPTED = "Câu hỏi này chưa có câu trả lời vì đã bị dừng giữa chừng. Hãy hỏi lại."

_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns under a title. ``id`` begins with the time it was made and is empty for one that is not kept yet."""

    id: str = ""
    title: str = ""
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: ``asked`` is the time of the last question, ISO 8601, ``size`` how many there are."""

    id: str
    title: str
    asked: str
    size: int


class UnreadableError(ValueError):
    """A file that is no conversation, or not one that this version can read; says why in Vietnamese."""


class NewerError(UnreadableError):
    """A file of a later version of the program: not broken."""


def path(folder: Path, conversation_id: str) -> Path:
    """Where a conversation is kept. Raises TrolyError for what is no id."""
    if not _ID.fullmatch(conversation_id):
        raise TrolyError("Địa chỉ hội thoại không đúng. Hãy chọn hội thoại trong danh sách.")
    return folder / f"{conversation_id}.json"


def paths(folder: Path) -> Sequence[Path]:
    """All files of a folder, the oldest conversation first."""
    return sorted(folder.glob("*.json"))


def read(file: Path) -> Conversation:
    """What ``write`` wrote; a question without an answer says that it was cut off. Raises OSError, UnreadableError."""
    try:
        content = json.loads(file.read_text("utf-8"))
        version = content.get("version", 0) if isinstance(content, dict) else 0
        if isinstance(version, int) and version > VERSION:
            raise NewerError("do phiên bản mới hơn của Trợ lý ghi")
        kept = from_json(Conversation, content)
    except NewerError:
        raise
    except ValueError as error:
        raise UnreadableError("nội dung tệp bị hỏng") from error
    if kept.id != file.stem:
        raise UnreadableError("mã hội thoại không khớp tên tệp")
    turns = (replace(t, error=INTERRUPTED) if t.answer is None and t.error is None else t for t in kept.turns)
    return replace(kept, turns=tuple(turns))


@functools.lru_cache(maxsize=4096)
def entry(file: Path, modified: int, size: int) -> Entry:
    """The list's line of a file; ``modified`` and ``size`` tell whether one read earlier still holds."""
    kept = read(file)
    return Entry(kept.id, kept.title, kept.turns[-1].asked if kept.turns else "", len(kept.turns))


def write(file: Path, conversation: Conversation) -> None:
    """Replaces the file as a whole. Passages, found and around quotes, are not shown and would be most of it: left out.

    Raises TrolyError when the folder cannot be written to.
    """
    shown = replace(conversation, turns=tuple(map(_as_shown, conversation.turns)))
    try:
        replace_text(file, json.dumps({"version": VERSION, **to_json(shown)}, ensure_ascii=False) + "\n")
    except OSError as error:
        raise unwritable(file.parent, error) from error


def _as_shown(turn: Turn) -> Turn:
    answer = turn.answer
    if answer is not None:
        citations = tuple(replace(citation, passage="") for citation in answer.citations)
        answer = replace(answer, hits=(), citations=citations)
    return replace(turn, shown=None, pending="", answer=answer)


def move(file: Path, folder: Path) -> Path:
    """Moves a file to another folder and gives its place there; a file that is gone already is no error."""
    make_folder(folder)
    try:
        os.replace(file, folder / file.name)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise unwritable(folder, error) from error
    return folder / file.name


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """One writer at a time among the tabs and servers of this machine; the lock goes with the process.

    The folder is made for this user of the machine alone.
    """
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        file = (folder / ".lock").open("a")
    except OSError as error:
        raise unwritable(folder, error) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
