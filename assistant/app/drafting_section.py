"""One section of a project: its sentences with citations, what can be done with it, its sources. Pure HTML."""

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.answer import Citation
from assistant.app.conversation import source_link
from assistant.app.drafting_bar import COVERAGES, state_of
from assistant.app.drafting_sources import sources
from assistant.app.drafting_start import button
from assistant.app.markup import Html, join, shorten, tag
from assistant.draft.project import Project, choice, stamp
from assistant.draft.report import DraftStatement, OutlineItem, SectionDraft
from assistant.draft.text import MARKER, WANTED, Line, lines, markdown, written
from assistant.turn import source_of
from corpus.document import Document
from corpus.passage import Passage
from index.search import Hit

_TOKEN = re.compile(f"{MARKER.pattern}|{WANTED.pattern}", re.IGNORECASE)
_LENGTHS = ("short", "normal", "long")
_EDITED = "Mục này đã sửa tay. Soạn lại sẽ thay nội dung; bản sửa tay được giữ ở Phiên bản. Tiếp tục?"


def section_page(
    project: Project,
    item: OutlineItem,
    *,
    documents: Mapping[str, Document],
    passages: Mapping[str, Passage],
    query: str = "",
    hits: Sequence[Hit] = (),
) -> Html:
    """The page of one outline item. ``passages`` are those of the index by id; ``hits`` answer the search ``query``
    for more passages."""
    section = project.sections.get(item.label)
    chosen = choice(project, item.label)
    return tag(
        "section",
        _head(project, item, section),
        _guidance(item),
        _parts(project, item) if item.children else _tools(item, section, project),
        _text(section, documents) if section and not item.children else None,
        _editor(item, section) if section and not item.children else None,
        None if item.children else sources(section, chosen, documents, passages, query=query, hits=hits),
        class_="drafting-section",
        data_label=item.label,
        data_part=item.label,
        data_stamp=stamp(project, item.label),
        aria_labelledby="section-title",
    )


def sentence(statement: DraftStatement, citations: Mapping[int, Citation], documents: Mapping[str, Document]) -> Html:
    """One statement: its markers open their sources, what is waited for is a chip, whose words it is is said."""
    words = written(statement)
    parts: list[str | Html] = []
    end = 0
    for match in _TOKEN.finditer(words):
        marker = int(match.group(1) or 0)
        parts.append(words[end : match.start()])
        if match.group(1) is None:
            parts.append(tag("mark", match.group(), class_="wanted"))
        elif marker in statement.citations and marker in citations:
            parts.append(_marker(citations[marker], documents))
        else:
            parts.append(match.group())
        end = match.end()
    topic = " topic" if statement.origin == "frame" and words.endswith(":") else ""
    return tag("span", *parts, words[end:], _whose(statement), class_=f"statement {statement.origin}{topic}")


def _marker(citation: Citation, documents: Mapping[str, Document]) -> Html:
    document = documents.get(citation.document_id)
    return source_link(
        citation,
        document,
        f"[{citation.marker}]",
        class_="marker",
        label=f"Nguồn {citation.marker}: {source_of(citation, document).administrative}",
    )


def _whose(statement: DraftStatement) -> Html | None:
    if statement.origin == "office":
        return join(" ", tag("span", "số liệu của đơn vị", class_="whose own"))
    if statement.origin == "edited" and not statement.citations:
        return join(" ", tag("span", "cán bộ soạn thảo sửa, chưa đối chiếu", class_="whose unchecked"))
    if statement.origin == "edited":
        return join(" ", tag("span", "đã sửa, đã đối chiếu", class_="whose checked"))
    return None


def _head(project: Project, item: OutlineItem, section: SectionDraft | None) -> Html:
    coverage = section.coverage if section else "unwritten"
    badge = None
    if not item.children:
        words = COVERAGES[section.coverage] if section else "chưa soạn"
        badge = tag("span", words, class_=f"badge coverage {coverage}")
    edited = tag("span", "đã sửa tay", class_="badge") if "sửa tay" in state_of(project, item.label) else None
    return tag(
        "header",
        tag("h2", f"{item.label}. {item.heading}", id="section-title", tabindex=-1),
        tag("p", badge, edited, class_="badges") if badge else None,
    )


def _guidance(item: OutlineItem) -> Html | None:
    asked = (*item.points, *item.remarks)
    if not asked:
        return None
    return tag(
        "details",
        tag("summary", f"Đề cương yêu cầu ({len(asked)} ý)"),
        tag(
            "ul",
            *(tag("li", point) for point in item.points),
            *(tag("li", tag("em", remark)) for remark in item.remarks),
        ),
        class_="guidance",
    )


