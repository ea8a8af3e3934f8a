"""Drafts of the shipped outline: nothing silent, everything cited and supported, every place's words its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import outline as outlines
from assistant.draft.report import Brief, Choice, DraftStatement, Outline, SectionDraft
from assistant.draft.write import assemble, draft_item, draft_outline, report_title, told_in
from assistant.verify import verify
from corpus.errors import TrolyError
from index.search import Index
from tests.assistant.draft.conftest import COMMUNE, PROVINCE, SON_MAI

PLACES = st.sampled_from(
    ["tỉnh Bình Sơn", "tỉnh Quảng Ngãi", "Thành phố Huế", "xã Sơn Mai, tỉnh Quảng Ngãi", "xã Sơn Mai", "xa son mai",
     "phường Trà Bồng, tỉnh Quảng Ngãi", "đặc khu Lý Sơn", "Lai Châu", ""]
)  # fmt: skip
BRIEFS = st.builds(Brief, PLACES, others=st.booleans(), length=st.sampled_from(["short", "normal", "long"]))


def quotes(section: SectionDraft, statement: DraftStatement) -> list[str]:
    """What a statement cites."""
    held = {citation.marker: citation.quote for citation in section.citations}
    return [held[marker] for marker in statement.citations]


def cited(section: SectionDraft, statement: DraftStatement) -> set[str]:
    """The ids of the documents a statement cites."""
    held = {citation.marker: citation.document_id for citation in section.citations}
    return {held[marker] for marker in statement.citations}


def section(sections: Sequence[SectionDraft], label: str) -> SectionDraft:
    """The section of an item."""
    return next(s for s in sections if s.label == label)


def words(section: SectionDraft) -> str:
    """All of a section's text."""
    return " ".join(s.text for s in section.statements)


@given(BRIEFS)
@settings(max_examples=12, deadline=None)
def test_promises_hold_for_every_brief(index: Index, outline: Outline, brief: Brief) -> None:
    sections = draft_outline(index, outline, brief)
    assert [s.label for s in sections] == [leaf.label for leaf in outlines.leaves(outline)]
    own = brief.locality.casefold().startswith(("xã sơn mai", "xa son mai"))
    for drafted in sections:
        assert drafted.requests or any(s.citations for s in drafted.statements), "no leaf is silent"
        assert [c.marker for c in drafted.citations] == list(range(1, len(drafted.citations) + 1))
        for citation in drafted.citations:
            text = index.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote
        for statement in drafted.statements:
            assert (statement.origin == "source") is bool(statement.citations)
            if statement.citations:
                assert verify(statement.text, quotes(drafted, statement)).supported, statement.text
            if SON_MAI in cited(drafted, statement) and not own:
                assert brief.others
                assert "xã Sơn Mai" in statement.text
            if statement.request is not None:
                assert f"[cần bổ sung: {drafted.requests[statement.request].what}]" in statement.text


@pytest.mark.parametrize("brief", [PROVINCE, COMMUNE, replace(PROVINCE, others=False)])
def test_every_point_is_answered_or_asked_for(index: Index, outline: Outline, brief: Brief) -> None:
    for drafted in draft_outline(index, outline, brief):
        points = outlines.item(outline, drafted.label).points
        told = {s.point for s in drafted.statements if s.citations or s.request is not None}
        assert told >= set(range(len(points))), drafted.label


def test_without_others_nothing_of_another_place_is_used(index: Index, outline: Outline) -> None:
    alone = draft_outline(index, outline, replace(PROVINCE, others=False))
    assert all(citation.document_id != SON_MAI for s in alone for citation in s.citations)
    with_others = draft_outline(index, outline, PROVINCE)
    assert any(citation.document_id == SON_MAI for s in with_others for citation in s.citations)


def test_a_place_speaks_of_itself_in_its_own_words(commune: tuple[SectionDraft, ...]) -> None:
    text = words(section(commune, "III.2"))
    assert "Trên địa bàn xã Sơn Mai chưa có ĐVSNCL nào chuyển thành công ty cổ phần." in text
    assert "heo báo cáo của UBND xã Sơn Mai" not in "".join(map(words, commune))


def test_a_directive_is_told_as_required_never_as_done(province: tuple[SectionDraft, ...], index: Index) -> None:
    directs = {d.id for d in index.documents if d.info.kind in ("công văn", "kế hoạch")}
    framed = re.compile(
        r"yêu cầu|giao nhiệm vụ|đặt ra|\btheo |^Theo|^Thực hiện |^(?:Công văn|Kế hoạch) [^:]+:", re.IGNORECASE
    )
    told = [s for drafted in province for s in drafted.statements if cited(drafted, s) & directs]
    assert len(told) > 20
    assert [s.text for s in told if not framed.search(s.text)] == []
    assert not any(s.text.startswith("Tiếp tục đẩy mạnh") for s in told)


def test_what_several_say_is_said_once_from_the_highest(province: tuple[SectionDraft, ...]) -> None:
    told = [s.text for drafted in province for s in drafted.statements if s.citations]
    said = [text for text in told if "đẩy mạnh công tác thông tin" in text]
    assert len(said) == 1
    assert said[0].startswith("Kết luận số 62-KL/TW yêu cầu: đẩy mạnh công tác thông tin, tuyên truyền")
    assert said[0].endswith("(Công văn, Kế hoạch của Ban Thường vụ Tỉnh ủy, Ban Thường vụ Huyện ủy cũng nêu).")


def test_a_summary_is_said_to_be_one(province: tuple[SectionDraft, ...]) -> None:
    goals = next(s.text for s in section(province, "III.2").statements if "mục tiêu đến năm 2021" in s.text)
    assert goals.startswith("Nghị quyết số 19-NQ/TW đặt ra mục tiêu đến năm 2021: số đơn vị sự nghiệp công lập: giảm")
    assert goals.endswith("(theo bản tóm tắt).")


