"""What sections are written from: the sentences of the corpus with what they need to be understood alone.

A unit is one sentence, or one clause of a long one, without the heading that runs into it and without words that
only join it to the sentence before. Beside it stand the words it needs: the line that leads in its list, the head
of its sentence, the body that its section is about.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from assistant import units
from assistant.draft import roles
from assistant.draft.report import Role
from assistant.draft.roles import Aspect
from corpus.document import Document, Section, Span
from corpus.passage import Passage
from index.search import Index
from index.vietnamese import fold

_NO_SOURCE = frozenset(("sao lục", "bản sao", "đề cương", "giấy mời"))
_FORMAL = re.compile(
    r"(?i)\bemail\b|\bđt:|^trân trọng|\bgửi về\b|chi tiết liên hệ|kính báo cáo|^\(gửi kèm|(?<!như )sau:$|"
    r"\(theo .*đề cương đính kèm|kết luận như sau|^trên đây là|^kính (gửi|trình)|^nơi nhận"
)
_ABOUT_ITSELF = re.compile(r"thong tin chung|nguon da doi chieu|nguon tham khao")
_JOINS = re.compile(
    r"(?i)(?:nhờ (?:vậy|đó)|bên cạnh đó|tuy nhiên|đồng thời|ngoài ra|do (?:đó|vậy)|vì (?:thế|vậy)|như vậy|trong đó|"
    r"từ đó|qua đó|nhưng|song|cùng với đó|mặt khác),?\s+"
)
_POINTS_BACK = re.compile(r"^(?:Đây là|Việc này|Điều này|Nội dung này|Qua đó)\b")
_AS_FOLLOWS = re.compile(r"(?:,? như sau)?\s*:$")
_NO_SUBJECT = re.compile(r"^(?:Chủ trì|Phối hợp|Tham mưu)\b")
VERB = re.compile(
    r" (?:tham mưu|chủ trì|lãnh đạo|chỉ đạo|xây dựng|tăng cường|đẩy mạnh|nghiêm túc|thực hiện|ban hành|tổ chức|"
    r"có trách nhiệm|phối hợp|tiếp tục)\b"
)
#: What cannot stand without the clause before it, and a beginning without which nothing after it can stand.
_GOES_ON = re.compile(
    r"(?:[A-ZĐ][^\W\d_]+ (?:[^\W\d_]+ ){0,3})số \d|"
    r"(?i:cho|để|và|với|của|bằng|trong|từ|tại|theo|nhất là|kể cả|mà|rồi|là)\b"
)
_ADVERBIAL = re.compile(r"(?i)(?:được sự|trên cơ sở|để|căn cứ|nhờ|với|từ|sau khi|trước)\b")
_ABOUT = re.compile(r",? (?:nhất là|trong đó|đặc biệt là) về ")
_HEAD = 50  # characters of a sentence that tell what its later clauses depend on
NAMES = (
    r"Ban (?=[A-ZĐ]|cán sự)|Đảng (?:đoàn|[uủ])|[UỦ][ỷy] ban|Uỷ ban|Hội đồng|Mặt trận|Bộ |Sở |Chính phủ|Quốc hội|"
    r"(?:Tỉnh|Thành|Huyện) [uủ]"
)
#: A body that is told to do something, at the start of a sentence.
BODY = re.compile(rf"^(?:[Cc]ác (?:ban|sở|cấp|cơ quan|ngành)|Văn phòng|{NAMES})")
_SHORTEST = 25
_LEAD = 45  # characters from which a line with a colon says something, and is no mere heading
_LONG = 280  # characters from which a sentence is taken clause by clause
_CLAUSE = 60  # characters under which a clause stays with the one before it
_SUBJECT = 90
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or clause to write from.

    ``lead`` is what it needs before it, ``head`` what governs it in its sentence, ``title`` the heading that must be
    said with it ("Mục tiêu đến năm 2021"), ``label`` the heading that tells what it assesses
    ("Khó khăn"), ``headings`` the words of the headings above. ``names_itself``: it says
    who issues the document; ``names_documents``: it says that a document was issued, or names several.
    """

    document: Document
    span: Span
    sentence: Span
    lead: Span | None
    head: Span | None
    title: Span | None
    label: Span | None
    headings: str
    aspect: Aspect | None
    role: Role
    passage: str
    names_itself: bool = False
    names_documents: bool = False

    @property
    def around(self) -> tuple[Span, ...]:
        """The spans that are said with the unit, in the order in which they are said."""
        return tuple(span for span in (self.title, self.lead, self.head) if span is not None)

    @property
    def text(self) -> str:
        return self.document.text[self.span.start : self.span.end]


