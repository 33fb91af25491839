"""Returned copies: found again, compared with what went out, laid on today's text, never twice and never lost."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import ListItem, Paragraph, Table
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.reviews import Anchor, Decision, Message, TextContent, Thread
from strategy_editor.model.text import Marks, Run, flat, runs_from
from strategy_editor.model.tree import find_block, find_host
from strategy_editor.review.deciding import decide
from strategy_editor.session.commands import Become
from strategy_editor.session.receiving import Wishes
from tests.bench import examples
from tests.model.values import document, paragraph, project, section, table
from tests.readers import (
    PaperReader,
    W,
    body_of,
    count_changes,
    count_comments,
    in_office,
    seen,
    with_body,
    with_parts,
    without_bookmarks,
)
from tests.session.copies import AT, LATER, Office, done, drawn, text_of, undone

CORE = b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
CUSTOM = b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
SENTENCES = "We own ten shops. Rents are low in the north. Buses stop in every town."


def simple(text: str = SENTENCES) -> tuple[Project, Paragraph]:
    words = paragraph(text)
    return project(document(section("Aims", words, paragraph("More to follow.")))), words


def changed(data: bytes, old: str, new: str, *, name: str = "", date: str = "2026-07-09T10:00:00Z") -> bytes:
    """The file with words replaced: tracked in this name, or silently."""
    body = body_of(data)
    run = next(
        each
        for paragraph in body.iter(f"{W}p")
        if any((mark.get(f"{W}name") or "").startswith("_blk_") for mark in paragraph.iter(f"{W}bookmarkStart"))
        for each in paragraph.iter(f"{W}r")
        if old in "".join(each.itertext(f"{W}t"))
    )
    text = "".join(run.itertext(f"{W}t"))
    before, _, after = text.partition(old)
    looks = run.find(f"{W}rPr")
    parent, place = run.getparent(), run.getparent().index(run)

    def made(words: str, tag: str = "t") -> etree._Element:
        new_run = etree.Element(f"{W}r")
        if looks is not None:
            new_run.append(etree.fromstring(etree.tostring(looks)))
        inside = etree.SubElement(new_run, f"{W}{tag}")
        inside.text = words
        inside.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return new_run

    def tracked(tag: str, words: str) -> etree._Element:
        around = etree.Element(f"{W}{tag}")
        around.set(f"{W}id", str(abs(hash((tag, words, name))) % 10**6))
        around.set(f"{W}author", name)
        around.set(f"{W}date", date)
        around.append(made(words, "delText" if tag == "del" else "t"))
        return around

    parts = [made(before)] if before else []
    if name:
        parts += [tracked("del", old), *([tracked("ins", new)] if new else [])]
    elif new:
        parts.append(made(new))
    parts += [made(after)] if after else []
    parent.remove(run)
    for offset, each in enumerate(parts):
        parent.insert(place + offset, each)
    return with_body(data, body)


def words_of(value: Project, host: str) -> str:
    found = find_host(value, host)
    assert found is not None
    return flat(found[1].runs)


# ---- the laws


@pytest.mark.long
def test_rejecting_gives_what_went_out_and_accepting_what_came_back(tmp_path: Path) -> None:
    """Tracked by one or two readers, silent, or both; with bookmarks and without: the same."""
    plans: tuple[Callable[[PaperReader], None], ...] = (
        lambda reader: reader.work(6, tracked=True),
        lambda reader: reader.work(5, tracked=False),
        _two_and_silent,
    )
    for seed in range(examples(400)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        office = Office(drawn(seed), folder)
        (path,) = office.send()
        reader = PaperReader(path.read_bytes(), seed)
        plans[seed % len(plans)](reader)
        data = reader.file()
        for bare in (False, True):
            found = office.look(office.file(without_bookmarks(data) if bare else data))
            (copy,) = found.copies
            assert not copy.error
            assert text_of(undone(found.project)) == text_of(office.project), (seed, bare)
            assert office.printed(done(found.project)) == led(seen(data, "accepted")), (seed, bare)
            assert not [item.words for item in copy.items if item.kind == "change"], (seed, bare)


def led(lines: list[str]) -> list[str]:
    """A paragraph that was joined to the caption below it: the label leads the words of both."""
    return [re.sub(r"^(.+)(Table \d+: )", r"\2\1", line) for line in lines]


def _two_and_silent(reader: PaperReader) -> None:
    reader.work(3, tracked=True)
    reader.name = "Ben Okafor"
    reader.work(3, tracked=True)
    reader.work(2, tracked=False)


def test_an_untouched_copy_changes_nothing(tmp_path: Path) -> None:
    office = Office(drawn(1), tmp_path)
    (path,) = office.send()
    for data in (path.read_bytes(), without_bookmarks(path.read_bytes())):
        found = office.look(office.file(data))
        assert not found.brings_anything
        assert found.copies[0].items == ()


EDITS: list[list[str]] = [
    ["insert_after", "carbon footprint", " (scope 1 and 2)"],
    ["delete", " by private firms"],
    ["replace", "eleven shops", "fourteen shops"],
    ["split_before", "The south has more"],
    ["join_after", "in every town."],
    ["paragraph_after", "rose by a fifth.", "A new paragraph was added by the reader here."],
    ["delete_paragraph", "The leisure centre roof", "a bid has been made."],
    ["move_paragraph", "Care workers are paid", "fallen since 2023.", "Flood defence works"],
    ["bold", "five days"],
    ["insert_before", "Every ward will", "In the first year, "],
    ["insert_after", "pounds for training.", " Grants end in 2028."],
    ["replace", "The youth service will move to the new hub in September.", "Youth work moves next year."],
    ["replace", "Cell B2 figure", "Cell B2 value"],
    ["delete_row", "Cell A3"],
]
COMMENTS: list[list[str]] = [
    ["comment", "fourteen sites", "Which two?"],
    ["comment", "empty homes", "Over two paragraphs.", "Buses stop"],
    ["comment", "Cell A1", "Check this."],
    ["point_comment", "Every ward", "A point without words."],
]
ON: list[object] = ["track", True]
"""LibreOffice takes a comment that is made while it tracks for a new paragraph."""
SECOND: list[list[str]] = [
    ["insert_after", "Grants end", " (we hope)"],
    ["delete", "fourteen shops"],
    ["replace", "Rents are low", "Rents are rising"],
    ["comment", "More trees", "Where?"],
]


def town() -> Project:
    rows = [["Area", "Cost"], ["Cell A1", "Cell B1"], ["Cell A2", "Cell B2 figure"], ["Cell A3", "Cell B3"]]
    first = section(
        "Our services",
        paragraph("The council runs fourteen sites and cut the carbon footprint by private firms in each town."),
        paragraph("The town owns eleven shops. The south has more empty homes. Rents are low."),
        paragraph("Buses stop in every town."),
        paragraph("Trains do not run on Sunday."),
        paragraph("More trees are wanted."),
        paragraph("Demand rose by a fifth."),
        paragraph("The leisure centre roof leaks and a bid has been made."),
        paragraph("Care workers are paid less than most, and vacancies have fallen since 2023."),
        paragraph("There is more to say of this."),
    )
    second = section(
        "Money",
        paragraph("This is what it costs."),
        paragraph("Flood defence works start in May."),
        table(rows, "Costs of it"),
        paragraph("There are five days and pounds for training."),
        paragraph("Every ward will have a plan."),
        paragraph("The youth service will move to the new hub in September."),
    )
    return project(document(first, second))


@pytest.mark.libreoffice
def test_copies_that_libreoffice_changed(tmp_path: Path) -> None:
    """Two readers, tracked and untracked, and a copy that went on to a second one; LibreOffice itself is the judge."""
    office = Office(town(), tmp_path)
    first, second = office.send("Anna Reid", "Ben Okafor", forced=False)
    names = ("saved.docx", "tracked.docx", "forwarded.docx", "silent.docx", "remarked.docx", "again.odt", "again.doc")
    saved, tracked, forwarded, silent, remarked, odt, doc = (tmp_path / name for name in names)
    views = {
        (path, view): tmp_path / f"{path.stem}-{view}.docx"
        for path in (tracked, forwarded)
        for view in ("accept_all", "reject_all")
    }
    ben = {"name": "Ben Okafor", "initials": "BO"}
    jobs: list[dict[str, object]] = [
        {"source": str(first), "out": str(saved)},
        {"source": str(first), "out": str(odt), "filter": "writer8"},
        {"source": str(first), "out": str(doc), "filter": "MS Word 97"},
        {"source": str(first), "out": str(tracked), "track": False, "acts": [*COMMENTS, ON, *EDITS]},
        {"source": str(first), "out": str(remarked), "track": True, "acts": COMMENTS},
        {"source": str(tracked), "out": str(forwarded), "track": False, "acts": [SECOND[-1], ON, *SECOND[:-1]], **ben},
        {"source": str(second), "out": str(silent), "track": False, "acts": [*COMMENTS, *EDITS], **ben},
    ]
    jobs += [
        {"source": str(path), "out": str(out), "track": False, "acts": [[view]]} for (path, view), out in views.items()
    ]
    in_office(jobs)
    for path in (saved, odt, doc):
        found = office.look(path)
        assert not found.copies[0].error
        assert found.copies[0].items == (), path.name
    for path in (tracked, forwarded):
        found = office.look(path)
        (copy,) = found.copies
        assert text_of(undone(found.project)) == text_of(office.project), path.name
        assert office.printed(done(found.project)) == seen(views[path, "accept_all"].read_bytes(), "accepted")
        assert office.printed(undone(found.project)) == seen(views[path, "reject_all"].read_bytes(), "accepted")
        bare = office.look(office.file(without_bookmarks(path.read_bytes())))
        assert office.printed(done(bare.project)) == office.printed(done(found.project))
        assert sum(item.kind == "comment" for item in copy.items) == count_comments(path.read_bytes())
        assert all(item.placed for item in copy.items)
    found = office.look(remarked)
    assert text_of(done(found.project)) == text_of(office.project)
    assert [item.kind for item in found.copies[0].items] == ["comment"] * len(COMMENTS)
    people = {person.name: person.id for person in office.project.people}
    authors = {item.author for item in office.look(forwarded).copies[0].items}
    assert authors == {people["Anna Reid"], people["Ben Okafor"]}
    found = office.look(silent)
    assert text_of(undone(found.project)) == text_of(office.project)
    assert office.printed(done(found.project), 2) == seen(silent.read_bytes(), "accepted")


def drawn_acts(value: Project, chance: random.Random) -> list[list[object]]:
    """What a reader might do with a strategy of :func:`drawn`, in which each text ends in a number of its own."""
    texts = [
        flat(block.runs)
        for part in value.documents[0].sections
        for block in part.blocks
        if isinstance(block, Paragraph | ListItem)
    ]
    chosen = chance.sample(texts, min(6, len(texts)))
    acts: list[list[object]] = []
    for text in chosen[:-1]:
        end = text[text.index("number") :]
        acts.append(
            chance.choice(
                [
                    ["replace", end, f"figure {end[7:]}"],
                    ["insert_after", end, " More words here."],
                    ["insert_before", end, "really "],
                    ["split_before", end],
                    ["paragraph_after", end, f"Quite new, {end}"],
                    ["delete_paragraph", text],
                    ["move_paragraph", text, text, chosen[-1]],
                    ["bold", end],
                ]
            )
        )
    return acts


@pytest.mark.parametrize("bare", [False, True])
def test_paragraphs_that_passed_a_table_or_follow_another_that_moved_are_found(tmp_path: Path, bare: bool) -> None:
    names = ("First words here.", "Second words here.", "Third words here.", "Fourth words here.")
    first, second, third, fourth = (paragraph(words) for words in names)
    costs = table([["Area", "Sum"], ["West", "4"]], "Costs of it")
    office = Office(project(document(section("Money", first, costs, second, third, fourth))), tmp_path)
    (path,) = office.send()
    body = body_of(path.read_bytes())
    lines = {"".join(each.itertext(f"{W}t")): each for each in body.iter(f"{W}p")}
    for words in (names[0], names[3]):
        lines[names[2]].addprevious(lines[words])
    data = with_body(path.read_bytes(), body)
    data = without_bookmarks(data) if bare else data
    found = office.look(office.file(data))
    assert text_of(undone(found.project)) == text_of(office.project)
    came_back = seen(data, "accepted")
    assert [line for line in came_back if line in names] == [names[1], names[0], names[3], names[2]]
    assert office.printed(done(found.project)) == came_back


@pytest.mark.long
@pytest.mark.libreoffice
def test_whatever_is_done_in_libreoffice_is_found(tmp_path: Path) -> None:
    """Tracked and not; what it makes of its own files by accepting and rejecting is the judge."""
    jobs: list[dict[str, object]] = []
    cases: list[tuple[Office, Path, Path, bool]] = []
    for seed in range(examples(60)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        office = Office(drawn(1000 + seed), folder)
        (path,) = office.send(forced=False)
        tracked = seed % 3 != 2
        out, final = folder / "back.docx", folder / "final.docx"
        acts = drawn_acts(office.project, random.Random(seed))
        jobs.append({"source": str(path), "out": str(out), "track": tracked, "acts": acts})
        jobs.append({"source": str(out), "out": str(final), "track": False, "acts": [["accept_all"]]})
        cases.append((office, out, final, tracked))
    in_office(jobs)
    for office, out, final, tracked in cases:
        for file in (out, office.file(without_bookmarks(out.read_bytes()))):
            found = office.look(file)
            assert not found.copies[0].error
            assert text_of(undone(found.project)) == text_of(office.project)
            assert office.printed(done(found.project)) == seen(final.read_bytes(), "accepted")
            assert all(item.author == office.entry().person for item in found.copies[0].items) or not tracked


# ---- authors, times, comments


def test_tracked_and_silent_changes_have_authors_and_times(tmp_path: Path) -> None:
    value, words = simple()
    office = Office(value, tmp_path)
    (path,) = office.send()
    data = changed(path.read_bytes(), "ten shops", "twelve shops", name="Ben Okafor")
    data = changed(data, "every town", "each town")
    office.receive(office.file(data))
    people = {person.name: person.id for person in office.project.people}
    found = {each.author: each for each in office.project.suggestions.values()}
    assert set(found) == {people["Ben Okafor"], people["Anna Reid"]}
    assert found[people["Ben Okafor"]].at == datetime(2026, 7, 9, 9, tzinfo=UTC)  # Word writes local time
    assert words_of(undone(office.project), words.id) == SENTENCES
    after = SENTENCES.replace("ten shops", "twelve shops").replace("every", "each")
    assert words_of(done(office.project), words.id) == after


def test_names_that_say_nothing_are_the_readers_and_others_are_asked_about_once(tmp_path: Path) -> None:
    value, _ = simple()
    office = Office(value, tmp_path)
    (path,) = office.send()
    data = changed(path.read_bytes(), "ten", "twelve", name="Author")
    data = changed(data, "every", "each", name="B.O. (laptop)")
    office.receive(office.file(data), wishes=Wishes(people={"B.O. (laptop)": "Ben Okafor"}))
    people = {person.name: person for person in office.project.people}
    assert set(people) == {"Anna Reid", "Ben Okafor"}
    assert people["Ben Okafor"].aliases == ("B.O. (laptop)",)
    assert {each.author for each in office.project.suggestions.values()} == {person.id for person in people.values()}
    again = office.look(office.file(changed(path.read_bytes(), "low", "high", name="B.O. (laptop)")))
    assert again.copies[0].names["B.O. (laptop)"] == people["Ben Okafor"].id


@pytest.mark.libreoffice
def test_comments_replies_and_what_was_settled(tmp_path: Path) -> None:
    """Own comments come home as themselves; replies join them; new ones stand on their words."""
    value, words = simple()
    author = Person(new_id(), "Sam Green")
    question = Thread(new_id(), Anchor("text", words.id), (Message(new_id(), author.id, AT, "Is this right?"),))
    marked = replace(
        words, runs=(Run("We own "), Run("ten shops", Marks(comments=(question.id,))), *runs_from(SENTENCES[16:]))
    )
    part = value.documents[0].sections[0]
    value = replace(
        value,
        documents=(replace(value.documents[0], sections=(replace(part, blocks=(marked, part.blocks[1])),)),),
        people=(author,),
        threads={question.id: question},
    )
    office = Office(value, tmp_path)
    (path,) = office.send()
    out = tmp_path / "back.docx"
    acts = [["comment", "low in the north", "How low?"], ["resolve", "Is this right?"]]
    in_office([{"source": str(path), "out": str(out), "acts": acts}])
    (copy,) = office.receive(out)
    threads = office.project.threads
    assert len(threads) == 2
    assert threads[question.id].state == "answered"
    assert len(threads[question.id].messages) == 1
    new = next(each for each in threads.values() if each.id != question.id)
    assert (new.anchor.kind, new.anchor.quote) == ("text", "low in the north")
    assert (new.anchor.before, new.anchor.after) == (SENTENCES[:28], SENTENCES[44:][:30])
    found = find_host(office.project, words.id)
    assert found is not None
    assert "".join(run.content for run in found[1].runs if new.id in run.marks.comments) == "low in the north"
    assert [item.kind for item in copy.items] == ["comment"]


def test_a_reply_joins_the_comment_that_it_answers(tmp_path: Path) -> None:
    value, words = simple()
    author = Person(new_id(), "Sam Green")
    question = Thread(new_id(), Anchor("block", words.id), (Message(new_id(), author.id, AT, "Is this right?"),))
    office = Office(replace(value, people=(author,), threads={question.id: question}), tmp_path)
    (path,) = office.send()
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        comments = etree.fromstring(archive.read("word/comments.xml"))
        extended = etree.fromstring(archive.read("word/commentsExtended.xml"))
    w14, w15 = "{http://schemas.microsoft.com/office/word/2010/wordml}", f"{{{extended.nsmap['w15']}}}"
    reply = etree.fromstring(etree.tostring(comments[0]))
    reply.set(f"{W}id", "77")
    reply.set(f"{W}author", "Anna Reid")
    next(reply.iter(f"{W}t")).text = "It is, from May."
    reply[-1].set(f"{w14}paraId", "0000BEEF")
    comments.append(reply)
    entry = etree.SubElement(extended, f"{w15}commentEx")
    entry.set(f"{w15}paraId", "0000BEEF")
    entry.set(f"{w15}paraIdParent", extended[0].get(f"{w15}paraId"))
    entry.set(f"{w15}done", "0")
    body = body_of(data)
    call = next(body.iter(f"{W}commentReference")).getparent()
    for tag in ("commentRangeStart", "commentRangeEnd"):
        mark = etree.Element(f"{W}{tag}")
        mark.set(f"{W}id", "77")
        call.addprevious(mark)
    second = etree.fromstring(etree.tostring(call))
    second.find(f"{W}commentReference").set(f"{W}id", "77")
    call.addnext(second)
    data = with_parts(
        with_body(data, body),
        {"word/comments.xml": etree.tostring(comments), "word/commentsExtended.xml": etree.tostring(extended)},
    )
    for _ in range(2):
        office.receive(office.file(data))
        assert list(office.project.threads) == [question.id]
        assert [each.text for each in office.project.threads[question.id].messages] == [
            "Is this right?",
            "It is, from May.",
        ]


# ---- disputes


def test_ten_readers_of_one_sentence_make_ten_proposals(tmp_path: Path) -> None:
    value, words = simple()
    office = Office(value, tmp_path)
    names = [f"Reader {number}" for number in range(10)]
    files = [
        office.file(changed(path.read_bytes(), "ten shops", f"{number} shops", name=name))
        for number, (path, name) in enumerate(zip(office.send(*names), names, strict=True))
    ]
    office.receive(*files)
    assert words_of(office.project, words.id) == SENTENCES
    assert office.project.suggestions == {}
    proposals = office.project.proposals.values()
    people = {person.id: person.name for person in office.project.people}
    assert sorted(people[each.author] for each in proposals) == names
    for each in proposals:
        assert isinstance(each.proposed, TextContent)
        number = people[each.author].split()[1]
        assert flat(each.proposed.runs) == SENTENCES.replace("ten", number)
    one = next(each.id for each in proposals if people[each.author] == "Reader 7")
    after = decide(office.project, [one], Decision("accepted", LATER))
    assert words_of(after, words.id) == SENTENCES.replace("ten", "7")
    assert all(each.decision is not None for each in after.proposals.values())
    backwards = Office(value, tmp_path / "backwards")
    backwards.folder.mkdir()
    backwards.session = office.session.__class__(value, office.session.ledger, clock=lambda: LATER)
    backwards.trees = office.trees
    backwards.receive(*reversed(files))
    assert backwards.project.proposals.keys() == office.project.proposals.keys()


def test_readers_of_different_sentences_do_not_dispute(tmp_path: Path) -> None:
    value, words = simple()
    office = Office(value, tmp_path)
    first, second = office.send("Anna Reid", "Ben Okafor")
    office.receive(
        office.file(changed(first.read_bytes(), "ten", "twelve", name="Anna Reid")),
        office.file(changed(second.read_bytes(), "every", "each", name="Ben Okafor")),
    )
    assert len(office.project.suggestions) == 2
    assert not office.project.proposals
    assert words_of(done(office.project), words.id) == SENTENCES.replace("ten", "twelve").replace("every", "each")


def test_what_was_written_here_meanwhile_stays(tmp_path: Path) -> None:
    value, words = simple()
    office = Office(value, tmp_path)
    (path,) = office.send()

    def rewrite(text: str) -> None:
        part = office.project.documents[0].sections[0]
        blocks = (replace(words, runs=runs_from(text)), *part.blocks[1:])
        documents = (replace(office.project.documents[0], sections=(replace(part, blocks=blocks),)),)
        office.session.apply(Become(replace(office.project, documents=documents), "Typing"))

    rewrite(SENTENCES.replace("Buses", "Red buses"))
    data = changed(path.read_bytes(), "ten", "twelve", name="Anna Reid")
    found = office.look(office.file(data))
    assert len(found.project.suggestions) == 1
    assert words_of(undone(found.project), words.id) == SENTENCES.replace("Buses", "Red buses")
    assert words_of(done(found.project), words.id) == SENTENCES.replace("Buses", "Red buses").replace("ten", "twelve")
    rewrite(SENTENCES.replace("ten", "eleven"))
    found = office.look(office.file(data))
    assert words_of(found.project, words.id) == SENTENCES.replace("ten", "eleven")
    (proposal,) = found.project.proposals.values()
    assert isinstance(proposal.proposed, TextContent)
    assert flat(proposal.proposed.runs) == SENTENCES.replace("ten", "twelve")


def test_a_paragraph_that_one_takes_out_and_another_changes(tmp_path: Path) -> None:
    value, words = simple()
    office = Office(value, tmp_path)
    first, second = office.send("Anna Reid", "Ben Okafor")
    gone = PaperReader(first.read_bytes(), 1)
    target = next(each for each in gone._texts() if "ten shops" in "".join(each.itertext()))
    gone._paragraph = lambda removable=False: target  # type: ignore[method-assign]
    gone.remove_paragraph(True)
    files = (office.file(gone.file()), office.file(changed(second.read_bytes(), "ten", "twelve", name="Ben Okafor")))
    for order in (files, tuple(reversed(files))):
        found = office.look(*order)
        assert words_of(found.project, words.id) == SENTENCES
        assert not found.project.suggestions
        assert len(found.project.proposals) == 2
        ids = {each.place.owner for each in found.project.proposals.values()}
        assert ids == {words.id}


# ---- again and again


def test_the_same_copy_twice_adds_nothing(tmp_path: Path) -> None:
    office = Office(drawn(5), tmp_path)
    (path,) = office.send()
    reader = PaperReader(path.read_bytes(), 5)
    reader.work(6, tracked=True)
    file = office.file(reader.file())
    office.receive(file)
    once = office.project
    (copy,) = office.receive(file)
    assert office.project == once
    assert copy.again
    assert not any(item.news for item in copy.items)
    assert len([each for each in office.session.ledger.entries if type(each).__name__ == "Receipt"]) == 1


def test_a_later_return_replaces_what_is_undecided_and_what_is_decided_stands(tmp_path: Path) -> None:
    value, words = simple()
    office = Office(value, tmp_path)
    (path,) = office.send()
    one = changed(path.read_bytes(), "ten", "twelve", name="Anna Reid")
    both = changed(one, "every", "each", name="Anna Reid")
    office.receive(office.file(both))
    kept = next(id for id, each in office.project.suggestions.items() if "twelve" in _added(office.project, id))
    office.session.apply(Become(decide(office.project, [kept], Decision("accepted", LATER)), "Decision"))
    assert words_of(undone(office.project), words.id) == SENTENCES.replace("ten", "twelve")
    later = changed(one, "low", "high", name="Anna Reid")
    (copy,) = office.receive(office.file(later))
    assert len(copy.gone) == 1
    assert copy.decided == 1
    assert words_of(undone(office.project), words.id) == SENTENCES.replace("ten", "twelve")
    assert words_of(done(office.project), words.id) == SENTENCES.replace("ten", "twelve").replace("low", "high")
    assert office.project.suggestions[kept].decision is not None
    assert len(office.project.suggestions) == 2


def _added(value: Project, id: str) -> str:
    return "".join(
        str(run.content)
        for each in value.documents[0].sections
        for block in each.blocks
        for run in getattr(block, "runs", ())
        if run.marks.insertion == id
    )


def test_a_second_round_knows_its_own_marks(tmp_path: Path) -> None:
    """Changes since the first copy are marked in the second one, and are never taken for the reader's."""
    value, words = simple()
    office = Office(value, tmp_path)
    office.send()
    part = office.project.documents[0].sections[0]
    blocks = (replace(words, runs=runs_from(SENTENCES.replace("ten", "twelve"))), paragraph("Quite new here."))
    documents = (replace(office.project.documents[0], sections=(replace(part, blocks=blocks),)),)
    office.session.apply(Become(replace(office.project, documents=documents), "Typing"))
    office.now = AT + timedelta(days=7)
    (path,) = office.send()
    assert count_changes(path.read_bytes())
    assert office.look(path).copies[0].items == ()
    found = office.look(office.file(changed(path.read_bytes(), "every", "each", name="Anna Reid")))
    assert len(found.copies[0].items) == 1
    assert words_of(done(found.project), words.id) == SENTENCES.replace("ten", "twelve").replace("every", "each")


