"""The pages on which the outline is edited and what the report is for is set. Pure HTML."""

from collections.abc import Iterator, Sequence

from assistant.app.drafting_start import button, outline_fields, place_fields
from assistant.app.markup import Html, join, tag
from assistant.draft.project import Project, stamp
from assistant.draft.report import OutlineItem

#: Letters that a row of the headings' fields holds.
_ROW = 70


def outline_page(project: Project, *, found: str, documents: Sequence[tuple[str, str]]) -> Html:
    """Every item with its heading to change, to move, to drop, and new ones to add; another outline to take."""
    rows = list(_rows(project.outline.items, depth=1))
    return tag(
        "section",
        tag("h2", "Đề cương", id="section-title", tabindex=-1),
        tag(
            "p",
            "Sửa tên mục rồi nhấn Enter; dùng mũi tên để đổi thứ tự. Nội dung đã soạn đi theo mục; mục bỏ đi vẫn còn "
            "trong Phiên bản.",
            class_="drafting-note",
        ),
        tag("ol", *rows, class_="outline-rows"),
        _adder("", "Thêm một phần ở cuối"),
        tag(
            "details",
            tag("summary", "Thay bằng đề cương khác"),
            tag(
                "form",
                outline_fields(found, documents),
                tag(
                    "p",
                    tag("button", "Thay đề cương", type="submit", class_="quiet"),
                    tag("span", "Nội dung của những mục trùng tên được giữ lại.", class_="hint"),
                    class_="actions",
                ),
                data_do="replace_outline",
            ),
            class_="guidance",
        ),
        class_="drafting-outline-page",
        data_wide=True,
        data_part="outline",
        data_stamp=stamp(project, "outline"),
        aria_labelledby="section-title",
    )


def brief_page(project: Project) -> Html:
    """The place the report is for, whether other places may enter, the length."""
    brief = project.brief
    return tag(
        "section",
        tag("h2", "Thông tin báo cáo", id="section-title", tabindex=-1),
        tag(
            "form",
            place_fields(brief.locality, others=brief.others, length=brief.length),
            tag(
                "p",
                tag("button", "Lưu", type="submit", class_="solid"),
                tag("span", "Mục đã soạn chỉ đổi theo khi bấm Soạn lại.", class_="hint"),
                class_="actions",
            ),
            data_do="brief",
            class_="panel",
        ),
        data_part="brief",
        data_stamp=stamp(project, "brief"),
        aria_labelledby="section-title",
    )


def _rows(items: Sequence[OutlineItem], *, depth: int) -> Iterator[Html]:
    for place, item in enumerate(items):
        yield tag(
            "li",
            tag("span", f"{item.label}.", class_="number"),
            tag(
                "form",
                tag("label", f"Tên mục {item.label}", for_=f"heading-{item.label}", class_="hidden-label"),
                tag(
                    "textarea",
                    item.heading,
                    id=f"heading-{item.label}",
                    name="heading",
                    rows=1 + len(item.heading) // _ROW,
                    required=True,
                    maxlength=1000,
                    data_line=True,
                ),
                tag("button", "Lưu tên", type="submit", class_="hidden-label", tabindex=-1),
                data_do="rename_item",
                data_label=item.label,
            ),
            tag(
                "span",
                _arrow("↑", -1, item, off=place == 0),
                _arrow("↓", 1, item, off=place == len(items) - 1),
                button(
                    "+ Mục con",
                    "show_adder",
                    id=f"add-under-{item.label}",
                    data_label=item.label,
                    aria_label=f"Thêm mục con vào {item.label}",
                    aria_expanded="false",
                ),
                button(
                    "Bỏ",
                    "drop_item",
                    data_label=item.label,
                    data_confirm=f"Bỏ mục {item.label} và các mục con? Nội dung đã soạn vẫn còn trong Phiên bản."
                    if item.children
                    else None,
                    aria_label=f"Bỏ mục {item.label}",
                ),
                class_="row-buttons",
            ),
            _adder(item.label, f"Mục con mới của {item.label}", hidden=True),
            class_=f"outline-row depth-{depth}",
        )
        yield from _rows(item.children, depth=depth + 1)


def _arrow(sign: str, steps: int, item: OutlineItem, *, off: bool) -> Html:
    way = "lên" if steps < 0 else "xuống"
    return button(
        sign,
        "move_item",
        id=f"move-{way}-{item.label}",
        class_="quiet arrow",
        data_label=item.label,
        data_steps=steps,
        disabled=off,
        aria_label=f"Chuyển mục {item.label} {way}",
    )


def _adder(parent: str, words: str, *, hidden: bool = False) -> Html:
    field = f"new-under-{parent or 'top'}"
    return tag(
        "form",
        join(tag("label", words, for_=field)),
        tag("input", type="text", id=field, name="heading", required=True, maxlength=1000, autocomplete="off"),
        tag("button", "Thêm", type="submit", class_="quiet"),
        data_do="add_item",
        data_label=parent,
        class_="adder",
        hidden=hidden,
    )
