"""Answers in the sources' own words: the sentence, the list or the paragraph that covers the question.

A fact gets the one sentence (or clause) that covers the question best; a question for several things gets the
whole list or paragraph under the heading that covers it. What covers too little is not an answer.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from assistant import cite, confidence, facts, groups, units, vouched
from assistant.evidence import (
    Query,
    closest,
    identity_text,
    query,
    read,
)
from assistant.expect import asks_for_a_person, expected, holds, names_held, names_people, verdict
from assistant.question import CATEGORY_WORDS, YEAR, Question
from assistant.ranking import SEVERAL, Found, candidates, rank
from assistant.reply import Block, Point, Quote
from assistant.stated import restricts, stated
from corpus.document import Document, Span
from index.search import Hit, Index
from index.vietnamese import key, words
from prompts import say

_FIGURE_ASKED = re.compile(r"\bbao nhi(e)?u\b|\bso (dien thoai|may)\b|\bemail\b|\bten (gi|la gi|chi)\b")
_CONDITION = re.compile(r"^Khi\b|\b(sau|trước|cho đến) khi\b|\b(thường xuyên|định kỳ)\b", re.IGNORECASE)
#: Asks for a time, not for a day or month.
_ASKS_A_TIME = re.compile(r"\b(khi nao|bao gio|luc nao|bao lau|chung nao|nam (nao|may))\b")
_COMPARED_YEAR = re.compile(r"\b(?:so(?: voi)?|tu|tinh (?:theo|tu)) (?:nam )?\d{4}\b")
_FIGURE_OR_NONE = re.compile(r"(?i)\d|\bphần trăm\b|\b(chưa|không) có\b")
_FIGURE = re.compile(r"\b(bao nhieu|may)\b")
_LONG = 450  # characters: a longer sentence is cut to the clause that answers
MARGIN = 0.55  # of the ranking score
_WIDE_MARGIN = 0.8  # for questions that may want several things
_LONGEST_ANSWER = 1500  # characters of a paragraph given whole
_LONGEST_OTHER = 700
MOST_SHOWN = 3
_MOST_WHEN_UNSURE = 4  # which of them is meant is then for the reader to see
_SURE = 0.8  # a probability
_LEAST = 0.02  # a probability
_MOST_BESIDE = 2
_KNOWN = 0.97
_VOUCHED = 0.9
#: Share of a question about a document that the corpus lacks which the sentence must cover itself.
_OWN_OF_MISSING = 0.75
_SHORT_LINE = 45  # characters
#: What a line of a header may answer.
_HEADER_ASKED = re.compile(r"\b(ngay|so|noi|dau|ai|may|nao|ten)\b")
_TITLE_ASKED = re.compile(r"\bten\b")
#: Sections that each get a lead of their own.
_MOST_SECTIONS = 3
_SAME_SHARE = 0.75  # of the words of two sentences
#: Kinds of document that ask what others are to report.
_ONLY_ASKS = frozenset(("đề cương",))
_HIGH = 6  # ranks within which the rest of a list counts
_REACH = 30  # candidates looked at for one that can answer


def respond(
    index: Index,
    question: Question,
    scope: Sequence[Document],
    hits: Sequence[Hit],
    *,
    given: Sequence[str] = (),
    minor: Sequence[str] = (),
    only: bool = False,
    among: Callable[[Document, Span], bool] | None = None,
) -> tuple[Block, ...]:
    """The blocks that answer a question about the documents of ``scope`` (with ``only``: from nothing else).

    ``given`` are names of documents in the question, ``minor`` words carried over from an earlier one. ``among`` lets
    through the sentences that may answer: those which mention a document that the corpus itself lacks.
    """
    wanted = query(index, question.content, given=given, minor=minor)
    sentences = candidates(index, question.text, hits, scope, only=only and bool(scope))
    if among is not None:
        if _FIGURE.search(question.folded):
            return ()  # how many a document sets is said by itself alone
        sentences = [row for row in sentences if among(*row)]
        if not any(need.weight > 0 and set(need.phrase) - empty_words(given) for need in wanted.needs):
            return ()
    ranked = rank(index, question, wanted, sentences, hits, named=scope)
    return answer(index, question, wanted, ranked, about_missing=among is not None)


def answer(
    index: Index, question: Question, query: Query, ranked: Sequence[Found], *, about_missing: bool = False
) -> tuple[Block, ...]:
    """The blocks that answer, or nothing when no candidate covers enough; ``about_missing`` when the question is
    about a document that the corpus only mentions.

    Candidates nearly as good as the best are shown beside it: which of them is meant is for the reader to see.
    """
    fit = [f for f in ranked[:_REACH] if fits(index, question, f)]
    if ranked and ranked[0] not in fit[:1] and _is_known(index, question, query, ranked[0]):
        fit = [ranked[0], *fit]
    best = fit[0] if fit else None
    several = question.asks in SEVERAL
    if several and not about_missing and not restricts(question) and not vouched.refuses(index, question.text):
        reached = (index.document(i) for i in dict.fromkeys(f.document.id for f in ranked[:_REACH]))
        documents = [d for d in reached if not _only_asks(question, d)]
        group = groups.of_items(index, question, documents) or groups.of_subject(index, question, query, documents)
        if group is not None and vouched.outside(index, question.text, group.document):
            group = None
        if group is None:
            covered = best.features.coverage if best else 0.0
            heading = groups.of_heading(index, question, query, documents, covered)
            group = None if heading is None or _doubted(index, question, heading) else heading
        if group is not None and _speaks_of_names(index, question, group.document):
            return _merged([block for spans in group.parts for block in _blocks(question, group.document, spans)])
    if best is None or not query.needs:
        return ()
    certain = (
        question.asks in ("contact", "deadline")
        or names_people(index, question, best.text)
        or (best.features.named > 0 and question.asks not in ("count", "when"))
    )
    likely = chance(index, question, query, best)
    vouched_for = best.features.asked >= vouched.SAME and likely >= _VOUCHED
    if about_missing and best.features.own < _OWN_OF_MISSING and not vouched_for:
        return ()
    if not confidence.answers(likely, certain=certain):
        return ()
    blocks: list[Block] = []
    unsure = likely < _SURE
    margin = _WIDE_MARGIN if several or unsure else MARGIN
    for found in _close(index, fit, margin=margin, most=_MOST_WHEN_UNSURE if unsure else MOST_SHOWN):
        fact = facts.at(found.document, found.span) if units.is_outside(found.document, found.span) else None
        if fact is not None:
            blocks.append(fact)
            continue
        headings = units.headings_beside(found.document, found.span)
        if headings:
            spans = headings
        elif several or (question.asks != "who" and found.text.rstrip().endswith(":")):
            longest = _LONGEST_ANSWER if found is best else _LONGEST_OTHER
            spans = _siblings(found, ranked) if found is best and several else []
            spans = spans or units.with_what_follows(found.document, found.span, longest=longest)
        else:
            spans = [_clause(index, question, query, found)]
            if question.asks == "who":
                spans = units.with_subject(found.document, found.span, spans[0])
        blocks += _blocks(question, found.document, spans, own=found.features.own if found is best else 0.0)
    return _merged([*blocks, *_other_pieces(index, question, best, ranked)])


def _other_pieces(index: Index, question: Question, best: Found, ranked: Sequence[Found]) -> list[Block]:
    """The candidates that answer together with the best, as people know."""
    pieces = vouched.pieces(index, question.text)
    if not any(known.is_answered_in(best.document.id, *best.span) for known in pieces):
        return []
    told = [f for f in ranked if any(known.is_answered_in(f.document.id, *f.span) for known in pieces)]
    told.sort(key=lambda f: (f.document.id, f.span.start))
    return [block for f in told for block in _blocks(question, f.document, [f.span])]


def beside(
    index: Index,
    question: Question,
    scope: Sequence[Document],
    hits: Sequence[Hit],
    *,
    given: Sequence[str] = (),
    year: str = "",
) -> tuple[Block, ...]:
    """What the documents of ``scope`` say, under headings with a ``year`` if one is given, that is nearest to a
    question which sets them beside others: it takes for granted that they say something, so a small chance suffices."""
    wanted = query(index, question.content, given=given)
    sentences = [
        (document, span)
        for document, span in candidates(index, question.text, hits, scope, only=True)
        if year in units.headings(document, span)
    ]
    ranked = rank(index, question, wanted, sentences, hits, named=scope)
    fit = [f for f in ranked[:_REACH] if not units.is_heading(f.document, f.span)]
    if not fit or chance(index, question, wanted, fit[0]) < _LEAST:
        return ()
    blocks = []
    for found in _close(index, fit, margin=_WIDE_MARGIN, most=_MOST_BESIDE):
        spans = units.with_what_follows(found.document, found.span, longest=_LONGEST_OTHER)
        blocks += _blocks(question, found.document, spans)
    return _merged(blocks)


def _is_known(index: Index, question: Question, query: Query, found: Found) -> bool:
    """Whether people say that a candidate answers, so that it need not have the form that the question seems to want;
    a figure that is asked for must be there all the same."""
    return (
        (_FIGURE_ASKED.search(question.folded) is None or _FIGURE_OR_NONE.search(found.text) is not None)
        and found.features.asked >= vouched.SAME
        and chance(index, question, query, found) >= _KNOWN
        and (not asks_for_a_person(question) or holds(question, found.text))
        and _names_are_held(index, question, found)
    )


def _speaks_of_names(index: Index, question: Question, document: Document) -> bool:
    """Whether a document has the proper names and years of a question anywhere."""
    return names_held(index, question, read(index, f"{document.text} {identity_text(document)}"), document)


def _doubted(index: Index, question: Question, group: groups.Group) -> bool:
    """Whether the known questions find the answer outside a group."""
    return vouched.elsewhere(index, question.text, [(group.document, span) for part in group.parts for span in part])


def _siblings(best: Found, ranked: Sequence[Found]) -> list[Span]:
    """The whole list that a bullet stands in, or the paragraphs of its section, when others of it rank high too:
    half a list misleads."""
    spans = units.list_of(best.document, best.span) or units.paragraphs_of(best.document, best.span)
    high = {(f.document.id, f.span) for f in ranked[:_HIGH]}
    others = sum((best.document.id, span) in high for span in spans) - 1
    return spans if others >= min(2, len(spans) - 1) and others > 0 else []


def chance(index: Index, question: Question, query: Query, found: Found) -> float:
    """The probability that a candidate answers."""
    return confidence.probability(signs(index, question, query, found))


def signs(index: Index, question: Question, query: Query, found: Found) -> confidence.Signs:
    """What tells whether a candidate answers."""
    unanswered = index.unanswered(question.text, found.document.id)
    return confidence.signs(query, found, read(index, found.text), unanswered)


def _close(index: Index, fit: Sequence[Found], *, margin: float, most: int) -> list[Found]:
    """The best candidate and those within the margin, what another already says left out."""
    chosen: list[Found] = []
    for found in fit:
        if found.score < fit[0].score - margin or len(chosen) == most:
            break
        said = read(index, found.text).held
        if not any(_same(said, read(index, other.text).held) for other in chosen):
            chosen.append(found)
    return chosen


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME_SHARE * len(one | other)


def _merged(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks without points that an earlier block has."""
    seen: set[Quote] = set()
    kept: list[Block] = []
    for block in blocks:
        points = tuple(point for point in block.points if not set(point.quotes) <= seen)
        seen.update(quote for point in points for quote in point.quotes)
        if points:
            kept.append(replace(block, points=points, listed=len(points) > 1))
    last_note = {block.note: i for i, block in enumerate(kept)}
    return tuple(replace(b, note=b.note if last_note[b.note] == i else "") for i, b in enumerate(kept))


