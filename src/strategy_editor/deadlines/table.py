"""The table of deadlines before a meeting, worked back by the rules of the council's profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time

from msgspec import Struct

from strategy_editor.deadlines.days import (
    calendar_day_before,
    clear_calendar_day_before,
    clear_working_day_before,
    in_words,
    is_working_day,
    passed_over,
    why_closed,
    working_day_before,
)
from strategy_editor.deadlines.times import parse_time
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.dates import When
from strategy_editor.model.profile import Counting, DeadlineRule, Nation

MEETING = "meeting"
"""What a rule counts back from when it names no other step."""


class Deadline(Struct, frozen=True):
    """A step before the meeting.

    ``day`` is the last day by the rule. ``act_by`` is the same day, or the last working day before it where the rule
    counts calendar days and ends on a weekend or bank holiday. ``time`` is by the clock in the United Kingdom, and is
    None where the whole day is meant. ``explanation`` says in whole sentences how the day was found.
    """

    id: str
    name: str
    day: date
    act_by: date
    time: time | None
    rule: DeadlineRule
    explanation: str


def deadlines_for(meeting: date, rules: Sequence[DeadlineRule], nation: Nation) -> tuple[Deadline, ...]:
    """The deadline of every rule, the earliest first.

    Raises WrongUse for rules that share an id, count back from a step that is not there or from each other, or give a
    time that cannot be read.
    """
    by_id = {rule.id: rule for rule in rules}
    if len(by_id) < len(rules) or MEETING in by_id:
        raise WrongUse("Two deadlines of the council share one id.", advice="Please correct the council settings.")
    found: dict[str, Deadline] = {}
    for rule in rules:
        for each in _chain(rule, by_id):
            if each.id not in found:
                found[each.id] = _deadline(each, found.get(each.before), meeting, nation)
    return tuple(sorted(found.values(), key=lambda each: (each.day, each.time or time.max)))


def _chain(rule: DeadlineRule, by_id: Mapping[str, DeadlineRule]) -> list[DeadlineRule]:
    """``rule`` and the rules that it counts back from, the one nearest to the meeting first."""
    chain = [rule]
    while chain[0].before != MEETING:
        earlier = by_id.get(chain[0].before)
        if earlier is None:
            raise WrongUse(
                f"The deadline “{chain[0].name}” counts back from “{chain[0].before}”, which is not a deadline here.",
                advice="Please correct the council settings.",
            )
        if earlier in chain:
            raise WrongUse(
                f"The deadlines “{earlier.name}” and “{chain[0].name}” count back from each other.",
                advice="Please let one of them count back from the meeting in the council settings.",
            )
        chain.insert(0, earlier)
    return chain


_COUNT_BACK: Mapping[Counting, Callable[[date, int, Nation], date]] = {
    "clear-working": clear_working_day_before,
    "working": working_day_before,
    "clear-calendar": lambda day, days, _nation: clear_calendar_day_before(day, days),
    "calendar": lambda day, days, _nation: calendar_day_before(day, days),
}


def _deadline(rule: DeadlineRule, step: Deadline | None, meeting: date, nation: Nation) -> Deadline:
    """``step`` is what the rule counts back from; None stands for the meeting."""
    start = step.day if step else meeting
    day = _COUNT_BACK[rule.counting](start, rule.days, nation)
    act_by = working_day_before(day, 0, nation)
    label = f"“{step.name}”" if step else "the meeting"
    sentences = [
        _count_sentence(rule, f"{label} on {in_words(start)}"),
        _counted_sentence(rule.counting, "the day of the meeting" if step is None else "the day of that step"),
        passed_over(day, start, nation) if rule.counting in ("clear-working", "working") else "",
        "" if is_working_day(day, nation) else _early_sentence(day, act_by, nation),
    ]
    return Deadline(
        id=rule.id,
        name=rule.name,
        day=day,
        act_by=act_by,
        time=parse_time(rule.time),
        rule=rule,
        explanation=" ".join(filter(None, sentences)),
    )


def _count_sentence(rule: DeadlineRule, start: str) -> str:
    noun = {"clear-working": "clear working day", "clear-calendar": "clear day", "working": "working day"}
    days = f"{rule.days} {noun.get(rule.counting, 'day')}{'' if rule.days == 1 else 's'}"
    return f"This leaves {days} before {start}." if rule.counting.startswith("clear") else f"{days} before {start}."


def _counted_sentence(counting: Counting, last: str) -> str:
    return {
        "clear-working": f"The day itself, {last}, weekends and bank holidays do not count.",
        "clear-calendar": f"The day itself and {last} do not count; weekends and bank holidays do.",
        "working": "Weekends and bank holidays do not count.",
        "calendar": "Weekends and bank holidays count.",
    }[counting]


def _early_sentence(day: date, act_by: date, nation: Nation) -> str:
    reason = why_closed(day, nation)
    article = "a " if reason in ("Saturday", "Sunday") else ""
    return f"As {When.of(day)} is {article}{reason}, act by {in_words(act_by)}."
