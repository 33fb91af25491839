"""How long a key takes, from the press to the painted text, in the whole window of the program.

    python benchmarks/typing_speed.py [--keys 200] [--section 1] [--preview] [--profile]

Opens a real file in the real window: spelling, checks, lists, outline and keeping on the disk are on; ``--preview``
shows the pages beside the text, too. Types into paragraphs and cells, directly and by suggestions, in a section of
about 1,600 words with 3 tables, one of 20,000 words with 20 tables, one with 200 comments, and one with a table of 180
cells; ``--section`` takes one of them alone. In each, everything is selected and typed over, and that is undone. Then
times the way from section to section, and the spelling of a strategy of 80,000 words that nobody has opened before. The
whole takes about five minutes: 200 keys in each of 16 places, at the pace of a typist.

A key is its event and all that follows until Qt is idle, painting included. Keys come at the pace of a quick typist
(one in 60 ms), and what is done in the pauses (lists, checks) counts where it would make a key wait: the *clock* says
how long each key took, the *work* how much of that the window's own thread was busy. Where the two differ much, other
programs keep the machine busy.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("STRATEGY_EDITOR_HOME", tempfile.mkdtemp(prefix="typing-speed-"))

from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from strategy_editor.app.application import Application, make_application
from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.app.window import Window
from strategy_editor.foundation.ids import new_id
from strategy_editor.language.speller import Speller
from strategy_editor.model.blocks import Block, Heading, ListItem, Paragraph
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Footnote, Marks, Run, Runs, runs_from
from strategy_editor.review.editing.lines import Spot
from strategy_editor.review.editing.tables import table_of
from strategy_editor.session.opening import put_down

NOW = datetime(2009, 2, 10, 9, 30, tzinfo=UTC)
SENTENCE = "the council will work with partners to bring services closer to residents and to spend public money well"
WORDS = tuple(SENTENCE.split())


def text(random_: random.Random, words: int) -> str:
    """So many words."""
    return " ".join(random_.choice(WORDS) for _ in range(words))


def blocks(random_: random.Random, words: int, tables: int, comments: int) -> Iterator[Block]:
    """Headings, paragraphs, lists and tables; comments and some footnotes are spread over the paragraphs."""
    paragraphs = words // 60
    for number in range(paragraphs):
        if number % 8 == 0:
            yield Heading(new_id(), runs_from(text(random_, 4).capitalize()))
        if number % 5 == 4:
            for _ in range(3):
                yield ListItem(new_id(), runs_from(text(random_, 12)))
        yield Paragraph(new_id(), _runs(random_, commented=number < comments), numbered=True)
        if tables and number % max(1, paragraphs // tables) == 1:
            tables -= 1
            yield table_of([[text(random_, 3) for _ in range(4)] for _ in range(6)])


def _runs(random_: random.Random, *, commented: bool) -> Runs:
    plain: Runs = (Run(text(random_, 25) + " "), Run("reviewed", Marks(bold=True)), Run(" " + text(random_, 25)))
    if commented:
        plain = (
            *plain,
            Run(" "),
            Run("a remark", Marks(comments=(new_id(),))),
            Run(Footnote(new_id(), runs_from("Note."))),
        )
    return plain


def project_of(sections: tuple[Section, ...]) -> Project:
    """A strategy with these sections among others of usual size."""
    random_ = random.Random(11)
    others = tuple(
        Section(new_id(), runs_from(f"Section {n}"), blocks=tuple(blocks(random_, 900, 1, 0))) for n in range(12)
    )
    document = Document(new_id(), "strategy", "A strategy", (*sections, *others))
    outline, profile = Outline("test", "Test", ()), Profile("test", "Test", "Brindleford Borough Council")
    return Project(new_id(), "A strategy", outline, profile, (document,))


class Taken(NamedTuple):
    """Milliseconds that a key took: on the clock, and of this program's own work."""

    clock: float
    work: float


PACE = 0.06
"""Seconds from key to key."""


def measure(editor: SectionEditor, line: str, keys: int) -> list[Taken]:
    """What each key takes that is typed in the middle of a line."""
    spot = Spot(line, 3)
    editor.select(Selection(spot, spot))
    editor.ensureCursorVisible()
    idle(0.5)
    out: list[Taken] = []
    for letter in text(random.Random(1), keys)[:keys]:
        due = time.perf_counter() + PACE
        began, busy = time.perf_counter(), time.thread_time()
        QTest.keyClicks(editor, letter)
        QApplication.processEvents()
        out.append(Taken((time.perf_counter() - began) * 1000, (time.thread_time() - busy) * 1000))
        idle(due - time.perf_counter())
    return out


