"""Fingerprints of what a result depends on: files of a data set, the documents folder, the program itself."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parent.parent
# What decides an answer. The encoder's weights have a fingerprint of their own.
_PARTS: Final = ("corpus", "index", "assistant", "prompts")
_KINDS: Final = (".py", ".md", ".tsv", ".toml")


def of_path(path: Path) -> str:
    """Fingerprint of a file, or of all files of a folder with their names."""
    if path.is_file():
        return of_files([path], path.parent)
    return of_files(sorted(p for p in path.rglob("*") if p.is_file()), path)


def of_program() -> str:
    """Fingerprint of the code, prompts and tables that questions run through."""
    parts = (p for part in _PARTS for p in sorted((_ROOT / part).rglob("*")))
    files = (p for p in parts if p.suffix in _KINDS and p.is_file())
    return of_files((p for p in files if not p.is_relative_to(_ROOT / "corpus" / "documents")), _ROOT)


def of_files(files: Iterable[Path], root: Path) -> str:
    """Sixteen hexadecimal digits over the names (relative to ``root``) and bytes of the files, in the order
    given."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(root).as_posix()}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:16]
