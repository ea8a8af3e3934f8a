"""The conversations of one browser as the page uses them: asked in, resumed, renamed, deleted.

Without an owner (a browser that takes no cookies), or while the disk cannot be written, a conversation lives as long
as its page does.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import conversations
from assistant.app.owner import owner_of
from assistant.app.panel import panel
from assistant.app.service import Filters, Service
from assistant.conversation_file import Conversation, Entry
from assistant.conversations import FullError, Listing
from assistant.turn import Turn
from corpus.errors import TrolyError

#: The steps of an answer: service, question, earlier turns, filters -> the turn as it grows.
Answering = Callable[[Service, str, tuple[Turn, ...], Filters], Iterator[tuple[Turn, ...]]]
Warn = Callable[[str], object]


def folder_for(data: Path, owner: str | None) -> Path | None:
    """Where an owner's conversations are; None without an owner."""
    return conversations.folder_of(data, owner) if owner else None


def on_page(folder: Path | None, current: Conversation, shown: str) -> Conversation:
    """The conversation that the page shows under the id ``shown``: a server started anew has only the file of it."""
    if folder is None or not shown or shown == current.id:
        return current
    try:
        return conversations.read(folder, shown)
    except TrolyError:
        return current


def resumed(folder: Path | None, conversation_id: str) -> Conversation:
    """A kept conversation. Raises TrolyError when this browser has none under that id."""
    if folder is None:
        raise TrolyError("Trình duyệt này không nhận cookie nên không có hội thoại đã lưu.")
    return conversations.read(folder, conversation_id)


def asked(
    answering: Answering,
    service: Service,
    words: str,
    current: Conversation,
    filters: Filters,
    *,
    folder: Path | None,
    warn: Warn,
) -> Iterator[Conversation]:
    """The conversation as an answer grows in it. The question is kept before it is answered, the answer as soon as
    it is whole. Nothing for a blank question."""
    words = " ".join(words.split())
    if not words:
        return
    begun = Turn(words, asked=conversations.now())
    try:
        current = _begun(folder, current, begun, warn)
    except FullError as error:
        yield replace(current, turns=(*current.turns, replace(begun, error=str(error))))
        return
    earlier, settled = current.turns[:-1], False
    for turns in answering(service, words, earlier, filters):
        turn = replace(turns[-1], asked=begun.asked)
        current = replace(current, turns=(*earlier, turn))
        if not settled and _is_whole(turn):
            settled = True
            settle(folder, current, len(earlier), warn)
        yield current


def _is_whole(turn: Turn) -> bool:
    """Whether a turn has all of its answer, even if not all of it is on the page yet; a model's grows sentence by
    sentence and gets its sources at its end."""
    if turn.answer is None:
        return turn.error is not None
    return turn.shown is None or turn.answer.abstained or bool(turn.sources)


def settle(folder: Path | None, current: Conversation, position: int, warn: Warn) -> None:
    """Keeps what the page shows at ``position``; a warning where that is not possible."""
    if folder is None or not current.id:
        return
    try:
        conversations.settle(folder, current.id, position, current.turns[position])
    except TrolyError as error:
        warn(f"Chưa lưu được hội thoại. {error}")


def listed(folder: Path | None) -> Listing:
    """The list for the panel; empty without an owner."""
    return conversations.listing(folder) if folder is not None else Listing()


def erased(folder: Path | None, conversation_id: str, warn: Warn) -> Entry | None:
    """Moves a conversation aside and tells which it was; None when there is none."""
    found = [entry for entry in listed(folder).entries if entry.id == conversation_id]
    if folder is None or not found:
        return None
    try:
        conversations.remove(folder, conversation_id)
    except TrolyError as error:
        warn(str(error))
        return None
    return found[0]


def wire(bridge: gr.HTML, listing: gr.HTML, current_id: gr.Textbox, *, data: Path, warn: Warn) -> None:
    """Renaming, and bringing back what was deleted, from the panel ``listing``."""

    def changed(shown_id: str, request: gr.Request, change: Callable[[Path], object]) -> str:
        folder = folder_for(data, owner_of(request))
        if folder is not None:
            try:
                change(folder)
            except TrolyError as error:
                warn(str(error))
        return panel(listed(folder), current=shown_id)

    def rename(event: gr.EventData, shown_id: str, request: gr.Request) -> str:
        return changed(shown_id, request, lambda f: conversations.rename(f, str(event.conversation), str(event.title)))

    def restore(event: gr.EventData, shown_id: str, request: gr.Request) -> str:
        return changed(shown_id, request, lambda f: conversations.restore(f, str(event.conversation)))

    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    bridge.rename(rename, [current_id], listing, **private)
    bridge.restore(restore, [current_id], listing, **private)


def _begun(folder: Path | None, current: Conversation, turn: Turn, warn: Warn) -> Conversation:
    if folder is not None:
        try:
            return conversations.begin(folder, current, turn)
        except FullError:
            raise
        except TrolyError as error:
            warn(f"Chưa lưu được hội thoại. {error}")
    return replace(current, turns=(*current.turns, turn))
