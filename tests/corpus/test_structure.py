"""Documents of other kinds and offices: made-up texts in the official layouts."""

from pathlib import Path

import pytest

from corpus.document import Document, PartialDate
from corpus.structure import read_structure

TEXTS = Path(__file__).parent / "texts"


def read(name: str) -> tuple[Document, ...]:
    return read_structure((TEXTS / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt", {})


def labels(document: Document) -> str:
    return "|".join(s.label for s in document.sections)


def test_decision_with_two_column_header_and_annex() -> None:
    decision, annex = read("quyet-dinh")
    info = decision.info
    assert (info.number, info.kind, info.symbol) == ("1234/QĐ-UBND", "quyết định", "QĐ-UBND")
    assert info.title == "Về việc phê duyệt Đề án vị trí việc làm của Trung tâm Y tế huyện Minh Long"
    assert (info.issuer, info.level, info.locality) == (
        "Ủy ban nhân dân tỉnh Quảng Ngãi",
        "tỉnh",
        "tỉnh Quảng Ngãi",
    )
    assert (info.place, info.date) == ("Quảng Ngãi", PartialDate(2024, 3, 5))
    assert (info.on_behalf, info.signer_role, info.signer) == ("KT. Chủ tịch", "Phó Chủ tịch", "Trần Hoàng Tuấn")
    assert info.recipients == ("Như Điều 3", "Bộ Nội vụ (báo cáo)", "CT, các PCT UBND tỉnh", "Lưu: VT, NC")
    assert labels(decision) == "Điều 1|Điều 1.1|Điều 1.1.a|Điều 1.1.b|Điều 1.2|Điều 2|Điều 3"
    assert [s.kind for s in decision.sections[:3]] == ["điều", "khoản", "điểm"]
    first = decision.sections[0]
    assert decision.text[first.start :].startswith(
        "Điều 1. Phê duyệt Đề án vị trí việc làm của Trung tâm Y tế huyện Minh Long, với các nội dung sau:\n"
    )
    assert annex.id == "quyet-dinh.txt#2"
    assert (annex.info.kind, annex.info.title) == ("phụ lục", "DANH MỤC VỊ TRÍ VIỆC LÀM")
    assert labels(annex) == "I|I.1|I.2|II|II.1"
    assert (annex.info.issuer, annex.info.level) == (info.issuer, info.level)


def test_report_of_a_department_signed_before_recipients() -> None:
    (report,) = read("bao-cao")
    info = report.info
    assert (info.number, info.kind) == ("12/BC-SNV", "báo cáo")
    assert info.title == "Kết quả sắp xếp đơn vị sự nghiệp công lập năm 2024"
    assert (info.issuer, info.locality) == ("Sở Nội vụ tỉnh Lai Châu", "tỉnh Lai Châu")
    assert [report.text[s.start : s.end] for s in info.where("issuer")] == ["UBND TỈNH LAI CHÂU", "SỞ NỘI VỤ"]
    assert info.date == PartialDate(2025, 1, 5)
    assert info.addressees == ("Ủy ban nhân dân tỉnh",)
    assert (info.signer_role, info.signer) == ("Giám đốc", "Nguyễn Văn An")
    assert info.recipients == ("Như trên", "Lưu: VT")
    assert labels(report) == ("A|A.I|A.I.1|A.I.1.1|A.I.1.2|A.I.2|A.I.2.a|A.I.2.b|A.II|A.II -1|A.II -1 +1|A.II -1 +2|B")


def test_notice_with_a_double_role() -> None:
    (notice,) = read("thong-bao")
    info = notice.info
    assert (info.number, info.kind, info.issuer) == ("163/TB-VPCP", "thông báo", "Văn phòng Chính phủ")
    assert info.title == "Kết luận của Phó Thủ tướng Trần Hồng Hà tại cuộc họp về tự chủ đại học"
    assert (info.on_behalf, info.signer_role, info.signer) == (
        "KT. Bộ trưởng, Chủ nhiệm",
        "Phó Chủ nhiệm",
        "Nguyễn Sỹ Hiệp",
    )
    assert info.level == "trung ương"
    assert labels(notice) == "1|1 -1|1 -2|2"
    sentences = [notice.text[s.start : s.end] for s in notice.sentences]
    assert "Tham dự có TS. Nguyễn Văn B, đại diện TP. Hồ Chí Minh." in sentences
    assert "Hoàn thiện dự thảo trước ngày 30.4.2024;" in sentences


def test_decree_with_chapters_and_parts() -> None:
    (decree,) = read("nghi-dinh")
    assert (decree.info.number, decree.info.kind, decree.info.issuer) == ("60/2021/NĐ-CP", "nghị định", "Chính phủ")
    assert (decree.info.signer, decree.info.signer_role) == ("Phạm Minh Chính", "Thủ tướng")
    assert labels(decree) == (
        "Chương I|Điều 1|Chương II|Chương II, Mục 1|Điều 11|Điều 11.1|Điều 11.1.a|Điều 11.1.đ|Điều 11.2a|"
        "Chương II, Mục 2|Điều 15|Điều 15.1"
    )
    headings = {s.label: s.heading for s in decree.sections}
    assert headings["Chương II"] == "TỰ CHỦ TÀI CHÍNH"
    assert headings["Chương II, Mục 1"] == "ĐƠN VỊ NHÓM 1"
    assert headings["Điều 11"] == "Nguồn tài chính của đơn vị"
    assert [d.number for d in decree.references] == []


def test_party_plan_with_its_header_in_two_columns() -> None:
    (plan,) = read("ke-hoach-tinh-uy")
    info = plan.info
    assert (info.number, info.symbol, info.kind) == ("251-KH/TU", "KH/TU", "kế hoạch")
    assert info.title == (
        "thực hiện Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị về thực hiện Nghị quyết số 19-NQ/TW"
    )
    assert (info.issuer, info.level, info.locality) == ("Tỉnh ủy Quảng Ngãi", "tỉnh", "tỉnh Quảng Ngãi")
    assert (info.place, info.date) == ("Quảng Ngãi", PartialDate(2023, 11, 22))
    assert (info.signer_role, info.signer) == ("Phó Bí thư Thường trực", "Đặng Ngọc Huy")
    assert info.recipients[0] == "Bộ Chính trị, Ban Bí thư (b/c)"
    assert labels(plan) == "I|I.1|I.2"
    assert {r.number for r in plan.references} == {"62-KL/TW", "19-NQ/TW"}


def test_official_letter_of_a_district() -> None:
    (letter,) = read("cong-van")
    info = letter.info
    assert (info.number, info.symbol, info.kind) == ("45/UBND-NV", "UBND-NV", "công văn")
    assert info.title == "báo cáo kết quả sắp xếp đơn vị sự nghiệp công lập"
    assert (info.issuer, info.level, info.locality) == (
        "Ủy ban nhân dân huyện Minh Long",
        "huyện",
        "huyện Minh Long",
    )
    assert (info.place, info.date) == ("Minh Long", PartialDate(2024, 2, 8))
    assert info.addressees == ("Các phòng, ban thuộc huyện", "Ủy ban nhân dân các xã")
    assert (info.signer_role, info.signer) == ("Chủ tịch", "Nguyễn Thị Hồng Hà")
    body = letter.text[letter.front.end : letter.back.start].strip().split("\n")
    assert [line[:16] for line in body] == ["Thực hiện Công v", "Đề nghị các cơ q"]


def test_a_law_is_dated_by_its_last_sentence() -> None:
    raw = (
        "QUỐC HỘI\n-------\nLuật số: 27/2023/QH15\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "LUẬT\nNHÀ Ở\n\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nQuốc hội ban hành Luật Nhà ở.\n"
        "Điều 1. Phạm vi điều chỉnh\nLuật này quy định về sở hữu nhà ở.\n"
        "Luật này được Quốc hội khóa XV, kỳ họp thứ 6 thông qua ngày 27 tháng 11 năm 2023./.\n\n"
        "CHỦ TỊCH QUỐC HỘI\n(Đã ký)\nVương Đình Huệ\n"
    )
    (law,) = read_structure(raw, "luat.txt", {})
    assert (law.info.number, law.info.kind, law.info.title) == ("27/2023/QH15", "luật", "NHÀ Ở")
    assert (law.info.date, law.info.level) == (PartialDate(2023, 11, 27), "trung ương")
    assert (law.info.signer_role, law.info.signer) == ("Chủ tịch Quốc hội", "Vương Đình Huệ")


def test_a_text_without_header_gets_no_invented_facts() -> None:
    (note,) = read_structure(
        "Ghi chép cuộc họp giao ban.\n\n1. Nội dung thứ nhất.\n2. Nội dung thứ hai.\n", "a.txt", {}
    )
    info = note.info
    assert (info.kind, info.number, info.title, info.issuer, info.date) == ("văn bản", None, None, None, None)
    assert (info.level, info.locality, info.signer, info.evidence) == (None, None, None, ())
    assert labels(note) == "1|2"
    assert (note.front, note.back) == ((0, 0), (len(note.text), len(note.text)))


@pytest.mark.parametrize("mark", ["\r\n", "\n\n"])
def test_line_ends_and_blank_lines_do_not_matter(mark: str) -> None:
    raw = (TEXTS / "nghi-dinh.txt").read_text(encoding="utf-8")
    (plain,) = read_structure(raw, "a.txt", {})
    (other,) = read_structure(raw.replace("\n", mark), "a.txt", {})
    assert (other.text, other.info, other.sections) == (plain.text, plain.info, plain.sections)


def test_form_feeds_give_pages() -> None:
    raw = "Trang đầu nói về tự chủ tài chính.\n1\n"
    raw += "\fĐoạn này của trang hai còn\n\n2\n\f\n3\n\fđược viết tiếp ở trang bốn.\n"
    (document,) = read_structure(raw, "a.txt", {})
    assert document.text == (
        "Trang đầu nói về tự chủ tài chính.\nĐoạn này của trang hai còn được viết tiếp ở trang bốn."
    )
    assert document.page(0) == 1
    assert document.page(document.text.index("Đoạn này")) == 2
    assert document.page(document.text.index("được viết")) == 4
    assert len(document.page_starts) == 4


def test_manifest_values_win_and_have_no_evidence() -> None:
    raw = (TEXTS / "bao-cao.txt").read_text(encoding="utf-8")
    given = {1: {"locality": "tỉnh Sơn La", "kind": "báo cáo", "signer": "Trần Thị B"}}
    (report,) = read_structure(raw, "a.txt", given)
    assert (report.info.locality, report.info.signer) == ("tỉnh Sơn La", "Trần Thị B")
    assert report.info.where("signer") == ()
    assert len(report.info.where("kind")) == 1