# ---- what has no place


def test_what_is_said_of_text_that_is_gone_waits_to_be_placed(tmp_path: Path) -> None:
    value, words = simple()
    office = Office(value, tmp_path)
    (path,) = office.send()
    part = office.project.documents[0].sections[0]
    documents = (replace(office.project.documents[0], sections=(replace(part, blocks=part.blocks[1:]),)),)
    office.session.apply(Become(replace(office.project, documents=documents), "Typing"))
    (copy,) = office.receive(office.file(changed(path.read_bytes(), "ten", "twelve", name="Anna Reid")))
    (item,) = copy.items
    assert (item.kind, item.placed) == ("change", False)
    (thread,) = office.project.threads.values()
    assert "twelve" in thread.messages[0].text
    assert office.project.documents[0].sections[0].unplaced == (thread.id,)
    assert words.id not in {block.id for block in office.project.documents[0].sections[0].blocks}


def test_rows_that_came_and_went(tmp_path: Path) -> None:
    grid = table([["Area", "Cost"], ["North", "£1"], ["South", "£2"]], "Costs")
    office = Office(project(document(section("Money", grid, paragraph("That is all.")))), tmp_path)
    (path,) = office.send()
    body = body_of(path.read_bytes())
    rows = list(body.iter(f"{W}tr"))
    new = etree.fromstring(etree.tostring(rows[1]))
    for each in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
        each.getparent().remove(each)
    for text, words in zip(new.iter(f"{W}t"), ("West", "£3"), strict=True):
        text.text = words
    for row, tag in ((new, "ins"), (rows[2], "del")):
        mark = etree.SubElement(row.find(f"{W}trPr"), f"{W}{tag}")
        mark.set(f"{W}id", "9")
        mark.set(f"{W}author", "Anna Reid")
        mark.set(f"{W}date", "2026-07-09T10:00:00Z")
    rows[1].addnext(new)
    office.receive(office.file(with_body(path.read_bytes(), body)))

    def cells(value: Project) -> list[list[str]]:
        found = find_block(value, grid.id)
        assert found is not None
        assert isinstance(found[1], Table)
        return [[flat(block.runs) for cell in row.cells for block in cell.blocks] for row in found[1].rows]

    assert cells(undone(office.project)) == [["Area", "Cost"], ["North", "£1"], ["South", "£2"]]
    assert cells(done(office.project)) == [["Area", "Cost"], ["North", "£1"], ["West", "£3"]]


