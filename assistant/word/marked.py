"""Our small Markdown as blocks of spans: paragraphs, bullets, headings, bold, italics, [n] markers, [cần bổ sung: ...].

Plain data that knows no Word; everything else of Markdown stays the characters it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_HEADING = re.compile(r"^#{1,6}\s+(.*)$")
_BULLET = re.compile(r"^(\s*)[-+*•]\s+(.*)$")
_NUMBERED = re.compile(r"^\s*\d{1,3}[.)]\s")
_SPAN = re.compile(
    r"(?P<markers>\s*(?:\[\d{1,3}\]\s*,?\s*)*\[\d{1,3}\])"
    r"|(?P<gap>\[cần bổ sung[^\[\]]*\])"
    r"|\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*"
    r"|(?<![\w*])(?P<sign>[*_])(?![\s*_])(?P<italic>[^*_]+)(?<!\s)(?P=sign)(?![\w*])",
    re.IGNORECASE,
)
# What XML 1.0 cannot hold: control characters, halves of surrogate pairs, two non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look, or (``markers``) the places where citations are noted; ``gap`` is a missing figure."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    gap: bool = False
    markers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. A bullet's ``mark`` is what stands before it: "-", inside another one "+"."""

    kind: Literal["paragraph", "bullet", "heading"]
    spans: tuple[Span, ...]
    mark: str = ""


def legal(text: str) -> str:
    """``text`` without the characters that an XML file cannot hold."""
    return _ILLEGAL.sub("", text)


def blocks(source: str) -> tuple[Block, ...]:
    """The paragraphs of a text. Lines of a paragraph are joined; every bullet is a paragraph of its own."""
    return tuple(_blocks(legal(source)))


def _blocks(source: str) -> Iterator[Block]:
    waiting: list[str] = []
    for line in [*source.splitlines(), ""]:
        heading, bullet = _HEADING.match(line), _BULLET.match(line)
        starts = heading or bullet or not line.strip() or _NUMBERED.match(line)
        if starts and waiting:
            yield Block("paragraph", spans(" ".join(waiting)))
            waiting = []
        if heading:
            yield Block("heading", spans(heading[1].strip()))
        elif bullet:
            nested = len(bullet[1].expandtabs(4)) >= 2 or line.lstrip().startswith("+")
            yield Block("bullet", spans(bullet[2].strip()), "+" if nested else "-")
        elif line.strip():
            waiting.append(line.strip())


def spans(text: str) -> tuple[Span, ...]:
    """One paragraph's spans; the space before a marker goes, since the note's number stands close to the word."""
    return tuple(_spans(legal(text)))


def _spans(text: str, bold: bool = False, italic: bool = False) -> Iterator[Span]:
    end = 0
    for match in _SPAN.finditer(text):
        if match.start() > end:
            yield Span(text[end : match.start()], bold, italic)
        end = match.end()
        if match["markers"]:
            yield Span(markers=tuple(int(number) for number in re.findall(r"\d+", match["markers"])))
        elif match["gap"]:
            yield Span(match["gap"], bold, italic, gap=True)
        elif match["bold"]:
            yield from _spans(match["bold"], True, italic)
        else:
            yield from _spans(match["italic"], bold, True)
    if end < len(text):
        yield Span(text[end:], bold, italic)
