"""The drafts of the shipped outline keep their measures: nothing unsupported or lent, little said twice, gold used."""

import json
from pathlib import Path

import pytest

from assistant import outline as outlines
from assistant.draft.present import draft_json
from assistant.draft.report import Brief
from assistant.draft.write import assemble, draft_outline
from corpus.library import load
from corpus.passage import split
from eval import drafts
from eval.answer_runs import supports
from index.embed import open_encoder
from index.search import Index

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def index() -> Index:
    """The shipped corpus."""
    documents = load(ROOT / "corpus" / "documents").documents
    passages = [passage for document in documents for passage in split(document)]
    return Index.in_memory(passages, encoder=open_encoder(), documents=documents)


@pytest.mark.parametrize(
    ("locality", "gold", "used"),
    [("tỉnh Bình Sơn", "drafts-province", 0.85), ("xã Sơn Mai, tỉnh Quảng Ngãi", "drafts-son-mai", 0.7)],
)
def test_measures_of_the_shipped_drafts(index: Index, tmp_path: Path, locality: str, gold: str, used: float) -> None:
    outline = outlines.from_document(outlines.find_outline(index.documents))
    brief = Brief(locality)
    path = tmp_path / "du-thao.json"
    report = draft_json(assemble(outline, draft_outline(index, outline, brief), brief))
    path.write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    items = drafts.leaves(drafts.read(path))
    wanted = drafts.read_gold(ROOT / "eval" / "questions" / f"{gold}.jsonl")
    results = [drafts.result(i, wanted[i.label], index.documents, locality=locality, supports=supports) for i in items]
    whole = drafts.of_the_whole(items, wanted, index.documents, locality=locality, supports=supports)
    assert len(results) == 16
    assert all(r.values["answered"] == 1.0 and r.values.get("verbatim", 1.0) == 1.0 for r in results)
    assert (whole["unsupported"], whole["attribution_errors"]) == (0.0, 0.0)
    assert whole["repeated"] <= 0.03
    assert whole["gold_used"] >= used
    assert whole["gold_anywhere"] >= 0.95