def empty_words(given: Sequence[str]) -> frozenset[str]:
    """Keys that say nothing about a document's content: its own name, and words like "nội dung", "nhiệm vụ"."""
    return CATEGORY_WORDS | {key(word) for text in given for word in words(text)}


def fits(index: Index, question: Question, found: Found) -> bool:
    """Whether a unit may answer at all: it holds what the question asks for, and no name stands unheld."""
    if found.features.asked < vouched.SAME:
        if _is_bare_title(question, found):
            return False
        if units.is_heading(found.document, found.span) and (
            question.asks not in SEVERAL or _only_asks(question, found.document)
        ):
            return False
        if _is_title(found) and not _HEADER_ASKED.search(question.folded):
            return False
    if not stated(question, found.document, found.span) or _is_of_another_year(question, found):
        return False
    if not holds(question, found.text) and not (found.features.asked >= vouched.SAME and _tells_when(question, found)):
        return False
    return _names_are_held(index, question, found)


def _is_of_another_year(question: Question, found: Found) -> bool:
    """Whether a unit stands under headings of other years than the one that a question sets as its time ("đến năm
    2021"; "so với năm 2021" sets none), in a document with a heading of that year."""
    asked = set(YEAR.findall(_COMPARED_YEAR.sub(" ", question.folded)))
    under = set(YEAR.findall(units.headings(found.document, found.span)))
    if not asked or not under or asked & under:
        return False
    return any(asked & set(YEAR.findall(section.heading)) for section in found.document.sections)


