"""The floors of the source tree: imports run one way, each library has one home, importing does nothing."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: What each package may import of ours, itself left out.
BELOW = {
    "corpus": set(),
    "prompts": set(),
    "index": {"corpus"},
    "assistant": {"corpus", "index", "prompts"},
    "eval": {"corpus", "index", "assistant", "prompts"},
}

#: The files, or the folder, where a library may be imported.
HOMES = {
    "faiss": {"index/dense.py"},
    "safetensors": {"index/static.py"},
    "torch": {"index/torch_module.py", "index/train/"},
    "sentence_transformers": {"index/embed.py", "index/torch_module.py"},
    "underthesea": {"corpus/sentence.py"},
    "gradio": {"assistant/app/", "eval/tab.py"},
    "starlette": {"assistant/app/"},
    "ir_measures": {"eval/measures.py"},
    "bm25s": {"eval/peer.py"},
    "langchain_text_splitters": {"eval/peer.py"},
    "langchain": {"assistant/llm.py"},
    "langchain_core": {"assistant/chains.py"},
    "mcp": {"assistant/mcp_server.py"},
    "docx": {"assistant/word/"},
    "openpyxl": {"assistant/draft/figures.py"},
    "tqdm": {"assistant/commands.py", "assistant/drafting.py", "assistant/indexing.py", "index/train/__main__.py"},
    "numpy": {"index/", "eval/"},
    "scipy": {"eval/fit.py"},
    "sklearn": {"eval/fit.py", "eval/calibration.py"},
}

#: Higher floors that are reached by name alone, so that nothing below depends on them.
HOOKS = {("assistant/cli.py", "eval.cli"), ("assistant/app/page.py", "eval.tab")}
#: Files that import a module whose name is put together when they run.
BY_VARIABLE = {"corpus/sentence.py", "eval/cli.py"}


class Import(NamedTuple):
    file: str
    module: str
    line: int
    by_name: bool


def _sources() -> dict[str, ast.Module]:
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
        for package in BELOW
        for path in sorted((ROOT / package).rglob("*.py"))
    }


SOURCES = _sources()


def _imports() -> Iterator[Import]:
    for file, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (Import(file, alias.name, node.lineno, False) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file}:{node.lineno} imports relatively"
                for alias in node.names:
                    yield Import(file, f"{node.module}.{alias.name}", node.lineno, False)
            elif isinstance(node, ast.Call) and _called(node) in (*_BY_NAME, "find_spec"):
                named = node.args[0]
                if isinstance(named, ast.Constant):
                    yield Import(file, str(named.value), node.lineno, True)


_BY_NAME = ("import_module", "__import__")


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else str(getattr(function, "id", ""))


IMPORTS = tuple(_imports())


def test_every_package_has_sources() -> None:
    assert {file.split("/")[0] for file in SOURCES} == set(BELOW)
    assert len(SOURCES) > 80


@pytest.mark.parametrize("package", sorted(BELOW))
def test_imports_run_one_way(package: str) -> None:
    allowed = BELOW[package] | {package}
    wrong = [
        f"{found.file}:{found.line} imports {found.module}"
        for found in IMPORTS
        if found.file.startswith(f"{package}/")
        and found.module.split(".")[0] in BELOW
        and found.module.split(".")[0] not in allowed
        and not (found.by_name and (found.file, found.module) in HOOKS)
    ]
    assert wrong == []


def test_prompts_imports_nothing_but_the_standard_library() -> None:
    tops = {found.module.split(".")[0] for found in IMPORTS if found.file.startswith("prompts/")}
    assert tops <= sys.stdlib_module_names


def test_the_declared_hooks_are_there() -> None:
    assert {(found.file, found.module) for found in IMPORTS if found.by_name} >= HOOKS


def test_modules_named_by_variables_are_known_and_on_their_own_floor() -> None:
    calls = [
        (file, node)
        for file, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in _BY_NAME and not isinstance(node.args[0], ast.Constant)
    ]
    assert {file for file, _ in calls} <= BY_VARIABLE
    works = [
        node.value
        for node in ast.walk(SOURCES["eval/cli.py"])
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ":" in node.value
        if node.value.partition(":")[0].replace(".", "").isidentifier()
    ]
    assert works
    for work in works:
        module, _, function = work.partition(":")
        tree = SOURCES[f"{module.replace('.', '/')}.py"]
        assert module.startswith("eval.")
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, work


def test_each_library_has_one_home() -> None:
    ours_or_standard = set(BELOW) | set(sys.stdlib_module_names)
    strays = [
        f"{found.file}:{found.line} imports {found.module}"
        for found in IMPORTS
        if (top := found.module.split(".")[0]) not in ours_or_standard
        if not any(
            found.file == home or (home[-1] == "/" and found.file.startswith(home)) for home in HOMES.get(top, ())
        )
    ]
    assert strays == []


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_declared_home_is_lived_in(library: str) -> None:
    files = {found.file for found in IMPORTS if found.module.split(".")[0] == library}
    for home in HOMES[library]:
        assert any(file.startswith(home) for file in files), f"{library} is not imported in {home}"


def _at_once(file: str) -> set[str]:
    """Modules that a file imports as soon as it is imported, by the names of the modules themselves."""
    modules: set[str] = set()
    for node in SOURCES[file].body:
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return modules


def _loading(library: str) -> set[str]:
    """Files whose import loads a library, directly or through other files of ours."""
    named = {_module(file): file for file in SOURCES}
    found = {file for file in SOURCES if any(m.split(".")[0] == library for m in _at_once(file))}
    while more := {f for f in SOURCES if {named[m] for m in _at_once(f) if m in named} & found} - found:
        found |= more
    return found


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize(
    "library", ["torch", "sentence_transformers", "faiss", "underthesea", "bm25s", "gradio", "docx", "langchain"]
)
def test_a_heavy_library_is_loaded_where_it_is_called(library: str) -> None:
    allowed = {
        "torch": ("index/torch_module.py", "index/train/"),
        "sentence_transformers": ("index/torch_module.py", "index/train/"),
        "gradio": ("assistant/app/", "eval/tab.py"),
        "docx": ("assistant/word/",),
    }
    assert {file for file in _loading(library) if not file.startswith(allowed.get(library, ()))} == set()


_PROBE = """
import importlib, json, os, pathlib, sys
root = pathlib.Path(sys.argv[1])
def tree():
    return sorted(str(p) for name in sys.argv[3:] for p in (root / name).rglob("*") if "__pycache__" not in p.parts)
