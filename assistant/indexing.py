"""``troly index``: building or updating the index with a progress bar, and telling its state."""

import json
import sys
from dataclasses import fields, is_dataclass
from typing import Any

from tqdm import tqdm

from assistant.settings import Settings
from index import store, sync


def update_with_progress(settings: Settings, *, rebuild: bool, as_json: bool) -> int:
    """Brings the index up to date; prints what changed and every file that could not be read."""
    bars: dict[str, Any] = {}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = tqdm(desc=stage, total=total, disable=None, file=sys.stderr, leave=False)
        bars[stage].total = total
        bars[stage].update(done - bars[stage].n)
        if done >= total:
            bars[stage].close()

    report = sync.update(
        settings.documents, settings.data, encoder=settings.encoder, rebuild=rebuild, progress=progress
    )
    if as_json:
        print(json.dumps(_plain(report), ensure_ascii=False, indent=2))
        return 0
    changes = (("thêm", report.added), ("đổi", report.changed), ("bỏ", report.removed))
    said = ", ".join(f"{word} {count} tệp" for word, count in changes if count) or "không có tệp nào thay đổi"
    print(f"Chỉ mục: {said}; {report.documents} văn bản, {report.passages} đoạn; {report.seconds:.1f} giây.")
    for failure in report.failed:
        print(f"Không đọc được {failure.path}: {failure.reason}", file=sys.stderr)
    return 0


def print_status(settings: Settings, *, as_json: bool) -> int:
    """Tells whether the index is there and up to date with the documents folder."""
    status = store.status(settings.data, settings.documents)
    changes = status.changes
    stale = changes.added or changes.changed or changes.removed
    if as_json:
        print(json.dumps(_plain(status) | {"up_to_date": not stale}, ensure_ascii=False, indent=2))
        return 0
    if status.manifest is None:
        print("Chưa có chỉ mục. Chạy “troly index” để lập.")
        return 0
    about = status.manifest
    print(
        f"Chỉ mục lập lúc {about.created}: {about.documents} văn bản, {about.passages} đoạn, {status.size // 1024} KB."
    )
    print(f"Mô hình nhúng: {about.encoder or 'mô hình kèm theo'} ({about.dimension} chiều).")
    for word, names in (("Tệp mới", changes.added), ("Tệp đã đổi", changes.changed), ("Tệp đã bỏ", changes.removed)):
        for name in names:
            print(f"{word}: {name}")
    for failure in about.failed:
        print(f"Không đọc được {failure.path}: {failure.reason}")
    print("Có thay đổi, hãy chạy “troly index”." if stale else "Chỉ mục khớp với thư mục văn bản.")
    return 0


def _plain(value: Any) -> Any:
    """Dataclasses and named tuples as objects, for JSON."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "_asdict"):
        return {name: _plain(item) for name, item in value._asdict().items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value
