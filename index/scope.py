"""Which documents a question names: by number, by kind and office, or by place.

Works from ``DocumentInfo`` alone, on questions with or without accents, with abbreviations. A question names
a document by its number ("KL 62", "19-NQ/TW"); by its kind with the level or place it comes from ("công văn
của tỉnh", "KH huyện", "báo cáo của xã Sơn Mai"); by a place alone ("xã Sơn Mai"); or by its kind where the
sentence speaks of a document ("Theo kế hoạch, ..."), not of making one ("xây dựng kế hoạch").
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.document import Document, DocumentInfo, Level
from index import abbreviations, identifiers
from index.terms import in_full
from index.vietnamese import fold, key, words

_LEVELS: dict[str, Level] = {"tinh": "tỉnh", "thanh": "tỉnh", "huyen": "huyện", "xa": "xã", "phuong": "xã"}
# Bodies whose name alone says the level.
_CENTRAL = (("trung", "uong"), ("bo", "chinh", "tri"), ("ban", "bi", "thu"), ("chinh", "phu"), ("quoc", "hoi"))
# Words after which a kind is a document ("theo kế hoạch"), and those after which it is work to be done.
_OF_A_DOCUMENT = frozenset(("theo", "trong", "cua", "tai", "o", "va", "voi", "giua", "sanh", "con", "thi"))
_OBJECT_OF = (("thuc", "hien"), ("trien", "khai"), ("quan", "triet"), ("huong", "dan"), ("tinh", "than"))
# In a question without accents, what stands before "tinh", "huyen", "xa" when they are levels.
_BEFORE_LEVEL = frozenset(("cua", "cap", "dan", "tai", "bo", "van", "hoach", "cao"))
# How far after its kind the office of a document may stand ("kế hoạch thực hiện KL 62 của ... huyện ủy").
_REACH = 14


class _Question(NamedTuple):
    """A question's words as written, their keys, and its document numbers."""

    written: tuple[str, ...]
    keys: tuple[str, ...]
    has_accents: bool
    has_capitals: bool


class _Office(NamedTuple):
    """A level that a question names at a position, and what follows: a name for certain, or any words."""

    level: Level
    at: int
    following: tuple[str, ...]
    is_name: bool


