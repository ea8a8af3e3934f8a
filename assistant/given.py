"""What a model is given to answer from: passages behind opaque keys, fenced as data.

A key is a function of the question and the passage, so it cannot be written into a document beforehand. Text from
documents cannot open or close a fence, write a key, or hide characters; sentences in it that speak to a machine
("bỏ qua mọi hướng dẫn trước đó") are left out.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import cite, units
from assistant.orders import HIDDEN, speaks_to_machine
from corpus.document import Document, Span
from prompts import say

#: Characters of passages that a prompt holds, about a third as many tokens.
MOST_CHARACTERS = 9000
_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
_BRACKETS = str.maketrans({"[": "(", "]": ")", "<": "‹", ">": "›", "«": "“", "»": "”", "⟦": "(", "⟧": ")",
                           "【": "(", "】": ")", "`": "'"})  # fmt: skip
_FENCE = re.compile(r"={2,}|#{2,}|-{3,}")
_ROLE = re.compile(r"(?im)^\s*(system|assistant|user|human|hệ thống|trợ lý|người dùng)\s*:")


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


def keys_for(seed: str, count: int) -> tuple[str, ...]:
    """That many different keys, a function of the seed."""
    used: dict[str, None] = {}
    for number in range(count):
        used[_key(f"{seed}\n{number}", set(used))] = None
    return tuple(used)


def fenced(given: Sequence[Given]) -> str:
    """The passages as the prompt holds them."""
    return "\n\n".join(
        say(
            "mo-hinh",
            "passage",
            mark=item.key,
            document=harmless(cite.dated(item.document.info)),
            place=harmless(cite.place_of(item.document, item.start)),
            text=harmless(readable(item)),
        )
        for item in given
    )


def harmless(text: str) -> str:
    """Text that can stand in a prompt: nothing hidden, no brackets of ours, no fences or role tags."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c == "\n" or unicodedata.category(c) not in HIDDEN)
    kept = _FENCE.sub("–", kept.translate(_BRACKETS))
    return _ROLE.sub(lambda match: match.group().replace(":", " –"), kept)


def sentences(item: Given) -> tuple[Span, ...]:
    """The sentences of a passage that may support a statement: no headings, no paragraph that speaks to a machine."""
    document = item.document
    return tuple(
        span
        for paragraph in _paragraphs(item)
        if not speaks_to_machine(document.text[paragraph.start : paragraph.end])
        for span in document.sentences
        if paragraph.start <= span.start < paragraph.end and not _is_heading(document, span)
    )


def _is_heading(document: Document, span: Span) -> bool:
    text = document.text[span.start : span.end].rstrip()
    return text.isupper() or (not text.endswith((".", ";")) and units.is_heading(document, span))


def readable(item: Given) -> str:
    """The text of a passage without the paragraphs that speak to a machine."""
    lines = (item.document.text[p.start : p.end] for p in _paragraphs(item))
    return "\n".join(line for line in lines if not speaks_to_machine(line)).strip()


def _paragraphs(item: Given) -> Iterator[Span]:
    at = item.start
    for line in item.document.text[item.start : item.end].split("\n"):
        yield Span(at, at + len(line))
        at += len(line) + 1


def _key(seed: str, used: set[str]) -> str:
    digest = hashlib.sha256(seed.encode()).digest()
    for i in range(len(digest) - 2):
        key = "k" + "".join(_ALPHABET[b % len(_ALPHABET)] for b in digest[i : i + 3])
        if key not in used:
            return key
    raise AssertionError("unreachable")
