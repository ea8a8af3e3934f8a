"""The conversation's HTML: markers, cards, refusals, errors, feedback; nothing of a document runs as HTML."""

import re
from dataclasses import replace

import pytest

from assistant import follow_up
from assistant.answer import Answer
from assistant.app.conversation import FOLLOW_UPS, card, plain, section_path, transcript
from assistant.app.markup import check
from assistant.conversation_file import Entry
from assistant.turn import Turn, source_of, sources_of
from tests.assistant.app import sample

INDEX = sample.open_index()
DOCUMENTS = {d.id: d for d in INDEX.documents}
CONCLUSION, RESOLUTION, HOSTILE = INDEX.documents


def ask(question: str) -> Answer:
    return sample.answer(INDEX, question, history=(), k=10, kind=None, level=None, document=None)


def test_a_card_shows_kind_number_date_issuer_section_path_and_quote() -> None:
    citation = sample.cited(2, CONCLUSION, sample.QUOTE, "mục 2.5")
    start, end, seal = citation.start, citation.end, check(sample.QUOTE)
    assert card(citation, CONCLUSION, turn=0) == (
        '<li class="card" id="luot-1-nguon-2">'
        f'<a class="card-link" href="#nguon=ket-luan.txt&amp;tu={start}&amp;den={end}&amp;kiem={seal}" '
        f'data-open="ket-luan.txt" data-start="{start}" data-end="{end}" data-check="{seal}">'
        '<span class="card-head"><span class="card-marker">[2]</span>'
        '<span class="card-name">Kết luận số 62-KL/TW</span></span>'
        '<span class="card-facts">02/10/2023 · Bộ Chính trị</span>'
        '<span class="card-path">mục 2.5: 2. Nhiệm vụ › 2.5. Nâng cao hiệu quả</span>'
        f'<span class="card-quote">“{sample.QUOTE}”</span></a>'
        '<button type="button" class="quiet" '
        'data-copy="Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.5" '
        'aria-label="Sao chép trích dẫn nguồn 2">Sao chép trích dẫn</button></li>'
    )


def test_only_a_summary_carries_the_badge() -> None:
    badge = '<span class="badge" title="Không phải nguyên văn; cần đối chiếu văn bản gốc">bản tóm tắt</span>'
    summary = card(sample.cited(1, RESOLUTION, sample.SUMMARY_QUOTE, "mục 1"), RESOLUTION, turn=0)
    assert summary.count(badge) == 1
    assert "bản tóm tắt" not in card(sample.cited(1, CONCLUSION, sample.QUOTE, "mục 2.5"), CONCLUSION, turn=0)


def test_the_copied_citation_of_a_summary_says_so() -> None:
    citation = sample.cited(1, RESOLUTION, sample.SUMMARY_QUOTE, "mục 1")
    assert source_of(citation, RESOLUTION).administrative == (
        "Nghị quyết số 19-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương, mục 1 "
        "(theo bản tóm tắt, chưa đối chiếu nguyên văn)"
    )


def test_a_citation_whose_document_is_gone_still_names_it() -> None:
    citation = sample.cited(1, CONCLUSION, sample.QUOTE, "mục 2.5")
    assert source_of(citation, None).administrative == "62-KL/TW, mục 2.5"
    assert section_path(citation, source_of(citation, None)) == "mục 2.5"


def test_markers_of_an_answer_open_the_cited_words() -> None:
    html = transcript([Turn("xã hội hoá?", answer=ask("xã hội hoá?"))], DOCUMENTS)
    start, seal = CONCLUSION.text.index(sample.QUOTE), check(sample.QUOTE)
    assert (
        f'<a class="marker" href="#nguon=ket-luan.txt&amp;tu={start}&amp;den={start + len(sample.QUOTE)}'
        f'&amp;kiem={seal}" data-open="ket-luan.txt" data-start="{start}" '
        f'data-end="{start + len(sample.QUOTE)}" data-check="{seal}" '
        'aria-label="Nguồn 1: Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.5">[1]</a>'
    ) in html
    assert html.count('class="marker"') == 2
    assert "<h3>Nguồn trích dẫn (2)</h3>" in html


