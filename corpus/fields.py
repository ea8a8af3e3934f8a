"""What the blocks of a header say: fields of DocumentInfo with the exact places they were read from."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.document import Evidence, PartialDate
from corpus.header import ATTACHED, KIND_LINE, MOTTO, NUMBER, PLACE_DATE, Role
from corpus.names import kind_of_number, sentence_case


class Placed(NamedTuple):
    """A block in the canonical text: ``document.text[start:start + len(text)] == text``."""

    role: Role
    text: str
    start: int


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
    match = NUMBER.match(block.text)
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
    numbered = NUMBER.match(block.text)
    match = PLACE_DATE.search(block.text, numbered.end() if numbered else 0)
    if not match or "date" in fields.values:
        return
    day, month = (int(match[g]) if match[g] and match[g].isdigit() else None for g in (2, 3))
    if not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
        return
    fields.values["date"] = PartialDate(int(match[4]), month, day if month else None)
    at = match.group().index("ngày")
    _note(fields, "date", block.start + match.start() + at, match.group()[at:])
    fields.values["place"] = match[1].strip()
    _note(fields, "place", block.start + match.start(1), match[1].strip())


def _read_kind(block: Placed, text: str, fields: Fields) -> None:
    match = KIND_LINE.match(block.text)
    if not match or "kind" in fields.values:
        return
    fields.values["kind"] = match[1].lower()
    _note(fields, "kind", block.start + match.start(1), match[1])
    if by := re.search(r"\s+CỦA\s+(.+)$", block.text):
        fields.values["issuer"] = sentence_case(by[1], text)
        _note(fields, "issuer", block.start + by.start(1), by[1])


def _read_title(block: Placed, fields: Fields) -> None:
    attached = ATTACHED.match(block.text)
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
        if block.role == "motto" and (match := MOTTO.search(words)):
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
