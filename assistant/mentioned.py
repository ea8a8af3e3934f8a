"""Whether documents speak of a matter at all, told by its terms: words that stand side by side in the corpus.

"Công văn tỉnh có nhắc chuyển đổi số không?" is not answered by sentences about "chuyển đổi" and "số": a document that
lacks a term which others have, or all of the terms, has nothing on the matter.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant import cite
from assistant.evidence import read
from assistant.question import Question, content_words
from assistant.reply import Block, Point, Quote, Reply
from corpus.document import Document
from index.search import Hit, Index
from prompts import say

_ASKS = re.compile(
    r"\b(?:co|duoc) (?:duoc |noi gi |gi )?(?:nhac|neu|noi|de cap|ghi|yeu cau|doi|hoi|ban(?! hanh))(?: \w+)??"
    r"(?: (?:den|toi|ve|gi ve))? "
    r"(?P<matter>.+?),? (?:khong|ko|k|chua)\b"
)
_WHICH = re.compile(
    r"^(?:liet ke |ke (?:ten |ra )?|cho biet |tim |nhung |cac |co )*(?:van ban|tai lieu)(?: nao)?(?: trong kho)? "
    r"(?:co |da |deu )*(?:nhac|neu|noi|de cap)(?: den| toi| ve)* (?P<matter>.+?)\W*$"
)
_JOINS = frozenset("viec cac nhung ve cua cho den toi theo trong va hoac o cap chuyen phan muc gi khong co".split())
_LONGEST = 6
_LONGEST_TERM = 4
_LONG = 320  # characters of a sentence shown whole


def lacking(index: Index, question: Question, scope: Sequence[Document], hits: Sequence[Hit]) -> bool:
    """Whether the documents of ``scope`` lack what a question asks whether they speak of: all of its terms, or one that
    the passages found have."""
    match = _ASKS.search(question.folded)
    if match is None or not scope:
        return False
    own = " ".join(_keys(index, document.text) for document in scope)
    found = " ".join(_keys(index, hit.passage.text) for hit in hits)
    terms = _terms(index, match["matter"])
    here = [term for term in terms if f" {term} " in own]
    elsewhere = [term for term in terms if term not in here and f" {term} " in found]
    return bool(terms) and (not here or bool(elsewhere))


def respond(index: Index, question: Question, documents: Sequence[Document]) -> Reply | None:
    """Those of the documents that have the words that a question asks for ("văn bản nào nhắc đến Mặt trận Tổ quốc?"),
    each with the first sentence that has them; None for another question, or when none has them in a row."""
    match = _WHICH.match(question.folded)
    if match is None or not 1 < len(match["matter"].split()) <= _LONGEST:
        return None
    wanted = read(index, match["matter"]).run.strip()
    blocks: list[Block] = []
    for document in documents:
        quote = _first(index, document, wanted)
        if quote is not None:
            lead = say("tra-loi", "lead", document=cite.name(document.info), place=cite.place_of(document, quote.start))
            note = "" if document.info.verbatim else say("tra-loi", "summary-note", document=cite.name(document.info))
            blocks.append(Block((Point(quote.text, (quote,)),), lead=lead, note=note))
    if not blocks:
        return None
    words = question.text.rstrip(" ?!.").split()[-len(match["matter"].split()) :]
    said = say("tra-loi", "mentions", document=f"“{' '.join(words)}”", count=len(blocks))
    return Reply((Block((), lead=said), *blocks))


def _terms(index: Index, matter: str) -> list[str]:
    """Pairs of content words, as keys, that stand side by side in what is asked about; none for a long matter, which
    may be said in other words."""
    keys = read(index, " ".join(content_words(matter))).run.split()
    if len(keys) > _LONGEST_TERM:
        return []
    return [f"{a} {b}" for a, b in pairwise(keys) if a not in _JOINS and b not in _JOINS]


def _first(index: Index, document: Document, wanted: str) -> Quote | None:
    """The first sentence of a document that has ``wanted``; of a long one, the clause."""
    if f" {wanted} " not in _keys(index, document.text):
        return None
    for start, end in document.sentences:
        if f" {wanted} " not in _keys(index, document.text[start:end]):
            continue
        if end - start > _LONG:
            for clause in re.finditer(r"[^;]+", document.text[start:end]):
                text = clause.group()
                if f" {wanted} " in _keys(index, text):
                    shift = len(text) - len(text.lstrip())
                    return Quote(document, start + clause.start() + shift, start + clause.start() + len(text.rstrip()))
        return Quote(document, start, end)
    return None


def _keys(index: Index, text: str) -> str:
    return f" {read(index, text).run.strip()} "
