"""The served page without a browser: its HTML, its named endpoints, its start and stop."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.app import build, markup
from assistant.app.page import footer_line, opened
from assistant.settings import Settings
from corpus.errors import TrolyError
from tests.assistant.app import sample
from tests.assistant.app.serving import Served
from tests.assistant.app.test_service import Place


@pytest.fixture(scope="module")
def client(pages: Served) -> Iterator[Client]:
    client = Client(pages.sample, verbose=False)
    yield client
    client.close()


def test_the_html_names_no_other_machine(pages: Served) -> None:
    with urllib.request.urlopen(pages.sample) as response:
        page = response.read().decode()
        policy = response.headers["content-security-policy"]
    assert {m for m in re.findall(r"https?://[\w.-]+", page) if "127.0.0.1" not in m and "w3.org" not in m} == set()
    assert re.search(r'<html\s+lang="vi"', page)
    assert "connect-src 'self'" in policy


def test_only_these_endpoints_are_public(client: Client) -> None:
    described = client.view_api(return_format="dict", print_info=False)
    asking = {"/ask", "/search", "/documents", "/document", "/feedback"}
    drafting = {"/draft", "/drafts", "/draft_project", "/draft_create", "/draft_write", "/draft_word"}
    assert set(described["named_endpoints"]) == asking | drafting
    assert described["unnamed_endpoints"] == {}


def test_ask_gives_the_answer_as_plain_json(client: Client) -> None:
    found = client.predict(question="xã hội hoá?", api_name="/ask")
    assert found["abstained"] is False
    assert found["answer"].startswith("Kết luận số 62-KL/TW yêu cầu:")
    assert found["citations"][0]["quote"] == sample.QUOTE
    assert found["citations"][1]["verbatim"] is False
    assert found["statements"][1] == {"text": sample.SUMMARY_QUOTE, "citations": [2]}


def test_ask_takes_history_and_filters(client: Client) -> None:
    found = client.predict(question="đếm", history=["a", "b"], kind="kết luận", level="xã", api_name="/ask")
    assert found["answer"] == "Đã hỏi 2 câu; phạm vi kết luận, xã, None."


def test_search_gives_hits(client: Client) -> None:
    found = client.predict(query="xa hoi hoa dat dai", k=2, document="62-KL/TW", api_name="/search")
    assert found["query"] == "xa hoi hoa dat dai"
    assert found["hits"][0]["text"] == f"2.5. {sample.QUOTE}"


def test_documents_and_one_document(client: Client) -> None:
    listed = client.predict(api_name="/documents")
    assert [d["number"] for d in listed["documents"]] == ["62-KL/TW", "19-NQ/TW", None]
    assert listed["failed"] == []
    shown = client.predict(name="62-KL/TW", api_name="/document")
    assert shown["text"] == sample.CONCLUSION_TEXT
    assert [section["label"] for section in shown["section_tree"]] == ["1", "2"]


def test_feedback_is_kept(client: Client, pages: Served) -> None:
    said = client.predict(question="Ai ký?", answer="A.", rating="up", comment="tốt", api_name="/feedback")
    assert said["saved"] is True
    kept = [json.loads(line) for line in (pages.data / "sample" / "feedback.jsonl").read_text("utf-8").splitlines()]
    assert (kept[-1]["question"], kept[-1]["comment"]) == ("Ai ký?", "tốt")


@pytest.mark.parametrize(
    ("endpoint", "arguments", "words"),
    [
        ("/ask", {"question": "lỗi"}, "hãy chạy `troly index`"),
        ("/document", {"name": "không có văn bản này"}, "không có văn bản này"),
        ("/feedback", {"question": "", "answer": "", "rating": "tuyệt"}, "“up”"),
    ],
)
def test_a_wrong_call_gets_a_vietnamese_sentence(
    client: Client, endpoint: str, arguments: dict[str, str], words: str
) -> None:
    with pytest.raises(AppError, match=words):
        client.predict(**arguments, api_name=endpoint)


def test_a_place_outside_a_document_is_opened_without_failing() -> None:
    service = sample.service()
    assert "<mark>" not in opened(service, "ket-luan.txt", 10_000, 20_000, shown=1)
    assert '<div class="document-text"' in opened(service, "ket-luan.txt", -5, 3, shown=1)
    assert "Không tìm thấy văn bản này" in opened(service, "../../etc/passwd", 0, 1, shown=1)


def test_a_place_where_other_words_stand_is_not_marked() -> None:
    start, end = sample.span(sample.CONCLUSION_TEXT, sample.QUOTE)
    right = opened(sample.service(), "ket-luan.txt", start, end, markup.check(sample.QUOTE), shown=1)
    wrong = opened(sample.service(), "ket-luan.txt", start + 1, end, markup.check(sample.QUOTE), shown=1)
    assert (right.count("<mark>"), wrong.count("<mark>")) == (1, 0)
    assert "Văn bản đã thay đổi kể từ khi trích dẫn" in wrong
    assert "Văn bản đã thay đổi" not in right


def test_the_footer_says_how_answers_are_made() -> None:
    how = "Không dùng mô hình ngôn ngữ: câu trả lời là nguyên văn trích từ văn bản"
    assert footer_line(sample.service()) == f"<p>Phiên bản {version('troly')} · 3 văn bản trong kho · {how}</p>"
    assert "chưa mở được kho văn bản" in footer_line(Place().service())


def test_a_taken_port_is_refused(pages: Served, tmp_path: Path) -> None:
    port = int(pages.sample.rstrip("/").rsplit(":", 1)[1])
    with pytest.raises(TrolyError, match=f"Cổng {port} đang được chương trình khác dùng"):
        build.launch(Settings(data=tmp_path), port=port)


def test_launch_prints_its_address_and_stops_when_interrupted(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from assistant.app.build import launch; from assistant.settings import Settings; "
        "launch(Settings(data=pathlib.Path(sys.argv[1])))"
    )
    chat = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    try:
        assert chat.stdout is not None
        first = chat.stdout.readline()
        assert re.fullmatch(r"Mở trình duyệt tại http://127\.0\.0\.1:\d+\n", first)
        assert chat.stdout.readline() == "Nhấn Ctrl+C để dừng.\n"
        chat.send_signal(signal.SIGINT)
        rest, _ = chat.communicate(timeout=20)
        assert (rest, chat.returncode) == ("\nĐã dừng.\n", 0)
    finally:
        chat.kill()
        chat.wait()
