"""A drafted section told anew by a language model, from the drafted sentences alone and verified like them.

Each sentence of the model is held to the quotes of the drafted sentences it names, keeps the names that say whose
words they are, and stands in their place; what the model left out or got wrong stays as the sources say it. A second
pass may make the text flow; it is used only if every sentence is still supported and none is lost.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answer import Rejected
from assistant.bodies import bodies, proper_names
from assistant.chat_model import ChatModel, Message, ModelFailure, complete
from assistant.draft.report import DraftStatement, SectionDraft
from assistant.given import harmless, keys_for
from assistant.tokens import Token, tokens
from assistant.told import Teller, Told
from assistant.verify import verify
from prompts import say

#: Fewer drafted sentences than this need no retelling.
_FEWEST = 2
_FLOW_SHARE = 0.4


class Retold(NamedTuple):
    """A section with the model's sentences in it; ``failure`` is a Vietnamese clause when the model gave none."""

    section: SectionDraft
    failure: str = ""


class _Sentence(NamedTuple):
    text: str
    sources: tuple[int, ...]


def retell(section: SectionDraft, model: ChatModel, *, locality: str, timeout: float) -> Retold:
    """The section in the model's words where they are supported. Frames, office figures and data requests stay."""
    drafted = [i for i, s in enumerate(section.statements) if s.origin == "source" and s.citations]
    if len(drafted) < _FEWEST or section.edited is not None:
        return Retold(section)
    keys = dict(zip(keys_for(f"{section.label}\n{section.heading}", len(drafted)), drafted, strict=True))
    points = "\n".join(f"[{key}] {harmless(section.statements[i].text)}" for key, i in keys.items())
    asked = say("mo-hinh", "draft-user", heading=harmless(section.heading), locality=harmless(locality), points=points)
    rejected: list[Rejected] = []
    try:
        written = _ask(model, say("mo-hinh", "draft-system"), asked, timeout=timeout * (1 - _FLOW_SHARE))
        sentences = _held(section, written, keys, rejected)
        sentences = _flowing(section, model, sentences, keys, timeout=timeout * _FLOW_SHARE)
    except ModelFailure as failure:
        return Retold(section, failure.reason)
    statements = _placed(section, sentences)
    return Retold(replace(section, statements=statements, rejected=(*section.rejected, *rejected)))


def _ask(model: ChatModel, system: str, user: str, *, timeout: float) -> list[Told]:
    teller = Teller()
    told = teller.add(complete(model, [Message("system", system), Message("user", user)], timeout=timeout))
    return [*told, *teller.end()]


def _held(
    section: SectionDraft, written: Sequence[Told], keys: dict[str, int], rejected: list[Rejected]
) -> list[_Sentence]:
    """The sentences that the drafted ones they name support; the others go to ``rejected``. No drafted sentence is
    told twice."""
    held: list[_Sentence] = []
    used: set[int] = set()
    for told in written:
        sources = tuple(keys[key] for key in told.keys if key in keys)
        reason = _unsupported(section, told.text, sources) if sources else "không nêu ý làm căn cứ"
        if told.text.rstrip(". ").endswith(":"):
            reason = "câu chưa trọn nghĩa"
        if reason:
            rejected.append(Rejected(told.text, reason))
        elif not used & set(sources):
            used |= set(sources)
            held.append(_Sentence(told.text, sources))
    return held


def _unsupported(section: SectionDraft, text: str, sources: Sequence[int]) -> str:
    """Why a sentence may not stand for drafted ones, or ""."""
    quotes = {c.marker: c.quote for c in section.citations}
    cited = [quotes[m] for i in sources for m in section.statements[i].citations]
    verdict = verify(text, cited)
    if not verdict.supported:
        return verdict.reason
    for i in sources:
        # A directive stays somebody's directive, another place's result stays that place's.
        names = names_in_lead(section.statements[i].text)
        if names and not any(name in f" {' '.join(t.folded for t in tokens(text))} " for name in names):
            return "không nói rõ nội dung của văn bản, cơ quan, địa phương nào"
    return ""


def names_in_lead(text: str) -> set[str]:
    """What a drafted sentence opens with to say whose words follow: documents, bodies, places; all of its names when
    its first clause has none."""
    found = tokens(text)
    lead = tuple(t for t in found if t.clause == 0)
    return _names(lead) or _names(found)


def _names(found: tuple[Token, ...]) -> set[str]:
    named = {rest for _, rest in proper_names(found) if " " in rest} | {body.text for body in bodies(found)}
    return {f" {name} " for name in named | {t.folded for t in found if t.kind == "document"}}


def _flowing(
    section: SectionDraft, model: ChatModel, sentences: list[_Sentence], keys: dict[str, int], *, timeout: float
) -> list[_Sentence]:
    """The same sentences joined by the model, or as they are when a fact was lost, added or changed."""
    if len(sentences) < _FEWEST:
        return sentences
    by_place = {i: key for key, i in keys.items()}
    text = " ".join(
        f"{harmless(s.text).rstrip('.')} {''.join(f'[{by_place[i]}]' for i in s.sources)}." for s in sentences
    )
    try:
        asked = say("mo-hinh", "flow-user", text=text)
        written = _ask(model, say("mo-hinh", "flow-system"), asked, timeout=timeout)
    except ModelFailure:
        return sentences
    rejected: list[Rejected] = []
    joined = _held(section, written, keys, rejected)
    kept = {i for s in sentences for i in s.sources}
    same_facts = _facts(joined) == _facts(sentences)
    return joined if not rejected and same_facts and {i for s in joined for i in s.sources} == kept else sentences


def _facts(sentences: Sequence[_Sentence]) -> set[str]:
    return {t.key for s in sentences for t in tokens(s.text) if t.kind != "word"}


def _placed(section: SectionDraft, sentences: Sequence[_Sentence]) -> tuple[DraftStatement, ...]:
    """The section's statements with each of the model's in place of the first it stands for, the others of them
    gone."""
    first = {min(s.sources): s for s in sentences}
    gone = {i for s in sentences for i in s.sources} - set(first)
    placed: list[DraftStatement] = []
    for i, statement in enumerate(section.statements):
        if i in first:
            told = first[i]
            cited = dict.fromkeys(m for at in told.sources for m in section.statements[at].citations)
            placed.append(replace(statement, text=told.text, origin="model", citations=tuple(cited)))
        elif i not in gone:
            placed.append(statement)
    return tuple(placed)
