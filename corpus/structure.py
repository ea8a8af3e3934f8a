"""Raw text of a file -> the Documents in it, with their facts, sections, sentences and references."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from typing import Any, NamedTuple

from corpus.clean import Line, Paragraph, join_lines, line_width, make_paragraph, read_lines
from corpus.document import Document, DocumentInfo, Evidence, PartialDate, Span
from corpus.facts import read_facts
from corpus.fields import Fields, Placed, read_front
from corpus.header import Group, split_front
from corpus.names import level_of, locality_of, sentence_case
from corpus.references import find_references
from corpus.sections import Part, build_sections
from corpus.sentence import split_sentences
from corpus.signature import find_tail, read_tail, split_tail

Given = Mapping[str, Any]
"""Fields of DocumentInfo that the manifest states."""


class _Pieces(NamedTuple):
    """One document's lines sorted: header groups, body lines, signature groups."""

    front: list[Group]
    body: Sequence[Line]
    back: list[Group]


def read_structure(raw: str, path: str, given: Mapping[int, Given]) -> tuple[Document, ...]:
    """The documents of one file in order.

    ``path`` names it; ``given[i]`` is what the manifest says of its i-th document (from 1).
    """
    lines = read_lines(raw)
    width = line_width(lines)
    documents: list[Document] = []
    for part, pieces in enumerate(_split_documents(lines), start=1):
        name = path if part == 1 else f"{path}#{part}"
        first = documents[0].info if documents else None
        documents.append(_build(pieces, name, path, width, given.get(part, {}), first))
    return tuple(documents)


def _split_documents(lines: Sequence[Line]) -> list[_Pieces]:
    """A signature block ends a document; what follows it is the next one."""
    found: list[_Pieces] = []
    start = 0
    while start < len(lines):
        rest = "\n".join(line.text for line in lines[start:])
        front, taken = split_front(lines[start:], rest)
        tail = find_tail(lines, start + taken)
        back, after = split_tail(lines, tail)
        body = lines[start + taken : tail]
        if found and not front and not back and sum(len(line.text) for line in body) < 40:
            last = found[-1]
            found[-1] = last._replace(back=[*last.back, *(Group("signed", (line,)) for line in body)])
        else:
            found.append(_Pieces(front, body, back))
        start = max(after, start + 1)
    return found


def _build(pieces: _Pieces, name: str, path: str, width: int, given: Given, first: DocumentInfo | None) -> Document:
    text = ""
    turns: list[tuple[int, int]] = []
    front: list[Placed] = []
    back: list[Placed] = []

    def place(paragraph: Paragraph) -> int:
        nonlocal text
        text += "\n" if text else ""
        start = len(text)
        turns.append((start, paragraph.page))
        turns.extend((start + at, page) for at, page in paragraph.turns)
        text += paragraph.text
        return start

    for group in pieces.front:
        paragraph = make_paragraph(group.lines)
        front.append(Placed(group.role, paragraph.text, place(paragraph)))
    front_end = len(text)
    parts = [Part(p.text, place(p), p.heading) for p in join_lines(pieces.body, width)]
    body_end = len(text)
    for group in pieces.back:
        paragraph = make_paragraph(group.lines)
        back.append(Placed(group.role, paragraph.text, place(paragraph)))
    back_start = back[0].start if back else len(text)
    told = _read_fields(front, back, text, body=Span(front_end, body_end))
    info = _make_info(told, given, first, text)
    own = info.number
    references = tuple(
        r
        for r in find_references(text)
        if not (own and r.number == own and r.end <= front_end and _is_own(r.start, front))
    )
    return Document(
        id=name,
        path=path,
        info=info,
        text=text,
        sections=build_sections(parts),
        sentences=split_sentences(text),
        references=references,
        front=Span(0, front_end),
        back=Span(back_start, len(text)),
        page_starts=_page_starts(turns),
    )


def _is_own(at: int, front: Sequence[Placed]) -> bool:
    return any(b.role == "number" and b.start <= at < b.start + len(b.text) for b in front)


