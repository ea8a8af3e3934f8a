"""Pages served for tests by one process of their own: the sample, the shipped corpus, and no corpus at all.

As a program: ``python -m tests.assistant.app.serving DATA`` serves the three and prints their addresses.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]


class Served(NamedTuple):
    """Addresses of the three pages, and the folder whose ``sample`` and ``corpus`` are their data folders."""

    sample: str
    corpus: str
    empty: str
    data: Path


@contextmanager
def served(data: Path) -> Iterator[Served]:
    """The three pages, on free ports, until the block ends."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.assistant.app.serving", str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        addresses = [server.stdout.readline().strip() for _ in range(3)]
        assert all(a.startswith("http://127.0.0.1:") for a in addresses), f"máy chủ thử không chạy: {addresses}"
        yield Served(*addresses, data=data)
    finally:
        server.terminate()
        server.communicate(timeout=20)


def main(data: Path) -> None:
    """Serves until terminated; prints the addresses in the order of ``Served``."""
    from assistant.app.build import service_of, start
    from assistant.settings import Settings
    from index import sync
    from tests.assistant.app import sample

    sync.update(Settings().documents, data / "corpus")
    for name in ("sample", "corpus", "empty"):
        settings = Settings(data=data / name)
        service = sample.service() if name == "sample" else service_of(settings)
        print(start(service, settings, host="127.0.0.1", port=None).local_url, flush=True)
    while True:
        time.sleep(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
