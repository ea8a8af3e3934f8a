"""Benchmark documents as Documents, and rankings made of passages."""

from pathlib import Path

import pytest

from corpus.passage import Passage
from eval import evidence, layouts, material, retrieval
from eval.dataset import Ranked, Source
from eval.gold import GoldEvidence, GoldQuestion
from index.search import Hit, Index
from tests.eval import samples

LAW = Source(
    "Luật|9",
    "Luật Viên chức, Điều 9. Đơn vị sự nghiệp công lập",
    "1. Đơn vị sự nghiệp công lập gồm:\r\na) Đơn vị được giao quyền tự chủ;\r\n"
    "b) Đơn vị chưa được giao quyền tự chủ.\r\n"
    "2. Chính phủ quy định chi tiết tiêu chí phân loại. Việc phân loại dựa vào khả năng tự chủ.",
)


def test_a_source_becomes_a_document_with_sections_sentences_and_title() -> None:
    document = material.to_document(LAW)
    assert document.id == document.path == "Luật|9"
    assert document.info.title == "Luật Viên chức, Điều 9. Đơn vị sự nghiệp công lập"
    assert "\r" not in document.text
    assert [s.label for s in document.sections] == ["1", "1.a", "1.b", "2"]
    sentences = [document.text[s.start : s.end] for s in document.sentences]
    assert sentences[-2:] == [
        "Chính phủ quy định chi tiết tiêu chí phân loại.",
        "Việc phân loại dựa vào khả năng tự chủ.",
    ]


def test_passages_cover_the_text_and_keep_their_places() -> None:
    long = Source(
        "dài", "", "\n".join(f"{i}. Khoản số {i} " + "nói về đơn vị sự nghiệp công lập " * 20 for i in range(1, 9))
    )
    prepared = material.prepare([LAW, long, Source("trống", "", " \n")])
    texts = {d.id: d.text for d in prepared.documents}
    assert all(texts[p.document_id][p.start : p.end] == p.text for p in prepared.passages)
    assert len([p for p in prepared.passages if p.document_id == "dài"]) > 1
    assert "trống" not in {p.document_id for p in prepared.passages}
    covered = "".join(p.text for p in prepared.passages if p.document_id == "dài")
    assert covered.replace("\n", "") == texts["dài"].replace("\n", "")


def test_a_source_with_a_title_only_is_found_by_it() -> None:
    title = "Hiến pháp, Điều 65. Lực lượng vũ trang nhân dân tuyệt đối trung thành với Tổ quốc"
    prepared = material.prepare([Source("Hiến pháp|65", title, "\n")])
    assert [p.text for p in prepared.passages] == [title]
    assert prepared.documents[0].info.title is None


def hit(document: str, start: int, end: int, value: float) -> Hit:
    return Hit(
        Passage(f"{document}@{start}-{end}", document, "", (), start, end, "x" * (end - start)), value, value, 0.0
    )


def test_a_document_scores_as_its_best_passage() -> None:
    hits = [hit("a", 0, 5, 0.9), hit("b", 0, 5, 0.8), hit("a", 5, 9, 0.7), hit("c", 0, 5, 0.8)]
    ranking = retrieval.documents_of(hits)
    assert [r.document for r in ranking] == ["a", "b", "c"]
    assert ranking[0].score == pytest.approx(0.9)
    assert ranking[1].score > ranking[2].score


def test_every_query_of_a_benchmark_is_searched_and_scored(tmp_path: Path) -> None:
    dataset = layouts.read(samples.beir(tmp_path / "luật"))
    prepared = material.prepare(dataset.sources)
    index = Index.in_memory(prepared.passages, documents=prepared.documents)
    asked = retrieval.benchmark(dataset, measures=("nDCG@10",), depth=10)
    jobs = retrieval.jobs(dataset.queries, asked, lambda query, k: index.search(query, k=k))
    results = {job.id: job.work() for job in jobs}
    assert [r.ranking[0].document for r in results.values()] == [
        "Luật Viên chức|2",
        "Luật Du lịch|39",
        "Luật Viên chức|9",
    ]
    assert results["q2"].values["nDCG@10"] == results["q2"].values["R@1"] == 1.0
    assert results["q2"].found[0].text == samples.ARTICLES["Luật Du lịch|39"]
    assert 0 < results["q2"].seconds < 5
    assert results["q2"].problems == ()


