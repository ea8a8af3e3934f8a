"""The word index built in a second process is the one built in this."""

import os
from collections.abc import Iterator

import numpy as np
import pytest

from index import abbreviations, aside, lexical
from index.postings import WEIGHTS
from index.terms import Terms, analyse

NOTHING = Terms([], [], ())
TEXTS = ("Tinh giản biên chế", "Kết luận số 62-KL/TW, ngày 02/10/2023", "Xã hội hoá dịch vụ sự nghiệp công")


def passages() -> Iterator[tuple[Terms, Terms, Terms]]:
    table = abbreviations.read()
    return ((analyse(text, table), NOTHING, NOTHING) for text in TEXTS)


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Makes three passages worth a second process; the process numbers of the children."""
    children: list[int] = []
    real = os.fork

    def fork() -> int:
        child = real()
        children.append(child)
        return child

    monkeypatch.setattr(aside, "WORTH_IT", 1)
    monkeypatch.setattr(aside.threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "fork", fork)
    return children


def same(one: lexical.LexicalIndex, other: lexical.LexicalIndex) -> bool:
    pairs = [*zip(one.folded, other.folded, strict=True), *zip(one.accented, other.accented, strict=True)]
    return one.vocabulary == other.vocabulary and all(np.array_equal(a, b) for a, b in pairs)


def test_a_large_corpus_is_built_aside(forks: list[int]) -> None:
    index = aside.started(passages(), owners=[0, 1, 2], weights=WEIGHTS)()
    assert len(forks) == 1
    assert same(index, lexical.build(passages()))


def test_a_small_corpus_is_built_here(forks: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "WORTH_IT", 4)
    assert same(aside.started(passages(), owners=[0, 1, 2], weights=WEIGHTS)(), lexical.build(passages()))
    assert forks == []


def test_other_threads_forbid_a_second_process(forks: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside.threading, "active_count", lambda: 2)
    assert same(aside.started(passages(), owners=[0, 1, 2], weights=WEIGHTS)(), lexical.build(passages()))
    assert forks == []


def test_a_second_process_that_fails_is_made_up_for(forks: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()
    real = lexical.save

    def save(*arguments: object) -> None:
        assert os.getpid() == parent
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(lexical, "save", save)
    assert same(aside.started(passages(), owners=[0, 1, 2], weights=WEIGHTS)(), lexical.build(passages()))
    assert len(forks) == 1
