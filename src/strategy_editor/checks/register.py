"""All rules: loads every module of rules, each of which puts its own into :data:`RULES`.

Lists and reports put rules in the order of their subjects and ids, not of this file.
"""

from strategy_editor.checks import (  # noqa: F401
    accessibility,
    acronyms,
    completeness,
    council_settings,
    decision,
    exempt,
    meeting,
    milestones,
    money,
    publication,
    references,
    review_hygiene,
    structure,
    tracing,
    variants,
    wording,
)
from strategy_editor.checks.rules import RULES

__all__ = ["RULES"]
