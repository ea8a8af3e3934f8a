"""What is kept of a turn's sources, and where the cited words stand after the corpus has changed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.turn import Source, Turn, is_changed, source_of, standing
from corpus.document import Document, Span
from tests.assistant.invented import plan
from tests.assistant.talks import QUOTE, answered

PLAN = plan()
TURN = answered(PLAN)
assert TURN.answer is not None
CITATION = TURN.answer.citations[0]


def with_text(text: str) -> Document:
    return replace(PLAN, text=text)


def test_a_source_is_what_its_card_says() -> None:
    assert TURN.sources == (
        Source(
            "Kế hoạch số 15/KH-UBND",
            ("05/03/2024", "Ủy ban nhân dân xã Trà Giang"),
            ("I. MỤC TIÊU", "1. Đến năm 2025"),
            "Kế hoạch số 15/KH-UBND, ngày 05/03/2024 của Ủy ban nhân dân xã Trà Giang, mục I.1",
        ),
    )


def test_the_kept_source_stays_when_the_document_is_gone() -> None:
    assert TURN.source(CITATION, {}) == TURN.sources[0]
    assert replace(TURN, sources=()).source(CITATION, {}) == source_of(CITATION, None)
    assert source_of(CITATION, None) == Source("15/KH-UBND", (), (), "15/KH-UBND, mục I.1")


def test_words_in_place_are_not_changed() -> None:
    assert not is_changed(CITATION, PLAN)
    assert standing(CITATION, PLAN) == Span(CITATION.start, CITATION.end)


def test_words_that_moved_are_found_where_they_are_now() -> None:
    moved = with_text("Bản sao\n" + PLAN.text)
    assert is_changed(CITATION, moved)
    assert standing(CITATION, moved) == Span(CITATION.start + 8, CITATION.end + 8)


def test_words_that_are_gone_or_stand_twice_have_no_place() -> None:
    assert standing(CITATION, None) is None
    assert standing(CITATION, with_text(PLAN.text.replace("02 trường", "03 trường"))) is None
    assert standing(CITATION, with_text(f"{QUOTE}\n{PLAN.text}")) is None


@given(st.text(alphabet="Giảm 02 trường mầm non.\n", max_size=60), st.integers(0, len(PLAN.text)))
def test_a_place_always_holds_the_cited_words(inserted: str, at: int) -> None:
    changed = with_text(PLAN.text[:at] + inserted + PLAN.text[at:])
    place = standing(CITATION, changed)
    assert place is None or changed.text[place.start : place.end] == QUOTE


def test_a_turn_without_an_answer_has_no_source_of_its_own() -> None:
    assert Turn("Hỏi").source(CITATION, {PLAN.id: PLAN}) == TURN.sources[0]
