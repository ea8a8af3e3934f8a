"""A conversation (questions and cited answers) as a Word file."""

from collections.abc import Sequence

from assistant.answer import Answer
from assistant.word.blank import blank, package
from assistant.word.form import title as write_title
from assistant.word.layout import layout_for
from assistant.word.marked import blocks, legal
from assistant.word.prose import Prose
from corpus.document import Document
from prompts import say


def write_conversation(title: str, turns: Sequence[tuple[str, Answer]], documents: Sequence[Document]) -> bytes:
    """The bytes of a .docx: every question as a heading, its answer below it with citations as footnotes.

    ``documents`` are those the citations point into. The same arguments give the same bytes.
    """
    layout = layout_for("state")
    document = blank(layout, title=legal(title), author="")
    write_title(document, layout, say("van-ban-word", "conversation"), title)
    prose = Prose(document, layout, documents=documents)
    for number, (question, answer) in enumerate(turns, 1):
        asked = " ".join(question.split())
        prose.heading(say("van-ban-word", "question", number=number, question=asked), 2)
        cited = {citation.marker: citation for citation in answer.citations}
        for block in blocks(answer.text):
            prose.block(block, cited)
    return package(document)
