"""Conversations as files: ``hoi-thoai/<id>.md`` of this server, for the browser they belong to."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

from assistant import exports
from assistant.app import talks
from assistant.app.offline import Application, Message, Receive, Send
from assistant.app.owner import owner_in
from corpus.document import Document
from corpus.errors import TrolyError

_PATH = re.compile(r"/hoi-thoai/([0-9a-f-]+)\.md")


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
        response = self._response(owner_in(scope), found[1])
        await response(scope, receive, send)

    def _response(self, owner: str | None, conversation_id: str) -> Response:
        try:
            kept = talks.resumed(talks.folder_for(self._data, owner), conversation_id)
            content = exports.markdown(kept, self._documents())
        except TrolyError as error:
            return PlainTextResponse(str(error), status_code=404)
        name = quote(f"{exports.file_name(kept)}.md")
        return Response(
            content,
            media_type="text/markdown; charset=utf-8",
            headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
        )
