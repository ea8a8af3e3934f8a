"""A model's words as sentences: keys taken out wherever they stand, half markers held back, repeats seen."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.told import Teller, Told

TEXT = (
    "Đến năm 2025 giảm ít nhất 10% đầu mối [kbc2]. Sở Nội vụ chủ trì [kd3f][kh4j].\n"
    "- Giảm biên chế. [kbc2]\n- Theo TP. Hồ Chí Minh, có 3 trường [kxyz, kbc2].\n\n"
    "**Kết luận** nêu rõ (theo mục 2.5) điều này 【kh4j】."
)
SAID = [
    Told("Đến năm 2025 giảm ít nhất 10% đầu mối.", ("kbc2",), False, 0),
    Told("Sở Nội vụ chủ trì.", ("kd3f", "kh4j"), False, 0),
    Told("Giảm biên chế.", ("kbc2",), True, 1),
    Told("Theo TP. Hồ Chí Minh, có 3 trường.", ("kxyz", "kbc2"), True, 2),
    Told("Kết luận nêu rõ (theo mục 2.5) điều này.", ("kh4j",), False, 4),
]


def tell(pieces: list[str]) -> tuple[list[Told], list[str]]:
    teller = Teller()
    told: list[Told] = []
    rests: list[str] = []
    for piece in pieces:
        told += teller.add(piece)
        rests.append(teller.rest)
    return told + teller.end(), rests


def test_sentences_keys_and_items_are_told_apart() -> None:
    assert tell([TEXT])[0] == SAID


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, len(TEXT) - 1), max_size=30))
def test_however_the_words_arrive_the_sentences_are_the_same(cuts: list[int]) -> None:
    places = [0, *sorted(set(cuts)), len(TEXT)]
    told, rests = tell([TEXT[a:b] for a, b in pairwise(places)])
    assert told == SAID
    # Nothing of a marker is ever among the words shown.
    assert not any(mark in rest for rest in rests for mark in ("[", "]", "【", "】", "kbc2", "kd3f", "kxyz"))


@pytest.mark.parametrize("half", ["Giảm 10% [", "Giảm 10% [k", "Giảm 10% [kbc2", "Giảm 10% [kbc2, k"])
def test_a_half_marker_is_held_back(half: str) -> None:
    assert tell([half])[1] == ["Giảm 10%"]


def test_a_link_is_its_words() -> None:
    assert tell(["Xem [tại đây](https://xau.example.com/a) để biết."])[0][0].text == "Xem tại đây để biết."


def test_a_sentence_told_again_is_told_once_and_noticed() -> None:
    teller = Teller()
    assert [t.text for t in teller.add("Giảm 10% [kbc2]. Giảm 10% [kbc2]. ")] == ["Giảm 10%."]
    assert not teller.is_stuck
    teller.add("Giảm 10% [kbc2]. Giảm 10% [kbc2]. Hết")
    assert teller.is_stuck


@pytest.mark.parametrize("size", [1, 3, 50])
def test_what_a_model_thinks_aloud_is_not_told(size: int) -> None:
    words = "<think>\nGiảm 99%? Không.\n</think>\n\nGiảm 10% [kbc2]."
    told, rests = tell([words[i : i + size] for i in range(0, len(words), size)])
    assert told[0].text == "Giảm 10%."
    assert not any("99" in rest or "<" in rest for rest in rests)
