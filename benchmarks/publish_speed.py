"""How long the papers of the sample take: made, opened again, checked and put into place, as publishing does it.

Aim: the Cabinet pack of the sample in 10 seconds on an ordinary office PC. Each round runs in a process of its own,
cold, as the window does it; the median of the rounds counts. LibreOffice converts the same Word files beside it, where
it is installed: what an officer would wait for to get the PDFs alone, unchecked. Run from the top folder:

    python benchmarks/publish_speed.py [--rounds 3] [--edition cabinet]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "cheshire-east-2009.strategy"
AIM = 10.0


def ours(edition: str, folder: Path) -> float:
    """Seconds for the pack, from the start of the process to its end."""
    command = [sys.executable, "-m", "strategy_editor", "export", str(SAMPLE)]
    began = time.perf_counter()
    subprocess.run(
        [*command, "--edition", edition, "--out", str(folder)],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    return time.perf_counter() - began


def libreoffice(papers: Path, folder: Path) -> float | None:
    """Seconds in which LibreOffice makes PDFs of the same Word files; None where it is not installed."""
    program = shutil.which("soffice")
    files = sorted(map(str, papers.rglob("*.docx")))
    if program is None or not files:
        return None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    began = time.perf_counter()
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf"), *files],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--edition", default="cabinet")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        times = [ours(asked.edition, top / f"round{number}") for number in range(asked.rounds)]
        manifest = json.loads((top / "round0" / "manifest.json").read_text(encoding="utf-8"))
        peer = libreoffice(top / "round0", top)
    files = manifest["files"]
    checks = sum(len(made["checks"]) for made in files)
    pages = sum(made["pages"] for made in files)
    median = statistics.median(times)
    print(f"{asked.edition}: {len(files)} files, {pages} pages of PDF, {checks} checks of made files")
    print(f"made, opened again and checked: {median:.1f} s (rounds: {', '.join(f'{each:.1f}' for each in times)})")
    print(f"aim: {AIM:.0f} s, {'met' if median <= AIM else 'missed'}")
    if peer is not None:
        print(f"LibreOffice, PDFs of the same Word files, unchecked: {peer:.1f} s")


if __name__ == "__main__":
    main()
