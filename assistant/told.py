"""What a model tells, piece by piece: sentences with the keys they name, as soon as each is whole.

Keys are taken out of the text, known or not; a key that has only half arrived is held back.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.sentence import split_sentences

_KEY = r"[a-z]\w{1,5}"
_MARKER = re.compile(
    rf"\s*[\[⟦【(]\s*(?:đoạn|khóa|nguồn|ý)?\s*((?:{_KEY}|\d{{1,3}})(?:\s*[,;]\s*(?:{_KEY}|\d{{1,3}}))*)\s*[\]⟧】)]",
    re.IGNORECASE,
)
_PARTIAL = re.compile(r"\s*[\[⟦【][^\]⟧】\n]{0,40}$|\s*\((?:đoạn |khóa |nguồn )?k\w{0,3}$|\s+$")
_ITEM = re.compile(r"^\s*(?:[-+*•–]|\d{1,2}[.)])\s+")
_DECORATION = re.compile(r"\*\*|__|^#{1,6}\s*|`+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_THINKING, _THOUGHT = "<think>", "</think>"
#: The same sentence told this often is a model that repeats itself.
MOST_REPEATS = 3


class Told(NamedTuple):
    """One sentence: its text without markers, the keys it names, whether it is a list item, its paragraph."""

    text: str
    keys: tuple[str, ...]
    listed: bool
    paragraph: int


@dataclass(slots=True)
class Teller:
    """Takes a model's words as they come and gives whole sentences; ``rest`` is what has no end yet."""

    opening: str | None = ""
    line: str = ""
    paragraph: int = 0
    taken: int = 0
    repeats: dict[str, int] = field(default_factory=dict)

    def add(self, words: str) -> list[Told]:
        """The sentences that these words complete."""
        if self.opening is not None:
            words = self._after_thinking(words)
        done: list[Told] = []
        for part in words.replace("\r", "").splitlines(keepends=True):
            self.line += part
            if part.endswith("\n"):
                done += self._flush()
            elif len(told := _split(_PARTIAL.sub("", self.line), self.paragraph)) - 1 > self.taken:
                done += told[self.taken : -1]
                self.taken = len(told) - 1
        return self._counted(done)

    def end(self) -> list[Told]:
        """The sentences left when no more words come."""
        return self._counted(self._flush())

    @property
    def rest(self) -> str:
        """The words of the sentence that is not whole yet, no marker among them, none half arrived."""
        told = _split(_PARTIAL.sub("", self.line), self.paragraph)
        return told[-1].text if len(told) > self.taken else ""

    @property
    def is_stuck(self) -> bool:
        """Whether the model repeats itself."""
        return any(count >= MOST_REPEATS for count in self.repeats.values())

    def _after_thinking(self, words: str) -> str:
        """The words without what a model thinks aloud before it answers (``<think> … </think>``)."""
        begun = (self.opening or "") + words
        thinks = begun.lstrip().startswith(_THINKING[: len(begun.lstrip())])
        if thinks and _THOUGHT not in begun:
            self.opening = begun
            return ""
        self.opening = None
        return begun.partition(_THOUGHT)[2] if thinks else begun

    def _flush(self) -> list[Told]:
        told = _split(self.line, self.paragraph)[self.taken :]
        self.line, self.taken = "", 0
        self.paragraph += 1
        return told

    def _counted(self, told: list[Told]) -> list[Told]:
        fresh: list[Told] = []
        for sentence in told:
            seen = self.repeats.get(sentence.text, 0)
            self.repeats[sentence.text] = seen + 1
            if not seen:
                fresh.append(sentence)
        return fresh


def _split(line: str, paragraph: int) -> list[Told]:
    """The sentences of one line; the last may still be growing."""
    listed = _ITEM.match(line) is not None
    line = _ITEM.sub("", line, count=1)
    line = _DECORATION.sub("", _LINK.sub(r"\1", line))
    plain, markers = _without_markers(line)
    spans = split_sentences(plain)
    keys: list[list[str]] = [[] for _ in spans]
    for at, found in markers:
        # A marker after the full stop belongs to the sentence before it.
        owner = max((i for i, s in enumerate(spans) if s.start < at), default=0)
        if spans:
            keys[owner] += found
    return [
        Told(plain[s.start : s.end].strip(), tuple(dict.fromkeys(k)), listed, paragraph)
        for s, k in zip(spans, keys, strict=True)
        if re.search(r"\w", plain[s.start : s.end])
    ]


def _without_markers(line: str) -> tuple[str, list[tuple[int, list[str]]]]:
    parts: list[str] = []
    markers: list[tuple[int, list[str]]] = []
    at = length = 0
    for match in _MARKER.finditer(line):
        if match.group().lstrip()[0] == "(" and not re.fullmatch(r"\W*k\w{3}\W*", match.group()):
            continue  # brackets of ordinary text
        parts.append(line[at : match.start()])
        length += match.start() - at
        markers.append((length, re.findall(r"\w+", match[1].lower())))
        at = match.end()
    return "".join((*parts, line[at:])), markers
