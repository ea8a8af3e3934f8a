"""From the documents folder to a generation of the index, doing again only what changed.

A file is read again when its bytes, the folder's manifest or the code that reads documents changed; a passage
is embedded again when the text that is embedded or the encoder changed. The result is the same as that of
building everything anew.
"""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import library
from corpus import manifest as descriptions
from corpus.document import Document, Failure
from corpus.errors import TrolyError
from corpus.passage import split
from corpus.questions import NAME as QUESTIONS
from corpus.questions import KnownQuestion, read_questions
from index import aside, context, dense, files, known, manifest, store
from index.embed import Encoder, open_encoder
from index.manifest import FileEntry, Manifest
from index.postings import WEIGHTS
from index.store import Generation

Progress = Callable[[str, int, int], None]
Floats = NDArray[np.float32]

# Passages embedded between two reports of progress.
_BATCH = 256


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did: numbers of files, of passages now searched, and of those embedded this time."""

    added: int
    changed: int
    removed: int
    unchanged: int
    failed: tuple[Failure, ...]
    documents: int
    passages: int
    embedded: int
    seconds: float


def update(
    documents_dir: Path,
    data_dir: Path,
    *,
    encoder: str | None = None,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> UpdateReport:
    """Bring the index in ``data_dir`` up to date with the files of ``documents_dir``.

    ``encoder`` names the model (None: the shipped one); ``rebuild`` does everything anew. ``progress`` is
    called with what is being done (Vietnamese), how many are done, and how many there are. Raises TrolyError
    when the folder or the model is absent or another update is running.
    """
    began = time.monotonic()
    report = progress or _silent
    model = open_encoder(encoder)
    home = store.folder_of(data_dir)
    files.make_folder(home)
    with files.locked(home / "lock"):
        previous = None if rebuild else _previous(data_dir)
        found = _read(documents_dir, previous, report)
        same = previous is not None and _is_current(previous.manifest, found, encoder, model)
        if same and previous is not None:
            generation, embedded = previous, 0
        else:
            generation, embedded = _built(found, previous, encoder, model, report)
            store.write(data_dir, generation)
    changes = files.compare(previous.manifest.files if previous else (), found.files)
    return UpdateReport(
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
        unchanged=changes.unchanged,
        failed=generation.manifest.failed,
        documents=len(generation.documents),
        passages=len(generation.passages),
        embedded=embedded,
        seconds=time.monotonic() - began,
    )


def _silent(what: str, done: int, total: int) -> None:
    del what, done, total


def _previous(data_dir: Path) -> Generation | None:
    """The generation in use; None when there is none that can be read, which only means more to do."""
    try:
        return store.read(data_dir)
    except TrolyError:
        return None


@dataclass(frozen=True)
class _Found:
    """What is in the documents folder now: its files, the documents as each file alone gives them and as the whole
    corpus completes them, and the questions they are known to answer."""

    files: tuple[FileEntry, ...]
    as_read: tuple[Document, ...]
    documents: tuple[Document, ...]
    questions: tuple[KnownQuestion, ...]
    failed: tuple[Failure, ...]
    reader: str


def _read(folder: Path, previous: Generation | None, report: Progress) -> _Found:
    """The folder's documents; those of a file that did not change come from the previous generation."""
    names = library.list_files(folder)
    described = descriptions.read_manifest(folder)
    reader = manifest.reader_fingerprint(folder / descriptions.NAME)
    known = _known_files(previous, reader)
    entries: list[FileEntry] = []
    documents: list[Document] = []
    failed: list[Failure] = []
    for done, name in enumerate(names):
        report("Đọc văn bản", done, len(names))
        try:
            entry = files.fingerprint(folder / name, folder)
        except OSError as error:
            failed.append(Failure(name, f"không mở được tệp ({error.strerror})"))
            continue
        entries.append(entry)
        if entry in known:
            documents += known[entry]
            continue
        try:
            documents += library.read_documents(name, folder, described)
        except TrolyError as error:
            failed.append(Failure(name, str(error)))
    report("Đọc văn bản", len(names), len(names))
    absent = sorted(name for name in described if name not in names)
    failed += [Failure(name, f"có trong {descriptions.NAME} nhưng không có tệp này") for name in absent]
    connected = library.connect(documents)
    entries += [files.fingerprint(folder / name, folder) for name in files.present(folder, QUESTIONS)]
    questions, unused = read_questions(folder, connected)
    return _Found(tuple(entries), tuple(documents), connected, questions, (*failed, *unused), reader)


