"""Answers made of several statements: what stands under a heading, or what a body is to do."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant import units
from assistant.evidence import (
    GIVEN_SHARE,
    HEADING_SHARE,
    IDENTITY_SHARE,
    Query,
    Text,
    coverage,
    has_synonym,
    identity_text,
    rarity,
    read,
)
from assistant.expect import asks_fault
from assistant.question import CATEGORY_WORDS, Question
from corpus.document import Document, Span
from index.search import Index
from index.vietnamese import QUESTION_WORDS, key

MIN_RECALL = 0.8
MIN_PRECISION = 0.95
_MOST_SUBJECTS = 3
_SUBJECT_REACH = 10
_DUTY = re.compile(
    r"\b(lam|(?<!tuyen )giao|nhiem vu|trach nhiem|viec|vai tro|thi sao|phan cong|phu trach|thuc hien|yeu cau|"
    r"chi dao|de nghi)\b"
)
_VERB = re.compile(r" (duoc|phai|lam|co (nhiem vu|trach nhiem|vai tro)|chiu|can (lam|phai|thuc hien)|thi) ")
_SHORTEST_ACTOR = 4
_DUTY_WORDS = frozenset("lam giao nhiem vu trach viec vai tro phan cong phu thuc hien yeu cau phai can duoc".split())


#: Keys of the headings under which shortcomings stand.
_FAULTS = frozenset(("che", "kho", "kem", "vuong", "ton", "cap"))
_ITEMS = re.compile(r"\b(?:nhung|cac|may) (?:nguon |to )?(\w+) nao\b")
#: What people call an item that a document names otherwise.
_CALLED = {"to": "bao"}
_FEWEST_ITEMS = 2
_ITEM_SHARE = 0.5
_MOSTLY = 0.5
_TWO = 2
_JOINS = re.compile(r"\b(va|cung nhu|voi)\b|,")


class Group(NamedTuple):
    """Spans of one document that answer together, part by part."""

    document: Document
    parts: tuple[tuple[Span, ...], ...]


class _Heading(NamedTuple):
    document: Document
    section: int
    recall: float
    precision: float
    keys: frozenset[str]


def of_heading(
    index: Index, question: Question, query: Query, documents: Sequence[Document], sentence_coverage: float
) -> Group | None:
    """What stands under the heading that covers the question, when no sentence covers it much better.

    A heading counts when it covers the question, or when all its own words are in the question; two such
    headings side by side ("Thuận lợi", "Khó khăn") are both given.
    """
    asked = read(index, question.text)
    found = [h for document in documents for h in _headings(index, question, query, asked, document)]
    if not found:
        return None
    best = max(found, key=lambda h: (h.recall + 0.5 * h.precision, -h.section))
    if best.recall < sentence_coverage - 0.12 and best.precision < MIN_PRECISION:
        return None
    beside = [
        h
        for h in found
        if h.document.id == best.document.id
        and h.precision >= MIN_PRECISION
        and h.section != best.section
        and h.document.sections[h.section].parent == best.document.sections[best.section].parent
        and not h.keys <= best.keys
    ]
    chosen = sorted({best.section, *(h.section for h in beside)} if best.precision >= MIN_PRECISION else {best.section})
    if len(chosen) == 1:
        chosen = _named_parts(index, question, query, asked, best) or chosen
    parts = tuple(tuple(spans) for section in chosen if (spans := units.under(best.document, section)))
    return Group(best.document, parts) if parts else None


def _named_parts(index: Index, question: Question, query: Query, asked: Text, best: _Heading) -> list[int]:
    """The sections that a question names by most of their headings' words: of the parts of the best ("nguyên nhân"
    under "Khó khăn, tồn tại và nguyên nhân") unless those are all, or, where it joins several, of those beside it
    ("hạn chế gì và nguyên nhân do đâu")."""
    document = best.document
    parts = [i for i in document.children(best.section) if units.has_heading(document, i)]
    if question.folded.startswith("nguyen nhan"):
        causes = [i for i in parts if "nguyen" in read(index, document.sections[i].heading).held]
        if causes:
            return causes
    named = [i for i in parts if _is_named(index, query, asked, document, i)]
    if named:
        return named if len(named) < len(parts) else []
    above = document.sections[best.section].parent
    if above < 0 or not _JOINS.search(question.folded):
        return []
    others = [i for i in document.children(above) if units.has_heading(document, i)]
    named = [i for i in others if i == best.section or _is_named(index, query, asked, document, i)]
    return named if len(named) < len(others) or len(others) == _TWO else []


def _is_named(index: Index, query: Query, asked: Text, document: Document, section: int) -> bool:
    heading = read(index, document.sections[section].heading)
    keys = [k for k in heading.keys if k and k not in QUESTION_WORDS and not k.isdecimal()]
    content = [k for k in keys if k not in CATEGORY_WORDS] or keys
    return bool(content) and _share(index, content, _with_synonyms(asked, query, heading)) >= _MOSTLY


def _with_synonyms(asked: Text, query: Query, heading: Text) -> Text:
    """The question's words with those of the heading that say the same."""
    more = {k for need in query.needs for s in need.synonyms if has_synonym(heading, s) for k in s.phrase.keys}
    return asked._replace(held=asked.held | more)


