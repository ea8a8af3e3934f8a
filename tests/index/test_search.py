"""Searching an open index."""

import pytest

from corpus.document import DocumentInfo
from corpus.errors import TrolyError
from index.parts import Parts
from index.search import Index, content_words
from index.terms import analyse
from tests.index.builders import BagEncoder, document, passage

TEXTS = {
    "kl.txt": "Tinh giản biên chế, sắp xếp đơn vị sự nghiệp công lập.",
    "bc.txt": "Xã có đội ngũ viên chức (VC) còn thiếu so với định biên.",
    "kh.txt": "Huyện giám sát điều kiện tiếp cận dịch vụ sự nghiệp công.",
}
INFOS = {
    "kl.txt": DocumentInfo("kết luận", number="62-KL/TW", level="trung ương"),
    "bc.txt": DocumentInfo("báo cáo", level="xã", locality="xã Trà Giang"),
    "kh.txt": DocumentInfo("kế hoạch", level="huyện"),
}
DOCUMENTS = tuple(document(name, text, INFOS[name]) for name, text in TEXTS.items())
PASSAGES = tuple(passage(text, name) for name, text in TEXTS.items())


@pytest.fixture(params=["lexical", "both"])
def index(request: pytest.FixtureRequest) -> Index:
    encoder = BagEncoder() if request.param == "both" else None
    return Index.in_memory(PASSAGES, encoder=encoder, documents=DOCUMENTS)


def best(index: Index, query: str, **filters: str) -> str:
    return index.search(query, **filters)[0].passage.document_id  # type: ignore[arg-type]


def test_the_passage_that_answers_comes_first(index: Index) -> None:
    assert best(index, "tinh giản biên chế") == "kl.txt"
    assert best(index, "tinh gian bien che") == "kl.txt"
    assert best(index, "VC có thiếu không?") == "bc.txt"
    assert best(index, "giám sat dịch vụ sự ngiệp") == "kh.txt"


def test_a_named_document_comes_forward(index: Index) -> None:
    assert best(index, "kế hoạch của huyện về sự nghiệp công") == "kh.txt"
    assert best(index, "62-KL/TW") == "kl.txt"


def test_filters(index: Index) -> None:
    assert {h.passage.document_id for h in index.search("sự nghiệp công", kind="Ke hoach")} == {"kh.txt"}
    assert {h.passage.document_id for h in index.search("sự nghiệp công", level="trung ương")} == {"kl.txt"}
    assert {h.passage.document_id for h in index.search("sự nghiệp", document="62-kl/tw")} == {"kl.txt"}
    assert {h.passage.document_id for h in index.search("sự nghiệp", document="kh.txt")} == {"kh.txt"}
    assert index.search("sự nghiệp", kind="quyết định") == ()


def test_scores_fall_and_their_parts_are_there(index: Index) -> None:
    hits = index.search("đơn vị sự nghiệp công lập", k=3)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert hits[0].lexical == 1.0
    assert all(0 <= h.lexical <= 1 and 0 <= h.dense <= 1 for h in hits)


def test_coverage_is_the_share_of_content_words_found(index: Index) -> None:
    assert index.search("Tinh giản biên chế là gì?")[0].coverage == pytest.approx(1.0)
    partly = index.search("tinh giản biên chế bằng blockchain")[0]
    assert 0 < partly.coverage < 0.7
    assert content_words(analyse("Vì sao phải tinh giản?", index.abbreviations)) == ("phai", "tinh", "gian")


@pytest.mark.parametrize("query", ["", "   ", "?!", "的中文", "blockchain ethereum"])
def test_what_has_nothing_in_common_finds_nothing_by_words(query: str) -> None:
    assert Index.in_memory(PASSAGES, documents=DOCUMENTS).search(query) == ()


def test_k(index: Index) -> None:
    assert len(index.search("sự nghiệp công", k=1)) == 1
    assert index.search("sự nghiệp công", k=0) == ()