def _parts(project: Project, item: OutlineItem) -> Html:
    """What to do with a heading that only holds other items."""
    rows = (
        tag(
            "li",
            button(
                f"{child.label}. {shorten(child.heading, 140)}",
                "show",
                class_="card-link",
                data_view=f"at:{child.label}",
            ),
            tag("span", state_of(project, child.label) or ("" if child.children else "chưa soạn"), class_="card-facts"),
            class_="card part",
        )
        for child in item.children
    )
    return join(
        tag("p", button("Soạn các mục trong phần này", "draft_part", class_="solid"), class_="actions"),
        tag("ul", *rows, class_="cards"),
    )


def _tools(item: OutlineItem, section: SectionDraft | None, project: Project) -> Html:
    if section is None:
        return tag(
            "div",
            tag("p", "Mục này chưa soạn. Trợ lý sẽ tìm căn cứ trong kho văn bản và lập bản thảo đầu tiên."),
            button("Soạn mục này", "draft", class_="solid", id="drafting-draft"),
            class_="empty first",
        )
    now = _LENGTHS.index(choice(project, item.label).length or project.brief.length)
    warning = _EDITED if section.edited is not None else None
    return tag(
        "div",
        button("Sửa nội dung", "show_editor", class_="solid", id="drafting-edit", aria_expanded="false"),
        button("Soạn lại", "draft", id="drafting-draft", data_confirm=warning),
        *(
            button(
                words,
                "draft",
                id=f"drafting-{id}",
                data_length=_LENGTHS[length] if 0 <= length <= 2 else None,
                disabled=not 0 <= length <= 2,
                data_confirm=warning,
            )
            for words, id, length in (("Dài hơn", "longer", now + 1), ("Ngắn hơn", "shorter", now - 1))
        ),
        tag(
            "button",
            "Sao chép",
            type="button",
            class_="quiet",
            data_copy="\n".join(MARKER.sub("", line).replace(" .", ".") for line in markdown(section).splitlines()),
        ),
        class_="tools",
        role="group",
        aria_label="Việc với mục này",
    )


def prose(section: SectionDraft, documents: Mapping[str, Document]) -> list[Html]:
    """The paragraphs of a section."""
    citations = {citation.marker: citation for citation in section.citations}
    return list(_blocks(lines(section), citations, documents))


def _text(section: SectionDraft, documents: Mapping[str, Document]) -> Html:
    shown = prose(section, documents)
    if not shown:
        shown = [tag("p", "Mục này đang để trống. Bấm Sửa nội dung để viết, hoặc Soạn lại.", class_="empty")]
    return tag("div", *shown, class_="draft-text", lang="vi", id="draft-text")


def _blocks(
    found: Sequence[Line], citations: Mapping[int, Citation], documents: Mapping[str, Document]
) -> Iterator[Html]:
    bullets: list[Html] = []
    for line in found:
        words: list[Html] = []
        for statement in line.statements:
            words += [sentence(statement, citations, documents), Html(" ")]
        if line.mark[:1] in ("-", "+", "*", "•"):
            bullets.append(tag("li", *words, class_="inner" if line.mark[0] == "+" else None))
            continue
        if bullets:
            yield tag("ul", *bullets)
            bullets = []
        name = "h4" if line.mark.startswith("#") else "p"
        yield tag(name, line.mark if line.mark[:1].isdigit() else None, *words)
    if bullets:
        yield tag("ul", *bullets)


def _editor(item: OutlineItem, section: SectionDraft) -> Html:
    text = markdown(section)
    return tag(
        "form",
        tag("label", f"Nội dung mục {item.label}", for_="draft-editor"),
        tag(
            "p",
            "Số trong ngoặc vuông là dẫn nguồn của câu. Câu giữ nguyên thì giữ dẫn nguồn; câu sửa được đối chiếu lại "
            "với nguồn của nó. Mỗi đoạn cách nhau một dòng trống.",
            class_="hint",
            id="draft-editor-hint",
        ),
        tag(
            "textarea",
            "\n",  # HTML drops the first line break of a textarea
            text,
            id="draft-editor",
            name="text",
            rows=max(10, min(26, len(text) // 75 + text.count("\n"))),
            aria_describedby="draft-editor-hint",
        ),
        tag(
            "p",
            tag("button", "Lưu", type="submit", class_="solid"),
            button("Thôi, giữ như cũ", "cancel_editor"),
            tag("span", "Ctrl + S để lưu", class_="hint"),
            class_="actions",
        ),
        data_do="edit",
        class_="editor",
        hidden=True,
    )
