"""Is B better than A? Runs compared query by query, on the questions they share.

The first run is the base; every other is compared with it: paired bootstrap interval of the difference,
paired randomisation test (adjusted by Holm when several runs are compared), wins and losses, and the
questions that changed most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from corpus.errors import TrolyError
from eval.measures import only_for_curves
from eval.results import QueryResult
from eval.runs import Run
from eval.statistics import Difference, difference, holm

# Counts, not measures of quality: more of them is not better.
_NOT_COMPARED: Final = frozenset({"statements"})


class Change(NamedTuple):
    """A question whose measure changed: from ``before`` to ``after``."""

    before: QueryResult
    after: QueryResult
    delta: float


class MeasureComparison(NamedTuple):
    """A measure of both runs over the ``n`` questions to which it applies in both. ``p_adjusted`` is
    Holm's."""

    measure: str
    base: float
    other: float
    n: int
    difference: Difference
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One run against the base. ``changes`` are those of ``by``, largest first."""

    base: str
    other: str
    n: int
    measures: tuple[MeasureComparison, ...]
    by: str
    changes: tuple[Change, ...]
    problems: tuple[str, ...]


def compare(runs: Sequence[Run], *, by: str | None = None, changes: int = 10, seed: int = 0) -> tuple[Comparison, ...]:
    """Each run after the first against the first.

    ``by`` is the measure by which questions changed most: by default the first the runs share. Raises
    TrolyError for fewer than two runs, no questions in common, or a measure that they do not share.
    """
    if len(runs) < 2:
        raise TrolyError("Cần ít nhất hai lần chạy để so sánh.")
    base, *others = runs
    compared = [_compare(base, other, by=by, changes=changes, seed=seed) for other in others]
    return _adjusted(compared)


def _compare(base: Run, other: Run, *, by: str | None, changes: int, seed: int) -> Comparison:
    after = {result.id: result for result in other.results}
    pairs = [(result, after[result.id]) for result in base.results if result.id in after]
    if not pairs:
        raise TrolyError(f"“{base.name}” và “{other.name}” không có câu hỏi chung nào nên không so sánh được.")
    shared = _shared(pairs)
    hidden = only_for_curves(base.config.options) & only_for_curves(other.config.options) - {by}
    measures = tuple(name for name in shared if name not in hidden)
    if by is not None and by not in measures:
        raise TrolyError(f"Hai lần chạy không cùng có phép đo “{by}”; hãy chọn trong: {', '.join(measures)}.")
    by = by or measures[0]
    rows = []
    for measure in measures:
        values = [(a.values[measure], b.values[measure]) for a, b in pairs if _both(a, b, measure)]
        first, second = [a for a, _ in values], [b for _, b in values]
        delta = difference(first, second, seed=seed)
        means = sum(first) / len(values), sum(second) / len(values)
        rows.append(MeasureComparison(measure, *means, len(values), delta, delta.p))
    return Comparison(
        base.name,
        other.name,
        len(pairs),
        tuple(rows),
        by,
        _changes(pairs, by, changes),
        _problems(base, other, len(pairs)),
    )


def _shared(pairs: Sequence[tuple[QueryResult, QueryResult]]) -> tuple[str, ...]:
    names = dict.fromkeys(name for a, b in pairs for name in a.values if name in b.values)
    return tuple(name for name in names if name not in _NOT_COMPARED)


def _both(a: QueryResult, b: QueryResult, measure: str) -> bool:
    return measure in a.values and measure in b.values


def _changes(pairs: Sequence[tuple[QueryResult, QueryResult]], by: str, count: int) -> tuple[Change, ...]:
    changes = [Change(a, b, b.values[by] - a.values[by]) for a, b in pairs if _both(a, b, by)]
    moved = [change for change in changes if abs(change.delta) > 1e-12]
    return tuple(sorted(moved, key=lambda change: -abs(change.delta))[:count])


def _problems(base: Run, other: Run, shared: int) -> tuple[str, ...]:
    problems = []
    only = len(base.results) + len(other.results) - 2 * shared
    if only:
        problems.append(f"{only} câu hỏi chỉ có ở một trong hai lần chạy và không được so sánh")
    if base.config.fingerprints.get("dataset") != other.config.fingerprints.get("dataset"):
        problems.append("hai lần chạy dùng bộ dữ liệu khác nhau (dấu vân tay khác nhau)")
    return tuple(problems)


def _adjusted(compared: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Holm's adjustment over the runs compared, measure by measure."""
    adjusted: dict[tuple[int, str], float] = {}
    for measure in dict.fromkeys(row.measure for c in compared for row in c.measures):
        having = [(i, row) for i, c in enumerate(compared) for row in c.measures if row.measure == measure]
        for (i, _), p in zip(having, holm([row.difference.p for _, row in having]), strict=True):
            adjusted[i, measure] = p
    return tuple(
        Comparison(
            c.base,
            c.other,
            c.n,
            tuple(row._replace(p_adjusted=adjusted[i, row.measure]) for row in c.measures),
            c.by,
            c.changes,
            c.problems,
        )
        for i, c in enumerate(compared)
    )
