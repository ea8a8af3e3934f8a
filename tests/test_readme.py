"""The README's first example and its commands are true."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the index of the shipped documents, as ``troly index`` makes it."""
    folder = tmp_path_factory.mktemp("readme") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TROLY_DATA", str(folder))
        assert main(["index"]) == 0
    return folder


@pytest.fixture(autouse=True)
def _environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROLY_DATA", str(data))


def _example() -> tuple[list[str], str]:
    """The command of the first console block, as words, and what the README shows below it."""
    block = re.search(r"```console\n\$ (.*)\n((?:.*\n)*?)```", README)
    assert block is not None
    return shlex.split(block[1])[1:], block[2].rstrip("\n")


def _commands() -> Iterator[str]:
    """Every whole ``troly ...`` command in backticks that can be run as it stands."""
    for command in re.findall(r"`(troly [^`]+)`", README):
        if '"' in command and "QU" not in command:
            yield command


def test_the_first_example_prints_what_the_readme_shows(capsys: pytest.CaptureFixture[str]) -> None:
    command, shown = _example()
    assert main(command) == 0
    assert capsys.readouterr().out.rstrip("\n") == shown


@pytest.mark.parametrize("command", list(_commands()))
def test_the_questions_of_the_readme_run(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shlex.split(command)[1:]) == 0
    assert len(capsys.readouterr().out.strip()) > 20


def test_the_refusal_of_the_readme_is_a_refusal(capsys: pytest.CaptureFixture[str]) -> None:
    (command,) = (c for c in _commands() if "27-NQ/TW" in c)
    main(shlex.split(command)[1:])
    assert "Chưa có Nghị quyết số 27-NQ/TW trong kho" in capsys.readouterr().out


def _synopsis() -> list[str]:
    block = re.search(r"```\n((?:troly .*\n)+)```", README)
    assert block is not None
    return block[1].splitlines()


@pytest.mark.parametrize("line", _synopsis())
def test_every_option_of_the_synopsis_exists(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    word = line.split()[1]
    actions = re.findall(r"\b(list|show|add|remove|missing)\b", line) if word == "corpus" else [None]
    for action in actions:
        with pytest.raises(SystemExit) as stop:
            main([word, action, "--help"] if action else [word, "--help"])
        assert stop.value.code == 0
        helped = capsys.readouterr().out
        for option in re.findall(r"(?<!\w)--?[a-z]+\b", line):
            assert option in helped


def test_the_settings_named_are_those_read() -> None:
    named = re.search(r"`troly.toml` or ([^\n]*)\.", README)
    assert named is not None
    assert set(re.findall(r"TROLY_(\w+)", named[1])) == {name.upper() for name in Settings.__dataclass_fields__}


def test_the_make_targets_named_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?make (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_files_named_are_there() -> None:
    for path in re.findall(r"`((?:docs|index|eval|corpus)/[^`\s]*)`", README):
        assert (ROOT / path).exists(), path


def test_the_command_is_what_the_package_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"troly": "assistant.cli:main"}
