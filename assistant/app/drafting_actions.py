"""What the buttons and forms of the tab **Soạn thảo** do: one function for each event, by its name in ``ACTIONS``.

``Detail`` is what the page's script sends: texts of the form, and where the window is. Each function returns where
the window is to look next and what to tell; a TrolyError becomes the sentence shown.
"""

from collections.abc import Callable
from dataclasses import replace

from assistant import outline as outlines
from assistant.app.drafting_changes import (
    add_figures,
    change_outline,
    replace_outline,
    set_brief,
    set_figures,
    steps,
)
from assistant.app.drafting_desk import Desk, Place
from assistant.app.drafting_detail import LENGTHS, Detail, Outcome, brief, flag, place, seen, text
from assistant.app.drafting_files import outline_in, word_file
from assistant.draft import project as states
from assistant.draft import projects, versions
from assistant.draft.edit import edit
from assistant.draft.project import Project, choice, with_choice, with_section
from assistant.draft.projects import ConflictError
from assistant.draft.report import Choice, Outline, OutlineItem
from assistant.word.layout import Body
from corpus.errors import TrolyError

_SHOWN = 3

Action = Callable[[Desk, Detail], Outcome]


def show_first(desk: Desk, detail: Detail) -> Outcome:
    """The first screen."""
    return Outcome(Place())


def open_project(desk: Desk, detail: Detail) -> Outcome:
    """A project, at the page it was left at or the first one."""
    project = projects.load(desk.home, text(detail, "project"))
    return Outcome(Place(project.id, text(detail, "view") or _first_view(project)))


def create(desk: Desk, detail: Detail) -> Outcome:
    """A new project; its outline is looked at first."""
    title = states.checked_title(text(detail, "title"))
    made = projects.create(
        desk.home, title=title, outline=outline_in(detail, desk.service.index()), brief=brief(detail, ())
    )
    return Outcome(
        Place(made.id, "outline"),
        "Đã tạo dự thảo. Hãy xem lại đề cương; khi vừa ý, bấm “Soạn tất cả các mục” hoặc chọn từng mục.",
        kept=True,
    )


def recover(desk: Desk, detail: Detail) -> Outcome:
    """A damaged project at its latest version that can be read."""
    project = versions.recover(desk.home, text(detail, "project"))
    return Outcome(
        Place(project.id, _first_view(project)),
        "Đã mở lại phiên bản gần nhất đọc được. Tệp hỏng vẫn được giữ trong thư mục của dự thảo.",
    )


def bring_back(desk: Desk, detail: Detail) -> Outcome:
    """A deleted project put back."""
    projects.bring_back(desk.home, text(detail, "project"))
    return Outcome(Place(), "Đã lấy lại dự thảo.")


def remove(desk: Desk, detail: Detail) -> Outcome:
    """A project moved aside."""
    projects.remove(desk.home, text(detail, "project"))
    return Outcome(Place(), "Đã chuyển dự thảo vào mục Dự thảo đã xóa; có thể lấy lại bất cứ lúc nào.")


def rename(desk: Desk, detail: Detail) -> Outcome:
    """Another title."""
    projects.rename(desk.home, text(detail, "project"), text(detail, "title"))
    return Outcome(place(detail))


def show(desk: Desk, detail: Detail) -> Outcome:
    """Another page of the project."""
    return Outcome(Place(text(detail, "project"), text(detail, "view")))


def find(desk: Desk, detail: Detail) -> Outcome:
    """Passages to pin, on the page of the section."""
    return Outcome(place(detail)._replace(query=text(detail, "query")[:300]))


def draft(desk: Desk, detail: Detail) -> Outcome:
    """One section drafted, or drafted anew with another length."""
    label = text(detail, "label")
    if (length := LENGTHS.get(text(detail, "length"))) is not None:
        projects.change(
            desk.home,
            text(detail, "project"),
            lambda now: with_choice(now, label, replace(choice(now, label), length=length)),
        )
    return Outcome(place(detail), draft=(label,))


def draft_all(desk: Desk, detail: Detail) -> Outcome:
    """Every section not drafted yet; with ``again`` all but those edited by hand."""
    project = projects.load(desk.home, text(detail, "project"))
    return _drafting(detail, project, outlines.leaves(project.outline), again=flag(detail, "again"))


def draft_part(desk: Desk, detail: Detail) -> Outcome:
    """The sections under one heading, but for those edited by hand."""
    project = projects.load(desk.home, text(detail, "project"))
    part = outlines.item(project.outline, text(detail, "label"))
    return _drafting(detail, project, outlines.leaves(Outline("", (part,))), again=True)


def halt(desk: Desk, detail: Detail) -> Outcome:
    """The drafting under way stopped after its section."""
    desk.workshop.halt(text(detail, "project"))
    return Outcome(place(detail))


