"""The shipped encoder, read and run with NumPy alone: a question must not pay for torch.

Each feature of a text (see ``index.features``) has one row of small whole numbers ("codes") with a scale. A text's
vector is the weighted sum of its features' rows, at length 1.

A folder holds ``config.json``; ``vocabulary.txt`` (accented spellings first, then folded syllables, one a line);
and ``model.safetensors`` with ``codes`` (features, bytes) uint8, ``scales`` (features) float16 and ``bigrams`` (n, 2)
uint16, places among the folded syllables. With ``bits`` b a byte holds 8 / b codes: column j of the vector is bits
b p to b (p + 1) of byte j - p n, for n bytes a row and p = j // n. A code c stands for (c - (2^b - 1) / 2) scale.
``fingerprint`` in the configuration is the SHA-256 of the other two files.
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

_FORMAT = 2
_TEXTS_A_BLOCK = 512
_BITS = (2, 4, 8)
# The best step between levels for normally distributed values, in deviations (Max, "Quantizing for Minimum
# Distortion", 1960), and how far from it to look for a row's own.
_STEP = {2: 0.996, 4: 0.335, 8: 0.031}
_FACTORS = (0.75, 0.85, 0.95, 1.0, 1.05, 1.15, 1.25, 1.4)
_ROWS_A_BLOCK = 16_384


class StaticEncoder:
    """Vectors from rows of features. The first ``dimension`` columns are used: a Matryoshka model can be cut."""

    is_quick = True

    def __init__(
        self,
        vocabulary: Vocabulary,
        codes: NDArray[np.uint8],
        scales: NDArray[np.floating],
        *,
        bits: int,
        fingerprint: str,
        dimension: int = 0,
    ) -> None:
        if codes.shape[0] != len(vocabulary) or scales.shape != (len(vocabulary),) or bits not in _BITS:
            raise ValueError(f"{len(vocabulary)} features, codes {codes.shape}, scales {scales.shape}, {bits} bits")
        whole = codes.shape[1] * 8 // bits
        self.vocabulary = vocabulary
        self.dimension = dimension or whole
        self.fingerprint = fingerprint if self.dimension == whole else f"{fingerprint}/{self.dimension}"
        self._codes = codes
        self._scales = scales.astype(np.float32)
        self._bits = bits

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of ``texts``, float32 (n, dimension), length 1; zeros for a text without a known feature."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """As ``encode_queries``: this model has one way of reading."""
        return self._encode(texts)

    def rows(self) -> Floats:
        """Every feature's row, float32 (features, dimension): many times the size of the codes."""
        planes = [self._plane(self._codes, place) for place in range(8 // self._bits)]
        values = np.concatenate(planes, axis=1)[:, : self.dimension] - _middle(self._bits)
        return values * self._scales[:, None]

    def _encode(self, texts: Sequence[str]) -> Floats:
        width = self._codes.shape[1]
        vectors = np.zeros((len(texts), -(-self.dimension // width) * width), dtype=np.float32)
        for first in range(0, len(texts), _TEXTS_A_BLOCK):
            block = texts[first : first + _TEXTS_A_BLOCK]
            features = self.vocabulary.features(self.vocabulary.tokens(block))
            weights = features.weights * self._scales[features.rows]
            for text in range(len(block)):
                here = slice(features.starts[text], features.starts[text + 1])
                codes, weight = self._codes[features.rows[here]], weights[here]
                for place in range(vectors.shape[1] // width):
                    columns = slice(place * width, (place + 1) * width)
                    vectors[first + text, columns] = weight @ self._plane(codes, place)
                vectors[first + text] -= _middle(self._bits) * weight.sum()
        vectors = vectors[:, : self.dimension]
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1)
        return vectors

    def _plane(self, codes: NDArray[np.uint8], place: int) -> Floats:
        """The codes at one place of the bytes; zero stands for the lowest value."""
        plane: Floats = ((codes >> (place * self._bits)) & (2**self._bits - 1)).astype(np.float32)
        return plane


def quantise(vectors: Floats, *, bits: int) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """``vectors`` (n, d) as packed codes (n, d bits / 8) and a scale each, of eight tried the one that errs least."""
    packed = np.zeros((len(vectors), vectors.shape[1] * bits // 8), dtype=np.uint8)
    scales = np.zeros(len(vectors), dtype=np.float16)
    for first in range(0, len(vectors), _ROWS_A_BLOCK):
        here = slice(first, first + _ROWS_A_BLOCK)
        scales[here] = _best_scales(vectors[here], bits)
        codes = _codes(vectors[here], scales[here], bits).astype(np.uint8)
        for place, plane in enumerate(np.split(codes, 8 // bits, axis=1)):
            packed[here] |= plane << (place * bits)
    return packed, scales


def _best_scales(vectors: Floats, bits: int) -> NDArray[np.float16]:
    deviations = np.maximum(np.sqrt((vectors**2).mean(axis=1)), 1e-6)
    tried = (deviations * _STEP[bits] * np.array(_FACTORS)[:, None]).astype(np.float16)
    errors = [
        (((_codes(vectors, scales, bits) - _middle(bits)) * scales[:, None] - vectors) ** 2).sum(axis=1)
        for scales in tried
    ]
    best: NDArray[np.float16] = tried[np.argmin(errors, axis=0), np.arange(len(vectors))]
    return best


def _codes(vectors: Floats, scales: NDArray[np.float16], bits: int) -> Floats:
    steps = np.maximum(scales.astype(np.float32), np.finfo(np.float16).smallest_subnormal)[:, None]
    codes: Floats = np.clip(np.rint(vectors / steps + _middle(bits)), 0, (1 << bits) - 1)
    return codes


def _middle(bits: int) -> float:
    return ((1 << bits) - 1) / 2


def save_static(
    folder: Path, vocabulary: Vocabulary, vectors: Floats, *, bits: int, settings: dict[str, object]
) -> None:
    """Write the encoder with one float row a feature to ``folder``, beside it first and then in its place.

    ``settings`` (how it was trained) goes into the configuration as it is. Other files of the folder stay.
    """
    codes, scales = quantise(vectors, bits=bits)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".encoder-") as temporary:
        new = Path(temporary) / "new"
        if folder.is_dir():
            shutil.copytree(folder, new)
        else:
            new.mkdir()
        lines = "\n".join((*vocabulary.accented, *vocabulary.folded)) + "\n"
        (new / "vocabulary.txt").write_text(lines, encoding="utf-8")
        bigrams = vocabulary.bigrams.astype(np.uint16)
        save_file({"codes": codes, "scales": scales, "bigrams": bigrams}, new / "model.safetensors")
        (new / "model.safetensors").chmod(0o644)
        config = {
            "format": _FORMAT,
            "dimension": int(vectors.shape[1]),
            "bits": bits,
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
        vocabulary,
        tensors["codes"],
        tensors["scales"],
        bits=config["bits"],
        fingerprint=config["fingerprint"],
        dimension=dimension,
    )


def fingerprint(folder: Path) -> str:
    """SHA-256 of the vocabulary and the weights, in hexadecimal."""
    digest = hashlib.sha256()
    for name in ("vocabulary.txt", "model.safetensors"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
