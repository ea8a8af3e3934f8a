"""The ``troly`` command. Exit codes: 0 done; 2 the call or its input is wrong (one Vietnamese line); 1 anything else.

Heavy libraries are imported by the command that needs them: a question must not pay for torch or gradio.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant import commands
from assistant import settings as settings_file
from assistant.arguments import ArgumentParser, port, positive
from assistant.settings import Settings
from corpus.errors import TrolyError

Run = Callable[[argparse.Namespace, Settings], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line; returns the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    try:
        args = _parser(argv).parse_args(argv)
        run: Run = args.run
        return run(args, settings_file.load())
    except TrolyError as error:
        print(f"troly: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nĐã dừng theo yêu cầu.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) went away: nothing is wrong. Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser(argv: Sequence[str]) -> ArgumentParser:
    parser = ArgumentParser(prog="troly", description="Trợ lý tra cứu và soạn thảo trên kho văn bản chính sách.")
    words = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True, dest="command")

    chat = words.add_parser("chat", help="mở trang hỏi đáp trên trình duyệt")
    chat.add_argument("--host", metavar="ĐỊA_CHỈ", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    chat.add_argument("--port", metavar="CỔNG", type=port, help="cổng (mặc định: cổng trống đầu tiên từ 7860)")
    chat.set_defaults(run=commands.chat)

    ask = words.add_parser("ask", help="hỏi một câu, hoặc cả tệp câu hỏi")
    ask.add_argument("question", nargs="?", metavar="CÂU_HỎI", help="câu hỏi tiếng Việt, có dấu hoặc không dấu")
    ask.add_argument(
        "--history",
        action="append",
        default=[],
        metavar="CÂU_HỎI_TRƯỚC",
        help="câu đã hỏi trước đó (nhắc lại được, câu cũ trước)",
    )
    ask.add_argument(
        "--batch",
        type=Path,
        metavar="TỆP.jsonl",
        help="tệp câu hỏi, mỗi dòng một đối tượng {id, question, history}",
    )
    ask.add_argument("--out", type=Path, metavar="TỆP.jsonl", help="tệp kết quả của --batch")
    ask.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    ask.add_argument("--no-model", action="store_true", help="không dùng mô hình ngôn ngữ đã cấu hình")
    _add_filters(ask)
    ask.set_defaults(run=commands.ask)

    search = words.add_parser("search", help="tìm đoạn văn bản")
    search.add_argument("query", metavar="TỪ_KHÓA", help="nội dung cần tìm")
    search.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    _add_filters(search)
    search.set_defaults(run=commands.search)

    draft = words.add_parser("draft", help="soạn dự thảo báo cáo theo đề cương")
    draft.add_argument(
        "--outline",
        metavar="TỆP|VĂN_BẢN",
        help="tệp đề cương, hoặc số, ký hiệu, mã văn bản trong kho (mặc định: đề cương trong kho)",
    )
    draft.add_argument(
        "--section", action="append", default=[], metavar="MỤC", help="chỉ soạn mục này, ví dụ III.2 (nhắc lại được)"
    )
    draft.add_argument(
        "--locality",
        default="",
        metavar="ĐỊA_PHƯƠNG",
        help="nơi lập báo cáo, ví dụ “tỉnh Quảng Ngãi” hoặc “xã Sơn Mai”",
    )
    draft.add_argument("--figures", type=Path, metavar="TỆP", help="số liệu của đơn vị (.xlsx, .csv)")
    draft.add_argument("--without-others", action="store_true", help="không dùng kết quả của địa phương khác")
    form = draft.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    form.add_argument("--docx", type=Path, metavar="TỆP.docx", help="ghi tệp Word đúng thể thức")
    draft.add_argument("--party", action="store_true", help="tệp Word theo thể thức văn bản của Đảng")
    draft.add_argument("--without-notes", action="store_true", help="tệp Word không có chú thích nguồn")
    draft.add_argument("--no-model", action="store_true", help="không dùng mô hình ngôn ngữ đã cấu hình")
    draft.set_defaults(run=commands.draft)

    corpus = words.add_parser("corpus", help="xem và quản lý kho văn bản")
    actions = corpus.add_subparsers(title="việc", metavar="VIỆC", required=True, dest="action")
    listing = actions.add_parser("list", help="danh sách văn bản và các tệp không đọc được")
    listing.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    listing.set_defaults(run=commands.corpus_list)
    show = actions.add_parser("show", help="xem một văn bản")
    show.add_argument("document", metavar="VĂN_BẢN", help="số, ký hiệu hoặc mã văn bản")
    show.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    show.set_defaults(run=commands.corpus_show)
    add = actions.add_parser("add", help="thêm tệp văn bản vào kho")
    add.add_argument("paths", nargs="+", type=Path, metavar="TỆP", help="tệp cần thêm")
    add.set_defaults(run=commands.corpus_add)
    remove = actions.add_parser("remove", help="bỏ một văn bản khỏi kho")
    remove.add_argument("document", metavar="VĂN_BẢN", help="số, ký hiệu hoặc mã văn bản")
    remove.set_defaults(run=commands.corpus_remove)
    missing = actions.add_parser("missing", help="văn bản được dẫn chiếu nhưng chưa có trong kho")
    missing.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    missing.set_defaults(run=commands.corpus_missing)

    index = words.add_parser("index", help="lập hoặc cập nhật chỉ mục tìm kiếm")
    index.add_argument("--status", action="store_true", help="chỉ xem tình trạng chỉ mục")
    index.add_argument("--rebuild", action="store_true", help="lập lại từ đầu")
    index.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    index.set_defaults(run=commands.index)

    mcp = words.add_parser("mcp", help="cho chương trình khác hỏi kho văn bản")
    mcp.set_defaults(run=commands.mcp)

    if "eval" in argv:
        # The only command that lives on a higher floor; found by name, so that nothing here depends on it.
        importlib.import_module("eval.cli").add_parser(words)
    else:
        words.add_parser("eval", help="đo chất lượng tìm kiếm, trả lời, soạn thảo")
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-k", type=positive, default=10, metavar="N", help="số đoạn tìm được (mặc định 10)")
    parser.add_argument("--kind", metavar="LOẠI", help="chỉ tìm trong loại văn bản này, ví dụ “kết luận”")
    parser.add_argument("--level", metavar="CẤP", help="chỉ tìm ở cấp này: trung ương, tỉnh, huyện, xã")
    parser.add_argument("--document", metavar="VĂN_BẢN", help="chỉ tìm trong văn bản này (số, ký hiệu)")
