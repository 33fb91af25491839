"""Nothing that a council may write makes the inspection cry wolf: documents of any shape, in every format, pass it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from msgspec.structs import replace
from PIL import Image

from strategy_editor.inspection.inspect import Expected, inspect
from strategy_editor.inspection.secrets import secrets_of
from strategy_editor.manuscript.build import manuscript
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.model.records import Meeting, Milestone, RegisterEntry, Term
from strategy_editor.session.export import _WRITERS
from tests.bench import examples
from tests.model.values import projects

TODAY = date(2009, 2, 20)


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#00594f").save(out, "PNG")
    return out.getvalue()


PICTURE = _picture()


def furnished(project: Project) -> Project:
    """With records for its lists to draw."""
    return replace(
        project,
        meetings=(Meeting("m1", "Cabinet", When(2009, 3, 3), decision="Agreed."),),
        milestones=(
            Milestone("k1", "Draft to Cabinet", When(2009, 3), agreed=When(2009, 2)),
            Milestone("k2", "Review – “yearly”", When(2010, 3, 1), depends_on=("k1",)),
        ),
        register=(RegisterEntry("r1", "Ŵest & East"),),
        glossary=(Term("t1", "a", "ant", "an insect"),),
    )


@pytest.mark.long
@settings(max_examples=examples(300), deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(projects())
def test_documents_of_any_shape_pass(drawn: Project) -> None:
    project = furnished(drawn)
    secrets = secrets_of(project, Ledger(), public=True)
    for document in project.documents:
        written = manuscript(project, document, "web", today=TODAY)
        for format in ("docx", "pdf", "html", "odt", "zip"):
            out = io.BytesIO()
            made = _WRITERS[format](written, lambda digest: PICTURE, out, lambda share, what: None)
            expected = Expected(written, "public", secrets, made.pages)
            found = inspect(out.getvalue(), format, expected, f"{document.title}.{format}")  # type: ignore[arg-type]
            assert [(format, each.sentence, each.place) for each in found if each.is_leak] == []
