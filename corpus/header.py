"""The header block of an official text: which lines are it, and what each of them is.

``split_front`` gives each leading line a role; what the blocks say is read by ``fields``. A receipt stamp
printed across the header becomes blocks of its own.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from corpus.clean import Line
from corpus.marks import find_mark
from corpus.names import KIND_CODES, is_capitals

Role = Literal[
    "org", "motto", "number", "date", "kind", "title", "addressee", "note", "stamp", "authority",
    "body", "recipients", "recipient", "on behalf", "role", "signed", "name",
]  # fmt: skip


class Group(NamedTuple):
    """Lines that make one block, and its role."""

    role: Role
    lines: tuple[Line, ...]


_KINDS = "|".join(KIND_CODES)
MOTTO = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|"
    r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc|ĐỘC LẬP\s*[-–]\s*TỰ DO\s*[-–]\s*HẠNH PHÚC"
)
NUMBER = re.compile(
    r"(?:Luật|Nghị quyết|Pháp lệnh|Bộ luật)?\s*[Ss]ố(?: hiệu)?\s*:?\s*"
    r"((?:\d{1,5}[A-Za-z]?)?[.…_ ]*(?:/\d{4})?\s*[-–/]\s*[A-ZĐƯ][\w&]*(?:[-–/.][\w&()]+)*)"
)
_DAY = r"(?:\d{1,2}|[.…_]+)?"
PLACE_DATE = re.compile(
    rf"((?:[A-ZĐÀ-Ỹ][^\W\d_]*\s?[.\-]?\s?){{1,6}}),\s*ngày\s*({_DAY})\s*tháng\s*({_DAY})\s*năm\s*(\d{{4}})"
)
KIND_LINE = re.compile(rf"(?:GỢI Ý\s+|MẪU\s+|DỰ THẢO\s+)?({_KINDS})(?!\w)", re.IGNORECASE)
ATTACHED = re.compile(r"(?:Gợi ý\s+|Mẫu\s+)?(đề cương|phụ lục|danh mục|biểu mẫu)(?!\w)", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:V/v|Về việc|Về)\s*:?\s*(?=\S)")
ADDRESSEE = re.compile(r"Kính gửi\s*:?")
_STAMP = re.compile(r"(?:CÔNG VĂN )?ĐẾN(?:$|\s+(?:Số|Ngày|Giờ))|(?:Ngày|Chuyển|Lưu hồ sơ(?: số)?|Giờ)\s*:|Số:\s*\d+$")
_OFFICE = re.compile(r"(?:VĂN PHÒNG|VP|VĂN THƯ)\s")
_BODY = re.compile(r"(?:Căn cứ|Xét|Xem xét|Thực hiện|Thi hành|Trên cơ sở|Sau khi|Để|Theo|Lưu ý|Ngày \d+|Nhằm)(?!\w)")
_AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|HỘI ĐỒNG|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|GIÁM ĐỐC|THỐNG ĐỐC|BAN |BỘ CHÍNH TRỊ)"
)


def split_front(lines: Sequence[Line], rest: str) -> tuple[list[Group], int]:
    """The header's groups and how many lines they take. ``rest`` is the whole text, to tell stamps from titles."""
    groups: list[Group] = []
    kinds_seen = False
    i = 0
    while i < len(lines):
        text = lines[i].text
        role: Role | None = _plain_role(text)
        taken = 1
        if role is None and ADDRESSEE.match(text):
            found, taken = _addressees(lines, i)
            groups += found
            i += taken
            break
        if role is None and not kinds_seen and _starts_title(lines, i):
            kinds_seen = True
            found, taken = _kind_and_title(lines, i, rest)
            groups += found
            i += taken
            continue
        if role is None and not kinds_seen and groups and _SUBJECT.match(text):
            taken = _subject_length(lines, i)
            role, kinds_seen = "title", True
        if role is None and text.startswith("(") and text.endswith(")") and groups and len(text) < 160:
            role = "note"
        elif role is None and text.startswith("(") and groups:
            taken = _note_length(lines, i)
            role = "note" if taken else None
        if role is None and is_capitals(text) and not find_mark(text) and len(text) < 120:
            role = "authority" if kinds_seen else "org"
        if role is None:
            break
        groups.append(Group(role, tuple(lines[i : i + taken])))
        i += taken
    if not any(g.role not in ("org", "authority", "note", "stamp") for g in groups):
        return [], 0
    return groups, i


