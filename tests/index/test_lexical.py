"""BM25: exact scores, fields, pairs, accents, files."""

import math
from pathlib import Path

import numpy as np
import pytest

from index import abbreviations, lexical
from index.lexical import LexicalIndex
from index.postings import Weights
from index.terms import Terms, analyse

TABLE = abbreviations.read()
NOTHING = Terms([], [], ())
TEXTS = (
    "Tinh giản biên chế sự nghiệp",
    "Sắp xếp tổ chức bộ máy, tinh giản đầu mối",
    "Xã hội hoá dịch vụ sự nghiệp công",
)


def built(*texts: str, weights: Weights | None = None) -> LexicalIndex:
    return lexical.build([(analyse(t, TABLE), NOTHING, NOTHING) for t in texts], weights=weights or Weights())


def test_scores_are_those_of_the_formula() -> None:
    weights = Weights(k1=1.2, b=0.75, pair=0.5)
    index = built(*TEXTS, weights=weights)
    scores = index.scores(analyse("tinh giản", TABLE))
    lengths = [6, 10, 8]
    mean = sum(lengths) / 3
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))

    def expected(length: int) -> float:
        one = idf * 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * length / mean))
        return 2 * one + 0.5 * one  # two keys and their pair, each in the same two passages

    assert scores.tolist() == pytest.approx([expected(6), expected(10), 0.0], rel=1e-6)


def test_words_next_to_one_another_count_more() -> None:
    index = built("biên chế tinh giản", "chế độ và biên bản")
    near, far = index.scores(analyse("biên chế", TABLE))
    assert near > far > 0
    assert index.pair_frequency("bien", "che") == 1
    assert index.pair_frequency("che", "bien") == 0


def test_heading_and_title_are_searched_with_their_weights() -> None:
    body, heading, title = (analyse(t, TABLE) for t in ("nội dung khác", "tự chủ tài chính", "báo cáo năm"))
    weights = Weights(fields=(1.0, 0.5, 0.25))
    index = lexical.build(
        [(body, heading, title), (analyse("tự chủ tài chính", TABLE), NOTHING, NOTHING)], weights=weights
    )
    in_heading, in_body = index.scores(analyse("tự chủ", TABLE))
    assert in_body > in_heading > 0
    assert index.scores(analyse("báo cáo", TABLE))[0] > 0


def test_of_two_equal_passages_that_of_the_document_with_fewer_is_better() -> None:
    texts = ("tự chủ tài chính", "tự chủ tài chính", "biên chế sự nghiệp", "xã hội hoá")
    passages = [(analyse(t, TABLE), NOTHING, NOTHING) for t in texts]
    alone = lexical.build(passages).scores(analyse("tự chủ", TABLE))
    assert alone[0] == alone[1]
    weights = Weights(k1=1.0, b=1.0, pair=0.0, whole=0.5)
    scores = lexical.build(passages, weights=weights, owners=[0, 1, 1, 1]).scores(analyse("tự chủ", TABLE))
    # Bodies have 4, 4, 4 and 3 words; the second document has three passages.
    lengths = [4, 4 * math.sqrt(3), 4 * math.sqrt(3), 3 * math.sqrt(3)]
    idf, mean = 2 * math.log(1 + (4 - 2 + 0.5) / (2 + 0.5)), sum(lengths) / 4
    assert scores[:2].tolist() == pytest.approx([idf * 2 / (1 + length / mean) for length in lengths[:2]], rel=1e-6)


def test_pairs_do_not_reach_from_one_field_to_the_next() -> None:
    index = lexical.build([(analyse("biên", TABLE), analyse("chế", TABLE), NOTHING)])
    assert index.pair_frequency("bien", "che") == 0
    assert index.frequency("bien") == index.frequency("che") == 1


def test_unaccented_questions_find_the_same() -> None:
    index = built(*TEXTS)
    accented = index.scores(analyse("xã hội hóa dịch vụ", TABLE))
    plain = index.scores(analyse("xa hoi hoa dich vu", TABLE))
    assert np.array_equal(accented, plain)


def test_accents_order_passages_whose_folded_words_are_the_same() -> None:
    index = built("vùng xa", "xã vùng", "đường")
    terms = analyse("vùng xã", TABLE)
    candidates = np.array([0, 1, 2])
    bonus = index.accent_scores(terms, candidates)
    assert bonus[1] > bonus[0] == bonus[2] == 0
    assert index.accent_scores(analyse("vung xa", TABLE), candidates)[1] == 0


def test_numbers_find_their_document_however_written() -> None:
    index = built("Số 62-KL/TW, ngày 02/10/2023", "62 đơn vị và 19 người", "Nghị quyết 19-NQ/TW")
    assert index.scores(analyse("kl 62", TABLE, loose=True)).argmax() == 0
    assert index.scores(analyse("nghị quyết 19", TABLE)).argmax() == 2
    assert index.scores(analyse("ngày 2 tháng 10 năm 2023", TABLE)).argmax() == 0


def test_what_the_index_knows_of_words() -> None:
    index = built(*TEXTS)
    assert index.frequency("tinh") == 2
    assert index.frequency("ubnd") == 0


def test_coverage_is_the_weighted_share_of_keys_a_passage_has() -> None:
    index = built(*TEXTS)
    passages = np.array([0, 2])
    assert index.coverage(["che"], passages).tolist() == [1.0, 0.0]
    rare, common = math.log(1 + 2.5 / 1.5), math.log(1 + 1.5 / 2.5)
    assert index.coverage(["che", "tinh"], passages).tolist() == pytest.approx([1.0, 0.0])
    assert index.coverage(["che", "nghiep"], passages)[1] == pytest.approx(common / (rare + common))
    absent = math.log(1 + 3.5 / 0.5)
    assert index.coverage(["che", "ubnd"], passages)[0] == pytest.approx(rare / (rare + absent))
    assert index.coverage([], passages).tolist() == [0.0, 0.0]


def test_saved_and_opened_it_is_the_same(tmp_path: Path) -> None:
    index = built(*TEXTS)
    lexical.save(index, tmp_path / "lexical")
    opened = lexical.load(tmp_path / "lexical")
    assert opened.vocabulary == index.vocabulary
    assert opened.size == 3
    for query in ("tinh giản biên chế", "dịch vụ sự nghiệp công", "không có từ này"):
        terms = analyse(query, TABLE)
        assert np.array_equal(opened.scores(terms), index.scores(terms))
        assert np.array_equal(opened.accent_scores(terms, np.arange(3)), index.accent_scores(terms, np.arange(3)))
    assert not any(path.suffix == ".pkl" for path in (tmp_path / "lexical").iterdir())


@pytest.mark.parametrize("texts", [(), ("",), ("", "---")])
def test_a_corpus_without_words_is_searched_without_error(texts: tuple[str, ...], tmp_path: Path) -> None:
    index = built(*texts)
    lexical.save(index, tmp_path / "lexical")
    opened = lexical.load(tmp_path / "lexical")
    assert opened.scores(analyse("biên chế", TABLE)).tolist() == [0.0] * len(texts)
    assert opened.accent_scores(analyse("biên chế", TABLE), np.arange(len(texts))).tolist() == [0.0] * len(texts)
