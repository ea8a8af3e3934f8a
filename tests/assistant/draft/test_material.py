"""Units to write from: alone in their meaning, with their roles."""

from assistant.draft.material import Unit, units_of
from assistant.draft.report import OutlineItem
from assistant.draft.roles import aspects, is_general, wanted
from corpus.document import Document
from corpus.structure import read_structure
from index.search import Index
from tests.assistant.invented import index_of

REPORT = """BÁO CÁO
Tình hình thực hiện Nghị quyết

I. KẾT QUẢ
1. Việc sắp xếp trường học: Trên địa bàn xã đã sáp nhập 02 trường mầm non.
2. Tuyên truyền
Nhờ đó, nhận thức của người dân được nâng lên rõ rệt qua từng năm.
II. KHÓ KHĂN, NGUYÊN NHÂN
1. Khó khăn
- Cơ sở vật chất của các điểm trường lẻ còn thiếu nhiều.
2. Nguyên nhân
- Nguồn kinh phí hỗ trợ từ cấp trên còn rất hạn hẹp.
III. NHIỆM VỤ, GIẢI PHÁP
- Tiếp tục rà soát mạng lưới trường học trên toàn địa bàn.
IV. KIẾN NGHỊ
- Đề nghị UBND tỉnh bố trí kinh phí xây dựng trường học.
"""


def by_words(index: Index, document: Document) -> dict[str, Unit]:
    """Units by their first two words, the first of those that begin alike."""
    return {" ".join(unit.text.split()[:2]): unit for unit in reversed(units_of(index, document))}


def report() -> dict[str, Unit]:
    """The units of an invented report."""
    (document,) = read_structure(REPORT, "bao-cao.txt", {})
    return by_words(index_of(document), document)


def test_roles_of_a_report_come_from_its_headings() -> None:
    roles = {words: (unit.role, unit.aspect) for words, unit in report().items()}
    assert roles == {
        "Trên địa": ("kết quả", "kết quả"),
        "nhận thức": ("kết quả", "kết quả"),
        "Cơ sở": ("hạn chế", "khó khăn"),
        "Nguồn kinh": ("nguyên nhân", "nguyên nhân"),
        "Tiếp tục": ("chỉ đạo", "nhiệm vụ"),
        "Đề nghị": ("kiến nghị", "kiến nghị"),
    }


def test_run_in_headings_and_joining_words_are_left_out_and_tasks_keep_their_heading() -> None:
    units = report()
    assert units["Trên địa"].text == "Trên địa bàn xã đã sáp nhập 02 trường mầm non."
    assert units["nhận thức"].text.startswith("nhận thức của người dân")
    task = units["Tiếp tục"]
    assert task.title is not None
    assert task.document.text[task.title.start : task.title.end] == "NHIỆM VỤ, GIẢI PHÁP"


def test_an_assessment_in_a_directive_is_no_directive(index: Index) -> None:
    conclusion = by_words(index, index.document("2023-10-02_ket-luan_62-kl-tw.txt"))
    assert {conclusion[w].role for w in ("Thời gian", "phát huy")} == {"kết quả"}
    assert conclusion["Một số"].role == "hạn chế"
    assert conclusion["Những hạn"].role == "nguyên nhân"
    assert conclusion["Đẩy mạnh"].role == "căn cứ"


def test_long_sentences_are_taken_clause_by_clause_with_what_governs_them(index: Index) -> None:
    conclusion = by_words(index, index.document("2023-10-02_ket-luan_62-kl-tw.txt"))
    clause = conclusion["hoạt động"]
    assert clause.text == "hoạt động kiểm định, định giá, đánh giá độc lập chất lượng dịch vụ sự nghiệp công"
    assert clause.head is not None
    text = clause.document.text
    assert text[clause.head.start : clause.head.end] == "Quan tâm rà soát, sửa đổi, bổ sung, hoàn thiện pháp luật"


def test_bullets_keep_who_is_charged_with_them(index: Index) -> None:
    letter = by_words(index, index.document("2023_cong-van_ban-thuong-vu-tinh-uy_trien-khai-kl-62.txt"))
    bullet = letter["Rà soát"]
    assert bullet.lead is not None
    assert bullet.document.text[bullet.lead.start : bullet.lead.end] == (
        "Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo Ủy ban nhân dân tỉnh:"
    )
    second = letter["Chủ trì"]
    assert second.lead is not None
    assert second.document.text[second.lead.start : second.lead.end] == "Ban Tổ chức Tỉnh ủy"
    assert letter["Thực hiện"].names_itself


def test_formalities_copy_pages_and_outlines_are_no_material(index: Index) -> None:
    texts = [unit.text for document in index.documents for unit in units_of(index, document)]
    assert not any("Email" in text or "kính báo cáo" in text or "phiếu tóm tắt" in text for text in texts)
    kinds = {u.document.info.kind for d in index.documents for u in units_of(index, d)}
    assert kinds == {"nghị quyết", "kết luận", "công văn", "kế hoạch", "báo cáo"}


def test_every_unit_stands_in_its_sentence_and_in_a_passage(index: Index) -> None:
    passages = {p.id: p for p in index.passages}
    for document in index.documents:
        for unit in units_of(index, document):
            assert unit.sentence.start <= unit.span.start < unit.span.end <= unit.sentence.end
            held = passages[unit.passage]
            assert held.start <= unit.sentence.start < held.end


def test_general_headings_are_told_from_those_about_a_matter() -> None:
    assert is_general("Kết quả đạt được")
    assert not is_general("Kết quả sắp xếp trường học")
    assert aspects("Thuận lợi, khó khăn") == ("thuận lợi", "khó khăn")
    assert aspects("Hạn chế, yếu kém") == ("hạn chế", "khó khăn")
    assert aspects("Nguyên nhân của kết quả đạt được và hạn chế") == ("nguyên nhân", "thuận lợi")
    assert aspects("Công tác tuyên truyền") == ()


def test_what_roles_an_item_asks_for() -> None:
    results = OutlineItem("II.1", "Kết quả sắp xếp trường học")
    assert wanted(results, (), elsewhere=frozenset()) == ("căn cứ", "chỉ đạo", "kết quả", "hạn chế", "nguyên nhân")
    assert wanted(results, (), elsewhere=frozenset(("hạn chế",))) == ("căn cứ", "chỉ đạo", "kết quả")
    proposal = OutlineItem("V.1", "Với Chính phủ")
    above = (OutlineItem("V", "Đề xuất, kiến nghị"),)
    assert wanted(proposal, above, elsewhere=frozenset()) == ("căn cứ", "chỉ đạo", "kiến nghị")
