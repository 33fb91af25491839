"""An officer sends to four readers, gets three Word files and a copy of the project back, and decides everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.__main__ import main
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.ledger import Receipt
from strategy_editor.model.project import Project
from strategy_editor.model.text import flat, plain, runs_from
from strategy_editor.review.items import Item, count_waiting, items
from strategy_editor.session.commands import Decide, ReplaceBlocks
from strategy_editor.session.opening import NewStrategy, create, edit, read
from strategy_editor.session.summary import document_numbers
from tests.model.values import paragraph
from tests.readers import in_office, seen
from tests.session.test_receiving import changed

TEXT = (
    "We own ten shops. Rents are low in the north. Buses stop in every town.",
    "The council runs fourteen sites and cut its carbon footprint by a third.",
    "There are five days for training. Grants end in 2028.",
    "Nobody has anything to say about this.",
)


@pytest.fixture
def strategy(tmp_path: Path, home: Path) -> tuple[Path, str, str]:
    """A strategy whose summary has four paragraphs; the ids of its document and section."""
    path = create(NewStrategy(tmp_path / "ICT.strategy", "ict-strategy", "english-council", "ICT strategy"))
    with edit(path, "Priya Kaur") as opened:
        document = next(each for each in opened.session.project.documents if each.kind == "strategy")
        project = opened.session.project
        section = next(
            each
            for each in document.sections
            if plain(each.title)
            and not each.blocks
            and not getattr(project.outline_section(document, each), "role", "")
        )
        blocks = tuple(paragraph(text) for text in TEXT)
        opened.session.apply(ReplaceBlocks(section.id, 0, 0, blocks))
    return path, document.id, section.id


def texts(project: Project, section: str) -> list[str]:
    for document in project.documents:
        for each in document.sections:
            if each.id == section:
                return [flat(block.runs) for block in each.blocks if isinstance(block, Paragraph)]
    raise AssertionError(section)


def waiting(project: Project) -> list[Item]:
    return [item for item in items(project, lambda each: document_numbers(project, each).labels) if item.waits]


@pytest.mark.libreoffice
def test_everything_comes_back_and_is_decided(strategy: tuple[Path, str, str], tmp_path: Path) -> None:
    path, document, section = strategy
    out = tmp_path / "out"
    names = ("Anna Reid", "Ben Okafor", "Carys Puw", "Dev Patel")
    to = [argument for name in names for argument in ("--to", name)]
    assert main(["send", str(path), "--document", document, "--out", str(out), "--no-track", *to]) == 0
    copies = {name: next(file for file in out.iterdir() if name in file.name) for name in names}
    anna, ben, carys, dev = (tmp_path / name for name in ("anna.docx", "ben.docx", "carys.docx", "Dev.strategy"))

    # Anna works in LibreOffice with tracking; Ben types over, untracked; Carys is of another opinion than Anna.
    in_office(
        [
            {
                "source": str(copies["Anna Reid"]),
                "out": str(anna),
                "acts": [
                    ["comment", "fourteen sites", "Is this still right?"],
                    ["track", True],
                    ["replace", "ten shops", "twelve shops"],
                    ["insert_after", "carbon footprint", " (scope 1 and 2)"],
                    ["paragraph_after", "about this.", "Anna wants this, too."],
                ],
            },
            {
                "source": str(copies["Ben Okafor"]),
                "out": str(ben),
                "name": "Ben Okafor",
                "acts": [["track", False], ["replace", "five days", "six days"], ["delete", " Grants end in 2028."]],
            },
        ]
    )
    carys.write_bytes(changed(copies["Carys Puw"].read_bytes(), "ten shops", "eleven shops", name="Carys Puw"))

    # Dev got the project itself, and writes in it.
    shutil.copy(path, dev)
    with edit(dev, "Dev Patel") as opened:
        found = next(each for each in opened.session.project.document(document).sections if each.id == section)  # type: ignore[union-attr]
        last = found.blocks[3]
        assert isinstance(last, Paragraph)
        new = replace(last, runs=runs_from("Dev has something to say about this."))
        opened.session.apply(ReplaceBlocks(section, 3, 4, (new,)))

    assert main(["receive", str(path), str(anna), str(ben), str(carys), str(dev), "--as", "Priya Kaur"]) == 0
    stored = read(path)
    project = stored.project
    assert texts(project, section)[0] == TEXT[0]
    assert len([entry for entry in stored.ledger.entries if isinstance(entry, Receipt)]) == 3
    people = {person.id: person.name for person in project.people}
    by = {name: [item for item in waiting(project) if people.get(item.author, item.author) == name] for name in names}
    assert all(by.values())
    rivals = [people[item.author] for item in waiting(project) if item.kind == "proposal"]
    assert sorted(rivals) == ["Anna Reid", "Carys Puw"]

    # Everything gets a decision: Carys is followed, not Anna, about the shops; Ben's cut is not made; the rest is.
    def outcome(item: Item) -> str:
        if item.kind == "comment":
            return "noted"
        refused = "twelve" in item.added or "Grants" in item.removed
        return "rejected" if refused else "accepted"

    with edit(path, "Priya Kaur") as opened:
        session = opened.session
        for item in waiting(session.project):
            if item.id in {each.id for each in waiting(session.project)}:
                decision = Decide((item.id,), outcome(item), session.clock(), session.author, "As agreed.")  # type: ignore[arg-type]
                session.apply(session.signed(decision))
    project = read(path).project
    assert count_waiting(project) == 0
    expected = [
        TEXT[0].replace("ten", "eleven"),
        TEXT[1].replace("footprint", "footprint (scope 1 and 2)"),
        TEXT[2].replace("five", "six"),
        "Dev has something to say about this.",
        "Anna wants this, too.",
    ]
    assert texts(project, section) == expected
    papers = tmp_path / "papers"
    export = ["export", str(path), "--edition", "draft", "--document", document, "--format", "docx"]
    assert main([*export, "--out", str(papers)]) == 0
    (made,) = papers.rglob("*.docx")
    printed = seen(made.read_bytes(), "accepted")
    assert [text for text in expected if text not in printed] == []
