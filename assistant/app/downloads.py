"""Conversations as files: ``hoi-thoai/<id>.md`` and ``.docx`` of this server, for the browser they belong to."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from assistant import exports
from assistant.app import talks
from assistant.app.offline import Application, Message, Receive, Send
from assistant.app.owner import owner_in
from corpus.document import Document
from corpus.errors import TrolyError

_PATH = re.compile(r"/hoi-thoai/([0-9a-f-]+)\.(md|docx)")
_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Downloads:
    """ASGI middleware that answers those addresses itself and passes every other request on."""

    def __init__(self, app: Application, *, data: Path, documents: Callable[[], Mapping[str, Document]]) -> None:
        self._app = app
        self._data = data
        self._documents = documents

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        found = _PATH.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        response = await run_in_threadpool(self._response, owner_in(scope), found[1], found[2])
        await response(scope, receive, send)

    def _response(self, owner: str | None, conversation_id: str, kind: str) -> Response:
        try:
            kept = talks.resumed(talks.folder_for(self._data, owner), conversation_id)
            documents = self._documents()
        except TrolyError as error:
            return PlainTextResponse(str(error), status_code=404)
        content = exports.word(kept, documents) if kind == "docx" else exports.markdown(kept, documents)
        name = quote(f"{exports.file_name(kept)}.{kind}")
        return Response(
            content, media_type=_TYPES[kind], headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        )
