"""The shipped encoder as a module of sentence-transformers. Imported only when that library is wanted."""

from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers.base.modules.input_module import InputModule

from index.static import StaticEncoder


class StaticModule(InputModule):
    """Texts to features by the encoder's own vocabulary, features to vectors by an embedding bag."""

    def __init__(self, encoder: StaticEncoder) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.encoder = encoder
        self.bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(encoder.rows()), mode="sum")

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """Feature rows, weights and offsets of ``inputs``, as the embedding bag wants them."""
        texts = [(prompt or "") + text for text in inputs]
        features = self.encoder.vocabulary.features(self.encoder.vocabulary.tokens(texts))
        return {
            "input_ids": torch.from_numpy(features.rows),
            "weights": torch.from_numpy(features.weights),
            "offsets": torch.from_numpy(features.starts[:-1]),
        }

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """``features`` with ``sentence_embedding``, float (n, dimension), length 1."""
        vectors = self.bag(features["input_ids"], features["offsets"], per_sample_weights=features["weights"])
        features["sentence_embedding"] = torch.nn.functional.normalize(vectors, dim=1)
        return features

    def get_embedding_dimension(self) -> int:
        """Columns of a vector."""
        return self.encoder.dimension

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Not the way to save the encoder: ``index.static.save_static`` is."""
        raise NotImplementedError("use index.static.save_static")
