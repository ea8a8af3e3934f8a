"""Questions of a kind that only a text which says it answers."""

import pytest

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
