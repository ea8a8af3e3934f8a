"""The tab Đánh giá: its list, its run in the background, its screens; and all of it in a browser, offline."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from corpus.errors import TrolyError
from eval import screens, tab
from eval.bench import UNEXPECTED, Bench, State, measured
from eval.catalogue import catalogue, opened
from eval.results import QueryResult
from eval.runs import Config, carry_out, finish, load
from eval.runs import Job as RunJob
from eval.summaries import summarise
from index import sync
from index.search import Index
from tests.assistant.app.browsing import DESKTOP, PHONE, TIMEOUT, put
from tests.assistant.app.browsing import opened as page_opened
from tests.assistant.app.serving import ROOT, Served
from tests.eval.samples import lines

DOCUMENT = """TỈNH ỦY LAI CHÂU
*
Số 815-CV/TU

Lai Châu, ngày 12 tháng 10 năm 2023

Kính gửi: Ban Cán sự đảng UBND tỉnh

Ban Thường vụ Tỉnh ủy yêu cầu thực hiện như sau:

1. Ban Cán sự đảng UBND tỉnh lãnh đạo xây dựng kế hoạch trước ngày 30/11/2023.

2. Ban Tuyên giáo Tỉnh ủy đẩy mạnh công tác thông tin, tuyên truyền.
"""
QUOTE = "ngày 12 tháng 10 năm 2023"


def run(parent: Path, name: str, values: list[float], *, task: str = "answers", age: int = 0, **options: int) -> Path:
    """A finished run, ``age`` seconds older than now, with a question for each value."""
    config = Config(task, "dev", {"limit": None, **options}, {"dataset": "aa"})
    results = [
        QueryResult(
            f"q{i}",
            f"Câu hỏi thứ {i} <b>?",
            {"evidence_hit": value, "citation_recall": 1.0},
            0.01,
            answer="Bà Trương Thị Mai ký [1].",
            problems=() if value else ("không dẫn đúng bằng chứng",),
        )
        for i, value in enumerate(values)
    ]
    folder = parent / name
    carry_out(folder, config, [RunJob(r.id, lambda r=r: r) for r in results])  # type: ignore[misc]
    finish(folder, config, summarise(results, seed=0))
    os.utime(folder / "metrics.json", (time.time() - age,) * 2)
    return folder


# --- the list ----------------------------------------------------------------------------------------------


def test_the_list_has_finished_runs_latest_first_those_of_peers_too(tmp_path: Path) -> None:
    run(tmp_path, "cũ", [1.0, 0.0], age=60, k=3)
    run(tmp_path, "mới", [1.0, 1.0])
    run(tmp_path / "peers-dev", "bm25", [0.0, 1.0], task="peers", age=30)
    (tmp_path / "dở").mkdir()
    found = catalogue(tmp_path)
    assert [entry.id for entry in found.entries] == ["mới", "peers-dev/bm25", "cũ"]
    assert found.problems == ()
    oldest = found.entries[-1]
    assert dict(oldest.figures) == {"evidence_hit": 0.5, "citation_recall": 1.0}
    assert oldest.title == f"Trả lời: dev, 3 đoạn mỗi câu · 2 câu · {oldest.finished:%d/%m/%Y %H:%M}"


def test_a_damaged_run_is_told_and_hides_no_other(tmp_path: Path) -> None:
    run(tmp_path, "lành", [1.0])
    (run(tmp_path, "hỏng", [1.0]) / "metrics.json").write_text('{"n": ', encoding="utf-8")
    found = catalogue(tmp_path)
    assert [entry.id for entry in found.entries] == ["lành"]
    assert len(found.problems) == 1
    assert "hỏng" in found.problems[0]


@pytest.mark.parametrize("id", ["../lành", "/etc", "", "không có"])
def test_only_what_is_listed_can_be_opened(tmp_path: Path, id: str) -> None:
    run(tmp_path / "eval", "a", [1.0])
    run(tmp_path, "lành", [1.0])
    assert opened(tmp_path / "eval", "a")[1].metrics.n == 1
    with pytest.raises(TrolyError, match="Không tìm thấy lần chạy này"):
        opened(tmp_path / "eval", id)


# --- the screens -------------------------------------------------------------------------------------------


def test_without_runs_the_list_says_what_to_do(tmp_path: Path) -> None:
    shown = tab.listed(tmp_path / "chưa có")
    assert "Chưa có lần chạy nào" in shown
    assert "data-bench-compare" not in shown


def test_the_form_proposes_the_latest_run_against_the_one_most_like_it(tmp_path: Path) -> None:
    run(tmp_path, "giống", [1.0, 0.0], age=60)
    run(tmp_path, "khác", [1.0], age=30)
    run(tmp_path, "mới", [1.0, 1.0])
    shown = tab.listed(tmp_path)
    assert [part.partition('"')[0] for part in shown.split('<option value="')[1:] if "selected" in part] == [
        "giống",
        "mới",
    ]


def test_a_report_is_a_page_in_a_frame_without_scripts(tmp_path: Path) -> None:
    run(tmp_path, "a", [1.0, 0.0])
    shown = tab.report(tmp_path, ["a"], shown=7)
    assert 'sandbox="allow-same-origin allow-modals"' in shown
    assert 'data-shown="7"' in shown
    assert "&lt;h1&gt;Trả lời: dev&lt;/h1&gt;" in shown
    assert "&amp;lt;b&amp;gt;" in shown


def test_a_comparison_says_what_got_better_beyond_chance(tmp_path: Path) -> None:
    run(tmp_path, "trước", [0.0] * 12, age=60)
    run(tmp_path, "sau", [1.0] * 10 + [0.0] * 2)
    shown = tab.comparison(tmp_path, "trước", "sau", shown=1)
    assert "1 phép đo tốt lên; 1 phép đo chưa rõ khác (p\xa0&lt;\xa00,05)." in shown
    assert (
        '<th scope="row">dẫn đúng bằng chứng</th><td>0,000</td><td>0,833</td><td>0,833<span class="bench-small">'
    ) in shown
    assert '<td>10</td><td>0</td><td>2</td><td><span class="better">▲ tốt lên</span></td>' in shown
    assert "Câu hỏi thứ 0 &lt;b&gt;?" in shown
    assert "không đổi" in shown
    backwards = tab.comparison(tmp_path, "sau", "trước", shown=2)
    assert "1 phép đo kém đi; 1 phép đo chưa rõ khác" in backwards


def test_what_cannot_be_compared_is_one_sentence(tmp_path: Path) -> None:
    run(tmp_path, "a", [1.0])
    assert "Hãy chọn hai lần chạy khác nhau để so sánh." in tab.comparison(tmp_path, "a", "a", shown=1)
    assert "Không tìm thấy lần chạy này" in tab.comparison(tmp_path, "a", "b", shown=1)
    assert "Không tìm thấy lần chạy này" in tab.report(tmp_path, ["b"], shown=1)
    (run(tmp_path, "hỏng", [1.0]) / "results.jsonl").write_text('{"id": "q0"}\n', encoding="utf-8")
    assert 'role="alert"' in tab.report(tmp_path, ["hỏng"], shown=1)


def test_the_choices_are_no_more_than_the_set_has() -> None:
    assert [f"{n} câu" in screens.starter(30, (20, 50)) for n in (20, 50)] == [True, False]
    assert "Tất cả 30 câu" in screens.starter(30, (20, 50))
    assert (tab.limit_of("20"), tab.limit_of("")) == (20, None)
    with pytest.raises(TrolyError, match="số câu hỏi đã cho"):
        tab.limit_of("1000000")


def test_progress_tells_how_long_it_takes() -> None:
    assert screens.progress(State()) == ""
    assert "Đang chuẩn bị…" in screens.progress(State("running"))
    shown = screens.progress(State("running", 50, 200, seconds=10.0))
    assert 'value="50" max="200"' in shown
    assert "50/200 câu, còn khoảng 30 giây" in shown


# --- a run in the background -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index over one document."""
    folder = tmp_path_factory.mktemp("bench")
    (folder / "documents").mkdir()
    (folder / "documents" / "cong-van.txt").write_text(DOCUMENT, encoding="utf-8")
    sync.update(folder / "documents", folder)
    return folder


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Two questions, of which the document answers one."""
    common = {"history": [], "style": "plain", "note": ""}
    asked = {
        "id": "c1",
        "question": "Công văn số 815-CV/TU ban hành ngày nào?",
        "kind": "fact",
        "answerable": True,
        "evidence": [{"document": "815-CV/TU", "quote": QUOTE}],
        "answer": "12/10/2023",
    }
    refused = {
        "id": "c2",
        "question": "Giá vàng hôm nay là bao nhiêu?",
        "kind": "unanswerable",
        "answerable": False,
        "evidence": [],
        "answer": None,
    }
    return lines(tmp_path / "hai-câu.jsonl", asked | common, refused | common)


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "chờ quá lâu"
        time.sleep(0.01)


def ended(bench: Bench) -> State:
    wait_until(lambda: bench.state.phase != "running")
    return bench.state


def test_a_run_is_kept_with_its_report_and_told_in_one_sentence(data: Path, questions: Path) -> None:
    bench = Bench(open_index=lambda: Index.open(data), data=data, questions=questions)
    assert bench.state == State()
    bench.begin(None)
    state = ended(bench)
    assert state.phase == "done"
    assert state.words.startswith("Đã chạy xong 2 câu hỏi trong 1 giây: trả lời hay từ chối đúng lúc 1,000; ")
    kept = load(bench.runs / state.run)
    assert dict(kept.metrics.metrics)["evidence_hit"] == 1.0
    assert set(kept.config.fingerprints) == {"dataset", "program", "index", "encoder"}
    assert "<h1>Trả lời: hai-câu</h1>" in (bench.runs / state.run / "report.html").read_text("utf-8")
    assert [entry.id for entry in catalogue(bench.runs).entries] == [state.run]


def test_a_stopped_run_goes_on_where_it_was_and_costs_no_finished_one(data: Path, questions: Path) -> None:
    opening = threading.Event()

    def slowly() -> Index:
        assert opening.wait(30)
        return Index.open(data)

    before = measured(Index.open(data), questions, data, limit=None, progress=lambda done, total: None)
    bench = Bench(open_index=slowly, data=data, questions=questions)
    bench.begin(None)
    with pytest.raises(TrolyError, match="Đang có một lần chạy"):
        bench.begin(None)
    bench.halt()
    opening.set()
    state = ended(bench)
    assert state.words.startswith("Đã dừng sau 1 trong 2 câu.")
    assert load(before).metrics.n == 2
    halfway = (bench.runs / "begun" / before.name / "results.jsonl").read_text("utf-8")
    assert halfway.count("\n") == 1
    bench.begin(None)
    assert ended(bench).run == before.name
    assert (before / "results.jsonl").read_text("utf-8").startswith(halfway)


def test_what_goes_wrong_is_one_sentence_and_the_next_run_can_begin(
    data: Path, questions: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    without = Bench(open_index=lambda: Index.open(tmp_path), data=tmp_path, questions=questions)
    without.begin(20)
    assert "troly index" in ended(without).words
    lines(questions, {"id": "c1"})
    malformed = Bench(open_index=lambda: Index.open(data), data=data, questions=questions)
    malformed.begin(20)
    assert f"{questions}:1" in ended(malformed).words

    def broken() -> Index:
        raise ZeroDivisionError("lỗi không lường trước")

    bench = Bench(open_index=broken, data=data, questions=questions)
    for _ in range(2):
        bench.begin(20)
        assert ended(bench) == State("failed", words=UNEXPECTED)
    assert "lỗi không lường trước" in caplog.text


# --- the page ----------------------------------------------------------------------------------------------


TABS = """
import sys
from pathlib import Path
import gradio as gr
from assistant.app.page import page
from tests.assistant.app import sample
for absent in sys.argv[2:]:
    for module in [name for name in sys.modules if name.startswith("eval.")]:
        del sys.modules[module]
    sys.modules[absent] = None  # as where it cannot be imported
    blocks = page(sample.service(), data=Path(sys.argv[1]))
    print(*(block.label for block in blocks.blocks.values() if isinstance(block, gr.Tab)), sep=", ")
