"""The file of a report, part by part: what stands in it, what must not, and that it is the same every time."""

import io
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.draft.report import DraftStatement, ReportDraft, SectionDraft
from assistant.word.letterhead import letterhead_for
from assistant.word.write import write_report
from tests.assistant.word.sample import REQUESTS, W, documents, parts, report, tree, words

STATE = letterhead_for("tỉnh Quảng Ngãi", body="state")
PARTY = letterhead_for("xã Sơn Mai, tỉnh Quảng Ngãi", body="party")


@pytest.fixture(scope="module")
def state() -> bytes:
    return write_report(report(), letterhead=STATE, documents=documents())


@pytest.fixture(scope="module")
def party() -> bytes:
    return write_report(report(), letterhead=PARTY, documents=documents())


def paragraphs(file: bytes) -> list[str]:
    """The text of the body's paragraphs, those of tables included, in order."""
    return [text for p in tree(file, "word/document.xml").iter(f"{W}p") if (text := words(p).strip())]


def one(title: str, *statements: DraftStatement, edited: str | None = None) -> ReportDraft:
    """A report of one section."""
    return ReportDraft(title, "tỉnh Quảng Ngãi", (SectionDraft("I", "Kết quả", statements, edited=edited),), ())


def test_a_state_report_begins_and_ends_as_the_decree_has_it(state: bytes) -> None:
    shown = paragraphs(state)
    assert shown[:7] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH QUẢNG NGÃI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/BC-UBND".replace("Số:", "Số: "),
        "Quảng Ngãi, ngày … tháng … năm …",
        "BÁO CÁO",
    ]
    assert shown[7].startswith("Tình hình, kết quả thực hiện Kết luận số\u00a062KL/TW, ngày\u00a002/10/2023")
    assert shown[8:11] == [
        "Kính gửi: Ban Thường vụ Tỉnh ủy Quảng Ngãi",
        "I. KHÁI QUÁT CHUNG VỀ ĐẶC ĐIỂM, TÌNH HÌNH",
        "1. Đặc điểm, tình hình",
    ]
    end = shown.index("Nơi nhận:")
    assert shown[end : end + 8] == [
        "Nơi nhận:",
        "- Như trên;",
        "- CT, các PCT UBND tỉnh;",
        "- Các sở, ban, ngành tỉnh;",
        "- VP UBND tỉnh;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]


def test_a_party_report_begins_and_ends_as_the_guidance_has_it(party: bytes) -> None:
    shown = paragraphs(party)
    assert shown[:4] == ["ĐẢNG BỘ TỈNH QUẢNG NGÃI", "ĐẢNG ỦY XÃ SƠN MAI", "*", "ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert shown[4].startswith("Số ")
    assert shown[4].endswith("-BC/ĐU")
    assert shown[7].startswith("tình hình, kết quả")
    assert shown[8:10] == ["-----", "I- KHÁI QUÁT CHUNG VỀ ĐẶC ĐIỂM, TÌNH HÌNH"]
    end = shown.index("Nơi nhận:")
    assert shown[end + 1 : end + 6] == [
        "- Ban Thường vụ Tỉnh ủy (để báo cáo),",
        "- Các đồng chí Đảng ủy viên,",
        "- Lưu Văn phòng Đảng ủy.",
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
    ]


def test_number_date_and_signer_are_written_when_known() -> None:
    known = replace(STATE, number="12", date="ngày 05 tháng 01 năm 2026", signer="Nguyễn Văn A")
    shown = paragraphs(write_report(report(), letterhead=known))
    assert "Số: 12/BC-UBND" in shown
    assert "Quảng Ngãi, ngày 05 tháng 01 năm 2026" in shown
    assert "Nguyễn Văn A" in shown
    annex = "(Kèm theo Báo cáo số 12/BC-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Quảng Ngãi)"
    assert annex in [text.replace("\u00a0", " ") for text in shown]


def test_a_name_too_long_for_its_column_goes_on_with_the_place() -> None:
    city = letterhead_for("thành phố Hồ Chí Minh", body="party")
    ward = letterhead_for("phường Sài Gòn, thành phố Hồ Chí Minh", body="party")
    shown = paragraphs(write_report(report(), letterhead=city))
    assert shown[:3] == ["THÀNH ỦY", "THÀNH PHỐ HỒ CHÍ MINH", "*"]
    assert "Thành phố Hồ Chí Minh, ngày\u00a0…\u00a0tháng\u00a0…\u00a0năm\u00a0…" in shown
    shown = paragraphs(write_report(report(), letterhead=ward))
    assert shown[:3] == ["ĐẢNG BỘ", "THÀNH PHỐ HỒ CHÍ MINH", "ĐẢNG ỦY PHƯỜNG SÀI GÒN"]


def test_an_issuer_may_be_left_out() -> None:
    shown = paragraphs(write_report(report(), letterhead=replace(STATE, issuer=())))
    assert shown[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_several_addressees_stand_below_each_other() -> None:
    sent = replace(STATE, addressees=("Bộ Nội vụ", "Bộ Tài chính"))
    shown = paragraphs(write_report(report(), letterhead=sent))
    assert shown[8:10] == ["Kính gửi:- Bộ Nội vụ;", "- Bộ Tài chính."]


def test_headings_are_those_of_word_by_the_outlines_levels(state: bytes) -> None:
    document = docx.Document(io.BytesIO(state))
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style and str(p.style.name).startswith("Heading")]
    assert found == [
        ("Heading 1", "I. KHÁI QUÁT CHUNG VỀ ĐẶC ĐIỂM, TÌNH HÌNH"),
        ("Heading 2", "1. Đặc điểm, tình hình"),
        ("Heading 1", "III. KẾT QUẢ TỔ CHỨC THỰC HIỆN"),
        ("Heading 2", "1. Kết quả sắp xếp, tổ chức lại các đơn vị sự nghiệp công lập"),
        ("Heading 3", "a) Lĩnh vực giáo dục - đào tạo"),
        ("Heading 1", "IV. ĐÁNH GIÁ CHUNG"),
        ("Heading 2", "2. Hạn chế, yếu kém"),
    ]


def test_missing_figures_are_highlighted_and_nothing_else(state: bytes) -> None:
    runs = tree(state, "word/document.xml").iter(f"{W}r")
    marked = [words(run) for run in runs if run.find(f"{W}rPr/{W}highlight") is not None]
    assert marked == [
        "[cần bổ sung: số xã, phường, đặc khu]",
        "[cần bổ sung: số đơn vị sự nghiệp công lập sau sắp xếp]",
        "[cần bổ sung: số đơn vị giảm]",
        "[cần bổ sung: số đơn vị]",
        "[cần bổ sung: tỷ lệ đơn vị chưa tự chủ]",
    ]


def test_the_drafters_own_wording_stands_in_place_of_the_statements() -> None:
    statement = DraftStatement("Câu của máy.", "source", (1,))
    shown = paragraphs(write_report(one("Báo cáo", statement, edited="Câu **của** người soạn [7]."), letterhead=STATE))
    assert "Câu của người soạn [7]." in shown  # no such citation: what was typed stays
    assert "Câu của máy." not in shown


def test_statements_of_a_point_stand_below_its_dash(state: bytes) -> None:
    shown = paragraphs(state)
    at = shown.index("- Về kết quả sắp xếp, tổ chức lại:")
    assert [text[:40] for text in shown[at : at + 5]] == [
        "- Về kết quả sắp xếp, tổ chức lại:",
        "+ Toàn tỉnh hiện có [cần bổ sung: số đơn",
        "+ Ngành y tế đã giảm 14 đơn vị, đạt 23,3",
        "- Theo báo cáo của UBND xã Sơn Mai, trên",
        "- Về tự chủ tài chính: Số đơn vị tự chủ:",
    ]


def test_bullets_and_bold_of_edited_text(state: bytes) -> None:
    shown = paragraphs(state)
    assert "+ Nhất là ở vùng đồng bào dân tộc thiểu số." in shown
    runs = list(tree(state, "word/document.xml").iter(f"{W}r"))
    (bold,) = [run for run in runs if words(run) == "một số hạn chế"]
    assert bold.find(f"{W}rPr/{W}b") is not None


def test_the_data_requests_are_a_table_whose_head_is_repeated(state: bytes) -> None:
    document = docx.Document(io.BytesIO(state))
    table = document.tables[2]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["TT", "Nội dung, số liệu đề nghị cung cấp", "Kỳ số liệu", "Đơn vị cung cấp", "Mục của đề cương"]
    assert rows[1:] == [[str(n), r.what, r.period, r.source, r.item] for n, r in enumerate(REQUESTS, 1)]
    head, *others = table._tbl.tr_lst
    assert head.trPr is not None
    assert [child.tag for child in head.trPr] == [f"{W}cantSplit", f"{W}tblHeader"]
    assert all(row.trPr is not None and row.trPr.find(f"{W}tblHeader") is None for row in others)
    assert "PHIẾU ĐỀ NGHỊ CUNG CẤP SỐ LIỆU" in paragraphs(state)


def test_what_the_office_said_is_listed_as_its_own(state: bytes) -> None:
    table = docx.Document(io.BytesIO(state)).tables[3]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        [
            "1",
            "Tỉnh Quảng Ngãi tổ chức chính quyền địa phương 02 cấp từ ngày 01/7/2025, gồm [cần bổ sung: số xã, "
            "phường, đặc khu] đơn vị hành chính cấp xã.",
            "I.1",
        ],
        ["2", "Ngành y tế đã giảm 14 đơn vị, đạt 23,3% (số liệu của Sở Y tế).", "III.1"],
    ]


def test_one_annex_has_no_number_and_none_is_no_page() -> None:
    asked = replace(report(), sections=(SectionDraft("I", "Kết quả", requests=REQUESTS),))
    assert "Phụ lục" in paragraphs(write_report(asked, letterhead=STATE))
    bare = paragraphs(write_report(one("Báo cáo", DraftStatement("Xong.", "frame")), letterhead=STATE))
    assert not [text for text in bare if text.startswith("Phụ lục")]


def test_without_notes_nothing_of_them_is_left() -> None:
    file = write_report(report(), letterhead=STATE, documents=documents(), notes=False)
    assert "word/footnotes.xml" not in parts(file)
    body = parts(file)["word/document.xml"].decode()
    assert "footnote" not in body
    assert "NOTEREF" not in body
    shown = paragraphs(file)
    assert "+ Ngành y tế đã giảm 14 đơn vị, đạt 23,3% (số liệu của Sở Y tế)." in shown
    assert [text for text in shown if text.startswith("- Có nơi sắp xếp")] == [
        "- Có nơi sắp xếp tổ chức bộ máy, tinh giản biên chế còn máy móc, hiệu quả hoạt động của nhiều đơn vị sau "
        "sắp xếp chưa đáp ứng yêu cầu."
    ]
    assert "PHIẾU ĐỀ NGHỊ CUNG CẤP SỐ LIỆU" in shown
    assert "NỘI DUNG, SỐ LIỆU DO ĐƠN VỊ SOẠN THẢO CUNG CẤP" not in shown


def test_a_thing_asked_twice_of_one_unit_is_one_row() -> None:
    again = replace(REQUESTS[0], item="III.4", point=None)
    asked = replace(report(), sections=(SectionDraft("I", "Kết quả", requests=(*REQUESTS, again)),))
    file = write_report(asked, letterhead=STATE)
    table = docx.Document(io.BytesIO(file)).tables[2]
    assert [row.cells[4].text for row in table.rows] == ["Mục của đề cương", "III.1, III.4", "III.1", "III.1"]
    assert any("đề nghị các cơ quan, đơn vị cung cấp 03 nội dung" in text for text in paragraphs(file))


def test_a_long_title_is_cut_in_the_properties_alone() -> None:
    title = "Tình hình thực hiện " + "Nghị quyết số 19-NQ/TW của Ban Chấp hành Trung ương " * 6
    file = write_report(one(title), letterhead=STATE)
    kept = docx.Document(io.BytesIO(file)).core_properties.title
    assert len(kept) <= 255
    assert kept.endswith(" …")
    assert paragraphs(file)[7].endswith("Trung ương")


def test_properties_say_title_author_and_language(state: bytes) -> None:
    properties = docx.Document(io.BytesIO(state)).core_properties
    assert properties.title.startswith("Báo cáo Tình hình, kết quả thực hiện Kết luận số 62-KL/TW, ngày 02/10/2023")
    assert (properties.author, properties.language) == ("Ủy ban nhân dân tỉnh Quảng Ngãi", "vi-VN")


def test_the_file_asks_for_nothing_from_elsewhere_when_opened(state: bytes) -> None:
    names = set(parts(state))
    assert names == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/styles.xml",
        "word/settings.xml", "word/footnotes.xml", "word/header1.xml", "word/header2.xml",
        "word/_rels/document.xml.rels",
    }  # fmt: skip
    everything = b"".join(parts(state).values()).decode()
    assert 'TargetMode="External"' not in everything
    for word in ("attachedTemplate", "updateFields", "w:dirty", "DDE", "INCLUDE", "ASK ", "FILLIN", "macro"):
        assert word not in everything


