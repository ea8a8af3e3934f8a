"""Comparisons: both sides, each in its own words."""

import pytest

from assistant import compare
from assistant.context import Resolved
from assistant.question import understand
from assistant.reply import Block
from corpus.document import Document
from index.search import Index
from tests.assistant.invented import index_of, plan


def _compare(index: Index, text: str, scope: list[Document]) -> tuple[Block, ...]:
    return compare.respond(index, Resolved(text, understand(text)), scope, index.search(text))


def test_two_years_of_a_document_stand_side_by_side() -> None:
    index = index_of(plan())
    blocks = _compare(index, "So sánh mục tiêu năm 2025 và năm 2030", [])
    assert [[point.text for point in block.points] for block in blocks] == [
        ["Giảm 02 trường mầm non.", "Có 03 đơn vị tự chủ chi thường xuyên."],
        ["Giảm 04 trường tiểu học."],
    ]


def test_a_side_without_evidence_leaves_no_comparison() -> None:
    index = index_of(plan())
    assert _compare(index, "So sánh mục tiêu năm 2025 và năm 1999", []) == ()


def test_one_side_is_no_comparison() -> None:
    index = index_of(plan())
    assert _compare(index, "So sánh mục tiêu", list(index.documents)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "So sánh nội dung tuyên truyền của Kết luận 62 và kế hoạch của huyện",
        "So sanh tuyen truyen o ket luan 62 va ke hoach huyen",
    ],
)
def test_two_documents_answer_each_for_itself(index: Index, text: str) -> None:
    scope = [d for d in index.documents if d.info.number == "62-KL/TW" or d.info.level == "huyện"]
    blocks = _compare(index, text, scope)
    sides = {quote.document.id for block in blocks for point in block.points for quote in point.quotes}
    assert sides <= {document.id for document in scope}
    told = " ".join(block.lead for block in blocks)
    assert "Kết luận số 62-KL/TW" in told
    assert "Kế hoạch của Ban Thường vụ Huyện ủy" in told


def _quotes(blocks: tuple[Block, ...]) -> str:
    return " ".join(quote.text for block in blocks for point in block.points for quote in point.quotes)


def test_two_levels_answer_each_by_its_document(index: Index) -> None:
    text = "Thí điểm xã hội hóa giáo dục: bản của huyện và bản của Bộ Chính trị khác nhau chỗ nào?"
    said = _quotes(_compare(index, text, []))
    assert "cơ sở giáo dục mầm non và phổ thông" in said
    assert "xã hội hoá các cơ sở giáo dục mầm non." in said


def test_two_bodies_of_one_document_are_two_sides(index: Index) -> None:
    scope = [d for d in index.documents if d.info.level == "huyện"]
    said = _quotes(_compare(index, "Đối chiếu nhiệm vụ của Hội đồng nhân dân huyện với Ủy ban nhân dân huyện", scope))
    assert "Hội đồng nhân dân huyện chỉ đạo, tổ chức triển khai" in said
    assert "Ủy ban nhân dân huyện xây dựng kế hoạch gắn với phân công" in said


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Chỉ tiêu tự chủ tài chính năm 2021 và 2025 là gì?", True),
        ("Ngân sách: trung ương nói tăng, huyện thì nói sao?", True),
        ("Chỉ tiêu tự chủ tài chính năm 2021 là gì?", False),
        ("Huyện làm gì?", False),
    ],
)
def test_sides_are_told_without_a_word_of_comparison(index: Index, text: str, beside: bool) -> None:
    years_apart = compare.sets_years_apart(index, Resolved(text, understand(text)), [])
    assert (compare.names_sides(index, text) or years_apart) is beside


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Cổ phần hóa: chủ trương của Bộ Chính trị và tình hình thực tế ở Sơn Mai",
            ["thành công ty cổ phần", "chưa có ĐVSNCL nào chuyển thành công ty cổ phần"],
        ),
        (
            "Kết luận 62 giao sơ kết, tổng kết; còn công văn tỉnh thì giao đến đâu về việc chuyển sang mô hình tự chủ?",
            ["sơ kết, tổng kết việc thực hiện chuyển đổi", "tiến hành sơ kết việc chuyển đổi"],
        ),
    ],
)
def test_each_side_says_its_nearest_words_even_when_they_are_not_sure(
    index: Index, text: str, pieces: list[str]
) -> None:
    said = _quotes(_compare(index, text, []))
    assert [piece for piece in pieces if piece not in said] == []


def test_each_year_is_answered_from_under_its_own_heading(index: Index) -> None:
    text = "Theo Nghị quyết 19 thì tỷ lệ đơn vị tự lo được tài chính phải đạt bao nhiêu vào 2021 và bao nhiêu vào 2025?"
    said = _quotes(_compare(index, text, [d for d in index.documents if d.info.number == "19-NQ/TW"]))
    assert "phấn đấu có 10% số đơn vị tự chủ được tài chính" in said
    assert "phấn đấu có ít nhất 20% số đơn vị tự chủ được tài chính" in said
