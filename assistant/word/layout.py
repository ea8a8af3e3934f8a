"""The measures of a Word file, read from ``layouts.toml``: the state's layout and the Party's."""

from dataclasses import dataclass
from typing import Literal

from assistant.word import tables
from corpus.errors import TrolyError

Body = Literal["state", "party"]
_FILE = "layouts.toml"
_SINGLE_TO_DOUBLE = 3.0  # line spacing up to this is a number of lines, beyond it points


@dataclass(frozen=True, slots=True)
class Face:
    """How letters look; ``size`` in points."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The paper and its margins in millimetres; ``number`` is how far the page number stands from the top edge."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    number: float

    @property
    def text_width(self) -> float:
        """Millimetres between the left and the right margin."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Faces:
    """The face of every part of a document."""

    head: Face
    motto: Face
    superior: Face
    issuer: Face
    number: Face
    date: Face
    kind: Face
    subject: Face
    addressee: Face
    body: Face
    heading1: Face
    heading2: Face
    heading3: Face
    authority: Face
    post: Face
    signer: Face
    recipients_label: Face
    recipients: Face
    page_number: Face
    annex: Face
    annex_title: Face
    annex_note: Face
    table: Face
    footnote: Face


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: lengths in millimetres, spacing in points.

    ``line`` up to 3 is a number of lines, beyond it an exact height in points. A rule is a length relative to
    the words above it, or characters to print; empty for none. ``headings`` are patterns by depth, the last one
    for everything deeper. ``quote`` is the longest quote of a footnote in characters.
    """

    font: str
    first_line: float
    spacing: float
    line: float
    issuer_column: float
    recipients_column: float
    signature_space: float
    head: str
    head_rule: float | str
    motto: str
    motto_rule: float | str
    issuer_rule: float | str
    subject_rule: float | str
    subject_capital: bool
    number: str
    recipient_end: str
    headings: tuple[str, ...]
    quote: float
    page: Page
    faces: Faces

    @property
    def exact_line(self) -> bool:
        """Whether ``line`` is a height in points."""
        return self.line > _SINGLE_TO_DOUBLE


def layout_for(body: Body) -> Layout:
    """The layout of state or of Party bodies as the office's table has it now; TrolyError names what is wrong."""
    read = tables.load(_FILE)
    layout = tables.build(Layout, read.get(body), f"assistant/word/{_FILE}, mục [{body}]")
    if not layout.headings:
        raise TrolyError(f"assistant/word/{_FILE}, mục [{body}]: “headings” trống. Hãy ghi ít nhất một mẫu đề mục.")
    if layout.page.text_width <= max(layout.issuer_column, layout.recipients_column):
        raise TrolyError(
            f"assistant/word/{_FILE}, mục [{body}]: lề và cột rộng hơn khổ giấy. Hãy giảm lề hoặc bề rộng cột."
        )
    return layout
