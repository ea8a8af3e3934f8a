"""TREC run and qrels files, the common tongue of retrieval tools.

A run line is ``query Q0 document rank score tag``, a qrels line ``query 0 document relevance``, separated by
blanks. Ids with blanks in them ("Luật Du lịch|39") cannot stand in such a file: on writing, blanks and ``%``
become ``%20``, ``%25`` and so on, in runs and qrels alike, so that the pair still agrees; ``quoted=True``
undoes it on reading.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from corpus.errors import TrolyError
from eval.dataset import Judgement, Ranked
from eval.records import lines

_UNSAFE = re.compile(r"[\s%]")


def read_qrels(path: Path, *, quoted: bool = False) -> tuple[Judgement, ...]:
    """The judgements of a qrels file. TrolyError with the line for a malformed one."""
    judgements = []
    for number, line in lines(path):
        fields = line.split()
        if not fields:
            continue
        if len(fields) != 4:
            raise TrolyError(f"{path}:{number}: dòng qrels cần 4 cột (câu hỏi, 0, văn bản, mức), gặp {len(fields)}.")
        query, _, document, relevance = fields
        try:
            judgements.append(Judgement(_id(query, quoted), _id(document, quoted), int(relevance)))
        except ValueError as error:
            raise TrolyError(f"{path}:{number}: mức liên quan “{relevance}” không phải số nguyên.") from error
    return tuple(judgements)


def read_run(path: Path, *, quoted: bool = False) -> dict[str, tuple[Ranked, ...]]:
    """Rankings by query, best first. Order is by score, then by rank in the file.

    Raises TrolyError with the line for a malformed line or a document ranked twice for one query.
    """
    rows: dict[str, dict[str, float]] = {}
    for number, line in lines(path):
        fields = line.split()
        if not fields:
            continue
        if len(fields) != 6:
            raise TrolyError(f"{path}:{number}: dòng kết quả TREC cần 6 cột, gặp {len(fields)}.")
        query, document = _id(fields[0], quoted), _id(fields[2], quoted)
        ranking = rows.setdefault(query, {})
        if document in ranking:
            raise TrolyError(f"{path}:{number}: văn bản “{document}” được xếp hai lần cho câu hỏi “{query}”.")
        try:
            ranking[document] = float(fields[4])
        except ValueError as error:
            raise TrolyError(f"{path}:{number}: điểm “{fields[4]}” không phải số.") from error
    return {
        query: tuple(Ranked(d, s) for d, s in sorted(ranking.items(), key=lambda item: -item[1]))
        for query, ranking in rows.items()
    }


def write_qrels(judgements: Iterable[Judgement], path: Path) -> None:
    """Write judgements as a qrels file."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{_quoted(j.query)} 0 {_quoted(j.document)} {j.relevance}\n" for j in judgements)


def write_run(rankings: Mapping[str, Sequence[Ranked]], path: Path, *, tag: str = "troly") -> None:
    """Write rankings (best first, scores strictly falling) as a run file."""
    with path.open("w", encoding="utf-8") as stream:
        for query, ranking in rankings.items():
            stream.writelines(
                f"{_quoted(query)} Q0 {_quoted(r.document)} {rank} {r.score!r} {tag}\n"
                for rank, r in enumerate(ranking, 1)
            )


def _quoted(identifier: str) -> str:
    return _UNSAFE.sub(lambda m: quote(m.group(), safe=""), identifier)


def _id(field: str, quoted: bool) -> str:
    return unquote(field) if quoted else field
