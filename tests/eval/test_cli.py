"""The command line from end to end, on small samples, with the shipped encoder left out."""

import importlib
import json
import random
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import label_ranking_average_precision_score, ndcg_score

from assistant.cli import main
from eval.trec import read_qrels, read_run
from index import sync
from tests.eval import samples

DOCUMENT = """TỈNH ỦY LAI CHÂU
*
Số 815-CV/TU

Lai Châu, ngày 12 tháng 10 năm 2023

Kính gửi: Ban Cán sự đảng UBND tỉnh

Ban Thường vụ Tỉnh ủy yêu cầu thực hiện như sau:

1. Ban Cán sự đảng UBND tỉnh lãnh đạo xây dựng kế hoạch trước ngày 30/11/2023.

2. Ban Tuyên giáo Tỉnh ủy đẩy mạnh công tác thông tin, tuyên truyền.
"""


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A documents folder with one document and an empty data folder."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "cong-van.txt").write_text(DOCUMENT, encoding="utf-8")
    monkeypatch.setenv("TROLY_DOCUMENTS", str(tmp_path / "documents"))
    monkeypatch.setenv("TROLY_DATA", str(tmp_path / "data"))
    return tmp_path


def retrieval(folder: Path, *more: str) -> int:
    return main(["eval", "retrieval", "--dataset", str(folder), "--encoder", "none", *more])


def test_retrieval_leaves_a_run_a_report_and_trec_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = samples.beir(tmp_path / "luật")
    out = tmp_path / "chạy"
    assert retrieval(dataset, "--out", str(out), "--json", str(tmp_path / "a.json"), "--seed", "7") == 0
    written = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert written["dataset"] == "luật"
    assert written["n"] == 3
    assert written["metrics"]["nDCG@10"] == 1.0
    assert {"nDCG@10", "R@10", "RR@10", "AP", "Success@1", "F2@1"} <= set(written["metrics"])
    assert written["config"]["options"]["encoder"] == "none"
    assert set(written["config"]["fingerprints"]) == {"dataset", "program", "encoder"}
    assert "nDCG@10" in capsys.readouterr().out
    assert "<h1>Truy hồi: luật</h1>" in (out / "report.html").read_text("utf-8")
    assert read_run(out / "run.trec", quoted=True)["q2"][0].document == "Luật Du lịch|39"
    assert (out / "qrels.trec").read_text("utf-8").splitlines()[1] == "q2 0 Luật%20Du%20lịch|39 1"


def test_a_run_of_another_program_scores_the_same(tmp_path: Path) -> None:
    dataset = samples.beir(tmp_path / "luật")
    out = tmp_path / "chạy"
    retrieval(dataset, "--out", str(out), "--json", str(tmp_path / "a.json"))
    retrieval(dataset, "--run-file", str(out / "run.trec"), "--quoted", "--json", str(tmp_path / "b.json"))
    first, second = (json.loads((tmp_path / f"{n}.json").read_text("utf-8"))["metrics"] for n in "ab")
    assert first == second


def test_a_part_of_search_is_left_out_and_the_run_says_so(tmp_path: Path) -> None:
    dataset = samples.beir(tmp_path / "luật")
    asked = ("--split", "test", "--without", "headings", "--without", "abbreviations", "--without", "pairs")
    scores = {}
    for name, options in {"a": (), "b": asked}.items():
        path = tmp_path / f"{name}.json"
        assert retrieval(dataset, *options, "--out", str(tmp_path / name), "--json", str(path)) == 0
        written = json.loads(path.read_text("utf-8"))
        scores[written["config"]["options"]["without"]] = written["metrics"]["nDCG@10"]
    assert list(scores) == ["", "headings abbreviations pairs"]
    assert scores[""] >= scores["headings abbreviations pairs"]


def test_thresholds_decide_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = samples.beir(tmp_path / "luật")
    assert retrieval(dataset, "--fail-under", "nDCG@10=0,9") == 0
    assert retrieval(dataset, "--fail-over", "passages=2") == 1
    assert "Không đạt: số đoạn là 3, trên ngưỡng 2." in capsys.readouterr().err
    assert retrieval(dataset, "--fail-under", "nDCG@99=0.5") == 2
    assert "Lần chạy này không có “nDCG@99”" in capsys.readouterr().err


