"""Facts of a document itself, cited to where they were read, on an invented and the shipped documents."""

from dataclasses import replace

import pytest

from assistant import facts
from assistant.question import Asks, understand
from assistant.reply import Block, Reply
from corpus.document import Document
from corpus.structure import read_structure
from index.search import Index
from tests.assistant.invented import PLAN, plan

#: From the number to the date: facts that stand close together are quoted as one.
_HEADER = (
    "15/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTrà Giang, ngày 05 tháng 3 năm 2024"
)


@pytest.fixture(scope="module")
def document() -> Document:
    return plan()


def _said(document: Document, *asks: Asks) -> list[tuple[str, list[str]]]:
    reply = facts.respond(asks, [document])
    return [(point.text, [quote.text for quote in point.quotes]) for block in reply.blocks for point in block.points]


@pytest.mark.parametrize(
    ("asks", "text", "quotes"),
    [
        (
            "signer",
            "Kế hoạch số 15/KH-UBND do Chủ tịch Lê Thị Hoa ký.",
            ["15/KH-UBND", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Thị Hoa"],
        ),
        (
            "role",
            "Kế hoạch số 15/KH-UBND do Chủ tịch Lê Thị Hoa ký.",
            ["15/KH-UBND", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Thị Hoa"],
        ),
        ("place", "Kế hoạch số 15/KH-UBND được ban hành tại Trà Giang.", [_HEADER]),
        (
            "subject",
            "Kế hoạch số 15/KH-UBND: Sắp xếp các đơn vị sự nghiệp công lập trên địa bàn xã.",
            [f"{_HEADER}\nKẾ HOẠCH\nSắp xếp các đơn vị sự nghiệp công lập trên địa bàn xã"],
        ),
    ],
)
def test_a_fact_is_said_and_quoted(document: Document, asks: Asks, text: str, quotes: list[str]) -> None:
    ((said, cited),) = _said(document, asks)
    assert said == text
    assert cited == quotes


def test_the_date_is_cited_to_its_line(document: Document) -> None:
    ((_, cited),) = _said(document, "date")
    assert cited[-1].endswith("Trà Giang, ngày 05 tháng 3 năm 2024")


def test_recipients_are_listed_each_with_its_place(document: Document) -> None:
    (block,) = facts.respond(("recipients",), [document]).blocks
    assert block.lead == "Nơi nhận của Kế hoạch số 15/KH-UBND:"
    assert [point.text for point in block.points] == ["UBND huyện", "Đảng ủy xã", "Lưu: VT"]
    assert block.listed


def test_several_facts_and_documents_are_said_in_order(document: Document) -> None:
    reply = facts.respond(("place", "signer"), [document, document])
    assert [block.points[0].text for block in reply.blocks] == [
        "Kế hoạch số 15/KH-UBND được ban hành tại Trà Giang.",
        "Kế hoạch số 15/KH-UBND do Chủ tịch Lê Thị Hoa ký.",
    ] * 2


def test_what_a_document_does_not_state_is_refused_by_name(document: Document) -> None:
    silent = replace(document, info=replace(document.info, signer=None, date=None))
    assert facts.respond(("signer", "date"), [silent]) == Reply(
        refusal="Kế hoạch số 15/KH-UBND trong kho không ghi tên người ký, ngày ban hành."
    )
    told, lacking = facts.respond(("signer", "place"), [silent]).blocks
    assert told.points[0].text == "Kế hoạch số 15/KH-UBND được ban hành tại Trà Giang."
    assert lacking == Block((), lead="Kế hoạch số 15/KH-UBND trong kho không ghi tên người ký.")


def test_a_month_answers_which_month_and_not_which_day() -> None:
    (blank,) = read_structure(PLAN.replace("ngày 05 tháng 3 năm 2024", "ngày     tháng 3 năm 2024"), "kh.txt", {})
    assert blank.info.date is not None
    assert blank.info.date.day is None
    assert "không ghi ngày ban hành" in facts.respond(("date",), [blank], folded="ban hanh ngay nao").refusal
    (block,) = facts.respond(("date",), [blank], folded="ban hanh thang nao").blocks
    assert "tháng 3 năm 2024" in block.points[0].text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Chủ tịch UBND xã Trà Giang là ai?", True),
        ("chu tich xa tra giang ten la gi", True),
        ("Phó Chủ tịch xã Trà Giang là ai?", False),
        ("Chủ tịch xã Trà Bồng là ai?", False),
        ("Chủ tịch xã Trà Giang làm gì?", False),
    ],
)
def test_who_holds_an_office_is_told_from_who_signed(document: Document, text: str, held: bool) -> None:
    reply = facts.respond_role(understand(text), [document])
    assert (reply is not None) is held
    if reply is not None:
        assert reply.blocks[0].points[0].text == "Kế hoạch số 15/KH-UBND do Chủ tịch Lê Thị Hoa ký."


@pytest.mark.parametrize(
    ("asks", "quote"),
    [
        ("date", "Nghị định số 120/2020/NĐ-CP ngày 07/10/2020 của Chính phủ"),
        ("issuer", "Nghị định số 120/2020/NĐ-CP ngày 07/10/2020 của Chính phủ"),
        (
            "subject",
            "Nghị định số 120/2020/NĐ-CP ngày 07/10/2020 của Chính phủ quy định về thành lập, tổ chức lại, giải thể "
            "đơn vị sự nghiệp công lập",
        ),
    ],
)
def test_a_document_only_referred_to_is_told_from_its_mention(document: Document, asks: Asks, quote: str) -> None:
    reply = facts.respond_referred(asks, [(document, document.references[0])])
    assert reply is not None
    (block,) = reply.blocks
    assert [q.text for q in block.points[0].quotes] == [quote]
    assert (block.points[0].text, block.lead) == (quote, "Theo Kế hoạch số 15/KH-UBND:")
    assert block.note.startswith("Toàn văn Nghị định số 120/2020/NĐ-CP chưa có trong kho")


def test_a_mention_does_not_tell_who_signed(document: Document) -> None:
    assert facts.respond_referred("signer", [(document, document.references[0])]) is None


def test_every_fact_of_the_shipped_documents_is_supported_or_refused(index: Index) -> None:
    kinds: tuple[Asks, ...] = ("signer", "date", "issuer", "place", "subject", "recipients", "addressees", "number")
    for document in index.documents:
        for asks in kinds:
            reply = facts.respond((asks,), [document])
            assert bool(reply.blocks) != bool(reply.refusal)
            for block in reply.blocks:
                assert all(point.quotes for point in block.points)
                if not document.info.verbatim and asks not in ("recipients", "addressees"):
                    assert "bản tóm tắt" in block.note
