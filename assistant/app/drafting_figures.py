"""The page on which the office's own figures are typed in or read from a spreadsheet. Pure HTML."""

from collections.abc import Sequence

from assistant.app.drafting_data import requests_of, table_head
from assistant.app.drafting_start import button
from assistant.app.markup import Html, shorten, tag
from assistant.draft.project import Project, stamp
from assistant.draft.report import Figure
from assistant.outline import leaves

_EMPTY_ROWS = 2
_COLUMNS = {"indicator": "Chỉ tiêu", "value": "Giá trị", "unit": "Đơn vị tính", "source": "Nguồn"}


def figures_page(project: Project) -> Html:
    """The table in which the office's figures are typed: those there are, then a row for each one asked for."""
    figures = project.brief.figures
    waiting = [Figure(r.item, r.what, "", "", r.source) for r in requests_of(project)]
    empty = [Figure("", "", "")] * (_EMPTY_ROWS if not waiting else 0)
    items = [(item.label, item.heading) for item in leaves(project.outline)]
    rows = [*figures, *waiting, *empty]
    return tag(
        "section",
        tag("h2", "Số liệu của đơn vị", id="section-title", tabindex=-1),
        tag(
            "p",
            "Số liệu điền ở đây được đưa vào đúng mục, ghi rõ là số liệu của đơn vị, không phải trích từ kho văn bản. "
            "Dòng chưa có giá trị thì bỏ qua khi lưu.",
            class_="drafting-note",
        ),
        tag(
            "form",
            tag(
                "div",
                tag(
                    "table",
                    tag("caption", "Số liệu của đơn vị soạn thảo", class_="hidden-label"),
                    tag("thead", table_head("Mục", *_COLUMNS.values(), "")),
                    tag("tbody", *(_figure(n, figure, items) for n, figure in enumerate(rows, 1))),
                    class_="figures",
                ),
                class_="table-scroll",
            ),
            tag(
                "p",
                tag("button", "Lưu số liệu", type="submit", class_="solid"),
                button("Thêm dòng", "add_row"),
                class_="actions",
            ),
            data_do="figures",
        ),
        tag(
            "form",
            tag("h3", "Lấy từ tệp bảng tính"),
            tag(
                "p",
                tag(
                    "label",
                    "Tệp .xlsx hoặc .csv có các cột: mục, chỉ tiêu, giá trị, đơn vị tính, nguồn",
                    for_="figures-file",
                ),
                tag("input", type="file", id="figures-file", name="file", accept=".xlsx,.csv", required=True),
                class_="field",
            ),
            tag("p", tag("button", "Đưa vào bảng", type="submit", class_="quiet"), class_="actions"),
            data_do="figures_file",
            class_="panel",
        ),
        data_part="brief",
        data_stamp=stamp(project, "brief"),
        aria_labelledby="section-title",
    )


def _figure(number: int, figure: Figure, items: Sequence[tuple[str, str]]) -> Html:
    known = any(label == figure.item for label, _ in items)
    options = [("", "—"), *items, *([] if known or not figure.item else [(figure.item, "(không có trong đề cương)")])]
    return tag(
        "tr",
        tag(
            "td",
            tag(
                "select",
                *(
                    tag(
                        "option",
                        shorten(f"{label}. {words}", 60) if label else words,
                        value=label,
                        selected=label == figure.item,
                    )
                    for label, words in options
                ),
                name="item",
                aria_label=f"Mục của dòng {number}",
            ),
            data_label="Mục",
        ),
        _cell("indicator", figure.indicator, number),
        _cell("value", figure.value, number),
        _cell("unit", figure.unit, number),
        _cell("source", figure.source, number),
        tag("td", button("Bỏ", "drop_row", aria_label=f"Bỏ dòng {number}"), class_="narrow"),
    )


def _cell(name: str, value: str, number: int) -> Html:
    label = f"{_COLUMNS[name]}, dòng {number}"
    if name in ("indicator", "source"):  # these may be long: they show all of it
        field = tag("textarea", value, name=name, rows=1, aria_label=label, maxlength=300, data_line=True)
    else:
        field = tag("input", type="text", name=name, value=value, aria_label=label, maxlength=300, autocomplete="off")
    return tag("td", field, class_=f"cell-{name}", data_label=_COLUMNS[name])
