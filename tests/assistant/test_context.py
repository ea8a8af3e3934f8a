"""Follow-up questions made whole with the earlier ones."""

from collections.abc import Sequence

import pytest

from assistant import context, named, vouched
from assistant.ask import ask
from assistant.context import Resolved, Topic
from index.search import Index

KET_LUAN = "2023-10-02_ket-luan_62-kl-tw.txt"
KE_HOACH = "2023_ke-hoach_ban-thuong-vu-huyen-uy_thuc-hien-kl-62.txt"


def _resolve(index: Index, text: str, history: Sequence[str], *, numbers: tuple[tuple[str, str], ...] = ()) -> Resolved:
    return context.resolve(
        text,
        history,
        lambda earlier: Topic(named.find(index, earlier.text).documents or earlier.documents, numbers),
        lambda asked: bool(named.find(index, asked).documents),
        lambda asked: bool(vouched.leads(index, asked)),
    )


@pytest.mark.parametrize(
    ("history", "text", "whole", "documents"),
    [
        (
            ["Kết luận 62 nói về việc gì?"],
            "Ai ký văn bản đó?",
            "Ai ký văn bản đó? Kết luận 62 nói về việc gì?",
            (KET_LUAN,),
        ),
        (["Ai ký Kết luận 62?"], "ban hanh ngay nao", "ban hanh ngay nao Ai ký Kết luận 62?", (KET_LUAN,)),
        (["muc tieu nam 2021 la gi"], "the con nam 2025 thi sao", "muc tieu nam 2025 la gi", ()),
        (
            ["Mục tiêu tự chủ tài chính đến năm 2021 là bao nhiêu?"],
            "Thế còn năm 2025?",
            "Mục tiêu tự chủ tài chính đến năm 2025 là bao nhiêu?",
            (),
        ),
        (["Kết luận 62 ban hành ngày nào?"], "Còn Nghị quyết 19?", "Nghị quyết 19 ban hành", (KET_LUAN,)),
    ],
)
def test_a_follow_up_takes_over_what_it_leaves_out(
    index: Index, history: list[str], text: str, whole: str, documents: tuple[str, ...]
) -> None:
    resolved = _resolve(index, text, history)
    assert (resolved.text, resolved.documents) == (whole, documents)


def test_a_new_body_takes_the_place_of_the_old_one(index: Index) -> None:
    history = ["Trong kế hoạch của huyện, Hội đồng nhân dân huyện làm gì?"]
    resolved = _resolve(index, "Còn Ủy ban nhân dân huyện thì sao?", history)
    assert resolved.text == "Ủy ban nhân dân huyện kế hoạch"
    assert (resolved.carried, resolved.documents) == (("kế", "hoạch"), (KE_HOACH,))


def test_the_form_of_the_question_is_kept_when_the_subject_changes(index: Index) -> None:
    resolved = _resolve(index, "Thế còn năm 2025?", ["Mục tiêu tự chủ tài chính đến năm 2021 là bao nhiêu?"])
    assert resolved.question.asks == "count"
    resolved = _resolve(index, "Còn Nghị quyết 19?", ["Kết luận 62 ban hành ngày nào?"])
    assert (resolved.question.asks, resolved.question.identity) == ("when", ("date",))


def test_a_chain_of_follow_ups_goes_back_to_the_first(index: Index) -> None:
    resolved = _resolve(index, "Ai ký?", ["Kết luận 62 nói về việc gì?", "Ban hành ngày nào?"])
    assert resolved.question.identity == ("signer",)
    assert resolved.documents == (KET_LUAN,)


@pytest.mark.parametrize(
    "text",
    [
        "Mục tiêu tự chủ tài chính đến năm 2025 của Nghị quyết 19 là gì?",
        "Ban Tuyên giáo Huyện ủy chủ trì nhiệm vụ tuyên truyền nào?",
    ],
)
def test_a_whole_question_is_left_as_it_is(index: Index, text: str) -> None:
    resolved = _resolve(index, text, ["Ai ký Kết luận 62?"])
    assert (resolved.text, resolved.carried, resolved.documents) == (text, (), ())


def test_without_history_nothing_is_added(index: Index) -> None:
    assert _resolve(index, "Ai ký văn bản đó?", []).text == "Ai ký văn bản đó?"


