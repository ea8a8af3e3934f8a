"""verify on every sentence of the shipped documents: itself supported, with another digit never."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.verify import verify
from corpus.library import load

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "documents"
SENTENCES = tuple(
    sorted({d.text[s.start : s.end] for d in load(DOCUMENTS).documents for s in d.sentences}, key=lambda t: (len(t), t))
)
NUMBERED = tuple(text for text in SENTENCES if any(c.isdigit() for c in text))


def test_there_is_something_to_try() -> None:
    assert len(SENTENCES) > 200
    assert len(NUMBERED) > 50


def test_every_sentence_supports_itself() -> None:
    assert [text for text in SENTENCES if verify(text, [text]) != (True, 1.0, "")] == []


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_another_digit_is_never_supported(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(NUMBERED))
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    digit = data.draw(st.sampled_from([c for c in "0123456789" if c != text[at]]))
    changed = text[:at] + digit + text[at + 1 :]
    assume(_number_at(changed, at) not in re.findall(r"\d+", text))  # then it is another number of the sentence
    assert not verify(changed, [text]).supported


def _number_at(text: str, at: int) -> str:
    return next(match.group() for match in re.finditer(r"\d+", text) if match.start() <= at < match.end())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES), st.lists(st.sampled_from(SENTENCES), max_size=3))
def test_more_quotes_never_take_support_away_from_verbatim_words(text: str, others: list[str]) -> None:
    assert verify(text, [*others, text]).supported


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES))
def test_blanks_and_the_closing_mark_do_not_matter(text: str) -> None:
    assert verify("  ".join(text.split()).rstrip(".;,"), [text]).supported


@pytest.mark.parametrize(
    "number", ["120/2020/NĐ-CP", "62-KL/TW", "10%", "2,5", "ngày 02 tháng 10 năm 2023", "31/10/2025"]
)
def test_a_number_that_no_quote_has_is_told(number: str) -> None:
    verdict = verify(f"Theo đó, {number} được thực hiện.", ["Theo đó, nội dung này được thực hiện."])
    assert not verdict.supported
    assert "không có trong trích dẫn" in verdict.reason


def _twisted(pattern: str, replacement: str, *, absent: str = "") -> list[tuple[str, str]]:
    """(twisted, original) for the shipped sentences that a replacement changes, but those that hold ``absent``."""
    changed = ((re.sub(pattern, replacement, text, count=1), text) for text in SENTENCES)
    return [(new, text) for new, text in changed if new != text and not (absent and re.search(absent, text))]


@pytest.mark.parametrize(
    ("pattern", "replacement", "absent"),
    [
        (r"\bít nhất ", "", ""),
        (r"\bgiảm\b", "tăng", r"(?i)\btăng\b"),
        (r"\bUBND tỉnh\b", "UBND huyện", r"(?i)(?:UBND|nhân dân) huyện"),
        (r"\bUBND huyện\b", "UBND tỉnh", r"(?i)(?:UBND|nhân dân) tỉnh"),
        (r"\bTỉnh ủy\b", "Huyện ủy", r"(?i)huyện [ủu]"),
        (r"(?<!\d)(\d+)%", r"\1 người", r"\d người"),
        (r"\btrước ngày\b", "sau ngày", ""),
        (r"\bMột số\b", "Tất cả", r"(?i)tất cả"),
    ],
)
def test_a_twisted_sentence_is_not_supported_by_its_original(pattern: str, replacement: str, absent: str) -> None:
    cases = _twisted(pattern, replacement, absent=absent)
    assert cases
    assert [new for new, text in cases if verify(new, [text]).supported] == []


def test_a_sentence_told_with_an_opening_of_its_own_is_supported() -> None:
    """What a model adds to join sentences takes no support away."""
    spoken = [text for text in SENTENCES if text.endswith((".", ";")) and len(text.split()) >= 8]
    assert len(spoken) > 80
    lost = [t for t in spoken if not verify(f"Cụ thể, {t[:1].lower()}{t[1:]}", [t]).supported]
    assert len(lost) <= len(spoken) // 50
