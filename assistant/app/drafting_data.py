"""The pages of data: the office's own figures, the phiếu of those to ask for, how well each item is grounded.
Pure HTML."""

from collections.abc import Sequence

from assistant.app.drafting_bar import COVERAGES
from assistant.app.drafting_start import button
from assistant.app.markup import Html, join, shorten, tag
from assistant.draft.coverage import CoverageRow
from assistant.draft.project import Project, stamp
from assistant.draft.report import Coverage, DataRequest, Figure
from assistant.outline import leaves

_HEADING = 70
_ORDER: tuple[Coverage, ...] = ("strong", "partial", "none")
_EMPTY_ROWS = 2


def requests_of(project: Project) -> tuple[DataRequest, ...]:
    """All figures that the sections still ask for, in the order of the outline."""
    sections = (project.sections.get(item.label) for item in leaves(project.outline))
    return tuple(request for section in sections if section for request in section.requests)


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
                    tag("thead", _head("Mục", "Chỉ tiêu", "Giá trị", "Đơn vị tính", "Nguồn", "")),
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


def requests_page(project: Project) -> Html:
    """The phiếu đề nghị cung cấp số liệu."""
    requests = requests_of(project)
    rows = (
        tag(
            "tr",
            tag("td", str(number), class_="narrow"),
            tag("th", request.what, scope="row"),
            tag("td", request.period),
            tag("td", request.source),
            tag("td", button(request.item, "show", data_view=f"at:{request.item}", class_="link"), class_="narrow"),
        )
        for number, request in enumerate(requests, 1)
    )
    return tag(
        "section",
        tag("h2", "Phiếu đề nghị cung cấp số liệu", id="section-title", tabindex=-1),
        tag(
            "p",
            "Những số liệu báo cáo cần mà chưa văn bản nào trong kho ghi. Phiếu được in kèm làm phụ lục của tệp Word.",
            class_="drafting-note",
        ),
        join(
            _table(
                "Phiếu đề nghị cung cấp số liệu",
                ("TT", "Số liệu cần cung cấp", "Kỳ số liệu", "Đơn vị cung cấp", "Mục"),
                rows,
            ),
            tag("p", button("Điền số liệu đã có", "show", class_="solid", data_view="figures"), class_="actions"),
        )
        if requests
        else tag("p", _no_requests(project), class_="empty"),
        aria_labelledby="section-title",
    )


def coverage_page(project: Project, rows: Sequence[CoverageRow]) -> Html:
    """How well each drafted item is grounded: a bar of the whole, then a table."""
    body = (
        tag(
            "tr",
            tag(
                "th",
                button(
                    f"{row.label}. {shorten(row.heading, _HEADING)}", "show", data_view=f"at:{row.label}", class_="link"
                ),
                scope="row",
            ),
            tag("td", tag("span", COVERAGES[row.coverage], class_=f"badge coverage {row.coverage}")),
            tag("td", str(row.statements), class_="number"),
            tag("td", str(row.requests), class_="number"),
            tag("td", "; ".join(row.documents)),
            tag("td", "; ".join(row.missing)),
        )
        for row in rows
    )
    head = (
        "Mục",
        "Mức độ",
        "Câu có dẫn nguồn",
        "Số liệu cần bổ sung",
        "Văn bản đã dùng",
        "Văn bản còn thiếu trong kho",
    )
    return tag(
        "section",
        tag("h2", "Mức độ căn cứ", id="section-title", tabindex=-1),
        tag(
            "p",
            "Mỗi mục đã soạn dựa được vào kho văn bản đến đâu. Bổ sung văn bản còn thiếu vào kho rồi soạn lại thì mức "
            "độ căn cứ tăng lên.",
            class_="drafting-note",
        ),
        join(_chart(rows), _table("Mức độ căn cứ của từng mục", head, body))
        if rows
        else tag("p", "Chưa có mục nào được soạn.", class_="empty"),
        aria_labelledby="section-title",
    )


def _chart(rows: Sequence[CoverageRow]) -> Html:
    """One bar from strong to none, its parts as wide as they have items, with a legend that carries the numbers."""
    counts = {kind: sum(row.coverage == kind for row in rows) for kind in _ORDER}
    told = "; ".join(f"{COVERAGES[kind]} {counts[kind]} mục" for kind in _ORDER)
    bars: list[Html] = []
    at = 0.0
    for kind in _ORDER:
        width = 100 * counts[kind] / len(rows)
        if counts[kind]:
            bars.append(tag("rect", x=f"{at:.2f}", y="0", width=f"{width:.2f}", height="10", class_=f"bar {kind}"))
        at += width
    return tag(
        "figure",
        tag(
            "svg",
            tag("title", f"Trong {len(rows)} mục đã soạn: {told}"),
            *bars,
            viewBox="0 0 100 10",
            preserveAspectRatio="none",
            role="img",
            class_="coverage-bar",
        ),
        tag(
            "figcaption",
            *(
                tag(
                    "span",
                    tag("span", class_=f"dot {kind}", aria_hidden="true"),
                    f"{COVERAGES[kind].capitalize()}: ",
                    tag("strong", f"{counts[kind]}/{len(rows)} mục"),
                    class_="legend",
                )
                for kind in _ORDER
            ),
        ),
        class_="coverage-chart",
    )


def _no_requests(project: Project) -> str:
    if not project.sections:
        return "Chưa có mục nào được soạn nên chưa biết cần số liệu gì."
    return "Không còn số liệu nào phải đề nghị cung cấp."


def _table(label: str, head: Sequence[str], rows: "Sequence[Html] | object") -> Html:
    return tag(
        "div",
        tag("table", tag("caption", label, class_="hidden-label"), tag("thead", _head(*head)), tag("tbody", *rows)),  # type: ignore[misc]
        class_="table-scroll",
        tabindex=0,
        role="region",
        aria_label=label,
    )


def _head(*names: str) -> Html:
    cells = (tag("th", name, scope="col") if name else tag("td") for name in names)
    return tag("tr", *cells)


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
        ),
        _cell("indicator", figure.indicator, f"Chỉ tiêu, dòng {number}"),
        _cell("value", figure.value, f"Giá trị, dòng {number}"),
        _cell("unit", figure.unit, f"Đơn vị tính, dòng {number}"),
        _cell("source", figure.source, f"Nguồn, dòng {number}"),
        tag("td", button("Bỏ", "drop_row", aria_label=f"Bỏ dòng {number}"), class_="narrow"),
    )


def _cell(name: str, value: str, label: str) -> Html:
    field = tag("input", type="text", name=name, value=value, aria_label=label, maxlength=300, autocomplete="off")
    return tag("td", field, class_=f"cell-{name}")
