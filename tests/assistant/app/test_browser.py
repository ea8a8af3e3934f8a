"""The page in real Chromium, over the shipped corpus: ask, click a marker, see the highlighted words. Offline."""

import json

from playwright.sync_api import BrowserContext, expect

from tests.assistant.app import sample
from tests.assistant.app.browsing import QUESTION, REFUSED, TIMEOUT, highlighted, opened, put, quote
from tests.assistant.app.serving import Served


def test_a_marker_shows_the_cited_words_beside_the_chat(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    turn = put(page, QUESTION)
    turn.get_by_role("link", name="Nguồn 1:").click()
    assert highlighted(page) == quote(turn)
    expect(turn.locator(".reply-text")).to_be_in_viewport()
    expect(turn.locator(".card .badge").first).to_have_text("bản tóm tắt")


def test_a_card_opens_the_same_words_as_its_marker(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    turn = put(page, QUESTION)
    turn.locator(".card-link").nth(1).click()
    assert highlighted(page) == quote(turn, marker=2)


def test_a_question_without_accents_is_answered_with_sources(context: BrowserContext, pages: Served) -> None:
    question = "muc tieu den nam 2030 cua nghi quyet 19 la gi"
    page = opened(context, pages.corpus)
    turn = put(page, question)
    turn.locator("a.marker").first.click()
    assert highlighted(page) == quote(turn)


def test_a_refusal_is_calm_and_has_no_source(context: BrowserContext, pages: Served) -> None:
    turn = put(opened(context, pages.corpus), REFUSED)
    expect(turn.locator(".refusal .reply-label")).to_have_text("Chưa có căn cứ trong kho văn bản")
    expect(turn.locator("a.marker, .card")).to_have_count(0)


def test_an_example_question_asks_itself(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    example = page.locator("button.example").first
    words = example.inner_text()
    example.click()
    expect(page.locator(".turn .tools")).to_be_visible(timeout=TIMEOUT)
    expect(page.locator(".question-text")).to_have_text(words)


def test_filters_limit_the_search_and_are_shown(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    page.get_by_role("button", name="Phạm vi tra cứu").click()
    page.get_by_role("combobox", name="Cấp ban hành").click()
    page.get_by_role("option", name="Huyện").click()
    turn = put(page, "Ban Tuyên giáo làm gì?")
    expect(turn.locator(".scope")).to_have_text("Phạm vi: cấp huyện")
    expect(turn.locator(".card-name").first).to_contain_text("Huyện ủy")


def test_a_question_sent_while_an_answer_appears_is_answered_after_it(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.sample)
    box = page.get_by_label("Câu hỏi", exact=True)
    box.fill("xã hội hoá?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    box.fill("đếm")
    page.keyboard.press("Enter")
    expect(page.locator(".turn").nth(1).locator(".reply-text")).to_contain_text("Đã hỏi 1 câu", timeout=TIMEOUT)
    expect(page.locator(".turn").nth(0).locator(".card")).to_have_count(2)


def test_a_new_conversation_starts_empty(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    put(page, REFUSED)
    page.get_by_role("button", name="Hội thoại mới").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_new_conversation_stops_the_answer_that_is_appearing(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.sample)
    page.get_by_label("Câu hỏi", exact=True).fill("xã hội hoá?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_role("button", name="Hội thoại mới").click()
    expect(page.locator(".welcome")).to_be_visible()
    page.wait_for_timeout(1500)
    expect(page.locator(".welcome")).to_be_visible()


def test_the_citation_is_copied_as_officials_write_it(context: BrowserContext, pages: Served) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(context, pages.corpus)
    turn = put(page, "Kết luận 62-KL/TW ban hành ngày nào?")
    turn.get_by_role("button", name="Sao chép trích dẫn nguồn 1").click()
    expect(turn.locator("[data-copy]").first).to_have_text("Đã sao chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, ")


def test_an_opinion_is_kept_in_a_local_file(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    turn = put(page, REFUSED)
    turn.get_by_role("button", name="👎 Chưa đúng").click()
    turn.get_by_label("Góp ý thêm").fill("Cần nêu văn bản <b>liên quan</b>")
    turn.get_by_role("button", name="Gửi góp ý").click()
    expect(turn.locator(".thanks")).to_contain_text("đã ghi góp ý trên máy này")
    kept = json.loads((pages.data / "corpus" / "feedback.jsonl").read_text("utf-8").splitlines()[-1])
    assert (kept["rating"], kept["comment"], kept["question"]) == ("down", "Cần nêu văn bản <b>liên quan</b>", REFUSED)


def test_an_opinion_that_cannot_be_kept_is_said_in_vietnamese(context: BrowserContext, pages: Served) -> None:
    kept = pages.data / "sample" / "feedback.jsonl"
    aside = kept.with_suffix(".aside")
    if kept.exists():
        kept.rename(aside)
    kept.mkdir(parents=True)
    try:
        page = opened(context, pages.sample)
        turn = put(page, REFUSED)
        turn.get_by_role("button", name="👍 Hữu ích").click()
        turn.get_by_role("button", name="Gửi góp ý").click()
        expect(page.locator(".toast-body")).to_contain_text("Không ghi được góp ý", timeout=TIMEOUT)
        expect(page.locator(".toast-title")).to_have_text("Cảnh báo")
        expect(turn.locator(".thanks")).to_have_count(0)
    finally:
        kept.rmdir()
        if aside.exists():
            aside.rename(kept)


def test_the_library_finds_opens_and_leads_through_a_document(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    page.get_by_role("tab", name="Văn bản").click()
    page.get_by_label("Tìm trong danh sách").fill("ket luan 62-kl/tw bo chinh tri")
    rows = page.locator(".shelf > li:visible")
    expect(rows.first.locator(".card-name")).to_have_text("Kết luận số 62-KL/TW")
    rows.first.locator("a").click()
    expect(page.locator(".reader h2")).to_have_text("Kết luận số 62-KL/TW")
    page.locator(".contents a", has_text="2.5.").click()
    expect(page.locator(".document-text p", has_text="2.5. Nâng cao hiệu quả")).to_be_in_viewport()
    page.locator(".document-text a.mention", has_text="19-NQ/TW").first.click()
    expect(page.locator(".reader h2")).to_have_text("Nghị quyết số 19-NQ/TW")
    expect(page.locator(".reader-head .badge")).to_have_text("bản tóm tắt")
    page.get_by_label("Tìm trong danh sách").fill("không có văn bản như vậy")
    expect(page.locator(".shelf-empty")).to_be_visible()


def test_a_link_to_a_place_opens_it(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    turn = put(page, QUESTION)
    turn.locator("a.marker").first.click()
    words = highlighted(page)
    other = context.new_page()
    other.goto(page.url)
    assert highlighted(other) == words
    page.go_back()
    expect(page.locator(".reader")).to_be_hidden()


def test_html_in_documents_is_shown_as_text_and_does_nothing(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.sample)
    dialogs: list[str] = []
    page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    turn = put(page, "mã độc <img src=x onerror=alert(1)>")
    turn.locator("a.marker").first.click()
    words = sample.HOSTILE_TEXT.split("\n", 1)[1]
    assert highlighted(page) == " ".join(words.split())
    expect(turn.locator(".reply-text")).to_contain_text("<script>document.title = 'hong'</script>")
    expect(turn.locator(".question-text")).to_have_text("mã độc <img src=x onerror=alert(1)>")
    page.get_by_role("tab", name="Văn bản").click()
    expect(page.locator(".shelf-title").last).to_have_text("<script>\"&'</script>")
    assert page.locator("#transcript img, #reader img, #library img, #reader script").count() == 0
    assert (page.title(), dialogs) == ("Trợ lý văn bản", [])


def test_what_goes_wrong_is_said_on_the_page(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.sample)
    page.get_by_label("Câu hỏi", exact=True).fill("hỏng")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Có lỗi ngoài dự kiến khi tra cứu.", timeout=TIMEOUT)
    page.goto(f"{pages.sample}#nguon=khong-co.txt&tu=0&den=5")
    page.reload()
    expect(page.locator(".reader")).to_contain_text("Không tìm thấy văn bản này trong kho.", timeout=TIMEOUT)


def test_without_an_index_the_page_says_what_to_run(context: BrowserContext, pages: Served) -> None:
    page = context.new_page()
    page.goto(pages.empty)
    expect(page.locator("#transcript .error")).to_contain_text("troly index", timeout=TIMEOUT)
    page.get_by_role("tab", name="Văn bản").click()
    expect(page.locator("#library .error")).to_contain_text("troly index")
