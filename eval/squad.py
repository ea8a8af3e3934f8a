"""The SQuAD 1.1 and 2.0 layouts (ViQuAD, XQuAD): articles of paragraphs of questions with answers.

A paragraph becomes the source ``"<article>-<paragraph>"``, counted from 0. A question without answers is one
that its paragraph does not answer (``is_impossible``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import TrolyError
from eval.dataset import Dataset, Judgement, Query, Source
from eval.records import Record, as_object, id_of, json_file, objects_of, text_of, write_json


@dataclass(frozen=True, slots=True)
class ReadingItem:
    """A question on one source. ``answers`` are the accepted answers, empty when the source has none."""

    id: str
    question: str
    source: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """A reading benchmark: its paragraphs and the questions on them."""

    name: str
    sources: tuple[Source, ...]
    items: tuple[ReadingItem, ...]


def is_squad(path: Path) -> bool:
    """Whether a JSON file has SQuAD's outermost layout."""
    if path.suffix != ".json" or not path.is_file():
        return False
    value = json_file(path)
    return isinstance(value, dict) and isinstance(value.get("data"), list)


def read(path: Path) -> ReadingSet:
    """The paragraphs and questions of a file.

    Raises TrolyError for a malformed file, a repeated question id, or an answer that is not where
    ``answer_start`` says (a sign that the text was re-encoded).
    """
    sources: list[Source] = []
    items: list[ReadingItem] = []
    seen: set[str] = set()
    top = Record(str(path), as_object(json_file(path), str(path)))
    for a, article in enumerate(objects_of(top, "data")):
        for p, paragraph in enumerate(objects_of(article, "paragraphs")):
            context = text_of(paragraph, "context")
            sources.append(Source(f"{a}-{p}", text_of(article, "title", default=""), context))
            for question in objects_of(paragraph, "qas"):
                item = _item(question, sources[-1])
                if item.id in seen:
                    raise TrolyError(f"{question.place}: mã “{item.id}” xuất hiện lần thứ hai.")
                seen.add(item.id)
                items.append(item)
    return ReadingSet(path.resolve().parent.name or path.stem, tuple(sources), tuple(items))


def as_dataset(reading: ReadingSet) -> Dataset:
    """The retrieval benchmark in it: find the paragraph of each question that has an answer."""
    answerable = [item for item in reading.items if item.answers]
    return Dataset(
        reading.name,
        reading.sources,
        tuple(Query(item.id, item.question) for item in answerable),
        tuple(Judgement(item.id, item.source, 1) for item in answerable),
    )


def write(reading: ReadingSet, path: Path) -> None:
    """Write in the SQuAD 2.0 layout, one article a title, each answer at its first place in the text."""
    articles: dict[str, list[dict[str, object]]] = {}
    for source in reading.sources:
        articles.setdefault(source.title, []).append(
            {
                "context": source.text,
                "qas": [_written(i, source) for i in reading.items if i.source == source.id],
            }
        )
    data = [{"title": title, "paragraphs": paragraphs} for title, paragraphs in articles.items()]
    write_json(path, {"version": "v2.0", "data": data})


def _item(record: Record, source: Source) -> ReadingItem:
    impossible = record.values.get("is_impossible", False)
    if not isinstance(impossible, bool):
        raise TrolyError(f"{record.place}: trường “is_impossible” phải là true hoặc false.")
    answers = () if impossible else tuple(_answers(objects_of(record, "answers", optional=True), source))
    return ReadingItem(id_of(record, "id"), text_of(record, "question"), source.id, answers)


def _answers(records: Iterable[Record], source: Source) -> Iterable[str]:
    for record in records:
        text, start = text_of(record, "text"), record.values.get("answer_start")
        if start is not None and not isinstance(start, int):
            raise TrolyError(f"{record.place}: “answer_start” phải là số nguyên.")
        if not text.strip() or text not in source.text:
            raise TrolyError(f"{record.place}: câu trả lời “{text}” không có trong đoạn văn.")
        yield text


def _written(item: ReadingItem, source: Source) -> dict[str, object]:
    answers = [{"text": a, "answer_start": source.text.find(a)} for a in item.answers]
    return {"id": item.id, "question": item.question, "is_impossible": not answers, "answers": answers}
