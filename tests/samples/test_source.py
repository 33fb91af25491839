"""The readable source: what each sign makes, and that what cannot be understood is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples.source.attributes import parse_attributes, split_attributes
from samples.source.blocks import read_blocks
from samples.source.documents import read_document
from samples.source.names import Names
from samples.source.place import Place, SourceError
from samples.source.records import ProjectSource, read_records
from samples.source.scope import Collected, Scope

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Block, Box, Heading, ListItem, Live, PageBreak, Paragraph, Table
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection, Prompt
from strategy_editor.model.text import CrossReference, FactField, Footnote, Marks, Run, plain

PLACE = Place("text.md", 7)
OUTLINE = Outline(
    "o",
    "Outline",
    (
        DocumentOutline(
            "strategy",
            "Strategy",
            "strategy",
            (
                OutlineSection("S01", "One", prompts=(Prompt("p1", "Why?"), Prompt("p2", "When?"))),
                OutlineSection("S02", "Two", children=(OutlineSection("S03", "Three"),)),
            ),
        ),
    ),
)


def scope() -> Scope:
    return Scope(Path("text.md"), "doc", Collected(Names("sample")))


def read(text: str) -> tuple[Block, ...]:
    return read_blocks(list(enumerate(text.splitlines(), start=1)), scope())


def inline(text: str) -> tuple[Run, ...]:
    return scope().runs(text, "host", PLACE)


def test_marks() -> None:
    assert inline("a **b *c*** d") == (
        Run("a "),
        Run("b ", Marks(bold=True)),
        Run("c", Marks(bold=True, italic=True)),
        Run(" d"),
    )
    assert inline("CO~2~ m^2^") == (
        Run("CO"),
        Run("2", Marks(script="subscript")),
        Run(" m"),
        Run("2", Marks(script="superscript")),
    )
    assert inline("{cy: Croeso}!") == (Run("Croeso", Marks(language="cy")), Run("!"))
    assert inline("[our *site*](https://example.org)") == (
        Run("our ", Marks(link="https://example.org")),
        Run("site", Marks(link="https://example.org", italic=True)),
    )
    assert inline(r"5 \* 3 \{ \[") == (Run("5 * 3 { ["),)


def test_objects_in_a_line() -> None:
    runs = inline("See [[ref:table-a|title]], {{fact:meeting.date}}.^[Law *of* 1998.]")
    reference, detail, note = (run.content for run in runs if not isinstance(run.content, str))
    assert isinstance(reference, CrossReference)
    assert (reference.target, reference.form) == (derived_id("sample", "table-a"), "title")
    assert isinstance(detail, FactField)
    assert detail.key == "meeting.date"
    assert isinstance(note, Footnote)
    assert plain(note.body) == "Law of 1998."
    assert len({reference.id, detail.id, note.id}) == 3


def test_text_blocks() -> None:
    made = read("### One\n#### Two\nplain\nand on\n\n+ numbered {#n}\n> quote\n!> note\n\n- a\n  - b\n1. c\n---page---")
    assert [type(block) for block in made] == [Heading, Heading, *[Paragraph] * 4, *[ListItem] * 3, PageBreak]
    first, second, body, numbered, quote, note, bullet, deeper, item, _ = made
    assert isinstance(first, Heading)
    assert isinstance(second, Heading)
    assert (first.level, second.level) == (1, 2)
    assert isinstance(body, Paragraph)
    assert plain(body.runs) == "plain and on"
    assert isinstance(numbered, Paragraph)
    assert numbered.numbered
    assert numbered.id == derived_id("sample", "n")
    assert isinstance(quote, Paragraph)
    assert isinstance(note, Paragraph)
    assert (quote.kind, note.kind) == ("quote", "note")
    assert isinstance(bullet, ListItem)
    assert isinstance(deeper, ListItem)
    assert isinstance(item, ListItem)
    assert [(each.kind, each.level) for each in (bullet, deeper, item)] == [("bullet", 1), ("bullet", 2), ("number", 1)]


def test_a_table() -> None:
    [table] = read(
        '::: table {#t caption="Costs" widths=60,40 align=left,right total=true landscape=true source="Budget"}\n'
        "| Item | £ |\n| One \\| two | 1,200 |\n| **Three** | -200 |\n| Total | 1,000 |\n:::"
    )
    assert isinstance(table, Table)
    assert [[plain(cell.blocks[0].runs) for cell in row.cells] for row in table.rows][1] == ["One | two", "1,200"]
    assert [row.total for row in table.rows] == [False, False, False, True]
    assert [(column.width, column.alignment) for column in table.columns] == [(0.6, "left"), (0.4, "right")]
    assert (table.landscape, table.source, plain(table.caption.runs)) == (True, "Budget", "Costs")


def test_boxes_and_live_blocks() -> None:
    box, live = read('::: box {kind=key-facts title="Facts"}\n- one\n:::\n\n::: live {kind=milestones}\n:::')
    assert isinstance(box, Box)
    assert (box.kind, plain(box.title.runs), len(box.blocks)) == ("key-facts", "Facts", 1)
    assert isinstance(live, Live)
    assert live.kind == "milestones"


def test_attributes() -> None:
    found = parse_attributes('S06 #name a=b c="d e" f=1,2', PLACE)
    assert (found.words, found.anchor, found.values) == (("S06",), "name", {"a": "b", "c": "d e", "f": "1,2"})
    title, found = split_attributes('Title {S06 reason="Held in {another} place"}', PLACE)
    assert (title, found.values) == ("Title", {"reason": "Held in {another} place"})


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("\n**bold", 2, "no closing"),
        ("[[S06]]", 1, "write \\[\\[ref:NAME\\]\\]"),
        ("[[ref:a|page]]", 1, "no form “page”"),
        ("[here]", 1, "no address"),
        ("[here](javascript:x)", 1, "not an address"),
        ("{xx: words}", 1, "unknown language"),
        ("one\n\n::: table {}\n| a |\n| b |", 3, "no closing “:::”"),
        ("::: drawing {}\n:::", 1, "with one of"),
        ("::: table {colour=red}\n| a |\n| b |\n:::", 1, "unknown attribute “colour”"),
        ("::: table {}\n| a |\n:::", 1, "at least two rows"),
        ("::: table {}\n| a | b |\n| c |\n:::", 3, "1 cells; the first row has 2"),
        ("::: table {}\n| a | b |\n| c | |\n:::", 3, "empty cell"),
        ("::: table {}\n| a |\nb\n:::", 3, "begins and ends"),
        ("::: table {widths=50}\n| a | b |\n| c | d |\n:::", 1, "need 2 values"),
        ("::: table {align=middle}\n| a |\n| b |\n:::", 1, "unknown alignment"),
        ("::: table {total=true}\n| a |\n| 2 |\n| 3 |\n| 6 |\n:::", 5, "is 6; the rows add up to 5"),
        ("::: live {kind=clock}\n:::", 1, "expected one of"),
        ("::: live {kind=glossary}\nwords\n:::", 2, "nothing may stand"),
        ("::: box {}\n---page---\n:::", 1, "text and lists only"),
        ("::: figure {picture=missing.png}\n:::", 1, "no picture “missing.png”"),
        ("::: figure {picture=../../secret.png}\n:::", 1, "no picture"),
        ("a {#x}\n\nb {#x}", 3, "already the name"),
    ],
)
def test_what_is_refused(text: str, line: int, complaint: str) -> None:
    with pytest.raises(SourceError, match=f"^text.md, line {line}: .*{complaint}"):
        read(text)


def test_names_that_nothing_has_are_refused_where_they_are_used() -> None:
    names = Names("sample")
    names.give("here", PLACE)
    names.use("here", PLACE)
    names.check()
    names.use("nowhere", Place("other.md", 3))
    with pytest.raises(SourceError, match=r"^other\.md, line 3: nothing is called “nowhere”"):
        names.check()


FRONT = '+++\nid = "strategy"\nkind = "strategy"\ntitle = "T"\noutline = "strategy"\n+++\n'


def document(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "strategy.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_sections_and_their_children(tmp_path: Path) -> None:
    text = (
        FRONT
        + '# One {S01 status=cleared ticks="2"}\nwords\n# Two {S02 scheme=none}\nmore\n## Three {S03}\n### In it\n'
    )
    made = read_document(document(tmp_path, text), OUTLINE, Collected(Names("sample")))
    one, two = made.sections
    assert (plain(one.title), one.outline, one.status, one.ticks, one.scheme) == (
        "One",
        "S01",
        "cleared",
        ("p2",),
        "headings",
    )
    assert (two.scheme, len(two.blocks), [child.outline for child in two.children]) == ("none", 1, ["S03"])
    assert len(two.children[0].blocks) == 1


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("# One {S01}\n", 1, "begins with settings"),
        ("+++\nid = \n+++\n", 1, "settings at the top"),
        ("+++\nid = 'a'\ncolour = 'red'\n+++\n", 1, "settings at the top"),
        (FRONT + "stray words\n", 7, "must stand in a section"),
        (FRONT + "# One\n", 7, "names the one outline section"),
        (FRONT + "# One {S09}\n", 7, "no section “S09”"),
        (FRONT + "# One {S01}\n\n# Again {S01}\n", 9, "already the name"),
        (FRONT + "# One {S01 status=perfect}\n", 7, "expected one of"),
        (FRONT + "# One {S01 ticks=9}\n", 7, "there is no prompt 9"),
    ],
)
def test_documents_that_are_refused(tmp_path: Path, text: str, line: int, complaint: str) -> None:
    with pytest.raises(SourceError, match=f"^strategy.md, line {line}: .*{complaint}"):
        read_document(document(tmp_path, text), OUTLINE, Collected(Names("sample")))


PROJECT = """[project]
id = "p"
title = "T"
outline = "ict-strategy"
profile = "x"

