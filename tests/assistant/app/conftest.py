"""The served pages, the real browser, and browser sessions that must not leave this machine."""

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.assistant.app.browsing import DESKTOP
from tests.assistant.app.serving import Served, served

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The three test pages, served by one process for all tests."""
    with served(tmp_path_factory.mktemp("pages")) as running:
        yield running


@pytest.fixture(scope="module")  # no wider: while it lives, no other test can start an event loop
def browser() -> Iterator[Browser]:
    """The system's Chromium; skips the test without one, or fails it when TROLY_REQUIRE_ALL=1."""
    if _CHROMIUM is None:
        reason = "không có Chromium trên máy này (Debian: apt-get install chromium)"
        if os.environ.get("TROLY_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh browser session (``parametrize`` it with its options); at the end nothing has left the machine."""
    options = getattr(request, "param", {"viewport": DESKTOP})
    context = browser.new_context(**options)
    context.set_default_timeout(20_000)
    asked: list[str] = []
    troubles: list[str] = []
    context.on("request", lambda r: asked.append(r.url))
    context.on("weberror", lambda e: troubles.append(str(e.error)))
    yield context
    context.close()
    addresses = [urlsplit(url) for url in asked]
    assert [a for a in addresses if a.scheme not in ("data", "blob") and a.hostname != "127.0.0.1"] == []
    assert addresses
    assert troubles == []
