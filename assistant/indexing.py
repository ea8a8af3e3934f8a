"""``troly index``: building or updating the index with a progress bar, and telling its state."""

import json
import sys

from tqdm import tqdm

from assistant.settings import Settings
from index import store, sync


def update_with_progress(settings: Settings, *, rebuild: bool, as_json: bool) -> int:
    """Brings the index up to date; prints what changed and every file that could not be read."""
    bar: tqdm[None] | None = None

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal bar
        if bar is None or bar.desc.rstrip(": ") != stage:
            if bar is not None:
                bar.close()
            bar = tqdm(total=total, desc=stage, unit="", disable=None, file=sys.stderr, leave=False)
        bar.total = total
        bar.update(done - bar.n)

    try:
        report = sync.update(
            settings.documents, settings.data, encoder=settings.encoder, rebuild=rebuild, progress=progress
        )
    finally:
        if bar is not None:
            bar.close()
    if as_json:
        print(json.dumps(report._asdict(), ensure_ascii=False, indent=2, default=str))
        return 0
    changes = (("thêm", report.added), ("sửa", report.changed), ("bỏ", report.removed))
    said = ", ".join(f"{word} {len(rows)}" for word, rows in changes if rows) or "không có thay đổi"
    print(f"Chỉ mục: {said}; {report.passages} đoạn, {report.seconds:.1f} giây.")
    for failure in report.failed:
        print(f"Không đọc được {failure.path}: {failure.reason}", file=sys.stderr)
    return 0


def print_status(settings: Settings, *, as_json: bool) -> int:
    """Tells whether the index is there and up to date."""
    status = store.status(settings.data, settings.documents)
    if as_json:
        print(json.dumps(status._asdict(), ensure_ascii=False, indent=2, default=str))
    else:
        print(status)
    return 0
