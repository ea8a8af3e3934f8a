"""The conversations that are kept, as HTML: the panel beside the chat, and the latest ones on the welcome page."""

from collections.abc import Sequence

from assistant.app.markup import Html, join, tag
from assistant.conversation_file import Entry
from assistant.conversations import Listing
from assistant.exports import date_of

_MANY = 8


def panel(listing: Listing, *, current: str = "", deleted: Entry | None = None) -> Html:
    """The list, the latest first. ``current`` is the id on the page; ``deleted`` can still be brought back."""
    return tag(
        "section",
        tag(
            "header",
            tag("h2", f"Hội thoại đã lưu ({len(listing.entries)})", id="talks-title", tabindex=-1),
            tag("button", "Đóng", type="button", class_="quiet", data_talks="close", aria_label="Đóng danh sách"),
            class_="talks-head",
        ),
        _undo(deleted) if deleted else None,
        *(_failure(f"{failure.path}: {failure.reason}") for failure in listing.failed),
        _filter() if len(listing.entries) > _MANY else None,
        tag("ul", *(_row(entry, entry.id == current) for entry in listing.entries), class_="talks")
        if listing.entries
        else tag("p", "Chưa có hội thoại nào. Hội thoại được tự lưu trên máy này khi đồng chí đặt câu hỏi.",
                 class_="talks-empty"),
        class_="talks-panel",
        data_list=True,
        aria_labelledby="talks-title",
    )  # fmt: skip


def recent(entries: Sequence[Entry]) -> Html:
    """The latest conversations, to go on with from the welcome page."""
    return tag(
        "div",
        tag("h3", "Tiếp tục hội thoại gần đây"),
        tag("ul", *(tag("li", _resume(entry)) for entry in entries), class_="talks"),
        class_="recent",
    )


def _row(entry: Entry, is_current: bool) -> Html:
    return tag(
        "li",
        _resume(entry, current="true" if is_current else None),
        tag(
            "details",
            tag("summary", "Thao tác", aria_label=f"Thao tác với hội thoại {entry.title}"),
            tag(
                "div",
                _download(entry, "docx", "Tải Word"),
                _download(entry, "md", "Tải Markdown"),
                tag("button", "Xóa", type="button", class_="quiet", data_erase=entry.id,
                    aria_label=f"Xóa hội thoại {entry.title}"),
                class_="talk-actions",
            ),
            _renaming(entry),
        ),
        class_="talk current" if is_current else "talk",
    )  # fmt: skip


def _resume(entry: Entry, current: str | None = None) -> Html:
    return tag(
        "button",
        tag("span", entry.title, class_="talk-title"),
        tag("span", f"{date_of(entry.asked)} · {entry.size} câu hỏi", class_="talk-facts"),
        type="button",
        class_="talk-open",
        data_resume=entry.id,
        aria_current=current,
    )


def _download(entry: Entry, kind: str, words: str) -> Html:
    return tag("a", words, class_="quiet", href=f"hoi-thoai/{entry.id}.{kind}", download=True)


def _renaming(entry: Entry) -> Html:
    field = f"ten-{entry.id}"
    return tag(
        "form",
        tag("label", "Tên hội thoại", for_=field),
        tag("input", id=field, name="title", type="text", value=entry.title, maxlength=80, required=True),
        tag("button", "Đổi tên", type="submit", class_="quiet"),
        class_="talk-rename",
        data_rename=entry.id,
    )


def _undo(deleted: Entry) -> Html:
    return tag(
        "p",
        tag("span", f"Đã xóa “{deleted.title}”."),
        tag("button", "Hoàn tác", type="button", class_="quiet", data_restore=deleted.id),
        class_="talks-undo",
        role="status",
    )


def _failure(words: str) -> Html:
    return tag("p", f"Không đọc được một tệp hội thoại, các hội thoại khác không bị ảnh hưởng. {words}",
               class_="notice", role="alert")  # fmt: skip


def _filter() -> Html:
    return join(
        tag("label", "Tìm trong hội thoại đã lưu", for_="talks-filter", class_="hidden-label"),
        tag("input", id="talks-filter", type="search", placeholder="Tìm theo tên…", data_filters=".talk"),
        tag("p", "Không có hội thoại nào khớp.", class_="talks-empty", hidden=True, role="status", data_none=True),
    )
