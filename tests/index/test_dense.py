"""Vectors in FAISS: exact results, files, restricted search."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from index import dense


def vectors(count: int, dimension: int = 8) -> np.ndarray:
    """Vectors of length 1, rounded to half floats as an index keeps them."""
    values = np.random.default_rng(7).standard_normal((count, dimension)).astype(np.float32)
    return (values / np.linalg.norm(values, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


def test_results_are_those_of_the_inner_products() -> None:
    stored = vectors(50)
    index = dense.build(stored)
    query = stored[13]
    numbers, scores = index.top(query, 5)
    products = stored @ query
    assert numbers.tolist() == np.argsort(-products)[:5].tolist()
    assert numbers[0] == 13
    assert scores.tolist() == pytest.approx(np.sort(products)[::-1][:5].tolist(), abs=1e-6)


def test_search_among_some_passages() -> None:
    stored = vectors(20)
    among = np.array([2, 5, 11], dtype=np.int64)
    numbers, scores = dense.build(stored).top(stored[13], 10, among=among)
    assert sorted(numbers.tolist()) == [2, 5, 11]
    assert scores.tolist() == pytest.approx(sorted((stored[among] @ stored[13]).tolist(), reverse=True), abs=1e-6)


def test_no_more_than_there_are_and_none_when_empty() -> None:
    assert len(dense.build(vectors(3)).top(vectors(1)[0], 100)[0]) == 3
    empty = dense.build(np.zeros((0, 8), dtype=np.float32))
    assert len(empty.top(vectors(1)[0], 5)[0]) == 0
    assert empty.vectors().shape == (0, 8)


def test_scores_of_given_passages() -> None:
    stored = vectors(10)
    found = dense.build(stored).scores(stored[0], np.array([4, 0], dtype=np.int64))
    assert found.tolist() == pytest.approx((stored[[4, 0]] @ stored[0]).tolist(), abs=1e-6)


def test_the_file_is_faiss_own_and_stays_readable_after_it_was_removed(tmp_path: Path) -> None:
    stored = vectors(10)
    path = tmp_path / "vectors.faiss"
    dense.save(dense.build(stored), path)
    assert faiss.read_index(str(path)).ntotal == 10
    opened = dense.load(path, size=10, dimension=8)
    path.unlink()
    assert np.array_equal(opened.vectors(), stored)


def test_a_big_index_gives_the_same_as_reading_through_all_vectors() -> None:
    stored = vectors(20_000, 64)
    index = dense.build(stored)
    for query in stored[::1_000]:
        numbers, scores = index.top(query, 20)
        products = stored @ query
        assert scores.tolist() == pytest.approx(np.sort(products)[::-1][:20].tolist(), abs=1e-6)
        assert scores.tolist() == pytest.approx(products[numbers].tolist(), abs=1e-6)
    among = np.arange(7, 20_000, 3, dtype=np.int64)
    numbers, _ = index.top(stored[0], 5, among=among)
    assert numbers.tolist() == among[np.argsort(-(stored[among] @ stored[0]))[:5]].tolist()


def test_a_big_index_built_of_vectors_read_back_is_the_same_byte_for_byte() -> None:
    index = dense.build(np.random.default_rng(3).standard_normal((20_000, 8)).astype(np.float32))
    again = dense.build(index.vectors())
    assert index.content.tobytes() == again.content.tobytes()
