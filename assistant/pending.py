"""The beginning of a sentence that a model is still writing: shown as long as it can still turn out supported."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.bodies import proper_names
from assistant.given import Given, readable
from assistant.orders import speaks_to_machine
from assistant.tokens import is_content, tokens
from assistant.verify import MIN_COVERAGE, strange_marks


def showable(begun: str, given: Sequence[Given]) -> str:
    """``begun`` while all its figures and names and enough of its words stand in one given passage, else ""."""
    if not begun or strange_marks(begun) or speaks_to_machine(begun):
        return ""
    whole = begun.rsplit(" ", 1)[0] if begun[-1].isalnum() and " " in begun else begun
    said = tokens(whole)
    content = [t.key for t in said if is_content(t)]
    facts = {t.key for t in said if t.kind != "word"}
    names = [whole for whole, _ in proper_names(said)]
    for item in given:
        words, run = _held(item)
        if (
            facts <= words
            and sum(word in words for word in content) >= MIN_COVERAGE * len(content)
            and all(f" {name} " in run for name in names)
        ):
            return whole
    return ""


@lru_cache(maxsize=256)
def _held(item: Given) -> tuple[frozenset[str], str]:
    above = item.document.heading_path(item.document.section_at(item.start))
    headings = (heading for heading in above if not speaks_to_machine(heading))
    found = tokens("\n".join((*headings, readable(item))))
    return frozenset(t.key for t in found), f" {' '.join(t.folded for t in found)} "
