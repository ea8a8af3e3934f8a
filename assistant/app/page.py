"""The page put together: masthead, tabs, the reader beside them, footer, API endpoints.

Adding a tab is one file with a ``build`` function and one line in ``page``.
"""

import importlib
import itertools
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import gradio as gr

from assistant.app import api, chat, drafting, drafting_api, library, markup
from assistant.app.drafting_desk import Desk
from assistant.app.markup import Html, tag
from assistant.app.reader import message, reader
from assistant.app.service import Service
from corpus.document import Span
from corpus.errors import TrolyError

HERE = Path(__file__).parent
TITLE = "Trợ lý văn bản"
CHANGED = "Văn bản đã thay đổi kể từ khi trích dẫn: lời được trích không còn ở chỗ cũ. Hãy hỏi lại để có trích dẫn mới."
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "Consolas", "Noto Sans Mono", "monospace"]


def page(service: Service, *, data: Path) -> gr.Blocks:
    """The whole page. Opinions about answers and drafting projects are kept in the folder ``data``."""
    desk = Desk(service, data=data)
    blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True)
    with blocks:
        bridge = gr.HTML(elem_id="bridge", js_on_load=(HERE / "page.js").read_text("utf-8"))
        gr.HTML(_masthead(), elem_id="masthead", apply_default_css=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="work", min_width=0), gr.Tabs(elem_id="tabs"):
                chat.build(blocks, service, bridge, data=data)
                drafting.build(desk)
                library.build(blocks, service)
                with suppress(ImportError):  # of a higher floor, so found by name; its extra may not be installed
                    importlib.import_module("eval.tab").build(blocks, service, data=data)
            with gr.Column(elem_id="reader-pane", min_width=0):
                pane = gr.HTML(elem_id="reader", apply_default_css=False)
        footer = gr.HTML(elem_id="footer", apply_default_css=False)
        _wire_reader(bridge, pane, service)
        blocks.load(
            lambda: footer_line(service), None, footer, queue=False, show_progress="hidden", api_visibility="private"
        )
        api.build(service, data=data)
        drafting_api.build(desk)
    return blocks


def theme() -> gr.themes.Base:
    """A plain theme with fonts of the user's own system; colours are in style.css."""
    return gr.themes.Base(font=_FONTS, font_mono=_MONO)


def opened(
    service: Service, document_id: str, start: int | None, end: int | None, check: str | None = None, *, shown: int
) -> Html:
    """The reader at a place of a document, or the sentence that says why it cannot be shown.

    With ``check`` (see ``markup.check``) the place is marked only if the words there are those the link was made for.
    """
    try:
        document = service.document(document_id)
        targets = service.targets(document)
    except TrolyError as error:
        return message(str(error), shown=shown)
    mark = None
    if start is not None and end is not None:
        mark = Span(max(0, start), min(end, len(document.text)))
    gone = mark is not None and check is not None and markup.check(document.text[mark.start : mark.end]) != check
    return reader(document, targets, mark=None if gone else mark, notice=CHANGED if gone else None, shown=shown)


def footer_line(service: Service) -> Html:
    """Version, size of the corpus, and how answers are made."""
    try:
        count = f"{len(service.index().documents)} văn bản trong kho"
    except TrolyError:
        count = "chưa mở được kho văn bản"
    how = "Không dùng mô hình ngôn ngữ: câu trả lời là nguyên văn trích từ văn bản"
    if service.model is not None:
        how = f"Mô hình ngôn ngữ {service.model.name}: {service.model.health().detail}"
    return tag("p", f"Phiên bản {version('troly')} · {count} · {how}")


def _wire_reader(bridge: gr.HTML, pane: gr.HTML, service: Service) -> None:
    openings = itertools.count(1)

    def show(event: gr.EventData) -> Html:
        return opened(service, str(event.document), event.start, event.end, event.check, shown=next(openings))

    bridge.open(
        show, None, pane, queue=False, trigger_mode="multiple", show_progress="hidden", api_visibility="private"
    )


def _masthead() -> Html:
    emblem = Html(
        '<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M8 4h11l5 5v19H8z" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linejoin="round"/><path d="M12 13h8M12 18h8M12 23h5" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>'
    )
    return tag(
        "header",
        tag("span", emblem, class_="emblem"),
        tag(
            "div",
            tag("h1", TITLE),
            tag("p", "Hỏi đáp có dẫn nguồn trên kho văn bản của cơ quan"),
        ),
    )
