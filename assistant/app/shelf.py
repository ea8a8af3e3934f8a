"""The HTML of the document list: every document, every file that failed, every document cited but absent."""

from collections.abc import Sequence

from assistant import cite
from assistant.app.markup import Html, capitalised, open_link, summary_badge, tag
from corpus.document import Document, Failure
from corpus.references import MissingDocument
from prompts import say


def shelf(
    documents: Sequence[Document],
    *,
    failed: Sequence[Failure] = (),
    missing: Sequence[MissingDocument] = (),
) -> Html:
    """The list. ``missing`` are the documents cited but absent, most cited first."""
    return tag(
        "div",
        tag(
            "div",
            tag("h2", f"Văn bản trong kho ({len(documents)})"),
            tag("label", "Tìm trong danh sách", for_="shelf-filter", class_="hidden-label"),
            tag(
                "input",
                id="shelf-filter",
                type="search",
                placeholder="Tìm theo số, trích yếu, cơ quan…",
                data_filters=".shelf > li",
            ),
            class_="shelf-head",
        ),
        tag("ul", *(_row(document) for document in documents), class_="shelf"),
        tag("p", "Không có văn bản nào khớp.", class_="shelf-empty", hidden=True, role="status", data_none=True),
        _failures(failed),
        _absent(missing),
        class_="library",
        data_list=True,
    )


def _row(document: Document) -> Html:
    info = document.info
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
                tag("span", "đã có nguyên văn thay thế", class_="badge") if info.superseded else None,
                class_="card-head",
            ),
            tag("span", capitalised(info.title or "(không có trích yếu)"), class_="shelf-title"),
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


def _absent(missing: Sequence[MissingDocument]) -> Html | None:
    if not missing:
        return None
    return tag(
        "details",
        tag("summary", f"Văn bản được viện dẫn nhưng chưa có trong kho ({len(missing)})"),
        tag("ul", *(tag("li", f"{_absent_name(m)} — được nhắc {m.count} lần") for m in missing)),
        class_="aside",
    )


def _absent_name(missing: MissingDocument) -> str:
    kind = (missing.kind or "văn bản").capitalize()
    date = f", {'ngày ' if missing.date.day else ''}{missing.date.vietnamese}" if missing.date else ""
    only = f" ({say('tra-loi', 'only-summary')})" if missing.summary else ""
    return f"{kind} số {missing.number}{date}{only}"
