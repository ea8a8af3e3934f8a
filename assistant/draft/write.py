"""From an outline to a draft: each item's evidence told in cited sentences, and what is missing asked for.

Without a language model. Every "source" statement passes ``assistant.verify``; what fails goes to ``rejected``. The
result is a function of the corpus, the outline and the brief; a sentence told in one section is not told again in
a later one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answer import Citation, Rejected
from assistant.compose import citation_of
from assistant.draft import relation, roles, topics, wording
from assistant.draft import requests as data
from assistant.draft.allot import Piece, allotted, place_in, sources_in
from assistant.draft.figures import checked, matched, shown, sources
from assistant.draft.likeness import alike, pairs
from assistant.draft.material import Unit
from assistant.draft.report import (
    Brief,
    Choice,
    Coverage,
    DataRequest,
    DraftStatement,
    Figure,
    Length,
    Outline,
    OutlineItem,
    ReportDraft,
    Role,
    SectionDraft,
)
from assistant.draft.wording import Told
from assistant.outline import ancestors, item, leaves, walk
from assistant.verify import verify
from corpus.references import find_references, resolve
from index.search import Index
from prompts import say

#: Characters of evidence told for one point, and for an item without points, of directives and of results each.
_ROOM: Mapping[Length, tuple[int, int]] = {"short": (350, 900), "normal": (1200, 2400), "long": (3000, 6000)}

#: Pieces told elsewhere that an item refers to, and how many of them for one point.
_RECALLED: Mapping[Length, int] = {"short": 3, "normal": 8, "long": 12}
_OF_ONE_POINT = 3
_PER_LEVEL = 0.05
_OPENING = 0.3
_ORDER: tuple[Role, ...] = ("căn cứ", "chỉ đạo", "kết quả", "hạn chế", "nguyên nhân", "kiến nghị")

#: Where a sentence was told: document, start, end.
Place = tuple[str, int, int]


def draft_item(
    index: Index,
    outline: Outline,
    label: str,
    brief: Brief,
    *,
    choice: Choice = Choice(),  # noqa: B008 - frozen
    used: frozenset[Place] = frozenset(),
) -> SectionDraft:
    """The draft of one leaf item. ``used`` are the places that other sections told already (see ``told_in``).

    Raises TrolyError when the outline has no such item.
    """
    wanted = item(outline, label)
    brief = replace(brief, figures=checked(outline, brief.figures))
    if wanted.children:
        return SectionDraft(wanted.label, wanted.heading)
    above = ancestors(outline, wanted.label)
    pieces = _pieces(index, outline, wanted, brief, choice=choice, used=used)
    told = _told(index, wanted, above, pieces, choice=choice, length=choice.length or brief.length)
    asked = data.ask(outline.title, wanted, above, brief.locality)
    return _section(index, wanted, brief, told, asked, proposing=roles.proposes(wanted, above))


def draft_outline(
    index: Index,
    outline: Outline,
    brief: Brief,
    *,
    labels: Sequence[str] | None = None,
    choices: Mapping[str, Choice] = {},
    progress: Callable[[int, int], None] | None = None,
    done: Mapping[str, SectionDraft] = {},
) -> tuple[SectionDraft, ...]:
    """The drafts of the leaf items ``labels`` (all without), in the order of the outline.

    ``done`` are sections drafted before: kept as they are, and what they told is not told again.
    ``progress`` is called with (sections done, sections in all).
    """
    chosen = {item(outline, label).label for label in labels} if labels is not None else None
    todo = [leaf for leaf in leaves(outline) if chosen is None or leaf.label in chosen]
    used: frozenset[Place] = frozenset()
    sections: list[SectionDraft] = []
    for number, leaf in enumerate(todo, 1):
        section = done.get(leaf.label) or draft_item(
            index, outline, leaf.label, brief, choice=choices.get(leaf.label, Choice()), used=used
        )
        used |= told_in(section)
        sections.append(section)
        if progress:
            progress(number, len(todo))
    return tuple(sections)


def assemble(outline: Outline, sections: Sequence[SectionDraft], brief: Brief) -> ReportDraft:
    """The whole report: headings in their places, markers running through it, each citation once."""
    by_label = {section.label: section for section in sections}
    markers: dict[Place, int] = {}
    citations: list[Citation] = []
    whole: list[SectionDraft] = []
    for entry in walk(outline):
        section = by_label.get(entry.label)
        if section is None:
            if entry.children:
                whole.append(SectionDraft(entry.label, entry.heading))
            continue
        new: dict[int, int] = {}
        for citation in section.citations:
            place = (citation.document_id, citation.start, citation.end)
            if place not in markers:
                markers[place] = len(markers) + 1
                citations.append(replace(citation, marker=markers[place]))
            new[citation.marker] = markers[place]
        whole.append(_renumbered(section, new))
    return ReportDraft(report_title(outline), brief.locality, tuple(whole), tuple(citations))


def report_title(outline: Outline) -> str:
    """The title of the report that an outline is of: "Việc thực hiện Kết luận số 62-KL/TW ..."."""
    title = re.sub(r"(?i)^(gợi ý )?(đề cương )?(chi tiết )?(báo cáo )?", "", outline.title.strip())
    return title[:1].upper() + title[1:]


def told_in(section: SectionDraft) -> frozenset[Place]:
    """The places whose words a section's statements hold; quotes that only show what a document is are left out."""
    by_marker = {citation.marker: citation for citation in section.citations}
    return frozenset(
        (citation.document_id, citation.start, citation.end)
        for statement in section.statements
        for citation in map(by_marker.__getitem__, statement.citations)
        if alike(pairs(citation.quote), pairs(statement.text))
    )


