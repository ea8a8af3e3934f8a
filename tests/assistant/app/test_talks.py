"""Conversations of one browser: kept while asked, found by a server started anew, never lost to a full disk."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import conversations
from assistant.app import chat, talks
from assistant.app.conversation import transcript
from assistant.app.service import Filters
from assistant.conversation_file import INTERRUPTED, Conversation
from assistant.conversations import read
from assistant.turn import Turn
from tests.assistant.app import sample

OWNER = "0123456789abcdef" * 2
NEW = Conversation()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "_STREAM_SECONDS", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return conversations.folder_of(tmp_path, OWNER)


def steps(
    words: str, current: Conversation = NEW, *, folder: Path | None, warnings: list[str] | None = None
) -> Iterator[Conversation]:
    warn = (warnings if warnings is not None else []).append
    return talks.asked(chat.conversation_steps, sample.service(), words, current, Filters(), folder=folder, warn=warn)


def shown(conversation: Conversation) -> str:
    """The conversation as the page shows it."""
    return transcript(conversation.turns, sample.service().documents(), kept_as=conversation.id)


def asked(words: str, current: Conversation = NEW, *, folder: Path | None) -> Conversation:
    return list(steps(words, current, folder=folder))[-1]


def test_what_is_on_the_page_is_what_is_kept(folder: Path) -> None:
    first = asked("xã hội hoá?", folder=folder)
    both = asked("giá vàng?", first, folder=folder)
    assert [turn.question for turn in both.turns] == ["xã hội hoá?", "giá vàng?"]
    assert shown(read(folder, both.id)) == shown(both)
    source = both.turns[0].sources[0]
    assert (source.name, source.headings) == ("Kết luận số 62-KL/TW", ("2. Nhiệm vụ", "2.5. Nâng cao hiệu quả"))


def test_the_question_is_kept_before_its_answer_and_the_answer_before_it_is_all_shown(folder: Path) -> None:
    growing = steps("xã hội hoá?", folder=folder)
    begun = next(growing)
    assert [turn.error for turn in read(folder, begun.id).turns] == [INTERRUPTED]
    partly = next(growing)
    assert partly.turns[0].shown is not None
    kept = read(folder, begun.id).turns[0].answer
    assert kept is not None
    assert kept.text.endswith("[2]")


def test_an_answer_that_a_model_is_still_writing_is_kept_when_it_is_whole(folder: Path) -> None:
    whole = asked("xã hội hoá?", folder=None).turns[0]
    assert whole.answer is not None
    part = replace(whole, answer=replace(whole.answer, text="Kết luận"), sources=(), shown=8, pending="số 62")

    def growing(*arguments: object) -> Iterator[tuple[Turn, ...]]:
        yield (Turn("xã hội hoá?"),)
        yield (part,)
        yield (whole,)

    kept: list[str | None] = []
    steps = talks.asked(
        growing, sample.service(), "xã hội hoá?", NEW, Filters(), folder=folder, warn=lambda words: pytest.fail(words)
    )
    for grown in steps:
        answer = read(folder, grown.id).turns[0].answer
        kept.append(answer.text if answer else None)
    assert kept == [None, None, whole.answer.text]


def test_a_follow_up_knows_what_another_tab_asked(folder: Path) -> None:
    seen = asked("xã hội hoá?", folder=folder)
    asked("giá vàng?", seen, folder=folder)
    counted = asked("đếm", seen, folder=folder).turns[-1].answer
    assert counted is not None
    assert counted.text.startswith("Đã hỏi 2 câu")


def test_an_error_is_kept_in_place_of_the_answer(folder: Path) -> None:
    failed = asked("lỗi", folder=folder)
    assert read(folder, failed.id).turns[0].error == "Chưa có chỉ mục; hãy chạy `troly index` trước."


def test_a_blank_question_keeps_nothing(folder: Path) -> None:
    assert list(steps(" \n ", folder=folder)) == []
    assert not folder.exists()


def test_without_an_owner_a_conversation_lives_on_the_page(tmp_path: Path) -> None:
    assert talks.folder_for(tmp_path, None) is None
    both = asked("giá vàng?", asked("xã hội hoá?", folder=None), folder=None)
    assert (both.id, len(both.turns)) == ("", 2)
    assert talks.listed(None).entries == ()


def test_a_folder_that_cannot_be_written_warns_and_answers_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "conversations").write_text("", "utf-8")
    warnings: list[str] = []
    last = list(steps("xã hội hoá?", folder=conversations.folder_of(tmp_path, OWNER), warnings=warnings))[-1]
    assert last.turns[0].answer is not None
    assert len(warnings) == 1
    assert warnings[0].startswith("Chưa lưu được hội thoại. Không ghi được vào ")


def test_a_full_conversation_says_so_in_place_of_an_answer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "MAX_TURNS", 1)
    first = asked("xã hội hoá?", folder=folder)
    refused = asked("giá vàng?", first, folder=folder)
    assert refused.turns[1].error is not None
    assert refused.turns[1].error.startswith("Hội thoại đã có 1 câu hỏi.")
    assert shown(read(folder, first.id)) == shown(first)


def test_a_server_started_anew_finds_the_conversation_by_the_id_on_the_page(folder: Path) -> None:
    kept = asked("xã hội hoá?", folder=folder)
    assert shown(talks.on_page(folder, Conversation(), kept.id)) == shown(kept)
    assert talks.on_page(folder, kept, kept.id) is kept
    assert talks.on_page(folder, Conversation(), "20200101-000000-00000000") == Conversation()
    assert talks.on_page(None, kept, kept.id) is kept


def test_deleting_tells_which_it_was_and_a_second_time_nothing(folder: Path) -> None:
    kept = asked("xã hội hoá?", folder=folder)
    warnings: list[str] = []
    erased = talks.erased(folder, kept.id, warnings.append)
    assert erased is not None
    assert erased.title == "xã hội hoá?"
    assert talks.erased(folder, kept.id, warnings.append) is None
    assert talks.erased(None, kept.id, warnings.append) is None
    assert warnings == []


def test_an_opinion_stays_with_its_turn(folder: Path) -> None:
    kept = asked("giá vàng?", folder=folder)
    rated = Conversation(kept.id, kept.title, (Turn("giá vàng?", answer=kept.turns[0].answer, rating="up"),))
    talks.settle(folder, rated, 0, lambda words: pytest.fail(words))
    assert read(folder, kept.id).turns[0].rating == "up"
