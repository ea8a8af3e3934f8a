"""The tab Soạn thảo in real Chromium, over the shipped corpus: draft, edit, reload, restart, Word. Offline."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest
from playwright.sync_api import BrowserContext, Download, Locator, Page, expect

from assistant.app.ports import free_port
from tests.assistant.app.browsing import DESKTOP, PHONE, TIMEOUT, highlighted
from tests.assistant.app.serving import ROOT, Served
from tests.assistant.app.test_accessibility import CONTRASTS, ENGLISH, back_to, on_phone

OUTLINE = "I. Công tác chỉ đạo\n1. Việc quán triệt\n2. Việc tuyên truyền\nII. Kết quả sắp xếp\n"
ADDED = "Ban Thường vụ Tỉnh ủy đã họp, thống nhất chủ trương."
SLOW = 60_000
#: All that can be read on the page; what Gradio says of its queue, never seen, is there only for a moment.
SAID = """[...document.querySelectorAll('body *')]
  .filter((e) => !e.closest('[data-testid="status-tracker"]'))
  .flatMap((e) => [e.ariaLabel, e.title, e.placeholder, ...(e.offsetParent && !e.closest('script, style')
    ? [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent) : [])])
  .filter(Boolean)"""


def first_screen(context: BrowserContext, address: str) -> Page:
    """The tab with no project open."""
    page = context.new_page()
    page.goto(address)
    page.get_by_role("tab", name="Soạn thảo").click()
    expect(page.locator("#drafting-here")).to_be_attached(timeout=TIMEOUT)
    if page.locator("#drafting-other").is_visible():
        page.locator("#drafting-other").click()
    expect(page.locator(".drafting-start")).to_be_visible(timeout=TIMEOUT)
    return page


def new_project(context: BrowserContext, address: str, title: str, outline: str | None = OUTLINE) -> Page:
    """A new project, at its outline."""
    page = first_screen(context, address)
    page.get_by_label("Tên dự thảo").fill(title)
    page.get_by_label("Báo cáo của địa phương").fill("tỉnh Quảng Hà")
    if outline is not None:
        page.get_by_label("Nội dung đề cương").fill(outline)
    page.get_by_role("button", name="Tạo dự thảo").click()
    expect(page.locator(".drafting-outline-page")).to_be_visible(timeout=TIMEOUT)
    expect(page.locator("#drafting-title")).to_have_text(title)
    return page


def draft_all(page: Page) -> None:
    """Every section drafted."""
    page.get_by_role("button", name="Soạn tất cả các mục").click()
    expect(page.get_by_role("button", name="Soạn lại tất cả")).to_be_visible(timeout=SLOW)


def section(page: Page, label: str) -> Locator:
    """The page of a section."""
    page.locator(f"[id='drafting-item-{label}']").click()
    expect(page.locator(f".drafting-section[data-label='{label}']")).to_be_visible(timeout=TIMEOUT)
    return page.locator(".draft-text")


def add_sentence(page: Page) -> None:
    """A sentence of the drafter's own at the end of the section shown."""
    page.get_by_role("button", name="Sửa nội dung").click()
    page.locator("#draft-editor").press("Control+End")
    page.keyboard.type(f"\n\n{ADDED}")
    page.keyboard.press("Control+s")
    expect(page.locator(".whose.unchecked")).to_be_visible(timeout=TIMEOUT)


def test_from_the_outline_to_a_section_that_survives_a_reload(context: BrowserContext, pages: Served) -> None:
    page = new_project(context, pages.corpus, "Báo cáo còn nguyên", None)
    draft_all(page)
    assert page.locator(".outline .dot").count() == page.locator(".outline .dot:not(.unwritten)").count() == 16
    text = section(page, "II.1")
    expect(text.locator("mark.wanted").first).to_be_visible()
    add_sentence(page)
    expect(text).to_contain_text(ADDED)
    page.reload()
    expect(page.locator(".draft-text")).to_contain_text(ADDED, timeout=TIMEOUT)
    expect(page.locator("#section-title")).to_contain_text("II.1.")
    expect(page.locator(".whose.unchecked")).to_have_text("cán bộ soạn thảo sửa, chưa đối chiếu")


def test_a_marker_opens_the_reader_at_the_cited_words(context: BrowserContext, pages: Served) -> None:
    page = new_project(context, pages.corpus, "Báo cáo dẫn nguồn")
    draft_all(page)
    text = section(page, "I.2")
    text.locator("a.marker").first.click()
    words = highlighted(page)
    page.locator("#section-sources summary").click()
    quote = page.locator("#section-sources .card-quote").first.text_content()
    assert quote is not None
    assert "".join(words.split()) == "".join(quote.strip("“”").split())
    expect(text).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_be_hidden()
    expect(text.locator("a.marker").first).to_be_focused()


