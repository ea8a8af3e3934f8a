"""Projects on disk: made, listed, changed, deleted and brought back; two windows; damaged files."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.draft import projects
from assistant.draft.project import Project, Seen, stamp, with_section
from corpus.errors import TrolyError
from tests.assistant.draft import samples


def made(home: Path, title: str = "Báo cáo KL 62") -> Project:
    return projects.create(home, title=title, outline=samples.outline(), brief=samples.brief())


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    project = made(tmp_path)
    changed = projects.change(tmp_path, project.id, lambda p: with_section(p, samples.section()))
    assert changed.revision == 2
    assert projects.load(tmp_path, project.id) == changed
    assert changed.sections["II.1"] == samples.section()


def test_a_file_can_be_read_by_a_person(tmp_path: Path) -> None:
    project = made(tmp_path)
    text = (tmp_path / project.id / "project.json").read_text("utf-8")
    assert '"title": "Báo cáo KL 62"' in text
    assert json.loads(text)["outline"]["items"][0]["heading"] == "Khái quát chung về đặc điểm, tình hình"


@pytest.mark.parametrize(
    "title",
    [
        "Báo cáo 6 tháng / năm 2025",
        "../../etc/passwd",
        "CON",
        "Đề cương “mới”: <b>*?|",
        ".",
        "ực ỡ ẵ",
        "日本",
        "x" * 200,
    ],
)
def test_any_title_makes_a_safe_folder(title: str, tmp_path: Path) -> None:
    home = tmp_path / "drafts"
    project = made(home, title)
    assert projects.load(home, project.id).title == title
    assert [p.name for p in tmp_path.iterdir()] == ["drafts"]
    assert [p.name for p in home.iterdir()] == [project.id]
    assert set(project.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_the_list_has_the_latest_change_first(tmp_path: Path) -> None:
    first, second = made(tmp_path, "Một"), made(tmp_path, "Hai")
    for project, moment in ((first, "2026-11-24T08:00:00+07:00"), (second, "2026-11-24T07:00:00+07:00")):
        file = tmp_path / project.id / "project.json"
        file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "changed": moment}), encoding="utf-8")
    assert [e.title for e in projects.listed(tmp_path)] == ["Một", "Hai"]
    assert projects.listed(tmp_path / "chưa có") == ()


def test_renaming_keeps_the_folder(tmp_path: Path) -> None:
    project = made(tmp_path)
    renamed = projects.rename(tmp_path, project.id, " Báo cáo  quý IV ")
    assert (renamed.id, renamed.title) == (project.id, "Báo cáo quý IV")
    assert projects.rename(tmp_path, project.id, "Báo cáo quý IV").revision == renamed.revision


def test_a_deleted_project_lies_aside_and_comes_back(tmp_path: Path) -> None:
    project = made(tmp_path)
    kept = projects.remove(tmp_path, project.id)
    assert kept.is_dir()
    assert projects.listed(tmp_path) == ()
    assert [e.title for e in projects.removed(tmp_path)] == ["Báo cáo KL 62"]
    with pytest.raises(TrolyError, match="đã bị xóa"):
        projects.load(tmp_path, project.id)
    projects.bring_back(tmp_path, project.id)
    assert projects.load(tmp_path, project.id) == project
    with pytest.raises(TrolyError, match="Không tìm thấy"):
        projects.bring_back(tmp_path, project.id)


@pytest.mark.parametrize("id", ["../drafts", ".removed", "", "A", "a/b", "a" * 99])
def test_an_id_that_is_none_is_refused(id: str, tmp_path: Path) -> None:
    for work in (projects.load, projects.remove, projects.bring_back):
        with pytest.raises(TrolyError, match="Mã dự thảo"):
            work(tmp_path, id)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"title": "x"}', '{"sections": {"I": "../../x"}}', "\0\0"])
def test_a_damaged_project_is_said_to_be_and_the_others_open(damage: str, tmp_path: Path) -> None:
    whole, broken = made(tmp_path, "Nguyên vẹn"), made(tmp_path, "Hỏng")
    file = tmp_path / broken.id / "project.json"
    file.write_text(damage, encoding="utf-8")
    entries = projects.listed(tmp_path)
    assert [(e.id, bool(e.trouble)) for e in entries] == [(whole.id, False), (broken.id, True)]
    with pytest.raises(projects.DamagedError, match="Khôi phục"):
        projects.load(tmp_path, broken.id)
    assert file.read_text("utf-8") == damage
    assert projects.load(tmp_path, whole.id) == whole


def test_a_missing_section_file_is_damage_too(tmp_path: Path) -> None:
    project = made(tmp_path)
    projects.change(tmp_path, project.id, lambda p: with_section(p, samples.section()))
    next((tmp_path / project.id / "sections").iterdir()).unlink()
    with pytest.raises(projects.DamagedError):
        projects.load(tmp_path, project.id)


def test_another_windows_change_of_the_same_part_is_not_written_over(tmp_path: Path) -> None:
    project = made(tmp_path)
    seen = Seen("II.1", stamp(project, "II.1"))
    projects.change(tmp_path, project.id, lambda p: with_section(p, samples.section()), seen=seen)
    with pytest.raises(projects.ConflictError):
        projects.change(tmp_path, project.id, lambda p: replace(p, sections={}), seen=seen)
    assert projects.load(tmp_path, project.id).sections == {"II.1": samples.section()}


def test_another_windows_change_of_another_part_is_no_conflict(tmp_path: Path) -> None:
    project = made(tmp_path)
    seen = Seen("II.1", stamp(project, "II.1"))
    projects.change(tmp_path, project.id, lambda p: with_section(p, samples.section("II.2")))
    both = projects.change(tmp_path, project.id, lambda p: with_section(p, samples.section()), seen=seen)
    assert set(both.sections) == {"II.1", "II.2"}


def test_changes_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    project = made(tmp_path)
    labels = [f"II.{n}" for n in range(1, 13)]

    def write(label: str) -> None:
        projects.change(tmp_path, project.id, lambda p: with_section(p, samples.section(label)))

    threads = [threading.Thread(target=write, args=(label,)) for label in labels]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = projects.load(tmp_path, project.id)
    assert (sorted(found.sections), found.revision) == (sorted(labels), 13)


def test_a_folder_that_cannot_be_written_is_said_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("", encoding="utf-8")
    with pytest.raises(TrolyError, match="Không ghi được"):
        made(tmp_path / "drafts")
