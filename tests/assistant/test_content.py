"""Whose words an answer gives: those of the documents that a question asks, or others', said to be others'."""

import pytest

from assistant.ask import ask
from index.search import Index

PROVINCE = "Công văn của Ban Thường vụ Tỉnh ủy"


@pytest.mark.parametrize(
    ("question", "asked", "told"),
    [
        ("Công văn tỉnh có nói về đặt hàng, đấu thầu dịch vụ công không?", PROVINCE, "2023_ke-hoach"),
        ("tỉnh yêu cầu gì về thu hút nhân tài?", PROVINCE, "2023-10-02_ket-luan"),
        ("Nghị quyết 19 có giao Mặt trận giám sát không?", "Nghị quyết số 19-NQ/TW", "2023-10-02_ket-luan"),
        (
            "Kết luận 62 đặt chỉ tiêu giảm bao nhiêu phần trăm biên chế đến năm 2030?",
            "Kết luận số 62-KL/TW",
            "2017-10-25_nghi-quyet",
        ),
    ],
)
def test_what_another_document_says_is_not_given_as_the_word_of_the_one_asked(
    index: Index, question: str, asked: str, told: str
) -> None:
    answer = ask(index, question)
    assert answer.text.startswith(f"Không tìm thấy nội dung này trong {asked}.\n\nTheo ")
    assert {c.document_id.startswith(told) for c in answer.citations} == {True}


def test_what_others_do_with_a_document_is_an_answer_about_it(index: Index) -> None:
    answer = ask(index, "Cơ quan nào ở huyện theo dõi thực hiện Kết luận 62?")
    assert "Không tìm thấy" not in answer.text
    assert any("giám sát, đôn đốc việc thực hiện Kế hoạch này" in statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "refusal"),
    [
        (
            "Theo Kế hoạch của Huyện ủy, đến năm 2025 phải giảm bao nhiêu phần trăm biên chế?",
            "Kế hoạch của Ban Thường vụ Huyện ủy",
        ),
        ("Xã Sơn Mai có bao nhiêu viên chức?", "Báo cáo của Ủy ban nhân dân xã Sơn Mai"),
    ],
)
def test_a_figure_that_one_document_lacks_is_not_said_to_be_in_none(index: Index, question: str, refusal: str) -> None:
    answer = ask(index, question)
    assert answer.abstained
    assert answer.text.startswith(f"{refusal} không nêu số liệu này.")


def test_each_section_of_an_answer_is_cited_by_its_own_name(index: Index) -> None:
    answer = ask(index, "Xã Sơn Mai còn hạn chế gì và nguyên nhân do đâu?")
    leads = [line for line in answer.text.split("\n") if line.startswith("Theo ")]
    report = "Theo Báo cáo của Ủy ban nhân dân xã Sơn Mai"
    assert leads == [f"{report}, mục III.1:", f"{report}, mục III.2:"]
    assert [c.section.split(",")[0] for c in answer.citations] == ["mục III.1"] * 2 + ["mục III.2"] * 2
