"""Facts of a document itself: who signed it, when, its number, issuer, subject and recipients.

Each is answered from ``DocumentInfo`` and cited to the words it was read from. A fact the document does not
give is refused by name ("không ghi tên người ký"), never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import cite
from assistant.question import Asks, Question
from assistant.reply import Block, Point, Quote, Reply
from assistant.verify import verify
from corpus.document import Document, PartialDate, Reference, Span
from index.vietnamese import fold
from prompts import say

#: Keys of the questions themselves: they do not make a question be about anything else.
FACT_WORDS = frozenset(
    "ki ngai thang nam ban hanh ra doi so hieu noi nhan kinh gui van nguoi co quan to chuc dong chi chuc vu trich ieu "
    "ten dai du noi dung chinh chu de thai mat thoi gian thoi diem luc soan thao phat don vi cap lanh dao "
    "ngay yeu thay "
    "day phieu tra cuu nao gi ai la giu khi voi tu cach cuong danh ho ong ba chi anh do thay mat duoc boi "
    "cho toi xin can hoi va cung nhu".split()
)

#: The DocumentInfo fields whose evidence carries each fact.
_FIELDS: dict[str, tuple[str, ...]] = {
    "signer": ("signer",),
    "role": ("signer_role",),
    "date": ("date",),
    "number": ("number", "symbol"),
    "issuer": ("issuer",),
    "recipients": ("recipients",),
    "addressees": ("addressees",),
    "subject": ("title",),
    "place": ("place",),
}


_STAMP = re.compile(r"(?m)^(?:(?:CÔNG VĂN )?ĐẾN\b.*|(?:Số đến|Ngày đến|Ngày)\s*:.*\d.*)$")
_SHORT_LINE = 80  # characters
_UNNAMED = "Văn bản"
_CLOSE = 120  # characters
_WHO_HOLDS = re.compile(r"\b(la ai|ten (la )?gi|la nguoi nao|do ai|ai la|ai giu|dong chi nao la)\b")


def respond(asked: Sequence[Asks], documents: Sequence[Document], *, folded: str = "") -> Reply:
    """The facts asked for, of each of ``documents`` that states them, and which of them the others do not state; a
    refusal when none does. ``folded`` is the question: a month answers "tháng nào", not "ngày nào"."""
    blocks: list[Block] = []
    lacking: list[Block] = []
    for document in documents:
        told = {a: None if a == "date" and _day_is_blank(document, folded) else _block(a, document) for a in asked}
        blocks += dict.fromkeys(block for block in told.values() if block is not None)
        absent = [a for a, block in told.items() if block is None]
        if absent:
            lacking.append(Block((), lead=_not_stated(absent, [document])))
    if blocks:
        return Reply(_without_repeated_notes([*blocks, *lacking]))
    return Reply(refusal=_not_stated(asked, documents))


def _not_stated(asked: Sequence[Asks], documents: Sequence[Document]) -> str:
    what = ", ".join(say("tu-choi", f"what-{asks}") for asks in asked)
    names = "; ".join(cite.name(document.info) for document in documents)
    return say("tu-choi", "not-stated", document=names, what=what)


#: What a place in a header or signature block says, by the field read there.
_SAID: dict[str, Asks] = {
    "signer": "signer",
    "signer_role": "signer",
    "on_behalf": "signer",
    "recipients": "recipients",
    "addressees": "addressees",
    "date": "date",
    "number": "number",
    "symbol": "number",
    "issuer": "issuer",
    "place": "place",
}


def said_at(document: Document, span: Span) -> list[Asks]:
    """Which facts of a document were read at a place of its header or signature block."""
    found = (e for e in document.info.evidence if e.start < span.end and span.start < e.end)
    return list(dict.fromkeys(_SAID[evidence.field] for evidence in found if evidence.field in _SAID))


def at(document: Document, span: Span) -> Block | None:
    """The fact of a document that was read at a place of its header or signature block, told whole; None for a line
    that tells no more than an office or a place, which says that itself."""
    said = next((asks for asks in said_at(document, span) if asks not in ("issuer", "place")), None)
    return _block(said, document) if said else None


def _day_is_blank(document: Document, folded: str) -> bool:
    date = document.info.date
    return date is not None and date.day is None and re.search(r"\b(thang|nam) (nao|may|bao nhieu)\b", folded) is None


def _without_repeated_notes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A note is said once, below the last block that carries it."""
    later = [block.note for block in blocks]
    return tuple(
        replace(block, note="" if block.note in later[i + 1 :] else block.note) for i, block in enumerate(blocks)
    )


