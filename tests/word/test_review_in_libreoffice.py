"""A copy for review as LibreOffice opens, shows and saves it: the same words and numbers, and nothing lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from strategy_editor.manuscript.items import Manuscript
from strategy_editor.word.review_copy import BOOKMARK, COPY_PROPERTY, Remark, RemarkMessage, ReviewCopy
from tests.libreoffice import convert
from tests.manuscript.seed import seed_project
from tests.model.values import paragraph
from tests.session.test_sending import AT, commented
from tests.word.expected import expected_lines
from tests.word.gallery import gallery
from tests.word.office import read_by_libreoffice
from tests.word.other_templates import northvale
from tests.word.own_checks import W, faults
from tests.word.test_writer import made, part, part_names, written

pytestmark = pytest.mark.libreoffice

COPY = "c0p1c0p1c0p1c0p1"


def copy_of(found: Manuscript, *remarks: Remark, template: bytes | None = None, forced: bool = True) -> bytes:
    copy = ReviewCopy(COPY, "Copy 4 for Anna Reid, ref. abcdef/4", AT, remarks, forced)
    return written(found, page_numbers="none", review=copy, template=template)


def saved(data: bytes, folder: Path) -> bytes:
    """The same, opened and saved by LibreOffice."""
    source = folder / "copy.docx"
    source.write_bytes(data)
    return convert(source, "docx:MS Word 2007 XML", folder / "saved").read_bytes()


def text_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def marked(data: bytes) -> Counter[str]:
    """The hidden bookmarks of blocks, each with how often it is there.

    LibreOffice names one in a footnote ``…_Copy_1``, which readers of copies know.
    """
    found: Counter[str] = Counter()
    for name in ("word/document.xml", "word/footnotes.xml"):
        if name in part_names(data):
            starts = part(data, name).iter(f"{W}bookmarkStart")
            names = (re.sub(r"(_Copy_\d+)+$", "", str(each.get(f"{W}name"))) for each in starts)
            found.update(name for name in names if name.startswith(BOOKMARK))
    return found


def test_it_shows_the_manuscripts_words_numbers_and_contents(tmp_path: Path) -> None:
    whole, seed = gallery(), seed_project()
    found = [
        made(whole, whole.documents[0], "review"),
        made(whole, whole.documents[0], "review", guidance=True),
        made(whole, whole.documents[1], "review"),
        made(seed, seed.documents[0], "review"),
    ]
    files = []
    for number, (each, template) in enumerate(
        (each, template) for each in found for template in (None, northvale(tmp_path))
    ):
        data = copy_of(each, template=template)
        assert faults(data) == []
        files.append(tmp_path / f"copy{number}.docx")
        files[-1].write_bytes(data)
    expected = [expected_lines(each) for each in found for _ in range(2)]
    assert read_by_libreoffice(files, tmp_path) == expected


def test_bookmarks_tracking_and_who_it_is_for_outlive_opening_and_saving(tmp_path: Path) -> None:
    whole = gallery()
    before = copy_of(made(whole, whole.documents[0], "review"))
    after = saved(before, tmp_path)
    assert len(marked(before)) > 40
    assert marked(after) == marked(before)
    assert set(marked(before).values()) == {1}
    settings = part(after, "word/settings.xml")
    assert settings.find(f"{W}trackRevisions") is not None
    protection = settings.find(f"{W}documentProtection")
    assert protection is not None
    assert protection.get(f"{W}edit") == "trackedChanges"
    assert protection.get(f"{W}enforcement") in ("1", "true")
    assert COPY in text_of(after, "docProps/custom.xml")
    assert COPY_PROPERTY in text_of(after, "docProps/custom.xml")
    footers = [name for name in part_names(after) if name.startswith("word/footer")]
    assert any("ref. abcdef/4" in "".join(part(after, name).itertext(f"{W}t")) for name in footers)


def test_tracking_that_is_not_forced_can_be_switched_off(tmp_path: Path) -> None:
    whole = gallery()
    after = saved(copy_of(made(whole, whole.documents[0], "review"), forced=False), tmp_path)
    settings = part(after, "word/settings.xml")
    assert settings.find(f"{W}trackRevisions") is not None
    assert settings.find(f"{W}documentProtection") is None


def test_threads_stand_on_their_words_with_authors_and_state(tmp_path: Path) -> None:
    value, threads = commented()
    one = value.documents[0]
    hosts = {threads["words"]: one.sections[0].blocks[0].id, threads["table"]: one.sections[0].blocks[1].caption.id}
    remarks = [
        Remark(id, host, (RemarkMessage("Anna Reid", AT, f"On {id}"), RemarkMessage("Ben Okafor", AT, "Agreed.")), done)
        for (id, host), done in zip(hosts.items(), (False, True), strict=True)
    ]
    before = copy_of(made(value, one, "review"), *remarks)
    after = saved(before, tmp_path)
    for data in (before, after):
        said = [
            (str(each.get(f"{W}author")), "".join(each.itertext(f"{W}t"))) for each in part(data, "word/comments.xml")
        ]
        wanted = [(message.author, message.text) for remark in remarks for message in remark.messages]
        assert sorted(said) == sorted(wanted)
        assert _commented_words(data) == _commented_words(before)
    assert text_of(before, "word/commentsExtended.xml").count('done="1"') == 2
    assert "paraIdParent" in text_of(before, "word/commentsExtended.xml")


def _commented_words(data: bytes) -> Counter[str]:
    """The words that each comment stands on."""
    open_, words, found = set[str](), dict[str, str](), Counter[str]()
    for each in part(data).iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"):
        id = str(each.get(f"{W}id"))
        if each.tag == f"{W}commentRangeStart":
            open_.add(id)
        elif each.tag == f"{W}commentRangeEnd":
            open_.discard(id)
            found[words.pop(id, "").strip()] += 1
        else:
            for one in open_:
                words[one] = words.get(one, "") + str(each.text or "")
    return found


def test_what_changed_since_the_last_copy_is_shown_and_can_be_refused(tmp_path: Path) -> None:
    """LibreOffice's own text of the copy holds both; without the changes it is the earlier text."""
    whole = seed_project()
    now = whole.documents[0]
    first = now.sections[0]
    earlier = replace(
        now, sections=(replace(first, blocks=(*first.blocks, paragraph("Gone since."))), *now.sections[1:])
    )
    data = copy_of(made(whole, now, "review", since=earlier))
    assert faults(data) == []
    tree = part(data)
    gone = "".join(word for each in tree.iter(f"{W}del") for word in each.itertext(f"{W}delText"))
    assert gone == "Gone since."
    file = tmp_path / "copy.docx"
    file.write_bytes(data)
    (lines,) = read_by_libreoffice([file], tmp_path)
    assert [line for line in lines if "Gone since." in line]
    for each in list(tree.iter(f"{W}del")):
        parent = each.getparent()
        assert parent is not None
        parent.remove(each)
    assert "Gone since." not in etree.tostring(tree).decode()
