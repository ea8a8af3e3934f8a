"""The sides of a question that sets documents or levels beside one another.

"Trung ương nói tăng, còn huyện thì sao?": the documents of the central level, and those of the district.
"""

import re
from itertools import pairwise

from assistant import named
from corpus.document import Document
from index.search import Index
from index.vietnamese import fold

#: Where one side may end and another begin.
_BETWEEN = re.compile(
    r"[,;:?.]|\b(?:con|trong khi|vay|the(?! nao)|va|voi|lan|so voi|xuong|sang|hay|hoac|cung|khac gi|giong gi|thi|"
    r"(?:toi|den) (?:luc|khi))\b"
)
#: What sets one thing beside another, wherever it stands in the question.
_BESIDE = re.compile(
    r"(?:[,;:?.]\s*|\b(?:nhung|thi|ma|nao|gi|ai|sao|dau)\s+)(?:con|the|vay|sang|xuong|trong khi)\b(?! nao)|"
    r"\bthi (?:noi |lam )?(?:sao|gi|the nao|ra sao)\W*$|\bmoi (?:ben|noi|van ban|vb|ban|cap|dang)\b|"
    r"\bben (?:kia|nay|nao)\b|\b(?:so voi|chenh|lech|thieu|tuong ung|trong khi|ca hai|dap ung|giong|khac|cach nhau)\b|"
    r"\blan luot\b"
)
#: Levels or documents that are asked the same together ("Cả trung ương lẫn huyện đều nói gì về ...?").
_LEVEL = r"(?:o |cap )?(?:trung uong|bo chinh tri|tinh|huyen|xa(?! hoi))(?: uy)?"
_TOGETHER = re.compile(
    rf"^(?:ca |theo )?{_LEVEL}(?:(?:,| va| lan| voi| cung) {_LEVEL})+ (?:deu |cung )?"
    r"(?:noi|neu|yeu cau|giao|quy dinh|chi dao|nhac|de cap|dat|bao|lam)\b"
)
_LEVELS = {
    "trung ương": re.compile(r"\b(trung uong|bo chinh tri|ban bi thu|tw)\b(?! (khoa|dang))"),
    "tỉnh": re.compile(r"\btinh\b(?! (hinh|chat|toan|gian|tu|den|thoi|than))"),
    "huyện": re.compile(r"\bhuyen\b"),
    "xã": re.compile(r"\bxa\b(?! hoi)"),
}
#: A clause that only tells what the side before it carries out.
_CARRIES_OUT = re.compile(r"^\W*(de |nham )?(trien khai|thuc hien|quan triet|thi hanh|cu the hoa)\b")

#: A clause of its own on the other side, even when its documents include the first side's.
_CONTRAST = re.compile(r"^\W*(con|trong khi|vay|the|sang|xuong)\b")
#: Where something is done, rather than whose document it is.
_AT_LEVEL = re.compile(r"\b(o|cap|tai|tren|duoi) (trung uong|tinh|huyen|xa)\b")

Side = tuple[Document, ...]


def are_beside(text: str) -> bool:
    """Whether a question says that it sets things side by side, or asks the same of several levels."""
    folded = fold(text)
    return _BESIDE.search(folded) is not None or _TOGETHER.match(folded) is not None


def sides(index: Index, text: str) -> tuple[Side, ...]:
    """The documents of each side of a question, in its order; fewer than two when it names no more."""
    found: list[dict[str, Document]] = []
    for clause in _clauses(text):
        documents = {d.id: d for d in _named(index, clause)}
        if not documents or (found and _CARRIES_OUT.match(fold(clause))):
            continue
        if found and _CONTRAST.match(fold(clause)):
            told = {name for side in found for name in side}
            documents = {name: d for name, d in documents.items() if name not in told} or documents
        same = next((side for side in found if side.keys() & documents.keys()), None)
        if same is None:
            found.append(documents)
        else:
            same |= documents
    return tuple(tuple(side.values()) for side in found)


def _clauses(text: str) -> list[str]:
    """A text cut before every word or mark that may separate two sides."""
    cuts = [0, *(match.start() for match in _BETWEEN.finditer(fold(text))), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if a < b]


def _named(index: Index, clause: str) -> list[Document]:
    """The documents a clause names, else those of the levels it speaks of."""
    folded = fold(clause)
    own = [index.document(i) for i in named.find(index, clause).documents]
    if own and not _AT_LEVEL.search(folded):
        return own
    return of_levels(index, clause) or own


def of_levels(index: Index, text: str) -> list[Document]:
    """The documents of the levels of government that a text speaks of."""
    folded = fold(text)
    levels = {level for level, pattern in _LEVELS.items() if pattern.search(folded)}
    return [d for d in index.documents if d.info.level in levels and d.sections and not d.info.superseded]
