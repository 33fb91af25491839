"""Breaks beside titles and captions of a returned copy: joined and parted, as suggestions with the same outcome."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Figure, Paragraph
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Decision
from strategy_editor.model.text import runs_from
from strategy_editor.review.deciding import decide
from tests.model.values import document, paragraph, project, section, table
from tests.readers import PaperReader, W, in_office, seen, without_bookmarks
from tests.session.copies import LATER, Office, done, text_of, undone

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc00000030101"
    "00c9fe92ef0000000049454e44ae426082"
)
LINES = {
    "title and paragraph": ("Our aims", "We want more trees"),
    "paragraph and title": ("That is the end of it", "Our money"),
    "caption and paragraph": ("What it looks like", "Behind the picture"),
}


def town() -> Project:
    drawn = Figure(new_id(), "0" * 64, Paragraph(new_id(), runs_from("What it looks like")), "A picture")
    first = section(
        "Our aims",
        paragraph("We want more trees in every town."),
        drawn,
        paragraph("Behind the picture there is more."),
        paragraph("That is the end of it."),
    )
    grid = table([["Area", "Cost"], ["North", "five"]], "What it costs")
    return project(document(first, section("Our money", paragraph("This is what it costs."), grid, paragraph("All."))))


class BreakReader(PaperReader):
    """A reader who takes breaks away and puts them in, beside titles and captions."""

    def line(self, words: str) -> etree._Element:
        return next(
            each
            for each in self.body.iter(f"{W}p")
            if words in "".join(each.itertext(f"{W}t")) and each.find(f"{W}hyperlink") is None
        )

    def join_after(self, words: str) -> None:
        self._mark_break(self.line(words), "del")

    def part(self, words: str, before: str) -> None:
        """Breaks a line in two, tracked: what is behind the break is a paragraph of its own."""
        line = self.line(words)
        run = next(each for each in line.iter(f"{W}r") if before in "".join(each.itertext(f"{W}t")))
        text = run.find(f"{W}t").text
        head, tail = text[: text.index(before)], text[text.index(before) :]
        run.find(f"{W}t").text = head
        new = etree.Element(f"{W}p")
        new.append(self._run(tail))
        line.addnext(new)
        self._mark_break(line, "ins")


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("bare", [False, True])
def test_a_join_beside_a_title_or_caption(tmp_path: Path, name: str, bare: bool) -> None:
    office = Office(town(), tmp_path)
    office.session.add_picture("0" * 64, PIXEL)
    (path,) = office.send()
    reader = BreakReader(path.read_bytes(), 1)
    first, second = LINES[name]
    reader.join_after(first)
    data = reader.file()
    found = office.look(office.file(without_bookmarks(data) if bare else data))
    (item,) = found.copies[0].items
    assert item.kind == "suggestion"
    assert text_of(undone(found.project)) == text_of(office.project)
    accepted = office.printed(done(found.project))
    assert accepted == seen(data, "accepted")
    assert any(first in line and second in line for line in accepted)
    for outcome, expected in (("accepted", done(found.project)), ("rejected", undone(found.project))):
        decided = decide(found.project, [item.id], Decision(outcome, LATER))  # type: ignore[arg-type]
        assert text_of(decided) == text_of(expected)


@pytest.mark.parametrize(("words", "before"), [("Our aims", "aims"), ("What it looks like", "looks like")])
def test_a_title_or_caption_that_is_parted(tmp_path: Path, words: str, before: str) -> None:
    office = Office(town(), tmp_path)
    office.session.add_picture("0" * 64, PIXEL)
    (path,) = office.send()
    reader = BreakReader(path.read_bytes(), 1)
    reader.part(words, before)
    found = office.look(office.file(reader.file()))
    (item,) = found.copies[0].items
    assert item.kind == "suggestion"
    assert text_of(undone(found.project)) == text_of(office.project)
    assert office.printed(done(found.project)) == seen(reader.file(), "accepted")
    decided = decide(found.project, [item.id], Decision("accepted", LATER))
    assert text_of(decided) == text_of(done(found.project))


def test_the_caption_of_a_table_that_is_parted_is_told(tmp_path: Path) -> None:
    """Its rest would have to stand between it and the table, which no strategy can hold."""
    office = Office(town(), tmp_path)
    office.session.add_picture("0" * 64, PIXEL)
    (path,) = office.send()
    reader = BreakReader(path.read_bytes(), 1)
    reader.part("What it costs", "costs")
    found = office.look(office.file(reader.file()))
    assert any(item.kind == "change" for item in found.copies[0].items)
    assert text_of(undone(found.project)) == text_of(office.project)


@pytest.mark.libreoffice
def test_joins_that_libreoffice_made(tmp_path: Path) -> None:
    office = Office(town(), tmp_path)
    office.session.add_picture("0" * 64, PIXEL)
    (path,) = office.send(forced=False)
    names = ("tracked", "accepted", "rejected", "silent")
    tracked, accepted, rejected, silent = (tmp_path / f"{name}.docx" for name in names)
    acts = [["join_after", "That is the end of it."], ["join_after", "What it looks like"]]
    in_office(
        [
            {"source": str(path), "out": str(tracked), "track": True, "acts": acts},
            {"source": str(tracked), "out": str(accepted), "track": False, "acts": [["accept_all"]]},
            {"source": str(tracked), "out": str(rejected), "track": False, "acts": [["reject_all"]]},
            {"source": str(path), "out": str(silent), "track": False, "acts": acts},
        ]
    )
    for file, final in ((tracked, accepted), (silent, silent)):
        found = office.look(file)
        assert not [item.words for item in found.copies[0].items if item.kind == "change"]
        assert office.printed(undone(found.project)) == seen(rejected.read_bytes(), "accepted")
        assert office.printed(done(found.project)) == seen(final.read_bytes(), "accepted")
