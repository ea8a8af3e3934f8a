"""The header block of an official text: which lines are it, and what each says.

``split_front`` gives each leading line a role; ``read_front`` turns placed blocks into fields with the exact
places they were read from. A receipt stamp printed across the header becomes blocks of its own.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from corpus.clean import Line
from corpus.document import Evidence, PartialDate
from corpus.marks import find_mark
from corpus.names import KIND_CODES, is_capitals, kind_of_number, sentence_case

Role = Literal[
    "org", "motto", "number", "date", "kind", "title", "addressee", "note", "stamp", "authority",
    "body", "recipients", "recipient", "on behalf", "role", "signed", "name",
]  # fmt: skip


class Group(NamedTuple):
    """Lines that make one block, and its role."""

    role: Role
    lines: tuple[Line, ...]


class Placed(NamedTuple):
    """A block in the canonical text: ``document.text[start:start + len(text)] == text``."""

    role: Role
    text: str
    start: int


_KINDS = "|".join(KIND_CODES)
_MOTTO = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|"
    r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc|ĐỘC LẬP\s*[-–]\s*TỰ DO\s*[-–]\s*HẠNH PHÚC"
)
_NUMBER = re.compile(
    r"(?:Luật|Nghị quyết|Pháp lệnh|Bộ luật)?\s*[Ss]ố(?: hiệu)?\s*:?\s*"
    r"((?:\d{1,5}[A-Za-z]?)?[.…_ ]*(?:/\d{4})?\s*[-–/]\s*[A-ZĐƯ][\w&]*(?:[-–/.][\w&()]+)*)"
)
_DAY = r"(?:\d{1,2}|[.…_]+)?"
PLACE_DATE = re.compile(
    rf"((?:[A-ZĐ][^\W\d_]*\s?[.\-]?\s?){{1,6}}),\s*ngày\s*({_DAY})\s*tháng\s*({_DAY})\s*năm\s*(\d{{4}})"
)
_KIND_LINE = re.compile(rf"(?:GỢI Ý\s+|MẪU\s+|DỰ THẢO\s+)?({_KINDS})(?!\w)", re.IGNORECASE)
_ATTACHED = re.compile(r"(?:Gợi ý\s+|Mẫu\s+)?(đề cương|phụ lục|danh mục|biểu mẫu)(?!\w)", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:V/v|Về việc|Về)\s*:?\s*(?=\S)")
_ADDRESSEE = re.compile(r"Kính gửi\s*:?")
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
        if role is None and _ADDRESSEE.match(text):
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
    if _MOTTO.search(text) and len(text) < 120:
        return "motto"
    if _NUMBER.match(text) and len(text) < 100:
        return "number"
    if PLACE_DATE.fullmatch(text) and len(text) < 100:
        return "date"
    if _STAMP.match(text) and len(text) < 60:
        return "stamp"
    return None


def _starts_title(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].text
    if find_mark(text):
        return False
    if is_capitals(text):
        return bool(_KIND_LINE.match(text))
    return i == 0 and bool(_ATTACHED.match(text)) and len(text) < 160


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
    if _plain_role(text) or _ADDRESSEE.match(text) or find_mark(text) or line.rule or text.startswith("("):
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
        if _plain_role(text) or _ADDRESSEE.match(text) or find_mark(text) or is_capitals(text) or lines[j].rule:
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


class Fields(NamedTuple):
    """What a block told: values by field name (as in ``DocumentInfo``), and where each was read."""

    values: dict[str, object]
    evidence: list[Evidence]


def read_front(blocks: Sequence[Placed], text: str) -> Fields:
    """The fields a header block tells. ``text`` is the whole canonical text."""
    fields = Fields({}, [])
    addressees: list[str] = []
    for block in blocks:
        if block.role == "number":
            _read_number(block, fields)
        if block.role in ("number", "date", "motto", "org"):
            _read_date(block, fields)
        if block.role == "kind":
            _read_kind(block, text, fields)
        if block.role == "title" and "title" not in fields.values:
            _read_title(block, fields)
        if block.role == "addressee":
            match = re.match(r"(?:Kính gửi\s*:?\s*)?(?:[-–+•]\s*)?", block.text)
            skip = match.end() if match else 0
            value = block.text[skip:].rstrip(" ,;.")
            if value:
                addressees.append(value)
                _note(fields, "addressees", block.start + skip, value)
    if addressees:
        fields.values["addressees"] = tuple(addressees)
    if "kind" not in fields.values:
        _infer_kind(fields)
    if "issuer" not in fields.values:
        _read_issuer(blocks, text, fields)
    return fields


def _note(fields: Fields, field: str, start: int, words: str) -> None:
    fields.evidence.append(Evidence(field, start, start + len(words)))


def _read_number(block: Placed, fields: Fields) -> None:
    match = _NUMBER.match(block.text)
    if not match or "symbol" in fields.values:
        return
    number = re.sub(r"[\s.…_]", "", match[1]).replace("–", "-")
    parts = re.match(r"(\d+[A-Za-z]?)?(?:/(\d{4}))?[-/](.+)", number)
    if not parts:
        return
    fields.values["symbol"] = parts[3]
    _note(fields, "symbol", block.start + match.start(1) + match[1].index(parts[3]), parts[3])
    if parts[1]:
        fields.values["number"] = number
        _note(fields, "number", block.start + match.start(1), match[1])


def _read_date(block: Placed, fields: Fields) -> None:
    numbered = _NUMBER.match(block.text)
    match = PLACE_DATE.search(block.text, numbered.end() if numbered else 0)
    if not match or "date" in fields.values:
        return
    day, month = (int(match[g]) if match[g] and match[g].isdigit() else None for g in (2, 3))
    fields.values["date"] = PartialDate(int(match[4]), month, day if month else None)
    at = match.group().index("ngày")
    _note(fields, "date", block.start + match.start() + at, match.group()[at:])
    fields.values["place"] = match[1].strip()
    _note(fields, "place", block.start + match.start(1), match[1].strip())


def _read_kind(block: Placed, text: str, fields: Fields) -> None:
    match = _KIND_LINE.match(block.text)
    if not match or "kind" in fields.values:
        return
    fields.values["kind"] = match[1].lower()
    _note(fields, "kind", block.start + match.start(1), match[1])
    if by := re.search(r"\s+CỦA\s+(.+)$", block.text):
        fields.values["issuer"] = sentence_case(by[1], text)
        _note(fields, "issuer", block.start + by.start(1), by[1])


def _read_title(block: Placed, fields: Fields) -> None:
    attached = _ATTACHED.match(block.text)
    if attached and "kind" not in fields.values:
        fields.values["kind"] = attached[1].lower()
        _note(fields, "kind", block.start + attached.start(1), attached[1])
    match = re.match(r"(?:V/v)\s*:?\s*", block.text)
    skip = match.end() if match else 0
    value = block.text[skip:]
    if value.endswith("”") and "“" not in value:
        value = value[:-1]
    fields.values["title"] = value
    _note(fields, "title", block.start + skip, value)


def _infer_kind(fields: Fields) -> None:
    """The kind by the number's code; a text with addressees or a bare subject is a công văn."""
    symbol = fields.values.get("symbol")
    if isinstance(symbol, str) and (kind := kind_of_number(symbol)):
        fields.values["kind"] = kind
    elif "addressees" in fields.values or ("title" in fields.values and symbol):
        fields.values["kind"] = "công văn"


