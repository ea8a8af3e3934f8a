"""Questions on the shipped documents: the words of the answer, its citations, its refusals."""

import json
from pathlib import Path

import pytest

from assistant.ask import ask
from corpus.errors import TrolyError
from index.search import Index

QUESTIONS = Path(__file__).resolve().parents[2] / "eval" / "questions" / "dev.jsonl"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Kết luận 62-KL/TW ban hành ngày nào?", "Kết luận số 62-KL/TW được ban hành ngày 02/10/2023 [1]."),
        ("ket luan 62 ban hanh ngay nao", "Kết luận số 62-KL/TW được ban hành ngày 02/10/2023 [1]."),
        ("NQ19 ngày mấy?", "Nghị quyết số 19-NQ/TW được ban hành ngày 25/10/2017 [1]."),
        ("Ai ký Kết luận 62?", "Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký [1][2]."),
        ("ke61t lua65n 62 ai ky1", "Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký [1][2]."),
        ("Cơ quan nào ban hành Kết luận 62?", "Kết luận số 62-KL/TW do Bộ Chính trị ban hành [1]."),
    ],
)
def test_facts_of_a_document(index: Index, question: str, text: str) -> None:
    assert ask(index, question).text.split("\n")[0] == text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Thủ tướng ký Kết luận 62 ngày nào?", "Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký."),
        ("quoc hoi ban hanh ket luan 62 ngay nao", "Kết luận số 62-KL/TW do Bộ Chính trị ban hành."),
    ],
)
def test_a_document_taken_for_anothers_is_given_back_to_its_author(index: Index, question: str, first: str) -> None:
    statements = [s.text for s in ask(index, question).statements]
    assert statements == [first, "Kết luận số 62-KL/TW được ban hành ngày 02/10/2023."]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Bộ Chính trị ban hành Kết luận 62 ngày nào?", "Kết luận số 62-KL/TW được ban hành ngày 02/10/2023 [1]."),
        ("Trung ương ra Kết luận 62 ngày nào?", "Kết luận số 62-KL/TW được ban hành ngày 02/10/2023 [1]."),
        (
            "Bí thư Tỉnh ủy ký công văn 8/2025 ngày nào?",
            "Công văn của Ban Chính sách, chiến lược Trung ương trong kho không ghi ngày ban hành.",
        ),
    ],
)
def test_a_documents_author_is_not_repeated_nor_told_for_a_fact_it_lacks(
    index: Index, question: str, answer: str
) -> None:
    assert ask(index, question).text == answer


def test_two_facts_at_once(index: Index) -> None:
    answer = ask(index, "Kết luận 62 ban hành ngày nào, ai ký?")
    assert {s.text for s in answer.statements} == {
        "Kết luận số 62-KL/TW được ban hành ngày 02/10/2023.",
        "Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký.",
    }


def test_a_fact_cites_its_place_in_the_text(index: Index) -> None:
    (citation,) = ask(index, "Kết luận 62-KL/TW ban hành ngày nào?").citations
    assert citation.document == "62-KL/TW"
    assert citation.quote.startswith("62-KL/TW")
    assert citation.quote.endswith("ngày 02 tháng 10 năm 2023")
    assert citation.section == "phần đầu văn bản"


@pytest.mark.parametrize(
    ("question", "words", "document"),
    [
        ("Hạn gửi báo cáo về Ban Chính sách, chiến lược Trung ương là ngày nào?", "trước ngày 31/10/2025", "công văn"),
        ("Bản mềm báo cáo gửi vào email nào?", "hungnm@cscltw.dcs.vn", "công văn"),
        ("Sơn Mai có đơn vị nào chuyển thành công ty cổ phần chưa?", "chưa có ĐVSNCL nào chuyển", "báo cáo"),
        ("Xã Sơn Mai thuộc tỉnh nào?", "tỉnh Quảng Ngãi", "báo cáo"),
        ("muc tieu tu chu tai chinh den nam 2025", "ít nhất 20% số đơn vị tự chủ", "nghị quyết"),
    ],
)
def test_facts_of_the_text(index: Index, question: str, words: str, document: str) -> None:
    answer = ask(index, question)
    assert any(words in c.quote and index.document(c.document_id).info.kind == document for c in answer.citations)