def _is_bare_title(question: Question, found: Found) -> bool:
    """Whether a unit is a title in capitals ("KẾ HOẠCH"), which only answers what a document is called."""
    return _is_title(found) and found.text.isupper() and not _TITLE_ASKED.search(question.folded)


def _tells_when(question: Question, found: Found) -> bool:
    """Whether a unit without a date tells a time all the same: by a condition, or by the year of its heading."""
    if question.asks != "when" or not _ASKS_A_TIME.search(question.folded):
        return False
    return bool(_CONDITION.search(found.text) or YEAR.search(units.headings(found.document, found.span)))


def _names_are_held(index: Index, question: Question, found: Found) -> bool:
    around = f"{units.headings(found.document, found.span)} {units.neighbours(found.document, found.span)}"
    known = vouched.words(index, question.text, found.document, found.span)
    context = read(index, f"{found.text} {around} {identity_text(found.document)} {known}")
    return names_held(index, question, context, found.document)


def _only_asks(question: Question, document: Document) -> bool:
    """Whether a document has no answer of its own to give: an outline asks for reasons, it gives none."""
    return question.asks == "why" and document.info.kind in _ONLY_ASKS


def _is_title(found: Found) -> bool:
    """Whether a unit is a short line of a document's header: its number, its place and date, its name."""
    return found.span.start < found.document.front.end and len(found.text) <= _SHORT_LINE


