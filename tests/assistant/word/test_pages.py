"""What is on the printed pages: size, margins, fonts, where the parts stand, page numbers. Drawn by LibreOffice."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.word.letterhead import letterhead_for
from assistant.word.write import write_report
from tests.assistant.word.conftest import Convert
from tests.assistant.word.pages import Sheet, sheets
from tests.assistant.word.sample import documents, report

LEFT, RIGHT = 30.0, 210 - 15.0  # where the text begins and ends on the page, mm


@pytest.fixture(scope="module")
def state(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> list[Sheet]:
    letterhead = replace(letterhead_for("tỉnh Quảng Ngãi", body="state"), signer="Nguyễn Văn A")
    return _pages(
        convert, tmp_path_factory.mktemp("state"), write_report(report(), letterhead=letterhead, documents=documents())
    )


@pytest.fixture(scope="module")
def party(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> list[Sheet]:
    letterhead = letterhead_for("xã Sơn Mai, tỉnh Quảng Ngãi", body="party")
    return _pages(
        convert, tmp_path_factory.mktemp("party"), write_report(report(), letterhead=letterhead, documents=documents())
    )


def _pages(convert: Convert, folder: Path, file: bytes) -> list[Sheet]:
    path = folder / "bao-cao.docx"
    path.write_bytes(file)
    return sheets(convert(path, "pdf"))


@pytest.mark.parametrize("kind", ["state", "party"])
def test_pages_are_a4_with_the_text_inside_its_margins(kind: str, request: pytest.FixtureRequest) -> None:
    for page in request.getfixturevalue(kind):
        assert (page.width, page.height) == (pytest.approx(210, abs=0.3), pytest.approx(297, abs=0.3))
    first: Sheet = request.getfixturevalue(kind)[0]
    assert first.top() == pytest.approx(20.5, abs=1)
    line = first.find("nghiệp")
    assert line.left >= LEFT - 0.3
    assert first.find("đơn vị hành chính cấp xã").right <= RIGHT + 0.3


def test_the_head_of_a_state_report(state: list[Sheet]) -> None:
    page = state[0]
    nation = page.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = page.find("Độc lập - Tự do - Hạnh phúc")
    issuer, place = page.find("ỦY BAN NHÂN DÂN"), page.find("TỈNH QUẢNG NGÃI")
    number, date = page.find("Số:"), page.find("Quảng Ngãi, ngày … tháng … năm …")
    assert (nation.size, nation.font) == (13, "LiberationSerif-Bold")
    assert (motto.size, motto.font) == (14, "LiberationSerif-Bold")
    assert (issuer.size, issuer.font) == (13, "LiberationSerif-Bold")
    assert (number.size, number.font) == (13, "LiberationSerif")
    assert (date.size, date.font) == (14, "LiberationSerif-Italic")
    assert nation.right < RIGHT
    assert motto.middle == pytest.approx(nation.middle, abs=0.5)
    assert date.middle == pytest.approx(nation.middle, abs=0.5)
    assert place.middle == pytest.approx(issuer.middle, abs=0.5)
    assert issuer.right < nation.left
    assert motto.top > nation.bottom - 1
    assert number.bottom == pytest.approx(page.find("năm …").bottom, abs=1)  # on one line


def test_the_title_and_the_text_of_a_state_report(state: list[Sheet]) -> None:
    page = state[0]
    title, subject = page.find("BÁO CÁO"), page.find("Tình hình, kết quả thực hiện Kết luận")
    assert (title.size, title.font) == (14, "LiberationSerif-Bold")
    assert title.middle == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert subject.font == "LiberationSerif-Bold"
    heading, text = page.find("I. KHÁI QUÁT CHUNG VỀ ĐẶC ĐIỂM"), page.find("Kết luận số 62-KL/TW yêu cầu nâng")
    assert heading.font == "LiberationSerif-Bold"
    assert (text.size, text.font) == (14, "LiberationSerif")
    assert text.left == pytest.approx(LEFT + 12.7, abs=0.5)


def test_the_end_of_a_state_report(state: list[Sheet]) -> None:
    page = next(page for page in state if "Nơi nhận:" in page.text)
    label, recipient = page.find("Nơi nhận:"), page.find("- Như trên;")
    authority, post, signer = page.find("TM. ỦY BAN NHÂN DÂN"), page.find("CHỦ TỊCH"), page.find("Nguyễn Văn A")
    assert (label.size, label.font) == (12, "LiberationSerif-BoldItalic")
    assert (recipient.size, recipient.font) == (11, "LiberationSerif")
    assert label.left == pytest.approx(LEFT, abs=0.5)
    assert (authority.size, authority.font) == (14, "LiberationSerif-Bold")
    assert post.middle == pytest.approx(authority.middle, abs=0.5)
    assert signer.middle == pytest.approx(authority.middle, abs=0.5)
    assert authority.bottom == pytest.approx(label.bottom, abs=1.5)
    assert signer.top - post.bottom > 20


def test_the_head_and_the_end_of_a_party_report(party: list[Sheet]) -> None:
    page = party[0]
    head, superior, issuer = (
        page.find("ĐẢNG CỘNG SẢN VIỆT NAM"),
        page.find("ĐẢNG BỘ TỈNH"),
        page.find("ĐẢNG ỦY XÃ SƠN MAI"),
    )
    star = page.find("*")
    assert (head.size, head.font) == (15, "LiberationSerif-Bold")
    assert (superior.size, superior.font) == (14, "LiberationSerif")
    assert (issuer.size, issuer.font) == (14, "LiberationSerif-Bold")
    assert issuer.bottom < star.top + 1
    assert star.middle == pytest.approx(issuer.middle, abs=0.5)
    assert (page.find("BÁO CÁO").size, page.find("Sơn Mai, ngày").font) == (16, "LiberationSerif-Italic")
    end = next(page for page in party if "Nơi nhận:" in page.text)
    assert (end.find("Nơi nhận:").size, end.find("- Các đồng chí Đảng ủy viên,").size) == (14, 12)
    assert end.find("T/M BAN THƯỜNG VỤ").font == "LiberationSerif-Bold"
    assert end.find("BÍ THƯ").font == "LiberationSerif"


@pytest.mark.parametrize("kind", ["state", "party"])
def test_pages_are_numbered_from_the_second_on(kind: str, request: pytest.FixtureRequest) -> None:
    first, second, *annexes = request.getfixturevalue(kind)
    assert first.top() > 19
    assert second.text.split("\r\n")[0] == "2"
    number = second.find("2")
    assert number.size == 14
    assert number.middle == pytest.approx((LEFT + RIGHT) / 2, abs=0.6)
    assert 10 <= number.top <= number.bottom < 20
    assert len(annexes) == 2
    for page in annexes:  # an annex is numbered for itself, its first page shows no number
        assert page.top() > 19
        assert page.text.startswith("Phụ lục")


def test_footnotes_stand_at_the_foot_of_the_page_that_cites(state: list[Sheet]) -> None:
    page = state[0]
    note = page.find("Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.3")
    assert note.size == 10
    assert note.top > page.find("10% số đơn vị").bottom
    assert "như chú thích 2." in page.text


def test_a_long_table_repeats_its_head_on_every_page(convert: Convert, tmp_path: Path) -> None:
    (section,) = (one for one in report().sections if one.requests)
    many = replace(
        section, requests=tuple(replace(section.requests[0], what=f"Số liệu thứ {number}") for number in range(80))
    )
    file = write_report(
        replace(report(), sections=(many,)), letterhead=letterhead_for("tỉnh Quảng Ngãi", body="state"), notes=False
    )
    pages = [page for page in _pages(convert, tmp_path, file) if "Số liệu thứ" in page.text]
    assert len(pages) > 1
    assert all("Nội dung, số liệu đề nghị cung cấp" in page.text for page in pages)
    assert pages[1].text.startswith("2\r\n")
