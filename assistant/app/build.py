"""Serving the page on this machine: ``launch`` is what ``troly chat`` calls."""

import os
from threading import Event

import gradio as gr
from starlette.middleware import Middleware

from assistant.app.downloads import Downloads
from assistant.app.offline import Offline
from assistant.app.owner import Owners
from assistant.app.page import HERE, page, theme
from assistant.app.ports import free_port, is_local, taken
from assistant.app.service import Service
from assistant.ask import ask
from assistant.llm import configured
from assistant.settings import Settings
from index import store
from index.search import Index

_ATTEMPTS = 5


def launch(settings: Settings, *, host: str | None = None, port: int | None = None) -> None:
    """Serves the page until interrupted. ``host`` and ``port`` win over the settings.

    Without a port, the first free one from 7860. Raises TrolyError when the port asked for is taken or the host
    is not this machine's.
    """
    host = host or settings.host
    blocks = start(service_of(settings), settings, host=host, port=port or settings.port)
    try:
        print(f"Mở trình duyệt tại {str(blocks.local_url).rstrip('/')}", flush=True)
        if not is_local(host):
            print("Trang này mở được từ máy khác trong mạng. Chỉ dùng trong mạng nội bộ tin cậy.", flush=True)
        print("Nhấn Ctrl+C để dừng.", flush=True)
        Event().wait()
    except KeyboardInterrupt:
        print("\nĐã dừng.", flush=True)
    finally:
        blocks.close(verbose=False)


def start(service: Service, settings: Settings, *, host: str, port: int | None) -> gr.Blocks:
    """Starts serving in the background and returns the page. Raises what ``launch`` raises."""
    keep_quiet()
    for attempt in range(_ATTEMPTS):
        chosen = free_port(host, port)
        try:
            return _serve(page(service, data=settings.data), service, settings, host=host, port=chosen)
        except OSError as error:  # taken between our look and Gradio's
            if port is not None or attempt == _ATTEMPTS - 1:
                raise taken(chosen) from error
    raise AssertionError("unreachable")


def _serve(blocks: gr.Blocks, service: Service, settings: Settings, *, host: str, port: int) -> gr.Blocks:
    middleware = [
        Middleware(Offline),
        Middleware(Owners),
        Middleware(Downloads, data=settings.data, documents=service.documents),
    ]
    blocks.queue(default_concurrency_limit=8).launch(
        server_name=host,
        server_port=port,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        enable_monitoring=False,
        favicon_path=HERE / "icon.svg",
        theme=theme(),
        css_paths=HERE / "style.css",
        app_kwargs={"middleware": middleware, "docs_url": None, "redoc_url": None},
    )
    return blocks


def service_of(settings: Settings) -> Service:
    """The service over the index and the language model of the settings."""
    return Service(
        model=configured(settings),
        timeout=settings.model_timeout,
        open_index=lambda: Index.open(settings.data, encoder=settings.encoder),
        version=lambda: store.read_manifest(settings.data),
        ask=ask,
    )


def keep_quiet() -> None:
    """Tells Gradio and its helpers to send nothing anywhere and to reach this server without a proxy."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(part for part in (os.environ.get(name), "127.0.0.1,localhost") if part)