# ---- which copy it is


def test_a_copy_is_known_by_what_is_left_of_its_identity(tmp_path: Path) -> None:
    value, _ = simple()
    office = Office(value, tmp_path)
    first, second = office.send("Anna Reid", "Ben Okafor")
    data = changed(second.read_bytes(), "ten", "twelve", name="Ben Okafor")
    empty = b'<?xml version="1.0"?><cp:coreProperties xmlns:cp="%s"/>' % CORE
    custom = b'<?xml version="1.0"?><Properties xmlns="%s"/>' % CUSTOM
    no_custom = with_parts(data, {"docProps/custom.xml": custom})
    footer_only = with_parts(no_custom, {"docProps/core.xml": empty})
    with zipfile.ZipFile(second) as archive:
        footers = {name: archive.read(name).replace(b"ref. ", b"") for name in archive.namelist() if "footer" in name}
    nothing = with_parts(footer_only, footers)
    for file in (data, no_custom, footer_only, nothing):
        (copy,) = office.look(office.file(file)).copies
        assert copy.entry is not None, copy.error
        assert copy.entry.number == 2
    unknown = with_parts(
        with_parts(first.read_bytes(), {"docProps/custom.xml": custom, "docProps/core.xml": empty}), footers
    )
    (copy,) = office.look(office.file(unknown)).copies
    assert "which copy" in copy.error
    assert copy.unknown
    path = office.file(unknown)
    (copy,) = office.look(path, wishes=Wishes(copies={str(path): 1})).copies
    assert copy.entry is not None
    assert copy.entry.number == 1