def test_the_same_report_gives_the_same_bytes(state: bytes) -> None:
    assert write_report(report(), letterhead=STATE, documents=documents()) == state


@pytest.mark.parametrize("title", ["Báo cáo kết quả", "Đề cương báo cáo kết quả", "Gợi ý Đề cương báo cáo kết quả"])
def test_the_title_does_not_repeat_the_kind(title: str) -> None:
    assert paragraphs(write_report(one(title), letterhead=STATE))[6:8] == ["BÁO CÁO", "Kết quả"]


def test_without_a_title_there_is_no_rule_under_one() -> None:
    shown = paragraphs(write_report(one(""), letterhead=STATE))
    assert shown[6:8] == ["BÁO CÁO", "Kính gửi: Ban Thường vụ Tỉnh ủy Quảng Ngãi"]


def test_a_section_without_label_or_heading_is_the_opening() -> None:
    opening = SectionDraft("", "", (DraftStatement("Ủy ban nhân dân tỉnh báo cáo như sau:", "frame"),))
    shown = paragraphs(write_report(replace(one("Báo cáo"), sections=(opening,)), letterhead=STATE))
    assert shown[9] == "Ủy ban nhân dân tỉnh báo cáo như sau:"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_makes_a_file_that_opens(statement: str, edited: str) -> None:
    """Control characters, halves of pairs and markup of XML never break the file."""
    sections = (
        SectionDraft("I", statement, (DraftStatement(statement, "office"),)),
        SectionDraft("II", "Kết quả", edited=edited, requests=(replace(REQUESTS[0], what=edited),)),
    )
    file = write_report(ReportDraft(statement, "tỉnh Quảng Ngãi", sections, ()), letterhead=STATE)
    docx.Document(io.BytesIO(file))


