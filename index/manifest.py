"""The readable record of a generation: what it was built from, with what, and when."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import corpus
from corpus.document import Failure
from index import abbreviations
from index.postings import WEIGHTS

# Raise when what is stored changes.
FORMAT = 4


_MAKES_TERMS = ("vietnamese", "identifiers", "abbreviations", "terms", "context", "postings", "known")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the documents folder: its path relative to it (with ``/``), SHA-256 and size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is. ``settings`` and ``reader`` are fingerprints (see below)."""

    format: int
    created: str
    encoder: str | None
    encoder_fingerprint: str
    dimension: int
    settings: str
    reader: str
    files: tuple[FileEntry, ...]
    failed: tuple[Failure, ...]
    documents: int
    passages: int


def settings_fingerprint() -> str:
    """Changes when the weights of BM25, the table of abbreviations or the code that makes terms of texts do."""
    digest = hashlib.sha256(repr((FORMAT, WEIGHTS)).encode())
    folder = Path(__file__).parent
    for path in (abbreviations.TABLE, *(folder / f"{name}.py" for name in _MAKES_TERMS)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def reader_fingerprint(descriptions: Path) -> str:
    """Changes when the code that reads documents does, or the folder's own manifest (which may be absent)."""
    digest = hashlib.sha256(descriptions.read_bytes() if descriptions.is_file() else b"")
    for path in _sources(corpus.__path__):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _sources(folders: Iterable[str]) -> list[Path]:
    return sorted(path for folder in folders for path in Path(folder).glob("*.py"))


def to_json(manifest: Manifest) -> str:
    """Indented JSON with the names of the fields."""
    value = dataclasses.asdict(manifest)
    value["failed"] = [failure._asdict() for failure in manifest.failed]
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Manifest:
    """What ``to_json`` wrote. Raises ValueError when it is something else."""
    try:
        value = json.loads(text)
        value["files"] = tuple(FileEntry(**entry) for entry in value["files"])
        value["failed"] = tuple(Failure(**entry) for entry in value["failed"])
        return Manifest(**value)
    except (TypeError, KeyError) as error:
        raise ValueError(f"not a manifest: {error}") from error
