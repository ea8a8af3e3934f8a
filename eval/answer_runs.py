"""Answer runs: our own questions asked of the assistant, with their history, and each answer measured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.ask import ask
from assistant.chat_model import ChatModel
from assistant.verify import verify
from corpus.document import Document
from eval import answers, judging
from eval.gold import GoldQuestion, searched_text
from eval.results import QueryResult
from eval.runs import Job
from eval.summaries import refusals
from index.search import Index


def supports(statement: str, quotes: Sequence[str]) -> bool:
    """Whether the quotes support the statement, decided by rule."""
    return verify(statement, quotes).supported


def jobs(
    questions: Sequence[GoldQuestion],
    index: Index,
    *,
    k: int,
    answering: Callable[..., Answer] = ask,
    judge: ChatModel | None = None,
) -> list[Job]:
    """The work of each question: ``answering`` is called as ``assistant.ask.ask``, ``judge`` gives a second opinion."""
    documents = {document.id: document for document in index.documents}
    return [Job(q.id, _Work(q, index, documents, k, answering, judge)) for q in questions]


def of_the_whole(results: Sequence[QueryResult]) -> dict[str, float]:
    """The measures of a set that are no means over its questions. Questions where a refusal is neither right
    nor wrong are left out."""
    told = [r for r in results if "refusal_right" in r.values]
    # An answerable question is right when it was answered, an unanswerable one when it was refused.
    refused = [(r.values["refusal_right"] == 1.0) is not r.answerable for r in told]
    return (
        refusals(told, refused) | {"statement_support": answers.statement_support(results)} | judging.agreement(results)
    )


@dataclass(frozen=True, slots=True)
class _Work:
    question: GoldQuestion
    index: Index
    documents: Mapping[str, Document]
    k: int
    answering: Callable[..., Answer]
    judge: ChatModel | None

    def __call__(self) -> QueryResult:
        answer = self.answering(self.index, self.question.question, history=self.question.history, k=self.k)
        result = answers.result(self.question, answer, self.documents, supports=supports, confidence=self._confidence())
        if self.judge is None:
            return result
        return replace(result, values={**result.values, **judging.values(answer, self.judge, supports=supports)})

    def _confidence(self) -> float:
        """How well the best hit covers the question, searched for anew: facts of a document are answered without."""
        hits = self.index.search(searched_text(self.question), k=1)
        return hits[0].coverage if hits else 0.0
