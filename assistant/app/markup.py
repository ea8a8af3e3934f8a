"""HTML built so that text cannot become markup: what is not ``Html`` is escaped, always.

Nothing here knows Gradio; every function returns the same HTML for the same arguments.
"""

import hashlib
import re
from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

_MARKER = re.compile(r"\[(\d{1,3})\]")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ASIDE = re.compile(r"^([*_])(?![\s*_])(.*[^\s*_])\1$")
_ITEM = re.compile(r"^(\s*)(?:[-+*•]|(\d{1,3})[.)])\s+(.*)$")
_HEADING = re.compile(r"^#{1,6}\s+(.*)$")


#: Indent in columns, number or None for a bullet, contents.
_Item = tuple[int, str | None, "Html"]


class Html(str):
    """Text that is HTML already. Only ``tag``, ``join`` and ``text`` make it."""

    __slots__ = ()


def text(value: str) -> Html:
    """Plain text as HTML: every special character escaped."""
    return Html(escape(value, quote=True))


def join(*children: str | None) -> Html:
    """The children one after another; plain strings are escaped, None left out."""
    return Html("".join(c if isinstance(c, Html) else text(c) for c in children if c is not None))


def tag(name: str, /, *children: str | None, **attributes: str | int | bool | None) -> Html:
    """One element. ``class_`` stands for ``class`` and ``data_open`` for ``data-open``; None and False leave out."""
    written = "".join(
        f" {_attribute(key)}" if value is True else f' {_attribute(key)}="{escape(str(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def open_link(
    document_id: str,
    *children: str | None,
    start: int | None = None,
    end: int | None = None,
    quote: str | None = None,
    class_: str | None = None,
    label: str | None = None,
) -> Html:
    """A link that opens a document, at the characters ``[start, end)`` when they are given.

    With ``quote``, the words meant to stand there, others are never marked in their place. The address is a fragment
    of this page, so it can be opened in a new tab or sent to a colleague.
    """
    place: dict[str, int | str] = {} if start is None or end is None else {"tu": start, "den": end}
    if place and quote is not None:
        place["kiem"] = check(quote)
    return tag(
        "a",
        *children,
        class_=class_,
        href="#" + urlencode({"nguon": document_id, **place}),
        data_open=document_id,
        data_start=start if place else None,
        data_end=end if place else None,
        data_check=place.get("kiem"),
        aria_label=label,
    )


def check(words: str) -> str:
    """A few characters that tell whether words are the ones a link was made for."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def summary_badge() -> Html:
    """The badge every paraphrased source carries."""
    return tag("span", "bản tóm tắt", class_="badge", title="Không phải nguyên văn; cần đối chiếu văn bản gốc")


def changed_badge() -> Html:
    """The badge of a source whose words no longer stand where they were cited."""
    return tag(
        "span",
        "văn bản đã thay đổi",
        class_="badge",
        title="Văn bản trong kho đã thay đổi hoặc không còn kể từ khi trả lời; cần đối chiếu lại",
    )


def shorten(words: str, limit: int) -> str:
    """``words`` cut at a word's end and marked with … when longer than ``limit`` characters."""
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + "…"


def capitalised(words: str) -> str:
    """``words`` with a capital first letter; the rest as it is."""
    return words[:1].upper() + words[1:]


def rich(source: str, markers: Mapping[int, Html]) -> Html:
    """Our small Markdown (paragraphs, lists, headings, bold, whole lines in italics) as HTML.

    ``[1]`` becomes ``markers[1]``. Links, pictures, tags and everything else of Markdown stay the characters they are.
    """
    blocks: list[Html] = []
    items: list[_Item] = []
    paragraph: list[Html] = []

    def flush() -> None:
        if paragraph:
            blocks.append(tag("p", *_with_breaks(paragraph)))
            paragraph.clear()
        if items:
            blocks.append(_list(items))
            items.clear()

    for line in source.splitlines():
        if not line.strip():
            if paragraph:
                flush()
        elif match := _HEADING.match(line):
            flush()
            blocks.append(tag("h4", _inline(match.group(1), markers)))
        elif match := _ITEM.match(line):
            indent, number, rest = match.groups()
            item = (len(indent.expandtabs(4)), number, _inline(rest, markers))
            if paragraph or (items and _starts_another_list(items[0], item)):
                flush()
            items.append(item)
        else:
            if items:
                flush()
            paragraph.append(_line(line.strip(), markers))
    flush()
    return join(*blocks)


def unmarked(source: str) -> str:
    """Markdown of ``rich`` as plain text: the signs of bold and italics gone, the rest as it is."""
    lines = (_ASIDE.sub(r"\2", line) for line in source.split("\n"))
    return "\n".join(_BOLD.sub(r"\1", line) for line in lines)


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _with_breaks(lines: list[Html]) -> list[Html]:
    return [lines[0], *(join(Html("<br>"), line) for line in lines[1:])]


def _line(source: str, markers: Mapping[int, Html]) -> Html:
    if match := _ASIDE.match(source):
        return tag("em", _inline(match.group(2), markers))
    return _inline(source, markers)


def _inline(source: str, markers: Mapping[int, Html]) -> Html:
    parts: list[Html] = []
    end = 0
    for match in _BOLD.finditer(source):
        parts.append(_marked(source[end : match.start()], markers))
        parts.append(tag("strong", _marked(match.group(1), markers)))
        end = match.end()
    return join(*parts, _marked(source[end:], markers))


def _marked(source: str, markers: Mapping[int, Html]) -> Html:
    parts: list[Html] = []
    end = 0
    for match in _MARKER.finditer(source):
        if (link := markers.get(int(match.group(1)))) is not None:
            parts += [text(source[end : match.start()]), link]
            end = match.end()
    return join(*parts, text(source[end:]))


def _starts_another_list(first: _Item, item: _Item) -> bool:
    """Whether a numbered item follows bullets at the same indent, or the other way round."""
    return item[0] <= first[0] and (item[1] is None) != (first[1] is None)


def _list(items: list[_Item]) -> Html:
    """Items as a list; an item indented further than the one that starts its group is nested under the one before."""
    outer, number, _ = items[0]
    entries: list[Html] = []
    at = 0
    while at < len(items):
        below = at + 1
        while below < len(items) and items[below][0] > outer:
            below += 1
        nested = _list(items[at + 1 : below]) if below > at + 1 else None
        entries.append(tag("li", items[at][2], nested, value=items[at][1]))
        at = below
    return tag("ol" if number else "ul", *entries)
