"""Typing errors in questions."""

from index import abbreviations, lexical
from index.spelling import corrected
from index.terms import Terms, analyse

TABLE = abbreviations.read()
LEXICON = lexical.build(
    [
        (analyse(text, TABLE), Terms([], [], ()), Terms([], [], ()))
        for text in (
            "Tinh giản biên chế, tăng tự chủ của đơn vị sự nghiệp công lập",
            "đơn vị sự nghiệp công lập gia tăng nguồn thu",
            "trách nhiệm của người đứng đầu, giá dịch vụ sự nghiệp công",
        )
    ]
)


def fixed(question: str) -> str:
    return " ".join(corrected(analyse(question, TABLE), LEXICON).keys)


def test_a_letter_missing_added_changed_or_exchanged() -> None:
    assert fixed("sự ngiệp công lập") == "su nghiep cong lap"
    assert fixed("sự nghieep công lập") == "su nghiep cong lap"
    assert fixed("sự nghwệp công") == "su nghiep cong"
    assert fixed("đơn vị sự nghiệp cnôg lập") == "don vi su nghiep cong lap"


def test_a_missing_space() -> None:
    assert fixed("tinh giản biênchế") == "tinh gian bien che"


def test_known_words_and_numbers_stay() -> None:
    question = analyse("tự chủ 2030", TABLE)
    assert corrected(question, LEXICON) is question


def test_a_real_word_that_the_corpus_does_not_have_stays() -> None:
    # "gia tăng" is in the corpus; "giá xăng" is another question.
    assert fixed("giá xăng hôm nay") == "gia xang hom nay"


def test_marks_of_an_input_method_left_in_the_words() -> None:
    assert fixed("d9o7n vi5 su75 nghie65p co6ng la65p") == "don vi su nghiep cong lap"
    assert fixed("ddown vij suwj nghieepj coong laapj") == "don vi su nghiep cong lap"


def test_words_of_other_languages_stay() -> None:
    assert fixed("blockchain bitcoin covid19 test") == "blockchain bitcoin covid19 test"


def test_corrected_words_have_no_accents_to_compare() -> None:
    terms = corrected(analyse("sự ngiệp công", TABLE), LEXICON)
    assert terms.keys == ["su", "nghiep", "cong"]
    assert terms.accented[1] == ""
