"""The HTML of the document list: every document, every file that failed, every document cited but absent."""

from collections.abc import Iterable, Sequence

from assistant import cite
from assistant.app.conversation import summary_badge
from assistant.app.markup import Html, open_link, tag
from corpus.document import Document, Failure


def shelf(
    documents: Sequence[Document],
    *,
    failed: Sequence[Failure] = (),
    missing: Iterable[tuple[str, int]] = (),
) -> Html:
    """The list. ``missing`` gives names of documents cited but absent, with how often they are cited."""
    absent = tuple(missing)
    return tag(
        "div",
        tag(
            "div",
            tag("h2", f"Văn bản trong kho ({len(documents)})"),
            tag("label", "Tìm trong danh sách", for_="shelf-filter", class_="hidden-label"),
            tag("input", id="shelf-filter", type="search", placeholder="Tìm theo số, trích yếu, cơ quan…"),
            class_="shelf-head",
        ),
        tag("ul", *(_row(document) for document in documents), class_="shelf"),
        tag("p", "Không có văn bản nào khớp.", class_="shelf-empty", hidden=True, role="status"),
        _failures(failed),
        _absent(absent),
        class_="library",
    )


def _row(document: Document) -> Html:
    info = document.info
    title = info.title or document.id
    facts = (
        info.date and info.date.vietnamese,
        cite.issuer(info),
        info.level and f"cấp {info.level}",
        info.locality,
    )
    return tag(
        "li",
        open_link(
            document.id,
            tag(
                "span",
                tag("span", cite.name(info), class_="card-name"),
                None if info.verbatim else summary_badge(),
                class_="card-head",
            ),
            tag("span", title, class_="shelf-title"),
            tag("span", " · ".join(fact for fact in facts if fact), class_="card-facts"),
            class_="card-link",
        ),
        class_="card",
    )


def _failures(failed: Sequence[Failure]) -> Html | None:
    if not failed:
        return None
    return tag(
        "section",
        tag("h3", f"Tệp không đọc được ({len(failed)})"),
        tag("ul", *(tag("li", tag("strong", f.path), f": {f.reason}") for f in failed)),
        class_="aside",
    )


def _absent(absent: Sequence[tuple[str, int]]) -> Html | None:
    if not absent:
        return None
    return tag(
        "details",
        tag("summary", f"Văn bản được viện dẫn nhưng chưa có trong kho ({len(absent)})"),
        tag("ul", *(tag("li", f"{name} — được nhắc {count} lần") for name, count in absent)),
        class_="aside",
    )