def respond_role(question: Question, documents: Sequence[Document]) -> Reply | None:
    """Who holds an office, told from who signed: "Chủ tịch UBND xã Sơn Mai là ai?"."""
    if not _WHO_HOLDS.search(question.folded):
        return None
    signed = list({d.id: d for d in documents if d.info.signer and d.info.signer_role}.values())
    found = [d for d in signed if _names_office(question.folded, d)]
    if not found:  # "Chủ tịch xã" where there is but one
        found = [d for d in signed if d.info.level and _names_office_of(question.folded, d, fold(d.info.level))]
        found = found if len(found) == 1 else []
    return respond(("signer",), found[:1]) if found else None


def _names_office(folded: str, document: Document) -> bool:
    body = [fold(part) for part in (document.info.locality or "").split(",") if part.strip()]
    place = body[0].strip() if body else fold(document.info.issuer or "")
    return _names_office_of(folded, document, "") and place in folded


def _names_office_of(folded: str, document: Document, place: str) -> bool:
    """Whether a question names a signer's office, right before ``place`` unless that is empty."""
    office = rf"(?<!pho )\b{fold(document.info.signer_role or '')}\b"
    if place:  # and of no other place of that level: "Chủ tịch xã Trà Bồng"
        office += rf"( ubnd| uy ban nhan dan)? {place}( uy)?( minh| nay| ta)?( (la|ten)\b|$)"
    return re.search(office, folded) is not None


def respond_referred(asks: Asks, references: Sequence[tuple[Document, Reference]]) -> Reply | None:
    """What the corpus says of a document it only refers to: the mention itself, with its date and issuer.

    None when no mention gives what is asked.
    """
    for document, reference in references:
        end = _mention_end(document, reference, asks)
        if end is None:
            continue
        text = document.text[reference.start : end]
        name = f"{(reference.kind or 'văn bản').capitalize()} số {reference.number}"
        note = say("tra-loi", "reference-note", document=name)
        lead = say("tra-loi", "lead-whole", document=cite.name(document.info))
        return Reply((Block((Point(text, (Quote(document, reference.start, end),)),), lead=lead, note=note),))
    return None


def _mention_end(document: Document, reference: Reference, asks: Asks) -> int | None:
    """Where the mention ends with what is asked in it, or None when it does not give that."""
    rest = document.text[reference.end : reference.end + 300]
    issuer = re.match(r",?\s*của\s+", rest)
    at = reference.end
    if issuer and reference.issuer and rest[issuer.end() :].startswith(reference.issuer):
        at += issuer.end() + len(reference.issuer)
    if asks == "date":
        return at if reference.date is not None and reference.date.day is not None else None
    if asks == "issuer":
        return at if at > reference.end else None
    if asks in ("subject", "what"):
        about = re.match(
            r",?\s*(?:của [^,;.]{3,80}?)?\s*(?:về|quy định|ban hành)\s[^;.]+", document.text[at : at + 400]
        )
        return at + about.end() if about else None
    return None


def _block(asks: Asks, document: Document) -> Block | None:
    if asks in ("recipients", "addressees"):
        return _lines(asks, document)
    if asks == "arrival":
        return _arrival(document)
    point = _point(asks, document)
    if point is None:
        return None
    summary = say("tra-loi", "summary-note", document=cite.name(document.info))
    # A name that the text itself does not give is said beside the statement, not in it.
    lead = say("tra-loi", "lead-whole", document=cite.name(document.info)) if point.text.startswith(_UNNAMED) else ""
    return Block((point,), lead=lead, note="" if document.info.verbatim else summary)


def _lines(asks: Asks, document: Document) -> Block | None:
    # "Gửi cho ai" is answered by Kính gửi, or by Nơi nhận in a document that has only that.
    asks = asks if document.info.where(asks) or asks == "recipients" else "recipients"
    spans = document.info.where(asks)
    if not spans:
        return None
    points = tuple(
        Point(document.text[span.start : span.end].strip(" -,;."), (Quote(document, *span),)) for span in spans
    )
    return Block(points, lead=say("tra-loi", f"{asks}-lead", document=cite.name(document.info)), listed=True)


