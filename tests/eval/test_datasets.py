"""Readers and writers of benchmark layouts: what is read, and what is said of files that are wrong."""

import json
import lzma
from pathlib import Path

import pytest

from corpus.errors import TrolyError
from eval import beir, gold, layouts, legal, squad, trec
from eval.dataset import Dataset, Judgement, Query, Ranked, Source, checked, sampled, without_accents
from tests.eval import samples


def test_a_beir_folder_is_read(tmp_path: Path) -> None:
    dataset = layouts.read(samples.beir(tmp_path / "luật"))
    assert dataset.name == "luật"
    assert dataset.sources[2] == Source("Luật Du lịch|39", "", "Hợp đồng lữ hành phải được lập thành văn bản.")
    assert dataset.queries[0] == Query("q1", "Viên chức là ai?")
    assert dataset.judgements[1] == Judgement("q2", "Luật Du lịch|39", 1)
    assert dataset.problems == ()


def test_a_compressed_corpus_and_number_ids_are_read(tmp_path: Path) -> None:
    folder = samples.beir(tmp_path / "nén")
    (folder / "corpus.jsonl").unlink()
    packed = lzma.compress('{"_id": 7, "text": "Điều 7. Hiệu lực thi hành"}\n'.encode())
    (folder / "corpus.jsonl.xz").write_bytes(packed)
    assert beir.read(folder).sources == (Source("7", "", "Điều 7. Hiệu lực thi hành"),)


def test_qrels_of_absent_documents_are_reported_and_not_scored(tmp_path: Path) -> None:
    folder = samples.beir(tmp_path / "luật")
    with (folder / "qrels" / "test.tsv").open("a", encoding="utf-8") as stream:
        stream.write("q1\tLuật Đất đai|1\t1\nq9\tLuật Du lịch|39\t1\n")
    samples.lines(folder / "queries.jsonl", *({"_id": i, "text": "Hỏi?"} for i in ("q1", "q2", "q4")))
    dataset = layouts.read(folder)
    assert dataset.judgements == (Judgement("q1", "Luật Viên chức|2", 1), Judgement("q2", "Luật Du lịch|39", 1))
    assert [q.id for q in dataset.queries] == ["q1", "q2"]
    assert dataset.problems == (
        "1 đánh giá (qrels) trỏ tới văn bản không có trong kho: “Luật Đất đai|1”",
        "2 đánh giá (qrels) của câu hỏi không có trong danh sách: “q3”, “q9”",
        "1 câu hỏi không có văn bản liên quan nào nên không được tính điểm: “q4”",
    )


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("corpus.jsonl", '{"_id": "1", "text": "Điều 1"}\n{"_id": "2", "text": }\n', r"corpus.jsonl:2: JSON sai ở cột"),
        ("corpus.jsonl", '{"_id": "1"}\n', r"corpus.jsonl:1: trường “text” phải là chuỗi, nhưng không có"),
        ("corpus.jsonl", '{"text": "Điều 1"}\n', r"corpus.jsonl:1: thiếu mã “_id” hoặc “id”"),
        ("corpus.jsonl", "[1]\n", r"corpus.jsonl:1: cần một đối tượng JSON \{...\}, gặp danh sách"),
        ("corpus.jsonl", '{"_id": "1", "text": "a"}\n\n{"_id": 1, "text": "b"}\n', r"corpus.jsonl:3: mã “1” xuất hiện"),
        ("queries.jsonl", '{"_id": "q1", "text": 5}\n', r"queries.jsonl:1: trường “text” phải là chuỗi, gặp số"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1 Luật 1\n", r"test.tsv:2: cần ba cột"),
        ("qrels/test.tsv", "q1\tLuật Du lịch|39\tcao\n", r"test.tsv:1: điểm “cao” không phải số nguyên"),
    ],
)
def test_a_malformed_line_is_named_with_its_reason(tmp_path: Path, file: str, content: str, expected: str) -> None:
    folder = samples.beir(tmp_path / "luật")
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(TrolyError, match=expected):
        layouts.read(folder)


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    folder = samples.beir(tmp_path / "luật")
    (folder / "queries.jsonl").write_bytes(b'{"_id": "q1", "text": "a"}\n' + '{"_id":"q2","text":"đ"}'.encode("utf-16"))
    with pytest.raises(TrolyError, match=r"queries.jsonl:2: không phải văn bản UTF-8"):
        layouts.read(folder)


def test_an_absent_split_is_told_with_those_there_are(tmp_path: Path) -> None:
    folder = samples.beir(tmp_path / "luật")
    (folder / "qrels" / "dev.tsv").write_text("q1\tLuật Du lịch|39\t1\n", encoding="utf-8")
    assert layouts.read(folder, split="dev").judgements == (Judgement("q1", "Luật Du lịch|39", 1),)
    with pytest.raises(TrolyError, match=r"không có phần “train” \(hiện có: dev, test\)"):
        layouts.read(folder, split="train")


