"""The conversation as HTML: questions, answers with markers, source cards, refusals, feedback. Pure functions."""

from collections.abc import Mapping, Sequence

from assistant.answer import Answer, Citation
from assistant.app.markup import Html, changed_badge, join, open_link, rich, shorten, summary_badge, tag, unmarked
from assistant.app.panel import recent
from assistant.conversation_file import Entry
from assistant.turn import Source, Turn, is_changed, source_of, standing
from corpus.document import Document
from prompts import say

_OPEN_CARDS = 3
_CRUMB = 72
#: Offered below the last answer; ``assistant.follow_up`` reads them.
FOLLOW_UPS = ("Tóm tắt lại", "Nói rõ hơn", "Trích nguyên văn", "Văn bản nào nói vậy?")


def transcript(
    turns: Sequence[Turn],
    documents: Mapping[str, Document],
    *,
    examples: Sequence[str] = (),
    trouble: str | None = None,
    kept_as: str = "",
    latest: Sequence[Entry] = (),
) -> Html:
    """The whole conversation; without one, a welcome with example questions, or with why none can be answered.

    ``kept_as`` is the id under which it is kept, which the page's address then carries; ``latest`` are conversations
    to go on with.
    """
    if not turns:
        return _welcome(examples, trouble, latest)
    return tag(
        "div",
        *(_turn(number, turn, documents, last=number == len(turns) - 1) for number, turn in enumerate(turns)),
        class_="turns",
        role="log",
        aria_live="polite",
        aria_label="Nội dung hỏi đáp",
        data_conversation=kept_as,
    )


def card(citation: Citation, document: Document | None, *, turn: int, source: Source | None = None) -> Html:
    """What a citation points at: kind, number, date, issuer, section path, quote; a link and a copy button.

    ``source`` is what was kept of it. Words that stand nowhere in the document now are shown but open nothing.
    """
    source = source or source_of(citation, document)
    words = (
        tag(
            "span",
            tag("span", f"[{citation.marker}]", class_="card-marker"),
            tag("span", source.name, class_="card-name"),
            None if citation.verbatim else summary_badge(),
            changed_badge() if is_changed(citation, document) else None,
            class_="card-head",
        ),
        tag("span", " · ".join(source.facts), class_="card-facts") if source.facts else None,
        tag("span", section_path(citation, source), class_="card-path"),
        tag("span", f"“{_one_line(citation.quote)}”", class_="card-quote"),
    )
    return tag(
        "li",
        source_link(citation, document, *words, class_="card-link"),
        tag(
            "button",
            "Sao chép trích dẫn",
            type="button",
            class_="quiet",
            data_copy=source.administrative,
            aria_label=f"Sao chép trích dẫn nguồn {citation.marker}",
        ),
        class_="card",
        id=f"luot-{turn + 1}-nguon-{citation.marker}",
    )


def section_path(citation: Citation, source: Source) -> str:
    """``mục III.2, trang 4: III. Tổ chức thực hiện › 2. Ban Tuyên giáo…``: place, then the headings above it."""
    page = f"trang {citation.page}" if citation.page else None
    place = ", ".join(part for part in (citation.section, page) if part)
    path = " › ".join(shorten(heading, _CRUMB) for heading in source.headings)
    return ": ".join(part for part in (place, path) if part)


def plain(turn: Turn, documents: Mapping[str, Document]) -> str:
    """The answer as an official pastes it: its words, then its sources in administrative form."""
    if turn.answer is None:
        return ""
    sources = [f"[{c.marker}] {turn.source(c, documents).administrative}" for c in turn.answer.citations]
    return "\n".join((unmarked(turn.answer.text), *(("", "Nguồn:", *sources) if sources else ())))


def _go_on(turn: Turn) -> Html | None:
    """What can be asked of the last answer with one click."""
    if turn.answer is None or turn.shown is not None or not turn.answer.citations:
        return None
    return tag(
        "div",
        *(tag("button", words, type="button", class_="quiet", data_example=words) for words in FOLLOW_UPS),
        class_="follow-ups",
        role="group",
        aria_label="Hỏi tiếp về câu trả lời này",
    )


def source_link(
    citation: Citation, document: Document | None, *words: str | None, class_: str, label: str | None = None
) -> Html:
    """A link to the cited words where they stand now; without such a place the same as plain text."""
    place = standing(citation, document)
    if place is None:
        return tag("span", *words, class_=f"{class_} stale", aria_label=label, role="note" if label else None)
    return open_link(
        citation.document_id, *words, start=place.start, end=place.end, quote=citation.quote, class_=class_, label=label
    )


def _turn(number: int, turn: Turn, documents: Mapping[str, Document], *, last: bool) -> Html:
    return tag(
        "section",
        tag(
            "div",
            tag("p", turn.question, class_="question-text"),
            tag("p", f"Phạm vi: {turn.scope}", class_="scope") if turn.scope else None,
            class_="question",
        ),
        _reply(number, turn, documents),
        _go_on(turn) if last else None,
        class_="turn",
        aria_label=f"Câu hỏi {number + 1}",
    )