def _arrival(document: Document) -> Block | None:
    """The lines of the stamp with which an office received a document ("ĐẾN Số: 5541", "Ngày: 10.10.23")."""
    header = document.text[: document.front.end]
    spans = [Span(match.start(), match.end()) for match in _STAMP.finditer(header)]
    points = tuple(Point(document.text[a:b], (Quote(document, a, b),)) for a, b in spans)
    lead = say("tra-loi", "arrival-lead", document=cite.name(document.info))
    return Block(points, lead=lead, listed=True) if points else None


def _point(asks: Asks, document: Document) -> Point | None:
    info = document.info
    spans = [_line(document, span) for field in _FIELDS[asks] for span in info.where(field)]
    values = {
        "signer": info.signer,
        "role": info.signer_role,
        "date": info.date and info.date.vietnamese,
        "number": info.number,
        "issuer": info.issuer,
        "subject": info.title,
        "place": info.place,
    }
    if not values[asks] or not spans:
        return None
    # An issuer may stand on two lines ("ỦY BAN NHÂN DÂN / XÃ TRÀ GIANG").
    quotes = [Quote(document, *span) for span in (spans if asks == "issuer" else spans[:1])]
    if asks == "role" and info.signer and info.where("signer"):
        asks = "signer"
        quotes = [Quote(document, *span) for span in info.where("signer")[:1]]
    role = _role(document, quotes) if asks == "signer" else info.signer_role or ""
    key = "date-partial" if asks == "date" and info.date and info.date.day is None else asks
    for name in (cite.name(info), _UNNAMED):
        text = say(
            "tra-loi",
            key,
            document=name,
            role=role,
            signer=info.signer or "",
            number=info.number or "",
            issuer=info.issuer or "",
            title=info.title or "",
            date=_spoken(info.date) if key == "date-partial" else values["date"] or "",
            place=info.place or "",
        )
        text = " ".join(text.split())
        support = [*identity_quotes(document), *quotes]
        if verify(text, [quote.text for quote in support]).supported:
            return Point(text, _needed(text, quotes, support))
    return Point(quotes[0].text, tuple(quotes))


def _spoken(date: PartialDate | None) -> str:
    """``tháng 8 năm 2025``, as headers write a date without its day."""
    if date is None:
        return ""
    return f"tháng {date.month} năm {date.year}" if date.month else f"năm {date.year}"


def _line(document: Document, span: Span) -> Span:
    """A short header line whole: "Hà Nội, ngày 02 tháng 10 năm 2023" rather than the date alone."""
    start = document.text.rfind("\n", 0, span.start) + 1
    end = document.text.find("\n", span.end)
    end = end if end >= 0 else len(document.text)
    return Span(start, end) if end - start <= _SHORT_LINE else span


def _role(document: Document, quotes: list[Quote]) -> str:
    """The signer's role, its place and that of whom the signer stands for added to ``quotes``; ``đồng chí`` when the
    text gives no role."""
    info = document.info
    role = info.where("signer_role") if info.signer_role else ()
    quotes.extend(Quote(document, *span) for span in (*role[:1], *info.where("on_behalf")[:1]))
    return info.signer_role if role and info.signer_role else "đồng chí"


def identity_quotes(document: Document) -> list[Quote]:
    """Places that show which document it is: its number, kind and title."""
    spans = [span for field in ("number", "kind", "title", "issuer") for span in document.info.where(field)]
    return [Quote(document, *span) for span in spans]


def _needed(text: str, quotes: Sequence[Quote], support: Sequence[Quote]) -> tuple[Quote, ...]:
    """The fewest quotes that still support the text: those of the fact, then what its name needs."""
    chosen = list(quotes)
    for quote in support:
        if verify(text, [q.text for q in chosen]).supported:
            break
        if quote not in chosen:
            chosen.append(quote)
    return _joined(chosen)


def _joined(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Quotes that stand close together in one header as one quote: fewer markers, the same words shown."""
    joined: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: q.start):
        if joined and quote.start - joined[-1].end <= _CLOSE and quote.document.id == joined[-1].document.id:
            joined[-1] = Quote(quote.document, joined[-1].start, max(joined[-1].end, quote.end))
        else:
            joined.append(quote)
    return tuple(joined)
