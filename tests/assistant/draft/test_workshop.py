"""Sections drafted in the background: kept one by one, stopped, never over what the drafter did meanwhile."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import outline
from assistant.draft import projects, versions, workshop
from assistant.draft.model import Retold
from assistant.draft.project import Project, with_section
from assistant.draft.report import Brief, SectionDraft
from assistant.draft.workshop import UNEXPECTED, State, Workshop
from corpus.errors import TrolyError
from index.search import Index

OUTLINE = outline.from_text("I. Công tác chỉ đạo\n1. Việc quán triệt\n2. Việc tuyên truyền\nII. Kiến nghị\n")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return projects.create(tmp_path, title="Báo cáo", outline=OUTLINE, brief=Brief("tỉnh Quảng Hà"))


@pytest.fixture
def shop(tmp_path: Path, index: Index) -> Workshop:
    return Workshop(open_index=lambda: index, home=tmp_path)


def finish() -> None:
    for thread in threading.enumerate():
        if thread.name == "troly-draft":
            thread.join(60)


def test_sections_are_kept_and_told(shop: Workshop, project: Project, tmp_path: Path) -> None:
    assert shop.state(project.id) == State()
    shop.begin(project.id, ["I.1", "I.2", "II"], note="Giữ nguyên 1 mục.")
    finish()
    assert shop.state(project.id) == State("done", 3, 3, words="Đã soạn xong 3 mục. Giữ nguyên 1 mục.")
    kept = projects.load(tmp_path, project.id)
    assert list(kept.sections) == ["I.1", "I.2", "II"]
    assert kept.sections["I.1"].statements
    shop.told(project.id)
    assert shop.state(project.id) == State()


def test_no_sentence_is_told_in_two_sections(shop: Workshop, project: Project) -> None:
    sections = shop.run(project.id, ["I.1", "I.2"]).sections
    told = [{s.text for s in section.statements if s.origin == "source"} for section in sections.values()]
    assert told[0]
    assert told[0] & told[1] == set()


def test_a_section_drafted_anew_says_what_it_said(shop: Workshop, project: Project) -> None:
    first = shop.run(project.id, ["I.1", "I.2"])
    assert shop.run(project.id, ["I.1"]).sections == first.sections


def test_a_version_is_kept_before_a_section_is_replaced(shop: Workshop, project: Project, tmp_path: Path) -> None:
    shop.run(project.id, ["I.1"])
    assert versions.versions(tmp_path, project.id) == ()
    shop.run(project.id, ["I.1", "I.2"])
    (version,) = versions.versions(tmp_path, project.id)
    assert (version.label, version.named) == ("Trước khi soạn lại 2 mục", False)


def test_what_the_drafter_did_meanwhile_stays(
    shop: Workshop, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = SectionDraft("I.1", "Việc quán triệt", edited="Bản của tôi.")
    real = workshop.drafted

    def slow(index: Index, now: Project, label: str, *, waiting: frozenset[str]) -> SectionDraft:
        projects.change(tmp_path, project.id, lambda p: with_section(p, mine))
        return real(index, now, label, waiting=waiting)

    monkeypatch.setattr(workshop, "drafted", slow)
    assert shop.run(project.id, ["I.1"]).sections == {"I.1": mine}


def test_drafting_can_be_stopped_and_what_is_written_stays(
    shop: Workshop, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = workshop.drafted

    def halting(index: Index, now: Project, label: str, *, waiting: frozenset[str]) -> SectionDraft:
        shop.halt(project.id)
        return real(index, now, label, waiting=waiting)

    monkeypatch.setattr(workshop, "drafted", halting)
    assert list(shop.run(project.id, ["I.1", "I.2"]).sections) == ["I.1"]
    assert shop.state(project.id).words == "Đã dừng sau 1/2 mục. Các mục đã soạn được giữ lại."


def test_one_drafting_at_a_time(shop: Workshop, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def waiting_for(index: Index, now: Project, label: str, *, waiting: frozenset[str]) -> SectionDraft:
        assert go.wait(60)
        return SectionDraft(label, "")

    monkeypatch.setattr(workshop, "drafted", waiting_for)
    shop.begin(project.id, ["I.1"])
    with pytest.raises(TrolyError, match="đang được soạn"):
        shop.begin(project.id, ["I.2"])
    go.set()
    finish()
    assert shop.state(project.id).words == "Đã soạn xong mục I.1."


def test_a_model_tells_the_sections_until_it_fails(project: Project, tmp_path: Path, index: Index) -> None:
    asked: list[tuple[str, str]] = []

    def retell(section: SectionDraft, locality: str) -> Retold:
        asked.append((section.label, locality))
        if len(asked) > 1:
            return Retold(section, "mô hình không trả lời")
        return Retold(replace(section, coverage="none"))

    shop = Workshop(open_index=lambda: index, home=tmp_path, retell=retell)
    sections = shop.run(project.id, ["I.1", "I.2", "II"]).sections
    assert asked == [("I.1", "tỉnh Quảng Hà"), ("I.2", "tỉnh Quảng Hà")]
    assert sections["I.1"].coverage == "none"
    assert sections["II"].statements
    assert "mô hình không trả lời" in shop.state(project.id).words


@pytest.mark.parametrize(
    ("error", "words"), [(TrolyError("Chưa có chỉ mục."), "Chưa có chỉ mục."), (ZeroDivisionError(), UNEXPECTED)]
)
def test_what_fails_is_told(
    error: Exception, words: str, shop: Workshop, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*arguments: object, **others: object) -> SectionDraft:
        raise error

    monkeypatch.setattr(workshop, "drafted", failing)
    with pytest.raises(TrolyError, match=words):
        shop.run(project.id, ["I.1"])
    assert shop.state(project.id).phase == "failed"


def test_nothing_to_draft_is_said(shop: Workshop, project: Project) -> None:
    nothing: Sequence[str] = ()
    with pytest.raises(TrolyError, match="Không có mục nào"):
        shop.begin(project.id, nothing)


def test_a_length_of_ones_own_is_used(shop: Workshop, project: Project, tmp_path: Path) -> None:
    def length(name: str) -> int:
        projects.change(
            tmp_path, project.id, lambda p: replace(p, brief=replace(p.brief, length=name))  # type: ignore[arg-type]
        )  # fmt: skip
        return len(shop.run(project.id, ["I.2"]).sections["I.2"].statements)

    assert length("short") < length("long")
