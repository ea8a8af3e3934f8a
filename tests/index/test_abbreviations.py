"""Abbreviations from the table and from documents."""

from index import abbreviations
from index.abbreviations import is_written_short, learn, with_learned
from index.terms import analyse, in_full, question_in_full

TABLE = abbreviations.read()


def test_every_line_of_the_table_is_an_abbreviation_and_its_full_form() -> None:
    lines = abbreviations.TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) in (2, 3) and row[0] and row[1] == row[1].lower() for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert all(row[2:] in ([], ["văn bản"]) for row in rows)


def test_both_ways_are_the_same_terms() -> None:
    short = analyse("UBND xã báo cáo BTV về ĐVSNCL", TABLE)
    full = analyse("Ủy ban nhân dân xã báo cáo Ban Thường vụ về đơn vị sự nghiệp công lập", TABLE)
    assert short.keys == full.keys
    assert short.accented == full.accented


def test_a_question_may_write_them_small() -> None:
    assert analyse("ubnd xa, đvsncl", TABLE, loose=True).keys == analyse("UBND xã, ĐVSNCL", TABLE).keys
    assert analyse("từ nay", TABLE, loose=True).keys == ["tu", "nay"]
    assert analyse("TU yêu cầu", TABLE, loose=True).keys == ["tinh", "uy", "yeu", "cau"]


def test_documents_define_their_own() -> None:
    text = (
        "đội ngũ viên chức (VC) và người lao động (NLĐ); Ban Chỉ đạo chuyển đổi số (sau đây gọi tắt là BCĐCĐS); "
        "Sở Giáo dục và Đào tạo (gọi tắt là “SGDĐT”); Ban Kinh tế Trung ương (BKTTW)"
    )
    assert learn(text) == {
        "vc": ("viên", "chức"),
        "nld": ("người", "lao", "động"),
        "bcdcds": ("ban", "chỉ", "đạo", "chuyển", "đổi", "số"),
        "sgddt": ("sở", "giáo", "dục", "và", "đào", "tạo"),
        "bkttw": ("ban", "kinh", "tế", "trung", "ương"),
    }


def test_brackets_that_define_nothing_are_left_alone() -> None:
    assert learn("Phó Chánh Văn phòng TU (TH), ba tháng (VC), thực hiện Nghị quyết (gọi tắt là Nghị quyết 19)") == {}


def test_a_documents_own_meaning_comes_first_and_the_tables_stays() -> None:
    own = with_learned(TABLE, {"tt": (("trung", "tâm"),)})
    assert own.full["tt"] == (("trung", "tâm"), ("thông", "tư"))
    assert analyse("TT y tế", own).keys == ["trung", "tam", "y", "te", "", "thong", "tu"]
    assert with_learned(TABLE, {"vc": (("Viên", "chức"),)}).full["vc"] == (("Viên", "chức"),)


def test_text_for_encoders_keeps_everything_else() -> None:
    assert in_full("Số 62-KL/TW: ĐVSNCL, KTXH.", TABLE) == "Số 62-KL/TW: đơn vị sự nghiệp công lập, kinh tế xã hội."
    assert question_in_full("kl62 của ubnd xã?", TABLE) == "kết luận 62 của ủy ban nhân dân xã?"


def test_what_looks_short() -> None:
    assert is_written_short("CTr")
    assert is_written_short("ĐVSNCL")
    assert not is_written_short("Tu")
    assert not is_written_short("ubnd")
    assert is_written_short("ubnd", loose=True)
    assert not is_written_short("tu", loose=True)
