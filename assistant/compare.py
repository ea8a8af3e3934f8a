"""Comparisons: what each side says about the same thing, side by side, each cited.

The sides are the documents a question names, or the years ("mục tiêu năm 2021 và năm 2025"). No conclusion is
drawn: the reader sees both texts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import cite, extract
from assistant.context import BODY, Resolved
from assistant.evidence import name_words
from assistant.question import YEAR, content_words
from assistant.reply import Block
from corpus.document import Document
from index.search import Hit, Index
from index.vietnamese import fold
from prompts import say

_LEVEL_WORDS = {
    "trung ương": r"\b(trung uong|bo chinh tri|ban bi thu)\b",
    "tỉnh": r"\b(cua|o|cap|ben|va|voi|van ban|cong van|ke hoach) tinh\b|\btinh (uy )?(thi|noi|giao|lam|va|voi)\b",
    "huyện": r"\bhuyen\b",
    "xã": r"\bxa\b(?! hoi)",
}
_TOPIC_WORDS = frozenset(
    "khác giống nhau sánh khac giong sanh điểm diem biệt biet cạnh canh lượt luot lần lan mỗi moi từng tung bên "
    "ben".split()
)
#: What sets two levels side by side without a word of comparison.
_BESIDE = re.compile(r"\bthi (noi |lam )?(sao|gi|the nao|ra sao)$|\bva\b|\bvoi\b")


def respond(index: Index, resolved: Resolved, scope: Sequence[Document], hits: Sequence[Hit]) -> tuple[Block, ...]:
    """A block for each side; empty when the question has not two sides or no side has evidence."""
    years = tuple(dict.fromkeys(YEAR.findall(resolved.text)))
    if len(years) >= 2:
        scope = scope or with_years(index.documents, years)
        return _sides(index, [(_only(resolved, year, years), scope, hits) for year in years], scope)
    if len(scope) < 2:
        scope = list(_by_level(index, resolved.question.folded, scope).values()) or scope
    if len(scope) >= 2:
        sides = []
        for document in scope:
            own = index.search(resolved.text, k=len(hits) or 10, document=document.id)
            text = _without_names(resolved.text, [d for d in scope if d.id != document.id])
            sides.append((_retold(resolved, text), [document], own))
        return _sides(index, sides, scope, needs_all=resolved.question.asks != "compare")
    return _bodies(index, resolved, scope, hits)


def sets_side_by_side(index: Index, resolved: Resolved, scope: Sequence[Document]) -> bool:
    """Whether a question has two sides without saying that it compares: years that one document sets apart, or levels
    ("trung ương nói tăng, huyện thì sao?")."""
    question = resolved.question
    if question.asks not in ("what", "how", "list", "who"):
        return False
    years = tuple(dict.fromkeys(YEAR.findall(resolved.text)))
    if len(years) >= 2:
        return bool(with_years(scope or index.documents, years))
    levels = _by_level(index, question.folded, scope)
    return question.asks == "what" and len(levels) >= 2 and _BESIDE.search(question.folded) is not None


def with_years(documents: Sequence[Document], years: Sequence[str]) -> list[Document]:
    """The documents that have a heading for each of two or more years."""
    found = []
    for document in documents:
        headings = " ".join(s.heading for s in document.sections if s.kind != "gạch" and not s.heading.endswith("…"))
        if len(set(years) & set(YEAR.findall(headings))) >= 2:
            found.append(document)
    return found


def _by_level(index: Index, folded: str, scope: Sequence[Document]) -> dict[str, Document]:
    """One document for each level a question sets side by side ("trung ương ... huyện"): the named one, or the
    level's directive or report; empty when there is but one level."""
    chosen: dict[str, Document] = {d.info.level: d for d in scope if d.info.level}
    for level, words in _LEVEL_WORDS.items():
        if re.search(words, folded):
            of_level = [d for d in index.documents if d.info.level == level and d.info.verbatim and d.sections]
            if of_level:
                chosen.setdefault(level, of_level[0])
    return chosen if len(chosen) >= 2 else {}


def _bodies(index: Index, resolved: Resolved, scope: Sequence[Document], hits: Sequence[Hit]) -> tuple[Block, ...]:
    """What is said of each of two bodies ("nhiệm vụ của HĐND huyện với UBND huyện")."""
    folded = [fold(word.strip(",.;:?!")) for word in resolved.text.split()]
    bodies = list(BODY.finditer(" ".join(folded)))
    if len(bodies) != 2:
        return ()
    sides = []
    for other in reversed(bodies):
        at = " ".join(folded)[: other.start()].count(" ")
        length = len(other.group().split())
        text = " ".join(word for i, word in enumerate(resolved.text.split()) if not at <= i < at + length)
        sides.append((_retold(resolved, text), scope, hits))
    return _sides(index, sides, scope)


def _without_names(text: str, others: Sequence[Document]) -> str:
    """A question without the names of the other sides, which the words of one side need not hold."""
    for document in others:
        info = document.info
        for name in (info.locality, info.issuer, info.signer):
            if name:
                text = re.sub(rf"\b{re.escape(name.split(',')[0])}\b", " ", text, flags=re.IGNORECASE)
    return text


def _sides(
    index: Index,
    sides: Sequence[tuple[Resolved, Sequence[Document], Sequence[Hit]]],
    named: Sequence[Document],
    *,
    needs_all: bool = True,
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    answered = 0
    for resolved, scope, hits in sides:
        found = _one(index, resolved, scope, hits, named)
        answered += bool(found)
        if found:
            blocks += found
        elif scope:
            name = "; ".join(cite.name(d.info) for d in scope)
            blocks.append(Block((), lead=say("tra-loi", "nothing-on-this", document=name)))
    if answered == 0 or (needs_all and answered < len(sides)):
        return ()
    return tuple(dict.fromkeys(blocks))


def _one(
    index: Index, resolved: Resolved, scope: Sequence[Document], hits: Sequence[Hit], named: Sequence[Document]
) -> tuple[Block, ...]:
    question = resolved.question
    if question.asks == "compare":
        question = replace(question, asks="list")
    given = [name_words(d) for d in named]
    return extract.respond(index, question, scope, hits, given=given, only=bool(scope))


def _only(resolved: Resolved, year: str, years: Sequence[str]) -> Resolved:
    """The question with one of its years."""
    text = resolved.text
    for other in years:
        if other != year:
            text = re.sub(rf"\b(năm |nam )?{other}\b", " ", text)
    return _retold(resolved, text)


def _retold(resolved: Resolved, text: str) -> Resolved:
    content = tuple(w for w in content_words(text) if w.lower() not in _TOPIC_WORDS)
    return replace(resolved, text=text, question=replace(resolved.question, text=text, content=content))
