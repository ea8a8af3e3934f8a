"""The page with a model: verified words as they come, what was left out on request, how it was made, its health."""

from collections.abc import Iterator

import pytest

from assistant.app import chat
from assistant.app.conversation import transcript
from assistant.app.page import footer_line
from assistant.app.service import Filters, Service
from assistant.ask import ask
from assistant.llm import open_model
from assistant.turn import Turn
from eval import players
from eval.scripted import MODEL, Fault, Script, serve
from index.search import Index
from tests.assistant.invented import index_of, plan

QUESTION = "Kế hoạch giảm bao nhiêu trường mầm non?"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "_STREAM_SECONDS", 0.0)
    monkeypatch.setattr(chat, "_UPDATE_SECONDS", 0.0)


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(plan())


def service_with(index: Index, url: str) -> Service:
    model = open_model(f"openai:{MODEL}", url=url)
    return Service(open_index=lambda: index, version=lambda: 1, ask=ask, model=model, timeout=30)


def turns(index: Index, player: players.Player, fault: Fault = "none") -> list[Turn]:
    with serve(Script(player, fault)) as url:
        return [t[-1] for t in chat.conversation_steps(service_with(index, url), QUESTION, (), Filters())]


def shown(index: Index, turn: Turn) -> str:
    return transcript((turn,), {d.id: d for d in index.documents})


def test_the_answer_grows_and_is_marked_as_the_models_when_whole(index: Index) -> None:
    seen = turns(index, players.good)
    growing = [turn for turn in seen if turn.shown is not None]
    assert any(turn.pending for turn in growing)
    assert all("Mô hình ngôn ngữ viết" not in shown(index, turn) for turn in growing)
    last = shown(index, seen[-1])
    assert "Mô hình ngôn ngữ viết, từng câu đã được đối chiếu" in last
    assert "Có 03 đơn vị tự chủ chi thường xuyên" in last
    assert "waiting" not in last


def test_what_was_left_out_can_be_seen_and_is_closed(index: Index) -> None:
    def player(messages: players.Messages) -> Iterator[str]:
        yield from ("Giảm 02 trường mầm non. ", "Giảm 99 trường <b>tiểu học</b>. ")

    page = shown(index, turns(index, player)[-1])
    assert '<details class="left-out"><summary>1 câu đã bị loại vì không đủ căn cứ</summary>' in page
    assert "<s>Giảm 99 trường &lt;b&gt;tiểu học&lt;/b&gt;.</s>" in page


def test_a_failure_is_said_over_the_extractive_answer(index: Index) -> None:
    last = turns(index, players.good, "500")[-1]
    assert last.answer is not None
    assert last.answer.text == ask(index, QUESTION).text
    assert "Mô hình ngôn ngữ chưa trả lời được (máy chủ mô hình báo lỗi 500)" in shown(index, last)


def test_who_leaves_stops_the_model(index: Index) -> None:
    def player(messages: players.Messages) -> Iterator[str]:
        yield "Giảm 02 trường mầm non. "
        while True:
            yield "Giảm 02 trường "

    script = Script(player, pause=0.01)
    with serve(script) as url:
        steps = chat.conversation_steps(service_with(index, url), QUESTION, (), Filters())
        next(steps)
        next(steps)
        steps.close()  # type: ignore[attr-defined]
        for _ in range(2000):
            if script.left:
                break
            script.stopped.wait(0.01)
    assert script.left == 1


def test_the_footer_tells_the_models_health(index: Index) -> None:
    with serve(Script(players.good)) as url:
        service = service_with(index, url)
        assert f"Mô hình ngôn ngữ {MODEL}: đang chạy" in footer_line(service)
    assert "không kết nối được máy chủ" in footer_line(service_with(index, url))
