"""Outlines read from Word files: numbers that only Word shows, headings, tables, and files that cannot be read."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.draft.report import OutlineItem
from assistant.outline import find_outline, from_document, from_text, walk
from assistant.word.numbering import FORMS
from assistant.word.outline import outline_text
from corpus.errors import TrolyError
from tests.assistant.word.conftest import Convert
from tests.assistant.word.sample import documents

# Three levels as drafters make them: I., 1., a); the second list begins anew; bullets below.
_NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered() -> WordDocument:
    """An empty file with the lists above."""
    document = docx.Document()
    part = document.part.numbering_part
    part._element = parse_xml(_NUMBERING)
    return document


def add(document: WordDocument, words: str, number: int, level: int) -> None:
    paragraph = document.add_paragraph(words)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def text(document: WordDocument, folder: Path) -> list[str]:
    path = folder / "de-cuong.docx"
    document.save(str(path))
    return outline_text(path).splitlines()


def outline() -> WordDocument:
    document = numbered()
    document.add_paragraph("Đề cương báo cáo")
    for words, number, level in (
        ("Khái quát chung về đặc điểm, tình hình", 1, 0),
        ("Đặc điểm, tình hình", 1, 1),
        ("Thuận lợi, khó khăn", 1, 1),
        ("Thuận lợi", 1, 2),
        ("Khó khăn", 1, 2),
        ("sau khi sáp nhập", 1, 3),
        ("Công tác lãnh đạo, chỉ đạo", 1, 0),
        ("Học tập, quán triệt Kết luận", 1, 1),
        ("Đối tượng tham gia.", 2, 0),
        ("Cán bộ, đảng viên.", 2, 1),
        ("Ban hành các văn bản", 1, 1),
        ("Đánh giá chung", 3, 0),
        ("Kết quả đạt được", 3, 1),
    ):
        add(document, words, number, level)
    return document


SHOWN = [
    "Đề cương báo cáo",
    "I. Khái quát chung về đặc điểm, tình hình",
    "1. Đặc điểm, tình hình",
    "2. Thuận lợi, khó khăn",
    "2.1. Thuận lợi",
    "2.2. Khó khăn",
    "a) sau khi sáp nhập",
    "II. Công tác lãnh đạo, chỉ đạo",
    "1. Học tập, quán triệt Kết luận",
    "- Đối tượng tham gia.",
    "+ Cán bộ, đảng viên.",
    "2. Ban hành các văn bản",
    "IV. Đánh giá chung",
    "1. Kết quả đạt được",
]


def test_automatic_numbers_are_those_word_shows(tmp_path: Path) -> None:
    assert text(outline(), tmp_path) == SHOWN


def test_the_shipped_outline_comes_back_from_a_word_file(tmp_path: Path) -> None:
    """Typed again with automatic numbers and bullets, the đề cương is read as the corpus reads it."""
    shipped = from_document(find_outline(documents()))
    document = numbered()
    document.add_paragraph(shipped.title)

    def type_in(items: tuple[OutlineItem, ...], level: int) -> None:
        for item in items:
            add(document, item.heading, 1, level)
            for remark in item.remarks:
                document.add_paragraph(f"({remark})")
            for point in item.points:
                add(document, point, 2, 0)
            type_in(item.children, level + 1)

    type_in(shipped.items, 0)
    document.save(str(tmp_path / "de-cuong.docx"))
    read = from_text(outline_text(tmp_path / "de-cuong.docx"))
    assert [(item.label, item.heading, item.points) for item in walk(read)] == [
        (item.label, item.heading, item.points) for item in walk(shipped)
    ]


def test_libreoffice_shows_the_same_numbers(tmp_path: Path, convert: Convert) -> None:
    path = tmp_path / "de-cuong.docx"
    outline().save(str(path))
    shown = convert(path, "txt:Text (encoded):UTF8").read_text("utf-8-sig").splitlines()
    without_bullets = [" ".join(line.split()).lstrip("-+•◦ ") for line in shown]  # it draws bullets of its own
    assert without_bullets == [line.lstrip("-+ ") for line in SHOWN]


def test_a_list_defined_by_a_style(tmp_path: Path) -> None:
    document = numbered()
    root = document.part.numbering_part.element
    first = root.find(qn("w:abstractNum"))
    first.insert(0, parse_xml(f'<w:styleLink {nsdecls("w")} w:val="Decuong"/>'))
    first.addnext(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7"><w:numStyleLink w:val="Decuong"/></w:abstractNum>'
        )
    )
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="9"><w:abstractNumId w:val="7"/></w:num>'))
    add(document, "Khái quát", 9, 0)
    add(document, "Thuận lợi", 9, 1)
    assert text(document, tmp_path) == ["I. Khái quát", "1. Thuận lợi"]


def test_a_table_of_contents_is_not_read_as_headings(tmp_path: Path) -> None:
    document = docx.Document()
    contents = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("I. Khái quát\t1", style=contents)
    document.add_paragraph("I. Khái quát")
    assert text(document, tmp_path) == ["I. Khái quát"]


def test_headings_without_any_number_get_labels_by_level(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("ĐỀ CƯƠNG BÁO CÁO", 0)
    for words, level in (
        ("Khái quát chung", 1), ("Đặc điểm, tình hình", 2), ("Thuận lợi, khó khăn", 2), ("Khó khăn", 3),
        ("Công tác lãnh đạo", 1), ("Học tập, quán triệt", 2),
    ):  # fmt: skip
        document.add_heading(words, level)
    document.add_paragraph("Đối tượng tham gia", style="List Bullet")
    assert text(document, tmp_path) == [
        "ĐỀ CƯƠNG BÁO CÁO",
        "I. Khái quát chung",
        "1. Đặc điểm, tình hình",
        "2. Thuận lợi, khó khăn",
        "a) Khó khăn",
        "II. Công tác lãnh đạo",
        "1. Học tập, quán triệt",
        "- Đối tượng tham gia",
    ]


def test_a_single_first_heading_is_the_title(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Đề cương báo cáo", 1)
    document.add_heading("Khái quát", 2)
    document.add_heading("Kết quả", 2)
    assert text(document, tmp_path) == ["Đề cương báo cáo", "I. Khái quát", "II. Kết quả"]


def test_a_heading_over_numbered_paragraphs_is_the_title(tmp_path: Path) -> None:
    document = numbered()
    document.add_heading("Đề cương báo cáo", 1)
    add(document, "Khái quát", 1, 0)
    assert text(document, tmp_path) == ["Đề cương báo cáo", "I. Khái quát"]


def test_typed_numbers_are_left_alone(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("I. Khái quát chung", 1)
    document.add_heading("Thuận lợi", 2)
    document.add_paragraph("(đặc biệt sau khi sáp nhập)")
    assert text(document, tmp_path) == ["I. Khái quát chung", "Thuận lợi", "(đặc biệt sau khi sáp nhập)"]


def test_a_table_gives_a_line_a_row(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    rows = (("TT", "Nội dung", "Đơn vị"), ("1", "Số đơn vị", "Sở Nội vụ"), ("2.1", "Biên chế", ""))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    assert text(document, tmp_path) == ["TT; Nội dung; Đơn vị", "1. Số đơn vị; Sở Nội vụ", "2.1. Biên chế"]


def test_tracked_changes_content_controls_and_breaks(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("I. Kết quả ")
    for xml in (
        f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t xml:space="preserve">thực hiện</w:t></w:r></w:ins>',
        f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>cũ</w:delText></w:r></w:del>',
        f'<w:moveFrom {nsdecls("w")} w:id="3"><w:r><w:t>chuyển đi</w:t></w:r></w:moveFrom>',
        f"<w:r {nsdecls('w')}><w:br/><w:t>19</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent>"
        "<w:p><w:r><w:t>II. Đánh giá</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, control)
    assert text(document, tmp_path) == ["I. Kết quả thực hiện 19-NQ/TW", "II. Đánh giá"]


def test_list_zero_takes_a_styles_number_away(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("một", style="List Number")
    document.add_paragraph("không số", style="List Number")
    document.add_paragraph("hai", style="List Number")
    middle = document.paragraphs[1]._p.get_or_add_pPr()
    middle.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>'))
    assert text(document, tmp_path) == ["1. một", "không số", "2. hai"]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [("upperRoman", 49, "XLIX"), ("lowerRoman", 4, "iv"), ("lowerLetter", 27, "aa"), ("decimalZero", 3, "03")],
)
def test_forms_of_numbers(form: str, number: int, shown: str) -> None:
    assert FORMS[form](number) == shown


def _zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("de-cuong.doc", OLE + b"WordDocument" * 50, "là Word đời cũ (.doc). Hãy mở bằng Word hoặc LibreOffice"),
        ("de-cuong.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu"),
        ("de-cuong.docx", b"", "hỏng hoặc không phải tệp Word (.docx). Hãy"),
        ("de-cuong.docx", b"I. Ket qua", "hỏng hoặc không phải tệp Word (.docx). Hãy"),
        ("de-cuong.docx", _zipped(mimetype=b"x"), "hỏng hoặc không phải tệp Word (.docx). Hãy"),
    ],
)
def test_a_file_that_is_no_docx_says_what_to_do(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TrolyError) as caught:
        outline_text(path)
    assert said in str(caught.value)
    assert name in str(caught.value)


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "de-cuong.docx"
    outline().save(str(path))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TrolyError, match="hỏng hoặc không phải tệp Word"):
        outline_text(path)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        names = {name: archive.read(name) for name in archive.namelist()}
    path.write_bytes(_zipped(**{**names, "word/document.xml": b"<w:document"}))
    with pytest.raises(TrolyError, match="hỏng hoặc không phải tệp Word"):
        outline_text(path)


def test_a_spreadsheet_is_no_outline(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "so-lieu.docx"
    openpyxl.Workbook().save(path)
    with pytest.raises(TrolyError, match="không phải tệp Word"):
        outline_text(path)


def test_an_empty_or_absent_file(tmp_path: Path) -> None:
    with pytest.raises(TrolyError, match=r"không có chữ nào\. Hãy"):
        text(docx.Document(), tmp_path)
    with pytest.raises(TrolyError, match="Không mở được tệp"):
        outline_text(tmp_path / "khong-co.docx")


def test_a_file_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (101 * 2**20))
    with pytest.raises(TrolyError, match="quá lớn so với một đề cương"):
        outline_text(path)