def _known_files(previous: Generation | None, reader: str) -> Mapping[FileEntry, list[Document]]:
    """The documents of each file read before, as it alone gave them; none when they may read otherwise now."""
    if previous is None or previous.manifest.reader != reader:
        return {}
    entries = {entry.path: entry for entry in previous.manifest.files}
    known: dict[FileEntry, list[Document]] = {}
    for document in previous.documents:
        known.setdefault(entries[document.path], []).append(previous.as_read.get(document.id, document))
    return known


def _is_current(about: Manifest, found: _Found, encoder: str | None, model: Encoder) -> bool:
    return (
        about.files == found.files
        and about.failed == found.failed
        and about.reader == found.reader
        and about.settings == manifest.settings_fingerprint()
        and about.encoder == encoder
        and about.encoder_fingerprint == model.fingerprint
    )


def _built(
    found: _Found, previous: Generation | None, encoder: str | None, model: Encoder, report: Progress
) -> tuple[Generation, int]:
    """A generation of what was found, and how many passages had to be embedded."""
    documents = found.documents
    as_read = {old.id: old for old, new in zip(found.as_read, documents, strict=True) if old != new}
    passages = tuple(p for d in documents if not d.info.superseded for p in split(d))
    vocabulary = context.vocabulary(documents)
    terms = context.searched_terms(passages, documents, vocabulary)
    words = aside.started(terms, owners=context.owners(passages), weights=WEIGHTS)
    texts = context.embedded_texts(passages, documents, vocabulary)
    digests = _digests(texts)
    vectors, embedded = _vectors(texts, digests, _known_vectors(previous, model), model, report)
    report("Lập chỉ mục từ", 0, len(passages))
    lexical_index = words()
    report("Lập chỉ mục từ", len(passages), len(passages))
    about = Manifest(
        format=manifest.FORMAT,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=encoder,
        encoder_fingerprint=model.fingerprint,
        dimension=model.dimension,
        settings=manifest.settings_fingerprint(),
        reader=found.reader,
        files=found.files,
        failed=found.failed,
        documents=len(documents),
        passages=len(passages),
    )
    asked = known.of(found.questions, vocabulary.for_questions, model)
    return Generation(
        about, documents, as_read, passages, vocabulary.learned, lexical_index, dense.build(vectors), digests, asked
    ), embedded


def _digests(texts: Sequence[str]) -> NDArray[np.uint8]:
    """What tells embedded texts apart, shape (texts, 16)."""
    joined = b"".join(hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts)
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, 16)


def _known_vectors(previous: Generation | None, model: Encoder) -> Mapping[bytes, Floats]:
    """Vectors of the previous generation by digest; empty when another encoder made them."""
    if previous is None or previous.manifest.encoder_fingerprint != model.fingerprint:
        return {}
    vectors = previous.dense.vectors()
    return {d.tobytes(): v for d, v in zip(previous.digests, vectors, strict=True)}


def _vectors(
    texts: Sequence[str],
    digests: NDArray[np.uint8],
    known: Mapping[bytes, Floats],
    model: Encoder,
    report: Progress,
) -> tuple[Floats, int]:
    """Vectors of all texts, shape (texts, dimension), and how many of them are new."""
    vectors = np.zeros((len(texts), model.dimension), dtype=np.float32)
    new: list[int] = []
    for i, digest in enumerate(digests):
        vector = known.get(digest.tobytes())
        if vector is None:
            new.append(i)
        else:
            vectors[i] = vector
    for start in range(0, len(new), _BATCH):
        report("Tính véc-tơ", start, len(new))
        batch = new[start : start + _BATCH]
        vectors[batch] = model.encode_passages([texts[i] for i in batch])
    report("Tính véc-tơ", len(new), len(new))
    return vectors, len(new)
