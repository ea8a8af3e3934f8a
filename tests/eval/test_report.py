"""The report page: self-contained, Vietnamese, escaped, with failures to open."""

import re
from html.parser import HTMLParser

import pytest

from eval.plots import bars, histogram, lines
from eval.report import html
from eval.results import QueryResult, Shown
from eval.runs import Config, Run
from eval.summaries import summarise
from eval.words import group, number, p_value

VOID = {"meta", "rect", "line", "circle", "polyline", "br"}


class Checker(HTMLParser):
    """Tags that open and close as they should; all words and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def run(name: str, worst: float) -> Run:
    results = tuple(
        QueryResult(
            id=f"q{i}",
            question="<script>alert(1)</script> Ai ký Kết luận 62?",
            values={"evidence_hit": value, "answer_match": value},
            seconds=0.004 * (i + 1),
            kind="fact" if i % 2 else "unanswerable",
            answerable=bool(i % 2),
            score=0.2 * i,
            answer="Bà Trương Thị Mai ký [1].",
            gold=(Shown("62-KL/TW", "Trương Thị Mai"),),
            found=(Shown("[1] 62-KL/TW", "T/M BỘ CHÍNH TRỊ <b>"),),
            problems=() if value == 1.0 else ("không dẫn đúng bằng chứng",),
        )
        for i, value in enumerate((1.0, 1.0, worst, 1.0))
    )
    metrics = summarise(results, seed=0, extra={"refusal_f1": 0.5}, problems=["1 bằng chứng không thấy"])
    return Run(name, Config("answers", "dev", {"k": 10}, {"dataset": "aa"}), results, metrics)


@pytest.fixture(scope="module")
def page() -> str:
    return html([run("gốc", 0.0), run("mới", 1.0)])


def test_the_page_is_well_formed_and_needs_nothing_else(page: str) -> None:
    checker = Checker()
    checker.feed(page)
    assert checker.open == []
    assert "script" not in checker.tags
    assert not {"link", "img", "iframe"} & set(checker.tags)
    links = [value for name, value in checker.attributes if name in ("href", "src")]
    assert links
    assert all(value and value.startswith("#") for value in links)
    assert "url(" not in page
    assert "@import" not in page


def test_the_page_says_what_was_measured_in_vietnamese(page: str) -> None:
    for words in (
        "Trả lời: dev",
        "dẫn đúng bằng chứng",
        "0,750 <span class='small'>[0,250; 1,000]</span>",
        "So sánh: mới với gốc",
        "gốc: 1 bằng chứng không thấy",
        "1 trong 4 câu có vấn đề.",
        "0 trong 4 câu có vấn đề.",
        "không trả lời được (2)",
        "dấu vân tay: dataset",
    ):
        assert words in page, words


def test_a_failure_can_be_opened_and_shows_gold_answer_and_citation(page: str) -> None:
    (failure,) = re.findall(r"<details>.*?</details>", page, re.DOTALL)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Ai ký Kết luận 62?" in failure
    assert '<span class="tag">không dẫn đúng bằng chứng</span>' in failure
    assert '<span class="place">62-KL/TW</span>: Trương Thị Mai' in failure
    assert "T/M BỘ CHÍNH TRỊ &lt;b&gt;" in failure
    assert "Mã câu hỏi: q2" in failure


def test_bars_are_as_long_as_their_values() -> None:
    drawn = bars({"dữ kiện": 1.0, "vì sao": 0.25, "a<b": 0.0}, title="Theo loại")
    widths = [float(w) for w in re.findall(r'width="([\d.]+)" height="18" fill="#1f5fa8"', drawn)]
    assert widths[1] == pytest.approx(widths[0] / 4)
    assert widths[2] == 0
    assert "0,250" in drawn
    assert "a&lt;b" in drawn


def test_curves_rise_with_their_values() -> None:
    drawn = lines({"troly": {1: 0.5, 5: 0.75, 10: 1.0}}, title="Độ phủ", x_label="k")
    points = re.search(r'polyline points="([^"]+)"', drawn)
    assert points is not None
    heights = [float(p.split(",")[1]) for p in points[1].split()]
    assert heights[0] > heights[1] > heights[2] == 12


def test_histograms_show_shares_of_each_series() -> None:
    drawn = histogram({"được": [0.0, 1.0, 1.0, 1.0], "không": [0.0]}, title="Điểm", x_label="điểm", bins=2)
    assert "được: 25.0% từ 0,000 đến 0,500" in drawn
    assert "được: 75.0%" in drawn
    assert "không: 100.0% từ 0,000" in drawn
    assert "được (4)" in drawn
    assert histogram({}, title="Điểm", x_label="điểm") == ""
    assert "NaN" not in histogram({"một": [0.5]}, title="Điểm", x_label="điểm")


def test_numbers_are_written_the_vietnamese_way() -> None:
    assert number(0.9123) == "0,912"
    assert number(42475.0, digits=1) == "42.475"
    assert number(1.0) == "1,000"
    assert p_value(0.0004) == "< 0,001"
    assert group("kind: followup") == "hỏi tiếp"
    assert group("kind: loại mới") == "loại mới"