def test_rankings_of_another_program_are_scored(tmp_path: Path) -> None:
    dataset = layouts.read(samples.beir(tmp_path / "luật"))
    asked = retrieval.benchmark(dataset, measures=("RR@10",), depth=10)
    rankings = {"q1": (Ranked("Luật Du lịch|39", 9.0), Ranked("Luật Viên chức|2", 8.0))}
    first, second, _ = [job.work() for job in retrieval.given(dataset.queries, asked, rankings)]
    assert (first.values["RR@10"], first.problems) == (0.5, ("văn bản đúng đứng thứ 2",))
    assert (second.values["RR@10"], second.problems) == (0.0, ("không tìm thấy",))


TEXT = "Mở đầu. Kế hoạch số 251-KH/TU,\nngày 09/02/2022 của Ban Thường vụ. Kết luận 62 yêu cầu tinh gọn đầu mối."
QUESTION = GoldQuestion(
    "g", "?", "fact", "plain", True,
    evidence=(GoldEvidence("d", "Kế hoạch số 251-KH/TU, ngày 09/02/2022"), GoldEvidence("d", "tinh gọn đầu mối")),
)  # fmt: skip


def test_evidence_is_found_whatever_its_white_space() -> None:
    (span,) = evidence.locate(TEXT, "251-KH/TU, ngày  09/02/2022")
    assert TEXT[span.start : span.end] == "251-KH/TU,\nngày 09/02/2022"
    assert evidence.locate(TEXT, "251-KH/TU ngày") == ()


def ranked(question: GoldQuestion, *hits: Hit) -> list[str]:
    document = material.to_document(Source("d", "", TEXT))
    return [r.document for r in evidence.ranking(hits, evidence.need(question, [document]))]


def test_any_piece_of_evidence_is_one_thing_to_find() -> None:
    middle = TEXT.index("Kế hoạch")
    first, second = hit("d", 0, middle + 60, 0.9), hit("d", middle + 60, len(TEXT), 0.8)
    other = hit("khác", 0, 90, 1.0)
    # The second passage brings nothing new: it takes a place in the ranking as itself.
    assert ranked(QUESTION, other, first, second) == ["khác@0-90", "bằng chứng 1", second.passage.id]


def test_every_piece_is_a_thing_to_find_where_all_are_needed() -> None:
    everything = GoldQuestion("g", "?", "list", "plain", True, evidence=QUESTION.evidence, all_evidence=True)
    assert ranked(everything, hit("d", 0, len(TEXT), 0.9)) == ["bằng chứng 1", "bằng chứng 2"]
    assert ranked(everything, hit("d", len(TEXT) - 40, len(TEXT), 0.9)) == ["bằng chứng 2"]


def test_a_passage_with_a_scrap_of_the_evidence_does_not_hold_it() -> None:
    at = TEXT.index("Kế hoạch") + 10
    assert ranked(QUESTION, hit("d", 0, at, 0.9)) == [f"d@0-{at}"]


def test_evidence_that_no_document_has_is_reported() -> None:
    document = material.to_document(Source("d", "", TEXT))
    lost = GoldQuestion(
        "g7", "?", "fact", "plain", True, evidence=(GoldEvidence("d", "không có"), QUESTION.evidence[1])
    )
    assert evidence.problems([QUESTION, lost], [document]) == (
        "câu “g7”: không thấy trong kho bằng chứng “không có” của “d”",
    )
    assert len(evidence.need(lost, [document]).units[0]) == 1


def test_own_questions_are_searched_with_their_history() -> None:
    other = "Công tác tuyên truyền được đẩy mạnh. Ban Tuyên giáo chủ trì."
    prepared = material.prepare([Source("d", "", TEXT), Source("e", "", other)])
    index = Index.in_memory(prepared.passages, documents=prepared.documents)
    alone = GoldQuestion("a", "Vì sao?", "why", "plain", True, evidence=(GoldEvidence("e", "Ban Tuyên giáo chủ trì"),))
    nothing = GoldQuestion("n", "Trời mưa không?", "unanswerable", "plain", False)
    after = GoldQuestion("h", "Vì sao?", "followup", "plain", True, ("Công tác tuyên truyền thế nào?",), alone.evidence)
    jobs = evidence.jobs([alone, nothing, after], index, measures=("R@5",), depth=20)
    assert [job.id for job in jobs] == ["a", "h"]
    first, second = (job.work() for job in jobs)
    assert (first.values["R@1"], second.values["R@1"]) == (0.0, 1.0)
    assert second.question == "Công tác tuyên truyền thế nào? → Vì sao?"
    assert first.problems == ("không có trong 10 đoạn đầu: bằng chứng 1",)
