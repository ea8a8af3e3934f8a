"""Our search beside plain BM25, kind by kind."""

from pathlib import Path

import pytest

from corpus.document import DocumentInfo
from eval import kinds, layouts
from eval.gold import GoldEvidence, GoldQuestion
from eval.kinds import Compared
from index.search import Index
from tests.eval import samples
from tests.index.builders import document, passage

pytest.importorskip("bm25s", reason="cần phần mở rộng peers: pip install 'troly[peers]'")

TEXTS = {
    "a.txt": "Báo cáo gửi về Văn phòng Tỉnh ủy trước ngày 15.",
    "b.txt": "Báo cáo của xã nêu khó khăn về kinh phí.",
}


def test_our_questions_are_compared_by_kind_and_by_way_of_writing() -> None:
    index = Index.in_memory(
        [passage(text, name) for name, text in TEXTS.items()],
        documents=[document(name, text, DocumentInfo("báo cáo")) for name, text in TEXTS.items()],
    )
    gold = (GoldEvidence("b.txt", "khó khăn về kinh phí"),)
    asked = [
        GoldQuestion("1", "xa gap kho khan gi", "list", "unaccented", True, evidence=gold),
        GoldQuestion("2", "Xã có bao nhiêu dân?", "count", "plain", False),
    ]
    # Without accents plain BM25 has no word of either passage; ours finds the one that holds the evidence.
    assert kinds.of_questions(index, asked) == [Compared(("list", "unaccented"), 1.0, 0.0)]


def test_a_benchmarks_questions_are_sorted_by_what_they_ask(tmp_path: Path) -> None:
    compared = kinds.of_benchmark(layouts.read(samples.beir(tmp_path / "luật")))
    assert [c.kinds for c in compared] == [("who",), ("yesno",), ("how",)]
    assert [c.ours for c in compared] == [1.0, 1.0, 1.0]


def test_a_kind_that_is_served_worse_is_marked() -> None:
    compared = [Compared(("who",), 0.9, 0.95), Compared(("who",), 0.9, 0.95), Compared(("when",), 0.9, 0.91)]
    assert kinds.table("Luật", compared).splitlines()[1:] == [
        "| Luật | n | troly | bm25s | difference |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| who | 2 | 0.900 | 0.950 | -0.050 (!) |",
        "| when | 1 | 0.900 | 0.910 | -0.010 |",
    ]


def test_tables_are_printed_for_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kinds.main([str(samples.beir(tmp_path / "luật"))]) == 0
    assert "| luật | n | troly | bm25s | difference |" in capsys.readouterr().out
