"""Evidence made into sentences: the sources' own words, framed by whose they are, with the quotes that hold them.

A directive is told as what was required, never as a result; another place's words carry that place's name. Every
wording is in ``prompts/soan-thao.md``.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.draft import naming, relation, roles
from assistant.draft.allot import Piece
from assistant.draft.material import BODY, NAMES, VERB
from assistant.draft.report import Role
from assistant.draft.roles import Aspect
from assistant.reply import Quote
from assistant.verify import verify
from corpus.document import Document, Span
from index.search import Index
from prompts import say

#: What one document says in a row is one sentence up to this many characters.
_LONGEST = 700
#: Characters after which what another section tells is cut at the next comma.
_POINTER = 60
_PROPER = re.compile(rf"^(?:{NAMES}|Đảng|Trung ương|Nhà nước|Nhân dân)")
#: Frames that name the document anew only where another one spoke in between.
_MORE = frozenset(
    ("basis", "basis-body", "goal", "view", "direct", "direct-body", "district", "district-body", "elsewhere")
)
_ALONE = frozenset(("own", "basis-body", "direct-body", "district-body", "proposal"))
_ELSEWHERE: dict[Aspect | None, str] = {
    "khó khăn": "elsewhere-hard",
    "hạn chế": "elsewhere-hard",
    "nguyên nhân": "elsewhere-cause",
    "thuận lợi": "elsewhere-good",
}


class Told(NamedTuple):
    """A sentence to be verified: its words, what holds them, and what it does for which point."""

    text: str
    quotes: tuple[Quote, ...]
    role: Role
    point: int | None
    passages: tuple[str, ...]
    elsewhere: bool = False
    recalled: bool = False


def tell(index: Index, pieces: Sequence[Piece], *, proposing: bool) -> list[Told]:
    """Sentences for pieces of evidence; ``proposing``: what the centre requires is proposed to be done."""
    told: list[Told] = []
    spoke = ""
    at = 0
    while at < len(pieces):
        run = _run(pieces, at, proposing)
        document = run[0].unit.document
        told.append(_sentence(index, run, _frame(run[0], proposing), again=document.id == spoke))
        spoke = document.id
        at += len(run)
    return told


def recall(index: Index, pieces: Sequence[Piece], *, proposing: bool) -> list[Told]:
    """Short sentences for what other sections tell, one for each document: what it is about and whose it is, not its
    words again."""
    by_frame: dict[tuple[str, str], list[Piece]] = {}
    for piece in pieces:
        by_frame.setdefault((piece.unit.document.id, _recalled(piece, proposing)), []).append(piece)
    return [
        _recall(index, rows, frame)
        for (_, frame), rows in by_frame.items()
        # One short sentence cannot be referred to without saying it again.
        if len(rows) > 1 or _shortened(_words(rows)) != _words(rows)
    ]


def _recall(index: Index, pieces: Sequence[Piece], frame: str) -> Told:
    document = pieces[0].unit.document
    words = "; ".join(_shortened(_words([piece])) for piece in pieces)
    passages = tuple(dict.fromkeys(piece.unit.passage for piece in pieces))
    quotes = [q for piece in pieces for q in _quotes([piece])]
    told = _held(index, [_framed(frame, document, words)], [document], quotes, pieces[0], passages)
    return told._replace(recalled=True)


def _recalled(piece: Piece, proposing: bool) -> str:
    frame = _frame(piece, proposing)
    if frame in ("own", "view", "proposal"):
        return {"own": "told-own", "view": "told-view"}.get(frame, frame)
    return "told" if piece.directs else "told-elsewhere"


def _shortened(words: str) -> str:
    """The beginning of a sentence with what it says, to a comma; the whole where there is none in reach."""
    verb = VERB.search(words) if BODY.match(words) else None
    least = (verb.end() if verb else 0) + _POINTER
    match = re.compile("[,;]").search(words, least, least + 2 * _POINTER)
    return words[: match.start()] if match else words


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
    quotes = _quotes(run) + [Quote(s.unit.document, *s.unit.span) for s in adopted]
    passages = (*(piece.unit.passage for piece in run), *(s.unit.passage for s in adopted))
    named = adopters if frame == "own" else [document, *adopters]
    texts = [_framed(f"{frame}-more" if again and frame in _MORE else frame, document, words)]
    if adopters:
        texts[0] = texts[0].rstrip(".") + say("soan-thao", "adopted", documents=_listed(adopters)) + "."
    if first.directs and frame != "own":
        texts.append(say("soan-thao", "short", within=_listed([document, *adopters]), text=words))
    return _held(index, texts, named, quotes, first, tuple(dict.fromkeys(passages)))


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
    shown = quotes + [naming.identity(index, d) for d in named]
    tries = [(text, held) for text in texts for held in (quotes, shown)]
    text, held = next(((t, q) for t, q in tries if verify(t, [quote.text for quote in q]).supported), tries[-1])
    different = {(q.document.id, q.start, q.end): q for q in held}
    return Told(text, tuple(different.values()), by.unit.role, by.point, passages, by.relation == "nơi khác")


def _framed(frame: str, document: Document, words: str) -> str:
    text = words[:1].upper() + words[1:] if frame in ("own", "proposal") else words
    return say(
        "soan-thao",
        frame,
        document=naming.named(document),
        within=naming.named_within(document),
        kind=naming.kind(document),
        text=text,
    )


def _frame(piece: Piece, proposing: bool) -> str:
    unit, whose = piece.unit, piece.relation
    if unit.names_itself or (whose == "của mình" and roles.is_report(unit.document)):
        return "own"
    if not piece.directs:
        return "view" if whose == "trung ương" else _ELSEWHERE.get(unit.aspect, "elsewhere")
    if proposing and unit.role == "căn cứ":
        return "proposal"
    body = "-body" if BODY.match(_words([piece])) else ""
    if unit.role == "căn cứ":
        return "goal" if unit.title else f"basis{body}"
    return f"district{body}" if unit.document.info.level == "huyện" else f"direct{body}"


def _words(run: Sequence[Piece]) -> str:
    """The words of units as a sentence takes them in: what they need before them, no closing mark, small at the
    start."""
    pieces: list[str] = []
    lead: Span | None = None
    title: Span | None = None
    for number, piece in enumerate(run):
        unit = piece.unit
        words = small(unit.text)
        if unit.head and not (number and _follows(run[number - 1], piece)):
            words = say("soan-thao", "head", head=_small_at(unit.document, unit.head), text=words)
        if unit.lead and unit.lead != lead:
            led = _small_at(unit.document, unit.lead)
            words = f"{led} {words}" if BODY.match(led) else f"{led}: {words}"
        if unit.title and unit.title != title:
            words = f"{_small_at(unit.document, unit.title)}: {words}"
        lead, title = unit.lead, unit.title
        pieces.append(words)
    return "; ".join(pieces)


def _small_at(document: Document, span: Span) -> str:
    return small(document.text[span.start : span.end])


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


def _listed(documents: Sequence[Document]) -> str:
    names = [naming.named(document) for document in documents]
    return " và ".join(filter(None, (", ".join(names[:-1]), names[-1])))
