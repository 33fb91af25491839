"""Packs hold the right documents in the right order, under names that every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.manuscript.naming import MAXIMUM_LENGTH, distinct, file_name, safe_name
from strategy_editor.manuscript.pack import PackItem, pack
from strategy_editor.model.blocks import Limits
from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.model.records import Meeting
from tests.model.values import document, paragraph, project, section

MEETING = Meeting("m1", "Cabinet", When(2009, 3, 3), item="175")


def the_set() -> Project:
    kinds = ("strategy", "appendix", "policy", "appendix", "technical-strategy", "report")
    titles = ("Strategy", "Applications", "Security", "Money", "Desktop", "Report")
    documents = tuple(
        document(section("S"), kind=kind, title=title, meeting="" if kind in ("policy", "technical-strategy") else "m1")
        for kind, title in zip(kinds, titles, strict=True)
    )
    return replace(project(*documents), meetings=(MEETING,))


def titles(whole: Project, items: tuple[PackItem, ...]) -> list[str]:
    return [found.title for item in items if (found := whole.document(item.document))]


def test_cabinet_gets_the_report_first_then_strategy_and_appendices() -> None:
    whole = the_set()
    assert titles(whole, pack(whole, EDITIONS["cabinet"])) == ["Report", "Strategy", "Applications", "Money"]
    assert titles(whole, pack(whole, EDITIONS["web"])) == ["Strategy", "Applications", "Money", "Security", "Desktop"]
    one = whole.documents[4]
    assert titles(whole, pack(whole, EDITIONS["cabinet"], document=one.id)) == ["Desktop"]


def test_exempt_words_make_a_second_part() -> None:
    whole = the_set()
    secret = replace(
        whole.documents[3],
        sections=(section("S", replace(paragraph("x"), limits=Limits(exemption="e"))),),
    )
    closed = replace(whole.documents[1], exemption="e")
    changed = replace(whole, documents=(whole.documents[0], closed, whole.documents[2], secret, *whole.documents[4:]))
    found = pack(changed, EDITIONS["cabinet"])
    public = tuple(item for item in found if item.part == "public")
    exempt = tuple(item for item in found if item.part == "exempt")
    assert titles(changed, public) == ["Report", "Strategy", "Money"]
    assert titles(changed, exempt) == ["Applications", "Money"]


def test_nothing_for_a_meeting_is_said_so() -> None:
    whole = replace(the_set(), documents=(document(section("S")),))
    with pytest.raises(Refused, match="No document goes to a meeting yet"):
        pack(whole, EDITIONS["cabinet"])
    with pytest.raises(WrongUse, match="There is no meeting “m9”"):
        pack(whole, EDITIONS["cabinet"], meeting="m9")


def test_names_follow_the_pattern() -> None:
    whole = the_set()
    names = [file_name(whole, each, EDITIONS["cabinet"], "docx") for each in whole.documents]
    assert names[0] == "2009-03-03 Cabinet 175 Strategy.docx"
    assert names[1] == "2009-03-03 Cabinet 175 Applications Appendix A.docx"
    assert names[2] == "Security.docx"
    draft = file_name(whole, whole.documents[0], EDITIONS["draft"], "pdf", part="exempt")
    assert draft == "2009-03-03 Cabinet 175 Strategy - NOT FOR PUBLICATION - DRAFT.pdf"


def test_names_never_leave_their_folder_and_suit_windows() -> None:
    assert safe_name("../../etc/passwd", "docx") == "etc passwd.docx"
    assert safe_name("con", "pdf") == "con document.pdf"
    assert safe_name("LPT1.a", "pdf") == "LPT1.a document.pdf"
    assert safe_name(" . ", "pdf") == "Untitled.pdf"
    assert safe_name('a<b>:"c"|d?e*', "pdf") == "a b c d e.pdf"
    assert distinct(["A.pdf", "a.pdf", "b.pdf", "A.PDF"]) == ["A.pdf", "a (2).pdf", "b.pdf", "A (3).PDF"]


@given(st.text(max_size=300))
def test_any_title_gives_a_name(title: str) -> None:
    name = safe_name(title, "docx")
    assert name.endswith(".docx")
    assert 0 < len(name) <= MAXIMUM_LENGTH
    assert len(name.encode("utf-8", "surrogatepass")) <= 255
    assert not set('<>:"/\\|?*') & set(name)
    assert name.removesuffix(".docx") == name.removesuffix(".docx").strip(" .")
