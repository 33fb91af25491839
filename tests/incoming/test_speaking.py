"""Cross-references, comments and tracked changes of an old file, as they are in the strategy it comes into."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from strategy_editor.incoming.assembling import findings
from strategy_editor.incoming.extras import Extras
from strategy_editor.incoming.found import Findings
from strategy_editor.incoming.placing import Line, Outcome, Plan, brought_in
from strategy_editor.incoming.views import accepted, rejected
from strategy_editor.model.blocks import Heading, Paragraph, Table
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.references import reference_text
from strategy_editor.model.references import targets as reference_targets
from strategy_editor.model.reviews import Decision
from strategy_editor.model.section import Section
from strategy_editor.model.settling import accepted as everything
from strategy_editor.model.settling import rejected as nothing
from strategy_editor.model.text import CrossReference, flat, objects, plain
from strategy_editor.model.tree import block_hosts
from strategy_editor.review.consequences import settled_project
from strategy_editor.review.deciding import decide
from strategy_editor.word.reading import read
from tests.model.values import document, project, section
from tests.word.reading.making import dele, docx, ins, p, r, table

AT = datetime(2026, 7, 1, tzinfo=UTC)


def found_in(data: bytes, changes: str = "accept") -> Findings:
    whole = read(data)
    view = rejected(whole) if changes == "leave" else accepted(whole)
    extras = Extras(whole, "rejected" if changes == "leave" else "accepted", keep=changes == "keep")
    return findings(view, lambda _data, name: name, extras)


def mark(name: str, inside: str) -> str:
    return f'<w:bookmarkStart w:id="{name[-1]}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{name[-1]}"/>'


def ref(name: str, words: str, switches: str = "") -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> REF {name} {switches} \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def old_file() -> bytes:
    return docx(
        p(mark("_Ref1", r("Our homes")), style="Heading1")
        + p("See section ", ref("_Ref2", "2", "\\r"), " and ", ref("_Ref3", "Table 7"), ".")
        + p("It is told under ", ref("_Ref2", "Our money"), ", as in ", ref("_Ref9", "somewhere else"), ".")
        + p(mark("_Ref2", r("Our money")), style="Heading1")
        + p(mark("_Ref3", r("Table 7")), r(": What it costs"), style="Caption")
        + table(["Year", "Cost"], ["2024", "£10"])
        + p("Back to section ", ref("_Ref1", "1", "\\r"), ".")
    )


def council() -> Project:
    return project(document(section("Homes"), section("Money")))


def into(data: bytes, *uses: str, changes: str = "accept", comments: bool = True) -> Outcome:
    """The file, piece by piece, in the sections in turn."""
    found = found_in(data, changes)
    whole = council()
    sections = whole.documents[0].sections
    lines = []
    for number, piece in enumerate(found.pieces):
        use = uses[number] if number < len(uses) else "text"
        target = sections[min(number, len(sections) - 1)].id if use in ("text", "reference") else ""
        lines.append(Line(piece.number, use, target))  # type: ignore[arg-type]
    return brought_in(whole, found, Plan(tuple(lines)), "old.docx", {}, comments=comments, at=AT)


def said(whole: Project, part: Section) -> list[str]:
    """The paragraphs of a section as a reader sees them."""
    known = reference_targets(whole)
    out = []
    for block in part.blocks:
        for host in block_hosts(block):
            words = "".join(
                run.content
                if isinstance(run.content, str)
                else reference_text(whole, whole.documents[0], run.content, known.get(run.content.target))
                for run in host.runs
                if isinstance(run.content, str | CrossReference)
            )
            out.append(words)
    return out


def test_references_point_at_what_they_pointed_at() -> None:
    whole = into(old_file()).project
    first, second = whole.documents[0].sections
    labels = numbers(whole, whole.documents[0]).labels
    assert said(whole, first) == [
        f"See section {labels[second.id]} and Table 1.",
        "It is told under Money, as in somewhere else.",
    ]
    assert said(whole, second)[-1] == f"Back to section {labels[first.id]}."


def test_a_reference_to_what_is_not_there_is_words_again() -> None:
    whole = into(old_file(), "text", "left").project
    first = whole.documents[0].sections[0]
    assert not [each for block in first.blocks for host in block_hosts(block) for each in objects(host.runs)]
    assert "See section 2 and Table 7." in said(whole, first)
    assert "It is told under Our money, as in somewhere else." in said(whole, first)
    kept = whole.references[0]
    assert "Back to section 1." in [plain(host.runs) for block in kept.blocks for host in block_hosts(block)]


def test_a_heading_that_stays_in_the_text_is_what_is_referred_to() -> None:
    found = found_in(old_file())
    whole = council()
    home = whole.documents[0].sections[0].id
    plan = Plan((Line(0, "text", home), Line(1, "above")))
    part = brought_in(whole, found, plan, "old.docx", {}).project.documents[0].sections[0]
    inner = next(block for block in part.blocks if isinstance(block, Heading) and plain(block.runs) == "Our money")
    grid = next(block for block in part.blocks if isinstance(block, Table))
    references = [
        each
        for block in part.blocks
        for host in block_hosts(block)
        for each in objects(host.runs)
        if isinstance(each, CrossReference)
    ]
    assert [each.target for each in references][:3] == [inner.id, grid.id, inner.id]
    assert [each.form for each in references][:3] == ["number", "number", "title"]
    assert len({each.id for each in references}) == len(references)


# ---- comments


def remarked() -> bytes:
    """Three comments: on words, with an answer; over a heading; on nothing that is text."""
    call = '<w:r><w:commentReference w:id="{0}"/></w:r>'
    ranges = '<w:commentRangeStart w:id="{0}"/>{1}<w:commentRangeEnd w:id="{0}"/>' + call
    body = (
        p(ranges.format(1, r("Our homes")), style="Heading1")
        + p("The council owns ", ranges.format(0, r("many homes")), " in the borough.")
        + p('<w:commentRangeStart w:id="2"/><w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r>')
        + p("Our money", style="Heading1")
        + p("Rents pay for it.")
    )
    said = ("How many?", "A better title?", "A picture here?")
    parts = "".join(
        f'<w:comment w:id="{number}" w:author="Ben Okafor" w:date="2026-01-01T10:00:00Z">{p(text)}</w:comment>'
        for number, text in enumerate(said)
    )
    return docx(body, parts={"comments": parts})


def test_comments_come_as_comments_on_their_words() -> None:
    outcome = into(remarked())
    whole = outcome.project
    assert outcome.comments == 3
    by_text = {each.messages[0].text: each for each in whole.threads.values()}
    (ben,) = whole.people
    assert ben.name == "Ben Okafor"
    many = by_text["How many?"]
    assert (many.anchor.kind, many.anchor.quote, many.messages[0].author) == ("text", "many homes", ben.id)
    assert (many.anchor.before[-4:], many.anchor.after[:3]) == ("wns ", " in")
    first = whole.documents[0].sections[0]
    (host,) = [host for block in first.blocks for host in block_hosts(block) if host.id == many.anchor.target]
    assert "".join(str(run.content) for run in host.runs if many.id in run.marks.comments) == "many homes"
    assert by_text["A better title?"].anchor.target
    assert (by_text["A picture here?"].anchor.kind, by_text["A picture here?"].anchor.target) == ("section", first.id)


def test_comments_are_left_out_where_that_is_wished_and_kept_texts_carry_none() -> None:
    without = into(remarked(), comments=False).project
    assert not without.threads
    beside = into(remarked(), "reference", "left").project
    assert len(beside.threads) == 3
    for whole in (without, beside):
        every = [*whole.documents[0].sections, *whole.references]
        hosts = [host for each in every for block in each.blocks for host in block_hosts(block)]
        assert not [run for host in hosts for run in host.runs if run.marks.comments]
    assert {each.anchor.kind for each in beside.threads.values()} == {"section"}


# ---- tracked changes


def tracked() -> bytes:
    gone = '<w:rPr><w:del w:id="91" w:author="Anna" w:date="2026-01-01T10:00:00Z"/></w:rPr>'
    came = '<w:rPr><w:ins w:id="92" w:author="Ben" w:date="2026-01-02T10:00:00Z"/></w:rPr>'
    return docx(
        p("Our homes", style="Heading1")
        + p("We ", ins(r("shall "), by="Anna"), dele("may ", by="Ben"), "build homes here.")
        + f"<w:p><w:pPr>{gone}</w:pPr>{dele('This went as a whole.', by='Anna')}</w:p>"
        + f"<w:p><w:pPr>{came}</w:pPr>{ins(r('This came as a whole.'), by='Ben')}</w:p>"
        + p("The end.")
    )


def words(whole: Project) -> list[str]:
    return [flat(block.runs) for block in whole.documents[0].sections[0].blocks if isinstance(block, Paragraph)]


def test_changes_can_be_kept_to_be_decided() -> None:
    outcome = into(tracked(), changes="keep")
    whole = outcome.project
    assert outcome.changes == 4
    people = {person.id: person.name for person in whole.people}
    assert sorted(people[each.author] for each in whole.suggestions.values()) == ["Anna", "Anna", "Ben", "Ben"]
    assert words(settled_project(whole, everything)) == words(into(tracked(), changes="accept").project)
    assert words(settled_project(whole, nothing)) == words(into(tracked(), changes="leave").project)
    one = next(id for id, each in whole.suggestions.items() if people[each.author] == "Ben")
    assert decide(whole, [one], Decision("accepted", AT)).suggestions[one].decision is not None


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_changed_in_words_and_whole_paragraphs_is_kept(seed: int) -> None:
    """Accepting all is the text as accepted, rejecting all the text as it was: drawn at random."""
    chance = random.Random(seed)
    parts = []
    for number in range(chance.randrange(2, 7)):
        pieces = []
        for place in range(chance.randrange(1, 5)):
            text = f"word{number}{place} "
            pieces.append(chance.choice((r(text), ins(r(text), by="Anna"), dele(text, by="Ben"))))
        parts.append(p(f"Start {number} ", *pieces, f"and end {number}."))
    data = docx(p("Our homes", style="Heading1") + "".join(parts))
    kept = into(data, changes="keep").project
    assert words(settled_project(kept, everything)) == words(into(data, changes="accept").project)
    assert words(settled_project(kept, nothing)) == words(into(data, changes="leave").project)


def test_what_is_kept_to_read_has_its_changes_accepted() -> None:
    whole = into(tracked(), "left", changes="keep").project
    assert not whole.suggestions
    (kept,) = whole.references
    assert [flat(host.runs) for block in kept.blocks for host in block_hosts(block)] == [
        "We shall build homes here.",
        "This came as a whole.",
        "The end.",
    ]