def mentioned(query: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Ids of the documents a question names, in the order of ``documents``; empty when it names none."""
    question = _read(query)
    by_number = _by_number(question, documents)
    by_office = _by_kind(question, documents) | _by_issuer(question, documents)
    by_office |= _by_place(question, [d for d in documents if not _same_place(d, documents, by_office)])
    chosen = by_office | {name for name, is_object in by_number.items() if not (is_object and by_office)}
    return tuple(d.id for d in documents if d.id in chosen)


def _same_place(document: Document, documents: Sequence[Document], chosen: set[str]) -> bool:
    """Whether a document of the same place is chosen already: a place with a kind is not the place alone."""
    return any(d.id in chosen and _place_name(d.info) == _place_name(document.info) for d in documents)


@lru_cache(maxsize=64)
def _read(query: str) -> _Question:
    written = tuple(words(in_full(query, abbreviations.read(), loose=True)))
    letters = "".join(words(query))
    return _Question(
        written,
        tuple(map(key, written)),
        fold(letters) != letters.lower(),
        letters != letters.lower() and letters != letters.upper(),
    )


def _by_number(question: _Question, documents: Sequence[Document]) -> dict[str, bool]:
    """Documents whose number is mentioned; True where only as the object of another ("thực hiện KL 62")."""
    kinds = abbreviations.read().kinds
    found: dict[str, bool] = {}
    for i, k in enumerate(question.keys):
        marks = identifiers.find(question.written, question.keys, kinds, at=[i]).terms if k[0] <= "9" else ()
        numbers = [m for m in marks if m.startswith("#")]
        if not numbers:
            continue
        full = [m for m in numbers if "/" in m]
        before = _kind_start(question, i, kinds)
        is_object = question.keys[max(0, before - 2) : before] in _OBJECT_OF
        for document in documents:
            own = _marks(document.info)
            if (full and full[0] in own) or (numbers[0] in own and not (full and any("/" in m for m in own))):
                found[document.id] = found.get(document.id, True) and is_object
    return found


def _kind_start(question: _Question, number: int, kinds: identifiers.Kinds) -> int:
    """Where the mention of a number begins: at its kind if that stands before it."""
    start = number - 1 if number and question.keys[number - 1] == "so" else number
    for length in (3, 2):
        if question.keys[max(0, start - length) : start] in kinds.symbol_of:
            return start - length
    return start


@lru_cache(maxsize=4096)
def _marks_of(text: str) -> frozenset[str]:
    written = words(text)
    keys = list(map(key, written))
    numbers = [i for i, k in enumerate(keys) if k[0] <= "9"]
    return frozenset(identifiers.find(written, keys, abbreviations.read().kinds, at=numbers).terms)


def _marks(info: DocumentInfo) -> frozenset[str]:
    return _marks_of(f"{info.kind} số {info.number}") if info.number else frozenset()


def _by_kind(question: _Question, documents: Sequence[Document]) -> set[str]:
    """Documents named by kind and office, or by kind where that is said of a document."""
    offices = list(_offices(question))
    chosen: set[str] = set()
    for kind in {d.info.kind for d in documents}:
        of_kind = [d for d in documents if d.info.kind == kind]
        for at, end in _places_of(tuple(map(key, words(kind))), question.keys):
            if end < len(question.keys) and (question.keys[end][0] <= "9" or question.keys[end] == "so"):
                continue  # the kind belongs to a number
            office = next((o for o in offices if end <= o.at <= end + _REACH), None)
            if office is not None:
                chosen |= {d.id for d in of_kind if _is_from(d.info, office)}
            elif _said_of_a_document(question, at):
                chosen |= {d.id for d in of_kind}
    return chosen


def _by_issuer(question: _Question, documents: Sequence[Document]) -> set[str]:
    """Documents whose issuer is what the question speaks of first ("Bộ Chính trị yêu cầu gì?")."""
    return {
        d.id
        for d in documents
        for at, _ in _places_of(tuple(map(key, words(d.info.issuer or ""))), question.keys)
        if d.info.issuer and (at == 0 or question.keys[at - 1] in ("do", "theo"))
    }


def _by_place(question: _Question, documents: Sequence[Document]) -> set[str]:
    """Documents of a place that the question names; a name of one syllable needs its level before it."""
    return {
        d.id
        for d in documents
        for at, _ in _places_of(_place_name(d.info), question.keys)
        if len(_place_name(d.info)) > 1 or (at and question.keys[at - 1] in _LEVELS)
    }


def _said_of_a_document(question: _Question, at: int) -> bool:
    before = question.keys[max(0, at - 2) : at]
    return not before or before[-1] in _OF_A_DOCUMENT or before == ("noi", "dung")


def _places_of(phrase: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Every ``[start, end)`` at which ``phrase``, when there is one, stands in ``keys``."""
    for start in range(len(keys) - len(phrase) + 1):
        if phrase and keys[start : start + len(phrase)] == phrase:
            yield start, start + len(phrase)


def _offices(question: _Question) -> Iterator[_Office]:
    """Levels a question names, in order: "của tỉnh", "Huyện ủy", "UBND xã Sơn Mai", "Bộ Chính trị"."""
    keys = question.keys
    for i, k in enumerate(keys):
        if any(keys[i : i + len(name)] == name for name in _CENTRAL):
            yield _Office("trung ương", i, (), True)
        elif k in _LEVELS and _is_level(question, i):
            yield _Office(_LEVELS[k], i, tuple(_name_after(question, i)), question.has_capitals)


def _is_level(question: _Question, i: int) -> bool:
    """Whether "tinh", "xa", "huyen" at ``i`` is the level, not "tinh giản", "vùng xa", "xã hội"."""
    after = question.keys[i + 1] if i + 1 < len(question.keys) else ""
    before = question.keys[i - 1] if i else ""
    if after == "uy":
        return True
    if question.keys[i] in ("thanh", "phuong"):
        return after == "pho" if question.keys[i] == "thanh" else before in ("dan", "cap")
    if question.has_accents:
        return question.written[i].lower() in ("tỉnh", "huyện", "xã") and after != "hoi"
    return before in _BEFORE_LEVEL and after not in ("hoi", "gian")


def _name_after(question: _Question, i: int) -> list[str]:
    """The capitalised words after a level ("xã Sơn Mai"); in a question without capitals, all that follow."""
    start = i + 2 if question.keys[i + 1 : i + 2] in (("uy",), ("pho",)) else i + 1
    name: list[str] = []
    for word, k in zip(question.written[start : start + 4], question.keys[start : start + 4], strict=True):
        if question.has_capitals and not word[0].isupper():
            break
        name.append(k)
    return name


def _is_from(info: DocumentInfo, office: _Office) -> bool:
    """Whether a document comes from an office: its level, and its place where the question names one.

    In a question without capitals the words after a level may be anything, so they rule nothing out.
    """
    own = _place_name(info)
    if info.level != office.level:
        return False
    return not own or not office.following or office.following[: len(own)] == own or not office.is_name


def _place_name(info: DocumentInfo) -> tuple[str, ...]:
    """Keys of the nearest place's name: ``xã Sơn Mai, tỉnh Quảng Ngãi`` -> ``son mai``."""
    nearest = words((info.locality or "").split(",")[0])
    return tuple(k for k in map(key, nearest) if k not in ("pho", *_LEVELS))
