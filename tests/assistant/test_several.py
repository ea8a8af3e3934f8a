"""Questions for several things: their parts, and that none is dropped."""

import pytest

from assistant import several
from assistant.ask import ask
from index.search import Index


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Hạn nộp báo cáo là ngày nào và số điện thoại liên hệ là gì?",
            ("Hạn nộp báo cáo là ngày nào", "số điện thoại liên hệ là gì"),
        ),
        ("Báo cáo của xã ai ký, gửi lên sở nào?", ("Báo cáo của xã ai ký", "gửi lên sở nào")),
        ("Kế hoạch của huyện: ai ký, theo kế hoạch nào của tỉnh?",
         ("Kế hoạch của huyện ai ký", "theo kế hoạch nào của tỉnh")),
        ("Ai chủ trì và phối hợp thực hiện?", ()),
        ("Kết luận 62 ban hành ngày nào?", ()),
    ],
)  # fmt: skip
def test_parts_ask_for_something_by_themselves(question: str, parts: tuple[str, ...]) -> None:
    assert several.parts(question) == parts


def test_all_that_is_asked_is_told_with_its_own_markers(index: Index) -> None:
    answer = ask(index, "Báo cáo của xã ai ký và báo cáo lên sở nào?")
    assert answer.text == (
        "Theo Báo cáo của Ủy ban nhân dân xã Sơn Mai: Văn bản do Chủ tịch Nguyễn Anh Tuấn ký [1].\n\n"
        "Theo Báo cáo của Ủy ban nhân dân xã Sơn Mai, mục IV: Ủy ban nhân xã Sơn Mai kính báo cáo Sở Tài chính./ [2]."
    )
    assert [c.marker for c in answer.citations] == [1, 2]
    assert [s.citations for s in answer.statements] == [(1,), (2,)]


def test_the_contact_is_told_beside_the_time_limit(index: Index) -> None:
    quotes = [c.quote for c in ask(index, "han nop bao cao ve trung uong va so dien thoai nguoi lien he").citations]
    assert "trước ngày 31/10/2025" in quotes[0]
    assert "0822269999" in quotes[1]


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("UBND huyện làm gì? Còn HĐND huyện?", "HĐND huyện làm gì"),
        ("Ban Tuyên giáo có nhiệm vụ gì, thế còn UBND huyện thì sao?", "UBND huyện có nhiệm vụ gì"),
        ("Ai ký, còn gửi cho ai?", ""),
        ("UBND huyện còn phải làm gì?", ""),
    ],
)
def test_a_second_of_which_the_same_is_asked(question: str, second: str) -> None:
    assert several.also(question) == second


def test_the_second_is_told_too(index: Index) -> None:
    answer = ask(index, "Ban Kinh tế Trung ương làm gì trong Kết luận 62? Còn Đảng đoàn Quốc hội?")
    quotes = [c.quote for c in answer.citations]
    assert quotes[0].startswith("Ban Kinh tế Trung ương chủ trì")
    assert any(quote.startswith("Đảng đoàn Quốc hội, Ban cán sự đảng Chính phủ") for quote in quotes)
