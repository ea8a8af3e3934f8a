"""The command line: help in Vietnamese, exit codes, one Vietnamese line for whatever the user got wrong."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import commands
from assistant.arguments import ArgumentParser, positive
from assistant.cli import main
from corpus.errors import TrolyError
from index.vietnamese import fold, is_syllable

COMMANDS = (
    (), ("chat",), ("ask",), ("search",), ("corpus",), ("index",), ("eval",),
    ("corpus", "list"), ("corpus", "show"), ("corpus", "add"), ("corpus", "remove"), ("corpus", "missing"),
)  # fmt: skip

#: Names of programs, files, formats and measures, which have no Vietnamese.
_NAMES = frozenset(
    "troly json jsonl html id question history document kind level docx host port beir alqac zalo squad viquad xquad "
    "ndcg bm sentence transformers data eval draft k h n e none out".split()
)


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROLY_DOCUMENTS", str(tmp_path / "documents"))
    monkeypatch.setenv("TROLY_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def _help(command: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as stop:
        main([*command, "--help"])
    assert stop.value.code == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_no_english_words(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    shown = _help(command, capsys)
    assert shown.startswith(f"cách dùng: {' '.join(('troly', *command))} ")
    assert "in hướng dẫn này" in shown
    # Options, names of commands (first on their line), and English names are not words of a sentence.
    shown = re.sub(r"(?m)--?[a-z][a-z-]*|^ {4}[a-z]+\b|@\d+|127\.0\.0\.1", " ", shown)
    words = {word for word in re.findall(r"[^\W\d_]+", shown) if word.lower() not in {*_NAMES, *command}}
    assert words
    assert {word for word in words if not is_syllable(fold(word))} == set()


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _help((), capsys)
    assert re.findall(r"(?m)^ {4}([a-z]+) ", shown) == [
        "chat",
        "ask",
        "search",
        "draft",
        "corpus",
        "index",
        "mcp",
        "eval",
    ]


def _wrong(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a wrong call prints."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("troly: ")
    assert printed.err.count("\n") == 1
    return printed.err.removeprefix("troly: ").rstrip("\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Lệnh chưa đúng: còn thiếu tham số: LỆNH. Gõ “troly --help” để xem cách dùng."),
        (["corpus"], "Lệnh chưa đúng: còn thiếu tham số: VIỆC. Gõ “troly corpus --help” để xem cách dùng."),
        (["search"], "Lệnh chưa đúng: còn thiếu tham số: TỪ_KHÓA. Gõ “troly search --help” để xem cách dùng."),
        (["ask", "Ai ký?", "--la"], "Lệnh chưa đúng: tham số lạ: --la. Gõ “troly --help” để xem cách dùng."),
        (
            ["ask", "Ai ký?", "-k", "0"],
            "Lệnh chưa đúng: tham số -k: giá trị '0' không hợp lệ. Gõ “troly ask --help” để xem cách dùng.",
        ),
        (
            ["ask", "Ai ký?", "--level"],
            "Lệnh chưa đúng: tham số --level cần một giá trị. Gõ “troly ask --help” để xem cách dùng.",
        ),
        (
            ["index", "--status=có"],
            "Lệnh chưa đúng: tham số --status không nhận giá trị 'có'. Gõ “troly index --help” để xem cách dùng.",
        ),
        (
            ["corpus", "add"],
            "Lệnh chưa đúng: còn thiếu tham số: TỆP. Gõ “troly corpus add --help” để xem cách dùng.",
        ),
        (
            ["chat", "--port", "bảy nghìn"],
            "Lệnh chưa đúng: tham số --port: giá trị 'bảy nghìn' không hợp lệ. "
            "Gõ “troly chat --help” để xem cách dùng.",
        ),
        (["ask"], 'Chưa có câu hỏi. Hãy ghi câu hỏi trong ngoặc kép, ví dụ: troly ask "Ai ký Kết luận 62-KL/TW?"'),
        (["ask", "--out", "a.jsonl"], "--out chỉ dùng cùng --batch. Hãy bỏ --out hoặc thêm --batch TỆP.jsonl."),
        (["ask", "--batch", "a.jsonl"], "--batch cần --out TỆP.jsonl để ghi kết quả."),
        (
            ["ask", "Ai ký?", "--batch", "a.jsonl", "--out", "b.jsonl"],
            "Chỉ dùng một trong hai: câu hỏi trên dòng lệnh hoặc --batch.",
        ),
        (["ask", "Ai ký?"], "Chưa có chỉ mục; hãy chạy `troly index` trước."),
        (["search", "tự chủ"], "Chưa có chỉ mục; hãy chạy `troly index` trước."),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else "",
)
def test_a_wrong_call_says_what_to_do(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _wrong(arguments, capsys) == says


def test_an_unknown_command_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    said = _wrong(["hoi"], capsys)
    assert said.startswith("Lệnh chưa đúng: tham số LỆNH: giá trị 'hoi' không dùng được (chọn một trong: ")
    assert "'ask'" in said


@pytest.mark.parametrize(
    "arguments", [["corpus", "list"], ["corpus", "show", "62-KL/TW"], ["corpus", "missing"], ["index"]]
)
def test_an_absent_documents_folder_is_named(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _wrong(arguments, capsys)
    assert said == (
        f"Không thấy thư mục văn bản “{tmp_path / 'documents'}”; hãy tạo thư mục hoặc đặt lại TROLY_DOCUMENTS."
    )


def test_a_wrong_settings_file_stops_every_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "troly.toml").write_text('thu-muc = "a"\n', "utf-8")
    assert "có mục lạ “thu-muc”" in _wrong(["corpus", "list"], capsys)


@pytest.mark.parametrize("port", ["0", "65536", "cổng"])
def test_a_wrong_port_in_the_environment_is_named(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TROLY_PORT", port)
    said = _wrong(["index", "--status"], capsys)
    assert said == f"Cổng “{port}” trong biến môi trường TROLY_PORT không hợp lệ. Hãy ghi một số từ 1 đến 65535."


def test_stopping_by_keyboard_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "search", stopped)
    assert main(["search", "tự chủ"]) == 130
    assert capsys.readouterr().err == "\nĐã dừng theo yêu cầu.\n"


def test_an_argument_is_never_guessed_from_its_beginning(capsys: pytest.CaptureFixture[str]) -> None:
    assert "tham số lạ: --hist" in _wrong(["ask", "Ai ký?", "--hist", "câu trước"], capsys)


def test_positive_takes_whole_numbers_from_one() -> None:
    assert positive("12") == 12
    for wrong in ("0", "-3", "1.5", "năm"):
        with pytest.raises(ValueError, match=r".*"):
            positive(wrong)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--loại", "z"], "tham số --loại: giá trị 'z' không dùng được (chọn một trong: 'x', 'y')"),
        (["--a", "--b"], "tham số --b không dùng cùng --a"),
        (["--nhiều"], "tham số --nhiều cần ít nhất một giá trị"),
        ([], "cần một trong các tham số: --a --b"),
    ],
)
def test_usage_errors_are_vietnamese(arguments: list[str], says: str) -> None:
    parser = ArgumentParser(prog="thử")
    parser.add_argument("--loại", choices=("x", "y"))
    parser.add_argument("--nhiều", nargs="+")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--a", action="store_true")
    either.add_argument("--b", action="store_true")
    with pytest.raises(TrolyError) as error:
        parser.parse_args(arguments)
    assert str(error.value) == f"Lệnh chưa đúng: {says}. Gõ “thử --help” để xem cách dùng."


def test_words_of_subcommands_speak_vietnamese_too() -> None:
    parser = ArgumentParser(prog="thử")
    words = parser.add_subparsers(metavar="VIỆC")
    assert isinstance(words, argparse.Action)
    words.add_parser("con").add_argument("tệp", metavar="TỆP")
    with pytest.raises(TrolyError, match=r"còn thiếu tham số: TỆP\. Gõ “thử con --help”"):
        parser.parse_args(["con"])