def test_what_is_no_data_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrolyError, match="không có tệp hoặc thư mục này"):
        layouts.read(tmp_path / "không-có")
    with pytest.raises(TrolyError, match="không nhận ra bộ dữ liệu"):
        layouts.read(tmp_path)


def test_alqac_and_zalo_folders_are_read(tmp_path: Path) -> None:
    alqac = layouts.read(samples.alqac(tmp_path / "alqac"))
    assert [s.id for s in alqac.sources] == ["Luật Viên chức|2", "Luật Viên chức|9", "Luật Du lịch|39"]
    assert alqac.judgements == (Judgement("DS-1", "Luật Du lịch|39", 1),)
    zalo = layouts.read(samples.zalo(tmp_path / "zalo"))
    assert zalo.sources == (Source("20/2023/tt-bgdđt|3", "Điều 3. Vị trí việc làm", "Xác định vị trí việc làm."),)
    assert zalo.queries == (Query("e12", "Vị trí việc làm của giáo viên được xác định thế nào?"),)


def test_a_malformed_article_is_named_with_its_place(tmp_path: Path) -> None:
    folder = samples.alqac(tmp_path / "alqac")
    law = [{"id": "Luật Du lịch", "articles": [{"id": 1, "text": "Điều 1"}, {"id": 1, "text": "Điều 1"}]}]
    (folder / "law.json").write_text(json.dumps(law, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(TrolyError, match=r"law.json, phần tử 0, articles\[1\]: điều “Luật Du lịch\|1” xuất hiện"):
        layouts.read(folder)
    (folder / "law.json").write_text('[\n{"id": "Luật", "articles": []},\n]', encoding="utf-8")
    with pytest.raises(TrolyError, match=r"law.json:3: JSON sai ở cột 1"):
        layouts.read(folder)


@pytest.mark.parametrize("layout", ["beir", "alqac", "zalo"])
def test_what_is_written_is_read_back(tmp_path: Path, layout: str) -> None:
    dataset = layouts.read(samples.beir(tmp_path / "luật"))
    layouts.write(dataset, tmp_path / "ra" / "luật", layout=layout)
    again = layouts.read(tmp_path / "ra" / "luật")
    assert again == dataset


def test_an_unknown_layout_is_refused(tmp_path: Path) -> None:
    dataset = layouts.read(samples.beir(tmp_path / "luật"))
    with pytest.raises(TrolyError, match="Không ghi được theo kiểu “csv”; hãy chọn một trong: beir, alqac, zalo"):
        layouts.write(dataset, tmp_path / "ra", layout="csv")


def test_a_squad_file_is_read_and_written_back(tmp_path: Path) -> None:
    reading = squad.read(samples.squad(tmp_path / "squad.json"))
    assert reading.items[0].answers == ("ngày 01 tháng 7 năm 2025",)
    assert reading.items[1].answers == ()
    assert reading.sources == (Source("0-0", "Xã_Sơn_Mai", samples.CONTEXT),)
    assert squad.as_dataset(reading).judgements == (Judgement("s1", "0-0", 1),)
    squad.write(reading, tmp_path / "ra.json")
    assert squad.read(tmp_path / "ra.json") == reading


def test_a_squad_answer_that_is_not_in_its_paragraph_is_refused(tmp_path: Path) -> None:
    path = samples.squad(tmp_path / "squad.json")
    path.write_text(path.read_text("utf-8").replace('"text": "ngày 01', '"text": "ngày 31'), encoding="utf-8")
    with pytest.raises(TrolyError, match=r"answers\[0\]: câu trả lời “ngày 31 tháng 7 năm 2025” không có trong đoạn"):
        squad.read(path)


def test_own_questions_are_read_and_written_back(tmp_path: Path) -> None:
    path = samples.lines(tmp_path / "hỏi.jsonl", *samples.GOLD)
    questions = gold.read(path)
    assert gold.is_gold(path)
    assert questions[0].evidence == (gold.GoldEvidence("62-KL/TW", "ngày 02 tháng 10 năm 2023"),)
    assert questions[0].alternatives == ("02 tháng 10 năm 2023",)
    assert questions[1].history == ("Ai ký báo cáo của xã?",)
    gold.write(questions, tmp_path / "ra.jsonl")
    assert gold.read(tmp_path / "ra.jsonl") == questions


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"answerable": "có"}, r"hỏi.jsonl:1: trường “answerable” phải là true hoặc false"),
        ({"history": [1]}, r"hỏi.jsonl:1: trường “history” phải là danh sách chuỗi"),
        ({"answer": 5}, r"hỏi.jsonl:1: trường “answer” phải là chuỗi hoặc null"),
        ({"evidence": [{"document": "62-KL/TW"}]}, r"hỏi.jsonl:1, evidence\[0\]: trường “quote” phải là chuỗi"),
        (
            {"evidence": [{"document": "62-KL/TW", "quote": " "}]},
            r"hỏi.jsonl:1: bằng chứng \(evidence\) có trích dẫn rỗng",
        ),
        ({"id": "g2"}, r"hỏi.jsonl:2: mã “g2” xuất hiện lần thứ hai"),
    ],
)
def test_a_malformed_own_question_is_refused(tmp_path: Path, change: dict[str, object], expected: str) -> None:
    path = samples.lines(tmp_path / "hỏi.jsonl", {**samples.GOLD[0], **change}, samples.GOLD[1])
    with pytest.raises(TrolyError, match=expected):
        gold.read(path)


