"""Paragraphs of text with their citations as footnotes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from assistant.answer import Citation
from assistant.word.blank import BODY, HEADINGS
from assistant.word.canvas import write, write_span
from assistant.word.footnotes import Footnotes
from assistant.word.layout import Layout
from assistant.word.marked import Block, Span
from assistant.word.sources import Sources
from corpus.document import Document

#: The marker, in text put together here, of what the drafter's own office says.
OFFICE = 0


class Prose:
    """The running text of one document. With ``notes`` False nothing is noted and no marker is left."""

    def __init__(
        self, document: WordDocument, layout: Layout, *, documents: Sequence[Document], notes: bool = True
    ) -> None:
        self._document = document
        self._layout = layout
        self._notes = notes
        self._footnotes = Footnotes(document)
        self._sources = Sources(documents, longest=round(layout.quote))

    def heading(self, words: str, depth: int) -> None:
        """A heading that Word lists in its navigation pane; deeper than 3 is written as 3."""
        depth = min(depth, len(HEADINGS))
        faces = self._layout.faces
        face = (faces.heading1, faces.heading2, faces.heading3)[depth - 1]
        paragraph = self._document.add_paragraph(style=HEADINGS[depth - 1])
        write(paragraph, words, face)

    def block(self, block: Block, cited: Mapping[int, Citation], *, office: bool = False) -> Paragraph:
        """One paragraph or bullet; ``office`` tells that the marker OFFICE says whose words these are.

        A marker without a citation is no marker: it stays as typed.
        """
        paragraph: Paragraph = self._document.add_paragraph(style=BODY)
        if block.mark:
            paragraph.add_run(f"{block.mark} ")
        for span in block.spans:
            known = [number for number in span.markers if (office if number == OFFICE else number in cited)]
            if len(known) < len(span.markers):
                typed = "".join(f"[{number}]" for number in span.markers if number not in known)
                write_span(paragraph, Span(f" {typed}"))
            elif not span.markers:
                write_span(paragraph, replace(span, bold=True) if block.kind == "heading" else span)
            if known and self._notes:
                citations = [cited[number] for number in dict.fromkeys(known) if number != OFFICE]
                words = self._sources.note(citations, self._footnotes.following, office=OFFICE in known)
                self._footnotes.add(paragraph, words)
        if block.spans and block.spans[-1].text.rstrip().endswith(":"):
            paragraph.paragraph_format.keep_with_next = True  # what announces a list stays with its first item
        return paragraph
