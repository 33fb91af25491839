"""How long the preview of 200 pages takes to follow an edit: from the value to the pixels of the page in hand.

    python benchmarks/preview_speed.py [--edits 20] [--words 80000]

The helper runs in a process of its own, as in the window. Two kinds of edit, in turns, anywhere in the document: a
letter that changes one line, and a sentence that moves every line after it. Timed are writing the order, laying out,
and painting one page at the size of a screen; the pause that the window waits for before is not. Opening the helper and
the first laying out are told apart.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from msgspec.structs import replace

from benchmarks.typing_speed import blocks
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Live, Paragraph
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import runs_from
from strategy_editor.session.preview import LaidOut, LayOut, Paint, Painted, read_answer, written

SECTIONS = 100
SCALE = 1.6


def strategy(words: int) -> Project:
    """A strategy of so many words in 100 sections, with contents, tables, lists and footnotes."""
    random_ = random.Random(2009)
    sections = [Section(new_id(), runs_from("Contents"), blocks=(Live(new_id(), "contents"),))]
    for number in range(SECTIONS):
        inside = tuple(blocks(random_, words // SECTIONS, number % 2, 1))
        sections.append(Section(new_id(), runs_from(f"Section {number}"), blocks=inside))
    document = Document(new_id(), "strategy", "A long strategy", tuple(sections))
    return Project(new_id(), "A strategy", Outline("t", "T", ()), Profile("t", "T", "A Council"), (document,))


def edited(project: Project, number: int, words: str) -> tuple[Project, str]:
    """The project with ``words`` added to the first paragraph of a section, and the paragraph's id."""
    document = project.documents[0]
    section = document.sections[number]
    place, old = next((place, each) for place, each in enumerate(section.blocks) if isinstance(each, Paragraph))
    new = replace(old, runs=(*old.runs, *runs_from(words)))
    section = replace(section, blocks=(*section.blocks[:place], new, *section.blocks[place + 1 :]))
    sections = (*document.sections[:number], section, *document.sections[number + 1 :])
    return replace(project, documents=(replace(document, sections=sections),)), new.id


class Helper:
    """The helper, spoken to line by line."""

    def __init__(self, folder: str) -> None:
        command = [sys.executable, "-m", "strategy_editor.session.preview", folder]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.orders: IO[bytes] = self.process.stdin
        self.answers: IO[bytes] = self.process.stdout

    def follow(self, project: Project, anchor: str) -> tuple[float, float, LaidOut]:
        """Seconds until the pages are laid out, and until the page of ``anchor`` is painted."""
        began = time.perf_counter()
        self.orders.write(written(LayOut(1, project, (), project.documents[0].id, "draft", date(2026, 1, 1))))
        self.orders.flush()
        answer = read_answer(self.answers.readline())
        assert isinstance(answer, LaidOut), answer
        laid_out = time.perf_counter() - began
        page = answer.places[anchor][0] if anchor else 0
        self.orders.write(written(Paint(page, answer.pages[page].key, SCALE)))
        self.orders.flush()
        painted = read_answer(self.answers.readline())
        assert isinstance(painted, Painted)
        self.answers.read(painted.size)
        return laid_out, time.perf_counter() - began, answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--words", type=int, default=80_000)
    chosen = parser.parse_args()
    random_ = random.Random(1)
    project = strategy(chosen.words)
    times: dict[str, list[float]] = {"a letter": [], "a sentence": []}
    changed: dict[str, list[int]] = {"a letter": [], "a sentence": []}
    with tempfile.TemporaryDirectory() as folder:
        helper = Helper(folder)
        _, first, answer = helper.follow(project, "")
        print(f"{len(answer.pages)} pages; opened and laid out for the first time in {first * 1000:.0f} ms")
        for turn in range(2 * chosen.edits):
            kind, words = [("a letter", "x"), ("a sentence", " which is to be paid for by residents" * 5)][turn % 2]
            project, anchor = edited(project, random_.randrange(1, SECTIONS), words)
            keys = {page.key for page in answer.pages}
            _, whole, answer = helper.follow(project, anchor)
            times[kind].append(whole * 1000)
            changed[kind].append(sum(page.key not in keys for page in answer.pages))
        helper.orders.close()
        helper.process.wait()
    print(f"{'edit':12} {'median ms':>10} {'95 % ms':>8} {'most ms':>8} {'pages changed':>14}")
    for kind, values in times.items():
        values.sort()
        late = values[min(len(values) - 1, round(0.95 * len(values)))]
        print(
            f"{kind:12} {statistics.median(values):10.0f} {late:8.0f} {values[-1]:8.0f}"
            f" {statistics.median(changed[kind]):14.0f}"
        )


if __name__ == "__main__":
    main()
