"""The pages of versions: the list of those kept, two states compared, and the Word file. Pure HTML."""

from collections.abc import Iterator, Sequence

from assistant.app.drafting_start import button, when
from assistant.app.markup import Html, tag
from assistant.draft.differ import Comparison, Piece, SectionChange, words
from assistant.draft.project import Project
from assistant.draft.versions import Version

_KINDS = {"added": "mới soạn", "dropped": "đã bỏ", "changed": "đã sửa", "same": ""}


def versions_page(project: Project, kept: Sequence[Version]) -> Html:
    """The versions, latest first; a form to keep the present state under a name."""
    return tag(
        "section",
        tag("h2", "Phiên bản", id="section-title", tabindex=-1),
        tag(
            "p",
            "Trước mỗi lần soạn lại, sửa hoặc khôi phục, Trợ lý tự giữ một phiên bản. Khôi phục không làm mất gì: nội "
            "dung đang có cũng được giữ thành một phiên bản.",
            class_="drafting-note",
        ),
        tag(
            "form",
            tag("label", "Tên phiên bản", for_="version-name"),
            tag(
                "input",
                type="text",
                id="version-name",
                name="label",
                required=True,
                maxlength=120,
                autocomplete="off",
                placeholder="Ví dụ: Bản trình lãnh đạo lần 1",
            ),
            tag("button", "Lưu phiên bản", type="submit", class_="solid"),
            data_do="keep",
            class_="adder",
        ),
        tag("ul", *(_version(version) for version in kept), class_="shelf versions")
        if kept
        else tag("p", "Chưa có phiên bản nào: dự thảo chưa được soạn lại hay sửa lần nào.", class_="empty"),
        aria_labelledby="section-title",
    )


def comparison_page(version: Version, found: Comparison) -> Html:
    """What has changed since a version, sentence by sentence."""
    return tag(
        "section",
        tag("h2", f"So sánh phiên bản {version.number} với hiện tại", id="section-title", tabindex=-1),
        tag("p", f"{version.label}, {when(version.kept)}", class_="drafting-note"),
        tag(
            "p",
            button("← Các phiên bản", "show", data_view="versions"),
            button("Khôi phục phiên bản này", "restore", data_number=version.number),
            class_="actions",
        ),
        tag(
            "p",
            "Cách đọc: ",
            tag("del", "chữ gạch"),
            " chỉ có ở phiên bản cũ; ",
            tag("ins", "chữ gạch chân"),
            " chỉ có ở bản hiện tại.",
            class_="hint key",
        ),
        tag("p", "Không có gì khác nhau.", class_="empty") if found.empty else None,
        _facts("Thông tin báo cáo", found.facts),
        _facts("Đề cương", found.outline),
        *(_section(change) for change in found.sections),
        class_="comparison",
        aria_labelledby="section-title",
    )


def word_page(project: Project, *, party: bool) -> Html:
    """The form that makes the Word file. ``party``: whether the outline comes from a Party body."""
    count = len(project.sections)
    return tag(
        "section",
        tag("h2", "Tệp Word", id="section-title", tabindex=-1),
        tag(
            "p",
            "Tệp theo thể thức văn bản hành chính, kèm phụ lục là phiếu đề nghị cung cấp số liệu. Chỗ còn thiếu được "
            "tô màu.",
            class_="drafting-note",
        ),
        tag(
            "form",
            tag(
                "fieldset",
                tag("legend", "Thể thức"),
                _radio("body", "state", "Cơ quan nhà nước (Nghị định số 30/2020/NĐ-CP)", chosen=not party),
                _radio("body", "party", "Cơ quan của Đảng (Hướng dẫn số 36-HD/VPTW)", chosen=party),
                class_="radios column",
            ),
            tag(
                "p",
                tag("input", type="checkbox", id="word-notes", name="notes", checked=True),
                tag("label", "Ghi dẫn nguồn ở chân trang", for_="word-notes"),
                class_="check",
            ),
            tag("p", tag("button", "Tải tệp Word", type="submit", class_="solid", id="word-button"), class_="actions"),
            data_do="word",
            class_="panel",
        )
        if count
        else tag("p", "Chưa có mục nào được soạn. Hãy soạn ít nhất một mục rồi tải tệp Word.", class_="empty"),
        aria_labelledby="section-title",
    )


def _radio(name: str, value: str, said: str, *, chosen: bool) -> Html:
    return tag("label", tag("input", type="radio", name=name, value=value, checked=chosen), tag("span", said))


def _version(version: Version) -> Html:
    readable = bool(version.kept)
    facts = (when(version.kept), "" if version.named else "tự động giữ")
    return tag(
        "li",
        tag(
            "div",
            tag("span", f"{version.number}. {version.label}", class_="card-name"),
            tag("span", " · ".join(fact for fact in facts if fact), class_="card-facts"),
            class_="card-link",
        ),
        tag(
            "span",
            button(
                "So sánh",
                "show",
                data_view=f"versions:{version.number}",
                aria_label=f"So sánh phiên bản {version.number} với hiện tại",
            ),
            button(
                "Khôi phục", "restore", data_number=version.number, aria_label=f"Khôi phục phiên bản {version.number}"
            ),
            class_="card-buttons",
        )
        if readable
        else None,
        class_="card",
    )


def _facts(title: str, pieces: Sequence[Piece]) -> Html | None:
    if not pieces:
        return None
    return tag("div", tag("h3", title), *_told(pieces), class_="change")


def _section(change: SectionChange) -> Html:
    kind = _KINDS[change.kind]
    return tag(
        "div",
        tag("h3", f"{change.label}. {change.heading}", tag("span", kind, class_="badge") if kind else None),
        *_told(change.pieces),
        class_="change",
    )


def _told(pieces: Sequence[Piece]) -> Iterator[Html]:
    same = 0
    for piece in pieces:
        if piece.kind == "same":
            same += 1
            continue
        if same:
            yield tag("p", f"… {same} câu giữ nguyên …", class_="same")
            same = 0
        yield tag("p", *_words(piece), class_=piece.kind)
    if same:
        yield tag("p", f"… {same} câu giữ nguyên …", class_="same")


def _words(piece: Piece) -> Iterator[str | Html]:
    if piece.kind == "added":
        yield tag("ins", piece.after)
    elif piece.kind == "dropped":
        yield tag("del", piece.before)
    else:
        for part in words(piece.before, piece.after):
            if part.kind == "dropped":
                yield tag("del", part.before)
            else:
                yield tag("ins", part.after) if part.kind == "added" else part.after
            yield " "
