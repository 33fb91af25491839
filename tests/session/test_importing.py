"""An old Word file becomes one undoable change of a strategy."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from strategy_editor.foundation.errors import Refused
from strategy_editor.incoming.placing import Line, Plan, proposal
from strategy_editor.model.blocks import Figure, Table
from strategy_editor.model.project import Project
from strategy_editor.model.text import plain
from strategy_editor.model.tree import all_sections
from strategy_editor.session.importing import FoundFile, bring_in, find, open_old
from strategy_editor.session.offering import prepared
from strategy_editor.session.session import Session
from strategy_editor.session.shelves import outlines, profiles
from strategy_editor.templates.outlines import load_outline
from strategy_editor.templates.profiles import load_profile
from strategy_editor.templates.start import new_project
from strategy_editor.word import office
from tests.incoming.legacy import legacy_file
from tests.model.values import document, project, section
from tests.word.metafile import placeable_metafile
from tests.word.reading.making import dele, docx, ins, p, r, relation
from tests.word.reading.test_reading import chart_file


def old(folder: Path, data: bytes) -> Path:
    path = folder / "Strategy 2018.docx"
    path.write_bytes(data)
    return path


def test_it_is_one_change_with_its_pictures_and_can_be_undone(tmp_path: Path) -> None:
    for seed in range(20):
        data, truth = legacy_file(random.Random(seed), "styled")
        if truth.figures:
            break
    session = Session(project(document(section("Foreword"), section("Aims"))))
    before = session.project
    found = find(open_old(old(tmp_path, data)))
    target = before.documents[0].sections[1].id
    lines = tuple(Line(piece.number, "text", target) for piece in found.findings.pieces)
    bring_in(session, found, Plan(lines), session.project)
    figures = [each for each in session.project.documents[0].sections[1].blocks if isinstance(each, Figure)]
    assert len(figures) == len(truth.figures)
    for figure in figures:
        assert session.picture(figure.picture).startswith(b"\x89PNG")
        assert session.project.pictures[figure.picture].media_type == "image/png"
    assert [step.name for step in session.history.done] == ["Import of Strategy 2018.docx"]
    session.undo()
    assert session.project == before


def test_tracked_changes_are_asked_about(tmp_path: Path) -> None:
    data = docx(p("We ", ins(r("shall "), by="Anna"), dele("may ", by="Ben"), "build homes here."))
    opened = open_old(old(tmp_path, data))
    with pytest.raises(Refused, match=r"Strategy 2018\.docx holds 2 tracked changes by Anna, Ben\..*accept"):
        find(opened)
    for answer, words in (("accept", "We shall build homes here."), ("leave", "We may build homes here.")):
        (piece,) = find(opened, answer).findings.pieces  # type: ignore[arg-type]
        assert plain(piece.blocks[0].runs) == words  # type: ignore[union-attr]


def drawing_of(kind: str, data: bytes) -> bytes:
    picture = '<v:shape alt="A plan"><v:imagedata r:id="image"/></v:shape>'
    return docx(
        p("<w:r><w:pict>" + picture + "</w:pict></w:r>"),
        files={f"word/media/drawing.{kind}": data},
        relations=relation("image", "image", f"media/drawing.{kind}"),
    )


def test_a_drawing_that_cannot_be_shown_leaves_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    found = find(open_old(old(tmp_path, drawing_of("emf", b"\x01\x00\x00\x00 not a drawing"))))
    assert "A plan" in plain(found.findings.pieces[0].blocks[0].runs)  # type: ignore[union-attr]
    assert [each.kind for each in found.findings.repairs] == ["no-picture"]


@pytest.mark.libreoffice
def test_a_drawing_of_windows_is_converted(tmp_path: Path) -> None:
    found = find(open_old(old(tmp_path, drawing_of("wmf", placeable_metafile()))))
    (figure,) = found.findings.pieces[0].blocks
    assert isinstance(figure, Figure)
    assert figure.alternative == "A plan"
    assert found.pictures[figure.picture].media_type == "image/png"


@pytest.mark.libreoffice
def test_a_chart_of_a_kind_that_we_do_not_draw_is_kept_as_a_picture(tmp_path: Path) -> None:
    data = chart_file("radarChart", '<c:radarStyle val="marker"/>')
    (figure,) = find(open_old(old(tmp_path, data))).findings.pieces[0].blocks
    assert isinstance(figure, Figure)
    (chart, _) = find(open_old(old(tmp_path, chart_file()))).findings.pieces[0].blocks
    assert isinstance(chart, Table)


def test_without_libreoffice_its_figures_are_kept_as_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    (grid,) = find(open_old(old(tmp_path, chart_file("radarChart")))).findings.pieces[0].blocks
    assert isinstance(grid, Table)
    assert len(grid.rows) == 3


def test_the_proposal_of_a_whole_file_places_what_it_knows(tmp_path: Path) -> None:
    data = docx(p("Foreword", style="Heading1") + p("Dear reader.") + p("Zebras", style="Heading1") + p("Stripes."))
    session = Session(project(document(section("Foreword"))))
    found = find(open_old(old(tmp_path, data)))
    outcome = bring_in(session, found, proposal(session.project, found.findings), session.project)
    assert (outcome.placed, outcome.left_over) == (3, 2)
    assert [each.title for each in session.project.references] == ["Zebras"]


def general_strategy() -> Session:
    listing = next(each for each in outlines() if "general-strategy" in str(each.path))
    profile = next(each for each in profiles() if not each.problem)
    return Session(new_project(load_outline(listing.path), load_profile(profile.path), "Transport Strategy"))


def prepared_session(tmp_path: Path, *parts: str) -> tuple[Session, FoundFile, Project]:
    session = general_strategy()
    found = find(open_old(old(tmp_path, docx("".join(parts)))))
    return session, found, prepared(session.project, found.findings)


APPENDIX = p("Appendix A: Roads", style="Heading1") + p("Evidence", style="Heading2") + p("Lanes are long.")
FOREWORD = p("Foreword", style="Heading1") + p("Dear reader.")


def test_optional_sections_and_appendices_of_the_old_file_are_offered(tmp_path: Path) -> None:
    session, found, start = prepared_session(tmp_path, FOREWORD, APPENDIX)
    assert [each.title for each in start.documents if each.kind == "appendix"] == ["Roads"]
    plan = proposal(start, found.findings)
    assert [line.use for line in plan.lines] == ["text", "left", "text"]
    bring_in(session, found, plan, start)
    titles = {plain(section.title): section for _, section in all_sections(session.project)}
    assert plain(titles["Foreword"].blocks[0].runs) == "Dear reader."  # type: ignore[union-attr]
    assert plain(titles["Evidence"].blocks[-1].runs) == "Lanes are long."  # type: ignore[union-attr]


def test_what_was_offered_and_not_used_is_not_added(tmp_path: Path) -> None:
    session, found, start = prepared_session(tmp_path, FOREWORD, APPENDIX)
    before = session.project
    nowhere = Plan(tuple(Line(piece.number, "left") for piece in found.findings.pieces))
    bring_in(session, found, nowhere, start)
    assert session.project.documents == before.documents
    foreword = next(section.id for _, section in all_sections(start) if plain(section.title) == "Foreword")
    beside = Plan(tuple(Line(piece.number, "reference", foreword) for piece in found.findings.pieces))
    session.undo()
    bring_in(session, found, beside, start)
    assert any(section.id == foreword for _, section in all_sections(session.project))
    assert not [each for each in session.project.documents if each.kind == "appendix"]
