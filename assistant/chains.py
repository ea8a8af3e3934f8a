"""The corpus for LangChain chains of other people: a retriever with full metadata, a tool that answers with citations.

Unlike the rest of the program this module loads LangChain when it is imported: import it where a chain is built.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import StructuredTool, ToolException

from assistant import cite, present
from assistant.ask import ask, check_filters
from corpus.errors import TrolyError
from corpus.library import find
from index.search import Hit, Index
from prompts import say


class PolicyRetriever(BaseRetriever):
    """The passages of an open index that may answer a question, best first, as LangChain documents.

    ``k``, ``kind``, ``level`` and ``document`` (number or id) are those of ``Index.search``. The metadata of a
    document: ``document`` (id), ``number``, ``kind``, ``title``, ``issuer``, ``date`` (YYYY-MM-DD or None), ``level``,
    ``locality``, ``section``, ``start``, ``end`` (``text[start:end]`` is the page content), ``page``, ``verbatim``
    (False: a summary), ``score`` and ``source``, the citation in administrative form.
    """

    index: Index
    k: int = 6
    kind: str | None = None
    level: str | None = None
    document: str | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return self._found(query)

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun
    ) -> list[Document]:
        return await asyncio.to_thread(self._found, query)

    def _found(self, query: str) -> list[Document]:
        check_filters(self.index, kind=self.kind, level=self.level)
        document = find(self.index.documents, self.document).id if self.document else None
        hits = self.index.search(query, k=self.k, kind=self.kind, level=self.level, document=document)
        return [_as_document(self.index, hit) for hit in hits]


def answer_tool(index: Index, *, name: str = "hoi_kho_van_ban") -> StructuredTool:
    """A tool that answers a question from the corpus with citations.

    Its content is the answer with its sources as plain text, its artifact the object of ``troly ask --json``. What
    the caller does wrong comes back as the tool's message.
    """

    def answered(question: str, history: Sequence[str] = (), document: str | None = None) -> tuple[str, dict[str, Any]]:
        try:
            answer = ask(index, question, history=history, document=document)
        except TrolyError as error:
            raise ToolException(str(error)) from error
        return present.answer_text(answer, index.documents), present.answer_json(answer)

    async def answered_aside(
        question: str, history: Sequence[str] = (), document: str | None = None
    ) -> tuple[str, dict[str, Any]]:
        return await asyncio.to_thread(answered, question, history, document)

    return StructuredTool.from_function(
        answered,
        answered_aside,
        name=name,
        description=say("cong-cu", "answer-tool"),
        response_format="content_and_artifact",
        handle_tool_error=True,
    )


def _as_document(index: Index, hit: Hit) -> Document:
    passage = hit.passage
    document = index.document(passage.document_id)
    info = document.info
    place = cite.place_of(document, passage.start)
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document": document.id,
            "number": info.number,
            "kind": info.kind,
            "title": info.title,
            "issuer": info.issuer,
            "date": info.date.iso if info.date else None,
            "level": info.level,
            "locality": info.locality,
            "section": place,
            "start": passage.start,
            "end": passage.end,
            "page": document.page(passage.start),
            "verbatim": info.verbatim,
            "score": round(hit.score, 6),
            "source": cite.administrative(document, place),
        },
    )
