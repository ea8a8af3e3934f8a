"""A conversation as Markdown: every answer with its sources, nothing that could become a link or HTML."""

import io
import re
import zipfile
from dataclasses import replace

import docx

from assistant.conversation_file import Conversation
from assistant.exports import date_of, file_name, markdown, word
from assistant.turn import Turn
from tests.assistant.invented import plan
from tests.assistant.talks import conversation, refused

PLAN = plan()


def test_the_whole_conversation_with_its_citations() -> None:
    assert markdown(conversation(), {PLAN.id: PLAN}) == (
        "# Đến năm 2025 xã Trà Giang giảm bao nhiêu trường mầm non?\n\n"
        "Hội thoại với Trợ lý văn bản, bắt đầu 24/11/2026 08:00. Câu trả lời trích từ các văn bản trong kho; số trong "
        "ngoặc vuông chỉ nguồn ở dưới mỗi câu trả lời.\n\n"
        "## Đến năm 2025 xã Trà Giang giảm bao nhiêu trường mầm non?\n\n"
        "Giảm 02 trường mầm non [1].\n\n"
        "**Nguồn trích dẫn**\n\n"
        "- [1] Kế hoạch số 15/KH-UBND, ngày 05/03/2024 của Ủy ban nhân dân xã Trà Giang, mục I.1: "
        "“Giảm 02 trường mầm non.”\n\n"
        "## Giá vàng hôm nay?\n\n"
        "*Phạm vi tra cứu: cấp xã*\n\n"
        "Không tìm thấy câu trả lời trong kho văn bản (1 văn bản đã được tra).\n"
    )


def test_a_source_that_has_changed_is_marked() -> None:
    changed = replace(PLAN, text=PLAN.text.replace("02 trường", "03 trường"))
    note = "mục I.1 (văn bản trong kho đã thay đổi kể từ khi trả lời, cần đối chiếu lại): “Giảm 02 trường mầm non.”"
    assert note in markdown(conversation(), {PLAN.id: changed})
    assert note in markdown(conversation(), {})


def test_titles_questions_and_answers_cannot_become_markup() -> None:
    answer = refused().answer
    assert answer is not None
    turn = Turn(
        "<b>*hỏi*</b> [a](b)", answer=replace(answer, text="<script>x</script> ![ảnh](http://203.0.113.7/a.png)")
    )
    text = markdown(Conversation("", "# `tên` <i>", (turn,)), {})
    assert "# \\# \\`tên\\` \\<i\\>\n" in text
    assert "## \\<b\\>\\*hỏi\\*\\</b\\> \\[a\\](b)\n" in text
    assert "&lt;script>x&lt;/script> ![ảnh]\\(http://203.0.113.7/a.png)\n" in text


def test_why_it_is_not_the_answer_of_the_model_is_told() -> None:
    answer = refused().answer
    assert answer is not None
    notice = "Mô hình ngôn ngữ không trả lời kịp; dưới đây là trích nguyên văn."
    told = Conversation("", "a", (Turn("b", answer=replace(answer, notice=notice)),))
    assert f"\n\n*{notice}*\n\n{answer.text}\n" in markdown(told, {})
    assert lines(word(told, {}))[-2:] == [notice, answer.text]


def test_an_error_stands_in_place_of_the_answer() -> None:
    assert "\n\nChưa có chỉ mục.\n" in markdown(Conversation("", "a", (Turn("b", error="Chưa có chỉ mục."),)), {})


def lines(file: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(file)).paragraphs if p.text]


def notes(file: bytes) -> str:
    """The text of all footnotes."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return " ".join(re.sub(r"<[^>]+>", "", package.read("word/footnotes.xml").decode()).split())


def test_the_word_file_has_every_answer_with_its_sources_as_footnotes() -> None:
    file = word(conversation(), {PLAN.id: PLAN})
    assert lines(file)[-5:] == [
        "Câu 1. Đến năm 2025 xã Trà Giang giảm bao nhiêu trường mầm non?",
        "Giảm 02 trường mầm non.",
        "Câu 2. Giá vàng hôm nay?",
        "Phạm vi tra cứu: cấp xã",
        "Không tìm thấy câu trả lời trong kho văn bản (1 văn bản đã được tra).",
    ]
    assert (
        "Kế hoạch số 15/KH-UBND, ngày 05/03/2024 của Ủy ban nhân dân xã Trà Giang, mục I.1: “Giảm 02 trường mầm non”."
    ) in notes(file)


def test_the_word_file_says_which_sources_have_changed_and_names_those_that_are_gone() -> None:
    file = word(conversation(), {})
    assert lines(file)[-4] == ("Nguồn số 1: văn bản trong kho đã thay đổi kể từ khi trả lời, cần đối chiếu lại.")
    assert "Kế hoạch số 15/KH-UBND, mục I.1: “Giảm 02 trường mầm non”." in notes(file)
    failed = Conversation("", "a", (Turn("b", error="Chưa có chỉ mục."),))
    assert lines(word(failed, {}))[-1] == "Chưa có chỉ mục."


def test_a_file_name_is_one_that_every_system_takes() -> None:
    assert file_name(Conversation(title='Ai ký "62-KL/TW"?\n<a|b>')) == "Ai ký 62-KL TW a b"
    assert file_name(Conversation(title="...")) == "hoi-thoai"


def test_the_time_as_it_is_written() -> None:
    assert (date_of("2026-11-24T08:05:59+07:00"), date_of("")) == ("24/11/2026 08:05", "")
