"""The first screen of the tab **Soạn thảo**: the projects there are, and the form that makes a new one. Pure HTML."""

from collections.abc import Sequence
from datetime import datetime

from assistant.app.markup import Html, tag
from assistant.draft.projects import Entry

LENGTHS = (("short", "Ngắn gọn"), ("normal", "Vừa phải"), ("long", "Đầy đủ"))


def start(
    entries: Sequence[Entry],
    removed: Sequence[Entry],
    *,
    found: str,
    documents: Sequence[tuple[str, str]],
    trouble: str = "",
) -> Html:
    """The screen. ``found`` names the đề cương that the corpus has ("" for none), ``documents`` are (id, name)."""
    return tag(
        "div",
        tag(
            "header",
            tag("h2", "Soạn thảo báo cáo theo đề cương", tabindex=-1, id="drafting-title"),
            tag(
                "p",
                "Trợ lý lập bản thảo đầu tiên cho từng mục của đề cương từ các văn bản trong kho, mỗi câu có dẫn "
                "nguồn; số liệu chưa văn bản nào ghi được lập thành phiếu đề nghị cung cấp.",
                class_="drafting-note",
            ),
        ),
        tag("div", tag("p", trouble), class_="reply error", role="alert") if trouble else None,
        tag(
            "div",
            _projects(entries, removed),
            _form(found, documents) if not trouble else None,
            class_="drafting-columns",
        ),
        class_="drafting-start",
    )


def place_fields(locality: str, *, others: bool, length: str) -> Html:
    """The fields of a brief: the place, whether other places may enter, the length."""
    return tag(
        "div",
        tag(
            "p",
            tag("label", "Báo cáo của địa phương", for_="drafting-locality"),
            tag(
                "input",
                type="text",
                id="drafting-locality",
                name="locality",
                value=locality,
                required=True,
                maxlength=120,
                autocomplete="off",
                placeholder="Ví dụ: tỉnh Quảng Ngãi; xã Sơn Mai, tỉnh Quảng Ngãi",
            ),
            class_="field",
        ),
        tag(
            "p",
            tag("input", type="checkbox", id="drafting-others", name="only_own", checked=not others),
            tag("label", "Không dùng kết quả của nơi khác", for_="drafting-others"),
            tag(
                "small",
                "Nếu không chọn, kết quả của nơi khác chỉ được nêu kèm “theo báo cáo của …”.",
                class_="hint",
            ),
            class_="check",
        ),
        tag(
            "fieldset",
            tag("legend", "Độ dài"),
            *(_radio("length", value, words, chosen=value == length) for value, words in LENGTHS),
            class_="radios",
        ),
        class_="fields",
    )


def outline_fields(found: str, documents: Sequence[tuple[str, str]]) -> Html:
    """Where the outline comes from: found in the corpus, another document, a file, or pasted."""
    first = "found" if found else "paste"
    return tag(
        "fieldset",
        tag("legend", "Đề cương"),
        _source("found", tag("span", "Đề cương có trong kho: ", tag("strong", found)), first) if found else None,
        _source(
            "document",
            "Văn bản khác trong kho",
            first,
            tag(
                "select",
                *(tag("option", name, value=id) for id, name in documents),
                name="document",
                aria_label="Văn bản dùng làm đề cương",
            ),
        )
        if documents
        else None,
        _source(
            "file",
            "Tệp .docx, .txt hoặc .md",
            first,
            tag("input", type="file", name="file", accept=".docx,.txt,.md", aria_label="Tệp đề cương"),
        ),
        _source(
            "paste",
            "Dán đề cương",
            first,
            tag(
                "textarea",
                name="pasted",
                rows=7,
                aria_label="Nội dung đề cương",
                placeholder="I. Đặc điểm, tình hình\n1. Thuận lợi\n2. Khó khăn\nII. Kết quả thực hiện …",
            ),
        ),
        class_="sources-of-outline",
    )


def when(moment: str) -> str:
    """``09:05 ngày 24/11/2026`` for an ISO time; "" for one that is none."""
    try:
        return datetime.fromisoformat(moment).strftime("%H:%M ngày %d/%m/%Y")
    except ValueError:
        return ""


def button(words: str, do: str, *, class_: str = "quiet", **arguments: str | int | bool | None) -> Html:
    """A button that the tab's script turns into the event ``do``; its data-… attributes go along."""
    return tag("button", words, type="button", class_=class_, data_do=do, **arguments)


def _radio(name: str, value: str, words: str | Html, *, chosen: bool) -> Html:
    return tag("label", tag("input", type="radio", name=name, value=value, checked=chosen), tag("span", words))


def _source(value: str, words: str | Html, first: str, *fields: Html) -> Html:
    return tag(
        "div",
        _radio("source", value, words, chosen=value == first),
        tag("div", *fields, class_="source-detail") if fields else None,
        class_="source",
    )


def _form(found: str, documents: Sequence[tuple[str, str]]) -> Html:
    return tag(
        "form",
        tag("h3", "Dự thảo mới"),
        tag(
            "p",
            tag("label", "Tên dự thảo", for_="drafting-new-title"),
            tag(
                "input",
                type="text",
                id="drafting-new-title",
                name="title",
                required=True,
                maxlength=200,
                autocomplete="off",
                placeholder="Ví dụ: Báo cáo tình hình thực hiện Kết luận số 62-KL/TW",
            ),
            class_="field",
        ),
        place_fields("", others=True, length="normal"),
        outline_fields(found, documents),
        tag("p", tag("button", "Tạo dự thảo", type="submit", class_="solid"), class_="actions"),
        data_do="create",
        class_="panel",
    )


def _projects(entries: Sequence[Entry], removed: Sequence[Entry]) -> Html:
    return tag(
        "section",
        tag("h3", f"Dự thảo đã có ({len(entries)})" if entries else "Dự thảo đã có"),
        tag("ul", *(_row(entry) for entry in entries), class_="shelf")
        if entries
        else tag("p", "Chưa có dự thảo nào. Hãy điền thông tin và bấm Tạo dự thảo.", class_="empty"),
        _trash(removed) if removed else None,
        class_="drafting-list",
    )


def _row(entry: Entry) -> Html:
    if entry.trouble:
        return tag(
            "li",
            tag(
                "div",
                tag("span", entry.title, class_="card-name"),
                tag("span", entry.trouble, class_="card-facts"),
                class_="card-link",
            ),
            button("Khôi phục", "recover", data_project=entry.id, aria_label=f"Khôi phục dự thảo {entry.title}"),
            class_="card damaged",
        )
    written = f"đã soạn {entry.sections} mục" if entry.sections else "chưa soạn mục nào"
    facts = (entry.locality, written, f"sửa lúc {when(entry.changed)}")
    return tag(
        "li",
        tag(
            "button",
            tag("span", entry.title, class_="card-name"),
            tag("span", " · ".join(fact for fact in facts if fact), class_="card-facts"),
            type="button",
            class_="card-link",
            data_do="open",
            data_project=entry.id,
        ),
        class_="card",
    )


def _trash(removed: Sequence[Entry]) -> Html:
    rows = (
        tag(
            "li",
            tag("span", entry.title),
            button("Lấy lại", "bring_back", data_project=entry.id, aria_label=f"Lấy lại dự thảo {entry.title}"),
        )
        for entry in removed
    )
    return tag(
        "details", tag("summary", f"Dự thảo đã xóa ({len(removed)})"), tag("ul", *rows), class_="aside drafting-trash"
    )
