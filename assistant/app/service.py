"""The open index as the page uses it: opened at first use, and again when a newer one has been put in its place."""

from collections.abc import Callable, Generator, Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple, Protocol

from assistant import grounded
from assistant.answer import Answer
from assistant.chat_model import ChatModel
from assistant.draft.model import Retold, retell
from assistant.draft.report import SectionDraft
from assistant.grounded import Step
from corpus import references
from corpus.document import Document
from corpus.errors import TrolyError
from index.search import Index


class Filters(NamedTuple):
    """What a search is limited to; None is no limit. ``document`` is an id, or in the API also a number."""

    kind: str | None = None
    level: str | None = None
    document: str | None = None


class Ask(Protocol):
    """``assistant.ask.ask``."""

    def __call__(
        self,
        index: Index,
        question: str,
        *,
        history: Sequence[str],
        k: int,
        kind: str | None,
        level: str | None,
        document: str | None,
    ) -> Answer: ...


class Service:
    """Holds the index for as long as the page is served.

    ``model`` writes the answers when there is one, each within ``timeout`` seconds; otherwise ``ask`` gives them.
    ``version`` tells which index is in place (any value that changes with it). Every method raises TrolyError,
    with the sentence to show, while there is no index to open.
    """

    def __init__(
        self,
        *,
        open_index: Callable[[], Index],
        version: Callable[[], object],
        ask: Ask,
        model: ChatModel | None = None,
        timeout: float = 60.0,
    ) -> None:
        self._open_index = open_index
        self._version = version
        self._ask = ask
        self.model = model
        self._timeout = timeout
        self._open: tuple[object, Index] | None = None
        self._lock = Lock()

    def index(self) -> Index:
        """The index in place. One that can no longer be read is kept in use as long as the page has it open."""
        with self._lock:
            try:
                version = self._version()
                if self._open is None or self._open[0] != version:
                    self._open = version, self._open_index()
            except TrolyError:
                if self._open is None:
                    raise
            return self._open[1]

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
        *_, last = self.steps(question, history, filters, k=k)
        return last.answer

    def steps(
        self, question: str, history: Sequence[str], filters: Filters, *, k: int = 10
    ) -> Generator[Step, None, None]:
        """The answer to a question as it grows; without a model at once. Closing the iterator stops the model."""
        asked: dict[str, Any] = {"history": history, "k": k, **filters._asdict()}
        if self.model is None:
            yield Step(self._ask(self.index(), question, **asked), done=True)
        else:
            yield from grounded.steps(self.index(), question, model=self.model, timeout=self._timeout, **asked)

    def retell(self, section: SectionDraft, locality: str) -> Retold:
        """A drafted section in the model's words where they are supported; without a model as it is."""
        if self.model is None:
            return Retold(section)
        return retell(section, self.model, locality=locality, timeout=self._timeout)

    def targets(self, document: Document) -> Mapping[int, str]:
        """Ids of the documents that the document's references name, by the character where the mention starts."""
        documents = self.index().documents
        found = ((r.start, references.resolve(r, documents)) for r in document.references)
        return {start: target.id for start, target in found if target is not None}
