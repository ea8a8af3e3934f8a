"""What the tab Soạn thảo answers to its events, without a browser: every action, every page, every trouble."""

import base64
import io
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from assistant.app.drafting import answer, progress
from assistant.app.drafting_desk import Desk
from assistant.app.service import Service
from assistant.draft import projects, versions
from assistant.draft.project import Project, stamp
from assistant.draft.workshop import UNEXPECTED, State
from corpus.errors import TrolyError
from index.search import Index
from tests.assistant.app import sample

OUTLINE = "I. Công tác chỉ đạo\n1. Việc quán triệt\n2. Việc <b>tuyên truyền</b>\nII. Kết quả sắp xếp\n"
FORM = {"do": "create", "title": "Báo cáo quý <IV>", "locality": "tỉnh Quảng Hà", "source": "paste", "pasted": OUTLINE}


class Window:
    """A browser window: sends events, keeps what it shows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.project, self.view = "", ""
        self.head = self.note = self.progress = self.tree = self.page = self.file = ""

    def send(self, do: str, **detail: object) -> "Window":
        """One event, and the drafting that it begins to its end."""
        place = {"project": self.project, "view": self.view}
        parts = answer(self.desk, {**place, "do": do, **detail}, shown=1)
        for thread in threading.enumerate():
            if thread.name == "troly-draft":
                thread.join(60)
        if "data-running" in parts[2]:
            told = parts[1]
            parts = answer(self.desk, {**self.place(told), "do": "show", "quiet": "yes"}, shown=2)
        self.head, self.note, self.progress, self.tree, self.page, self.file = map(str, parts)
        self.project, self.view = self.place(self.note).values()
        return self

    def place(self, note: str) -> dict[str, str]:
        found = re.search(r'data-project="([^"]*)" data-view="([^"]*)"', note)
        assert found
        return {"project": found[1], "view": found[2]}

    @property
    def kept(self) -> Project:
        """The project on disk."""
        return projects.load(self.desk.home, self.project)

    def seen(self, part: str) -> dict[str, str]:
        """What a control of a part sends along."""
        return {"part": part, "stamp": stamp(self.kept, part), "label": part}


@pytest.fixture
def desk(index: Index, tmp_path: Path) -> Desk:
    service = Service(open_index=lambda: index, version=lambda: 1, ask=sample.answer)
    return Desk(service, data=tmp_path)


@pytest.fixture
def window(desk: Desk) -> Window:
    """A window on a new project."""
    return Window(desk).send(**FORM)


@pytest.fixture
def drafted(window: Window) -> Iterator[Window]:
    """A window on a section that is drafted."""
    window.send("show", view="at:I.1").send("draft", label="I.1")
    assert 'class="draft-text"' in window.page
    return window


def test_the_first_screen_names_the_outline_of_the_corpus(desk: Desk) -> None:
    window = Window(desk).send("start")
    assert "<strong>Đề cương của Ban Chính sách, chiến lược Trung ương</strong>" in window.head
    assert "Chưa có dự thảo nào" in window.head
    assert (window.tree, window.page) == ("", "")


def test_a_new_project_shows_its_outline_first(window: Window) -> None:
    assert window.view == "outline"
    assert "Báo cáo quý &lt;IV&gt;" in window.head
    assert window.kept.brief.locality == "tỉnh Quảng Hà"
    assert [window.page.count(label) > 0 for label in ("I.1.", "I.2.", "II.")] == [True, True, True]
    assert "data-kept" in window.note


def test_texts_of_the_drafter_are_never_markup(window: Window) -> None:
    for view in ("outline", "at:I.2", "at:I", "figures", "brief", "versions", "word", "coverage", "requests", "read"):
        window.send("show", view=view)
        for part in (window.head, window.tree, window.page):
            assert "<b>" not in part
            assert "<IV>" not in part
    assert "&lt;b&gt;tuyên truyền&lt;/b&gt;" in window.tree


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "đặt tên cho dự thảo"),
        ({"locality": ""}, "ghi địa phương"),
        ({"pasted": " "}, "Đề cương chưa có nội dung"),
        ({"source": "file"}, "Chưa chọn tệp"),
        ({"source": "file", "file": {"name": "a.exe", "data": ""}}, "không dùng được"),
        ({"source": "file", "file": {"name": "a.docx", "data": "AAAA"}}, "a.docx"),
        ({"source": "file", "file": {"name": "a.txt", "data": "???"}}, "không gửi lên được trọn vẹn"),
        ({"source": "document", "document": "không có"}, "không có"),
    ],
)
def test_a_form_filled_in_wrong_makes_nothing_and_says_why(change: dict[str, object], words: str, desk: Desk) -> None:
    window = Window(desk).send(**{**FORM, **change})
    assert words in window.note
    assert 'role="alert"' in window.note
    assert "data-kept" not in window.note
    assert projects.listed(desk.home) == ()


def test_outlines_come_from_the_corpus_and_from_files(desk: Desk) -> None:
    whole = Window(desk).send(**{**FORM, "source": "found"})
    assert [item.label for item in whole.kept.outline.items] == ["I", "II", "III", "IV", "V"]
    file = docx.Document()
    for line in OUTLINE.splitlines():
        file.add_paragraph(line)
    written = io.BytesIO()
    file.save(written)
    for name, data in (("đề cương.docx", written.getvalue()), ("../de-cuong.md", OUTLINE.encode())):
        sent = {"name": name, "data": base64.b64encode(data).decode()}
        window = Window(desk).send(**{**FORM, "source": "file", "file": sent})
        assert [item.label for item in window.kept.outline.items] == ["I", "II"]


def test_a_section_shows_its_sentences_with_their_sources(drafted: Window) -> None:
    section = drafted.kept.sections["I.1"]
    assert drafted.progress == '<p class="drafting-told" role="status">Đã soạn xong mục I.1.</p>'
    first = section.citations[0]
    assert f'data-open="{first.document_id}" data-start="{first.start}" data-end="{first.end}"' in drafted.page
    assert '<mark class="wanted">[cần bổ sung: ' in drafted.page
    assert "đã soạn 1/3" in drafted.tree


def test_what_came_of_drafting_is_told_once(drafted: Window) -> None:
    assert drafted.send("show", view="outline").progress == ""


def test_all_sections_left_are_drafted(drafted: Window) -> None:
    before = drafted.kept.sections["I.1"]
    drafted.send("draft_all")
    assert set(drafted.kept.sections) == {"I.1", "I.2", "II"}
    assert drafted.kept.sections["I.1"] == before
    assert "Soạn lại tất cả" in drafted.tree


def test_the_whole_draft_is_read_with_its_sources_numbered_throughout(drafted: Window) -> None:
    drafted.send("draft_all").send("show", view="read")
    sections = drafted.kept.sections.values()
    cited = {(c.document_id, c.start, c.end) for section in sections for c in section.citations}
    markers = {int(marker) for marker in re.findall(r">\[(\d+)\]</a>", drafted.page)}
    assert markers == set(range(1, len(cited) + 1))
    assert ["1. Việc quán triệt" in drafted.page, "II. Kết quả sắp xếp" in drafted.page] == [True, True]
    assert "Chưa soạn:" not in drafted.page


def test_an_edit_is_kept_verified_and_marked(drafted: Window) -> None:
    drafted.send("edit", **drafted.seen("I.1"), text="Tỉnh đã họp 3 cuộc [1].\n\nBan Thường vụ đã kết luận.")
    section = drafted.kept.sections["I.1"]
    assert section.edited == "Tỉnh đã họp 3 cuộc.\n\nBan Thường vụ đã kết luận."
    assert drafted.page.count("cán bộ soạn thảo sửa, chưa đối chiếu") == 2
    assert "Bỏ dẫn nguồn ở 1 câu" in drafted.note
    assert "data-kept" in drafted.note
    assert versions.versions(drafted.desk.home, drafted.project)[0].label == "Trước khi sửa mục I.1"


def test_hand_edited_sections_are_not_drafted_over(drafted: Window) -> None:
    drafted.send("edit", **drafted.seen("I.1"), text="Bản sửa tay.")
    drafted.send("draft_all", again="yes")
    assert drafted.kept.sections["I.1"].edited == "Bản sửa tay."
    assert "Giữ nguyên 1 mục đã sửa tay." in drafted.progress
    drafted.send("draft", label="I.1")
    assert drafted.kept.sections["I.1"].edited is None


def test_two_windows_do_not_write_over_each_other(drafted: Window) -> None:
    other = Window(drafted.desk).send("open", project=drafted.project, view="at:I.1")
    seen = other.seen("I.1")
    drafted.send("edit", **drafted.seen("I.1"), text="Cửa sổ thứ nhất.")
    other.send("edit", **seen, text="Cửa sổ thứ hai.")
    assert "vừa được sửa ở một cửa sổ khác" in other.note
    assert "data-kept" not in other.note
    assert other.kept.sections["I.1"].edited == "Cửa sổ thứ nhất."
    latest = versions.versions(other.desk.home, other.project)[0]
    kept = versions.state_of(other.desk.home, other.project, latest.number)
    assert kept.sections["I.1"].edited == "Cửa sổ thứ hai."
    assert f"phiên bản {latest.number}" in other.note
    assert "data-conflict" in other.note
    other.send("edit", **other.seen("I.1"), text="Cửa sổ thứ hai.")
    assert other.kept.sections["I.1"].edited == "Cửa sổ thứ hai."


def test_longer_and_shorter(drafted: Window) -> None:
    drafted.send("draft", label="I.1", length="long")
    assert drafted.kept.choices["I.1"].length == "long"
    assert re.search(r"<button[^>]*disabled[^>]*>Dài hơn", drafted.page)


def test_a_passage_left_out_is_not_used_and_one_pinned_is(drafted: Window) -> None:
    passage = drafted.kept.sections["I.1"].passages[0]
    drafted.send("exclude", **drafted.seen("I.1"), passage=passage)
    assert passage not in drafted.kept.sections["I.1"].passages
    assert "Đoạn đã loại (1)" in drafted.page
    drafted.send("pin", **drafted.seen("I.1"), passage=passage)
    assert passage in drafted.kept.sections["I.1"].passages
    assert drafted.kept.choices["I.1"].excluded == frozenset()
    drafted.send("unpin", **drafted.seen("I.1"), passage=passage)
    assert drafted.kept.choices["I.1"].pinned == ()


def test_passages_are_found_to_pin(drafted: Window) -> None:
    drafted.send("find", label="I.1", query="tự chủ tài chính")
    assert drafted.page.count('data-do="pin"') >= 3
    assert 'value="tự chủ tài chính"' in drafted.page


def test_the_outline_is_edited_and_sections_follow(drafted: Window) -> None:
    section = drafted.kept.sections["I.1"]
    drafted.send("move_item", **{**drafted.seen("outline"), "label": "I.1"}, steps="1")
    assert drafted.kept.sections["I.2"].statements == section.statements
    drafted.send("rename_item", **{**drafted.seen("outline"), "label": "I.2"}, heading="Học tập, quán triệt")
    assert drafted.kept.sections["I.2"].heading == "Học tập, quán triệt"
    drafted.send("add_item", **{**drafted.seen("outline"), "label": "II"}, heading="Hạn chế")
    drafted.send("add_item", **{**drafted.seen("outline"), "label": ""}, heading="Kiến nghị")
    drafted.send("drop_item", **{**drafted.seen("outline"), "label": "I.1"})
    assert [i.label for i in drafted.kept.outline.items] == ["I", "II", "III"]
    assert drafted.kept.outline.items[1].children[0].heading == "Hạn chế"
    assert list(drafted.kept.sections) == ["I.1"]


def test_the_offices_figures_fill_what_waited_for_them(drafted: Window) -> None:
    request = drafted.kept.sections["I.1"].requests[0]
    drafted.send(
        "figures", **{**drafted.seen("brief"), "label": ""},
        item=["I.1", "I.1"], indicator=[request.what, "bỏ trống"], value=["1.250", ""], unit=["người", ""],
        source=["Sở Nội vụ", ""],
    )  # fmt: skip
    assert [f.value for f in drafted.kept.brief.figures] == ["1.250"]
    texts = [s.text for s in drafted.kept.sections["I.1"].statements if s.origin == "office"]
    assert ["1.250 người" in text for text in texts] == [True]
    assert request not in drafted.kept.sections["I.1"].requests
    drafted.send("show", view="at:I.1")
    assert "số liệu của đơn vị" in drafted.page


def test_figures_come_from_a_spreadsheet_too(drafted: Window) -> None:
    data = "Mục;Chỉ tiêu;Số liệu\nII;Số đơn vị giảm;12\n".encode()
    sent = {"name": "so-lieu.csv", "data": base64.b64encode(data).decode()}
    drafted.send("figures_file", **drafted.seen("brief"), file=sent)
    assert [(f.item, f.value) for f in drafted.kept.brief.figures] == [("II", "12")]
    wrong = {"name": "so-lieu.csv", "data": base64.b64encode("Mục;Chỉ tiêu;Số liệu\nIX;A;1\n".encode()).decode()}
    assert "không có mục “IX”" in drafted.send("figures_file", **drafted.seen("brief"), file=wrong).note
    part = {"name": "so-lieu.csv", "data": base64.b64encode("Mục;Chỉ tiêu;Số liệu\nI;A;1\n".encode()).decode()}
    assert (
        "hãy ghi “A” vào một mục con, ví dụ I.1."
        in drafted.send("figures_file", **drafted.seen("brief"), file=part).note
    )
    assert len(drafted.kept.brief.figures) == 1


def test_the_outline_waits_for_the_end_of_drafting(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.desk.workshop, "state", lambda id: State("running", 0, 1, "I.1"))
    detail = {"do": "drop_item", "project": window.project, "view": "outline", "label": "II"}
    assert "đang được soạn" in answer(window.desk, detail, shown=1)[1]
    assert len(window.kept.outline.items) == 2


def test_the_brief_is_changed(drafted: Window) -> None:
    drafted.send("brief", **drafted.seen("brief"), locality=" xã  Sơn Mai ", only_own="on", length="short")
    brief = drafted.kept.brief
    assert (brief.locality, brief.others, brief.length) == ("xã Sơn Mai", False, "short")


def test_versions_are_kept_compared_and_restored(drafted: Window) -> None:
    drafted.send("keep", label="Trình lần 1").send("edit", **drafted.seen("I.1"), text="Viết lại hết.")
    drafted.send("show", view="versions:1")
    assert "<ins>Viết lại hết.</ins>" in drafted.page
    drafted.send("restore", number="1")
    assert drafted.kept.sections["I.1"].edited is None
    assert "Trước khi khôi phục phiên bản 1" in drafted.page


def test_coverage_and_requests_have_their_tables(drafted: Window) -> None:
    drafted.send("draft_all").send("show", view="coverage")
    assert "<title>Trong 3 mục đã soạn: đủ căn cứ" in drafted.page
    assert drafted.page.count("<tr>") == 4
    drafted.send("show", view="requests")
    count = sum(len(s.requests) for s in drafted.kept.sections.values())
    assert drafted.page.count("<tr>") == count + 1
    assert f'<span class="count">{count}</span>' in drafted.head


@pytest.mark.parametrize("body", ["state", "party"])
def test_the_word_file_holds_what_was_edited(body: str, drafted: Window) -> None:
    drafted.send("edit", **drafted.seen("I.1"), text="Ban Thường vụ đã kết luận.").send("word", body=body, notes="on")
    data = re.search(r'data-file="([^"]+)" data-name="([^"]+)"', drafted.file)
    assert data
    assert data[2] == f"{drafted.project}.docx"
    word = base64.b64decode(data[1])
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(word)).paragraphs)
    assert "Ban Thường vụ đã kết luận." in text
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        notes = parts.read("word/footnotes.xml").decode()
    assert "do đơn vị soạn thảo cung cấp" in notes


def test_a_place_of_no_known_kind_is_said_before_a_word_file(window: Window) -> None:
    window.send("draft", label="II").send("brief", **window.seen("brief"), locality="Quảng Hà")
    window.send("word", body="state")
    assert 'role="alert"' in window.note
    assert window.file == ""


def test_a_project_is_renamed_deleted_and_brought_back(window: Window) -> None:
    project = window.project
    assert "Báo cáo năm" in window.send("rename", title="Báo cáo năm").head
    window.send("remove")
    assert window.project == ""
    assert "Dự thảo đã xóa (1)" in window.head
    assert "Đã lấy lại dự thảo." in window.send("bring_back", project=project).note
    assert 'data-do="open"' in window.head


def test_a_project_that_is_gone_leads_to_the_first_screen(window: Window) -> None:
    other = Window(window.desk).send("open", project=window.project)
    window.send("remove")
    other.send("show", view="brief")
    assert other.project == ""
    assert "Không tìm thấy dự thảo này" in other.note


def test_a_damaged_project_is_said_to_be_and_is_recovered(drafted: Window) -> None:
    drafted.send("keep", label="Bản tốt")
    id = drafted.project
    (drafted.desk.home / id / "project.json").write_text("hỏng", encoding="utf-8")
    drafted.send("show", view="outline")
    assert "Không đọc được tệp của dự thảo này" in drafted.note
    assert "bị hỏng" in drafted.head
    drafted.send("recover", project=id)
    assert drafted.kept.sections.keys() == {"I.1"}
    assert "Đã mở lại phiên bản gần nhất" in drafted.note


@pytest.mark.parametrize("view", ["at:IX", "versions:99", "versions:x"])
def test_a_page_that_is_not_there_says_so_inside_the_project(view: str, window: Window) -> None:
    window.send("show", view=view)
    assert 'role="alert"' in window.page
    assert "Báo cáo quý" in window.head


def test_an_unknown_event_is_told_and_logged(window: Window, caplog: pytest.LogCaptureFixture) -> None:
    assert UNEXPECTED in window.send("phá hoại").note
    assert "phá hoại" in caplog.text


def test_without_an_index_projects_can_still_be_read(window: Window, tmp_path: Path) -> None:
    def missing() -> Index:
        raise TrolyError("Chưa có chỉ mục; hãy chạy `troly index` trước.")

    poor = Window(Desk(Service(open_index=missing, version=missing, ask=sample.answer), data=tmp_path))
    assert "troly index" in poor.send("start").head
    assert "Báo cáo quý" in poor.head
    assert "tỉnh Quảng Hà" in poor.send("open", project=window.project, view="brief").page
    assert "troly index" in poor.send("show", view="at:I.1").page


def test_progress_says_which_section_is_under_way() -> None:
    html = progress(State("running", 2, 16, "II.1"))
    assert "Đang soạn mục II.1 (3/16)…" in html
    assert 'value="2" max="16"' in html
    assert progress(State("failed", words="Hỏng <b>")) == (
        '<p class="drafting-told warn" role="alert">Hỏng &lt;b&gt;</p>'
    )
