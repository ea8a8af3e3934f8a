"""The shipped encoder, read and run with NumPy alone: a question must not pay for torch.

Each feature of a text (see ``index.features``) has one row of small integers with a scale. A text's vector is
the weighted sum of its features' rows, at length 1.

A folder holds ``config.json``, ``vocabulary.txt`` (accented spellings first, then folded syllables, one a line)
and ``model.safetensors`` with ``rows`` (features, dimension) int8, ``scales`` (features) float32 and ``bigrams``
(n, 2) uint16, places among the folded syllables. ``fingerprint`` in the configuration is the SHA-256 of the
other two files.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from corpus.errors import TrolyError
from index.features import Floats, Vocabulary

_FORMAT = 1
_TEXTS_A_BLOCK = 512


class StaticEncoder:
    """Vectors from rows of features. The first ``dimension`` columns are used: a Matryoshka model can be cut."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        rows: NDArray[np.int8],
        scales: Floats,
        *,
        fingerprint: str,
        dimension: int = 0,
    ) -> None:
        if rows.shape[0] != len(vocabulary) or scales.shape != (len(vocabulary),):
            raise ValueError(f"{len(vocabulary)} features, but rows {rows.shape} and scales {scales.shape}")
        self.vocabulary = vocabulary
        self.dimension = dimension or int(rows.shape[1])
        self.fingerprint = fingerprint if self.dimension == rows.shape[1] else f"{fingerprint}/{self.dimension}"
        self.rows = rows
        self.scales = scales

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of ``texts``, float32 (n, dimension), length 1; zeros for a text without a known feature."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """As ``encode_queries``: this model has one way of reading."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Floats:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for first in range(0, len(texts), _TEXTS_A_BLOCK):
            block = texts[first : first + _TEXTS_A_BLOCK]
            features = self.vocabulary.features(self.vocabulary.tokens(block))
            weights = features.weights * self.scales[features.rows]
            for text in range(len(block)):
                here = slice(features.starts[text], features.starts[text + 1])
                known = self.rows[features.rows[here], : self.dimension]
                vectors[first + text] = weights[here] @ known.astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1)
        return vectors


def quantise(vectors: Floats) -> tuple[NDArray[np.int8], Floats]:
    """``vectors`` (n, d) as int8 rows and a scale each: ``rows * scales[:, None]`` is within half a scale."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-12) / 127
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def save_static(folder: Path, vocabulary: Vocabulary, vectors: Floats, *, settings: dict[str, object]) -> None:
    """Write the encoder with one float row a feature to ``folder``, beside it first and then in its place.

    ``settings`` (how it was trained) goes into the configuration as it is. Other files of the folder stay.
    """
    rows, scales = quantise(vectors)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".encoder-") as temporary:
        new = Path(temporary) / "new"
        if folder.is_dir():
            shutil.copytree(folder, new)
        else:
            new.mkdir()
        lines = "\n".join((*vocabulary.accented, *vocabulary.folded)) + "\n"
        (new / "vocabulary.txt").write_text(lines, encoding="utf-8")
        tensors = {"rows": rows, "scales": scales, "bigrams": vocabulary.bigrams.astype(np.uint16)}
        save_file(tensors, new / "model.safetensors")
        config = {
            "format": _FORMAT,
            "dimension": int(rows.shape[1]),
            "accented": len(vocabulary.accented),
            "folded": len(vocabulary.folded),
            "bigrams": len(vocabulary.bigrams),
            "fingerprint": fingerprint(new),
            "training": settings,
        }
        text = json.dumps(config, ensure_ascii=False, indent=2)
        (new / "config.json").write_text(text + "\n", encoding="utf-8")
        if folder.is_dir():
            folder.rename(Path(temporary) / "old")
        new.rename(folder)


def load_static(folder: Path, *, dimension: int = 0) -> StaticEncoder:
    """The encoder saved in ``folder``, cut to its first ``dimension`` columns where that is given."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        lines = (folder / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
        tensors = load_file(folder / "model.safetensors")
    except (OSError, ValueError) as error:
        raise TrolyError(f"Không đọc được mô hình nhúng trong thư mục {folder}: {error}") from error
    if config.get("format") != _FORMAT or len(lines) != config["accented"] + config["folded"]:
        raise TrolyError(f"Mô hình nhúng trong thư mục {folder} có định dạng khác hoặc bị hỏng. Hãy cài lại trợ lý.")
    accented = config["accented"]
    vocabulary = Vocabulary(lines[:accented], lines[accented:], tensors["bigrams"])
    return StaticEncoder(
        vocabulary, tensors["rows"], tensors["scales"], fingerprint=config["fingerprint"], dimension=dimension
    )


def fingerprint(folder: Path) -> str:
    """SHA-256 of the vocabulary and the weights, in hexadecimal."""
    digest = hashlib.sha256()
    for name in ("vocabulary.txt", "model.safetensors"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
