"""The served pages, the real browser, and browser sessions that must not leave this machine."""

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, WebError, sync_playwright

from tests.assistant.app.browsing import DESKTOP, TIMEOUT
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


@pytest.fixture(scope="module")
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    """One session of a wide screen for the tests that ask for nothing else: it loads Gradio's files once."""
    shared = browser.new_context(viewport=DESKTOP)
    yield shared
    shared.close()


@pytest.fixture
def context(request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser session without pages (``parametrize`` it with options for a fresh one of another kind).

    At the end of the test its pages are closed, and nothing has left the machine or failed in a script.
    """
    options = getattr(request, "param", None)
    if options is None:
        session: BrowserContext = request.getfixturevalue("desktop")
    else:
        session = request.getfixturevalue("browser").new_context(**options)
    session.set_default_timeout(TIMEOUT)
    asked: list[str] = []
    troubles: list[str] = []

    def note_request(sent: Request) -> None:
        asked.append(sent.url)

    def note_trouble(error: WebError) -> None:
        troubles.append(str(error.error))

    session.on("request", note_request)
    session.on("weberror", note_trouble)
    yield session
    session.remove_listener("request", note_request)
    session.remove_listener("weberror", note_trouble)
    for page in session.pages:
        page.close()
    if options is not None:
        session.close()
    addresses = [urlsplit(url) for url in asked]
    assert [a for a in addresses if a.scheme not in ("data", "blob") and a.hostname != "127.0.0.1"] == []
    assert addresses
    assert troubles == []
