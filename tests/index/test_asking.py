"""What the words of a question weigh, as the table says and as it is learned."""

import math
from pathlib import Path

import pytest

from index import abbreviations, asking, lexical
from index.terms import Terms, analyse
from index.train.asking import SOURCES, learned, main, text
from index.train.pairs import Pair
from index.vietnamese import accented_key

TABLE = abbreviations.read()
NOTHING = Terms([], [], ())


def weights(question: str) -> dict[str, float]:
    terms = analyse(question, TABLE, loose=True)
    return dict(zip(terms.keys, asking.weights(terms), strict=True))


def test_asking_words_weigh_less_than_what_is_asked_about() -> None:
    weighed = weights("Đơn vị sự nghiệp tự chủ là gì, do ai quyết định?")
    assert weighed["gi"] < 0.5 > weighed["ai"]
    assert weighed["nghiep"] == weighed["quyet"] == weighed["don"] == 1.0


def test_the_same_without_accents() -> None:
    assert weights("tu chu la gi")["gi"] == weights("tự chủ là gì")["gi"]


def test_every_weight_of_the_table_is_a_share() -> None:
    table = asking.read()
    assert all(0 < weight < 1 for weight in table.values())
    assert {accented_key(word) for word in ("gì", "nào", "ai", "sao")} <= set(table)


def test_a_word_counts_in_the_search_by_its_weight_and_a_pair_by_the_mean_of_its_two() -> None:
    bodies = ("Nhân dân bầu ra", "Ai bầu đại biểu", "Việc khác")
    index = lexical.build([(analyse(b, TABLE), NOTHING, NOTHING) for b in bodies])
    terms = analyse("ai bầu", TABLE)
    (ai,) = index.scores(Terms(["ai"], ["ai"], ()))[1:2]
    (bau,) = index.scores(Terms(["bau"], ["bầu"], ()))[1:2]
    pair = index.scores(terms)[1] - ai - bau
    assert pair > 0
    assert index.scores(terms, [0.25, 1.0])[1] == pytest.approx(0.25 * ai + bau + math.sqrt(0.25) * pair, rel=1e-5)


def _pairs(word: str, *, answered: int, of: int) -> list[Pair]:
    return [
        Pair(f"{word} chế độ nghỉ phép", f"chế độ nghỉ phép {word if i < answered else ''} hằng năm") for i in range(of)
    ]


def test_a_word_that_answers_do_not_repeat_is_learned_from_three_sources_and_not_from_two() -> None:
    rare = _pairs("nào", answered=0, of=60)
    assert set(learned([rare] * 3)) == {accented_key("nào"), "nao"}
    assert learned([rare] * 2) == {}
    weight = learned([rare] * 3)["nao"]
    # 60 questions; four words in five are answered, a telling one 1.1 times as often; 20 usual ones beside them.
    assert weight == pytest.approx(20 / (60 * 1.1 * 0.8 + 20))
    assert learned([_pairs("nào", answered=60, of=60)] * 3) == {}


def test_the_program_writes_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert text({"gì": 0.266}).splitlines()[1] == "gì\t0.27"
    assert main([str(tmp_path), "--out", str(tmp_path / "table.tsv")]) == 2
    assert f"{SOURCES[0]}.jsonl.xz" in capsys.readouterr().err