def test_only_the_measures_asked_for_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert retrieval(samples.beir(tmp_path / "luật"), "--measures", "MRR@3", "--limit", "2") == 0
    assert "RR@3" in (printed := capsys.readouterr().out)
    assert "luật: 2 câu hỏi" in printed
    assert "nDCG" not in printed


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--measures", "Đúng@5"], "Không có phép đo “Đúng@5”"),
        (["--fail-under", "nDCG"], "giá trị 'nDCG' không hợp lệ"),
        (["--limit", "0"], "giá trị '0' không hợp lệ"),
        (["--without", "đoán"], "--without đoán: tìm kiếm không có phần này; các phần là lexical, dense, pairs"),
        (["--split", "dev2"], "không có phần “dev2” (hiện có: dev, test)"),
        (["--json", "không-có/a.json"], "không có thư mục để ghi tệp này"),
        (["--out", "luật/corpus.jsonl"], "đây là một tệp; --out cần một thư mục"),
        (["--run-file", "không-có.trec"], "không-có.trec: không có tệp này"),
        (["--run-file", "luật"], "đây là thư mục, lệnh này cần một tệp"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = samples.beir(tmp_path / "luật")
    (folder / "qrels" / "dev.tsv").write_text("q1\tLuật Du lịch|39\t1\n", encoding="utf-8")
    assert retrieval(folder, *arguments) == 2
    message = capsys.readouterr().err
    assert expected in message
    assert message.count("\n") == 1


def test_unaccented_questions_are_asked_and_another_run_is_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = samples.beir(tmp_path / "luật")
    retrieval(dataset, "--out", str(tmp_path / "a"))
    retrieval(dataset, "--out", str(tmp_path / "b"), "--unaccented")
    assert '"Hop dong lu hanh' in (tmp_path / "b" / "results.jsonl").read_text("utf-8")
    capsys.readouterr()
    json_file, page = tmp_path / "c.json", tmp_path / "c.html"
    runs = [str(tmp_path / "a"), str(tmp_path / "b")]
    assert main(["eval", "compare", *runs, "--json", str(json_file), "--html", str(page)]) == 0
    assert "b so với a (3 câu hỏi chung)" in capsys.readouterr().out
    (compared,) = json.loads(json_file.read_text("utf-8"))["comparisons"]
    assert compared["measures"]["nDCG@10"]["n"] == 3
    assert "So sánh: b với a" in page.read_text("utf-8")
    assert main(["eval", "report", *runs, "--out", str(page)]) == 0
    assert main(["eval", "compare", runs[0]]) == 2


def test_own_questions_are_answered_and_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sync.update(tmp_path / "documents", tmp_path / "data")
    question = {
        **samples.GOLD[0],
        "question": "Công văn 815-CV/TU ban hành ngày nào?",
        "evidence": [{"document": "815-CV/TU", "quote": "ngày 12 tháng 10 năm 2023"}],
        "answer": "12/10/2023",
        "alternatives": [],
    }
    lost = {**question, "id": "g3", "evidence": [{"document": "815-CV/TU", "quote": "ngày 13 tháng 10"}]}
    path = samples.lines(tmp_path / "hỏi.jsonl", question, samples.GOLD[1], lost)
    assert main(["eval", "answers", "--dataset", str(path), "--json", str(tmp_path / "a.json")]) == 0
    written = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert written["metrics"]["evidence_hit"] == 0.5
    assert written["metrics"]["answer_match"] == 1.0
    assert written["metrics"]["verbatim"] == 1.0
    assert written["metrics"]["refusal_recall"] == 1.0
    assert written["groups"]["kind: unanswerable"]["refusal_right"] == 1.0
    assert written["problems"] == ["câu “g3”: không thấy trong kho bằng chứng “ngày 13 tháng 10” của “815-CV/TU”"]
    assert "Lưu ý: câu “g3”" in capsys.readouterr().err
    assert main(["eval", "retrieval", "--dataset", str(path), "--json", str(tmp_path / "b.json")]) == 0
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["metrics"]["R@5"] == 1.0
    assert main(["eval", "runs"]) == 0
    assert "dẫn đúng bằng chứng 0,500" in capsys.readouterr().out


def test_own_questions_need_an_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = samples.lines(tmp_path / "hỏi.jsonl", *samples.GOLD)
    assert main(["eval", "answers", "--dataset", str(path)]) == 2
    assert "troly index" in capsys.readouterr().err


def test_reading_asks_each_question_of_its_paragraph(tmp_path: Path) -> None:
    path = samples.squad(tmp_path / "squad.json")
    arguments = ["eval", "reading", "--dataset", str(path), "--encoder", "none", "--json", str(tmp_path / "a.json")]
    assert main(arguments) == 0
    metrics = json.loads((tmp_path / "a.json").read_text("utf-8"))["metrics"]
    assert metrics["answer_sentence"] == 1.0
    assert metrics["no_answer_exact"] == 1.0
    assert metrics["has_answer_exact"] == 0.0
    assert 0 < metrics["has_answer_f1"] < 1


def test_a_big_corpus_needs_no_questions(tmp_path: Path) -> None:
    records = ({"_id": f"Điều {i}", "title": "", "text": t * 2} for i, t in enumerate(samples.ARTICLES.values()))
    path = samples.lines(tmp_path / "luật.jsonl", *records)
    arguments = ["eval", "scale", "--dataset", str(path), "--encoder", "none", "--json", str(tmp_path / "a.json")]
    assert main(arguments) == 0
    written = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert written["n"] == 3
    assert written["metrics"]["R@10"] == 1.0
    assert written["cost"]["passages"] == 3


def test_a_data_set_is_converted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = samples.zalo(tmp_path / "zalo")
    assert main(["eval", "convert", str(source), str(tmp_path / "ra"), "--to", "beir"]) == 0
    assert "Đã ghi 1 văn bản, 1 câu hỏi" in capsys.readouterr().out
    assert (tmp_path / "ra" / "qrels" / "test.tsv").read_text("utf-8").splitlines()[1] == "e12\t20/2023/tt-bgdđt|3\t1"
    assert main(["eval", "convert", str(source), str(tmp_path / "ra"), "--to", "csv"]) == 2


def test_an_absent_package_names_the_extra_that_brings_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError("No module named 'ir_measures'", name="ir_measures")

    dataset = samples.beir(tmp_path / "luật")
    # The parser is found by import_module too; only the work itself is made to fail.
    real = importlib.import_module
    monkeypatch.setattr(importlib, "import_module", lambda n: absent(n) if n == "eval.tasks" else real(n))
    assert retrieval(dataset) == 2
    assert 'Lệnh này cần gói ir_measures; hãy chạy: pip install "troly[eval]".' in capsys.readouterr().err


def made_up(folder: Path) -> Path:
    """Forty documents of twelve syllables, graded judgements drawn at random: rankings of it are far from perfect."""
    generator = random.Random(11)
    syllables = "đơn vị sự nghiệp công lập tự chủ tài chính viên chức biên chế xã huyện tỉnh đảng bộ kế hoạch".split()
    (folder / "qrels").mkdir(parents=True)
    corpus = [
        {"_id": f"Điều {i}", "title": "", "text": " ".join(generator.choices(syllables, k=12))} for i in range(40)
    ]
    samples.lines(folder / "corpus.jsonl", *corpus)
    queries = [{"_id": f"câu {i}", "text": " ".join(generator.sample(syllables, 14))} for i in range(12)]
    samples.lines(folder / "queries.jsonl", *queries)
    rows = [
        f"{query['_id']}\t{document['_id']}\t{generator.choice((1, 2, 3))}"
        for query in queries
        for document in generator.sample(corpus, 5)
    ]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_a_second_library_scores_an_exported_run_the_same(tmp_path: Path) -> None:
    out = tmp_path / "chạy"
    asked = ["--measures", "nDCG@10", "nDCG", "AP", "--out", str(out), "--json", str(tmp_path / "a.json")]
    assert retrieval(made_up(tmp_path / "luật"), *asked) == 0
    ours = json.loads((tmp_path / "a.json").read_text("utf-8"))["metrics"]
    rankings = {query: dict(ranking) for query, ranking in read_run(out / "run.trec").items()}
    documents = sorted({document for scores in rankings.values() for document in scores})
    gains = {(j.query, j.document): j.relevance for j in read_qrels(out / "qrels.trec")}
    truth = np.array([[gains.get((query, d), 0) for d in documents] for query in rankings])
    given = np.array([[scores[d] for d in documents] for scores in rankings.values()])
    assert given.shape == (12, 40)
    assert 0.05 < ours["AP"] < 0.6
    assert ours["nDCG@10"] == pytest.approx(ndcg_score(truth, given, k=10), abs=1e-6)
    assert ours["nDCG"] == pytest.approx(ndcg_score(truth, given), abs=1e-6)
    assert ours["AP"] == pytest.approx(label_ranking_average_precision_score(truth > 0, given), abs=1e-6)
