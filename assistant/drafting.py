"""``troly draft``: the draft of a report, whole or in part, with a progress bar; a killed run goes on where it was."""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from tqdm import tqdm

from assistant import outline as outlines
from assistant.draft import present
from assistant.draft.figures import read_figures
from assistant.draft.report import Brief, Outline, ReportDraft, SectionDraft
from assistant.draft.write import assemble, draft_outline
from assistant.settings import Settings
from assistant.word.layout import Body
from assistant.word.letterhead import letterhead_for
from corpus.errors import TrolyError
from corpus.library import find
from corpus.read import read_text
from index.search import Index


def draft(args: argparse.Namespace, settings: Settings) -> int:
    """Drafts the outline, or the sections asked for, and prints the draft or writes it as a Word file."""
    index = Index.open(settings.data, encoder=settings.encoder)
    outline = read_outline(args.outline, index)
    figures = read_figures(args.figures) if args.figures else ()
    brief = Brief(args.locality, others=not args.without_others, figures=figures)
    if args.docx:
        letterhead_for(args.locality, body=_body(args))  # what is wrong with the place is said before the work
    report = _drafted(index, outline, brief, args.section, folder=settings.data / "drafts")
    if args.docx:
        _write_word(args.docx, report, index, body=_body(args), notes=not args.without_notes)
    elif args.json:
        print(json.dumps(present.draft_json(report), ensure_ascii=False, indent=2))
    else:
        print(present.report_text(report, index.documents))
    return 0


def _body(args: argparse.Namespace) -> Body:
    return "party" if args.party else "state"


def read_outline(name: str | None, index: Index) -> Outline:
    """The outline in a file, of a document of the corpus, or, with no name, the one that the corpus holds."""
    if name is None:
        return outlines.from_document(outlines.find_outline(index.documents))
    path = Path(name)
    if path.is_file():
        try:
            return outlines.from_text(_text_of(path))
        except OSError as error:
            raise TrolyError(f"Không đọc được đề cương {name}: {error.strerror}. Hãy kiểm tra tệp.") from error
    if path.suffix.lower() in (".txt", ".md", ".docx") and name not in {d.path for d in index.documents}:
        raise TrolyError(f"Không thấy tệp đề cương {name}. Hãy kiểm tra đường dẫn.")
    return outlines.from_document(find(index.documents, name))


def _text_of(path: Path) -> str:
    if path.suffix.lower() in (".doc", ".docx"):
        from assistant.word.outline import outline_text  # python-docx is for those who have Word files

        return outline_text(path)
    return read_text(path.read_bytes(), path.name)


def _write_word(path: Path, report: ReportDraft, index: Index, *, body: Body, notes: bool) -> None:
    from assistant.word.write import write_report

    letterhead = letterhead_for(report.locality, body=body)
    file = write_report(report, letterhead=letterhead, documents=index.documents, notes=notes)
    try:
        path.write_bytes(file)
    except OSError as error:
        raise TrolyError(f"Không ghi được {path}: {error.strerror}. Hãy chọn tệp khác.") from error
    print(f"Đã ghi {path}.")


def _drafted(index: Index, outline: Outline, brief: Brief, asked: list[str], *, folder: Path) -> ReportDraft:
    labels = _leaves(outline, asked)
    kept = folder / f"{_fingerprint(index, outline, brief, labels)}.jsonl"
    done = _kept(kept, labels)
    if done:
        print(f"Tiếp tục lần chạy trước: đã có {len(done)}/{len(labels)} mục.", file=sys.stderr)
    bar = tqdm(total=len(labels), desc="Đang soạn thảo", unit="mục", disable=None, file=sys.stderr)
    sections: list[SectionDraft] = []
    with bar:
        for label in labels:
            section = draft_outline(index, outline, brief, labels=labels[: len(sections) + 1], done=done)[-1]
            if label not in done:
                _keep(kept, section)
                done[label] = section
            sections.append(section)
            bar.update()
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
            section = present.section_of(json.loads(line))
        except (ValueError, KeyError, TypeError):
            break
        done[section.label] = section
    return {label: done[label] for label in labels if label in done}


def _keep(path: Path, section: SectionDraft) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(present.section_json(section), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise TrolyError(f"Không ghi được {path.parent}: {error.strerror}. Hãy đặt lại TROLY_DATA.") from error