def _pieces(
    index: Index, outline: Outline, wanted: OutlineItem, brief: Brief, *, choice: Choice, used: frozenset[Place]
) -> list[Piece]:
    """The evidence of an item as the drafter chose it; what was told before is no longer at home here."""
    found = allotted(index, outline, brief)[wanted.label]
    pieces = [p for p in found if p.unit.passage not in choice.excluded]
    held = {(p.unit.document.id, p.unit.span) for p in pieces}
    for source in sources_in(index, choice.pinned, brief):
        if (source.unit.document.id, source.unit.span) not in held:
            point, score = place_in(index, outline, wanted, brief, source)
            pieces.append(Piece((source,), point, score, home=True))
    return [replace(p, home=p.unit.passage in choice.pinned or (p.home and not _is_told(p.unit, used))) for p in pieces]


def _is_told(unit: Unit, used: frozenset[Place]) -> bool:
    start, end = unit.span
    return any(name == unit.document.id and a < end and start < b for name, a, b in used)


def _told(
    index: Index,
    wanted: OutlineItem,
    above: Sequence[OutlineItem],
    pieces: Sequence[Piece],
    *,
    choice: Choice,
    length: Length,
) -> list[Told]:
    proposing = roles.proposes(wanted, above)
    room = _ROOM[length][not wanted.points]
    told: list[Told] = []
    for point in (None, *range(len(wanted.points))):
        of_point = [p for p in pieces if p.point == point]
        for directs in (True, False):
            at_home = [p for p in of_point if p.home and p.directs is directs]
            told += wording.tell(index, _chosen(at_home, room, choice.pinned), proposing=proposing)
    told += wording.recall(index, _recalled(pieces, length), proposing=proposing)
    return told


def _chosen(pieces: Sequence[Piece], room: int, pinned: Sequence[str]) -> list[Piece]:
    """The strongest pieces that there is room for, at least one, and all pinned ones, in the order of reading.

    Of pieces about as strong the higher authority comes first, and a document's own opening before its parts.
    """
    chosen: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: -p.score + _PER_LEVEL * _level(p) - _OPENING * p.unit.names_itself):
        room -= len(piece.unit.text)
        if not chosen or room >= 0 or piece.unit.passage in pinned:
            chosen.append(piece)
    return sorted(chosen, key=_reading_order)


def _recalled(pieces: Sequence[Piece], length: Length) -> list[Piece]:
    """What other sections tell and this one refers to at its end: the strongest, few for one point."""
    chosen: list[Piece] = []
    for piece in pieces:
        of_point = sum(p.point == piece.point for p in chosen)
        if not piece.home and not piece.unit.names_itself and (piece.point is None or of_point < _OF_ONE_POINT):
            chosen.append(replace(piece, point=None))
    return sorted(chosen[: _RECALLED[length]], key=_reading_order)


def _level(piece: Piece) -> int:
    return relation.level_rank(piece.unit.document.info)


def _reading_order(piece: Piece) -> tuple[int, bool, int, str, int]:
    document = piece.unit.document
    role = _ORDER.index(piece.unit.role)
    return (role, piece.relation == "nơi khác", relation.rank(document.info), document.id, piece.unit.span.start)


class _Numbered(NamedTuple):
    statements: list[DraftStatement]
    citations: list[Citation]
    rejected: list[Rejected]
    passages: list[str]


