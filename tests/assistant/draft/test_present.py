"""Drafts shown: the JSON of the interface, Markdown, coverage."""

import json
from collections.abc import Sequence

from assistant.answer import Citation, Rejected
from assistant.draft.coverage import coverage_rows
from assistant.draft.present import (
    draft_json,
    report_text,
    requests_table,
)
from assistant.draft.report import DataRequest, DraftStatement, Outline, SectionDraft
from assistant.draft.write import assemble
from index.search import Index
from tests.assistant.draft.conftest import PROVINCE

SECTION = SectionDraft(
    "II.1",
    "Học tập",
    (
        DraftStatement("Kết luận yêu cầu quán triệt.", "source", (1, 2), "căn cứ"),
        DraftStatement("Về đối tượng:", "frame", point=0),
        DraftStatement("Số người: [cần bổ sung: số người].", "frame", point=0, request=0),
        DraftStatement("Số lớp: 12 lớp (nguồn: Ban Tuyên giáo).", "office", point=0),
    ),
    (DataRequest("số người", "năm 2025", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "II.1", 0),),
    (Citation(1, "a", "62-KL/TW", "", "mục 1", "quán triệt", 0, 10, None, ""),
     Citation(2, "a", "62-KL/TW", "", "mục 2", "Kết luận", 20, 28, 3, "", verbatim=False)),
    "partial",
    ("a@0-30",),
    ("38/NQ-CP",),
    (Rejected("Câu sai.", "số liệu không có trong trích dẫn"),),
)  # fmt: skip


def test_json_shows_cited_statements_with_their_markers_and_requests_with_their_units(
    outline: Outline, province: Sequence[SectionDraft]
) -> None:
    shown = draft_json(assemble(outline, province, PROVINCE))
    markers = {citation["marker"] for citation in shown["citations"]}
    assert [item["label"] for item in shown["items"]][:3] == ["I", "I.1", "I.2"]
    for item in shown["items"]:
        assert all(s["citations"] and set(s["citations"]) <= markers for s in item["statements"])
        assert all(set(r) == {"what", "period", "from", "point"} and r["from"] for r in item["requests"])
    first = next(item for item in shown["items"] if item["label"] == "I.1")
    assert "[cần bổ sung: diện tích tự nhiên" in first["text"]
    json.dumps(shown)


def test_the_text_ends_with_the_requests_and_the_sources(
    index: Index, outline: Outline, province: Sequence[SectionDraft]
) -> None:
    report = assemble(outline, province, PROVINCE)
    text = report_text(report, index.documents)
    assert text.startswith("# BÁO CÁO\n\n**Việc thực hiện Kết luận số 62-KL/TW")
    assert "\n\n### IV.2. Hạn chế, yếu kém\n\n" in text
    assert "| 1 | I.1 | diện tích tự nhiên, dân số" in text
    assert "[1] " in text.partition("## Nguồn trích dẫn")[2]
    assert requests_table([]).count("\n") == 1


def test_coverage_names_the_documents_used_and_those_that_would_help(
    index: Index, outline: Outline, province: Sequence[SectionDraft]
) -> None:
    rows = {row.label: row for row in coverage_rows(outline, province, index)}
    assert list(rows) == [section.label for section in province]
    assert (rows["I.1"].coverage, rows["I.1"].documents, rows["I.1"].requests) == ("none", (), 2)
    assert rows["III.1"].missing == (
        "Nghị quyết số 38/NQ-CP", "Nghị quyết số 255/NQ-CP", "Nghị quyết số 1157/NQ-UBTVQH15",
    )  # fmt: skip
    assert rows["IV.2"].coverage == "strong"
    assert rows["IV.2"].documents == ("Kết luận số 62-KL/TW", "Báo cáo của UBND xã Sơn Mai")
    assert rows["II.1"].statements >= 5
