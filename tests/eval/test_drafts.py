"""Drafts measured from their JSON: evidence, support, attribution, gold."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli import main
from corpus.document import Document, DocumentInfo
from corpus.errors import TrolyError
from eval.answer_runs import supports
from eval.drafts import (
    DraftCitation,
    DraftItem,
    DraftStatement,
    ItemGold,
    leaves,
    of_the_whole,
    read,
    read_gold,
    result,
)
from eval.gold import GoldEvidence
from eval.results import QueryResult
from index import sync
from tests.eval import samples

REPORT = "Ủy ban nhân dân xã đã sắp xếp còn 05 đơn vị sự nghiệp.\nCòn thiếu giáo viên."
DOCUMENT = Document(
    "bao-cao.txt",
    "bao-cao.txt",
    DocumentInfo(kind="báo cáo", number="45/BC-UBND", locality="xã Sơn Mai, tỉnh Quảng Ngãi"),
    REPORT,
    (),
)
QUOTE = "Ủy ban nhân dân xã đã sắp xếp còn 05 đơn vị sự nghiệp."


def draft(path: Path, *statements: tuple[str, list[int]], quote: str = QUOTE) -> Path:
    """A draft of two items: one with the statements, one with nothing but a request."""
    items = [
        {
            "label": "II.1",
            "heading": "Sắp xếp đơn vị",
            "statements": [{"text": t, "citations": c} for t, c in statements],
        },
        {
            "label": "II.2",
            "heading": "Tinh giản biên chế",
            "statements": [],
            "requests": [{"what": "Số người được tinh giản năm 2024", "from": "Phòng Nội vụ"}],
        },
    ]
    citations = [{"marker": 1, "document": "45/BC-UBND", "quote": quote, "start": 0, "end": 0}]
    path.write_text(json.dumps({"items": items, "citations": citations}, ensure_ascii=False), encoding="utf-8")
    return path


def measured(item: DraftItem, *, gold: ItemGold | None = None, locality: str | None = None) -> QueryResult:
    return result(item, gold, [DOCUMENT], locality=locality, supports=supports)


def test_what_another_locality_did_has_to_name_it(tmp_path: Path) -> None:
    named = f"Tại xã Sơn Mai, {QUOTE[0].lower()}{QUOTE[1:]}"
    first, _ = read(draft(tmp_path / "a.json", (QUOTE, [1]), (named, [1])))
    elsewhere, at_home = measured(first, locality="huyện Tam Đường"), measured(first, locality="Xã Sơn Mai")
    assert elsewhere.values["attributed"] == 0.5
    assert elsewhere.problems == ("có câu không được chứng minh", "kết quả của nơi khác không ghi nguồn")
    assert "attributed" not in at_home.values


def test_unsupported_statements_and_altered_quotes_are_counted(tmp_path: Path) -> None:
    path = draft(
        tmp_path / "a.json", (QUOTE, [1]), ("Xã đã sắp xếp còn 07 đơn vị sự nghiệp.", [1]), ("Thiếu nguồn.", [])
    )
    values = measured(read(path)[0]).values
    assert values["supported"] == pytest.approx(1 / 3)
    assert values["verbatim"] == 1.0
    altered = draft(tmp_path / "b.json", (QUOTE, [1]), quote=QUOTE.replace("05", "06"))
    assert measured(read(altered)[0]).values["verbatim"] == 0.0


def test_gold_passages_and_requests_are_looked_for(tmp_path: Path) -> None:
    path = samples.lines(
        tmp_path / "gold.jsonl",
        {
            "item": "II.1",
            "evidence": [
                {"document": "45/BC-UBND", "quote": "còn 05 đơn vị\nsự nghiệp"},
                {"document": "45/BC-UBND", "quote": "Còn thiếu giáo viên"},
            ],
        },
        {"item": "II.2", "requests": ["số người được tinh giản", "kinh phí"]},
    )
    gold = read_gold(path)
    assert gold["II.1"].evidence[1] == GoldEvidence("45/BC-UBND", "Còn thiếu giáo viên")
    first, second = read(draft(tmp_path / "a.json", (QUOTE, [1])))
    assert measured(first, gold=gold["II.1"]).values["evidence_used"] == 0.5
    empty = measured(second, gold=gold["II.2"])
    assert empty.values == {"answered": 1.0, "has_evidence": 0.0, "requests_found": 0.5}
    assert empty.problems == ("mục chưa có căn cứ", "bỏ sót số liệu cần xin")


def item(label: str, *texts: str) -> DraftItem:
    """An item whose statements cite the report."""
    cited = (DraftCitation("45/BC-UBND", QUOTE),)
    return DraftItem(label, "Mục", tuple(DraftStatement(text, cited) for text in texts), ())


def test_headings_over_other_items_are_not_measured() -> None:
    items = [item("II"), item("II.1"), item("II.1.a"), item("II.10"), item("III")]
    assert [leaf.label for leaf in leaves(items)] == ["II.1.a", "II.10", "III"]


def test_a_whole_draft_is_measured_for_support_attribution_and_repetition() -> None:
    named = f"Tại xã Sơn Mai, {QUOTE[0].lower()}{QUOTE[1:]}"
    gold = {
        "II.1": ItemGold((GoldEvidence("45/BC-UBND", "còn 05 đơn vị sự nghiệp"),), ()),
        "II.2": ItemGold((GoldEvidence("45/BC-UBND", "còn 05 đơn vị"), GoldEvidence("45/BC-UBND", "giáo viên")), ()),
    }
    items = [item("II.1", named, "Xã còn 07 đơn vị sự nghiệp."), item("II.3", named)]
    values = of_the_whole(items, gold, [DOCUMENT], locality="tỉnh Lai Châu", supports=supports)
    assert values == {
        "unsupported": 3.0,  # the quote does not name the commune
        "attribution_errors": 1.0,
        "repeated": pytest.approx(1 / 3),
        "recalled": pytest.approx(1 / 3),
        "gold_used": pytest.approx(1 / 3),
        "gold_told": pytest.approx(1 / 3),
        "gold_anywhere": pytest.approx(2 / 3),
    }


def test_gold_only_recalled_is_used_but_not_told() -> None:
    gold = {"II.1": ItemGold((GoldEvidence("45/BC-UBND", "còn 05 đơn vị sự nghiệp"),), ())}
    told = item("II.1", QUOTE)
    recalling = replace(told, statements=tuple(s._replace(recalls=True) for s in told.statements))
    values = of_the_whole([recalling], gold, [DOCUMENT], locality="xã Sơn Mai", supports=supports)
    assert (values["gold_used"], values["gold_told"], values["gold_anywhere"]) == (1.0, 0.0, 0.0)


def test_a_marker_without_its_citation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrolyError, match=r"items\[0\], statements\[0\]: trích dẫn \[3\] không có trong “citations”"):
        read(draft(tmp_path / "a.json", ("Câu.", [3])))


def test_a_draft_is_measured_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "bao-cao.txt").write_text(f"BÁO CÁO\nSố 45/BC-UBND\n\n{REPORT}\n", encoding="utf-8")
    monkeypatch.setenv("TROLY_DOCUMENTS", str(tmp_path / "documents"))
    monkeypatch.setenv("TROLY_DATA", str(tmp_path / "data"))
    sync.update(tmp_path / "documents", tmp_path / "data")
    path = draft(tmp_path / "du-thao.json", (QUOTE, [1]))
    out = tmp_path / "a.json"
    limits = ["--fail-under", "supported=1", "--fail-under", "has_evidence=0.9"]
    assert main(["eval", "drafts", "--dataset", str(path), "--json", str(out), *limits]) == 1
    written = json.loads(out.read_text("utf-8"))
    assert written["n"] == 2
    assert written["metrics"]["supported"] == 1.0
    assert written["metrics"]["has_evidence"] == 0.5
    assert (written["metrics"]["unsupported"], written["metrics"]["answered"]) == (0.0, 1.0)
