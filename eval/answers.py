"""Answers measured against gold questions: evidence, gold string, citations, refusals.

``verdict_right``: the answer says yes or no as the gold does, or first of all that the document asked about has
nothing on the matter (then a refusal is right too). ``evidence_hit``: a citation of the gold document whose quote
contains the gold words or is contained by them (white space aside). ``answer_match``: the gold string stands in the
answer. ``citation_recall`` and ``citation_precision`` are those of ALCE (Gao et al. 2023, section 3.2): a statement
is recalled when all its quotes together support it; a citation is precise when its statement is recalled and the
citation either supports it alone or cannot be taken away. ``statement_support`` is the share of statements that are
supported. ``verbatim``: the share of citations whose quote is the document's text at its place. Who decides what
supports what is a function given by the caller.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from assistant.answer import Answer, Citation, Statement
from corpus.document import Document
from eval.gold import GoldEvidence, GoldQuestion
from eval.reading import contains
from eval.results import QueryResult, Shown, mean

_SAYS = {
    "yes": re.compile(r"Có\."),
    "no": re.compile(r"(Không|Chưa)\."),
    "absent": re.compile(r"Không tìm thấy |[^.\n]*\bkhông (nêu|ghi|nhắc|có)\b"),
}

Supports = Callable[[str, Sequence[str]], bool]
"""Whether the quotes support the statement."""


def score(
    question: GoldQuestion, answer: Answer, documents: Mapping[str, Document], *, supports: Supports
) -> dict[str, float]:
    """The measures that apply to the question. ``documents`` by id.

    ``refusal_right`` applies to every question but those about the assistant itself (kind ``meta``) and those whose
    answer stands in another document than the one asked about; an answerable question that was refused scores 0 on
    evidence and answer, and has no citation measures.
    """
    values: dict[str, float] = {}
    may_refuse = question.verdict == "absent"
    if question.verdict:
        says = _SAYS[question.verdict].match(answer.text) is not None
        values["verdict_right"] = float(says or (may_refuse and answer.abstained))
    if may_refuse and not question.answerable:
        values["refusal_right"] = values["verdict_right"]
    elif question.kind != "meta" and not may_refuse:
        values["refusal_right"] = float(answer.abstained is not question.answerable)
    if question.answerable and question.evidence and not (may_refuse and answer.abstained):
        values["evidence_hit"] = evidence_hit(question, answer)
    if question.answerable and question.answer is not None:
        right = (question.answer, *question.alternatives)
        values["answer_match"] = float(not answer.abstained and any(contains(answer.text, gold) for gold in right))
    cited = [s for s in answer.statements if s.citations or question.kind != "meta"]
    if cited and not answer.abstained:
        by_marker = {c.marker: c for c in answer.citations}
        values |= _citation_measures(cited, by_marker, supports=supports)
    if answer.citations:
        values["verbatim"] = mean([float(_verbatim(c, documents)) for c in answer.citations])
    return values


def result(
    question: GoldQuestion,
    answer: Answer,
    documents: Mapping[str, Document],
    *,
    supports: Supports,
    confidence: float = 0.0,
) -> QueryResult:
    """The record of a question: its measures, the answer, and what is wrong with it. ``confidence`` says how well the
    best hit covers the question."""
    values = score(question, answer, documents, supports=supports)
    return QueryResult(
        id=question.id,
        question=" → ".join((*question.history, question.question)),
        values=values,
        seconds=answer.search_seconds + answer.answer_seconds,
        search_seconds=answer.search_seconds,
        kind=question.kind,
        style=question.style,
        answerable=question.answerable,
        score=confidence,
        answer=answer.text,
        gold=tuple(Shown(e.document, e.quote) for e in question.evidence)
        + ((Shown("đáp án", question.answer),) if question.answer else ()),
        found=tuple(Shown(f"[{c.marker}] {c.document}, {c.section}", c.quote) for c in answer.citations),
        problems=tuple(_problems(question, values)),
    )


def statement_support(results: Sequence[QueryResult]) -> float:
    """The share of all statements of a run that their citations support; 1 when nothing was stated."""
    stated = [(r.values["citation_recall"], r.values["statements"]) for r in results if "statements" in r.values]
    total = sum(count for _, count in stated)
    return sum(share * count for share, count in stated) / total if total else 1.0


def evidence_hit(question: GoldQuestion, answer: Answer) -> float:
    """1 when a citation holds a piece of gold evidence (every piece, when all are needed), otherwise 0."""
    found = [any(_holds(citation, piece) for citation in answer.citations) for piece in question.evidence]
    return float(all(found) if question.all_evidence else any(found))


def squeezed(text: str) -> str:
    """NFC with runs of white space as one blank."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def same_document(name: str, *, document_id: str, key: str) -> bool:
    """Whether a gold document name is this document's id or its number, letter case aside."""
    return squeezed(name).casefold() in (squeezed(document_id).casefold(), squeezed(key).casefold())


def _holds(citation: Citation, piece: GoldEvidence) -> bool:
    if not same_document(piece.document, document_id=citation.document_id, key=citation.document):
        return False
    quote, gold = squeezed(citation.quote), squeezed(piece.quote)
    return bool(quote) and (gold in quote or quote in gold)


def _citation_measures(
    statements: Sequence[Statement], by_marker: Mapping[int, Citation], *, supports: Supports
) -> dict[str, float]:
    recalled: list[float] = []
    precise: list[float] = []
    for statement in statements:
        quotes = [by_marker[m].quote for m in statement.citations if m in by_marker]
        supported = bool(quotes) and supports(statement.text, quotes)
        recalled.append(float(supported))
        precise += [float(supported and _needed(statement.text, quotes, i, supports)) for i in range(len(quotes))]
    # With one answer a question, ALCE's citation recall is the share of its statements that are supported.
    support = mean(recalled)
    measured = {"citation_recall": support, "statements": float(len(statements))}
    return measured | ({"citation_precision": mean(precise)} if precise else {})


def _needed(statement: str, quotes: Sequence[str], i: int, supports: Supports) -> bool:
    rest = [*quotes[:i], *quotes[i + 1 :]]
    return not rest or supports(statement, [quotes[i]]) or not supports(statement, rest)


def _verbatim(citation: Citation, documents: Mapping[str, Document]) -> bool:
    document = documents.get(citation.document_id)
    return document is not None and document.text[citation.start : citation.end] == citation.quote


def _problems(question: GoldQuestion, values: Mapping[str, float]) -> Sequence[str]:
    problems = []
    if values.get("verdict_right", 1.0) < 1.0:
        problems.append("không trả lời đúng có, không hay không có trong văn bản được hỏi")
    if values.get("refusal_right", 1.0) < 1.0:
        problems.append("từ chối câu trả lời được" if question.answerable else "trả lời câu phải từ chối")
    elif values.get("evidence_hit", 1.0) < 1.0:
        problems.append("không dẫn đúng bằng chứng")
    elif values.get("answer_match", 1.0) < 1.0:
        problems.append("câu trả lời thiếu đáp án")
    if values.get("citation_recall", 1.0) < 1.0:
        problems.append("có câu không được trích dẫn chứng minh")
    if values.get("citation_precision", 1.0) < 1.0:
        problems.append("có trích dẫn thừa")
    if values.get("verbatim", 1.0) < 1.0:
        problems.append("trích dẫn không nguyên văn")
    return problems
