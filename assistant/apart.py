"""Which of two documents came first, and how long after it the other: told from their dates.

The dates are the documents' own, or those with which the corpus mentions a document that it lacks. The days between
them are counted here and said above the dates, as a remark: no document says them.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from assistant import cite, facts, identity
from assistant.named import Named
from assistant.question import Question
from assistant.reply import Block, Reply
from corpus.document import Document, PartialDate
from index.search import Index
from prompts import say

_HOW_LONG = re.compile(
    r"\b(cach nhau|(sau|truoc|giua|tu)\b.*\b(may|bao nhieu) (ngay|thang|nam)|so ngay giua|(sau|cach|mat)\b.*\bbao lau|"
    r"(bao lau|(may|bao nhieu) (ngay|thang|nam)) (sau|ke tu|tinh tu|giua|tu))\b"
)
_WHICH_FIRST = re.compile(
    r"\b(truoc hay sau|sau hay truoc|(ra|co|ban hanh|ky)( doi)? (truoc|sau)|"
    r"(cai|van ban|ban) nao (ra |co |ban hanh )?(truoc|sau|som|muon|moi|cu)( hon)?)\b"
)
#: Years of carrying something out are told by the documents, not by their dates.
_AT_WORK = re.compile(r"\b(lam|thuc hien|trien khai|so ket|tong ket)\b")
_TWO = 2


class _Dated(NamedTuple):
    """A document's name and date, and the block that tells the date."""

    name: str
    date: date
    block: Block


def respond(index: Index, question: Question, names: Named, scope: Sequence[Document]) -> Reply | None:
    """The dates of the two documents that a question sets apart, the earlier first, and the time between them; None for
    another question, or where the documents are not two with a whole date each."""
    how_long = _HOW_LONG.search(question.folded) and not _AT_WORK.search(question.folded)
    if not how_long and not _WHICH_FIRST.search(question.folded):
        return None
    found = [dated for document in scope if (dated := _own(document)) is not None]
    for number in names.numbers:
        mentioned = _mentioned(index, replace(names, numbers=(number,)))
        found += [mentioned] if mentioned else []
    if len(found) != _TWO or len(scope) + len(names.numbers) != _TWO:
        return None
    first, last = sorted(found, key=lambda dated: dated.date)
    days = f"{(last.date - first.date).days:,} ngày".replace(",", ".")
    told = spoken(first.date, last.date)
    length = days if told == days else f"{days} ({told})"
    lead = say("tra-loi", "apart", first=first.name, last=last.name, length=length)
    return Reply((Block((), lead=lead), first.block, last.block))


def spoken(first: date, last: date) -> str:
    """The time from one day to a later one: ``5 năm 11 tháng 7 ngày``."""
    months = 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)
    year, month = divmod(12 * first.year + first.month - 1 + months, 12)
    reached = date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
    parts = ((months // 12, "năm"), (months % 12, "tháng"), ((last - reached).days, "ngày"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 ngày"


def _own(document: Document) -> _Dated | None:
    day = _whole(document.info.date)
    reply = facts.respond(("date",), [document])
    return _Dated(cite.name(document.info), day, reply.blocks[0]) if day and reply.blocks else None


def _mentioned(index: Index, names: Named) -> _Dated | None:
    references = identity.references(index, names)
    day = next((d for _, reference in references if (d := _whole(reference.date)) is not None), None)
    reply = facts.respond_referred("date", references)
    return _Dated(names.numbers[0].name, day, reply.blocks[0]) if day and reply else None


def _whole(partial: PartialDate | None) -> date | None:
    return date.fromisoformat(partial.iso) if partial is not None and partial.iso else None
