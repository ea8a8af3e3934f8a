"""Citations as real footnotes: the parts Word requires, full form first, short forms after, references back."""

import re
from dataclasses import replace

import pytest

from assistant.draft.report import DraftStatement, ReportDraft, SectionDraft
from assistant.word.layout import layout_for
from assistant.word.letterhead import letterhead_for
from assistant.word.write import write_report
from tests.assistant.word.sample import W, cited, documents, parts, report, tree, words

STATE = letterhead_for("tỉnh Quảng Ngãi", body="state")


@pytest.fixture(scope="module")
def file() -> bytes:
    return write_report(report(), letterhead=STATE, documents=documents())


def notes(file: bytes) -> list[str]:
    """The text of the footnotes, separators left out."""
    found = tree(file, "word/footnotes.xml").findall(f"{W}footnote")
    return [words(note).strip() for note in found if note.get(f"{W}type") is None]


def test_the_notes_name_the_source_in_full_once_and_then_in_short(file: bytes) -> None:
    assert notes(file) == [
        "Nội dung, số liệu do đơn vị soạn thảo cung cấp.",
        "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.3: “hoàn thiện quy hoạch mạng lưới hệ thống "
        "các đơn vị sự nghiệp công lập và ngoài công lập”.",
        "Nghị quyết số 19-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII, mục 3, gạch đầu dòng "
        "thứ 1 (theo bản tóm tắt, chưa đối chiếu nguyên văn): “Số đơn vị sự nghiệp công lập: giảm thêm ít nhất 10%, "
        "tính bình quân cả nước”; như chú thích 2.",
        "Như chú thích 1.",
        "Báo cáo của Ủy ban nhân dân xã Sơn Mai, năm 2025, mục II.2: “Trên địa bàn xã Sơn Mai chưa có ĐVSNCL nào "
        "chuyển thành công ty cổ phần”; mục II.4, gạch đầu dòng thứ 2: “tăng cường hiệu quả hoạt động”.",
        "Như chú thích 2.",
        "Kết luận số 62-KL/TW, mục 1: “Một số nơi sắp xếp tổ chức bộ máy, tinh giản biên chế còn máy móc, cào bùng, "
        "chưa gắn với cơ cấu lại và nâng cao chất lượng đội ngũ cán bộ, viên chức. Hiệu quả …”.",
        "Như chú thích 7.",
    ]


def test_every_reference_has_its_note_in_order(file: bytes) -> None:
    body = tree(file, "word/document.xml")
    references = [node.get(f"{W}id") for node in body.iter(f"{W}footnoteReference")]
    identities = [note.get(f"{W}id") for note in tree(file, "word/footnotes.xml").findall(f"{W}footnote")]
    assert references == [str(number) for number in range(1, 9)]
    assert identities == ["-1", "0", *references]


def test_the_part_is_declared_related_and_has_its_separators(file: bytes) -> None:
    found = parts(file)
    content = (
        'PartName="/word/footnotes.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"'
    )
    assert content in found["[Content_Types].xml"].decode()
    assert 'relationships/footnotes" Target="footnotes.xml"' in found["word/_rels/document.xml.rels"].decode()
    separators = tree(file, "word/footnotes.xml").findall(f"{W}footnote[@{W}type]")
    assert [s.get(f"{W}type") for s in separators] == ["separator", "continuationSeparator"]
    settings = tree(file, "word/settings.xml")
    order = [child.tag.removeprefix(W) for child in settings]
    assert order.index("footnotePr") == order.index("compat") - 1
    assert [f.get(f"{W}id") for f in settings.findall(f"{W}footnotePr/{W}footnote")] == ["-1", "0"]


def test_the_styles_of_notes_exist(file: bytes) -> None:
    defined = {style.get(f"{W}styleId") for style in tree(file, "word/styles.xml").findall(f"{W}style")}
    used = {
        node.get(f"{W}val")
        for part in ("word/document.xml", "word/footnotes.xml", "word/header1.xml")
        for tag in ("pStyle", "rStyle")
        for node in tree(file, part).iter(f"{W}{tag}")
    }
    assert {"FootnoteText", "FootnoteReference"} <= used <= defined


