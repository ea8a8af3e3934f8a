"""How near texts are in meaning to a question, for texts that are read when a question needs them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embed import Encoder
from index.features import Floats

# Texts whose vectors are kept: a kilobyte each.
_KEPT = 20_000


class Meaning:
    """An encoder that remembers the texts it read lately. Threads may share one."""

    def __init__(self, encoder: Encoder | None) -> None:
        self._encoder = encoder if encoder is not None and encoder.is_quick else None
        self._kept: dict[str, NDArray[np.float16]] = {}

    def nearness(self, vector: Floats, texts: Sequence[str]) -> Floats | None:
        """Cosines of ``texts`` with a question's ``vector``, shape (len(texts),), 0 where below.

        None without an encoder that is quick enough to read texts while a question waits.
        """
        if self._encoder is None:
            return None
        if not texts:
            return np.zeros(0, dtype=np.float32)
        kept = self._kept
        found = {text: kept[text] for text in dict.fromkeys(texts) if text in kept}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            read = dict(zip(new, self._encoder.encode_passages(new).astype(np.float16), strict=True))
            found |= read
            # A new dictionary each time: another thread may be reading the old one.
            self._kept = {**kept, **read} if len(kept) + len(read) <= _KEPT else read
        vectors = np.asarray([found[text] for text in texts], dtype=np.float32)
        cosines: Floats = np.maximum(vectors @ vector, np.float32(0))
        return cosines
