"""The dates that follow a decision: how long it can be called in, and when it may be carried out.

Under the executive arrangements of the Local Government Act 2000 a decision that is published may be called in for a
number of clear working days that the council's constitution sets (5 is common). The day of publication does not count;
the decision may be carried out on the working day after the last of them.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from strategy_editor.deadlines.days import in_words, passed_over, working_day_after
from strategy_editor.model.profile import Nation


class CallIn(Struct, frozen=True):
    """``last_day`` to call a decision in (to its end), and the day it ``takes_effect`` if nobody does."""

    published: date
    last_day: date
    takes_effect: date
    explanation: str


def call_in(published: date, days: int, nation: Nation) -> CallIn:
    """The call-in of a decision that is published on ``published``: ``days`` clear working days.

    With 0 days there is no call-in: the decision takes effect on the day that it is published.
    """
    if days == 0:
        return CallIn(published, published, published, "There is no call-in: the decision takes effect at once.")
    last_day = working_day_after(published, days, nation)
    takes_effect = working_day_after(last_day, 1, nation)
    sentences = [
        f"{days} clear working day{'' if days == 1 else 's'} after {in_words(published)}, when the decision was "
        f"published: it can be called in until the end of {in_words(last_day)}, and takes effect on "
        f"{in_words(takes_effect)} if it is not.",
        "The day of publication, weekends and bank holidays do not count.",
        passed_over(published, takes_effect, nation),
    ]
    return CallIn(published, last_day, takes_effect, " ".join(filter(None, sentences)))