def idle(seconds: float) -> None:
    """Lets the program do what it does when nobody types."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def told(name: str, times: list[Taken]) -> str:
    """One line of the result."""
    out = f"{name:<34}"
    for what, values in (
        ("clock", sorted(each.clock for each in times)),
        ("work", sorted(each.work for each in times)),
    ):
        p99 = values[min(len(values) - 1, int(len(values) * 0.99))]
        within = sum(each < 8 for each in values) / len(values)
        out += f"  {what}: median {statistics.median(values):5.1f}  p99 {p99:5.1f}  under 8 ms {within:4.0%}"
    return out


BIG_TABLE = "a table of 30 rows and 6 columns"
SECTIONS = (
    ("1,600 words, 3 tables", 1_600, 3, 5),
    ("20,000 words, 20 tables", 20_000, 20, 0),
    ("200 comments", 12_000, 3, 200),
    (BIG_TABLE, 1_200, 0, 0),
)


def strategy() -> Project:
    """A strategy with the three sections to type in, and many others."""
    random_ = random.Random(7)
    made = tuple(
        Section(new_id(), runs_from(name), blocks=tuple(blocks(random_, words, tables, comments)))
        for name, words, tables, comments in SECTIONS
    )
    grid = table_of([[text(random_, 4) for _ in range(6)] for _ in range(30)])
    made = (*made[:-1], replace(made[-1], blocks=(*made[-1].blocks, grid, *blocks(random_, 300, 0, 0))))
    threads = {
        comment: Thread(comment, Anchor("text", block.id, "a remark"), (Message(new_id(), "", NOW, "Is this so?"),))
        for section in made
        for block in section.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        for comment in run.marks.comments
    }
    return replace(project_of(made), threads=threads)


def type_everywhere(window: Window, keys: int, chosen: int = 0) -> None:
    """Types into every section, or the chosen one (from 1), in every way."""
    editor: SectionEditor = window.section_page.editor  # type: ignore[assignment]
    document = window.desk.document
    assert document is not None
    for number, (section, (name, *_)) in enumerate(zip(document.sections, SECTIONS, strict=False), 1):
        if chosen not in (0, number):
            continue
        began = time.perf_counter()
        window.desk.open_section(section.id)
        QApplication.processEvents()
        print(f"{name}: opened in {(time.perf_counter() - began) * 1000:.0f} ms, {len(editor.layout_.lines)} lines")
        lines = [line.head for line in editor.layout_.lines]
        texts = [head.id for head in lines if head.role == "text" and not head.container]
        cells = [head.id for head in lines if head.role == "text" and head.container]
        for suggesting in (False, True):
            editor.host.suggesting = suggesting  # type: ignore[misc]
            how = "suggesting" if suggesting else "direct"
            for place, ids in (("paragraph", texts), ("cell", cells)):
                print(told(f"  {how}, {place}", measure(editor, ids[len(ids) // 2], keys)), flush=True)
        editor.host.suggesting = False  # type: ignore[misc]
        write_over(window, editor)


def write_over(window: Window, editor: SectionEditor) -> None:
    """Types over the whole section, undoes it, and pastes the section over itself."""
    acts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("select all", editor.selectAll),
        ("type over it", lambda: QTest.keyClicks(editor, "x")),
        ("undo", window.desk.undo),
        ("select all", editor.selectAll),
        ("copy", editor.copy),
        ("paste", editor.paste),
        ("undo", window.desk.undo),
    )
    said = []
    for name, act in acts:
        busy = time.thread_time()
        act()
        QApplication.processEvents()
        said.append(f"{name} {(time.thread_time() - busy) * 1000:.0f}")
        idle(0.3)
    print(f"  everything at once, ms of work: {', '.join(said)}", flush=True)


def switch_sections(window: Window) -> None:
    """Goes from section to section of usual size."""
    document = window.desk.document
    assert document is not None
    usual = [document.sections[0].id, *(section.id for section in document.sections[len(SECTIONS) :])]
    times = []
    for id in usual * 2:
        began, busy = time.perf_counter(), time.thread_time()
        window.desk.open_section(id)
        QApplication.processEvents()
        times.append(Taken((time.perf_counter() - began) * 1000, (time.thread_time() - busy) * 1000))
        idle(0.4)
    print(told("section switch", times))


def spell_everything() -> None:
    """Checks the spelling of 80,000 words, all of them new."""
    random_ = random.Random(3)
    made = [text(random_, 60) + " " + "".join(random_.choice("abcdefghiou") for _ in range(7)) for _ in range(1300)]
    speller = Speller()
    speller.load()
    began = time.perf_counter()
    found = sum(len(speller.misspellings(each)) for each in made)
    took, count = (time.perf_counter() - began) * 1000, sum(len(each.split()) for each in made)
    print(f"spelling of {count:,} words: {took:.0f} ms, {found} unknown")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--section", type=int, default=0, help="one section alone, from 1")
    parser.add_argument("--preview", action="store_true", help="with the pages beside the text")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    chosen = parser.parse_args()
    qapp = make_application(["typing-speed"])
    application = Application(qapp)
    path = put_down(Path(os.environ["STRATEGY_EDITOR_HOME"]) / "long.strategy", strategy())
    window = application.open(path)
    assert window is not None
    window.resize(1440, 900)
    if chosen.preview:
        window.actions_by_id["preview"].trigger()
    idle(4.0)
    profile = cProfile.Profile()
    if chosen.profile:
        profile.enable()
    type_everywhere(window, chosen.keys, chosen.section)
    switch_sections(window)
    profile.disable()
    if chosen.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    spell_everything()
    qapp.clipboard().clear()
    window.close()
    application.faults.stop()


if __name__ == "__main__":
    main()
