"""Wordings: every variable declared, every key that the code asks for there, a changed file checked."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import prompts
from prompts import WordingError, keys, say

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "prompts"
FILES = tuple(sorted(path.stem for path in FOLDER.glob("*.md")))
WORDINGS = [(file, key) for file in FILES for key in keys(file)]

#: Keys that the code puts together: a pattern of the source, and all it can give.
_FACTS = ("signer", "role", "date", "number", "issuer", "recipients", "addressees", "subject", "place", "arrival")
_FRAMES = (
    "basis", "basis-body", "goal", "view", "direct", "direct-body", "district", "district-body", "elsewhere",
    "elsewhere-on",
)  # fmt: skip
_SINGLE = ("own", "proposal", "told", "told-own", "told-view", "told-elsewhere", "short")  # fmt: skip
_TOGETHER = {
    ("soan-thao", "frame"): (*_FRAMES, *(f"{frame}-more" for frame in _FRAMES), *_SINGLE),
    ("tra-loi", "key"): ("signer", "role", "date", "date-partial", "number", "issuer", "subject", "place"),
    ("tra-loi", "key()"): ("yes", "no", "not-yet"),
    ("tu-choi", "what-*"): tuple(f"what-{fact}" for fact in _FACTS),
    ("tra-loi", "*-lead"): ("recipients-lead", "addressees-lead"),
    ("tro-giup", "key"): ("greeting", "help", "thanks", "bye", "typing", "add-documents", "sources", "offline"),
}


def _parts(file: str, key: str) -> tuple[set[str], set[str]]:
    """The variables that a wording declares, and those it uses."""
    text = (FOLDER / f"{file}.md").read_text("utf-8")
    body = re.split(r"^## ", text.partition(f"## {key}\n")[2], flags=re.MULTILINE)[0].strip()
    first, _, rest = body.partition("\n")
    if not first.startswith("Biến:"):
        return set(), set(re.findall(r"\{(\w+)\}", body))
    return set(re.findall(r"\{(\w+)\}", first)), set(re.findall(r"\{(\w+)\}", rest))


def _asked() -> Iterator[tuple[str, str, set[str], bool]]:
    """Every ``say(file, key, ...)`` of the source: file, key (``*`` for what is filled in), variables, and
    whether the key is fixed."""
    for path in sorted((ROOT / "assistant").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                file, key = node.args
                assert isinstance(file, ast.Constant), f"{path.name}:{node.lineno}"
                given = {str(keyword.arg) for keyword in node.keywords}
                for one in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
                    yield str(file.value), _key(one, given), given, isinstance(one, ast.Constant)


def _key(node: ast.expr, given: set[str]) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)
    assert isinstance(node, ast.Name)
    return node.id if given else f"{node.id}()"


ASKED = tuple(_asked())


def test_the_files_are_those_the_code_asks_for() -> None:
    assert {file for file, *_ in ASKED} == set(FILES)


@pytest.mark.parametrize(("file", "key"), WORDINGS)
def test_a_wording_lists_the_variables_it_uses(file: str, key: str) -> None:
    declared, used = _parts(file, key)
    assert used <= declared
    filled = say(file, key, **dict.fromkeys(declared, "giá trị"))
    assert filled
    assert "{" not in filled
    assert "Biến:" not in filled


def test_every_key_the_code_asks_for_exists_and_gets_its_variables() -> None:
    for file, key, given, fixed in ASKED:
        for one in (key,) if fixed else _TOGETHER[file, key]:
            assert one in keys(file), f"prompts/{file}.md has no {one}"
            assert _parts(file, one)[1] <= given, (file, one)


def test_every_wording_is_asked_for() -> None:
    used = {(file, one) for file, key, _, fixed in ASKED for one in ((key,) if fixed else _TOGETHER[file, key])}
    unused = set(WORDINGS) - used
    # Kept for the office to use; nothing in the code says them yet.
    assert unused <= {("tra-loi", "about"), ("tu-choi", "related"), ("tu-choi", "off-topic")}


def test_say_fills_in_vietnamese() -> None:
    said = say("tra-loi", "signer", document="Kết luận số 62-KL/TW", role="đồng chí", signer="Trương Thị Mai")
    assert said == "Kết luận số 62-KL/TW do đồng chí Trương Thị Mai ký."


def test_what_is_filled_in_is_not_read_as_a_wording() -> None:
    assert say("tra-loi", "lead-whole", document="{place} {0}") == "Theo {place} {0}:"


def test_a_missing_value_file_or_key_is_named() -> None:
    with pytest.raises(WordingError, match=r"^prompts/tra-loi.md, mục “lead”: không có biến \{place\}$"):
        say("tra-loi", "lead", document="Kết luận số 62-KL/TW")
    with pytest.raises(WordingError, match=r"^prompts/tra-loi.md thiếu mục “## không-có”$"):
        say("tra-loi", "không-có")
    with pytest.raises(WordingError, match=r"^không đọc được prompts/vang-mat.md: "):
        say("vang-mat", "lead")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty prompts folder; what was read of the shipped one is forgotten before and after."""
    monkeypatch.setattr(prompts, "_FOLDER", tmp_path)
    prompts._read.cache_clear()
    yield tmp_path
    prompts._read.cache_clear()


def test_a_changed_wording_is_used(folder: Path) -> None:
    (folder / "loi.md").write_text(
        "# Lời\n\n## chào\nBiến: {tên}\nKính chào {tên}.\n\nMời hỏi.\n\n## hết\nXong.\n", "utf-8"
    )
    assert keys("loi") == ("chào", "hết")
    assert say("loi", "chào", tên="đồng chí") == "Kính chào đồng chí.\n\nMời hỏi."
    assert say("loi", "hết") == "Xong."


@pytest.mark.parametrize("declaration", ["", "Biến: {document}\n"])
def test_a_variable_that_is_not_listed_is_refused(folder: Path, declaration: str) -> None:
    (folder / "loi.md").write_text(f"## ký\n{declaration}{{document}} do {{người_ký}} ký.\n", "utf-8")
    with pytest.raises(WordingError, match=r"^prompts/loi.md, mục “ký” dùng biến chưa khai báo: .*người_ký"):
        say("loi", "ký", document="Kết luận", người_ký="Trương Thị Mai")


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / "loi.md").write_bytes("## a\nTiếng Việt".encode("utf-16"))
    with pytest.raises(WordingError, match=r"không đọc được prompts/loi\.md"):
        say("loi", "a")
