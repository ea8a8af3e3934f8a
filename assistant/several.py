"""Questions that ask for several things at once: "Hạn nộp báo cáo là ngày nào, liên hệ ai?".

Mostly one answer holds them all. Where a part with question words of its own finds its answer elsewhere in the
documents that the whole is about, that is told as well.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.question import understand

_BOUND = re.compile(
    r"\s*[,;:?]\s*(?:(?:và|va|còn|con|rồi|roi|thì|thi)\s+)?|\s+(?:và|va|còn|con|rồi|roi)\s+", re.IGNORECASE
)
#: The same asked of a second ("UBND huyện làm gì? Còn HĐND huyện?").
_ALSO = re.compile(
    r".+?\b(?P<does>(?:có |co |phải |phai |được |duoc )?"
    r"(?:làm|lam|nhiệm vụ|nhiem vu|trách nhiệm|trach nhiem|giao|phân|phan|phụ trách|phu trach)\b"
    r"[^?,]*\b(?:gì|gi|nào|nao)\b[^?,]*)\s*[?,]\s*(?:(?:thế|the|vậy|vay)\s+)?(?:còn|con)\s+(?P<second>[^?,]+?)"
    r"(?:\s+(?:thì|thi)\s+sao)?\s*\?*$",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\[(\d+)\]")
_ASKING = re.compile(r"\b(?:gi|nao|ai|dau|bao nhieu)\b")
_MOST = 3
_FEWEST_WORDS = 2
_MOST_STATEMENTS = 4


def parts(text: str) -> tuple[str, ...]:
    """The parts of a question, as typed, when two or three of them ask for something by themselves; else nothing.
    What stands before or between them without asking goes with the part that follows."""
    found: list[str] = []
    kept = ""
    for piece in _BOUND.split(text):
        kept = f"{kept} {piece}".strip()
        if len(piece.split()) >= _FEWEST_WORDS and _asks(piece):
            found.append(kept)
            kept = ""
    if found and kept:
        found[-1] = f"{found[-1]} {kept}"
    return tuple(found) if 1 < len(found) <= _MOST else ()


def _asks(piece: str) -> bool:
    question = understand(piece)
    return (
        bool(question.identity)
        or question.asks not in ("what", "yesno", "compare", "how", "why")
        or _ASKING.search(question.folded) is not None
    )


def also(text: str) -> str:
    """The question that asks of a second what a text asks of the first; empty for other texts."""
    match = _ALSO.match(text)
    if match is None or _ASKING.search(understand(match["second"]).folded):
        return ""
    return f"{match['second']} {match['does']}"


def completed(answer: Answer, others: Sequence[Answer]) -> Answer:
    """An answer with those of its question's parts that it leaves out, their markers numbered on; a refusal only gives
    way to answers to all of them."""
    if answer.abstained and any(other.abstained for other in others):
        return answer
    for other in others:
        if other.abstained or not other.citations or len(other.statements) > _MOST_STATEMENTS:
            continue
        if answer.abstained:
            answer = replace(other, question=answer.question, resolved=answer.resolved)
        elif not any(_overlaps(answer, other, marker) for marker in other.statements[0].citations):
            answer = _joined(answer, other)
    return answer


def _overlaps(answer: Answer, other: Answer, marker: int) -> bool:
    cited = next(c for c in other.citations if c.marker == marker)
    return any(
        c.document_id == cited.document_id and c.start < cited.end and cited.start < c.end for c in answer.citations
    )


def _joined(answer: Answer, other: Answer) -> Answer:
    last = max((c.marker for c in answer.citations), default=0)
    statements = tuple(replace(s, citations=tuple(m + last for m in s.citations)) for s in other.statements)
    return replace(
        answer,
        text=f"{answer.text}\n\n{_MARKER.sub(lambda m: f'[{int(m[1]) + last}]', other.text)}",
        statements=(*answer.statements, *statements),
        citations=(*answer.citations, *(replace(c, marker=c.marker + last) for c in other.citations)),
        hits=(*answer.hits, *(hit for hit in other.hits if hit not in answer.hits)),
    )
