"""Earlier states: kept before a change, named by the drafter, restored; both sides of a conflict are kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.draft import projects, versions
from assistant.draft.project import Project, Seen, stamp, with_section
from corpus.errors import TrolyError
from tests.assistant.draft import samples
from tests.assistant.draft.test_projects import made

EDITED = replace(samples.section(), edited="Sửa tay.")


def drafted(home: Path) -> Project:
    project = made(home)
    return versions.apply(home, project.id, lambda p: with_section(p, samples.section()), label="Trước khi soạn II.1")


def test_a_change_keeps_the_state_before_it(tmp_path: Path) -> None:
    project = drafted(tmp_path)
    versions.apply(tmp_path, project.id, lambda p: with_section(p, EDITED), label="Trước khi sửa II.1")
    found = versions.versions(tmp_path, project.id)
    assert [(v.number, v.label, v.named) for v in found] == [
        (2, "Trước khi sửa II.1", False),
        (1, "Trước khi soạn II.1", False),
    ]
    assert versions.state_of(tmp_path, project.id, 2).sections == {"II.1": samples.section()}
    assert versions.state_of(tmp_path, project.id, 1).sections == {}


def test_a_change_that_changes_nothing_keeps_nothing(tmp_path: Path) -> None:
    project = drafted(tmp_path)
    same = versions.apply(tmp_path, project.id, lambda p: with_section(p, samples.section()), label="Sửa")
    assert same == project
    assert len(versions.versions(tmp_path, project.id)) == 1


def test_a_version_is_kept_under_the_drafters_name(tmp_path: Path) -> None:
    project = drafted(tmp_path)
    kept = versions.keep(tmp_path, project.id, "  Trình lãnh đạo\nlần 1 ")
    assert (kept.number, kept.label, kept.named) == (2, "Trình lãnh đạo lần 1", True)
    with pytest.raises(TrolyError, match="đặt tên"):
        versions.keep(tmp_path, project.id, "  ")


def test_restoring_keeps_what_it_replaces(tmp_path: Path) -> None:
    project = drafted(tmp_path)
    versions.apply(tmp_path, project.id, lambda p: with_section(p, EDITED), label="Trước khi sửa II.1")
    back = versions.restore(tmp_path, project.id, 2)
    assert back.sections == {"II.1": samples.section()}
    assert back.revision == 4
    latest = versions.versions(tmp_path, project.id)[0]
    assert latest.label == "Trước khi khôi phục phiên bản 2"
    assert versions.state_of(tmp_path, project.id, latest.number).sections == {"II.1": EDITED}


def test_both_sides_of_a_conflict_are_kept(tmp_path: Path) -> None:
    project = drafted(tmp_path)
    seen = Seen("II.1", stamp(project, "II.1"))
    other = replace(samples.section(), edited="Cửa sổ kia.")
    versions.apply(tmp_path, project.id, lambda p: with_section(p, other), label="Trước khi sửa II.1", seen=seen)
    with pytest.raises(projects.ConflictError, match="phiên bản 3"):
        versions.apply(tmp_path, project.id, lambda p: with_section(p, EDITED), label="Trước khi sửa II.1", seen=seen)
    assert projects.load(tmp_path, project.id).sections == {"II.1": other}
    assert versions.state_of(tmp_path, project.id, 3).sections == {"II.1": EDITED}


def test_a_damaged_project_is_recovered_and_its_file_set_aside(tmp_path: Path) -> None:
    project = drafted(tmp_path)
    versions.keep(tmp_path, project.id, "Bản tốt")
    folder = tmp_path / project.id
    (folder / "project.json").write_text("{ hỏng", encoding="utf-8")
    (folder / "versions" / "0003.json").write_text("cũng hỏng", encoding="utf-8")
    assert versions.recover(tmp_path, project.id).sections == project.sections
    assert projects.load(tmp_path, project.id).title == "Báo cáo KL 62"
    assert [p.read_text("utf-8") for p in folder.glob("project.hong-*")] == ["{ hỏng"]
    assert versions.versions(tmp_path, project.id)[0].label == "(không đọc được)"
    with pytest.raises(TrolyError, match="phiên bản 3"):
        versions.state_of(tmp_path, project.id, 3)
    with pytest.raises(TrolyError, match="Không có phiên bản 9"):
        versions.state_of(tmp_path, project.id, 9)


def test_a_project_without_a_readable_version_says_where_its_files_are(tmp_path: Path) -> None:
    project = made(tmp_path)
    (tmp_path / project.id / "project.json").unlink()
    with pytest.raises(projects.DamagedError, match=project.id):
        versions.recover(tmp_path, project.id)
