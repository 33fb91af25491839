"""The one list of what is to be decided: complete, in reading order, with numbers and words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from strategy_editor.model.blocks import Change, Paragraph, Table
from strategy_editor.model.carriers import carried
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Anchor, Decision, Message, Place, Proposal, Suggestion, TextContent, Thread
from strategy_editor.model.section import Document
from strategy_editor.model.text import Marks, Run, runs_from
from strategy_editor.review.deciding import decide
from strategy_editor.review.items import Item, Wanted, count_waiting, items
from strategy_editor.review.minor import is_minor_change
from tests.bench import examples
from tests.model.values import document, paragraph, project, section, table
from tests.review.marked import DECIDED, NOW, Maker


def listed(found: Project) -> tuple[Item, ...]:
    def labels(each: Document) -> Mapping[str, str]:
        return numbers(found, each).labels

    return items(found, labels)


def thread(id: str, anchor: Anchor, text: str = "Why?", **fields: object) -> Thread:
    return Thread(id, anchor, (Message(f"{id}m", "lee", NOW, text),), **fields)  # type: ignore[arg-type]


def rich() -> Project:
    words = (Run("We "), Run("buy", Marks(deletion="s1")), Run("lease", Marks(insertion="s1", comments=("c1",))))
    grid = table([["a"], ["b"]])
    grid = replace(grid, rows=(grid.rows[0], replace(grid.rows[1], change=Change(deletion="s2"))))
    first = section(
        "One", Paragraph("p1", words, numbered=True), grid, paragraph("x", numbered=True), scheme="paragraphs"
    )
    second = section("Two", Paragraph("p2", runs_from("Text"), numbered=True), scheme="paragraphs", unplaced=("c3",))
    found = project(document(first, second))
    cell = grid.rows[0].cells[0]
    threads = {
        "c0": thread("c0", Anchor("document", found.documents[0].id)),
        "c1": thread("c1", Anchor("text", "p1", "lease")),
        "c2": thread("c2", Anchor("cell", cell.id), category="finance"),
        "c3": thread("c3", Anchor("text", "gone", "old words")),
        "c4": thread("c4", Anchor("section", second.id), state="withdrawn"),
    }
    suggestions = {id: Suggestion(id, "ann", NOW, section=first.id) for id in ("s1", "s2")}
    proposal = Proposal("r1", Place("text", "p2"), TextContent(runs_from("Text")), TextContent(()), "lee", NOW)
    rival = replace(proposal, id="r2", author="ann")
    return replace(found, threads=threads, suggestions=suggestions, proposals={"r1": proposal, "r2": rival})


def test_everything_is_listed_in_reading_order_with_its_number() -> None:
    found = listed(rich())
    assert [each.id for each in found] == ["c0", "s1", "c1", "c2", "s2", "c3", "c4", "r1", "r2"]
    by_id = {each.id: each for each in found}
    assert [by_id[id].paragraph for id in ("s1", "c1", "c2", "r1")] == ["1.1", "1.1", "1.1", "2.1"]
    assert (by_id["s1"].removed, by_id["s1"].added) == ("buy", "lease")
    assert by_id["s2"].removed == "b"
    assert by_id["s2"].text == "Row removed"
    assert by_id["c3"].unplaced
    assert not by_id["c4"].waits
    assert by_id["r1"].rivals == 1
    assert count_waiting(rich()) == 8


def test_what_is_shown_is_what_was_asked_for() -> None:
    found = listed(rich())

    def shown(**fields: object) -> list[str]:
        wanted = Wanted(**fields)  # type: ignore[arg-type]
        return [each.id for each in found if wanted.lets(each)]

    assert shown(kind="suggestion") == ["s1", "s2"]
    assert shown(author="ann") == ["s1", "s2", "r2"]
    assert shown(category="finance") == ["c2"]
    assert shown(decided=True) == ["c4"]
    assert shown(words="LEASE") == ["s1", "c1"]
    assert shown(section=found[-1].section) == ["c3", "r1", "r2"]


def test_a_decided_suggestion_stays_with_its_words_and_its_reason() -> None:
    after = decide(rich(), ["s1"], Decision("rejected", NOW, "chair", "Too dear"))
    item = next(each for each in listed(after) if each.id == "s1")
    assert (item.removed, item.added, item.waits) == ("buy", "lease", False)
    assert item.decision is not None
    assert item.decision.reason == "Too dear"
    assert count_waiting(after) == 7


@pytest.mark.parametrize("seed", range(examples(400)))
def test_each_waiting_suggestion_and_comment_is_listed_once(seed: int) -> None:
    found = Maker(seed).project()
    shown = listed(found)
    assert len({each.id for each in shown}) == len(shown)
    waiting = {each.id for each in shown if each.waits and each.kind == "suggestion"}
    assert waiting == carried(found)
    assert {each.id for each in shown if each.kind == "comment"} == found.threads.keys()
    decided = decide(found, sorted(waiting), DECIDED)
    assert count_waiting(decided) == count_waiting(found) - len(waiting)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("recieve", "receive", True),
        ("The end .", "The end.", True),
        ("council", "Council", True),
        ("organize", "organise", True),
        ("£1,200", "£1,300", False),
        ("now", "not", False),
        ("affect", "effect", False),
        ("may", "must", False),
        ("will do it", "will not do it", False),
        ("three servers", "servers", False),
        ("3.1", "3.2", False),
    ],
)
def test_what_is_minor(before: str, after: str, expected: bool) -> None:
    assert is_minor_change(before, after) is expected


def test_a_table_of_the_suggested_kind_is_described() -> None:
    grid = replace(table([["a", "b"]]), change=Change(insertion="s1"))
    assert isinstance(grid, Table)
    (item,) = listed(project(document(section("One", grid))))
    assert (item.text, item.added, item.author) == ("Table inserted", "a\nb", "")
