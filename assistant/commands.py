"""What each ``troly`` command does. Every function takes the parsed arguments and settings, returns the exit code."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from assistant import cite, present
from assistant.answer import Answer
from assistant.settings import Settings
from corpus.errors import TrolyError


def chat(args: argparse.Namespace, settings: Settings) -> int:
    """Opens the page; blocks until stopped."""
    from assistant.app.build import launch

    launch(settings, host=args.host or settings.host, port=args.port or settings.port)
    return 0


def ask(args: argparse.Namespace, settings: Settings) -> int:
    """Answers one question, or a file of them."""
    if args.batch is not None:
        return _ask_batch(args, settings)
    if args.out is not None:
        raise TrolyError("--out chỉ dùng cùng --batch. Hãy bỏ --out hoặc thêm --batch TỆP.jsonl.")
    if args.question is None:
        raise TrolyError(
            'Chưa có câu hỏi. Hãy ghi câu hỏi trong ngoặc kép, ví dụ: troly ask "Ai ký Kết luận 62-KL/TW?"'
        )
    from index.search import Index

    index = Index.open(settings.data, encoder=settings.encoder)
    answer_question = _asker(args, settings)
    answer = answer_question(
        index,
        args.question,
        history=args.history,
        k=args.k,
        kind=args.kind,
        level=args.level,
        document=args.document,
    )
    if args.json:
        _print_json(present.answer_json(answer))
    else:
        print(present.answer_text(answer, index.documents))
    return 0


def _asker(args: argparse.Namespace, settings: Settings) -> Callable[..., Answer]:
    """``assistant.ask.ask``, with the language model of the settings unless ``--no-model`` is given."""
    from assistant import grounded
    from assistant.ask import ask
    from assistant.llm import configured

    model = None if args.no_model else configured(settings)
    if model is None:
        return ask
    return partial(grounded.ask, model=model, timeout=settings.model_timeout)


def _ask_batch(args: argparse.Namespace, settings: Settings) -> int:
    if args.out is None:
        raise TrolyError("--batch cần --out TỆP.jsonl để ghi kết quả.")
    if args.question is not None:
        raise TrolyError("Chỉ dùng một trong hai: câu hỏi trên dòng lệnh hoặc --batch.")
    questions = list(_read_batch(args.batch))
    from tqdm import tqdm

    from index.search import Index

    index = Index.open(settings.data, encoder=settings.encoder)
    answer_question = _asker(args, settings)
    unfinished = args.out.with_name(args.out.name + ".dang-ghi")
    try:
        with unfinished.open("w", encoding="utf-8") as out:
            for item in tqdm(questions, desc="Đang trả lời", unit="câu", disable=None, file=sys.stderr):
                answer = answer_question(
                    index, item["question"], history=item.get("history") or [], k=args.k,
                    kind=args.kind, level=args.level, document=args.document,
                )  # fmt: skip
                line = {"id": item["id"], **present.answer_json(answer)}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        os.replace(unfinished, args.out)
    except OSError as error:
        raise TrolyError(f"Không ghi được {args.out}: {error.strerror}. Hãy chọn thư mục khác.") from error
    print(f"Đã trả lời {len(questions)} câu, ghi vào {args.out}.", file=sys.stderr)
    return 0


def _read_batch(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrolyError(f"Không đọc được tệp {path}. Hãy kiểm tra đường dẫn và lưu tệp ở dạng UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            raise TrolyError(
                f"{path}, dòng {number}: không phải JSON hợp lệ ({error.msg}). Hãy sửa dòng này."
            ) from error
        history = item.get("history") if isinstance(item, dict) else None
        if (
            not isinstance(item, dict)
            or not isinstance(item.get("question"), str)
            or "id" not in item
            or not (history is None or (isinstance(history, list) and all(isinstance(h, str) for h in history)))
        ):
            raise TrolyError(
                f"{path}, dòng {number}: cần một đối tượng có “id”, “question” và (tùy chọn) “history” là "
                f"danh sách câu hỏi."
            )
        yield item


def search(args: argparse.Namespace, settings: Settings) -> int:
    """Prints the passages found for a query."""
    from assistant.ask import check_filters
    from index.search import Index

    index = Index.open(settings.data, encoder=settings.encoder)
    check_filters(index, kind=args.kind, level=args.level)
    hits = index.search(args.query, k=args.k, kind=args.kind, level=args.level, document=args.document)
    if args.json:
        _print_json({"query": args.query, "hits": present.hits_json(hits)})
    else:
        print(present.hits_text(hits, index.documents) or "Không tìm thấy đoạn nào.")
    return 0


def draft(args: argparse.Namespace, settings: Settings) -> int:
    """Writes the draft of a report."""
    from assistant.drafting import draft as write_draft

    return write_draft(args, settings)


def corpus_list(args: argparse.Namespace, settings: Settings) -> int:
    """Lists the documents and the files that could not be read."""
    from corpus.library import load

    corpus = load(settings.documents)
    if args.json:
        _print_json(
            {
                "documents": [present.document_json(d) for d in corpus.documents],
                "failed": [failure._asdict() for failure in corpus.failed],
            }
        )
        return 0
    for document in corpus.documents:
        info = document.info
        mark = "" if info.verbatim else "  [bản tóm tắt]"
        mark += "  [đã có nguyên văn thay thế]" if info.superseded else ""
        print(f"{cite.dated(info)}{mark}\n    {info.title or '(không có trích yếu)'}\n    mã: {document.id}")
    for failure in corpus.failed:
        print(f"KHÔNG ĐỌC ĐƯỢC {failure.path}: {failure.reason}")
    return 0


def corpus_show(args: argparse.Namespace, settings: Settings) -> int:
    """Prints one document: its facts, then its canonical text."""
    from corpus.library import find, load

    document = find(load(settings.documents).documents, args.document)
    if args.json:
        _print_json(
            present.document_json(document) | {"text": document.text, "section_tree": present.section_tree(document)}
        )
        return 0
    print(f"{cite.dated(document.info)}\n{document.info.title or ''}\n\n{document.text}")
    return 0


def corpus_add(args: argparse.Namespace, settings: Settings) -> int:
    """Copies files into the documents folder; a file that cannot be read is refused and listed."""
    from corpus.library import add

    added, failed = add(settings.documents, args.paths)
    for document in added:
        print(f"Đã thêm {cite.dated(document.info)} (mã: {document.id})")
    for failure in failed:
        print(f"troly: không thêm {failure.path}: {failure.reason}", file=sys.stderr)
    if added:
        print("Chạy “troly index” để cập nhật chỉ mục.")
    return 2 if failed else 0


def corpus_remove(args: argparse.Namespace, settings: Settings) -> int:
    """Takes a document's file out of the documents folder and keeps it aside."""
    from corpus.library import find, load, remove

    document = find(load(settings.documents).documents, args.document)
    kept = remove(settings.documents, document, settings.data / "removed")
    print(f"Đã bỏ {cite.dated(document.info)} khỏi kho; tệp được giữ tại {kept}.")
    print("Chạy “troly index” để cập nhật chỉ mục.")
    return 0