def _reply(number: int, turn: Turn, documents: Mapping[str, Document]) -> Html:
    if turn.error is not None:
        return tag("div", tag("p", turn.error), class_="reply error", role="alert")
    if turn.answer is None:
        return tag("div", tag("p", "Đang tra cứu kho văn bản…", class_="waiting"), class_="reply")
    answer = turn.answer
    markers = {
        c.marker: source_link(
            c,
            documents.get(c.document_id),
            f"[{c.marker}]",
            class_="marker",
            label=f"Nguồn {c.marker}: {turn.source(c, documents).administrative}",
        )
        for c in answer.citations
    }
    done = turn.shown is None
    return tag(
        "div",
        tag("p", "Chưa có căn cứ trong kho văn bản", class_="reply-label") if answer.abstained else None,
        tag("p", answer.notice, class_="reply-label") if answer.notice else None,
        tag("div", rich(answer.text[: turn.shown], markers), class_="reply-text"),
        tag("p", f"{turn.pending}…", class_="waiting", aria_hidden="true") if turn.pending else None,
        _made_by_model(answer) if done and answer.made_by == "model" else None,
        _sources(number, turn, answer, documents) if done and answer.citations else None,
        _left_out(answer) if done and answer.rejected else None,
        _tools(number, turn, documents) if done else None,
        class_="reply refusal" if answer.abstained else "reply",
    )


def _made_by_model(answer: Answer) -> Html:
    return tag("p", say("mo-hinh", "made-by-model"), class_="card-facts")


def _left_out(answer: Answer) -> Html:
    """What was said without enough support, closed until asked for."""
    return tag(
        "details",
        tag("summary", say("mo-hinh", "rejected-title", count=len(answer.rejected))),
        tag("ul", *(tag("li", tag("s", r.text), f" ({r.reason})") for r in answer.rejected)),
        class_="left-out",
    )


def _sources(number: int, turn: Turn, answer: Answer, documents: Mapping[str, Document]) -> Html:
    cards = [
        card(c, documents.get(c.document_id), turn=number, source=turn.source(c, documents)) for c in answer.citations
    ]
    first, rest = cards[:_OPEN_CARDS], cards[_OPEN_CARDS:]
    return tag(
        "div",
        tag("h3", f"Nguồn trích dẫn ({len(cards)})"),
        tag("ul", *first, class_="cards"),
        tag(
            "details",
            tag("summary", f"Xem thêm {len(rest)} nguồn"),
            tag("ul", *rest, class_="cards"),
        )
        if rest
        else None,
        class_="sources",
    )


def _tools(number: int, turn: Turn, documents: Mapping[str, Document]) -> Html:
    copy = tag(
        "button",
        "Sao chép câu trả lời",
        type="button",
        class_="quiet",
        data_copy=plain(turn, documents),
    )
    if turn.rating is not None:
        thanks = "👍 Hữu ích" if turn.rating == "up" else "👎 Chưa đúng"
        said = tag("p", f"{thanks} — đã ghi góp ý trên máy này. Cảm ơn đồng chí.", class_="thanks", role="status")
        return tag("div", copy, said, class_="tools")
    return tag(
        "div",
        copy,
        tag("button", "👍 Hữu ích", type="button", class_="quiet", data_rate="up", aria_pressed="false"),
        tag("button", "👎 Chưa đúng", type="button", class_="quiet", data_rate="down", aria_pressed="false"),
        _feedback_form(number),
        class_="tools",
    )


def _feedback_form(number: int) -> Html:
    field = f"gop-y-{number + 1}"
    return tag(
        "form",
        tag("label", "Góp ý thêm (không bắt buộc)", for_=field),
        tag("textarea", id=field, name="comment", rows=2, maxlength=4000),
        tag("button", "Gửi góp ý", type="submit", class_="solid"),
        class_="feedback",
        data_feedback=number,
        hidden=True,
    )


def _welcome(examples: Sequence[str], trouble: str | None, latest: Sequence[Entry]) -> Html:
    return tag(
        "div",
        tag("h2", "Xin chào. Đồng chí cần tra cứu nội dung gì?"),
        tag(
            "p",
            "Câu trả lời lấy nguyên văn từ các văn bản trong kho, kèm dẫn nguồn. "
            "Bấm vào số trong ngoặc vuông để mở văn bản đúng chỗ được trích. "
            "Gõ có dấu hoặc không dấu đều được.",
        ),
        tag("div", tag("p", trouble), class_="reply error", role="alert") if trouble else None,
        join(recent(latest), tag("h3", "Câu hỏi gợi ý")) if latest else None,
        tag(
            "ul",
            *(tag("li", tag("button", e, type="button", class_="example", data_example=e)) for e in examples),
            class_="examples",
            aria_label="Câu hỏi gợi ý",
        )
        if examples
        else None,
        class_="welcome",
        data_conversation="",
    )


def _one_line(quote: str) -> str:
    return " ".join(quote.split())
