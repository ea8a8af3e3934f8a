"""Opinions: one whole JSON line each, also when many write at once; a failed write leaves no half line."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from assistant.app import feedback
from corpus.errors import TrolyError


def lines(data: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (data / "feedback.jsonl").read_text("utf-8").splitlines()]


def test_an_opinion_is_one_json_line(tmp_path: Path) -> None:
    data = tmp_path / "moi" / "data"
    file = feedback.record(
        data,
        question="Ai ký?",
        answer="Đồng chí A [1].",
        rating="down",
        comment=" Sai\nngười ",
        citations=("a@1-2",),
    )
    assert file == data / "feedback.jsonl"
    (kept,) = lines(data)
    assert datetime.fromisoformat(str(kept.pop("time"))).tzinfo is not None
    assert kept == {
        "rating": "down",
        "comment": "Sai\nngười",
        "question": "Ai ký?",
        "answer": "Đồng chí A [1].",
        "citations": ["a@1-2"],
    }


def test_many_writers_at_once_leave_whole_lines(tmp_path: Path) -> None:
    def write(n: int) -> None:
        feedback.record(tmp_path, question=f"câu {n}", answer="đ" * 20_000, rating="up")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(64)))
    assert sorted(str(kept["question"]) for kept in lines(tmp_path)) == sorted(f"câu {n}" for n in range(64))


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feedback.record(tmp_path, question="một", answer="", rating="up")
    before = (tmp_path / "feedback.jsonl").read_bytes()
    write = os.write

    def full_disk(handle: int, line: bytes) -> int:
        write(handle, line[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full_disk)
    with pytest.raises(TrolyError, match="Không ghi được góp ý"):
        feedback.record(tmp_path, question="hai", answer="", rating="up")
    assert (tmp_path / "feedback.jsonl").read_bytes() == before


def test_a_long_comment_is_cut(tmp_path: Path) -> None:
    feedback.record(tmp_path, question="", answer="", rating="up", comment="ă" * 5000)
    assert lines(tmp_path)[0]["comment"] == "ă" * 4000


def test_an_unknown_rating_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrolyError, match="“up”"):
        feedback.record(tmp_path, question="", answer="", rating="tốt")
    assert not (tmp_path / "feedback.jsonl").exists()


def test_a_data_folder_that_is_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(TrolyError, match="Hãy kiểm tra quyền ghi và dung lượng đĩa"):
        feedback.record(tmp_path / "data", question="", answer="", rating="up")
