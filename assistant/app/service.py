"""The open index as the page uses it: opened at first use, tried again when that failed, searched by many at once."""

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import NamedTuple, Protocol

from assistant.answer import Answer
from corpus.document import Document, Failure, Reference
from corpus.errors import TrolyError
from index.search import Hit


class OpenIndex(Protocol):
    """What the page needs of ``index.search.Index``."""

    @property
    def documents(self) -> tuple[Document, ...]: ...
    @property
    def failed(self) -> tuple[Failure, ...]: ...
    def search(
        self,
        query: str,
        *,
        k: int = 10,
        kind: str | None = None,
        level: str | None = None,
        document: str | None = None,
    ) -> tuple[Hit, ...]: ...


class Filters(NamedTuple):
    """What a search is limited to; None is no limit. ``document`` is a document id."""

    kind: str | None = None
    level: str | None = None
    document: str | None = None


#: index, question, earlier questions, filters, number of passages -> Answer
Ask = Callable[[OpenIndex, str, Sequence[str], Filters, int], Answer]
Resolve = Callable[[Reference, Sequence[Document]], Document | None]


class Service:
    """Holds the index for as long as the page is served.

    Every method raises TrolyError, with the sentence to show, while there is no index to open.
    """

    def __init__(self, open_index: Callable[[], OpenIndex], ask: Ask, resolve: Resolve) -> None:
        self._open_index = open_index
        self._ask = ask
        self._resolve = resolve
        self._index: OpenIndex | None = None
        self._lock = Lock()

    def index(self) -> OpenIndex:
        """The index, opened by the first caller."""
        with self._lock:
            if self._index is None:
                self._index = self._open_index()
            return self._index

    def documents(self) -> Mapping[str, Document]:
        """Documents by id, in the order of the corpus."""
        return {document.id: document for document in self.index().documents}

    def document(self, id: str) -> Document:
        """The document with that id. TrolyError when there is none."""
        if (document := self.documents().get(id)) is None:
            raise TrolyError("Không tìm thấy văn bản này trong kho. Hãy tải lại trang để xem danh sách mới nhất.")
        return document

    def ask(self, question: str, history: Sequence[str], filters: Filters, *, k: int = 10) -> Answer:
        """The answer to a question; ``history`` holds the earlier questions, oldest first."""
        return self._ask(self.index(), question, history, filters, k)

    def targets(self, document: Document) -> Mapping[int, str]:
        """Ids of the documents that the document's references name, by the character where the mention starts."""
        documents = self.index().documents
        found = ((r.start, self._resolve(r, documents)) for r in document.references)
        return {start: target.id for start, target in found if target is not None}
