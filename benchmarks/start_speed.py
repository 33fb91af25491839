"""From starting a process to a window that can be written in, with the sample; beside novelWriter with its own.

``python -m benchmarks.start_speed [--peer PYTHON] [--times N]``: PYTHON is an interpreter that has novelWriter. Both
draw off screen, in turn, in one run. The first start of each is left out: it fills caches, byte code among them. Beside
the seconds on the clock stand those of the processor, which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

OURS = """
import sys, time
from strategy_editor.app.application import Application, make_application
application = make_application(["start"])
window = Application(application).open_sample()
application.processEvents()
assert window.isVisible() and not window.section_page.editor.isReadOnly()
print("ready", time.process_time(), flush=True)
"""
PEER = """
import pathlib, tempfile, time, zipfile
import novelwriter
from novelwriter import SHARED
from PyQt6.QtWidgets import QApplication
home = pathlib.Path(tempfile.mkdtemp())
with zipfile.ZipFile(pathlib.Path(novelwriter.__file__).parent / "assets" / "sample.zip") as packed:
    packed.extractall(home / "sample")
def ready(*_):
    QApplication.processEvents()
    assert SHARED.hasProject
    print("ready", time.process_time(), flush=True)
QApplication.exec = ready  # it opens the project before it waits for events
for told in ("info", "warn", "error"):  # notes on a new release and the like wait for an answer
    setattr(SHARED, told, lambda *_, **__: None)
novelwriter.main([f"--config={home}", f"--data={home}", str(home / "sample" / "nwProject.nwx")])
"""


def once(python: str, program: str) -> tuple[float, float]:
    """Seconds from starting the process to its word that the window is ready: of the clock, of the processor."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "STRATEGY_EDITOR_HOME": home}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else we compile each time, and an installed peer does not
        start = time.perf_counter()
        with subprocess.Popen(
            [python, "-c", program], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            patience = threading.Timer(60, process.kill)
            patience.start()
            line = next((line for line in process.stdout if line.startswith("ready")), "")
            taken = time.perf_counter() - start
            patience.cancel()
            process.kill()
    if not line:
        raise SystemExit(f"{python} did not get to a window")
    return taken, float(line.split()[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="a Python that has novelWriter")
    parser.add_argument("--times", type=int, default=7)
    given = parser.parse_args()
    runs = {"Strategy Editor": (sys.executable, OURS)} | ({"novelWriter": (given.peer, PEER)} if given.peer else {})
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for number in range(given.times + 1):
        for name, (python, program) in runs.items():
            figures = once(python, program)
            if number:
                taken[name].append(figures)
    for name, all_figures in taken.items():
        seconds, work = zip(*all_figures, strict=True)
        print(
            f"{name}: median {statistics.median(seconds):.2f} s, from {min(seconds):.2f} to {max(seconds):.2f} s;"
            f" of the processor {statistics.median(work):.2f} s"
        )


if __name__ == "__main__":
    main()