def test_many_sources_are_folded_after_the_third() -> None:
    citations = tuple(sample.cited(n, CONCLUSION, sample.QUOTE, "mục 2.5") for n in range(1, 6))
    html = transcript([Turn("?", answer=Answer("?", "Có [1].", citations=citations))], DOCUMENTS)
    before, after = html.split("<summary>Xem thêm 2 nguồn</summary>")
    assert (before.count('class="card"'), after.count('class="card"')) == (3, 2)


def test_a_refusal_is_set_apart_and_cites_nothing() -> None:
    html = transcript([Turn("giá vàng?", answer=ask("giá vàng?"))], DOCUMENTS)
    assert (
        '<div class="reply refusal"><p class="reply-label">Chưa có căn cứ trong kho văn bản</p>'
        '<div class="reply-text"><p>Kho văn bản không có nội dung này.</p></div><div class="tools">'
    ) in html
    assert "sources" not in html


def test_an_error_is_shown_in_place_of_the_answer() -> None:
    html = transcript([Turn("lỗi", error="Chưa có chỉ mục <b>")], DOCUMENTS)
    assert '<div class="reply error" role="alert"><p>Chưa có chỉ mục &lt;b&gt;</p></div>' in html


def test_while_the_answer_comes_its_first_words_are_shown_without_sources_or_buttons() -> None:
    answer = ask("xã hội hoá?")
    html = transcript([Turn("?", answer=answer, shown=len("Kết luận số 62-KL/TW"))], DOCUMENTS)
    assert '<div class="reply-text"><p>Kết luận số 62-KL/TW</p></div></div>' in html
    assert "tools" not in html
    assert "Đang tra cứu" in transcript([Turn("?")], DOCUMENTS)


def test_the_scope_of_a_question_is_said() -> None:
    html = transcript([Turn("?", scope="kết luận · cấp tỉnh")], DOCUMENTS)
    assert '<p class="scope">Phạm vi: kết luận · cấp tỉnh</p>' in html


@pytest.mark.parametrize(("rating", "words"), [("up", "👍 Hữu ích"), ("down", "👎 Chưa đúng")])
def test_a_rated_answer_thanks_and_asks_no_more(rating: str, words: str) -> None:
    html = transcript([Turn("?", answer=ask("giá vàng?"), rating=rating)], DOCUMENTS)
    assert f"{words} — đã ghi góp ý trên máy này. Cảm ơn đồng chí.</p>" in html
    assert "<form" not in html


def test_each_answer_has_its_own_feedback_form() -> None:
    turn = Turn("?", answer=ask("giá vàng?"))
    html = transcript([turn, turn], DOCUMENTS)
    assert re.findall(r'data-feedback="(\d)" hidden', html) == ["0", "1"]
    assert re.findall(r'<label for="(gop-y-\d)">', html) == re.findall(r'<textarea id="(gop-y-\d)"', html)


def test_the_welcome_offers_the_examples() -> None:
    html = transcript((), {}, examples=["Ai ký <62>?"])
    assert ('<button type="button" class="example" data-example="Ai ký &lt;62&gt;?">Ai ký &lt;62&gt;?</button>') in html
    assert "examples" not in transcript((), {})


def test_hostile_text_and_metadata_stay_text() -> None:
    html = transcript([Turn("<script>hỏi</script>", answer=ask("mã độc"))], DOCUMENTS)
    assert "<script" not in html
    assert "<img" not in html
    assert "<i>" not in html
    assert 'href="javascript' not in html
    assert "&lt;script&gt;document.title = &#x27;hong&#x27;&lt;/script&gt;" in html
    assert "[bấm vào đây](javascript:alert(1)) ![ảnh](http://203.0.113.7/a.png)" in html


def test_the_copied_answer_ends_with_its_sources() -> None:
    assert plain(Turn("?", answer=ask("xã hội hoá?")), DOCUMENTS) == (
        f"Kết luận số 62-KL/TW yêu cầu:\n- {sample.QUOTE} [1]\n- Tóm tắt: {sample.SUMMARY_QUOTE} [2]\n\nNguồn:\n"
        "[1] Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.5\n"
        "[2] Nghị quyết số 19-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương, mục 1 "
        "(theo bản tóm tắt, chưa đối chiếu nguyên văn)"
    )
    assert plain(Turn("?", answer=ask("giá vàng?")), DOCUMENTS) == "Kho văn bản không có nội dung này."


