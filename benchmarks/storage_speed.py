"""Speed and size of the project file: commit, save, open and history, at a large strategy and at ten times its size.

``python benchmarks/storage_speed.py [--words 80000] [--pictures 40] [--versions 200] [--times 10]``

A strategy of 80,000 words with 40 MB of pictures is about the largest that a council prints. Times are by the clock on
the wall, beside them those of the processor, which say more where the machine has other work. Aims stand beside them.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from msgspec.structs import replace  # noqa: E402

from strategy_editor.foundation.ids import new_id  # noqa: E402
from strategy_editor.model.blocks import Block, Paragraph  # noqa: E402
from strategy_editor.model.outline import Outline  # noqa: E402
from strategy_editor.model.profile import Profile  # noqa: E402
from strategy_editor.model.project import Project  # noqa: E402
from strategy_editor.model.records import Picture  # noqa: E402
from strategy_editor.model.section import Document, Section  # noqa: E402
from strategy_editor.model.text import runs_from  # noqa: E402
from strategy_editor.storage import project_file  # noqa: E402
from strategy_editor.storage.versions import version_of  # noqa: E402
from strategy_editor.storage.working_copy import WorkingCopy  # noqa: E402

WORDS_OF_A_PARAGRAPH = 80
PARAGRAPHS_OF_A_SECTION = 10
SECTIONS_OF_A_DOCUMENT = 15
START = datetime(2009, 3, 3, tzinfo=UTC)
_WORDS = (
    "the of and to in a for is council services strategy technology information will be with that customers staff "
    "resident business delivery programme systems network support improve access shared data security digital plan "
    "cost benefit investment infrastructure application partnership governance performance risk resource agreed "
)
VOCABULARY = _WORDS.split()


def paragraph(chance: random.Random) -> Paragraph:
    words = [chance.choice(VOCABULARY) if chance.random() < 0.7 else _rare(chance) for _ in range(WORDS_OF_A_PARAGRAPH)]
    return Paragraph(new_id(), runs_from(" ".join(words).capitalize() + "."))


def _rare(chance: random.Random) -> str:
    """A word that does not repeat, so that packing is no easier than with real prose."""
    return "".join(chance.choice("abcdefghijklmnoprstuvwy") for _ in range(chance.randint(3, 10)))


def strategy(words: int, pictures: dict[str, bytes], chance: random.Random) -> Project:
    sections = [
        Section(new_id(), runs_from(f"Section {n}"), blocks=_blocks(chance))
        for n in range(words // (WORDS_OF_A_PARAGRAPH * PARAGRAPHS_OF_A_SECTION))
    ]
    documents = tuple(
        Document(new_id(), "strategy", f"Document {n}", tuple(sections[n : n + SECTIONS_OF_A_DOCUMENT]))
        for n in range(0, len(sections), SECTIONS_OF_A_DOCUMENT)
    )
    records = {digest: Picture(digest, "image/jpeg", 1600, 1200) for digest in pictures}
    outline, profile = Outline("bench", "Bench", ()), Profile("bench", "Bench", "Brindleford Borough Council")
    return Project(new_id(), "A large strategy", outline, profile, documents, pictures=records)


def _blocks(chance: random.Random) -> tuple[Block, ...]:
    return tuple(paragraph(chance) for _ in range(PARAGRAPHS_OF_A_SECTION))


def edited(project: Project, chance: random.Random) -> Project:
    """The project with one paragraph written anew."""
    documents = list(project.documents)
    at = chance.randrange(len(documents))
    sections = list(documents[at].sections)
    where = chance.randrange(len(sections))
    blocks = list(sections[where].blocks)
    place = chance.randrange(len(blocks))
    blocks[place] = replace(paragraph(chance), id=blocks[place].id)
    sections[where] = replace(sections[where], blocks=tuple(blocks))
    documents[at] = replace(documents[at], sections=tuple(sections))
    return replace(project, documents=tuple(documents))


Timings = dict[str, list[float]]


@contextmanager
def timed(timings: Timings, what: str) -> Iterator[None]:
    started, worked = time.perf_counter(), time.process_time()
    yield
    timings.setdefault(what, []).append(time.perf_counter() - started)
    timings.setdefault(f"{what}, processor", []).append(time.process_time() - worked)


def commits(copy: WorkingCopy, count: int, timings: Timings, chance: random.Random) -> None:
    """Edits, each waited for until it is on the disk. What the writer gathers before is not part of a commit."""
    from strategy_editor.storage import writer

    gather, writer.GATHER_SECONDS = writer.GATHER_SECONDS, 0.0
    copy.flush()
    try:
        for _ in range(count):
            value = edited(copy.project, chance)
            with timed(timings, "commit"):
                copy.keep(value, copy.ledger)
                copy.flush()
    finally:
        writer.GATHER_SECONDS = gather


def history(copy: WorkingCopy, count: int, chance: random.Random) -> None:
    """Versions with one paragraph changed in each."""
    for number in range(count):
        value = edited(copy.project, chance)
        version = version_of(value, by="me", at=START + timedelta(hours=number))
        copy.keep(value, copy.ledger.with_entries([version]))
        copy.flush()


def measure(words: int, pictures: int, versions: int, folder: Path) -> tuple[Timings, dict[str, int]]:
    chance = random.Random(20090303)
    images = {hashlib.sha256(data).hexdigest(): data for data in (os.urandom(1_000_000) for _ in range(pictures))}
    timings: Timings = {}
    sizes: dict[str, int] = {}
    file = folder / "large.strategy"
    project_file.create(file, strategy(words, images, chance), None, images)
    del images
    sizes["file without history"] = file.stat().st_size
    copy = WorkingCopy.open(folder / "working", file)
    history(copy, versions, chance)
    copy.save()
    sizes["history of the versions"] = file.stat().st_size - sizes["file without history"]
    commits(copy, 200, timings, chance)
    for _ in range(5):
        copy.keep(edited(copy.project, chance), copy.ledger)
        copy.flush()
        with timed(timings, "save"):
            copy.save()
    copy.close()
    for _ in range(5):
        with timed(timings, "open to edit"):
            copy = WorkingCopy.open(folder / "working", file)
        with timed(timings, "a version"):
            copy.project_of(copy.ledger.versions[0].tree)
        copy.close()
        with timed(timings, "read only"):
            project_file.read(file)
    return timings, sizes


AIMS: list[tuple[str, str, Callable[[list[float]], float], float]] = [
    ("commit", "commit, median", statistics.median, 0.0),
    ("commit", "commit, 99 %", lambda values: sorted(values)[int(len(values) * 0.99) - 1], 0.020),
    ("save", "save", statistics.median, 0.3),
    ("open to edit", "open to edit", statistics.median, 0.5),
    ("read only", "read only", statistics.median, 0.5),
    ("a version", "open one version", statistics.median, 0.0),
]


def report(title: str, timings: Timings, sizes: dict[str, int]) -> None:
    print(f"\n{title}")
    for key, name, of, aim in AIMS:
        wanted = f"   aim {aim * 1000:.0f} ms" if aim else ""
        processor = of(timings[f"{key}, processor"]) * 1000
        print(f"  {name:<26}{of(timings[key]) * 1000:>9.1f} ms   processor {processor:>8.1f} ms{wanted}")
    for name, size in sizes.items():
        wanted = "   aim under 1 MB" if name.startswith("history") else ""
        print(f"  {name:<26}{size / 1e6:>9.2f} MB{wanted}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=80_000)
    parser.add_argument("--pictures", type=int, default=40, help="of one megabyte each")
    parser.add_argument("--versions", type=int, default=200)
    parser.add_argument("--times", type=int, default=10, help="the second size; 1: none")
    given = parser.parse_args()
    for factor in sorted({1, given.times}):
        folder = Path(tempfile.mkdtemp(prefix="storage-speed-"))
        try:
            timings, sizes = measure(given.words * factor, given.pictures * factor, given.versions, folder)
            title = (
                f"{given.words * factor:,} words, {given.pictures * factor} MB of pictures, {given.versions} versions"
            )
            report(title, timings, sizes)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
