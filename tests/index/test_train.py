"""The training program on a small folder: it learns, it repeats itself exactly, and its gradient is the loss's."""

import hashlib
import json
import lzma
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.errors import TrolyError
from index.features import Features
from index.static import load_static, quantise
from index.train import own
from index.train.__main__ import main
from index.train.batches import Source, draw
from index.train.cloze import CLOZES, clozes, passages
from index.train.optimise import Recipe, contrast
from index.train.pairs import OFFICIAL, OWN, SOURCES, Forms, Pair, read_pairs
from index.train.vocabulary import Spellings, choose

TOPICS = {
    "viên chức": "Viên chức là công dân Việt Nam được tuyển dụng theo vị trí việc làm, làm việc tại đơn vị sự nghiệp.",
    "đất đai": "Người sử dụng đất được cấp giấy chứng nhận quyền sử dụng đất khi có đủ điều kiện theo luật.",
    "giao thông": "Người lái xe phải giảm tốc độ khi qua nơi đường giao nhau và nơi có người đi bộ sang đường.",
    "bảo hiểm": "Người lao động tham gia bảo hiểm xã hội được hưởng chế độ ốm đau, thai sản và hưu trí.",
    "giáo dục": "Nhà trường tổ chức dạy học, kiểm tra và đánh giá học sinh theo chương trình phổ thông.",
    "y tế": "Bệnh viện khám bệnh, chữa bệnh và chăm sóc sức khỏe cho nhân dân trên địa bàn tỉnh.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    (folder / "raw").mkdir()
    for number, source in enumerate(SOURCES):
        pairs = [
            {"query": f"{topic} được quy định như thế nào ở mục {number}", "passage": f"Mục {number}. {text}"}
            for topic, text in TOPICS.items()
        ]
        _write(folder / f"{source}.jsonl.xz", pairs)
    for cloze in CLOZES:
        text = "\n".join(list(TOPICS.values()) * 4)
        _write(folder / "raw" / f"{cloze.source}.jsonl.xz", [{"text": text}] * 3)
    return folder


@pytest.fixture(autouse=True)
def _without_known_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The six topics alone: the known questions of the shipped documents would be most of so small a training."""
    monkeypatch.setattr("index.train.corpus.known", lambda: ())
    monkeypatch.setattr("index.train.corpus.alike", lambda: ())


def _write(path: Path, lines: list[dict[str, str]]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _train(folder: Path, out: Path, *more: str) -> None:
    small = "--features 3000 --dimension 32 --prefixes 32 16 --bits 4 --steps 40 --batch 24 --run 2 --threads 1"
    assert main([str(folder), "--out", str(out), *small.split(), *more]) == 0


def test_training_brings_questions_to_their_passages_and_repeats_itself(folder: Path, tmp_path: Path) -> None:
    _train(folder, tmp_path / "one")
    _train(folder, tmp_path / "two")
    _train(folder, tmp_path / "other", "--seed", "1")
    one, two, other = (load_static(tmp_path / name) for name in ("one", "two", "other"))
    assert one.vocabulary.bigrams.tolist() == two.vocabulary.bigrams.tolist()
    # Sums of floats may be taken in another order, which changes the last bits and no more.
    texts = [*TOPICS, *TOPICS.values()]
    assert (one.encode_queries(texts) * two.encode_queries(texts)).sum(axis=1).min() > 0.99
    assert (one.encode_queries(texts) * other.encode_queries(texts)).sum(axis=1).max() < 0.9
    scores = one.encode_queries(list(TOPICS)) @ one.encode_passages(list(TOPICS.values())).T
    assert scores.argmax(axis=1).tolist() == list(range(6))
    bare = one.encode_queries(["vien chuc", "dat dai"]) @ one.encode_passages(list(TOPICS.values())).T
    assert bare.argmax(axis=1).tolist() == [0, 1]


def test_the_configuration_says_how_it_was_trained(folder: Path, tmp_path: Path) -> None:
    _train(folder, tmp_path / "encoder", "--official")
    training = json.loads((tmp_path / "encoder" / "config.json").read_text(encoding="utf-8"))["training"]
    assert training["seed"] == 0
    assert training["steps"] == 40
    assert training["sources"]["law-article-titles"] == {"pairs": 6, "weight": 2.5}
    assert set(training["sources"]) == {*OFFICIAL, *OWN, "cloze-codified-law", "cloze-gazette"}


def test_a_folder_without_the_pairs_is_refused_with_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert str(tmp_path / "web-questions.jsonl.xz") in capsys.readouterr().err
    with pytest.raises(TrolyError):
        list(read_pairs(tmp_path, "health-questions"))


def test_everyday_questions_go_with_the_passages_they_were_asked_of(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passage = list(read_pairs(folder, "law-article-titles"))[2].passage
    digest = hashlib.sha256(passage.encode()).hexdigest()[:8]
    table = tmp_path / "everyday.tsv"
    rows = [
        "# ghi chú",
        f"law-article-titles\t2\t{digest}\tqua ngã tư phải làm gì",
        "law-article-titles\t3\t00000000\tai lo",
    ]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    monkeypatch.setattr(own, "EVERYDAY", table)
    assert list(own.everyday(folder)) == [Pair("qua ngã tư phải làm gì", passage)]


def test_known_questions_go_with_their_passage_and_with_one_another(tmp_path: Path) -> None:
    (tmp_path / "ghi-chu.txt").write_text("Hai trường cách nhau ba cây số.\n", encoding="utf-8")
    answer = "ghi-chu.txt\tba cây số"
    lines = [f"hai trường xa nhau không\t{answer}", f"đi từ trường này sang trường kia mấy cây\t{answer}", "ai lo\t-"]
    (tmp_path / "questions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    first, second = own.known(tmp_path)
    assert (first.query, second.query) == ("hai trường xa nhau không", "đi từ trường này sang trường kia mấy cây")
    assert "Hai trường cách nhau ba cây số." in first.passage
    assert list(own.alike(tmp_path)) == [Pair(first.query, second.query)]


def test_the_gradient_is_that_of_the_loss() -> None:
    recipe = Recipe(prefixes=(12, 5), dimension=12, scale=5.0, same=0.999)
    pooled = torch.randn(8, 12, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    _, gradient = contrast(pooled, recipe)
    step = 1e-6
    for place in [(0, 0), (3, 4), (4, 2), (7, 11)]:
        up, down = pooled.clone(), pooled.clone()
        up[place] += step
        down[place] -= step
        slope = (contrast(up, recipe)[0] - contrast(down, recipe)[0]) / (2 * step)
        assert gradient[place].item() == pytest.approx(slope, rel=1e-4, abs=1e-8)


def test_equal_texts_of_a_batch_are_no_wrong_answers_to_each_other() -> None:
    recipe = Recipe(prefixes=(4,), dimension=4, scale=20.0)
    apart = torch.eye(4)[[0, 1, 0, 1]]
    twins = torch.eye(4)[[0, 0, 0, 0]]
    assert contrast(apart, recipe)[0] == pytest.approx(0, abs=1e-6)
    assert contrast(twins, recipe)[0] == pytest.approx(0, abs=1e-6)


def test_the_vocabulary_keeps_what_the_most_texts_have() -> None:
    forms = Forms()
    stream = forms.stream(["nhà ở xã hội", "nhà ở", "nhà ở nhà ở", "xã hội"], longest=320)
    vocabulary, texts_with = choose(Spellings(list(forms)), [(stream, 1.0)], size=100, least=3)
    assert vocabulary.folded == ("nha", "o")
    assert vocabulary.bigrams.tolist() == [[0, 1]]
    assert texts_with.tolist() == [3, 3, 3, 3, 3]
    smaller, _ = choose(Spellings(list(forms)), [(stream, 1.0)], size=6, least=1)
    assert len(smaller) == 5
    _, heavier = choose(Spellings(list(forms)), [(stream, 1.0), (stream, 8.0)], size=100, least=20)
    assert heavier.tolist() == [27, 27, 27, 27, 27]


def test_a_batch_holds_each_query_beside_its_own_passage() -> None:
    one = Features(np.arange(50, dtype=np.int32), np.ones(50, np.uint16), np.arange(51))
    bare = Features(one.rows + 100, one.counts, one.starts)
    passage = Features(one.rows + 200, one.counts, one.starts)
    batch = next(draw({"law": Source(one, bare, passage)}, {"law": 1.0}, size=20, run=4, drop=0.5, seed=0))
    queries, passages_ = np.split(batch.rows, 2)
    assert len(queries) == 20
    assert (queries % 100 == passages_ % 100).all()
    assert set(passages_ // 100) == {2}
    assert set(queries // 100) == {0, 1}


def test_clozes_ask_with_words_of_their_passage(folder: Path) -> None:
    pairs = list(clozes(folder, "gazette", every=1, seed=0))
    assert pairs == list(clozes(folder, "gazette", every=1, seed=0))
    assert len(pairs) > 3
    for pair in pairs:
        assert set(pair.query.split()[:4]) <= set(pair.passage.split())


def test_running_text_becomes_passages_of_bounded_length() -> None:
    long_line = " ".join(["một"] * 450)
    lengths = [len(passage) for passage in passages(f"{long_line}\n" + "\n".join(["hai ba"] * 10))]
    assert lengths == [200, 200, 70]
    assert [len(passage) for passage in passages("\n".join(["hai ba"] * 35))] == [70]


@pytest.mark.parametrize(("bits", "most"), [(2, 0.125), (4, 0.013), (8, 0.0005)])
def test_quantising_loses_little_of_a_vector(bits: int, most: float) -> None:
    vectors = np.random.default_rng(0).standard_normal((50, 64)).astype(np.float32)
    codes, scales = quantise(vectors, bits=bits)
    assert codes.shape == (50, 64 * bits // 8)
    planes = [(codes >> (place * bits)) & (2**bits - 1) for place in range(8 // bits)]
    back = (np.concatenate(planes, axis=1) - (2**bits - 1) / 2) * scales.astype(np.float32)[:, None]
    assert ((back - vectors) ** 2).sum() / (vectors**2).sum() < most
