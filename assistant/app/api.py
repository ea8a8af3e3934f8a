"""The named endpoints of the page: plain JSON in and out, the shapes of ``assistant.present``."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

from assistant import present
from assistant.app import feedback as opinions
from assistant.app.service import Filters, Service
from corpus import library
from corpus.document import Document
from corpus.errors import TrolyError


def build(service: Service, *, data: Path) -> None:
    """Adds the endpoints ask, search, documents, document and feedback to the page being built.

    What a caller does wrong comes back as an error with a Vietnamese sentence.
    """

    @endpoint
    def ask(
        question: str,
        history: list[str] | None = None,
        k: int = 10,
        kind: str | None = None,
        level: str | None = None,
        document: str | None = None,
    ) -> dict[str, Any]:
        """Trả lời một câu hỏi; history là các câu đã hỏi trước, câu cũ trước."""
        answer = service.ask(question, history or [], Filters(kind, level, document), k=k)
        return present.answer_json(answer)

    @endpoint
    def search(
        query: str,
        k: int = 10,
        kind: str | None = None,
        level: str | None = None,
        document: str | None = None,
    ) -> dict[str, Any]:
        """Tìm các đoạn văn bản gần với câu truy vấn."""
        hits = service.index().search(query, k=k, kind=kind, level=level, document=document)
        return {"query": query, "hits": present.hits_json(hits)}

    @endpoint
    def documents() -> dict[str, Any]:
        """Danh sách văn bản trong kho và các tệp không đọc được."""
        index = service.index()
        return {
            "documents": [_described(d) for d in index.documents],
            "failed": [{"file": failure.path, "reason": failure.reason} for failure in index.failed],
        }

    @endpoint
    def document(name: str) -> dict[str, Any]:
        """Một văn bản theo số, ký hiệu hoặc mã: thông tin, nguyên văn và cây mục."""
        found = library.find(service.index().documents, name)
        return _described(found) | {"text": found.text, "section_tree": present.section_tree(found)}

    @endpoint
    def feedback(question: str, answer: str, rating: str, comment: str = "") -> dict[str, Any]:
        """Ghi góp ý về một câu trả lời; rating là "up" hoặc "down"."""
        opinions.record(data, question=question, answer=answer, rating=rating, comment=comment)
        return {"saved": True, "message": "Đã ghi góp ý trên máy này. Cảm ơn đồng chí."}


def _described(document: Document) -> dict[str, Any]:
    # Gradio's client takes an object with a "path" for a file to download, so the path is called "file" here.
    described = present.document_json(document)
    return {"file" if name == "path" else name: value for name, value in described.items()}


def endpoint(function: Callable[..., dict[str, Any]]) -> None:
    """Adds a function to the page being built as an endpoint of its name; a TrolyError is told to the caller."""

    @wraps(function)
    def answered(*args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            return function(*args, **kwargs)
        except TrolyError as error:
            raise gr.Error(str(error), print_exception=False) from error

    api(answered, api_name=function.__name__, api_description=function.__doc__)
