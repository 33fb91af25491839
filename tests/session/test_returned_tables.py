"""Returned tables and pictures: rows, columns, tables, figures that came, went or moved are suggestions like others."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.text.run import Run
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from strategy_editor.model.blocks import Figure, Table
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import BlockContent, Decision
from strategy_editor.model.text import flat
from strategy_editor.model.tree import all_sections
from strategy_editor.review.deciding import decide
from strategy_editor.session.commands import Become
from tests.bench import examples
from tests.model.values import document, heading, paragraph, project, section, table
from tests.readers import PaperReader, W, in_office, seen, with_parts, without_bookmarks
from tests.session.copies import LATER, Office, done, text_of, undone

Act = Callable[["TableReader", bool], None]


class TableReader(PaperReader):
    """A reader who changes the tables of a copy, as Word and others write it."""

    # ---- acts

    def add_row(self, tracked: bool) -> None:
        whole = [row for row in self._rows() if row.find(f"{W}tc/{W}tcPr/{W}cellDel") is None]
        if not whole:
            return
        like = self.random.choice(whole)
        row = etree.Element(f"{W}tr")
        self._row_mark(row, "ins", tracked)
        for cell in like.findall(f"{W}tc"):
            made = etree.SubElement(row, f"{W}tc")
            properties = etree.SubElement(made, f"{W}tcPr")
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            if span is not None:
                properties.append(deepcopy(span))
            self._words_in(made, tracked)
        like.addnext(row)

    def remove_row(self, tracked: bool) -> None:
        row = self.random.choice(self._rows())
        if len(self._table_of(row).findall(f"{W}tr")) < 3 or row.find(f"{W}trPr/{W}del") is not None:
            return
        if row.find(f"{W}trPr/{W}ins") is not None:
            return
        if not tracked:
            row.getparent().remove(row)
            return
        for run in [each for each in row.iter(f"{W}r") if each.getparent().tag not in (f"{W}del", f"{W}ins")]:
            self._take(run, True)
        self._row_mark(row, "del", True)

    def move_row(self, tracked: bool) -> None:
        rows = self._table_of(self.random.choice(self._rows())).findall(f"{W}tr")
        if len(rows) > 2 and not tracked:
            rows[1].addnext(rows[2])

    def add_column(self, tracked: bool) -> None:
        grid = self._plain_table()
        if grid is None:
            return
        rows = grid.findall(f"{W}tr")
        place = self.random.randrange(len(rows[0].findall(f"{W}tc")) + 1)
        for row in rows:
            made = etree.Element(f"{W}tc")
            properties = etree.SubElement(made, f"{W}tcPr")
            if tracked:
                properties.append(self._mark("cellIns"))
            self._words_in(made, tracked)
            cells = row.findall(f"{W}tc")
            if place < len(cells):
                cells[place].addprevious(made)
            else:
                cells[-1].addnext(made)
        columns = grid.find(f"{W}tblGrid")
        columns.insert(place, etree.Element(f"{W}gridCol", {f"{W}w": "900"}))

    def remove_column(self, tracked: bool) -> None:
        grid = self._plain_table()
        if grid is None:
            return
        rows = grid.findall(f"{W}tr")
        count = len(rows[0].findall(f"{W}tc"))
        if count < 3:
            return
        place = self.random.randrange(count)
        for row in rows:
            cell = row.findall(f"{W}tc")[place]
            if not tracked:
                row.remove(cell)
                continue
            for run in [each for each in cell.iter(f"{W}r") if each.getparent().tag != f"{W}del"]:
                self._take(run, True)
            properties = cell.find(f"{W}tcPr")
            properties.append(self._mark("cellDel"))
        if not tracked:
            columns = grid.find(f"{W}tblGrid")
            columns.remove(columns[place])

    def add_table(self, tracked: bool) -> None:
        """A table with a line above it that says what it is."""
        after = self._paragraph()
        caption = etree.Element(f"{W}p")
        run = self._run(f"Table 99: {self._new_words().strip()}")
        made = etree.Element(f"{W}tbl")
        etree.SubElement(made, f"{W}tblPr")
        grid = etree.SubElement(made, f"{W}tblGrid")
        columns = self.random.randrange(2, 5)
        for _ in range(columns):
            etree.SubElement(grid, f"{W}gridCol", {f"{W}w": "2000"})
        if tracked:
            self._mark_break(caption, "ins")
            around = self._mark("ins")
            around.append(run)
            run = around
        caption.append(run)
        for _ in range(self.random.randrange(2, 5)):
            row = etree.SubElement(made, f"{W}tr")
            self._row_mark(row, "ins", tracked)
            for _ in range(columns):
                cell = etree.SubElement(row, f"{W}tc")
                etree.SubElement(cell, f"{W}tcPr")
                self._words_in(cell, tracked)
        after.addnext(caption)
        caption.addnext(made)

    def say_in_cell(self, tracked: bool) -> None:
        cells = [
            run
            for row in self._rows()
            for run in row.iter(f"{W}r")
            if run.getparent().tag == f"{W}p" and run.find(f"{W}t") is not None
        ]
        if cells:
            run = self.random.choice(cells)
            self._put_after(run, self._run(self._new_words(), like=run), "ins", tracked)

    def change(self, count: int, *, tracked: bool) -> None:
        acts: tuple[Act, ...] = (
            TableReader.add_row,
            TableReader.remove_row,
            TableReader.move_row,
            TableReader.add_column,
            TableReader.remove_column,
            TableReader.add_table,
            TableReader.say_in_cell,
        )
        for _ in range(count):
            self.random.choice(acts)(self, tracked)

    # ---- places and pieces

    def _tables(self) -> list[etree._Element]:
        """Tables that went out: those with a bookmark of ours."""
        return [
            each
            for each in self.body.iter(f"{W}tbl")
            if any((mark.get(f"{W}name") or "").startswith("_blk_") for mark in each.iter(f"{W}bookmarkStart"))
        ]

    def _plain_table(self) -> etree._Element | None:
        """A table without spans or changed rows and columns."""
        marks = ("gridSpan", "vMerge", "cellIns", "cellDel")
        found = [
            each
            for each in self._tables()
            if not any(True for _ in each.iter(*(f"{W}{tag}" for tag in marks)))
            and not any(row.find(f"{W}trPr/{W}{tag}") is not None for row in each for tag in ("ins", "del"))
        ]
        return self.random.choice(found) if found else None

    def _rows(self) -> list[etree._Element]:
        return [row for each in self._tables() for row in each.findall(f"{W}tr")]

    @staticmethod
    def _table_of(row: etree._Element) -> etree._Element:
        return next(row.iterancestors(f"{W}tbl"))

    def _row_mark(self, row: etree._Element, tag: str, tracked: bool) -> None:
        if not tracked:
            return
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(0, properties)
        properties.append(self._mark(tag))

    def _words_in(self, cell: etree._Element, tracked: bool) -> None:
        words = etree.SubElement(cell, f"{W}p")
        run = self._run(self._new_words().strip())
        if tracked:
            around = self._mark("ins")
            around.append(run)
            run = around
        words.append(run)


def town(seed: int) -> Project:
    """A strategy with tables, one with cells that reach over others."""
    chance = random.Random(seed)

    def grid(name: str) -> Table:
        width = chance.randrange(2, 5)
        rows = [
            [f"{name} row {row} column {column}" for column in range(width)] for row in range(chance.randrange(3, 6))
        ]
        return table(rows, f"Costs of {name}")

    def part(number: int) -> object:
        words = [paragraph(f"Words of part {number}, paragraph {place}, about money.") for place in range(3)]
        return section(
            f"Part {number}", words[0], grid(f"first {number}"), words[1], heading(f"More {number}"), words[2]
        )

    return project(document(part(1), part(2)))  # type: ignore[arg-type]


def numberless(lines: list[str]) -> list[str]:
    """Captions count anew, whatever number somebody typed."""
    return [re.sub(r"^Table \d+", "Table", line) for line in lines]


def seen_now(data: bytes) -> list[str]:
    return numberless(seen(data, "accepted"))


def printed(office: Office, value: Project) -> list[str]:
    return numberless(office.printed(value))


ACTS: list[list[object]] = [
    ["insert_row", "West 1", "Middle 1", "Middle 2", "Middle 3"],
    ["insert_table", "There is more to say.", ["Year", "Sum"], ["2027", "five"], ["2028", "six"]],
    ["insert_after", "East 1", " or so"],
]
SILENT: list[list[object]] = [
    ["insert_column", "West 1", "Change", "up", "down"],
    ["delete_column", "Costs last"],
]


def costs() -> Project:
    rows = [["Area", "Costs first", "Costs last"], ["West 0", "West 1", "West 2"], ["East 0", "East 1", "East 2"]]
    words = [paragraph(text) for text in ("This is what it costs.", "There is more to say.", "That is all of it.")]
    return project(document(section("Money", words[0], table(rows, "Costs of it"), *words[1:])))


@pytest.mark.libreoffice
def test_tables_that_libreoffice_changed(tmp_path: Path) -> None:
    """Tracked and not; LibreOffice's own accepting and rejecting of its files is the judge."""
    office = Office(costs(), tmp_path)
    (path,) = office.send(forced=False)
    out = {name: tmp_path / f"{name}.docx" for name in ("tracked", "accepted", "rejected", "silent", "column")}
    tracked, silent = str(out["tracked"]), str(out["silent"])
    in_office(
        [
            {"source": str(path), "out": tracked, "track": True, "acts": ACTS},
            {"source": tracked, "out": str(out["accepted"]), "track": False, "acts": [["accept_all"]]},
            {"source": tracked, "out": str(out["rejected"]), "track": False, "acts": [["reject_all"]]},
            {"source": str(path), "out": silent, "track": False, "acts": [*SILENT, *ACTS[1:]]},
            {"source": str(path), "out": str(out["column"]), "track": False, "acts": SILENT[:1]},
        ]
    )
    for name, final in (("tracked", "accepted"), ("silent", "silent"), ("column", "column")):
        data = out[name].read_bytes()
        for file in (data, without_bookmarks(data)):
            found = office.look(office.file(file))
            (copy,) = found.copies
            assert text_of(undone(found.project)) == text_of(office.project), name
            accepted = [line for line in printed(office, done(found.project)) if line != "Table"]
            assert accepted == seen_now(out[final].read_bytes()), name
            assert not [item.words for item in copy.items if item.kind == "change"], name
    assert printed(office, office.project) == seen_now(out["rejected"].read_bytes())


