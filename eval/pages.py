"""Pieces of an HTML page: tables, failures to open, the page around them. All texts from outside are
escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Final

from eval.results import QueryResult, Shown
from eval.words import group, measure, number

_STYLE: Final = Path(__file__).with_name("report.css")
_LONGEST: Final = 1_200


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def page(title: str, parts: Iterable[str]) -> str:
    """A whole page that needs no other file and runs no script."""
    style = _STYLE.read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body></html>\n"
    )


def heading(words: str, *, anchor: str = "", level: int = 2) -> str:
    """A heading, with an id to link to."""
    mark = f' id="{escape(anchor, quote=True)}"' if anchor else ""
    return f"<h{level}{mark}>{escape(words)}</h{level}>"


def paragraph(words: str, *, kind: str = "") -> str:
    """A paragraph of plain words."""
    return f'<p class="{kind}">{cell(words)}</p>' if kind else f"<p>{cell(words)}</p>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "") -> str:
    """A table whose first column is its row headings. Cells are text, or ``Markup``."""
    body = "".join(
        f'<tr><th scope="row">{cell(first)}</th>{"".join(f"<td>{cell(c)}</td>" for c in rest)}</tr>'
        for first, *rest in rows
    )
    if not body:
        return ""
    columns = "".join(f'<th scope="col">{cell(c)}</th>' for c in head)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    inner = f"{title}<thead><tr>{columns}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="scroll"><table>{inner}</table></div>'


def cell(words: str) -> str:
    """Escaped, unless it is ``Markup``."""
    return words if isinstance(words, Markup) else escape(words)


def failure(result: QueryResult) -> str:
    """A question that can be opened: gold, answer, what was found, its measures."""
    tags = "".join(f'<span class="tag">{escape(problem)}</span>' for problem in result.problems)
    kind = f" <span class='small'>({escape(group(result.kind))})</span>" if result.kind else ""
    body = [
        *_places("Cần tìm", result.gold),
        *_term("Câu trả lời", [escape(_cut(result.answer))] if result.answer else []),
        *_places("Đã trích dẫn hoặc tìm được", result.found),
        *_term("Phép đo", [escape("; ".join(f"{measure(n)} {number(v)}" for n, v in result.values.items()))]),
    ]
    return (
        f"<details><summary>{escape(result.question)}{kind}{tags}</summary>"
        f'<dl>{"".join(body)}</dl><p class="small">Mã câu hỏi: {escape(result.id)}</p></details>'
    )


def _places(label: str, places: Sequence[Shown]) -> list[str]:
    return _term(
        label,
        [f'<span class="place">{escape(s.place)}</span>: {escape(_cut(s.text))}' for s in places] or ["(không có)"],
    )


def _term(label: str, values: Sequence[str]) -> list[str]:
    return [f"<dt>{escape(label)}</dt>", *(f"<dd>{value}</dd>" for value in values)] if values else []


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
