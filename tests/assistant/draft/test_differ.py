"""Two versions compared sentence by sentence."""

from dataclasses import replace

from assistant.draft.differ import Piece, compare, pieces, words
from assistant.draft.edit import edit
from assistant.draft.project import with_section
from assistant.draft.report import OutlineItem
from assistant.draft.text import markdown
from tests.assistant.draft import samples


def test_a_state_does_not_differ_from_itself() -> None:
    assert compare(samples.project(), samples.project()).empty


def test_an_edited_sentence_stands_beside_the_one_before() -> None:
    before = samples.project()
    section = before.sections["II.1"]
    after = with_section(before, edit(section, markdown(section).replace("10%", "15%")).section)
    (change,) = compare(before, after).sections
    assert (change.label, change.kind) == ("II.1", "changed")
    assert [p.kind for p in change.pieces] == ["same", "same", "changed", "same"]
    assert change.pieces[2].before.endswith("10% đơn vị sự nghiệp công lập so với năm 2021 [2].")
    assert change.pieces[2].after.endswith("15% đơn vị sự nghiệp công lập so với năm 2021.")


def test_sentences_that_came_and_went() -> None:
    assert pieces(["Một hai.", "Ba bốn."], ["Ba bốn.", "Năm sáu."]) == [
        Piece("dropped", before="Một hai."),
        Piece("same", "Ba bốn.", "Ba bốn."),
        Piece("added", after="Năm sáu."),
    ]


def test_the_words_of_a_changed_sentence() -> None:
    assert words("giảm tối thiểu 10% đầu mối", "giảm 15% đầu mối") == [
        Piece("same", "giảm", "giảm"),
        Piece("dropped", before="tối thiểu 10%"),
        Piece("added", after="15%"),
        Piece("same", "đầu mối", "đầu mối"),
    ]


def test_new_and_dropped_sections_outline_and_facts() -> None:
    before = samples.project()
    outline = replace(before.outline, items=(*before.outline.items, OutlineItem("III", "Kiến nghị")))
    after = replace(
        before,
        outline=outline,
        brief=replace(before.brief, locality="tỉnh Quảng Hà (mới)", others=True, figures=()),
        sections={"II.2": samples.section("II.2", "Công tác kiểm tra, giám sát")},
    )
    found = compare(before, after)
    assert [(s.label, s.kind) for s in found.sections] == [("II.2", "added"), ("II.1", "dropped")]
    assert found.outline == (Piece("added", after="III Kiến nghị"),)
    assert [p.after for p in found.facts] == [
        "Báo cáo của: tỉnh Quảng Hà (mới)",
        "Kết quả của nơi khác: được dùng, có ghi nguồn",
        "Số liệu của đơn vị: không có",
    ]
