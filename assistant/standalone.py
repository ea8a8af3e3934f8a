"""A question of a conversation made to stand by itself by a model, which may bring nothing into it."""

import re
from collections.abc import Sequence

from assistant.bodies import proper_names
from assistant.chat_model import ChatModel, Message, ModelFailure, complete
from assistant.given import harmless
from assistant.orders import speaks_to_machine
from assistant.tokens import is_content, tokens
from prompts import say

#: Earlier questions that are shown to the model: older ones no longer matter.
MOST_EARLIER = 4
_LONGEST = 400
_MOST_NEW = 0.34


def standalone(model: ChatModel, question: str, history: Sequence[str], *, timeout: float) -> str:
    """The question as the model reads it with the earlier ones (oldest first), or "" when it cannot be trusted."""
    earlier = "\n".join(f"- «{harmless(q)}»" for q in history[-MOST_EARLIER:])
    messages = [
        Message("system", say("mo-hinh", "standalone-system")),
        Message("user", say("mo-hinh", "standalone-user", earlier=earlier, question=harmless(question))),
    ]
    try:
        told = complete(model, messages, timeout=timeout)
    except ModelFailure:
        return ""
    line = next((line for line in told.splitlines() if line.strip()), "").strip(' «»"“”-*')
    return line if is_faithful(line, [*history, question]) else ""


def is_faithful(rewritten: str, asked: Sequence[str]) -> bool:
    """Whether a rewritten question says nothing that was not asked: no number, date, name or document, few words."""
    if (
        not rewritten
        or len(rewritten) > _LONGEST
        or speaks_to_machine(rewritten)
        or re.search(r"[<>{}]|://", rewritten)
    ):
        return False
    said, held = tokens(rewritten), [t for text in asked for t in tokens(text)]
    facts, words = {t.key for t in held if t.kind != "word"}, {t.folded for t in held}
    if any(t.kind != "word" and t.key not in facts for t in said):
        return False
    runs = [f" {' '.join(t.folded for t in tokens(text))} " for text in asked]
    for whole, rest in proper_names(said):
        if not any(f" {name} " in run for run in runs for name in (whole, rest)):
            return False
    content = [t.folded for t in said if is_content(t)]
    return bool(content) and sum(word not in words for word in content) <= _MOST_NEW * len(content)
