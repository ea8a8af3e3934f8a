"""The fitting of the answering: what tells gold from the rest gains weight, what tells nothing does not."""

from pathlib import Path

import numpy as np

from assistant.confidence import Signs
from assistant.ranking import WEIGHTS, Features
from eval.fit import Case, _by_writer, _joined, confidence, ranking
from eval.gold import GoldEvidence


def _case(*, gold: float, other: float, answerable: bool = True) -> Case:
    """Two candidates that differ in coverage and in an uninformative level."""
    rows = [Features(*([0.0] * len(WEIGHTS)))._replace(coverage=gold, level=1.0)]
    rows.append(rows[0]._replace(coverage=other, level=1.0))
    signs = Signs(*([0.0] * len(Signs._fields)))._replace(coverage=gold)
    return Case(answerable, np.array(rows), np.array([answerable, False]), np.array([True, True]), signs)


def test_a_telling_feature_gains_and_an_idle_one_stays() -> None:
    start = np.zeros(len(WEIGHTS))
    fitted = Features(*ranking([_case(gold=0.9, other=0.2), _case(gold=0.7, other=0.1)], start))
    assert fitted.coverage > 0.5
    assert abs(fitted.level) < 1e-6


def test_confidence_grows_with_coverage() -> None:
    good = [_case(gold=0.9 - i / 100, other=0.1) for i in range(10)]
    bad = [_case(gold=0.3 - i / 100, other=0.1, answerable=False) for i in range(10)]
    _, constants = confidence([*good, *bad])
    assert Signs(*constants).coverage > 0
    assert Signs(*constants).opening == 0


def test_questions_of_the_files_count_more_than_known_ones() -> None:
    one, other = _case(gold=0.6, other=0.1), _case(gold=0.5, other=0.1)
    assert _joined({"dev.jsonl": [one], "known questions of a": [other]}, ["dev.jsonl"]) == [one] * 4 + [other]


def test_the_known_questions_of_a_writer_are_asked_of_an_index_that_lacks_them(tmp_path: Path) -> None:
    (tmp_path / "ghi-chu.txt").write_text("Hai trường cách nhau ba cây số.\n", encoding="utf-8")
    answer = "ghi-chu.txt\tba cây số"
    lines = [f"hai trường xa nhau không\t{answer}\ta", f"đi mấy cây số\t{answer}\tb", "ai dạy\t-\tkhông nêu\tb"]
    (tmp_path / "questions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    first, second = _by_writer(tmp_path)
    assert [first[0], second[0]] == ["a", "b"]
    assert [q.question for q in first[1].questions] == ["đi mấy cây số", "ai dạy"]
    assert [(q.question, q.answerable) for q in second[2]] == [("đi mấy cây số", True), ("ai dạy", False)]
    assert second[2][0].evidence == (GoldEvidence("ghi-chu.txt", "ba cây số"),)
