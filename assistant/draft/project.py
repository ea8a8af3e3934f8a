"""A drafting project: one report being drafted, with all that its drafter chose and wrote. Pure functions.

Where it is kept on disk is ``projects.py``; the text of a section is edited by ``edit.py``.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.draft.plain import plain
from assistant.draft.report import Brief, Choice, Figure, Outline, OutlineItem, SectionDraft
from corpus.errors import TrolyError

MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Project:
    """``revision`` grows by one with each change kept; times are ISO 8601 with the zone. ``choices`` and
    ``sections`` go by the labels of the outline; an item not drafted yet has no section."""

    id: str
    title: str
    created: str
    changed: str
    revision: int
    outline: Outline
    brief: Brief
    choices: Mapping[str, Choice] = field(default_factory=dict)
    sections: Mapping[str, SectionDraft] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """The part of a project that a change was made on ("outline", "brief", "II.1"), as it then was."""

    part: str
    stamp: str


def checked_title(title: str) -> str:
    """A title on one line. TrolyError when there is nothing left of it or it is too long."""
    title = " ".join(title.split())
    if not title:
        raise TrolyError("Hãy đặt tên cho dự thảo.")
    if len(title) > MAX_TITLE:
        raise TrolyError(f"Tên dự thảo dài quá {MAX_TITLE} ký tự; hãy đặt tên ngắn hơn.")
    return title


def stamp(project: Project, part: str) -> str:
    """Sixteen hexadecimal digits that change with a part: the outline, the brief, or a section and its choice."""
    if part == "outline":
        value: object = plain(project.outline)
    elif part == "brief":
        value = plain(project.brief)
    else:
        value = [plain(project.sections.get(part)), plain(choice(project, part))]
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def choice(project: Project, label: str) -> Choice:
    """What the drafter chose for a section."""
    return project.choices.get(label, Choice())


def with_section(project: Project, section: SectionDraft) -> Project:
    """The project with a section in place of the one with its label."""
    return replace(project, sections={**project.sections, section.label: section})


def with_choice(project: Project, label: str, chosen: Choice) -> Project:
    """The project with another choice for a section."""
    return replace(project, choices={**project.choices, label: chosen})


def with_figures(project: Project, figures: Sequence[Figure]) -> Project:
    """The project with the office's own figures in place of the ones before; rows without a value are left out."""
    kept = tuple(f for f in figures if f.value.strip() and f.indicator.strip())
    return replace(project, brief=replace(project.brief, figures=kept))


def with_outline(project: Project, outline: Outline) -> Project:
    """The project with an edited outline; sections, choices and figures follow their items to the new labels.

    An edit keeps the items it does not touch, so an item is known again by itself, a renamed one by its label.
    Sections of dropped items go; the version kept before has them.
    """
    moves = _moves(project.outline.items, outline.items)
    headings = {item.label: item.heading for item in _items(outline.items)}
    sections = {
        moves[label]: replace(section, label=moves[label], heading=headings[moves[label]])
        for label, section in project.sections.items()
        if label in moves
    }
    choices = {moves[label]: chosen for label, chosen in project.choices.items() if label in moves}
    figures = tuple(replace(f, item=moves.get(f.item, f.item)) for f in project.brief.figures)
    for label, section in sections.items():
        requests = tuple(replace(request, item=label) for request in section.requests)
        sections[label] = replace(section, requests=requests)
    return replace(
        project,
        outline=outline,
        sections=sections,
        choices=choices,
        brief=replace(project.brief, figures=figures),
    )


def _items(items: Sequence[OutlineItem]) -> list[OutlineItem]:
    return [found for item in items for found in (item, *_items(item.children))]


def _moves(before: Sequence[OutlineItem], after: Sequence[OutlineItem]) -> dict[str, str]:
    """New labels by old ones: first what says the same, in order, then what stands at the same label."""
    old, new = _items(before), _items(after)
    left = dict(enumerate(new))
    moves: dict[str, str] = {}
    for same in (_is_same, _is_alike, _is_renamed):
        for item in old:
            if item.label in moves:
                continue
            if (found := next((i for i, other in left.items() if same(item, other)), None)) is not None:
                moves[item.label] = left.pop(found).label
    return moves


def _is_same(old: OutlineItem, new: OutlineItem) -> bool:
    return old.label == new.label and old.heading == new.heading


def _is_alike(old: OutlineItem, new: OutlineItem) -> bool:
    return (old.heading, old.points, old.remarks) == (new.heading, new.points, new.remarks)


def _is_renamed(old: OutlineItem, new: OutlineItem) -> bool:
    return old.label == new.label