@pytest.mark.long
def test_whatever_is_done_to_tables_is_a_suggestion(tmp_path: Path) -> None:
    """Tracked and silent, with bookmarks and without; no change is left that is only told in words."""
    for seed in range(examples(120)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        office = Office(town(seed), folder)
        (path,) = office.send()
        reader = TableReader(path.read_bytes(), seed)
        reader.change(1 + seed % 4, tracked=seed % 2 == 0)
        data = reader.file()
        for bare in (False, True):
            found = office.look(office.file(without_bookmarks(data) if bare else data))
            (copy,) = found.copies
            assert not copy.error
            assert text_of(undone(found.project)) == text_of(office.project), (seed, bare)
            assert printed(office, done(found.project)) == seen_now(data), (seed, bare)
            assert not [item.words for item in copy.items if item.kind == "change"], (seed, bare)


def table_file(reader: TableReader, *acts: Act, tracked: bool = True) -> bytes:
    for act in acts:
        act(reader, tracked)
    return reader.file()


def test_two_readers_change_one_table(tmp_path: Path) -> None:
    """A column by one and a row by another go side by side, in either order; what was decided stays decided."""
    office = Office(town(1), tmp_path)
    first, second = office.send("Anna Reid", "Ben Okafor")
    before = printed(office, office.project)
    one = TableReader(first.read_bytes(), 1)
    two = TableReader(second.read_bytes(), 1, "Ben Okafor")
    files = (
        office.file(table_file(one, TableReader.add_column)),
        office.file(table_file(two, TableReader.add_row, TableReader.add_table)),
    )
    lines = [printed(office, done(office.look(*order).project)) for order in (files, files[::-1])]
    assert len(lines[0]) > len(before)
    assert sorted(lines[0]) == sorted(lines[1])
    office.receive(*files)
    assert not office.project.proposals
    assert not office.project.threads
    assert printed(office, undone(office.project)) == before
    came = [id for id, each in office.project.suggestions.items() if each.decision is None]
    for outcome in ("accepted", "rejected"):
        decided = decide(office.project, came, Decision(outcome, LATER))  # type: ignore[arg-type]
        office.session.apply(Become(decided, "Decision"))
        again = office.look(*files)
        assert again.project == office.project
        assert sum(copy.decided for copy in again.copies) >= len(came)
        office.session.undo()


def test_a_column_in_which_the_author_wrote_meanwhile_is_disputed(tmp_path: Path) -> None:
    office = Office(costs(), tmp_path)
    (path,) = office.send()
    reader = TableReader(path.read_bytes(), 3)
    data = table_file(reader, TableReader.remove_column)
    (gone,) = office.look(office.file(data)).project.suggestions
    section = office.project.documents[0].sections[0]
    grid = section.blocks[1]
    assert isinstance(grid, Table)
    rows = tuple(
        replace(row, cells=tuple(replace(cell, blocks=(paragraph("new words"),)) for cell in row.cells))
        for row in grid.rows
    )
    blocks = (section.blocks[0], replace(grid, rows=rows), *section.blocks[2:])
    changed = replace(office.project.documents[0], sections=(replace(section, blocks=blocks),))
    office.session.apply(Become(replace(office.project, documents=(changed,)), "Typing"))
    found = office.look(office.file(data)).project
    assert gone not in found.suggestions
    (proposal,) = found.proposals.values()
    assert isinstance(proposal.proposed, BlockContent)
    (wanted,) = proposal.proposed.blocks
    assert isinstance(wanted, Table)
    assert len(wanted.columns) == 2


def test_what_another_did_to_a_row_that_went_is_not_lost(tmp_path: Path) -> None:
    office = Office(costs(), tmp_path)
    (path,) = office.send()
    ben = TableReader(path.read_bytes(), 2, "Ben Okafor")
    ben.say_in_cell(True)
    anna = TableReader(ben.file(), 2)
    said = next(each for each in anna._rows() if each.find(f".//{W}ins") is not None)
    for run in [each for each in said.iter(f"{W}r") if each.getparent().tag == f"{W}p"]:
        anna._take(run, True)
    anna._row_mark(said, "del", True)
    office.receive(office.file(anna.file()))
    people = {person.id: person.name for person in office.project.people}
    assert sorted(people[each.author] for each in office.project.suggestions.values()) == ["Anna Reid", "Ben Okafor"]
    (going,) = [id for id, each in office.project.suggestions.items() if people[each.author] == "Anna Reid"]
    kept = decide(office.project, [going], Decision("rejected", LATER))
    assert any("words 1B" in line for line in printed(office, done(kept)))


def test_a_comment_on_words_of_a_new_table_stands_on_them(tmp_path: Path) -> None:
    office = Office(town(2), tmp_path)
    (path,) = office.send()
    reader = TableReader(path.read_bytes(), 2)
    reader.add_table(True)
    made = next(each for each in reader.body.iter(f"{W}tbl") if each not in reader._tables())
    words = "".join(made.find(f".//{W}r").itertext(f"{W}t")).strip()
    copy = docx.Document(io.BytesIO(reader.file()))
    run = next(each for each in copy.element.body.iter(f"{W}r") if each.text.strip() == words)
    copy.add_comment(Run(run, copy._body), "Whose figures are these?", "Anna Reid", "AR")
    said = io.BytesIO()
    copy.save(said)
    (back,) = office.receive(office.file(said.getvalue()))
    (thread,) = office.project.threads.values()
    assert thread.anchor.kind == "text"
    assert thread.anchor.quote.strip() == words
    assert not back.unplaced


# ---- pictures


def with_picture(data: bytes, words: str, *, caption: str = "") -> bytes:
    """The file with a red picture behind the paragraph that holds some words, put in by python-docx."""
    copy = docx.Document(io.BytesIO(data))
    place = next(each for each in copy.paragraphs if words in each.text)
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(drawn, "PNG")
    shown = copy.add_paragraph()
    shown.add_run().add_picture(drawn)
    place._p.addnext(shown._p)
    if caption:
        said = copy.add_paragraph(caption)
        shown._p.addnext(said._p)
    out = io.BytesIO()
    copy.save(out)
    return out.getvalue()


def figures(value: Project) -> list[Figure]:
    return [block for _, each in all_sections(value) for block in each.blocks if isinstance(block, Figure)]


def test_a_picture_that_came_is_a_figure_that_is_suggested(tmp_path: Path) -> None:
    office = Office(costs(), tmp_path)
    (path,) = office.send()
    data = with_picture(path.read_bytes(), "There is more", caption="Figure 7: What it looks like")
    (copy,) = office.receive(office.file(data))
    assert [item.words for item in copy.items] == ["Picture inserted"]
    assert figures(undone(office.project)) == []
    (figure,) = figures(done(office.project))
    assert flat(figure.caption.runs) == "What it looks like"
    assert office.session.picture(figure.picture).startswith(b"\x89PNG")
    assert office.project.pictures[figure.picture].width == 300
    once = office.project
    office.receive(office.file(data))
    assert office.project == once
    (sent_again,) = office.send()
    assert office.look(sent_again).copies[0].items == ()


def test_figures_that_went_out_are_known_and_one_that_is_struck_out_goes(tmp_path: Path) -> None:
    office = Office(costs(), tmp_path)
    (path,) = office.send()
    office.receive(office.file(with_picture(path.read_bytes(), "There is more", caption="Figure 1: A look")))
    office.session.apply(Become(done(office.project), "Decision"))
    (figure,) = figures(office.project)
    (second,) = office.send()
    for data in (second.read_bytes(), without_bookmarks(second.read_bytes())):
        assert office.look(office.file(data)).copies[0].items == ()
    reader = TableReader(second.read_bytes(), 1)
    shown = next(each for each in reader.body.iter(f"{W}p") if each.find(f".//{W}drawing") is not None)
    for each in (shown, shown.getnext()):
        for run in [run for run in each.iter(f"{W}r") if run.getparent().tag != f"{W}del"]:
            reader._take(run, True)
        reader._mark_break(each, "del")
    found = office.look(office.file(reader.file()))
    (item,) = found.copies[0].items
    assert item.words == "Picture removed"
    assert figures(undone(found.project)) == [figure]
    assert figures(done(found.project)) == []


def test_a_picture_that_cannot_be_shown_is_told(tmp_path: Path) -> None:
    office = Office(costs(), tmp_path)
    (path,) = office.send()
    data = with_picture(path.read_bytes(), "There is more")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith(".png")]
    (copy,) = office.receive(office.file(with_parts(data, {name: b"no picture at all"})))
    (item,) = copy.items
    assert item.kind == "change"
    assert "picture was added here" in item.words
