"""The shipped documents are read as a clerk would read them: facts, places of the facts, section trees, text."""

from collections.abc import Mapping
from itertools import pairwise

import pytest

from corpus import library
from corpus.document import Document, PartialDate
from corpus.structure import read_structure
from tests.corpus.conftest import NAMES, SHIPPED

TITLE_62 = (
    "về thực hiện Nghị quyết số 19-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khoá XII về tiếp tục "
    "đổi mới hệ thống TỔ CHỨC và quản lý, nâng cao chất lượng và hiệu quả hoạt động của các đơn vị sự nghiệp công lập"
)
LABELS = {
    "nq19": "1|1 -1|1 -2|1 -3|1 -4|1 -5|1 -6|2|2 -1|2 -2|2 -3|2 -4|2 -5|2 -6|3|3 -1|3 -2|3 -3|4|4 -1|4 -2|5|"
    "6|6 -1|6 -2|6 -3|6 -4",
    "kl62": "1|2|2.1|2.2|2.3|2.4|2.5|3|3 -1|3 -2|3 -3|3 -4",
    "sao lục": "",
    "tỉnh": "1|2|3|4|4 -1|4 -2|4 -3|4 -4|4 -5|5",
    "huyện": "I|II|II.1|II.2|II.3|II.4|II.5|II.6|III|III.1|III.2|III.3|III.4|III.5",
    "ban cscl": "",
    "đề cương": "I|I.1|I.2|II|II.1|II.1 -1|II.1 -2|II.1 -3|II.1 -4|II.1 -5|II.1 -6|II.2|II.2 -1|II.2 -2|II.2 -3|"
    "II.3|II.3 -1|II.3 -2|II.3 -3|III|III.1|III.2|III.2 -1|III.2 -2|III.2 -3|III.2 -4|III.2 -5|III.2 -6|"
    "III.3|III.3 -1|III.3 -2|III.3 -3|III.3 -4|III.4|III.4 -1|III.4 -2|III.4 -3|III.4 -4|III.4 -5|"
    "IV|IV.1|IV.2|IV.3|V|V.1|V.2|V.3|V.4",
    "sơn mai": "I|I -1|I -2|I.1|I.1 -1|I.1 -2|I.2|I.2 -1|I.2 -2|II|II.1|II.2|II.3|II.4|II.4 -1|II.4 -2|II.4 -3|"
    "II.4 -3 +1|II.4 -3 +2|II.4 -4|II.5|III|III.1|III.1 -1|III.1 -2|III.2|III.2 -1|III.2 -2|III.3|III.3 -1|"
    "III.3 -2|IV|IV -1|IV -2",
}


def section_text(document: Document, label: str) -> str:
    section = next(s for s in document.sections if s.label == label)
    return document.text[section.start : section.end]


def test_the_folder_holds_eight_documents_in_six_files_and_none_fails() -> None:
    corpus = library.load(SHIPPED)
    assert [d.id for d in corpus.documents] == list(NAMES.values())
    assert len({d.path for d in corpus.documents}) == 6
    assert corpus.failed == ()


@pytest.mark.parametrize("name", NAMES)
def test_section_labels(shipped: Mapping[str, Document], name: str) -> None:
    assert "|".join(s.label for s in shipped[name].sections) == LABELS[name]


