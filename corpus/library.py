"""A folder of documents: reading all of it, finding one by what people call it, adding and removing files."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from corpus.document import Corpus, Document, Failure
from corpus.errors import TrolyError
from corpus.manifest import NAME, Manifest, drop_entries, read_manifest
from corpus.names import same_name
from corpus.questions import NAME as QUESTIONS
from corpus.read import read_text
from corpus.references import complete_numbers, same_number
from corpus.structure import read_structure


def list_files(folder: Path) -> tuple[str, ...]:
    """Paths of the folder's documents relative to it, with ``/``, sorted: no hidden file, manifest, known questions."""
    if not folder.is_dir():
        raise TrolyError(f"Không thấy thư mục văn bản “{folder}”; hãy tạo thư mục hoặc đặt lại TROLY_DOCUMENTS.")
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) for part in name.parts)
        if path.is_file() and not hidden and name.name not in (NAME, QUESTIONS):
            found.append(name.as_posix())
    return tuple(sorted(found))


def read_documents(path: str, folder: Path, manifest: Manifest) -> tuple[Document, ...]:
    """The documents of one file, ``path`` relative to ``folder``. Raises TrolyError: why it cannot be read.

    What only the whole corpus tells (superseded summaries, numbers of short names) is added by ``connect``.
    """
    try:
        data = (folder / path).read_bytes()
    except OSError as error:
        raise TrolyError(f"không mở được tệp ({error.strerror or 'lỗi đọc đĩa'})") from error
    documents = read_structure(read_text(data, path), path, manifest.get(path, {}))
    if not documents:
        raise TrolyError("tệp không có nội dung")
    return documents


def load(folder: Path, *, progress: Callable[[int, int], None] | None = None) -> Corpus:
    """Every document of a folder. ``progress`` is called with (files read, files in all).

    Raises TrolyError when the folder is absent or its manifest is wrong; a file that cannot be read is in ``failed``.
    """
    manifest = read_manifest(folder)
    names = list_files(folder)
    documents: list[Document] = []
    failed: list[Failure] = []
    for done, name in enumerate(names, start=1):
        try:
            documents += read_documents(name, folder, manifest)
        except TrolyError as error:
            failed.append(Failure(name, str(error)))
        if progress:
            progress(done, len(names))
    failed += [
        Failure(name, f"có trong {NAME} nhưng không có tệp này") for name in sorted(manifest) if name not in names
    ]
    return Corpus(connect(documents), tuple(failed))


def connect(documents: Sequence[Document]) -> tuple[Document, ...]:
    """What only the whole corpus tells: which summaries are superseded, and the full numbers of short names."""
    originals = [d.info.number for d in documents if d.info.verbatim and d.info.number]
    known = [r for d in documents for r in d.references]
    connected = []
    for document in documents:
        info, number = document.info, document.info.number
        over = not info.verbatim and number is not None and any(same_number(number, n) for n in originals)
        references = complete_numbers(document.references, known)
        if over != info.superseded or references != document.references:
            document = replace(document, info=replace(info, superseded=over), references=references)
        connected.append(document)
    return tuple(connected)


_LEVEL_WORDS = {"trung ương": "trunguong", "tỉnh": "tinh", "huyện": "huyen", "xã": "xa"}
_KIND_SHORT = {"kl": "ketluan", "nq": "nghiquyet", "cv": "congvan", "kh": "kehoach", "bc": "baocao", "qd": "quyetdinh",
               "nd": "nghidinh", "tt": "thongtu", "tb": "thongbao", "dc": "decuong"}  # fmt: skip


def find(documents: Sequence[Document], name: str) -> Document:
    """The one document that ``name`` means: its id, number, "KL 62", "công văn của tỉnh", words of its title.

    Raises TrolyError when it means none or several. A superseded summary is found by its id alone.
    """
    wanted = name.strip()
    for exact in (
        [d for d in documents if d.id == wanted],
        [d for d in documents if d.info.number and same_number(d.info.number, wanted) and not d.info.superseded],
        [d for d in documents if d.path == wanted or PurePosixPath(d.path).stem == wanted],
        _by_short_name(documents, wanted),
    ):
        if exact:
            return _only(exact, wanted)
    if _EXACT.search(wanted):
        return _only([], wanted)
    scored = [(score, d) for d in documents if not d.info.superseded and (score := _likeness(d, wanted))]
    best = max((score for score, _ in scored), default=0)
    return _only([d for score, d in scored if score == best], wanted)


#: A number with its symbol, or a file name: near is not good enough ("251-KH/TU" is not a plan that mentions it).
_EXACT = re.compile(r"\d[-/]\w|\.[a-z]{2,4}(#\d+)?$", re.IGNORECASE)


