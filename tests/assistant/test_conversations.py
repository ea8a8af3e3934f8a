"""Conversations on disk: kept, listed, resumed, renamed, deleted; nothing lost to a kill, a broken file or a limit."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import conversation_file, conversations
from assistant.conversation_file import INTERRUPTED
from assistant.conversations import Conversation, Entry, begin, listing, read, remove, rename, restore, settle
from assistant.turn import Turn
from corpus.errors import TrolyError
from index.search import Hit
from tests.assistant.invented import index_of, plan
from tests.assistant.talks import QUESTION, answered, refused
from tests.killing import finishes

ROOT = Path(__file__).parents[2]
OWNER = "0123456789abcdef" * 2
EMPTY = Conversation()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return conversations.folder_of(tmp_path, OWNER)


def kept(folder: Path, *turns: Turn) -> Conversation:
    """A conversation of turns, kept as the page keeps it: each question first, then its answer."""
    conversation = EMPTY
    for turn in turns:
        conversation = begin(folder, conversation, Turn(turn.question, asked=turn.asked))
        conversation = settle(folder, conversation.id, len(conversation.turns) - 1, turn)
    return conversation


def test_a_resumed_conversation_is_the_one_that_was_kept(folder: Path) -> None:
    conversation = kept(folder, answered(), refused())
    assert conversation.title == QUESTION
    assert read(folder, conversation.id) == conversation
    assert read(folder, conversation.id).turns == (answered(), refused())


def test_passages_that_were_only_found_are_not_kept(folder: Path) -> None:
    turn = answered()
    assert turn.answer is not None
    found = Hit(index_of(plan()).passages[0], 1.0, 1.0, 0.0)
    conversation = kept(folder, replace(turn, shown=3, answer=replace(turn.answer, hits=(found,))))
    assert read(folder, conversation.id).turns == (turn,)


def test_the_latest_question_comes_first_in_the_list(folder: Path) -> None:
    first = kept(folder, answered())
    second = kept(folder, replace(refused(), asked="2026-11-24T07:00:00+07:00"))
    assert listing(folder).entries == (
        Entry(first.id, QUESTION, "2026-11-24T08:00:00+07:00", 1),
        Entry(second.id, "Giá vàng hôm nay?", "2026-11-24T07:00:00+07:00", 1),
    )
    begin(folder, second, replace(refused(), asked="2026-11-24T09:00:00+07:00"))
    assert [(e.id, e.size) for e in listing(folder).entries] == [(second.id, 2), (first.id, 1)]


def test_owners_do_not_see_each_other(folder: Path, tmp_path: Path) -> None:
    conversation = kept(folder, answered())
    other = conversations.folder_of(tmp_path, "f" * 32)
    assert listing(other).entries == ()
    with pytest.raises(TrolyError, match="Không tìm thấy hội thoại này trên trình duyệt đang dùng"):
        read(other, conversation.id)


@pytest.mark.parametrize("name", ["", "../etc", "a" * 31, "A" * 32, "a" * 32 + "/"])
def test_an_owner_is_never_a_path(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not an owner"):
        conversations.folder_of(tmp_path, name)


@pytest.mark.parametrize("name", ["", "../0a", "20261124-080000-0a1b2c3d/../x", "20261124-080000-0A1B2C3D"])
def test_an_id_is_never_a_path(name: str, folder: Path) -> None:
    for call in (read, remove, restore):
        with pytest.raises(TrolyError, match="Địa chỉ hội thoại không đúng"):
            call(folder, name)


def test_the_folder_is_this_users_alone(folder: Path) -> None:
    kept(folder, answered())
    assert folder.stat().st_mode & 0o777 == 0o700


def test_two_tabs_add_to_one_conversation_and_lose_nothing(folder: Path) -> None:
    seen = kept(folder, answered())
    begun = begin(folder, seen, Turn("Câu của thẻ một"))
    both = begin(folder, seen, Turn("Câu của thẻ hai"))
    settle(folder, seen.id, len(begun.turns) - 1, refused())
    after = settle(folder, seen.id, len(both.turns) - 1, Turn("Câu của thẻ hai", error="Lỗi"))
    assert after.turns == (answered(), refused(), Turn("Câu của thẻ hai", error="Lỗi"))


def test_a_question_cut_off_with_the_server_says_so(folder: Path) -> None:
    conversation = begin(folder, EMPTY, Turn("Ai ký Kết luận 62?"))
    assert read(folder, conversation.id).turns == (Turn("Ai ký Kết luận 62?", error=INTERRUPTED),)
    settle(folder, conversation.id, 0, answered())
    assert read(folder, conversation.id).turns == (answered(),)


def test_an_answer_for_no_question_is_refused(folder: Path) -> None:
    conversation = kept(folder, answered())
    with pytest.raises(TrolyError, match="Không tìm thấy câu hỏi này"):
        settle(folder, conversation.id, 1, refused())


def test_a_conversation_deleted_in_another_tab_is_kept_again_with_the_next_question(folder: Path) -> None:
    conversation = kept(folder, answered())
    remove(folder, conversation.id)
    assert begin(folder, conversation, Turn("Còn năm 2030?")).turns == (answered(), Turn("Còn năm 2030?"))
    assert [e.size for e in listing(folder).entries] == [2]


def test_deleting_moves_aside_and_restoring_brings_back(folder: Path) -> None:
    conversation = kept(folder, answered())
    remove(folder, conversation.id)
    assert listing(folder).entries == ()
    assert (folder / "removed" / f"{conversation.id}.json").is_file()
    restore(folder, conversation.id)
    assert read(folder, conversation.id) == conversation
    remove(folder, conversation.id)
    remove(folder, conversation.id)
    assert listing(folder).entries == ()


def test_a_new_title_is_one_line_and_not_blank(folder: Path) -> None:
    conversation = kept(folder, answered())
    assert rename(folder, conversation.id, "  Trường\n mầm non ").title == "Trường mầm non"
    assert listing(folder).entries[0].title == "Trường mầm non"
    with pytest.raises(TrolyError, match="không được để trống"):
        rename(folder, conversation.id, " \n")


def test_a_long_question_is_cut_for_the_title() -> None:
    title = conversations.title_of("nhiệm vụ " * 40)
    assert title.endswith("nhiệm vụ nhiệm…")
    assert len(title) <= conversations.MAX_TITLE


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"version": 1, "id": 5}', '{"version": 1, "turns": [{}]}', "\ud800"]
)
def test_a_broken_file_is_set_aside_with_a_message_and_the_others_are_listed(folder: Path, content: str) -> None:
    conversation = kept(folder, answered())
    broken = folder / "20260101-000000-00000000.json"
    broken.write_bytes(content.encode("utf-8", "surrogatepass"))
    found = listing(folder)
    assert [e.id for e in found.entries] == [conversation.id]
    assert len(found.failed) == 1
    assert found.failed[0].path == str(folder / "broken" / broken.name)
    assert (folder / "broken" / broken.name).read_bytes() == content.encode("utf-8", "surrogatepass")
    assert listing(folder).failed == ()


def test_a_file_under_another_name_is_not_taken_for_it(folder: Path) -> None:
    conversation = kept(folder, answered())
    copy = folder / "20260101-000000-00000000.json"
    copy.write_bytes((folder / f"{conversation.id}.json").read_bytes())
    assert [f.reason for f in listing(folder).failed] == ["mã hội thoại không khớp tên tệp"]


def test_a_file_of_a_later_version_stays_where_it_is(folder: Path) -> None:
    conversation = kept(folder, answered())
    file = folder / f"{conversation.id}.json"
    content = json.loads(file.read_text("utf-8")) | {"version": conversation_file.VERSION + 1}
    file.write_text(json.dumps(content), "utf-8")
    found = listing(folder)
    assert (found.entries, found.failed[0].reason) == ((), "do phiên bản mới hơn của Trợ lý ghi")
    assert file.is_file()
    with pytest.raises(TrolyError, match="do phiên bản mới hơn của Trợ lý ghi"):
        read(folder, conversation.id)


def test_a_full_conversation_is_closed_and_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "MAX_TURNS", 2)
    conversation = kept(folder, answered(), refused())
    with pytest.raises(TrolyError, match=r"đã có 2 câu hỏi\. Hãy bấm “Hội thoại mới”"):
        begin(folder, conversation, Turn("Câu thứ ba"))
    assert read(folder, conversation.id).turns == (answered(), refused())


def test_beyond_the_limit_the_conversation_unused_longest_moves_aside(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "MAX_KEPT", 2)
    old, used = kept(folder, answered()), kept(folder, refused())
    for age, conversation in ((10, old), (20, used)):
        os.utime(folder / f"{conversation.id}.json", (age, age))
    new = kept(folder, answered())
    assert {e.id for e in listing(folder).entries} == {used.id, new.id}
    assert (folder / "removed" / f"{old.id}.json").is_file()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "conversations").write_text("", "utf-8")
    with pytest.raises(TrolyError, match="Không ghi được vào"):
        begin(conversations.folder_of(tmp_path, OWNER), EMPTY, Turn("Hỏi"))


@pytest.mark.parametrize("call", ["replace", "fsync", "open"])
def test_a_failure_at_every_step_on_disk_leaves_the_old_or_the_new(
    call: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(folder, answered())
    for step in range(100):
        finished = finishes(
            lambda: settle(folder, before.id, 0, refused()), call=call, step=step, monkeypatch=monkeypatch
        )
        assert read(folder, before.id).turns in ((answered(),), (refused(),))
        found = listing(folder)
        assert ([e.id for e in found.entries], found.failed) == ([before.id], ())
        if finished:
            break
    assert step > 0
    assert read(folder, before.id).turns == (refused(),)


_WRITER = """
import sys
from pathlib import Path
from assistant.conversations import begin, read
from assistant.turn import Turn
folder, id = Path(sys.argv[1]), sys.argv[2]
for number in range(100_000):
    begin(folder, read(folder, id), Turn(f"Câu {number}"))
    print(number, flush=True)
"""


def test_a_kill_while_writing_loses_no_question_that_was_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = kept(folder, answered())
    for lines in (1, 2, 5, 9):
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(folder), conversation.id], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        before = len(read(folder, conversation.id).turns)
        for _ in range(lines):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        after = read(folder, conversation.id).turns
        assert len(after) >= before + lines
        assert after[0] == answered()
        assert after[before].question == "Câu 0"
        assert listing(folder).failed == ()
