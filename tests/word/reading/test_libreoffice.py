"""Views and numbers against LibreOffice: what it shows when it accepts or rejects everything itself."""

from __future__ import annotations

import io
import random
import re
import zipfile
from itertools import count
from pathlib import Path

import pytest
from docx import Document

from strategy_editor.incoming.values import Incoming
from strategy_editor.incoming.views import accepted, paragraphs_of, rejected
from strategy_editor.word.reading import read
from tests.bench import examples
from tests.word.office import read_by_libreoffice
from tests.word.office_driver import drive
from tests.word.reading.making import dele, docx, ins, p, r
from tests.word.reading.test_reading import COUNCIL, MARK, one_list

pytestmark = pytest.mark.libreoffice

WORDS = "council homes repairs tenants network savings officers board review plan".split()  # noqa: SIM905


def tracked_body(seed: random.Random) -> str:
    """Paragraphs and tables with insertions, deletions, both at once, and marks and rows that come and go."""

    def piece() -> str:
        text = " ".join(seed.choices(WORDS, k=seed.randint(1, 4))) + " "
        kind = seed.randrange(6)
        if kind == 0:
            return ins(r(text), by=seed.choice(("Anna", "Ben")))
        if kind == 1:
            return dele(text, by=seed.choice(("Anna", "Ben")))
        if kind == 2:
            return ins(dele(text), by="Anna")
        return r(text)

    def paragraph(marks: bool = True) -> str:
        mark = seed.choice(("ins", "del")) if marks and seed.random() < 0.3 else ""
        return p(*(piece() for _ in range(seed.randint(1, 4))), properties=MARK.format(tag=mark) if mark else "")

    def table() -> str:
        rows = []
        for index in range(seed.randint(2, 4)):
            tag = seed.choice(("ins", "del", "")) if index else ""
            change = f'<w:trPr><w:{tag} w:id="9" w:author="Ben" w:date="2026-07-01T10:00:00Z"/></w:trPr>' if tag else ""
            # As programs write it: whatever stands in a row that comes or goes, comes or goes with it.
            wrap = {"ins": lambda text: ins(r(text)), "del": dele, "": None}[tag]
            mark = MARK.format(tag=tag) if tag else ""
            cells = "".join(
                f"<w:tc>{p(wrap(seed.choice(WORDS)), properties=mark) if wrap else paragraph(False)}</w:tc>"
                for _ in range(2)
            )
            rows.append(f"<w:tr>{change}{cells}</w:tr>")
        grid = '<w:gridCol w:w="2000"/>' * 2
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    parts = []
    for _ in range(seed.randint(2, 7)):
        parts.append(paragraph())
        if seed.random() < 0.25:
            parts += [paragraph(False), table(), paragraph(False)]
    # LibreOffice takes neighbouring changes of one person for one, over the end of a paragraph too.
    people = count()
    return re.sub('w:author="', lambda _: f'w:author="{next(people)} ', "".join(parts) + paragraph(False))


def shown(document: Incoming) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(document.blocks)]


@pytest.mark.long
def test_accepting_and_rejecting_everything_is_what_libreoffice_does(tmp_path: Path) -> None:
    seed = random.Random(11)
    files = []
    for index in range(examples(400)):
        files.append(tmp_path / f"tracked{index}.docx")
        files[-1].write_bytes(docx(tracked_body(seed)))
    theirs = drive([{"source": file, "steps": [[step]]} for file in files for step in ("accept", "reject")])
    for index, file in enumerate(files):
        found = read(file)
        assert shown(accepted(found)) == theirs[2 * index], file
        assert shown(rejected(found)) == theirs[2 * index + 1], file


def plain_copy(path: Path) -> int:
    """An ordinary document; how many places its text has."""
    made = Document()
    for index in range(8):
        made.add_paragraph(f"Paragraph {index} about " + " ".join(WORDS), style="Heading 1" if index % 4 == 0 else None)
    made.save(str(path))
    return sum(len(paragraph.text) + 1 for paragraph in made.paragraphs)


def edits(seed: random.Random, places: int) -> list[list[object]]:
    """What two people do to a copy with changes recorded, never beyond its end."""
    steps: list[list[object]] = [["record", True]]
    for author in ("Anna Reid", "Ben Okafor"):
        steps.append(["author", author])
        for _ in range(seed.randint(2, 5)):
            place = seed.randrange(places - 60)
            steps.append(
                seed.choice(
                    (
                        ["insert", place, " added words "],
                        ["delete", place, seed.randint(1, 40)],
                        ["break", place],
                        ["bold", place, seed.randint(1, 20)],
                        ["comment", place, seed.randint(1, 20), f"Remark at {place}"],
                    )
                )
            )
    return steps


@pytest.mark.long
def test_copies_that_libreoffice_edited_read_as_it_decides_them(tmp_path: Path) -> None:
    seed = random.Random(5)
    jobs, files = [], []
    source = tmp_path / "sent.docx"
    places = plain_copy(source)
    for index in range(examples(100)):
        files.append(tmp_path / f"returned{index}.docx")
        jobs.append({"source": source, "steps": edits(seed, places), "save": files[-1]})
    drive(jobs)
    theirs = drive([{"source": file, "steps": [[step]]} for file in files for step in ("accept", "reject")])
    for index, file in enumerate(files):
        found = read(file)
        assert shown(accepted(found)) == theirs[2 * index], jobs[index]
        assert shown(rejected(found)) == theirs[2 * index + 1], jobs[index]
        raw = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
        said = raw.read("word/comments.xml") if "word/comments.xml" in raw.namelist() else b""
        assert len(found.comments) == len(re.findall(rb"<w:comment ", said))
        assert len(found.revisions) == len(
            re.findall(rb"<w:(?:ins|del|rPrChange|pPrChange) ", raw.read("word/document.xml"))
        )


def test_numbers_are_those_that_libreoffice_draws(tmp_path: Path) -> None:
    seed = random.Random(3)
    use = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    deep = [0]
    for _ in range(60):
        deep.append(min(2, max(0, deep[-1] + seed.choice((-2, -1, 0, 0, 1)))))
    body = "".join(p(f"Words {index}", properties=use.format(level)) for index, level in enumerate(deep))
    file = tmp_path / "numbered.docx"
    file.write_bytes(docx(body, parts={"numbering": one_list(COUNCIL)}))
    (theirs,) = read_by_libreoffice([file], tmp_path)
    labels = [each.shape.listing.label for each in paragraphs_of(read(file).blocks) if each.shape.listing]
    assert [f"{label} Words {index}" for index, label in enumerate(labels)] == theirs
