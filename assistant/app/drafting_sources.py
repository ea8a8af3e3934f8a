"""Where a section comes from: its cited places, passages pinned or left out, a search for more. Pure HTML."""

from collections.abc import Mapping, Sequence

from assistant import cite
from assistant.answer import Citation
from assistant.app.conversation import section_path, source_link
from assistant.app.drafting_start import button
from assistant.app.markup import Html, changed_badge, open_link, shorten, summary_badge, tag
from assistant.draft.report import Choice, SectionDraft
from assistant.turn import is_changed, source_of
from corpus.document import Document
from corpus.passage import Passage
from index.search import Hit

_SNIPPET = 260


def sources(
    section: SectionDraft | None,
    chosen: Choice,
    documents: Mapping[str, Document],
    passages: Mapping[str, Passage],
    *,
    query: str = "",
    hits: Sequence[Hit] = (),
) -> Html:
    """Everything below the text of a section; see ``section_page`` for the arguments."""
    citations = section.citations if section else ()
    used = [passages[id] for id in section.passages if id in passages] if section else []
    return tag(
        "div",
        tag(
            "details",
            tag("summary", f"Nguồn của mục này ({len(citations)})"),
            tag("ul", *(_source(c, documents, used, chosen) for c in citations), class_="cards"),
            id="section-sources",
        )
        if citations
        else None,
        _chosen("Đoạn đã ghim", chosen.pinned, documents, passages, do="unpin", words="Bỏ ghim"),
        _chosen("Đoạn đã loại", sorted(chosen.excluded), documents, passages, do="include", words="Dùng lại"),
        _search(documents, query, hits, chosen),
        _list("Văn bản được viện dẫn nhưng chưa có trong kho", section.missing) if section else None,
        _list("Câu không đưa vào vì chưa đủ căn cứ", [f"{r.text} ({r.reason})" for r in section.rejected])
        if section
        else None,
        class_="section-more",
    )


def _source(citation: Citation, documents: Mapping[str, Document], used: Sequence[Passage], chosen: Choice) -> Html:
    document = documents.get(citation.document_id)
    source = source_of(citation, document)
    passage = next(
        (
            p
            for p in used
            if p.document_id == citation.document_id and p.start <= citation.start and citation.end <= p.end
        ),
        None,
    )
    return tag(
        "li",
        source_link(
            citation,
            document,
            tag(
                "span",
                tag("span", f"[{citation.marker}]", class_="card-marker"),
                tag("span", source.name, class_="card-name"),
                None if citation.verbatim else summary_badge(),
                changed_badge() if is_changed(citation, document) else None,
                class_="card-head",
            ),
            tag("span", section_path(citation, source), class_="card-path"),
            tag("span", f"“{' '.join(citation.quote.split())}”", class_="card-quote"),
            class_="card-link",
        ),
        _passage_buttons(passage.id, chosen, f"nguồn {citation.marker}") if passage else None,
        class_="card",
    )


def _passage_buttons(id: str, chosen: Choice, what: str) -> Html:
    pinned = id in chosen.pinned
    return tag(
        "span",
        button("Bỏ ghim", "unpin", data_passage=id, aria_label=f"Bỏ ghim đoạn của {what}")
        if pinned
        else button("Ghim", "pin", data_passage=id, aria_label=f"Ghim đoạn của {what}: luôn dùng"),
        button("Loại", "exclude", data_passage=id, aria_label=f"Loại đoạn của {what}: không dùng"),
        class_="card-buttons",
    )


def _chosen(
    title: str,
    ids: Sequence[str],
    documents: Mapping[str, Document],
    passages: Mapping[str, Passage],
    *,
    do: str,
    words: str,
) -> Html | None:
    if not ids:
        return None
    rows = (
        tag(
            "li",
            _passage_link(passages[id], documents)
            if id in passages
            else tag("span", f"{id.rpartition('@')[0]} (đoạn này không còn trong kho)", class_="card-link"),
            tag("span", button(words, do, data_passage=id), class_="card-buttons"),
            class_="card",
        )
        for id in ids
    )
    return tag("details", tag("summary", f"{title} ({len(ids)})"), tag("ul", *rows, class_="cards"), open=True)


def _passage_link(passage: Passage, documents: Mapping[str, Document]) -> Html:
    document = documents.get(passage.document_id)
    return open_link(
        passage.document_id,
        tag("span", cite.name(document.info) if document else passage.document_id, class_="card-name"),
        tag("span", cite.place_of(document, passage.start), class_="card-path") if document else None,
        tag("span", shorten(" ".join(passage.text.split()), _SNIPPET), class_="card-quote"),
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        class_="card-link",
    )


def _search(documents: Mapping[str, Document], query: str, hits: Sequence[Hit], chosen: Choice) -> Html:
    rows = (
        tag(
            "li",
            _passage_link(hit.passage, documents),
            _passage_buttons(
                hit.passage.id, chosen, cite.place_of(documents[hit.passage.document_id], hit.passage.start)
            ),
            class_="card",
        )
        for hit in hits
        if hit.passage.document_id in documents
    )
    return tag(
        "details",
        tag("summary", "Tìm thêm đoạn văn bản để ghim"),
        tag(
            "form",
            tag("label", "Nội dung cần tìm", for_="passage-query", class_="hidden-label"),
            tag(
                "input",
                type="search",
                id="passage-query",
                name="query",
                value=query,
                required=True,
                maxlength=300,
                autocomplete="off",
                placeholder="Ví dụ: tự chủ tài chính bệnh viện",
            ),
            tag("button", "Tìm", type="submit", class_="quiet"),
            data_do="find",
            class_="find",
        ),
        tag("ul", *rows, class_="cards") if hits else None,
        tag("p", "Không tìm thấy đoạn nào. Hãy dùng từ ngữ khác.", class_="empty") if query and not hits else None,
        open=bool(query),
    )


def _list(title: str, rows: Sequence[str]) -> Html | None:
    if not rows:
        return None
    return tag("details", tag("summary", f"{title} ({len(rows)})"), tag("ul", *(tag("li", row) for row in rows)))
