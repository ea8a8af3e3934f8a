"""The tables an office edits (TOML) read into frozen dataclasses; a wrong table names its file, part and key."""

import dataclasses
import tomllib
import types
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from corpus.errors import TrolyError

_FOLDER = Path(__file__).parent
T = TypeVar("T")


def load(file: str) -> dict[str, Any]:
    """A table of this folder; TrolyError tells the line when it is not TOML."""
    try:
        return tomllib.loads((_FOLDER / file).read_text("utf-8"))
    except (OSError, ValueError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise TrolyError(f"Không đọc được bảng assistant/word/{file}: {error}. Hãy sửa lại bảng này.") from error


def build(kind: type[T], table: object, where: str) -> T:
    """A dataclass from a table of the same keys; a field with a default may be left out, nothing may be added."""
    if not isinstance(table, dict):
        raise TrolyError(f"{where}: phải là một mục có các khóa. Hãy sửa lại bảng này.")
    hints = get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    if unknown := table.keys() - fields.keys():
        raise TrolyError(f"{where}: không có khóa “{min(unknown)}”. Hãy bỏ hoặc sửa tên khóa này.")
    required = {name for name, field in fields.items() if field.default is dataclasses.MISSING}
    if missing := required - table.keys():
        raise TrolyError(f"{where}: thiếu khóa “{min(missing)}”. Hãy ghi thêm khóa này.")
    return kind(**{key: _value(hints[key], value, f"{where}, khóa “{key}”") for key, value in table.items()})


def _value(hint: Any, value: object, where: str) -> object:
    if dataclasses.is_dataclass(hint):
        return build(hint, value, where)  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise TrolyError(f"{where}: phải là danh sách các chuỗi trong ngoặc vuông. Hãy sửa lại giá trị này.")
    allowed = get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    if float in allowed and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, allowed) or (isinstance(value, float) and value < 0):
        names = {float: "số không âm", str: "chuỗi trong ngoặc kép", bool: "true hoặc false"}
        expected = " hoặc ".join(names[one] for one in allowed)
        raise TrolyError(f"{where}: phải là {expected}. Hãy sửa lại giá trị này.")
    return value
