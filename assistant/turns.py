"""Words that turn the meaning of what follows ("không", "chưa", "một số", "có thể"), put in or left out.

The words are in ``operators.tsv``. Each governs the content words after it in its clause: a statement may not put one
in where no quote has it over the same words, nor repeat the words without it when every quote has it.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.phrases import keys_of, table
from assistant.tokens import Token, is_content

Tokens = tuple[Token, ...]

#: What only looks like an operator.
_NOT_OPERATORS = (
    "không chỉ", "không những", "không ngừng", "không gian", "không khí", "hàng không", "không quá", "không dưới",
    "không vượt quá", "không ít hơn", "chưa đến", "chưa tới", "chỉ đạo", "chỉ tiêu", "chỉ thị", "chỉ số", "chỉ định",
    "trừ khi", "phải thu", "phải trả", "đã và đang",
)  # fmt: skip


class _Operator(NamedTuple):
    group: str
    name: str
    place: int
    scope: tuple[int, ...]


def turned_meaning(statement: Tokens, quotes: Sequence[Tokens]) -> str:
    """Which such word was put in or left out (Vietnamese), or ""."""
    said = _operators(statement)
    in_quotes = [(quote, operator) for quote in quotes for operator in _operators(quote)]
    for operator in said:
        scope = {statement[i].key for i in operator.scope[:3]}
        same = [(q, o) for q, o in in_quotes if o.group == operator.group]
        if not any(not scope or scope & {q[i].key for i in o.scope} for q, o in same):
            return f"ý {operator.group} (“{operator.name}”) không có trong trích dẫn"
    for quote, operator in in_quotes:
        if operator.group in _droppable() and _dropped(statement, said, quote, operator, quotes):
            return f"bỏ mất “{operator.name}” của trích dẫn: ý ngược lại hoặc rộng hơn"
    return ""


def _dropped(
    statement: Tokens, said: Sequence[_Operator], quote: Tokens, operator: _Operator, quotes: Sequence[Tokens]
) -> bool:
    """Whether the statement repeats what the operator governs without it, and no quote says it without it either."""
    scope = [quote[i].key for i in operator.scope if is_content(quote[i])][:3]
    if not scope:
        return False
    covered = {i for o in said if o.group == operator.group for i in o.scope}
    if len(set(scope) & {statement[i].key for i in covered}) >= min(len(scope), 2):
        return False
    needed = min(len(scope), 2)
    free = [t.key for i, t in enumerate(statement) if i not in covered]
    if not _together(free, scope, needed):
        return False
    for other in quotes:
        governed = {i for o in _operators(other) if o.group == operator.group for i in o.scope}
        if _together([t.key for i, t in enumerate(other) if i not in governed], scope, needed):
            return False
    return True


def _together(text: Sequence[str], scope: Sequence[str], needed: int) -> bool:
    """Whether ``needed`` of the first words of ``scope`` stand within a few words of each other in ``text``."""
    places = [i for i, word in enumerate(text) if word == scope[0]]
    if needed == 1:
        return bool(places)
    return any(len(set(scope) & set(text[i : i + 5])) >= needed for i in places)


@lru_cache(maxsize=4096)
def _operators(text: tuple[Token, ...]) -> tuple[_Operator, ...]:
    keys = [token.key for token in text]
    found: list[_Operator] = []
    skip = 0
    for at, word in enumerate(keys):
        if skip:
            skip -= 1
            continue
        for phrase, group, written in _by_first_word().get(word, ()):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                skip = len(phrase) - 1
                if group:
                    found.append(_Operator(group, written, at, _scope(text, at + len(phrase))))
                break
    return tuple(found)


def _scope(text: Tokens, start: int) -> tuple[int, ...]:
    """Places of the content words that follow in the same clause, the six nearest."""
    found: list[int] = []
    for i in range(start, len(text)):
        if text[i].clause != text[start - 1].clause or len(found) == 6:
            break
        if text[i].kind != "word" or is_content(text[i]):
            found.append(i)
    return tuple(found)


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """(phrase, group, spelling) by first word, the longest first; no group for what only looks like an operator."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    rows = [line.split("\t") for line in table("operators.tsv")]
    forms = [(form.strip(), name) for name, _, written in rows for form in written.split(",")]
    for form, group in (*forms, *((form, "") for form in _NOT_OPERATORS)):
        found.setdefault(keys_of(form)[0], []).append((keys_of(form), group, form))
    return {first: sorted(phrases, key=lambda row: -len(row[0])) for first, phrases in found.items()}


@cache
def _droppable() -> frozenset[str]:
    rows = [line.split("\t") for line in table("operators.tsv")]
    return frozenset(name for name, way, _ in rows if way == "cả hai")