def test_a_killed_server_loses_nothing(context: BrowserContext, pages: Served) -> None:
    port = free_port("127.0.0.1", None)
    data = pages.data / "corpus"
    with served_at(port, data):
        page = new_project(context, f"http://127.0.0.1:{port}", "Báo cáo qua sự cố")
        draft_all(page)
        section(page, "I.1")
        add_sentence(page)
        page.get_by_role("button", name="Sửa nội dung").click()
        page.locator("#draft-editor").press("Control+End")
        page.keyboard.type("\n\nCâu đang gõ dở")
    with served_at(port, data):
        page.reload()
        expect(page.locator("#draft-editor")).to_have_value(re.compile("Câu đang gõ dở$"), timeout=TIMEOUT)
        expect(page.locator(".draft-text")).to_contain_text(ADDED)
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.locator(".draft-text")).to_contain_text("Câu đang gõ dở", timeout=TIMEOUT)
        page.reload()
        expect(page.locator(".draft-text")).to_contain_text("Câu đang gõ dở", timeout=TIMEOUT)
        expect(page.locator("#draft-editor")).to_be_hidden()
        page.close()


@contextmanager
def served_at(port: int, data: Path) -> Iterator[None]:
    """The page as ``troly chat`` serves it, until it is killed without warning."""
    program = (
        "import sys, pathlib; from assistant.app.build import launch; from assistant.settings import Settings; "
        "launch(Settings(data=pathlib.Path(sys.argv[1])), port=int(sys.argv[2]))"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", program, str(data), str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    try:
        assert server.stdout is not None
        assert str(port) in server.stdout.readline()
        yield
    finally:
        server.send_signal(signal.SIGKILL)
        server.communicate()


def test_two_windows_on_one_project(context: BrowserContext, pages: Served) -> None:
    page = new_project(context, pages.corpus, "Báo cáo hai cửa sổ")
    draft_all(page)
    section(page, "I.1")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator(".draft-text")).to_be_visible(timeout=TIMEOUT)
    other.get_by_role("button", name="Sửa nội dung").click()
    other.locator("#draft-editor").fill("Nội dung của cửa sổ thứ hai.")
    page.bring_to_front()
    add_sentence(page)
    other.bring_to_front()
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text("vừa được sửa ở một cửa sổ khác", timeout=TIMEOUT)
    expect(other.locator("#draft-editor")).to_have_value("Nội dung của cửa sổ thứ hai.")
    page.reload()
    expect(page.locator(".draft-text")).to_contain_text(ADDED, timeout=TIMEOUT)
    page.locator("#drafting-page-versions").click()
    expect(page.locator(".versions .card-name").first).to_contain_text("Sửa cùng lúc ở cửa sổ khác", timeout=TIMEOUT)
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.locator(".draft-text")).to_contain_text("Nội dung của cửa sổ thứ hai.", timeout=TIMEOUT)
    expect(other.locator("#draft-editor")).to_be_hidden()


def test_the_word_file_is_downloaded_and_opens(context: BrowserContext, pages: Served, tmp_path: Path) -> None:
    page = new_project(context, pages.corpus, "Báo cáo ra Word")
    draft_all(page)
    section(page, "I.1")
    add_sentence(page)
    page.locator("#drafting-page-word").click()
    page.get_by_label("Cơ quan nhà nước").check()
    with page.expect_download(timeout=SLOW) as coming:
        page.get_by_role("button", name="Tải tệp Word").click()
    download: Download = coming.value
    assert download.suggested_filename.startswith("bao-cao-ra-word-")
    path = tmp_path / "bao-cao.docx"
    download.save_as(path)
    document = docx.Document(str(path))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert ADDED in text
    assert "Việc quán triệt" in text
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in c.text for t in document.tables for c in t._cells)


def test_the_outline_is_edited_before_drafting(context: BrowserContext, pages: Served) -> None:
    page = new_project(context, pages.corpus, "Báo cáo sửa đề cương")
    field = page.get_by_label("Tên mục II", exact=True)
    field.fill("Kết quả sắp xếp, tổ chức lại")
    field.press("Enter")
    expect(page.locator("[id='drafting-item-II']")).to_contain_text("tổ chức lại", timeout=TIMEOUT)
    page.get_by_role("button", name="Chuyển mục I.2 lên").click()
    expect(page.get_by_label("Tên mục I.1", exact=True)).to_have_value("Việc tuyên truyền", timeout=TIMEOUT)
    page.get_by_role("button", name="Thêm mục con vào II").click()
    page.get_by_label("Mục con mới của II").fill("Khó khăn")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Tên mục II.1", exact=True)).to_have_value("Khó khăn", timeout=TIMEOUT)
    page.get_by_role("button", name="Bỏ mục I.2").click()
    expect(page.get_by_label("Tên mục I.2", exact=True)).to_have_count(0, timeout=TIMEOUT)


