"""A real OpenAI-compatible server (``transformers serve``) with a tiny random model built here: the protocol,
streaming, leaving early, and what the user gets from a model that talks nonsense."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import grounded
from assistant.ask import ask
from assistant.chat_model import ChatModel, Message, ModelFailure, complete
from assistant.llm import open_model
from tests.assistant.invented import index_of, plan

QUESTION = "Đến năm 2025 giảm bao nhiêu trường mầm non?"
ASKED = [Message("system", "Trả lời ngắn."), Message("user", "Xin chào")]
_SERVE = Path(sys.executable).with_name("transformers")

_BUILD = """
import sys
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

marks = ["<s>", "</s>", "<unk>"]
vocabulary = {word: i for i, word in enumerate([*marks, *sorted(pre_tokenizers.ByteLevel.alphabet())])}
tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>"))
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
fast = PreTrainedTokenizerFast(
    tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="</s>"
)
fast.chat_template = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\\n{% endfor %}assistant: "
fast.save_pretrained(sys.argv[1])
torch.manual_seed(0)
config = LlamaConfig(
    vocab_size=len(vocabulary), hidden_size=32, intermediate_size=64, num_hidden_layers=1, num_attention_heads=2,
    max_position_embeddings=8192, bos_token_id=0, eos_token_id=1, pad_token_id=1,
)
model = LlamaForCausalLM(config)
model.generation_config.eos_token_id = None
model.save_pretrained(sys.argv[1])
"""


def _cannot(reason: str) -> None:
    if os.environ.get("TROLY_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of the running server and the name of its model."""
    if not _SERVE.is_file():
        _cannot("không có lệnh transformers (pip install transformers)")
    folder = tmp_path_factory.mktemp("mo-hinh")
    environ = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "home")}
    (folder / "home" / "hub").mkdir(parents=True)
    subprocess.run([sys.executable, "-c", _BUILD, str(folder / "tiny")], env=environ, check=True, capture_output=True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    running = subprocess.Popen(
        [str(_SERVE), "serve", "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
        env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stderr is not None
    said: list[str] = []
    reader: threading.Thread | None = None
    try:
        for line in running.stderr:
            said.append(line)
            if "running on" in line:
                break
        else:
            _cannot(f"transformers serve không chạy được: {''.join(said[-3:])}")
        reader = threading.Thread(target=running.stderr.read, daemon=True)
        reader.start()
        yield f"http://127.0.0.1:{port}/v1", str(folder / "tiny")
    finally:
        running.terminate()
        running.wait(timeout=30)
        if reader is not None:
            reader.join()
        running.stderr.close()


def opened(server: tuple[str, str], *, max_tokens: int) -> ChatModel:
    url, name = server
    return open_model(f"openai:{name}", url=url, max_tokens=max_tokens)


def test_its_words_come_piece_by_piece_and_end_where_told(server: tuple[str, str]) -> None:
    pieces = list(opened(server, max_tokens=12).stream(ASKED, timeout=120))
    assert 4 < len(pieces) <= 12


def test_the_same_question_gets_the_same_words(server: tuple[str, str]) -> None:
    model = opened(server, max_tokens=8)
    assert complete(model, ASKED, timeout=120) == complete(model, ASKED, timeout=120)


def test_who_leaves_early_may_ask_again(server: tuple[str, str]) -> None:
    model = opened(server, max_tokens=600)
    pieces = model.stream(ASKED, timeout=120)
    next(pieces)
    pieces.close()
    assert next(model.stream(ASKED, timeout=120))


def test_the_deadline_holds(server: tuple[str, str]) -> None:
    with pytest.raises(ModelFailure, match="không trả lời kịp"):
        complete(opened(server, max_tokens=2000), ASKED, timeout=0.5)


def test_its_health_is_told(server: tuple[str, str]) -> None:
    assert opened(server, max_tokens=4).health() == (True, "đang chạy")


def test_nonsense_gives_the_extractive_answer(server: tuple[str, str]) -> None:
    index = index_of(plan())
    answer = grounded.ask(index, QUESTION, model=opened(server, max_tokens=40), timeout=120)
    plain = ask(index, QUESTION)
    assert (answer.text, answer.citations, answer.made_by) == (plain.text, plain.citations, "text")
    assert "nguyên văn" in answer.notice
