"""Milestones as a picture: what is drawn, where it stands, what it says to those who cannot see it; in every format."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.inspection.inspect import Expected, inspect
from strategy_editor.inspection.secrets import secrets_of
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.items import Manuscript, TimelineItem, TimelineRow
from strategy_editor.manuscript.timeline_plan import Patch, Rule, Type, Words, month_labels, plan_of
from strategy_editor.model.blocks import Live
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone, RegisterEntry
from strategy_editor.session.export import _WRITERS
from tests.model.values import document, paragraph, project, section

DAY = date(2009, 3, 3)
TYPE = Type(10.0, 13.0, lambda text: 5.0 * len(text))
MILESTONES = (
    Milestone("a", "Draft to Cabinet", When(2009, 3, 3), "done", done=When(2009, 3, 3)),
    Milestone("b", "Publish", When(2009, 4), agreed=When(2009, 3), depends_on=("a",)),
    Milestone("c", "Print", When(2009, 5, 20), "under-way", depends_on=("b", "gone")),
    Milestone("d", "No date yet"),
    Milestone("e", "Given up", When(2009, 6), "dropped"),
    Milestone("f", "Review", When(2010, 3)),
)


def whole(milestones: tuple[Milestone, ...] = MILESTONES) -> Project:
    return project(
        document(section("Milestones", paragraph("As follows."), Live("t", "timeline")), title="Plan"),
        milestones=milestones,
    )


def register() -> Project:
    plan = document(section("Plan", Live("d", "register-timeline")), title="Plan")
    finance = document(section("Money"), kind="appendix", title="Finance")
    entries = (
        RegisterEntry("n", "Network Strategy", "in-production", "in-production"),
        RegisterEntry("s", "Security Policy", "separate", "for-decision", due=When(2009, 7, 6)),
        RegisterEntry("p", "Plan", "main", "agreed", due=When(2009, 3), document=plan.id),
        RegisterEntry("f", "Finance", "appendix", "published", due=When(2009, 4), document=finance.id),
        RegisterEntry("w", "Telephones", "in-production", "withdrawn", due=When(2009, 9)),
    )
    return project(plan, finance, register=entries)


def of(project: Project) -> Manuscript:
    return manuscript(project, project.documents[0], "web", today=date(2009, 3, 1))


def timeline(project: Project) -> TimelineItem:
    [found] = [item for item in of(project).items if isinstance(item, TimelineItem)]
    return found


def test_what_is_drawn_and_what_is_said() -> None:
    item = timeline(whole())
    assert [row.title for row in item.rows] == ["Draft to Cabinet", "Publish", "Print", "Review"]
    assert (item.rows[1].first, item.rows[1].last) == (date(2009, 4, 1), date(2009, 4, 30))
    assert (item.rows[1].agreed_first, item.rows[1].after) == (date(2009, 3, 1), (0,))
    assert item.rows[2].after == (1,)
    assert item.alternative == "Timeline of 4 milestones, March 2009 to March 2010."
    assert item.description.split("\n") == [
        "3 March 2009: Draft to Cabinet; Done.",
        "April 2009: Publish; first agreed for March 2009; after: Draft to Cabinet.",
        "20 May 2009: Print; Under way; after: Publish.",
        "March 2010: Review.",
    ]
    assert [kind for kind, _ in item.legend] == ["planned", "done", "agreed"]


def test_a_single_milestone_makes_no_picture() -> None:
    assert not [item for item in of(whole(MILESTONES[:1])).items if isinstance(item, TimelineItem)]


def test_the_documents_are_drawn_by_the_day_when_they_are_due() -> None:
    item = timeline(register())
    assert [row.title for row in item.rows] == ["Plan", "Finance – Appendix A", "Security Policy", "Network Strategy"]
    assert item.alternative == "Timeline of 4 documents, March 2009 to July 2009."
    assert item.description.split("\n")[2:] == [
        "6 July 2009: Security Policy; For decision.",
        "Not known yet: Network Strategy; In production.",
    ]
    assert item.legend == (("planned", "Still to come"), ("done", "Agreed or published"))
    plan = plan_of(item, 400.0, TYPE)
    marks = [shape for shape in plan.shapes if isinstance(shape, Patch) and shape.tone == "accent"]
    assert len(marks) == 3 + 2, "three with a date, and the legend's"
    assert any(isinstance(shape, Words) and shape.text == "Not known yet, in production" for shape in plan.shapes)


def test_documents_of_which_none_has_a_date_make_no_picture() -> None:
    whole = register()
    undated = tuple(replace(each, due=None) for each in whole.register)
    assert not [item for item in of(replace(whole, register=undated)).items if isinstance(item, TimelineItem)]


def test_a_slip_stands_where_it_was_agreed_with_a_broken_line_to_where_it_is() -> None:
    plan = plan_of(timeline(whole()), 400.0, TYPE)
    [broken] = [shape for shape in plan.shapes if isinstance(shape, Rule) and shape.broken]
    assert broken.x1 < broken.x2
    filled = [shape for shape in plan.shapes if isinstance(shape, Patch) and shape.tone == "accent" and shape.filled]
    assert len(filled) == 2  # what is done, and its sign in the legend


rows = st.builds(
    lambda title, start, days, agreed, after: TimelineRow(
        title,
        "a date",
        date.fromordinal(start) if days is not None else None,
        date.fromordinal(start + days) if days is not None else None,
        agreed_first=date.fromordinal(agreed) if agreed else None,
        agreed_last=date.fromordinal(agreed + 20) if agreed else None,
        after=after,
    ),
    st.text("abc de", min_size=1, max_size=120),
    st.integers(733000, 736000),
    st.sampled_from([0, 27, 30, None]),
    st.one_of(st.none(), st.integers(733000, 736000)),
    st.sampled_from([(), (0,)]),
)


@given(st.lists(rows, min_size=2, max_size=12), st.sampled_from([180.0, 400.0, 700.0]))
def test_everything_stands_within_the_picture(drawn: list[TimelineRow], width: float) -> None:
    dated = [row for row in drawn if row.first is not None] or [TimelineRow("a", "a date", DAY, DAY)]
    undated = [row for row in drawn if row.first is None]
    drawn = [*dated, *(replace(row, after=(), agreed_first=None, agreed_last=None) for row in undated)]
    item = TimelineItem("t", tuple(drawn), "")
    plan = plan_of(item, width, TYPE)
    labels = set(month_labels(item))
    for shape in plan.shapes:
        match shape:
            case Rule():
                xs, ys = [shape.x1, shape.x2], [shape.y1, shape.y2]
            case Patch():
                xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
            case Words():
                left = shape.x - shape.align * TYPE.width(shape.text)
                xs, ys = [left, left + TYPE.width(shape.text)], [shape.y]
                known = {word.rstrip("…") for row in drawn for word in row.title.split()} | {"a date"}
                parts = shape.text.rstrip("…").split()
                assert shape.text in labels | known or all(any(w.startswith(p) for w in known) for p in parts)
        assert min(xs) >= -width * 0.03 - 3
        assert max(xs) <= width + 3 + TYPE.size
        assert min(ys) >= -1
        assert max(ys) <= plan.height + 1


@pytest.mark.parametrize("format", ["docx", "pdf", "html", "zip", "odt"])
def test_every_format_shows_the_documents_and_passes_the_inspection(format: str) -> None:
    set_ = register()
    written, out = of(set_), io.BytesIO()
    made = _WRITERS[format](written, {}.__getitem__, out, lambda share, what: None)
    expected = Expected(written, "public", secrets_of(set_, Ledger(), public=True), made.pages)
    found = inspect(out.getvalue(), format, expected)  # type: ignore[arg-type]
    assert [each.sentence for each in found if not each.passed] == []


@pytest.mark.parametrize("format", ["docx", "pdf", "html", "zip", "odt"])
def test_every_format_shows_it_and_passes_the_inspection(format: str) -> None:
    set_ = whole()
    written, out = of(set_), io.BytesIO()
    made = _WRITERS[format](written, {}.__getitem__, out, lambda share, what: None)
    secrets = secrets_of(set_, Ledger(), public=True)
    found = inspect(out.getvalue(), format, Expected(written, "public", secrets, made.pages))  # type: ignore[arg-type]
    assert [each.sentence for each in found if not each.passed] == []
    data = out.getvalue()
    if format == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
            assert "first agreed for March 2009" in str(figures[0].Alt)
            assert not [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    elif format == "html":
        assert re.search(rb'role="img" aria-label="Timeline of 4 milestones', data)
        assert b"<svg" in data
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            drawn = [name for name in archive.namelist() if name.endswith((".png", ".svg"))]
            assert len(drawn) == 1
            if format == "docx":
                assert b"first agreed for March 2009" in archive.read("word/document.xml")
