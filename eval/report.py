"""The report of a run, or of several side by side: one HTML file that prints, in Vietnamese.

Figures with intervals, plots, costs, what differs between runs, and the failures, each to be opened.
"""

from collections.abc import Sequence
from pathlib import Path

from eval import pages, plots
from eval.compare import Comparison, compare
from eval.measures import RECALL_CURVE, only_for_curves
from eval.pages import Markup
from eval.results import QueryResult, mean, values_of
from eval.runs import Run
from eval.statistics import quantile
from eval.words import cost, group, measure, number, p_value, task

_FAILURES = 200


def write(runs: Sequence[Run], path: Path, *, seed: int = 0) -> None:
    """Write the report of some finished runs to ``path``."""
    path.write_text(html(runs, seed=seed), encoding="utf-8")


def html(runs: Sequence[Run], *, seed: int = 0) -> str:
    """The page. With several runs each is compared with the first, where they share questions."""
    first = runs[0]
    title = f"{task(first.config.task)}: {first.config.dataset}"
    parts = [
        pages.heading(title, level=1),
        pages.paragraph(f"{first.metrics.n} câu hỏi. Khoảng tin cậy 95% tính bằng bootstrap.", kind="note"),
        _contents(runs),
        *(pages.paragraph(f"{run.name}: {p}", kind="warning") for run in runs for p in run.metrics.problems),
        _figures(runs),
        _costs(runs),
        *(_comparison(c) for c in _comparisons(runs, seed=seed)),
        *_plots(runs),
        _groups(first),
        *(_failures(run) for run in runs),
        _settings(runs),
    ]
    return pages.page(title, parts)


def _contents(runs: Sequence[Run]) -> str:
    links = [
        ("ket-qua", "Kết quả"),
        ("bieu-do", "Biểu đồ"),
        ("cau-sai", "Câu cần xem"),
        ("cau-hinh", "Cấu hình"),
    ]
    if len(runs) > 1:
        links.insert(1, ("so-sanh", "So sánh"))
    return "<nav>" + "".join(f'<a href="#{anchor}">{words}</a>' for anchor, words in links) + "</nav>"


def _figures(runs: Sequence[Run]) -> str:
    names = dict.fromkeys(
        name for run in runs for name in run.metrics.metrics if name not in only_for_curves(run.config.options)
    )
    rows = [[measure(name), *(_with_interval(run, name) for run in runs)] for name in names]
    return pages.heading("Kết quả", anchor="ket-qua") + pages.table(["Phép đo", *(r.name for r in runs)], rows)


def _with_interval(run: Run, name: str) -> str:
    if name not in run.metrics.metrics:
        return "–"
    value = number(run.metrics.metrics[name])
    if name not in run.metrics.intervals:
        return value
    low, high = run.metrics.intervals[name]
    return Markup(f"{value} <span class='small'>[{number(low)}; {number(high)}]</span>")


def _costs(runs: Sequence[Run]) -> str:
    names = dict.fromkeys(name for run in runs for name in run.metrics.cost)
    rows = [
        [
            cost(name),
            *(number(run.metrics.cost[name], digits=1) if name in run.metrics.cost else "–" for run in runs),
        ]
        for name in names
    ]
    return pages.heading("Thời gian và bộ nhớ", level=3) + pages.table(["Chi phí", *(r.name for r in runs)], rows)


def _comparisons(runs: Sequence[Run], *, seed: int) -> tuple[Comparison, ...]:
    shared = set.intersection(*({result.id for result in run.results} for run in runs))
    return compare(runs, seed=seed) if len(runs) > 1 and shared else ()


def _comparison(comparison: Comparison) -> str:
    rows = []
    for row in comparison.measures:
        d = row.difference
        sure = row.p_adjusted < 0.05
        kind = ("better" if d.mean > 0 else "worse") if sure else "small"
        change = Markup(f"<span class='{kind}'>{number(d.mean)} [{number(d.low)}; {number(d.high)}]</span>")
        rows.append(
            [
                *(measure(row.measure), number(row.base), number(row.other), change, p_value(row.p_adjusted)),
                *(str(d.wins), str(d.losses), str(d.ties)),
            ]
        )
    head = ["Phép đo", "Gốc", "Mới", "Chênh lệch [95%]", "p", "Hơn", "Kém", "Bằng"]
    test = "phép thử hoán vị ghép cặp, hiệu chỉnh Holm khi so nhiều lần chạy"
    caption = f"{comparison.n} câu hỏi chung; p theo {test}."
    changes = [
        [c.before.question, number(c.before.values[comparison.by]), number(c.after.values[comparison.by])]
        for c in comparison.changes
    ]
    return (
        pages.heading(f"So sánh: {comparison.other} với {comparison.base}", anchor="so-sanh")
        + "".join(pages.paragraph(p, kind="warning") for p in comparison.problems)
        + pages.table(head, rows, caption=caption)
        + pages.table(["Câu hỏi thay đổi nhiều nhất", f"{comparison.by}, gốc", "mới"], changes)
    )


