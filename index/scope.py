"""Which documents a question names: by number, by kind and office, or by place.

Works from ``DocumentInfo`` alone, on questions with or without accents, with abbreviations. A question names
a document by its number ("KL 62", "19-NQ/TW"); by its kind with the level or place it comes from ("công văn
của tỉnh", "KH huyện", "báo cáo của xã Sơn Mai"); by a place alone ("xã Sơn Mai"); or by its kind where the
sentence speaks of a document ("Theo kế hoạch, ..."), not of making one ("xây dựng kế hoạch").
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

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
# The longest name of an issuer that is looked for ("Ban Chấp hành Trung ương Đảng khóa XII" has eight).
_LONGEST_NAME = 12


Keys = tuple[str, ...]


class Directory(NamedTuple):
    """What documents can be named by, made once for a corpus: ids by number, kind, issuer and place."""

    ids: tuple[str, ...]
    infos: Mapping[str, DocumentInfo]
    by_mark: Mapping[str, tuple[str, ...]]
    by_kind: Mapping[Keys, tuple[str, ...]]
    by_issuer: Mapping[Keys, tuple[str, ...]]
    by_place: Mapping[Keys, tuple[str, ...]]


class _Question(NamedTuple):
    """A question's words as written and their keys."""

    written: Keys
    keys: Keys
    has_accents: bool
    has_capitals: bool


class _Office(NamedTuple):
    """A level that a question names at a position, and what follows: a name for certain, or any words."""

    level: Level
    at: int
    following: Keys
    is_name: bool


def directory(documents: Sequence[Document]) -> Directory:
    """What the documents can be named by."""
    tables: tuple[dict[Any, list[str]], ...] = ({}, {}, {}, {})
    for document in documents:
        info = document.info
        names = (_marks(info), [_keys(info.kind)], [_keys(info.issuer)], [_place_name(info)])
        for table, found in zip(tables, names, strict=True):
            for name in found:
                table.setdefault(name, []).append(document.id)
    numbers, kinds, issuers, places = ({n: tuple(v) for n, v in t.items() if n} for t in tables)
    infos = {document.id: document.info for document in documents}
    return Directory(tuple(infos), infos, numbers, kinds, issuers, places)


def mentioned(query: str, documents: Sequence[Document] | Directory) -> tuple[str, ...]:
    """Ids of the documents a question names, in the order of ``documents``; empty when it names none."""
    known = documents if isinstance(documents, Directory) else directory(documents)
    question = _read(query)
    by_number = _by_number(question, known)
    by_office = _by_kind(question, known) | _by_issuer(question, known)
    # A place with a kind is not the place alone.
    told = {_place_name(known.infos[name]) for name in by_office}
    by_office |= {name for name in _by_place(question, known) if _place_name(known.infos[name]) not in told}
    chosen = by_office | {name for name, is_object in by_number.items() if not (is_object and by_office)}
    return tuple(name for name in known.ids if name in chosen) if chosen else ()


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


def _by_number(question: _Question, known: Directory) -> dict[str, bool]:
    """Documents whose number is mentioned; True where only as the object of another ("thực hiện KL 62")."""
    kinds = abbreviations.read().kinds
    found: dict[str, bool] = {}
    for i, k in enumerate(question.keys):
        marks = identifiers.find(question.written, question.keys, kinds, at=[i]).terms if k[0] <= "9" else ()
        numbers = [mark for mark in marks if mark.startswith("#")]
        if not numbers:
            continue
        before = _kind_start(question, i, kinds)
        is_object = question.keys[max(0, before - 2) : before] in _OBJECT_OF
        # With the symbol of its issuer a number is that document's alone; without, any of that kind and number.
        for name in known.by_mark.get(numbers[-1], ()):
            found[name] = found.get(name, True) and is_object
    return found


def _kind_start(question: _Question, number: int, kinds: identifiers.Kinds) -> int:
    """Where the mention of a number begins: at its kind if that stands before it."""
    start = number - 1 if number and question.keys[number - 1] == "so" else number
    for length in (3, 2):
        if question.keys[max(0, start - length) : start] in kinds.symbol_of:
            return start - length
    return start


def _marks(info: DocumentInfo) -> tuple[str, ...]:
    """The terms of a document's own number ("#62-kl", "#62-kl/tw"); none without one."""
    written = words(f"{info.kind} số {info.number}") if info.number else []
    keys = list(map(key, written))
    numbers = [i for i, k in enumerate(keys) if k[0] <= "9"]
    marks = identifiers.find(written, keys, abbreviations.read().kinds, at=numbers).terms
    return tuple(dict.fromkeys(mark for mark in marks if mark.startswith("#")))


def _by_kind(question: _Question, known: Directory) -> set[str]:
    """Documents named by kind and office, or by kind where that is said of a document."""
    offices = list(_offices(question))
    chosen: set[str] = set()
    for kind, names in known.by_kind.items():
        for at, end in _places_of(kind, question.keys):
            if end < len(question.keys) and (question.keys[end][0] <= "9" or question.keys[end] == "so"):
                continue  # the kind belongs to a number
            office = next((o for o in offices if end <= o.at <= end + _REACH), None)
            if office is not None:
                chosen |= {name for name in names if _is_from(known.infos[name], office)}
            elif _said_of_a_document(question, at):
                chosen |= set(names)
    return chosen


def _by_issuer(question: _Question, known: Directory) -> set[str]:
    """Documents whose issuer is what the question speaks of first ("Bộ Chính trị yêu cầu gì?")."""
    return {
        name
        for at, end in _spans(question.keys)
        for name in known.by_issuer.get(question.keys[at:end], ())
        if at == 0 or question.keys[at - 1] in ("do", "theo")
    }


def _by_place(question: _Question, known: Directory) -> set[str]:
    """Documents of a place that the question names; a name of one syllable needs its level before it."""
    return {
        name
        for at, end in _spans(question.keys)
        for name in known.by_place.get(question.keys[at:end], ())
        if end - at > 1 or (at and question.keys[at - 1] in _LEVELS)
    }


def _spans(keys: Keys) -> Iterator[tuple[int, int]]:
    """Every span of up to ``_LONGEST_NAME`` keys."""
    for at in range(len(keys)):
        for end in range(at + 1, min(at + _LONGEST_NAME, len(keys)) + 1):
            yield at, end


def _said_of_a_document(question: _Question, at: int) -> bool:
    before = question.keys[max(0, at - 2) : at]
    return not before or before[-1] in _OF_A_DOCUMENT or before == ("noi", "dung")


def _places_of(phrase: Keys, keys: Keys) -> Iterator[tuple[int, int]]:
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


def _keys(text: str | None) -> Keys:
    return tuple(map(key, words(text or "")))


def _place_name(info: DocumentInfo) -> Keys:
    """Keys of the nearest place's name: ``xã Sơn Mai, tỉnh Quảng Ngãi`` -> ``son mai``."""
    nearest = _keys((info.locality or "").split(",")[0])
    return tuple(k for k in nearest if k not in ("pho", *_LEVELS))
