"""Real Word footnotes: the part of the package that holds them, their references in the text, and references back.

python-docx has no footnotes; the part, its relationship and content type, the separator notes that Word requires
and the entry in the settings are made here (ISO/IEC 29500-1, 17.11).
"""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from assistant.word.blank import FOOTNOTE, FOOTNOTE_MARK, field
from assistant.word.marked import legal

_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))
_EMPTY = f"""<w:footnotes {nsdecls("w")}>{
    "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in _SEPARATORS
    )
}</w:footnotes>"""


class Footnotes:
    """The footnotes of one document, numbered from 1; the part is made with the first of them."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._notes: BaseOxmlElement | None = None
        self._marks: list[BaseOxmlElement] = []
        self._named: set[int] = set()

    @property
    def following(self) -> int:
        """The number that the next footnote will have."""
        return len(self._marks) + 1

    def add(self, paragraph: Paragraph, words: Sequence[str | int]) -> None:
        """A footnote at the end of ``paragraph``. In ``words`` a number stands for that earlier footnote."""
        if self._notes is None:
            self._notes = _make_part(self._document)
        number = self.following
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        written = OxmlElement("w:p")
        note.append(written)
        self._notes.append(note)
        self._write(Paragraph(written, self._document), words)
        self._marks.append(_mark(paragraph, "footnoteReference", number))

    def _write(self, note: Paragraph, words: Sequence[str | int]) -> None:
        note._p.get_or_add_pPr().style = FOOTNOTE
        _mark(note, "footnoteRef")
        note.add_run(" ")
        for part in words:
            if isinstance(part, str):
                note.add_run(legal(part))
            else:
                field(note, f"NOTEREF {self._name(part)} \\h", str(part))

    def _name(self, number: int) -> str:
        """The bookmark around the reference to a note, which a field can point to."""
        name = f"_Ref_chu_thich_{number}"
        if number not in self._named:
            self._named.add(number)
            for tag, place in (("bookmarkStart", "addprevious"), ("bookmarkEnd", "addnext")):
                bookmark = OxmlElement(f"w:{tag}")
                bookmark.set(qn("w:id"), str(number))
                if tag == "bookmarkStart":
                    bookmark.set(qn("w:name"), name)
                getattr(self._marks[number - 1], place)(bookmark)
        return name


def _mark(paragraph: Paragraph, tag: str, number: int | None = None) -> BaseOxmlElement:
    """A run with the number of a note, raised."""
    run = paragraph.add_run()._r
    run.get_or_add_rPr().style = FOOTNOTE_MARK
    mark = OxmlElement(f"w:{tag}")
    if number is not None:
        mark.set(qn("w:id"), str(number))
    run.append(mark)
    return run


def _make_part(document: WordDocument) -> BaseOxmlElement:
    notes = parse_xml(_EMPTY)
    main = document.part
    part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes, main.package)
    main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    listed = OxmlElement("w:footnotePr")
    for number, _ in _SEPARATORS:
        separator = OxmlElement("w:footnote")
        separator.set(qn("w:id"), str(number))
        listed.append(separator)
    document.settings.element.find(qn("w:compat")).addprevious(listed)
    return notes
