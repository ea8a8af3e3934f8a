"""Whether documents speak of a matter, told by its terms."""

import pytest

from assistant.ask import ask
from index.search import Index


@pytest.mark.parametrize(
    "question",
    [
        "Kết luận 62 có đề cập chuyển đổi số không?",
        "Đề cương có nhắc đến trí tuệ nhân tạo không?",
    ],
)
def test_a_document_without_the_terms_has_nothing_on_the_matter(index: Index, question: str) -> None:
    answer = ask(index, question)
    assert answer.abstained
    assert answer.text.startswith("Không tìm thấy câu trả lời trong")


def test_documents_that_have_the_words_are_listed_with_a_sentence_each(index: Index) -> None:
    answer = ask(index, "Liệt kê các văn bản có nói về tinh giản biên chế")
    assert answer.text.startswith("Có 3 văn bản nhắc tới “tinh giản biên chế”:")
    assert len({c.document_id for c in answer.citations}) == 3
    assert all("tinh giản biên chế" in c.quote for c in answer.citations)


def test_the_words_are_given_as_they_were_typed_and_filters_hold(index: Index) -> None:
    question = "Những văn bản nào nhắc đến Mặt trận Tổ quốc?"
    assert ask(index, question).text.startswith("Có 3 văn bản nhắc tới “Mặt trận Tổ quốc”:")
    assert ask(index, question, level="huyện").text.startswith("Có 1 văn bản nhắc tới “Mặt trận Tổ quốc”:")