def test_a_list_is_given_whole(index: Index) -> None:
    answer = ask(index, "Mục tiêu đến năm 2025 của Nghị quyết 19 gồm những gì?")
    assert [s.text for s in answer.statements] == [
        "Số đơn vị sự nghiệp công lập: giảm thêm ít nhất 10%, tính bình quân cả nước, so với năm 2021.",
        "Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước: giảm 10% so với năm 2021.",
        "Tự chủ tài chính: phấn đấu có ít nhất 20% số đơn vị tự chủ được tài chính.",
    ]


def test_what_a_body_is_to_do(index: Index) -> None:
    answer = ask(index, "Ban Tuyên giáo Huyện ủy làm gì?")
    assert answer.statements[0].text.startswith("Ban Tuyên giáo Huyện ủy chủ trì, phối hợp")
    assert {c.section for c in answer.citations} == {"mục III.5"}


def test_a_summary_is_said_to_be_one(index: Index) -> None:
    answer = ask(index, "Nghị quyết 19 do ai ký?")
    assert "bản tóm tắt" in answer.text
    assert not any(citation.verbatim for citation in answer.citations)


def test_a_comparison_shows_both_sides(index: Index) -> None:
    answer = ask(index, "So sánh mục tiêu tự chủ tài chính năm 2021 và năm 2025 của Nghị quyết 19")
    assert "có 10% số đơn vị tự chủ" in answer.text
    assert "ít nhất 20% số đơn vị tự chủ" in answer.text


@pytest.mark.parametrize(
    ("history", "question", "words"),
    [
        (["Kết luận 62 nói về việc gì?"], "Ai ký văn bản đó?", "Trương Thị Mai"),
        (["Mục tiêu tự chủ tài chính đến năm 2021 là bao nhiêu?"], "Thế còn năm 2025?", "ít nhất 20%"),
        (["Trong kế hoạch của huyện, HĐND huyện làm gì?"], "Còn UBND huyện?", "Ủy ban nhân dân huyện xây dựng"),
    ],
)
def test_follow_ups(index: Index, history: list[str], question: str, words: str) -> None:
    assert words in ask(index, question, history=history).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Xã Sơn Mai có bao nhiêu viên chức?", "Báo cáo của Ủy ban nhân dân xã Sơn Mai không nêu số liệu này"),
        ("Nghị quyết 27-NQ/TW quy định gì?", "Chưa có Nghị quyết số 27-NQ/TW trong kho"),
        ("Kế hoạch 251-KH/TU giao những nhiệm vụ gì?", "chỉ được nhắc tới trong Kế hoạch của Ban Thường vụ Huyện ủy"),
        ("Ai ký công văn của Ban Thường vụ Tỉnh ủy?", "không ghi tên người ký"),
        ("Điều 15 của Kết luận 62 quy định gì?", "không có “Điều 15”"),
        ("Thời tiết Hà Nội ngày mai thế nào?", "Không tìm thấy câu trả lời"),
        ("What is the capital of France?", "tiếng Việt"),
        ("", "Chưa có câu hỏi"),
        ("???", "Chưa có câu hỏi"),
    ],
)
def test_refusals_cite_nothing(index: Index, question: str, words: str) -> None:
    answer = ask(index, question)
    assert answer.abstained
    assert words in answer.text
    assert answer.citations == ()
    assert answer.reason == answer.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("xin chào", "Tôi là Trợ lý tra cứu văn bản"),
        ("bạn giúp được gì?", "Tôi giúp tra cứu 8 văn bản"),
        ("trong kho có những văn bản nào?", "Kho hiện có 8 văn bản"),
        ("văn bản nào nhắc tới Nghị quyết 57?", "Có 1 văn bản nhắc tới Nghị quyết số 57-NQ/TW"),
    ],
)
def test_questions_about_the_assistant_and_the_corpus(index: Index, question: str, words: str) -> None:
    answer = ask(index, question)
    assert not answer.abstained
    assert words in answer.text


def test_filters_narrow_the_answer(index: Index) -> None:
    answer = ask(index, "Nâng cao hiệu quả thực hiện chủ trương xã hội hóa như thế nào?", level="tỉnh")
    assert {index.document(c.document_id).info.level for c in answer.citations} == {"tỉnh"}


