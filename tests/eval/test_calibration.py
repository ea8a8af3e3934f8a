"""Fitting and judging the probability that a hit answers."""

import pytest

from corpus.document import DocumentInfo
from eval.calibration import Example, examples, fit, judge, told_by
from eval.gold import GoldEvidence, GoldQuestion
from index.relevance import Signs
from index.search import Index
from tests.index.builders import document, passage


def _example(coverage: float, *, holds: bool, place: int = 0) -> Example:
    return Example(place, Signs(coverage, 0.0, 0.0, 5), holds, holds)


def test_what_tells_is_found_and_judged_on_first_hits_alone() -> None:
    given = [_example(0.9 - i / 50, holds=i < 10) for i in range(20)]
    given += [_example(0.99, holds=False, place=1)]
    bias, constants = fit(given)
    assert constants[0] > 1
    assert abs(constants[1]) < 1e-6
    judged = judge(given, told_by(bias, constants))
    assert judged.hits == judged.questions == 1.0
    assert 0 < judged.error < 0.5


def test_the_hits_of_a_question_become_examples() -> None:
    texts = {"a.txt": "Báo cáo gửi về Văn phòng Tỉnh ủy trước ngày 15.", "b.txt": "Báo cáo của xã nêu khó khăn."}
    index = Index.in_memory(
        [passage(text, name) for name, text in texts.items()],
        documents=[document(name, text, DocumentInfo("báo cáo")) for name, text in texts.items()],
    )
    asked = GoldQuestion(
        "1", "Báo cáo gửi về đâu?", "fact", "plain", True, evidence=(GoldEvidence("a.txt", "gửi về Văn phòng"),)
    )
    first, second = examples(index, [asked])
    assert (first.place, first.holds, second.place, second.holds) == (0, True, 1, False)
    assert first.signs.lead == pytest.approx(-second.signs.lead)
    assert first.answerable
