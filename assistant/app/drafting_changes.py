"""Events of the tab **Soạn thảo** that change what a report is drafted from: outline, brief, figures."""

from collections.abc import Callable
from dataclasses import replace

from assistant import outline as outlines
from assistant.app.drafting_desk import Desk
from assistant.app.drafting_detail import Detail, Outcome, brief, column, place, seen, text
from assistant.app.drafting_files import figures_in, outline_in
from assistant.draft import projects, versions
from assistant.draft.project import with_figures, with_outline
from assistant.draft.report import Figure, Outline
from corpus.errors import TrolyError


def change_outline(change: Callable[[Outline, Detail], Outline]) -> Callable[[Desk, Detail], Outcome]:
    """The action that edits the outline; sections follow their items."""

    def act(desk: Desk, detail: Detail) -> Outcome:
        _at_rest(desk, text(detail, "project"))
        versions.apply(
            desk.home,
            text(detail, "project"),
            lambda now: with_outline(now, change(now.outline, detail)),
            label="Trước khi sửa đề cương",
            seen=seen(detail),
        )
        return Outcome(place(detail))

    return act


def replace_outline(desk: Desk, detail: Detail) -> Outcome:
    """Another outline; sections of items with the same heading stay."""
    _at_rest(desk, text(detail, "project"))
    new = outline_in(detail, desk.service.index())
    versions.apply(
        desk.home,
        text(detail, "project"),
        lambda now: with_outline(now, new),
        label="Trước khi thay đề cương",
        seen=seen(detail),
    )
    return Outcome(place(detail), "Đã thay đề cương.")


def set_brief(desk: Desk, detail: Detail) -> Outcome:
    """The place, the length, whether other places may enter."""
    project = versions.apply(
        desk.home,
        text(detail, "project"),
        lambda now: replace(now, brief=brief(detail, now.brief.figures)),
        label="Trước khi sửa thông tin báo cáo",
        seen=seen(detail),
    )
    again = " Bấm “Soạn lại tất cả” để các mục đổi theo." if project.sections else ""
    return Outcome(place(detail), f"Đã lưu.{again}", kept=True)


def set_figures(desk: Desk, detail: Detail) -> Outcome:
    """The table of figures as typed; the sections they belong to are drafted anew."""
    columns = [column(detail, name) for name in ("item", "indicator", "value", "unit", "source")]
    return _with_figures(desk, detail, tuple(Figure(*map(str.strip, row)) for row in zip(*columns, strict=True)))


def add_figures(desk: Desk, detail: Detail) -> Outcome:
    """The figures of a spreadsheet added to those there are; one of the same item and indicator is replaced."""
    new = figures_in(detail)
    taken = {(f.item, f.indicator) for f in new}
    now = projects.load(desk.home, text(detail, "project")).brief.figures
    return _with_figures(desk, detail, (*(f for f in now if (f.item, f.indicator) not in taken), *new))


def _with_figures(desk: Desk, detail: Detail, figures: tuple[Figure, ...]) -> Outcome:
    id = text(detail, "project")
    before = projects.load(desk.home, id)
    figures = tuple(_placed(f, before.outline) for f in figures if f.value and f.indicator)
    project = versions.apply(
        desk.home,
        id,
        lambda now: with_figures(now, figures),
        label="Trước khi sửa số liệu của đơn vị",
        seen=seen(detail),
    )
    changed = {f.item for f in set(before.brief.figures) ^ set(project.brief.figures)}
    written = [item.label for item in outlines.leaves(project.outline) if item.label in project.sections]
    again = tuple(label for label in written if label in changed and project.sections[label].edited is None)
    left = [label for label in written if label in changed and project.sections[label].edited is not None]
    note = f"Đã lưu {len(project.brief.figures)} số liệu."
    if left:
        note += f" Mục đã sửa tay nên chưa soạn lại: {', '.join(left)}."
    return Outcome(place(detail), note, draft=again, kept=True)


def steps(detail: Detail) -> int:
    """Which way an item is to move: -1 up, 1 down."""
    return -1 if text(detail, "steps").startswith("-") else 1


def _at_rest(desk: Desk, id: str) -> None:
    if desk.workshop.state(id).phase == "running":
        raise TrolyError("Dự thảo đang được soạn; hãy chờ xong hoặc bấm Dừng rồi sửa đề cương.")


def _placed(figure: Figure, outline: Outline) -> Figure:
    """A figure with the label its item has in the outline. TrolyError where no text could use it."""
    item = outlines.item(outline, figure.item)
    if item.children:
        raise TrolyError(
            f"Mục {item.label} có mục con nên không chứa số liệu; hãy ghi “{figure.indicator}” vào một mục con, ví dụ "
            f"{outlines.leaves(Outline('', item.children))[0].label}."
        )
    return replace(figure, item=item.label)