before, files = dict(os.environ), tree()
for name in json.loads(sys.argv[2]):
    importlib.import_module(name)
now = dict(os.environ)
print(json.dumps({
    "environ": {k: now.get(k) for k in before.keys() | now.keys() if before.get(k) != now.get(k)},
    "new": sorted(set(tree()) ^ set(files)), "here": os.listdir("."), "home": os.listdir(os.environ["HOME"]),
    "loaded": sorted({m.split(".")[0] for m in sys.modules}),
}))
"""


def _probe(folder: Path, modules: list[str]) -> dict[str, object]:
    home, here = folder / "home", folder / "here"
    home.mkdir()
    here.mkdir()
    environ = {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, str(ROOT), json.dumps(modules), *BELOW],
        cwd=here, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_importing_every_module_does_nothing(tmp_path: Path) -> None:
    writes_environment = _loading("torch")  # PyTorch sets KMP_* for itself
    modules = [_module(file) for file in SOURCES if file not in writes_environment]
    assert len(modules) > 80
    found = _probe(tmp_path, modules)
    assert (found["environ"], found["new"], found["here"], found["home"]) == ({}, [], [], [])


def test_a_question_pays_for_no_heavy_library(tmp_path: Path) -> None:
    found = _probe(tmp_path, ["assistant.cli", "assistant.ask", "assistant.grounded", "assistant.llm"])
    heavy = {"torch", "gradio", "langchain", "langchain_core", "underthesea", "transformers", "sentence_transformers"}
    assert isinstance(found["loaded"], list)
    assert "assistant" in found["loaded"]
    assert heavy & set(found["loaded"]) == set()
