"""``troly draft``: the draft of a report, whole or in part, with a progress bar; a killed run goes on where it was."""

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from tqdm import tqdm

from assistant import outline as outlines
from assistant.chat_model import ChatModel
from assistant.draft import present
from assistant.draft.figures import read_figures
from assistant.draft.model import retell
from assistant.draft.plain import plain, restored
from assistant.draft.report import Brief, Outline, ReportDraft, SectionDraft
from assistant.draft.write import assemble, draft_item
from assistant.llm import configured
from assistant.settings import Settings
from corpus.errors import TrolyError
from corpus.library import find
from corpus.read import read_text
from index.search import Index
from prompts import say


def draft(args: argparse.Namespace, settings: Settings) -> int:
    """Drafts the outline, or the sections asked for, and prints the draft."""
    index = Index.open(settings.data, encoder=settings.encoder)
    outline = read_outline(args.outline, index)
    figures = read_figures(args.figures) if args.figures else ()
    brief = Brief(args.locality, others=not args.without_others, figures=figures)
    if args.docx is not None:
        _check_target(args.docx, args.locality, party=args.party)
    started = time.perf_counter()
    teller = None if args.no_model else _teller(settings, brief)
    report = _drafted(index, outline, brief, args.section, folder=settings.data / "drafting", teller=teller)
    seconds = time.perf_counter() - started
    if args.docx is not None:
        _write_docx(report, index, args.docx, party=args.party, notes=not args.without_notes)
    elif args.json:
        print(json.dumps(present.draft_json(report) | {"seconds": round(seconds, 3)}, ensure_ascii=False, indent=2))
    else:
        print(present.report_text(report, index.documents))
    return 0


def _check_target(path: Path, locality: str, *, party: bool) -> None:
    """Raises TrolyError for what would keep the Word file from being written, before any work is done."""
    from assistant.word.letterhead import letterhead_for

    if not path.resolve().parent.is_dir():
        raise TrolyError(f"Không có thư mục để ghi {path}. Hãy tạo thư mục trước.")
    letterhead_for(locality, body="party" if party else "state")


def _write_docx(report: ReportDraft, index: Index, path: Path, *, party: bool, notes: bool) -> None:
    from assistant.word.letterhead import letterhead_for
    from assistant.word.write import write_report

    letterhead = letterhead_for(report.locality, body="party" if party else "state")
    partial = path.with_name(f"{path.name}.dang-ghi")
    written = write_report(report, letterhead=letterhead, documents=index.documents, notes=notes)
    try:
        partial.write_bytes(written)
        os.replace(partial, path)
    except OSError as error:
        raise TrolyError(f"Không ghi được {path}: {error.strerror}. Hãy chọn thư mục khác.") from error
    print(f"Đã ghi dự thảo vào {path}.", file=sys.stderr)


def read_outline(name: str | None, index: Index) -> Outline:
    """The outline in a file, of a document of the corpus, or, with no name, the one that the corpus holds."""
    if name is None:
        return outlines.from_document(outlines.find_outline(index.documents))
    path = Path(name)
    if path.is_file():
        if path.suffix.lower() in (".doc", ".docx"):
            from assistant.word.outline import outline_text

            return outlines.from_text(outline_text(path))
        try:
            return outlines.from_text(read_text(path.read_bytes(), path.name))
        except OSError as error:
            raise TrolyError(f"Không đọc được đề cương {name}: {error.strerror}. Hãy kiểm tra tệp.") from error
    if path.suffix.lower() in (".txt", ".md", ".docx") and name not in {d.path for d in index.documents}:
        raise TrolyError(f"Không thấy tệp đề cương {name}. Hãy kiểm tra đường dẫn.")
    return outlines.from_document(find(index.documents, name))


class _Teller:
    """Rewrites sections with a chat model until it fails once; the rest stays in the sources' words."""

    def __init__(self, model: ChatModel, *, name: str, locality: str, timeout: float) -> None:
        self.name = name
        self._model = model
        self._locality = locality
        self._timeout = timeout
        self.failure = ""

    def __call__(self, section: SectionDraft) -> SectionDraft:
        if self.failure:
            return section
        retold = retell(section, self._model, locality=self._locality, timeout=self._timeout)
        self.failure = retold.failure
        return retold.section


def _teller(settings: Settings, brief: Brief) -> _Teller | None:
    model = configured(settings)
    if model is None:
        return None
    return _Teller(model, name=str(settings.model), locality=brief.locality, timeout=settings.model_timeout)


def _drafted(
    index: Index, outline: Outline, brief: Brief, asked: list[str], *, folder: Path, teller: _Teller | None
) -> ReportDraft:
    labels = _leaves(outline, asked)
    kept = folder / f"{_fingerprint(index, outline, brief, [*labels, teller.name if teller else ''])}.jsonl"
    done = _kept(kept, labels)
    if done:
        print(f"Tiếp tục lần chạy trước: đã có {len(done)}/{len(labels)} mục.", file=sys.stderr)
    bar = tqdm(total=len(labels), desc="Đang soạn thảo", unit="mục", disable=None, file=sys.stderr)
    sections: list[SectionDraft] = []
    with bar:
        for label in labels:
            section = done.get(label) or draft_item(index, outline, label, brief)
            if label not in done:
                section = teller(section) if teller else section
                if not (teller and teller.failure):  # the next run asks the model again
                    _keep(kept, section)
            sections.append(section)
            bar.update()
    if teller and teller.failure:
        print(f"troly: {say('mo-hinh', 'notice-failure', reason=teller.failure)}", file=sys.stderr)
    else:
        kept.unlink(missing_ok=True)
    return assemble(outline, sections, brief)


def _leaves(outline: Outline, asked: Iterable[str]) -> list[str]:
    """The labels of the leaves asked for: those of an item with items of its own are all of its leaves."""
    wanted = {outlines.item(outline, label).label for label in asked}
    return [
        leaf.label
        for leaf in outlines.leaves(outline)
        if not wanted or leaf.label in wanted or any(a.label in wanted for a in outlines.ancestors(outline, leaf.label))
    ]


def _fingerprint(index: Index, outline: Outline, brief: Brief, labels: list[str]) -> str:
    """What a draft depends on: a run goes on only from one with the same."""
    digest = hashlib.sha256()
    for document in index.documents:
        digest.update(f"{document.id}\n{document.info.locality}\n{document.info.level}\n{document.text}".encode())
    digest.update(json.dumps([astuple(outline), astuple(brief), labels], ensure_ascii=False).encode())
    return digest.hexdigest()[:20]


def _kept(path: Path, labels: list[str]) -> dict[str, SectionDraft]:
    """The sections an earlier run wrote; a line cut short by a kill is left out, and what follows it."""
    if not path.is_file():
        return {}
    done: dict[str, SectionDraft] = {}
    for line in path.read_text("utf-8", errors="replace").splitlines():
        try:
            section = restored(SectionDraft, json.loads(line))
        except ValueError:
            break
        done[section.label] = section
    return {label: done[label] for label in labels if label in done}


def _keep(path: Path, section: SectionDraft) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(plain(section), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise TrolyError(f"Không ghi được {path.parent}: {error.strerror}. Hãy đặt lại TROLY_DATA.") from error
