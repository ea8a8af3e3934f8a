"""Questions of a kind that only a text which says it answers."""

import pytest

from assistant import located
from assistant.ask import ask
from assistant.question import understand
from assistant.stated import stated
from corpus.document import Document, Span
from index.search import Index


def _sentence(document: Document, words: str) -> Span:
    return next(s for s in document.sentences if words in document.text[s.start : s.end])


@pytest.mark.parametrize(
    "question",
    [
        "Thế nào là tự chủ tài chính?",
        "thu tuc xin nghi viec cua vien chuc",
        "Báo cáo phải dài mấy trang, cỡ chữ mấy?",
        "Mức phạt khi không tự chủ là bao nhiêu?",
        "Vì sao Bộ Chính trị bãi bỏ nghị quyết?",
    ],
)
def test_what_no_sentence_says_is_not_answered_by_one_about_the_same(index: Index, question: str) -> None:
    asked = understand(question)
    assert not any(stated(asked, d, span) for d in index.documents for span in d.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "Huyện có bàn tới cải cách thủ tục hành chính không?",
        "Có chủ trương thuê giám đốc không?",
        "Lĩnh vực nào ưu tiên phát triển?",
    ],
)
def test_other_questions_are_open_to_every_sentence(index: Index, question: str) -> None:
    asked = understand(question)
    assert all(stated(asked, d, span) for d in index.documents for span in d.sentences)


def test_who_heads_an_office_is_not_told_by_who_signs_for_its_head(index: Index) -> None:
    assert ask(index, "Trưởng Ban Chính sách, chiến lược là ai?").abstained
    assert "Nguyễn Anh Tuấn" in ask(index, "Chủ tịch UBND xã Sơn Mai tên gì?").text


def test_a_day_asked_for_is_not_answered_by_a_blank_one(index: Index) -> None:
    assert ask(index, "Thư Ban Chính sách gửi các tỉnh ký đúng vào hôm nào của tháng 8?").abstained


def test_a_line_of_a_header_does_not_answer(index: Index) -> None:
    assert ask(index, "Ngày mai Hà Nội có mưa không?").abstained


def test_the_stamp_of_arrival_is_found_by_the_office_that_received_it(index: Index) -> None:
    answer = ask(index, "dau cong van den cua Lai Chau dong so may")
    assert any("5541" in c.quote for c in answer.citations)


def test_being_disciplined_is_no_signing_and_a_conclusion_is_signed() -> None:
    assert "signer" not in understand("Ai đã bị kỷ luật vì làm sai nghị quyết 19?").identity
    assert "signer" in understand("Ai thay mặt Bộ Chính trị ký Kết luận 62?").identity


def test_a_share_is_no_part_of_a_document(index: Index) -> None:
    asked = "Người hưởng lương ngân sách phải bớt đi mấy phần?"
    assert located.respond(asked, understand(asked).folded, index.documents) == ()
    whole = "Kế hoạch gồm mấy phần?"
    assert located.respond(whole, understand(whole).folded, index.documents) != ()


@pytest.mark.parametrize("what", ["hạn chế, yếu kém", "hạn chế"])
def test_reasons_come_from_who_gives_them_not_from_an_outline_that_asks_for_them(index: Index, what: str) -> None:
    answer = ask(index, f"Vì sao việc thực hiện Nghị quyết 19 còn {what}?")
    assert answer.citations[0].document == "62-KL/TW"
    assert "chủ yếu là do nhận thức, trách nhiệm" in answer.citations[0].quote
    assert all("de-cuong" not in c.document_id for c in answer.citations)


def test_the_secretary_of_the_district_is_not_the_general_secretary(index: Index) -> None:
    answer = ask(index, "Bí thư huyện ủy là ai?")
    assert answer.text.startswith("Kế hoạch của Ban Thường vụ Huyện ủy do Bí thư Nguyễn Đô ký")


@pytest.mark.parametrize("question", ["Đơn vị sự nghiệp công lập là gì?", "tu chu tai chinh la gi"])
def test_what_no_document_defines_is_refused(index: Index, question: str) -> None:
    assert ask(index, question).abstained


def test_goals_are_no_definition(index: Index) -> None:
    answer = ask(index, "Mục tiêu đến 2030 của NQ 19 về ĐVSNCL là gì?")
    assert [c.document for c in answer.citations][:1] == ["19-NQ/TW"]