def corpus_missing(args: argparse.Namespace, settings: Settings) -> int:
    """Lists the documents that are referred to and absent, most cited first."""
    from corpus.library import load
    from corpus.references import missing
    from prompts import say

    corpus = load(settings.documents)
    rows = missing(corpus.documents)
    if args.json:
        _print_json(
            {
                "missing": [
                    {
                        "number": row.number,
                        "kind": row.kind,
                        "date": row.date.iso if row.date else None,
                        "count": row.count,
                        "cited_by": list(row.cited_by),
                        "summary": row.summary,
                    }
                    for row in rows
                ]
            }
        )
        return 0
    names = {document.id: cite.name(document.info) for document in corpus.documents}
    for row in rows:
        when = f", ngày {row.date.vietnamese}" if row.date else ""
        only = f"  [{say('tra-loi', 'only-summary')}]" if row.summary else ""
        print(f"{row.count:>3} lần  {(row.kind or 'văn bản').capitalize()} {row.number}{when}{only}")
        print(f"         nhắc tới trong: {'; '.join(names[i] for i in row.cited_by)}")
    if not rows:
        print("Không có văn bản nào được dẫn chiếu mà thiếu trong kho.")
    return 0


def index(args: argparse.Namespace, settings: Settings) -> int:
    """Builds or updates the index with a progress bar, or tells its state."""
    from assistant.indexing import print_status, update_with_progress

    if args.status:
        return print_status(settings, as_json=args.json)
    return update_with_progress(settings, rebuild=args.rebuild, as_json=args.json)


def mcp(args: argparse.Namespace, settings: Settings) -> int:
    """Serves the corpus to another program over standard input and output, until that program hangs up."""
    try:
        from assistant.mcp_server import server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "mcp":
            raise
        raise TrolyError("Chưa cài phần MCP. Hãy chạy: .venv/bin/pip install -c constraints.txt -e '.[mcp]'") from None
    from importlib.metadata import version

    from assistant.app.service import Service
    from assistant.ask import ask as answer_question
    from index import store
    from index.search import Index

    service = Service(
        open_index=lambda: Index.open(settings.data, encoder=settings.encoder),
        version=lambda: store.read_manifest(settings.data),
        ask=answer_question,
    )
    server(service, version=version("troly")).run("stdio")
    return 0


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
