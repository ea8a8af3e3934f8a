"""Whose report it is: names, symbol, place, signature and recipients of every kind of office."""

from dataclasses import replace

import pytest

from assistant.word.layout import Body
from assistant.word.letterhead import letterhead_for
from corpus.errors import TrolyError


def test_the_committee_of_a_province() -> None:
    letterhead = letterhead_for("tỉnh Quảng Ngãi", body="state")
    assert letterhead.superior == ()
    assert letterhead.issuer == ("Ủy ban nhân dân", "tỉnh Quảng Ngãi")
    assert (letterhead.symbol, letterhead.place) == ("BC-UBND", "Quảng Ngãi")
    assert letterhead.addressees == ("Ban Thường vụ Tỉnh ủy Quảng Ngãi",)
    assert letterhead.authority == ("TM. Ủy ban nhân dân",)
    assert letterhead.post == ("Chủ tịch",)
    assert letterhead.recipients[0] == "Như trên"
    assert letterhead.recipients[-1] == "Lưu: VT"


@pytest.mark.parametrize(
    ("locality", "body", "superior", "issuer", "symbol", "place"),
    [
        ("thành phố Đà Nẵng", "state", (), ("Ủy ban nhân dân", "thành phố Đà Nẵng"), "BC-UBND", "Đà Nẵng"),
        ("Xã Sơn Mai,  tỉnh Quảng Ngãi", "state", (), ("Ủy ban nhân dân", "xã Sơn Mai"), "BC-UBND", "Sơn Mai"),
        ("tỉnh Quảng Ngãi", "party", (), ("Tỉnh ủy Quảng Ngãi",), "BC/TU", "Quảng Ngãi"),
        (
            "thành phố Hồ Chí Minh", "party", (), ("Thành ủy Thành phố Hồ Chí Minh",), "BC/TU",
            "Thành phố Hồ Chí Minh",
        ),
        (
            "xã Sơn Mai, tỉnh Quảng Ngãi", "party", ("Đảng bộ tỉnh Quảng Ngãi",), ("Đảng ủy xã Sơn Mai",), "BC/ĐU",
            "Sơn Mai",
        ),
        (
            "phường 12, thành phố Hồ Chí Minh", "party", ("Đảng bộ thành phố Hồ Chí Minh",), ("Đảng ủy phường 12",),
            "BC/ĐU", "Phường 12",
        ),
        ("đặc khu Lý Sơn", "party", (), ("Đảng ủy đặc khu Lý Sơn",), "BC/ĐU", "Lý Sơn"),
    ],
)  # fmt: skip
def test_every_kind_of_office(
    locality: str, body: Body, superior: tuple[str, ...], issuer: tuple[str, ...], symbol: str, place: str
) -> None:
    letterhead = letterhead_for(locality, body=body)
    assert (letterhead.superior, letterhead.issuer) == (superior, issuer)
    assert (letterhead.symbol, letterhead.place) == (symbol, place)
    assert all("{" not in line for line in (*letterhead.recipients, *letterhead.addressees, *letterhead.authority))


def test_a_party_report_has_no_addressee_and_is_signed_for_the_standing_committee() -> None:
    letterhead = letterhead_for("xã Sơn Mai, tỉnh Quảng Ngãi", body="party")
    assert letterhead.addressees == ()
    assert letterhead.authority == ("T/M Ban Thường vụ",)
    assert letterhead.recipients == (
        "Ban Thường vụ Tỉnh ủy (để báo cáo)",
        "Các đồng chí Đảng ủy viên",
        "Lưu Văn phòng Đảng ủy",
    )


def test_without_a_place_above_nothing_is_addressed() -> None:
    letterhead = letterhead_for("phường Cẩm Thành", body="state")
    assert letterhead.addressees == ()
    assert "Như trên" not in letterhead.recipients


def test_everything_can_be_replaced() -> None:
    letterhead = letterhead_for("tỉnh Quảng Ngãi", body="state")
    signed = replace(letterhead, authority=("TM. Ủy ban nhân dân", "KT. Chủ tịch"), post=("Phó Chủ tịch",), number="12")
    assert (signed.authority[1], signed.post, signed.number) == ("KT. Chủ tịch", ("Phó Chủ tịch",), "12")


def test_without_a_place_the_names_are_left_to_fill_in() -> None:
    letterhead = letterhead_for(" ", body="state")
    assert (letterhead.issuer, letterhead.place) == (("Ủy ban nhân dân", "…"), "…")
    assert letterhead_for("", body="party").issuer == ("Cấp ủy …",)


@pytest.mark.parametrize("locality", [", ", "Quảng Ngãi", "tỉnh", "huyện Minh Long", "xã Sơn Mai, Quảng Ngãi"])
def test_an_unknown_place_says_how_to_write_it(locality: str) -> None:
    with pytest.raises(TrolyError, match="Hãy ghi như “tỉnh Quảng Ngãi”"):
        letterhead_for(locality, body="state")


def test_an_unknown_kind_of_body_is_refused() -> None:
    with pytest.raises(TrolyError, match="Không có thể thức “đoàn thể”"):
        letterhead_for("tỉnh Quảng Ngãi", body="đoàn thể")  # type: ignore[arg-type]
