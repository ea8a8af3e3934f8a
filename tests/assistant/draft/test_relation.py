"""Whose text a document is, seen from the place a report is for."""

import pytest

from assistant.draft.relation import level_of_place, level_rank, proper_name, rank, relation
from corpus.document import DocumentInfo

SON_MAI = DocumentInfo("báo cáo", level="xã", locality="xã Sơn Mai, tỉnh Quảng Ngãi")
QUANG_NGAI = DocumentInfo("công văn", level="tỉnh", locality="tỉnh Quảng Ngãi")
UNKNOWN = DocumentInfo("kế hoạch", level="huyện")
CENTRE = DocumentInfo("kết luận", level="trung ương", verbatim=False)


@pytest.mark.parametrize(
    ("info", "locality", "expected"),
    [
        (SON_MAI, "xã Sơn Mai, tỉnh Quảng Ngãi", "của mình"),
        (SON_MAI, "Xa Son Mai", "của mình"),
        (SON_MAI, "Sơn Mai", "của mình"),
        (SON_MAI, "xã Sơn Mai, tỉnh Lào Cai", "nơi khác"),
        (SON_MAI, "tỉnh Quảng Ngãi", "nơi khác"),
        (SON_MAI, "", "nơi khác"),
        (QUANG_NGAI, "xã Sơn Mai, tỉnh Quảng Ngãi", "cấp trên"),
        (QUANG_NGAI, "tỉnh Quảng Ngãi", "của mình"),
        (QUANG_NGAI, "tỉnh Quảng Nam", "nơi khác"),
        (UNKNOWN, "tỉnh Quảng Ngãi", "chưa rõ"),
        (CENTRE, "tỉnh Quảng Ngãi", "trung ương"),
    ],
)
def test_how_a_document_stands_to_a_place(info: DocumentInfo, locality: str, expected: str) -> None:
    assert relation(info, locality) == expected


def test_the_higher_authority_comes_first_and_a_summary_after_originals() -> None:
    assert [level_rank(i) for i in (CENTRE, QUANG_NGAI, UNKNOWN, SON_MAI)] == [0, 1, 2, 3]
    original = DocumentInfo("nghị quyết", level="trung ương")
    assert rank(original) < rank(CENTRE) < rank(QUANG_NGAI)


def test_levels_and_names_of_places() -> None:
    places = ("tỉnh Quảng Ngãi", "Thành phố Huế", "xã Sơn Mai", "phường Trà Bồng", "đặc khu Lý Sơn", "Quảng Ngãi")
    assert [level_of_place(p) for p in places] == ["tỉnh", "tỉnh", "xã", "xã", "xã", "tỉnh"]
    assert proper_name("xã Sơn Mai, tỉnh Quảng Ngãi") == "xã Sơn Mai"
