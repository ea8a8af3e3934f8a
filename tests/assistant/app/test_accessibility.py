"""The page for everybody: on a phone, by keyboard alone, in Vietnamese only, with enough contrast."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.assistant.app.browsing import DESKTOP, PHONE, QUESTION, REFUSED, TIMEOUT, highlighted, opened, put, quote
from tests.assistant.app.serving import Served

#: Gradio's own English, of which none may be seen or read out.
ENGLISH = re.compile(
    r"\b(submit|clear|copy|copied|loading|textbox|dropdown|settings|built with|use via|error|retry|undo|close|"
    r"open|search|queue|processing|message|example|like|dislike|remove|toggle|more tabs)\b",
    re.IGNORECASE,
)


on_phone = pytest.mark.parametrize(
    "context", [{"viewport": PHONE, "has_touch": True, "is_mobile": True}], indirect=True, ids=["phone"]
)


@on_phone
def test_on_a_phone_the_document_covers_the_chat_and_escape_closes_it(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    turn = put(page, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    marker = turn.locator("a.marker").first
    marker.tap()
    assert highlighted(page) == quote(turn)
    pane = page.locator("#reader-pane").bounding_box()
    assert pane is not None
    assert (pane["x"], pane["width"], pane["height"]) == (0, PHONE["width"], PHONE["height"])
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_be_hidden()
    expect(marker).to_be_focused()
    wide = page.evaluate(
        "[...document.querySelectorAll('#work *')].filter(e => e.offsetParent && "
        "e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.visually-hidden')).map(e => e.outerHTML)"
    )
    assert wide == []


def test_everything_can_be_done_with_the_keyboard(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    expect(page.get_by_label("Câu hỏi", exact=True)).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .tools")).to_be_visible(timeout=TIMEOUT)
    back_to(page, "a.marker")
    ring = page.evaluate(
        "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))"
    )
    assert ring[0] == "solid"
    assert ring[1] >= 2
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    marker = int(re.match(r"Nguồn (\d+)", name).group(1))  # type: ignore[union-attr]
    assert highlighted(page) == quote(page.locator(".turn"), marker)
    expect(page.locator(".reader h2")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name
    back_to(page, "[role=tab]")


def back_to(page: Page, selector: str) -> None:
    """Goes back with Shift+Tab until the focus is on what the selector finds."""
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"không tới được {selector} bằng phím Tab")


def test_every_word_of_the_page_is_vietnamese(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    page.get_by_role("button", name="Phạm vi tra cứu").click()
    turn = put(page, QUESTION)
    turn.locator("a.marker").first.click()
    highlighted(page)
    said = page.evaluate(
        "[document.title, document.body.innerText, ...[...document.querySelectorAll('body *')]"
        ".flatMap(e => [e.ariaLabel, e.title, e.placeholder])].filter(Boolean)"
    )
    assert [found.group() for words in said for found in [ENGLISH.search(words)] if found] == []
    assert page.evaluate("document.documentElement.lang") == "vi"


@pytest.mark.parametrize(
    "context",
    [{"viewport": DESKTOP, "color_scheme": "light"}, {"viewport": DESKTOP, "color_scheme": "dark"}],
    indirect=True,
    ids=["light", "dark"],
)
def test_text_stands_out_from_its_background(context: BrowserContext, pages: Served) -> None:
    page = opened(context, pages.corpus)
    turn = put(page, QUESTION)
    put(page, REFUSED)
    turn.locator("a.marker").nth(1).click()
    highlighted(page)
    ratios = page.evaluate(CONTRASTS)
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}
    assert len(ratios) > 20


#: Contrast (WCAG 2.2, 1.4.3) of each kind of visible text of ours with the nearest background that is not clear.
CONTRASTS = """() => {
  const rgba = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = (c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const c = rgba(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0.99) return c;
    }
    return [255, 255, 255];
  };
  const found = {};
  for (const e of document.querySelectorAll('.gradio-container *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.offsetParent || e.closest('.sr-only, .visually-hidden')) continue;
    const [a, b] = [light(rgba(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const name = `${e.tagName.toLowerCase()}.${[...e.classList].filter((c) => !c.startsWith('svelte')).join('.')}`;
    found[name] = Math.min(found[name] ?? 99, (a + 0.05) / (b + 0.05));
  }
  return found;
}"""
