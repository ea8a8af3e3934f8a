"""The tab **Hỏi đáp**: the conversation, the question box, example questions and filters."""

import logging
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import cite
from assistant.app import feedback, talks
from assistant.app.conversation import transcript
from assistant.app.owner import owner_of
from assistant.app.panel import panel
from assistant.app.service import Filters, Service
from assistant.conversation_file import Conversation, Entry
from assistant.grounded import Step
from assistant.turn import Turn, sources_of
from corpus.document import Document
from corpus.errors import TrolyError

EXAMPLES = Path(__file__).with_name("examples.txt")
MAX_QUESTION = 2000
UNEXPECTED = "Có lỗi ngoài dự kiến khi tra cứu. Hãy hỏi lại; nếu vẫn lỗi, báo cho người quản trị xem nhật ký."
#: The part of the page's address that names the conversation on it.
ADDRESS = "hoi-thoai"
LEVELS = ("trung ương", "tỉnh", "huyện", "xã")

#: An answer appears piece by piece within this time, in seconds, however long it is.
_STREAM_SECONDS = 0.6
_STREAM_STEPS = 12
_UPDATE_SECONDS = 0.1
#: How many conversations the welcome page offers to go on with.
_LATEST = 3
_BREAK = re.compile(r"(?<=[.;:,])\s|\n")

Turns = tuple[Turn, ...]