def _only(found: Sequence[Document], wanted: str) -> Document:
    if len(found) == 1:
        return found[0]
    if not found:
        raise TrolyError(f"Không có văn bản nào là “{wanted}” trong kho; xem danh sách bằng lệnh: troly corpus list.")
    names = "; ".join(d.info.number or d.id for d in found[:6])
    raise TrolyError(f"“{wanted}” có thể là nhiều văn bản: {names}. Hãy ghi rõ số, ký hiệu hoặc tên tệp.")


def _by_short_name(documents: Sequence[Document], wanted: str) -> list[Document]:
    """ "KL 62", "Kết luận số 62", "kết luận 62/KL-TW": kind and leading number."""
    match = re.fullmatch(r"(\D*?)(?:số|so)?\s*(\d+)\b[\w/.-]*", wanted, re.IGNORECASE)
    if not match:
        return []
    kind = same_name(match[1])
    kind = _KIND_SHORT.get(kind, kind)
    return [
        d
        for d in documents
        if d.info.number
        and not d.info.superseded
        and re.match(rf"{match[2]}(?!\d)", d.info.number)
        and kind in ("", same_name(d.info.kind))
    ]


def _likeness(document: Document, wanted: str) -> int:
    """How well a description ("công văn của tỉnh", "báo cáo xã Sơn Mai") fits; 0 when a word of it does not."""
    info = document.info
    words = [
        w for w in re.findall(r"[^\W_]+", wanted.lower()) if w not in ("của", "cua", "văn", "bản", "số", "về", "ve")
    ]
    key = same_name(wanted)
    score = 0
    kind = same_name(info.kind)
    if kind in key or any(_KIND_SHORT.get(same_name(w)) == kind for w in words):
        score += 4
    described = same_name(
        " ".join(filter(None, (info.issuer, info.locality, info.kind, info.title, info.level, document.path)))
    )
    short = {k for k, v in _KIND_SHORT.items() if v == kind}
    spoken = [same_name(w) for w in words]
    if not spoken or not all(w in described or w in short or w in _ABBREVIATED for w in spoken):
        return 0
    level = _LEVEL_WORDS.get(info.level or "", "-")
    if level in spoken or level in key:
        score += 2
    if info.issuer and same_name(info.issuer) in key:
        score += 3
    return score + 1


_ABBREVIATED = {"ubnd", "hdnd", "van", "ban", "cong"}


def add(folder: Path, paths: Iterable[Path]) -> tuple[tuple[Document, ...], tuple[Failure, ...]]:
    """Copies files into the folder, each whole or not at all: the documents added, and the files refused with why.

    A file is refused when it cannot be read or its name is taken. Copies appear under their names at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = read_manifest(folder)
    added: list[Document] = []
    failed: list[Failure] = []
    for path in paths:
        try:
            added += _add_one(path, folder, manifest)
        except TrolyError as error:
            failed.append(Failure(str(path), str(error)))
    return tuple(added), tuple(failed)


def _add_one(path: Path, folder: Path, manifest: Manifest) -> tuple[Document, ...]:
    name = path.name
    if not path.is_file():
        raise TrolyError("không thấy tệp này")
    if name in (NAME, QUESTIONS) or name.startswith("."):
        raise TrolyError("đây không phải là tệp văn bản")
    if (folder / name).exists():
        raise TrolyError("trong kho đã có tệp cùng tên; hãy đổi tên tệp hoặc bỏ tệp cũ bằng lệnh: troly corpus remove")
    documents = read_documents(name, path.parent, manifest)
    handle, partial = tempfile.mkstemp(prefix=".adding-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(path.read_bytes())
            target.flush()
            os.fsync(target.fileno())
        Path(partial).chmod(0o644)
        os.replace(partial, folder / name)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
    return documents


def remove(folder: Path, document: Document, kept: Path) -> Path:
    """Moves the document's whole file out of the folder into ``kept`` and returns where it now is.

    Nothing is deleted: the file can be added again from there, and what the manifest said of it lies beside it
    (same name and ``.manifest.toml``). Other documents of the same file go with it.
    """
    source = folder / document.path
    if not source.is_file():
        raise TrolyError(f"Không thấy tệp “{document.path}” trong thư mục văn bản.")
    kept.mkdir(parents=True, exist_ok=True)
    target, number = kept / source.name, 1
    while target.exists():
        number += 1
        target = kept / f"{source.stem}-{number}{source.suffix}"
    shutil.move(source, target)
    if said := drop_entries(folder, document.path):
        target.with_name(f"{target.name}.{NAME}").write_text(said, encoding="utf-8")
    return target
