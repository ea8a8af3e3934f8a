"""Hand-written statements that a quote does and does not support: every way of twisting a source we know of."""

from pathlib import Path

import pytest

from assistant.verify import verify

CASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("entailment.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_enough_cases_of_either_kind() -> None:
    assert sum(label == "có" for label, *_ in CASES) >= 30
    assert sum(label == "không" for label, *_ in CASES) >= 40


@pytest.mark.parametrize(("label", "statement", "quotes", "tried"), CASES, ids=[case[3] for case in CASES])
def test_a_case_is_judged_as_people_judge_it(label: str, statement: str, quotes: str, tried: str) -> None:
    verdict = verify(statement, [quote.strip() for quote in quotes.split("||")])
    assert verdict.supported is (label == "có"), f"{tried}: {verdict}"