def _page_starts(turns: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Where page i+1 begins; pages on which nothing of this document stands begin where the next one does."""
    if not turns or turns[-1][1] == 0:
        return ()
    starts: list[int] = []
    for at, page in turns:
        while len(starts) < page:
            starts.append(at)
    return tuple(starts)


def _read_fields(front: Sequence[Placed], back: Sequence[Placed], text: str, *, body: Span) -> Fields:
    """Facts of the header, the signature and, where those are silent, of the text itself."""
    values: dict[str, object] = {}
    evidence: list[Evidence] = []
    facts = read_facts(text)
    for source in (facts, read_front(front, text), read_tail(back, text)):
        for field, value in source.values.items():
            if field not in values:
                values[field] = value
                evidence += [e for e in source.evidence if e.field == field]
    if "issuer" not in values and (found := _issuer_in_body(text, body)):
        values["issuer"] = text[found.start : found.end]
        evidence.append(Evidence("issuer", *found))
    if "date" not in values and (passed := _PASSED.search(text, max(0, body.end - 600), body.end)):
        values["date"] = PartialDate(int(passed["y"]), int(passed["m"]), int(passed["d"]))
        evidence.append(Evidence("date", passed.start("d"), passed.end()))
    signed = next((b for b in back if b.role == "on behalf"), Placed("on behalf", "", 0))
    if "issuer" not in values and (match := re.match(r"(?:T/M|TM\.?)\s+(.+)$", signed.text)):
        values["issuer"] = sentence_case(match[1], text)
        evidence.append(Evidence("issuer", signed.start + match.start(1), signed.start + match.end(1)))
    if "kind" not in values and "addressees" in values:
        values["kind"] = "công văn"
    return Fields(values, evidence)


_COMMITTEE = r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) (?:ủy|uỷ)(?: (?!(?:yêu|ban|đề|báo|kết))[A-ZĐÀ-Ỹ][^\W\d_]*)*"
_ACTS = re.compile(
    rf"((?:Ban Thường vụ |Thường trực )?{_COMMITTEE}|(?:Ủy|Uỷ) ban nhân dân (?:tỉnh|huyện|xã|phường|thành phố)"
    r"(?: [A-ZĐÀ-Ỹ][^\W\d_]*)*|Bộ Chính trị|Ban Bí thư) (?:yêu cầu|ban hành|kết luận|đề nghị|kính báo cáo|quyết định|"
    r"xây dựng kế hoạch|thông báo)(?!\w)"
)


_PASSED = re.compile(r"thông qua,? ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})")
"""Laws bear no date in their header; their last sentence tells when they were passed."""


def _issuer_in_body(text: str, body: Span) -> Span | None:
    """The body that acts in the opening of a text without a header ("Ban Thường vụ Tỉnh ủy yêu cầu ...")."""
    match = _ACTS.search(text, body.start, min(body.end, body.start + 2500))
    return Span(match.start(1), match.end(1)) if match else None


def _make_info(told: Fields, given: Given, first: DocumentInfo | None, text: str) -> DocumentInfo:
    """What the manifest states wins; a value it merely repeats keeps its place in the text."""
    known = {field.name for field in fields_of(DocumentInfo)}
    values = {k: v for k, v in told.values.items() if k in known}
    stated = {k: v for k, v in given.items() if v is not None}
    evidence = [e for e in told.evidence if e.field not in stated or stated[e.field] == values.get(e.field)]
    values |= stated
    if first is not None and values.get("kind") in ("đề cương", "phụ lục", "danh mục"):
        values.setdefault("issuer", first.issuer)
        values.setdefault("level", first.level)
        values.setdefault("locality", first.locality)
    issuer, number = values.get("issuer"), values.get("number")
    symbol = values.get("symbol")
    if "level" not in values:
        values["level"] = level_of(
            issuer if isinstance(issuer, str) else None, number if isinstance(number, str) else str(symbol or "")
        )
    if "locality" not in values:
        values["locality"] = locality_of(issuer if isinstance(issuer, str) else None) or _place_of(values)
    values.setdefault("kind", "văn bản")
    return DocumentInfo(**values, evidence=tuple(sorted(evidence, key=lambda e: (e.start, e.field))))  # type: ignore[arg-type]


_CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế", "Thành phố Hồ Chí Minh", "TP. Hồ Chí Minh")


def _place_of(values: Mapping[str, object]) -> str | None:
    """A provincial text is dated at its province ("Lai Châu, ngày ..."), as the drafting rules require."""
    place = values.get("place")
    if values.get("level") != "tỉnh" or not isinstance(place, str):
        return None
    return f"thành phố {place}" if place in _CITIES else f"tỉnh {place}"
