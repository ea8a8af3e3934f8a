"""``questions.tsv``: questions whose answers in the documents of a folder are known.

One question a line, four columns: the question; the document (its number, or its file name); words copied from its
text that answer (a space may stand for a new line); who wrote it, which may be left out. With ``-`` for the document,
none of the documents that the file speaks of answers, and the third column may say why. Lines that begin with ``#`` are
comments. Whoever asks nearly the same later is led to the same words, or sooner refused.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.document import Document, Failure, Span

NAME = "questions.tsv"
_NOWHERE = "-"
_COLUMNS = 4
_LINES_NAMED = 5


class KnownQuestion(NamedTuple):
    """A question, the span of a document's text that answers it, and who wrote it ("": not told).

    ``document_id`` is "" where nothing answers.
    """

    question: str
    document_id: str
    start: int
    end: int
    writer: str = ""

    def is_answered_in(self, document_id: str, start: int, end: int) -> bool:
        """Whether a span of a document holds the words that answer, or a part of them."""
        return self.document_id == document_id and self.start < end and start < self.end


def read_questions(
    folder: Path, documents: Sequence[Document]
) -> tuple[tuple[KnownQuestion, ...], tuple[Failure, ...]]:
    """The known questions of a folder in file order, and why some lines could not be used; nothing without the file.

    Answers in summaries that have given way to their originals are left out.
    """
    path = folder / NAME
    try:
        source = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return (), ()
    except (OSError, UnicodeDecodeError):
        return (), (Failure(NAME, "không đọc được; tệp phải là văn bản UTF-8"),)
    by_name = {name: document for document in documents for name in (document.key, document.id)}
    texts: dict[str, _Spaced] = {}
    found: list[KnownQuestion] = []
    wrong: dict[str, list[int]] = {}
    for number, line in _lines(source):
        question, name, quote, writer = (column.strip() for column in f"{line}\t\t\t".split("\t")[:_COLUMNS])
        document = by_name.get(name)
        span = _found(quote, document, texts) if document else None
        if name == _NOWHERE and question:
            found.append(KnownQuestion(question, "", 0, 0, writer))
        elif not (question and name and quote):
            wrong.setdefault("thiếu cột (câu hỏi, văn bản, đoạn trích)", []).append(number)
        elif document is None:
            wrong.setdefault("văn bản không có trong kho", []).append(number)
        elif span is None:
            wrong.setdefault("đoạn trích không có trong văn bản", []).append(number)
        elif not document.info.superseded:
            found.append(KnownQuestion(question, document.id, *span, writer))
    return tuple(found), tuple(Failure(NAME, f"{why}: {_named(lines)}") for why, lines in wrong.items())


class _Spaced(NamedTuple):
    """A text with one space for each run of white space, and where each of its characters stands in the text."""

    text: str
    places: list[int]


def _found(quote: str, document: Document, texts: dict[str, _Spaced]) -> Span | None:
    """Where a document has words, whatever white space is between them; ``texts`` keeps what was read."""
    if document.id not in texts:
        text = document.text
        places = [i for i in range(len(text)) if not text[i].isspace() or not text[i - 1 : i].isspace()]
        texts[document.id] = _Spaced("".join(" " if text[i].isspace() else text[i] for i in places), places)
    spaced = texts[document.id]
    words = " ".join(quote.split())
    at = spaced.text.find(words)
    return None if at < 0 else Span(spaced.places[at], spaced.places[at + len(words) - 1] + 1)


def _lines(source: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers from 1."""
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _named(lines: Sequence[int]) -> str:
    first = ", ".join(map(str, lines[:_LINES_NAMED]))
    more = len(lines) - _LINES_NAMED
    return f"dòng {first}" + (f" và {more} dòng khác" if more > 0 else "")
