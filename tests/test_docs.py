"""The examples of docs/langchain.md run as they stand and print what is shown below them."""

import asyncio
import contextlib
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "langchain.md").read_text("utf-8")
_BLOCK = re.compile(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TROLY_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert main(["index"]) == 0
    return tmp_path / "data"


def test_the_examples_run_and_print_what_is_shown(data: Path) -> None:
    names: dict[str, Any] = {}
    blocks = _BLOCK.findall(PAGE)
    assert len(blocks) == 5
    for source, shown in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(source, "docs/langchain.md", "exec"), names)
        assert printed.getvalue() == shown
    names["environment"]["TROLY_DATA"] = str(data)
    assert asyncio.run(names["ask"]("Kết luận 62, mục 2.5 nói gì?")) == "mục 2.5"


def test_the_registration_is_valid_json() -> None:
    (registration,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert json.loads(registration)["mcpServers"]["troly"]["args"] == ["mcp"]
