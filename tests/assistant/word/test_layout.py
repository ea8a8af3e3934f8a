"""The office's table of measures: within what the rules allow, changed by editing it, wrong tables refused."""

import shutil
from pathlib import Path

import pytest

from assistant.word import tables
from assistant.word.layout import Face, Layout, layout_for
from corpus.errors import TrolyError

# Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục V.
STATE_SIZES = {
    "head": (12, 13), "motto": (13, 14), "superior": (12, 13), "issuer": (12, 13), "number": (13, 13),
    "date": (13, 14), "kind": (13, 14), "subject": (13, 14), "addressee": (13, 14), "body": (13, 14),
    "heading1": (13, 14), "heading2": (13, 14), "heading3": (13, 14), "authority": (13, 14), "post": (13, 14),
    "signer": (13, 14), "recipients_label": (12, 12), "recipients": (11, 11), "page_number": (13, 14),
    "annex": (14, 14), "annex_title": (13, 14), "annex_note": (13, 14),
}  # fmt: skip
# Hướng dẫn 36-HD/VPTW, Phụ lục 3.
PARTY_SIZES = {
    "head": (15, 15), "superior": (14, 14), "issuer": (14, 14), "number": (14, 14), "date": (14, 14),
    "kind": (15, 16), "subject": (14, 15), "body": (14, 15), "heading1": (14, 15), "authority": (14, 14),
    "post": (14, 14), "signer": (14, 14), "recipients_label": (14, 14), "recipients": (12, 12),
    "page_number": (14, 14),
}  # fmt: skip


@pytest.mark.parametrize(("body", "sizes"), [("state", STATE_SIZES), ("party", PARTY_SIZES)])
def test_sizes_are_those_the_rules_allow(body: str, sizes: dict[str, tuple[float, float]]) -> None:
    faces = layout_for(body).faces  # type: ignore[arg-type]
    wrong = {part: getattr(faces, part).size for part in sizes}
    assert {part: size for part, size in wrong.items() if not sizes[part][0] <= size <= sizes[part][1]} == {}


def test_the_state_page_is_that_of_the_decree() -> None:
    layout = layout_for("state")
    page = layout.page
    assert (page.width, page.height, layout.font) == (210, 297, "Times New Roman")
    assert 20 <= page.top <= 25
    assert 20 <= page.bottom <= 25
    assert 30 <= page.left <= 35
    assert 15 <= page.right <= 20
    assert layout.first_line in (10, 12.7)
    assert layout.spacing >= 6
    assert 1 <= layout.line <= 1.5
    assert not layout.exact_line
    assert 1 / 3 <= float(layout.issuer_rule) <= 1 / 2
    assert 1 / 3 <= float(layout.subject_rule) <= 1 / 2
    assert layout.motto_rule == 1


def test_the_party_page_is_that_of_the_guidance() -> None:
    layout = layout_for("party")
    page = layout.page
    assert (page.top, page.bottom, page.left, page.right, page.number) == (20, 20, 30, 15, 10)
    assert layout.exact_line
    assert 18 <= layout.line <= 22
    assert (layout.issuer_rule, layout.subject_rule, layout.head_rule, layout.motto) == ("*", "-----", 1, "")
    assert layout.faces.recipients_label == Face(14, underline=True)
    assert not layout.faces.post.bold


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tables that a test may change."""
    for table in tables._FOLDER.glob("*.toml"):
        shutil.copy(table, tmp_path)
    monkeypatch.setattr(tables, "_FOLDER", tmp_path)
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    table = folder / "layouts.toml"
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), "utf-8")


def test_a_changed_measure_is_used_at_once(folder: Path) -> None:
    before: Layout = layout_for("state")
    change(folder, "left = 30  ", "left = 35  ")
    assert layout_for("state").page.left == before.page.left + 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("first_line = 12.7", 'first_line = "12.7"', "mục [state], khóa “first_line”: phải là số không âm"),
        ("spacing = 6 ", "spacing = -6 ", "khóa “spacing”: phải là số không âm"),
        ("subject_capital = true", "subject_capital = 1", "khóa “subject_capital”: phải là true hoặc false"),
        ("issuer_rule = 0.4", "issuer_rule = true", "phải là số không âm hoặc chuỗi trong ngoặc kép"),
        ("width = 210", "wide = 210", "khóa “page”: không có khóa “wide”"),
        ("width = 210", "", "khóa “page”: thiếu khóa “width”"),
        ("size = 13, bold = true, upper", "size = 13, bod = true, upper", "khóa “head”: không có khóa “bod”"),
        ("[state.page]", "[state.pages]", "không có khóa “pages”"),
        ("motto = {", "motto = 14 #", "khóa “motto”: phải là một mục có các khóa"),
        ('headings = ["{label}. {heading}"', 'headings = [1, "{label}"', "“headings”: phải là danh sách các chuỗi"),
        ("left = 30  ", "left = 150  ", "lề và cột rộng hơn khổ giấy"),
        ("[state]", "[state", "Không đọc được bảng assistant/word/layouts.toml"),
    ],
)
def test_a_wrong_table_says_where(folder: Path, old: str, new: str, said: str) -> None:
    change(folder, old, new)
    with pytest.raises(TrolyError, match=r"Hãy ") as caught:
        layout_for("state")
    assert said in str(caught.value)


def test_a_layout_without_headings_is_refused(folder: Path) -> None:
    text = (folder / "layouts.toml").read_text("utf-8")
    line = next(one for one in text.splitlines() if one.startswith("headings"))
    change(folder, line, "headings = []")
    with pytest.raises(TrolyError, match="“headings” trống"):
        layout_for("state")