def test_a_document_referred_to_in_the_answer_is_meant_by_its_kind(index: Index) -> None:
    numbers = (("nghị định", "120/2020/NĐ-CP"), ("quyết định", "19/2015/QĐ-TTg"))
    history = ["Sắp xếp đơn vị sự nghiệp theo quy định nào?"]
    assert _resolve(index, "Nghị định đó ban hành ngày nào?", history, numbers=numbers).text == (
        "Nghị định đó ban hành ngày nào? nghị định số 120/2020/NĐ-CP"
    )
    assert _resolve(index, "quyet dinh nay cua ai?", history, numbers=numbers).text == (
        "quyet dinh nay cua ai? quyết định số 19/2015/QĐ-TTg"
    )


def test_the_same_history_gives_the_same_reading(index: Index) -> None:
    first, second = (_resolve(index, "Vì sao?", ["Xã Sơn Mai đã có đơn vị tự chủ chưa?"]) for _ in range(2))
    assert first == second
    assert first.text == "Vì sao Xã Sơn Mai đơn vị tự chủ"


def test_what_is_carried_over_is_not_a_sentence_of_its_own(index: Index) -> None:
    resolved = _resolve(index, "Do đâu mà có?", ["Kết luận 62 nêu những hạn chế gì?"])
    assert resolved.question.asks == "why"
    assert {"hạn", "chế"} <= set(resolved.question.content)


@pytest.mark.parametrize(
    "text",
    [
        "Lấy gì mà chấm là nơi ấy chạy tốt hay không?",
        "rồi việc xem xét lại thì bao lâu một lần, giao cho phòng nào lo?",
    ],
)
def test_a_question_that_names_no_document_stays_with_the_one_spoken_of(index: Index, text: str) -> None:
    resolved = _resolve(index, text, ["Kế hoạch của huyện giao những việc gì?"])
    assert resolved.documents == (KE_HOACH,)


def test_a_question_that_people_ask_by_itself_begins_a_new_topic(index: Index) -> None:
    text = "Bản mềm của báo cáo gửi vào địa chỉ email nào?"
    assert vouched.leads(index, text)
    assert _resolve(index, text, ["Kế hoạch của huyện giao những việc gì?"]).documents == ()


def test_with_a_pronoun_more_words_are_carried_over(index: Index) -> None:
    history = ["Theo Nghị quyết 19, ngành y tế có thuộc diện sắp xếp không?"]
    pointing = _resolve(index, "Trường chính trị có nằm trong diện đó không?", history)
    assert {"sắp", "xếp"} <= set(pointing.carried)


def test_the_document_asked_for_before_is_that_document(index: Index) -> None:
    numbers = (("đề án", "02-ĐA/TU"),)
    resolved = _resolve(index, "Văn bản đó ban hành ngày nào?", ["Tỉnh yêu cầu rà soát đề án nào?"], numbers=numbers)
    assert resolved.text == "Văn bản đó ban hành ngày nào? đề án số 02-ĐA/TU"
    # not where another thing was asked for
    resolved = _resolve(index, "Văn bản đó ban hành ngày nào?", ["Công văn của tỉnh gửi ai?"], numbers=numbers)
    assert resolved.text == "Văn bản đó ban hành ngày nào? Công văn của tỉnh gửi ai?"


def test_another_matter_takes_the_place_of_the_first(index: Index) -> None:
    history = ["Kế hoạch của huyện nói gì về biên chế?"]
    resolved = _resolve(index, "Còn về xã hội hóa thì sao?", history)
    assert (resolved.text, resolved.documents) == ("Kế hoạch của huyện nói gì về xã hội hóa", (KE_HOACH,))
    resolved = _resolve(index, "con ve tu chu tai chinh thi sao", ["Kế hoạch của huyện giao ai giám sát?"])
    assert (resolved.text, resolved.documents) == ("ve tu chu tai chinh", (KE_HOACH,))


