"""Nearness of texts to a question: what is read once, and encoders that are too slow for it."""

import numpy as np
import pytest

from index import meaning
from index.meaning import Meaning
from tests.index.builders import BagEncoder

TEXTS = ("Sáp nhập các trường tiểu học.", "Đấu thầu thuốc của bệnh viện.")


def test_the_text_that_says_the_same_is_nearest_and_each_is_read_once() -> None:
    encoder = BagEncoder()
    near = Meaning(encoder)
    vector = encoder.encode_queries(["sáp nhập trường tiểu học"])[0]
    first = near.nearness(vector, TEXTS)
    assert first is not None
    assert int(np.argmax(first)) == 0
    assert first.min() >= 0
    assert near.nearness(vector, (*TEXTS, TEXTS[0])) == pytest.approx([*first, first[0]])
    assert encoder.embedded == 2


def test_nothing_is_told_without_a_quick_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    vector = np.ones(32, dtype=np.float32)
    assert Meaning(None).nearness(vector, TEXTS) is None
    slow = BagEncoder()
    monkeypatch.setattr(slow, "is_quick", False)
    assert Meaning(slow).nearness(vector, TEXTS) is None
    assert slow.embedded == 0


def test_only_so_many_texts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "_KEPT", 1)
    encoder = BagEncoder()
    near = Meaning(encoder)
    vector = encoder.encode_queries(["trường"])[0]
    before = near.nearness(vector, TEXTS)
    assert before is not None
    assert near.nearness(vector, TEXTS[:1]) == pytest.approx(before[:1])
    assert near.nearness(vector, TEXTS) == pytest.approx(before)
