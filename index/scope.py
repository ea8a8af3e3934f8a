"""Which documents a question names: by number, by kind and office, or by place.

Works from ``DocumentInfo`` alone, on questions with or without accents, with abbreviations. A question names
a document by its number ("KL 62", "19-NQ/TW"); by its kind with its month ("công văn tháng 8 năm 2025") or with
the level or place it comes from ("công văn của tỉnh", "KH huyện", "báo cáo của xã Sơn Mai"); by a place alone
("xã Sơn Mai"); by a short title ("Luật Viên chức"); by its issuer where the question begins with it; or by its
kind, where there are few of it and the sentence speaks of a document ("Theo kế hoạch, ..."), not of making one
("xây dựng kế hoạch").
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corpus.document import Document, DocumentInfo
from index import abbreviations, identifiers
from index.offices import LEVELS, Keys, Question, is_from, offices, place_name, read
from index.vietnamese import key, words

# Words after which a kind is a document ("theo kế hoạch").
_OF_A_DOCUMENT = frozenset(("theo", "trong", "cua", "tai", "o", "va", "voi", "giua", "sanh", "con", "thi", "ky"))
# After these a number is what another document carries out ("kế hoạch thực hiện KL 62").
_OBJECT_OF = (("thuc", "hien"), ("trien", "khai"), ("quan", "triet"), ("huong", "dan"), ("tinh", "than"))
# How far after its kind the office of a document may stand ("kế hoạch thực hiện KL 62 của ... huyện ủy").
_REACH = 14
# The longest name of an issuer that is looked for ("Ban Chấp hành Trung ương Đảng khóa XII" has eight).
_LONGEST_NAME = 12
# A kind alone names documents only where the corpus has no more of it.
_FEW = 3
# A title of more words is a sentence, which nobody repeats in a question.
_SHORT_TITLE = 8


class Directory(NamedTuple):
    """What documents can be named by, made once for a corpus: ids by number, kind, issuer and place; of each kind
    by month and by level; and the name of each document's place."""

    ids: tuple[str, ...]
    infos: Mapping[str, DocumentInfo]
    place_of: Mapping[str, Keys]
    by_mark: Mapping[str, tuple[str, ...]]
    by_kind: Mapping[Keys, tuple[str, ...]]
    by_issuer: Mapping[Keys, tuple[str, ...]]
    by_place: Mapping[Keys, tuple[str, ...]]
    by_title: Mapping[Keys, tuple[str, ...]]
    by_month: Mapping[tuple[Keys, str], tuple[str, ...]]
    by_level: Mapping[tuple[Keys, str], tuple[str, ...]]


class Scope(NamedTuple):
    """Ids of the documents a question names, in corpus order, and what the question says besides naming them
    (its words, abbreviations in full)."""

    documents: tuple[str, ...]
    rest: str


class _Mention(NamedTuple):
    """Words ``[at, end)`` of a question that name documents; as the object of another or in their own right."""

    names: frozenset[str]
    at: int
    end: int
    is_object: bool = False


def directory(documents: Sequence[Document]) -> Directory:
    """What the documents can be named by."""
    tables: tuple[dict[Any, list[str]], ...] = ({}, {}, {}, {}, {}, {}, {})
    place_of = {}
    for document in documents:
        info, kind = document.info, _keys(document.info.kind)
        place_of[document.id] = place = place_name(info)
        by_month = [(kind, month) for month in [_date_mark(info)] if month]
        by_level = [(kind, info.level)] if info.level else []
        names: list[Sequence[Any]] = [_marks(info), [kind], [_keys(info.issuer)], [place], [_title(info)]]
        names += [by_month, by_level]
        for table, found in zip(tables, names, strict=True):
            for name in found:
                table.setdefault(name, []).append(document.id)
    infos = {document.id: document.info for document in documents}
    return Directory(tuple(infos), infos, place_of, *({n: tuple(v) for n, v in t.items() if n} for t in tables))


def scope(query: str, known: Directory) -> Scope:
    """The documents a question names, and its other words."""
    question = read(query)
    titles = list(_by_title(question, known))
    kinds = [m for m in _by_kind(question, known) if not any(t.at <= m.at < t.end for t in titles)]
    by_office = [*titles, *kinds, *_by_issuer(question, known)]
    # A place with a kind is not the place alone.
    told = {known.place_of[name] for mention in by_office for name in mention.names}
    places = [m for m in _by_place(question, known) if question.keys[m.at : m.end] not in told]
    numbers = list(_by_number(question, known))
    meant = [*by_office, *places]
    meant += [m for m in numbers if not (m.is_object and meant)]
    chosen = frozenset().union(*(m.names for m in meant))
    said = {i for m in meant for i in range(m.at, m.end)}
    rest = " ".join(word for i, word in enumerate(question.written) if i not in said)
    return Scope(tuple(name for name in known.ids if name in chosen) if chosen else (), rest)


