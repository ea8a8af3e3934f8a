"""The layouts of the Vietnamese legal shared tasks: ALQAC and Zalo AI (Legal Text Retrieval).

Both are a folder with a JSON file of laws, each a list of articles, and a JSON file of questions with
``relevant_articles``; Zalo wraps its questions in ``{"items": [...]}``. The years differ in the names of
fields, all of which are accepted. The document id is ``"<law>|<article>"``.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import TrolyError
from eval.dataset import Dataset, Judgement, Query, Source
from eval.records import Record, as_list, as_object, id_of, json_file, objects_of, text_of, write_json

_LAWS = ("law.json", "legal_corpus.json", "corpus.json", "alqac*law*.json", "*law*.json")
_QUESTIONS = (
    "{split}.json",
    "{split}_question_answer.json",
    "*{split}*.json",
    "question.json",
    "*question*.json",
)


def is_legal(path: Path) -> bool:
    """Whether ``path`` is a folder with a file of laws."""
    return path.is_dir() and _find(path, _LAWS) is not None


def read(folder: Path, *, split: str = "train") -> Dataset:
    """The data set of a folder; ``split`` names the question file (``train``, ``public_test`` ...).

    Raises TrolyError with the file and the place in it for what is malformed, repeated or absent.
    """
    laws = _find(folder, _LAWS)
    if laws is None:
        raise TrolyError(f"{folder}: không có tệp văn bản luật (law.json hoặc legal_corpus.json).")
    patterns = tuple(pattern.format(split=split) for pattern in _QUESTIONS)
    questions = _find(folder, patterns, other_than=laws)
    if questions is None:
        raise TrolyError(f"{folder}: không có tệp câu hỏi “{split}” ({patterns[0]} hoặc {patterns[1]}).")
    sources = tuple(_sources(laws))
    queries, judgements = _questions(questions)
    return Dataset(folder.resolve().name, sources, queries, judgements)


def write_alqac(dataset: Dataset, folder: Path, *, split: str = "train") -> None:
    """Write as ALQAC's ``law.json`` and ``<split>.json``. Titles go before the text, as that layout has
    none."""
    folder.mkdir(parents=True, exist_ok=True)
    laws: dict[str, list[dict[str, str]]] = {}
    for source in dataset.sources:
        law, article = _split_id(source.id)
        text = f"{source.title}\n{source.text}" if source.title else source.text
        laws.setdefault(law, []).append({"id": article, "text": text})
    write_json(folder / "law.json", [{"id": law, "articles": articles} for law, articles in laws.items()])
    write_json(folder / f"{split}.json", list(_written(dataset, text="text")))


def write_zalo(dataset: Dataset, folder: Path, *, split: str = "train") -> None:
    """Write as Zalo's ``legal_corpus.json`` and ``<split>_question_answer.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    laws: dict[str, list[dict[str, str]]] = {}
    for source in dataset.sources:
        law, article = _split_id(source.id)
        laws.setdefault(law, []).append({"article_id": article, "title": source.title, "text": source.text})
    write_json(
        folder / "legal_corpus.json",
        [{"law_id": law, "articles": articles} for law, articles in laws.items()],
    )
    items = list(_written(dataset, text="question"))
    name = f"{split}_question_answer.json"
    write_json(folder / name, {"_name_": dataset.name, "_count_": len(items), "items": items})


def _sources(path: Path) -> Iterator[Source]:
    seen: set[str] = set()
    for i, value in enumerate(as_list(json_file(path), str(path))):
        place = f"{path}, phần tử {i}"
        law = Record(place, as_object(value, place))
        law_id = id_of(law, "law_id", "id")
        for article in objects_of(law, "articles" if "articles" in law.values else "content"):
            text_field = next((n for n in ("text", "content_Article", "content") if n in article.values), "text")
            identifier = f"{law_id}|{id_of(article, 'article_id', 'aid', 'id')}"
            if identifier in seen:
                raise TrolyError(f"{article.place}: điều “{identifier}” xuất hiện lần thứ hai.")
            seen.add(identifier)
            yield Source(identifier, text_of(article, "title", default=""), text_of(article, text_field))


def _questions(path: Path) -> tuple[tuple[Query, ...], tuple[Judgement, ...]]:
    value = json_file(path)
    items = value.get("items") if isinstance(value, dict) else value
    queries: list[Query] = []
    judgements: dict[tuple[str, str], Judgement] = {}
    for i, item in enumerate(as_list(items, f"{path}, câu hỏi")):
        place = f"{path}, câu hỏi {i}"
        record = Record(place, as_object(item, place))
        query = id_of(record, "question_id", "id", "qid")
        queries.append(Query(query, text_of(record, "question" if "question" in record.values else "text")))
        for article in objects_of(record, "relevant_articles", optional=True):
            document = f"{id_of(article, 'law_id')}|{id_of(article, 'article_id', 'aid')}"
            judgements[query, document] = Judgement(query, document, 1)
    if len({q.id for q in queries}) != len(queries):
        raise TrolyError(f"{path}: có mã câu hỏi lặp lại; mã phải là duy nhất.")
    return tuple(queries), tuple(judgements.values())


def _written(dataset: Dataset, *, text: str) -> Iterator[dict[str, object]]:
    relevant: dict[str, list[dict[str, str]]] = {}
    for judgement in dataset.judgements:
        if judgement.relevance > 0:
            law, article = _split_id(judgement.document)
            relevant.setdefault(judgement.query, []).append({"law_id": law, "article_id": article})
    for query in dataset.queries:
        yield {"question_id": query.id, text: query.text, "relevant_articles": relevant.get(query.id, [])}


def _split_id(identifier: str) -> tuple[str, str]:
    law, bar, article = identifier.rpartition("|")
    return (law, article) if bar else (identifier, "0")


def _find(folder: Path, patterns: Iterable[str], *, other_than: Path | None = None) -> Path | None:
    for pattern in patterns:
        found = [p for p in sorted(folder.glob(pattern)) if p != other_than]
        if found:
            return found[0]
    return None