@pytest.mark.parametrize("name", NAMES)
def test_spans_nest_and_open_with_their_marker(shipped: Mapping[str, Document], name: str) -> None:
    document = shipped[name]
    for section in document.sections:
        assert document.text.startswith(section.marker, section.start)
        assert document.text[section.start : section.end].strip() == document.text[section.start : section.end]
        assert document.front.end <= section.start < section.end <= document.back.start
        if section.parent >= 0:
            parent = document.sections[section.parent]
            assert parent.start <= section.start < section.end <= parent.end
            assert section.level == parent.level + 1
    for above in range(-1, len(document.sections)):
        spans = [(document.sections[i].start, document.sections[i].end) for i in document.children(above)]
        assert all(a[1] < b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize("name", NAMES)
def test_reading_canonical_text_again_changes_nothing(shipped: Mapping[str, Document], name: str) -> None:
    again = read_structure(shipped[name].text, "again.txt", {})
    assert [d.text for d in again] == [shipped[name].text]
    assert [s.label for s in again[0].sections] == [s.label for s in shipped[name].sections]


def test_ket_luan_62(shipped: Mapping[str, Document]) -> None:
    document = shipped["kl62"]
    info = document.info
    assert (info.number, info.symbol, info.kind) == ("62-KL/TW", "KL/TW", "kết luận")
    assert info.title == TITLE_62
    assert (info.issuer, info.place, info.date) == ("Bộ Chính trị", "Hà Nội", PartialDate(2023, 10, 2))
    assert (info.signer, info.signer_role, info.on_behalf) == ("Trương Thị Mai", None, "T/M Bộ Chính trị")
    assert info.recipients == (
        "Các tinh uỷ, thành uỷ",
        "Các ban đảng, ban cán sự đảng, đảng đoàn, đảng uỷ trực thuộc Trung ương",
        "Ban Bí thư Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        "Các đảng uỷ đơn vị sự nghiệp Trung ương",
        "Các đồng chí Uỷ viên Ban Chấp hành Trung ương Đảng",
        "Lưu Văn phòng Trung ương Đảng",
    )
    assert (info.addressees, info.level, info.locality, info.verbatim) == ((), "trung ương", None, True)
    places = {e.field: document.text[e.start : e.end] for e in info.evidence if e.field != "recipients"}
    assert places == {
        "number": "62-KL/TW",
        "symbol": "KL/TW",
        "place": "Hà Nội",
        "date": "ngày 02 tháng 10 năm 2023",
        "kind": "KẾT LUẬN",
        "issuer": "BỘ CHÍNH TRỊ",
        "title": TITLE_62,
        "on_behalf": "T/M BỘ CHÍNH TRỊ",
        "signer": "Trương Thị Mai",
    }
    assert tuple(document.text[s.start : s.end] for s in info.where("recipients")) == info.recipients


def test_ket_luan_62_broken_paragraphs_are_whole(shipped: Mapping[str, Document]) -> None:
    document = shipped["kl62"]
    assert "ngoài công lập gắn với quy hoạch, kế hoạch phát triển" in section_text(document, "2.3")
    assert "các tổ chức chính trị - xã hội các cấp và Nhân dân" in section_text(document, "2.5")
    assert section_text(document, "2.4").endswith("giám đốc điều hành đơn vị sự nghiệp công lập.")
    assert "\nTiến hành sơ kết, tổng kết việc thực hiện chuyển đổi" in section_text(document, "2.4")
    assert section_text(document, "3 -2").startswith("- Đảng đoàn Quốc hội, Ban cán sự đảng Chính phủ")
    assert "cào bùng" in document.text
    assert document.heading_path(document.section_at(document.text.index("Tiến hành sơ kết"))) == (
        "2. Để tiếp tục thực hiện nghiêm quan điểm chỉ đạo…",
        "2.4. Trên cơ sở xác định các dịch vụ sự nghiệp công do Nhà nước giữ vai trò chủ đạo…",
    )


def test_receipt_stamp_stays_apart_from_the_title(shipped: Mapping[str, Document]) -> None:
    document = shipped["kl62"]
    stamp = "VĂN PHÒNG TỈNH ỦY LÂU\nĐẾN Số: 5541\nNgày: 10.10.23\nChuyển:"
    assert document.text[document.front.start : document.front.end].endswith(stamp)
    assert [r for r in document.references if "5541" in r.number] == []


def test_sao_luc(shipped: Mapping[str, Document]) -> None:
    info = shipped["sao lục"].info
    assert (info.number, info.kind, info.title) == ("152-BS/VPTU", "sao lục", None)
    assert (info.issuer, info.level, info.locality) == ("Văn phòng Tỉnh ủy Lai Châu", "tỉnh", "tỉnh Lai Châu")
    assert (info.place, info.date) == ("Lai Châu", PartialDate(2023, 10, 12))
    assert (info.signer, info.signer_role, info.on_behalf) == (
        "Vũ Thị Lương",
        "Phó Chánh Văn phòng",
        "K/T Chánh Văn phòng",
    )
    assert info.recipients == (
        "Các ban đảng, ban cán sự đảng, đảng đoàn, Ban Thường vụ Tỉnh đoàn",
        "Các huyện ủy, thành ủy, đảng ủy trực thuộc",
        "Lưu VPTU",
    )


def test_cong_van_of_the_province(shipped: Mapping[str, Document]) -> None:
    document = shipped["tỉnh"]
    info = document.info
    assert (info.kind, info.number, info.title) == ("công văn", None, None)
    assert (info.issuer, info.level, info.locality, info.date) == (
        "Ban Thường vụ Tỉnh ủy",
        "tỉnh",
        None,
        (2023, None, None),
    )
    assert (info.signer, info.signer_role, info.on_behalf) == (None, "Phó Bí thư", "T/M Ban Thường vụ")
    assert info.addressees == (
        "Các Ủy viên Ban Chấp hành Đảng bộ tỉnh",
        "Các ban đảng, ban cán sự đảng, đảng đoàn",
        "Các sở, ban, ngành, Mặt trận Tổ quốc và các tổ chức chính trị - xã hội tỉnh",
        "Cấp ủy huyện và tương đương",
    )
    assert info.recipients == ("Như trên", "Phó Chánh Văn phòng TU (TH)", "Phòng Tổng hợp", "Lưu Văn phòng Tỉnh ủy")
    assert [document.text[s.start : s.end] for s in info.where("issuer")] == ["Ban Thường vụ Tỉnh ủy"]
    assert info.where("date") == ()
    assert "Ban Chấp hành Trung ương Đảng khóa XII về tiếp tục" in document.text
    note = document.text.index("(Gửi kèm Kết luận")
    assert document.section_at(note) == -1
    assert section_text(document, "5").endswith("báo cáo Ban Thường vụ Tỉnh ủy.")


def test_plan_of_the_district(shipped: Mapping[str, Document]) -> None:
    document = shipped["huyện"]
    info = document.info
    assert (info.kind, info.number, info.level, info.locality) == ("kế hoạch", None, "huyện", None)
    assert info.title == (
        "Thực hiện Kết luận số 62-KL/TW về thực hiện Nghị quyết số 19-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XII "
        "về tiếp tục đổi mới hệ thống tổ chức và quản lý, nâng cao chất lượng và hiệu quả hoạt động của các đơn vị "
        "sự nghiệp công lập"
    )
    assert (info.signer, info.signer_role) == ("Nguyễn Đô", "Bí thư")
    assert (info.issuer, info.on_behalf) == ("Ban Thường vụ Huyện ủy", "T/M Ban Thường vụ")
    assert "Chương trình hành động số 181-CTr/TU, Chương trình hành động số 191-CTr/HU" in section_text(
        document, "II.4"
    )
    assert "Kết luận số 62-KL/TW, Kế hoạch số 251-KH/TU" in section_text(document, "III.5")
    assert "Kế hoạch của Ban Thường vụ Huyện ủy" in section_text(document, "III.5")
    assert "khoa học-công nghệ" in section_text(document, "II.4")
    heading = document.sections[1]
    assert (heading.marker, heading.heading, heading.kind) == ("II-", "NHIỆM VỤ VÀ GIẢI PHÁP TRỌNG TÂM", "mục")
    assert len(section_text(document, "II.3").split("\n")) == 2


def test_cong_van_of_august_2025(shipped: Mapping[str, Document]) -> None:
    document = shipped["ban cscl"]
    info = document.info
    assert (info.kind, info.number, info.symbol) == ("công văn", None, "CV/BCSCLTW")
    assert info.title == "Về tình hình thực hiện Kết luận số 62-KL/TW ngày 02/10/2023 của Bộ Chính trị"
    assert (info.issuer, info.level) == ("Ban Chính sách, chiến lược Trung ương", "trung ương")
    assert (info.place, info.date) == ("Hà Nội", PartialDate(2025, 8))
    assert (info.signer, info.signer_role, info.on_behalf) == ("Nguyễn Thế Mạnh", "Phó Trưởng ban", "K/T Trưởng Ban")
    assert info.addressees == ("Các tỉnh ủy, thành ủy trực thuộc Trung ương",)
    assert info.recipients == (
        "Như trên",
        "Đồng chí Trưởng Ban (để báo cáo)",
        "Thành viên Tổ Biên tập",
        "Vụ Xã hội",
        "Lưu Ban Chính sách, chiến lược Trung ương",
    )
    assert "Nghị quyết số 19-NQ/TW ngày 25/10/2017" in document.text
    assert "địa chỉ Email: hungnm@cscltw.dcs.vn. Chi tiết liên hệ đồng chí Nguyễn Mạnh Hùng" in document.text


def test_outline_attached_to_it(shipped: Mapping[str, Document]) -> None:
    document = shipped["đề cương"]
    info = document.info
    assert (info.kind, info.number, info.level, info.signer) == ("đề cương", None, "trung ương", None)
    assert info.title is not None
    assert info.title.startswith("Gợi ý Đề cương báo cáo việc thực hiện Kết luận số 62-KL/TW ngày 02/10/2023")
    assert info.title.endswith("của các đơn vị sự nghiệp công lập")
    assert document.text.split("\n")[1:3] == [
        "(Gửi Tỉnh, Thành ủy trực thuộc Trung ương)",
        "(đính kèm Công văn số -CV/BCSCLTW, ngày tháng năm 2025 của Ban Chính sách, chiến lược Trung ương)",
    ]
    assert [s.heading for s in document.sections if s.level == 1] == [
        "Khái quát chung về đặc điểm, tình hình",
        "Công tác lãnh đạo, chỉ đạo",
        "Kết quả tổ chức thực hiện",
        "Đánh giá chung",
        "Đề xuất, kiến nghị",
    ]
    assert section_text(document, "I.2") == (
        "2. Thuận lợi, khó khăn\n(đặc biệt sau khi các địa phương sáp nhập và tổ chức chính quyền địa phương 2 cấp)"
    )
    assert "thực hiện Kết luận 62-KL/TW và Nghị quyết số 255/NQ-CP ngày 31/12/2024" in section_text(document, "III.1")


def test_report_of_son_mai(shipped: Mapping[str, Document]) -> None:
    document = shipped["sơn mai"]
    info = document.info
    assert (info.kind, info.number, info.title) == (
        "báo cáo",
        None,
        "Tình hình, kết quả thực hiện Kết luận số 62-KL/TW của Bộ Chính trị",
    )
    assert (info.issuer, info.level) == ("Ủy ban nhân dân xã Sơn Mai", "xã")
    assert info.locality == "xã Sơn Mai, tỉnh Quảng Ngãi"
    assert (info.signer, info.signer_role, info.on_behalf) == ("Nguyễn Anh Tuấn", "Chủ tịch", "TM. Ủy ban nhân dân")
    assert info.recipients == (
        "Sở Tài chính",
        "CT, các PCT UBND xã",
        "VP HĐND&UBND xã",
        "Phòng Kinh tế",
        "Lưu: VT, PKT",
    )
    headings = {s.label: s.heading for s in document.sections}
    assert headings["II.2"] == "Việc chuyển các ĐVSNCL thành công ty cổ phần"
    assert headings["I.1"] == "Thuận lợi"
    assert "Thông tư 20/2023/TT-BGDĐT" in section_text(document, "I.2 -1")
    assert section_text(document, "III").startswith("III. KHÓ KHĂN, TỒN TẠI VÀ NGUYÊN NHÂN\n1. Những tồn tại")
    last = section_text(document, "III.3").split("\n")[-1]
    assert last.startswith("Xây dựng đội ngũ VC và NLĐ")
    assert len(section_text(document, "II.5").split("\n")) == 5


def test_reference_sheet_of_resolution_19(shipped: Mapping[str, Document]) -> None:
    document = shipped["nq19"]
    info = document.info
    assert (info.number, info.kind, info.verbatim, info.superseded) == ("19-NQ/TW", "nghị quyết", False, False)
    assert info.title == (
        "tiếp tục đổi mới hệ thống tổ chức và quản lý, nâng cao chất lượng và hiệu quả hoạt động của các đơn vị "
        "sự nghiệp công lập"
    )
    assert info.issuer == "Ban Chấp hành Trung ương Đảng khóa XII"
    assert (info.date, info.signer, info.signer_role) == (PartialDate(2017, 10, 25), "Nguyễn Phú Trọng", "Tổng Bí thư")
    for field in ("number", "issuer", "signer", "signer_role", "title"):
        (span,) = info.where(field)
        assert document.text[span.start : span.end] == getattr(info, field)
    assert "#" not in document.text
    assert document.text.startswith("PHIẾU TRA CỨU\nNghị quyết số 19-NQ/TW, ngày 25/10/2017, của")


def test_words_are_those_of_the_files_in_their_order(shipped: Mapping[str, Document]) -> None:
    """But for markup, bare stars, a rule and one page number, no character is lost or added."""
    for name, page_numbers in (("tỉnh", ""), ("huyện", ""), ("sơn mai", "3"), ("nq19", "")):
        raw = (SHIPPED / shipped[name].path).read_text(encoding="utf-8")
        rows = [row for row in raw.replace("#", "").split("\n") if row.strip() not in ("------", page_numbers or "-")]
        assert "".join(shipped[name].text.split()) == "".join("".join(rows).split())
