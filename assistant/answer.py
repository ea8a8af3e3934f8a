"""The vocabulary of answers: citations, statements and the answer itself."""

from dataclasses import dataclass
from typing import Literal

from index.search import Hit


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited place: ``document.text[start:end] == quote``, always.

    ``document`` is the document's key (number, or id without one), ``section`` the section in citation
    form ("mục 2.4"; "điểm a khoản 2 Điều 5"; "phần đầu văn bản"), ``passage`` the text around the quote,
    ``verbatim`` False when the source is a summary.
    """

    marker: int
    document_id: str
    document: str
    title: str
    section: str
    quote: str
    start: int
    end: int
    page: int | None
    passage: str
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or bullet shown to the user, with the marker numbers that support it.

    ``text`` has no markers in it. A statement that says nothing about documents (a greeting, help)
    has no citations.
    """

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A statement that ``verify`` did not let through, and why (Vietnamese)."""

    text: str
    reason: str


MadeBy = Literal["facts", "text", "model"]
"""Facts of the corpus and its documents (and talk); quotes from the text; a model's words held to quotes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown for a question. ``text`` is Markdown with ``[1]`` markers.

    ``abstained`` answers cite nothing and carry ``reason``. ``search_seconds`` and ``answer_seconds``
    are wall times. ``resolved`` is the question as it was read with its conversation; ``notice`` is a Vietnamese
    sentence on why this is not the model's answer, when one was asked.
    """

    question: str
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    abstained: bool = False
    reason: str | None = None
    rejected: tuple[Rejected, ...] = ()
    search_seconds: float = 0.0
    answer_seconds: float = 0.0
    made_by: MadeBy = "facts"
    resolved: str = ""
    notice: str = ""