def test_circumstances_shortcomings_causes_and_proposals_stand_where_they_are_asked(
    commune: tuple[SectionDraft, ...],
) -> None:
    assert "chưa đảm bảo về số lượng định biên" in words(section(commune, "I.2"))
    assert "Sơn Mai là một trong những xã miền núi" in words(section(commune, "IV.3"))
    assert "tự chủ về tài chính gần như không có" in words(section(commune, "IV.2"))
    assert "Đề nghị UBND tỉnh, Sở Tài chính" in words(section(commune, "V.4"))


def test_documents_that_are_named_and_absent_are_asked_for(province: tuple[SectionDraft, ...]) -> None:
    tasks = section(province, "III.1")
    assert tasks.missing == ("38/NQ-CP", "255/NQ-CP", "1157/NQ-UBTVQH15")
    assert "toàn văn Nghị quyết số 38/NQ-CP" in tasks.requests[1].what
    assert (tasks.coverage, section(province, "IV.2").coverage) == ("none", "strong")


def test_sections_depend_on_nothing_but_corpus_outline_and_brief(
    index: Index, outline: Outline, province: tuple[SectionDraft, ...]
) -> None:
    assert draft_outline(index, outline, PROVINCE) == province
    assert draft_item(index, outline, "4.2", PROVINCE) == section(province, "IV.2")
    assert draft_outline(index, outline, PROVINCE, labels=["V.2", "II.1"]) == (
        section(province, "II.1"),
        section(province, "V.2"),
    )


def test_sections_done_before_are_kept_and_progress_is_told(index: Index, outline: Outline) -> None:
    mine = SectionDraft("I.1", "Đặc điểm", edited="Tự viết.")
    steps: list[tuple[int, int]] = []
    drafted = draft_outline(
        index, outline, PROVINCE, labels=["I.1", "IV.3"], done={"I.1": mine}, progress=lambda *s: steps.append(s)
    )
    assert drafted[0] is mine
    assert steps == [(1, 2), (2, 2)]


def test_passages_can_be_left_out_and_pinned(index: Index, outline: Outline) -> None:
    plain = draft_item(index, outline, "IV.2", PROVINCE)
    left_out = plain.passages[0]
    without = draft_item(index, outline, "IV.2", PROVINCE, choice=Choice(excluded=frozenset({left_out})))
    assert left_out in plain.passages
    assert left_out not in without.passages
    elsewhere = next(p.id for p in index.passages if "Phân cấp, phân quyền cụ thể" in p.text)
    assert "phân cấp, phân quyền cụ thể, rành mạch" not in words(plain)
    pinned = draft_item(index, outline, "II.1", PROVINCE, choice=Choice(pinned=(elsewhere,)))
    assert "hân cấp, phân quyền cụ thể, rành mạch" in words(pinned)


def test_what_was_told_elsewhere_is_not_told_again(index: Index, outline: Outline) -> None:
    first = draft_item(index, outline, "IV.2", PROVINCE)
    told = told_in(first)
    assert all(start < end for _, start, end in told)
    again = draft_item(index, outline, "IV.2", PROVINCE, used=told)
    assert not any(s.role == "hạn chế" for s in again.statements)


def test_a_longer_draft_holds_more(index: Index, outline: Outline) -> None:
    sizes = [
        len(words(draft_item(index, outline, "III.4", replace(PROVINCE, length=length))))
        for length in ("short", "normal", "long")
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2]
    chosen = draft_item(index, outline, "III.4", PROVINCE, choice=Choice(length="short"))
    assert len(words(chosen)) == sizes[0]


def test_a_heading_over_items_is_no_section_of_its_own(index: Index, outline: Outline) -> None:
    assert draft_item(index, outline, "III", PROVINCE) == SectionDraft("III", "Kết quả tổ chức thực hiện")
    with pytest.raises(TrolyError, match="Đề cương không có mục “VII”"):
        draft_item(index, outline, "VII", PROVINCE)


def test_the_whole_has_its_headings_and_every_citation_once(
    outline: Outline, province: tuple[SectionDraft, ...]
) -> None:
    report = assemble(outline, province, PROVINCE)
    assert report.title.startswith("Việc thực hiện Kết luận số 62-KL/TW ngày 02/10/2023")
    assert [s.label for s in report.sections] == [item.label for item in outlines.walk(outline)]
    assert [c.marker for c in report.citations] == list(range(1, len(report.citations) + 1))
    places = [(c.document_id, c.start, c.end) for c in report.citations]
    assert len(set(places)) == len(places)
    for before, after in zip(province, (s for s in report.sections if s.statements), strict=True):
        for one, other in zip(before.statements, after.statements, strict=True):
            assert quotes(before, one) == quotes(after, other)


def test_a_part_of_the_report_has_only_the_headings_over_it(
    outline: Outline, province: tuple[SectionDraft, ...]
) -> None:
    part = assemble(outline, [replace(section(province, "IV.2"), edited="Còn thiếu [1] và [2].")], PROVINCE)
    assert [s.label for s in part.sections] == ["IV", "IV.2"]
    assert part.sections[1].edited == "Còn thiếu [1] và [2]."


def test_titles_of_reports() -> None:
    assert report_title(Outline("Gợi ý Đề cương báo cáo việc sắp xếp", ())) == "Việc sắp xếp"
    assert report_title(Outline("Báo cáo kết quả năm 2025", ())) == "Kết quả năm 2025"
    assert report_title(Outline("", ())) == ""
