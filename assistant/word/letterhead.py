"""Who issues a report: the names, symbol, signature and recipients of a place's office, from ``letterheads.toml``."""

import re
from dataclasses import dataclass
from typing import get_args

from assistant.word import tables
from assistant.word.layout import Body
from corpus.errors import TrolyError
from corpus.names import AREAS

_FILE = "letterheads.toml"
_NAME = re.compile(r"\{(\w+)\}")
_UNKNOWN = "…"
_AS_ABOVE = "Như trên"  # stands for the addressees
_COMMITTEES = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy"}
# Places named after people are written out in full (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4.a), numbered ones too.
_IN_FULL = re.compile(r"^(?:Hồ Chí Minh$|.*\d)")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands before and after the text of a report.

    ``number`` and ``date`` are empty while unknown: room is left for them. ``addressees`` are the lines of Kính
    gửi, ``recipients`` those of Nơi nhận, without dashes and ends. ``signer`` is empty until someone signs.
    """

    body: Body
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    symbol: str
    place: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    post: tuple[str, ...]
    kind: str = "Báo cáo"
    number: str = ""
    date: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    areas: tuple[str, ...]
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    symbol: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    post: tuple[str, ...]


def letterhead_for(locality: str, *, body: Body) -> Letterhead:
    """The letterhead of a place's people's committee (state) or Party committee.

    ``locality`` is "tỉnh Quảng Ngãi", "thành phố Đà Nẵng", "xã Sơn Mai, tỉnh Quảng Ngãi", "đặc khu Lý Sơn" ...; any
    field can be changed with ``dataclasses.replace``. Without a locality the names are left to fill in. TrolyError
    when the place is of no known kind.
    """
    if body not in get_args(Body):
        raise TrolyError(f"Không có thể thức “{body}”. Hãy chọn state (cơ quan nhà nước) hoặc party (cơ quan Đảng).")
    own, *above = (part.strip() for part in locality.split(","))
    area, name = _area(own) if locality.strip() else ("", _UNKNOWN)
    parent = next((part for part in above if part), "")
    row = _row(body, area, locality)
    seat = f"{area.capitalize()} {name}" if _IN_FULL.match(name) else name
    values = {"area": area, "name": seat, "place": f"{area} {name}".strip(), "parent": parent, "committee": ""}
    if parent:
        values["committee"] = _COMMITTEES.get(_area(parent)[0], "")

    def lines(patterns: tuple[str, ...]) -> tuple[str, ...]:
        known = (pattern for pattern in patterns if all(values.get(key) for key in _NAME.findall(pattern)))
        return tuple(_NAME.sub(lambda match: values[match[1]], pattern) for pattern in known)

    addressees = lines(row.addressees)
    return Letterhead(
        body=body,
        superior=lines(row.superior),
        issuer=lines(row.issuer),
        symbol=row.symbol,
        place=seat,
        addressees=addressees,
        recipients=tuple(line for line in lines(row.recipients) if addressees or line != _AS_ABOVE),
        authority=lines(row.authority),
        post=lines(row.post),
    )


def _area(place: str) -> tuple[str, str]:
    """``Tỉnh Quảng Ngãi`` -> ``tỉnh``, ``Quảng Ngãi``."""
    words = " ".join(place.split())
    for area in AREAS:
        if words.lower().startswith(f"{area} ") and (name := words[len(area) :].strip()):
            return area, name
    raise _unknown(place)


def _row(body: Body, area: str, locality: str) -> _Row:
    for number, table in enumerate(tables.load(_FILE).get(body, ()), 1):
        row = tables.build(_Row, table, f"assistant/word/{_FILE}, mục [[{body}]] thứ {number}")
        if area in row.areas:
            return row
    raise _unknown(locality)


def _unknown(place: str) -> TrolyError:
    return TrolyError(
        f"Chưa nhận ra nơi lập báo cáo “{place}”. Hãy ghi như “tỉnh Quảng Ngãi”, “thành phố Đà Nẵng” hoặc "
        "“xã Sơn Mai, tỉnh Quảng Ngãi”."
    )