def test_a_reference_back_points_at_the_bookmark_around_the_first_mark(file: bytes) -> None:
    fields = [node.text or "" for node in tree(file, "word/footnotes.xml").iter(f"{W}instrText")]
    pointed = [match[1] for one in fields if (match := re.fullmatch(r" NOTEREF (\S+) \\h ", one))]
    assert len(pointed) == len(fields) == 4
    body = parts(file)["word/document.xml"].decode()
    for name, note in zip(pointed, ("2", "1", "2", "7"), strict=True):
        inside = re.search(
            rf'<w:bookmarkStart w:id="{note}" w:name="{name}"/>(.*?)<w:bookmarkEnd w:id="{note}"/>', body
        )
        assert inside is not None
        assert re.findall(r'footnoteReference w:id="(\d+)"', inside[1]) == [note]
        assert words(tree(file, "word/document.xml")).count(name) == 0


def test_a_document_is_not_cited_by_its_number_beside_a_passage() -> None:
    """The draft proves a name by the words "Số 62-KL/TW"; a reader needs them only where nothing else is cited."""
    number, passage = cited(1, "62-KL/TW", "Số 62-KL/TW"), cited(2, "62-KL/TW", "tư tưởng bao cấp")
    statements = (
        DraftStatement("Kết luận số 62-KL/TW nêu tư tưởng bao cấp.", "source", (2, 1)),
        DraftStatement("Kết luận số 62-KL/TW đã ban hành.", "source", (1,)),
    )
    section = SectionDraft("I", "Kết quả", statements, citations=(number, passage))
    whole = ReportDraft("Báo cáo", "tỉnh Quảng Ngãi", (section,), ())
    assert notes(write_report(whole, letterhead=STATE, documents=documents())) == [
        "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 1: “tư tưởng bao cấp”.",
        "Kết luận số 62-KL/TW, phần đầu văn bản: “Số 62-KL/TW”.",
    ]


def test_quotes_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = replace(layout_for("state"), quote=0)
    monkeypatch.setattr("assistant.word.write.layout_for", lambda _: bare)
    shown = notes(write_report(report(), letterhead=STATE, documents=documents()))
    assert shown[4] == ("Báo cáo của Ủy ban nhân dân xã Sơn Mai, năm 2025, mục II.2; mục II.4, gạch đầu dòng thứ 2.")


def test_without_the_documents_a_note_has_the_number_alone() -> None:
    citation = cited(1, "19-NQ/TW", "Tự chủ tài chính: phấn đấu có ít nhất 20% số đơn vị tự chủ được tài chính.")
    section = SectionDraft("I", "Kết quả", (DraftStatement("Mục tiêu là 20%.", "source", (1,)),), citations=(citation,))
    written = write_report(ReportDraft("Báo cáo", "tỉnh Quảng Ngãi", (section,), ()), letterhead=STATE)
    assert notes(written) == [
        "19-NQ/TW, mục 3, gạch đầu dòng thứ 3 (theo bản tóm tắt, chưa đối chiếu nguyên văn): “Tự chủ tài chính: phấn "
        "đấu có ít nhất 20% số đơn vị tự chủ được tài chính”."
    ]


def test_a_marker_typed_into_a_section_never_cites_another_sections_source() -> None:
    own = cited(1, "62-KL/TW", "tư tưởng bao cấp, ỷ lại Nhà nước còn phổ biến")
    first = SectionDraft("I", "Nguyên nhân", (DraftStatement("Còn ỷ lại.", "source", (1,)),), citations=(own,))
    other = SectionDraft("II", "Kiến nghị", edited="Theo phụ lục [1] và [2].")
    whole = ReportDraft("Báo cáo", "tỉnh Quảng Ngãi", (first, other), report().citations)
    file = write_report(whole, letterhead=STATE, documents=documents())
    (note,) = notes(file)
    assert note.endswith("mục 1: “tư tưởng bao cấp, ỷ lại Nhà nước còn phổ biến”.")
    assert "Theo phụ lục [1] và [2]." in words(tree(file, "word/document.xml"))


def test_the_mark_stands_before_the_closing_sign(file: bytes) -> None:
    for paragraph in tree(file, "word/document.xml").iter(f"{W}p"):
        if words(paragraph).startswith("+ Ngành y tế"):
            last, closing = list(paragraph.iter(f"{W}r"))[-2:]
            assert last.find(f"{W}footnoteReference") is not None
            assert words(closing) == "."
            return
    pytest.fail("the bullet is missing")
