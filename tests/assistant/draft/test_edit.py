"""A drafter's edit: untouched sentences keep their citations, changed ones are verified, nothing typed is lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.draft.edit import MAX_TEXT, edit
from assistant.draft.report import SectionDraft
from assistant.draft.text import MARKER, WANTED, Line, lines, markdown, written
from assistant.verify import verify
from corpus.errors import TrolyError
from tests.assistant.draft import samples
from tests.assistant.draft.samples import QUOTE, TARGET
from tests.assistant.draft.samples import WANTED as WAITING

SECTION = samples.section()
TEXT = markdown(SECTION)


def test_the_text_of_a_section() -> None:
    assert TEXT == (
        "- Kết luận số 62-KL/TW yêu cầu:\n\n"
        "+ Nâng cao hiệu quả thực hiện chủ trương xã hội hoá, nhất là chính sách ưu đãi về đất đai, thuế [1].\n\n"
        "+ Đến năm 2025, giảm tối thiểu bình quân cả nước 10% đơn vị sự nghiệp công lập so với năm 2021 [2].\n\n"
        "- Trong kỳ, tỉnh đã tổ chức [cần bổ sung: số hội nghị quán triệt] hội nghị quán triệt."
    )


def test_a_text_left_as_it_was_changes_nothing() -> None:
    assert edit(SECTION, TEXT + "  \n\n").section == SECTION


def test_an_edited_section_left_as_it_is_changes_nothing_either() -> None:
    once = edit(SECTION, TEXT.replace("yêu cầu:", "chỉ rõ:")).section
    assert edit(once, markdown(once)).section == once


def test_untouched_sentences_keep_their_citations() -> None:
    found = edit(SECTION, TEXT.replace("Trong kỳ, tỉnh", "Từ năm 2023 đến nay, tỉnh"))
    first, second, third, last = found.section.statements
    assert (first, second, third) == SECTION.statements[:3]
    assert (last.origin, last.citations, last.point, last.request) == ("edited", (), 1, 0)
    assert found.unsupported == ()


def test_a_shortened_sentence_that_its_quote_supports_keeps_its_marker() -> None:
    longer = ", nhất là chính sách ưu đãi về đất đai, thuế [1]."
    statement = edit(SECTION, TEXT.replace(longer, " [1].")).section.statements[1]
    assert (statement.text, statement.origin, statement.citations) == (
        "Nâng cao hiệu quả thực hiện chủ trương xã hội hoá.",
        "edited",
        (1,),
    )
    assert (statement.point, statement.role) == (0, "căn cứ")


def test_a_sentence_with_another_figure_loses_its_marker_and_says_why() -> None:
    found = edit(SECTION, TEXT.replace("10%", "15%"))
    statement = found.section.statements[2]
    assert statement.text == TARGET.replace("10%", "15%")
    assert (statement.origin, statement.citations) == ("edited", ())
    (said,) = found.unsupported
    assert (said.text, "15%" in said.reason) == (statement.text, True)
    assert found.section.citations == SECTION.citations  # the marker can be put back


def test_a_wrong_figure_put_right_again_is_cited_again() -> None:
    wrong = edit(SECTION, TEXT.replace("10%", "15%")).section
    right = edit(wrong, markdown(wrong).replace("15%", "10%").replace("năm 2021.", "năm 2021 [2].")).section
    assert right.statements[2].citations == (2,)


def test_a_marker_moved_to_a_sentence_it_does_not_support_is_taken_away() -> None:
    found = edit(SECTION, TEXT.replace("thuế [1]", "thuế [2]"))
    assert found.section.statements[1].citations == ()
    assert found.section.statements[1].text == QUOTE


def test_a_marker_without_a_source_is_said_to_be_unknown() -> None:
    found = edit(SECTION, TEXT + "\nTỉnh đã ban hành kế hoạch thực hiện [7].")
    assert found.section.statements[-1].text == "Tỉnh đã ban hành kế hoạch thực hiện."
    assert "không có nguồn số 7" in found.unsupported[0].reason


def test_markers_after_the_full_stop_are_meant_for_the_sentence_before() -> None:
    found = edit(SECTION, f"{QUOTE}[1] {TARGET} [2]\nCâu của cán bộ soạn thảo.").section
    assert [(s.text, s.citations) for s in found.statements] == [
        (QUOTE, (1,)),
        (TARGET, (2,)),
        ("Câu của cán bộ soạn thảo.", ()),
    ]


def test_new_sentences_are_the_drafters_own() -> None:
    found = edit(SECTION, TEXT + "\nBan Thường vụ đã họp. Đồng chí Bí thư kết luận.").section
    assert [s.text for s in found.statements[4:]] == ["Ban Thường vụ đã họp.", "Đồng chí Bí thư kết luận."]
    assert {s.origin for s in found.statements[4:]} == {"edited"}


def test_the_drafters_arrangement_is_kept() -> None:
    text = f"#### Căn cứ\n\n2. {written(SECTION.statements[2])}\n\n* {WAITING}"
    found = edit(SECTION, text).section
    assert found.edited == text
    assert [line.mark for line in lines(found)] == ["#### ", "2. ", "* "]
    assert lines(found)[1] == Line("2. ", (SECTION.statements[2],))


def test_a_filled_place_asks_for_nothing_any_more() -> None:
    found = edit(SECTION, TEXT.replace("[cần bổ sung: số hội nghị quán triệt]", "12")).section
    assert found.requests == ()
    assert found.statements[-1].request is None


def test_a_place_that_the_drafter_leaves_open_is_asked_for() -> None:
    found = edit(SECTION, TEXT + "\nToàn tỉnh có [cần bổ sung: số đơn vị sự nghiệp] đơn vị.").section
    assert [r.what for r in found.requests] == ["số hội nghị quán triệt", "số đơn vị sự nghiệp"]
    assert [s.request for s in found.statements[-2:]] == [0, 1]


def test_a_section_emptied_is_empty() -> None:
    found = edit(SECTION, "\n").section
    assert (found.statements, found.edited, found.requests) == ((), "", ())


def test_an_endless_text_is_refused_and_not_cut() -> None:
    with pytest.raises(TrolyError, match=r"60\.000 ký tự"):
        edit(SECTION, "a" * (MAX_TEXT + 1))


WORDS = st.sampled_from(
    [QUOTE, TARGET, WAITING, "Ban Thường vụ đã họp.", "Đạt 95%!", "[1]", "[9]", "[cần bổ sung: số liệu]", "- ",
     "\n", "\n\n", "TP. Hồ Chí Minh", "v.v…", "<b>đậm</b>", ":", ";", "… ", "# Mục", "2.1. Điều"]
)  # fmt: skip


def letters(words: str) -> str:
    return "".join(c for c in words if c.isalnum() or c in "<>%…")


def spoken(section: SectionDraft) -> list[str]:
    return "".join(line.mark + " ".join(s.text for s in line.statements) for line in lines(section)).split()


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_whatever_is_typed_nothing_but_markers_goes_and_nothing_unsupported_is_cited(text: str) -> None:
    found = edit(SECTION, text).section
    assert letters("".join(spoken(found))) == letters(MARKER.sub("", text))
    assert edit(found, markdown(found)).section == found
    quotes = {1: QUOTE, 2: TARGET}
    for statement in found.statements:
        if statement.citations:
            assert verify(WANTED.sub(" ", statement.text), [quotes[m] for m in statement.citations]).supported


def test_only_the_edited_section_is_made_anew() -> None:
    assert replace(edit(SECTION, "Khác.").section, statements=(), requests=(), edited=None) == replace(
        SECTION, statements=(), requests=()
    )
