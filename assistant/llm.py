"""A chat model through LangChain: any provider it knows, or any server that speaks OpenAI's protocol.

The only home of LangChain, which is imported when a model is opened. Calls run on one event loop in a thread of its
own, so that a slow, trickling or silent server is left at the deadline, and at once when nobody listens any more.
"""

import asyncio
import json
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Sequence
from contextlib import aclosing
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from assistant.chat_model import ChatModel, Health, Message, ModelFailure
from assistant.settings import Settings
from corpus.errors import TrolyError

#: Calls made again when the server fails before its first word.
RETRIES = 2
_PAUSE = 0.3
_HEALTH_SECONDS = 2.0
_HEALTH_KEPT = 20.0
#: A model that does not stop is stopped: this many characters for each token it may write.
_CHARACTERS_PER_TOKEN = 8
_NO_KEY = "khong-can"
#: Tokens of a prompt with its answer: passages, wording and ``max_tokens``, with room to spare.
_CONTEXT = 16384
#: Providers whose last piece says why it is the last: without it the answer was cut off.
_SAY_THE_END = frozenset(("openai", "ollama"))
_ENDINGS = ("finish_reason", "done_reason")

_End = ModelFailure | None


def open_model(name: str, *, url: str | None = None, key: str | None = None, max_tokens: int = 1024) -> ChatModel:
    """The model ``name`` ("openai:qwen2.5-7b", "ollama:qwen2.5:7b"), at ``url`` if it is given.

    ``key`` is the provider's API key. Nothing is asked of the server yet. Raises TrolyError for a name that LangChain
    does not know or a provider whose package is not installed.
    """
    # LangChain reports to LangSmith when its environment says so; nothing leaves this machine but the question.
    os.environ.update(LANGSMITH_TRACING="false", LANGCHAIN_TRACING_V2="false")
    from langchain.chat_models import init_chat_model

    provider, _, plain = name.partition(":")
    options: dict[str, Any] = {"temperature": 0.0, "max_retries": 0}
    if provider == "ollama":
        # Ollama cuts a prompt to its own small context without a word.
        options = {"temperature": 0.0, "num_predict": max_tokens, "num_ctx": _CONTEXT}
    elif provider == "openai" and url:
        # Servers other than OpenAI's know max_tokens; LangChain would send max_completion_tokens. Their key is never
        # taken from OPENAI_API_KEY, which belongs to another host.
        options |= {"extra_body": {"max_tokens": max_tokens}, "api_key": key or _NO_KEY, "stream_usage": False}
    else:
        options |= {"max_tokens": max_tokens}
    if key and provider != "ollama":
        options["api_key"] = key
    if url:
        options["base_url"] = url
    try:
        chat = init_chat_model(name, **options)
    except ImportError as error:
        raise TrolyError(f"Mô hình “{name}” cần gói chưa được cài: {error.name}. Hãy cài gói này bằng pip.") from error
    except Exception as error:  # providers raise what they like for a wrong name or a missing key
        raise TrolyError(
            f"Không mở được mô hình “{name}”. Hãy ghi dạng “nhà_cung_cấp:tên_mô_hình”, ví dụ “openai:qwen2.5-7b”, và "
            "đặt khóa truy cập nếu nhà cung cấp cần."
        ) from error
    return _LangChainModel(plain or name, chat, provider=provider, url=url, key=key, max_tokens=max_tokens)


def configured(settings: Settings) -> ChatModel | None:
    """The model of the settings, None without one. Raises what ``open_model`` raises."""
    if settings.model is None:
        return None
    return open_model(settings.model, url=settings.model_url, key=settings.model_key, max_tokens=settings.model_tokens)


