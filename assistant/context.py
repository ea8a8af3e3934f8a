"""What a follow-up is about: "Ai ký văn bản đó?", "Vì sao?", "Còn Hội đồng nhân dân huyện thì sao?".

A question is read together with the earlier ones of its conversation, by rule, so the same history always gives
the same reading.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.question import Question, understand
from index.vietnamese import fold

_ALSO = re.compile(r"^(the |vay |nhung )?(con|the con|vay con|the)\b")
_ALSO_END = re.compile(r"\b(thi sao|ra sao|the nao|sao|nhu the nao)( a| vay| nhi| ha)?$")
_POINTS_BACK = re.compile(
    r"\b(van ban|tai lieu|nghi quyet|ket luan|ke hoach|cong van|bao cao|de cuong|quyet dinh|phieu|muc|phan|viec|dieu|no|noi dung|"
    r"muc tieu|nhiem vu|nguoi|dong chi|co quan|don vi|xa|huyen|tinh|ban|so|y|giai phap|linh vuc|han che) (do|nay|ay|tren|kia|vua roi|noi tren|vua neu)\b|"
    r"^(no|do|vay|the|ong ay|ba ay)\b|\b(cua|trong|ve|boi) (no|do|ho)\b|\bnhung (don vi|linh vuc|viec) (do|nay|ay)\b"
)
_DOCUMENT_BACK = re.compile(
    r"\b(van ban|tai lieu|nghi quyet|ket luan|ke hoach|cong van|bao cao|de cuong|phieu|ban) (do|nay|ay|tren|kia|vua roi|noi tren|vua neu)\b|"
    r"\b(cua|trong) (no|do)\b|^no\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question made self-contained.

    ``text`` is what is searched, ``question`` its reading; ``focus`` are words the answer must be about (the X of
    "Còn X thì sao?"); ``documents`` are inherited from the earlier question, empty when none are.
    """

    text: str
    question: Question
    focus: str = ""
    documents: tuple[str, ...] = ()


def resolve(
    text: str, history: Sequence[str], documents_of: Callable[[Resolved], tuple[str, ...]]
) -> Resolved:
    """Reads ``text`` with the earlier questions (oldest first). ``documents_of`` tells which documents an
    earlier question was about: those it names, or else those its answer cites."""
    question = understand(text)
    if not history or not _is_follow_up(question):
        return Resolved(text, question)
    earlier = resolve(history[-1], history[:-1], documents_of)
    about = documents_of(earlier)
    if _is_also(question):
        return _replace_subject(question, earlier, about)
    if _DOCUMENT_BACK.search(question.folded) and (question.content or question.identity):
        if question.identity or len(question.content) > 2:
            return Resolved(text, question, documents=about)
    if question.identity and not question.content:
        return Resolved(text, question, documents=about)
    joined = f"{text} {' '.join(_carried(earlier, question))}"
    merged = replace(understand(joined), asks=question.asks, identity=question.identity)
    return Resolved(joined, merged, documents=about)


def _is_follow_up(question: Question) -> bool:
    return (
        len(question.content) == 0
        or _is_also(question)
        or _POINTS_BACK.search(question.folded) is not None
        or (
            len(question.content) <= 2
            and len(question.folded.split()) <= 5
            and question.asks in ("why", "how")
        )
    )


def _is_also(question: Question) -> bool:
    return bool(_ALSO.search(question.folded)) and (
        bool(_ALSO_END.search(question.folded)) or len(question.folded.split()) <= 8
    )


def _replace_subject(question: Question, earlier: Resolved, about: tuple[str, ...]) -> Resolved:
    """The earlier question with its subject replaced: years by years, bodies and places by the new one."""
    subject = _also_words(question)
    words = _carried(earlier, question)
    if _YEAR.search(subject):
        words = [w for w in words if not _YEAR.fullmatch(w)]
    text = f"{subject} {' '.join(words)}"
    reading = understand(text)
    asks = question.asks if question.asks not in ("what", "how") else earlier.question.asks
    identity = question.identity or earlier.question.identity
    return Resolved(text, replace(reading, asks=asks, identity=identity), focus=subject, documents=about)


def _also_words(question: Question) -> str:
    """The words between "còn" and "thì sao", as typed."""
    words = question.text.rstrip("?!. ").split()
    folded = [fold(word.strip(",.;:?!")) for word in words]
    start = 0
    while start < len(words) and folded[start] in ("the", "vay", "con", "nhung"):
        start += 1
    end = len(words)
    for ending in (("thi", "sao"), ("nhu", "the", "nao"), ("the", "nao"), ("ra", "sao"), ("sao",)):
        if tuple(folded[end - len(ending) : end]) == ending:
            end -= len(ending)
            if end and folded[end - 1] == "thi":
                end -= 1
            break
    return " ".join(words[start:end])


def _carried(earlier: Resolved, question: Question) -> list[str]:
    """Content words of the earlier question that the new one does not repeat."""
    have = {fold(word) for word in question.content}
    return [word for word in earlier.question.content if fold(word) not in have]
