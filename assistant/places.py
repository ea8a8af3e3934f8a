"""Places that a question names and no document does: what is known of others must not stand in for them."""

import re

from index.search import Index
from index.vietnamese import fold, key

_PLACE = re.compile(
    r"\b(?P<level>[Tt]ỉnh|[Hh]uyện|[Xx]ã|[Pp]hường|[Tt]hị xã|[Tt]hị trấn|[Tt]hành phố) (?P<first>[^\W\d_]+) "
    r"(?P<second>[^\W\d_]+)"
)
#: What stands after a level without being a place: "Huyện Ủy", "Xã Hội".
_NO_NAME = frozenset(("uy", "hoi", "doan"))


def unknown(index: Index, text: str) -> str:
    """The first place, with its level, that stands in a question and in no passage; empty when there is none."""
    for match in _PLACE.finditer(text):
        first, second = match["first"], match["second"]
        is_name = first[0].isupper() and second[0].isupper() and fold(first) not in _NO_NAME
        if is_name and not index.lexical.pair_frequency(key(first), key(second)):
            return f"{match['level'].lower()} {first} {second}"
    return ""
