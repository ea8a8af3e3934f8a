"""What tests do in the browser: open the page, ask, read the highlighted words."""

from playwright.sync_api import BrowserContext, Locator, Page, expect

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
QUESTION = "Mục tiêu đến năm 2030 của Nghị quyết 19-NQ/TW là gì?"
REFUSED = "Giá vàng hôm nay là bao nhiêu?"
TIMEOUT = 20_000


def opened(context: BrowserContext, address: str) -> Page:
    """The page, ready to be asked."""
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible(timeout=TIMEOUT)
    return page


def put(page: Page, question: str) -> Locator:
    """Asks, waits for the whole answer, and returns its turn."""
    turns = page.locator(".turn")
    count = turns.count()
    page.get_by_label("Câu hỏi", exact=True).fill(question)
    page.keyboard.press("Enter")
    turn = turns.nth(count)
    expect(turn.locator(".tools")).to_be_visible(timeout=TIMEOUT)
    return turn


def highlighted(page: Page) -> str:
    """The marked words, once the reader has scrolled to them."""
    expect(page.locator(".reader mark").first).to_be_in_viewport(ratio=0.9, timeout=TIMEOUT)
    return " ".join("\n".join(page.locator(".reader mark").all_text_contents()).split())


def quote(turn: Locator, marker: int = 1) -> str:
    """The quote of a citation, as the turn's source card gives it in full."""
    card = turn.locator(f"[id$='-nguon-{marker}'] .card-quote").text_content()
    assert card is not None
    assert len(card) > 10
    return card.removeprefix("“").removesuffix("”")
