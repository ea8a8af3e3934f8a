"""A section's text changed by its drafter: what is as it was keeps its citations, what is new is verified again.

A sentence that its markers' quotes support keeps them; one that nothing supports becomes the drafter's own words,
without citations and marked so wherever it is shown. Nothing typed is left out.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Rejected
from assistant.draft.report import DataRequest, DraftStatement, SectionDraft
from assistant.draft.text import MARKER, WANTED, lines, markdown, opening, written
from assistant.verify import verify
from corpus.errors import TrolyError
from corpus.sentence import split_sentences

MAX_TEXT = 60_000
#: Share of letters in common above which a sentence is an earlier one changed, and not a new one.
_ALIKE = 0.5
_LATE_MARKER = re.compile(r"([.;:!?…])\s*((?:\[\d{1,3}\]\s*)+)")
_SPACED_MARKER = re.compile(r"\s*\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Edited:
    """A section as edited. ``unsupported`` are the sentences whose markers were taken away, each with the reason."""

    section: SectionDraft
    unsupported: tuple[Rejected, ...] = ()


def edit(section: SectionDraft, text: str) -> Edited:
    """The section with ``text`` (Markdown with markers) in place of its own; a text left as it was changes nothing.

    Raises TrolyError for a text longer than MAX_TEXT.
    """
    if len(text) > MAX_TEXT:
        raise TrolyError(f"Nội dung mục dài quá {MAX_TEXT:,} ký tự; hãy chia bớt sang mục khác.".replace(",", "."))
    rows = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if "\n\n".join(rows) == markdown(section):
        return Edited(section)
    earlier = [statement for line in lines(section) for statement in line.statements]
    work = _Work(section, earlier)
    arranged: list[str] = []
    statements: list[DraftStatement] = []
    for row in rows:
        mark, rest = opening(row)
        found = [work.statement(sentence) for sentence in _sentences(rest, work.left) if work.says(sentence)]
        if found:
            statements += found
            arranged.append(mark + " ".join(map(written, found)))
    edited = replace(section, statements=tuple(statements), requests=tuple(work.requests), edited="\n\n".join(arranged))
    return Edited(_without_answered(edited, earlier), tuple(work.unsupported))


class _Work:
    """What is used up while the lines are read: earlier sentences not found again yet, and new data requests."""

    def __init__(self, section: SectionDraft, earlier: Sequence[DraftStatement]) -> None:
        self.left = list(earlier)
        self.requests = list(section.requests)
        self.unsupported: list[Rejected] = []
        self._earlier = tuple(earlier)
        self._quotes = {c.marker: c.quote for c in section.citations}
        self._label = section.label

    def says(self, sentence: str) -> bool:
        """Whether there is more to a sentence than markers; one of markers alone is noted."""
        if MARKER.sub("", sentence).strip(". "):
            return True
        self.unsupported.append(Rejected(sentence, "không có câu nào đứng trước dấu dẫn nguồn này"))
        return False

    def statement(self, sentence: str) -> DraftStatement:
        """The statement that a sentence of the text is."""
        for same in self.left:
            if written(same) == sentence:
                self.left.remove(same)
                return same
        words = _SPACED_MARKER.sub("", sentence).strip()
        markers = tuple(dict.fromkeys(int(m) for m in MARKER.findall(sentence)))
        before = self._nearest(words)
        point, role = (before.point, before.role) if before else (None, None)
        statement = DraftStatement(
            words, "edited", (), role, point, self._request(words, point) if WANTED.search(words) else None
        )
        return replace(statement, citations=self._supported(words, markers))

    def _supported(self, words: str, markers: Sequence[int]) -> tuple[int, ...]:
        """The markers, when their quotes support the words; else none of them, and why is noted."""
        if not markers:
            return ()
        if unknown := [marker for marker in markers if marker not in self._quotes]:
            numbers = ", ".join(map(str, unknown))
            self.unsupported.append(Rejected(words, f"mục này không có nguồn số {numbers}"))
            return ()
        said = WANTED.sub(" ", words)
        if not any(c.isalnum() for c in said):
            self.unsupported.append(Rejected(words, "chưa có lời nào để đối chiếu với nguồn"))
            return ()
        verdict = verify(said, [self._quotes[marker] for marker in markers])
        if not verdict.supported:
            self.unsupported.append(Rejected(words, verdict.reason))
            return ()
        return tuple(markers)

    def _nearest(self, words: str) -> DraftStatement | None:
        def likeness(statement: DraftStatement) -> float:
            return difflib.SequenceMatcher(None, words, statement.text, autojunk=False).ratio()

        best = max(self.left, key=likeness, default=None)
        if best is None or likeness(best) < _ALIKE:
            return None
        self.left.remove(best)
        return best

    def _request(self, words: str, point: int | None) -> int:
        """The data request that the sentence waits for; a placeholder that the drafter made up is a new one."""
        wanted = WANTED.findall(words)
        for statement in self._earlier:
            if statement.request is not None and set(WANTED.findall(statement.text)) & set(wanted):
                return statement.request
        self.requests.append(DataRequest(wanted[0].strip(), "", "", self._label, point))
        return len(self.requests) - 1


def _moved(match: re.Match[str]) -> str:
    markers = "".join(match.group(2).split())
    space = " " if match.group(2)[-1].isspace() else ""
    return f" {markers}{match.group(1)}{space}"


def _sentences(line: str, earlier: Sequence[DraftStatement]) -> Iterator[str]:
    """The sentences of a line: earlier ones whole, what stands between them split."""
    known = sorted({written(statement) for statement in earlier}, key=len, reverse=True)
    at = 0
    while at < len(line):
        found = [(start, words) for words in known if (start := _standing(line, words, at)) >= 0]
        start, words = min(found, key=lambda pair: pair[0]) if found else (len(line), "")
        yield from _split(line[at:start].strip())
        if words:
            yield words
        at = start + len(words)


def _standing(line: str, words: str, at: int) -> int:
    """Where ``words`` stand as whole sentences in the line from ``at`` on, or -1."""
    start = line.find(words, at)
    while start >= 0:
        end = start + len(words)
        if (start == 0 or line[start - 1].isspace()) and (end == len(line) or line[end].isspace()):
            return start
        start = line.find(words, start + 1)
    return -1


def _split(words: str) -> Iterator[str]:
    words = _LATE_MARKER.sub(_moved, words)  # "… bảo đảm. [1]" is meant as "… bảo đảm [1]."
    at = 0
    for span in split_sentences(words):
        yield words[at : span.end].strip()
        at = span.end
    if rest := words[at:].strip():
        yield rest


def _without_answered(section: SectionDraft, earlier: Sequence[DraftStatement]) -> SectionDraft:
    """The section without the requests whose place in the text the drafter has filled or taken out."""
    asked = {s.request for s in earlier} - {s.request for s in section.statements}
    kept = [i for i in range(len(section.requests)) if i not in asked]
    places = {old: new for new, old in enumerate(kept)}
    return replace(
        section,
        requests=tuple(section.requests[i] for i in kept),
        statements=tuple(
            replace(s, request=places[s.request]) if s.request is not None else s for s in section.statements
        ),
    )
