"""A chat server that plays a model: OpenAI's protocol over plain HTTP, answers by script, nothing random.

``serve`` runs it in a thread. What it says is decided by a ``Player``, a function from the messages to the pieces of
an answer; what it does to the connection by a ``Fault``. For tests and for ``troly eval model``.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Player = Callable[[Sequence[dict[str, str]]], Iterator[str]]
"""From the messages ({"role", "content"}) to the pieces of the answer."""

Fault = Literal["none", "silent", "trickle", "cut", "malformed", "401", "404", "500", "once 500", "empty", "html"]

MODEL = "mo-hinh-thu"


@dataclass(slots=True)
class Script:
    """What the server says and does. ``requests`` counts the calls, ``left`` those whose listener went away; ``seen``
    and ``keys`` keep the calls and their authorisation; ``first`` is when the first piece of the last answer was sent
    (perf_counter)."""

    player: Player
    fault: Fault = "none"
    pause: float = 0.0
    requests: int = 0
    left: int = 0
    first: float = 0.0
    seen: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve(script: Script, *, port: int = 0) -> Iterator[str]:
    """The server, until the block ends; yields its address (``http://127.0.0.1:PORT/v1``)."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(script))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        script.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: tests read the page, not a log."""

        def do_GET(self) -> None:
            self._json({"object": "list", "data": [{"id": MODEL, "object": "model"}]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.requests += 1
            script.seen.append(body)
            script.keys.append(str(self.headers["Authorization"]))
            with suppress(BrokenPipeError, ConnectionResetError):
                if script.fault in ("401", "404", "500") or (script.fault == "once 500" and script.requests == 1):
                    self._json({"error": {"message": "lỗi thử"}}, status=int(script.fault[-3:]))
                elif script.fault == "html":
                    self._send(b"<html><script>alert(1)</script></html>", "text/html")
                elif script.fault == "silent":
                    script.stopped.wait(30)
                else:
                    self._stream(body)

        def _stream(self, body: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            if script.fault == "malformed":
                self.wfile.write(b'data: {"choices": [{"delta": {"content": \n\n')
                return
            pieces = iter(()) if script.fault == "empty" else script.player(body["messages"])
            try:
                for number, piece in enumerate(pieces):
                    if script.stopped.wait(script.pause if number else 0):
                        return
                    if number == 0:
                        script.first = time.perf_counter()
                    self._event({"content": piece})
                    if script.fault == "cut" and number == 20:
                        return
                    if script.fault == "trickle" and script.stopped.wait(0.2):
                        return
                self._event({}, finish="stop")
                self.wfile.write(b"data: [DONE]\n\n")
            except (BrokenPipeError, ConnectionResetError):
                script.left += 1

        def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {"id": "thu", "object": "chat.completion.chunk", "created": 0, "model": MODEL, "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
            self.wfile.flush()

        def _json(self, value: object, status: int = 200) -> None:
            self._send(json.dumps(value).encode(), "application/json", status)

        def _send(self, body: bytes, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
