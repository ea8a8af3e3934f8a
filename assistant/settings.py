"""Settings, read once at the edge: defaults, then ``troly.toml``, then ``TROLY_*`` environment variables.

Below the edge functions take plain arguments. The command line overrides what is read here.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from corpus.errors import TrolyError

ROOT = Path(__file__).resolve().parent.parent

#: Read from the environment alone, so that it is not kept in a file that others read.
_SECRET = "model_key"
_AMOUNTS: dict[str, tuple[type[int] | type[float], int, str]] = {
    "model_timeout": (float, 600, "giây"),
    "model_tokens": (int, 32768, "token"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how to serve them.

    ``documents`` is the documents folder, ``data`` the folder for indexes, uploads and logs. ``encoder`` is a
    sentence-transformers folder or hub name, None for the shipped model. ``port`` None means the first free
    port from 7860. ``model`` is a chat model as LangChain names it ("openai:qwen2.5-7b"), None for none; ``model_url``
    its server; ``model_timeout`` the seconds a whole answer may take; ``model_tokens`` its length. ``model_key`` is
    read from the environment alone.
    """

    documents: Path = ROOT / "corpus" / "documents"
    data: Path = ROOT / "data"
    encoder: str | None = None
    host: str = "127.0.0.1"
    port: int | None = None
    model: str | None = None
    model_url: str | None = None
    model_key: str | None = field(default=None, repr=False)
    model_timeout: float = 60.0
    model_tokens: int = 1024


def load(environ: Mapping[str, str] = os.environ, *, folder: Path | None = None) -> Settings:
    """Settings from ``troly.toml`` of ``folder`` (default: the working folder, then the project's) and environment.

    Raises TrolyError for an unreadable file, an unknown name or a value of the wrong type.
    """
    values: dict[str, object] = {}
    for place in (folder,) if folder else (Path.cwd(), ROOT):
        file = place / "troly.toml"
        if file.is_file():
            values.update(_read(file))
            break
    for known in fields(Settings):
        name = f"TROLY_{known.name.upper()}"
        if environ.get(name):
            values[known.name] = _convert(known.name, environ[name], source=f"biến môi trường {name}")
    return Settings(**values)  # type: ignore[arg-type]


def _read(file: Path) -> dict[str, object]:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TrolyError(f"Không đọc được tệp cấu hình {file}: {error}. Hãy sửa lại tệp rồi chạy lại.") from error
    known = {known.name for known in fields(Settings)} - {_SECRET}
    for name in table:
        if name == _SECRET:
            raise TrolyError(f"Tệp {file} không được chứa khóa truy cập. Hãy đặt biến môi trường TROLY_MODEL_KEY.")
        if name not in known:
            raise TrolyError(
                f"Tệp {file} có mục lạ “{name}”. Các mục dùng được: {', '.join(sorted(known))}. Hãy xóa hoặc "
                f"sửa mục này."
            )
    values = {name: _convert(name, value, source=str(file)) for name, value in table.items()}
    for name in ("documents", "data"):
        path = values.get(name)
        if isinstance(path, Path) and not path.is_absolute():
            values[name] = file.parent / path
    return values


def _convert(name: str, value: object, *, source: str) -> object:
    if name in _AMOUNTS:
        return _amount(name, value, source=source)
    if name == "port":
        try:
            port = int(str(value))
        except ValueError:
            port = -1
        if not 0 < port < 65536:
            raise TrolyError(f"Cổng “{value}” trong {source} không hợp lệ. Hãy ghi một số từ 1 đến 65535.")
        return port
    if not isinstance(value, str) or not value.strip():
        raise TrolyError(f"Mục “{name}” trong {source} phải là một chuỗi ký tự. Hãy sửa lại.")
    return Path(value).expanduser() if name in ("documents", "data") else value


def _amount(name: str, value: object, *, source: str) -> float | int:
    kind, most, unit = _AMOUNTS[name]
    try:
        amount = kind(str(value))
    except ValueError:
        amount = 0
    if not 0 < amount <= most:
        raise TrolyError(f"Mục “{name}” trong {source} phải là số {unit} từ 1 đến {most}. Hãy sửa lại.")
    return amount
