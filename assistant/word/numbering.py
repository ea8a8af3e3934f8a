"""Automatic numbers of a Word file's paragraphs, worked out the way Word shows them (ISO/IEC 29500-1, 17.9).

A paragraph's number is not in its text: it follows from the list it belongs to, the level, the pattern of that
level and all numbered paragraphs before it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_BULLET = "bullet"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int
    restart: int | None  # the level (from 1) whose number begins this one anew; 0 never, None any above


class Numbering:
    """The counters of one document while its paragraphs are read in order."""

    def __init__(self, document: WordDocument) -> None:
        self._lists = _lists(document)
        self._styles = style_elements(document)
        self._counts: dict[int, dict[int, int]] = {}

    def label(self, paragraph: BaseOxmlElement) -> str:
        """The number or bullet that Word prints before a paragraph ("II.", "1.", "-"); empty without one."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._lists:
            return ""
        shared, levels = self._lists[place[0]]
        level = levels.get(place[1])
        if level is None:
            return ""
        if level.form == _BULLET:
            return "+" if place[1] else "-"
        counts = self._counts.setdefault(shared, {})
        counts[place[1]] = counts.get(place[1], level.start - 1) + 1
        for deeper in [number for number in counts if number > place[1]]:
            after = levels[deeper].restart if deeper in levels else None
            if after is None or 0 < after <= place[1] + 1:
                del counts[deeper]

        def fill(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at, level)
            return FORMS.get(one.form, str)(counts.get(at, one.start))

        return "" if level.form == "none" else re.sub(r"%(\d)", fill, level.pattern).strip()

    def _place(self, paragraph: BaseOxmlElement) -> tuple[int, int] | None:
        """The list and the level of a paragraph, its own or its style's."""
        number = level = None
        for properties in inherited(paragraph, self._styles):
            if (found := properties.find(qn("w:numPr"))) is not None:
                number = value(found, "numId") if number is None else number
                level = value(found, "ilvl") if level is None else level
        return (number, level or 0) if number else None  # list 0 takes the number of a style away


def style_elements(document: WordDocument) -> dict[str, BaseOxmlElement]:
    """The styles of a file by their ids."""
    return {style.get(qn("w:styleId"), ""): style for style in document.styles.element.findall(qn("w:style"))}


def inherited(paragraph: BaseOxmlElement, styles: Mapping[str, BaseOxmlElement]) -> Iterator[BaseOxmlElement]:
    """The properties that apply to a paragraph, strongest first: its own, its style's, those of the style's basis."""
    element: BaseOxmlElement | None = paragraph
    tag, seen = "pStyle", set[str]()
    while element is not None:
        properties = element.find(qn("w:pPr"))
        if properties is not None:
            yield properties
        holder = properties if tag == "pStyle" else element
        named = holder.find(qn(f"w:{tag}")) if holder is not None else None
        name = named.get(qn("w:val"), "") if named is not None else ""
        element = styles.get(name) if name not in seen else None
        seen.add(name)
        tag = "basedOn"


def _lists(document: WordDocument) -> dict[int, tuple[int, dict[int, _Level]]]:
    """Every list: the definition whose counters it shares, and its levels."""
    related = [r for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING and not r.is_external]
    if not related:
        return {}
    root = parse_xml(related[0].target_part.blob)
    abstracts = root.findall(qn("w:abstractNum"))
    defined = {int(abstract.get(qn("w:abstractNumId"), "-1")): _levels(abstract) for abstract in abstracts}
    styled = {_text(abstract, "styleLink"): _levels(abstract) for abstract in abstracts}
    for abstract in abstracts:  # a definition may stand in a list style, with a link instead of levels
        if (link := _text(abstract, "numStyleLink")) in styled and link:
            defined[int(abstract.get(qn("w:abstractNumId"), "-1"))] = styled[link]
    found: dict[int, tuple[int, dict[int, _Level]]] = {}
    for one in root.findall(qn("w:num")):
        number = int(one.get(qn("w:numId"), "0"))
        abstract = value(one, "abstractNumId")
        levels = dict(defined.get(abstract, {})) if abstract is not None else {}
        begun_anew = False
        for override in one.findall(qn("w:lvlOverride")):
            at = int(override.get(qn("w:ilvl"), "0"))
            levels |= _levels(override)
            start = value(override, "startOverride")
            if start is not None and at in levels:
                level = levels[at]
                levels[at] = _Level(level.form, level.pattern, start, level.restart)
                begun_anew = True
        # Lists of one definition count on together unless one of them begins anew.
        found[number] = (-number if begun_anew or abstract is None else abstract, levels)
    return found


def _levels(parent: BaseOxmlElement) -> dict[int, _Level]:
    return {int(level.get(qn("w:ilvl"), "0")): _level(level) for level in parent.findall(qn("w:lvl"))}


def _level(level: BaseOxmlElement) -> _Level:
    start = value(level, "start")
    return _Level(
        form=_text(level, "numFmt") or "decimal",
        pattern=_text(level, "lvlText"),
        start=1 if start is None else start,
        restart=value(level, "lvlRestart"),
    )


def _text(parent: BaseOxmlElement, tag: str) -> str:
    found = parent.find(qn(f"w:{tag}"))
    return str(found.get(qn("w:val"), "")) if found is not None else ""


def value(parent: BaseOxmlElement, tag: str) -> int | None:
    """The whole number in ``w:val`` of a child; None without the child or the number."""
    written = _text(parent, tag)
    return int(written) if re.fullmatch(r"-?\d{1,9}", written) else None


def _roman(number: int) -> str:
    shown = ""
    for worth, letters in _ROMAN:
        shown += letters * (number // worth)
        number %= worth
    return shown


def _letter(number: int) -> str:
    """a ... z, aa, bb: as Word counts letters."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


#: How a level's number is written, by the name of its form.
FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
}
