"""A conversation as a file that an official can send: Markdown or Word.

Every marker keeps its number and every answer its sources in administrative form with the cited words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.answer import Answer
from assistant.conversation_file import Conversation
from assistant.turn import Turn, is_changed
from corpus.document import Document
from prompts import say

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_REFUSED_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def file_name(conversation: Conversation) -> str:
    """A file name without ending: the title, cleaned of what file systems refuse."""
    return " ".join(_REFUSED_IN_NAMES.sub(" ", conversation.title).split()).strip(" .") or "hoi-thoai"


def markdown(conversation: Conversation, documents: Mapping[str, Document]) -> str:
    """The conversation as Markdown. ``documents`` are those of the corpus today, by id; a source whose words no
    longer stand there is marked. Titles, questions and quotes cannot become markup, answers no links or HTML."""
    asked = conversation.turns[0].asked if conversation.turns else ""
    parts = [f"# {_literal(conversation.title)}", say("hoi-thoai", "export-about", date=date_of(asked))]
    for turn in conversation.turns:
        parts += [f"## {_literal(turn.question)}", *_reply(turn, documents)]
    return "\n\n".join(part for part in parts if part) + "\n"


def word(conversation: Conversation, documents: Mapping[str, Document]) -> bytes:
    """The conversation as a Word file, its citations as footnotes; ``documents`` as for ``markdown``."""
    from assistant.word.conversation import write_conversation

    turns = [(turn.question, _printed(turn, documents)) for turn in conversation.turns]
    return write_conversation(conversation.title, turns, list(documents.values()))


def _printed(turn: Turn, documents: Mapping[str, Document]) -> Answer:
    """The answer with what stands beside it on the page: its scope, and which sources have changed."""
    if turn.answer is None:
        return Answer(turn.question, turn.error or "")
    scope = say("hoi-thoai", "export-scope", scope=turn.scope) if turn.scope else ""
    aside = [f"*{words}*" for words in (scope, turn.answer.notice) if words]
    text = "\n\n".join((*aside, turn.answer.text))
    changed = [str(c.marker) for c in turn.answer.citations if is_changed(c, documents.get(c.document_id))]
    if changed:
        text += f"\n\n*{say('hoi-thoai', 'export-changed', sources=', '.join(changed))}*"
    named = tuple(
        c if c.document_id in documents else replace(c, document=turn.source(c, documents).name)
        for c in turn.answer.citations
    )
    return replace(turn.answer, text=text, citations=named)


def date_of(moment: str) -> str:
    """``2026-11-24T08:00:00+07:00`` as ``24/11/2026 08:00``; nothing for no moment."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})", moment)
    return f"{found[3]}/{found[2]}/{found[1]} {found[4]}" if found else ""


def _reply(turn: Turn, documents: Mapping[str, Document]) -> Iterator[str]:
    if turn.scope:
        yield f"*{say('hoi-thoai', 'export-scope', scope=_literal(turn.scope))}*"
    if turn.answer is None:
        yield _literal(turn.error or "")
        return
    if turn.answer.notice:
        yield f"*{_literal(turn.answer.notice)}*"
    yield turn.answer.text.replace("<", "&lt;").replace("](", "]\\(")
    if turn.answer.citations:
        lines = []
        for citation in turn.answer.citations:
            source = turn.source(citation, documents).administrative
            changed = is_changed(citation, documents.get(citation.document_id))
            note = f" ({say('hoi-thoai', 'changed')})" if changed else ""
            quote = _literal(" ".join(citation.quote.split()))
            lines.append(f"- [{citation.marker}] {_literal(source)}{note}: “{quote}”")
        yield "\n".join((f"**{say('hoi-thoai', 'export-sources')}**", "", *lines))


def _literal(words: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(words.split()))
