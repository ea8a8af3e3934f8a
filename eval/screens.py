"""What the tab **Đánh giá** shows, as HTML: the list of runs, a run's progress, a report, a comparison.

Nothing here knows Gradio; texts from outside are escaped by ``tag``.
"""

from collections.abc import Mapping, Sequence

from assistant.app.markup import Html, capitalised, join, tag
from eval.bench import State
from eval.catalogue import Catalogue, Entry
from eval.compare import Comparison, MeasureComparison
from eval.words import measure, number, p_value

SURE = 0.05
_SURE_WORDS = f"p\N{NO-BREAK SPACE}<\N{NO-BREAK SPACE}{number(SURE, digits=2)}"


def error(words: str) -> Html:
    """A sentence that says what went wrong."""
    return tag("div", tag("p", words), class_="reply error", role="alert")


def starter(count: int, limits: Sequence[int]) -> Html:
    """The form that starts a run: so many questions of the set, or all ``count``."""
    offered = [*((str(n), f"{n} câu") for n in limits if n < count), ("", f"Tất cả {count} câu")]
    radios = (
        tag("label", tag("input", type="radio", name="bench-limit", value=value, checked=not i), words)
        for i, (value, words) in enumerate(offered)
    )
    return tag(
        "section",
        tag("h2", "Chạy đánh giá"),
        tag(
            "p",
            "Hỏi trợ lý các câu của bộ câu hỏi có đáp án kèm theo chương trình rồi chấm: dẫn đúng bằng chứng, có đáp "
            "án, trích dẫn chứng minh được, từ chối đúng lúc. Trong lúc chạy vẫn hỏi đáp bình thường. "
            "Chạy lại khi chương trình và kho văn bản không đổi thì kết quả mới thay kết quả cũ.",
            class_="bench-note",
        ),
        tag(
            "form",
            tag("fieldset", tag("legend", "Số câu hỏi (lấy ngẫu nhiên, cố định)"), *radios),
            tag("button", "Bắt đầu chạy", class_="solid", type="submit"),
            tag("button", "Dừng", class_="quiet", type="button", data_bench_halt=True),
            data_bench_begin=True,
        ),
        class_="bench-start",
    )


def progress(state: State) -> Html:
    """How a run stands: a bar while it runs, then what came of it."""
    if state.phase == "idle":
        return Html("")
    if state.phase == "running":
        return _bar(state)
    if state.phase == "failed":
        return error(state.words)
    return tag(
        "div",
        tag("p", state.words, role="status"),
        _report_button([state.run], "Xem báo cáo của lần chạy này") if state.run else None,
        class_=f"bench-outcome {state.phase}",
    )


def listing(found: Catalogue) -> Html:
    """The form that compares two runs, and all runs, latest first."""
    return tag(
        "div",
        *(tag("p", problem, class_="notice") for problem in found.problems),
        _compare_form(found.entries) if len(found.entries) > 1 else None,
        tag("h2", f"Các lần chạy ({len(found.entries)})"),
        tag("ul", *(_row(entry) for entry in found.entries), class_="shelf") if found.entries else _none_yet(),
    )


def report(entries: Sequence[Entry], html: str, *, shown: int) -> Html:
    """A report, as a whole page in a frame that can run no script.

    ``allow-same-origin`` lets the page around it follow its inner links; ``allow-modals`` lets it be printed.
    """
    title = " và ".join(entry.title for entry in entries)
    frame = tag(
        "iframe",
        srcdoc=html,
        title=f"Báo cáo: {title}",
        sandbox="allow-same-origin allow-modals",
        data_file="bao-cao-" + "-".join(entry.id.replace("/", "-") for entry in entries) + ".html",
    )
    buttons = (
        tag("button", "In", class_="quiet", type="button", data_bench_print=True),
        tag("button", "Tải về", class_="quiet", type="button", data_bench_save=True),
    )
    return _view(title, frame, *buttons, shown=shown)


def comparison(base: Entry, other: Entry, found: Comparison, *, shown: int) -> Html:
    """Two runs side by side, measure by measure, and the questions that changed most."""
    rows = [_compared(row) for row in found.measures]
    head = ("Phép đo", "Gốc", "Mới", "Chênh lệch [95%]", "p", "Hơn", "Kém", "Bằng", "Nhận xét")
    note = (
        f"{found.n} câu hỏi chung. Khoảng 95% tính bằng bootstrap ghép cặp; p theo phép thử hoán vị ghép cặp. "
        "Hơn, kém, bằng: số câu hỏi mà lần chạy mới tốt hơn, kém hơn, như cũ."
    )
    body = tag(
        "div",
        tag("dl", *_named("Gốc", base), *_named("Mới", other), class_="bench-pair"),
        tag("p", verdict(found.measures), class_="bench-verdict"),
        *(tag("p", capitalised(problem) + ".", class_="notice") for problem in found.problems),
        tag("p", note, class_="bench-note"),
        _table(head, rows, label="Các phép đo"),
        _changes(found),
        tag("p", _report_button([base.id, other.id], "Báo cáo đầy đủ của hai lần chạy")),
        class_="bench-body",
        tabindex=0,
        role="region",
        aria_label="Kết quả so sánh",
    )
    return _view("So sánh hai lần chạy", body, shown=shown)


def failure(words: str, *, shown: int) -> Html:
    """In place of a report or comparison, why there is none."""
    return _view("Không mở được", tag("div", error(words), class_="bench-body"), shown=shown)


