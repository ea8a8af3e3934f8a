"""The JSON shapes of the interface (DESIGN section 5) and the plain text of the terminal."""

from collections.abc import Sequence
from typing import Any

from assistant import cite
from assistant.answer import Answer, Citation
from corpus.document import Document
from index.search import Hit
from prompts import say

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    """The object that ``troly ask --json`` prints."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "statements": [{"text": s.text, "citations": list(s.citations)} for s in answer.statements],
        "citations": [citation_json(c) for c in answer.citations],
        "hits": hits_json(answer.hits),
        "seconds": {"search": round(answer.search_seconds, 6), "answer": round(answer.answer_seconds, 6)},
        "made_by": answer.made_by,
        "notice": answer.notice or None,
        "rejected": [{"text": r.text, "reason": r.reason} for r in answer.rejected],
    }


def citation_json(citation: Citation) -> Json:
    """One citation; ``document_id`` tells apart documents that share a number."""
    return {
        "marker": citation.marker,
        "document": citation.document,
        "document_id": citation.document_id,
        "title": citation.title,
        "section": citation.section,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "passage": citation.passage,
        "verbatim": citation.verbatim,
    }


def hits_json(hits: Sequence[Hit]) -> list[Json]:
    """Hits, best first."""
    return [
        {
            "passage_id": hit.passage.id,
            "document": hit.passage.document_id,
            "section": hit.passage.section,
            "score": round(hit.score, 6),
            "lexical": round(hit.lexical, 6),
            "dense": round(hit.dense, 6),
            "text": hit.passage.text,
        }
        for hit in hits
    ]


def document_json(document: Document) -> Json:
    """One row of ``troly corpus list --json``."""
    info = document.info
    return {
        "id": document.id,
        "number": info.number,
        "symbol": info.symbol,
        "kind": info.kind,
        "title": info.title,
        "issuer": info.issuer,
        "place": info.place,
        "date": info.date.iso if info.date else None,
        "signer": info.signer,
        "signer_role": info.signer_role,
        "recipients": list(info.recipients),
        "addressees": list(info.addressees),
        "level": info.level,
        "locality": info.locality,
        "verbatim": info.verbatim,
        "superseded": info.superseded,
        "path": document.path,
        "pages": len(document.page_starts) or None,
        "sections": len(document.sections),
    }


def section_tree(document: Document, parent: int = -1) -> list[Json]:
    """The sections under ``parent`` with their children."""
    return [
        {
            "label": section.label,
            "heading": section.heading,
            "start": section.start,
            "end": section.end,
            "children": section_tree(document, index),
        }
        for index in document.children(parent)
        for section in (document.sections[index],)
    ]


def answer_text(answer: Answer, documents: Sequence[Document]) -> str:
    """An answer for the terminal: the text, then each citation in administrative form with its quote."""
    lines = [answer.notice, "", answer.text] if answer.notice else [answer.text]
    if answer.made_by == "model":
        lines += ["", f"({say('mo-hinh', 'made-by-model')})"]
    if answer.citations:
        by_id = {document.id: document for document in documents}
        lines += ["", "Nguồn trích dẫn:"]
        for citation in answer.citations:
            source = cite.administrative(by_id[citation.document_id], citation.section)
            lines += [f"  [{citation.marker}] {source}", f"      “{_one_line(citation.quote)}”"]
    return "\n".join(lines)


def hits_text(hits: Sequence[Hit], documents: Sequence[Document]) -> str:
    """Hits for the terminal: score, source and the beginning of the passage."""
    by_id = {document.id: document for document in documents}
    lines: list[str] = []
    for rank, hit in enumerate(hits, 1):
        document = by_id[hit.passage.document_id]
        place = cite.place_of(document, hit.passage.start)
        lines += [
            f"{rank:>2}. {cite.name(document.info)}, {place} (điểm {hit.score:.3f})",
            f"    {_one_line(hit.passage.text, limit=220)}",
        ]
    return "\n".join(lines)


def _one_line(text: str, *, limit: int = 400) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"
