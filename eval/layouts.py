"""One door for data sets: the layout is told from the files, or from ``--layout``."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from corpus.errors import TrolyError
from eval import beir, legal, squad
from eval.dataset import Dataset, checked

LAYOUTS: Final = ("beir", "alqac", "zalo")
_DEFAULT_SPLIT: Final = {"beir": "test", "legal": "train"}


def read(path: Path, *, split: str | None = None) -> Dataset:
    """The retrieval benchmark at ``path`` with its judgements checked against its corpus.

    A folder is BEIR, ALQAC or Zalo; a JSON file is SQuAD. Raises TrolyError when it is none of them, is
    malformed, or has no question that can be scored.
    """
    if not path.exists():
        raise TrolyError(f"{path}: không có tệp hoặc thư mục này.")
    if beir.is_beir(path):
        dataset = beir.read(path, split=split or _DEFAULT_SPLIT["beir"])
    elif legal.is_legal(path):
        dataset = legal.read(path, split=split or _DEFAULT_SPLIT["legal"])
    elif squad.is_squad(path):
        dataset = squad.as_dataset(squad.read(path))
    else:
        raise TrolyError(
            f"{path}: không nhận ra bộ dữ liệu; cần thư mục BEIR, ALQAC hoặc Zalo, hoặc tệp JSON kiểu SQuAD."
        )
    dataset = checked(dataset)
    if not dataset.queries:
        raise TrolyError(f"{path}: không có câu hỏi nào tính điểm được. {' '.join(dataset.problems)}")
    return dataset


def write(dataset: Dataset, folder: Path, *, layout: str) -> None:
    """Write a data set as ``beir``, ``alqac`` or ``zalo``."""
    writers: dict[str, Callable[[Dataset, Path], None]] = {
        "beir": beir.write,
        "alqac": legal.write_alqac,
        "zalo": legal.write_zalo,
    }
    if layout not in writers:
        raise TrolyError(f"Không ghi được theo kiểu “{layout}”; hãy chọn một trong: {', '.join(writers)}.")
    writers[layout](dataset, folder)
