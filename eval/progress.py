"""A progress bar on standard error, and nothing where that is not a terminal."""

import sys
import time
from collections.abc import Callable

_WIDTH = 30


def bar(label: str) -> Callable[[int, int], None]:
    """A function to be told (done, total); it redraws its line at most ten times a second and ends it when
    done."""
    started = time.monotonic()
    drawn = 0.0

    def show(done: int, total: int) -> None:
        nonlocal drawn
        now = time.monotonic()
        if not sys.stderr.isatty() or (now - drawn < 0.1 and done < total):
            return
        drawn = now
        filled = _WIDTH * done // max(total, 1)
        left = (now - started) / max(done, 1) * (total - done)
        line = f"\r{label} [{'█' * filled}{'·' * (_WIDTH - filled)}] {done}/{total}, còn khoảng {left:.0f} giây "
        print(line, end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return show
