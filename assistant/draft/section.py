"""A section put together: sentences verified and numbered, places for what only the office knows, coverage."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.answer import Citation, Rejected
from assistant.compose import citation_of
from assistant.draft import topics
from assistant.draft.choose import Place
from assistant.draft.figures import matched, shown, sources
from assistant.draft.report import (
    Brief,
    Coverage,
    DataRequest,
    DraftStatement,
    Figure,
    OutlineItem,
    SectionDraft,
)
from assistant.draft.requests import Asked
from assistant.draft.wording import Told, verdict
from corpus.document import Reference
from corpus.references import find_references, resolve
from index.search import Index
from prompts import say

#: Share of the points answered, and number of sentences, from which an item is well covered.
_MOST_POINTS = 0.6
_SEVERAL = 2


class _Numbered(NamedTuple):
    statements: list[DraftStatement]
    citations: list[Citation]
    rejected: list[Rejected]
    passages: list[str]


def section(
    index: Index,
    wanted: OutlineItem,
    brief: Brief,
    told: Sequence[Told],
    asked: Sequence[Asked],
    *,
    proposing: bool,
) -> SectionDraft:
    """The draft of an item: sentences verified and numbered, what is missing asked for, the office's figures in place.

    Point by point: what is required and what the office itself did, the figures waited for, what others report.
    """
    made = _Numbered([], [], [], [])
    markers: dict[Place, int] = {}
    requests: list[DataRequest] = []
    figures = [f for f in brief.figures if f.item == wanted.label]
    given = matched(figures, [a.request for a in asked])
    for point in (None, *range(len(wanted.points))):
        if point is not None:
            topic = topics.spoken(wanted.points[point])
            made.statements.append(DraftStatement(say("soan-thao", "point", topic=topic), "frame", point=point))
        of_point = [s for s in told if s.point == point and (proposing or not s.recalled)]
        if point is None and proposing and any(s.role == "căn cứ" for s in of_point):
            addressee = topics.addressed(wanted.heading) or say("soan-thao", "authority")
            made.statements.append(DraftStatement(say("soan-thao", "propose", addressee=addressee), "frame"))
        others = [s for s in of_point if s.elsewhere]
        for sentence in (s for s in of_point if not s.elsewhere):
            _add(made, markers, sentence)
        for place, wait in enumerate(asked):
            if wait.request.point == point:
                _wait(made, requests, wait, [f for f, of in given if of == place])
        for sentence in others:
            _add(made, markers, sentence)
    recalled = [s for s in told if s.recalled and not proposing]
    if recalled:
        made.statements.append(DraftStatement(say("soan-thao", "elsewhere-in-report"), "frame"))
    for sentence in recalled:
        _add(made, markers, sentence)
    _add_figures(made, [f for f, of in given if of is None])
    kept = [t for t in told if t.text not in {r.text for r in made.rejected}]
    texts = [wanted.heading, *wanted.points, *wanted.remarks, *(c.quote for c in made.citations)]
    return SectionDraft(
        label=wanted.label,
        heading=wanted.heading,
        statements=tuple(made.statements),
        requests=tuple(requests),
        citations=tuple(made.citations),
        coverage=_coverage(wanted, kept),
        passages=tuple(dict.fromkeys(made.passages)),
        missing=tuple(r.number for r in missing_in(index, texts)),
        rejected=tuple(made.rejected),
    )


def _add(made: _Numbered, markers: dict[Place, int], told: Told) -> None:
    checked = verdict(told)
    if not checked.supported:
        made.rejected.append(Rejected(told.text, checked.reason))
        return
    numbers = []
    for quote in told.quotes:
        place = (quote.document.id, quote.start, quote.end)
        if place not in markers:
            markers[place] = len(markers) + 1
            made.citations.append(citation_of(markers[place], quote))
        numbers.append(markers[place])
    made.statements.append(
        DraftStatement(
            told.text,
            "source",
            tuple(dict.fromkeys(numbers)),
            role=None if told.recalled else told.role,
            point=told.point,
        )
    )
    made.passages.extend(told.passages)


def _wait(made: _Numbered, requests: list[DataRequest], wait: Asked, figures: Sequence[Figure]) -> None:
    """The sentence of a request: with the office's figures where there are any, else with the place to fill."""
    point = wait.request.point
    if figures:
        filled = wait.sentence.replace("{need}", f"{'; '.join(map(shown, figures))} {sources(figures)}")
        made.statements.append(DraftStatement(filled, "office", point=point))
        return
    text = wait.sentence.replace("{need}", say("soan-thao", "needed", what=wait.request.what))
    made.statements.append(DraftStatement(text, "frame", point=point, request=len(requests)))
    requests.append(wait.request)


def _add_figures(made: _Numbered, figures: Sequence[Figure]) -> None:
    """Figures that no request waits for, a sentence each."""
    for figure in figures:
        text = f"{shown(figure)} {sources([figure])}."
        made.statements.append(DraftStatement(text, "office"))


def _coverage(wanted: OutlineItem, told: Sequence[Told]) -> Coverage:
    """Strong: most points have evidence of their own, or an item without points has several pieces of it."""
    here = [t for t in told if not t.recalled]
    if not told:
        return "none"
    if wanted.points:
        answered = {t.point for t in here if t.point is not None}
        return "strong" if len(answered) >= _MOST_POINTS * len(wanted.points) else "partial"
    return "strong" if len(here) >= _SEVERAL else "partial"


def missing_in(index: Index, texts: Sequence[str]) -> tuple[Reference, ...]:
    """The documents that texts name by a full number and the corpus lacks, each once."""
    found = {r.number: r for text in texts for r in find_references(text) if resolve(r, index.documents) is None}
    return tuple(reference for number, reference in found.items() if not number.isdigit())
