"""Encoders: texts to vectors whose inner product says how near in meaning they are.

The shipped encoder (``index/encoder``) needs NumPy alone. Any other sentence-transformers model, in a local
folder or already in the Hugging Face cache, is used by its name with its own query and passage prompts. Nothing
is downloaded unless the environment says ``HF_HUB_OFFLINE=0``.
"""

import hashlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from corpus.errors import TrolyError
from index.features import Floats
from index.static import load_static

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SHIPPED = Path(__file__).parent / "encoder"
# Models whose authors require prompts but whose folders do not say so.
_UNWRITTEN_PROMPTS = {"e5": {"query": "query: ", "passage": "passage: "}}


class Encoder(Protocol):
    """What turns texts into vectors. Two encoders with one ``fingerprint`` give the same vectors."""

    @property
    def dimension(self) -> int:
        """Columns of a vector."""

    @property
    def fingerprint(self) -> str:
        """Names the weights and how they are used; an index built with another one does not fit."""

    @property
    def is_quick(self) -> bool:
        """Whether hundreds of texts can be read while somebody waits for an answer."""

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of questions, float32 (n, dimension), length 1."""

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Vectors of passages, float32 (n, dimension), length 1."""


def open_encoder(name: str | Path | None = None) -> Encoder:
    """The shipped encoder, or the sentence-transformers model ``name`` (a folder or a hub name).

    Raises TrolyError when the model is not on this machine.
    """
    if name is None or Path(name).resolve() == SHIPPED.resolve():
        return load_static(SHIPPED)
    return SentenceEncoder(str(name))


class SentenceEncoder:
    """A sentence-transformers model with its prompts (``query`` and ``passage`` or ``document``)."""

    is_quick = False

    def __init__(self, name: str) -> None:
        self._model = _load(name)
        width = self._model.get_embedding_dimension()
        if not width:
            raise TrolyError(f"Mô hình {name} không cho biết số chiều của véc-tơ nên không dùng được.")
        self.dimension = int(width)
        self.fingerprint = _fingerprint(name, self._model)

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of questions, float32 (n, dimension), length 1."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False)

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Vectors of passages, float32 (n, dimension), length 1."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)


def as_sentence_transformer(folder: Path = SHIPPED) -> "SentenceTransformer":
    """The encoder saved in ``folder`` as a sentence-transformers model, for use with that library's tools."""
    from sentence_transformers import SentenceTransformer

    from index.torch_module import StaticModule

    return SentenceTransformer(modules=[StaticModule(load_static(folder))], device="cpu")


def _load(name: str) -> "SentenceTransformer":
    is_folder = Path(name).is_dir()
    if not is_folder and (name.startswith((".", "/", "~")) or name.count("/") > 1):
        raise TrolyError(f"Không thấy thư mục mô hình nhúng {name}. Hãy kiểm tra lại đường dẫn.")
    # The library reads this while it is imported, hence before the import.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    offline = os.environ["HF_HUB_OFFLINE"] != "0"
    try:
        model = SentenceTransformer(name, local_files_only=offline)
    except (OSError, ValueError) as error:
        raise TrolyError(
            f"Không mở được mô hình nhúng {name}. Hãy tải mô hình về máy rồi ghi đường dẫn thư mục của nó, "
            f"hoặc đặt HF_HUB_OFFLINE=0 để cho phép tải."
        ) from error
    if not any(model.prompts.values()):
        for family, prompts in _UNWRITTEN_PROMPTS.items():
            if family in re.split(r"[^a-z0-9]+", Path(name).name.lower()):
                model.prompts.update(prompts)
    return model


def _fingerprint(name: str, model: "SentenceTransformer") -> str:
    """SHA-256 of the weights' bytes, of the prompts and of the name's last part."""
    digest = hashlib.sha256(json.dumps([Path(name).name, model.prompts], sort_keys=True).encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().contiguous().view(-1).numpy().tobytes())
    return digest.hexdigest()
