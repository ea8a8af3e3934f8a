"""Killing a save at any moment leaves the old project or the new one, whole, and every version kept before."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.draft import projects, versions
from assistant.draft.project import Project, with_section
from tests.assistant.draft import samples
from tests.assistant.draft.test_projects import made
from tests.killing import Killed, finishes

ROOT = Path(__file__).parents[3]
CALLS = ("replace", "rename", "fsync", "open", "mkdir")

#: Saves one change after another, each with a version, until it is killed.
SAVING = """
import itertools, sys
from dataclasses import replace
from pathlib import Path
from assistant.draft import versions
from assistant.draft.project import with_section
from tests.assistant.draft import samples
print("begun", flush=True)
for n in itertools.count():
    section = replace(samples.section(), edited=f"Lần {n}." * 200)
    versions.apply(Path(sys.argv[1]), sys.argv[2], lambda p: with_section(p, section), label=f"Trước lần {n}")
"""


def saved(home: Path, project: Project) -> Project:
    section = replace(samples.section(), edited="Bản mới.")
    return versions.apply(home, project.id, lambda p: with_section(p, section), label="Trước khi sửa")


@pytest.mark.parametrize("call", CALLS)
def test_a_failure_at_every_step_on_disk(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path)
    project = projects.change(tmp_path, project.id, lambda p: with_section(p, samples.section()))
    kept = versions.keep(tmp_path, project.id, "Bản gốc").number
    for step in range(200):
        finished = finishes(lambda: saved(tmp_path, project), call=call, step=step, monkeypatch=monkeypatch)
        now = projects.load(tmp_path, project.id)
        assert now.sections["II.1"].edited in (None, "Bản mới.")
        assert versions.state_of(tmp_path, project.id, kept).sections == project.sections
        assert [v for v in versions.versions(tmp_path, project.id) if v.label == "(không đọc được)"] == []
        if finished:
            break
        if now != project:  # the change was made before the end: take it back for the next try
            projects.change(tmp_path, project.id, lambda p: with_section(p, samples.section()))
    assert finished
    assert projects.load(tmp_path, project.id).sections["II.1"].edited == "Bản mới."


@pytest.mark.parametrize("call", ["rename", "fsync", "mkdir"])
def test_a_project_being_made_is_there_whole_or_not_at_all(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*arguments: object, **keywords: object) -> object:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(os, call, failing)
        with pytest.raises(Killed):
            made(tmp_path / "drafts")
    assert projects.listed(tmp_path / "drafts") == ()
    assert made(tmp_path / "drafts").title == "Báo cáo KL 62"


def test_a_kill_at_random_moments(tmp_path: Path) -> None:
    project = made(tmp_path)
    chance = random.Random(20250831)
    before = 0
    for _ in range(6):
        saving = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(tmp_path), project.id], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert saving.stdout is not None
        assert saving.stdout.readline() == b"begun\n"
        time.sleep(chance.uniform(0.05, 0.2))
        saving.send_signal(signal.SIGKILL)
        saving.communicate()
        now = projects.load(tmp_path, project.id)
        assert now.revision >= before
        before = now.revision
        for version in versions.versions(tmp_path, project.id):
            assert versions.state_of(tmp_path, project.id, version.number).title == "Báo cáo KL 62"
    assert before > 1
