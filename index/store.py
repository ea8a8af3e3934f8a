"""Generations of the index on disk.

``data/index/CURRENT`` names the generation in use; each generation is a folder that is written beside the
others, flushed, and only then named in CURRENT by an atomic rename. A process killed at any moment leaves the
old generation or the new one in use, whole. A reader opens every file of a generation at once, so one that is
removed later stays readable to it.
"""

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus import library
from corpus.document import Document
from corpus.errors import TrolyError
from corpus.passage import Passage
from corpus.questions import NAME as QUESTIONS
from corpus.questions import KnownQuestion
from index import codec, dense, files, known, lexical, manifest
from index.abbreviations import Words
from index.dense import DenseIndex
from index.files import Changes
from index.known import KnownQuestions
from index.lexical import LexicalIndex
from index.manifest import Manifest

T = TypeVar("T")

_CURRENT = "CURRENT"
_CONTENTS = "contents.json"
_ATTEMPTS = 10


@dataclass(frozen=True)
class Generation:
    """A whole index.

    ``as_read`` holds, by id, documents that only the whole corpus completes, as their file alone gave them;
    ``learned`` the abbreviations that documents define; ``digests``, shape (passages, 16), tell which text each
    vector is of.
    """

    manifest: Manifest
    documents: tuple[Document, ...]
    as_read: Mapping[str, Document]
    passages: tuple[Passage, ...]
    learned: Mapping[str, tuple[Words, ...]]
    lexical: LexicalIndex
    dense: DenseIndex
    digests: NDArray[np.uint8]
    known: KnownQuestions


def folder_of(data_dir: Path) -> Path:
    """Where the generations are."""
    return data_dir / "index"


def write(data_dir: Path, generation: Generation) -> None:
    """Store a generation and put it in use. The caller holds the lock (``files.locked``).

    Raises TrolyError when the folder cannot be written to or the disk is full; the old generation stays in use.
    """
    home = folder_of(data_dir)
    number = 1 + max((int(p.name[1:]) for p in _generations(home)), default=0)
    temporary, target = home / f".tmp-{os.getpid()}", home / f"g{number:06d}"
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        temporary.mkdir()
        _write_parts(temporary, generation)
        files.flush_folder(temporary)
        os.rename(temporary, target)
        files.replace_text(home / _CURRENT, target.name)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        raise files.unwritable(home, error) from error
    _remove_others(home, target)


def _generations(home: Path) -> list[Path]:
    return [p for p in home.glob("g*") if p.name[1:].isdecimal()]


def _remove_others(home: Path, keep: Path) -> None:
    for path in [*_generations(home), *home.glob(".tmp-*")]:
        if path != keep:
            shutil.rmtree(path, ignore_errors=True)


def _write_parts(folder: Path, generation: Generation) -> None:
    (folder / "manifest.json").write_text(manifest.to_json(generation.manifest), encoding="utf-8")
    _write_lines(folder / "documents.jsonl", [codec.encode(d) for d in generation.documents])
    _write_lines(folder / "as-read.jsonl", [codec.encode(d) for d in generation.as_read.values()])
    _write_lines(folder / "passages.jsonl", [codec.encode(p)[:-1] for p in generation.passages])
    _write_lines(folder / "abbreviations.jsonl", [[k, *forms] for k, forms in generation.learned.items()])
    lexical.save(generation.lexical, folder / "lexical")
    dense.save(generation.dense, folder / "vectors.faiss")
    np.save(folder / "digests.npy", generation.digests)
    _write_lines(folder / "questions.jsonl", [codec.encode(q) for q in generation.known.questions])
    known.save(generation.known, folder / "questions")
    (folder / _CONTENTS).write_text(json.dumps(_sizes(folder), indent=1), encoding="utf-8")


def _sizes(folder: Path) -> dict[str, int]:
    """Sizes in bytes of a generation's files, by path: what tells that one was cut short or is missing."""
    inside = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _CONTENTS)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in inside}


