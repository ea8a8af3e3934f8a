"""The signature block: who signed, as what, for whom, and who receives the text (Nơi nhận)."""

import re
from collections.abc import Sequence

from corpus.clean import Line
from corpus.document import Evidence
from corpus.fields import Fields, Placed
from corpus.header import Group, Role
from corpus.marks import find_mark
from corpus.names import ROLE, is_capitals, sentence_case

_RECIPIENTS = re.compile(r"Nơi nhận\s*:?$|Nơi nhận\s*:")
_BEHALF = re.compile(r"(T/M|TM|K/T|KT|T/L|TL|TUQ|T/UQ|Q)\s*[./]?\s+(?=[A-ZĐÀ-Ỹ])|(?:TM|KT|TL|TUQ|Q)\.(?=[A-ZĐÀ-Ỹ])")
_SIGNED = re.compile(r"\(?\s*(?:[Đđ]ã k[ýí]|[Kk][ýí] tên|ĐÃ K[ÝÍ]).{0,40}$")
_TITLES = r"(?:(?:PGS|GS|TS|ThS|BS|CN|KS|Ths|TSKH)\.?\s*)*"
_SYLLABLE = r"[A-ZĐÀ-Ỹ][^\W\d_]*"
_NAME = re.compile(rf"{_TITLES}{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,5}}")


def find_tail(lines: Sequence[Line], start: int = 0) -> int:
    """Index of the first line of the next signature block at or after ``start``, or ``len(lines)``."""
    for i in range(start, len(lines)):
        text = lines[i].text
        if _RECIPIENTS.match(text) or _is_behalf(text):
            return i
        if _is_role(text) and i > start and re.search(r"[.…]\s*/?\.?$", lines[i - 1].text) and _name_near(lines, i):
            return i
    return len(lines)


def _is_behalf(text: str) -> bool:
    return bool(_BEHALF.match(text)) and is_capitals(text) and len(text) < 100


def _is_role(text: str) -> bool:
    return is_capitals(text) and bool(ROLE.match(text)) and len(text) < 80


def _is_name(text: str) -> bool:
    if not _NAME.fullmatch(text) or _RECIPIENTS.match(text):
        return False
    return not (is_capitals(text) and (ROLE.match(text) or len(text.split()) > 5))


def _name_near(lines: Sequence[Line], i: int) -> bool:
    return any(_is_name(line.text) and not is_capitals(line.text) for line in lines[i + 1 : i + 7])


def split_tail(lines: Sequence[Line], start: int) -> tuple[list[Group], int]:
    """The groups of the signature block that begins at ``start``, and the index of the line after it."""
    groups: list[Group] = []
    receiving = behalf = named = False
    i = start
    while i < len(lines):
        text = lines[i].text
        role: Role | None = None
        bullet = (mark := find_mark(text)) is not None and mark.kind in ("gạch", "cộng")
        if _RECIPIENTS.match(text):
            if any(g.role == "recipients" for g in groups):
                break
            role, receiving = "recipients", True
        elif not named and _is_behalf(text):
            role, receiving, behalf = "on behalf", False, True
        elif not named and _is_role(text):
            role, receiving, behalf = "role", False, True
        elif behalf and not named and _SIGNED.match(text):
            role = "signed"
        elif receiving and bullet:
            role = "recipient"
        elif behalf and not named and _is_name(text) and not (receiving and _open(groups)):
            role, named = "name", True
        elif receiving and not is_capitals(text) and (_open(groups) or text[0].islower()) and len(text) < 100:
            last = groups.pop()
            joined = "recipient" if last.role == "recipients" else last.role
            if last.role == "recipients":
                groups.append(last)
                groups.append(Group("recipient", (lines[i],)))
            else:
                groups.append(Group(joined, (*last.lines, lines[i])))
            i += 1
            continue
        elif behalf and not named and is_capitals(text) and groups and groups[-1].role in ("on behalf", "role"):
            if len(text) > 60 or lines[i].gap > 2:
                break
            groups[-1] = Group(groups[-1].role, (*groups[-1].lines, lines[i]))
            i += 1
            continue
        if role is None:
            break
        groups.append(Group(role, (lines[i],)))
        i += 1
    return groups, i


def _open(groups: Sequence[Group]) -> bool:
    """Whether the last recipient's line was left without its comma, semicolon or full stop."""
    if not groups or groups[-1].role not in ("recipient", "recipients"):
        return False
    return not groups[-1].lines[-1].text.endswith((",", ";", "."))


def read_tail(blocks: Sequence[Placed], text: str) -> Fields:
    """The fields a signature block tells."""
    fields = Fields({}, [])
    recipients: list[str] = []
    for block in blocks:
        if block.role in ("recipient", "recipients"):
            match = re.match(r"(?:Nơi nhận\s*:?\s*)?(?:[-–+•]\s*)?", block.text)
            skip = match.end() if match else 0
            value = block.text[skip:].rstrip(" ,;.")
            if value:
                recipients.append(value)
                fields.evidence.append(Evidence("recipients", block.start + skip, block.start + skip + len(value)))
        if block.role == "on behalf" and "on_behalf" not in fields.values:
            prefix = re.match(r"\S+?(?:\.|\s)\s*", block.text)
            skip = prefix.end() if prefix else 0
            _set(fields, "on_behalf", block.text[:skip] + _role_case(block.text[skip:], text), block)
        if block.role == "role" and "signer_role" not in fields.values:
            _set(fields, "signer_role", _role_case(block.text, text), block)
        if block.role == "name":
            name = block.text.title() if is_capitals(block.text) else block.text
            _set(fields, "signer", name, block)
    if recipients:
        fields.values["recipients"] = tuple(recipients)
    return fields


def _role_case(capitals: str, text: str) -> str:
    """``BỘ TRƯỞNG, CHỦ NHIỆM`` -> ``Bộ trưởng, Chủ nhiệm``: each role of a list by itself."""
    parts = capitals.split(", ")
    if len(parts) > 1 and all(ROLE.match(part) for part in parts):
        return ", ".join(sentence_case(part, text) for part in parts)
    return sentence_case(capitals, text)


def _set(fields: Fields, field: str, value: str, block: Placed) -> None:
    fields.values[field] = value
    fields.evidence.append(Evidence(field, block.start, block.start + len(block.text)))
