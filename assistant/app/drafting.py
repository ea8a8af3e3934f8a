"""The tab **Soạn thảo**: reports drafted from an outline, kept on disk, edited in place.

The page's own HTML and script do the talking: every button and form sends one event, ``act``, whose answer is what
the window is to show; ``follow`` tells how drafting goes on. Nothing is kept here between events.
"""

import asyncio
import base64
import itertools
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.app.drafting_actions import ACTIONS
from assistant.app.drafting_desk import Desk, Place, Screen, trouble
from assistant.app.drafting_detail import Detail, Outcome, flag, place, text
from assistant.app.markup import Html, tag
from assistant.draft.projects import ConflictError
from assistant.draft.workshop import UNEXPECTED, State
from corpus.errors import TrolyError

HERE = Path(__file__).parent
#: Seconds between two looks at the drafting under way.
_BEAT = 0.3


def build(desk: Desk) -> None:
    """Adds the tab."""
    answers = itertools.count(1)
    with gr.Tab("Soạn thảo", id="drafting", elem_id="tab-drafting"):
        style = Html((HERE / "drafting.css").read_text("utf-8"))
        script = (HERE / "drafting.js").read_text("utf-8")
        bridge = gr.HTML(tag("style", style), elem_id="drafting-bridge", js_on_load=script)
        with gr.Column(elem_id="drafting", min_width=0):
            parts = [
                gr.HTML(elem_id=f"drafting-{name}", apply_default_css=False)
                for name in ("head", "note", "progress", "tree", "page", "file")
            ]

    def act(event: gr.EventData) -> tuple[Html, ...]:
        return answer(desk, event.detail, shown=next(answers))

    async def follow(event: gr.EventData) -> AsyncIterator[Html]:
        id = str(event.project)
        while (state := desk.workshop.state(id)).phase == "running":
            yield progress(state)
            await asyncio.sleep(_BEAT)
        yield progress(state)

    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    bridge.act(act, None, parts, trigger_mode="multiple", concurrency_limit=None, **private)
    bridge.follow(follow, None, parts[2], trigger_mode="multiple", concurrency_limit=None, **private)


def answer(desk: Desk, detail: Detail, *, shown: int) -> tuple[Html, ...]:
    """What the parts of the tab show after an event; ``shown`` differs between answers."""
    warned = False
    if not flag(detail, "quiet"):
        desk.workshop.told(text(detail, "project"))
    try:
        outcome = ACTIONS[text(detail, "do")](desk, detail)
        if outcome.draft:
            desk.workshop.begin(outcome.place.project, outcome.draft, note=outcome.note)
    except TrolyError as error:
        outcome, warned = Outcome(place(detail), str(error), conflict=isinstance(error, ConflictError)), True
    except Exception:  # the page must say something whatever happened; the log says what
        logging.getLogger(__name__).exception("Không làm được: %s", text(detail, "do"))
        outcome, warned = Outcome(place(detail), UNEXPECTED), True
    state = desk.workshop.state(outcome.place.project)  # before the screen, which then shows all that is done
    outcome, screen = _screen(desk, outcome)
    return (
        screen.head,
        _note(outcome, warned=warned, shown=shown),
        progress(state),
        screen.tree,
        screen.page,
        _file(outcome, shown=shown),
    )


def progress(state: State) -> Html:
    """A bar while sections are drafted, then what came of it; nothing before."""
    if state.phase == "idle":
        return Html("")
    if state.phase == "running":
        words = f"Đang soạn mục {state.now} ({state.done + 1}/{state.total})…"
        return tag(
            "div",
            tag("p", words, role="status"),
            tag("progress", value=state.done, max=state.total, aria_label="Tiến độ soạn thảo"),
            tag("button", "Dừng", type="button", class_="quiet", data_do="halt") if state.total > 1 else None,
            class_="drafting-progress",
            data_running=True,
            data_done=state.done,
        )
    kind = "drafting-told warn" if state.phase == "failed" else "drafting-told"
    return tag("p", state.words, class_=kind, role="alert" if state.phase == "failed" else "status")


def _screen(desk: Desk, outcome: Outcome) -> tuple[Outcome, Screen]:
    """What to show; where a page cannot be shown why, and where a project cannot be opened the first screen."""
    try:
        return outcome, desk.screen(outcome.place)
    except TrolyError as error:
        said = str(error)
    except Exception:  # as above
        logging.getLogger(__name__).exception("Không hiện được %s", outcome.place)
        said = UNEXPECTED
    try:
        around = desk.screen(outcome.place._replace(view="brief"))
        return outcome, around._replace(page=trouble(said))
    except (TrolyError, LookupError, ValueError):
        return outcome._replace(place=Place(), note=said), desk.screen(Place())


def _note(outcome: Outcome, *, warned: bool, shown: int) -> Html:
    """What is told about the event, and where the window now is, for the page's script."""
    said = outcome.note if not outcome.draft else ""
    return tag(
        "div",
        tag("p", said, role="alert" if warned else "status", class_="warn" if warned else None) if said else None,
        class_="drafting-note-line",
        id="drafting-here",
        data_shown=shown,
        data_project=outcome.place.project,
        data_view=outcome.place.view,
        data_kept=outcome.kept,
        data_conflict=outcome.conflict,
    )


def _file(outcome: Outcome, *, shown: int) -> Html:
    if outcome.file is None:
        return Html("")
    name, data = outcome.file
    return tag("i", hidden=True, data_file=base64.b64encode(data).decode(), data_name=name, data_shown=shown)
