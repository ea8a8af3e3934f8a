"""Features of real text: which are found, how often, and that batches do not leak into each other."""

import math

import numpy as np
import pytest

from index.features import Vocabulary, cut


@pytest.fixture
def vocabulary() -> Vocabulary:
    # Rows: 0 điều, 1 lệ; 2 dang, 3 dieu, 4 le; 5 "dieu le", 6 "le dang".
    return Vocabulary([_last("điều"), _last("lệ")], ["dang", "dieu", "le"], np.array([[1, 2], [2, 0]]))


def _last(syllable: str) -> str:
    from index.vietnamese import accented_key

    return accented_key(syllable)


def _found(vocabulary: Vocabulary, *texts: str) -> list[dict[int, int]]:
    features = vocabulary.features(vocabulary.tokens(texts))
    bounds = zip(features.starts[:-1], features.starts[1:], strict=True)
    return [dict(zip(features.rows[a:b].tolist(), features.counts[a:b].tolist(), strict=True)) for a, b in bounds]


def test_a_text_is_cut_into_lower_case_syllables() -> None:
    assert cut("Kết luận số 62-KL/TW, ngày 02/10/2023") == [
        "kết", "luận", "số", "62", "kl", "tw", "ngày", "02", "10", "2023",
    ]  # fmt: skip


def test_decomposed_text_is_cut_like_composed_text() -> None:
    import unicodedata

    text = "Đơn vị sự nghiệp công lập"
    assert cut(unicodedata.normalize("NFD", text)) == cut(text)


def test_syllables_folded_syllables_and_bigrams_are_found(vocabulary: Vocabulary) -> None:
    assert _found(vocabulary, "Điều lệ Đảng") == [{0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1}]


def test_text_without_accents_keeps_all_but_the_accented_features(vocabulary: Vocabulary) -> None:
    assert _found(vocabulary, "dieu le dang") == [{2: 1, 3: 1, 4: 1, 5: 1, 6: 1}]


def test_a_feature_seen_twice_is_counted_twice_and_weighs_one_plus_its_logarithm(vocabulary: Vocabulary) -> None:
    features = vocabulary.features(vocabulary.tokens(["điều, điều"]))
    assert dict(zip(features.rows.tolist(), features.counts.tolist(), strict=True)) == {0: 2, 3: 2}
    np.testing.assert_allclose(features.weights, 1 + math.log(2), rtol=1e-6)


def test_no_bigram_crosses_from_one_text_to_the_next(vocabulary: Vocabulary) -> None:
    assert _found(vocabulary, "điều", "lệ") == [{0: 1, 3: 1}, {1: 1, 4: 1}]
    assert _found(vocabulary, "điều", "", "lệ đảng") == [{0: 1, 3: 1}, {}, {1: 1, 2: 1, 4: 1, 6: 1}]


def test_an_unknown_syllable_breaks_a_bigram(vocabulary: Vocabulary) -> None:
    assert _found(vocabulary, "điều xyz lệ") == [{0: 1, 1: 1, 3: 1, 4: 1}]


def test_nothing_known_gives_no_features(vocabulary: Vocabulary) -> None:
    assert _found(vocabulary, "", "hello", "...") == [{}, {}, {}]
    assert _found(vocabulary) == []


def test_a_batch_gives_each_text_what_it_gets_alone(vocabulary: Vocabulary) -> None:
    texts = ["lệ Đảng", "", "Điều lệ Đảng, điều lệ", "không", "đảng điều lệ"]
    assert _found(vocabulary, *texts) == [_found(vocabulary, text)[0] for text in texts]


def test_only_the_first_syllables_count_where_a_longest_is_given(vocabulary: Vocabulary) -> None:
    features = vocabulary.features(vocabulary.tokens(["điều lệ đảng"], longest=1))
    assert features.rows.tolist() == [0, 3]


def test_the_place_of_a_tone_mark_does_not_matter() -> None:
    vocabulary = Vocabulary([_last("hòa")], ["hoa"], np.empty((0, 2)))
    assert _found(vocabulary, "hoà", "hòa", "HOÀ", "hoa") == [{0: 1, 1: 1}] * 3 + [{1: 1}]


def test_unsorted_or_repeated_bigrams_are_refused() -> None:
    with pytest.raises(ValueError, match="sorted"):
        Vocabulary([], ["a", "b"], np.array([[1, 0], [0, 1]]))
    with pytest.raises(ValueError, match="distinct"):
        Vocabulary([], ["a", "b"], np.array([[0, 1], [0, 1]]))
