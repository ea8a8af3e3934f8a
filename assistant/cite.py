"""How documents and places in them are named: short names, section names and the administrative citation."""

import re

from assistant.orders import is_plain
from corpus.document import Document, DocumentInfo

_ARTICLE = re.compile(r"^Điều (\d+[a-zđ]?)(?:\.(\d+[a-zđ]?))?(?:\.([a-zđ]{1,2}))?$")
_BULLET = re.compile(r"\s([-+])(\d+)")
_MAX_TITLE = 90


def name(info: DocumentInfo) -> str:
    """``Kết luận số 62-KL/TW``; without a number ``Kế hoạch của Ban Thường vụ Huyện ủy``."""
    kind = info.kind[:1].upper() + info.kind[1:]
    if info.number:
        return f"{kind} số {info.number}"
    if info.issuer:
        return f"{kind} của {issuer(info)}"
    return f"{kind} “{_shorten(info.title)}”" if info.title and is_plain(info.title) else kind


def issuer(info: DocumentInfo) -> str:
    """The issuing body with its locality when the name alone does not tell (``UBND xã Sơn Mai``)."""
    return info.issuer or ""


def dated(info: DocumentInfo) -> str:
    """Name, date and issuer: ``Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị``."""
    text = name(info)
    if info.date is not None:
        when = info.date.vietnamese
        text += f", ngày {when}" if info.date.day else f", {when}"
    if info.issuer and info.number:
        text += f" của {issuer(info)}"
    return text


def section(label: str) -> str:
    """A section label as officials write it: ``mục 2.5``, ``điểm a khoản 2 Điều 5``, ``phần đầu văn bản``."""
    base = _BULLET.sub("", label).strip()
    bullets = [f"gạch đầu dòng thứ {n}" if sign == "-" else f"ý thứ {n}" for sign, n in _BULLET.findall(label)]
    if not base:
        place = "" if bullets else "phần đầu văn bản"
    elif match := _ARTICLE.match(base):
        article, clause, point = match.groups()
        place = " ".join(
            part for part in (point and f"điểm {point}", clause and f"khoản {clause}", f"Điều {article}") if part
        )
    elif base[0].isdigit() or re.match(r"^[IVXLC]+(\.|$)", base):
        place = f"mục {base}"
    else:
        place = base
    return ", ".join(part for part in (place, *bullets) if part)


def administrative(document: Document, place: str) -> str:
    """The citation an official pastes: ``Kết luận số 62-KL/TW, ngày 02/10/2023 của Bộ Chính trị, mục 2.5``.

    ``place`` is what ``place_of`` or ``section`` returned. A summary is said to be one.
    """
    return at(dated(document.info), place, verbatim=document.info.verbatim)


def at(source: str, place: str, *, verbatim: bool) -> str:
    """A named source with the place in it; one that is not verbatim is said to be a summary."""
    text = f"{source}, {place}" if place else source
    return text if verbatim else f"{text} (theo bản tóm tắt, chưa đối chiếu nguyên văn)"


def place_of(document: Document, offset: int) -> str:
    """The section name that holds a character of the text, or which block of the text it is in."""
    index = document.section_at(offset)
    if index >= 0:
        return section(document.sections[index].label)
    if document.back.start <= offset < document.back.end:
        return "phần ký, nơi nhận"
    return "phần đầu văn bản"


def _shorten(title: str) -> str:
    if len(title) <= _MAX_TITLE:
        return title
    return title[:_MAX_TITLE].rsplit(" ", 1)[0] + " …"
