"""Questions about the corpus itself."""

import pytest

from assistant import catalogue, named
from assistant.reply import Reply
from index.search import Index
from index.vietnamese import fold
from tests.assistant.invented import index_of, plan


def _asked(index: Index, text: str) -> Reply | None:
    return catalogue.respond(fold(text).rstrip("?"), named.find(index, text), index.documents)


@pytest.mark.parametrize(
    "text",
    [
        "Trong kho có những văn bản nào?",
        "danh sách các văn bản",
        "ban co nhung van ban nao",
        "kho hiện có bao nhiêu văn bản?",
    ],
)
def test_the_documents_are_listed_with_date_issuer_and_title(text: str) -> None:
    reply = _asked(index_of(plan()), text)
    assert reply is not None
    (block,) = reply.blocks
    assert block.lead == "Kho hiện có 1 văn bản:"
    assert [point.text for point in block.points] == [
        "Kế hoạch số 15/KH-UBND, ngày 05/03/2024 của Ủy ban nhân dân xã Trà Giang: "
        "Sắp xếp các đơn vị sự nghiệp công lập trên địa bàn xã"
    ]


def test_the_summary_is_marked_in_the_list(index: Index) -> None:
    reply = _asked(index, "Trong kho có những văn bản nào?")
    assert reply is not None
    marked = [point.text for point in reply.blocks[0].points if point.text.endswith("(bản tóm tắt)")]
    assert len(marked) == 1
    assert marked[0].startswith("Nghị quyết số 19-NQ/TW")


@pytest.mark.parametrize("text", ["Kho còn thiếu những văn bản nào?", "van ban nao chua co trong kho"])
def test_what_is_missing_is_listed(text: str) -> None:
    reply = _asked(index_of(plan()), text)
    assert reply is not None
    assert [point.text for point in reply.blocks[0].points] == ["Nghị định 120/2020/NĐ-CP (được nhắc tới 1 lần)"]


@pytest.mark.parametrize("text", ["Văn bản nào nhắc tới Nghị định 120?", "nghi dinh 120 duoc nhac den o dau"])
def test_mentions_of_a_document_quote_their_sentence(text: str) -> None:
    reply = _asked(index_of(plan()), text)
    assert reply is not None
    count, mention = reply.blocks
    assert count.lead == "Có 1 văn bản nhắc tới Nghị định số 120/2020/NĐ-CP:"
    assert mention.lead == "Theo Kế hoạch số 15/KH-UBND:"
    (point,) = mention.points
    assert point.text.startswith("Thực hiện Nghị định số 120/2020/NĐ-CP")
    assert [quote.text for quote in point.quotes] == [point.text]


def test_mentions_of_a_document_of_the_corpus(index: Index) -> None:
    reply = _asked(index, "Văn bản nào nhắc tới Kết luận 62?")
    assert reply is not None
    citing = {quote.document.id for block in reply.blocks for point in block.points for quote in point.quotes}
    assert len(citing) >= 4
    assert "2023-10-02_ket-luan_62-kl-tw.txt" not in citing
    assert reply.blocks[0].lead == f"Có {len(citing)} văn bản nhắc tới Kết luận số 62-KL/TW:"
    for block in reply.blocks[1:]:
        assert 1 <= len(block.points) <= 3
        for point in block.points:
            assert "62" in point.text


def test_a_document_that_nothing_mentions_is_refused() -> None:
    assert _asked(index_of(plan()), "Văn bản nào nhắc tới Nghị quyết 19?") == Reply(
        refusal="Không văn bản nào trong kho nhắc tới Nghị quyết số 19."
    )


@pytest.mark.parametrize(
    "text", ["Ai ký kế hoạch?", "Mục tiêu đến năm 2025?", "Kế hoạch thiếu kinh phí thì làm thế nào?"]
)
def test_other_questions_are_not_about_the_corpus(text: str) -> None:
    assert _asked(index_of(plan()), text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Đề án 02 nằm trong văn bản nào?",
        "de an 02 xuat hien trong tai lieu nao",
        "giấy nào có dẫn Đề án 02-ĐA/TU",
        "tìm giúp văn bản có nhắc Đề án 02",
        "Đề án 02 thấy ở đâu?",
    ],
)
def test_what_is_only_mentioned_is_found_where_it_is_mentioned(index: Index, text: str) -> None:
    reply = _asked(index, text)
    assert reply is not None
    quotes = [quote for block in reply.blocks for point in block.points for quote in point.quotes]
    assert [quote.document.info.issuer for quote in quotes] == ["Ban Thường vụ Tỉnh ủy"]
    assert "Đề án 02-ĐA/TU" in quotes[0].text


@pytest.mark.parametrize(
    "text",
    [
        "người dân đến làm việc dễ hay khó có phải nêu không",
        "Kết luận 62 ban hành tại địa danh nào ghi ở đầu văn bản?",
        "Bản lưu kế hoạch của huyện nằm ở đâu?",
    ],
)
def test_words_that_only_sound_like_the_corpus_do_not_ask_for_it(index: Index, text: str) -> None:
    assert _asked(index, text) is None
