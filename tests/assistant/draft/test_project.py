"""What happens to a project when its outline, figures or title change."""

from dataclasses import replace

import pytest

from assistant.draft import project as projects
from assistant.draft.report import Figure, Outline, OutlineItem
from corpus.errors import TrolyError
from tests.assistant.draft import samples


def relabelled(*items: OutlineItem) -> Outline:
    """The sample outline with other items under part II."""
    first, second = samples.outline().items
    return replace(samples.outline(), items=(first, replace(second, children=items)))


FIRST, SECOND = samples.outline().items[1].children


def test_a_moved_item_keeps_its_section_choice_and_figures() -> None:
    moved = relabelled(replace(SECOND, label="II.1"), replace(FIRST, label="II.2"))
    project = projects.with_outline(samples.project(), moved)
    assert list(project.sections) == ["II.2"]
    assert project.sections["II.2"].statements == samples.section().statements
    assert (project.sections["II.2"].label, project.sections["II.2"].requests[0].item) == ("II.2", "II.2")
    assert list(project.choices) == ["II.2"]
    assert project.brief.figures[0].item == "II.2"


def test_a_renamed_item_keeps_its_section_under_the_new_heading() -> None:
    project = projects.with_outline(samples.project(), relabelled(replace(FIRST, heading="Quán triệt"), SECOND))
    assert project.sections["II.1"] == replace(samples.section(), heading="Quán triệt")


def test_the_section_of_a_dropped_item_goes_and_those_after_it_move_up() -> None:
    kept = samples.section("II.2", SECOND.heading)
    before = projects.with_section(samples.project(), kept)
    project = projects.with_outline(before, relabelled(replace(SECOND, label="II.1")))
    assert list(project.sections) == ["II.1"]
    assert project.sections["II.1"].heading == "Công tác kiểm tra, giám sát"


def test_an_added_item_takes_no_other_items_section() -> None:
    new = OutlineItem("II.1", "Bối cảnh")
    outline = relabelled(new, replace(FIRST, label="II.2"), replace(SECOND, label="II.3"))
    assert list(projects.with_outline(samples.project(), outline).sections) == ["II.2"]


def test_figures_without_a_value_or_an_indicator_are_left_out() -> None:
    rows = (Figure("I", "Số đơn vị", "312"), Figure("I", "Số đơn vị", " "), Figure("I", "", "5"))
    assert projects.with_figures(samples.project(), rows).brief.figures == rows[:1]


@pytest.mark.parametrize(("part", "others"), [("outline", ("brief", "II.1")), ("brief", ("outline", "II.1"))])
def test_a_stamp_changes_with_its_part_alone(part: str, others: tuple[str, ...]) -> None:
    before = samples.project()
    after = (
        replace(before, outline=replace(before.outline, title="Khác"))
        if part == "outline"
        else replace(before, brief=replace(before.brief, others=True))
    )
    assert projects.stamp(before, part) != projects.stamp(after, part)
    assert [projects.stamp(before, o) == projects.stamp(after, o) for o in others] == [True, True]


def test_a_title_is_one_line_and_not_empty() -> None:
    assert projects.checked_title("  Báo cáo\n KL 62 ") == "Báo cáo KL 62"
    with pytest.raises(TrolyError, match="đặt tên"):
        projects.checked_title(" \n ")
    with pytest.raises(TrolyError, match="200"):
        projects.checked_title("x" * 201)
