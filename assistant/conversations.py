"""Conversations kept on disk: one JSON file each, under ``conversations/<owner>/`` of the data folder.

An owner is one browser (see ``assistant.app.owner``): its conversations are listed for it alone. A file is replaced
whole or not at all, so killing the server at any moment leaves the conversation as it was or as it is now. What a
user deletes is moved to ``removed/``, what cannot be read to ``broken/``, both beside the files; nothing is lost.

Limits: a conversation takes ``MAX_TURNS`` questions, an owner has ``MAX_KEPT`` conversations; beyond that the
one changed longest ago moves to ``removed/``.
"""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assistant import conversation_file as files
from assistant.conversation_file import Conversation, Entry, NewerError, UnreadableError
from assistant.turn import Turn
from corpus.document import Failure
from corpus.errors import TrolyError

FOLDER = "conversations"
MAX_TURNS = 200
MAX_KEPT = 500
MAX_TITLE = 80

_OWNER = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Listing:
    """The conversations of an owner, the latest first, and the files that could not be read."""

    entries: tuple[Entry, ...] = ()
    failed: tuple[Failure, ...] = ()


class FullError(TrolyError):
    """A conversation that takes no more questions."""


def folder_of(data: Path, owner: str) -> Path:
    """The folder of one owner. Raises ValueError for a name that ``assistant.app.owner`` did not give."""
    if not _OWNER.fullmatch(owner):
        raise ValueError(f"not an owner: {owner!r}")
    return data / FOLDER / owner


def now() -> str:
    """This moment as it is kept: ISO 8601 with milliseconds and the offset of the machine's zone."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def begin(folder: Path, conversation: Conversation, turn: Turn) -> Conversation:
    """Keeps a question that is about to be answered, after those that are kept already.

    A conversation without id gets one, and its title from the question. What another tab of the browser has added
    in the meantime stays. Raises TrolyError when it is full or cannot be written.
    """
    with files.held(folder):
        kept = conversation
        if not conversation.id:
            new = f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
            kept = replace(conversation, id=new, title=title_of(turn.question))
        elif files.path(folder, conversation.id).is_file():
            kept = read(folder, conversation.id)
        if len(kept.turns) >= MAX_TURNS:
            raise FullError(
                f"Hội thoại đã có {MAX_TURNS} câu hỏi. Hãy bấm “Hội thoại mới” để hỏi tiếp; hội thoại này vẫn được giữ."
            )
        kept = replace(kept, turns=(*kept.turns, turn))
        files.write(files.path(folder, kept.id), kept)
        _make_room(folder)
    return kept


def settle(folder: Path, conversation_id: str, position: int, turn: Turn) -> Conversation:
    """Puts ``turn`` in place of the one at ``position``: its answer has come, or an opinion about it."""
    with files.held(folder):
        kept = read(folder, conversation_id)
        if not 0 <= position < len(kept.turns):
            raise TrolyError("Không tìm thấy câu hỏi này trong hội thoại. Hãy tải lại trang.")
        kept = replace(kept, turns=(*kept.turns[:position], turn, *kept.turns[position + 1 :]))
        files.write(files.path(folder, kept.id), kept)
    return kept


def read(folder: Path, conversation_id: str) -> Conversation:
    """A conversation that is kept. Raises TrolyError when there is none or its file cannot be read."""
    file = files.path(folder, conversation_id)
    try:
        return files.read(file)
    except FileNotFoundError:
        raise TrolyError(
            "Không tìm thấy hội thoại này trên trình duyệt đang dùng. Hãy chọn hội thoại khác hoặc bắt đầu mới."
        ) from None
    except (OSError, UnreadableError) as error:
        raise TrolyError(f"Không đọc được tệp hội thoại {file} ({_reason(error)}). Hãy chọn hội thoại khác.") from error


def listing(folder: Path) -> Listing:
    """What is kept. A broken file is moved to ``broken/`` and reported once; the others are listed all the same."""
    entries: list[Entry] = []
    failed: list[Failure] = []
    for file in files.paths(folder):
        try:
            stat = file.stat()
            entries.append(files.entry(file, stat.st_mtime_ns, stat.st_size))
        except FileNotFoundError:
            continue  # deleted by another tab since we looked
        except (OSError, NewerError) as error:
            failed.append(Failure(str(file), _reason(error)))  # it may be readable later, or by another version
        except UnreadableError as error:
            with files.held(folder):
                failed.append(Failure(str(files.move(file, folder / "broken")), _reason(error)))
    return Listing(tuple(sorted(entries, key=lambda e: (e.asked, e.id), reverse=True)), tuple(failed))


def rename(folder: Path, conversation_id: str, title: str) -> Conversation:
    """Gives a conversation another title. Raises TrolyError for a blank one."""
    title = title_of(title)
    if not title:
        raise TrolyError("Tên hội thoại không được để trống. Hãy nhập tên khác.")
    with files.held(folder):
        kept = replace(read(folder, conversation_id), title=title)
        files.write(files.path(folder, kept.id), kept)
    return kept


def remove(folder: Path, conversation_id: str) -> None:
    """Moves a conversation aside, from where ``restore`` brings it back. One that is gone already is no error."""
    with files.held(folder):
        files.move(files.path(folder, conversation_id), folder / "removed")


def restore(folder: Path, conversation_id: str) -> None:
    """Brings back a conversation that ``remove`` moved aside."""
    with files.held(folder):
        files.move(files.path(folder / "removed", conversation_id), folder)


def title_of(question: str) -> str:
    """A title from a question: one line, cut at a word's end."""
    words = " ".join(question.split())
    return words if len(words) <= MAX_TITLE else words[: MAX_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _make_room(folder: Path) -> None:
    kept = sorted(files.paths(folder), key=lambda f: (f.stat().st_mtime_ns, f.name))
    for file in kept[: max(0, len(kept) - MAX_KEPT)]:
        files.move(file, folder / "removed")


def _reason(error: OSError | UnreadableError) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