def test_a_copy_of_another_strategy_is_refused(tmp_path: Path) -> None:
    office, other = Office(simple()[0], tmp_path), Office(simple()[0], tmp_path / "other")
    office.send()
    (path,) = other.send()
    (copy,) = office.look(path).copies
    assert "another strategy" in copy.error
    assert not office.look(path).brings_anything


def test_archives_are_read_and_what_is_no_copy_is_named(tmp_path: Path) -> None:
    value, _ = simple()
    office = Office(value, tmp_path)
    first, second = office.send("Anna Reid", "Ben Okafor")
    holder = io.BytesIO()
    with zipfile.ZipFile(holder, "w") as archive:
        archive.writestr("returns/anna.docx", changed(first.read_bytes(), "ten", "twelve", name="Anna Reid"))
        archive.writestr("returns/ben.docx", changed(second.read_bytes(), "every", "each", name="Ben Okafor"))
        archive.writestr("returns/~$ben.docx", b"a lock file")
        archive.writestr("notes.txt", b"not a copy")
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("inside.zip", holder.getvalue())
    (nothing,) = office.look(office.file(empty.getvalue(), "nested.zip")).copies
    assert "no Word file" in nothing.error
    found = office.look(
        office.file(holder.getvalue(), "all.zip"),
        office.file(b"PK\x03\x04 not really", "broken.zip"),
        office.file(b"hello", "letter.txt"),
        office.file(b"hello", "fake.docx"),
        tmp_path / "missing.docx",
    )
    fine = [copy for copy in found.copies if not copy.error]
    assert [len(copy.items) for copy in fine] == [1, 1]
    assert len(found.copies) == 6
    assert all(copy.error for copy in found.copies if copy not in fine)


