"""compose: points become numbered statements; what its quotes do not support is set aside."""

import re

import pytest

from assistant.compose import compose
from assistant.reply import Block, Point, Quote, Reply
from corpus.document import Document
from tests.assistant.invented import index_of, plan, span_of


@pytest.fixture(scope="module")
def document() -> Document:
    return plan()


def _point(document: Document, words: str, text: str | None = None) -> Point:
    span = span_of(document, words)
    return Point(text or document.text[span.start : span.end], (Quote(document, *span),))


def test_markers_stand_before_the_closing_mark(document: Document) -> None:
    reply = Reply(
        (
            Block(
                (_point(document, "Giảm 02"), _point(document, "UBND huyện;"), _point(document, "MỤC TIÊU")),
            ),
        )
    )
    answer = compose("?", reply, ())
    assert answer.text == "- Giảm 02 trường mầm non [1].\n- UBND huyện [2];\n- MỤC TIÊU [3]."
    assert [c.quote for c in answer.citations] == ["Giảm 02 trường mầm non.", "UBND huyện;", "MỤC TIÊU"]


def test_one_place_has_one_number(document: Document) -> None:
    reply = Reply(
        (
            Block(
                (_point(document, "Giảm 02"), _point(document, "Giảm 04"), _point(document, "Giảm 02")),
            ),
        )
    )
    answer = compose("?", reply, ())
    assert [s.citations for s in answer.statements] == [(1,), (2,), (1,)]
    assert [c.marker for c in answer.citations] == [1, 2]


def test_a_point_its_quote_does_not_support_is_rejected(document: Document) -> None:
    wrong = _point(document, "Giảm 02", "Giảm 03 trường mầm non.")
    answer = compose("?", Reply((Block((wrong, _point(document, "Giảm 04")), lead="Mục tiêu:", listed=True),)), ())
    assert answer.text == "Mục tiêu:\n\n- Giảm 04 trường tiểu học [1]."
    assert [(r.text, r.reason) for r in answer.rejected] == [
        ("Giảm 03 trường mầm non.", "số liệu không có trong trích dẫn: 3")
    ]
    assert [s.text for s in answer.statements] == ["Giảm 04 trường tiểu học."]


def test_a_block_left_without_points_is_not_shown(document: Document) -> None:
    wrong = _point(document, "Giảm 02", "Giảm 03 trường mầm non.")
    answer = compose("?", Reply((Block((wrong,), lead="Theo Kế hoạch:", note="Ghi chú."),)), ())
    assert (answer.text, answer.statements, answer.citations) == ("", (), ())


def test_lead_points_and_note_are_laid_out(document: Document) -> None:
    block = Block((_point(document, "Giảm 04"),), lead="Theo Kế hoạch:", note="Bản tóm tắt.")
    assert compose("?", Reply((block,)), ()).text == "Theo Kế hoạch: Giảm 04 trường tiểu học [1].\n\n*Bản tóm tắt.*"
    remark = Block((), lead="Không có gì.")
    assert compose("?", Reply((block, remark)), ()).text.endswith("\n\nKhông có gì.")


def test_a_refusal_cites_nothing_and_keeps_the_hits(document: Document) -> None:
    hits = index_of(document).search("tự chủ chi thường xuyên")
    answer = compose("Hỏi gì?", Reply(refusal="Không có."), hits)
    assert (answer.question, answer.text, answer.reason, answer.abstained) == (
        "Hỏi gì?",
        "Không có.",
        "Không có.",
        True,
    )
    assert (answer.citations, answer.statements, answer.hits) == ((), (), hits)


def test_a_citation_tells_its_place_and_the_passage_around_it(document: Document) -> None:
    hits = index_of(document).search("tự chủ chi thường xuyên")
    (citation,) = compose("?", Reply((Block((_point(document, "Có 03"),)),)), hits).citations
    assert document.text[citation.start : citation.end] == citation.quote == "Có 03 đơn vị tự chủ chi thường xuyên."
    assert (citation.document, citation.document_id) == ("15/KH-UBND", "ke-hoach.txt")
    assert (citation.section, citation.page, citation.verbatim) == ("mục I.1, gạch đầu dòng thứ 2", None, True)
    assert citation.title == "Sắp xếp các đơn vị sự nghiệp công lập trên địa bàn xã"
    assert citation.passage in [hit.passage.text for hit in hits]
    (alone,) = compose("?", Reply((Block((_point(document, "Có 03"),)),)), ()).citations
    assert alone.quote in alone.passage
    assert alone.passage in document.text


def test_words_without_quotes_are_shown_without_markers() -> None:
    answer = compose("xin chào", Reply((Block((Point("Xin chào!"),)),)), ())
    assert (answer.text, answer.citations, answer.abstained) == ("Xin chào!", (), False)
    assert re.search(r"\[\d", answer.text) is None
