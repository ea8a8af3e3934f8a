"""Killing an update at any moment leaves the old index or the new one, whole."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import sync
from index.search import Index
from tests.index.builders import BagEncoder, write_corpus
from tests.killing import finishes

ROOT = Path(__file__).parents[2]
CALLS = ("replace", "rename", "fsync", "open")

# Runs one update with the tests' encoder; prints a line when the update begins.
UPDATE = """
import sys
from pathlib import Path
import index.sync as sync
from tests.index.builders import BagEncoder
sync.open_encoder = lambda name: BagEncoder()
print("begun", flush=True)
sync.update(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.fixture(autouse=True)
def _encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sync.open_encoder", lambda name: BagEncoder())
    monkeypatch.setattr("index.search.open_encoder", lambda name: BagEncoder())


def whole(data: Path, documents: int) -> bool:
    """Whether the index opens, answers, and has one of the two numbers of documents."""
    index = Index.open(data)
    hits = index.search("công ty cổ phần")
    assert len(index.passages) == index.lexical.size
    assert hits[0].passage.text in index.document(hits[0].passage.document_id).text
    return len(index.documents) in (documents, documents + 1)


def add_one(documents: Path) -> None:
    text = "KẾ HOẠCH\nvề tự chủ\n\n1. Ủy ban nhân dân xã chủ trì.\n"
    (documents / "ke-hoach.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("call", CALLS)
def test_a_failure_at_every_step_on_disk(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = write_corpus(tmp_path / "documents")
    data = tmp_path / "data"
    sync.update(documents, data)
    add_one(documents)
    for step in range(1000):
        finished = finishes(lambda: sync.update(documents, data), call=call, step=step, monkeypatch=monkeypatch)
        assert whole(data, 2)
        if finished:
            break
    assert step > 0
    assert len(Index.open(data).documents) == 3


def test_a_kill_at_random_moments(tmp_path: Path) -> None:
    documents = write_corpus(tmp_path / "documents")
    data = tmp_path / "data"
    sync.update(documents, data)
    chance = random.Random(20231002)
    seen = set()
    for turn in range(8):
        text = f"KẾ HOẠCH\nlần {turn}\n\n1. Ủy ban nhân dân xã chủ trì.\n"
        (documents / "ke-hoach.txt").write_text(text, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-c", UPDATE, str(documents), str(data)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(chance.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert whole(data, 2)
        seen.add(len(Index.open(data).documents))
    sync.update(documents, data)
    assert Index.open(data).document("ke-hoach.txt").text.startswith("KẾ HOẠCH\nlần 7")
    assert seen <= {2, 3}
    assert [p.name for p in (data / "index").glob(".tmp-*")] == []
