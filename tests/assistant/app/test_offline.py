"""The page's HTML names no outside address, and the browser is told to load from this server only."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

from assistant.app.offline import POLICY, Offline, clean

PAGE = """<html
	lang="en"><head><meta property="og:url" content="https://gradio.app/" />
<meta
			name="twitter:image"
			content="https://example.org/anh.jpg"
		/>
<meta charset="utf-8" /></head><body>Xin chào</body></html>"""
CLEANED = """<html
	lang="vi"><head><meta charset="utf-8" /></head><body>Xin chào</body></html>"""


def respond(*, content_type: bytes, parts: list[bytes], scope: str = "http") -> list[MutableMapping[str, Any]]:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-type", content_type), (b"content-length", b"%d" % sum(map(len, parts)))]
        await send({"type": f"{scope}.response.start", "status": 200, "headers": headers})
        for i, part in enumerate(parts):
            await send({"type": f"{scope}.response.body", "body": part, "more_body": i < len(parts) - 1})

    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(Offline(app)({"type": scope}, None, send))  # type: ignore[arg-type]
    return sent


def test_previews_for_social_networks_go_and_the_language_is_vietnamese() -> None:
    assert clean(PAGE) == CLEANED


def test_an_html_page_sent_in_parts_is_cleaned_whole() -> None:
    raw = PAGE.encode()
    start, body = respond(content_type=b"text/html; charset=utf-8", parts=[raw[:60], raw[60:120], raw[120:]])
    assert body["body"] == CLEANED.encode()
    headers = dict(start["headers"])
    assert headers[b"content-length"] == b"%d" % len(CLEANED.encode())
    assert headers[b"content-security-policy"] == POLICY.encode()


def test_other_responses_keep_their_bytes_and_get_the_policy() -> None:
    start, *parts = respond(content_type=b"text/event-stream", parts=[b'lang="en"', b"2"])
    assert [part["body"] for part in parts] == [b'lang="en"', b"2"]
    assert dict(start["headers"])[b"content-security-policy"] == POLICY.encode()


def test_the_policy_allows_no_outside_source() -> None:
    sources = {source for rule in POLICY.split("; ") for source in rule.split()[1:]}
    assert sources == {"'self'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:", "'none'"}


def test_what_is_not_http_passes_through() -> None:
    (start, _) = respond(content_type=b"text/html", parts=[b""], scope="websocket")
    assert dict(start["headers"]).keys() == {b"content-type", b"content-length"}
