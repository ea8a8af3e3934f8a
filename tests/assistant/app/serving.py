"""Pages served for tests, in this process, and the real browser that opens them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from assistant.app.build import start
from assistant.app.service import Service
from assistant.settings import Settings

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")

#: Gradio sums up its own queue in ways that pandas is about to drop; not ours to mend.
GRADIO_WARNINGS = pytest.mark.filterwarnings("ignore::DeprecationWarning")

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@contextmanager
def served(service: Service, data: Path) -> Iterator[str]:
    """The address of the page over ``service``, on a free port; opinions go to ``data``."""
    blocks = start(service, Settings(data=data), host="127.0.0.1", port=None)
    try:
        yield str(blocks.local_url)
    finally:
        blocks.close(verbose=False)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium; skips the test without one, or fails it when TROLY_REQUIRE_ALL=1."""
    if not CHROMIUM:
        reason = "không có Chromium trên máy này (Debian: apt-get install chromium)"
        if os.environ.get("TROLY_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()
