"""Greetings, help, and input that is no question."""

import pytest

from assistant.small_talk import MAX_CHARACTERS, respond, unusable
from prompts import say


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("xin chào", "greeting"),
        ("Chào bạn", "greeting"),
        ("hello", "greeting"),
        ("cảm ơn bạn nhiều", "thanks"),
        ("cam on", "thanks"),
        ("tạm biệt", "bye"),
        ("bạn giúp được gì?", "help"),
        ("ban la ai", "help"),
        ("hướng dẫn sử dụng", "help"),
        ("hỏi không dấu được không?", "typing"),
        ("làm sao thêm văn bản vào kho?", "add-documents"),
        ("câu trả lời lấy từ đâu?", "sources"),
        ("có cần mạng không", "offline"),
    ],
)
def test_talk_is_answered_without_a_citation(text: str, key: str) -> None:
    reply = respond(text, 8)
    assert reply is not None
    (block,) = reply.blocks
    (point,) = block.points
    assert (point.text, point.quotes) == (say("tro-giup", key, count=8), ())


@pytest.mark.parametrize(
    "text",
    [
        "Đăng ký tạm trú cần mang CCCD không?",
        "Ai ký Kết luận 62?",
        "chào mừng ngày thành lập ngành do ai chủ trì?",
        "Ban Tuyên giáo có nhiệm vụ gì?",
        "Cảm ơn. Mục tiêu đến năm 2025 của Nghị quyết 19 là gì, giao cho cơ quan nào?",
        "hướng dẫn của Bộ Nội vụ về tinh giản biên chế",
    ],
)
def test_questions_about_documents_are_not_talk(text: str) -> None:
    assert respond(text, 8) is None


@pytest.mark.parametrize("text", ["", "  \n", "?!", "🙂", "...", "。"])
def test_nothing_to_read_is_said_to_be_empty(text: str) -> None:
    assert unusable(text) == say("tu-choi", "empty")


@pytest.mark.parametrize(
    "text",
    [
        "What is the capital of France?",
        "how are you today",
        "Bonjour, comment allez-vous?",
        "el documento de la ciudad",
    ],
)
def test_other_languages_are_refused(text: str) -> None:
    assert unusable(text) == say("tu-choi", "not-vietnamese")


def test_a_question_as_long_as_a_page_is_refused() -> None:
    assert unusable("tự chủ " * 300) == say("tu-choi", "too-long", limit="2.000")
    assert unusable(("tự chủ " * 300)[:MAX_CHARACTERS]) is None


@pytest.mark.parametrize(
    "text", ["NQ19", "62", "HĐND UBND", "ai ky ket luan 62", "Kết luận 62 của Bộ Chính trị", "email?"]
)
def test_short_and_unaccented_questions_are_usable(text: str) -> None:
    assert unusable(text) is None