def test_the_welcome_says_why_nothing_can_be_asked() -> None:
    html = transcript((), {}, trouble="Chưa có chỉ mục <>.")
    assert '<div class="reply error" role="alert"><p>Chưa có chỉ mục &lt;&gt;.</p></div>' in html


def kept(document_text: str | None) -> str:
    """The conversation resumed after the text of the conclusion has become another (None: it is gone)."""
    answer = ask("xã hội hoá?")
    documents = {i: d for i, d in DOCUMENTS.items() if i != CONCLUSION.id}
    if document_text is not None:
        documents[CONCLUSION.id] = replace(CONCLUSION, text=document_text, sections=(), references=())
    return transcript([Turn("xã hội hoá?", answer=answer, sources=sources_of(answer, DOCUMENTS))], documents)


CHANGED = '<span class="badge" title="Văn bản trong kho đã thay đổi hoặc không còn kể từ khi trả lời; '


@pytest.mark.parametrize("text", [None, CONCLUSION.text.replace("đất đai, thuế", "đất đai, phí")])
def test_a_source_that_has_changed_is_shown_as_it_was_and_opens_nothing(text: str | None) -> None:
    html = kept(text)
    fresh, now = html.split('id="luot-1-nguon-2"')
    assert (fresh.count(CHANGED), now.count(CHANGED)) == (1, 0)
    assert 'data-open="ket-luan.txt"' not in html
    assert '<span class="marker stale" aria-label="Nguồn 1: Kết luận số 62-KL/TW, ngày 02/10/2023' in html
    assert '<span class="card-facts">02/10/2023 · Bộ Chính trị</span>' in html
    assert '<span class="card-path">mục 2.5: 2. Nhiệm vụ › 2.5. Nâng cao hiệu quả</span>' in html
    assert f"“{sample.QUOTE}”" in html
    assert html.count('data-open="nghi-quyet.md"') == 2


def test_a_source_whose_words_moved_says_so_and_opens_them_where_they_are() -> None:
    html = kept("Bản sửa\n" + CONCLUSION.text)
    start = CONCLUSION.text.index(sample.QUOTE) + len("Bản sửa\n")
    assert html.count(CHANGED) == 1
    assert html.count(f'data-open="ket-luan.txt" data-start="{start}"') == 2


def test_the_welcome_offers_to_go_on_with_the_latest_conversations() -> None:
    entry = Entry("20261124-080000-0a1b2c3d", "Ai ký <62>?", "2026-11-24T08:00:00+07:00", 2)
    html = transcript((), {}, latest=[entry])
    assert (
        '<h3>Tiếp tục hội thoại gần đây</h3><ul class="talks"><li><button type="button" class="talk-open" '
        'data-resume="20261124-080000-0a1b2c3d"><span class="talk-title">Ai ký &lt;62&gt;?</span>'
        '<span class="talk-facts">24/11/2026 08:00 · 2 câu hỏi</span></button></li></ul>'
    ) in html
    assert "gần đây" not in transcript((), {})


def test_the_conversation_carries_its_id_for_the_address() -> None:
    assert 'data-conversation="20261124-080000-0a1b2c3d"' in transcript(
        [Turn("?")], {}, kept_as="20261124-080000-0a1b2c3d"
    )
    assert 'data-conversation=""' in transcript((), {})


def test_the_last_answer_offers_what_can_be_asked_of_it() -> None:
    answered = Turn("xã hội hoá?", answer=ask("xã hội hoá?"))
    html = transcript([answered, answered], DOCUMENTS)
    assert html.count('class="follow-ups"') == 1
    assert re.findall(r'data-example="([^"]+)"', html) == list(FOLLOW_UPS)
    assert all(follow_up.read(words) is not None for words in FOLLOW_UPS)
    for turn in (Turn("?"), Turn("?", answer=answered.answer, shown=3), Turn("giá vàng?", answer=ask("giá vàng?"))):
        assert "follow-ups" not in transcript([answered, turn], DOCUMENTS)
