"""Questions as people type them, put right before anything reads them: glued numbers, chat spellings, raw keystrokes.

Only the question changes, never a document. ``NQ19`` -> ``NQ 19``; ``Đ/c`` -> ``đồng chí``; keystrokes that a
Vietnamese keyboard did not convert (``nghij quyeets``, ``nghi5 quye6t1``) lose their tone keys.
"""

import re
import unicodedata
from collections.abc import Callable

from index.search import Index
from index.terms import question_in_full
from index.vietnamese import fold, is_syllable, key

_GLUED = re.compile(r"\b([A-Za-zĐđ]{2,4})(\d{1,4})\b(?![A-Za-z])")
_KINDS = frozenset("nq kl kh cv bc nd tt qd ct hd ctr da tb".split())
_SPELLINGS = (
    (re.compile(r"\bntn\b", re.IGNORECASE), "như thế nào"),
    (re.compile(r"\bbn\b", re.IGNORECASE), "bao nhiêu"),
    (re.compile(r"\bj\b", re.IGNORECASE), "gì"),
    (re.compile(r"\bng\b", re.IGNORECASE), "người"),
    (re.compile(r"\b(đc|dc)\b(?! nào)", re.IGNORECASE), "được"),
    (re.compile(r"\b(ko|kg|hok|hông)\b", re.IGNORECASE), "không"),
    (re.compile(r"\bvb\b", re.IGNORECASE), "văn bản"),
    (re.compile(r"\bc/sách\b", re.IGNORECASE), "chính sách"),
    (re.compile(r"\b(?:BT|bt) (?=huyện|tỉnh|đảng)"), "Bí thư "),
    (re.compile(r"\bCT (?=UBND|ủy ban|xã|huyện|tỉnh)"), "Chủ tịch "),
    (re.compile(r"\b[đĐdD]\s?/\s?[cC]\b"), "đồng chí"),
    (re.compile(r"\bĐC(?= nào)"), "đồng chí"),
    (re.compile(r"\b[sS][đĐdD][tT]\b"), "số điện thoại"),
    (re.compile(r"\s*%"), " phần trăm"),
)
_TELEX_DOUBLES = (("aa", "a"), ("ee", "e"), ("oo", "o"), ("dd", "d"), ("aw", "a"), ("ow", "o"), ("uw", "u"), ("w", "u"))
_WORD = re.compile(r"[^\W_]+")


def repaired(text: str, index: Index) -> str:
    """The question in NFC with single blanks, the mends above, and abbreviations in full (without accents in a
    question that has none)."""

    def is_known(word: str) -> bool:
        return index.lexical.frequency(key(word)) > 0

    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    text = _GLUED.sub(lambda m: f"{m[1]} {m[2]}" if fold(m[1]) in _KINDS else m[0], text)
    for pattern, full in _SPELLINGS:
        text = pattern.sub(full, text)
    text = _WORD.sub(lambda m: _without_keystrokes(m[0], is_known), text)
    full = question_in_full(text, index.abbreviations)
    return full if fold(text) != text.lower() else fold(full)


def _without_keystrokes(word: str, is_known: Callable[[str], bool]) -> str:
    """A word that the corpus lacks, with Telex or VNI keys taken out, if that makes a word it has."""
    folded = fold(word)
    if not folded.isascii() or is_known(folded) or len(folded) < 3 or word.isupper() or folded.isdecimal():
        return word
    for candidate in (_vni(folded), _telex(folded)):
        if candidate != folded and (is_known(candidate) or (is_syllable(candidate) and not is_syllable(folded))):
            return candidate
    return word


def _vni(word: str) -> str:
    return re.sub(r"[1-9]", "", word) if word[0].isalpha() else word


def _telex(word: str) -> str:
    body = word
    for double, single in _TELEX_DOUBLES:
        body = body.replace(double, single)
    # A tone key stands at the end of the syllable or right after its vowels.
    return re.sub(r"^([a-z]*?[aeiouy]+)([sfrxj]?)([a-z]*?)([sfrxj]?)$", r"\1\3", body)
