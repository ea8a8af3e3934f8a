"""The probability that a hit answers."""

import math
from dataclasses import replace

import pytest

from index.relevance import Signs, probability
from index.search import Index
from tests.index.builders import passage

NOTHING = Signs(0.0, 0.0, 0.0, 0)
TEXTS = {
    "a.txt": "Viên chức nghỉ không hưởng lương phải được người đứng đầu đơn vị đồng ý.",
    "b.txt": "Báo cáo gửi về Văn phòng Tỉnh ủy trước ngày 15 tháng 10.",
    "c.txt": "Kinh phí do ngân sách nhà nước bảo đảm theo phân cấp hiện hành.",
}
INDEX = Index.in_memory([passage(text, name) for name, text in TEXTS.items()])


def test_the_probability_is_the_logistic_of_the_signs() -> None:
    assert probability(NOTHING) == pytest.approx(1 / (1 + math.exp(3.13)))
    assert probability(Signs(1.0, 1.0, 0.5, 12)) == pytest.approx(
        1 / (1 + math.exp(3.13 - 1.12 - 2.27 - 6.73 * 0.2 - 1.21))
    )
    z = -3.21 + 0.78 + 0.78 + 4.03 * 0.2 + 1.18 + 8.69 * 0.6 - 7.05 * 0.5
    assert probability(Signs(1.0, 1.0, 0.5, 12, 0.6, 0.5)) == pytest.approx(1 / (1 + math.exp(-z)))


@pytest.mark.parametrize("sign", [name for name in Signs._fields if name != "unanswered"])
def test_each_sign_makes_it_likelier(sign: str) -> None:
    none = NOTHING._replace(asked=0.0)
    assert probability(none._replace(**{sign: 1})) > probability(none)


def test_a_question_that_nothing_answers_makes_it_less_likely() -> None:
    assert probability(NOTHING._replace(asked=0.5, unanswered=1)) < probability(NOTHING._replace(asked=0.5))


def test_the_first_hit_of_a_question_that_is_answered_is_likelier_than_that_of_one_that_is_not() -> None:
    (answered, *others) = INDEX.search("báo cáo gửi về đâu, trước ngày nào?")
    (unanswered, *_) = INDEX.search("giá xăng theo ngày của nhà nước?")
    assert answered.passage.document_id == "b.txt"
    assert answered.relevance > 0.5 > unanswered.relevance > 0
    assert all(hit.relevance < answered.relevance for hit in others)


def test_it_does_not_depend_on_how_many_hits_are_asked_for() -> None:
    (alone,) = INDEX.search("kinh phí do ngân sách", k=1)
    assert alone == INDEX.search("kinh phí do ngân sách", k=3)[0]
    assert replace(alone, relevance=0.0) != alone


def test_adjacency_is_the_share_of_pairs_side_by_side() -> None:
    (first, *_) = INDEX.search("kinh phí ngân sách nhà nước")
    assert 0.5 < first.adjacency < first.coverage == 1.0
    assert INDEX.search("kinh phí do ngân sách nhà nước")[0].adjacency == pytest.approx(1.0)
