"""What an outline item and its points are about: the words to look for, and how the text names them."""

import re
from collections.abc import Sequence

from assistant.draft.report import OutlineItem

_ASKS = re.compile(
    r"^(?:(?:đánh giá|làm rõ|nêu rõ|nêu|báo cáo|phân tích|khái quát|thống kê)\s+)?"
    r"(?:(?:về|chung|cụ thể)\s+)*(?:(?:kết quả|tình hình)\s+(?:thực hiện\s+)?(?:về\s+)?)?(?:(?:công tác|việc)\s+)?",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"(?i)(?:kiến nghị |đề xuất |đề nghị )*(?:đối với|với)\s+")
_URGES = re.compile(r"(?i)^(?:đẩy mạnh|thúc đẩy|tăng cường|nâng cao|tiếp tục|đảm bảo|bảo đảm)\s+(?=\w+ \w+ \w+)")
_OF_ANY_REPORT = re.compile(
    r"(?i)\b(?:gợi ý|đề cương|báo cáo|kết quả|tình hình|thực hiện|triển khai|công tác|việc|chương trình|"
    r"mục tiêu quốc gia|sơ kết|tổng kết|đánh giá|năm \d{4}|giai đoạn|\d+ năm|\d{4}|ngày \S+)(?!\w)"
)
_LONGEST_NAME = 110
_LONG_TOPIC = 12  # words
_SHORT_TOPIC = 4
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
    name = bare(topic(text))
    name = re.split(r"[:;]|\.\s", name, maxsplit=1)[0]
    name = re.split(r",? nhất là | trong đó |, đặc biệt", name, maxsplit=1)[0]
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME].rsplit(",", 1)[0] if "," in name[:_LONGEST_NAME] else name
    name = name.strip(" .,…")
    name = name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name
    return f"việc {name}" if _VERBS.match(name) else name


def bare(text: str) -> str:
    """A text without what it says in brackets."""
    return re.sub(r"\s*\([^()]*\)", "", text)


def parts(text: str) -> tuple[str, ...]:
    """A topic and, where it is long, its sentences and clauses: each may be what a source speaks of."""
    whole = topic(text)
    if len(whole.split()) <= _LONG_TOPIC:
        return (whole,)
    pieces = [p.strip(" .,…") for p in re.split(r"[.,;:]\s+|,? nhất là ", re.sub(r"[()]", ",", whole))]
    bare_pieces = [_URGES.sub("", p) for p in pieces if len(p.split()) >= _SHORT_TOPIC]
    return tuple(dict.fromkeys([whole, *bare_pieces]))


def subject(title: str) -> str:
    """What a whole report is about, without what every report's title says ("Báo cáo kết quả thực hiện ...")."""
    return _OF_ANY_REPORT.sub(" , ", title)


def listed(heading: str) -> tuple[str, ...]:
    """The things a heading lists ("kiểm tra, giám sát, đôn đốc"); none for one without commas."""
    things = [thing.strip() for thing in re.split(r",| và ", bare(topic(heading))) if thing.strip()]
    return tuple(things) if len(things) > 1 else ()


def addressees(heading: str) -> tuple[str, ...]:
    """Whom an item makes proposals to: "Bộ Chính trị" and "Ban Bí thư" of "Với Bộ Chính trị, Ban Bí thư"."""
    match = _ADDRESSED.match(heading)
    if match is None:
        return ()
    names = [name.strip() for name in re.split(r",| và ", heading[match.end() :]) if name.strip()]
    return tuple(names if all(name[0].isupper() for name in names) else [heading[match.end() :].strip()])


def addressed(heading: str) -> str:
    """The same in the heading's own words; empty where it names nobody."""
    match = _ADDRESSED.match(heading)
    return heading[match.end() :].strip() if match else ""


def context(item: OutlineItem, above: Sequence[OutlineItem]) -> str:
    """The headings an item stands under and its own, for searching."""
    return " ".join([*(i.heading for i in above), item.heading, *item.remarks])
