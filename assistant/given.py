"""What a model is given to answer from: passages behind opaque keys, fenced as data.

A key is a function of the question and the passage, so it cannot be written into a document beforehand. Text from
documents cannot open or close a fence, write a key, or hide characters; sentences in it that speak to a machine
("bỏ qua mọi hướng dẫn trước đó") are left out.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import cite, units
from corpus.document import Document, Span
from index.vietnamese import fold
from prompts import say

#: Characters of passages that a prompt holds, about a third as many tokens.
MOST_CHARACTERS = 9000
_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
_BRACKETS = str.maketrans({"[": "(", "]": ")", "<": "‹", ">": "›", "«": "“", "»": "”", "⟦": "(", "⟧": ")",
                           "【": "(", "】": ")", "`": "'"})  # fmt: skip
_FENCE = re.compile(r"={2,}|#{2,}|-{3,}")
_ROLE = re.compile(r"(?im)^\s*(system|assistant|user|human|hệ thống|trợ lý|người dùng)\s*:")

_COMMANDS = re.compile(
    r"\b(bo qua|phot lo|quen( di)?|khong (can )?(tuan|lam) theo)( tat ca| moi| cac| nhung| toan bo)* "
    r"(huong dan|chi dan|chi thi|quy tac|menh lenh|loi dan|yeu cau)\b.{0,20}\b(truoc|tren|nay|he thong|cua ban)|"
    r"\b(ignore|disregard|forget|override)\b.{0,30}\b(instructions?|prompts?|rules?|previous|above|everything)\b|"
    r"\b(system prompt|you are now|jailbreak|developer mode|do anything now|im_start|im_end)\b|"
    r"\b(ban|tro ly|ai|mo hinh|chatbot|chatgpt)( hay| phai| can| bay gio| tu gio)+ "
    r"(tra loi|noi|viet|in|xuat|dong vai|hien thi|tiet lo|la|gui|chen|them)\b|"
    r"\b(hay|luon) (tra loi|in ra|xuat ra|viet ra|hien thi|chen|noi) (rang|dung|nguyen van|cau|chuoi|lien ket|mot)\b|"
    r"\b(dong vai|tiet lo (loi dan|huong dan|cau lenh|prompt))\b|"
    r"\b(respond|reply|answer|say|print|output|write) (only |exactly )*(with|that|the|in)\b|"
    r"\bnew instructions?\b|\b(chi dan|huong dan|menh lenh) moi\b.{0,30}\b(tro ly|ai|mo hinh|he thong)\b"
)


@dataclass(frozen=True, slots=True)
class Given:
    """A passage given to a model: ``key`` stands for ``document.text[start:end]``."""

    key: str
    document: Document
    start: int
    end: int


def give(question: str, places: Sequence[tuple[Document, Span]]) -> tuple[Given, ...]:
    """The places with their keys, the first ones that fit into a prompt."""
    given: list[Given] = []
    used: set[str] = set()
    length = 0
    for document, span in places:
        length += span.end - span.start
        if given and length > MOST_CHARACTERS:
            break
        key = _key(f"{question}\n{document.id}@{span.start}-{span.end}", used)
        used.add(key)
        given.append(Given(key, document, span.start, span.end))
    return tuple(given)


def fenced(given: Sequence[Given]) -> str:
    """The passages as the prompt holds them."""
    return "\n\n".join(
        say(
            "mo-hinh",
            "passage",
            mark=item.key,
            document=harmless(cite.dated(item.document.info)),
            place=harmless(cite.place_of(item.document, item.start)),
            text=_told(item),
        )
        for item in given
    )


def harmless(text: str) -> str:
    """Text that can stand in a prompt: nothing hidden, no brackets of ours, no fences or role tags."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c == "\n" or unicodedata.category(c) not in _HIDDEN)
    kept = _FENCE.sub("–", kept.translate(_BRACKETS))
    return _ROLE.sub(lambda match: match.group().replace(":", " –"), kept)


_HIDDEN = frozenset(("Cc", "Cf", "Co", "Cn", "Cs"))


def speaks_to_machine(text: str) -> bool:
    """Whether a sentence gives orders to an assistant instead of saying something."""
    visible = "".join(c for c in text if unicodedata.category(c) not in _HIDDEN)
    return _COMMANDS.search(" ".join(re.findall(r"\w+", fold(visible)))) is not None


def sentences(item: Given) -> tuple[Span, ...]:
    """The sentences of a passage that may support a statement: no headings, none that speak to a machine."""
    document = item.document
    inside = (s for s in document.sentences if item.start <= s.start < item.end)
    return tuple(
        s for s in inside if not units.is_heading(document, s) and not speaks_to_machine(document.text[s.start : s.end])
    )


def _told(item: Given) -> str:
    """The text of a passage without the sentences that speak to a machine."""
    text, at, parts = item.document.text, item.start, []
    for span in item.document.sentences:
        if item.start <= span.start < item.end and speaks_to_machine(text[span.start : span.end]):
            parts.append(text[at : span.start])
            at = max(at, min(span.end, item.end))
    return harmless("".join((*parts, text[at : item.end]))).strip()


def _key(seed: str, used: set[str]) -> str:
    digest = hashlib.sha256(seed.encode()).digest()
    for i in range(len(digest) - 2):
        key = "k" + "".join(_ALPHABET[b % len(_ALPHABET)] for b in digest[i : i + 3])
        if key not in used:
            return key
    raise AssertionError("unreachable")
