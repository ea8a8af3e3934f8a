"""What synonyms add to the score of a passage."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import lexical
from index.abbreviations import Abbreviations, read
from index.expand import gains
from index.lexical import LexicalIndex
from index.parts import Parts
from index.search import Index
from index.synonyms import NONE, Phrase, Synonym, Synonyms
from index.terms import Terms, analyse
from index.vietnamese import accented_key, key, words
from tests.index.builders import passage

WORDS: Abbreviations = read()


def phrase(text: str) -> Phrase:
    return Phrase(tuple(map(key, words(text))), tuple(map(accented_key, words(text))))


def table(said: str, *written: str, strength: float = 0.85) -> Synonyms:
    one = phrase(said)
    synonyms = tuple(Synonym(phrase(w), strength) for w in written)
    return Synonyms({one.keys: {one.accented: synonyms}}, len(one.keys))


def index_of(texts: Sequence[str]) -> LexicalIndex:
    empty = analyse("", WORDS)
    return lexical.build([(analyse(text, WORDS), empty, empty) for text in texts])


def total(index: LexicalIndex, terms: Terms, known: Synonyms) -> list[float]:
    scores = index.scores(terms)
    for gain in gains(index, terms, known):
        scores[gain.passages] += gain.values
    return [float(s) for s in scores]


TEXTS = ("kinh phí do tỉnh cấp", "phí và kinh tế", "tiền do tỉnh cấp", "hội nghị của huyện", "kế hoạch của xã")


def test_a_passage_with_a_synonym_is_found() -> None:
    index, asked = index_of(TEXTS), analyse("tiền", WORDS)
    assert [s > 0 for s in total(index, asked, NONE)] == [False, False, True, False, False]
    assert [s > 0 for s in total(index, asked, table("tiền", "kinh phí"))] == [True, False, True, False, False]


def test_the_word_itself_comes_before_its_synonym() -> None:
    scores = total(index_of(TEXTS), analyse("tiền", WORDS), table("tiền", "kinh phí"))
    assert 0.85 * scores[2] >= scores[0] > 0


def test_what_is_near_adds_less() -> None:
    index, asked = index_of(TEXTS), analyse("tiền", WORDS)
    near, loose = (total(index, asked, table("tiền", "kinh phí", strength=s))[0] for s in (0.85, 0.5))
    assert 0 < loose < near


def test_several_synonyms_in_a_passage_add_no_more_than_the_best() -> None:
    texts = (*TEXTS, "kinh phí ngân sách do tỉnh")
    index, asked = index_of(texts), analyse("tiền", WORDS)
    one = [total(index, asked, table("tiền", w))[-1] for w in ("kinh phí", "ngân sách")]
    assert total(index, asked, table("tiền", "kinh phí", "ngân sách"))[-1] == pytest.approx(max(one))


def test_a_synonym_beside_the_word_adds_nothing() -> None:
    texts = ("tiền và kinh phí do tỉnh", "tiền do tỉnh cấp", "hội nghị", "kế hoạch")
    index, asked = index_of(texts), analyse("tiền", WORDS)
    assert total(index, asked, table("tiền", "kinh phí")) == pytest.approx(total(index, asked, NONE))


_TEXT = st.lists(
    st.sampled_from(["tiền", "kinh phí", "ngân sách nhà nước", "huyện", "xã", "kế hoạch"]), min_size=1, max_size=6
)


@settings(deadline=None)
@given(st.lists(_TEXT, min_size=2, max_size=8))
def test_expansion_never_puts_a_passage_above_a_like_one_with_the_word_itself(texts: list[list[str]]) -> None:
    """Of two passages that differ in one place, the word against its synonym of as many syllables, the word wins."""
    with_word = [*texts, ["tiền tệ", "ở", "huyện"], ["kinh phí", "ở", "huyện"]]
    index, asked = index_of([" ".join(t) for t in with_word]), analyse("tiền tệ", WORDS)
    scores = total(index, asked, table("tiền tệ", "kinh phí", "ngân sách nhà nước"))
    assert scores[-2] > scores[-1] > 0


@settings(deadline=None)
@given(st.lists(_TEXT, min_size=1, max_size=8))
def test_expansion_only_adds(texts: list[list[str]]) -> None:
    index, asked = index_of([" ".join(t) for t in texts]), analyse("tiền ở huyện", WORDS)
    plain, wide = index.scores(asked), total(index, asked, table("tiền", "kinh phí", "ngân sách"))
    assert np.all(np.asarray(wide) >= plain)


def test_synonyms_can_be_left_out_of_a_search() -> None:
    texts = ("Đôn đốc việc thực hiện.", "Họp ở huyện.", "Thu phí.")
    passages = [passage(text, f"{i}.txt") for i, text in enumerate(texts)]
    assert [h.passage.document_id for h in Index.in_memory(passages).search("nhắc nhở")] == ["0.txt"]
    assert Index.in_memory(passages, parts=Parts(synonyms=False)).search("nhắc nhở") == ()
