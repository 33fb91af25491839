"""A program to be killed while it brings a colleague's copies in, as the window does, and says what it is about to do.

``python -m tests.session.killed FOLDER``: Anne writes in ``a.strategy``; Theo's copies lie in ``theirs``, one for each
round, each with more of his words. In odd rounds his copy lies beside hers, in even ones her file itself has become it.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import runs_from
from strategy_editor.model.tree import section_of
from strategy_editor.session import opening
from strategy_editor.session.commands import ReplaceBlocks
from strategy_editor.session.opening import OpenStrategy
from strategy_editor.storage.saving import ChangedOutside
from tests.killing import say

ROUNDS = 6
SECTION = "s" * 16


def contested(number: int) -> str:
    """The id of the paragraph that both change in this round."""
    return f"contested{number:07d}"


def own(name: str, number: int) -> str:
    """The id of the paragraph that one of them adds in this round."""
    return f"{name}{number:0{16 - len(name)}d}"


def start() -> Project:
    """The strategy before either has written anything."""
    texts = {number: f"The council will act in month {number}." for number in range(1, ROUNDS + 1)}
    blocks = tuple(Paragraph(contested(number), runs_from(text)) for number, text in texts.items())
    section = Section(SECTION, runs_from("Aims"), blocks=blocks)
    outline, profile = Outline("test", "Test", ()), Profile("test", "Test", "Brindleford Borough Council")
    document = Document("d" * 16, "strategy", "A strategy", (section,))
    return Project("p" * 16, "A strategy", outline, profile, (document,))


def write(opened: OpenStrategy, name: str, number: int) -> None:
    """Somebody adds a paragraph of his own, and changes one that the other changes too."""
    first = Paragraph(own(name, number), runs_from(f"A paragraph with {name}{number:03d}own in it. " * 3))
    runs = runs_from(f"The council will act in {name}{number:03d}both {number}.")
    blocks = section_of(opened.session.project, SECTION).section.blocks
    at = next(index for index, block in enumerate(blocks) if block.id == contested(number))
    replacing = Paragraph(contested(number), runs)
    opened.session.apply(ReplaceBlocks(SECTION, at, at + 1, (replacing, first)))


def prepare(folder: Path) -> None:
    """Anne's file, and Theo's copies of it."""
    theirs = folder / "theirs"
    theirs.mkdir()
    before = opening.put_down(folder / "a.strategy", start())
    for number in range(1, ROUNDS + 1):
        path = theirs / f"{number}.strategy"
        shutil.copyfile(before, path)
        with opening.edit(path, "Theo Lane") as opened:
            write(opened, "theo", number)
        before = path


def bring_in(opened: OpenStrategy, path: Path) -> None:
    """As the window does it: looked at beside, and then made today's text."""
    opened.prepare()
    opened.bring_in(opened.look_at(path))
    opened.flush()


def main(folder: Path) -> None:
    path = folder / "a.strategy"
    opened = opening.open_strategy(path, "Anne Wood")
    for number in range(1, ROUNDS + 1):
        say("writing", number)
        write(opened, "anne", number)
        opened.flush()
        say("written", number)
        theirs = folder / "theirs" / f"{number}.strategy"
        if number % 2:
            say("joining", number)
            bring_in(opened, theirs)
            say("joined", number)
        else:
            coming = shutil.copyfile(theirs, folder / "coming")
            say("replacing", number)
            os.replace(coming, path)
            say("replaced", number)
            with suppress(ChangedOutside):
                opened.save()
                raise AssertionError("a file that had become another was overwritten")
            say("expecting", number)
            bring_in(opened, path)
            say("expected", number)
        say("saving", number)
        opened.save()
        say("saved", number)
    say("closing", ROUNDS)
    opened.close()
    say("closed", ROUNDS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
