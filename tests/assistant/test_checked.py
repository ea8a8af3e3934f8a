"""What a question takes for granted of a document, held against its header."""

import pytest

from assistant.ask import ask
from index.search import Index

MAI = "Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Có phải ông Nguyễn Phú Trọng ký Kết luận 62-KL/TW không?", f"Không. {MAI} [1][2]."),
        ("Ông Nguyễn Thế Mạnh có ký Kết luận 62 không?", f"Không. {MAI} [1][2]."),
        ("Có phải bà Trương Thị Mai ký Kết luận 62 không?", f"Có. {MAI} [1][2]."),
        ("truong thi mai ky ket luan 62 dung khong", f"Có. {MAI} [1][2]."),
        (
            "Có phải ông Nguyễn Anh Tuấn ký Kế hoạch của Huyện ủy không?",
            "Không. Kế hoạch của Ban Thường vụ Huyện ủy do Bí thư Nguyễn Đô ký [1][2][3].",
        ),
        (
            "Có phải Công văn của Tỉnh ủy do Trương Thị Mai ký không?",
            "Công văn của Ban Thường vụ Tỉnh ủy trong kho không ghi tên người ký.",
        ),
        ("Kết luận 62 do Chính phủ ban hành phải không?", "Không. Kết luận số 62-KL/TW do Bộ Chính trị ban hành [1]."),
        ("Kết luận 62 do Bộ Chính trị ban hành phải không?", "Có. Kết luận số 62-KL/TW do Bộ Chính trị ban hành [1]."),
        (
            "Ban Kinh tế Trung ương ban hành Kết luận 62 đúng không?",
            "Không. Kết luận số 62-KL/TW do Bộ Chính trị ban hành [1].",
        ),
        ("Kết luận 62 ban hành năm 2022 phải không?", "Không. Kết luận số 62-KL/TW được ban hành ngày 02/10/2023 [1]."),
        (
            "Kết luận 62 có phải ban hành ngày 02/10/2023 không?",
            "Có. Kết luận số 62-KL/TW được ban hành ngày 02/10/2023 [1].",
        ),
    ],
)
def test_a_supposed_fact_is_confirmed_or_put_right(index: Index, question: str, answer: str) -> None:
    assert ask(index, question).text == answer


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Ông Nguyễn Thế Mạnh ký Kết luận 62 ngày nào?", f"{MAI}."),
        (
            "Bộ Chính trị ban hành Nghị quyết 19 ngày nào?",
            "Nghị quyết số 19-NQ/TW do Ban Chấp hành Trung ương Đảng khóa XII ban hành.",
        ),
    ],
)
def test_who_did_it_is_told_before_the_date_that_is_asked(index: Index, question: str, first: str) -> None:
    told, dated = (statement.text for statement in ask(index, question).statements)
    assert told == first
    assert "được ban hành ngày" in dated


@pytest.mark.parametrize(
    "question",
    [
        "Chính phủ ra nghị quyết số mấy làm chương trình hành động cho kết luận 62?",
        "Có phải Kết luận 62 quy định ít nhất 20% đơn vị tự chủ tài chính đến năm 2025 không?",
    ],
)
def test_what_a_document_says_or_leads_to_is_not_taken_for_its_header(index: Index, question: str) -> None:
    assert not any("ban hành ngày 02/10/2023" in statement.text for statement in ask(index, question).statements)


def test_an_issuer_that_is_named_with_more_words_is_not_put_right(index: Index) -> None:
    # When it met is not said; that it issued the document is not what is asked.
    assert ask(index, "Bộ Chính trị họp thông qua Kết luận 62 vào ngày nào?").abstained
