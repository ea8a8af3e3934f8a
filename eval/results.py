"""What a run keeps of each question, whatever the task: its measures, what was found, what went wrong.

One record a line of ``results.jsonl``. A measure that does not apply to a question is absent from ``values``,
and the mean of a measure is over the questions it applies to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from corpus.errors import TrolyError
from eval.dataset import Ranked
from eval.records import Record, id_of, list_of, objects_of, text_of


class Shown(NamedTuple):
    """A place and the words there, for a person to look at."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class QueryResult:
    """One question of a run. ``seconds`` is wall time, of which ``search_seconds`` went to
    searching where the two are told apart; ``score`` says how well the best hit covers the
    question (0 to 1); ``gold`` what should
    have been found and ``found`` what was; ``problems`` says in Vietnamese what is wrong, and is empty when
    all is well."""

    id: str
    question: str
    values: Mapping[str, float]
    seconds: float
    search_seconds: float = 0.0
    kind: str = ""
    style: str = ""
    answerable: bool = True
    score: float = 0.0
    answer: str = ""
    gold: tuple[Shown, ...] = ()
    found: tuple[Shown, ...] = ()
    problems: tuple[str, ...] = ()
    ranking: tuple[Ranked, ...] = field(default=())


def to_json(result: QueryResult) -> dict[str, object]:
    """The record of ``results.jsonl``."""
    record = asdict(result)
    record["ranking"] = [list(r) for r in result.ranking]
    record["gold"] = [s._asdict() for s in result.gold]
    record["found"] = [s._asdict() for s in result.found]
    return record


def from_json(record: Record) -> QueryResult:
    """The result of a line of ``results.jsonl``; TrolyError when it is not one."""
    values = record.values.get("values")
    if not isinstance(values, dict):
        raise TrolyError(f"{record.place}: thiếu “values”; đây không phải tệp kết quả của troly eval.")
    return QueryResult(
        id=id_of(record, "id"),
        question=text_of(record, "question"),
        values={str(name): _number(value, record) for name, value in values.items()},
        seconds=_number(record.values.get("seconds"), record),
        search_seconds=_number(record.values.get("search_seconds", 0.0), record),
        kind=text_of(record, "kind", default=""),
        style=text_of(record, "style", default=""),
        answerable=record.values.get("answerable") is not False,
        score=_number(record.values.get("score", 0.0), record),
        answer=text_of(record, "answer", default=""),
        gold=_shown(record, "gold"),
        found=_shown(record, "found"),
        problems=tuple(str(p) for p in list_of(record, "problems", optional=True)),
        ranking=tuple(_ranked(pair, record) for pair in list_of(record, "ranking", optional=True)),
    )


def measure_names(results: Iterable[QueryResult]) -> tuple[str, ...]:
    """Every measure some result has, in the order of first appearance."""
    return tuple(dict.fromkeys(name for result in results for name in result.values))


def values_of(results: Sequence[QueryResult], measure: str) -> list[float]:
    """The values of a measure over the questions it applies to."""
    return [result.values[measure] for result in results if measure in result.values]


def mean(values: Sequence[float]) -> float:
    """The mean, 0 for no values."""
    return sum(values) / len(values) if values else 0.0


def _shown(record: Record, name: str) -> tuple[Shown, ...]:
    return tuple(Shown(text_of(r, "place"), text_of(r, "text")) for r in objects_of(record, name, optional=True))


def _ranked(pair: object, record: Record) -> Ranked:
    if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str):
        return Ranked(pair[0], _number(pair[1], record))
    raise TrolyError(f"{record.place}: “ranking” phải là danh sách các cặp [văn bản, điểm].")


def _number(value: object, record: Record) -> float:
    if isinstance(value, int | float):
        return float(value)
    raise TrolyError(f"{record.place}: cần một con số, gặp “{value}”.")
