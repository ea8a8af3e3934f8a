"""A conversation about the invented plan of a commune, for tests of keeping and exporting."""

from assistant.answer import Answer, Citation, Statement
from assistant.conversations import Conversation
from assistant.turn import Turn, sources_of
from corpus.document import Document
from tests.assistant.invented import plan, span_of

QUESTION = "Đến năm 2025 xã Trà Giang giảm bao nhiêu trường mầm non?"
QUOTE = "Giảm 02 trường mầm non."


def answered(document: Document | None = None) -> Turn:
    """A question with its cited answer from the plan."""
    document = document or plan()
    start, end = span_of(document, QUOTE)
    citation = Citation(1, document.id, document.key, document.info.title or "", "mục I.1", QUOTE, start, end, None, "")
    answer = Answer(QUESTION, "Giảm 02 trường mầm non [1].", (Statement(QUOTE, (1,)),), (citation,))
    return Turn(
        QUESTION, answer=answer, asked="2026-11-24T08:00:00+07:00", sources=sources_of(answer, {document.id: document})
    )


def refused() -> Turn:
    """A question that the corpus does not answer."""
    reason = "Không tìm thấy câu trả lời trong kho văn bản (1 văn bản đã được tra)."
    return Turn(
        "Giá vàng hôm nay?",
        scope="cấp xã",
        answer=Answer("Giá vàng hôm nay?", reason, abstained=True, reason=reason),
        asked="2026-11-24T08:01:00+07:00",
    )


def conversation() -> Conversation:
    """One answer and one refusal, under an id of its own."""
    return Conversation("20261124-080000-0a1b2c3d", QUESTION, (answered(), refused()))
