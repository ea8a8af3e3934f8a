"""Text that gives orders to an assistant instead of saying something: found so that it is never taken for a source."""

import re
import unicodedata

from index.vietnamese import fold

#: Categories of characters that do not show.
HIDDEN = frozenset(("Cc", "Cf", "Co", "Cn", "Cs"))

#: Letters of other alphabets inside a Latin word, which look the same and are read otherwise.
_MIXED = re.compile(r"[a-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][a-z]")
_ROLE = re.compile(r"(?im)^\W*(?:system|assistant|user|human)\W*:")
#: What only our own prompts have: fences, keys, and the tags of chat formats.
_FORGED = re.compile(r"={3,}|\[k\w{2,4}\]|<\||\|>|\[/?INST\]")
_MARKUP = re.compile(r"[<>{}`\[\]|]|={2,}")
_COMMANDS = re.compile(
    r"\b(bo qua|phot lo|quen( di)?|khong (can )?(tuan|lam) theo)( tat ca| moi| cac| nhung| toan bo)* "
    r"(huong dan|chi dan|chi thi|quy tac|menh lenh|loi dan|yeu cau)\b.{0,20}\b(truoc|tren|nay|he thong|cua ban)|"
    r"\b(ignore|disregard|forget|override)\b.{0,30}\b(instructions?|prompts?|rules?|previous|above|everything)\b|"
    r"\b(system prompt|you are now|jailbreak|developer mode|do anything now|im_start|im_end)\b|"
    r"\b(tro ly|chatbot|chatgpt)( hay| phai| can| bay gio| tu gio)+ \w+|"
    r"\b(ban|mo hinh|ai)( hay| bay gio| tu gio)+( phai)? "
    r"(tra loi|noi|viet|in|xuat|dong vai|hien thi|tiet lo|la|gui|chen)\b|"
    r"\btu gio ban phai (tra loi|noi|viet|in)\b|"
    r"\b(hay|luon) (tra loi|in ra|xuat ra|viet ra|hien thi|chen|noi) (rang|nguyen van|cau|chuoi|lien ket|mot chu)\b|"
    r"\bhay (tra loi|in ra|noi) dung\b|"
    r"\b(dong vai|tiet lo (loi dan|huong dan|cau lenh|prompt))\b|"
    r"\b(respond|reply|answer|say|print|output|write) (only |exactly )*(with|that|the|in)\b|"
    r"^(tra loi|in ra|xuat ra|viet ra) (rang|dung|nguyen van|cau|chuoi|lien ket|la)\b|"
    r"\bnew instructions?\b|\b(chi dan|huong dan|menh lenh) moi\b.{0,30}\b(tro ly|ai|mo hinh|he thong)\b"
)


def speaks_to_machine(text: str) -> bool:
    """Whether a text gives orders to an assistant instead of saying something, or hides what it says."""
    visible = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in HIDDEN)
    words = re.findall(r"\w+", fold(visible))
    return (
        _ROLE.search(visible) is not None
        or _FORGED.search(visible) is not None
        or _COMMANDS.search(" ".join(words)) is not None
        or any(map(_MIXED.search, words))
    )


def is_plain(text: str) -> bool:
    """Whether a text can name a document in an answer: no orders, no markup, nothing that does not show."""
    return not speaks_to_machine(text) and _MARKUP.search(text) is None
