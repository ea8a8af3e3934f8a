"""Bodies and proper names in a text: who is meant, down to the level ("UBND tỉnh" is not "UBND huyện").

Works on tokens, so that UBND and Ủy ban nhân dân are one body.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.tokens import FRAME, Token, is_content
from index.vietnamese import accented_key

_LEVEL = r"(?:tinh|huyen|xa|phuong|thi tran|thi xa|trung uong|quoc gia|thanh pho|cap tinh|cap huyen|cap xa)"
_UY = r"(?:tinh|huyen|thanh|thi|dang|quan) uy"
_HEAD = (
    r"(?:thuong truc )?(?:uy ban nhan dan|hoi dong nhan dan|ban thuong vu|ban chap hanh(?: dang bo)?|bo chinh tri|"
    r"ban bi thu|ban can su dang|dang doan|uy ban mat tran to quoc|mat tran to quoc|quoc hoi|chinh phu|ban to chuc|"
    r"ban tuyen giao|ban dan van|ban noi chinh|ban kinh te|ban chi dao|uy ban kiem tra|van phong|"
    rf"{_UY}|dang bo)"
)
_BODY = re.compile(rf"\b{_HEAD}(?: (?:{_HEAD}|{_LEVEL}))*(?![\w/])")
_OFFICE = frozenset(("so", "phong", "bo", "vu", "cuc", "ban", "chi cuc"))
_CLOSE = 6
_FEWEST_DEEDS = 2
_POSSESSIVE = frozenset(accented_key(word) for word in ("của", "với", "và", "theo"))


class Named(NamedTuple):
    """A body or proper name: its folded words, and the tokens ``[start, end)`` that write it."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def bodies(text: tuple[Token, ...]) -> tuple[Named, ...]:
    """Bodies of the state and the party, and offices named by what they do (Sở Nội vụ), in order."""
    joined, starts = _joined(text)
    found = [
        Named(m.group(), starts[m.start()], starts[m.start()] + len(m.group().split()))
        for m in _BODY.finditer(joined)
        if m.start() in starts
    ]
    taken = {i for body in found for i in range(body.start, body.end)}
    for at, token in enumerate(text[:-1]):
        follower = text[at + 1]
        if token.capital and token.folded in _OFFICE and at not in taken and follower.capital:
            end = at + 2
            if end < len(text) and text[end].clause == token.clause and text[end].kind == "word":
                end += 1
            if follower.clause == token.clause:
                found.append(Named(" ".join(t.folded for t in text[at:end]), at, end))
    return tuple(sorted(found, key=lambda body: body.start))


def unheld_body(statement: tuple[Token, ...], quotes: Sequence[tuple[Token, ...]]) -> str:
    """A body of the statement that no quote names in full, or ""."""
    runs = [_joined(quote)[0] for quote in quotes]
    header = _joined(tuple(t for quote in quotes if _is_header(quote) for t in quote if t.capital))[0]
    for body in bodies(statement):
        parts = re.findall(_HEAD, body.text)
        in_header = len(parts) > 1 and all(_holds(header, part) for part in parts)
        place = _place_of(statement, body)
        placed = bool(place) and any(_holds(run, place) for run in runs)
        if not in_header and not placed and not any(_holds(run, body.text) for run in runs):
            return body.text
    return ""


def _place_of(text: tuple[Token, ...], body: Named) -> str:
    """ "xa son mai" of "UBND xã Sơn Mai": a place that is named stands for its own body."""
    after = text[body.end : body.end + 2]
    level = body.text.rsplit(" ", 1)[-1]
    named = len(after) == 2 and all(t.capital and t.clause == text[body.start].clause for t in after)
    return f"{level} {after[0].folded} {after[1].folded}" if named and re.fullmatch(_LEVEL, level) else ""


def _is_header(quote: Sequence[Token]) -> bool:
    """Whether a quote begins in capitals, as headers write a body and, on a line of its own, the one above it."""
    return all(token.capital for token in quote[:3])


def exchanged_body(statement: tuple[Token, ...], quotes: Sequence[tuple[Token, ...]]) -> str:
    """A body of the statement that does in the quotes what another one does, or ""."""
    for body in bodies(statement):
        said = _deeds(statement, body)
        if len(said) < _FEWEST_DEEDS or (body.start and statement[body.start - 1].key in _POSSESSIVE):
            continue
        own = rival = 0
        for quote in quotes:
            for other in bodies(quote):
                share = len(said & _deeds(quote, other))
                if _holds(other.text, body.text) or _holds(body.text, other.text):
                    own = max(own, share)
                else:
                    rival = max(rival, share)
        if own == 0 and rival == len(said):
            return body.text
    return ""


def _deeds(text: tuple[Token, ...], body: Named) -> frozenset[str]:
    """The first content words after a body, up to the next body or the end of the part."""
    others = {i for other in bodies(text) if other != body for i in range(other.start, other.end)}
    found: list[str] = []
    for i in range(body.end, len(text)):
        if i in others or text[i].clause != text[body.end - 1].clause or len(found) == _CLOSE:
            break
        if is_content(text[i]):
            found.append(text[i].key)
    return frozenset(found)


def proper_names(text: tuple[Token, ...]) -> list[tuple[str, str]]:
    """Runs of two or more capitalised words, folded, each with what is left when a sentence's first word is
    taken off (the same run elsewhere)."""
    found: list[tuple[str, str]] = []
    run: list[Token] = []
    for token in (*text, None):
        joins = token is not None and token.capital and token.kind == "word"
        if run and (not joins or token is None or token.clause != run[-1].clause):
            if run[0].initial and run[0].key in FRAME:  # "Theo Công văn …"
                run = run[1:]
            whole = " ".join(t.folded for t in run)
            rest = " ".join(t.folded for t in run[1:]) if run and run[0].initial else whole
            if len(run) >= 2:
                found.append((whole, rest))
            run = []
        if joins and token is not None:
            run.append(token)
    return found


def _joined(text: tuple[Token, ...]) -> tuple[str, dict[int, int]]:
    """The folded words in a row with a bar between clauses, and the token at each character a word starts at.

    A header goes on from line to line ("ỦY BAN NHÂN DÂN / XÃ TRÀ GIANG"), so lines of capitals have no bar between.
    """
    starts: dict[int, int] = {}
    parts: list[str] = []
    at = 0
    for i, token in enumerate(text):
        before = text[i - 1] if i else token
        header = token.capital and before.capital and token.sentence != before.sentence
        if token.clause != before.clause and not header:
            parts.append("|")
            at += 2
        starts[at] = i
        parts.append(token.folded)
        at += len(token.folded) + 1
    return " ".join(parts), starts


def _holds(run: str, name: str) -> bool:
    return f" {name} " in f" {run} "
