"""Recommendations are read as officers write them."""

from __future__ import annotations

import pytest

from strategy_editor.checks.decision import decision_verbs, recommendations, verb_of
from tests.checks.cases import asking, profile


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Approve the ICT Strategy.", "approve"),
        ("That Cabinet approves the ICT Strategy.", "approve"),
        ("That the Executive be asked to agree the budget.", "agree"),
        ("(a) Note the costs.", "note"),
        ("2.1 To adopt the Security Policy.", "adopt"),
        ("It is recommended that Cabinet endorse the strategy.", "endorse"),
        ("Recommend to Council that the strategy is adopted.", "recommend to Council"),
        ("Members are invited to delegate the details.", "delegate"),
        ("A decision is needed.", ""),
        ("Agreement is sought.", ""),
        ("Consider the strategy.", ""),
    ],
)
def test_the_verb_is_found(text: str, verb: str) -> None:
    whole = asking(text)
    [asked] = recommendations(whole, whole.documents[0])
    assert verb_of(asked.words, decision_verbs(profile())) == verb


def test_a_line_that_leads_in_a_list_is_no_recommendation() -> None:
    whole = asking("That Cabinet is recommended to:", "Approve the strategy.")
    assert [each.words for each in recommendations(whole, whole.documents[0])] == ["Approve the strategy."]
