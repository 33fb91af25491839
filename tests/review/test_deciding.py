"""One door for decisions on suggestions and comments."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.encoding import decode, encode
from strategy_editor.model.reviews import Anchor, Message, Suggestion, Thread
from strategy_editor.model.text import Marks, Run
from strategy_editor.session.commands import Command, Decide
from strategy_editor.session.session import Session
from tests.model.values import document, project, section
from tests.review.marked import NOW


def test_suggestions_and_comments_in_one_step_and_back() -> None:
    block = Paragraph("p", (Run("keep"), Run("new", Marks(insertion="s1", comments=("c",)))))
    thread = Thread("c", Anchor("text", "p"), (Message("m", "officer", NOW, "Why?"),))
    whole = replace(
        project(document(section("One", block))), suggestions={"s1": Suggestion("s1", "a", NOW)}, threads={"c": thread}
    )
    session = Session(whole)
    command = Decide(("s1", "c"), "rejected", NOW, "chair", "Not now")
    session.apply(decode(encode(command), Command))  # type: ignore[arg-type]
    after = session.project
    assert after.documents[0].sections[0].blocks == (Paragraph("p", (Run("keep"),)),)
    assert after.documents[0].sections[0].unplaced == ("c",)
    assert after.threads["c"].state == "resolved"
    for decided in (after.threads["c"].decision, after.suggestions["s1"].decision):
        assert decided is not None
        assert (decided.outcome, decided.by, decided.reason) == ("rejected", "chair", "Not now")
    session.undo()
    assert session.project == whole


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(WrongUse, match="no comment or suggestion"):
        Session(project(document(section("One")))).apply(Decide(("gone",), "accepted", NOW))
