"""Documents to JSON and back."""

import json

import pytest

from corpus.document import Document, DocumentInfo, Evidence, PartialDate, Reference, Section, Span
from corpus.passage import Passage
from index import codec

DOCUMENT = Document(
    id="a.txt#2",
    path="a.txt",
    info=DocumentInfo(
        kind="kết luận",
        number="62-KL/TW",
        date=PartialDate(2023, 10, 2),
        recipients=("Các tỉnh uỷ", "Lưu"),
        level="trung ương",
        evidence=(Evidence("number", 3, 11),),
    ),
    text='Số 62-KL/TW\u2028\x85 "đặc biệt"\n',
    sections=(Section("I", "I.", "mục", "Mục đích", 1, 0, 5), Section("I -1", "-", "gạch", "Ý", 2, 2, 5, 0)),
    sentences=(Span(0, 5),),
    references=(Reference("19-NQ/TW", None, PartialDate(2017), None, 0, 3),),
    page_starts=(0, 7),
)


def test_what_is_read_equals_what_was_written() -> None:
    line = json.dumps(codec.encode(DOCUMENT), ensure_ascii=False)
    assert "\n" not in line
    again = codec.decode(Document, json.loads(line))
    assert again == DOCUMENT
    assert isinstance(again.info.date, PartialDate)
    assert isinstance(again.sections, tuple)
    assert isinstance(again.references[0].date, PartialDate)


def test_passages_too() -> None:
    passage = Passage("a@0-3", "a", "1", ("I. Một", "1. Hai"), 0, 3, "abc")
    assert codec.decode(Passage, json.loads(json.dumps(codec.encode(passage)))) == passage


@pytest.mark.parametrize("value", [[], ["a"], None, 3])
def test_another_shape_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not a Document"):
        codec.decode(Document, value)
