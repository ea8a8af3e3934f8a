"""What the page's script sends to the tab **Soạn thảo**, read; and what the tab answers with."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from assistant.app.drafting_desk import Place
from assistant.draft.project import Seen
from assistant.draft.report import Brief, Figure, Length
from corpus.errors import TrolyError

#: Texts of a form, and where the window is.
Detail = Mapping[str, Any]
LENGTHS: dict[str, Length] = {"short": "short", "normal": "normal", "long": "long"}


class Outcome(NamedTuple):
    """Where to look next; what to tell; labels to draft now; whether what was typed is kept (so that the browser
    can forget its copy); a file to hand over, by name; whether another window's change stood in the way."""

    place: Place
    note: str = ""
    draft: tuple[str, ...] = ()
    kept: bool = False
    file: tuple[str, bytes] | None = None
    conflict: bool = False


def text(detail: Detail, name: str) -> str:
    """A field as text without spaces around it; "" for none."""
    value = detail.get(name)
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def flag(detail: Detail, name: str) -> bool:
    """Whether a box is ticked or a button says yes."""
    return text(detail, name) not in ("", "False", "false")


def column(detail: Detail, name: str) -> list[str]:
    """A field that stands once in each row of a table."""
    value = detail.get(name, [])
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def place(detail: Detail) -> Place:
    """Where the window is."""
    return Place(text(detail, "project"), text(detail, "view"))


def seen(detail: Detail) -> Seen | None:
    """The part that the window showed, when the event is about one."""
    part, stamp = text(detail, "part"), text(detail, "stamp")
    return Seen(part, stamp) if part and stamp else None


def brief(detail: Detail, figures: tuple[Figure, ...]) -> Brief:
    """The brief that a form gives, with these figures. TrolyError without a place."""
    locality = " ".join(text(detail, "locality").split())
    if not locality:
        raise TrolyError("Hãy ghi địa phương của báo cáo, ví dụ “tỉnh Quảng Ngãi”.")
    length = LENGTHS.get(text(detail, "length"), "normal")
    return Brief(locality, others=not flag(detail, "only_own"), length=length, figures=figures)
