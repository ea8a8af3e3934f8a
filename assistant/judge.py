"""A language model asked whether quotes support a statement: a second opinion beside ``verify``, for measuring."""

import re
from collections.abc import Sequence

from assistant.chat_model import ChatModel, Message, ModelFailure, complete
from assistant.given import harmless
from index.vietnamese import fold
from prompts import say


def judged(model: ChatModel, statement: str, quotes: Sequence[str], *, timeout: float) -> bool:
    """What the model says. Raises ModelFailure when it says neither yes nor no."""
    listed = "\n".join(f"- {harmless(quote)}" for quote in quotes)
    asked = say("mo-hinh", "judge-user", quotes=listed, statement=harmless(statement))
    messages = [Message("system", say("mo-hinh", "judge-system")), Message("user", asked)]
    first = re.search(r"[^\W\d_]+", fold(complete(model, messages, timeout=timeout)))
    match first.group() if first else "":
        case "co" | "yes":
            return True
        case "khong" | "no":
            return False
    raise ModelFailure("mô hình không trả lời CÓ hay KHÔNG")
