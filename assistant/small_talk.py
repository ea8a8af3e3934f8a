"""Questions about the assistant itself, and input that is no question: greetings, help, empty, not Vietnamese."""

import re

from assistant.reply import Block, Point, Reply
from index.vietnamese import fold, is_syllable, syllables
from prompts import say

MAX_CHARACTERS = 2000

_GREETING = re.compile(
    r"^(xin )?(kinh )?(chao|hello|hi|alo|hey)\b( (ban|anh|chi|em|ad|tro ly|moi nguoi|buoi \w+|a|nhe|tro li|ca nha))*$"
)
_THANKS = re.compile(
    r"^(toi |minh |em )?(xin )?(cam on|cam ta|thank(s| you)?|tks)\b.{0,40}$|^(ok|oke|tot|tot lam|hay qua|tuyet voi)$"
)
_BYE = re.compile(r"^(tam biet|bye( bye)?|hen gap lai|chao tam biet)\b.{0,20}$")
_HELP = re.compile(
    r"\b(ban|tro ly|may|phan mem|he thong|cong cu) (nay )?(co the )?(la ai|la gi|ten gi|ten la gi|"
    r"giup (duoc )?(gi|toi|nhung gi)|"
    r"(giup|lam|ho tro) (duoc )?(toi |minh )?(nhung |cac )?(viec )?gi|lam (duoc )?(gi|nhung gi)|"
    r"biet (lam )?gi|dung de lam gi|tra loi duoc (nhung )?gi|ho tro (duoc )?(gi|nhung gi)|"
    r"co (the |nhung )?(giup|lam|ho tro|chuc nang|tinh nang).{0,20}(gi|nao))\b|"
    r"\b(huong dan|cach) (su dung|dung|hoi|tra cuu)( tro ly| phan mem| he thong)?$|^(tro giup|help|giup toi|giup)$"
)
# Words without a vowel or with a digit are abbreviations and numbers (NQ19, HĐND).
_ABBREVIATION = re.compile(r"^([^aeiouy]+|.*\d.*)$")


#: Questions about how the assistant works, and the wording that answers each.
_ABOUT = (
    (re.compile(r"\b(hoi|go) khong dau\b|\bkhong (can )?(go )?dau (duoc|co duoc)\b|\bviet tat duoc\b"), "typing"),
    (
        re.compile(
            r"\bthem (duoc )?(cac |nhung )?(van ban|tai lieu|file|tep)\b.*\bkho\b|\b(lam sao|cach|"
            r"lam the nao)( de)? (them|bo sung|nap) (van ban|tai lieu)"
        ),
        "add-documents",
    ),
    (
        re.compile(
            r"\b(cau tra loi|tra loi|thong tin)( cua ban)? (lay|dua)( tu| vao)? dau\b|\bco bia\b|\b(co )?dang tin\b"
        ),
        "sources",
    ),
    (
        re.compile(
            r"\b(can|phai co|dung) (mang(?! (theo|cccd|cmnd|giay|gi|ho so|may|the|so|don|tien))|"
            r"internet|ket noi)\b|\bco gui (du lieu|thong tin) (di|ra)\b|"
            r"\bmang intonet\b|\boffline\b"
        ),
        "offline",
    ),
    (re.compile(r"\bcach (dat|hoi|dung)( cau hoi)?\b|\bhuong dan (toi|minh|em)?\b.*\b(hoi|dung|su dung)\b"), "help"),
)


def respond(text: str, count: int) -> Reply | None:
    """A greeting, help or thanks in return; None for anything else. ``count`` is the number of documents."""
    folded = " ".join(s.folded for s in syllables(text))
    for pattern, key in (*_ABOUT, (_GREETING, "greeting"), (_HELP, "help"), (_THANKS, "thanks"), (_BYE, "bye")):
        if pattern.search(folded):
            return Reply((Block((Point(say("tro-giup", key, count=count)),)),))
    return None


def unusable(text: str) -> str | None:
    """The refusal for input that cannot be a question in Vietnamese, or None."""
    if not text.strip():
        return say("tu-choi", "empty")
    if len(text) > MAX_CHARACTERS:
        return say("tu-choi", "too-long", limit=f"{MAX_CHARACTERS:,}".replace(",", "."))
    words = [s for s in syllables(text) if not _ABBREVIATION.match(s.folded)]
    if not words:
        return say("tu-choi", "empty") if not any(True for _ in syllables(text)) else None
    vietnamese = sum(is_syllable(word.folded) for word in words) / len(words)
    has_accents = fold(text) != text.lower()
    if len(words) > 2 and vietnamese < (0.3 if has_accents else 0.7):
        return say("tu-choi", "not-vietnamese")
    return None
