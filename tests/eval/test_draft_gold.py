"""The shipped gold of drafts: one line an item of the đề cương, true to the sources."""

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.library import load
from eval.drafts import ItemGold, read_gold
from eval.gold import GoldEvidence

ROOT = Path(__file__).parents[2]
FILES = ("drafts-province", "drafts-son-mai")
OUTLINE = "2025-08_cong-van_ban-chinh-sach-chien-luoc-trung-uong_de-cuong-bao-cao.txt#2"
SON_MAI = "2025_bao-cao_ubnd-xa-son-mai_thuc-hien-kl-62.txt"
DOCUMENTS = {d.id: d for d in load(ROOT / "corpus" / "documents").documents}


def gold(name: str) -> dict[str, ItemGold]:
    """The gold of a shipped file by item."""
    return read_gold(ROOT / "eval" / "questions" / f"{name}.jsonl")


def pieces(name: str) -> list[tuple[str, GoldEvidence]]:
    """Every gold passage with its item."""
    return [(item, piece) for item, value in gold(name).items() for piece in value.evidence]


def named(name: str) -> Document:
    """The shipped document of this id or number."""
    return next(d for d in DOCUMENTS.values() if name in (d.id, d.info.number))


def leaves(document: Document) -> list[str]:
    """Labels of the numbered items that hold no other numbered item (bullets aside)."""
    numbered = [(i, section) for i, section in enumerate(document.sections) if section.kind != "gạch"]
    parents = {section.parent for _, section in numbered}
    return [section.label for i, section in numbered if i not in parents]


@pytest.mark.parametrize("name", FILES)
def test_the_items_are_the_leaves_of_the_outline(name: str) -> None:
    assert list(gold(name)) == leaves(DOCUMENTS[OUTLINE])


@pytest.mark.parametrize("name", FILES)
def test_every_passage_stands_in_its_document_and_is_one_sentence_or_less(name: str) -> None:
    for item, piece in pieces(name):
        assert piece.quote in named(piece.document).text, item
        assert 20 <= len(piece.quote) <= 200, item
        assert "\n" not in piece.quote, item
        assert ". " not in piece.quote, item


@pytest.mark.parametrize("name", FILES)
def test_no_item_asks_for_more_than_a_page_can_hold(name: str) -> None:
    for item, value in gold(name).items():
        assert len(value.evidence) <= 8, item
        assert len(set(value.evidence)) == len(value.evidence), item
        assert all(0 < len(request.split()) <= 6 for request in value.requests), item


def test_results_of_son_mai_are_no_evidence_for_another_province() -> None:
    assert all(piece.document != SON_MAI for _, piece in pieces("drafts-province"))
    assert sum(piece.document == SON_MAI for _, piece in pieces("drafts-son-mai")) >= 30
