"""``troly eval model``: answering with scripted models over a real connection, measured against what they said.

A good model must be shown with verified statements alone; of a sloppy one, which invents three sentences in ten and
ascribes as many of the rest wrongly, nothing unsupported may be shown and what is supported must be kept. Timed
beside it: how long after the server's first words the first words are shown, and a check of a statement.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant import grounded
from assistant.answer import Answer
from assistant.bodies import bodies, proper_names
from assistant.chat_model import ChatModel
from assistant.llm import open_model
from assistant.settings import Settings
from assistant.tokens import tokens
from assistant.verify import facts, verify
from eval import gold, players
from eval.gold import GoldQuestion
from eval.records import write_json
from eval.results import mean
from eval.scripted import MODEL, Script, serve
from index.search import Index

_TIMEOUT = 60.0


@dataclass(slots=True)
class _Tally:
    """What was counted over the answers of one scripted model."""

    answers: int = 0
    by_model: int = 0
    statements: int = 0
    verified: int = 0
    unsupported: list[str] = field(default_factory=list)
    invented_shown: list[str] = field(default_factory=list)
    supported_said: int = 0
    supported_kept: int = 0
    lost: list[str] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    checks: list[float] = field(default_factory=list)


def model(args: argparse.Namespace, settings: Settings) -> int:
    """Runs both models over the questions of all datasets; prints and writes the figures."""
    questions = [q for path in args.dataset for q in gold.sampled(gold.read(path), limit=args.limit, seed=args.seed)]
    index = Index.open(settings.data, encoder=settings.encoder)
    good, sloppy = _Tally(), _Tally()
    for player, tally in ((players.good, good), (players.sloppy, sloppy)):
        script = Script(player)
        with serve(script) as url:
            chat = open_model(f"openai:{MODEL}", url=url)
            for question in questions:
                _answer(index, chat, question, script, tally)
    metrics = figures(good, sloppy)
    for name, value in metrics.items():
        print(f"  {_NAMES[name]:<64} {value:>10.3f}".replace(".", ","))
    for words in (*sloppy.unsupported, *sloppy.invented_shown)[:10]:
        print(f"  Lọt: {words}")
    for words in sloppy.lost[: args.shown]:
        print(f"  Mất: {words}")
    if args.json:
        config = {"questions": len(questions), "sloppiness": players.SLOPPINESS}
        name = "+".join(path.stem for path in args.dataset)
        write_json(args.json, {"dataset": name, "config": config, "metrics": metrics, "n": len(questions)})
    return 0


def figures(good: _Tally, sloppy: _Tally) -> dict[str, float]:
    """The measures of a run by name."""
    checks = sorted(good.checks + sloppy.checks)
    first = sorted(good.first)
    return {
        "good_answers": float(good.by_model),
        "good_verified": good.verified / max(good.statements, 1),
        "sloppy_answers": float(sloppy.by_model),
        "sloppy_unsupported_facts": float(len(sloppy.unsupported)),
        "sloppy_invented_shown": float(len(sloppy.invented_shown)),
        "sloppy_supported_kept": sloppy.supported_kept / max(sloppy.supported_said, 1),
        "first_words_ms_p50": 1000 * _share(first, 0.5),
        "first_words_ms_p95": 1000 * _share(first, 0.95),
        "verify_ms_mean": 1000 * mean(checks),
        "verify_ms_p95": 1000 * _share(checks, 0.95),
        "verify_ms_max": 1000 * checks[-1],
    }


_NAMES = {
    "good_answers": "mô hình tốt: số câu trả lời do mô hình viết",
    "good_verified": "mô hình tốt: câu hiện ra được chứng minh",
    "sloppy_answers": "mô hình cẩu thả: số câu trả lời do mô hình viết",
    "sloppy_unsupported_facts": "mô hình cẩu thả: số liệu, ngày, số hiệu, tên không có căn cứ",
    "sloppy_invented_shown": "mô hình cẩu thả: câu bịa hiện ra",
    "sloppy_supported_kept": "mô hình cẩu thả: câu có căn cứ được giữ",
    "first_words_ms_p50": "chữ đầu hiện sau chữ đầu của máy chủ, trung vị (ms)",
    "first_words_ms_p95": "chữ đầu hiện sau chữ đầu của máy chủ, phân vị 95 (ms)",
    "verify_ms_mean": "kiểm một câu, trung bình (ms)",
    "verify_ms_p95": "kiểm một câu, phân vị 95 (ms)",
    "verify_ms_max": "kiểm một câu, lâu nhất (ms)",
}


def _answer(index: Index, chat: ChatModel, question: GoldQuestion, script: Script, tally: _Tally) -> None:
    asked = len(script.seen)
    first = 0.0
    answer: Answer | None = None
    for step in grounded.steps(index, question.question, model=chat, timeout=_TIMEOUT, history=question.history):
        if not first and not step.done and (step.pending or step.answer.text):
            first = time.perf_counter()
        answer = step.answer
    assert answer is not None
    tally.answers += 1
    if len(script.seen) == asked:
        return
    if first:
        tally.first.append(first - script.first)
    if answer.made_by == "model":
        tally.by_model += 1
        _check(answer, tally)
    prompt = script.seen[-1]["messages"][-1]["content"]
    if script.player is players.sloppy:
        _compare(answer, players.said_sloppily(prompt), tally, index)


def _check(answer: Answer, tally: _Tally) -> None:
    quotes = {c.marker: c.quote for c in answer.citations}
    for statement in answer.statements:
        held = [quotes[marker] for marker in statement.citations]
        started = time.perf_counter()
        supported = verify(statement.text, held).supported
        tally.checks.append(time.perf_counter() - started)
        tally.statements += 1
        tally.verified += supported
        tally.unsupported += unsupported_facts(statement.text, held)


def unsupported_facts(text: str, quotes: Sequence[str]) -> list[str]:
    """Numbers, dates, document numbers, names and bodies of a text that no quote has; counted apart from verify's
    own verdict."""
    said, held = facts(text), [facts(quote) for quote in quotes]
    words = " ".join(f" {' '.join(t.folded for t in tokens(quote))} " for quote in quotes)
    found = [n for n in said.numbers if not any(n in f.numbers for f in held)]
    found += [d for d in said.dates if not any(d in f.dates for f in held)]
    found += [d for d in said.documents if not any(d in f.documents for f in held)]
    found += [whole for whole, rest in proper_names(tokens(text)) if f" {rest} " not in words]
    found += [b.text for b in bodies(tokens(text)) if not all(f" {part} " in words for part in b.text.split())]
    return [f"{fact} ({text})" for fact in found]


def _compare(answer: Answer, said: Sequence[players.Said], tally: _Tally, index: Index) -> None:
    """What of the sloppy model's sentences was shown: none that it invented (and no document happens to say), all
    that it did not."""
    corpus = [" ".join(document.text.split()) for document in index.documents]
    shown = {" ".join(s.text.split()).rstrip(".") for s in answer.statements}
    for sentence in dict.fromkeys(said):
        words = " ".join(sentence.text.split()).rstrip(".")
        if sentence.invented:
            told = words in shown and answer.made_by == "model" and not any(words in text for text in corpus)
            tally.invented_shown += [words] if told else []
        elif answer.made_by == "model":
            tally.supported_said += 1
            tally.supported_kept += words in shown
            tally.lost += [] if words in shown else [f"{words} {sentence.marker}"]


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
