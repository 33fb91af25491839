"""Contenders side by side: each run a process of its own, in turn; seconds of work and the most memory held."""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Contender = Callable[[Path], Callable[[], object]]
"""Gets a folder, makes everything ready, and gives back what is then done on the clock."""


def run(
    module: str,
    description: str | None,
    contenders: Mapping[str, Contender],
    *,
    needs: Mapping[str, str] | None = None,
    prepare: Callable[[Path], object] = lambda folder: None,
) -> None:
    """The whole of a benchmark's main: ``module`` is its name, ``needs`` the packages that contenders come with."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--one", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(contenders[given.one[0]], Path(given.one[1]))
        return
    wanted = needs or {}
    names = [name for name in contenders if name not in wanted or importlib.util.find_spec(wanted[name])]
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        for _ in range(given.times):
            for name in names:
                command = [sys.executable, "-m", module, "--one", name, folder]
                seconds, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
                results[name].append((float(seconds), float(memory)))
    for name, found in results.items():
        seconds, memory = [each[0] for each in found], [each[1] for each in found]
        print(
            f"{name}: median {statistics.median(seconds):.2f} s, from {min(seconds):.2f} to {max(seconds):.2f} s,"
            f" {statistics.median(memory):.0f} MB"
        )


def _one(contender: Contender, folder: Path) -> None:
    """Runs in a process of its own: prints seconds and megabytes, those of processes that it started included."""
    import resource

    work = contender(folder)
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    memory = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(seconds, memory / 1024)