@pytest.mark.parametrize(
    ("earlier", "text", "whole"),
    [
        ("Ai ký Kết luận 62?", "còn huyện?", "Ai ký văn bản của huyện?"),
        ("Ai ký Kết luận 62?", "ở xã thì ai ký?", "Ai ký văn bản của xã?"),
        ("Kết luận 62 ban hành ngày nào?", "còn công văn của tỉnh?", "văn bản của tỉnh ban hành ngày nào?"),
        ("Trung ương yêu cầu gì về xã hội hóa?", "ý tôi là tỉnh", "tỉnh yêu cầu gì về xã hội hóa?"),
        ("huyen yeu cau gi ve xa hoi hoa", "con trung uong thi sao", "trung uong yeu cau gi ve xa hoi hoa"),
        ("Mục tiêu giảm biên chế là gì?", "còn huyện?", "Mục tiêu giảm biên chế là gì ở huyện"),
    ],
)
def test_a_level_alone_takes_the_place_of_the_level_or_document_before(
    index: Index, earlier: str, text: str, whole: str
) -> None:
    resolved = _resolve(index, text, [earlier])
    assert (resolved.text, resolved.documents) == (whole, ())


def test_a_level_that_speaks_leaves_the_documents_and_the_place_before(index: Index) -> None:
    earlier = "Xã Sơn Mai đã có đơn vị nào chuyển thành công ty cổ phần chưa?"
    resolved = _resolve(index, "Trung ương yêu cầu gì về việc đó?", [earlier])
    assert resolved.documents == ()
    assert "Sơn Mai" not in resolved.text
    assert "công ty cổ phần" in resolved.text


def test_a_place_in_one_document_is_not_looked_for_in_another(index: Index) -> None:
    resolved = _resolve(index, "còn huyện thì sao?", ["Kết luận 62 mục 3 quy định gì?"])
    assert "mục 3 quy định gì" not in resolved.text


@pytest.mark.parametrize(
    ("history", "question", "begins"),
    [
        ("Ai ký Nghị quyết 19-NQ/TW?", "nhầm, của KL 62 cơ", "Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký"),
        ("Ai ký Nghị quyết 19-NQ/TW?", "à không, ý tôi là Kết luận 62", "Kết luận số 62-KL/TW do đồng chí Trương Thị"),
        (
            "Đến năm 2025 biên chế giảm bao nhiêu?",
            "không phải 2025, 2030 cơ",
            "Theo Nghị quyết số 19-NQ/TW, mục 4, gạch đầu dòng thứ 2: Biên chế",
        ),
        (
            "Đến năm 2025 biên chế giảm bao nhiêu?",
            "Còn 2021?",
            "Theo Nghị quyết số 19-NQ/TW, mục 2, gạch đầu dòng thứ 2",
        ),
        (
            "Chương trình hành động của Chính phủ thực hiện Kết luận 62 là nghị quyết số mấy?",
            "nó ban hành khi nào?",
            "Theo Đề cương của Ban Chính sách, chiến lược Trung ương: Nghị quyết số 38/NQ-CP ngày 02/4/2024",
        ),
    ],
)
def test_what_is_taken_back_is_put_right(index: Index, history: str, question: str, begins: str) -> None:
    assert ask(index, question, history=[history]).text.startswith(begins)


@pytest.mark.parametrize(
    ("history", "question", "begins"),
    [
        ("Mục 2.3 của Kết luận 62 nói gì?", "Còn 2.2?", "Theo Kết luận số 62-KL/TW, mục 2.2:"),
        ("Mục II.4 kế hoạch huyện nói gì?", "Còn II.5 thì sao?", "Theo Kế hoạch của Ban Thường vụ Huyện ủy, mục II.5:"),
        ("Mục 4 của công văn Tỉnh ủy nói gì?", "Còn 5?", "Theo Công văn của Ban Thường vụ Tỉnh ủy, mục 5:"),
    ],
)
def test_another_place_of_the_same_document(index: Index, history: str, question: str, begins: str) -> None:
    assert ask(index, question, history=[history]).text.startswith(begins)


@pytest.mark.parametrize(
    ("history", "question", "document"),
    [
        ("Kế hoạch huyện nói gì về thí điểm xã hội hóa mầm non?", "kết luận có nói không?", "62-KL/TW"),
        (
            "Kết luận 62 yêu cầu phân bổ ngân sách nhà nước theo hướng nào?",
            "chuyện đó kế hoạch huyện viết sao?",
            "2023_ke-hoach_ban-thuong-vu-huyen-uy_thuc-hien-kl-62.txt",
        ),
    ],
)
def test_the_same_is_asked_of_another_document(index: Index, history: str, question: str, document: str) -> None:
    citations = ask(index, question, history=[history]).citations
    assert document in (citations[0].document, citations[0].document_id)
