"""Follow-ups on the shipped corpus: the exact words that come back, and where they are cited from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.ask import ask
from index.search import Index
from prompts import say

KL = "2023-10-02_ket-luan_62-kl-tw.txt"
PLAN = "2023_ke-hoach_ban-thuong-vu-huyen-uy_thuc-hien-kl-62.txt"
CV = "2025-08_cong-van_ban-chinh-sach-chien-luoc-trung-uong_de-cuong-bao-cao.txt"
NQ = "2017-10-25_nghi-quyet_19-nq-tw_phieu-tra-cuu.md"

SECTION_25 = "Kết luận 62, mục 2.5 nói gì?"
SECTION_3 = "Kết luận 62 mục 3 quy định gì?"
DATE = "Kết luận 62 ban hành ngày nào?"
SIGNER = "Ai ký Kết luận 62?"
DEADLINE = "Hạn nộp báo cáo là khi nào?"
GOALS = "Mục tiêu đến năm 2030 của Nghị quyết 19 là gì?"
LIST = "Trong kho có những văn bản nào?"
GOLD = "Giá vàng hôm nay bao nhiêu?"

# Sentences of the corpus by their first words; "|" ends one before its own end.
XHH = "Nâng cao hiệu quả thực hiện chủ trương xã hội hoá"
XHH_MAIN = "Nâng cao hiệu quả thực hiện chủ trương xã hội hoá|"
WATCH = "Phát huy và nâng cao hiệu quả hoạt động giám sát của Quốc hội"
WATCH_MAIN = (
    "Phát huy và nâng cao hiệu quả hoạt động giám sát của Quốc hội, hội đồng nhân dân, Mặt trận Tổ quốc Việt Nam, các "
    "tổ chức chính trị - xã hội các cấp và Nhân dân trong thực hiện Nghị quyết 19|"
)
BOARDS = "Các ban đảng, đảng đoàn, ban cán sự đảng"
BOARDS_MAIN = (
    "Các ban đảng, đảng đoàn, ban cán sự đảng, đảng uỷ, tinh uỷ, thành uỷ trực thuộc Trung ương nghiêm túc quán triệt, "
    "lãnh đạo, chỉ đạo triển khai thực hiện Kết luận này|"
)
CHECKS = "Thường xuyên tổ chức kiểm tra, thanh tra, giám sát; định kỳ báo cáo"
CHECKS_MAIN = "Thường xuyên tổ chức kiểm tra, thanh tra, giám sát|"
ASSEMBLY = "Đảng đoàn Quốc hội, Ban cán sự đảng Chính phủ lãnh đạo, chỉ đạo rà soát"
GOVERNMENT = "Ban cán sự đảng Chính phủ lãnh đạo, chỉ đạo tổ chức thực hiện Kết luận này"
ECONOMY = "Ban Kinh tế Trung ương chủ trì, phối hợp"
SENT = "Báo cáo gửi về Ban Chính sách, chiến lược Trung ương (Vụ Xã hội)"
MAIL = "Bản mềm báo cáo gửi địa chỉ Email"
CONTACT = "Chi tiết liên hệ đồng chí Nguyễn Mạnh Hùng"
ONLY = "Chỉ còn các đơn vị phục vụ nhiệm vụ chính trị"
STAFF = "Biên chế sự nghiệp hưởng lương từ ngân sách nhà nước: giảm 10% so với năm 2025"
DATED = "Kết luận số 62-KL/TW được ban hành ngày 02/10/2023."
SIGNED = "Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký."

ALL_3 = (BOARDS, CHECKS, ASSEMBLY, GOVERNMENT, ECONOMY)
KEPT_3 = (BOARDS_MAIN, CHECKS_MAIN, ASSEMBLY)
IN_KL = "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị"
IN_NQ = (
    "Nghị quyết số 19-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII, mục 4 (theo bản tóm tắt, chưa "
    "đối chiếu nguyên văn)"
)
SHORTEST, LONGEST = (f"*{say('hoi-thoai', key)}*" for key in ("shortest", "longest"))


def shortened(shown: int, count: int) -> str:
    return f"*{say('hoi-thoai', 'shortened', shown=shown, count=count)}*"


def sentence(index: Index, document: str, words: str) -> str:
    """The sentence that begins with ``words``; those words alone when they end with "|"."""
    if words.endswith("|"):
        return words[:-1]
    text = index.document(document).text
    (span,) = (s for s in index.document(document).sentences if text.startswith(words, s.start))
    return " ".join(text[span.start : span.end].split())


def reply(index: Index, *texts: str) -> Answer:
    return ask(index, texts[-1], history=texts[:-1])


@pytest.mark.parametrize(
    ("texts", "document", "said", "parts"),
    [
        # shorter: the main clause of each statement, at most three of them
        ((SECTION_25, "tóm tắt lại"), KL, (XHH_MAIN, WATCH_MAIN), ("Theo Kết luận số 62-KL/TW, mục 2.5:",)),
        ((SECTION_25, "tom tat lai"), KL, (XHH_MAIN, WATCH_MAIN), ()),
        ((SECTION_25, "giải thích ngắn hơn"), KL, (XHH_MAIN, WATCH_MAIN), ()),
        ((SECTION_25, "Ngắn gọn hơn được không?"), KL, (XHH_MAIN, WATCH_MAIN), ()),
        ((SECTION_25, "tóm tắt trong 1 ý"), KL, (XHH_MAIN,), (shortened(1, 2),)),
        ((SECTION_25, "tóm tắt ý 2"), KL, (WATCH_MAIN,), ()),
        ((SECTION_25, "tóm tắt lại", "ngắn hơn nữa"), KL, (XHH_MAIN, WATCH_MAIN), (SHORTEST,)),
        ((SECTION_25, "cảm ơn", "tóm tắt lại"), KL, (XHH_MAIN, WATCH_MAIN), ()),
        ((SECTION_3, "tóm tắt lại"), KL, KEPT_3, (shortened(3, 5),)),
        ((SECTION_3, "y chinh la gi"), KL, KEPT_3, (shortened(3, 5),)),
        ((SECTION_3, "rút gọn thành 2 câu"), KL, KEPT_3[:2], (shortened(2, 5),)),
        ((SECTION_3, "tóm tắt trong 9 ý"), KL, (BOARDS_MAIN, CHECKS_MAIN, ASSEMBLY, f"{GOVERNMENT}|", ECONOMY), ()),
        ((SECTION_3, "Tóm tắt ý cuối"), KL, (ECONOMY,), (SHORTEST,)),
        ((DEADLINE, "tóm tắt lại"), CV, (SENT,), (SHORTEST,)),
        ((GOALS, "tóm tắt lại"), NQ, (ONLY, STAFF), (SHORTEST, "Nguồn là bản tóm tắt")),
        # longer: the whole place, then the one around it
        ((SECTION_25, "tóm tắt lại", "nói rõ hơn"), KL, (XHH, WATCH), ("Theo Kết luận số 62-KL/TW, mục 2.5:",)),
        ((SECTION_25, "tóm tắt lại", "chi tiet hon di"), KL, (XHH, WATCH), ()),
        ((SECTION_25, "tóm tắt lại", "nói rõ hơn ý 2"), KL, (XHH, WATCH), ()),
        ((SECTION_3, "nói rõ hơn"), KL, ALL_3, (LONGEST,)),
        ((SECTION_3, "tóm tắt lại", "giải thích chi tiết hơn"), KL, ALL_3, ()),
        ((DEADLINE, "nói rõ hơn"), CV, (SENT, MAIL, CONTACT), ()),
        ((DEADLINE, "còn gì nữa không?"), CV, (SENT, MAIL, CONTACT), ()),
        ((DEADLINE, "noi ro hon", "cu the hon"), CV, (SENT, MAIL, CONTACT), (LONGEST,)),
        ((GOALS, "chi tiết hơn"), NQ, (ONLY, STAFF), (LONGEST,)),
        # word for word: whole sentences under the source in administrative form
        ((SECTION_25, "tóm tắt lại", "trích nguyên văn"), KL, (XHH, WATCH), (f"Nguyên văn tại {IN_KL}, mục 2.5:",)),
        ((SECTION_25, "trich nguyen van [2]"), KL, (WATCH,), (f"Nguyên văn tại {IN_KL}, mục 2.5:",)),
        ((SECTION_3, "trích nguyên văn ý thứ ba"), KL, (ASSEMBLY,), ()),
        ((SECTION_3, "Câu gốc là gì?"), KL, ALL_3, (f"Nguyên văn tại {IN_KL}, mục 3:",)),
        ((SIGNER, "trích nguyên văn"), KL, ("Số 62-KL/TW|", "T/M BỘ CHÍNH TRỊ|", "Trương Thị Mai|"), ()),
        ((GOALS, "nguyên văn thế nào?"), NQ, (ONLY, STAFF), (f"Nguyên văn tại {IN_NQ}:",)),
        # sources: where it stands, with its first words
        ((SECTION_25, "văn bản nào nói vậy?"), KL, (XHH_MAIN, WATCH_MAIN), (f"Theo {IN_KL}, mục 2.5:",)),
        ((SECTION_25, "van ban nao noi vay"), KL, (XHH_MAIN, WATCH_MAIN), ()),
        ((SECTION_3, "căn cứ vào đâu?"), KL, (BOARDS_MAIN, CHECKS_MAIN, ASSEMBLY, f"{GOVERNMENT}|", ECONOMY), ()),
        ((SECTION_3, "nguồn [5] ở đâu?"), KL, (ECONOMY,), (f"Theo {IN_KL}, mục 3:",)),
        ((DEADLINE, "bạn có chắc không?"), CV, (SENT,), ("tháng 8/2025, phần đầu văn bản:",)),
        ((GOALS, "theo văn bản nào?"), NQ, (ONLY, STAFF), (f"Theo {IN_NQ}:",)),
        ((SIGNER, "ai nói thế?"), KL, ("T/M BỘ CHÍNH TRỊ Trương Thị Mai|",), (f"Theo {IN_KL}, phần ký, nơi nhận:",)),
        # again
        ((SECTION_3, "tóm tắt lại", "nhắc lại"), KL, KEPT_3, ()),
        ((SECTION_25, "nhac lai"), KL, (XHH, WATCH), ()),
        # beside another document
        ((SECTION_25, "so với Nghị quyết 18 thì sao?"), KL, (XHH, WATCH), ("Chưa có Nghị quyết số 18 trong kho",)),
        ((SECTION_25, "khác gì Kết luận 62?"), KL, (XHH, WATCH), ("đã trích từ chính Kết luận số 62-KL/TW.",)),
    ],
)  # fmt: skip
def test_the_words_that_come_back(
    index: Index, texts: tuple[str, ...], document: str, said: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    answer = reply(index, *texts)
    assert answer.question == texts[-1]
    assert not answer.abstained
    assert [s.text for s in answer.statements] == [sentence(index, document, words) for words in said]
    assert {c.document_id for c in answer.citations} == {document}
    for part in parts:
        assert part in answer.text
    assert answer.rejected == ()


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        ((DATE, "tóm tắt lại"), f"{DATED[:-1]} [1].\n\n{SHORTEST}"),
        ((DATE, "nói rõ hơn"), f"{DATED[:-1]} [1].\n\n{LONGEST}"),
        ((SIGNER, "ngan gon hon"), f"{SIGNED[:-1]} [1][2].\n\n{SHORTEST}"),
        ((SIGNER, "nhắc lại"), f"{SIGNED[:-1]} [1][2]."),
        ((DATE, "nói rõ hơn ý 2"), "Câu trả lời trước chỉ có 1 ý."),
        ((SIGNER, "trích nguyên văn [3]"), "Câu trả lời trước chỉ có 2 nguồn trích dẫn."),
        ((LIST, "văn bản nào nói vậy?"), say("hoi-thoai", "no-source-before")),
        (("tóm tắt lại",), say("hoi-thoai", "nothing-before")),
        (("xin chào", "nói rõ hơn"), say("hoi-thoai", "nothing-before")),
        ((DATE, "cảm ơn"), say("tro-giup", "thanks")),
    ],
)
def test_the_whole_answer(index: Index, texts: tuple[str, ...], text: str) -> None:
    answer = reply(index, *texts)
    assert (answer.text, answer.abstained) == (text, False)


def test_a_list_of_documents_is_shortened_and_says_so(index: Index) -> None:
    answer = reply(index, LIST, "tóm tắt lại")
    before = reply(index, LIST)
    assert answer.statements == before.statements[:3]
    assert answer.text.endswith(shortened(3, len(before.statements)))


@pytest.mark.parametrize("text", ["tóm tắt lại", "nói rõ hơn", "trích nguyên văn", "so với Kết luận 62 thì sao?"])
def test_what_was_refused_is_not_made_up_afterwards(index: Index, text: str) -> None:
    answer = reply(index, GOLD, text)
    assert (answer.abstained, answer.citations) == (True, ())
    assert answer.text == say("hoi-thoai", "nothing-found-before")


def test_a_comparison_shows_the_same_question_of_the_other_document(index: Index) -> None:
    answer = reply(index, SIGNER, "so với kế hoạch của huyện thì sao?")
    assert [s.text for s in answer.statements] == [
        SIGNED,
        "Kế hoạch của Ban Thường vụ Huyện ủy do Bí thư Nguyễn Đô ký.",
    ]
    answer = reply(index, "Mục tiêu tự chủ tài chính đến năm 2021 là bao nhiêu?", "so voi nam 2025 thi sao")
    assert [s.text for s in answer.statements] == [
        "Tự chủ tài chính: phấn đấu có 10% số đơn vị tự chủ được tài chính.",
        "Tự chủ tài chính: phấn đấu có ít nhất 20% số đơn vị tự chủ được tài chính.",
    ]
    assert answer.text.count("Nguồn là bản tóm tắt") == 1


@pytest.mark.parametrize(
    ("base", "said"),
    [
        (SECTION_25, ("Nâng cao hiệu quả thực hiện chủ trương xã hội hoá", "Phát huy và nâng cao hiệu quả hoạt động")),
        (
            "Kết luận 62, mục 2.1 nói gì?",
            ("Đẩy mạnh công tác thông tin, tuyên truyền", "Kịp thời phát hiện, nhân rộng mô hình đơn vị sự nghiệp"),
        ),
    ],
)
def test_a_comparison_finds_what_the_other_document_says_of_the_same(
    index: Index, base: str, said: tuple[str, ...]
) -> None:
    answer = reply(index, base, "so với kế hoạch của huyện thì sao?")
    own = [c.quote for c in answer.citations if c.document_id == PLAN]
    assert own == [sentence(index, PLAN, words) for words in said]
    assert {c.document_id for c in answer.citations} == {KL, PLAN}


@pytest.mark.parametrize("base", [GOALS, SECTION_3])
def test_a_comparison_offers_nothing_that_is_only_like_it(index: Index, base: str) -> None:
    answer = reply(index, base, "so với báo cáo của xã Sơn Mai thì sao?")
    assert len({c.document_id for c in answer.citations}) == 1
    assert answer.text.endswith("Không tìm thấy nội dung này trong Báo cáo của Ủy ban nhân dân xã Sơn Mai.")


def test_a_later_question_goes_back_past_what_only_rephrased(index: Index) -> None:
    direct = reply(index, SECTION_25, "Ai ký văn bản đó?")
    assert direct.statements[0].text == SIGNED
    assert reply(index, SECTION_25, "tóm tắt lại", "nói rõ hơn", "Ai ký văn bản đó?").text == direct.text


def test_a_clause_under_a_negation_never_stands_alone(index: Index) -> None:
    """ "chưa thể chế hoá kịp thời ...; cơ chế tự chủ tài chính; ..." is about what is lacking, to its end."""
    words = "Kết luận 62 mục 1 quy định gì?"
    answer = reply(index, words, "tóm tắt trong 9 ý")
    text = index.document(KL).text
    for citation in answer.citations:
        before = text[: citation.start].rstrip()
        assert not before.endswith(";"), citation.quote
    assert len(answer.statements) >= 5


def test_a_long_conversation_is_read_by_its_last_questions_only(index: Index) -> None:
    early = [SECTION_3, *["cảm ơn"] * 12]
    assert reply(index, *early, "tóm tắt lại").text == say("hoi-thoai", "nothing-before")
    assert reply(index, *early[:12], "tóm tắt lại").statements[0].text == BOARDS_MAIN[:-1]


_BASE = st.sampled_from([SECTION_25, SECTION_3, DATE, SIGNER, DEADLINE, GOALS, GOLD, LIST])
_THEN = st.sampled_from(
    ["tóm tắt lại", "nói rõ hơn", "trích nguyên văn", "văn bản nào nói vậy?", "nhắc lại", "nói rõ hơn ý 2",
     "so với kế hoạch của huyện thì sao?", "tóm tắt trong 2 ý", "cảm ơn"]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(base=_BASE, then=st.lists(_THEN, min_size=1, max_size=3))
def test_every_follow_up_cites_the_exact_words_and_is_the_same_each_time(
    index: Index, base: str, then: list[str]
) -> None:
    answer = reply(index, base, *then)
    for citation in answer.citations:
        document = index.document(citation.document_id)
        assert document.text[citation.start : citation.end] == citation.quote
    markers = {c.marker for c in answer.citations}
    assert {m for s in answer.statements for m in s.citations} == markers
    assert answer.rejected == ()
    again = reply(index, base, *then)
    assert (again.text, again.citations) == (answer.text, answer.citations)