def verdict(rows: Sequence[MeasureComparison]) -> str:
    """How many measures got better or worse beyond chance, in one sentence."""
    better, worse = (sum(_direction(row) == way for row in rows) for way in (1, -1))
    if not better and not worse:
        return f"Không phép đo nào khác nhau rõ rệt ({_SURE_WORDS})."
    told = [(better, "tốt lên"), (worse, "kém đi"), (len(rows) - better - worse, "chưa rõ khác")]
    return f"{capitalised('; '.join(f'{n} phép đo {words}' for n, words in told if n))} ({_SURE_WORDS})."


def _direction(row: MeasureComparison) -> int:
    return 0 if row.p_adjusted >= SURE else (row.difference.mean > 0) - (row.difference.mean < 0)


_REMARKS: Mapping[int, tuple[str, str]] = {1: ("better", "▲ tốt lên"), -1: ("worse", "▼ kém đi"), 0: ("", "chưa rõ")}


def _compared(row: MeasureComparison) -> tuple[Html | str, ...]:
    d = row.difference
    kind, words = _REMARKS[_direction(row)]
    if not d.wins and not d.losses:
        words = "không đổi"
    interval = tag("span", f" [{number(d.low)}; {number(d.high)}]", class_="bench-small")
    return (
        *(measure(row.measure), number(row.base), number(row.other), join(number(d.mean), interval)),
        *(p_value(row.p_adjusted), str(d.wins), str(d.losses), str(d.ties), tag("span", words, class_=kind or None)),
    )


def _changes(found: Comparison) -> Html:
    title = tag("h3", f"Câu hỏi thay đổi nhiều nhất ({measure(found.by)})")
    rows = [
        (c.before.question, number(c.before.values[found.by]), number(c.after.values[found.by])) for c in found.changes
    ]
    return join(
        title,
        _table(("Câu hỏi", "Gốc", "Mới"), rows, label="Câu hỏi thay đổi")
        if rows
        else tag("p", "Không câu nào thay đổi."),
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, label: str) -> Html:
    columns = (tag("th", words, scope="col") for words in head)
    body = (tag("tr", tag("th", r[0], scope="row"), *(tag("td", cell) for cell in r[1:])) for r in rows)
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", *columns)),
            tag("tbody", *body),
        ),
        class_="bench-scroll",
        tabindex=0,
        role="region",
        aria_label=label,
    )


def _named(label: str, entry: Entry) -> tuple[Html, Html]:
    return tag("dt", label), tag("dd", entry.title)


def _view(title: str, body: Html, *buttons: Html, shown: int) -> Html:
    """``shown`` differs between openings, so that the page notices each."""
    return tag(
        "section",
        tag(
            "header",
            tag("button", "← Các lần chạy", class_="quiet", type="button", data_bench_close=True),
            tag("h2", title, tabindex=-1),
            *buttons,
        ),
        body,
        class_="bench-open",
        data_shown=shown,
    )


def _row(entry: Entry) -> Html:
    facts = " · ".join((f"{entry.finished:%d/%m/%Y %H:%M}", f"{entry.n} câu hỏi", *entry.choices))
    figures = (tag("div", tag("dt", measure(name)), tag("dd", number(value))) for name, value in entry.figures.items())
    return tag(
        "li",
        tag(
            "div",
            tag("span", entry.name, class_="card-name"),
            tag("span", facts, class_="card-facts"),
            tag("dl", *figures, class_="bench-figures"),
            class_="bench-run",
        ),
        _report_button([entry.id], "Xem báo cáo", label=f"Xem báo cáo: {entry.title}"),
        class_="card",
    )


def _compare_form(entries: Sequence[Entry]) -> Html:
    """Two lists to choose from; at first the latest run, and the one before it that is most of its kind."""
    new = entries[0]
    kind = (new.task, new.dataset, new.n)
    base = max(entries[1:], key=lambda e: sum(a == b for a, b in zip((e.task, e.dataset, e.n), kind, strict=True)))

    def choice(name: str, words: str, chosen: Entry) -> Html:
        options = (tag("option", e.title, value=e.id, selected=e.id == chosen.id) for e in entries)
        return tag("label", words, tag("select", *options, name=name, aria_label=f"Lần chạy {words.lower()}"))

    return tag(
        "section",
        tag("h2", "So sánh hai lần chạy"),
        tag(
            "form",
            choice("base", "Gốc", base),
            choice("other", "Mới", new),
            tag("button", "So sánh", class_="solid", type="submit"),
            data_bench_compare=True,
        ),
        class_="bench-compare",
    )


def _none_yet() -> Html:
    words = "Chưa có lần chạy nào. Bấm Bắt đầu chạy ở trên, hoặc chạy lệnh troly eval trên máy này."
    return tag("p", words, class_="bench-note")


def _report_button(ids: Sequence[str], words: str, *, label: str | None = None) -> Html:
    named = {f"data_run_{i}": id for i, id in enumerate(ids)}
    return tag("button", words, class_="quiet", type="button", data_bench_report=True, aria_label=label, **named)


def _bar(state: State) -> Html:
    words = "Đang chuẩn bị…"
    if state.done:
        left = state.seconds / state.done * (state.total - state.done)
        words = f"{state.done}/{state.total} câu, còn khoảng {number(max(left, 1), digits=0)} giây"
    return tag(
        "div",
        tag("progress", value=state.done or None, max=state.total or None, aria_label="Tiến độ đánh giá"),
        tag("p", words),
        class_="bench-progress",
        data_running=True,
    )
