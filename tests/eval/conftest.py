"""The served pages and the browser of the page's own tests, for the tab that ``eval`` adds to it."""

from tests.assistant.app.conftest import browser, context, desktop, pages

__all__ = ["browser", "context", "desktop", "pages"]
