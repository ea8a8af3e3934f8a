"""The phiếu of figures to ask for, and how well each item is grounded. Pure HTML."""

from collections.abc import Iterable, Sequence

from assistant.app.drafting_bar import COVERAGES
from assistant.app.drafting_start import button
from assistant.app.markup import Html, join, shorten, tag
from assistant.draft.coverage import CoverageRow
from assistant.draft.project import Project
from assistant.draft.report import Coverage, DataRequest
from assistant.outline import leaves

_HEADING = 70
_ORDER: tuple[Coverage, ...] = ("strong", "partial", "none")


def requests_of(project: Project) -> tuple[DataRequest, ...]:
    """All figures that the sections still ask for, in the order of the outline."""
    sections = (project.sections.get(item.label) for item in leaves(project.outline))
    return tuple(request for section in sections if section for request in section.requests)


def requests_page(project: Project) -> Html:
    """The phiếu đề nghị cung cấp số liệu."""
    requests = requests_of(project)
    rows = (
        (
            str(number),
            request.what,
            request.period,
            request.source,
            button(request.item, "show", data_view=f"at:{request.item}", class_="link"),
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
            table(
                "Phiếu đề nghị cung cấp số liệu",
                ("TT", "Số liệu cần cung cấp", "Kỳ số liệu", "Đơn vị cung cấp", "Mục"),
                rows,
                named_by=1,
            ),
            tag("p", button("Điền số liệu đã có", "show", class_="solid", data_view="figures"), class_="actions"),
        )
        if requests
        else tag("p", _no_requests(project), class_="empty"),
        data_wide=True,
        aria_labelledby="section-title",
    )


def coverage_page(project: Project, rows: Sequence[CoverageRow]) -> Html:
    """How well each drafted item is grounded: a bar of the whole, then a table."""
    body = (
        (
            button(f"{r.label}. {shorten(r.heading, _HEADING)}", "show", data_view=f"at:{r.label}", class_="link"),
            tag("span", COVERAGES[r.coverage], class_=f"badge coverage {r.coverage}"),
            str(r.statements),
            str(r.requests),
            "; ".join(r.documents) or "—",
            "; ".join(r.missing) or "—",
        )
        for r in rows
    )
    head = ("Mục", "Mức độ", "Câu dẫn nguồn", "Số liệu còn thiếu", "Văn bản đã dùng", "Văn bản kho chưa có")
    return tag(
        "section",
        tag("h2", "Mức độ căn cứ", id="section-title", tabindex=-1),
        tag(
            "p",
            "Mỗi mục đã soạn dựa được vào kho văn bản đến đâu. Bổ sung văn bản còn thiếu vào kho rồi soạn lại thì mức "
            "độ căn cứ tăng lên.",
            class_="drafting-note",
        ),
        join(_chart(rows), table("Mức độ căn cứ của từng mục", head, body, named_by=0))
        if rows
        else tag("p", "Chưa có mục nào được soạn.", class_="empty"),
        data_wide=True,
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


def table(label: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, named_by: int) -> Html:
    """A table that may be wider than the page; the column ``named_by`` says what each row is about. On a phone each
    row is a card whose cells say their column."""
    body = (
        tag(
            "tr",
            *(
                tag("th", cell, scope="row", data_label=name)
                if place == named_by
                else tag("td", cell, data_label=name, class_="number" if cell.isdecimal() else None)
                for place, (name, cell) in enumerate(zip(head, row, strict=True))
            ),
        )
        for row in rows
    )
    return tag(
        "div",
        tag(
            "table", tag("caption", label, class_="hidden-label"), tag("thead", table_head(*head)), tag("tbody", *body)
        ),
        class_="table-scroll",
        tabindex=0,
        role="region",
        aria_label=label,
    )


def table_head(*names: str) -> Html:
    cells = (tag("th", name, scope="col") if name else tag("td") for name in names)
    return tag("tr", *cells)
