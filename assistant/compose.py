"""From a reply to an Answer: every point verified, quotes numbered, text with ``[1]`` markers written."""

from collections.abc import Sequence

from assistant import cite
from assistant.answer import Answer, Citation, Rejected, Statement
from assistant.reply import Block, Quote, Reply
from assistant.verify import verify
from corpus.document import Document
from index.search import Hit

_CONTEXT = 200  # characters shown on either side of a quote that no passage holds, to the ends of their lines


def compose(question: str, reply: Reply, hits: Sequence[Hit]) -> Answer:
    """The Answer of a reply. A point its quotes do not support goes to ``rejected``; a reply left with no
    point is refused by the caller's wording in ``reply.refusal``."""
    if not reply.blocks:
        return Answer(question, reply.refusal, hits=tuple(hits), abstained=True, reason=reply.refusal)
    citations: list[Citation] = []
    markers: dict[tuple[str, int, int], int] = {}
    statements: list[Statement] = []
    rejected: list[Rejected] = []
    parts: list[str] = []

    def number(quote: Quote) -> int:
        key = (quote.document.id, quote.start, quote.end)
        if key not in markers:
            markers[key] = len(markers) + 1
            citations.append(citation_of(markers[key], quote, hits))
        return markers[key]

    for block in reply.blocks:
        shown: list[str] = []
        for point in block.points:
            if point.quotes:
                verdict = verify(point.text, [quote.text for quote in point.quotes])
                if not verdict.supported:
                    rejected.append(Rejected(point.text, verdict.reason))
                    continue
            statement = Statement(point.text, tuple(dict.fromkeys(number(quote) for quote in point.quotes)))
            statements.append(statement)
            shown.append(_marked(statement))
        if shown or not block.points:
            parts.append(_layout(block, shown))
    return Answer(
        question,
        "\n\n".join(part for part in parts if part),
        statements=tuple(statements),
        citations=tuple(citations),
        hits=tuple(hits),
        rejected=tuple(rejected),
    )


def _marked(statement: Statement) -> str:
    """``Giảm ít nhất 10% [1].``: markers stand before the closing mark."""
    marks = "".join(f"[{marker}]" for marker in statement.citations)
    text = statement.text.strip()
    if not marks:
        return text
    body = text.rstrip(".;,: ")
    closing = text[len(body) : len(body) + 1]
    return f"{body} {marks}{closing if closing in (':', ';') else '.'}"


def _layout(block: Block, shown: Sequence[str]) -> str:
    lead = " ".join(part for part in (block.verdict, block.lead) if part)
    if block.listed or (len(shown) > 1 and not block.flowing):
        body = "\n".join(f"- {line}" for line in shown)
        text = f"{lead}\n\n{body}" if lead else body
    else:
        text = " ".join(part for part in (lead, *shown) if part)
    return f"{text}\n\n*{block.note}*" if block.note else text


def citation_of(marker: int, quote: Quote, hits: Sequence[Hit] = ()) -> Citation:
    """The citation of a quote; its passage is the hit that holds it, else the text around."""
    document = quote.document
    return Citation(
        marker=marker,
        document_id=document.id,
        document=document.key,
        title=document.info.title or "",
        section=cite.place_of(document, quote.start),
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        page=document.page(quote.start),
        passage=_passage_text(document, quote, hits),
        verbatim=document.info.verbatim,
    )


def _passage_text(document: Document, quote: Quote, hits: Sequence[Hit]) -> str:
    for hit in hits:
        passage = hit.passage
        if passage.document_id == document.id and passage.start <= quote.start and quote.end <= passage.end:
            return passage.text
    start = document.text.rfind("\n", 0, max(0, quote.start - _CONTEXT)) + 1
    end = document.text.find("\n", min(len(document.text), quote.end + _CONTEXT))
    return document.text[start : end if end >= 0 else None].strip()
