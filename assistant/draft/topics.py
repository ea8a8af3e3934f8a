"""What an outline item and its points are about: the words to look for, and how the text names them."""

import re
from collections.abc import Sequence

from assistant.draft.report import OutlineItem

_ASKS = re.compile(
    r"^(?:(?:đánh giá|làm rõ|nêu rõ|nêu|báo cáo|phân tích|khái quát|thống kê)\s+)?"
    r"(?:(?:về|chung|cụ thể)\s+)*(?:(?:kết quả|tình hình)\s+(?:thực hiện\s+)?(?:về\s+)?)?(?:(?:công tác|việc|sự)\s+)?",
    re.IGNORECASE,
)
_LONGEST_NAME = 110
_VERBS = re.compile(
    r"(?i)^(sử dụng|xây dựng|ban hành|áp dụng|thực hiện|triển khai|tổ chức|rà soát|nâng cao|tăng cường|đẩy mạnh|"
    r"hoàn thiện|phát huy|bảo đảm|đảm bảo|tham mưu|huy động|quản lý|đổi mới|chuyển)\b"
)


def topic(text: str) -> str:
    """What a heading or a point is about, without the words that only ask for it ("Đánh giá kết quả ...")."""
    rest = _ASKS.sub("", text, count=1).strip()
    return rest if len(rest) >= 8 else text.strip()


def spoken(text: str) -> str:
    """The topic as a sentence names it after "Về": short, in lower case, a verb with "việc" before it."""
    name = re.sub(r"\s*\([^()]*\)", "", topic(text))
    name = re.split(r"[:;]|\.\s", name, maxsplit=1)[0]
    name = re.split(r",? nhất là | trong đó |, đặc biệt", name, maxsplit=1)[0]
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME].rsplit(",", 1)[0] if "," in name[:_LONGEST_NAME] else name
    name = name.strip(" .,…")
    name = name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name
    return f"việc {name}" if _VERBS.match(name) else name


def parts(text: str) -> tuple[str, ...]:
    """A topic and, where it is long, its sentences and clauses: each may be what a source speaks of."""
    whole = topic(text)
    pieces = [p.strip(" .,…") for p in re.split(r"[.;:]\s+|,? nhất là ", whole)]
    return tuple(dict.fromkeys([whole, *(p for p in pieces if len(p.split()) >= 4)]))


def context(item: OutlineItem, above: Sequence[OutlineItem]) -> str:
    """The headings an item stands under and its own, for searching."""
    return " ".join([*(i.heading for i in above), item.heading, *item.remarks])
