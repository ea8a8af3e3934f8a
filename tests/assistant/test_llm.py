"""The chat model against a real server on this machine: whatever it does, an answer or one reason, in time."""

import os
import time

import pytest

from assistant.chat_model import ChatModel, Message, ModelFailure, complete
from assistant.llm import RETRIES, is_on_this_machine, open_model
from assistant.settings import Settings
from corpus.errors import TrolyError
from eval import players
from eval.scripted import MODEL, Fault, Script, serve

ASKED = [Message("system", "Trả lời ngắn."), Message("user", "=== ĐOẠN [kabc] — a\nĐến năm 2025 giảm 10% đầu mối.\n"
                                                     "=== HẾT ĐOẠN [kabc]")]  # fmt: skip


def said(words: str) -> players.Player:
    return lambda messages: iter(words.split(" "))


def opened(url: str, **options: int) -> ChatModel:
    return open_model(f"openai:{MODEL}", url=url, **options)


def test_an_answer_comes_in_the_pieces_the_server_sends() -> None:
    with serve(Script(said("Đến năm 2025"))) as url:
        assert list(opened(url).stream(ASKED, timeout=20)) == ["Đến", "năm", "2025"]


def test_the_server_is_asked_as_it_understands() -> None:
    script = Script(said("Vâng"))
    with serve(script) as url:
        complete(opened(url, max_tokens=77), ASKED, timeout=20)
    body = script.seen[0]
    assert body["messages"] == [{"role": m.role, "content": m.text} for m in ASKED]
    assert (body["model"], body["max_tokens"], body["stream"], body["temperature"]) == (MODEL, 77, True, 0.0)


@pytest.mark.parametrize(
    ("fault", "reason", "requests"),
    [
        ("401", "từ chối khóa", 1),
        ("404", "không có mô hình", 1),
        ("500", "báo lỗi 500", RETRIES + 1),
        ("malformed", "không đúng giao thức", RETRIES + 1),
        ("empty", "không trả lời gì", 1),
    ],
)
def test_a_fault_is_told_in_one_reason(fault: Fault, reason: str, requests: int) -> None:
    script = Script(players.good, fault)
    with serve(script) as url, pytest.raises(ModelFailure, match=reason):
        complete(opened(url), ASKED, timeout=30)
    assert script.requests == requests


def test_a_server_that_fails_once_is_asked_again() -> None:
    script = Script(said("Được"), "once 500")
    with serve(script) as url:
        assert complete(opened(url), ASKED, timeout=30) == "Được"
    assert script.requests == 2


def test_what_has_begun_is_not_asked_again() -> None:
    script = Script(said(" ".join("abcdefghijklmnopqrstuvwxyz")), "cut")
    with serve(script) as url:
        pieces = opened(url).stream(ASKED, timeout=20)
        assert next(pieces) == "a"
        with pytest.raises(ModelFailure, match="cắt giữa chừng"):
            list(pieces)
    assert script.requests == 1


@pytest.mark.parametrize("fault", ["silent", "trickle"])
def test_the_whole_answer_has_one_deadline(fault: Fault) -> None:
    with serve(Script(players.endless, fault)) as url, pytest.raises(ModelFailure, match="không trả lời kịp"):
        complete(opened(url), ASKED, timeout=1.0)


def test_an_absent_server_is_told() -> None:
    with serve(Script(players.good)) as url:
        pass
    model = opened(url)
    with pytest.raises(ModelFailure, match="không kết nối được"):
        complete(model, ASKED, timeout=20)
    assert model.health() == (False, "không kết nối được máy chủ")


def test_a_model_without_end_is_stopped() -> None:
    with serve(Script(players.endless)) as url:
        words = complete(opened(url, max_tokens=50), ASKED, timeout=60)
    assert 400 < len(words) < 500


def test_the_server_is_left_when_nobody_listens() -> None:
    script = Script(players.endless)
    with serve(script) as url:
        pieces = opened(url).stream(ASKED, timeout=60)
        next(pieces)
        pieces.close()
        deadline = time.monotonic() + 20
        while not script.left and time.monotonic() < deadline:
            script.stopped.wait(0.01)
    assert script.left == 1


def test_health_tells_running_and_wrong_names() -> None:
    with serve(Script(players.good)) as url:
        assert opened(url).health() == (True, "đang chạy")
        other = open_model("openai:khac", url=url).health()
    assert (other.ok, MODEL in other.detail) == (False, True)


def test_a_remote_provider_is_not_asked_for_its_health() -> None:
    health = open_model("openai:gpt-x", key="bi-mat").health()
    assert health.ok is None
    assert "ra khỏi máy này" in health.detail


@pytest.mark.parametrize("name", ["khong-co:gi", "khonggica"])
def test_an_unknown_name_is_one_sentence(name: str) -> None:
    with pytest.raises(TrolyError, match="mô hình"):
        open_model(name)


def test_nothing_is_reported_to_anyone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    with serve(Script(players.good)) as url:
        opened(url)
    assert (os.environ["LANGSMITH_TRACING"], os.environ["LANGCHAIN_TRACING_V2"]) == ("false", "false")


def test_the_key_is_never_shown_and_never_lent_to_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "khoa-cua-may-khac")
    assert "bi-mat" not in repr(Settings(model_key="bi-mat"))
    script = Script(said("Vâng"))
    with serve(script) as url:
        complete(opened(url), ASKED, timeout=20)
    assert script.keys == ["Bearer khong-can"]


def test_addresses_of_this_machine() -> None:
    assert is_on_this_machine("http://127.0.0.1:8000/v1")
    assert not is_on_this_machine("http://10.0.0.7:8000/v1")
