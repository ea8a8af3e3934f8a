"""Questions as people type them, put right before anything reads them: glued numbers, chat spellings, raw keystrokes.

Only the question changes, never a document. ``NQ19`` -> ``NQ 19``; ``Đ/c`` -> ``đồng chí``; a slip, or keystrokes that
a Vietnamese keyboard did not convert (``nghij quyeets``, ``nghi5 quye6t1``), as ``index.spelling`` reads them.
"""

import re
import unicodedata
from collections.abc import Sequence

from assistant.evidence import general_words
from assistant.facts import FACT_WORDS
from assistant.question import is_accented
from index import spelling
from index.search import Index
from index.terms import Terms, question_in_full
from index.vietnamese import QUESTION_WORDS, accented_key, fold, is_syllable, key, syllables

_GLUED = re.compile(r"\b([A-Za-zĐđ]{2,4})(\d{1,4})\b(?![A-Za-z])")
_KINDS = frozenset("nq kl kh cv bc nd tt qd ct hd ctr da tb".split())
#: Consonants that speakers of one region or another do not tell apart.
_SAME_INITIALS = (
    ("tr", "ch"),
    ("s", "x"),
    ("d", "gi", "r", "v"),
    ("l", "n"),
    ("c", "k", "q"),
    ("g", "gh"),
    ("ng", "ngh"),
)
_SAME_FINALS = (("n", "ng", "nh"), ("c", "t", "ch"))
#: With so many words left as raw keystrokes, all of a question was.
_KEYSTROKES = 2
#: In how many passages a pair must stand at least before a known word is taken for another.
_OFTEN = 8
_SPELLINGS = (
    (re.compile(r"\bntn\b", re.IGNORECASE), "như thế nào"),
    (re.compile(r"\bbn\b", re.IGNORECASE), "bao nhiêu"),
    (re.compile(r"\b(bao|bn) ?nhiu\b", re.IGNORECASE), "bao nhiêu"),
    (re.compile(r"\bj\b", re.IGNORECASE), "gì"),
    (re.compile(r"\bng\b", re.IGNORECASE), "người"),
    (re.compile(r"\b(đc|dc)\b(?! nào)", re.IGNORECASE), "được"),
    (re.compile(r"\b(ko|kg|hok|hông)\b", re.IGNORECASE), "không"),
    (re.compile(r"\b(gđ|gd)\b(?= \d{4})", re.IGNORECASE), "giai đoạn"),
    (re.compile(r"\bvb\b", re.IGNORECASE), "văn bản"),
    (re.compile(r"\bc/sách\b", re.IGNORECASE), "chính sách"),
    (re.compile(r"\b[Bb]ộ CT\b|\bBCT\b"), "Bộ Chính trị"),
    (re.compile(r"\bKT\s?-\s?KT\b"), "kinh tế - kỹ thuật"),
    (re.compile(r"\b(cty|công ty|cong ty) cp\b", re.IGNORECASE), "công ty cổ phần"),
    (re.compile(r"\b[Bb]an TG\b"), "Ban Tuyên giáo"),
    (re.compile(r"\b[Bb]an TC\b"), "Ban Tổ chức"),
    (re.compile(r"\b(?:BT|bt) (?=huyện|tỉnh|đảng)"), "Bí thư "),
    (re.compile(r"\bCT (?=UBND|ủy ban|xã|huyện|tỉnh)"), "Chủ tịch "),
    (re.compile(r"\b[đĐdD]\s?/\s?[cC]\b"), "đồng chí"),
    (re.compile(r"\bĐC(?= nào)"), "đồng chí"),
    (re.compile(r"\b[sS][đĐdD][tT]\b"), "số điện thoại"),
    (re.compile(r"\s*%"), " phần trăm"),
)


def repaired(text: str, index: Index) -> str:
    """The question in NFC with single blanks, the mends above, and abbreviations in full (without accents in a
    question that has none)."""

    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    text = _GLUED.sub(lambda m: f"{m[1]} {m[2]}" if fold(m[1]) in _KINDS else m[0], text)
    for pattern, full in _SPELLINGS:
        text = pattern.sub(full, text)
    text = _with_known_words(text, index)
    text = _as_heard(text, index)
    full = question_in_full(text, index.abbreviations)
    return full if fold(text) != text.lower() else fold(full)


def _with_known_words(text: str, index: Index) -> str:
    """Words that the corpus lacks in the spelling that search takes them for (folded: their accents are unsure)."""
    written = list(syllables(text))
    keys = [key(s.accented) for s in written]
    has_accents = is_accented(text)
    mended = spelling.corrected(Terms(keys, keys, ()), index.lexical).keys
    if len(mended) != len(keys):
        return text
    if sum(old != new == spelling.without_marks(old) for old, new in zip(keys, mended, strict=True)) >= _KEYSTROKES:
        # The whole question was typed so: words that the corpus lacks too.
        mended = [k if k != old else spelling.without_marks(k) or k for old, k in zip(keys, mended, strict=True)]
    for syllable, old, new in reversed(list(zip(written, keys, mended, strict=True))):
        is_mended = old != new and not _left_alone(syllable.accented, has_accents=has_accents)
        if is_mended and not text[syllable.start : syllable.end].isupper():
            text = text[: syllable.start] + new + text[syllable.end :]
    return text


def _left_alone(word: str, *, has_accents: bool) -> bool:
    """Whether questions use a word that documents need not have."""
    general = general_words()
    said = accented_key(word) in general.accented if has_accents else key(word) in general.folded
    return said or key(word) in QUESTION_WORDS | FACT_WORDS


def _as_heard(text: str, index: Index) -> str:
    """Words spelt as they are pronounced ("cơ quang", "sao lụt"): the corpus has the word beside neither neighbour,
    but beside one of them a word that sounds alike. A word that the corpus knows is changed on much evidence only."""
    written = list(syllables(text))
    keys = [key(s.accented) for s in written]
    has_accents = is_accented(text)
    known = index.lexical.accents if has_accents else index.lexical.vocabulary
    for i in reversed(range(len(keys))):
        beside = [(keys[j], j < i) for j in (i - 1, i + 1) if 0 <= j < len(keys)]
        if not keys[i].isalpha() or _left_alone(written[i].accented, has_accents=has_accents):
            continue
        if text[written[i].start].isupper() or _together(keys[i], beside, index):
            continue
        is_known = accented_key(written[i].accented) in known
        least = max(_OFTEN, index.lexical.frequency(keys[i])) if is_known else 1
        heard = {other: _together(other, beside, index) for other in _sounding_like(keys[i])}
        best = max(sorted(heard), key=lambda other: heard[other], default="")
        if best and heard[best] >= least:
            text = text[: written[i].start] + best + text[written[i].end :]
            keys[i] = best
    return text


def _together(word: str, beside: Sequence[tuple[str, bool]], index: Index) -> int:
    """In how many passages a word stands next to one of its neighbours (``True``: the one before it)."""
    pairs = [(other, word) if before else (word, other) for other, before in beside]
    return max((index.lexical.pair_frequency(*pair) for pair in pairs), default=0)


def _sounding_like(word: str) -> set[str]:
    """Keys that differ from a key in a consonant which many speakers do not tell apart."""
    found: set[str] = set()
    for group in _SAME_INITIALS:
        for one in (g for g in group if word.startswith(g)):
            found |= {other + word[len(one) :] for other in group if other != one}
    for group in _SAME_FINALS:
        for one in (g for g in group if word.endswith(g)):
            found |= {word[: -len(one)] + other for other in group if other != one}
    return {other for other in found if is_syllable(other)} - {word}