def _headings(index: Index, question: Question, query: Query, asked: Text, document: Document) -> list[_Heading]:
    identity = read(index, identity_text(document))
    found: list[_Heading] = []
    for i, section in enumerate(document.sections):
        if not units.has_heading(document, i):
            continue
        heading = read(index, section.heading)
        content = [k for k in heading.keys if k not in QUESTION_WORDS and not k.isdecimal()]
        precision = _share(index, content, _with_synonyms(asked, query, heading))
        above = read(index, " ".join(document.heading_path(section.parent)) if section.parent >= 0 else "")
        recall = coverage(query, heading, around=((above, HEADING_SHARE), (identity, IDENTITY_SHARE)))
        own = coverage(query, heading)
        years_agree = not heading.years or heading.years <= asked.held
        telling = sum(k not in CATEGORY_WORDS for k in content) >= 1 or len(content) >= 4
        if asks_fault(question.folded) and not _FAULTS.intersection(heading.held):
            continue
        if not years_agree or (question.asks == "why" and "nguyen" not in heading.held):
            continue
        if (recall >= MIN_RECALL and own >= 0.4) or (
            precision >= MIN_PRECISION and telling and recall >= (0.3 if len(content) >= 4 else 0.45)
        ):
            found.append(_Heading(document, i, recall, precision, heading.held))
    return found


def _share(index: Index, content: Sequence[str], asked: Text) -> float:
    weights = [rarity(index, k) for k in content]
    held = sum(w for w, k in zip(weights, content, strict=True) if k in asked.held)
    return held / sum(weights) if weights else 0.0


def of_subject(index: Index, question: Question, query: Query, documents: Sequence[Document]) -> Group | None:
    """What the sources say a body is to do: the sections that begin with its name ("HĐND huyện làm gì?")."""
    if question.asks == "why" or not _DUTY.search(question.folded):
        return None
    total = max((need.weight for need in query.needs), default=0.0)
    telling = {k for need in query.needs if need.weight > GIVEN_SHARE * total * 2 for k in need.phrase}
    telling -= CATEGORY_WORDS | _DUTY_WORDS
    asked = list(read(index, " ".join(question.content)).keys)
    actor = list(read(index, _actor(question.folded)).keys)
    if len(telling) < 2 and len(actor) < _SHORTEST_ACTOR:
        return None
    best: tuple[int, list[tuple[int, Document, int]]] = (0, [])
    for document in documents:
        for i, section in enumerate(document.sections):
            first = units.first_sentence(document, section)
            if first is None:
                continue
            opening = read(index, document.text[first.start : first.end]).keys[:_SUBJECT_REACH]
            named = _longest_run(asked, opening, telling) if len(telling) >= 2 else 0
            length = max(named, _longest_end(actor, opening))
            if length > best[0]:
                best = (length, [])
            if length and length == best[0]:
                best[1].append((_place(asked, opening), document, i))
    if not best[1]:
        return None
    document = min(best[1], key=lambda row: row[0])[1]
    rows = [row for row in best[1] if row[1].id == document.id][:_MOST_SUBJECTS]
    earliest = min(row[0] for row in rows)
    parts = tuple(tuple(units.section_or_paragraph(document, i)) for place, _, i in rows if place <= earliest + 4)
    return Group(document, parts)


def of_items(index: Index, question: Question, documents: Sequence[Document]) -> Group | None:
    """The list whose items begin with the thing asked for ("những báo nào": "Báo Thời Đại", "Báo Pháp luật")."""
    asked = _ITEMS.search(question.folded)
    if asked is None:
        return None
    best: tuple[float, int, Document, int] | None = None
    for document in documents:
        for parent in {section.parent for section in document.sections if section.kind == "gạch"}:
            items = [units.first_sentence(document, document.sections[i]) for i in document.children(parent)]
            texts = [read(index, document.text[s.start : s.end]).keys for s in items if s is not None]
            share = sum(keys[:1] == (key(_CALLED.get(asked[1], asked[1])),) for keys in texts) / len(texts)
            if len(texts) >= _FEWEST_ITEMS and share >= _ITEM_SHARE and (best is None or share > best[0]):
                best = (share, -parent, document, parent)
    return Group(best[2], (tuple(units.under(best[2], best[3])),)) if best else None


def _actor(folded: str) -> str:
    """What stands before the verb of a question about duties ("ban to chuc tinh uy" of "... duoc giao viec gi")."""
    found = _VERB.search(folded)
    return folded[: found.start()] if found else ""


def _longest_end(actor: Sequence[str], opening: Sequence[str]) -> int:
    """Length of the longest end of an actor's name that stands in the opening; 0 when it is too short to be one."""
    run = f" {' '.join(opening)} "
    for length in range(len(actor), _SHORTEST_ACTOR - 1, -1):
        if f" {' '.join(actor[-length:])} " in run:
            return length
    return 0


def _longest_run(asked: Sequence[str], opening: Sequence[str], telling: set[str]) -> int:
    """Length of the longest run of the question's keys in the opening that has every telling key; 0 for none."""
    run = f" {' '.join(opening)} "
    for length in range(len(asked), 1, -1):
        for start in range(len(asked) - length + 1):
            part = asked[start : start + length]
            if telling <= set(part) and f" {' '.join(part)} " in run:
                return length
    return 0


def _place(asked: Sequence[str], opening: Sequence[str]) -> int:
    return next((i for i, k in enumerate(opening) if k in asked), len(opening))
