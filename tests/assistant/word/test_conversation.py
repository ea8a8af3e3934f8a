"""A conversation as a file: questions as headings, answers with footnotes."""

import io

import docx

from assistant.answer import Answer
from assistant.ask import ask
from assistant.word.conversation import write_conversation
from index.search import Index
from tests.assistant.word.sample import W, cited, documents, parts, tree, words

TITLE = "Tìm hiểu Kết luận 62-KL/TW"


def turns() -> list[tuple[str, Answer]]:
    quote = cited(1, "62-KL/TW", "tư tưởng bao cấp, ỷ lại Nhà nước còn phổ biến")
    first = Answer(
        "Vì sao còn hạn chế?",
        "Theo Kết luận số 62-KL/TW:\n\n- **Tư tưởng bao cấp** còn phổ biến [1];\n- Một số nơi còn thụ động [1].",
        citations=(quote,),
    )
    second = Answer(
        "Thủ đô của Pháp?", "Không tìm thấy câu trả lời trong kho văn bản.", abstained=True, reason="không có"
    )
    return [(first.question, first), (second.question, second)]


def test_questions_answers_and_their_sources() -> None:
    file = write_conversation(TITLE, turns(), documents())
    document = docx.Document(io.BytesIO(file))
    assert [p.text for p in document.paragraphs if p.text] == [
        "NỘI DUNG HỎI, ĐÁP",
        TITLE,
        "Câu 1. Vì sao còn hạn chế?",
        "Theo Kết luận số 62-KL/TW:",
        "- Tư tưởng bao cấp còn phổ biến;",
        "- Một số nơi còn thụ động.",
        "Câu 2. Thủ đô của Pháp?",
        "Không tìm thấy câu trả lời trong kho văn bản.",
    ]
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 2"] == [
        "Câu 1. Vì sao còn hạn chế?",
        "Câu 2. Thủ đô của Pháp?",
    ]
    notes = [words(note).strip() for note in tree(file, "word/footnotes.xml").findall(f"{W}footnote")][2:]
    assert notes == [
        "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 1: “tư tưởng bao cấp, ỷ lại Nhà nước còn phổ "
        "biến”.",
        "Như chú thích 1.",
    ]
    assert document.core_properties.title == TITLE
    assert file == write_conversation(TITLE, turns(), documents())


def test_markers_begin_anew_in_every_answer() -> None:
    other = cited(1, "62-KL/TW", "chưa phát huy được vai trò giám sát của Mặt trận Tổ quốc Việt Nam")
    asked = [*turns(), ("Ai giám sát?", Answer("Ai giám sát?", "Mặt trận Tổ quốc Việt Nam [1].", citations=(other,)))]
    file = write_conversation(TITLE, asked, documents())
    last = tree(file, "word/footnotes.xml").findall(f"{W}footnote")[-1]
    assert words(last).strip().endswith("mục 1: “chưa phát huy được vai trò giám sát của Mặt trận Tổ quốc Việt Nam”.")


def test_a_real_answer(index: Index) -> None:
    question = "Kết luận 62-KL/TW nêu những hạn chế, yếu kém nào?"
    answer = ask(index, question)
    file = write_conversation("Hạn chế", [(question, answer)], index.documents)
    assert answer.citations
    assert len(tree(file, "word/footnotes.xml").findall(f"{W}footnote")) >= 2 + len(answer.citations)


def test_an_empty_conversation_is_a_title() -> None:
    file = write_conversation(TITLE, [], documents())
    assert "word/footnotes.xml" not in parts(file)
