"""Set phrases looked for in tokens, and the tables that list them."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from assistant.tokens import tokens


def table(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@cache
def keys_of(phrase: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokens(phrase.strip()))


def place(keys: Sequence[str], phrase: tuple[str, ...]) -> int:
    return next(places(keys, phrase), -1)


def places(keys: Sequence[str], phrase: tuple[str, ...]) -> Iterator[int]:
    first, length = phrase[0], len(phrase)
    for i, word in enumerate(keys):
        if word == first and tuple(keys[i : i + length]) == phrase:
            yield i