def test_questions_lose_their_accents_but_not_their_gold(tmp_path: Path) -> None:
    questions = gold.unaccented(gold.read(samples.lines(tmp_path / "hỏi.jsonl", *samples.GOLD)))
    assert questions[0].question == "Ket luan 62 ban hanh ngay nao?"
    assert questions[1].history == ("Ai ky bao cao cua xa?",)
    assert questions[0].evidence[0].quote == "ngày 02 tháng 10 năm 2023"
    assert {q.style for q in questions} == {"unaccented"}


def test_accents_are_taken_off_and_letter_case_kept() -> None:
    assert without_accents("Điều lệ Đảng: ƯỚC MƠ, kỹ thuật") == "Dieu le Dang: UOC MO, ky thuat"


def test_trec_ids_with_blanks_survive_a_round_trip(tmp_path: Path) -> None:
    rankings = {"câu 1": (Ranked("Luật Du lịch|39", 2.5), Ranked("100%", 1.25)), "q2": (Ranked("a", 0.5),)}
    trec.write_run(rankings, tmp_path / "run.trec")
    assert trec.read_run(tmp_path / "run.trec", quoted=True) == rankings
    first = (tmp_path / "run.trec").read_text("utf-8").splitlines()[0]
    assert first == "câu%201 Q0 Luật%20Du%20lịch|39 1 2.5 troly"
    judgements = (Judgement("câu 1", "Luật Du lịch|39", 2), Judgement("q2", "a", 0))
    trec.write_qrels(judgements, tmp_path / "qrels.trec")
    assert trec.read_qrels(tmp_path / "qrels.trec", quoted=True) == judgements
    assert trec.read_qrels(tmp_path / "qrels.trec")[0].query == "câu%201"


def test_a_trec_run_is_ordered_by_score(tmp_path: Path) -> None:
    (tmp_path / "run.trec").write_text("q1 Q0 a 1 0.5 x\nq1 Q0 b 2 0.75 x\n", encoding="utf-8")
    assert trec.read_run(tmp_path / "run.trec") == {"q1": (Ranked("b", 0.75), Ranked("a", 0.5))}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("q1 Q0 a 1 0.5", r"run.trec:2: dòng kết quả TREC cần 6 cột, gặp 5"),
        ("q1 Q0 a 1 cao x", r"run.trec:2: điểm “cao” không phải số"),
        ("q1 Q0 b 2 0.5 x", r"run.trec:2: văn bản “b” được xếp hai lần cho câu hỏi “q1”"),
    ],
)
def test_a_malformed_trec_line_is_refused(tmp_path: Path, line: str, expected: str) -> None:
    (tmp_path / "run.trec").write_text(f"q1 Q0 b 1 0.75 x\n{line}\n", encoding="utf-8")
    with pytest.raises(TrolyError, match=expected):
        trec.read_run(tmp_path / "run.trec")


def test_a_sample_depends_on_the_seed_alone() -> None:
    queries = tuple(Query(f"q{i}", "Hỏi?") for i in range(20))
    judgements = tuple(Judgement(q.id, "d", 1) for q in queries)
    dataset = checked(Dataset("thử", (Source("d", "", "Điều 1"),), queries, judgements))
    one, two = sampled(dataset, limit=5, seed=3), sampled(dataset, limit=5, seed=3)
    assert one == two
    assert len(one.queries) == len(one.judgements) == 5
    assert [q.id for q in one.queries] == sorted((q.id for q in one.queries), key=lambda i: int(i[1:]))
    assert sampled(dataset, limit=5, seed=4) != one
    assert sampled(dataset, limit=50, seed=3) == dataset


def test_legal_folders_need_their_questions(tmp_path: Path) -> None:
    folder = samples.alqac(tmp_path / "alqac")
    (folder / "train.json").unlink()
    with pytest.raises(TrolyError, match="không có tệp câu hỏi “train”"):
        legal.read(folder)
