"""Questions about the corpus: what it holds, what it lacks, which documents mention another."""

import re
from collections.abc import Sequence

from assistant import cite
from assistant.named import Named
from assistant.reply import Block, Point, Quote, Reply
from corpus.document import Document, Reference
from corpus.references import missing, resolve
from prompts import say

_LIST = re.compile(
    r"\b(trong kho|kho (van ban|tai lieu|du lieu)) (nay )?(hien )?(gio |nay |tai )?(dang |hien )?(co|gom|chua|luu)\b|"
    r"\bkho (nay |hien |dang )*(co|gom|chua|luu) (giu )?(nhung|cac|gi|may|bao nhieu|van ban|tai lieu)\b|"
    r"\bdanh (sach|muc) (cac |nhung |toan bo )?(van ban|tai lieu)|\btrong kho( van ban| tai lieu)?$|"
    r"\b(ban|tro ly|he thong) (dang |hien )?(co|biet|luu|nam|doc) (nhung |cac |bao nhieu |may )?(van ban|tai lieu)|"
    r"\b(co|gom) (nhung |cac |bao nhieu |may )(van ban|tai lieu)( nao| gi)? (trong|o) (kho|day|he thong)|"
    r"\btra loi (dua tren|tu) (nhung |cac )?(van ban|tai lieu|nguon) nao"
)
_MISSING = re.compile(
    r"\b(con )?thieu (nhung |cac )?(van ban|tai lieu)|\b(van ban|tai lieu) nao (con |dang |bi )?(thieu|chua co)|"
    r"\bchua co trong kho|\bkhong co trong kho"
)
_PAPER = r"(van ban|tai lieu|bao cao|cong van|ke hoach|giay to|giay|file|tep|nguon|noi|cho)"
_MENTIONING = (
    r"(nhac|de cap|dan chieu|dan lai|dan|trich dan|vien dan|noi|ghi|can cu|dua (vao|tren)|da dong|xuat hien|co chu)"
)
_WHERE = rf"(o |trong |tai )+(trong )?(nhung |cac )?(dau(?! (van ban|thu|cong van|ke hoach|trang))|{_PAPER} nao)\b"
_MENTION = re.compile(
    rf"\b{_PAPER} nao (trong kho |o day )?(co |da |duoc |tung |hay )*{_MENTIONING}\b(?! (o|tai) (dau|cuoi))|"
    rf"\b(duoc )?{_MENTIONING}( (den|toi|ve|lai|duoc))? {_WHERE}|"
    rf"\bduoc (nhung |cac )?{_PAPER} nao ({_MENTIONING}|trien khai|thuc hien)|"
    rf"\b(tim|loc|liet ke|cho xem|chi ra)( giup| ho| cho)?( toi| em| minh)?( nhung| cac)? {_PAPER} "
    r"(co|nhac|noi|chua|dan)\b|"
    r"\bai (da |co )?(nhac|de cap|noi) (den|toi)\b"
)
#: Where a document is that the corpus lacks: it can only be mentioned.
_HELD = re.compile(
    rf"\b(nam|co|thay|doc|gap|tim thay|tim duoc|lay)( duoc)? {_WHERE}|"
    rf"^(co )?(nhung |cac )?{_PAPER} nao (trong kho )?(co|chua|lam theo|da trien khai|trien khai|thuc hien) "
)
_MOST_MENTIONS = 3


def respond(folded: str, named: Named, documents: Sequence[Document]) -> Reply | None:
    """A list of the corpus, of what it lacks, or of the documents that mention the one named; None otherwise."""
    if (_MENTION.search(folded) and (named.documents or named.numbers)) or (_HELD.search(folded) and named.numbers):
        return _mentions(named, documents)
    if _MISSING.search(folded):
        return _missing(documents)
    if _LIST.search(folded) and not named.documents and not named.numbers:
        return _list(documents)
    return None


def _list(documents: Sequence[Document]) -> Reply:
    points = tuple(Point(_line(document)) for document in documents if not document.info.superseded)
    return Reply((Block(points, lead=say("tra-loi", "documents", count=len(points)), listed=True),))


def _line(document: Document) -> str:
    info = document.info
    text = cite.dated(info)
    if info.title:
        text += f": {info.title}"
    return text if info.verbatim else f"{text} (bản tóm tắt)"


def _missing(documents: Sequence[Document]) -> Reply:
    rows = missing(documents)
    points = tuple(
        Point(
            f"{(row.kind or 'văn bản').capitalize()} {row.number} (được nhắc tới {row.count} lần"
            + (f"; {say('tra-loi', 'only-summary')})" if row.summary else ")")
        )
        for row in rows
    )
    return Reply((Block(points, lead=say("tra-loi", "missing", count=len(points)), listed=True),))


def _mentions(named: Named, documents: Sequence[Document]) -> Reply | None:
    wanted = [document for document in documents if document.id in named.documents]
    blocks: list[Block] = []
    for name, found in (
        *((cite.name(document.info), _to(document, documents)) for document in wanted),
        *((number.name, _citing(number.marks, named, documents)) for number in named.numbers),
    ):
        if not found:
            continue
        by_document: dict[str, list[tuple[Document, Reference]]] = {}
        for document, reference in found:
            by_document.setdefault(document.id, []).append((document, reference))
        blocks.append(Block((), lead=say("tra-loi", "mentions", document=name, count=len(by_document))))
        for rows in by_document.values():
            points = tuple(dict.fromkeys(_mention_point(*row) for row in rows))[:_MOST_MENTIONS]
            lead = say("tra-loi", "lead-whole", document=cite.name(rows[0][0].info))
            blocks.append(Block(points, lead=lead, listed=len(points) > 1))
    if blocks:
        return Reply(tuple(blocks))
    names = "; ".join([cite.name(d.info) for d in wanted] + [n.name for n in named.numbers])
    return Reply(refusal=say("tu-choi", "not-mentioned", document=names))


def _to(target: Document, documents: Sequence[Document]) -> list[tuple[Document, Reference]]:
    found: list[tuple[Document, Reference]] = []
    for document in documents:
        for reference in document.references if document.id != target.id else ():
            resolved = resolve(reference, documents)
            if resolved is not None and resolved.id == target.id:
                found.append((document, reference))
    return found


def _citing(marks: frozenset[str], named: Named, documents: Sequence[Document]) -> list[tuple[Document, Reference]]:
    return [
        (document, reference)
        for document in documents
        for reference in document.references
        if marks & named.marks_of(reference.number, reference.kind)
    ]


def _mention_point(document: Document, reference: Reference) -> Point:
    """The sentence that mentions it, cut to the clause around the mention when the sentence is long."""
    start, end = reference.start, reference.end
    for sentence in document.sentences:
        if sentence.start <= reference.start < sentence.end:
            start, end = _clip(document.text, sentence.start, max(sentence.end, end), reference)
            break
    return Point(document.text[start:end], (Quote(document, start, end),))


def _clip(text: str, start: int, end: int, reference: Reference, *, limit: int = 320) -> tuple[int, int]:
    if end - start <= limit:
        return start, end
    left = max(text.rfind(mark, start, reference.start) for mark in (";", ". ", ":"))
    rights = [p for mark in (";", ". ") if (p := text.find(mark, reference.end, end)) >= 0]
    start = left + 1 if left >= 0 else start
    while start < reference.start and text[start] == " ":
        start += 1
    return start, min(rights, default=end)
