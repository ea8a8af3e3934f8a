"""Coverage of a question by a span, and the line between an answer and a refusal."""

import pytest

from assistant import confidence, evidence
from assistant.confidence import Signs
from assistant.evidence import Need, Query, Text, adjacency, closest, coverage, covered, query, read
from corpus.document import Span
from index.search import Index
from index.synonyms import Phrase, Synonym
from index.vietnamese import key


def _text(words: str) -> Text:
    keys = tuple(key(word) for word in words.split())
    return Text(keys, frozenset(keys), frozenset(words.split()), f" {' '.join(keys)} ")


def _need(words: str, *, weight: float = 1.0, accented: bool = False) -> Need:
    phrase = tuple(key(word) for word in words.split())
    return Need(phrase, tuple(words.split()) if accented else ("",) * len(phrase), (), weight)


def test_a_need_is_covered_by_its_words() -> None:
    assert covered(_need("tự chủ"), _text("đơn vị tự chủ")) == 1.0
    assert covered(_need("tự chủ"), _text("đơn vị tự do")) == 0.5
    assert covered(_need("tự chủ"), _text("biên chế")) == 0.0


def test_other_accents_count_for_less() -> None:
    text = _text("thu nhập và mức độ")
    assert covered(_need("thủ đô"), text) == 1.0
    assert covered(_need("thủ đô", accented=True), text) == pytest.approx(evidence.OTHER_ACCENTS_SHARE)


def test_a_synonym_counts_for_its_strength() -> None:
    near = Synonym(Phrase((key("nguyên"), key("nhân")), ("nguyên", "nhân")), 0.85)
    loose = Synonym(Phrase((key("do"),), ("do",)), 0.5)
    need = Need((key("lý"), key("do")), ("", ""), (near, loose), 1.0)
    assert covered(need, _text("nguyên nhân chính")) == 0.85
    assert covered(need, _text("nhân nguyên")) == 0.0
    assert covered(need._replace(phrase=(key("cớ"),), accented=("",)), _text("do huyện")) == 0.5
    assert covered(need._replace(phrase=(key("cớ"),), accented=("",)), _text("đo huyện")) == 0.0


def test_coverage_is_weighted() -> None:
    asked = Query((_need("viên chức", weight=3.0), _need("xã", weight=1.0)), ())
    assert coverage(asked, _text("viên chức")) == 0.75
    assert coverage(asked, _text("xã")) == 0.25
    assert coverage(asked, _text("viên chức xã")) == 1.0
    assert coverage(Query((), ()), _text("viên chức")) == 0.0


def test_what_stands_around_counts_for_its_share() -> None:
    asked = Query((_need("viên"), _need("xã")), ())
    assert coverage(asked, _text("viên"), around=((_text(""), 0.75), (_text("xã"), 0.5))) == 0.75


def test_a_year_in_the_headings_governs() -> None:
    asked = Query((_need("2025"),), ())
    mentions = _text("so với 2025")
    assert coverage(asked, mentions, around=((_text("đến năm 2025"), 0.75),)) == 1.0
    assert coverage(asked, mentions, around=((_text("đến năm 2021"), 0.75),)) == pytest.approx(0.3)


def test_scattered_words_say_less_than_words_together() -> None:
    asked = Query((_need("viên"), _need("xã")), ())
    filler = " ".join(["và"] * 60)
    assert closest(asked, _text(f"viên {filler} xã"), _text("")) == 0.5
    assert closest(asked, _text(f"{filler} viên xã"), _text("")) == 1.0


def test_adjacency_is_the_share_of_neighbours() -> None:
    asked = Query((), ((" tu chu ", " tu bao dam "), (" chu tai ",)))
    assert adjacency(asked, _text("tự chủ chi")) == 0.5
    assert adjacency(asked, _text("tự bảo đảm chi")) == 0.5
    assert adjacency(Query((), ()), _text("tự chủ")) == 0.0


def test_opening_is_the_first_words() -> None:
    assert evidence.opening(_text(" ".join(str(i) for i in range(40)))).keys == tuple(str(i) for i in range(16))


def test_the_words_of_a_named_document_weigh_little(index: Index) -> None:
    plain = {need.phrase: need.weight for need in query(index, ["viên", "chức", "huyện"]).needs}
    given = {
        need.phrase: need.weight for need in query(index, ["viên", "chức", "huyện"], given=["kế hoạch huyện"]).needs
    }
    minor = {need.phrase: need.weight for need in query(index, ["viên", "chức", "huyện"], minor=["huyện"]).needs}
    huyen = (key("huyện"),)
    assert given[huyen] == pytest.approx(evidence.GIVEN_SHARE * plain[huyen])
    assert minor[huyen] == pytest.approx(evidence.MINOR_SHARE * plain[huyen])
    assert {k: w for k, w in given.items() if k != huyen} == {k: w for k, w in plain.items() if k != huyen}


def test_a_rare_word_weighs_more_than_a_common_one(index: Index) -> None:
    assert evidence.rarity(index, key("email")) > evidence.rarity(index, key("đơn")) >= 0.1


def test_read_writes_abbreviations_out(index: Index) -> None:
    assert " don vi su nghiep cong lap " in read(index, "Các ĐVSNCL của xã").run
    assert read(index, "đến năm 2025, so với 2021").years == {"2025", "2021"}


def test_sentences_that_overlap_a_span(index: Index) -> None:
    document = index.documents[1]
    third = document.sentences[2]
    assert evidence.sentences_in(document, third) == [third]
    assert evidence.sentences_in(document, Span(third.end - 1, document.sentences[3].start + 1)) == [
        third,
        document.sentences[3],
    ]


def test_the_probability_grows_with_what_speaks_for_a_candidate_and_falls_with_what_speaks_against() -> None:
    none = Signs(*(0.0,) * len(Signs._fields))
    some = none._replace(coverage=0.6, passage=0.9, score=0.7, opening=0.3, meaning=0.5)
    asked = some._replace(asked=0.6)
    assert confidence.probability(none) < 0.1 < confidence.probability(some) < confidence.probability(asked) < 1
    assert confidence.probability(asked._replace(unanswered=0.6)) < confidence.probability(asked)


def test_the_line_between_answer_and_refusal() -> None:
    assert confidence.answers(0.9)
    assert not confidence.answers(0.33)
    assert confidence.answers(0.33, certain=True)


def test_words_that_say_little_weigh_little_however_rare_they_are(index: Index) -> None:
    def weight(word: str) -> float:
        return query(index, [word]).needs[0].weight

    # The corpus has no "keo"; "kéo" is one of the words that say little, "kẽo" is not.
    assert weight("kéo") == pytest.approx(evidence.GENERAL_SHARE * weight("kẽo"))
    assert weight("keo") == pytest.approx(weight("kéo"))
    # Where the documents use it ("trong cuộc sống"), it says a little more.
    assert weight("sống") == pytest.approx(evidence.KNOWN_GENERAL_SHARE * weight("sông"))
