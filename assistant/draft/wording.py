"""Evidence made into sentences: the sources' own words, framed by whose they are, with the quotes that hold them.

A directive is told as what was required, never as a result; another place's words carry that place's name. Every
wording is in ``prompts/soan-thao.md``.
"""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.draft import naming, relation, roles
from assistant.draft.allot import Piece
from assistant.draft.material import BODY, NAMES, VERB, Unit
from assistant.draft.report import Role
from assistant.reply import Quote
from assistant.verify import Verdict, verify
from corpus.document import Document, Span
from index.search import Index
from prompts import say

#: What one document says in a row is one sentence up to this many characters.
_LONGEST = 700
#: Characters after which what another section tells is cut at the next comma.
_POINTER = 60
_CLAUSE_WORDS = 4
_TOGETHER = 4  # matters recalled in one sentence
_BEGINNING = 0.6  # of a sentence
#: A first clause that says nothing without the next.
_LEADS_IN = re.compile(r"(?i)(?:từ (?:ngày|khi)|sau khi|kể từ|khi|để|nhằm|nếu|trên cơ sở|căn cứ|thực hiện theo)\b")
_PROPER = re.compile(rf"^(?:{NAMES}|Đảng|Trung ương|Nhà nước|Nhân dân)")
#: Frames that name the document anew only where another one spoke in between.
_MORE = frozenset(
    (
        "basis",
        "basis-body",
        "goal",
        "view",
        "direct",
        "direct-body",
        "district",
        "district-body",
        "elsewhere",
        "elsewhere-on",
    )
)
_ALONE = frozenset(("own", "basis-body", "direct-body", "district-body", "proposal"))


class Told(NamedTuple):
    """A sentence to be verified: its words, what holds them, and what it does for which point."""

    text: str
    quotes: tuple[Quote, ...]
    role: Role
    point: int | None
    passages: tuple[str, ...]
    elsewhere: bool = False
    recalled: bool = False
    tells: bool = True


def tell(index: Index, pieces: Sequence[Piece], *, proposing: bool) -> list[Told]:
    """Sentences for pieces of evidence; ``proposing``: what the centre requires is proposed to be done."""
    told: list[Told] = []
    spoke = ""
    at = 0
    while at < len(pieces):
        run = _run(pieces, at, proposing)
        document = run[0].unit.document
        frame = _frame(run[0], proposing)
        sentence = _sentence(index, run, frame, again=document.id == spoke)
        if len(run) > 1 and not _is_supported(sentence):
            # Figures of one part may not be said of another: each is said alone.
            told += [
                _sentence(index, [piece], frame, again=bool(n) or document.id == spoke) for n, piece in enumerate(run)
            ]
        else:
            told.append(sentence)
        spoke = document.id
        at += len(run)
    return told


def recall(index: Index, pieces: Sequence[Piece], *, proposing: bool) -> list[Told]:
    """Short sentences for what other sections tell, one for each document: what it is about and whose it is, not its
    words again."""
    by_frame: dict[tuple[str, str], list[Piece]] = {}
    for piece in pieces:
        by_frame.setdefault((piece.unit.document.id, _recalled(piece, proposing)), []).append(piece)
    return [told for (_, frame), rows in by_frame.items() for told in _recalls(index, rows, frame)]


def _recalls(index: Index, pieces: Sequence[Piece], frame: str) -> list[Told]:
    """As few sentences as their quotes support and a reader takes in."""
    told: list[Told] = []
    together: list[Piece] = []
    for piece in pieces:
        if len(together) == _TOGETHER:
            together = []
        joined = _recall(index, [*together, piece], frame)
        if _is_supported(joined):
            told = [*told[:-1], joined] if together else [*told, joined]
            together.append(piece)
        elif _is_supported(alone := _recall(index, [piece], frame)):
            told.append(alone)
            together = [piece]
    return [t for t in told if t.tells]


def _recall(index: Index, pieces: Sequence[Piece], frame: str) -> Told:
    document = pieces[0].unit.document
    whole = [_words([piece]) for piece in pieces]
    short = [_shortened(words) for words in whole]
    passages = tuple(dict.fromkeys(piece.unit.passage for piece in pieces))
    quotes = [q for piece in pieces for q in _quotes([piece])]
    text = _framed(frame, pieces[0].unit, "; ".join(dict.fromkeys(short)))
    told = _held(index, [text], [document], quotes, pieces[0], passages)
    # A sentence cannot be referred to without saying it again, unless its beginning tells what it is about.
    tells = len(pieces) > 1 or len(short[0]) <= _BEGINNING * len(whole[0])
    return told._replace(recalled=True, tells=tells)


