"""Speed of bringing two copies together and of comparing them, at a large strategy; beside it, git's merge of lines.

``python benchmarks/merge_speed.py [--words 80000] [--edits 200] [--times 5]``

Each of two officers changes ``--edits`` paragraphs of 80,000 words. git merges plain text with a paragraph a line: it
knows no words within a line, no moves and no tables, so it is a floor for the work and not an equal.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from msgspec.structs import replace  # noqa: E402

from benchmarks.storage_speed import strategy  # noqa: E402
from strategy_editor.model.blocks import Paragraph  # noqa: E402
from strategy_editor.model.project import Project  # noqa: E402
from strategy_editor.model.text import plain, runs_from  # noqa: E402
from strategy_editor.model.tree import all_sections, with_section  # noqa: E402
from strategy_editor.review.compare import compare, summary  # noqa: E402
from strategy_editor.review.merging.contests import Side  # noqa: E402
from strategy_editor.review.merging.joining import merge  # noqa: E402

AT = datetime(2009, 3, 3, tzinfo=UTC)


def worked_on(project: Project, edits: int, seed: int) -> Project:
    """The project with a word changed in so many paragraphs."""
    chance = random.Random(seed)
    for _ in range(edits):
        section = chance.choice([section for _, section in all_sections(project)])
        blocks = list(section.blocks)
        place = chance.randrange(len(blocks))
        block = blocks[place]
        if isinstance(block, Paragraph):
            words = plain(block.runs).split(" ")
            words[chance.randrange(len(words))] = "altered"
            blocks[place] = replace(block, runs=runs_from(" ".join(words)))
        project = with_section(project, replace(section, blocks=tuple(blocks)))
    return project


def lines_of(project: Project) -> str:
    return "".join(
        plain(block.runs) + "\n"
        for _, section in all_sections(project)
        for block in section.blocks
        if isinstance(block, Paragraph)
    )


def timed(act: Callable[[], object], times: int) -> float:
    """The median in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=80_000)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--times", type=int, default=5)
    arguments = parser.parse_args()
    base = strategy(arguments.words, {}, random.Random(20090303))
    mine, theirs = (worked_on(base, arguments.edits, seed) for seed in (1, 2))
    sides = Side(mine, "anne", AT), Side(theirs, "theo", AT.replace(hour=1))
    merged = merge(base, *sides)
    print(f"{arguments.words:,} words, {arguments.edits} edits each, {len(merged.proposals)} proposals")
    print(f"bring together      {timed(lambda: merge(base, *sides), arguments.times):8.1f} ms")
    print(f"compare and say it  {timed(lambda: summary(compare(base, merged.project)), arguments.times):8.1f} ms")
    if shutil.which("git"):
        with tempfile.TemporaryDirectory() as folder:
            names = []
            for name, project in (("mine", mine), ("base", base), ("theirs", theirs)):
                names.append(str(Path(folder) / name))
                Path(names[-1]).write_text(lines_of(project), encoding="utf-8")
            command = ["git", "merge-file", "-p", *names]
            taken = timed(lambda: subprocess.run(command, capture_output=True, check=False), arguments.times)
        print(f"git merge-file      {taken:8.1f} ms, by whole lines")


if __name__ == "__main__":
    main()
