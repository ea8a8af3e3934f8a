"""Outlines: read from a document and from texts, walked, and edited with their labels numbered anew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import outline as outlines
from assistant.draft.report import Outline, OutlineItem
from corpus.errors import TrolyError
from index.search import Index

TYPED = """ĐỀ CƯƠNG
Báo cáo kết quả xây dựng nông thôn mới
I. Công tác chỉ đạo
- Ban hành văn bản
- Tuyên truyền, vận động
II. Kết quả
1. Hạ tầng giao thông
a) Đường trục xã
2. Thu nhập (so với năm 2020)
III. Kiến nghị
"""


@pytest.fixture(scope="module")
def shipped(index: Index) -> Outline:
    """The đề cương of August 2025."""
    return outlines.from_document(outlines.find_outline(index.documents))


def labels(outline: Outline) -> list[str]:
    """Every label in order."""
    return [item.label for item in outlines.walk(outline)]


def test_the_attached_outline_is_found_and_read(shipped: Outline) -> None:
    assert labels(shipped) == (
        "I I.1 I.2 II II.1 II.2 II.3 III III.1 III.2 III.3 III.4 IV IV.1 IV.2 IV.3 V V.1 V.2 V.3 V.4".split()
    )
    assert shipped.source == "2025-08_cong-van_ban-chinh-sach-chien-luoc-trung-uong_de-cuong-bao-cao.txt#2"
    two = outlines.item(shipped, "I.2")
    assert two.remarks == ("đặc biệt sau khi các địa phương sáp nhập và tổ chức chính quyền địa phương 2 cấp",)
    third = outlines.item(shipped, "II.3")
    assert third.heading == "Công tác kiểm tra, giám sát, đôn đốc, hướng dẫn, tổ chức thực hiện"
    assert third.points == (
        "Việc phân công tổ chức thực hiện",
        "Xây dựng Chương trình, Kế hoạch kiểm tra, giám sát",
        "Việc đôn đốc, hướng dẫn và tổ chức thực hiện",
    )
    tasks = outlines.item(shipped, "III.1")
    assert tasks.heading.endswith("Nghị quyết số 1157/NQ-UBTVQH15 ngày 28/8/2024")
    assert tasks.remarks == ("Làm rõ những nhiệm vụ đã làm được, chưa làm được so với tiến độ đề ra.",)


def test_leaves_ancestors_and_the_ways_to_write_a_label(shipped: Outline) -> None:
    assert len(outlines.leaves(shipped)) == 16
    assert outlines.item(shipped, "3.2") is outlines.item(shipped, " mục III.2. ")
    assert [above.label for above in outlines.ancestors(shipped, "III.2")] == ["III"]
    assert outlines.ancestors(shipped, "III") == ()
    with pytest.raises(TrolyError, match=r"^Đề cương không có mục “VI”\. Các mục có: I, I\.1, I\.2, II"):
        outlines.item(shipped, "VI")


def test_a_typed_outline_is_read_with_its_points_and_remarks() -> None:
    outline = outlines.from_text(TYPED)
    assert outline.title == "Báo cáo kết quả xây dựng nông thôn mới"
    assert labels(outline) == ["I", "II", "II.1", "II.1.a", "II.2", "III"]
    assert outlines.item(outline, "I").points == ("Ban hành văn bản", "Tuyên truyền, vận động")
    assert outlines.item(outline, "II.2") == OutlineItem("II.2", "Thu nhập", (), ("so với năm 2020",))


def test_markdown_headings_and_bare_lines_are_outlines_too() -> None:
    assert labels(outlines.from_text("# Đề cương\n## I. Chung\n## II. Kết quả\n1. Y tế\n2. Giáo dục")) == [
        "I", "II", "II.1", "II.2",
    ]  # fmt: skip
    bare = outlines.from_text("Tình hình chung\nKết quả đạt được\nKiến nghị", "Báo cáo quý")
    assert [(i.label, i.heading) for i in bare.items] == [
        ("I", "Tình hình chung"), ("II", "Kết quả đạt được"), ("III", "Kiến nghị"),
    ]  # fmt: skip
    assert bare.title == "Báo cáo quý"


@pytest.mark.parametrize("text", ["", " \n\t", "---\n***"])
def test_a_text_without_items_is_refused(text: str) -> None:
    with pytest.raises(TrolyError, match=r"[Hh]ãy (dán đề cương|ghi mỗi mục)"):
        outlines.from_text(text)


def test_a_document_without_parts_and_a_corpus_without_outline_are_refused(index: Index) -> None:
    copy_page = next(d for d in index.documents if d.info.kind == "sao lục")
    with pytest.raises(TrolyError, match="không có các mục đánh số"):
        outlines.from_document(copy_page)
    with pytest.raises(TrolyError, match="Trong kho chưa có đề cương nào"):
        outlines.find_outline([copy_page])


def test_editing_gives_a_new_outline_numbered_anew() -> None:
    outline = outlines.from_text(TYPED)
    renamed = outlines.renamed(outline, "II.2", "Thu nhập, việc làm")
    assert outlines.item(renamed, "II.2").heading == "Thu nhập, việc làm"
    assert outlines.item(outline, "II.2").heading == "Thu nhập"
    assert labels(outlines.added(outline, "", "Phụ lục")) == [*labels(outline), "IV"]
    assert labels(outlines.added(outline, "II.1", "Cầu, cống"))[3:5] == ["II.1.a", "II.1.b"]
    assert labels(outlines.added(outline, "III", "Với tỉnh"))[-1] == "III.1"
    dropped = outlines.dropped(outline, "I")
    assert [(i.label, i.heading) for i in dropped.items] == [("I", "Kết quả"), ("II", "Kiến nghị")]
    assert outlines.item(dropped, "I.2").heading == "Thu nhập"
    moved = outlines.moved(outline, "III", -1)
    assert [i.heading for i in moved.items] == ["Công tác chỉ đạo", "Kiến nghị", "Kết quả"]
    assert outlines.moved(outline, "I", -5) == outline


def test_an_outline_keeps_an_item_and_an_item_a_name() -> None:
    one = Outline("", (OutlineItem("I", "Chung"),))
    with pytest.raises(TrolyError, match="phải còn ít nhất một mục"):
        outlines.dropped(one, "I")
    with pytest.raises(TrolyError, match="Mục mới chưa có tên"):
        outlines.added(one, "", "  ")


headings = st.text("abcđêơư ", min_size=1, max_size=12).filter(str.strip)
trees = st.recursive(
    st.lists(headings.map(lambda h: OutlineItem("", h)), min_size=1, max_size=3),
    lambda inner: st.lists(
        st.tuples(headings, inner).map(lambda hc: OutlineItem("", hc[0], children=tuple(hc[1]))), min_size=1, max_size=3
    ),
    max_leaves=12,
)


@given(trees, st.data())
def test_after_any_edit_labels_are_distinct_and_nest(items: list[OutlineItem], data: st.DataObject) -> None:
    outline = outlines.added(Outline("", tuple(items)), "", "Cuối")
    label = data.draw(st.sampled_from(labels(outline)))
    edited = data.draw(
        st.sampled_from(
            [
                outlines.added(outline, label, "Mới"),
                outlines.moved(outline, label, data.draw(st.integers(-4, 4))),
                outlines.dropped(outline, label) if len(outline.items) > 1 else outline,
            ]
        )
    )
    found = labels(edited)
    assert len(set(found)) == len(found)
    for item in outlines.walk(edited):
        assert outlines.item(edited, item.label) is item
        assert all(child.label.startswith(f"{item.label}.") for child in item.children)
