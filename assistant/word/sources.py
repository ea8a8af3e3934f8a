"""What a footnote says: the source in administrative form with its words, once; later the short form."""

from collections.abc import Sequence

from assistant import cite
from assistant.answer import Citation
from corpus.document import Document
from prompts import say

Words = list[str | int]
_Key = tuple[str, int, int]
_NUMBER = "\ue000"  # private use: stands for the number of the earlier note while a wording is filled in
_OFFICE = ("", 0, 0)


class Sources:
    """The notes of one document so far: a source is named in full where it is first cited, then by kind and number
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b); a passage cited again is pointed to by the number of its note.

    Quotes are cut at ``longest`` characters; 0 leaves them out.
    """

    def __init__(self, documents: Sequence[Document], *, longest: int) -> None:
        self._documents = {document.id: document for document in documents}
        self._longest = longest
        self._named: set[str] = set()
        self._noted: dict[_Key, int] = {}

    def note(self, cited: Sequence[Citation], number: int, *, office: bool = False) -> Words:
        """The words of note ``number`` for one place of the text; a number among them is that of an earlier note.

        ``office`` tells that what stands there is said by the drafter's own office.
        """
        parts: list[Words] = []
        earlier: list[int] = []
        last: Citation | None = None
        for citation in self._telling(cited):
            key = (citation.document_id, citation.start, citation.end)
            if (noted := self._noted.setdefault(key, number)) != number:
                earlier.append(noted)
                continue
            parts.append([self._quoted(self._source(citation, after=last), citation)])
            last = citation
        if office:
            if (noted := self._noted.setdefault(_OFFICE, number)) != number:
                earlier.append(noted)
            else:
                parts.append([say("van-ban-word", "note-office")])
        if earlier:
            before, _, after = say("van-ban-word", "note-again", number=_NUMBER).partition(_NUMBER)
            numbers = [part for noted in dict.fromkeys(earlier) for part in (", ", noted)][1:]
            parts.append([before, *numbers, after])
        return _sentence(parts)

    def _telling(self, cited: Sequence[Citation]) -> list[Citation]:
        """The citations that tell a reader something beside the others: a document cited by another passage needs
        neither a passage noted before nor the words that are its number."""

        def rank(citation: Citation) -> int:
            if (citation.document_id, citation.start, citation.end) in self._noted:
                return 1
            return 2 if citation.quote.lower() in self._name(citation).lower() else 0

        best: dict[str, int] = {}
        for citation in cited:
            best[citation.document_id] = min(rank(citation), best.get(citation.document_id, 2))
        return [citation for citation in cited if rank(citation) == best[citation.document_id]]

    def _name(self, citation: Citation) -> str:
        document = self._documents.get(citation.document_id)
        return cite.name(document.info) if document else citation.document

    def _source(self, citation: Citation, *, after: Citation | None) -> str:
        """The source and the place in it, or what is new of them after another citation of the same note."""
        if after is not None and after.document_id == citation.document_id:
            return "" if after.section == citation.section else citation.section
        document = self._documents.get(citation.document_id)
        if document is not None and citation.document_id not in self._named:
            self._named.add(citation.document_id)
            return cite.administrative(document, citation.section)
        return cite.at(self._name(citation), citation.section, verbatim=citation.verbatim)

    def _quoted(self, source: str, citation: Citation) -> str:
        if not self._longest:
            return source
        quote = " ".join(citation.quote.split()).rstrip(".;,: ")
        if len(quote) > self._longest:
            quote = quote[: self._longest].rsplit(" ", 1)[0].rstrip(".;,:- ") + " …"
        if not source:
            return say("van-ban-word", "note-more", quote=quote)
        return say("van-ban-word", "note", source=source, quote=quote)


def _sentence(parts: list[Words]) -> Words:
    """The parts with semicolons between them, a capital at the beginning and a full stop at the end."""
    words: Words = []
    for part in parts:
        if part != [""]:
            words += ["; ", *part] if words else part
    first = words[0] if words else ""
    return [first[:1].upper() + first[1:], *words[1:], "."] if isinstance(first, str) else [*words, "."]
