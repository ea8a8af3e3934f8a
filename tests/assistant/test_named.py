"""Which documents a question names, and which numbers the corpus has not."""

import pytest

from assistant import named
from index.search import Index
from tests.assistant.invented import index_of, plan

NGHI_QUYET = "2017-10-25_nghi-quyet_19-nq-tw_phieu-tra-cuu.md"
KET_LUAN = "2023-10-02_ket-luan_62-kl-tw.txt"
SAO_LUC = f"{KET_LUAN}#2"
CONG_VAN_TINH = "2023_cong-van_ban-thuong-vu-tinh-uy_trien-khai-kl-62.txt"
CONG_VAN_TW = "2025-08_cong-van_ban-chinh-sach-chien-luoc-trung-uong_de-cuong-bao-cao.txt"
KE_HOACH = "2023_ke-hoach_ban-thuong-vu-huyen-uy_thuc-hien-kl-62.txt"
BAO_CAO = "2025_bao-cao_ubnd-xa-son-mai_thuc-hien-kl-62.txt"


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("Kết luận 62-KL/TW", (KET_LUAN,)),
        ("KL 62", (KET_LUAN,)),
        ("ket luan so 62", (KET_LUAN,)),
        ("nq 19 va kl 62", (NGHI_QUYET, KET_LUAN)),
        ("công văn của tỉnh", (CONG_VAN_TINH,)),
        ("công văn tháng 8 năm 2025", (CONG_VAN_TW,)),
        ("kế hoạch của huyện", (KE_HOACH,)),
        ("bao cao cua xa", (BAO_CAO,)),
        ("báo cáo của xã Sơn Mai", (BAO_CAO,)),
        ("đề cương báo cáo", (f"{CONG_VAN_TW}#2",)),
        ("sao luc", (SAO_LUC,)),
        ("Trương Thị Mai", (KET_LUAN,)),
        ("truong thi mai", (KET_LUAN,)),
        ("năm 2021", ()),
        ("đơn vị sự nghiệp công lập", ()),
    ],
)
def test_documents_of_the_corpus(index: Index, text: str, documents: tuple[str, ...]) -> None:
    found = named.find(index, text)
    assert (found.documents, found.numbers) == (documents, ())


def test_what_a_document_carries_out_is_not_the_one_meant(index: Index) -> None:
    assert KET_LUAN not in named.find(index, "công văn triển khai Kết luận 62").documents


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nghị quyết 27-NQ/TW quy định gì?", ["Nghị quyết số 27-NQ/TW"]),
        ("NQ 57", ["Nghị quyết số 57-NQ/TW"]),
        ("nghi quyet 57", ["Nghị quyết số 57-NQ/TW"]),
        ("Kế hoạch 251-KH/TU", ["Kế hoạch số 251-KH/TU"]),
    ],
)
def test_numbers_the_corpus_has_not_get_a_readable_name(index: Index, text: str, names: list[str]) -> None:
    found = named.find(index, text)
    assert found.documents == ()
    assert [number.name for number in found.numbers] == names


def test_both_known_and_unknown_numbers_are_told_apart(index: Index) -> None:
    found = named.find(index, "Kết luận 62 và Nghị quyết 27-NQ/TW")
    assert found.documents == (KET_LUAN,)
    assert [number.name for number in found.numbers] == ["Nghị quyết số 27-NQ/TW"]


def test_marks_of_a_written_number_match_those_of_the_question(index: Index) -> None:
    (number,) = named.find(index, "NQ 57 nói gì?").numbers
    found = named.find(index, "NQ 57 nói gì?")
    assert number.marks & found.marks_of("57-NQ/TW", "nghị quyết")
    assert not number.marks & found.marks_of("58-NQ/TW", "nghị quyết")
    assert not number.marks & found.marks_of("57-KL/TW", "kết luận")


@pytest.mark.parametrize(
    "text",
    ["Kế hoạch 15/KH-UBND", "KH 15", "ke hoach 15", "kế hoạch năm 2024", "kế hoạch tháng 3 năm 2024", "Lê Thị Hoa"],
)
def test_an_invented_document_is_named_in_the_same_ways(text: str) -> None:
    index = index_of(plan())
    assert named.find(index, text).documents == ("ke-hoach.txt",)


def test_a_short_name_is_completed_from_the_references() -> None:
    index = index_of(plan())
    (number,) = named.find(index, "nghị định 120").numbers
    assert number.name == "Nghị định số 120/2020/NĐ-CP"