def build(page: gr.Blocks, service: Service, bridge: gr.HTML, *, data: Path) -> None:
    """Adds the tab. ``bridge`` carries the events of the page's own HTML; opinions and conversations go to ``data``."""
    with gr.Tab("Hỏi đáp", id="chat", elem_id="tab-chat"):
        current = gr.State(Conversation())
        # The id is also on the page itself: a server that was started anew finds the conversation by it.
        current_id = gr.Textbox(visible=False)
        listing = gr.HTML(elem_id="talks", apply_default_css=False)
        conversation = gr.HTML(elem_id="transcript", apply_default_css=False)
        question, send, fresh, filters = _composer()

    def show(shown: Conversation) -> tuple[object, ...]:
        return _shown(service, shown), shown, shown.id

    def answer(
        words: str, kept: Conversation, shown_id: str, kind: str, level: str, document: str, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        folder = talks.folder_for(data, owner_of(request))
        kept = talks.on_page(folder, kept, shown_id)
        limits = Filters(kind or None, level or None, document or None)
        steps = talks.asked(conversation_steps, service, words, kept, limits, folder=folder, warn=_warn)
        for step, grown in enumerate(steps):
            # The list of a long-used browser need not be sent with every piece of an answer.
            yield *show(grown), "" if step == 0 else gr.skip(), _list(folder, grown.id) if step <= 1 else gr.skip()

    def answer_example(
        event: gr.EventData, kept: Conversation, shown_id: str, kind: str, level: str, document: str,
        request: gr.Request,
    ) -> Iterator[tuple[object, ...]]:  # fmt: skip
        yield from answer(str(event.question), kept, shown_id, kind, level, document, request)

    def rate(event: gr.EventData, kept: Conversation, shown_id: str, request: gr.Request) -> tuple[object, ...]:
        folder = talks.folder_for(data, owner_of(request))
        kept = talks.on_page(folder, kept, shown_id)
        number = int(event.turn)
        try:
            turns = record_opinion(data, kept.turns, number, str(event.rating), str(event.comment))
        except TrolyError as error:
            _warn(str(error))
        else:
            if turns != kept.turns:
                kept = replace(kept, turns=turns)
                talks.settle(folder, kept, number, _warn)
        return show(kept)

    def resume(event: gr.EventData, kept: Conversation, request: gr.Request) -> tuple[object, ...]:
        folder = talks.folder_for(data, owner_of(request))
        try:
            kept = talks.resumed(folder, str(event.conversation))
        except TrolyError as error:
            _warn(str(error))
        return *show(kept), _list(folder, kept.id)

    def erase(event: gr.EventData, kept: Conversation, shown_id: str, request: gr.Request) -> tuple[object, ...]:
        folder = talks.folder_for(data, owner_of(request))
        erased = talks.erased(folder, str(event.conversation), _warn)
        if erased is not None and erased.id == shown_id:
            kept = Conversation()
        return *show(kept), panel(talks.listed(folder), current=kept.id, deleted=erased)

    def load(request: gr.Request) -> tuple[object, ...]:
        folder = talks.folder_for(data, owner_of(request))
        wanted = str(dict(request.query_params).get(ADDRESS, ""))
        kept, trouble = Conversation(), None
        try:
            kept = talks.resumed(folder, wanted) if wanted else kept
        except TrolyError as error:
            trouble = str(error)
        latest = () if kept.turns else talks.listed(folder).entries[:_LATEST]
        choice = (gr.Dropdown(choices=c, value="") for c in choices(service))
        return _shown(service, kept, latest, trouble), kept, kept.id, _list(folder, kept.id), *choice

    def start_anew(request: gr.Request) -> tuple[object, ...]:
        return *show(Conversation()), "", _list(talks.folder_for(data, owner_of(request)), "")

    page_state = [conversation, current, current_id]
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    # A question sent while an answer is still appearing waits for its end.
    asking = {**private, "trigger_mode": "always_last"}
    scoped, answered = [current, current_id, *filters], [*page_state, question, listing]
    asked = gr.on([question.submit, send.click], answer, [question, *scoped], answered, **asking)
    chosen = bridge.example(answer_example, scoped, answered, **asking)
    bridge.feedback(rate, [current, current_id], page_state, **private)
    bridge.resume(resume, [current], [*page_state, listing], cancels=[asked, chosen], **private)
    bridge.erase(erase, [current, current_id], [*page_state, listing], **private)
    # First the answer is stopped, then the page is cleared: a last piece of it must not come after.
    stopped = fresh.click(None, None, None, queue=False, cancels=[asked, chosen], **private)
    stopped.then(start_anew, None, answered, queue=False, **private)
    page.load(load, None, [*page_state, listing, *filters], queue=False, **private)
    talks.wire(bridge, listing, current_id, data=data, warn=_warn)


def _composer() -> tuple[gr.Textbox, gr.Button, gr.Button, list[gr.Dropdown]]:
    with gr.Column(elem_id="composer", scale=0):
        with gr.Row(elem_id="ask-row"):
            question = gr.Textbox(
                label="Câu hỏi",
                show_label=False,
                container=False,
                placeholder="Nhập câu hỏi…",
                elem_id="question",
                lines=1,
                max_lines=4,
                max_length=MAX_QUESTION,
                autofocus=True,
                scale=1,
            )
            send = gr.Button("Gửi", variant="primary", elem_id="send", scale=0)
        with gr.Row(elem_id="more-row"):
            with gr.Accordion("Phạm vi tra cứu", open=False, elem_id="scope"), gr.Row(elem_id="filters"):
                filters = [
                    gr.Dropdown([(label, "")], value="", label=label, filterable=False, min_width=140)
                    for label in ("Loại văn bản", "Cấp ban hành", "Văn bản")
                ]
            with gr.Row(elem_id="talk-row"):
                gr.Button("Hội thoại đã lưu", elem_id="talks-toggle", scale=0)
                fresh = gr.Button("Hội thoại mới", elem_id="new-conversation", scale=0)
    return question, send, fresh, filters


def conversation_steps(service: Service, words: str, earlier: Turns, filters: Filters) -> Iterator[Turns]:
    """The conversation as it grows: the question alone, then more and more of its answer, then all of it.

    Nothing for a blank question. A TrolyError becomes the text shown in place of the answer.
    """
    words = " ".join(words.split())[:MAX_QUESTION]
    if not words:
        return
    history = [turn.question for turn in earlier if turn.answer is not None]
    turn = Turn(words)
    try:
        turn = replace(turn, scope=scope(service, filters))
        yield (*earlier, turn)
        with closing(service.steps(words, history, filters)) as steps:
            for step in at_most_every(_UPDATE_SECONDS, steps):
                answer = step.answer
                if not step.done:
                    yield (*earlier, replace(turn, answer=answer, shown=len(answer.text), pending=step.pending))
        turn = replace(turn, answer=answer, sources=sources_of(answer, service.documents()))
    except TrolyError as error:
        yield (*earlier, replace(turn, error=str(error)))
        return
    except Exception:  # the page must say something whatever happened; the log says what
        logging.getLogger(__name__).exception("Không trả lời được: %s", words)
        yield (*earlier, replace(turn, error=UNEXPECTED))
        return
    # What a model wrote has been seen to grow already.
    pieces = [] if answer.made_by == "model" else stream_lengths(answer.text)
    for length in pieces:
        yield (*earlier, replace(turn, shown=length))
        time.sleep(_STREAM_SECONDS / len(pieces))
    yield (*earlier, turn)


def at_most_every(seconds: float, steps: Iterable[Step]) -> Iterator[Step]:
    """The first step that shows something, then one in ``seconds``, and the last: a page cannot be redrawn oftener."""
    shown = -seconds
    for step in steps:
        now = time.monotonic()
        if step.done or (now - shown >= seconds and (step.pending or step.answer.text)):
            shown = now
            yield step


def stream_lengths(text: str) -> list[int]:
    """Where to pause while showing ``text``: at most a dozen lengths, each at the end of a clause, growing."""
    ends = [match.start() for match in _BREAK.finditer(text) if match.start() > 0]
    step = max(1, -(-len(ends) // _STREAM_STEPS))
    return ends[step - 1 :: step]


def record_opinion(data: Path, turns: Turns, number: int, rating: str, comment: str) -> Turns:
    """Keeps an opinion about the answer of turn ``number``; the conversation with that turn marked as rated."""
    if not 0 <= number < len(turns) or (answer := turns[number].answer) is None:
        return turns
    feedback.record(
        data,
        question=turns[number].question,
        answer=answer.text,
        rating=rating,
        comment=comment,
        citations=feedback.places(answer),
    )
    rated = replace(turns[number], rating=rating)
    return (*turns[:number], rated, *turns[number + 1 :])


def scope(service: Service, filters: Filters) -> str:
    """What the search is limited to, in words; empty without limits."""
    document = cite.name(service.document(filters.document).info) if filters.document else None
    level = f"cấp {filters.level}" if filters.level else None
    return " · ".join(part for part in (filters.kind, level, document) if part)


def choices(service: Service) -> tuple[list[tuple[str, str]], ...]:
    """The (label, value) choices of the three filters; only "all" while there is no index."""
    try:
        documents: Sequence[Document] = service.index().documents
    except TrolyError:
        documents = ()
    kinds = sorted({d.info.kind for d in documents})
    levels = [level for level in LEVELS if any(d.info.level == level for d in documents)]
    return (
        [("Tất cả các loại", ""), *((kind.capitalize(), kind) for kind in kinds)],
        [("Tất cả các cấp", ""), *((level.capitalize(), level) for level in levels)],
        [("Tất cả văn bản", ""), *((cite.name(d.info), d.id) for d in documents)],
    )


def examples(documents: Sequence[Document], source: str) -> list[str]:
    """Example questions of ``source`` (see examples.txt) whose document the corpus has."""
    numbers = {d.info.number for d in documents}
    found: list[str] = []
    for line in source.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        number, separator, question = line.partition("|")
        if not separator:
            found.append(line.strip())
        elif number.strip() in numbers:
            found.append(question.strip())
    return found


def _shown(service: Service, kept: Conversation, latest: Sequence[Entry] = (), trouble: str | None = None) -> str:
    try:
        documents = service.documents()
    except TrolyError as error:
        return transcript(kept.turns, {}, trouble=str(error), kept_as=kept.id)
    source = EXAMPLES.read_text("utf-8")
    shown = examples(tuple(documents.values()), source)
    return transcript(kept.turns, documents, examples=shown, trouble=trouble, kept_as=kept.id, latest=latest)


def _list(folder: Path | None, current: str) -> str:
    return panel(talks.listed(folder), current=current)


def _warn(words: str) -> None:
    gr.Warning(escape(words), title="Cảnh báo")
