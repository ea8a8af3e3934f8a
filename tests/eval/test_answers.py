"""Answers measured against gold: each measure on answers written by hand."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answer import Answer, Citation, Statement
from corpus.document import Document, DocumentInfo
from eval.answer_runs import of_the_whole, supports
from eval.answers import evidence_hit, result, same_document, score
from eval.gold import GoldEvidence, GoldQuestion

TEXT = (
    "Lai Châu, ngày 12 tháng 10 năm 2023.\nBan Cán sự đảng UBND tỉnh lãnh đạo xây dựng kế hoạch trước ngày 30/11/2023."
)
DOCUMENT = Document(
    "2023_cong-van.txt", "2023_cong-van.txt", DocumentInfo(kind="công văn", number="815-CV/TU"), TEXT, ()
)
DOCUMENTS = {DOCUMENT.id: DOCUMENT}


def cite(quote: str, marker: int = 1, *, document: str = "815-CV/TU") -> Citation:
    start = TEXT.find(quote)
    return Citation(
        marker, DOCUMENT.id if document == "815-CV/TU" else document, document, "", "mục 1", quote, start,
        start + len(quote), None, TEXT,
    )  # fmt: skip


def answer(*said: tuple[str, Sequence[Citation]], abstained: bool = False) -> Answer:
    return Answer(
        question="?",
        text=" ".join(text for text, _ in said),
        statements=tuple(Statement(text, tuple(c.marker for c in cited)) for text, cited in said),
        citations=tuple(c for _, cited in said for c in cited),
        abstained=abstained,
    )


QUESTION = GoldQuestion(
    "g1", "Hạn xây dựng kế hoạch là khi nào?", "fact", "plain", True,
    evidence=(GoldEvidence("815-CV/TU", "xây dựng kế hoạch\ntrước ngày 30/11/2023"),), answer="30/11/2023",
)  # fmt: skip
SENTENCE = "Ban Cán sự đảng UBND tỉnh lãnh đạo xây dựng kế hoạch trước ngày 30/11/2023."


def test_a_right_answer_scores_full_marks() -> None:
    given = answer((SENTENCE, [cite(SENTENCE)]))
    assert score(QUESTION, given, DOCUMENTS, supports=supports) == {
        "refusal_right": 1, "evidence_hit": 1, "answer_match": 1, "citation_recall": 1, "citation_precision": 1,
        "statements": 1, "verbatim": 1,
    }  # fmt: skip
    assert result(QUESTION, given, DOCUMENTS, supports=supports).problems == ()


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (cite("trước ngày 30/11/2023"), 1.0),  # within the gold words, white space aside
        (cite("ngày 12 tháng 10 năm 2023"), 0.0),
        (cite(SENTENCE, document="62-KL/TW"), 0.0),  # the words of another document
    ],
)
def test_evidence_is_hit_in_its_own_document(citation: Citation, expected: float) -> None:
    assert evidence_hit(QUESTION, answer(("...", [citation]))) == expected


def test_every_piece_is_needed_where_all_are() -> None:
    question = replace(
        QUESTION,
        all_evidence=True,
        evidence=(*QUESTION.evidence, GoldEvidence("815-CV/TU", "ngày 12 tháng 10 năm 2023")),
    )
    one = answer(("...", [cite(SENTENCE)]))
    both = answer(("...", [cite(SENTENCE), cite("ngày 12 tháng 10 năm 2023", 2)]))
    assert (evidence_hit(question, one), evidence_hit(question, both)) == (0.0, 1.0)
    assert evidence_hit(replace(question, all_evidence=False), one) == 1.0


def test_documents_are_known_by_id_or_number_in_any_case() -> None:
    assert same_document("815-cv/tu", document_id="a.txt", key="815-CV/TU")
    assert same_document("a.txt", document_id="a.txt", key="815-CV/TU")
    assert not same_document("815", document_id="a.txt", key="815-CV/TU")


def test_another_right_form_of_the_answer_counts() -> None:
    question = replace(QUESTION, answer="cuối tháng 11", alternatives=("30 tháng 11 năm 2023",))
    assert score(question, answer((SENTENCE, [cite(SENTENCE)])), DOCUMENTS, supports=supports)["answer_match"] == 1


def test_citation_measures_follow_alce() -> None:
    def backs(statement: str, quotes: Sequence[str]) -> bool:
        return statement in quotes

    right, wrong = cite(SENTENCE), cite("ngày 12 tháng 10 năm 2023", 2)
    values = score(QUESTION, answer((SENTENCE, [right, wrong]), ("Bịa.", [wrong])), DOCUMENTS, supports=backs)
    # The first statement is supported, its second citation can be taken away; the second statement is not supported.
    assert values["citation_recall"] == 1 / 2
    assert values["citation_precision"] == pytest.approx(1 / 3)
    assert values["statements"] == 2


def test_citations_needed_together_are_both_precise() -> None:
    first, second = cite("ngày 12 tháng 10 năm 2023"), cite("trước ngày 30/11/2023", 2)
    values = score(
        QUESTION,
        answer(("Từ ngày 12/10/2023 đến trước ngày 30/11/2023.", [first, second])),
        DOCUMENTS,
        supports=lambda statement, quotes: len(quotes) == 2,
    )
    assert (values["citation_recall"], values["citation_precision"]) == (1.0, 1.0)


def test_a_statement_without_citation_is_not_recalled() -> None:
    values = score(QUESTION, answer(("Hạn là 30/11/2023.", [])), DOCUMENTS, supports=supports)
    assert values["citation_recall"] == 0.0
    assert "citation_precision" not in values
    greeting = replace(QUESTION, kind="meta", evidence=(), answer=None)
    assert score(greeting, answer(("Xin chào!", [])), DOCUMENTS, supports=supports) == {}


def test_a_quote_that_is_not_at_its_place_is_not_verbatim() -> None:
    moved = replace(cite("trước ngày 30/11/2023"), start=0, end=21)
    found = result(QUESTION, answer((SENTENCE, [cite(SENTENCE, 2), moved])), DOCUMENTS, supports=supports)
    assert found.values["verbatim"] == 0.5
    assert "trích dẫn không nguyên văn" in found.problems


def test_refusals_are_counted_over_the_set() -> None:
    nothing = replace(QUESTION, id="g2", answerable=False, evidence=(), answer=None, kind="unanswerable")
    refusal = answer(abstained=True)
    said = answer((SENTENCE, [cite(SENTENCE)]))
    results = [
        result(question, given, DOCUMENTS, supports=supports)
        for question, given in (
            (QUESTION, said),
            (QUESTION, said),
            (QUESTION, said),
            (QUESTION, refusal),
            (nothing, refusal),
            (nothing, refusal),
            (nothing, said),
            (replace(QUESTION, kind="meta", evidence=(), answer=None), answer(("Xin chào!", []))),
        )
    ]
    whole = of_the_whole(results)
    assert whole["refusal_precision"] == pytest.approx(2 / 3)
    assert whole["refusal_recall"] == pytest.approx(2 / 3)
    assert whole["refusal_f1"] == pytest.approx(2 / 3)
    assert whole["answerable_refused"] == 1 / 4
    assert whole["statement_support"] == 1.0
    assert results[3].problems == ("từ chối câu trả lời được",)
    assert results[6].problems == ("trả lời câu phải từ chối",)


@pytest.mark.parametrize(
    ("verdict", "text", "abstained", "right"),
    [
        ("yes", "Có. Trước ngày 30/11/2023 [1].", False, 1.0),
        ("yes", "Trước ngày 30/11/2023 [1].", False, 0.0),
        ("no", "Không. Trước ngày 30/11/2023 [1].", False, 1.0),
        ("no", "Chưa. Trước ngày 30/11/2023 [1].", False, 1.0),
        ("no", "Không tìm thấy nội dung này trong Công văn.", False, 0.0),
        ("absent", "Không tìm thấy nội dung này trong Công văn.\n\nTheo Kết luận: có [1].", False, 1.0),
        ("absent", "Công văn không nêu số liệu này.", True, 1.0),
        ("absent", "Trước ngày 30/11/2023 [1].", False, 0.0),
    ],
)
def test_what_an_answer_says_first_is_held_to_the_gold(verdict: str, text: str, abstained: bool, right: float) -> None:
    given = replace(answer((text, [cite("trước ngày 30/11/2023")]), abstained=abstained), text=text)
    values = score(replace(QUESTION, verdict=verdict), given, DOCUMENTS, supports=supports)
    assert values["verdict_right"] == right
    assert ("refusal_right" in values) is (verdict != "absent")


def test_a_question_whose_answer_stands_elsewhere_may_be_refused() -> None:
    given = answer(abstained=True)
    assert "evidence_hit" not in score(replace(QUESTION, verdict="absent"), given, DOCUMENTS, supports=supports)
    unanswerable = replace(QUESTION, verdict="absent", answerable=False, evidence=())
    assert score(unanswerable, given, DOCUMENTS, supports=supports)["refusal_right"] == 1.0
