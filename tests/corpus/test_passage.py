"""Passages: nothing lost, nothing cut inside a number, sections kept together, a useful size."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.passage import LONGEST, Passage, split
from corpus.references import number_spans
from corpus.structure import read_structure
from tests.corpus.conftest import NAMES

TEXTS = Path(__file__).parent / "texts"


def check(document: Document, passages: Sequence[Passage]) -> None:
    """Exact slices in order, every character that is no space in exactly one, numbers and dates whole."""
    at = 0
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.id == f"{document.id}@{passage.start}-{passage.end}"
        assert not document.text[at : passage.start].strip()
        at = passage.end
    assert not document.text[at:].strip()
    cuts = {p.start for p in passages} | {p.end for p in passages}
    assert not [s for s in number_spans(document.text) if any(s.start < cut < s.end for cut in cuts)]


@pytest.mark.parametrize("name", NAMES)
def test_shipped_documents(shipped: Mapping[str, Document], name: str) -> None:
    passages = split(shipped[name])
    check(shipped[name], passages)
    assert all(len(p.text) <= LONGEST for p in passages)
    labels = {s.label for s in shipped[name].sections if s.kind != "gạch"} | {""}
    assert {p.section for p in passages} <= labels


def test_sections_of_ket_luan_62(shipped: Mapping[str, Document]) -> None:
    passages = split(shipped["kl62"])
    assert [p.section for p in passages] == ["", "", "1", "1", "1", "2", "2.1", "2.2", "2.3", "2.4", "2.5", "3", ""]
    assert "Số 62-KL/TW" in passages[0].text
    assert passages[-1].text.startswith("Nơi nhận:")
    assert passages[-1].text.endswith("Trương Thị Mai")
    assert passages[9].text.count("\n") == 1
    assert passages[11].heading_path == ("3. Tổ chức thực hiện",)
    assert passages[11].text.count("\n- ") == 4


def test_a_bare_heading_goes_with_the_first_part_under_it(shipped: Mapping[str, Document]) -> None:
    passage = next(p for p in split(shipped["huyện"]) if p.section == "II.1")
    assert passage.text.startswith("II- NHIỆM VỤ VÀ GIẢI PHÁP TRỌNG TÂM\n1. Đẩy mạnh")
    assert passage.heading_path[0] == "II- NHIỆM VỤ VÀ GIẢI PHÁP TRỌNG TÂM"


def test_small_siblings_are_one_passage(shipped: Mapping[str, Document]) -> None:
    passage = next(p for p in split(shipped["đề cương"]) if p.section == "V")
    assert passage.text == (
        "V. Đề xuất, kiến nghị\n1. Với Bộ Chính trị, Ban Bí thư\n2. Với Quốc hội\n3. Với Chính phủ\n"
        "4. Với các bộ, ngành"
    )


def test_long_lists_are_cut_between_bullets(shipped: Mapping[str, Document]) -> None:
    parts = [p for p in split(shipped["tỉnh"]) if p.section == "4"]
    assert len(parts) == 2
    assert all(
        p.heading_path == ("4. Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo Ủy ban nhân dân tỉnh",) for p in parts
    )
    assert parts[1].text.startswith("- Nâng cao hiệu quả thực hiện chủ trương xã hội hoá")


def test_long_paragraphs_are_cut_at_sentence_ends_then_clauses_then_words() -> None:
    sentence = "Rà soát chức năng của đơn vị theo Nghị quyết số 19-NQ/TW ngày 25/10/2017 và báo cáo kết quả. "
    clauses = "Thực hiện: " + "kiểm tra việc sắp xếp đơn vị theo Kết luận số 62-KL/TW; " * 40 + "báo cáo."
    words = "sắp xếp đơn vị theo Kết luận số 62-KL/TW, ngày 02/10/2023 " * 60
    raw = f"1. {sentence * 20}\n2. {clauses}\n3. {words}\n"
    (document,) = read_structure(raw, "dai.txt", {})
    passages = split(document)
    check(document, passages)
    assert all(len(p.text) <= LONGEST for p in passages)
    first = [p for p in passages if p.section == "1"]
    assert all(p.text.endswith("kết quả.") for p in first)
    second = [p for p in passages if p.section == "2"]
    assert all(p.text.endswith((";", ".")) for p in second)


@pytest.mark.parametrize("name", ["quyet-dinh", "bao-cao", "thong-bao", "nghi-dinh"])
def test_other_documents(name: str) -> None:
    for document in read_structure((TEXTS / f"{name}.txt").read_text(encoding="utf-8"), name, {}):
        check(document, split(document))


def test_identical_texts_in_two_files_are_two_passages() -> None:
    raw = "1. Nội dung giống nhau.\n"
    (a,) = read_structure(raw, "a.txt", {})
    (b,) = read_structure(raw, "b.txt", {})
    assert [p.id for p in split(a)] == ["a.txt@0-23"]
    assert [p.id for p in split(b)] == ["b.txt@0-23"]


def test_a_clause_is_kept_with_its_points() -> None:
    (decision, _) = read_structure((TEXTS / "quyet-dinh.txt").read_text(encoding="utf-8"), "q.txt", {})
    passage = next(p for p in split(decision) if "35 vị trí" in p.text)
    assert "a) Vị trí lãnh đạo, quản lý: 07 vị trí;" in passage.text
    assert "b) Vị trí chức danh nghề nghiệp chuyên ngành: 20 vị trí." in passage.text
