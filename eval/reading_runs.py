"""Reading runs: the questions of a SQuAD-like set asked of the assistant, and its answers compared with the
short gold ones.

The assistant answers in sentences of the source, so exact match is rare by design; ``answer_sentence`` tells
whether a cited sentence contains a gold answer, which is what a reader of the answer needs. Questions without
an answer want a refusal: then the prediction is empty. ``has_answer_*`` and ``no_answer_exact`` are the split
of SQuAD 2.0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.ask import ask
from eval.reading import contains, exact, f1
from eval.results import QueryResult, Shown
from eval.runs import Job
from eval.squad import ReadingItem, ReadingSet
from index.search import Index


def jobs(items: Sequence[ReadingItem], reading: ReadingSet, index: Index, *, everywhere: bool) -> list[Job]:
    """The work of each question: asked of its own paragraph, or of the whole set when ``everywhere``."""
    texts = {source.id: source.text for source in reading.sources}
    return [Job(item.id, _Work(item, texts[item.source], index, everywhere)) for item in items]


@dataclass(frozen=True, slots=True)
class _Work:
    item: ReadingItem
    context: str
    index: Index
    everywhere: bool

    def __call__(self) -> QueryResult:
        where = None if self.everywhere else self.item.source
        answer = ask(self.index, self.item.question, document=where)
        return result(self.item, self.context, answer)


def result(item: ReadingItem, context: str, answer: Answer) -> QueryResult:
    """The record of a question: measures, gold with its paragraph, citations."""
    predicted = prediction(answer)
    return QueryResult(
        id=item.id,
        question=item.question,
        values=score(item, predicted, [c.quote for c in answer.citations]),
        seconds=answer.search_seconds + answer.answer_seconds,
        search_seconds=answer.search_seconds,
        answerable=bool(item.answers),
        score=answer.hits[0].coverage if answer.hits else 0.0,
        answer=answer.text,
        gold=(*(Shown("đáp án", a) for a in dict.fromkeys(item.answers)), Shown(item.source, context)),
        found=tuple(Shown(f"[{c.marker}] {c.document}", c.quote) for c in answer.citations),
        problems=_problems(item, answer),
    )


def prediction(answer: Answer) -> str:
    """The answer as a reading prediction: its statements without markers, empty for a refusal."""
    return "" if answer.abstained else " ".join(s.text for s in answer.statements)


def score(item: ReadingItem, predicted: str, quotes: Sequence[str]) -> dict[str, float]:
    """Exact match and F1, overall and in the split the question belongs to, and the answer-sentence
    accuracy."""
    matched, overlap = exact(predicted, item.answers), f1(predicted, item.answers)
    values = {"exact_match": matched, "f1": overlap}
    if not item.answers:
        return values | {"no_answer_exact": matched}
    sentence = any(contains(quote, gold) for quote in quotes for gold in item.answers)
    return values | {"has_answer_exact": matched, "has_answer_f1": overlap, "answer_sentence": float(sentence)}


def _problems(item: ReadingItem, answer: Answer) -> tuple[str, ...]:
    if not item.answers:
        return () if answer.abstained else ("trả lời câu không có đáp án",)
    if answer.abstained:
        return ("từ chối câu có đáp án",)
    found = any(contains(c.quote, gold) for c in answer.citations for gold in item.answers)
    return () if found else ("câu trích dẫn không chứa đáp án",)
