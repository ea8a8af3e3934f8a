"""Words that a statement may only use when its quotes do, and not where the quotes have the opposite.

The words are in ``opposites.tsv``.
"""

from collections.abc import Sequence
from functools import cache

from assistant.phrases import keys_of, place, places, table
from assistant.tokens import Token, is_content, tokens
from index.vietnamese import fold

Tokens = tuple[Token, ...]
_WINDOW = 6
_QUOTE_WINDOW = 9


def opposite_word(statement: Tokens, quotes: Sequence[Tokens]) -> str:
    """Which guarded word the quotes lack or contradict (Vietnamese), or ""."""
    keys = [t.key for t in statement]
    present = frozenset(keys)
    held_keys = [t.key for quote in quotes for t in quote]
    for phrase, (written, others) in _opposites().items():
        at = place(keys, phrase) if phrase[0] in present else -1
        if at < 0 or _inside_longer(keys, at, phrase):
            continue
        if others and statement[at].part == 0 and statement[-1].part > 0 and _place_after(keys, phrase, at) < 0:
            continue  # "Về khó khăn, theo báo cáo …:" names what follows
        if place(held_keys, phrase) < 0:
            if len(phrase) > 1 or written not in _LOOSE:
                return f"“{written}” không có trong trích dẫn"
            continue
        around = _span_around(statement, at, len(phrase), _WINDOW)
        own = _closest(phrase, quotes, around)
        rival = max((_closest(other, quotes, around) for other in others), default=0)
        if rival >= own + 2:
            return f"trích dẫn nói ngược với “{written}”"
    return ""


def opposites_in(text: str) -> frozenset[str]:
    """The words, folded, of all phrases opposite to one that stands in ``text``."""
    keys = [token.key for token in tokens(text)]
    found = (others for phrase, (_, others) in _opposites().items() if place(keys, phrase) >= 0)
    return frozenset(fold(key) for others in found for other in others for key in other)


def _place_after(keys: Sequence[str], phrase: tuple[str, ...], at: int) -> int:
    return next((i for i in places(keys, phrase) if i > at), -1)


#: Words so common that they carry opposition only beside a figure, where limits are compared.
_LOOSE = frozenset("trước sau trong ngoài trên dưới nhiều ít lớn nhỏ cao thấp nâng".split())


def _closest(phrase: tuple[str, ...], quotes: Sequence[Tokens], around: frozenset[str]) -> int:
    best = 0
    for quote in quotes:
        keys = [t.key for t in quote]
        for i in places(keys, phrase):
            if not _inside_longer(keys, i, phrase):
                best = max(best, len(around & _span_around(quote, i, len(phrase), _QUOTE_WINDOW)))
    return best


def _span_around(text: Tokens, at: int, length: int, reach: int) -> frozenset[str]:
    """Content words and figures close to a phrase in its clause; the clause's neighbours when it has few."""
    near = [t for t in text[max(0, at - reach) : at + length + reach] if t.sentence == text[at].sentence]
    inside = {t.key for t in text[at : at + length]}
    same = [t for t in near if t.clause == text[at].clause]
    chosen = same if len(same) > length + 1 else near
    return frozenset(t.key for t in chosen if t.key not in inside and (t.kind != "word" or is_content(t)))


@cache
def _opposites() -> dict[tuple[str, ...], tuple[str, tuple[tuple[str, ...], ...]]]:
    """Each guarded phrase with its spelling and its opposites."""
    found: dict[tuple[str, ...], tuple[str, tuple[tuple[str, ...], ...]]] = {}
    for line in table("opposites.tsv"):
        row = [form.strip() for form in line.split("\t")]
        for form in row:
            others = tuple(keys_of(other) for other in row if other != form)
            known = found.get(keys_of(form), (form, ()))
            found[keys_of(form)] = (form, known[1] + others)
    return found


def _inside_longer(keys: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    """Whether a guarded phrase stands inside a longer one ("công lập" in "ngoài công lập")."""
    for longer in _opposites():
        if len(longer) > len(phrase):
            for offset in range(len(longer) - len(phrase) + 1):
                start = at - offset
                inside = longer[offset : offset + len(phrase)] == phrase
                if inside and start >= 0 and tuple(keys[start : start + len(longer)]) == longer:
                    return True
    return False