def _section(
    index: Index,
    wanted: OutlineItem,
    brief: Brief,
    told: Sequence[Told],
    asked: Sequence[data.Asked],
    *,
    proposing: bool,
) -> SectionDraft:
    made = _Numbered([], [], [], [])
    markers: dict[Place, int] = {}
    requests: list[DataRequest] = []
    figures = [f for f in brief.figures if f.item == wanted.label]
    given = matched(figures, [a.request for a in asked])
    for point in (None, *range(len(wanted.points))):
        if point is not None:
            topic = topics.spoken(wanted.points[point])
            made.statements.append(DraftStatement(say("soan-thao", "point", topic=topic), "frame", point=point))
        of_point = [s for s in told if s.point == point and not s.recalled]
        if point is None and proposing and any(s.role == "căn cứ" for s in of_point):
            addressee = topics.addressed(wanted.heading) or say("soan-thao", "authority")
            made.statements.append(DraftStatement(say("soan-thao", "propose", addressee=addressee), "frame"))
        # What the office itself did comes before what others report.
        others = [s for s in of_point if s.elsewhere]
        for sentence in (s for s in of_point if not s.elsewhere):
            _add(made, markers, sentence)
        for place, wait in enumerate(asked):
            if wait.request.point == point:
                _wait(made, requests, wait, [f for f, of in given if of == place])
        for sentence in others:
            _add(made, markers, sentence)
    for sentence in (s for s in told if s.recalled):
        _add(made, markers, sentence)
    _add_figures(made, [f for f, of in given if of is None])
    return SectionDraft(
        label=wanted.label,
        heading=wanted.heading,
        statements=tuple(made.statements),
        requests=tuple(requests),
        citations=tuple(made.citations),
        coverage=_coverage(wanted, made.statements),
        passages=tuple(dict.fromkeys(made.passages)),
        missing=_missing(index, wanted, made.citations),
        rejected=tuple(made.rejected),
    )


def _add(made: _Numbered, markers: dict[Place, int], told: Told) -> None:
    verdict = verify(told.text, [quote.text for quote in told.quotes])
    if not verdict.supported:
        made.rejected.append(Rejected(told.text, verdict.reason))
        return
    numbers = []
    for quote in told.quotes:
        place = (quote.document.id, quote.start, quote.end)
        if place not in markers:
            markers[place] = len(markers) + 1
            made.citations.append(citation_of(markers[place], quote))
        numbers.append(markers[place])
    made.statements.append(
        DraftStatement(told.text, "source", tuple(dict.fromkeys(numbers)), role=told.role, point=told.point)
    )
    made.passages.extend(told.passages)


def _wait(made: _Numbered, requests: list[DataRequest], wait: data.Asked, figures: Sequence[Figure]) -> None:
    """The sentence of a request: with the office's figures where there are any, else with the place to fill."""
    point = wait.request.point
    if figures:
        filled = wait.sentence.replace("{need}", f"{'; '.join(map(shown, figures))} {sources(figures)}")
        made.statements.append(DraftStatement(filled, "office", role="kết quả", point=point))
        return
    text = wait.sentence.replace("{need}", say("soan-thao", "needed", what=wait.request.what))
    made.statements.append(DraftStatement(text, "frame", role="kết quả", point=point, request=len(requests)))
    requests.append(wait.request)


def _add_figures(made: _Numbered, figures: Sequence[Figure]) -> None:
    """Figures that no request waits for, a sentence each."""
    for figure in figures:
        text = f"{shown(figure)} {sources([figure])}."
        made.statements.append(DraftStatement(text, "office", role="kết quả"))


def _coverage(wanted: OutlineItem, statements: Sequence[DraftStatement]) -> Coverage:
    cited = [s for s in statements if s.citations]
    if not cited:
        return "none"
    answered = {s.point for s in cited if s.point is not None}
    roles_held: set[Role | None] = {s.role for s in cited}
    if wanted.points:
        return "strong" if len(answered) >= 0.7 * len(wanted.points) else "partial"
    return "strong" if len(cited) >= 3 or len(roles_held) >= 2 else "partial"


def _missing(index: Index, wanted: OutlineItem, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Documents that the item or its evidence names and the corpus lacks."""
    texts = [wanted.heading, *wanted.points, *wanted.remarks, *(c.quote for c in citations)]
    found = [r for text in texts for r in find_references(text) if resolve(r, index.documents) is None]
    return tuple(dict.fromkeys(r.number for r in found if not r.number.isdigit()))


def _renumbered(section: SectionDraft, new: Mapping[int, int]) -> SectionDraft:
    statements = tuple(replace(s, citations=tuple(new[m] for m in s.citations)) for s in section.statements)
    citations = tuple(replace(c, marker=new[c.marker]) for c in section.citations)
    edited = section.edited
    if edited is not None:
        edited = re.sub(r"\[(\d+)\]", lambda m: f"[{new.get(int(m[1]), int(m[1]))}]", edited)
    return replace(section, statements=statements, citations=citations, edited=edited)