def test_figures_are_typed_where_they_are_asked_for(context: BrowserContext, pages: Served) -> None:
    page = new_project(context, pages.corpus, "Báo cáo số liệu")
    draft_all(page)
    page.locator("#drafting-page-figures").click()
    page.get_by_label("Giá trị, dòng 1").fill("1.250")
    page.get_by_label("Đơn vị tính, dòng 1").fill("người")
    page.get_by_role("button", name="Lưu số liệu").click()
    expect(page.locator(".drafting-told")).to_contain_text("Đã lưu 1 số liệu", timeout=SLOW)
    text = section(page, "I.1")
    expect(text.locator(".whose.own").first).to_have_text("số liệu của đơn vị")
    expect(text).to_contain_text("1.250 người")


def test_drafting_all_again_leaves_what_was_edited_by_hand(context: BrowserContext, pages: Served) -> None:
    page = new_project(context, pages.corpus, "Báo cáo soạn lại")
    draft_all(page)
    section(page, "I.1")
    add_sentence(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Soạn lại tất cả").click()
    expect(page.locator(".drafting-told")).to_contain_text("Giữ nguyên 1 mục đã sửa tay.", timeout=SLOW)
    expect(page.locator(".draft-text")).to_contain_text(ADDED)
    page.get_by_role("button", name="Soạn lại", exact=True).click()
    expect(page.locator(".drafting-told")).to_have_text("Đã soạn xong mục I.1.", timeout=SLOW)
    expect(page.locator(".draft-text")).not_to_contain_text(ADDED)
    assert ["Phiên bản" in words for words in asked] == [True, True]


def test_texts_of_the_drafter_do_nothing(context: BrowserContext, pages: Served) -> None:
    bad = "<img src=x onerror=\"document.title='hong'\">"
    page = new_project(context, pages.corpus, f"Báo cáo {bad}", f"I. Mục {bad}\nII. Mục khác\n")
    page.locator("[id='drafting-item-I']").click()
    page.get_by_role("button", name="Soạn mục này").click()
    expect(page.locator("#draft-editor")).to_be_attached(timeout=SLOW)
    page.get_by_role("button", name="Sửa nội dung").click()
    page.locator("#draft-editor").fill(f"</textarea>{bad}")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".draft-text")).to_contain_text(f"</textarea>{bad}", timeout=TIMEOUT)
    assert page.locator("#tab-drafting img").count() == 0
    assert page.title() == "Trợ lý văn bản"


@on_phone
def test_on_a_phone_nothing_is_wider_than_the_screen(context: BrowserContext, pages: Served) -> None:
    page = new_project(context, pages.corpus, "Báo cáo trên điện thoại")
    page.get_by_role("button", name="Mục lục đề cương").tap()
    draft_all(page)
    page.locator("[id='drafting-item-I.1']").tap()
    expect(page.locator(".draft-text")).to_be_visible(timeout=TIMEOUT)
    expect(page.locator("[id='drafting-item-I.1']")).to_be_hidden()
    for view in ("outline", "brief", "figures", "coverage", "requests", "versions", "read", "word"):
        page.locator(f"#drafting-page-{view}").click()
        expect(page.locator(f"#drafting-page-{view}[aria-current]")).to_be_visible(timeout=TIMEOUT)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        wide = page.evaluate(
            "[...document.querySelectorAll('#drafting-page *, #drafting-head *')].filter(e => e.offsetParent && "
            "e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.drafting-pages, .hidden-label'))"
            ".map(e => e.outerHTML.slice(0, 200))"
        )
        assert wide == [], view


def test_a_section_is_edited_with_the_keyboard_alone(context: BrowserContext, pages: Served) -> None:
    page = new_project(context, pages.corpus, "Báo cáo bàn phím")
    back_to(page, "#drafting-all")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Soạn lại tất cả")).to_be_visible(timeout=SLOW)
    page.locator("#drafting-all").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "drafting-item-I.1":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#section-title")).to_be_focused(timeout=TIMEOUT)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "drafting-edit":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#draft-editor")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(f"\n\n{ADDED}")
    page.keyboard.press("Control+s")
    expect(page.locator(".draft-text")).to_contain_text(ADDED, timeout=TIMEOUT)


@pytest.mark.parametrize(
    "context",
    [{"viewport": DESKTOP, "color_scheme": "light"}, {"viewport": DESKTOP, "color_scheme": "dark"}],
    indirect=True,
    ids=["light", "dark"],
)
def test_every_page_is_vietnamese_and_stands_out(context: BrowserContext, pages: Served) -> None:
    page = new_project(context, pages.corpus, "Báo cáo dễ đọc")
    draft_all(page)
    section(page, "I.1")
    add_sentence(page)
    faint: dict[str, float] = {}
    english: set[str] = set()
    for view in ("item-I.1", "page-outline", "page-figures", "page-coverage", "page-requests", "page-versions"):
        page.locator(f"[id='drafting-{view}']").click()
        expect(page.locator(f"[id='drafting-{view}'][aria-current]")).to_be_visible(timeout=TIMEOUT)
        faint |= {f"{view} {name}": ratio for name, ratio in page.evaluate(CONTRASTS).items() if ratio < 4.5}
        said = page.evaluate(SAID)
        english |= {found.group() for words in said for found in [ENGLISH.search(words)] if found}
    assert faint == {}
    assert english == set()
