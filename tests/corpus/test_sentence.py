"""Sentences and clauses of official text, with exact offsets."""

import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Span
from corpus.sentence import split_clauses, split_sentences


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.1. Đẩy mạnh tuyên truyền. Kịp thời phát hiện.", ["Đẩy mạnh tuyên truyền.", "Kịp thời phát hiện."]),
        (
            "- Rà soát; báo cáo trước ngày 31.10.2025. Hoàn thành.",
            ["Rà soát; báo cáo trước ngày 31.10.2025.", "Hoàn thành."],
        ),
        (
            "Điều 5. Giá dịch vụ\n1. Giá do TP. Hồ Chí Minh quy định.",
            ["Giá dịch vụ", "Giá do TP. Hồ Chí Minh quy định."],
        ),
        (
            "Gửi hungnm@cscltw.dcs.vn. Chi tiết liên hệ Vụ Xã hội.",
            ["Gửi hungnm@cscltw.dcs.vn.", "Chi tiết liên hệ Vụ Xã hội."],
        ),
        ("Ban CSCLTW, ĐT: 0822269999. Trân trọng./.", ["Ban CSCLTW, ĐT: 0822269999.", "Trân trọng./."]),
        ("Theo Điều 5. Nội dung như sau: 15.230 người.", ["Theo Điều 5. Nội dung như sau: 15.230 người."]),
        ("Ông nói: “Làm ngay.” Mọi người nghe.", ["Ông nói: “Làm ngay.”", "Mọi người nghe."]),
        (
            "Các hình thức: hội nghị, trực tuyến… Sự tham gia đầy đủ.",
            ["Các hình thức: hội nghị, trực tuyến…", "Sự tham gia đầy đủ."],
        ),
        ("", []),
        ("\n\n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_clauses_end_at_semicolons_outside_brackets() -> None:
    text = "Giao Sở Nội vụ: rà soát (gồm a; b); báo cáo; kiểm tra."
    parts = split_clauses(text, Span(0, len(text)))
    assert [text[p.start : p.end] for p in parts] == [
        "Giao Sở Nội vụ: rà soát (gồm a; b);",
        "báo cáo;",
        "kiểm tra.",
    ]


@given(st.text(alphabet="abcđê ABĐ.;!?…\n-+12()“”/", max_size=120))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all("\n" not in text[s.start : s.end] and text[s.start : s.end].strip() for s in spans)


def test_shipped_sentences_leave_out_only_markers_and_spaces(shipped: Mapping[str, Document]) -> None:
    for document in shipped.values():
        left, at = [], 0
        for span in document.sentences:
            left.append(document.text[at : span.start])
            at = span.end
        markers = {s.marker for s in document.sections} | {"-", ""}
        assert {piece.strip() for piece in left} <= markers


def test_importing_loads_nothing_and_splitting_loads_no_torch() -> None:
    program = (
        "import sys, corpus.library, corpus.sentence\n"
        "assert not any(m.startswith(('underthesea', 'torch', 'numpy')) for m in sys.modules)\n"
        "assert len(corpus.sentence.split_sentences('Một câu. Hai câu.')) == 2\n"
        "assert not any(m.startswith(('torch', 'sklearn')) for m in sys.modules)\n"
        "assert 'underthesea' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
