"""Statements checked against their quotes. Nothing unsupported passes, whoever wrote the statement.

A statement is supported when every number, date, document number, body and proper name in it occurs in a cited
quote, for the same thing; when it puts in or leaves out no word that turns the meaning; and when each of its parts is
covered by one sentence of the quotes, so that two true quotes cannot be joined into something neither says.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.bodies import exchanged_body, proper_names, unheld_body
from assistant.figures import misplaced_figure
from assistant.opposites import opposite_word
from assistant.tokens import Token, is_content, tokens
from assistant.turns import turned_meaning
from index.vietnamese import fold

#: Share of a statement's content words that its quotes must hold.
MIN_COVERAGE = 0.8
#: The same share for one sentence of the quotes, which must carry a whole part of the statement.
MIN_IN_ONE = 0.7
#: New words in a row that make a statement unsupported, however long it is.
MOST_NEW_WORDS = 3
_OPENING_WORDS = 3
#: A line of at most this many content words (a heading, a header line) goes with every sentence.
_FRAGMENT_WORDS = 2
_LONGEST_HEADING = 40
#: Content words of a part that only leads to what is quoted after it, and words of a part that is quoted.
_LONGEST_LEAD = 12
_SHORTEST_RUN = 2

_NAME_WORDS = 3
_CLOSES = frozenset('.;:,!?)\n”"')
_OPENS = frozenset(".;:!?\n")
_EXCEPTS = re.compile(r"^\W*(?:\(\s*)?(?:ngoại )?trừ\b|^[^.;]{0,120}\((?:ngoại )?trừ\b", re.IGNORECASE)

_STRANGE = re.compile(
    r"\S*(?:[<>{}`|\\]|==|##|!\[|\]\(|://|\bwww\.|\w@\w|\b[\w-]+\.(?:com|net|org|vn|io|info|xyz|top|ru|cn)\b)\S*?(?=[.,;:)]*(?:\s|$))",
    re.IGNORECASE,
)

#: What is said of the source itself: a summary is marked so wherever it is told.
_SAYS_SUMMARY = re.compile(r"\s*\(theo bản tóm tắt[^()]*\)")

Tokens = tuple[Token, ...]


class Verdict(NamedTuple):
    """``supported`` with the content coverage in [0, 1]; otherwise ``reason`` in Vietnamese."""

    supported: bool
    coverage: float
    reason: str = ""


class Facts(NamedTuple):
    """The checkable parts of a text, normalised so that equal facts are equal strings; numbers as often as they
    stand, for "2015 - 2015" is not in "2011 - 2015"."""

    documents: frozenset[str]
    dates: frozenset[str]
    numbers: tuple[str, ...]
    names: frozenset[str]


def verify(statement: str, quotes: Sequence[str]) -> Verdict:
    """Whether ``quotes`` (verbatim words of the sources) support ``statement``."""
    if not quotes:
        return Verdict(False, 0.0, "không có trích dẫn")
    if any(not any(mark in quote for quote in quotes) for mark in strange_marks(statement)):
        return Verdict(False, 0.0, "có địa chỉ, liên kết hoặc ký hiệu lạ")
    if any(_is_whole_part(_squeeze(statement).rstrip(".;, "), quote) for quote in quotes):
        return Verdict(True, 1.0)
    statement = _SAYS_SUMMARY.sub("", statement)
    held = [tokens(quote) for quote in quotes]
    said = tokens(statement) if _is_accented(statement) else _accented_as(held, tokens(statement))
    reason = (
        _unheld_fact(statement, said, quotes, held)
        or misplaced_figure(said, held)
        or turned_meaning(said, held)
        or opposite_word(said, held)
    )
    if reason:
        return Verdict(False, 0.0, reason)
    if body := exchanged_body(said, held):
        return Verdict(False, 0.0, f"trích dẫn nói về cơ quan khác, không phải “{body}”")
    return _covered(statement, said, held, [quote.rstrip().endswith(":") for quote in quotes])


def strange_marks(text: str) -> list[str]:
    """Addresses, links, markup and characters that do not show in a text: nothing a statement needs of its own."""
    return _STRANGE.findall(text) + [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")]


@functools.lru_cache(maxsize=8192)
def facts(text: str) -> Facts:
    """Document numbers, dates (``2023-10-02``, ``2025-08``), other numbers and proper names of ``text``."""
    found = tokens(text)
    return Facts(
        frozenset(t.key for t in found if t.kind == "document"),
        frozenset(t.key for t in found if t.kind == "date"),
        tuple(sorted(t.key for t in found if t.kind in ("number", "percent", "year"))),
        frozenset(rest for _, rest in proper_names(found) if " " in rest),
    )


def content_coverage(statement: str, sources: str) -> float:
    """Share of the statement's content words that ``sources`` hold.

    Frame words are left out, and documents named by number, whose numbers ``facts`` holds to the sources.
    """
    accented = _is_accented(statement)
    return _coverage(_content(tokens(statement), accented=accented), _vocabulary(tokens(sources), accented=accented))


def _is_whole_part(statement: str, quote: str) -> bool:
    """Whether a statement is one or more whole clauses of a quote, word for word."""
    quote = _squeeze(quote, keep_lines=True)
    flat = quote.replace("\n", " ")
    at = flat.find(statement)
    while at >= 0 and statement:
        before, after = quote[:at].rstrip(' “"(-+'), quote[at + len(statement) :]
        opens = not before or before[-1] in _OPENS or quote[len(before) : at].count("\n") > 0
        closes = not after.strip() or after.lstrip(" ")[0] in _CLOSES
        inside_number = re.match(r"[.,]\d", after) is not None
        if opens and closes and not inside_number and not _EXCEPTS.match(after):
            return True
        at = flat.find(statement, at + 1)
    return False


def _unheld_fact(statement: str, said: Tokens, quotes: Sequence[str], held: Sequence[Tokens]) -> str:
    ours, theirs = facts(statement), [facts(quote) for quote in quotes]
    runs = [" ".join(t.folded for t in quote) for quote in held]
    names = {
        whole
        for whole, rest in proper_names(said)
        if not any(f" {name} " in f" {run} " for run in runs for name in {whole, rest})
    }
    for label, missing in (
        ("số, ký hiệu văn bản", ours.documents.difference(*(f.documents for f in theirs))),
        ("ngày tháng", ours.dates.difference(*(f.dates for f in theirs))),
        ("số liệu", set(Counter(ours.numbers) - Counter(n for f in theirs for n in f.numbers))),
        ("tên riêng", names),
    ):
        if missing:
            return f"{label} không có trong trích dẫn: {', '.join(sorted(missing))}"
    if body := unheld_body(said, held):
        return f"tên riêng không có trong trích dẫn: {body}"
    return ""


def _accented_as(held: Sequence[Tokens], said: Tokens) -> Tokens:
    """A statement typed without accents, each word read as the word of the quotes that it is without them."""
    known = {token.folded: token.key for quote in held for token in quote}
    return tuple(replace(token, key=known.get(token.folded, token.key)) for token in said)


# Coverage: each part of a statement by one sentence of the quotes.


def _covered(statement: str, said: Tokens, held: Sequence[Tokens], leads: Sequence[bool]) -> Verdict:
    accented = _is_accented(statement)
    whole = _coverage(
        _content(said, accented=accented), frozenset().union(*(_vocabulary(q, accented=accented) for q in held))
    )
    if whole < MIN_COVERAGE:
        return Verdict(False, whole, f"chỉ {whole:.0%} số từ có trong trích dẫn")
    new = _longest_new_run(said, held, accented=accented)
    if new >= MOST_NEW_WORDS:
        return Verdict(False, whole, f"{new} từ liền nhau không có trong trích dẫn")
    sentences, fragments = _units(held, leads)
    if not _is_supported_in_parts(said, sentences, fragments, accented=accented):
        return Verdict(False, whole, "ghép ý của những câu khác nhau trong trích dẫn")
    return Verdict(True, whole)


def _is_supported_in_parts(said: Tokens, sentences: Sequence[Tokens], fragments: Tokens, *, accented: bool) -> bool:
    """Whether one sentence carries the whole, or each part between semicolons or colons, or each clause group."""
    units = [(*sentence, *fragments) for sentence in sentences] or [fragments]
    if any(_carries(unit, said, accented=accented) for unit in units):
        return True

    def held(part: Tokens) -> bool:
        return _is_run_of(part, sentences) or any(_carries(unit, part, accented=accented) for unit in units)

    parts = _parts(said)
    if len(parts) > 1 and all(held(part) for part in (parts[1:] if _leads(parts[0]) else parts)):
        return True
    groups = _groups(said)
    return len(groups) > 1 and all(any(_carries(unit, group, accented=accented) for unit in units) for group in groups)


def _parts(said: Tokens) -> list[Tokens]:
    """The parts of a statement between semicolons, colons and full stops."""
    parts: dict[int, list[Token]] = {}
    for token in said:
        parts.setdefault(token.part, []).append(token)
    return [tuple(part) for part in parts.values()]


def _leads(part: Tokens) -> bool:
    """Whether a part before a colon only says whose words follow ("Trong cả nước, theo Kết luận số 62-KL/TW:")."""
    return sum(map(is_content, _unnamed(part))) <= _LONGEST_LEAD


def _is_run_of(part: Tokens, sentences: Sequence[Tokens]) -> bool:
    """Whether a part stands word for word in a sentence."""
    keys = f" {' '.join(t.key for t in part)} "
    return len(part) >= _SHORTEST_RUN and any(keys in f" {' '.join(t.key for t in s)} " for s in sentences)


def _carries(unit: Tokens, said: Tokens, *, accented: bool) -> bool:
    held = _vocabulary(unit, accented=accented)
    facts_held = {t.key for t in unit if t.kind != "word"}
    if any(t.kind != "word" and t.key not in facts_held for t in said):
        return False
    return _coverage(_content(said, accented=accented), held) >= MIN_IN_ONE


def _unnamed(said: Tokens) -> Tokens:
    """Without the words that only name a document before its number ("Nghị quyết số 19-NQ/TW")."""
    naming = {j for i, t in enumerate(said) if t.kind == "document" for j in range(i - _NAME_WORDS, i)}
    return tuple(t for i, t in enumerate(said) if i not in naming)


def _groups(said: Tokens) -> list[Tokens]:
    """Clauses in a row, put together until each has something to say of its own (three content words or figures)."""
    groups: list[list[Token]] = []
    for token in said:
        if groups and (groups[-1][-1].clause == token.clause or not _is_full(groups[-1])):
            groups[-1].append(token)
        else:
            groups.append([token])
    if len(groups) > 1 and not _is_full(groups[-1]):
        last = groups.pop()
        groups[-1] += last
    return [tuple(group) for group in groups]


def _is_full(group: Sequence[Token]) -> bool:
    return sum(is_content(t) or t.kind in ("number", "percent") for t in group) >= 3


def _units(held: Sequence[Tokens], leads: Sequence[bool]) -> tuple[list[Tokens], Tokens]:
    """The sentences of the quotes, and what goes with all of them: headings, header lines, lines that lead in a list
    (``leads``)."""
    sentences: list[Tokens] = []
    fragments: list[Token] = []
    for quote, is_lead in zip(held, leads, strict=True):
        parts: dict[int, list[Token]] = {}
        for token in quote:
            parts.setdefault(token.sentence, []).append(token)
        for part in parts.values():
            if is_lead or sum(map(is_content, part)) <= _FRAGMENT_WORDS or _is_heading(part):
                fragments += part
            sentences.append(tuple(part))
    return sentences, tuple(fragments)


def _is_heading(part: Sequence[Token]) -> bool:
    """Whether a line is one clause without figures, or all in capitals: a heading, no assertion of its own."""
    if len(part) > _LONGEST_HEADING:
        return False
    capitals = sum(t.capital for t in part if t.kind == "word")
    return capitals >= 0.9 * sum(t.kind == "word" for t in part)


def _longest_new_run(said: Tokens, held: Sequence[Tokens], *, accented: bool) -> int:
    vocabulary = frozenset().union(*(_vocabulary(quote, accented=accented) for quote in held))
    parts = _parts(said)
    # Whose words follow may be said in words of one's own.
    told = said[len(parts[0]) :] if len(parts) > 1 and _leads(parts[0]) else said
    longest = run = 0
    clause = -1
    for token in told:
        if token.clause != clause:
            run, clause = 0, token.clause
        if token.kind == "word" and not is_content(token):
            continue
        new = token.kind == "word" and _form(token, accented=accented) not in vocabulary
        run = run + 1 if new else 0
        longest = max(longest, run - (_OPENING_WORDS if token.clause == 0 else 0))
    return longest


def _coverage(content: Sequence[str], vocabulary: frozenset[str]) -> float:
    return sum(word in vocabulary for word in content) / len(content) if content else 1.0


def _content(said: Tokens, *, accented: bool) -> list[str]:
    return [_form(t, accented=accented) for t in _unnamed(said) if is_content(t)]


@functools.lru_cache(maxsize=8192)
def _vocabulary(text: Tokens, *, accented: bool) -> frozenset[str]:
    return frozenset(_form(token, accented=accented) for token in text)


def _form(token: Token, *, accented: bool) -> str:
    return token.key if accented else token.folded


def _is_accented(text: str) -> bool:
    return fold(text) != text.lower()


def _squeeze(text: str, *, keep_lines: bool = False) -> str:
    text = unicodedata.normalize("NFC", text)
    if keep_lines:
        return "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
    return re.sub(r"\s+", " ", text).strip()
