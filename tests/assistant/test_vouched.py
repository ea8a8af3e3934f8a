"""Known questions: where they lead, what they speak against, and what they may not overrule."""

import pytest

from assistant import vouched
from assistant.answer import Answer
from assistant.ask import ask
from corpus.document import Document, Span
from corpus.passage import split
from corpus.questions import KnownQuestion
from index.search import Index
from tests.assistant.invented import plan


@pytest.fixture(scope="module")
def document() -> Document:
    return plan()


def known(document: Document, question: str, words: str) -> KnownQuestion:
    start = document.text.index(words)
    return KnownQuestion(question, document.id, start, start + len(words))


def index_with(document: Document, *questions: KnownQuestion) -> Index:
    return Index.in_memory(split(document), documents=[document], questions=questions)


def asked(document: Document, question: str, *questions: KnownQuestion) -> Answer:
    return ask(index_with(document, *questions), question)


def test_a_question_in_other_words_is_led_to_the_words_that_answer(document: Document) -> None:
    question = "lớp cháu nhỏ sắp tới thế nào"
    assert asked(document, question).abstained
    told = asked(document, question, known(document, "lớp cháu nhỏ sắp tới thế nào", "Giảm 02 trường mầm non."))
    assert told.citations[0].quote == "Giảm 02 trường mầm non."


def test_a_figure_that_is_asked_for_must_be_there_all_the_same(document: Document) -> None:
    leading = known(document, "tuyên truyền tốn bao nhiêu tiền", "Công chức Văn hóa - Xã hội chủ trì tuyên truyền.")
    assert asked(document, "tuyên truyền tốn bao nhiêu tiền", leading).abstained


def test_a_question_that_nothing_answers_is_no_lead(document: Document) -> None:
    nothing = KnownQuestion("giảm mấy trường cấp ba", "", 0, 0)
    near = known(document, "giảm mấy trường tiểu học", "Giảm 04 trường tiểu học.")
    index = index_with(document, nothing, near)
    assert vouched.leads(index, "giảm mấy trường cấp ba") == ()
    assert vouched.leads(index, "giảm mấy trường tiểu học") == (near,)
    assert vouched.leads(index, "giảm mấy trường tiểu học", surely=True) in ((near,), ())
    assert vouched.leads(index, "lương cơ sở") == ()


def test_what_stands_elsewhere_is_doubted_unless_it_is_the_same_fact(document: Document) -> None:
    signer = known(document, "ai đứng ra ký bản này", "CHỦ TỊCH")
    index = index_with(document, signer)
    question = "ai đứng ra ký bản này"
    name, number = (Span(at, at + 5) for at in map(document.text.index, ("Lê Thị Hoa", "15/KH")))
    assert not vouched.elsewhere(index, question, [(document, name)])
    assert vouched.elsewhere(index, question, [(document, number)])
    assert not vouched.elsewhere(index, question, [(document, number)], is_plain=True)
    assert vouched.outside(index, question, document)
    assert not vouched.elsewhere(index, "một câu khác hẳn", [(document, number)])


def test_a_line_of_the_signature_is_told_as_the_fact_it_is(document: Document) -> None:
    told = asked(
        document,
        "ông bà nào chịu trách nhiệm cao nhất",
        known(document, "ông bà nào chịu trách nhiệm cao nhất ở đây", "CHỦ TỊCH"),
    )
    assert "do Chủ tịch Lê Thị Hoa ký" in told.text
    assert any(citation.quote.endswith("Lê Thị Hoa") for citation in told.citations)


def test_the_pieces_of_one_answer_are_told_together(document: Document) -> None:
    question = "trường lớp của xã sắp tới ra sao"
    one = known(document, question, "Giảm 02 trường mầm non.")
    other = known(document, question, "Rà soát mạng lưới trường học.")
    told = asked(document, question, one, other)
    assert {c.quote for c in told.citations} >= {"Giảm 02 trường mầm non.", "Rà soát mạng lưới trường học."}
    assert vouched.pieces(index_with(document, one), question) == ()


def test_a_question_repeated_that_nothing_answers_is_refused(document: Document) -> None:
    nothing = KnownQuestion("phần mục tiêu của kế hoạch thay cho văn bản nào", "", 0, 0)
    elsewhere = known(document, "bao giờ báo cáo danh sách trường lẻ", "Báo cáo trước ngày 30/6/2024")
    index = index_with(document, nothing, elsewhere)
    assert vouched.refuses(index, "phần mục tiêu của kế hoạch thay cho văn bản nào")
    assert not vouched.refuses(index, "bao giờ báo cáo danh sách trường lẻ")
    assert ask(index, "phần mục tiêu của kế hoạch thay cho văn bản nào").abstained


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Kết luận 62 của Bộ Chính trị ban hành ngày nào?", "02/10/2023"),
        ("Báo cáo của xã Sơn Mai viết về kết luận số mấy?", "62-KL/TW"),
        ("Khi nào thì phiếu tra cứu Nghị quyết 19 không còn được dùng?", "Khi kho văn bản đã có nguyên văn"),
        ("Văn bản của Bộ Chính trị về tới Lai Châu hôm nào?", "10.10.23"),
        ("Từ lúc có Kết luận 62 tới lúc Lai Châu sao lục là mấy ngày?", "12/10/2023"),
        ("ai chỉ đạo UBND tỉnh lập kế hoạch làm KL 62", "Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo"),
    ],
)
def test_facts_and_known_answers_do_not_get_in_each_others_way(index: Index, question: str, words: str) -> None:
    assert words in ask(index, question).text


def test_the_clause_that_people_point_at_is_the_one_shown(index: Index) -> None:
    question = "Kết luận 62 có cho cổ phần hóa bệnh viện và trường học không?"
    assert any("trừ bệnh viện và trường học" in c.quote for c in ask(index, question).citations)
