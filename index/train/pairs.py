"""The training pairs: which files there are, how much each counts, their texts as streams of syllables."""

import json
import lzma
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import TrolyError
from index.features import cut

SOURCES: dict[str, float] = {
    "web-questions": 4.0,
    "web-questions-later-parts": 4.0,
    "wiki-questions": 4.0,
    "health-questions": 4.0,
    "law-questions-synthetic": 4.0,
    "law-article-titles": 2.5,
    "law-article-titles-later-parts": 2.5,
    "codified-law-titles": 2.5,
    "codified-law-titles-later-parts": 2.5,
    "web-headings": 2.0,
    "web-headings-later-parts": 2.0,
    "web-titles": 2.0,
    "law-inverse-cloze": 1.0,
    "codified-law-inverse-cloze": 1.0,
    "news-titles": 0.6,
    "adjacent-paragraphs": 0.4,
}
#: Our own pairs (``index.train.own``), which every model is trained on.
OWN: dict[str, float] = {"everyday-questions": 6.0, "known-questions": 6.0, "known-questions-alike": 3.0}
OFFICIAL = tuple(name for name in SOURCES if name.startswith(("law-", "codified-law-")))


class Pair(NamedTuple):
    """A query and a passage that answers it."""

    query: str
    passage: str


class Stream(NamedTuple):
    """Texts as places in a list of distinct syllables: text ``i`` is ``ids[starts[i]:starts[i + 1]]``."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]


def read_pairs(folder: Path, source: str) -> Iterator[Pair]:
    """The pairs of ``folder/{source}.jsonl.xz`` in file order."""
    path = folder / f"{source}.jsonl.xz"
    if not path.is_file():
        raise TrolyError(f"Không thấy tệp huấn luyện {path}. Hãy chỉ đúng thư mục có các tệp *.jsonl.xz.")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            yield Pair(fields["query"], fields["passage"])


class Forms:
    """The distinct syllables met so far, numbered in the order of their first appearance."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def stream(self, texts: Iterable[str], *, longest: int) -> Stream:
        """``texts`` as numbers, the first ``longest`` syllables of each."""
        ids, known = array("i"), self._ids
        starts = [0]
        for text in texts:
            ids.extend([known.setdefault(form, len(known)) for form in cut(text)[:longest]])
            starts.append(len(ids))
        return Stream(np.array(ids, dtype=np.int32), np.array(starts, dtype=np.int64))
