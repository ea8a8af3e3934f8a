"""The JSON shapes and the plain text of the terminal."""

import json

import pytest

from assistant import present
from assistant.answer import Answer
from assistant.ask import ask
from index.search import Index
from tests.assistant.invented import index_of, plan


def test_an_answer_without_citations_is_its_text_alone(index: Index) -> None:
    assert (
        present.answer_text(Answer("?", "Không có.", abstained=True, reason="Không có."), index.documents)
        == "Không có."
    )


def test_each_citation_is_shown_with_its_source_on_one_line() -> None:
    index = index_of(plan())
    shown = present.answer_text(ask(index, "Ai ký kế hoạch 15?"), index.documents).splitlines()
    assert shown == [
        "Kế hoạch số 15/KH-UBND do Chủ tịch Lê Thị Hoa ký [1][2].",
        "",
        "Nguồn trích dẫn:",
        "  [1] Kế hoạch số 15/KH-UBND, ngày 05/03/2024 của Ủy ban nhân dân xã Trà Giang, phần đầu văn bản",
        "      “15/KH-UBND”",
        "  [2] Kế hoạch số 15/KH-UBND, ngày 05/03/2024 của Ủy ban nhân dân xã Trà Giang, phần ký, nơi nhận",
        "      “TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Thị Hoa”",
    ]


def test_hits_are_numbered_and_cut(index: Index) -> None:
    hits = index.search("xã hội hóa dịch vụ sự nghiệp công", k=3)
    lines = present.hits_text(hits, index.documents).splitlines()
    assert [line[:4] for line in lines[::2]] == [" 1. ", " 2. ", " 3. "]
    assert all(len(line) <= 4 + 222 for line in lines[1::2])
    assert present.hits_text((), index.documents) == ""


def test_an_unknown_value_is_null() -> None:
    index = index_of(plan())
    row = present.document_json(index.documents[0])
    assert {name: row[name] for name in ("number", "date", "level", "locality", "signer", "pages", "superseded")} == {
        "number": "15/KH-UBND", "date": "2024-03-05", "level": "xã", "locality": "xã Trà Giang",
        "signer": "Lê Thị Hoa", "pages": None, "superseded": False,
    }  # fmt: skip


def test_the_section_tree_nests() -> None:
    tree = present.section_tree(plan())
    assert [(node["label"], [child["label"] for child in node["children"]]) for node in tree] == [
        ("I", ["I.1", "I.2"]),
        ("II", ["II.1", "II.2"]),
    ]
    assert [leaf["heading"] for leaf in tree[0]["children"][0]["children"]] == [
        "Giảm 02 trường mầm non",
        "Có 03 đơn vị tự chủ chi thường xuyên",
    ]


@pytest.mark.parametrize("question", ["Ai ký Kết luận 62?", "Nghị quyết 27-NQ/TW quy định gì?", "xin chào"])
def test_answers_are_plain_json(index: Index, question: str) -> None:
    answer = ask(index, question)
    shape = present.answer_json(answer)
    assert json.loads(json.dumps(shape, ensure_ascii=False)) == shape
    assert (shape["question"], shape["answer"], shape["abstained"]) == (question, answer.text, answer.abstained)