"""


def test_the_page_has_the_tab_only_where_the_bench_can_be_imported(tmp_path: Path) -> None:
    # In a process of its own: Gradio leaves an event loop behind.
    command = [sys.executable, "-c", TABS, str(tmp_path), "nothing", "eval.tab", "ir_measures"]
    environ = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=True)
    whole, *without = (line.split(", ") for line in done.stdout.splitlines())
    assert "Đánh giá" in whole
    assert without == [[name for name in whole if name != "Đánh giá"]] * 2


def bench_page(context: BrowserContext, address: str) -> Page:
    page = page_opened(context, address)
    page.get_by_role("tab", name="Đánh giá").click()
    expect(page.get_by_role("heading", name="Các lần chạy")).to_be_visible(timeout=TIMEOUT)
    return page


@pytest.mark.parametrize(
    "context",
    [{"viewport": DESKTOP}, {"viewport": PHONE, "has_touch": True, "is_mobile": True}],
    indirect=True,
    ids=["desktop", "phone"],
)
def test_reports_and_comparisons_open_and_close_by_keyboard(context: BrowserContext, pages: Served) -> None:
    runs = pages.data / "sample" / "eval"
    for name, values, age in (("trước", [0.0] * 12, 60), ("sau", [1.0] * 10 + [0.0] * 2, 0)):
        if not (runs / name).exists():
            run(runs, name, values, age=age)
    page = bench_page(context, pages.sample)
    button = page.get_by_role("button", name="Xem báo cáo: Trả lời: dev").first
    button.focus()
    page.keyboard.press("Enter")
    report = page.frame_locator("#bench-view iframe")
    expect(report.get_by_role("heading", name="Trả lời: dev")).to_be_visible(timeout=TIMEOUT)
    expect(page.locator(".bench-open h2")).to_be_focused()
    report.get_by_role("link", name="Câu cần xem").click()
    failure = report.locator("details").first
    expect(failure).to_be_in_viewport()
    failure.locator("summary").click()
    expect(failure).to_contain_text("không dẫn đúng bằng chứng")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    compare = page.get_by_role("button", name="So sánh", exact=True)
    compare.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bench-verdict")).to_contain_text("1 phép đo tốt lên", timeout=TIMEOUT)
    page.get_by_role("button", name="Báo cáo đầy đủ của hai lần chạy").click()
    expect(report.get_by_role("heading", name="So sánh: sau với trước")).to_be_visible(timeout=TIMEOUT)
    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")
    page.get_by_role("button", name="← Các lần chạy").click()
    expect(compare).to_be_focused()


def test_a_run_shows_its_progress_and_end_while_questions_are_answered(context: BrowserContext, pages: Served) -> None:
    page = bench_page(context, pages.corpus)
    page.get_by_role("radio", name="Tất cả").check()
    page.get_by_role("button", name="Bắt đầu chạy").click()
    expect(page.get_by_role("progressbar", name="Tiến độ đánh giá")).to_be_visible()
    page.get_by_role("tab", name="Hỏi đáp").click()
    put(page, "Kết luận 62-KL/TW ban hành ngày nào?")
    page.get_by_role("tab", name="Đánh giá").click()
    page.get_by_role("button", name="Dừng").click()
    expect(page.locator(".bench-outcome")).to_contain_text("Đã dừng sau", timeout=TIMEOUT)
    page.get_by_role("radio", name="20 câu").check()
    page.get_by_role("button", name="Bắt đầu chạy").click()
    expect(page.locator(".bench-outcome")).to_contain_text("Đã chạy xong 20 câu hỏi", timeout=TIMEOUT)
    expect(page.locator("#bench-runs .card")).to_have_count(1)
    page.get_by_role("button", name="Xem báo cáo của lần chạy này").click()
    report = page.frame_locator("#bench-view iframe")
    expect(report.get_by_role("heading", name="Trả lời: dev")).to_be_visible(timeout=TIMEOUT)
