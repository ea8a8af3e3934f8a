"""Answers of several statements: under a heading, or what a body is to do."""

import pytest

from assistant import groups
from assistant.evidence import query
from assistant.groups import Group
from assistant.question import understand
from index.search import Index
from tests.assistant.invented import index_of, plan, texts


def _of_heading(index: Index, text: str, covered: float = 0.0) -> Group | None:
    question = understand(text)
    return groups.of_heading(index, question, query(index, question.content), index.documents, covered)


def _of_subject(index: Index, text: str) -> Group | None:
    question = understand(text)
    return groups.of_subject(index, question, query(index, question.content), index.documents)


def _words(group: Group | None) -> list[list[str]]:
    assert group is not None
    return [texts(group.document, list(part)) for part in group.parts]


@pytest.mark.parametrize("text", ["Mục tiêu đến năm 2025 là gì?", "muc tieu den nam 2025 gom nhung gi"])
def test_what_stands_under_the_heading_that_covers_the_question(text: str) -> None:
    assert _words(_of_heading(index_of(plan()), text)) == [
        ["Giảm 02 trường mầm non.", "Có 03 đơn vị tự chủ chi thường xuyên."]
    ]


def test_a_heading_of_another_year_does_not_cover() -> None:
    group = _of_heading(index_of(plan()), "Mục tiêu đến năm 2030 là gì?")
    assert _words(group) == [["Giảm 04 trường tiểu học."]]


def test_no_heading_no_group() -> None:
    assert _of_heading(index_of(plan()), "Kinh phí đào tạo viên chức lấy từ đâu?") is None


@pytest.mark.parametrize("text", ["Ban Tuyên giáo Huyện ủy làm gì?", "ban tuyen giao huyen uy lam gi"])
def test_what_a_body_is_to_do(index: Index, text: str) -> None:
    group = _of_subject(index, text)
    assert group is not None
    assert group.document.info.kind == "kế hoạch"
    assert _words(group)[0][0].startswith("Ban Tuyên giáo Huyện ủy chủ trì, phối hợp")


def test_a_body_that_no_text_names_has_no_duties(index: Index) -> None:
    assert _of_subject(index, "Hội Liên hiệp Thanh niên làm gì?") is None


def test_only_questions_about_duties_are_about_a_body(index: Index) -> None:
    assert _of_subject(index, "Hội đồng nhân dân huyện ở đâu?") is None


def test_a_list_is_found_by_what_its_items_begin_with(index: Index) -> None:
    found = groups.of_items(index, understand("Phiếu lấy từ những báo nào?"), index.documents)
    assert [text[:8] for text in _words(found)[0]] == ["Báo Thời", "Báo Pháp", "Tạp chí ", "Báo điện"]
    assert groups.of_items(index, understand("Những xe nào được mua?"), index.documents) is None


@pytest.mark.parametrize(
    "text", ["Ủy ban nhân dân tỉnh được Tỉnh ủy giao những đầu việc nào?", "UBND tinh phai lam nhung gi"]
)
def test_a_body_is_what_stands_before_the_verb(index: Index, text: str) -> None:
    said = " ".join(" ".join(part) for part in _words(_of_subject(index, text)))
    assert "Rà soát việc thực hiện Đề án 02-ĐA/TU" in said
