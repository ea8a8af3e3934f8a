"""Questions as people type them, put right before anything reads them: glued numbers, chat spellings, raw keystrokes.

Only the question changes, never a document. ``NQ19`` -> ``NQ 19``; ``Đ/c`` -> ``đồng chí``; a slip, or keystrokes that
a Vietnamese keyboard did not convert (``nghij quyeets``, ``nghi5 quye6t1``), as ``index.spelling`` reads them.
"""

import re
import unicodedata

from index import spelling
from index.search import Index
from index.terms import Terms, question_in_full
from index.vietnamese import fold, key, syllables

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


def repaired(text: str, index: Index) -> str:
    """The question in NFC with single blanks, the mends above, and abbreviations in full (without accents in a
    question that has none)."""

    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    text = _GLUED.sub(lambda m: f"{m[1]} {m[2]}" if fold(m[1]) in _KINDS else m[0], text)
    for pattern, full in _SPELLINGS:
        text = pattern.sub(full, text)
    text = _with_known_words(text, index)
    full = question_in_full(text, index.abbreviations)
    return full if fold(text) != text.lower() else fold(full)


def _with_known_words(text: str, index: Index) -> str:
    """Words that the corpus lacks in the spelling that search takes them for (folded: their accents are unsure)."""
    written = list(syllables(text))
    keys = [key(s.accented) for s in written]
    mended = spelling.corrected(Terms(keys, keys, ()), index.lexical).keys
    if len(mended) != len(keys):
        return text
    for syllable, old, new in reversed(list(zip(written, keys, mended, strict=True))):
        if old != new and not text[syllable.start : syllable.end].isupper():
            text = text[: syllable.start] + new + text[syllable.end :]
    return text
