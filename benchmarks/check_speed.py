"""Speed of the checks: a set of 80,000 words, whole and after one edit, and the longest slice of the window.

``python benchmarks/check_speed.py [--words 80000] [--edits 30] [--one-document]``

The set is the sample's documents, over and over, each copy with ids and a few words of its own. Aims: the whole in 2 s,
after an edit 50 ms. Beside them, as peers: Hunspell's spelling alone over the same words, and textstat's reading level
where that package is there. Times are by the clock on the wall, beside them those of the processor, which say more
where the machine has other work.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from msgspec.structs import replace  # noqa: E402
from samples.build import build  # noqa: E402

from strategy_editor.checks.rules import Situation  # noqa: E402
from strategy_editor.checks.run import Checker  # noqa: E402
from strategy_editor.checks.wording import load_dictionary  # noqa: E402
from strategy_editor.foundation.ids import new_id  # noqa: E402
from strategy_editor.language.speller import Speller  # noqa: E402
from strategy_editor.model.blocks import Paragraph  # noqa: E402
from strategy_editor.model.project import Project  # noqa: E402
from strategy_editor.model.section import Document, Section  # noqa: E402
from strategy_editor.model.text import plain, runs_from  # noqa: E402
from strategy_editor.model.tree import (  # noqa: E402
    all_sections,
    copied_section,
    document_words,
    section_hosts,
    walk_sections,
    with_section,
)

TODAY = date(2009, 2, 20)
Timings = dict[str, list[tuple[float, float]]]


@contextmanager
def timed(timings: Timings, what: str) -> Iterator[None]:
    started, worked = time.perf_counter(), time.process_time()
    yield
    timings.setdefault(what, []).append((time.perf_counter() - started, time.process_time() - worked))


def large(words: int, chance: random.Random, *, one_document: bool) -> Project:
    """The sample's documents over and over until there are so many words; or all of it in one document."""
    sample = build().project
    report = next(each for each in sample.documents if each.kind == "report")
    others = [each for each in sample.documents if each.kind != "report"]
    documents: list[Document] = [report]
    while sum(map(document_words, documents)) < words:
        model = others[(len(documents) - 1) % len(others)]
        sections = tuple(varied(copied_section(section), chance) for section in model.sections)
        documents.append(replace(model, id=new_id(), sections=sections))
    if one_document:
        sections = tuple(section for each in documents[1:] for section in each.sections)
        documents = [report, replace(documents[1], sections=sections)]
    return replace(sample, documents=tuple(documents))


def varied(section: Section, chance: random.Random) -> Section:
    """The section with a word of its own at the end of each paragraph, so that no two are alike."""
    blocks = tuple(
        replace(block, runs=(*block.runs, *runs_from(f" {word(chance)}."))) if isinstance(block, Paragraph) else block
        for block in section.blocks
    )
    children = tuple(varied(child, chance) for child in section.children)
    return replace(section, blocks=blocks, children=children, status="cleared")


def word(chance: random.Random) -> str:
    return "".join(chance.choice("abcdefghilmnoprstuvw") for _ in range(chance.randint(4, 9)))


def edited(project: Project, chance: random.Random) -> Project:
    """The project with a word added to one paragraph."""
    while True:
        _, section = chance.choice(list(all_sections(project)))
        places = [place for place, block in enumerate(section.blocks) if isinstance(block, Paragraph)]
        if places:
            place = chance.choice(places)
            block = section.blocks[place]
            assert isinstance(block, Paragraph)
            changed = replace(block, runs=(*block.runs, *runs_from(f" {word(chance)}")))
            blocks = (*section.blocks[:place], changed, *section.blocks[place + 1 :])
            return with_section(project, replace(section, blocks=blocks))


def slices(checker: Checker, project: Project, situation: Situation) -> float:
    """The longest step, which is how long a key may wait, in seconds."""
    longest = 0.0
    work = checker.steps(project, project.documents, situation)
    while True:
        started = time.perf_counter()
        try:
            next(work)
        except StopIteration:
            return longest
        longest = max(longest, time.perf_counter() - started)


def peers(project: Project, timings: Timings) -> None:
    texts = [
        plain(host.runs)
        for document in project.documents
        for section in walk_sections(document.sections)
        for host in section_hosts(section)
    ]
    speller = Speller()
    speller.load()
    with timed(timings, "peer: Hunspell alone"):
        for text in texts:
            speller.misspellings(text)
    if find_spec("textstat") is not None:
        import textstat

        with timed(timings, "peer: textstat's reading level alone"):
            for text in texts:
                textstat.flesch_kincaid_grade(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=80_000)
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--one-document", action="store_true")
    asked = parser.parse_args()
    chance = random.Random(3)
    project = large(asked.words, chance, one_document=asked.one_document)
    situation = Situation("cabinet", TODAY)
    load_dictionary()
    warm = build().project
    Checker().findings(warm, warm.documents[:1], situation)  # what is loaded once: the calendar of bank holidays
    timings: Timings = {}
    checker = Checker()
    with timed(timings, "whole (aim 2 s)"):
        found = checker.findings(project, project.documents, situation)
    for _ in range(asked.edits):
        project = edited(project, chance)
        with timed(timings, "after an edit (aim 0.05 s)"):
            checker.findings(project, project.documents, situation)
    fresh = large(asked.words, chance, one_document=asked.one_document)
    longest = slices(Checker(), fresh, situation)
    peers(project, timings)
    words = sum(map(document_words, project.documents))
    print(f"{words:,} words in {len(project.documents)} documents; {len(found):,} findings")
    report(timings)
    print(f"{'longest step of the whole':36} {longest:8.3f} s")


def report(timings: Timings) -> None:
    middle: Callable[[list[float]], float] = statistics.median
    for what, times in timings.items():
        wall, worked = zip(*times, strict=True)
        print(
            f"{what:36} {middle(list(wall)):8.3f} s, at most {max(wall):.3f} s; processor {middle(list(worked)):.3f} s"
        )


if __name__ == "__main__":
    main()
