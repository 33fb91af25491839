"""The council's own type: taken in, kept beside a settings file, brought from there, and made papers with."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from strategy_editor.foundation.clock import utc_now
from strategy_editor.foundation.errors import DiskRefused, WrongUse
from strategy_editor.model.profile import PageLook
from strategy_editor.session import opening
from strategy_editor.session.council_type import (
    MEDIA_TYPE,
    Held,
    beside,
    bring,
    change_type,
    families,
    put_beside,
    read_type,
    take_in_type,
    with_type,
    without_family,
)
from strategy_editor.session.export import ExportRequest
from strategy_editor.session.pictures import take_in
from strategy_editor.session.session import Session
from strategy_editor.session.shelves import bring_profile, outlines, own_profiles_folder, save_outline, save_profile
from strategy_editor.session.worker import WorkOrder, carry_out, write_order
from strategy_editor.templates.outlines import load_outline
from strategy_editor.templates.profiles import MOST_FONTS, load_profile
from strategy_editor.templates.start import new_project
from tests.pdf.council_fonts import FAMILY, council_font
from tests.pdf.manuscripts import picture
from tests.publishing import small_file

REGULAR, BOLD = council_font(), council_font("Inter-Bold.ttf")


def test_files_make_families_and_take_the_place_of_their_like() -> None:
    (regular, held), (bold, _) = take_in_type(REGULAR, "a/b\n.ttf"), take_in_type(BOLD, "Ember Bold.ttf")
    assert (regular.file, bold.file) == ("Ember-regular.ttf", "Ember-bold.ttf")
    assert (held.record.media_type, held.record.width, held.record.id) == (MEDIA_TYPE, 0, regular.id)
    page = with_type(load_profile("english-council").page, (regular, bold))
    assert families(page.fonts) == {FAMILY: (regular, bold)}
    newer = replace(regular, id="0" * 64)
    assert with_type(page, (newer,)).fonts == (newer, bold)
    assert without_family(page, "ember").fonts == ()
    with pytest.raises(WrongUse, match="carries no type"):
        without_family(page, "Arial")
    many = (replace(regular, family=str(number)) for number in range(MOST_FONTS))
    with pytest.raises(WrongUse, match="can carry 20 files"):
        with_type(page, many)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(DiskRefused, match="cannot be read"):
        read_type(tmp_path / "none.ttf")
    (tmp_path / "words.ttf").write_text("no font")
    with pytest.raises(WrongUse, match=r"words\.ttf is not a TrueType font"):
        read_type(tmp_path / "words.ttf")


def test_kept_settings_bring_type_and_logo_to_the_next_strategy(home: Path, tmp_path: Path) -> None:
    with opening.edit(small_file(tmp_path)) as opened:
        session = opened.session
        change_type(session, *_with_ember(session))
        logo = picture(size=(90, 30))
        taken, data = _taken_logo(logo)
        session.add_picture(taken, data)
        page = replace(session.project.profile.page, logo=taken, body_font=FAMILY)
        path = save_profile(replace(session.project.profile, id="ours", page=page), session.picture)
    assert sorted(each.name for each in beside(path).iterdir()) == ["Ember-bold.ttf", "Ember-regular.ttf", "logo.png"]
    brought = bring_profile("ours")
    assert brought.profile.left_out == ()
    assert brought.profile.page == page
    started = opening.create(opening.NewStrategy(tmp_path / "next.strategy", "general-strategy", "ours"))
    stored = opening.read(started)
    assert {each.id for each in stored.project.profile.page.fonts} <= set(stored.project.pictures)
    assert stored.picture(page.fonts[0].id) == REGULAR
    assert stored.picture(taken) == data


def _with_ember(session: Session) -> tuple[PageLook, list[Held]]:
    taken = [take_in_type(data, "ember.ttf") for data in (REGULAR, BOLD)]
    page = with_type(session.project.profile.page, (font for font, _ in taken))
    return page, [held for _, held in taken]


def _taken_logo(data: bytes) -> tuple[str, bytes]:
    taken, kept = take_in(data, "logo.png")
    return taken.id, kept


def test_a_settings_file_written_by_hand_needs_only_names(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        'id = "ours"\nname = "Ours"\ncouncil = "Our Council"\n[page]\nbody_font = "Ember"\n'
        '[[page.fonts]]\nfile = "any name.ttf"\n[[page.fonts]]\nfile = "gone.ttf"\n'
    )
    beside(path).mkdir()
    (beside(path) / "any name.ttf").write_bytes(BOLD)
    (beside(path) / "logo.png").write_bytes(b"no picture")
    brought = bring(load_profile(path), path)
    (font,) = brought.profile.page.fonts
    assert (font.family, font.weight) == (FAMILY, "bold")
    assert brought.data == {font.id: BOLD}
    assert [each.split(" ")[0] for each in brought.profile.left_out] == ["gone.ttf", "the"]


def test_nothing_of_a_strategy_leads_out_of_the_folder(home: Path, tmp_path: Path) -> None:
    font = replace(take_in_type(REGULAR, "ember.ttf")[0], file="../../escaped.ttf")
    profile = load_profile("english-council")
    hostile = replace(profile, id="../../escaped", page=replace(profile.page, fonts=(font,)))
    path = save_profile(hostile, lambda _: REGULAR)
    assert path.parent == own_profiles_folder()
    outline = replace(load_outline("general-strategy"), id="..\\..\\escaped")
    kept = save_outline(outline)
    assert kept == own_profiles_folder().parent / "outlines" / "escaped.toml"
    assert save_outline(replace(outline, id="aux")).stem != "aux", "Windows takes no file of that name"
    assert {each.name for each in outlines() if each.own} >= {"escaped"}
    (tmp_path / "x").mkdir()
    put_beside(hostile, tmp_path / "x" / "y.toml", lambda _: REGULAR)
    assert not [each for each in home.rglob("*escaped.ttf")] + [each for each in tmp_path.rglob("*.ttf")]


def test_papers_that_a_worker_makes_are_set_in_it(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(new_project(load_outline("general-strategy"), load_profile("english-council"), "Roads"))
    page, held = _with_ember(session)
    change_type(session, replace(page, body_font=FAMILY, heading_font=FAMILY), held)
    session.add_picture("e" * 64, b"an e-mail")
    request = ExportRequest("draft", str(tmp_path / "out"), session.project.documents[1].id, ("pdf",))
    order = WorkOrder(request, session.project, session.ledger, str(tmp_path / "making"), utc_now())
    (tmp_path / "work").mkdir()
    write_order(tmp_path / "work", order, session)
    assert len(list((tmp_path / "work" / "pictures").iterdir())) == 2
    assert carry_out(tmp_path / "work") == 0, capsys.readouterr().out
    (made,) = (tmp_path / "out").rglob("*.pdf")
    with pikepdf.open(io.BytesIO(made.read_bytes())) as opened:
        names = {str(font.BaseFont).rpartition("+")[2] for font in opened.pages[0].Resources.Font.values()}
    assert f"{FAMILY}-Bold" in names
    assert not any(name.startswith("Source") for name in names)
    session.undo()
    assert session.project.profile.page.fonts == ()
