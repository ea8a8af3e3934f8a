"""Runs compared query by query."""

from dataclasses import replace

import pytest

from corpus.errors import TrolyError
from eval.compare import compare
from eval.results import QueryResult
from eval.runs import Config, Run
from eval.summaries import summarise


def run(name: str, *values: float, dataset: str = "aa") -> Run:
    results = tuple(
        QueryResult(f"q{i}", f"Câu {i}?", {"nDCG@10": v, "statements": 3.0}, 0.01) for i, v in enumerate(values)
    )
    return Run(name, Config("retrieval", "luật", {}, {"dataset": dataset}), results, summarise(results, seed=0))


def test_a_better_run_is_told_with_its_wins() -> None:
    base, better = run("gốc", *([0.5] * 8), 0.9), run("mới", *([1.0] * 8), 0.4)
    (found,) = compare([base, better], changes=2)
    (row,) = found.measures  # counts of statements are not compared
    assert (row.measure, row.n) == ("nDCG@10", 9)
    assert (row.base, row.other) == pytest.approx((4.9 / 9, 8.4 / 9))
    assert (row.difference.wins, row.difference.losses, row.difference.ties) == (8, 1, 0)
    assert row.difference.low > 0
    # Nine differences of one size: at least eight signs must be alike, in 1 + 9 ways for each direction.
    assert row.difference.p == pytest.approx(20 / 512)
    assert [c.delta for c in found.changes] == [0.5, 0.5]
    assert found.problems == ()


def test_several_runs_are_compared_with_the_first_and_adjusted() -> None:
    base = run("gốc", *([0.5] * 6))
    up, down = run("hơn", *([1.0] * 6)), run("kém", *([0.0] * 6))
    first, second = compare([base, up, down])
    assert (first.other, second.other) == ("hơn", "kém")
    assert first.measures[0].difference.p == pytest.approx(2 / 64)
    assert first.measures[0].p_adjusted == pytest.approx(4 / 64)


def test_only_shared_questions_are_compared_and_it_is_said() -> None:
    base, other = run("gốc", 0.5, 0.5, 0.5), run("mới", 0.5, 0.75, dataset="bb")
    (found,) = compare([base, other])
    assert found.n == 2
    assert [c.before.id for c in found.changes] == ["q1"]
    assert found.problems == (
        "1 câu hỏi chỉ có ở một trong hai lần chạy và không được so sánh",
        "hai lần chạy dùng bộ dữ liệu khác nhau (dấu vân tay khác nhau)",
    )


def test_what_cannot_be_compared_is_refused() -> None:
    base = run("gốc", 0.5)
    with pytest.raises(TrolyError, match="ít nhất hai lần chạy"):
        compare([base])
    with pytest.raises(TrolyError, match="không có câu hỏi chung"):
        compare([base, replace(base, results=(replace(base.results[0], id="khác"),))])
    with pytest.raises(TrolyError, match="không cùng có phép đo “AP”; hãy chọn trong: nDCG@10"):
        compare([base, base], by="AP")
