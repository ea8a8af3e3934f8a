"""What the rest of the assistant knows of a language model: messages in, words out, and whether it is there.

Which library or server stands behind it is known to ``assistant.llm`` alone.
"""

from collections.abc import Generator, Sequence
from typing import Literal, NamedTuple, Protocol


class Message(NamedTuple):
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    text: str


class Health(NamedTuple):
    """Whether a model can be reached, None when that was not tried; ``detail`` says so in Vietnamese."""

    ok: bool | None
    detail: str


class ModelFailure(Exception):
    """A model gave no whole answer. ``reason`` is a Vietnamese clause: "máy chủ không trả lời kịp"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChatModel(Protocol):
    """A language model that answers in pieces."""

    name: str

    def stream(self, messages: Sequence[Message], *, timeout: float) -> Generator[str, None, None]:
        """The answer piece by piece, whole within ``timeout`` seconds.

        Raises ModelFailure when there is none, it is cut off or it takes longer. Closing the iterator stops the
        model.
        """
        ...

    def health(self) -> Health:
        """Whether the model can be reached now, within a few seconds."""
        ...


def complete(model: ChatModel, messages: Sequence[Message], *, timeout: float) -> str:
    """The whole answer of a model. Raises ModelFailure."""
    return "".join(model.stream(messages, timeout=timeout))
