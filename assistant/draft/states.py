"""One state of a project in files: a head, and its sections beside it in files that never change.

A head is written after the sections that it names, and swapped for the old one by an atomic rename.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.draft.plain import plain, restored
from assistant.draft.project import Project
from assistant.draft.report import SectionDraft
from index.files import replace_text

_FORMAT = 1


def write_state(folder: Path, file: Path, project: Project, **about: str) -> None:
    """Write a state of a project into ``file`` of its folder, ``about`` beside it. Raises OSError."""
    digests = {label: _write_section(folder, section) for label, section in project.sections.items()}
    head = {"format": _FORMAT, **about, **plain(replace(project, sections={})), "sections": digests}
    replace_text(file, json.dumps(head, ensure_ascii=False, indent=1) + "\n")


def read_state(folder: Path, file: Path) -> Project:
    """The state in ``file`` of a project's folder. Raises OSError or ValueError when a file is missing or damaged."""
    head = read_object(file)
    sections = {
        label: restored(SectionDraft, read_object(folder / "sections" / f"{_digest_of(digest)}.json"))
        for label, digest in _object(head.pop("sections", None)).items()
    }
    return replace(restored(Project, head), sections=sections)


def read_object(file: Path) -> dict[str, Any]:
    """The JSON object in a file. Raises OSError or ValueError."""
    return _object(json.loads(file.read_text("utf-8")))


def flush(folder: Path) -> None:
    """Make what was renamed in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_section(folder: Path, section: SectionDraft) -> str:
    text = json.dumps(plain(section), ensure_ascii=False, indent=1) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()[:24]
    file = folder / "sections" / f"{digest}.json"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        replace_text(file, text)
    return digest


def _digest_of(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{24}", value):
        raise ValueError(f"not a digest: {value!r:.60}")
    return value


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"an object expected, not {value!r:.60}")
    return dict(value)
