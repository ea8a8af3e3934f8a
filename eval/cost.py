"""What running costs: seconds and memory of this process, bytes on disk."""

import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from eval.statistics import quantile

_MIB = 1 << 20


class Latency(NamedTuple):
    """Seconds of single calls: half take at most ``p50``, nineteen in twenty at most ``p95``."""

    p50: float
    p95: float


def latency(seconds: Sequence[float]) -> Latency:
    """The quantiles of some calls; zeros for none."""
    return Latency(quantile(seconds, 0.5), quantile(seconds, 0.95))


def peak_memory() -> float:
    """The most resident memory this process ever had, in MiB.

    Linux's ``VmHWM`` belongs to this program alone, whereas ``ru_maxrss`` also remembers the process it was
    forked from.
    """
    try:
        for line in Path("/proc/self/status").read_text("ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage / _MIB if sys.platform == "darwin" else usage / 1024


def disk_size(path: Path) -> float:
    """Size of a file or of all files under a folder, in MiB."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files) / _MIB
