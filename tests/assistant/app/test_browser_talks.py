"""Kept conversations in real Chromium: back after a reload and after the server was killed, resumed, exported."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.assistant.app.browsing import DESKTOP, PHONE, QUESTION, REFUSED, TIMEOUT, highlighted, opened, put, quote
from tests.assistant.app.serving import ROOT, Served

_SERVER = """
import sys, time
from pathlib import Path
from assistant.app.build import start
from assistant.settings import Settings
from tests.assistant.app import sample
page = start(sample.service(), Settings(data=Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]))
print(page.local_url, flush=True)
while True:
    time.sleep(1)
"""


@contextmanager
def server(data: Path, port: int = 0) -> Iterator[str]:
    """The sample page on a port (0: one that nobody asks for by its number), killed at the end as by a power cut."""
    if not port:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    running = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(data), str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
    finally:
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()


def open_list(page: Page) -> None:
    page.get_by_role("button", name="Hội thoại đã lưu").click()
    expect(page.get_by_role("heading", name="Hội thoại đã lưu")).to_be_visible()


def start_anew(page: Page) -> None:
    page.get_by_role("button", name="Hội thoại mới").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page).not_to_have_url(re.compile("hoi-thoai"))


def kept_files(data: Path) -> list[Path]:
    return sorted(data.glob("conversations/*/*.json"))


@pytest.mark.parametrize("context", [{"viewport": DESKTOP}], indirect=True)
def test_a_reload_brings_the_conversation_back(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    words = put(page, QUESTION).locator(".reply").inner_text()
    put(page, REFUSED)
    expect(page).to_have_url(re.compile(r"\?hoi-thoai=\d{8}-\d{6}-[0-9a-f]{8}$"))
    page.reload()
    expect(page.locator(".turn")).to_have_count(2, timeout=TIMEOUT)
    turn = page.locator(".turn").first
    assert turn.locator(".reply").inner_text() == words
    turn.locator("a.marker").first.click()
    assert highlighted(page) == quote(turn)
    page.reload()
    expect(page.locator(".turn")).to_have_count(2, timeout=TIMEOUT)
    assert highlighted(page) == quote(turn)


@pytest.mark.parametrize("context", [{"viewport": DESKTOP}], indirect=True)
def test_a_killed_server_loses_nothing(context: BrowserContext, tmp_path: Path) -> None:
    with server(tmp_path) as address:
        page = opened(context, address)
        put(page, "xã hội hoá?")
    with server(tmp_path, int(address.rstrip("/").rsplit(":", 1)[1])):
        page.reload()
        expect(page.locator(".turn")).to_have_count(1, timeout=TIMEOUT)
        expect(page.locator(".card")).to_have_count(2)
        put(page, "đếm")
        expect(page.locator(".turn").nth(1).locator(".reply-text")).to_contain_text("Đã hỏi 1 câu")
    assert len(kept_files(tmp_path)) == 1


@pytest.mark.parametrize("context", [{"viewport": DESKTOP}], indirect=True)
def test_a_page_left_open_goes_on_with_the_server_started_anew(context: BrowserContext, tmp_path: Path) -> None:
    with server(tmp_path) as address:
        page = opened(context, address)
        put(page, "xã hội hoá?")
        page.evaluate("window.before = true")
    with server(tmp_path, int(address.rstrip("/").rsplit(":", 1)[1])):
        box = page.get_by_label("Câu hỏi", exact=True)
        box.fill("đếm")
        box.press("Enter")
        # Where Gradio noticed that the server was away it reloads the page; what stood in the box is then still there.
        page.wait_for_function(
            "document.querySelectorAll('.turn').length === 2 || "
            "(!window.before && document.querySelector('#question textarea')?.value === 'đếm')"
        )
        if page.locator(".turn").count() < 2:
            box.press("Enter")
        expect(page.locator(".turn").nth(1).locator(".reply-text")).to_contain_text("Đã hỏi 1 câu", timeout=TIMEOUT)
        expect(page.locator(".turn").first.locator(".card")).to_have_count(2)
    assert len(kept_files(tmp_path)) == 1


@pytest.mark.parametrize("context", [{"viewport": DESKTOP}], indirect=True)
def test_an_older_conversation_is_resumed_and_goes_on(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.sample)
    put(page, "xã hội hoá?")
    start_anew(page)
    put(page, REFUSED)
    open_list(page)
    expect(page.locator(".talk-title")).to_have_text([REFUSED, "xã hội hoá?"])
    page.locator(".talk-open").nth(1).click()
    expect(page.locator(".turn .card")).to_have_count(2)
    expect(page.locator(".talk.current .talk-title")).to_have_text("xã hội hoá?")
    put(page, "đếm")
    expect(page.locator(".turn").nth(1).locator(".reply-text")).to_contain_text("Đã hỏi 1 câu")
    page.goto(pages.sample)
    expect(page.locator(".recent .talk-title")).to_have_text(["xã hội hoá?", REFUSED], timeout=TIMEOUT)
    page.locator(".recent .talk-open").first.click()
    expect(page.locator(".turn")).to_have_count(2)


@pytest.mark.parametrize("context", [{"viewport": DESKTOP}], indirect=True)
def test_a_conversation_is_renamed_deleted_and_brought_back(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.sample)
    put(page, "xã hội hoá?")
    open_list(page)
    page.get_by_text("Thao tác", exact=True).click()
    page.get_by_label("Tên hội thoại").fill("Chính sách <xã hội hoá>")
    page.get_by_role("button", name="Đổi tên").click()
    expect(page.locator(".talk-title")).to_have_text("Chính sách <xã hội hoá>")
    page.get_by_text("Thao tác", exact=True).click()
    page.get_by_role("button", name="Xóa hội thoại").click()
    expect(page.locator(".talks-undo")).to_contain_text("Đã xóa “Chính sách <xã hội hoá>”.")
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".talk")).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác").click()
    page.locator(".talk-open").click()
    expect(page.locator(".turn .card")).to_have_count(2)


@pytest.mark.parametrize("context", [{"viewport": DESKTOP}], indirect=True)
def test_a_conversation_is_downloaded(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    turn = put(page, QUESTION)
    words = quote(turn)
    open_list(page)
    page.get_by_text("Thao tác", exact=True).click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Tải Markdown").click()
    with page.expect_download() as as_word:
        page.get_by_role("link", name="Tải Word").click()
    assert as_word.value.suggested_filename.endswith(".docx")
    assert Path(as_word.value.path()).read_bytes()[:2] == b"PK"
    name = "Mục tiêu đến năm 2030 của Nghị quyết 19-NQ TW là gì.md"
    assert started.value.suggested_filename == name
    text = Path(started.value.path()).read_text("utf-8")
    assert text.startswith("# Mục tiêu đến năm 2030 của Nghị quyết 19-NQ/TW là gì?\n")
    assert words[:60] in " ".join(text.split())


def test_browsers_do_not_see_each_others_conversations(browser: Browser, pages: Served) -> None:
    one, other = (browser.new_context(viewport=DESKTOP) for _ in range(2))
    page = opened(one, pages.sample)
    put(page, "xã hội hoá?")
    expect(page).to_have_url(re.compile("hoi-thoai"))
    stranger = other.new_page()
    stranger.goto(page.url)
    expect(stranger.locator(".welcome .error")).to_contain_text("Không tìm thấy hội thoại này", timeout=TIMEOUT)
    open_list(stranger)
    expect(stranger.locator(".talk")).to_have_count(0)
    put(stranger, REFUSED)
    page.reload()
    expect(page.locator(".question-text")).to_have_text(["xã hội hoá?"], timeout=TIMEOUT)
    one.close()
    other.close()


@pytest.mark.parametrize("context", [{"viewport": DESKTOP}], indirect=True)
def test_two_tabs_of_one_conversation_lose_no_question(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.sample)
    put(page, "xã hội hoá?")
    expect(page).to_have_url(re.compile("hoi-thoai"))
    second = context.new_page()
    second.goto(page.url)
    expect(second.locator(".turn")).to_have_count(1, timeout=TIMEOUT)
    put(second, REFUSED)
    page.get_by_label("Câu hỏi", exact=True).fill("đếm")
    page.keyboard.press("Enter")
    expect(page.locator(".question-text")).to_have_text(["xã hội hoá?", REFUSED, "đếm"], timeout=TIMEOUT)


@pytest.mark.parametrize("context", [{"viewport": DESKTOP}], indirect=True)
def test_a_broken_file_is_said_and_the_others_are_listed(context: BrowserContext, tmp_path: Path) -> None:
    with server(tmp_path) as address:
        page = opened(context, address)
        put(page, "xã hội hoá?")
        (kept,) = kept_files(tmp_path)
        broken = kept.with_name("20260101-000000-00000000.json")
        broken.write_text("{", "utf-8")
        page.reload()
        expect(page.locator(".turn")).to_have_count(1, timeout=TIMEOUT)
        open_list(page)
        expect(page.locator("#talks .notice")).to_contain_text("Không đọc được một tệp hội thoại")
        expect(page.locator(".talk")).to_have_count(1)
        assert (kept.parent / "broken" / broken.name).read_text("utf-8") == "{"


@pytest.mark.parametrize("context", [{"viewport": PHONE, "has_touch": True}, {"viewport": DESKTOP}], indirect=True)
def test_the_list_opens_and_closes_by_keyboard(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.sample)
    put(page, "xã hội hoá?")
    toggle = page.locator("#talks-toggle")
    expect(toggle).to_have_attribute("aria-label", "Hội thoại đã lưu")
    toggle.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#talks-title")).to_be_focused()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".talk-open")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#talks")).to_be_hidden()
    expect(toggle).to_be_focused()
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide


@pytest.mark.parametrize("context", [{"viewport": PHONE, "has_touch": True}], indirect=True)
def test_a_follow_up_is_asked_with_one_tap(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    put(page, "Kết luận 62, mục 2.5 nói gì?")
    page.get_by_role("button", name="Tóm tắt lại").tap()
    turn = page.locator(".turn").nth(1)
    expect(turn.locator(".question-text")).to_have_text("Tóm tắt lại")
    expect(turn.locator(".reply-text li").first).to_have_text(
        "Nâng cao hiệu quả thực hiện chủ trương xã hội hoá [1].", timeout=TIMEOUT
    )
    turn.locator("a.marker").first.click()
    assert highlighted(page) == "Nâng cao hiệu quả thực hiện chủ trương xã hội hoá"
