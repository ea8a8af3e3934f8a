"""The shipped encoder, its twin in sentence-transformers, and any other model by name."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import TrolyError
from index.embed import SHIPPED, SentenceEncoder, as_sentence_transformer, open_encoder
from index.static import StaticEncoder, fingerprint, load_static
from index.vietnamese import accented_key, key

TEXTS = (
    "Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị về tiếp tục đổi mới hệ thống tổ chức và quản lý, "
    "nâng cao chất lượng và hiệu quả hoạt động của các đơn vị sự nghiệp công lập",
    "Ủy ban nhân dân xã Sơn Mai báo cáo kết quả sắp xếp các đơn vị sự nghiệp công lập trên địa bàn xã.",
    "Giảm tối thiểu 10% biên chế sự nghiệp hưởng lương từ ngân sách nhà nước.",
    "Nhà ở xã hội được miễn tiền sử dụng đất.",
    "",
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@pytest.fixture(scope="module")
def shipped() -> StaticEncoder:
    return load_static(SHIPPED)


def test_the_shipped_folder_is_whole_and_at_most_40_megabytes() -> None:
    config = json.loads((SHIPPED / "config.json").read_text(encoding="utf-8"))
    assert config["fingerprint"] == fingerprint(SHIPPED)
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 40_000_000
    assert not list(SHIPPED.glob("*.bin")) + list(SHIPPED.glob("*.pkl"))


def test_every_syllable_of_the_vocabulary_is_found_by_its_key(shipped: StaticEncoder) -> None:
    # A change of folding would silently lose rows: retrain, or change it back.
    assert [form for form in shipped.vocabulary.folded if key(form) != form] == []
    # Two words printed as one have two tone marks, and no key of their own.
    words = [form for form in shipped.vocabulary.accented if sum(mark in form for mark in _TONES) < 2]
    assert len(words) > 0.99 * len(shipped.vocabulary.accented)
    assert [form for form in words if accented_key(form) != form] == []


def test_vectors_have_length_one_and_an_empty_text_none(shipped: StaticEncoder) -> None:
    vectors = shipped.encode_passages(TEXTS)
    assert vectors.shape == (5, shipped.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 1, 0], atol=1e-5)


def test_no_text_gives_no_vectors(shipped: StaticEncoder) -> None:
    assert shipped.encode_queries([]).shape == (0, shipped.dimension)


def test_a_question_is_nearest_to_the_passage_that_answers_it(shipped: StaticEncoder) -> None:
    questions = (
        "Xã Sơn Mai sắp xếp đơn vị sự nghiệp ra sao?",
        "xa son mai sap xep don vi su nghiep ra sao",
        "Phải giảm bao nhiêu phần trăm biên chế hưởng lương ngân sách?",
        "nha o xa hoi co phai nop tien su dung dat khong",
    )
    scores = shipped.encode_queries(questions) @ shipped.encode_passages(TEXTS).T
    assert scores.argmax(axis=1).tolist() == [1, 1, 2, 3]


def test_a_text_has_one_vector_alone_or_in_a_batch(shipped: StaticEncoder) -> None:
    together = shipped.encode_passages(TEXTS * 300)
    alone = np.concatenate([shipped.encode_passages([text]) for text in TEXTS])
    np.testing.assert_array_equal(together, np.tile(alone, (300, 1)))


def test_fewer_dimensions_are_the_first_ones(shipped: StaticEncoder) -> None:
    short = load_static(SHIPPED, dimension=128)
    whole = shipped.encode_passages(TEXTS)[:, :128]
    lengths = np.linalg.norm(whole, axis=1, keepdims=True)
    np.testing.assert_allclose(short.encode_passages(TEXTS), whole / np.where(lengths > 0, lengths, 1), atol=1e-5)
    assert short.fingerprint != shipped.fingerprint


def test_sentence_transformers_gives_the_same_vectors(shipped: StaticEncoder) -> None:
    model = as_sentence_transformer(SHIPPED)
    theirs = model.encode(list(TEXTS[:4]))
    assert theirs.shape == (4, shipped.dimension) == (4, model.get_embedding_dimension())
    cosines = (theirs * shipped.encode_passages(TEXTS[:4])).sum(axis=1)
    assert cosines.min() > 0.9999


def test_a_question_loads_neither_torch_nor_its_friends() -> None:
    program = (
        "import sys; from index.embed import open_encoder; open_encoder().encode_queries(['Ai ký?']);"
        "print([m for m in ('torch', 'transformers', 'tokenizers', 'scipy') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_missing_folder_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(TrolyError, match="không-có"):
        open_encoder(tmp_path / "không-có")


def test_a_model_that_is_not_on_this_machine_says_what_to_do() -> None:
    with pytest.raises(TrolyError, match="HF_HUB_OFFLINE=0"):
        open_encoder("troly-test/khong-co-that")


def test_a_damaged_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(TrolyError, match="Không đọc được mô hình nhúng"):
        load_static(tmp_path)


@pytest.fixture(scope="module")
def transformer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random two-layer BERT over the syllables of ``TEXTS``, saved by sentence-transformers with prompts."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    base = tmp_path_factory.mktemp("bert")
    words = sorted({word for text in TEXTS for word in text.lower().split()})
    (base / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hỏi", "đoạn", *words]))
    BertTokenizer(str(base / "vocab.txt"), strip_accents=False).save_pretrained(base)
    config = BertConfig(
        vocab_size=len(words) + 7, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config).save_pretrained(base)
    modules = [Transformer(str(base)), Pooling(32)]
    model = SentenceTransformer(modules=modules, prompts={"query": "hỏi: ", "document": "đoạn: "}, device="cpu")
    folder = tmp_path_factory.mktemp("encoder")
    model.save(str(folder))
    return folder


def test_any_sentence_transformers_folder_is_used_with_its_prompts(transformer_folder: Path) -> None:
    encoder = open_encoder(str(transformer_folder))
    assert isinstance(encoder, SentenceEncoder)
    assert encoder.dimension == 32
    queries, passages = encoder.encode_queries(TEXTS[:3]), encoder.encode_passages(TEXTS[:3])
    assert queries.shape == passages.shape == (3, 32)
    np.testing.assert_allclose(np.linalg.norm(queries, axis=1), 1, atol=1e-5)
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(transformer_folder), device="cpu")
    prompted = model.encode(["hỏi: " + text for text in TEXTS[:3]], normalize_embeddings=True)
    np.testing.assert_allclose(queries, prompted, atol=1e-5)
    assert np.abs(queries - passages).max() > 1e-3
    assert encoder.encode_queries([]).shape == (0, 32)


def test_a_fingerprint_tells_other_weights_apart_and_survives_reloading(transformer_folder: Path) -> None:
    first, again = SentenceEncoder(str(transformer_folder)), SentenceEncoder(str(transformer_folder))
    assert first.fingerprint == again.fingerprint != load_static(SHIPPED).fingerprint
