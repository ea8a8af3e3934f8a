"""``manifest.toml``: what cannot be read off the texts of a folder.

One ``[[document]]`` a document, with ``file`` (and ``part`` from 2 on for later documents of the file) and any of
the fields of DocumentInfo. What it states wins over what was read.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.document import PartialDate
from corpus.errors import TrolyError

NAME = "manifest.toml"
Manifest = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""File (path relative to the folder, with ``/``) -> part (from 1) -> fields of DocumentInfo."""

_TEXT = ("kind", "number", "symbol", "title", "issuer", "place", "signer", "signer_role", "on_behalf", "locality")
_LEVELS = ("trung ương", "tỉnh", "huyện", "xã")
_TABLE = re.compile(r"\s*\[\[\s*document\s*\]\]")
_KEYS = ("file", "part", "date", "level", "verbatim", *_TEXT)


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest; empty without one. Raises TrolyError naming the file and line of what is wrong."""
    path = folder / NAME
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise TrolyError(f"Không đọc được {NAME}: tệp phải là văn bản UTF-8 đọc được.") from error
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise TrolyError(f"{NAME} sai cú pháp TOML: {error}.") from error
    lines = [n for n, line in enumerate(source.splitlines(), 1) if _TABLE.match(line)]
    for key in table:
        if key != "document":
            raise _wrong(source, 1, key, "chỉ có các bảng [[document]]")
    entries = table.get("document", [])
    if not isinstance(entries, list) or len(lines) != len(entries):
        raise TrolyError(f"{NAME}: mỗi văn bản phải là một bảng [[document]].")
    manifest: dict[str, dict[int, dict[str, Any]]] = {}
    for line, entry in zip(lines, entries, strict=True):
        file, part, fields = _entry(source, line, entry)
        if part in manifest.setdefault(file, {}):
            raise TrolyError(f"{NAME}, dòng {line}: “{file}” phần {part} đã được khai báo ở trên.")
        manifest[file][part] = fields
    return manifest


def drop_entries(folder: Path, file: str) -> str:
    """Takes the tables of ``file`` out of the folder's manifest, whole or not at all, and returns their text."""
    if file not in read_manifest(folder):
        return ""
    path = folder / NAME
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    starts = [i for i, row in enumerate(rows) if _TABLE.match(row)]
    kept, dropped = rows[: starts[0]], ""
    for start, end in pairwise([*starts, len(rows)]):
        table = "".join(rows[start:end])
        if tomllib.loads(table)["document"][0].get("file") == file:
            dropped += table
        else:
            kept.append(table)
    partial = folder / f".{NAME}.partial"
    partial.write_text("".join(kept), encoding="utf-8")
    os.replace(partial, path)
    return dropped


def _entry(source: str, line: int, entry: Mapping[str, Any]) -> tuple[str, int, dict[str, Any]]:
    for key in entry:
        if key not in _KEYS:
            raise _wrong(source, line, key, "không có trường này; các trường: " + ", ".join(_KEYS))
    file, part = entry.get("file"), entry.get("part", 1)
    if not isinstance(file, str) or not file:
        raise TrolyError(f"{NAME}, dòng {line}: thiếu trường “file” (tên tệp trong thư mục văn bản).")
    if not isinstance(part, int) or isinstance(part, bool) or part < 1:
        raise _wrong(source, line, "part", "phải là số nguyên từ 1")
    fields: dict[str, Any] = {}
    for key in _TEXT:
        if key in entry:
            if not isinstance(entry[key], str) or not entry[key].strip():
                raise _wrong(source, line, key, "phải là chuỗi không rỗng")
            fields[key] = entry[key].strip()
    if "level" in entry:
        if entry["level"] not in _LEVELS:
            raise _wrong(source, line, "level", "phải là một trong: " + ", ".join(_LEVELS))
        fields["level"] = entry["level"]
    if "verbatim" in entry:
        if not isinstance(entry["verbatim"], bool):
            raise _wrong(source, line, "verbatim", "phải là true hoặc false")
        fields["verbatim"] = entry["verbatim"]
    if "date" in entry:
        fields["date"] = _date(source, line, entry["date"])
    return file, part, fields


def _date(source: str, line: int, value: object) -> PartialDate:
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(value))
    year, month, day = (int(g) if g else None for g in match.groups()) if match else (None, None, None)
    if year is None or not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
        raise _wrong(source, line, "date", "phải có dạng 2023-10-02, 2023-10 hoặc 2023")
    return PartialDate(year, month, day)


def _wrong(source: str, line: int, key: str, why: str) -> TrolyError:
    """An error at the line where ``key`` stands, looked for from ``line`` on."""
    rows = source.splitlines()
    found = next(
        (n for n in range(line, len(rows) + 1) if re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}\b", rows[n - 1])), line
    )
    return TrolyError(f"{NAME}, dòng {found}: trường “{key}” {why}.")
