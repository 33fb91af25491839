"""What was cleared is known by its words, and by nothing else."""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.clearance import words_digest
from strategy_editor.model.text import FactField, Marks, Run
from tests.model.values import document, paragraph, section

TEXT = paragraph("The Council has power to do this.")
LEGAL = section("Legal implications", TEXT)


def test_other_looks_states_and_undecided_suggestions_leave_a_clearance_standing() -> None:
    cleared = words_digest(LEGAL)
    bold = replace(TEXT, runs=(Run("The Council has power to do this.", Marks(bold=True)),))
    suggested = replace(TEXT, runs=(*TEXT.runs, Run(" Or has it?", Marks(insertion="s"))))
    for other in (
        replace(LEGAL, status="cleared"),
        replace(LEGAL, blocks=(bold,)),
        replace(LEGAL, blocks=(suggested,)),
    ):
        assert words_digest(other) == cleared


def test_other_words_details_or_places_open_it_again() -> None:
    def with_detail(key: str) -> Paragraph:
        return replace(TEXT, runs=(*TEXT.runs, Run(FactField("f", key))))

    variants = (
        LEGAL,
        replace(LEGAL, title=(Run("Legal"),)),
        replace(LEGAL, blocks=(paragraph("The Council has power to do that."),)),
        replace(LEGAL, blocks=(with_detail("one"),)),
        replace(LEGAL, blocks=(with_detail("two"),)),
        replace(LEGAL, children=(section("More", TEXT),)),
    )
    assert len({words_digest(each) for each in variants}) == len(variants)
    assert words_digest(document(LEGAL)) == words_digest(LEGAL)
