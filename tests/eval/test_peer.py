"""Other systems on the same corpus and questions, each in its own process."""

import json
from pathlib import Path

import pytest

from eval import peer
from eval.runs import load
from tests.eval import samples

pytest.importorskip("bm25s", reason="cần phần mở rộng peers: pip install 'troly[peers]'")


def order(tmp_path: Path, system: str) -> str:
    folder = tmp_path / "luật"
    dataset = folder if folder.exists() else samples.beir(folder)
    return json.dumps({"system": system, "dataset": str(dataset), "seed": 0, "out": str(tmp_path / system)})


@pytest.mark.parametrize("system", [peer.BM25, peer.OURS])
def test_a_system_leaves_a_finished_run(tmp_path: Path, system: str) -> None:
    assert peer.main(order(tmp_path, system)) == 0
    run = load(tmp_path / system)
    assert run.metrics.metrics["R@10"] == 1.0
    assert run.config.options["system"] == system
    assert run.metrics.cost["index_mib"] > 0
    assert [r.ranking[0].document for r in run.results] == ["Luật Viên chức|2", "Luật Du lịch|39", "Luật Viên chức|9"]


def test_bad_input_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    absent = json.dumps({"system": peer.BM25, "dataset": str(tmp_path / "không"), "out": str(tmp_path / "ra")})
    assert peer.main(absent) == 2
    assert "không có tệp hoặc thư mục này" in capsys.readouterr().err
