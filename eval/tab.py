"""The tab **Đánh giá** of the page: finished runs, their reports, two of them compared, a new run started.

The page (``assistant.app.page``) finds this module by name, so that nothing below depends on ``eval``.
"""

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.app.markup import Html, tag
from assistant.app.service import Service
from corpus.errors import TrolyError
from eval import report as reporting
from eval import screens
from eval.bench import UNEXPECTED, Bench, size
from eval.catalogue import catalogue, opened
from eval.compare import compare

HERE = Path(__file__).parent
LIMITS = (20, 50)
#: Seconds between two looks at a run under way.
_BEAT = 0.3


def build(page: gr.Blocks, service: Service, *, data: Path) -> None:
    """Adds the tab. Runs are read from and written to ``data``/eval."""
    bench = Bench(open_index=service.index, data=data)
    openings = itertools.count(1)
    with gr.Tab("Đánh giá", id="eval", elem_id="tab-eval") as panel:
        style = Html((HERE / "tab.css").read_text("utf-8"))
        bridge = gr.HTML(tag("style", style), elem_id="bench-bridge", js_on_load=(HERE / "tab.js").read_text("utf-8"))
        with gr.Column(elem_id="bench", min_width=0):
            gr.HTML(starter(), elem_id="bench-starter", apply_default_css=False)
            progress = gr.HTML(elem_id="bench-state", apply_default_css=False)
            runs = gr.HTML(elem_id="bench-runs", apply_default_css=False)
        view = gr.HTML(elem_id="bench-view", apply_default_css=False)

    async def follow() -> AsyncIterator[tuple[object, object]]:
        while (state := bench.state).phase == "running":
            yield screens.progress(state), gr.skip()
            await asyncio.sleep(_BEAT)
        yield screens.progress(state), listed(bench.runs)

    async def load() -> AsyncIterator[tuple[object, object]]:
        # A page opened while a run is under way follows it; one opened later need not hear of it.
        yield "", listed(bench.runs)
        if bench.state.phase == "running":
            async for step in follow():
                yield step

    async def begin(event: gr.EventData) -> AsyncIterator[tuple[object, object]]:
        try:
            bench.begin(limit_of(str(event.limit)))
        except TrolyError as error:
            gr.Warning(str(error))
        async for step in follow():
            yield step

    def show_report(event: gr.EventData) -> Html:
        return report(bench.runs, [str(id) for id in event.runs], shown=next(openings))

    def show_comparison(event: gr.EventData) -> Html:
        return comparison(bench.runs, str(event.base), str(event.other), shown=next(openings))

    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    bridge.begin(begin, None, [progress, runs], concurrency_limit=None, **private)
    bridge.halt(bench.halt, None, None, queue=False, **private)
    bridge.report(show_report, None, view, **private)
    bridge.compare(show_comparison, None, view, **private)
    panel.select(lambda: listed(bench.runs), None, runs, queue=False, **private)
    page.load(load, None, [progress, runs], concurrency_limit=None, **private)


def limit_of(words: str) -> int | None:
    """The number of questions that a choice of the form stands for, None for all. TrolyError for another."""
    if words and words not in map(str, LIMITS):
        raise TrolyError("Hãy chọn một trong các số câu hỏi đã cho.")
    return int(words) if words else None


def starter() -> Html:
    """The form that starts a run, or the sentence that says why there is none."""
    try:
        return screens.starter(size(), LIMITS)
    except TrolyError as error:
        return screens.error(str(error))


def listed(runs: Path) -> Html:
    """The list of the runs in a folder."""
    return screens.listing(catalogue(runs))


def report(runs: Path, ids: list[str], *, shown: int) -> Html:
    """The report of one run, or of several side by side, or why there is none."""

    def made() -> Html:
        found = [opened(runs, id) for id in ids]
        html = reporting.html([run for _, run in found])
        return screens.report([entry for entry, _ in found], html, shown=shown)

    return _told(made, shown=shown)


def comparison(runs: Path, base: str, other: str, *, shown: int) -> Html:
    """Two runs compared, or why they cannot be."""

    def made() -> Html:
        if base == other:
            raise TrolyError("Hãy chọn hai lần chạy khác nhau để so sánh.")
        (first, before), (second, after) = opened(runs, base), opened(runs, other)
        return screens.comparison(first, second, compare([before, after])[0], shown=shown)

    return _told(made, shown=shown)


def _told(made: Callable[[], Html], *, shown: int) -> Html:
    try:
        return made()
    except TrolyError as error:
        return screens.failure(str(error), shown=shown)
    except Exception:  # the page must say something whatever happened; the log says what
        logging.getLogger(__name__).exception("Không mở được lần chạy")
        return screens.failure(UNEXPECTED, shown=shown)
