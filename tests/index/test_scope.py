"""Which documents a question names."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.document import Document, DocumentInfo
from index.scope import directory, scope
from tests.index.builders import office_documents

DOCUMENTS = office_documents()


def mentioned(question: str, documents: Sequence[Document]) -> tuple[str, ...]:
    return scope(question, directory(documents)).documents


def named(question: str) -> list[str]:
    return [name.removesuffix(".txt") for name in mentioned(question, DOCUMENTS)]


@pytest.mark.parametrize(
    "question",
    ["Kết luận 62 ban hành ngày nào?", "ket luan so 62", "KL 62 do ai ký?", "kl62", "Số 62-KL/TW", "62 KL/TW nói gì"],
)
def test_by_number(question: str) -> None:
    assert named(question) == ["kl"]


def test_what_is_left_of_the_question() -> None:
    known = directory(DOCUMENTS)
    assert scope("KL 62 và KH huyện nói gì về tự chủ?", known).rest == "và nói gì về tự chủ"
    assert scope("Nơi nhận của Kết luận số 62-KL/TW", known).rest == "Nơi nhận của"
    assert scope("tự chủ là gì?", known) == ((), "tự chủ là gì")


def test_a_number_with_a_year() -> None:
    assert named("Nghị định 60/2021/NĐ-CP quy định gì?") == named("nghị định 60") == ["nd"]


@pytest.mark.parametrize(
    "question",
    ["Nghị quyết 27-NQ/TW", "Kế hoạch 251-KH/TU nói gì?", "Nghị quyết 62", "Kết luận 19", "Nghị quyết 19-NQ/CP"],
)
def test_another_number_names_none(question: str) -> None:
    assert named(question) == []


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Công văn của tỉnh yêu cầu gì?", ["cv-tinh"]),
        ("cv tinh yeu cau gi", ["cv-tinh"]),
        ("công văn của Ban Thường vụ Tỉnh ủy", ["cv-tinh"]),
        ("CV của Trung ương", ["cv-tw"]),
        ("KH huyện nêu mấy nhiệm vụ?", ["kh"]),
        ("ke hoach cua ban thuong vu huyen uy", ["kh"]),
        ("Báo cáo của UBND xã Trà Giang", ["bc"]),
        ("bao cao cua xa", ["bc"]),
        ("So sánh kế hoạch của huyện với công văn của tỉnh", ["cv-tinh", "kh"]),
    ],
)
def test_by_kind_and_office(question: str, names: list[str]) -> None:
    assert named(question) == names


def test_by_a_short_title() -> None:
    assert named("luat vien chuc quy dinh gi ve nghi hang nam") == ["luat"]
    assert named("Luật số 58/2010/QH12") == ["luat"]
    assert named("viên chức được nghỉ mấy ngày?") == []
    other = replace(DOCUMENTS[0], id="khac.txt", info=DocumentInfo("luật", title="Công chức"))
    assert mentioned("Luật Viên chức quy định gì?", (*DOCUMENTS, other)) == ("luat.txt",)
    assert mentioned("Luật quy định gì?", (*DOCUMENTS, other)) == ("luat.txt", "khac.txt")


def test_a_kind_of_which_there_are_many_names_none() -> None:
    many = tuple(replace(DOCUMENTS[0], id=f"{i}.txt", info=DocumentInfo("quyết định")) for i in range(4))
    assert mentioned("Quyết định nêu gì?", many[:3]) == ("0.txt", "1.txt", "2.txt")
    assert mentioned("Quyết định nêu gì?", many) == ()


def test_by_kind_and_month() -> None:
    assert named("Ai ký công văn tháng 8 năm 2025 gửi các tỉnh?") == ["cv-tw"]
    assert named("ke hoach thang 11/2023") == ["kh"]
    assert named("kế hoạch tháng 12/2023") == []


def test_all_offices_of_a_level_are_none() -> None:
    assert named("các tỉnh phải gửi công văn đi đâu?") == []


def test_by_place_with_and_without_accents() -> None:
    assert named("Xã Trà Giang có bao nhiêu viên chức?") == ["bc"]
    assert named("xa tra giang co bao nhieu vien chuc") == ["bc"]


def test_another_place_is_not_this_one() -> None:
    assert named("Báo cáo của xã Sơn Hà") == []
    assert named("Xã Sơn Hà có bao nhiêu viên chức?") == []


def test_the_document_that_carries_out_another_is_meant_not_the_other() -> None:
    assert named("Kế hoạch của huyện thực hiện KL 62") == ["kh"]
    assert named("KL 62 và kế hoạch của huyện khác nhau thế nào?") == ["kl", "kh"]


def test_a_kind_is_a_document_only_where_the_sentence_says_so() -> None:
    assert named("Theo kế hoạch, ai chủ trì?") == ["kh"]
    assert named("Kế hoạch nêu những gì?") == ["kh"]
    assert named("Ai phải xây dựng kế hoạch?") == []
    assert named("Cơ quan nào định kỳ báo cáo?") == []


def test_an_issuer_that_the_question_begins_with() -> None:
    assert named("Bộ Chính trị yêu cầu gì?") == ["kl"]
    assert named("Kiến nghị với Bộ Chính trị điều gì?") == []


@pytest.mark.parametrize("question", ["tinh gian bien che", "vùng sâu, vùng xa", "xã hội hoá là gì?", "", "???"])
def test_other_words_name_none(question: str) -> None:
    assert named(question) == []
