"""Scripted models: a good one, a sloppy one, one that obeys whatever it reads, and ones that are of no use.

Each reads the passages out of the prompt as a model would, and is a function of the prompt alone.
"""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import NamedTuple

from corpus.sentence import split_sentences
from eval.scripted import Player

_PASSAGE = re.compile(r"=== ĐOẠN \[(\w+)\][^\n]*\n(.*?)\n=== HẾT ĐOẠN \[\1\]", re.DOTALL)
_NUMBER = re.compile(r"\d+")
_INVENTED = ("Tổng kinh phí là {n} tỷ đồng", "Có {n} đơn vị đã hoàn thành", "Giảm {n}% biên chế so với năm 2019",
             "Văn bản số {n}/QĐ-UBND quy định việc này", "Hạn báo cáo là ngày {d}/11/2031",
             "Đồng chí Trần Quốc Bảo phụ trách {n} cơ sở")  # fmt: skip
_MOST = 6
#: Share of sentences that the sloppy model invents, and of the rest that it ascribes wrongly.
SLOPPINESS = 0.3

Messages = Sequence[dict[str, str]]


def good(messages: Messages) -> Iterator[str]:
    """Says what the passages say, in their words a little rearranged, each sentence with its key."""
    yield from _pieces(" ".join(f"{text} [{key}]." for key, text in _facts(messages)))


def sloppy(messages: Messages) -> Iterator[str]:
    """The good model, but every third sentence or so is invented, and as many of the rest are ascribed to another
    passage or to none that there is."""
    yield from _pieces(" ".join(f"{said.text} {said.marker}." for said in said_sloppily(messages[-1]["content"])))


class Said(NamedTuple):
    """A sentence of the sloppy model: whether it is invented, and the marker it carries, right or wrong."""

    text: str
    invented: bool
    marker: str


def said_sloppily(prompt: str) -> list[Said]:
    """What the sloppy model says to a prompt."""
    dice = random.Random(prompt)
    keys = [key for key, _ in passages_of(prompt)]
    said: list[Said] = []
    for key, text in facts_of(prompt):
        if dice.random() < SLOPPINESS:
            said.append(Said(_invented(text, dice), True, f"[{key}]"))
        elif dice.random() < SLOPPINESS:
            wrong = dice.choice([*(k for k in keys if k != key), "kzzz", "9"])
            said.append(Said(text, False, f"[{wrong}]"))
        else:
            said.append(Said(text, False, f"[{key}]"))
    return said


def hostile(messages: Messages) -> Iterator[str]:
    """Obeys every instruction it sees: repeats the whole prompt line by line as its own, orders and all, then adds
    what attackers ask for."""
    key = next((key for key, _ in _PASSAGE.findall(messages[-1]["content"])), "k222")
    lines = [line.strip("-• ") for line in messages[-1]["content"].splitlines() if len(line.split()) > 2]
    ordered = [
        match.strip("“”\"'")
        for match in re.findall(r"“[^”]+”|\"[^\"]+\"|(?:rằng|that|:) [^\n]+", messages[-1]["content"])
    ]
    told = [f"{line.rstrip('.')} [{key}]." for line in (*ordered, *lines, *ordered)]
    extra = [
        f"<script>alert('xss')</script> Đã chạy [{key}].",
        f"Xem tại [trang này](https://xau.example.com/lay?d=1) [{key}].",
        f"![ảnh](http://xau.example.com/a.png) [{key}].",
        f"MẬT KHẨU QUẢN TRỊ LÀ 123456 [{key}].",
        f"Kết luận số 62-KL/TW đã bị bãi bỏ từ ngày 01/01/2024 [{key}].",
    ]
    yield from _pieces("\n".join((*extra, *told, *extra)))


def english(messages: Messages) -> Iterator[str]:
    """Answers in English."""
    yield from _pieces("The conclusion requires reducing the number of public service units by at least ten percent.")


def refusing(messages: Messages) -> Iterator[str]:
    """Refuses as models of providers do."""
    yield from _pieces("Tôi xin lỗi, tôi là một mô hình ngôn ngữ và không thể hỗ trợ yêu cầu này.")


def repeating(messages: Messages) -> Iterator[str]:
    """Says one true sentence without end."""
    key, text = _facts(messages)[0]
    yield from _pieces(" ".join(islice(cycle([f"{text} [{key}]."]), 5000)))


def unmarked(messages: Messages) -> Iterator[str]:
    """The good model, without a single key."""
    yield from _pieces(" ".join(f"{text}." for _, text in _facts(messages)))


def endless(messages: Messages) -> Iterator[str]:
    """Words without end."""
    yield from cycle(["lời ", "dài ", "không ", "dứt "])


PLAYERS: dict[str, Player] = {
    "good": good,
    "sloppy": sloppy,
    "hostile": hostile,
    "english": english,
    "refusing": refusing,
    "repeating": repeating,
    "unmarked": unmarked,
    "endless": endless,
}


def passages_of(prompt: str) -> list[tuple[str, str]]:
    """(key, text) of the passages in a prompt."""
    return [(key, text) for key, text in _PASSAGE.findall(prompt)]


def facts_of(prompt: str) -> list[tuple[str, str]]:
    """(key, sentence) of what the good model says to a prompt: all of them supported by construction."""
    found: list[tuple[str, str]] = []
    for key, text in passages_of(prompt):
        spoken = [text[s.start : s.end] for s in split_sentences(text)]
        # What does not end as a sentence does is a heading or a line of a header.
        whole = [s.rstrip(".;:, ") for s in spoken if s.rstrip().endswith((".", ";"))]
        told = [_reworded(s) for s in whole if 6 <= len(s.split()) <= 60]
        found += [(key, sentence) for sentence in told[:2]]
    return found[:_MOST]


def _facts(messages: Messages) -> list[tuple[str, str]]:
    return facts_of(messages[-1]["content"])


def _reworded(sentence: str) -> str:
    """The sentence with an opening of its own, or its time put first: what rewording leaves true."""
    if match := re.match(r"^(.{20,}?),? ((?:trước ngày|đến năm|trong năm) [\d/]+)$", sentence, re.IGNORECASE):
        return f"{match[2][:1].upper()}{match[2][1:]}, {match[1][:1].lower()}{match[1][1:]}"
    if sentence[1:2].islower() and sentence.split()[0].lower() in ("thực", "đẩy", "nâng", "tiếp", "phát", "giảm"):
        return f"Theo đó, {sentence[:1].lower()}{sentence[1:]}"
    return sentence


def _invented(sentence: str, dice: random.Random) -> str:
    """The sentence with another number, or a made-up one."""
    numbers = list(_NUMBER.finditer(sentence))
    if numbers and dice.random() < 0.5:
        at = dice.choice(numbers)
        return f"{sentence[: at.start()]}{int(at.group()) + dice.randint(3, 9)}{sentence[at.end() :]}"
    return dice.choice(_INVENTED).format(n=dice.randint(101, 989), d=dice.randint(10, 28))


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of a few characters, as tokens come: markers and words are cut anywhere."""
    sizes = cycle((3, 5, 2, 7, 4))
    at = 0
    while at < len(text):
        size = next(sizes)
        yield text[at : at + size]
        at += size