def edit_text(desk: Desk, detail: Detail) -> Outcome:
    """The text of a section changed by its drafter."""
    label, words = text(detail, "label"), str(detail.get("text", ""))
    told: list[str] = []

    def step(now: Project) -> Project:
        section = now.sections.get(label)
        if section is None:
            raise TrolyError("Mục này chưa soạn nên chưa sửa được. Hãy bấm Soạn mục này trước.")
        done = edit(section, words)
        told[:] = [f"“{one.text}” ({one.reason})" for one in done.unsupported]
        return with_section(now, done.section)

    try:
        versions.apply(desk.home, text(detail, "project"), step, label=f"Trước khi sửa mục {label}", seen=seen(detail))
    except ConflictError as error:
        raise ConflictError(f"{error} Bấm Lưu lần nữa nếu muốn thay bằng nội dung này.") from error
    if not told:
        return Outcome(place(detail), "Đã lưu.", kept=True)
    rest = f" và {len(told) - _SHOWN} câu khác" if len(told) > _SHOWN else ""
    note = f"Đã lưu. Bỏ dẫn nguồn ở {len(told)} câu vì nguồn không xác nhận: {'; '.join(told[:_SHOWN])}{rest}."
    return Outcome(place(detail), note, kept=True)


def choose(change: Callable[[Choice, str], Choice]) -> Action:
    """The action that changes the choice of a section for a passage and drafts it anew, unless edited by hand."""

    def act(desk: Desk, detail: Detail) -> Outcome:
        label, passage = text(detail, "label"), text(detail, "passage")
        project = projects.change(
            desk.home,
            text(detail, "project"),
            lambda now: with_choice(now, label, change(choice(now, label), passage)),
            seen=seen(detail),
        )
        section = project.sections.get(label)
        if section is None:
            return Outcome(place(detail), "Đã ghi lựa chọn; bấm Soạn mục này để áp dụng.")
        if section.edited is not None:
            return Outcome(place(detail), "Đã ghi lựa chọn. Mục đã sửa tay nên chưa soạn lại; bấm Soạn lại để áp dụng.")
        return Outcome(place(detail), draft=(label,))

    return act


def keep(desk: Desk, detail: Detail) -> Outcome:
    """The present state kept under a name."""
    kept = versions.keep(desk.home, text(detail, "project"), text(detail, "label"))
    return Outcome(place(detail), f"Đã lưu phiên bản {kept.number}: {kept.label}.")


def restore(desk: Desk, detail: Detail) -> Outcome:
    """A version put in place of the present state."""
    number = int(text(detail, "number"))
    versions.restore(desk.home, text(detail, "project"), number)
    return Outcome(
        Place(text(detail, "project"), "versions"),
        f"Đã khôi phục phiên bản {number}. Nội dung trước khi khôi phục được giữ thành phiên bản mới nhất.",
    )


def word(desk: Desk, detail: Detail) -> Outcome:
    """The Word file of the project as it stands."""
    project = projects.load(desk.home, text(detail, "project"))
    body: Body = "party" if text(detail, "body") == "party" else "state"
    data = word_file(project, desk.service.index().documents, body=body, notes=flag(detail, "notes"))
    return Outcome(place(detail), "Đã lập tệp Word; trình duyệt đang tải về.", file=(f"{project.id}.docx", data))


def _drafting(detail: Detail, project: Project, items: tuple[OutlineItem, ...], *, again: bool) -> Outcome:
    labels = [item.label for item in items]
    edited = [label for label in labels if (s := project.sections.get(label)) and s.edited is not None]
    todo = [label for label in labels if label not in edited and (again or label not in project.sections)]
    note = f"Giữ nguyên {len(edited)} mục đã sửa tay." if edited and again else ""
    return Outcome(place(detail), note, draft=tuple(todo))


def _first_view(project: Project) -> str:
    leaves = outlines.leaves(project.outline)
    return f"at:{leaves[0].label}" if project.sections and leaves else "outline"


ACTIONS: dict[str, Action] = {
    "start": show_first,
    "open": open_project,
    "create": create,
    "recover": recover,
    "bring_back": bring_back,
    "remove": remove,
    "rename": rename,
    "show": show,
    "find": find,
    "draft": draft,
    "draft_all": draft_all,
    "draft_part": draft_part,
    "halt": halt,
    "edit": edit_text,
    "pin": choose(lambda c, id: replace(c, pinned=(*(p for p in c.pinned if p != id), id), excluded=c.excluded - {id})),
    "unpin": choose(lambda c, id: replace(c, pinned=tuple(p for p in c.pinned if p != id))),
    "exclude": choose(
        lambda c, id: replace(c, excluded=c.excluded | {id}, pinned=tuple(p for p in c.pinned if p != id))
    ),
    "include": choose(lambda c, id: replace(c, excluded=c.excluded - {id})),
    "rename_item": change_outline(lambda o, d: outlines.renamed(o, text(d, "label"), text(d, "heading"))),
    "move_item": change_outline(lambda o, d: outlines.moved(o, text(d, "label"), steps(d))),
    "add_item": change_outline(lambda o, d: outlines.added(o, text(d, "label"), text(d, "heading"))),
    "drop_item": change_outline(lambda o, d: outlines.dropped(o, text(d, "label"))),
    "replace_outline": replace_outline,
    "brief": set_brief,
    "figures": set_figures,
    "figures_file": add_figures,
    "word": word,
    "keep": keep,
    "restore": restore,
}
