"""The conversation as HTML: questions, answers with markers, source cards, refusals, feedback. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import cite
from assistant.answer import Answer, Citation
from assistant.app.markup import Html, open_link, rich, shorten, summary_badge, tag, unmarked
from corpus.document import Document

_OPEN_CARDS = 3
_CRUMB = 72


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it so far.

    ``scope`` says in words what the search was limited to. ``shown`` is how many characters of the answer are
    on the page (None: all); ``error`` is the message shown in place of an answer; ``rating`` is "up" or "down".
    """

    question: str
    scope: str = ""
    answer: Answer | None = None
    shown: int | None = None
    error: str | None = None
    rating: str | None = None


def transcript(
    turns: Sequence[Turn],
    documents: Mapping[str, Document],
    *,
    examples: Sequence[str] = (),
    trouble: str | None = None,
) -> Html:
    """The whole conversation; without one, a welcome with example questions, or with why none can be answered."""
    if not turns:
        return _welcome(examples, trouble)
    return tag(
        "div",
        *(_turn(number, turn, documents) for number, turn in enumerate(turns)),
        class_="turns",
        role="log",
        aria_live="polite",
        aria_label="Nội dung hỏi đáp",
    )


def card(citation: Citation, document: Document | None, *, turn: int) -> Html:
    """What a citation points at: kind, number, date, issuer, section path, quote; a link and a copy button."""
    name = cite.name(document.info) if document else citation.document
    facts = _facts(document) if document else ()
    return tag(
        "li",
        open_link(
            citation.document_id,
            tag(
                "span",
                tag("span", f"[{citation.marker}]", class_="card-marker"),
                tag("span", name, class_="card-name"),
                None if citation.verbatim else summary_badge(),
                class_="card-head",
            ),
            tag("span", " · ".join(facts), class_="card-facts") if facts else None,
            tag("span", section_path(citation, document), class_="card-path"),
            tag("span", f"“{_one_line(citation.quote)}”", class_="card-quote"),
            start=citation.start,
            end=citation.end,
            class_="card-link",
        ),
        tag(
            "button",
            "Sao chép trích dẫn",
            type="button",
            class_="quiet",
            data_copy=administrative(citation, document),
            aria_label=f"Sao chép trích dẫn nguồn {citation.marker}",
        ),
        class_="card",
        id=f"luot-{turn + 1}-nguon-{citation.marker}",
    )


def section_path(citation: Citation, document: Document | None) -> str:
    """``mục III.2, trang 4: III. Tổ chức thực hiện › 2. Ban Tuyên giáo…``: place, then the headings above it."""
    headings = document.heading_path(document.section_at(citation.start)) if document else ()
    page = f"trang {citation.page}" if citation.page else None
    place = ", ".join(part for part in (citation.section, page) if part)
    path = " › ".join(shorten(heading, _CRUMB) for heading in headings)
    return ": ".join(part for part in (place, path) if part)


def administrative(citation: Citation, document: Document | None) -> str:
    """The citation as an official writes it."""
    if document is None:
        return ", ".join(part for part in (citation.document, citation.section) if part)
    return cite.administrative(document, citation.section)


def plain(answer: Answer, documents: Mapping[str, Document]) -> str:
    """The answer as an official pastes it: its words, then its sources in administrative form."""
    sources = [f"[{c.marker}] {administrative(c, documents.get(c.document_id))}" for c in answer.citations]
    return "\n".join((unmarked(answer.text), *(("", "Nguồn:", *sources) if sources else ())))


def _turn(number: int, turn: Turn, documents: Mapping[str, Document]) -> Html:
    return tag(
        "section",
        tag(
            "div",
            tag("p", turn.question, class_="question-text"),
            tag("p", f"Phạm vi: {turn.scope}", class_="scope") if turn.scope else None,
            class_="question",
        ),
        _reply(number, turn, documents),
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
        c.marker: open_link(
            c.document_id,
            f"[{c.marker}]",
            start=c.start,
            end=c.end,
            class_="marker",
            label=f"Nguồn {c.marker}: {administrative(c, documents.get(c.document_id))}",
        )
        for c in answer.citations
    }
    done = turn.shown is None
    return tag(
        "div",
        tag("p", "Chưa có căn cứ trong kho văn bản", class_="reply-label") if answer.abstained else None,
        tag("div", rich(answer.text[: turn.shown], markers), class_="reply-text"),
        _sources(number, answer, documents) if done and answer.citations else None,
        _tools(number, turn, answer, documents) if done else None,
        class_="reply refusal" if answer.abstained else "reply",
    )


def _sources(number: int, answer: Answer, documents: Mapping[str, Document]) -> Html:
    cards = [card(c, documents.get(c.document_id), turn=number) for c in answer.citations]
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


def _tools(number: int, turn: Turn, answer: Answer, documents: Mapping[str, Document]) -> Html:
    copy = tag(
        "button",
        "Sao chép câu trả lời",
        type="button",
        class_="quiet",
        data_copy=plain(answer, documents),
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


def _welcome(examples: Sequence[str], trouble: str | None) -> Html:
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
        tag(
            "ul",
            *(tag("li", tag("button", e, type="button", class_="example", data_example=e)) for e in examples),
            class_="examples",
            aria_label="Câu hỏi gợi ý",
        )
        if examples
        else None,
        class_="welcome",
    )


def _facts(document: Document) -> tuple[str, ...]:
    info = document.info
    date = info.date.vietnamese if info.date else None
    return tuple(fact for fact in (date, cite.issuer(info)) if fact)


def _one_line(quote: str) -> str:
    return " ".join(quote.split())