def units_of(index: Index, document: Document) -> tuple[Unit, ...]:
    """The units of a document in order; none for one that is no source. Kept for each index."""
    kept = _UNITS.setdefault(index, {})
    if document.id not in kept:
        passages = [p for p in index.passages if p.document_id == document.id]
        kept[document.id] = tuple(_units(document, passages)) if _is_source(document) else ()
    return kept[document.id]


def predicate(unit: Unit) -> str:
    """What a unit says of the body it begins with ("... tăng cường giám sát"); the whole where it begins with none."""
    text = unit.text
    if not BODY.match(text):
        return text
    match = VERB.search(text)
    return text[match.start() :] if match else text


_UNITS: "WeakKeyDictionary[Index, dict[str, tuple[Unit, ...]]]" = WeakKeyDictionary()


def _is_source(document: Document) -> bool:
    """Whether a document may be written from: no outline, no copy page, no summary that its original replaced."""
    return not document.info.superseded and document.info.kind not in _NO_SOURCE


def _units(document: Document, passages: list[Passage]) -> Iterator[Unit]:
    starts = [p.start for p in passages]
    for sentence in document.sentences:
        if not _says_something(document, sentence):
            continue
        section = document.section_at(sentence.start)
        names_itself = _names_itself(document, sentence)
        trimmed = _trimmed(document, sentence, section)
        aspect = roles.aspect_of(document, sentence)
        at = bisect_right(starts, sentence.start) - 1
        for span, head in [(trimmed, None)] if names_itself else _clauses(document, trimmed):
            if span.end - span.start < _SHORTEST:
                continue
            yield Unit(
                document=document,
                span=span,
                sentence=sentence,
                lead=_lead(document, sentence, section),
                head=head,
                title=_title(document, section, aspect),
                label=_label(document, section, aspect),
                headings=units.headings(document, sentence),
                aspect=aspect,
                role=roles.role_of(document, aspect),
                passage=passages[at].id if at >= 0 else "",
                names_itself=names_itself,
                names_documents=_names_documents(document, span, names_itself=names_itself),
            )


def _says_something(document: Document, sentence: Span) -> bool:
    text = document.text[sentence.start : sentence.end].strip()
    if units.is_outside(document, sentence) or units.is_heading(document, sentence) or _FORMAL.search(text):
        return False
    if text.endswith(":") and not _names_itself(document, sentence):
        return False
    if document.info.verbatim:
        return True
    return document.section_at(sentence.start) >= 0 and not _ABOUT_ITSELF.search(
        fold(units.headings(document, sentence))
    )


def _names_itself(document: Document, sentence: Span) -> bool:
    """Whether a sentence tells that the document's issuer issues or requires it ("...; Ban Thường vụ ... yêu cầu")."""
    issuer = document.info.issuer
    if not issuer or roles.is_report(document):
        return False
    acts = r"(?:yêu cầu|ban hành|đề nghị|chỉ đạo|xây dựng|giao)"
    text = document.text[sentence.start : sentence.end]
    return re.search(rf"(?i)[;,] {re.escape(issuer)} {acts}\b", text) is not None


def _names_documents(document: Document, span: Span, *, names_itself: bool) -> bool:
    if names_itself:
        return re.search(r"(?i)\bban hành\b", document.text[span.start : span.end]) is not None
    held = {r.number for r in document.references if span.start <= r.start < span.end and not r.number.isdigit()}
    return len(held) >= _SEVERAL


def _trimmed(document: Document, sentence: Span, section: int) -> Span:
    """A sentence without the heading that runs into it, joining words, and "như sau:"."""
    text = document.text[sentence.start : sentence.end]
    start = 0
    if section >= 0:
        s = document.sections[section]
        if s.kind != "gạch" and text.startswith(f"{s.heading}: "):
            start = len(s.heading) + 2
    if match := _JOINS.match(text, start):
        start = match.end()
    end = len(text.rstrip())
    if match := _AS_FOLLOWS.search(text[:end]):
        end = match.start()
    return Span(sentence.start + start, sentence.start + end)