class _LangChainModel:
    """A ChatModel over a LangChain chat model. Holds the loop its connections belong to."""

    def __init__(
        self, name: str, chat: Any, *, provider: str, url: str | None, key: str | None, max_tokens: int
    ) -> None:
        self.name = name
        self._chat = chat
        self._provider = provider
        self._url = url
        self._key = key
        self._longest = max_tokens * _CHARACTERS_PER_TOKEN
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._health: tuple[float, Health] | None = None

    def stream(self, messages: Sequence[Message], *, timeout: float) -> Generator[str, None, None]:
        """See ChatModel."""
        deadline = time.monotonic() + timeout
        pieces: SimpleQueue[str | tuple[_End]] = SimpleQueue()
        left = threading.Event()
        running = asyncio.run_coroutine_threadsafe(self._run(messages, pieces, deadline, left), self._running_loop())
        length = 0
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
                except Empty:
                    raise ModelFailure(_SLOW) from None
                if isinstance(piece, tuple):
                    if piece[0] is not None:
                        raise piece[0]
                    return
                length += len(piece)
                yield piece
                if length > self._longest:
                    return
        finally:
            left.set()
            running.cancel()

    async def _run(
        self,
        messages: Sequence[Message],
        pieces: "SimpleQueue[str | tuple[_End]]",
        deadline: float,
        left: threading.Event,
    ) -> None:
        """Puts the pieces of an answer, then how it ended; calls again while nothing has come."""
        said = [(message.role, message.text) for message in messages]
        for attempt in range(RETRIES + 1):
            begun, ended = False, self._provider not in _SAY_THE_END
            try:
                async with (
                    asyncio.timeout(max(0.0, deadline - time.monotonic())),
                    aclosing(self._chat.astream(said)) as chunks,
                ):
                    async for chunk in chunks:
                        ended = ended or any(chunk.response_metadata.get(key) for key in _ENDINGS)
                        if text := str(chunk.text):
                            begun = True
                            pieces.put(text)
                        # Before Python 3.12 a wait that ends as it is cancelled goes on: so look as well.
                        if left.is_set() or time.monotonic() > deadline:
                            return
                        await asyncio.sleep(0)  # a server faster than its reader must not keep out others
                if begun and ended:
                    pieces.put((None,))
                else:
                    pieces.put((ModelFailure(_CUT if begun else "mô hình không trả lời gì"),))
                return
            except TimeoutError:
                pieces.put((ModelFailure(_SLOW),))
                return
            except Exception as error:  # each provider's library has its own; all mean that there is no answer
                failure = _failure(error, begun=begun)
                if begun or attempt == RETRIES or _is_final(error):
                    pieces.put((failure,))
                    return
                await asyncio.sleep(min(_PAUSE, max(0.0, deadline - time.monotonic())))

    def health(self) -> Health:
        """See ChatModel. Asked again at most every twenty seconds."""
        now = time.monotonic()
        if self._health is None or now - self._health[0] > _HEALTH_KEPT:
            self._health = now, self._ask_health()
        return self._health[1]

    def _ask_health(self) -> Health:
        if self._url is None and self._provider != "ollama":
            return Health(None, "dịch vụ ngoài, gửi câu hỏi và đoạn trích ra khỏi máy này")
        base = (self._url or "http://127.0.0.1:11434").rstrip("/")
        address = f"{base}/api/tags" if self._provider == "ollama" else f"{base}/models"
        headers = {"Authorization": f"Bearer {self._key or _NO_KEY}"}
        try:
            with urllib.request.urlopen(
                urllib.request.Request(address, headers=headers), timeout=_HEALTH_SECONDS
            ) as reply:
                listed = _names(json.loads(reply.read(1 << 20)))
        except urllib.error.HTTPError as error:
            return Health(False, _of_status(error.code))
        except ValueError:
            return Health(False, "máy chủ trả lời không đúng giao thức")
        except OSError:
            return Health(False, "không kết nối được máy chủ")
        if listed and not any(self.name in (name, name.rpartition("@")[0]) for name in listed):
            return Health(False, f"máy chủ không có mô hình này (có: {', '.join(listed[:3])})")
        where = "" if is_on_this_machine(base) else ", gửi câu hỏi và đoạn trích tới máy chủ khác"
        return Health(True, f"đang chạy{where}")

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="mo-hinh", daemon=True).start()
            return self._loop


_CUT = "câu trả lời của mô hình bị cắt giữa chừng"
_SLOW = "máy chủ mô hình không trả lời kịp"


def is_on_this_machine(url: str) -> bool:
    """Whether an address is of this machine."""
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


def _names(listed: object) -> list[str]:
    """Model names in the answer of an OpenAI-like server ({"data": [{"id"}]}) or Ollama ({"models": [{"name"}]})."""
    if not isinstance(listed, dict):
        raise ValueError(listed)
    rows = listed.get("data") or listed.get("models") or []
    return [str(row.get("id") or row.get("name")) for row in rows if isinstance(row, dict)]


def _status(error: Exception) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _is_final(error: Exception) -> bool:
    """Whether asking again is of no use: the server says that the call itself is wrong."""
    status = _status(error)
    return status is not None and 400 <= status < 500 and status not in (408, 409, 429)


def _failure(error: Exception, *, begun: bool) -> ModelFailure:
    if (status := _status(error)) is not None:
        return ModelFailure(_of_status(status))
    if begun:
        return ModelFailure(_CUT)
    if isinstance(error, ValueError | TypeError | KeyError | AttributeError):
        return ModelFailure("máy chủ mô hình trả lời không đúng giao thức")
    return ModelFailure("không kết nối được máy chủ mô hình")


def _of_status(status: int) -> str:
    match status:
        case 401 | 403:
            return f"máy chủ mô hình từ chối khóa truy cập (lỗi {status})"
        case 404:
            return "máy chủ không có mô hình hoặc địa chỉ này (lỗi 404)"
        case 429:
            return "máy chủ mô hình đang quá tải (lỗi 429)"
    return f"máy chủ mô hình báo lỗi {status}"
