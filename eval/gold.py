"""Our own question sets: what an office asks, where the answer stands, and what cannot be answered.

One JSON object a line: ``id``, ``question``, ``history`` (earlier questions, oldest first), ``kind``,
``style``, ``answerable``, ``evidence`` (a list of ``{"document", "quote"}``; any one suffices unless ``"all":
true``), ``answer`` (the gold string of a fact, or null), ``alternatives`` (other right forms of it) and
``note``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from corpus.errors import TrolyError
from eval.dataset import draw, without_accents
from eval.records import Record, id_of, json_lines, list_of, objects_of, text_of, write_json_lines

VERDICTS: Final = ("yes", "no", "absent")


class GoldEvidence(NamedTuple):
    """A document (id or number) and words of it that answer the question, verbatim but for white space."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its gold. ``all_evidence``: every piece is needed, not just any one. ``alternatives``
    are other right forms of ``answer``. ``verdict``: the answer has to say yes or no, or that the document asked about
    has nothing on it ("absent"); empty where any answer will do."""

    id: str
    question: str
    kind: str
    style: str
    answerable: bool
    history: tuple[str, ...] = ()
    evidence: tuple[GoldEvidence, ...] = ()
    all_evidence: bool = False
    answer: str | None = None
    alternatives: tuple[str, ...] = ()
    verdict: str = ""
    note: str = ""


def is_gold(path: Path) -> bool:
    """Whether ``path`` is a JSON-lines file whose first object is one of our questions."""
    if not path.is_file() or path.suffix != ".jsonl":
        return False
    first = next(json_lines(path), None)
    return first is not None and "question" in first.values and "answerable" in first.values


def read(path: Path) -> tuple[GoldQuestion, ...]:
    """The questions of a file. TrolyError with file, line and reason for a malformed line or a repeated
    id."""
    questions: dict[str, GoldQuestion] = {}
    for record in json_lines(path):
        question = _question(record)
        if question.id in questions:
            raise TrolyError(f"{record.place}: mã “{question.id}” xuất hiện lần thứ hai.")
        questions[question.id] = question
    if not questions:
        raise TrolyError(f"{path}: tệp không có câu hỏi nào.")
    return tuple(questions.values())


def write(questions: Iterable[GoldQuestion], path: Path) -> None:
    """Write questions in this layout."""
    write_json_lines(path, (_written(q) for q in questions))


def sampled(questions: tuple[GoldQuestion, ...], *, limit: int | None, seed: int) -> tuple[GoldQuestion, ...]:
    """``limit`` questions drawn with ``seed``, in their order; all when None."""
    return tuple(questions[i] for i in draw(len(questions), limit=limit, seed=seed))


def unaccented(questions: tuple[GoldQuestion, ...]) -> tuple[GoldQuestion, ...]:
    """The same questions typed without accents, gold unchanged."""
    return tuple(
        replace(
            q,
            question=without_accents(q.question),
            history=tuple(without_accents(h) for h in q.history),
            style="unaccented",
        )
        for q in questions
    )


def searched_text(question: GoldQuestion) -> str:
    """What is searched for a question by itself, outside an answer: with the question before it, where there is one."""
    return " ".join((*question.history[-1:], question.question))


def _question(record: Record) -> GoldQuestion:
    answerable = record.values.get("answerable")
    if not isinstance(answerable, bool):
        raise TrolyError(f"{record.place}: trường “answerable” phải là true hoặc false.")
    answer = record.values.get("answer")
    if answer is not None and not isinstance(answer, str):
        raise TrolyError(f"{record.place}: trường “answer” phải là chuỗi hoặc null.")
    evidence = tuple(
        GoldEvidence(id_of(e, "document"), text_of(e, "quote")) for e in objects_of(record, "evidence", optional=True)
    )
    if any(not e.quote.strip() for e in evidence):
        raise TrolyError(f"{record.place}: bằng chứng (evidence) có trích dẫn rỗng.")
    verdict = text_of(record, "verdict", default="")
    if verdict not in ("", *VERDICTS):
        raise TrolyError(f"{record.place}: trường “verdict” phải là một trong: {', '.join(VERDICTS)}.")
    return GoldQuestion(
        id=id_of(record, "id"),
        question=text_of(record, "question"),
        kind=text_of(record, "kind", default=""),
        style=text_of(record, "style", default="plain"),
        answerable=answerable,
        history=_strings(record, "history"),
        evidence=evidence,
        all_evidence=record.values.get("all") is True,
        answer=answer,
        alternatives=_strings(record, "alternatives"),
        verdict=verdict,
        note=text_of(record, "note", default=""),
    )


def _strings(record: Record, name: str) -> tuple[str, ...]:
    values = list_of(record, name, optional=True)
    if not all(isinstance(value, str) for value in values):
        raise TrolyError(f"{record.place}: trường “{name}” phải là danh sách chuỗi.")
    return tuple(str(value) for value in values)


def _written(question: GoldQuestion) -> dict[str, object]:
    record: dict[str, object] = {
        "id": question.id,
        "question": question.question,
        "history": list(question.history),
        "kind": question.kind,
        "style": question.style,
        "answerable": question.answerable,
        "evidence": [e._asdict() for e in question.evidence],
        "answer": question.answer,
        "note": question.note,
    }
    if question.all_evidence:
        record["all"] = True
    if question.alternatives:
        record["alternatives"] = list(question.alternatives)
    if question.verdict:
        record["verdict"] = question.verdict
    return record
