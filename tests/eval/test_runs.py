"""Run folders: kept, gone on with, refused, read back."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from corpus.errors import TrolyError
from eval.dataset import Ranked
from eval.fingerprints import of_path, of_program
from eval.records import json_lines
from eval.results import QueryResult, Shown, from_json, to_json
from eval.runs import Config, Job, Metrics, carry_out, finish, listing, load, run_folder
from eval.summaries import summarise

CONFIG = Config("retrieval", "luật", {"depth": 100, "limit": None}, {"dataset": "aa", "program": "bb"})


def answered(identifier: str, value: float = 1.0, *, kind: str = "fact") -> QueryResult:
    return QueryResult(
        id=identifier,
        question="Viên chức là ai?",
        values={"nDCG@10": value},
        seconds=0.01,
        kind=kind,
        score=0.75,
        gold=(Shown("Luật Viên chức|2", "Viên chức là công dân"),),
        found=(Shown("Luật Du lịch|39", "Hợp đồng lữ hành"),),
        problems=("không tìm thấy",),
        ranking=(Ranked("Luật Du lịch|39", 0.5),),
    )


def counted(calls: list[str], identifier: str) -> Job:
    def work() -> QueryResult:
        calls.append(identifier)
        return answered(identifier)

    return Job(identifier, work)


def test_a_result_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(json.dumps(to_json(answered("q1")), ensure_ascii=False) + "\n", encoding="utf-8")
    assert [from_json(record) for record in json_lines(path)] == [answered("q1")]


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    calls: list[str] = []

    def crash() -> QueryResult:
        raise KeyboardInterrupt

    job = partial(counted, calls)
    with pytest.raises(KeyboardInterrupt):
        carry_out(tmp_path / "a", CONFIG, [job("q1"), job("q2"), Job("q3", crash)])
    with (tmp_path / "a" / "results.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"id": "q3", "quest')  # killed in the middle of a line
    results = carry_out(tmp_path / "a", CONFIG, [job("q1"), job("q2"), job("q3")])
    assert calls == ["q1", "q2", "q3"]
    assert [r.id for r in results] == ["q1", "q2", "q3"]
    assert [r["id"] for _, r in json_lines(tmp_path / "a" / "results.jsonl")] == ["q1", "q2", "q3"]


def test_a_finished_run_is_read_back_whole(tmp_path: Path) -> None:
    jobs = [Job(i, partial(answered, i, value)) for i, value in (("q1", 1.0), ("q2", 0.5))]
    results = carry_out(tmp_path / "a", CONFIG, jobs)
    metrics = summarise(results, seed=0, extra={"refusal_f1": 0.5}, cost={"index_mib": 1.5}, problems=["lưu ý"])
    finish(tmp_path / "a", CONFIG, metrics)
    run = load(tmp_path / "a")
    assert run.name == "a"
    assert run.config == CONFIG
    assert run.results == results
    assert run.metrics == metrics
    assert run.metrics.metrics == {"nDCG@10": 0.75, "refusal_f1": 0.5}
    assert run.metrics.intervals["nDCG@10"] == (0.5, 1.0)
    assert run.metrics.cost["query_p50_ms"] == pytest.approx(10)
    assert 1 < run.metrics.cost["peak_memory_mib"] < 100_000
    assert listing(tmp_path) == (tmp_path / "a",)


def test_another_configuration_is_not_mixed_in(tmp_path: Path) -> None:
    carry_out(tmp_path / "a", CONFIG, [])
    other = Config("retrieval", "luật", {"depth": 100, "limit": None}, {"dataset": "aa", "program": "khác"})
    assert other.key != CONFIG.key
    assert run_folder(tmp_path, other) != run_folder(tmp_path, CONFIG)
    with pytest.raises(TrolyError, match="thêm --fresh"):
        carry_out(tmp_path / "a", other, [])
    calls: list[str] = []
    carry_out(tmp_path / "a", other, [counted(calls, "q1")], fresh=True)
    assert calls == ["q1"]


def test_a_finished_run_is_begun_anew(tmp_path: Path) -> None:
    calls: list[str] = []
    for _ in range(2):
        results = carry_out(tmp_path / "a", CONFIG, [counted(calls, "q1")])
        finish(tmp_path / "a", CONFIG, summarise(results, seed=0))
    assert calls == ["q1", "q1"]
    assert len(load(tmp_path / "a").results) == 1


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thư.txt").write_text("của người khác", encoding="utf-8")
    with pytest.raises(TrolyError, match="thư mục đã có tệp khác"):
        carry_out(tmp_path, CONFIG, [], fresh=True)
    assert (tmp_path / "thư.txt").read_text("utf-8") == "của người khác"


def test_what_is_no_finished_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrolyError, match="không phải thư mục kết quả"):
        load(tmp_path)
    carry_out(tmp_path / "a", CONFIG, [])
    with pytest.raises(TrolyError, match="lần chạy này chưa xong"):
        load(tmp_path / "a")


def test_means_are_told_by_kind(tmp_path: Path) -> None:
    metrics: Metrics = summarise([answered("q1", 1.0), answered("q2", 0.0), answered("q3", 0.5, kind="who")], seed=0)
    assert metrics.groups == {"kind: fact": {"n": 2, "nDCG@10": 0.5}, "kind: who": {"n": 1, "nDCG@10": 0.5}}


def test_progress_is_told_of_each_question(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    progress: Callable[[int, int], None] = lambda done, total: told.append((done, total))  # noqa: E731
    carry_out(tmp_path / "a", CONFIG, [counted([], "q1"), counted([], "q2")], progress=progress)
    assert told == [(1, 2), (2, 2)]


def test_fingerprints_change_with_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_text("Điều 1", encoding="utf-8")
    first = of_path(tmp_path / "a")
    (tmp_path / "a" / "x").rename(tmp_path / "a" / "y")
    second = of_path(tmp_path / "a")
    (tmp_path / "a" / "y").write_text("Điều 2", encoding="utf-8")
    assert len({first, second, of_path(tmp_path / "a")}) == 3
    assert of_program() == of_program()
