"""Questions for what has been achieved, held apart from what was only planned.

"Đã giảm được 10% chưa?" must not be answered with the goal of 10% as if that were the result: where all that is found
are goals and tasks, the answer says first that no result was found.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import units
from assistant.question import Question
from assistant.reply import Block, Quote
from corpus.document import Span
from index.vietnamese import fold
from prompts import say

_ASKS = re.compile(
    r"\bda\b.*\bchua\b|\b(dat|xong|hoan thanh|duoc|het|du)( \w+){0,4} chua\b|\bduoc bao nhieu\b.*\broi\b|"
    r"\bda co bao nhieu\b|\b(xong|hoan thanh|da \w+)\b.*\b(toi|den) dau\b|\b(toi|den) dau roi\b|"
    r"\bket qua\b(?!.*\b(bao cao|gui|nop|danh gia)\b).*\b(the nao|ra sao|gi|sao)\b( roi| a| nhi)*$|"
    r"\bphat hien (ra )?.*\bnao\b"
)
#: Words that are others without their accents.
_SPARED = re.compile(r"\bchừa\b", re.IGNORECASE)
_GOAL = re.compile(r"\b(muc tieu|chi tieu|nhiem vu|giai phap|to chuc thuc hien)\b")
_TASK = re.compile(
    r"(?:\W|\d|Đồng thời, |Từ nay đến năm \d+,? )*(?:tiếp tục |cơ bản )?(?:phấn đấu|hoàn thành|giảm|"
    r"tiến hành|rà soát|đẩy mạnh|nâng cao|tăng cường|thực hiện|xây dựng|chủ trì|theo dõi|sắp xếp|chuyển đổi|"
    r"triển khai|chỉ đạo|lãnh đạo|đề nghị|tổ chức|đẩy nhanh|"
    r"bảo đảm|đảm bảo|hoàn thiện|nghiên cứu|mở rộng|đổi mới|phát huy|ban hành|sửa đổi|quan tâm|kịp thời)",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(đã|chưa|đạt được|đạt kết quả)\b", re.IGNORECASE)
_REPORTS = frozenset(("báo cáo",))


def told_as_goals(question: Question, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, after a line that says that no result was found, when a question asks for one and all that answers
    are goals and tasks."""
    if not blocks or not _ASKS.search(question.folded) or _SPARED.search(question.text):
        return tuple(blocks)
    quotes = [quote for block in blocks for point in block.points for quote in point.quotes]
    if not quotes or not all(_is_planned(quote) for quote in quotes):
        return tuple(blocks)
    return (Block((), lead=say("tra-loi", "only-planned")), *(replace(block, verdict="") for block in blocks))


def _is_planned(quote: Quote) -> bool:
    """Whether words set a goal or a task: they stand under such a heading or begin with what is to be done, in no
    report, and say of nothing that it has been done."""
    if quote.document.info.kind in _REPORTS or _DONE.search(quote.text):
        return False
    headings = fold(units.headings(quote.document, Span(quote.start, quote.end)))
    return _GOAL.search(headings) is not None or _TASK.match(quote.text) is not None
