"""Files that the tab **Soạn thảo** takes and gives: outlines, spreadsheets of figures, the Word file."""

import base64
import binascii
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from assistant import outline
from assistant.draft.figures import read_figures
from assistant.draft.project import Project
from assistant.draft.report import Figure, Outline
from assistant.draft.write import assemble
from assistant.word.layout import Body
from corpus.document import Document
from corpus.errors import TrolyError
from corpus.library import find
from corpus.read import read_text
from index.search import Index

MAX_BYTES = 10_000_000
_LONGEST_NAME = 100
T = TypeVar("T")


def outline_in(detail: Mapping[str, Any], index: Index) -> Outline:
    """The outline that a form gives, by its field ``source``. TrolyError when there is none in it."""
    source = detail.get("source")
    if source == "document":
        return outline.from_document(find(index.documents, str(detail.get("document", ""))))
    if source == "file":
        return _with_file(detail, (".docx", ".txt", ".md"), _outline)
    if source == "paste":
        return outline.from_text(str(detail.get("pasted", "")))
    return outline.from_document(outline.find_outline(index.documents))


def _outline(path: Path) -> Outline:
    from assistant.word.outline import outline_text

    is_word = path.suffix.lower() == ".docx"
    return outline.from_text(outline_text(path) if is_word else read_text(path.read_bytes(), path.name))


def figures_in(detail: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The figures of the spreadsheet that a form gives."""
    return _with_file(detail, (".xlsx", ".csv"), read_figures)


def _with_file(detail: Mapping[str, Any], endings: tuple[str, ...], read: Callable[[Path], T]) -> T:
    """What is read from the form's file, which is put into a folder of its own for as long as that takes."""
    file = detail.get("file")
    if not isinstance(file, Mapping) or not file.get("name"):
        raise TrolyError("Chưa chọn tệp. Hãy chọn tệp rồi bấm lại.")
    name = re.sub(r"[^\w .()-]", "_", str(file["name"]))[-_LONGEST_NAME:]
    if not name.lower().endswith(endings):
        raise TrolyError(f"Tệp “{name}” không dùng được. Hãy chọn tệp {' hoặc '.join(endings)}.")
    try:
        data = base64.b64decode(str(file.get("data", "")), validate=True)
    except binascii.Error as error:
        raise TrolyError(f"Tệp “{name}” không gửi lên được trọn vẹn. Hãy chọn lại tệp.") from error
    if len(data) > MAX_BYTES:
        raise TrolyError(f"Tệp “{name}” lớn quá 10 MB. Hãy chọn tệp nhỏ hơn.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read(path)


def word_file(project: Project, documents: Sequence[Document], *, body: Body, notes: bool) -> bytes:
    """The bytes of the project's .docx."""
    from assistant.word.letterhead import letterhead_for
    from assistant.word.write import write_report

    sections = tuple(project.sections.values())
    report = assemble(project.outline, sections, project.brief)
    letterhead = letterhead_for(project.brief.locality, body=body)
    return write_report(report, letterhead=letterhead, documents=documents, notes=notes)
