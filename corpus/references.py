"""Mentions of other documents in a text, and which document of the corpus each one means.

A mention is a number ("38/NQ-CP"), with its kind, date and issuer when they stand beside it; a short name
("Nghị quyết 19"); or a number left blank ("Công văn số -CV/BCSCLTW"). Spellings ``62- KL/TW`` are mended
by ``clean`` before.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.document import Document, PartialDate, Reference, Span
from corpus.names import KIND_CODES, kind_of_number, same_name

_SHORT_KINDS = {
    "NQ": "nghị quyết", "KL": "kết luận", "NĐ": "nghị định", "TT": "thông tư", "QĐ": "quyết định", "CT": "chỉ thị",
    "KH": "kế hoạch", "CTr": "chương trình", "ĐA": "đề án", "TB": "thông báo", "HD": "hướng dẫn", "CV": "công văn",
}  # fmt: skip
_KIND = "|".join(kind for kind in KIND_CODES if kind not in ("phụ lục", "danh mục", "phiếu", "sao lục", "bản sao"))
_CODE = r"[A-ZĐƯ][A-Za-zĐđƯư]*\d{0,2}"
_NUMBER = rf"\d{{1,5}}[a-z]?(?:/\d{{4}})?[-–/]{_CODE}(?:[-–/.&]{_CODE})*"
_MENTION = re.compile(
    rf"(?:(?<!\w)(?P<kind>(?i:{_KIND})|{'|'.join(_SHORT_KINDS)})(?!\w)\s*)?(?:(?<!\w)[Ss]ố\s*:?\s*)?"
    rf"(?<![\w/.–-])(?P<number>{_NUMBER})(?![\w])"
)
_SHORT = re.compile(
    rf"(?<!\w)(?:(?P<kind>(?i:{_KIND}))\s+|(?P<code>{'|'.join(_SHORT_KINDS)})\s?)(?P<so>số\s+)?(?P<number>\d{{1,4}})"
    r"(?![\w%]|[-/.,]\d|[-/]\w|\s*(?:tháng|ngày|tuần|điểm|điều|nội dung|nhiệm vụ|triệu|tỷ|%))"
    r"(?(so)(?!\s*năm(?!\s+\d{4}))|(?!\s*năm))"
)
_BLANK = re.compile(rf"(?<!\w)(?P<kind>(?i:{_KIND}))\s+số\s*:?\s*[.…_]*\s*-\s*(?P<symbol>{_CODE}(?:[-/]{_CODE})*)")
_DATE = re.compile(
    r",?\s*(?:ban hành\s+)?(?:"
    r"ngày\s+(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})"
    r"|ngày\s+(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4})"
    r"|(?:ngày\s+)?tháng\s+(?P<m3>\d{1,2})\s*(?:/|năm\s+)(?P<y3>\d{4})|năm\s+(?P<y4>\d{4}))(?!\d)"
)
_COMMITTEE = r"(?:(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) (?:ủy|uỷ)(?: (?:[A-ZĐÀ-Ỹ][^\W\d_]*))*|cấp (?:ủy|uỷ))"
_AREA = r"(?: (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)(?: [A-ZĐÀ-Ỹ][^\W\d_]*)*)?"
_ISSUER = re.compile(
    r",?\s*của\s+(?P<issuer>"
    r"Ban Chấp hành Trung ương(?: Đảng)?(?:,? [Kk]h(?:óa|oá) [IVX]+)?|Bộ Chính trị|Ban Bí thư|Trung ương(?: Đảng)?|"
    r"(?:Ủy|Uỷ) ban Thường vụ Quốc hội|Quốc hội|Thủ tướng Chính phủ|Chính phủ|Chủ tịch nước|"
    rf"Ban (?:Thường vụ|Chấp hành) (?:{_COMMITTEE}|Đảng bộ(?: [^\W\d_]+){{1,4}})|{_COMMITTEE}|"
    rf"(?:(?:Ủy|Uỷ) ban nhân dân|UBND|Hội đồng nhân dân|HĐND){_AREA}|"
    r"(?:Bộ trưởng )?Bộ [A-ZĐÀ-Ỹ][^\W\d_]*(?:(?:,? | và | - )[^\W\d_]+){0,6}?(?=[\s,.;)]*(?:về|quy|ban|$|[,.;)]))|"
    r"Ban (?:Tổ chức|Tuyên giáo|Kinh tế|Dân vận|Nội chính|Chính sách, chiến lược)(?: Trung ương| Tỉnh (?:ủy|uỷ))?)"
)
_ALIAS = re.compile(r"(?:gọi|viết) (?:tắt|chung)(?: chung)? là:?\s*[“\"']?(?P<alias>[^)“”\"';.]+)")


@dataclass(frozen=True, slots=True)
class MissingDocument:
    """A document the corpus cites but does not hold, or of which it has a summary only (``summary``); ``cited_by`` are
    ids of the documents that cite it."""

    number: str
    kind: str | None
    date: PartialDate | None
    issuer: str | None
    count: int
    cited_by: tuple[str, ...]
    summary: bool = False


def find_references(text: str, *, start: int = 0, end: int | None = None) -> tuple[Reference, ...]:
    """Every mention of a numbered document in ``text[start:end]``, in order, short names resolved in the text."""
    stop = len(text) if end is None else end
    found: list[Reference] = []
    for pattern in (_MENTION, _BLANK, _SHORT):
        for match in pattern.finditer(text, start, stop):
            if not any(r.start < match.end() and match.start() < r.end for r in found):
                found.append(_reference(text, match, stop))
    found.sort(key=lambda r: r.start)
    return complete_numbers(found, found, aliases=_aliases(text, found))


def _reference(text: str, match: re.Match[str], stop: int) -> Reference:
    groups = match.groupdict()
    kind = groups.get("kind") or groups.get("code")
    kind = _SHORT_KINDS.get(kind, kind.lower()) if kind else None
    number = (groups.get("number") or groups["symbol"]).replace("–", "-")
    if kind in (None, "chương trình") and (told := kind_of_number(number)) and kind is None:
        kind = told
    end, date = match.end(), None
    if dated := _DATE.match(text, end, stop):
        year, month, day = (next((int(dated[g]) for g in names if dated[g]), None) for names in _DATE_GROUPS)
        if year is not None and (month is None or 1 <= month <= 12):
            date, end = PartialDate(year, month, day), dated.end()
    issued = _ISSUER.match(text, end, stop)
    return Reference(number, kind, date, issued["issuer"] if issued else None, match.start(), end)


_DATE_GROUPS = (("y", "y2", "y3", "y4"), ("m", "m2", "m3"), ("d", "d2"))


def _aliases(text: str, found: Sequence[Reference]) -> dict[str, str]:
    """Names a text gives to documents ("gọi tắt là Nghị quyết 19"): the number of the mention just before."""
    aliases: dict[str, str] = {}
    for match in _ALIAS.finditer(text):
        before = [r for r in found if r.end <= match.start() and "-" in r.number + "/" and not r.number.isdigit()]
        if before and re.match(rf"(?i:{_KIND})(?!\w)", match["alias"]):
            aliases[same_name(match["alias"])] = before[-1].number
    return aliases


def complete_numbers(
    references: Sequence[Reference], known: Iterable[Reference], *, aliases: dict[str, str] | None = None
) -> tuple[Reference, ...]:
    """Short names ("Nghị quyết 19") given the full number when ``known`` has exactly one that fits."""
    full: dict[tuple[str, str], set[str]] = {}
    for reference in known:
        if not reference.number.isdigit() and (head := re.match(r"\d+", reference.number)) and reference.kind:
            full.setdefault((reference.kind, head[0]), set()).add(reference.number)
    done = []
    for reference in references:
        if reference.number.isdigit():
            numbers = full.get((reference.kind or "", reference.number), set())
            alias = (aliases or {}).get(same_name(f"{reference.kind} {reference.number}"))
            if alias or len(numbers) == 1:
                reference = replace(reference, number=alias or min(numbers))
        done.append(reference)
    return tuple(done)


def same_number(a: str, b: str) -> bool:
    """Whether two numbers are one, whatever their spaces, dashes and case."""
    return _number_key(a) == _number_key(b)


def _number_key(number: str) -> str:
    return re.sub(r"[\s./–-]+", "-", number).strip("-").upper()


def resolve(reference: Reference, documents: Sequence[Document]) -> Document | None:
    """The document of the corpus a mention means, verbatim ones first; None when the corpus does not have it."""
    fits = [d for d in documents if _fits(reference, d)]
    fits.sort(key=lambda d: (d.info.superseded, not d.info.verbatim))
    if reference.number.isdigit() and len({d.info.number for d in fits}) > 1:
        return None
    return fits[0] if fits else None


def _fits(reference: Reference, document: Document) -> bool:
    info = document.info
    if info.number is None:
        return info.symbol is not None and same_number(reference.number, info.symbol)
    if reference.number.isdigit():
        head = re.match(r"\d+", info.number)
        return head is not None and head[0] == reference.number and info.kind == reference.kind
    if not same_number(reference.number, info.number):
        return False
    dates = (reference.date, info.date)
    return dates[0] is None or dates[1] is None or dates[0].year == dates[1].year


def missing(documents: Sequence[Document]) -> tuple[MissingDocument, ...]:
    """Documents cited and not held word for word, most cited first, then by number."""
    groups: dict[tuple[str, str], list[tuple[str, Reference]]] = {}
    for document in documents:
        for reference in document.references:
            held = resolve(reference, documents)
            if held is None or (not held.info.verbatim and held.id != document.id):
                bare = reference.kind or "" if reference.number.isdigit() else ""
                groups.setdefault((_number_key(reference.number), bare), []).append((document.id, reference))
    found = [_missing(group, summary=resolve(group[0][1], documents) is not None) for group in groups.values()]
    return tuple(sorted(found, key=lambda m: (-m.count, m.number)))


def _missing(group: Sequence[tuple[str, Reference]], *, summary: bool) -> MissingDocument:
    mentions = [reference for _, reference in group]
    kinds = [r.kind for r in mentions if r.kind]
    dates = [r.date for r in mentions if r.date]
    issuers = [r.issuer for r in mentions if r.issuer]
    return MissingDocument(
        number=mentions[0].number,
        kind=max(kinds, key=len) if kinds else None,
        date=max(dates, key=lambda d: (d.day is not None, d.month is not None)) if dates else None,
        issuer=max(issuers, key=len) if issuers else None,
        count=len(group),
        cited_by=tuple(dict.fromkeys(name for name, _ in group)),
        summary=summary,
    )


def number_spans(text: str) -> tuple[Span, ...]:
    """Where document numbers and dates stand, so that nothing is cut inside one."""
    spans = [Span(m.start("number"), m.end("number")) for m in _MENTION.finditer(text)]
    spans += [Span(m.start(), m.end()) for m in re.finditer(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", text)]
    spans += [Span(m.start(), m.end()) for m in re.finditer(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}", text)]
    return tuple(sorted(spans))
