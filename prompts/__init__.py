"""The Vietnamese wording of answers, refusals and help, kept in Markdown so that an office can change it.

A file holds wordings under ``## key`` headings. A line ``Biến: {a}, {b}`` under a heading lists the variables
the wording may use; everything after it, up to the next heading, is the wording. Imports nothing of ours.
"""

import functools
import re
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
_HEADING = re.compile(r"^## (\S+)\s*$", re.MULTILINE)
_VARIABLES = re.compile(r"\ABiến:(.*)$", re.MULTILINE)
_NAME = re.compile(r"\{(\w+)\}")


class WordingError(ValueError):
    """A wording file is missing, or uses a variable that it does not list."""


def say(file: str, key: str, **values: object) -> str:
    """The wording ``key`` of ``prompts/<file>.md`` with its variables filled in.

    Raises WordingError when the file or key is absent or a variable has no value.
    """
    wordings = _read(file)
    if key not in wordings:
        raise WordingError(f"prompts/{file}.md thiếu mục “## {key}”")

    def fill(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise WordingError(f"prompts/{file}.md, mục “{key}”: không có biến {{{match[1]}}}")
        return str(values[match[1]])

    return _NAME.sub(fill, wordings[key])


def keys(file: str) -> tuple[str, ...]:
    """All wording keys of a file, in order."""
    return tuple(_read(file))


@functools.cache
def _read(file: str) -> dict[str, str]:
    try:
        text = (_FOLDER / f"{file}.md").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WordingError(f"không đọc được prompts/{file}.md: {error}") from error
    parts = _HEADING.split(text)
    wordings: dict[str, str] = {}
    for key, body in zip(parts[1::2], parts[2::2], strict=True):
        body = body.strip()
        listed: set[str] = set()
        if match := _VARIABLES.match(body):
            listed = set(_NAME.findall(match[1]))
            body = body[match.end() :].strip()
        if unknown := set(_NAME.findall(body)) - listed:
            raise WordingError(f"prompts/{file}.md, mục “{key}” dùng biến chưa khai báo: {', '.join(sorted(unknown))}")
        wordings[key] = body
    return wordings