def _clauses(document: Document, span: Span) -> list[tuple[Span, Span | None]]:
    """The clauses of a long sentence, each with the head of the sentence where it cannot stand alone."""
    if span.end - span.start <= _LONG or _ADVERBIAL.match(document.text, span.start):
        return [(span, None)]
    parts: list[Span] = []
    for part in units.clauses(document, span):
        before = document.text[parts[-1].start : parts[-1].end] if parts else ""
        text = document.text[part.start : part.end]
        if parts and (before.count("(") > before.count(")") or len(text) < _CLAUSE or _GOES_ON.match(text)):
            parts[-1] = Span(parts[-1].start, part.end)
        else:
            parts.append(part)
    if len(parts) < 2:
        return [(span, None)]
    head = _head(document.text[parts[0].start : parts[0].end], parts[0].start)
    joined = (_JOINS.match(document.text, part.start, part.end) for part in parts)
    bare = [Span(j.end() if j else p.start, p.end) for p, j in zip(parts, joined, strict=True)]
    return [(parts[0], None), *((part, head) for part in bare[1:])]


def _head(clause: str, start: int) -> Span | None:
    """What governs the clauses after a first one that ends in a list ("hoàn thiện pháp luật, nhất là về A; B; C")."""
    match = _ABOUT.search(clause)
    if match is None:
        return None
    cut = clause.find(",", _HEAD)
    return Span(start, start + (cut if 0 <= cut < match.start() else match.start()))


def _lead(document: Document, sentence: Span, section: int) -> Span | None:
    """What a sentence needs before it: the line that leads in its list, the body its section is about, or the
    heading it points back to."""
    if section < 0:
        return None
    s = document.sections[section]
    text = document.text[sentence.start : sentence.end]
    first = units.first_sentence(document, s)
    if first is not None and first.start < sentence.start:
        if _NO_SUBJECT.match(text):
            return _subject(document, first)
        if _POINTS_BACK.match(text) and first.end <= sentence.start:
            return first
    return _list_lead(document, s) if s.kind == "gạch" else None


def _subject(document: Document, first: Span) -> Span | None:
    match = VERB.search(document.text, first.start, first.end)
    return Span(first.start, match.start()) if match and match.start() - first.start <= _SUBJECT else None


def _list_lead(document: Document, bullet: Section) -> Span | None:
    """The line that leads in the list of a bullet, when it says more than a heading does."""
    if bullet.parent < 0:
        return None
    first = units.first_sentence(document, document.sections[bullet.parent])
    if first is None or first.start >= bullet.start:
        return None
    words = document.text[first.start : first.end].rstrip()
    return first if words.endswith(":") and len(words) >= _LEAD and not roles.is_general(words) else None


def _title(document: Document, section: int, aspect: Aspect | None) -> Span | None:
    """The heading that must be said: one with a year, that of a report's tasks, which are no results, and that of a
    summary, whose items are no sentences."""
    while section >= 0:
        s = document.sections[section]
        dated = re.search(r"\b(19|20)\d\d\b", s.heading) and not roles.is_report(document)
        tasks = aspect == "nhiệm vụ" and re.search(r"nhiem vu|giai phap|phuong huong", fold(s.heading))
        sheet = not document.info.verbatim
        if s.kind != "gạch" and (dated or tasks or sheet) and units.has_heading(document, section):
            return units.first_sentence(document, s)
        section = s.parent
    return None


def _label(document: Document, section: int, aspect: Aspect | None) -> Span | None:
    """The heading of a report that says "Thuận lợi", "Khó khăn", "Nguyên nhân" of what stands under it."""
    if aspect not in ("thuận lợi", "khó khăn", "hạn chế", "nguyên nhân") or not roles.is_report(document):
        return None
    while section >= 0:
        s = document.sections[section]
        if s.kind != "gạch" and units.has_heading(document, section):
            return units.first_sentence(document, s)
        section = s.parent
    return None
