"""Values for the tests of storage: projects with every field filled, and helpers to look at trees."""

from __future__ import annotations

import typing
from datetime import UTC, datetime

from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model import records, reviews
from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.storage.tree import Piece
from tests.model.values import paragraph, projects, text_blocks

AT = datetime(2009, 3, 3, 14, 32, tzinfo=UTC)


def pieces_of(top: Piece) -> dict[bytes, Piece]:
    """All pieces of a tree by hash."""
    found: dict[bytes, Piece] = {}
    ahead = [top]
    while ahead:
        piece = ahead.pop()
        found[piece.hash] = piece
        ahead.extend(piece.below)
    return found


_ids = st.builds(new_id)
_some = {
    "people": st.builds(records.Person, id=_ids, name=st.text("abé", max_size=3)),
    "meetings": st.builds(records.Meeting, id=_ids, body=st.just("Cabinet"), when=st.just(When(2009, 3, 3))),
    "facts": st.builds(
        records.Fact,
        id=_ids,
        key=st.just("money.total"),
        label=st.just("Total"),
        value=st.sampled_from([None, records.PenceValue(12), records.TextValue("x")]),
    ),
    "milestones": st.builds(records.Milestone, id=_ids, title=st.text("ab", max_size=3)),
    "register": st.builds(records.RegisterEntry, id=_ids, title=st.text("ab", max_size=3)),
    "glossary": st.builds(records.Term, id=_ids, term=st.text("ab", max_size=3)),
    "exemptions": st.builds(records.Exemption, id=_ids, paragraph=st.just("3")),
    "references": st.builds(
        lambda id, blocks: records.ReferenceText(id, "Old", "Last year", blocks=tuple(blocks)),
        _ids,
        st.lists(text_blocks(), max_size=3),
    ),
    "rounds": st.builds(reviews.ReviewRound, id=_ids, title=st.just("First"), opened=st.just(AT)),
    "threads": st.builds(
        lambda id: reviews.Thread(id, reviews.Anchor("project"), (reviews.Message(id, "me", AT, "Why?"),)), _ids
    ),
    "suggestions": st.builds(lambda id: reviews.Suggestion(id, "me", AT), _ids),
    "proposals": st.builds(
        lambda id: reviews.Proposal(
            id,
            reviews.Place("block", "b"),
            reviews.BlockContent(()),
            reviews.BlockContent((paragraph("new"),)),
            "me",
            AT,
        ),
        _ids,
    ),
    "pictures": st.builds(lambda id: records.Picture(id, "image/png", 4, 3), _ids),
}


@st.composite
def full_projects(draw: st.DrawFn) -> Project:
    """Projects with some of everything; every field of the project is covered, or this fails."""
    value = draw(projects())
    changes: dict[str, object] = {
        "words": tuple(draw(st.lists(st.text("ab", min_size=1, max_size=3), max_size=3))),
        "copy": draw(st.sampled_from(["", "sent"])),
    }
    for name, strategy in _some.items():
        drawn = draw(st.lists(strategy, max_size=5))
        is_list = isinstance(getattr(value, name), tuple)
        changes[name] = tuple(drawn) if is_list else {each.id: each for each in drawn}
    covered = {*changes, "id", "title", "outline", "profile", "documents"}
    assert covered == set(typing.get_type_hints(Project))
    return replace(value, **changes)
