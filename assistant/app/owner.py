"""Whose conversations a browser sees: each browser gets a name of its own, kept in a cookie.

The name is random, is sent to this server only, and is not readable by scripts. A browser that takes no cookies can
ask all the same; its conversations last as long as its page.
"""

import re
import secrets
from http.cookies import CookieError, SimpleCookie

import gradio as gr

from assistant.app.offline import Application, Message, Receive, Send

COOKIE = "troly_owner"
_LIFETIME = 400 * 24 * 3600  # seconds; browsers keep none longer
_NAME = re.compile(r"[0-9a-f]{32}")


class Owners:
    """ASGI middleware: gives a browser its name with the page, and again at each visit so that it does not expire."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in ("", "/"):
            await self._app(scope, receive, send)
            return
        name = owner_in(scope) or secrets.token_hex(16)
        cookie = f"{COOKIE}={name}; Path=/; Max-Age={_LIFETIME}; HttpOnly; SameSite=Lax"

        async def forward(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
            await send(message)

        await self._app(scope, receive, forward)


def owner_in(scope: Message) -> str | None:
    """The name that a request carries; None without one."""
    for header, value in scope["headers"]:
        if header.lower() == b"cookie":
            try:
                return _name(SimpleCookie(value.decode("latin-1")).get(COOKIE))
            except CookieError:
                return None
    return None


def owner_of(request: gr.Request) -> str | None:
    """The name of the browser that an event comes from; None without one."""
    name = request.cookies.get(COOKIE)
    return name if name and _NAME.fullmatch(name) else None


def _name(morsel: object) -> str | None:
    value = getattr(morsel, "value", "")
    return value if _NAME.fullmatch(value) else None
