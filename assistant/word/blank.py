"""An empty Word file of a layout: paper, margins, page numbers and the few styles a report needs.

The package is written here rather than taken from a template, so that it holds nothing but what is used: no macros,
no theme, no thumbnail, no link to a template. Positions of elements follow the schema of ISO/IEC 29500-1.
"""

import io
import zipfile
from xml.sax.saxutils import quoteattr

from docx import Document as open_document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from assistant.word.layout import Face, Layout

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST_PROPERTY = 255
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same input gives the same bytes: no file of the package is dated

#: Names of the styles that the writers use.
BODY = "Body Text"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
FOOTNOTE = "FootnoteText"
FOOTNOTE_MARK = "FootnoteReference"


def blank(layout: Layout, *, title: str, author: str) -> WordDocument:
    """A document of one empty section; the first page shows no number. Title and author are its properties."""
    document = open_document(io.BytesIO(_package(layout)))
    properties = document.core_properties
    properties.title, properties.author, properties.language = _property(title), _property(author), "vi-VN"
    _set_up(document.sections[0], layout)
    _number_pages(document.sections[0])
    return document


def new_section(document: WordDocument, layout: Layout) -> None:
    """A further section on a new page whose pages are numbered from 1 again (an annex)."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_up(section, layout)
    if section._sectPr.find(qn("w:pgNumType")) is None:  # a further section begins as a copy of the one before
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    *_, ends = document.paragraphs  # the paragraph that ends the section before must not take a line of its own
    ends.paragraph_format.line_spacing_rule, ends.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def package(document: WordDocument) -> bytes:
    """The file's bytes, the same for the same document."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(part, source.read(name))
    return out.getvalue()


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field whose result is stored, so that nothing asks to be updated when the file is opened."""
    for kind, text in (("begin", None), (None, code), ("separate", None), (None, shown), ("end", None)):
        run = paragraph.add_run()._r
        if kind is not None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.append(mark)
        elif text == code:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {code} "
            run.append(instruction)
        else:
            run.text = str(text)


def _property(words: str) -> str:
    """Words cut where a property must end."""
    return words if len(words) <= _LONGEST_PROPERTY else words[: _LONGEST_PROPERTY - 2].rsplit(" ", 1)[0] + " …"


def _set_up(section: Section, layout: Layout) -> None:
    page = layout.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.footer_distance = Mm(page.number), Mm(page.number)
    section.different_first_page_header_footer = True


def _number_pages(section: Section) -> None:
    for header in (section.header, section.first_page_header):
        header.paragraphs[0].style = "Header"
    field(section.header.paragraphs[0], "PAGE", "2")


def _package(layout: Layout) -> bytes:
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": _relationships(
            (f"{_R}/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "word/_rels/document.xml.rels": _relationships(
            (f"{_R}/styles", "styles.xml"), (f"{_R}/settings", "settings.xml")
        ),
        "word/document.xml": f'<w:document {_W} xmlns:r="{_R}"><w:body><w:sectPr/></w:body></w:document>',
        "word/styles.xml": _styles(layout),
        "word/settings.xml": f'<w:settings {_W}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/></w:settings>',
        "docProps/core.xml": "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, xml in parts.items():
            target.writestr(name, _XML + xml)
    return out.getvalue()


def _relationships(*targets: tuple[str, str]) -> str:
    rows = (f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1))
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{"".join(rows)}</Relationships>'


def _styles(layout: Layout) -> str:
    faces, font = layout.faces, quoteattr(layout.font)
    line = f'w:line="{_line(layout)}" w:lineRule="{"exact" if layout.exact_line else "auto"}"'
    spaced = f'<w:spacing w:before="{_twips(layout.spacing)}" w:after="0" {line}/>'
    first = f'<w:ind w:firstLine="{round(layout.first_line / 25.4 * 1440)}"/>'
    single = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    headings = "".join(
        _style(
            "paragraph", f"Heading{level}", f"heading {level}", face=face, after=BODY,
            paragraph=f'<w:keepNext/>{spaced}{first}<w:jc w:val="both"/><w:outlineLvl w:val="{level - 1}"/>',
        )
        for level, face in enumerate((faces.heading1, faces.heading2, faces.heading3), 1)
    )  # fmt: skip
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>{_size(faces.body)}"
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{single}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        + _style(
            "paragraph", "BodyText", BODY, face=faces.body,
            paragraph=f'<w:widowControl/>{spaced}{first}<w:jc w:val="both"/>',
        )
        + headings
        + _style("paragraph", "Header", "header", face=faces.page_number, paragraph='<w:jc w:val="center"/>')
        + _style("paragraph", FOOTNOTE, "footnote text", face=faces.footnote, paragraph='<w:jc w:val="both"/>')
        + f'<w:style w:type="character" w:styleId="{FOOTNOTE_MARK}"><w:name w:val="footnote reference"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:b w:val="0"/><w:i w:val="0"/>'
        '<w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
    )  # fmt: skip


def _style(kind: str, identity: str, name: str, *, face: Face, paragraph: str, after: str = "") -> str:
    following = f'<w:next w:val="{after.replace(" ", "")}"/>' if after else ""
    marks = "".join(
        mark for on, mark in ((face.bold, "<w:b/>"), (face.italic, "<w:i/>")) if on
    )  # capitals are typed, so that copied words keep them
    underline = '<w:u w:val="single"/>' if face.underline else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{marks}{_size(face)}{underline}</w:rPr></w:style>"
    )


def _size(face: Face) -> str:
    half_points = round(face.size * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _line(layout: Layout) -> int:
    return _twips(layout.line) if layout.exact_line else round(layout.line * 240)


def _twips(points: float) -> int:
    return round(points * 20)