def _by_number(question: Question, known: Directory) -> Iterator[_Mention]:
    """Documents whose number is mentioned, at the words of the number with the kind before it."""
    kinds = abbreviations.read().kinds
    for i, k in enumerate(question.keys):
        if k[0] > "9":
            continue
        found = identifiers.find(question.written, question.keys, kinds, at=[i])
        numbers = [mark for mark in found.terms if mark.startswith("#")]
        if not numbers:
            continue
        start = _kind_start(question, i, kinds)
        is_object = question.keys[max(0, start - 2) : start] in _OBJECT_OF
        # With the symbol of its issuer a number is one document's; without, that of any of the kind.
        names = frozenset(known.by_mark.get(numbers[-1], ()))
        if names:
            yield _Mention(names, start, 1 + max(found.inside, default=i), is_object)


def _kind_start(question: Question, number: int, kinds: identifiers.Kinds) -> int:
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


def _by_kind(question: Question, known: Directory) -> Iterator[_Mention]:
    """Documents named by kind and month, by kind and office, or by kind where that is said of a document."""
    named = list(offices(question))
    numbers = [i for i, k in enumerate(question.keys) if k[0] <= "9"]
    dates = identifiers.find(question.written, question.keys, abbreviations.read().kinds, at=numbers).terms
    for kind, names in known.by_kind.items():
        same_date = frozenset(name for date in dates for name in known.by_month.get((kind, date), ()))
        for at, end in _places_of(kind, question.keys):
            if end < len(question.keys) and (question.keys[end][0] <= "9" or question.keys[end] == "so"):
                continue  # the kind belongs to a number
            if same_date or (dates and question.keys[end : end + 1] in (("ngay",), ("thang",))):
                yield _Mention(same_date, at, end)  # of no document, when none has the date
                continue
            office = next((o for o in named if end <= o.at <= end + _REACH), None)
            if office is not None:
                from_level = known.by_level.get((kind, office.level), ())
                fitting = frozenset(name for name in from_level if is_from(known.place_of[name], office))
                if fitting:
                    yield _Mention(fitting, at, end)
                    places = {known.place_of[name] for name in fitting}
                    own = next((p for p in places if p and office.following[: len(p)] == p), ())
                    yield _Mention(fitting, office.at, office.end + len(own))
            elif len(names) <= _FEW and _said_of_a_document(question, at):
                yield _Mention(frozenset(names), at, end)


def _date_mark(info: DocumentInfo) -> str | None:
    """The term of a document's month ("@2025-8"), when that is known."""
    return f"@{info.date.year}-{info.date.month}" if info.date and info.date.month else None


def _by_issuer(question: Question, known: Directory) -> Iterator[_Mention]:
    """Documents whose issuer is what the question speaks of first ("Bộ Chính trị yêu cầu gì?")."""
    for at, end in _spans(question.keys):
        names = known.by_issuer.get(question.keys[at:end])
        if names and (at == 0 or question.keys[at - 1] in ("do", "theo")):
            yield _Mention(frozenset(names), at, end)


def _by_title(question: Question, known: Directory) -> Iterator[_Mention]:
    """Documents that have a short name and are called by it ("Luật Viên chức")."""
    for at, end in _spans(question.keys):
        names = known.by_title.get(question.keys[at:end])
        if names:
            yield _Mention(frozenset(names), at, end)


def _by_place(question: Question, known: Directory) -> Iterator[_Mention]:
    """Documents of a place that the question names; a name of one syllable needs its level before it."""
    for at, end in _spans(question.keys):
        names = known.by_place.get(question.keys[at:end])
        if names and (end - at > 1 or (at and question.keys[at - 1] in LEVELS)):
            yield _Mention(frozenset(names), at, end)


def _said_of_a_document(question: Question, at: int) -> bool:
    before = question.keys[max(0, at - 2) : at]
    return not before or before[-1] in _OF_A_DOCUMENT or before == ("noi", "dung")


def _places_of(phrase: Keys, keys: Keys) -> Iterator[tuple[int, int]]:
    """Every ``[start, end)`` at which ``phrase`` stands in ``keys``."""
    for start in range(len(keys) - len(phrase) + 1):
        if keys[start : start + len(phrase)] == phrase:
            yield start, start + len(phrase)


def _spans(keys: Keys) -> Iterator[tuple[int, int]]:
    """Every span of up to ``_LONGEST_NAME`` keys."""
    for at in range(len(keys)):
        for end in range(at + 1, min(at + _LONGEST_NAME, len(keys)) + 1):
            yield at, end


def _title(info: DocumentInfo) -> Keys:
    """Keys of kind and title where that is a name and not a sentence, else none."""
    kind, title = _keys(info.kind), _keys(info.title)
    title = title[len(kind) :] if title[: len(kind)] == kind else title
    return (*kind, *title) if 0 < len(title) <= _SHORT_TITLE else ()


def _keys(text: str | None) -> Keys:
    return tuple(map(key, words(text or "")))
