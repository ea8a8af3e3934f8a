"""What the tab Hỏi đáp does with a question, an opinion, its filters and its examples."""

import json
import logging
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.app import chat
from assistant.app.service import Filters
from assistant.turn import Turn
from corpus.errors import TrolyError
from tests.assistant.app import sample
from tests.assistant.app.test_service import Place

NONE = Filters()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "_STREAM_SECONDS", 0.0)


def steps(words: str, *, earlier: chat.Turns = (), filters: Filters = NONE) -> list[chat.Turns]:
    return list(chat.conversation_steps(sample.service(), words, earlier, filters))


def test_the_question_comes_first_then_a_growing_answer_then_the_whole() -> None:
    seen = [turns[-1] for turns in steps("  Xã hội  hoá? ")]
    assert seen[0] == Turn("Xã hội hoá?")
    assert len(seen) > 3
    lengths = [turn.shown for turn in seen[1:-1]]
    assert all(a is not None and b is not None and a < b for a, b in pairwise(lengths))
    assert seen[-1].shown is None
    assert seen[-1].answer is not None
    assert seen[-1].answer.text.endswith("[2]")


def test_earlier_turns_stay_and_answered_questions_are_the_history() -> None:
    earlier = steps("xã hội hoá")[-1]
    failed = (*earlier, Turn("lỗi", error="…"))
    last = steps("đếm", earlier=failed)[-1]
    assert last[:2] == failed
    assert last[2].answer is not None
    assert last[2].answer.text.startswith("Đã hỏi 1 câu")


def test_filters_reach_the_answer_and_are_said() -> None:
    (turn,) = steps("đếm", filters=Filters("kết luận", "trung ương", "ket-luan.txt"))[-1]
    assert turn.scope == "kết luận · cấp trung ương · Kết luận số 62-KL/TW"
    assert turn.answer is not None
    assert turn.answer.text.endswith("phạm vi kết luận, trung ương, ket-luan.txt.")


def test_a_blank_question_does_nothing() -> None:
    assert steps("  \n ") == []


def test_an_error_of_ours_is_shown_in_its_own_words() -> None:
    assert steps("lỗi")[-1] == (Turn("lỗi", error="Chưa có chỉ mục; hãy chạy `troly index` trước."),)


def test_an_unexpected_error_is_logged_and_shown_without_its_details(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        (turn,) = steps("hỏng")[-1]
    assert turn.error == chat.UNEXPECTED
    assert "ZeroDivisionError" in caplog.text


def test_a_very_long_question_is_cut() -> None:
    assert len(steps("a" * 5000)[0][0].question) == chat.MAX_QUESTION


def test_a_long_answer_appears_in_at_most_a_dozen_steps() -> None:
    lengths = chat.stream_lengths("Một câu dài, có dấu phẩy. " * 200)
    assert 6 <= len(lengths) <= 12
    assert lengths == sorted(set(lengths))
    assert chat.stream_lengths("Một câu") == []


def test_an_opinion_is_kept_and_its_turn_marked(tmp_path: Path) -> None:
    turns = steps("xã hội hoá")[-1]
    rated = chat.record_opinion(tmp_path, turns, 0, "up", "Đúng")
    assert [turn.rating for turn in rated] == ["up"]
    kept = json.loads((tmp_path / "feedback.jsonl").read_text("utf-8"))
    document = sample.conclusion()
    start = document.text.index(sample.QUOTE)
    assert kept["question"] == "xã hội hoá"
    assert kept["comment"] == "Đúng"
    assert kept["citations"][0] == f"ket-luan.txt@{start}-{start + len(sample.QUOTE)}"


@pytest.mark.parametrize("number", [-1, 1])
def test_an_opinion_about_no_turn_is_ignored(tmp_path: Path, number: int) -> None:
    turns = steps("xã hội hoá")[-1]
    assert chat.record_opinion(tmp_path, turns, number, "up", "") == turns
    assert not (tmp_path / "feedback.jsonl").exists()


def test_an_opinion_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TrolyError):
        chat.record_opinion(tmp_path, steps("xã hội hoá")[-1], 0, "", "")


def test_filter_choices_are_what_the_corpus_has() -> None:
    kinds, levels, documents = chat.choices(sample.service())
    assert kinds == [
        ("Tất cả các loại", ""), ("Công văn", "công văn"), ("Kết luận", "kết luận"), ("Nghị quyết", "nghị quyết"),
    ]  # fmt: skip
    assert levels == [("Tất cả các cấp", ""), ("Trung ương", "trung ương"), ("Xã", "xã")]
    assert documents[1] == ("Kết luận số 62-KL/TW", "ket-luan.txt")


def test_without_an_index_every_filter_has_one_choice() -> None:
    assert [len(choice) for choice in chat.choices(Place().service())] == [1, 1, 1]


def test_examples_need_their_document() -> None:
    source = "# chú thích\n\nTrong kho có gì?\n62-KL/TW | Ai ký Kết luận 62?\n01-NQ/TW | Không hiện?\n"
    assert chat.examples(sample.open_index().documents, source) == ["Trong kho có gì?", "Ai ký Kết luận 62?"]


def test_the_shipped_examples_are_questions() -> None:
    shown = chat.examples(sample.open_index().documents, chat.EXAMPLES.read_text("utf-8"))
    assert len(shown) >= 4
    assert all(question.endswith("?") for question in shown)