def _plain_role(text: str) -> Role | None:
    if MOTTO.search(text) and len(text) < 120:
        return "motto"
    if NUMBER.match(text) and len(text) < 100:
        return "number"
    if PLACE_DATE.fullmatch(text.lstrip("*- ")) and len(text) < 100:
        return "date"
    if _STAMP.match(text) and len(text) < 60:
        return "stamp"
    return None


def _starts_title(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].text
    if find_mark(text):
        return False
    if is_capitals(text):
        return bool(KIND_LINE.match(text))
    return i == 0 and bool(ATTACHED.match(text)) and len(text) < 160


def _kind_and_title(lines: Sequence[Line], i: int, rest: str) -> tuple[list[Group], int]:
    """The line that names the kind, the title under it, and stamps printed among them."""
    first = i
    whole = not is_capitals(lines[i].text)
    title: list[Line] = [lines[i]] if whole else []
    groups: list[Group] = [] if whole else [Group("kind", (lines[i],))]
    stamps: list[Group] = []
    i += 1
    while i < len(lines) and _title_goes_on(lines, i, title):
        stamp, line = _unstamped(lines[i], title, rest)
        if stamp:
            stamps.append(Group("stamp", (stamp,)))
        title.append(line)
        i += 1
    if title:
        groups.append(Group("title", tuple(title)))
    return groups + stamps, i - first


def _title_goes_on(lines: Sequence[Line], i: int, title: Sequence[Line]) -> bool:
    line = lines[i]
    text = line.text
    if _plain_role(text) or ADDRESSEE.match(text) or find_mark(text) or line.rule or text.startswith("("):
        return False
    if is_capitals(text) and (_AUTHORITY.match(text) or (title and not is_capitals(title[-1].text))):
        return False
    if not title:
        return not (len(text) > 600 or text.startswith("Căn cứ ") or (_BODY.match(text) and text.endswith(".")))
    if line.heading != title[-1].heading or title[-1].text.endswith((".", "”.")):
        return False
    if _BODY.match(text) or len(text) > 200 or text.endswith((".", ":")):
        return False
    return text[0].islower() or is_capitals(text) or line.gap <= title[-1].gap


def _unstamped(line: Line, title: Sequence[Line], rest: str) -> tuple[Line | None, Line]:
    """A line of a title with the office's stamp that was printed before it taken off.

    The stamp is a run of capitals amid lower case; how far it reaches is told by the same title elsewhere
    in the text ("hệ thống tổ chức và quản lý"), and when nothing tells, the whole run is the stamp.
    """
    words = line.text.split(" ")
    run = 0
    while run < len(words) and is_capitals(words[run] + "AA"):
        run += 1
    if not title or not _OFFICE.match(line.text) or is_capitals(line.text) or is_capitals(title[-1].text):
        return None, line
    before, lowered = title[-1].text.split(" ")[-2:], " ".join(rest.split()).lower()
    cut = run
    for k in range(2, run):
        if " ".join([*before, *words[k : run + 2]]).lower() in lowered:
            cut = k
            break
    stamp = line._replace(text=" ".join(words[:cut]))
    return stamp, line._replace(text=" ".join(words[cut:]))


def _subject_length(lines: Sequence[Line], i: int) -> int:
    j = i + 1
    while j < len(lines):
        text = lines[j].text
        if _plain_role(text) or ADDRESSEE.match(text) or find_mark(text) or is_capitals(text) or lines[j].rule:
            break
        if not (text[0].islower() or text[0].isdigit() or lines[j].gap == 0) or len(text) > 100:
            break
        j += 1
    return j - i


def _note_length(lines: Sequence[Line], i: int) -> int:
    """Lines of a parenthesis under the title, or 0 when it does not close within three."""
    for j in range(i, min(i + 3, len(lines))):
        if lines[j].text.endswith(")"):
            return j - i + 1
    return 0


def _addressees(lines: Sequence[Line], i: int) -> tuple[list[Group], int]:
    """``Kính gửi`` and the lines of those addressed."""
    groups = [[lines[i]]]
    j = i + 1
    alone = bool(re.fullmatch(r"Kính gửi\s*:?", lines[i].text))
    while j < len(lines):
        text, last = lines[j].text, groups[-1][-1].text
        mark = find_mark(text)
        if mark and mark.kind in ("gạch", "cộng"):
            groups.append([lines[j]])
        elif mark or is_capitals(text) or (_BODY.match(text) and not alone):
            break
        elif text[0].islower() and not last.endswith((".", ";")):
            groups[-1].append(lines[j])
        elif alone and len(text) < 100 and not text.endswith("./."):
            groups.append([lines[j]])
            alone = text.endswith((",", ";"))
        else:
            break
        j += 1
    return [Group("addressee", tuple(group)) for group in groups], j - i