def test_equal_texts_in_two_files_are_two_sources_in_order_of_place() -> None:
    twins = [passage("Tinh giản biên chế.", name) for name in ("b.txt", "a.txt")]
    hits = Index.in_memory(twins, encoder=BagEncoder()).search("tinh giản biên chế")
    assert [h.passage.document_id for h in hits] == ["a.txt", "b.txt"]
    assert hits[0].score == hits[1].score


@pytest.mark.parametrize("count", [0, 1, 2, 99, 100, 101, 250])
def test_every_size_of_corpus(count: int) -> None:
    many = [passage(f"Điều {i} quy định mức {i * 7} đồng", f"{i:03d}.txt") for i in range(count)]
    index = Index.in_memory(many, encoder=BagEncoder())
    hits = index.search("mức 7 đồng", k=3)
    assert len(hits) == min(count, 3)
    if count > 1:
        assert hits[0].passage.document_id == "001.txt"
    assert hits == index.search("mức 7 đồng", k=3)


def test_a_document_by_id(index: Index) -> None:
    assert index.document("kl.txt") is DOCUMENTS[0]
    with pytest.raises(TrolyError, match="troly corpus list"):
        index.document("khong-co.txt")


def test_naming_a_document_is_not_asking() -> None:
    texts = {"kl.txt": "Trường học không chuyển thành công ty cổ phần.", "kh.txt": "Kết luận 62, kết luận số 62-KL/TW."}
    found = tuple(document(name, text, INFOS[name]) for name, text in texts.items())
    index = Index.in_memory([passage(t, n) for n, t in texts.items()], documents=found)
    assert index.mentioned("Theo Kết luận 62, trường học có cổ phần hóa không?") == ("kl.txt",)
    assert best(index, "Theo Kết luận 62, trường học có cổ phần hóa không?") == "kl.txt"


@pytest.mark.parametrize(
    ("part", "query", "answer"),
    [
        ("abbreviations", "ĐVSNCL", "kl.txt"),
        ("spelling", "ngiệp tinh giảm biêm chế", "kl.txt"),
        ("scope", "báo cáo của xã Trà Giang về dịch vụ", "bc.txt"),
    ],
)
def test_each_part_does_its_work_and_can_be_left_out(part: str, query: str, answer: str) -> None:
    def score(parts: Parts) -> float:
        index = Index.in_memory(PASSAGES, documents=DOCUMENTS, parts=parts)
        return next((h.score + h.coverage for h in index.search(query) if h.passage.document_id == answer), 0.0)

    assert score(Parts()) > score(Parts(**{part: False}))


def test_one_ranking_alone() -> None:
    both = Index.in_memory(PASSAGES, encoder=BagEncoder(), documents=DOCUMENTS)
    words = Index.in_memory(PASSAGES, encoder=BagEncoder(), documents=DOCUMENTS, parts=Parts(dense=False))
    vectors = Index.in_memory(PASSAGES, encoder=BagEncoder(), documents=DOCUMENTS, parts=Parts(lexical=False))
    query = "tinh giản biên chế"
    assert words.search(query)[0].score == words.search(query)[0].lexical == 1.0
    assert words.search(query)[0].similarity == 0.0
    assert vectors.search(query)[0].score == vectors.search(query)[0].dense == 1.0
    assert both.search(query)[0].similarity > 0


def test_words_that_ask_weigh_less_than_what_they_ask_about() -> None:
    passages = [passage("Ai cũng biết thế nào là nào.", "a.txt"), passage("Huyện ủy giám sát dịch vụ.", "b.txt")]

    def first(parts: Parts) -> str:
        return Index.in_memory(passages, parts=parts).search("Ai giám sát, thế nào?")[0].passage.document_id

    assert first(Parts()) == "b.txt"
    assert first(Parts(asking=False)) == "a.txt"
