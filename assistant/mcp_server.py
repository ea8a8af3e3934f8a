"""``troly mcp``: the corpus as tools of other programs, over the Model Context Protocol on standard input and output.

Three tools: ``hoi`` answers with citations, ``tim`` finds passages, ``van_ban`` reads a document or one section of it.
Each gives readable text with its sources and the same as JSON. Nothing but the protocol goes to standard output.
"""

from collections.abc import Callable, Sequence
from typing import Any

from mcp.server import MCPServer
from mcp.types import CallToolResult, TextContent, ToolAnnotations

from assistant import cite, present
from assistant.app.service import Filters, Service
from corpus.document import Document, Section
from corpus.errors import TrolyError
from corpus.library import find
from index.search import Hit, Index
from index.vietnamese import fold
from prompts import say

MOST_PASSAGES = 50
_WHOLE = "toan van"


def server(service: Service, *, version: str) -> "MCPServer[Any]":
    """The server over an index. What a caller does wrong comes back as a Vietnamese sentence."""
    served: MCPServer[Any] = MCPServer(
        "troly", title="Trợ lý văn bản", instructions=say("cong-cu", "about"), version=version, log_level="WARNING"
    )
    reading = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

    def hoi(cau_hoi: str, lich_su: list[str] | None = None, van_ban: str | None = None) -> CallToolResult:
        return _tried(lambda: _answered(service, cau_hoi, lich_su or [], van_ban))

    def tim(tu_khoa: str, so_doan: int = 8, van_ban: str | None = None) -> CallToolResult:
        return _tried(lambda: _found(service, tu_khoa, so_doan, van_ban))

    def van_ban(ten: str, muc: str | None = None) -> CallToolResult:
        return _tried(lambda: _read(find(service.index().documents, ten), muc))

    served.add_tool(hoi, title="Hỏi kho văn bản", description=say("cong-cu", "ask"), annotations=reading)
    served.add_tool(tim, title="Tìm đoạn văn bản", description=say("cong-cu", "search"), annotations=reading)
    served.add_tool(van_ban, title="Đọc văn bản", description=say("cong-cu", "read"), annotations=reading)
    return served


def _tried(work: Callable[[], tuple[str, dict[str, Any]]]) -> CallToolResult:
    try:
        text, structured = work()
    except TrolyError as error:
        return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=structured)


def _answered(
    service: Service, question: str, history: Sequence[str], document: str | None
) -> tuple[str, dict[str, Any]]:
    answer = service.ask(question, history, Filters(document=document))
    structured = present.answer_json(answer)
    del structured["hits"]  # passages that were only found are what ``tim`` is for
    return present.answer_text(answer, service.index().documents), structured


def _found(service: Service, query: str, count: int, document: str | None) -> tuple[str, dict[str, Any]]:
    index = service.index()
    wanted = find(index.documents, document).id if document else None
    hits = index.search(query, k=min(max(count, 1), MOST_PASSAGES), document=wanted)
    found = [f"[{number}] {_source(index, hit)}:\n{hit.passage.text}" for number, hit in enumerate(hits, 1)]
    text = "\n\n".join(found) or say("cong-cu", "nothing-found")
    return text, {"query": query, "hits": present.hits_json(hits)}


def _source(index: Index, hit: Hit) -> str:
    document = index.document(hit.passage.document_id)
    return cite.administrative(document, cite.place_of(document, hit.passage.start))


def _read(document: Document, name: str | None) -> tuple[str, dict[str, Any]]:
    if name is None or not name.strip():
        return _contents(document), present.document_json(document) | {"section_tree": present.section_tree(document)}
    if fold(name.strip()) == _WHOLE:
        place, start, end = "", 0, len(document.text)
    else:
        section = _section(document, name)
        place, start, end = cite.section(section.label), section.start, section.end
    source, text = cite.administrative(document, place), document.text[start:end]
    return f"{source}:\n\n{text}", {
        "document": document.key,
        "document_id": document.id,
        "section": place,
        "start": start,
        "end": end,
        "page": document.page(start),
        "verbatim": document.info.verbatim,
        "source": source,
        "text": text,
    }


def _section(document: Document, name: str) -> Section:
    """The section of a label or of its administrative name ("2.4", "mục 2.4", "khoản 2 Điều 5")."""
    wanted = fold(" ".join(name.split())).removeprefix("phan ").strip(". ")
    for section in document.sections:
        if wanted in (fold(section.label), fold(cite.section(section.label))):
            return section
    raise TrolyError(say("cong-cu", "no-section", document=cite.name(document.info), section=name.strip()))


def _contents(document: Document) -> str:
    info = document.info
    lines = [cite.dated(info), info.title or "", ""]
    lines += [
        f"{'  ' * (section.level - 1)}{section.marker} {section.heading}".rstrip()
        for section in document.sections
        if section.kind != "gạch"
    ]
    return "\n".join(lines)
