"""What a question asks for, with and without accents, and the words it is about."""

import unicodedata

import pytest

from assistant.question import content_words, is_accented, understand
from index.vietnamese import fold


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Có bao nhiêu viên chức?", "count"),
        ("Giảm mấy phần trăm?", "count"),
        ("Bao nhiêu nhiệm vụ được giao?", "list"),
        ("Vì sao chưa tự chủ?", "why"),
        ("So sánh KL 62 và NQ 19", "compare"),
        ("Đã có đơn vị nào chuyển đổi chưa?", "yesno"),
        ("Hạn nộp báo cáo khi nào?", "deadline"),
        ("Ban Tuyên giáo làm thế nào?", "how"),
        ("Số điện thoại liên hệ là gì?", "contact"),
    ],
)
def test_the_form_of_the_answer_with_and_without_accents(text: str, asks: str) -> None:
    assert understand(text).asks == asks
    assert understand(fold(text)).asks == asks


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Ai ký Kết luận 62?", ("signer",)),
        ("Kết luận 62 ban hành ngày nào?", ("date",)),
        ("Ai ký Kết luận 62 và ký ngày nào?", ("signer", "date")),
        ("Cơ quan nào ban hành Kết luận 62?", ("issuer",)),
        ("Nơi nhận của kế hoạch?", ("recipients",)),
        ("Công văn gửi cho ai?", ("addressees",)),
        ("Số hiệu của kế hoạch là gì?", ("number",)),
        ("Mục tiêu đến năm 2025 là gì?", ()),
    ],
)
def test_facts_of_a_document_with_and_without_accents(text: str, identity: tuple[str, ...]) -> None:
    assert understand(text).identity == identity
    assert understand(fold(text)).identity == identity


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Có bao nhiêu viên chức?", "viên chức"),
        ("cho tôi hỏi mục tiêu của nghị quyết 19 là gì vậy ạ", "mục tiêu nghị quyết 19"),
        ("So sánh KL 62 và NQ 19", "KL 62 NQ 19"),
        ("muc tieu tu chu tai chinh nam 2025", "muc tieu tu chu tai chinh nam 2025"),
        ("Đã có đơn vị nào chưa?", ""),
        ("Theo Kết luận 62, việc xã hội hóa được thực hiện như thế nào?", "Kết luận 62 việc xã hội hóa thực hiện"),
    ],
)
def test_content_words_are_as_typed_and_in_order(text: str, content: str) -> None:
    assert " ".join(content_words(text)) == content


def test_only_the_asking_sentence_is_read() -> None:
    question = understand("Tôi đang làm báo cáo. Hạn nộp khi nào?")
    assert (question.text, question.asks) == ("Hạn nộp khi nào?", "deadline")
    assert understand("Mục tiêu là gì. Nhiệm vụ là gì").text == "Mục tiêu là gì. Nhiệm vụ là gì"


def test_decomposed_letters_and_blanks_do_not_matter() -> None:
    text = "Ai ký   Kết luận\n62?"
    assert understand(unicodedata.normalize("NFD", text)) == understand("Ai ký Kết luận 62?")


def test_accents_are_seen() -> None:
    assert is_accented("Kết luận")
    assert is_accented("Đ")
    assert not is_accented("Ket luan 62-KL/TW")


def test_a_compound_keeps_its_first_word_without_accents() -> None:
    assert understand("xa da co phan hoa don vi nao chua").content[:4] == ("xa", "co", "phan", "hoa")
    assert "co" not in understand("xa co truong nao").content