def _recalled(piece: Piece, proposing: bool) -> str:
    frame = _frame(piece, proposing)
    if frame in ("own", "view", "proposal"):
        return {"own": "told-own", "view": "told-view"}.get(frame, frame)
    return "told" if piece.directs else "told-elsewhere"


def _shortened(words: str) -> str:
    """The beginning of a sentence with what it says, to the end of a clause; the whole where none ends in reach."""
    verb = VERB.search(words) if BODY.match(words) else None
    least = (verb.end() if verb else 0) + _POINTER
    leads_in = bool(_LEADS_IN.match(words))
    ends = [
        match.start()
        for match in re.finditer("[,;]", words[: least + (4 if leads_in else 2) * _POINTER])
        if match.start() >= least and len(re.split("[,;:]", words[: match.start()])[-1].split()) >= _CLAUSE_WORDS
    ]
    return words[: ends[leads_in]] if len(ends) > leads_in else words


def _run(pieces: Sequence[Piece], at: int, proposing: bool) -> Sequence[Piece]:
    """Pieces in a row that one sentence tells: of one document and frame, adopted by the same bodies."""
    first = pieces[at]
    frame = _frame(first, proposing)
    length = len(first.unit.text)
    end = at + 1
    while end < len(pieces) and _adopters(pieces[end]) == _adopters(first):
        after = pieces[end]
        length += len(after.unit.text)
        if after.unit.document is not first.unit.document or _frame(after, proposing) != frame or length > _LONGEST:
            break
        listed = after.unit.lead is not None and after.unit.lead == pieces[end - 1].unit.lead
        if frame in _ALONE and not listed and not _follows(pieces[end - 1], after):
            break
        end += 1
    return pieces[at:end]


def _follows(before: Piece, after: Piece) -> bool:
    """Whether a unit is the clause right after another."""
    between = before.unit.document.text[before.unit.span.end : after.unit.span.start]
    return before.unit.span.end <= after.unit.span.start and re.fullmatch(r"; ?", between) is not None


def _sentence(index: Index, run: Sequence[Piece], frame: str, *, again: bool) -> Told:
    first = run[0]
    document = first.unit.document
    adopters = [] if frame == "proposal" else _adopters(first)
    words = _words(run)
    if not document.info.verbatim:
        words += f" {say('soan-thao', 'summary')}"
    adopted = [s for piece in run for s in piece.sources[1:] if s.unit.document in adopters]
    labels = [first.unit.label] if first.unit.label and frame == "elsewhere-on" else []
    quotes = [Quote(document, a, b) for a, b in labels] + _quotes(run)
    quotes += [Quote(s.unit.document, *s.unit.span) for s in adopted]
    passages = (*(piece.unit.passage for piece in run), *(s.unit.passage for s in adopted))
    named = adopters if frame == "own" else [document, *adopters]
    texts = [_framed(f"{frame}-more" if again and frame in _MORE else frame, first.unit, words)]
    if adopters:
        kinds, issuers = _listed(adopters)
        texts[0] = f"{texts[0].rstrip('.')} {say('soan-thao', 'adopted', kinds=kinds, issuers=issuers)}."
    texts += _others(run, frame, words)
    return _held(index, texts, named, quotes, first, tuple(dict.fromkeys(passages)))


def _others(run: Sequence[Piece], frame: str, words: str) -> list[str]:
    """Other wordings of a sentence, for where the first one reads as if another body did what is told."""
    unit = run[0].unit
    if frame == "own":
        return []
    if not run[0].directs:
        placed = naming.by_place(unit.document)
        return [
            say("soan-thao", "elsewhere", within=placed, text=words),
            say("soan-thao", "said", within=placed, text=_large(words)),
        ]
    charged = []
    if unit.lead is not None:
        plain = _words(run, led=False)
        plain = say("soan-thao", "charged", text=plain, body=_small_at(unit.document, unit.lead))
        charged = [_framed(frame.removesuffix("-body"), unit, plain)]
    return [*charged, _framed("short", unit, words)]


