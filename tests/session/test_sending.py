"""Copies for review: one for each reader, marked so that it can be brought in again, and remembered."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from strategy_editor.foundation.errors import DiskRefused, Refused, WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.reviews import Anchor, Decision, Message, Thread
from strategy_editor.model.text import Marks, Run, runs_from
from strategy_editor.model.tree import section_hosts, walk_sections
from strategy_editor.review.suggesting import suggested
from strategy_editor.session.sending import SendRequest, send
from strategy_editor.session.session import MemoryKeeper, Session
from tests.model.values import document, paragraph, project, section, table
from tests.word.gallery import PICTURES, gallery
from tests.word.own_checks import W, faults

AT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


def desk(value: Project) -> Session:
    return Session(value, keeper=MemoryKeeper(dict(PICTURES)), clock=lambda: AT)


def never(_tree: str) -> Project:
    raise AssertionError("no earlier copy was to be looked at")


def sent(session: Session, folder: Path, *people: str, **wishes: object) -> list[Path]:
    request = SendRequest(people or ("Anna Reid",), str(folder), **wishes)  # type: ignore[arg-type]
    return list(send(session, request, never))


def tree(path: Path, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def parts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def words(path: Path) -> str:
    return "\n".join("".join(each.itertext(f"{W}t")) for each in tree(path).iter(f"{W}p"))


def marked(path: Path, *names: str) -> list[str]:
    found = [
        each.get(f"{W}name")
        for name in names or ("document",)
        for each in tree(path, f"word/{name}.xml").iter(f"{W}bookmarkStart")
    ]
    return [name.removeprefix("_blk_") for name in found if name.startswith("_blk_")]


def remarks(path: Path) -> list[str]:
    """The comments of a file, blank lines between their paragraphs."""
    return [
        "\n\n".join("".join(each.itertext(f"{W}t")) for each in comment.iter(f"{W}p"))
        for comment in tree(path, "word/comments.xml")
    ]


def test_every_text_host_that_is_printed_is_marked_once(tmp_path: Path) -> None:
    whole = gallery()
    for path, part in zip(sent(desk(whole), tmp_path), whole.documents, strict=True):
        data = path.read_bytes()
        assert not faults(data)
        names = marked(path, *(name for name in ("document", "footnotes") if f"word/{name}.xml" in parts(path)))
        assert len(names) == len(set(names))
        hosts = {host.id: host for each in walk_sections(part.sections) for host in section_hosts(each)}
        assert set(names) <= hosts.keys()
        unmarked = [host for id, host in hosts.items() if id not in names and host.runs]
        assert not [host for host in unmarked if host.kind != "title"], unmarked
        inside = {name: _inside(path, name) for name in names if hosts[name].kind in ("text", "cell")}
        for name, text in inside.items():
            own = "".join(run.content for run in hosts[name].runs if isinstance(run.content, str))
            if all(isinstance(run.content, str) for run in hosts[name].runs):
                assert text == re.sub("[\n\t]", "", own)


def _inside(path: Path, host: str) -> str:
    found = [each for each in tree(path).iter(f"{W}bookmarkStart") if each.get(f"{W}name") == f"_blk_{host}"]
    if not found:
        return ""
    text, id = "", found[0].get(f"{W}id")
    for each in found[0].itersiblings():
        if each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id") == id:
            return text
        text += "".join(each.itertext(f"{W}t"))
    raise AssertionError("the bookmark ends in another paragraph")


def test_each_reader_has_a_number_and_the_copy_says_so_in_three_places(tmp_path: Path) -> None:
    session = desk(project(document(section("Aims", paragraph("Better services.")))))
    first, second = sent(session, tmp_path, "Anna Reid", "Ben Okafor")
    entries = sorted(session.ledger.sent_copies, key=lambda entry: entry.number)  # sent in the same instant
    assert [entry.number for entry in entries] == [1, 2]
    people = {person.id: person.name for person in session.project.people}
    assert [people[entry.person] for entry in entries] == ["Anna Reid", "Ben Okafor"]
    for path, entry in ((first, entries[0]), (second, entries[1])):
        assert tree(path, "docProps/custom.xml")[0][0].text == entry.id
        assert f"{session.project.id}/{entry.id}" in "".join(tree(path, "docProps/core.xml").itertext())
        footers = [name for name in parts(path) if "footer" in name and "rels" not in name]
        assert footers
        reference = f"{session.project.id[:6]}/{entry.number}"
        assert all(reference in "".join(tree(path, name).itertext()) for name in footers)
        assert f"copy {entry.number} for" in path.name


def test_tracking_is_forced_unless_it_is_not_wanted(tmp_path: Path) -> None:
    session = desk(project(document(section("Aims", paragraph("Better services.")))))
    (forced,), (free,) = sent(session, tmp_path), sent(session, tmp_path, "Ben", forced=False)
    for path, expected in ((forced, 1), (free, 0)):
        settings = tree(path, "word/settings.xml")
        assert settings.find(f"{W}trackRevisions") is not None
        assert len(settings.findall(f"{W}documentProtection")) == expected


def commented() -> tuple[Project, dict[str, str]]:
    """Comments on words, on a whole table, on the document, on words that are gone, and one that is settled."""
    anna = Person(new_id(), "Anna Reid")
    ids = {name: new_id() for name in ("words", "table", "document", "gone", "settled")}
    first = paragraph()
    runs = (Run("We will "), Run("save energy", Marks(comments=(ids["words"],), bold=True)), Run(" soon."))
    first = replace(first, runs=runs)
    second = table([["A", "B"], ["1", "2"]], "Costs")
    part = document(replace(section("Aims", first, second), unplaced=(ids["gone"],)))

    def thread(name: str, kind: str, target: str, *texts: str, state: str = "open") -> Thread:
        messages = tuple(
            Message(new_id(), anna.id, AT + timedelta(minutes=place), text) for place, text in enumerate(texts)
        )
        return Thread(ids[name], Anchor(kind, target), messages, state)  # type: ignore[arg-type]

    threads = (
        thread("words", "text", first.id, "How much?", "A third.\n\nBy 2030."),
        thread("table", "block", second.id, "Is this VAT included?"),
        thread("document", "document", part.id, "Too long & dry."),
        thread("gone", "text", "nowhere", "What became of this?"),
        thread("settled", "text", first.id, "Settled long ago.", state="resolved"),
    )
    return project(part, people=(anna,), threads={each.id: each for each in threads}), ids


def test_open_comments_go_along_with_replies_on_their_words(tmp_path: Path) -> None:
    value, _ = commented()
    (path,) = sent(desk(value), tmp_path)
    assert not faults(path.read_bytes())
    said = remarks(path)
    assert sorted(said) == sorted(
        ["How much?", "A third.\n\nBy 2030.", "Is this VAT included?", "Too long & dry.", "What became of this?"]
    )
    body = tree(path)
    ids = [each.get(f"{W}id") for each in tree(path, "word/comments.xml")]
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(each.get(f"{W}id") for each in body.iter(f"{W}{tag}")) == sorted(ids)
    place = next(index for index, text in enumerate(said) if text == "How much?")
    start = next(each for each in body.iter(f"{W}commentRangeStart") if each.get(f"{W}id") == ids[place])
    following = next(each for each in start.itersiblings() if each.tag == f"{W}r")
    assert "".join(following.itertext(f"{W}t")) == "save energy"
    extended = tree(path, "word/commentsExtended.xml")
    parents = [each for each in extended if any("Parent" in name for name in each.attrib)]
    assert len(parents) == 1
    assert "word/people.xml" in parts(path)


def test_suggestions_that_wait_stay_at_home(tmp_path: Path) -> None:
    value = project(document(section("Aims", paragraph("Ten shops."))))
    text = replace(value.documents[0].sections[0].blocks[0], runs=runs_from("Twelve shops."))
    changed = replace(
        value,
        documents=(replace(value.documents[0], sections=(replace(value.documents[0].sections[0], blocks=(text,)),)),),
    )
    (path,) = sent(desk(suggested(value, changed, "me", AT)), tmp_path)
    assert "Ten shops." in words(path)
    assert "Twelve" not in words(path)


def test_a_section_can_go_alone_with_its_own_number(tmp_path: Path) -> None:
    parts_of_it = [section(f"Part {number}", paragraph(f"Words of {number}.")) for number in range(1, 4)]
    session = desk(project(document(*parts_of_it)))
    (path,) = sent(session, tmp_path, sections=(parts_of_it[1].id,))
    assert "Words of 2." in words(path)
    assert "Words of 1." not in words(path)
    assert session.ledger.sent_copies[0].sections == (parts_of_it[1].id,)
    numbering = tree(path, "word/numbering.xml")
    assert [each.get(f"{W}val") for each in numbering.iter(f"{W}startOverride")][:1] == ["2"]


def test_a_second_copy_marks_what_changed_and_answers(tmp_path: Path) -> None:
    anna = Person(new_id(), "Anna Reid")
    kept, gone = paragraph("We own ten shops."), paragraph("This will be cut.")
    before = project(document(section("Aims", kept, gone)), people=(anna,))
    session = desk(before)
    sent(session, tmp_path)
    copy = session.ledger.sent_copies[0]
    part = before.documents[0].sections[0]
    answered = Thread(
        new_id(),
        Anchor("text", kept.id, "ten shops"),
        (Message(new_id(), anna.id, AT, "Twelve, surely."),),
        "resolved",
        source=copy.id,
        decision=Decision("accepted", AT, "", "Checked with the estates team."),
    )
    blocks = (replace(kept, runs=runs_from("We own twelve shops.")), paragraph("Quite new."))
    after = replace(
        before,
        documents=(replace(before.documents[0], sections=(replace(part, blocks=blocks),)),),
        threads={answered.id: answered},
    )
    later = Session(after, session.ledger, MemoryKeeper(), lambda: AT + timedelta(days=7))
    (path,) = send(later, SendRequest(("Anna Reid",), str(tmp_path)), lambda _tree: before)
    assert not faults(path.read_bytes())
    body = tree(path)
    assert ["".join(each.itertext(f"{W}t")) for each in body.iter(f"{W}ins") if each.text is None and len(each)] == [
        "twelve",
        "Quite new.",
    ]
    assert ["".join(each.itertext(f"{W}delText")) for each in body.iter(f"{W}del") if len(each)] == [
        "ten",
        "This will be cut.",
    ]
    assert remarks(path) == ["Twelve, surely.", "Accepted. Checked with the estates team."]
    (plain,) = send(later, SendRequest(("Anna Reid",), str(tmp_path / "plain"), since=False), never)
    assert not list(tree(plain).iter(f"{W}ins", f"{W}del"))


def test_nothing_secret_goes_along_unasked(tmp_path: Path) -> None:
    secret = document(section("Prices", paragraph("They asked for a million.")), classification="exempt", title="Bids")
    session = desk(project(document(section("Aims", paragraph("Open words."))), secret))
    assert len(sent(session, tmp_path)) == 1
    with pytest.raises(Refused, match="not for publication"):
        sent(session, tmp_path, document=secret.id)
    (path,) = sent(session, tmp_path, document=secret.id, exempt=True)
    assert "a million" in words(path)


def test_what_cannot_be_sent_changes_nothing(tmp_path: Path) -> None:
    session = desk(project(document(section("Aims", paragraph("Words.")))))
    (path,) = sent(session, tmp_path)
    other = desk(session.project)
    with pytest.raises(DiskRefused):
        sent(other, tmp_path)
    assert other.ledger.sent_copies == ()
    assert path.is_file()
    for people, error in (((" ",), WrongUse),):
        with pytest.raises(error):
            sent(other, tmp_path / "new", *people)
    with pytest.raises(WrongUse):
        sent(other, tmp_path / "new", document="nowhere")
    assert not (tmp_path / "new").exists()
