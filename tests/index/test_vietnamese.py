"""Folding, keys and spelling variants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vietnamese import accented_key, fold, is_syllable, key, syllables, words


def test_folding_takes_every_mark_away() -> None:
    assert fold("ĐIỀU LỆ Đảng, khoá XII: kỹ thuật") == "dieu le dang, khoa xii: ky thuat"


@pytest.mark.parametrize(
    ("one", "other"),
    [("kỹ", "kĩ"), ("lý", "Lí"), ("ty", "ti"), ("quy", "qui"), ("hoà", "hòa"), ("Uỷ", "ủy"), ("02", "2"), ("mỹ", "mĩ")],
)
def test_spelling_variants_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("tay", "tai"), ("thúy", "thúi"), ("20", "2"), ("y", "i"), ("uy", "ui")])
def test_other_sounds_keep_their_own_key(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_the_place_of_the_tone_does_not_matter_but_the_tone_does() -> None:
    assert accented_key("hoà") == accented_key("Hòa")
    assert accented_key("uỷ") == accented_key("ủy")
    assert accented_key("kỹ") == accented_key("kĩ")
    assert len({accented_key(w) for w in ("hoa", "hòa", "hóa", "hoạ", "hỏa")}) == 5


def test_a_number_keeps_its_zeros_inside_and_its_own_value() -> None:
    assert [key(w) for w in ("00", "007", "100", "2030")] == ["0", "7", "100", "2030"]


def test_syllables_have_their_places() -> None:
    text = "Số 62-KL/TW"
    found = list(syllables(text))
    assert [text[s.start : s.end] for s in found] == ["Số", "62", "KL", "TW"] == words(text)
    assert found[0][2:] == ("số", "so")


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy ắằẳẵặéèẻẽẹ0123456789-/.,"))
def test_words_and_syllables_agree_and_keys_are_stable(text: str) -> None:
    found = words(text)
    assert found == [text[s.start : s.end] for s in syllables(text)]
    for word in found:
        assert key(key(word)) == key(word)


@pytest.mark.parametrize("word", ["nghiep", "quyet", "khuyen", "thuoc", "uy", "yeu", "xang", "giam", "hoach", "ia"])
def test_shapes_of_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["ngiep", "ubnd", "kl", "chees", "ce", "nghap", "ngheip", "tw"])
def test_what_cannot_be_a_syllable(word: str) -> None:
    assert not is_syllable(word)
