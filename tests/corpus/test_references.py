"""Mentions of other documents: what is cited, with its date and issuer, and whether the corpus has it."""

from collections.abc import Mapping

import pytest

from corpus import library
from corpus.document import Document, PartialDate
from corpus.references import find_references, missing, number_spans, resolve
from tests.corpus.conftest import SHIPPED


def told(text: str) -> list[tuple[str | None, str, str | None, str | None]]:
    return [(r.kind, r.number, r.date.vietnamese if r.date else None, r.issuer) for r in find_references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nghị quyết số 38/NQ-CP ngày 02/4/2024 của Chính phủ về Chương trình hành động",
            ("nghị quyết", "38/NQ-CP", "02/04/2024", "Chính phủ"),
        ),
        (
            "Nghị định số 60/2021/NĐ-CP ngày 21 tháng 6 năm 2021 của Chính phủ quy định",
            ("nghị định", "60/2021/NĐ-CP", "21/06/2021", "Chính phủ"),
        ),
        (
            "Chương trình hành động số 181-CTr/TU, ngày 21/02/2018 của Tỉnh ủy; ",
            ("chương trình hành động", "181-CTr/TU", "21/02/2018", "Tỉnh ủy"),
        ),
        (
            "Đề án 02-ĐA/TU ngày 21/3/2018 của Ban Thường vụ Tỉnh ủy, nhất là",
            ("đề án", "02-ĐA/TU", "21/03/2018", "Ban Thường vụ Tỉnh ủy"),
        ),
        ("theo Thông tư 20/2023/TT-BGDĐT và các văn bản", ("thông tư", "20/2023/TT-BGDĐT", None, None)),
        ("Nghị quyết số 1157/NQ-UBTVQH15 ngày 28/8/2024.", ("nghị quyết", "1157/NQ-UBTVQH15", "28/08/2024", None)),
        ("Luật Viên chức số 58/2010/QH12", ("luật", "58/2010/QH12", None, None)),
        ("thực hiện Nghị quyết 57 về chuyển đổi số", ("nghị quyết", "57", None, None)),
        ("theo NQ 19 của Trung ương", ("nghị quyết", "19", None, "Trung ương")),
        ("KL số 62 năm 2023", ("kết luận", "62", "năm 2023", None)),
        ("Công văn số          -CV/BCSCLTW, ngày", ("công văn", "CV/BCSCLTW", None, None)),
        ("văn bản số 4567/UBND-TH ngày 20/12/2024", (None, "4567/UBND-TH", "20/12/2024", None)),
    ],
)
def test_mentions(text: str, expected: tuple[str | None, ...]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 5 năm 2021 - 2025",
        "sơ kết 5 năm thực hiện",
        "báo cáo 12 nội dung",
        "ngày 31/12/2024, ĐT: 0822269999, 105B Quán Thánh",
        "kế hoạch phát triển kinh tế - xã hội 2025",
        "Nghị quyết Đại hội XIII của Đảng",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert told(text) == []


def test_the_mention_ends_with_its_date() -> None:
    text = "Thực hiện Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị"
    (reference,) = find_references(text)
    assert text[reference.start : reference.end] == "Kết luận số 62-KL/TW, ngày 02/10/2023"
    assert reference.date == PartialDate(2023, 10, 2)


def test_short_names_take_the_number_the_text_gives() -> None:
    text = (
        "Nghị quyết số 19-NQ/TW, ngày 25/10/2017 (gọi tắt là Nghị quyết 19) và Nghị quyết số 18-NQ/TW. "
        "Thực hiện Nghị quyết 19, Nghị quyết 18 và Nghị quyết 39."
    )
    assert [r.number for r in find_references(text)] == [
        "19-NQ/TW",
        "19-NQ/TW",
        "18-NQ/TW",
        "19-NQ/TW",
        "18-NQ/TW",
        "39",
    ]


def test_two_numbers_that_fit_leave_the_short_name_bare() -> None:
    text = "Nghị quyết số 19-NQ/TW và Nghị quyết số 19/NQ-CP; theo Nghị quyết 19."
    assert [r.number for r in find_references(text)][-1] == "19"


def test_every_number_of_the_shipped_documents(shipped: Mapping[str, Document]) -> None:
    def cited(name: str) -> set[str]:
        return {r.number for r in shipped[name].references}

    assert cited("kl62") == {"19-NQ/TW"}
    assert len(shipped["kl62"].references) == 12
    assert cited("sao lục") == set()
    assert cited("tỉnh") == {"62-KL/TW", "19-NQ/TW", "02-ĐA/TU"}
    assert cited("huyện") == {"62-KL/TW", "19-NQ/TW", "251-KH/TU", "181-CTr/TU", "191-CTr/HU", "111-KH/HU"}
    assert cited("ban cscl") == {"62-KL/TW", "19-NQ/TW"}
    assert cited("đề cương") == {"62-KL/TW", "19-NQ/TW", "CV/BCSCLTW", "38/NQ-CP", "255/NQ-CP", "1157/NQ-UBTVQH15"}
    assert cited("sơn mai") == {"62-KL/TW", "19-NQ/TW", "20/2023/TT-BGDĐT", "60/2021/NĐ-CP", "57-NQ/TW"}


def test_resolve(shipped: Mapping[str, Document]) -> None:
    documents = tuple(shipped.values())
    meant = {r.number: (d.id if (d := resolve(r, documents)) else None) for doc in documents for r in doc.references}
    assert meant["62-KL/TW"] == shipped["kl62"].id
    assert meant["19-NQ/TW"] == shipped["nq19"].id
    assert meant["CV/BCSCLTW"] == shipped["ban cscl"].id
    assert meant["38/NQ-CP"] is None


def test_missing_lists_the_most_cited_first() -> None:
    found = missing(library.load(SHIPPED).documents)
    summary, *found = found
    # Only a summary of the Resolution is in hand; what the summary itself says of its number does not count.
    assert (summary.number, summary.summary, any(m.summary for m in found)) == ("19-NQ/TW", True, False)
    assert [(m.number, m.count) for m in found] == [
        ("111-KH/HU", 3),
        ("181-CTr/TU", 3),
        ("191-CTr/HU", 3),
        ("251-KH/TU", 2),
        ("02-ĐA/TU", 1),
        ("1157/NQ-UBTVQH15", 1),
        ("20/2023/TT-BGDĐT", 1),
        ("255/NQ-CP", 1),
        ("38/NQ-CP", 1),
        ("57-NQ/TW", 1),
        ("60/2021/NĐ-CP", 1),
    ]
    plan = found[3]
    assert (plan.kind, plan.date, plan.issuer) == ("kế hoạch", PartialDate(2023, 11, 22), "Ban Thường vụ Tỉnh ủy")
    assert plan.cited_by == ("2023_ke-hoach_ban-thuong-vu-huyen-uy_thuc-hien-kl-62.txt",)


def test_number_spans_cover_numbers_and_dates() -> None:
    text = "số 62-KL/TW, ngày 02/10/2023; ngày 21 tháng 6 năm 2021"
    assert [text[s.start : s.end] for s in number_spans(text)] == ["62-KL/TW", "02/10/2023", "ngày 21 tháng 6 năm 2021"]
