"""Building the word index of a large corpus in a second process, while this one computes vectors.

Both take about as long and neither can use two cores alone. The result is that of ``lexical.build``; where a
second process is not to be had, or not worth starting, it is simply built when it is asked for.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from index import lexical
from index.lexical import LexicalIndex
from index.postings import Weights
from index.terms import Terms

# Below this many passages a second process costs more than it gives.
WORTH_IT = 5000


def started(
    passages: Iterable[Sequence[Terms]], *, owners: Sequence[int], weights: Weights
) -> Callable[[], LexicalIndex]:
    """Begin to build the index of passages of the documents ``owners``; what is returned waits for it and gives it."""
    alone = threading.active_count() == 1  # to fork beside other threads could copy a lock that one of them holds
    if len(owners) < WORTH_IT or not alone or not sys.platform.startswith("linux"):
        return lambda: lexical.build(passages, weights=weights, owners=owners)
    folder = tempfile.TemporaryDirectory(prefix="troly-")
    target = Path(folder.name) / "lexical"
    child = os.fork()
    if child == 0:
        _build_and_leave(passages, owners, weights, target)

    def finished() -> LexicalIndex:
        with folder:
            if os.waitpid(child, 0)[1] != 0:
                return lexical.build(passages, weights=weights, owners=owners)
            return lexical.load(target)  # memory maps outlive their files

    return finished


def _build_and_leave(
    passages: Iterable[Sequence[Terms]], owners: Sequence[int], weights: Weights, target: Path
) -> None:
    """In the child: write the index and end at once, without the parent's clean-up."""
    status = 1
    try:
        lexical.save(lexical.build(passages, weights=weights, owners=owners), target)
        status = 0
    finally:
        os._exit(status)
