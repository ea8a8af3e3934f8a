"""Keeps the page on this machine: Gradio's own page cleaned of outside addresses, and a policy browsers enforce.

Gradio's page carries addresses of its makers (preview pictures and links for social networks). They are taken
out, and every response forbids the browser to load anything that does not come from this server.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# Gradio builds components with Function(...), hence 'unsafe-eval'; what it may load stays this server's.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_PREVIEW = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*')


def clean(page: str) -> str:
    """Gradio's HTML page in Vietnamese and without its social network previews."""
    return _PREVIEW.sub("", page).replace('lang="en"', 'lang="vi"', 1)


class Offline:
    """ASGI middleware around the Gradio application: cleans HTML pages and adds the policy to every response."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def forward(message: Message) -> None:
            # An HTML page is held back until it is whole: cleaning changes its length.
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
                if _is_html(message):
                    start.update(message)
                    return
            elif start and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if message.get("more_body", False):
                    return
                cleaned = clean(body.decode()).encode()
                await send({**start, "headers": _resized(start["headers"], len(cleaned))})
                await send({"type": "http.response.body", "body": cleaned})
                return
            await send(message)

        await self._app(scope, receive, forward)


def _is_html(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message["headers"]}
    return headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers


def _resized(headers: list[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in headers if name.lower() != b"content-length"]
    return [*kept, (b"content-length", str(length).encode())]