def _held(
    index: Index,
    texts: Sequence[str],
    named: Sequence[Document],
    quotes: list[Quote],
    by: Piece,
    passages: tuple[str, ...],
) -> Told:
    """The first wording that its quotes support; quotes that show which documents it names are added where needed.

    A wording around a short quote may add more words than it holds: the next one says it with fewer.
    """
    shown = quotes + [quote for d in named for quote in naming.identity(index, d)]
    tries = [(text, held) for text in texts for held in (quotes, shown)]
    text, held = next(((t, q) for t, q in tries if _verdict(t, tuple(quote.text for quote in q)).supported), tries[-1])
    different = {(q.document.id, q.start, q.end): q for q in held}
    return Told(text, tuple(different.values()), by.unit.role, by.point, passages, by.relation == "nơi khác")


def verdict(told: Told) -> Verdict:
    """Whether a sentence's quotes support it. The same sentence is judged again while others are put together."""
    return _verdict(told.text, tuple(quote.text for quote in told.quotes))


@functools.lru_cache(maxsize=1 << 12)
def _verdict(text: str, quotes: tuple[str, ...]) -> Verdict:
    return verify(text, quotes)


def _is_supported(told: Told) -> bool:
    return verdict(told).supported


def _framed(frame: str, unit: Unit, words: str) -> str:
    document = unit.document
    text = _large(words) if frame in ("own", "told-own", "proposal") else words
    return say(
        "soan-thao",
        frame,
        document=naming.named(document),
        within=naming.named_within(document),
        kind=naming.kind(document),
        label=_small_at(document, unit.label) if unit.label else "",
        text=text,
    )


def _frame(piece: Piece, proposing: bool) -> str:
    unit, whose = piece.unit, piece.relation
    if unit.names_itself or (whose == "của mình" and roles.is_report(unit.document)):
        return "own"
    if not piece.directs:
        return "view" if whose == "trung ương" else "elsewhere-on" if unit.label else "elsewhere"
    if proposing and unit.role == "căn cứ":
        return "proposal"
    body = "-body" if BODY.match(_words([piece])) else ""
    if unit.role == "căn cứ":
        return "goal" if unit.title else f"basis{body}"
    return f"district{body}" if unit.document.info.level == "huyện" else f"direct{body}"


def _words(run: Sequence[Piece], *, led: bool = True) -> str:
    """The words of units as a sentence takes them in: what they need before them, no closing mark, small at the
    start; without the line that leads in their list where ``led`` is False."""
    pieces: list[str] = []
    lead: Span | None = None
    title: Span | None = None
    for number, piece in enumerate(run):
        unit = piece.unit
        words = small(unit.text)
        if unit.head and not (number and _follows(run[number - 1], piece)):
            words = say("soan-thao", "head", head=_small_at(unit.document, unit.head), text=words)
        if led and unit.lead and unit.lead != lead:
            words = f"{_small_at(unit.document, unit.lead)}: {words}"
        if unit.title and unit.title != title:
            words = f"{_small_at(unit.document, unit.title)}: {words}"
        lead, title = unit.lead, unit.title
        pieces.append(words)
    return "; ".join(pieces)


def _small_at(document: Document, span: Span) -> str:
    return small(document.text[span.start : span.end])


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Without closing marks, the first letter small unless it begins a name."""
    text = " ".join(text.split()).rstrip(" .;:,/…")
    first, _, rest = text.partition(" ")
    name = _PROPER.match(text) or first[1:2].isupper() or (rest[:1].isupper() and not rest[1:2].isupper())
    return text if name else text[:1].lower() + text[1:]


def _quotes(run: Sequence[Piece]) -> list[Quote]:
    """The quotes of units, clauses that follow one another in one."""
    quotes: list[Quote] = []
    for number, piece in enumerate(run):
        unit = piece.unit
        if number and _follows(run[number - 1], piece):
            quotes[-1] = Quote(unit.document, quotes[-1].start, unit.span.end)
            continue
        quotes += [Quote(unit.document, a, b) for a, b in (*unit.around, unit.span)]
    return quotes


def _adopters(piece: Piece) -> list[Document]:
    """Lower bodies that say the same as the one who tells it, the highest first."""
    if not piece.directs:
        return []
    own = relation.level_rank(piece.unit.document.info)
    lower = {s.unit.document.id: s.unit.document for s in piece.sources[1:]}
    below = [d for d in lower.values() if relation.level_rank(d.info) > own]
    return sorted(below, key=lambda d: (relation.rank(d.info), d.id))


def _listed(documents: Sequence[Document]) -> tuple[str, str]:
    """Kinds and issuers of documents: all kinds first, for what stands after a body reads as what it does."""
    kinds = dict.fromkeys(naming.kind(document) for document in documents)
    return ", ".join(kinds), ", ".join(naming.issuer(document) for document in documents)