def _write_lines(path: Path, values: Sequence[object]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for value in values:
            file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def read(data_dir: Path) -> Generation:
    """Open the generation in use.

    Raises TrolyError, with the command to run, when there is none, it is damaged, or another version made it.
    """
    return _opened(data_dir, _read_parts)


def read_manifest(data_dir: Path) -> Manifest:
    """Only the manifest of the generation in use; raises as ``read`` does."""
    return _opened(data_dir, _read_manifest)


@dataclass(frozen=True, slots=True)
class Status:
    """The generation in use (``manifest`` None when there is none), its size on disk in bytes, and what became
    of the documents folder since it was built."""

    manifest: Manifest | None
    size: int
    changes: Changes


def status(data_dir: Path, documents_dir: Path) -> Status:
    """How the index stands to the documents folder. Raises TrolyError when the index is damaged or too old."""
    home = folder_of(data_dir)
    names = [*library.list_files(documents_dir), *files.present(documents_dir, QUESTIONS)]
    present = [files.fingerprint(documents_dir / n, documents_dir) for n in names]
    if not (home / _CURRENT).exists():
        return Status(None, 0, files.compare((), present))
    about = read_manifest(data_dir)
    size = sum(path.stat().st_size for path in (home / _current(home)).rglob("*") if path.is_file())
    return Status(about, size, files.compare(about.files, present))


def _opened(data_dir: Path, reader: Callable[[Path], T]) -> T:
    home = folder_of(data_dir)
    name = ""
    for _ in range(_ATTEMPTS):
        before, name = name, _current(home)
        try:
            return reader(home / name)
        except FileNotFoundError as error:
            if name == before:
                raise TrolyError(_DAMAGED) from error
        except (OSError, ValueError) as error:
            raise TrolyError(_DAMAGED) from error
    raise TrolyError(_DAMAGED)


_DAMAGED = "Chỉ mục bị hỏng; hãy chạy `troly index --rebuild` để lập lại."


def _current(home: Path) -> str:
    try:
        return (home / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise TrolyError("Chưa có chỉ mục; hãy chạy `troly index` trước.") from None


def _read_manifest(folder: Path) -> Manifest:
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    if json.loads(text).get("format") != manifest.FORMAT:
        raise TrolyError("Chỉ mục do một phiên bản khác lập; hãy chạy `troly index` để lập lại.")
    return manifest.from_json(text)


def _read_parts(folder: Path) -> Generation:
    about = _read_manifest(folder)
    contents = json.loads((folder / _CONTENTS).read_text(encoding="utf-8"))
    if contents != _sizes(folder):
        raise ValueError("files are missing or cut short")
    documents = tuple(codec.decode(Document, v) for v in _read_lines(folder / "documents.jsonl"))
    as_read = {d.id: d for v in _read_lines(folder / "as-read.jsonl") for d in [codec.decode(Document, v)]}
    texts = {document.id: document.text for document in documents}
    passages = tuple(_passage(v, texts) for v in _read_lines(folder / "passages.jsonl"))
    learned: dict[str, tuple[Words, ...]] = {
        short: tuple(tuple(form) for form in forms) for short, *forms in _read_lines(folder / "abbreviations.jsonl")
    }
    vectors = dense.load(folder / "vectors.faiss", size=len(passages), dimension=about.dimension)
    digests = np.load(folder / "digests.npy", allow_pickle=False)
    words = lexical.load(folder / "lexical")
    questions = [codec.decode(KnownQuestion, v) for v in _read_lines(folder / "questions.jsonl")]
    if not len(documents) == about.documents or not len(passages) == words.size == about.passages:
        raise ValueError("counts differ from the manifest")
    asked = known.load(folder / "questions", questions)
    return Generation(about, documents, as_read, passages, learned, words, vectors, digests, asked)


def _passage(value: list[Any], texts: Mapping[str, str]) -> Passage:
    """A passage is stored without its text, which is a span of its document's."""
    *_, start, end = value
    return codec.decode(Passage, [*value, texts[value[1]][start:end]])


def _read_lines(path: Path) -> list[list[Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
