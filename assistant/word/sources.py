"""What a footnote says: the source in administrative form with its words, once; later the short form."""

from collections.abc import Sequence

from assistant import cite
from assistant.answer import Citation
from corpus.document import Document
from prompts import say

Words = tuple[str | int, ...]
_NUMBER = "\ue000"  # private use: stands for the number of the earlier note while a wording is filled in


class Sources:
    """The notes of one document so far: a source is named in full where it is first cited, then by kind and number
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b); a passage cited again is pointed to by the number of its note.
    """

    def __init__(self, documents: Sequence[Document], *, longest: int) -> None:
        self._documents = {document.id: document for document in documents}
        self._longest = longest
        self._named: set[str] = set()
        self._noted: dict[object, int] = {}

    def citation(self, cited: Citation, number: int) -> Words:
        """The words of note ``number`` for a citation; a number among them is that of an earlier note."""
        key = (cited.document_id, cited.start, cited.end)
        if key in self._noted:
            return _again(self._noted[key])
        self._noted[key] = number
        return (say("van-ban-word", "note", source=self._source(cited), quote=self._quote(cited)),)

    def office(self, number: int) -> Words:
        """The words of note ``number`` for what the drafter's own office says."""
        if (earlier := self._noted.setdefault("office", number)) != number:
            return _again(earlier)
        return (say("van-ban-word", "note-office"),)

    def _source(self, cited: Citation) -> str:
        document = self._documents.get(cited.document_id)
        if document is None:
            return cite.at(cited.document, cited.section, verbatim=cited.verbatim)
        if cited.document_id in self._named:
            return cite.at(cite.name(document.info), cited.section, verbatim=cited.verbatim)
        self._named.add(cited.document_id)
        return cite.administrative(document, cited.section)

    def _quote(self, cited: Citation) -> str:
        words = " ".join(cited.quote.split()).rstrip(".;,: ")
        if len(words) <= self._longest:
            return words
        return words[: self._longest].rsplit(" ", 1)[0].rstrip(".;,:- ") + " …"


def _again(number: int) -> Words:
    before, _, after = say("van-ban-word", "note-again", number=_NUMBER).partition(_NUMBER)
    return (before, number, after)