[version]
name = "1"
at = 2009-02-20T15:30:00Z
by = "a"
reason = "r"

[[meetings]]
id = "m"
body = "Cabinet"
when = "2009-03-03"

[[people]]
id = "a"
post = "A"

[[facts]]
key = "k.v"
kind = "text"
label = "L"
value = "v"

[[milestones]]
id = "one"
when = "2009-03"
title = "t"
owner = "a"
status = "planned"

[[register]]
document = "d"
role = "main"
owner = "a"
status = "in-draft"
due = "2009-07"

[[glossary]]
term = "ICT"
meaning = "m"
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ('id = "p"', "id = ", 2, ""),
        ('status = "planned"', 'status = "soon"', 28, "soon"),
        ('body = "Cabinet"', 'bodies = "Cabinet"', 13, "bodies|body"),
        ('when = "2009-03"\n', 'when = "2009-13"\n', 28, "2009-13"),
        ('kind = "text"', 'kind = "pence"', 22, "not a pence"),
        ('kind = "text"', 'kind = "day"', 22, "not a date"),
        ('key = "k.v"', 'key = "meeting.date"', 22, "held elsewhere"),
        ('id = "a"', 'id = "a"\npost = "B"\n[[people]]\nid = "a"', 21, "already the name"),
    ],
)
def test_projects_that_are_refused(tmp_path: Path, old: str, new: str, line: int, complaint: str) -> None:
    path = tmp_path / "project.toml"
    path.write_text(PROJECT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=f"^project.toml, line {line}: .*(?:{complaint})"):
        read_records(ProjectSource(path), Names("sample"))
