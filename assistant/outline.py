"""The outline of a report (đề cương): read from a document or a text, walked, and edited before drafting.

Items are the numbered parts; bullets under an item are its points, advice in brackets its remarks. Editing gives
a new outline whose labels are numbered anew in the style the level already has (I, 1, a).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.draft.report import Outline, OutlineItem
from corpus.document import Document, Section
from corpus.errors import TrolyError
from corpus.structure import read_structure

_BRACKETED = re.compile(r"\s*\(([^()]*)\)[.;:]?$")
_ROMAN = re.compile(r"^[IVXLC]+$")
_VALUES = (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_STYLES = ("I", "1", "a", "1")  # of a level that has no numbers of its own yet
_LONGEST_HEADING = 600

_Edit = Callable[[tuple[OutlineItem, ...], int], tuple[OutlineItem, ...]]


def from_document(document: Document) -> Outline:
    """The outline that a document is. Raises TrolyError when it has no numbered parts."""
    items = _items(document, -1)
    if not items:
        raise TrolyError(f"Văn bản “{document.key}” không có các mục đánh số để làm đề cương; hãy chọn văn bản khác.")
    return _settled(Outline(document.info.title or document.key, items, document.id))


def from_text(text: str, title: str = "") -> Outline:
    """The outline in a pasted text or a .txt/.md file; lines without numbers are items one after the other.

    Raises TrolyError for a text without any line.
    """
    if not text.strip():
        raise TrolyError("Đề cương chưa có nội dung. Hãy dán đề cương, mỗi mục một dòng (I., 1., -).")
    # A line that looks like a signature would end a document; the outline is then the part with most items.
    read = [(_items(document, -1), document.info.title) for document in read_structure(text, "de-cuong.txt", {})]
    items, titled = max(read, key=lambda row: sum(1 for _ in _walk(row[0])), default=((), None))
    if not items:
        lines = [line.strip(" \t#*•-–") for line in text.splitlines()]
        items = tuple(OutlineItem("", line) for line in lines if any(c.isalnum() for c in line))
    if not items:
        raise TrolyError("Không đọc được mục nào trong đề cương. Hãy ghi mỗi mục một dòng (I., 1., -).")
    return _settled(Outline(title or titled or "", items))


def find_outline(documents: Sequence[Document]) -> Document:
    """The đề cương of a corpus, the latest when there are several. Raises TrolyError when there is none."""
    found = [d for d in documents if d.info.kind == "đề cương" and any(s.kind != "gạch" for s in d.sections)]
    if not found:
        raise TrolyError("Trong kho chưa có đề cương nào. Hãy chỉ ra đề cương bằng --outline TỆP hoặc VĂN_BẢN.")
    return max(found, key=lambda d: (d.info.date or (0,), d.id))


def walk(outline: Outline) -> Iterator[OutlineItem]:
    """Every item, a parent before its children."""
    return _walk(outline.items)


def leaves(outline: Outline) -> tuple[OutlineItem, ...]:
    """The items without items of their own: those that are drafted."""
    return tuple(item for item in walk(outline) if not item.children)


def item(outline: Outline, label: str) -> OutlineItem:
    """The item a label means, "III.2" or "3.2". Raises TrolyError, naming the labels there are."""
    wanted = _key(label)
    for found in walk(outline):
        if _key(found.label) == wanted:
            return found
    labels = ", ".join(i.label for i in walk(outline))
    raise TrolyError(f"Đề cương không có mục “{label}”. Các mục có: {labels}.")


def ancestors(outline: Outline, label: str) -> tuple[OutlineItem, ...]:
    """The items above one, outermost first."""
    wanted = item(outline, label)
    return tuple(i for i in walk(outline) if i is not wanted and any(below is wanted for below in _walk(i.children)))


def renamed(outline: Outline, label: str, heading: str) -> Outline:
    """With another heading for an item."""
    return _edited(outline, label, lambda siblings, at: _put(siblings, at, replace(siblings[at], heading=heading)))


def added(outline: Outline, parent: str, heading: str) -> Outline:
    """With a new last item under ``parent``, or at the top when that is empty."""
    if not heading.strip():
        raise TrolyError("Mục mới chưa có tên. Hãy ghi tên mục.")
    new = OutlineItem("", heading.strip())
    if not parent:
        return _numbered(replace(outline, items=(*outline.items, new)))

    def under(siblings: tuple[OutlineItem, ...], at: int) -> tuple[OutlineItem, ...]:
        return _put(siblings, at, replace(siblings[at], children=(*siblings[at].children, new)))

    return _numbered(_edited(outline, parent, under))


def dropped(outline: Outline, label: str) -> Outline:
    """Without an item and what stands under it. Raises TrolyError when nothing would be left."""
    left = _edited(outline, label, lambda siblings, at: (*siblings[:at], *siblings[at + 1 :]))
    if not left.items:
        raise TrolyError("Đề cương phải còn ít nhất một mục; hãy thêm mục khác trước khi bỏ mục này.")
    return _numbered(left)


def moved(outline: Outline, label: str, steps: int) -> Outline:
    """With an item moved among its siblings: up for negative ``steps``, down for positive, at most to the end."""

    def move(siblings: tuple[OutlineItem, ...], at: int) -> tuple[OutlineItem, ...]:
        rest = [*siblings[:at], *siblings[at + 1 :]]
        rest.insert(max(0, min(len(rest), at + steps)), siblings[at])
        return tuple(rest)

    return _numbered(_edited(outline, label, move))


def _walk(items: Sequence[OutlineItem]) -> Iterator[OutlineItem]:
    for found in items:
        yield found
        yield from _walk(found.children)


def _items(document: Document, parent: int) -> tuple[OutlineItem, ...]:
    return tuple(
        _item(document, index) for index in document.children(parent) if document.sections[index].kind != "gạch"
    )


def _item(document: Document, index: int) -> OutlineItem:
    section = document.sections[index]
    children = [document.sections[i] for i in document.children(index)]
    stop = min((child.start for child in children), default=section.end)
    first, *rest = document.text[section.start : stop].strip().split("\n")
    heading, advice = _heading(document, section, first)
    remarks = [*advice, *(line.strip().strip("()").strip() for line in rest if line.strip())]
    points = [p for i in document.children(index) if document.sections[i].kind == "gạch" for p in _points(document, i)]
    return OutlineItem(section.label, heading, tuple(points), tuple(remarks), _items(document, index))


def _heading(document: Document, section: Section, first: str) -> tuple[str, list[str]]:
    """The heading of an item's first line, and the advice behind it: other sentences, a bracket at its end."""
    end = section.start + len(first)
    spans = [s for s in document.sentences if section.start <= s.start < end]
    head = spans[0].end if spans and spans[0].end - section.start <= _LONGEST_HEADING else end
    heading = document.text[section.start : head].removeprefix(section.marker).strip()
    advice = [document.text[head:end].strip()] if document.text[head:end].strip() else []
    if match := _BRACKETED.search(heading):
        advice.insert(0, match[1].strip())
        heading = heading[: match.start()]
    return heading.rstrip(" .:;"), advice