def test_a_filter_that_names_no_document_is_an_error(index: Index) -> None:
    with pytest.raises(TrolyError, match="99-QĐ/TW"):
        ask(index, "Nội dung gì?", document="99-QĐ/TW")


def test_the_same_question_has_the_same_answer(index: Index) -> None:
    first, second = (ask(index, "Vì sao xã Sơn Mai chưa tự chủ tài chính?") for _ in range(2))
    assert (first.text, first.citations, first.hits) == (second.text, second.citations, second.hits)


def test_every_citation_is_verbatim_and_every_marker_known(index: Index) -> None:
    for line in QUESTIONS.read_text("utf-8").splitlines():
        item = json.loads(line)
        answer = ask(index, item["question"], history=item["history"])
        markers = {citation.marker for citation in answer.citations}
        for citation in answer.citations:
            document = index.document(citation.document_id)
            assert document.text[citation.start : citation.end] == citation.quote
        assert all(set(statement.citations) <= markers for statement in answer.statements)
        assert answer.rejected == ()
        if answer.abstained:
            assert not markers


@pytest.mark.parametrize(
    ("question", "words"),
    [
        # The report is not the one of the commune, nor does KL 62 set the date: what others say answers.
        ("bao cao ket luan 62 phai gui truoc ngay nao", "trước ngày 31/10/2025"),
        # The place is another document's than the one named.
        ("co quan nao giam sat viec thuc hien nghi quyet 19 theo muc 2.5", "giám sát của Quốc hội"),
        ("Cơ quan nào rà soát Đề án 02-ĐA/TU?", "Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo"),
        ("Phiếu tra cứu đối chiếu từ những nguồn báo nào?", "Báo Pháp luật Thành phố Hồ Chí Minh"),
        ("Bản sao lục được chuyển xuống những đâu?", "Các huyện ủy, thành ủy, đảng ủy trực thuộc"),
        ("hanj nopj baos caos laf ngayf naof", "trước ngày 31/10/2025"),
        ("xa da co phan hoa don vi nao chua", "chưa có ĐVSNCL nào chuyển thành công ty cổ phần"),
    ],
)
def test_what_is_found_in_another_document_or_another_wording(index: Index, question: str, words: str) -> None:
    answer = ask(index, question)
    assert any(words in citation.quote for citation in answer.citations)


def test_the_stamp_of_arrival_is_a_fact(index: Index) -> None:
    answer = ask(index, "Dấu đến trên Kết luận 62 ghi số mấy, ngày nào?")
    assert [citation.quote for citation in answer.citations] == ["ĐẾN Số: 5541", "Ngày: 10.10.23"]
    assert ask(index, "Dấu công văn đến của sao lục 152?").abstained


@pytest.mark.parametrize(
    ("question", "refusal"),
    [
        ("Công văn của Ban Chính sách, chiến lược Trung ương mang số mấy?", "không ghi số, ký hiệu"),
        ("Công văn triển khai của Ban Thường vụ Tỉnh ủy đề ngày nào?", "không ghi ngày ban hành"),
        ("Kết luận 62 có hiệu lực đến ngày nào?", "Không tìm thấy"),
        ("Nghị định 60/2021 quy định bao nhiêu mức tự chủ?", "Chưa có Nghị định số 60/2021/NĐ-CP trong kho"),
        ("Ai là Chủ tịch tỉnh Quảng Ngãi?", "Không tìm thấy"),
        ("Báo cáo của xã Sơn Tây nêu khó khăn gì?", "không có văn bản nào nói đến xã Sơn Tây"),
    ],
)
def test_what_is_left_blank_or_belongs_to_others_is_refused(index: Index, question: str, refusal: str) -> None:
    answer = ask(index, question)
    assert answer.abstained
    assert refusal in answer.text


def test_an_office_is_told_by_its_level_where_there_is_but_one(index: Index) -> None:
    assert "Nguyễn Anh Tuấn" in ask(index, "Chủ tịch xã tên gì?").text


def test_a_follow_up_is_about_the_document_that_answered(index: Index) -> None:
    history = ["Hạn nộp báo cáo tình hình thực hiện Kết luận 62 là khi nào?"]
    answer = ask(index, "Gửi bản giấy tới đâu?", history=history)
    assert any("105B Quán Thánh" in citation.quote for citation in answer.citations)
