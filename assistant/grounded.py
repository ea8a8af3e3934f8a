"""Answering with a language model that is never trusted.

What the assistant knows surely (facts of documents, the corpus, refusals by name) is answered without the model. For
the rest the model writes from given passages, and each of its sentences is shown only when ``support`` ties it to the
words that carry it. When too little survives, or the model fails, the extractive answer is given and says so.
"""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from assistant import ask as extractive
from assistant.answer import Answer, Rejected
from assistant.chat_model import ChatModel, Message, ModelFailure
from assistant.compose import compose
from assistant.fluent import laid_out
from assistant.given import Given, fenced, give, harmless
from assistant.pending import showable
from assistant.reply import Point, Reply
from assistant.standalone import standalone
from assistant.support import hold
from assistant.told import Teller, Told
from corpus.document import Document, Span
from corpus.sentence import split_sentences
from index.search import Hit, Index
from prompts import say

#: Share of the model's sentences that must be supported for its answer to be used.
MIN_KEPT = 0.34
#: With no better hit than this the passages are about something else, and the refusal stands.
MIN_RELEVANCE = 0.45
_REWRITING_SHARE = 0.3


class Step(NamedTuple):
    """An answer as it grows: what is verified so far, and the words of a sentence that is not whole yet."""

    answer: Answer
    pending: str = ""
    done: bool = False


def ask(
    index: Index,
    question: str,
    *,
    model: ChatModel,
    timeout: float,
    history: Sequence[str] = (),
    k: int = 10,
    kind: str | None = None,
    level: str | None = None,
    document: str | None = None,
) -> Answer:
    """The answer that ``steps`` ends with."""
    *_, last = steps(
        index, question, model=model, timeout=timeout, history=history, k=k, kind=kind, level=level, document=document
    )
    return last.answer


def steps(
    index: Index,
    question: str,
    *,
    model: ChatModel,
    timeout: float,
    history: Sequence[str] = (),
    k: int = 10,
    kind: str | None = None,
    level: str | None = None,
    document: str | None = None,
) -> Generator[Step, None, None]:
    """The answer to a question, growing; whole within ``timeout`` seconds. Arguments as those of ``ask.ask``.

    Closing the iterator stops the model.
    """
    started = time.monotonic()
    plain = extractive.ask(index, question, history=history, k=k, kind=kind, level=level, document=document)
    if not _needs_model(plain):
        yield Step(plain, done=True)
        return
    asked = plain.resolved or question
    if history and plain.resolved != question:
        rewritten = standalone(model, question, history, timeout=timeout * _REWRITING_SHARE)
        if rewritten:
            asked = rewritten
            plain = replace(
                extractive.ask(index, asked, k=k, kind=kind, level=level, document=document), question=question
            )
            if not _needs_model(plain):
                yield Step(plain, done=True)
                return
    given = give(asked, _places(index, plain))
    writing = _Writing(question, plain.hits, given)
    messages = [
        Message("system", say("mo-hinh", "answer-system")),
        Message("user", say("mo-hinh", "answer-user", passages=fenced(given), question=harmless(asked))),
    ]
    failure = ""
    split_sentences("Tách câu.")  # loads its library now, not between the model's first words and the page
    try:
        left = timeout - (time.monotonic() - started)
        with closing(model.stream(messages, timeout=left)) as words:
            for piece in words:
                writing.take(piece)
                yield Step(writing.answer(), writing.pending())
                if writing.is_stuck:
                    break
        writing.finish()
    except ModelFailure as error:
        failure = error.reason
    yield Step(_concluded(writing, plain, failure, since=started), done=True)


def _needs_model(plain: Answer) -> bool:
    """Whether a model may say it better: something was looked for in the text, and not in vain."""
    if plain.made_by != "text":
        return False
    return not plain.abstained or (bool(plain.hits) and plain.hits[0].coverage >= MIN_RELEVANCE)


def _places(index: Index, plain: Answer) -> list[tuple[Document, Span]]:
    """Passages for the model: those that the extractive answer cites, then the hits."""
    found: dict[str, tuple[Document, Span]] = {}
    for citation in plain.citations:
        for passage in index.passages:
            if passage.document_id == citation.document_id and passage.start <= citation.start < passage.end:
                found[passage.id] = index.document(passage.document_id), Span(passage.start, passage.end)
    for hit in plain.hits:
        passage = hit.passage
        found.setdefault(passage.id, (index.document(passage.document_id), Span(passage.start, passage.end)))
    return list(found.values())


def _concluded(writing: "_Writing", plain: Answer, failure: str, *, since: float) -> Answer:
    """The model's answer when enough of it is supported, else the extractive one with a sentence that says why."""
    seconds = time.monotonic() - since - plain.search_seconds
    if not failure and writing.is_enough:
        return replace(writing.answer(), made_by="model", search_seconds=plain.search_seconds, answer_seconds=seconds)
    if failure and plain.abstained:
        notice = say("mo-hinh", "notice-refusal", reason=failure)
    elif failure:
        notice = say("mo-hinh", "notice-failure", reason=failure)
    elif plain.abstained:
        notice = ""
    elif writing.has_no_basis:
        notice = say("mo-hinh", "notice-no-basis")
    else:
        notice = say("mo-hinh", "notice-unsupported")
    return replace(plain, notice=notice, rejected=(*plain.rejected, *writing.rejected), answer_seconds=seconds)


@dataclass(slots=True)
class _Writing:
    """The model's answer so far: what is held to its sources, what was taken out."""

    question: str
    hits: tuple[Hit, ...]
    given: tuple[Given, ...]
    teller: Teller = field(default_factory=Teller)
    points: list[tuple[Told, Point]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    has_no_basis: bool = False
    made: tuple[int, Answer] | None = None

    def take(self, words: str) -> None:
        for told in self.teller.add(words):
            self._judge(told)

    def finish(self) -> None:
        for told in self.teller.end():
            self._judge(told)

    @property
    def is_stuck(self) -> bool:
        return self.teller.is_stuck

    @property
    def is_enough(self) -> bool:
        return bool(self.points) and len(self.points) >= MIN_KEPT * (len(self.points) + len(self.rejected))

    def pending(self) -> str:
        return showable(self.teller.rest, self.given)

    def answer(self) -> Answer:
        """What is supported so far, with its citations."""
        if self.made is None or self.made[0] != len(self.points):
            blocks = laid_out(self.points)
            nothing = Answer(self.question, "", hits=self.hits)
            self.made = len(self.points), compose(self.question, Reply(blocks), self.hits) if blocks else nothing
        made = self.made[1]
        return replace(made, rejected=(*made.rejected, *self.rejected), made_by="model")

    def _judge(self, told: Told) -> None:
        if told.text.strip(" .").upper() == say("mo-hinh", "no-basis"):
            self.has_no_basis = True
            return
        if told.text.endswith(":"):  # a line that only leads to the next
            return
        cited = [g for key in told.keys for g in self.given if g.key == key]
        held = hold(told.text, cited, [g for g in self.given if g not in cited])
        if isinstance(held, Point):
            if all(held.text != point.text for _, point in self.points):
                self.points.append((told, held))
        else:
            self.rejected.append(held)