def _points(document: Document, index: int) -> Iterator[str]:
    section = document.sections[index]
    below = list(document.children(index))
    stop = min((document.sections[i].start for i in below), default=section.end)
    text = document.text[section.start : stop].strip().removeprefix(section.marker)
    yield " ".join(text.split()).rstrip(" .:;")
    for child in below:
        yield from _points(document, child)


def _settled(outline: Outline) -> Outline:
    """The outline as it is when every item has a number of its own, otherwise numbered anew."""
    labels = [_key(i.label) for i in walk(outline)]
    plain = all(part.isdigit() or part in _LETTERS for label in labels for part in label)
    return outline if plain and all(labels) and len(set(labels)) == len(labels) else _numbered(outline)


def _key(label: str) -> tuple[str, ...]:
    """A label whose Roman and Arabic numbers are one: "III.2" and "3.2" are ("3", "2")."""
    parts = re.sub(r"(?i)^\s*(mục|phần|khoản|điểm)\s+", "", label).strip(" .").split(".")
    return tuple(str(_arabic(p.upper())) if _ROMAN.match(p.upper()) and p != "c" else p.lower() for p in parts if p)


def _arabic(roman: str) -> int:
    total = 0
    for text, value in _VALUES:
        while roman.startswith(text):
            total, roman = total + value, roman[len(text) :]
    return total


def _roman(number: int) -> str:
    written = ""
    for text, value in _VALUES:
        while number >= value:
            written, number = written + text, number - value
    return written


def _numbered(outline: Outline) -> Outline:
    return replace(outline, items=_number(outline.items, "", 0))


def _number(items: Sequence[OutlineItem], above: str, depth: int) -> tuple[OutlineItem, ...]:
    style = next((s for i in items if (s := _style(i.label))), _STYLES[min(depth, len(_STYLES) - 1)])
    done = []
    for number, found in enumerate(items, 1):
        own = {"I": _roman(number), "1": str(number)}.get(style) or _LETTERS[(number - 1) % len(_LETTERS)]
        label = f"{above}.{own}" if above else own
        done.append(replace(found, label=label, children=_number(found.children, label, depth + 1)))
    return tuple(done)


def _style(label: str) -> str:
    last = label.rpartition(".")[2]
    if _ROMAN.match(last):
        return "I"
    return "1" if last.isdigit() else "a" if last and last in _LETTERS else ""


def _put(siblings: tuple[OutlineItem, ...], at: int, new: OutlineItem) -> tuple[OutlineItem, ...]:
    return (*siblings[:at], new, *siblings[at + 1 :])


def _edited(outline: Outline, label: str, edit: _Edit) -> Outline:
    wanted = item(outline, label)

    def inside(items: tuple[OutlineItem, ...]) -> tuple[OutlineItem, ...]:
        for at, found in enumerate(items):
            if found is wanted:
                return edit(items, at)
        return tuple(replace(i, children=inside(i.children)) if i.children else i for i in items)

    return replace(outline, items=inside(outline.items))