def _plots(runs: Sequence[Run]) -> list[str]:
    parts = [pages.heading("Biểu đồ", anchor="bieu-do")]
    curves = {run.name: _recall_curve(run) for run in runs}
    if all(len(curve) > 2 for curve in curves.values()):
        parts += [
            pages.heading("Độ phủ theo số văn bản xem", level=3),
            plots.lines(curves, title="Độ phủ (R@k)", x_label="k"),
        ]
    first = runs[0]
    for name in list(first.metrics.intervals)[:2]:
        for label, words in (("kind: ", "theo loại câu hỏi"), ("style: ", "theo cách viết")):
            parts += _bars(first, name, label, words)
    parts += _score_plot(first.results)
    return parts + _time_plot(runs)


def _time_plot(runs: Sequence[Run]) -> list[str]:
    times = {run.name: [r.seconds * 1000 for r in run.results] for run in runs}
    longest = quantile([t for some in times.values() for t in some], 0.99)
    if not longest:
        return []
    # A single slow question would press all the others into one bar.
    cut = {name: [min(t, longest) for t in some] for name, some in times.items()}
    title, label = "Thời gian mỗi câu hỏi", "mili giây (1% lâu nhất dồn vào cột cuối)"
    return [pages.heading(title, level=3), plots.histogram(cut, title=title, x_label=label)]


def _bars(run: Run, name: str, label: str, words: str) -> list[str]:
    values = {
        f"{group(part)} ({means['n']:.0f})": means[name]
        for part, means in run.metrics.groups.items()
        if part.startswith(label) and name in means
    }
    title = f"{measure(name)[:1].upper()}{measure(name)[1:]}, {words}"
    return [pages.heading(title, level=3), plots.bars(values, title=title)] if values else []


def _recall_curve(run: Run) -> dict[float, float]:
    return {float(n[2:]): run.metrics.metrics[n] for n in RECALL_CURVE if n in run.metrics.metrics}


def _score_plot(results: Sequence[QueryResult]) -> list[str]:
    answerable = [r.score for r in results if r.answerable]
    unanswerable = [r.score for r in results if not r.answerable]
    if not answerable or not unanswerable:
        return []
    scores = {"trả lời được": answerable, "không trả lời được": unanswerable}
    return [
        pages.heading("Mức khớp của đoạn tìm được đầu tiên", level=3),
        plots.histogram(scores, title="Mức khớp của đoạn tìm được đầu tiên", x_label="mức khớp"),
    ]


def _groups(run: Run) -> str:
    """Means by kind and style, for the measures that have an interval (the others belong to the whole
    set)."""
    names = [n for n in run.metrics.intervals if n not in only_for_curves(run.config.options)]
    rows = [
        [group(name), f"{values['n']:.0f}", *(number(values[n]) if n in values else "–" for n in names)]
        for name, values in run.metrics.groups.items()
    ]
    return (pages.heading("Theo loại và cách viết câu hỏi", level=3) if rows else "") + pages.table(
        ["Loại", "Số câu", *(measure(n) for n in names)], rows
    )


def _failures(run: Run) -> str:
    failed = [result for result in run.results if result.problems]
    shown = sorted(failed, key=lambda r: mean(list(r.values.values())))[:_FAILURES]
    words = f"{len(failed)} trong {len(run.results)} câu có vấn đề" + (
        f"; hiện {_FAILURES} câu nặng nhất." if len(failed) > _FAILURES else "."
    )
    return (
        pages.heading(f"Câu cần xem: {run.name}", anchor="cau-sai")
        + pages.paragraph(words, kind="note")
        + "".join(pages.failure(result) for result in shown)
    )


def _settings(runs: Sequence[Run]) -> str:
    parts = [pages.heading("Cấu hình", anchor="cau-hinh")]
    for run in runs:
        config = run.config
        values = {**config.options, **{f"dấu vân tay: {k}": v for k, v in config.fingerprints.items()}}
        rows = [[name, str(value)] for name, value in {**values, "máy": config.machine}.items()]
        parts.append(pages.table(["Mục", "Giá trị"], rows, caption=run.name))
    return "".join(parts)


def headline(run: Run) -> dict[str, float]:
    """The figures of a run that a list of runs shows: its first three measures."""
    return {name: mean(values_of(run.results, name)) for name in list(run.metrics.intervals)[:3]}
