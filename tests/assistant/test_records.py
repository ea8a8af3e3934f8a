"""Records in files: what is read equals what was written, also by an earlier or a later version of the program."""

from dataclasses import dataclass
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Rejected, Statement
from assistant.records import from_json, to_json

_TEXT = st.text(max_size=40)
_CITATIONS = st.builds(
    Citation, marker=st.integers(1, 99), document_id=_TEXT, document=_TEXT, title=_TEXT, section=_TEXT, quote=_TEXT,
    start=st.integers(0), end=st.integers(0), page=st.none() | st.integers(1), passage=_TEXT, verbatim=st.booleans(),
)  # fmt: skip
_ANSWERS = st.builds(
    Answer, question=_TEXT, text=_TEXT,
    statements=st.lists(st.builds(Statement, _TEXT, st.lists(st.integers(1, 9)).map(tuple))).map(tuple),
    citations=st.lists(_CITATIONS, max_size=3).map(tuple), hits=st.just(()), abstained=st.booleans(),
    reason=st.none() | _TEXT, rejected=st.lists(st.builds(Rejected, _TEXT, _TEXT), max_size=2).map(tuple),
    search_seconds=st.floats(0, 9), answer_seconds=st.floats(0, 9),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    words: str
    side: Literal["trái", "phải"] = "trái"
    share: float = 0.5


@given(_ANSWERS)
def test_an_answer_comes_back_as_it_was(answer: Answer) -> None:
    assert from_json(Answer, to_json(answer)) == answer


def test_fields_have_names_and_defaults_are_left_out() -> None:
    assert to_json(Note("chú ý")) == {"words": "chú ý"}
    assert to_json((Note("chú ý", "phải"), None)) == [{"words": "chú ý", "side": "phải"}, None]


def test_a_field_of_a_later_version_is_left_out_and_a_missing_one_takes_its_default() -> None:
    assert from_json(Note, {"words": "chú ý", "mới": [1]}) == Note("chú ý")
    assert from_json(Note, {"words": "chú ý", "share": 1}) == Note("chú ý", share=1.0)


@pytest.mark.parametrize(
    "value", [None, [], "chú ý", {}, {"words": 1}, {"words": None}, {"words": "a", "side": "giữa"}, {"words": ["a"]}]
)
def test_another_shape_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"expected|missing"):
        from_json(Note, value)


def test_a_list_is_wanted_where_a_tuple_was() -> None:
    with pytest.raises(ValueError, match="a list expected, str found"):
        from_json(Answer, {"question": "", "text": "", "statements": "a"})
