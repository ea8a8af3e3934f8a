"""What users say about answers, kept in one local file: ``feedback.jsonl``, one JSON object a line.

A line is written whole or not at all, also when several processes write at once.
"""

import fcntl
import json
import os
from datetime import datetime
from pathlib import Path

from assistant.answer import Answer
from corpus.errors import TrolyError

FILE = "feedback.jsonl"
MAX_COMMENT = 4000
RATINGS = ("up", "down")


def record(
    data: Path, *, question: str, answer: str, rating: str, comment: str = "", citations: tuple[str, ...] = ()
) -> Path:
    """Append one opinion and return the file. ``rating`` is "up" or "down"; ``citations`` are source places.

    Raises TrolyError for an unknown rating or a folder that cannot be written.
    """
    if rating not in RATINGS:
        raise TrolyError("Đánh giá phải là “up” (hữu ích) hoặc “down” (chưa đúng).")
    line = json.dumps(
        {
            "time": datetime.now().astimezone().isoformat(timespec="seconds"),
            "rating": rating,
            "comment": comment.strip()[:MAX_COMMENT],
            "question": question,
            "answer": answer,
            "citations": list(citations),
        },
        ensure_ascii=False,
    )
    file = data / FILE
    try:
        data.mkdir(parents=True, exist_ok=True)
        _append(file, line.encode() + b"\n")
    except OSError as error:
        raise TrolyError(f"Không ghi được góp ý vào {file}. Hãy kiểm tra quyền ghi và dung lượng đĩa.") from error
    return file


def places(answer: Answer) -> tuple[str, ...]:
    """Each citation as ``document id@start-end``: enough to find the words again."""
    return tuple(f"{c.document_id}@{c.start}-{c.end}" for c in answer.citations)


def _append(file: Path, line: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        length = os.fstat(handle).st_size
        try:
            written = 0
            while written < len(line):
                written += os.write(handle, line[written:])
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, length)  # a full disk must not leave half a line
            raise
    finally:
        os.close(handle)
