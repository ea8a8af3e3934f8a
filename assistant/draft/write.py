"""From an outline to a draft: each item's evidence told in cited sentences, and what is missing asked for.

Without a language model. Every "source" statement passes ``assistant.verify``; what fails goes to ``rejected``. The
result is a function of the corpus, the outline and the brief; what one section tells, others only refer to.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.answer import Citation
from assistant.draft import choose, requests, roles
from assistant.draft.choose import Place
from assistant.draft.figures import checked
from assistant.draft.likeness import holds, pairs
from assistant.draft.report import Brief, Choice, Outline, ReportDraft, SectionDraft
from assistant.draft.section import missing_in, section
from assistant.outline import ancestors, item, leaves, walk
from index.search import Index


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
    pieces = choose.pieces_of(index, outline, wanted, brief, choice=choice, used=used)
    told = choose.told(index, wanted, above, pieces, choice=choice, brief=brief)
    named = missing_in(index, [wanted.heading, *wanted.points, *wanted.remarks])
    asked = (
        *requests.ask(outline.title, wanted, above, brief.locality),
        *requests.ask_documents(wanted, named, brief.locality),
    )
    return section(index, wanted, brief, told, asked, proposing=roles.proposes(wanted, above))


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

    Each depends on the corpus, the outline and the brief alone, not on the others: evidence is given to items once,
    for all of them. ``done`` are sections drafted before and kept as they are.
    ``progress`` is called with (sections done, sections in all).
    """
    chosen = {item(outline, label).label for label in labels} if labels is not None else None
    todo = [leaf for leaf in leaves(outline) if chosen is None or leaf.label in chosen]
    sections: list[SectionDraft] = []
    for number, leaf in enumerate(todo, 1):
        choice = choices.get(leaf.label, Choice())
        sections.append(done.get(leaf.label) or draft_item(index, outline, leaf.label, brief, choice=choice))
        if progress:
            progress(number, len(todo))
    return tuple(sections)


def assemble(outline: Outline, sections: Sequence[SectionDraft], brief: Brief) -> ReportDraft:
    """The whole report: headings over what was drafted, markers running through it, each citation once."""
    by_label = {section.label: section for section in sections}
    above = {entry.label for label in by_label for entry in ancestors(outline, label)}
    markers: dict[Place, int] = {}
    citations: list[Citation] = []
    whole: list[SectionDraft] = []
    for entry in walk(outline):
        section = by_label.get(entry.label)
        if section is None:
            if entry.label in above:
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
    """The places whose words a section's statements hold; left out are quotes that only show what a document is, and
    statements that refer to another section, which have no role."""
    by_marker = {citation.marker: citation for citation in section.citations}
    return frozenset(
        (citation.document_id, citation.start, citation.end)
        for statement in section.statements
        if statement.role is not None
        for citation in map(by_marker.__getitem__, statement.citations)
        if holds(pairs(statement.text), pairs(citation.quote))
    )


def _renumbered(section: SectionDraft, new: Mapping[int, int]) -> SectionDraft:
    statements = tuple(replace(s, citations=tuple(new[m] for m in s.citations)) for s in section.statements)
    citations = tuple(replace(c, marker=new[c.marker]) for c in section.citations)
    edited = section.edited
    if edited is not None:
        edited = re.sub(r"\[(\d+)\]", lambda m: f"[{new.get(int(m[1]), int(m[1]))}]", edited)
    return replace(section, statements=statements, citations=citations, edited=edited)
