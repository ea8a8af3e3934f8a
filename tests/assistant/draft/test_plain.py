"""Projects as JSON: what is read equals what was written, another shape is refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.draft.plain import plain, restored
from assistant.draft.project import Project
from assistant.draft.report import Choice, DraftStatement, SectionDraft
from tests.assistant.draft import samples


def test_a_project_is_read_back_as_it_was() -> None:
    project = samples.project()
    text = json.dumps(plain(project), ensure_ascii=False)
    assert "Báo cáo tình hình thực hiện" in text
    assert '"excluded": ["a@1-2", "b@1-2"]' in text
    assert restored(Project, json.loads(text)) == project


STATEMENTS = st.lists(st.from_type(DraftStatement)).map(tuple)


@settings(max_examples=60, deadline=None)
@given(st.builds(SectionDraft, label=st.text(), heading=st.text(), statements=STATEMENTS))
def test_any_section_survives(section: SectionDraft) -> None:
    assert restored(SectionDraft, json.loads(json.dumps(plain(section)))) == section


def test_fields_of_a_later_version_are_passed_over_and_absent_ones_take_their_defaults() -> None:
    assert restored(Choice, {"pinned": ["a"], "tone": "trang trọng"}) == Choice(pinned=("a",))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Choice, []),
        (Choice, {"pinned": "a"}),
        (Choice, {"pinned": [1]}),
        (Choice, {"length": "rất dài"}),
        (SectionDraft, {"label": "I"}),
        (SectionDraft, {"label": "I", "heading": None}),
        (Project, {"id": "a"}),
    ],
)
def test_another_shape_is_refused(kind: type[Any], value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        restored(kind, value)
