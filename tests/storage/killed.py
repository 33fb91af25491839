"""A program to be killed: opens, edits, saves, merges and migrates without end, and says what it is about to do.

``python -m tests.storage.killed FOLDER``: each line is a word and a number, such as ``keeping 12`` and ``kept 12``.
What is said in the past tense is done: a kill after it may not undo it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.ledger import Merge
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import runs_from
from strategy_editor.storage import migrations, project_file
from strategy_editor.storage.schema import TABLES
from strategy_editor.storage.working_copy import WorkingCopy
from tests.killing import say

PICTURE = b"\x07" * 3_000_000
DIGEST = hashlib.sha256(PICTURE).hexdigest()
AT = datetime(2009, 3, 3, tzinfo=UTC)


def edited(number: int) -> Project:
    """The project after edit ``number``, the same in every process."""
    words = [f"Paragraph {n}. " * 40 for n in range(12)] + [f"Edit {number} " * 50]
    blocks = tuple(Paragraph(f"paragraph{n:07d}", runs_from(text)) for n, text in enumerate(words))
    section = Section("s" * 16, runs_from("Aims"), blocks=blocks)
    outline, profile = Outline("test", "Test", ()), Profile("test", "Test", "Brindleford Borough Council")
    document = Document("d" * 16, "strategy", "A strategy", (section,))
    return Project("p" * 16, str(number), outline, profile, (document,), words=(DIGEST,))


def prepare(folder: Path) -> None:
    """The files that the program works with: its own, a colleague's, and one of an older format."""
    for name in ("documents", "working"):
        (folder / name).mkdir()
    documents = folder / "documents"
    project_file.create(documents / "a.strategy", edited(0), pictures={DIGEST: PICTURE})
    project_file.create(documents / "theirs.strategy", replace(edited(0), title="theirs"), pictures={DIGEST: PICTURE})
    project_file.create(documents / "old.strategy", edited(0), pictures={DIGEST: PICTURE})
    make_old(documents / "old.strategy")


def make_old(path: Path) -> None:
    """Makes a file one of format 0, which never was: its pieces lie in a table with another name."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE pieces RENAME TO parts")
        connection.execute("PRAGMA user_version = 0")
        connection.commit()


OLD_TABLES = tuple(statement.replace("TABLE pieces", 'TABLE "parts"') for statement in TABLES)
NAME_AGAIN = migrations.Migration(
    OLD_TABLES,
    # Written anew, since renaming leaves quotation marks in the table's own words.
    lambda connection: (
        connection.execute(f"{TABLES[1]}; INSERT INTO pieces SELECT * FROM parts; DROP TABLE parts").fetchall() and None
    ),
)


def main(folder: Path) -> None:
    migrations.MIGRATIONS[0] = NAME_AGAIN
    documents, working = folder / "documents", folder / "working"
    say("opening", 0)
    copy = WorkingCopy.open(working, documents / "a.strategy")
    say("opened", copy.folder)
    theirs = project_file.read(documents / "theirs.strategy")
    for number in count(1):
        say("keeping", number)
        copy.keep(edited(number), copy.ledger)
        copy.flush()
        say("kept", number)
        if number % 3 == 0:
            say("saving", number)
            copy.save()
            say("saved", number)
        if number % 5 == 0:
            say("merging", number)
            copy.take(theirs)
            mine = copy.remember(edited(number))
            entry = Merge(f"{number:016d}", AT, "me", mine, mine, theirs.content.tree)
            copy.keep(edited(number), copy.ledger.union(theirs.ledger).with_entries([entry]))
            copy.flush()
            say("merged", number)
        if number % 5 == 2:
            say("migrating", number)
            old = WorkingCopy.open(working, documents / "old.strategy", folder / "backups")
            old.keep(replace(old.project, title="migrated"), old.ledger)
            old.save()
            old.close()
            say("migrated", number)
            (documents / "old.strategy").unlink()
            project_file.create(documents / "old.strategy", edited(0), pictures={DIGEST: PICTURE})
            make_old(documents / "old.strategy")
            say("prepared", number)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
