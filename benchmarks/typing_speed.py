"""How long a key takes, from the press to the painted text, in the editor alone and in the whole window.

    python benchmarks/typing_speed.py [--keys 400] [--window]

Draws a section of about 1,600 words with 3 tables, and one of 20,000 words with 20 tables and 200 comments, and types
into paragraphs and cells, directly and by suggestions. ``--window`` puts the section into a strategy in the program's
own window, with its panels. A key is its event and everything that Qt has to do until it is idle, painting included.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("STRATEGY_EDITOR_HOME", tempfile.mkdtemp(prefix="typing-speed-"))

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from strategy_editor.app.desk import Desk
from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.app.theme import LIGHT, dress, load_fonts
from strategy_editor.app.window import Window
from strategy_editor.app.writing import Writing
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Block, Heading, ListItem, Paragraph
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Footnote, Marks, Run, Runs, runs_from
from strategy_editor.review.editing.lines import Spot
from strategy_editor.review.editing.tables import table_of
from strategy_editor.session.session import Session
from strategy_editor.session.settings import Settings

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


def project_of(section: Section) -> Project:
    """A strategy with this section among others."""
    others = tuple(Section(new_id(), runs_from(f"Section {n}"), blocks=(Paragraph(new_id()),)) for n in range(20))
    document = Document(new_id(), "strategy", "A strategy", (section, *others))
    outline, profile = Outline("test", "Test", ()), Profile("test", "Test", "Brindleford Borough Council")
    return Project(new_id(), "A strategy", outline, profile, (document,))


class Taken(NamedTuple):
    """Milliseconds that a key took: on the clock, and of this program's own work (others may keep the machine busy)."""

    clock: float
    work: float


def measure(editor: SectionEditor, line: str, keys: int) -> list[Taken]:
    """What each key takes that is typed in the middle of a line."""
    spot = Spot(line, 3)
    editor.select(Selection(spot, spot))
    editor.ensureCursorVisible()
    QApplication.processEvents()
    out: list[Taken] = []
    for number in range(keys):
        key = Qt.Key.Key_Space if number % 6 == 5 else Qt.Key.Key_E
        began, busy = time.perf_counter(), time.process_time()
        QTest.keyClick(editor, key)
        QApplication.processEvents()
        out.append(Taken((time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000))
    return out


def told(name: str, times: list[Taken]) -> str:
    """One line of the result."""
    out = f"{name:<26}"
    for what, values in (
        ("clock", sorted(each.clock for each in times)),
        ("work", sorted(each.work for each in times)),
    ):
        p99 = values[min(len(values) - 1, int(len(values) * 0.99))]
        within = sum(each < 8 for each in values) / len(values)
        out += f"  {what}: median {statistics.median(values):5.1f}  p99 {p99:5.1f}  under 8 ms {within:4.0%}"
    return out


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keys", type=int, default=400)
    parser.add_argument("--window", action="store_true")
    chosen = parser.parse_args()
    application = QApplication([])
    load_fonts()
    dress(application, LIGHT)
    for name, words, tables, comments in (("1,600 words", 1_600, 3, 5), ("20,000 words", 20_000, 20, 200)):
        made = tuple(blocks(random.Random(7), words, tables, comments))
        session = Session(project_of(Section(new_id(), runs_from("Long"), blocks=made)))
        desk = Desk(session, replace(Settings()))
        writing = Writing(desk, LIGHT)
        shown = Window(desk, LIGHT, writing.widget) if chosen.window else writing.widget
        shown.resize(1280, 900)
        shown.show()
        desk.open_document(session.project.documents[0].id)
        began = time.perf_counter()
        desk.open_section(session.project.documents[0].sections[0].id)
        QApplication.processEvents()
        opened = (time.perf_counter() - began) * 1000
        print(f"{name}: opened in {opened:.0f} ms, {len(writing.editor.layout_.lines)} lines")
        lines = [line.head for line in writing.editor.layout_.lines]
        texts = [head.id for head in lines if head.role == "text" and not head.container]
        cells = [head.id for head in lines if head.role == "text" and head.container]
        for suggesting in (False, True):
            writing.host.suggesting = suggesting
            how = "suggesting" if suggesting else "direct"
            for place, ids in (("paragraph", texts), ("cell", cells)):
                times = measure(writing.editor, ids[len(ids) // 2], chosen.keys)
                print(told(f"  {how}, {place}", times))
        shown.close()
    application.clipboard().clear()


if __name__ == "__main__":
    main()
