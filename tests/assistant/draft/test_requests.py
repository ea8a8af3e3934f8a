"""Data requests: which figure, for which period, from which unit, for this outline and any other."""

from pathlib import Path

import pytest

from assistant import outline as outlines
from assistant.draft import requests
from assistant.draft.report import DataRequest, Outline, OutlineItem
from corpus.errors import TrolyError

TITLE = "Báo cáo kết quả sắp xếp các đơn vị sự nghiệp công lập"


def asked(outline: Outline, label: str, locality: str) -> list[DataRequest]:
    """What is asked for an item."""
    item = outlines.item(outline, label)
    return [a.request for a in requests.ask(outline.title, item, outlines.ancestors(outline, label), locality)]


def test_a_province_and_a_commune_ask_their_own_units(outline: Outline) -> None:
    province, commune = (asked(outline, "III.2", place) for place in ("tỉnh Bình Sơn", "xã Sơn Mai"))
    assert [r.source for r in province if r.point == 1] == ["Sở Tài chính", "Sở Tài chính"]
    assert [r.source for r in commune if r.point == 1] == ["Phòng Kinh tế", "Phòng Kinh tế"]
    staff = next(r for r in province if r.point == 2)
    assert staff == DataRequest(
        "biên chế sự nghiệp hưởng lương từ ngân sách được giao, có mặt, đã tinh giản; tỷ lệ giảm so với năm 2015 "
        "và năm 2021",
        "2015 - 2021 - thời điểm báo cáo",
        "Sở Nội vụ",
        "III.2",
        2,
    )
    assert all("huyện" not in r.source.lower() for r in (*province, *commune))


def test_every_leaf_and_point_of_the_outline_asks_something(outline: Outline) -> None:
    for leaf in outlines.leaves(outline):
        for place in ("tỉnh Bình Sơn", "phường Trà Bồng"):
            found = asked(outline, leaf.label, place)
            assert {r.point for r in found} >= (set(range(len(leaf.points))) or {None})
            assert all(r.what and r.source and "{" not in r.what for r in found)
            assert len({(r.what, r.point) for r in found}) == len(found)


def test_causes_are_asked_for_as_causes_and_proposals_with_their_addressee(outline: Outline) -> None:
    (cause,) = asked(outline, "IV.3", "tỉnh Bình Sơn")
    assert cause.what.startswith("nguyên nhân của kết quả đạt được")
    (proposal,) = asked(outline, "V.2", "tỉnh Bình Sơn")
    assert proposal.what == "kiến nghị cụ thể với Quốc hội, kèm vướng mắc và điều khoản cần sửa đổi"


@pytest.mark.parametrize(
    ("point", "province", "commune"),
    [
        ("Số km đường giao thông nông thôn được bê tông hóa", "Sở Xây dựng", "Phòng Kinh tế"),
        ("Tỷ lệ hộ nghèo", "Sở Nông nghiệp và Môi trường", "Phòng Kinh tế"),
        ("Tỷ lệ học sinh tốt nghiệp trung học", "Sở Giáo dục và Đào tạo", "Phòng Văn hóa - Xã hội"),
        ("Công tác khám chữa bệnh", "Sở Y tế", "Phòng Văn hóa - Xã hội"),
        ("Giải quyết khiếu nại, tố cáo", "Thanh tra tỉnh", "Văn phòng HĐND và UBND xã"),
        ("Giữ gìn an ninh, trật tự", "Công an tỉnh", "Công an xã"),
        ("Đón tiếp khách quốc tế", "Văn phòng UBND tỉnh", "Văn phòng HĐND và UBND xã"),
    ],
)
def test_an_outline_of_another_subject_asks_the_unit_of_its_field(point: str, province: str, commune: str) -> None:
    outline = Outline("Báo cáo năm 2025", (OutlineItem("I", "Kết quả", (point,)),))
    rows = [asked(outline, "I", place)[0] for place in ("tỉnh Bình Sơn", "xã Trà Giang")]
    assert [r.source for r in rows] == [province, commune]
    assert all(point.split()[-1] in r.what for r in rows)


def test_where_a_point_tells_no_field_the_subject_of_the_report_does() -> None:
    outline = Outline("Báo cáo công tác y tế", (OutlineItem("I", "Kết quả", ("Số vụ vi phạm đã xử lý",)),))
    assert asked(outline, "I", "tỉnh Bình Sơn")[0].source == "Sở Y tế"


def test_a_place_waits_in_a_sentence_of_its_own() -> None:
    item = OutlineItem("I", "Đánh giá kết quả sắp xếp, tổ chức lại các ĐVSNCL")
    (found, *_) = requests.ask(TITLE, item, (), "tỉnh Bình Sơn")
    assert found.sentence == "Số đơn vị sự nghiệp công lập của tỉnh Bình Sơn: {need}."


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a\t\t*\tb\n", r"requests\.tsv, dòng 2: cần 8 cột cách nhau bằng Tab, đang có 4"),
        ("a\t\t*\tb\tc\td\te\tcâu\n", r"requests\.tsv, dòng 2: cột “câu” phải có \{need\}"),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, message: str) -> None:
    path = tmp_path / "requests.tsv"
    path.write_text(f"# quy tắc\n{rows}", "utf-8")
    monkeypatch.setattr(requests, "_RULES", path)
    requests._rules.cache_clear()
    try:
        with pytest.raises(TrolyError, match=message):
            requests.ask(TITLE, OutlineItem("I", "a"), (), "tỉnh Bình Sơn")
    finally:
        requests._rules.cache_clear()