_SUBORDINATE = re.compile(
    r"VĂN PHÒNG|BAN (?:TỔ CHỨC|TUYÊN GIÁO|DÂN VẬN|NỘI CHÍNH|KINH TẾ|THƯỜNG VỤ|CHÍNH SÁCH)|"
    r"ỦY BAN KIỂM TRA|UỶ BAN KIỂM TRA|SỞ |PHÒNG |CHI CỤC |BAN CHỈ ĐẠO"
)
_AREA_LINE = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG|ĐẶC KHU) (?!ỦY|UỶ)")


def _read_issuer(blocks: Sequence[Placed], text: str, fields: Fields) -> None:
    """The issuer from the names above the number: the last body, with its place or the body it is part of."""
    names: list[tuple[str, int]] = []
    for block in blocks:
        if block.role == "kind" or ("number" in fields.values and block.role == "title"):
            break
        words = block.text
        if block.role == "motto" and (match := _MOTTO.search(words)):
            words = words[: match.start()].strip()
        if block.role in ("org", "motto") and words:
            names.append((words, block.start))
    if not names:
        return
    words, start = names[-1]
    value = sentence_case(words, text)
    _note(fields, "issuer", start, words)
    if len(names) > 1:
        above, above_start = names[-2]
        parent = sentence_case(above, text)
        if _AREA_LINE.match(words):
            value = sentence_case(f"{above} {words}", text)
            _note(fields, "issuer", above_start, above)
        elif above.endswith("TRUNG ƯƠNG") and (full := re.search(rf"{re.escape(value)} Trung ương(?!\w)", text)):
            value = full.group()
        elif _SUBORDINATE.match(words) and "TRUNG ƯƠNG" not in above:
            place = re.search(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) .+$", parent)
            party = re.search(r"(?:ỦY|UỶ)(?!\w)", above)
            if not re.search(r"TỈNH|HUYỆN|XÃ|THÀNH PHỐ", words) and (party or place):
                value = f"{value} {parent}" if party and not place else f"{value} {place[0] if place else parent}"
                _note(fields, "issuer", above_start, above)
    fields.values["issuer"] = value
