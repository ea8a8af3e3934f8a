"""What stands around a section of a project: the project's bar, its pages, and the outline as a tree. Pure HTML."""

from collections.abc import Sequence

from assistant.app.drafting_start import button, when
from assistant.app.markup import Html, shorten, tag
from assistant.draft.project import Project
from assistant.draft.report import Coverage, OutlineItem
from assistant.outline import leaves

#: The pages of a project that are not a section, in the order of use.
PAGES = (
    ("outline", "Đề cương"),
    ("brief", "Thông tin báo cáo"),
    ("figures", "Số liệu của đơn vị"),
    ("coverage", "Mức độ căn cứ"),
    ("requests", "Phiếu đề nghị số liệu"),
    ("versions", "Phiên bản"),
    ("read", "Toàn văn"),
    ("word", "Tệp Word"),
)
COVERAGES: dict[Coverage, str] = {"strong": "đủ căn cứ", "partial": "căn cứ một phần", "none": "chưa có căn cứ"}
_HEADING = 110


def bar(project: Project, view: str, *, requests: int) -> Html:
    """Title, place, when it was kept last; the pages. ``requests`` is how many figures are still asked for."""
    return tag(
        "div",
        tag(
            "header",
            tag(
                "div",
                tag("h2", project.title, id="drafting-title", tabindex=-1),
                tag(
                    "p",
                    f"{project.brief.locality} · đã lưu lúc {when(project.changed)}",
                    class_="drafting-facts",
                ),
                class_="drafting-name",
            ),
            tag(
                "div",
                button("Dự thảo khác", "start", id="drafting-other"),
                button("Đổi tên", "show_rename", id="drafting-rename", aria_expanded="false"),
                button("Xóa", "remove", id="drafting-remove", data_confirm="Chuyển dự thảo này vào mục Đã xóa?"),
                class_="drafting-buttons",
            ),
        ),
        _rename(project),
        tag(
            "nav",
            *(_page(key, words, view, requests=requests) for key, words in PAGES),
            class_="drafting-pages",
            aria_label="Các phần của dự thảo",
        ),
        class_="drafting-bar",
    )


def tree(project: Project, view: str) -> Html:
    """The outline: each item with how well it is grounded; headings above others only lead to them."""
    items = leaves(project.outline)
    written = [item for item in items if item.label in project.sections]
    left = len(items) - len(written)
    return tag(
        "div",
        button(
            f"Mục lục đề cương · đã soạn {len(written)}/{len(items)}",
            "toggle_outline",
            id="drafting-outline-toggle",
            class_="quiet outline-toggle",
            aria_expanded="false",
            aria_controls="drafting-outline",
        ),
        tag(
            "div",
            tag("p", f"Đã soạn {len(written)}/{len(items)} mục", class_="outline-count"),
            button(
                "Soạn tất cả các mục" if not written else f"Soạn {left} mục còn lại" if left else "Soạn lại tất cả",
                "draft_all",
                id="drafting-all",
                class_="solid" if left else "quiet",
                data_again=None if left else "yes",
                data_confirm=None if left else "Soạn lại tất cả, trừ mục đã sửa tay? Bản đang có được giữ ở Phiên bản.",
            ),
            tag(
                "nav",
                _list(project.outline.items, project, view, depth=1),
                aria_label="Các mục của đề cương",
            ),
            id="drafting-outline",
            class_="outline-body",
        ),
        class_="outline",
    )


def state_of(project: Project, label: str) -> str:
    """How an item stands, in words; "" for one that is not drafted."""
    section = project.sections.get(label)
    if section is None:
        return ""
    return ", ".join((COVERAGES[section.coverage], *(("đã sửa tay",) if section.edited is not None else ())))


def _page(key: str, words: str, view: str, *, requests: int) -> Html:
    count = tag("span", str(requests), class_="count") if key == "requests" and requests else None
    current = key == view.partition(":")[0]
    return tag(
        "button",
        words,
        count,
        type="button",
        data_do="show",
        data_view=key,
        id=f"drafting-page-{key}",
        aria_current="page" if current else None,
    )


def _rename(project: Project) -> Html:
    return tag(
        "form",
        tag("label", "Tên mới", for_="drafting-title-field"),
        tag(
            "input",
            type="text",
            id="drafting-title-field",
            name="title",
            value=project.title,
            required=True,
            maxlength=200,
            autocomplete="off",
        ),
        tag("button", "Lưu tên", type="submit", class_="solid"),
        button("Thôi", "show_rename"),
        data_do="rename",
        class_="rename",
        hidden=True,
    )


def _list(items: Sequence[OutlineItem], project: Project, view: str, *, depth: int) -> Html:
    return tag("ol", *(_item(item, project, view, depth=depth) for item in items), class_=f"depth-{depth}")


def _item(item: OutlineItem, project: Project, view: str, *, depth: int) -> Html:
    section = project.sections.get(item.label)
    state = state_of(project, item.label)
    own = item.label.rpartition(".")[2]
    link = tag(
        "button",
        tag("span", f"{own}.", class_="number"),
        tag("span", shorten(item.heading, _HEADING), class_="words"),
        tag("span", class_=f"dot {section.coverage if section else 'unwritten'}", aria_hidden="true")
        if not item.children
        else None,
        tag("span", f", {state or 'chưa soạn'}", class_="hidden-label") if not item.children else None,
        type="button",
        data_do="show",
        data_view=f"at:{item.label}",
        id=f"drafting-item-{item.label}",
        aria_current="true" if view == f"at:{item.label}" else None,
        title=item.heading if len(item.heading) > _HEADING else None,
    )
    return tag("li", link, _list(item.children, project, view, depth=depth + 1) if item.children else None)
