"""Reading and writing the plain files benchmarks come in: JSON, JSON lines, tables.

Every complaint is a ``TrolyError`` that names the file, the line where one is known, and the reason.
Files ending in ``.gz``, ``.xz`` or ``.bz2`` are read through their decompressor. Ids are strings everywhere:
a number in an id field becomes its decimal digits.
"""

import bz2
import gzip
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple, cast

from corpus.errors import TrolyError


class Record(NamedTuple):
    """One object of a file, with the place to name when something is wrong with it."""

    place: str
    values: Mapping[str, object]


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines (from 1) without their line ends; a byte-order mark is dropped.

    Raises TrolyError when the file is absent, cannot be decompressed, or is not UTF-8.
    """
    number = 0
    try:
        with _open(path) as stream:
            for number, raw in enumerate(stream, 1):
                encoding = "utf-8-sig" if number == 1 else "utf-8"
                yield number, raw.decode(encoding).rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise TrolyError(f"{path}:{number}: không phải văn bản UTF-8; hãy lưu lại tệp theo mã UTF-8.") from error
    except (lzma.LZMAError, EOFError, gzip.BadGzipFile) as error:
        raise TrolyError(f"{path}: không giải nén được ({error}); hãy tải lại tệp.") from error
    except FileNotFoundError as error:
        raise TrolyError(f"{path}: không có tệp này; hãy kiểm tra đường dẫn.") from error
    except IsADirectoryError as error:
        raise TrolyError(f"{path}: đây là thư mục, lệnh này cần một tệp.") from error
    except OSError as error:
        raise TrolyError(f"{path}: không đọc được tệp ({error.strerror or error}).") from error


def json_lines(path: Path) -> Iterator[Record]:
    """The objects of a JSON-lines file; blank lines are passed over."""
    for number, line in lines(path):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise TrolyError(f"{place}: JSON sai ở cột {error.colno} ({error.msg}).") from error
        yield Record(place, as_object(value, place))


def json_file(path: Path) -> object:
    """The one value of a JSON file; a syntax error is reported with its line."""
    text = "\n".join(line for _, line in lines(path))
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise TrolyError(f"{path}:{error.lineno}: JSON sai ở cột {error.colno} ({error.msg}).") from error
    return value


def as_object(value: object, place: str) -> Mapping[str, object]:
    """``value`` as a JSON object, or TrolyError."""
    if not isinstance(value, dict):
        raise TrolyError(f"{place}: cần một đối tượng JSON {{...}}, gặp {_kind(value)}.")
    return cast("Mapping[str, object]", value)


def as_list(value: object, place: str) -> Sequence[object]:
    """``value`` as a JSON array, or TrolyError."""
    if not isinstance(value, list):
        raise TrolyError(f"{place}: cần một danh sách JSON [...], gặp {_kind(value)}.")
    return cast("Sequence[object]", value)


def text_of(record: Record, name: str, *, default: str | None = None) -> str:
    """The string field ``name``; without a default an absent field is a TrolyError."""
    value = record.values.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise TrolyError(f"{record.place}: trường “{name}” {_expected('phải là chuỗi', value)}.")
    return value


def id_of(record: Record, *names: str) -> str:
    """The first of the fields ``names`` that is present, as an id: a non-empty string or a whole number."""
    for name in names:
        value = record.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value:
            return value
        if value is not None:
            raise TrolyError(f"{record.place}: mã “{name}” phải là chuỗi khác rỗng hoặc số nguyên.")
    raise TrolyError(f"{record.place}: thiếu mã “{'” hoặc “'.join(names)}”.")


def list_of(record: Record, name: str, *, optional: bool = False) -> Sequence[object]:
    """The array field ``name``; an absent one is empty when ``optional``."""
    value = record.values.get(name)
    if value is None and optional:
        return ()
    return as_list(value, f"{record.place}, trường “{name}”")


def objects_of(record: Record, name: str, *, optional: bool = False) -> Iterator[Record]:
    """The objects of the array field ``name``, each with its place ("tệp.json, law_id=1, articles[3]")."""
    for i, value in enumerate(list_of(record, name, optional=optional)):
        place = f"{record.place}, {name}[{i}]"
        yield Record(place, as_object(value, place))


def write_json_lines(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    """One compact object a line, Vietnamese letters as themselves."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write_json(path: Path, value: object) -> None:
    """A readable JSON file, written beside and moved into place so that no half-written file is ever seen."""
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)


def _open(path: Path) -> IO[bytes]:
    match path.suffix:
        case ".gz":
            return cast("IO[bytes]", gzip.open(path))
        case ".xz":
            return cast("IO[bytes]", lzma.open(path))
        case ".bz2":
            return cast("IO[bytes]", bz2.open(path))
        case _:
            return path.open("rb")


def _expected(rule: str, value: object) -> str:
    return f"{rule}, nhưng không có" if value is None else f"{rule}, gặp {_kind(value)}"


def _kind(value: object) -> str:
    names = {dict: "đối tượng", list: "danh sách", str: "chuỗi", bool: "đúng/sai", type(None): "null"}
    return names.get(type(value), "số")
