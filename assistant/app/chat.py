"""The tab **Hỏi đáp**: the conversation, the question box, example questions and filters."""

import logging
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import cite
from assistant.app import feedback
from assistant.app.conversation import Turn, transcript
from assistant.app.service import Filters, Service
from corpus.document import Document
from corpus.errors import TrolyError

EXAMPLES = Path(__file__).with_name("examples.txt")
MAX_QUESTION = 2000
UNEXPECTED = "Có lỗi ngoài dự kiến khi tra cứu. Hãy hỏi lại; nếu vẫn lỗi, báo cho người quản trị xem nhật ký."
LEVELS = ("trung ương", "tỉnh", "huyện", "xã")

#: An answer appears piece by piece within this time, in seconds, however long it is.
_STREAM_SECONDS = 0.6
_STREAM_STEPS = 12
_BREAK = re.compile(r"(?<=[.;:,])\s|\n")

Turns = tuple[Turn, ...]


def build(page: gr.Blocks, service: Service, bridge: gr.HTML, *, data: Path) -> None:
    """Adds the tab. ``bridge`` carries the events of the page's own HTML; opinions go to the folder ``data``."""
    with gr.Tab("Hỏi đáp", id="chat", elem_id="tab-chat"):
        turns = gr.State(())
        conversation = gr.HTML(elem_id="transcript", apply_default_css=False)
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
                fresh = gr.Button("Hội thoại mới", elem_id="new-conversation", scale=0)

    def answer(words: str, earlier: Turns, kind: str, level: str, document: str) -> Iterator[tuple[object, ...]]:
        limits = Filters(kind or None, level or None, document or None)
        for step, shown in enumerate(conversation_steps(service, words, earlier, limits)):
            yield _shown(service, shown), shown, "" if step == 0 else gr.skip()

    def answer_example(
        event: gr.EventData, earlier: Turns, kind: str, level: str, document: str
    ) -> Iterator[tuple[object, ...]]:
        yield from answer(str(event.question), earlier, kind, level, document)

    def rate(event: gr.EventData, current: Turns) -> tuple[str, Turns]:
        try:
            current = record_opinion(data, current, int(event.turn), str(event.rating), str(event.comment))
        except TrolyError as error:
            gr.Warning(escape(str(error)))
        return _shown(service, current), current

    def load() -> tuple[object, ...]:
        return (_shown(service, ()), *(gr.Dropdown(choices=c, value="") for c in choices(service)))

    shown = [conversation, turns, question]
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    # A question sent while an answer is still appearing waits for its end.
    asking = {**private, "trigger_mode": "always_last"}
    asked = gr.on([question.submit, send.click], answer, [question, turns, *filters], shown, **asking)
    chosen = bridge.example(answer_example, [turns, *filters], shown, **asking)
    bridge.feedback(rate, [turns], [conversation, turns], **private)
    fresh.click(lambda: (_shown(service, ()), (), ""), None, shown, queue=False, cancels=[asked, chosen], **private)
    page.load(load, None, [conversation, *filters], queue=False, **private)


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
        answer = service.ask(words, history, filters)
        turn = replace(turn, answer=answer)
    except TrolyError as error:
        yield (*earlier, replace(turn, error=str(error)))
        return
    except Exception:  # the page must say something whatever happened; the log says what
        logging.getLogger(__name__).exception("Không trả lời được: %s", words)
        yield (*earlier, replace(turn, error=UNEXPECTED))
        return
    pieces = stream_lengths(answer.text)
    for length in pieces:
        yield (*earlier, replace(turn, shown=length))
        time.sleep(_STREAM_SECONDS / len(pieces))
    yield (*earlier, turn)


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


def _shown(service: Service, turns: Turns) -> str:
    try:
        documents = service.documents()
    except TrolyError as error:
        return transcript(turns, {}, trouble=str(error))
    return transcript(turns, documents, examples=examples(tuple(documents.values()), EXAMPLES.read_text("utf-8")))
