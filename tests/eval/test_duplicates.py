"""What near duplicates leave to chance."""

import math
from pathlib import Path

import pytest

from eval import duplicates
from eval.dataset import Dataset, Judgement, Query, Source
from tests.eval import samples

ARTICLE = "Viên chức là công dân Việt Nam được tuyển dụng theo vị trí việc làm tại đơn vị sự nghiệp công lập"
DATASET = Dataset(
    "luật",
    (
        Source("a", "", ARTICLE),
        Source("b", "", f"Theo khoản 1: “{ARTICLE}, hưởng lương từ quỹ lương của đơn vị.”"),
        Source("c", "", "Hợp đồng lữ hành phải được lập thành văn bản."),
    ),
    (Query("1", "Viên chức là ai?"), Query("2", "Hợp đồng lữ hành lập thế nào?")),
    (Judgement("1", "a", 1), Judgement("2", "c", 1), Judgement("2", "a", 0)),
)


def test_a_passage_quoted_at_more_length_is_a_duplicate() -> None:
    assert duplicates.group_sizes(DATASET, part=0.9) == [2, 1]


def test_one_of_two_duplicates_is_first_half_the_time() -> None:
    assert duplicates.expected(1) == 1
    assert duplicates.expected(2) == pytest.approx((1 + 1 / math.log2(3)) / 2)


def test_the_bound_is_printed_for_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert duplicates.main([str(samples.beir(tmp_path / "luật"))]) == 0
    assert "luật, more than 90% shared: 0 of 3 questions, 1.000" in capsys.readouterr().out