# The order of children that ISO/IEC 29500-1 prescribes; Word refuses files that break some of it.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "defaultTabStop footnotePr endnotePr compat themeFontLang",
}
ONCE = {"headerReference", "footerReference", "tblStylePr"}  # all others stand at most once


@pytest.mark.parametrize("body", ["state", "party"])
def test_elements_stand_in_the_order_of_the_standard(body: str, request: pytest.FixtureRequest) -> None:
    file: bytes = request.getfixturevalue(body)
    checked = 0
    for name in (name for name in parts(file) if name.startswith("word/") and name.endswith(".xml")):
        for element in tree(file, name).iter():
            order = ORDER.get(element.tag.removeprefix(W))
            if order is None:
                continue
            children = [child.tag.removeprefix(W) for child in element]
            places = [order.split().index(child) for child in children]
            assert places == sorted(places), (name, element.tag, children)
            assert len(set(children) - ONCE) == len([child for child in children if child not in ONCE])
            checked += 1
    assert checked > 250


def test_every_cell_ends_with_a_paragraph_and_every_section_has_its_page(state: bytes) -> None:
    body = tree(state, "word/document.xml")
    assert all(cell[-1].tag == f"{W}p" for cell in body.iter(f"{W}tc"))
    sections = list(body.iter(f"{W}sectPr"))
    assert len(sections) == 3
    assert all(section.find(f"{W}pgSz") is not None for section in sections)
    assert [section.find(f"{W}pgNumType") is not None for section in sections] == [False, True, True]