def _clause(index: Index, question: Question, query: Query, best: Found) -> Span:
    """The part of a long sentence that covers the question as well as the whole, or that answers a known one."""
    document, span = best.document, best.span
    if span.end - span.start <= _LONG:
        return span
    clauses = units.clauses(document, span)
    told = [known for known in vouched.leads(index, question.text) if known.is_answered_in(document.id, *span)]
    if told:
        meant = [c for c in clauses if any(known.is_answered_in(document.id, *c) for known in told)]
        return Span(meant[0].start, meant[-1].end) if meant else span
    parts = [
        part
        for part in clauses
        if expected(question, document.text[part.start : part.end]) >= expected(question, best.text)
    ]
    if len(parts) < 2:
        return span
    headings = read(index, units.headings(document, span))
    scored = [(closest(query, read(index, document.text[p.start : p.end]), headings), p) for p in parts]
    share, part = max(scored, key=lambda row: (row[0], -row[1].start))
    return part if share >= 0.95 * best.features.own else span


def _blocks(question: Question, document: Document, spans: Sequence[Span], *, own: float = 0.0) -> list[Block]:
    """What some spans of a document say, section by section; those of many sections under the part that holds them.
    A title in capitals says nothing beside what stands under it."""
    spans = [s for s in spans if not document.text[s.start : s.end].isupper()] or list(spans)
    by_section = [(place, list(run)) for place, run in groupby(spans, key=lambda span: _section(document, span))]
    if len(by_section) > _MOST_SECTIONS:
        parts = {place.rpartition(".")[0] for place, _ in by_section}
        whole = parts.pop() if len(parts) == 1 else ""
        by_section = [(whole, list(spans))]
    one = len(spans) == 1
    return [
        _block(
            question, document, run, cite.place_of(document, run[0].start) if one else place, own=own if one else 0.0
        )
        for place, run in by_section
    ]


def _section(document: Document, span: Span) -> str:
    """The numbered section that a span stands in, as it is cited: without the bullet or sentence."""
    return cite.place_of(document, span.start).split(", gạch đầu dòng")[0].split(", ý thứ")[0]


def _block(question: Question, document: Document, spans: Sequence[Span], place: str, *, own: float) -> Block:
    points = tuple(Point(document.text[a:b].strip(), (Quote(document, a, b),)) for a, b in spans)
    name = cite.name(document.info)
    lead = say("tra-loi", "lead", document=name, place=place) if place else say("tra-loi", "lead-whole", document=name)
    key = verdict(question, points[0].text, own) if len(points) == 1 and document.info.kind not in _ONLY_ASKS else ""
    note = "" if document.info.verbatim else say("tra-loi", "summary-note", document=name)
    return Block(points, lead=lead, note=note, listed=len(points) > 1, verdict=say("tra-loi", key) if key else "")