@pytest.mark.parametrize("seed", range(3))
def test_every_change_of_the_file_is_placed_or_told(tmp_path: Path, seed: int) -> None:
    """Counted in the raw parts: also a change that no program of ours can take over."""
    office = Office(drawn(seed), tmp_path)
    (path,) = office.send()
    reader = PaperReader(path.read_bytes(), seed)
    reader.work(5, tracked=True, acts=("insert", "delete", "bold"))
    toc = next(
        each for each in reader.body.iter(f"{W}p") if (each.find(f"{W}pPr/{W}pStyle").get(f"{W}val")).lower() == "toc1"
    )
    change = reader._mark("pPrChange")
    etree.SubElement(change, f"{W}pPr")
    toc.find(f"{W}pPr").append(change)
    (copy,) = office.look(office.file(reader.file())).copies
    told = [item for item in copy.items if item.kind == "change"]
    assert len(told) == 1
    assert not told[0].placed
    assert "style of paragraphs (1)" in told[0].words
    assert sum(item.kind == "suggestion" for item in copy.items) >= 3


@pytest.mark.long
def test_many_copies_with_many_changes_at_once(tmp_path: Path) -> None:
    """Every comment and every sort of change of each copy arrives; see benchmarks/receive_speed for the times."""
    count = max(5, examples(60))
    office = Office(drawn(9), tmp_path)
    names = tuple(f"Reader {number:02}" for number in range(count))
    files, changes = [], 0
    for number, (path, name) in enumerate(zip(office.send(*names), names, strict=True)):
        reader = PaperReader(path.read_bytes(), number, name)
        reader.work(8, tracked=True, acts=("insert", "replace", "delete", "new"))
        changes += count_changes(reader.file())
        files.append(office.file(reader.file()))
    copies = office.receive(*files)
    assert not any(copy.error for copy in copies)
    assert text_of(undone(office.project)) == text_of(drawn_again(office))
    people = {person.name for person in office.project.people}
    assert people == set(names)
    assert all(copy.items for copy in copies)
    told = [item for copy in copies for item in copy.items]
    assert len(told) == len({item.id for item in told})
    assert changes >= len(told) >= count
    once = office.project
    office.receive(*files)
    assert office.project.proposals.keys() == once.proposals.keys()
    assert office.project.suggestions.keys() == once.suggestions.keys()


def drawn_again(office: Office) -> Project:
    """The project as it was when the copies went out."""
    return office.trees[office.entry().tree]
