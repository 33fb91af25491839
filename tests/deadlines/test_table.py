"""The table of deadlines: worked examples from councils' practice, and what holds for any rules."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.deadlines.after_decision import call_in
from strategy_editor.deadlines.days import clear_working_day_before, is_working_day
from strategy_editor.deadlines.table import Deadline, deadlines_for
from strategy_editor.deadlines.times import parse_time
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.profile import DeadlineRule, Nation

KEY_DECISION = DeadlineRule("key-decision", "Notice of key decision", 28, "clear-calendar")
CLEARANCE = DeadlineRule("clearance", "Draft to those who clear it", 5, "working", before="final")
FINAL = DeadlineRule("final", "Final report to Democratic Services", 7, "working", time="10 am")
PUBLISH = DeadlineRule("publish", "Agenda and reports published", 5, "clear-working")
PUBLISH_WALES = DeadlineRule("publish", "Agenda and reports published", 3, "clear-working")
ENGLISH = (KEY_DECISION, CLEARANCE, FINAL, PUBLISH)

MEETING_OF_THE_SEED = date(2009, 3, 3)
MEETING_AFTER_EASTER = date(2009, 4, 14)


def by_id(deadlines: tuple[Deadline, ...]) -> dict[str, Deadline]:
    return {each.id: each for each in deadlines}


def test_the_meeting_of_3_march_2009() -> None:
    table = deadlines_for(MEETING_OF_THE_SEED, ENGLISH, "england")
    assert [(each.id, each.day) for each in table] == [
        ("key-decision", date(2009, 2, 2)),
        ("clearance", date(2009, 2, 13)),
        ("final", date(2009, 2, 20)),
        ("publish", date(2009, 2, 23)),
    ]
    assert by_id(table)["final"].time == time(10)
    assert by_id(table)["publish"].time is None
    assert [each.day.strftime("%a") for each in table] == ["Mon", "Fri", "Fri", "Mon"]


def test_the_same_meeting_under_the_welsh_rule() -> None:
    (published,) = deadlines_for(MEETING_OF_THE_SEED, (PUBLISH_WALES,), "wales")
    assert published.day == date(2009, 2, 25)


def test_easter_is_passed_over_and_named() -> None:
    (published,) = deadlines_for(MEETING_AFTER_EASTER, (PUBLISH,), "england")
    assert published.day == date(2009, 4, 2)
    assert "Good Friday (10 April 2009), Easter Monday (13 April 2009)" in published.explanation


def test_easter_monday_is_a_working_day_in_scotland() -> None:
    (published,) = deadlines_for(MEETING_AFTER_EASTER, (PUBLISH,), "scotland")
    assert published.day == date(2009, 4, 3)


def test_new_year_in_scotland_is_a_day_longer() -> None:
    days = {
        nation: deadlines_for(date(2009, 1, 6), (PUBLISH_WALES,), nation)[0].day for nation in ("england", "scotland")
    }
    assert days == {"england": date(2008, 12, 30), "scotland": date(2008, 12, 29)}


def test_a_calendar_rule_that_ends_on_a_sunday_says_when_to_act() -> None:
    (notice,) = deadlines_for(date(2009, 3, 2), (KEY_DECISION,), "england")
    assert (notice.day, notice.act_by) == (date(2009, 2, 1), date(2009, 1, 30))
    assert notice.explanation.endswith("As 1 February 2009 is a Sunday, act by Friday 30 January 2009.")


def test_the_explanation_is_whole_sentences_that_can_be_checked() -> None:
    table = by_id(deadlines_for(MEETING_OF_THE_SEED, ENGLISH, "england"))
    assert table["publish"].explanation == (
        "This leaves 5 clear working days before the meeting on Tuesday 3 March 2009. "
        "The day itself, the day of the meeting, weekends and bank holidays do not count."
    )
    assert table["clearance"].explanation == (
        "5 working days before “Final report to Democratic Services” on Friday 20 February 2009. "
        "Weekends and bank holidays do not count."
    )
    (one,) = deadlines_for(MEETING_OF_THE_SEED, (DeadlineRule("one", "One", 1, "calendar"),), "england")
    assert one.explanation == "1 day before the meeting on Tuesday 3 March 2009. Weekends and bank holidays count."


rules = st.lists(
    st.builds(
        lambda days, counting, parent, at: (days, counting, parent, at),
        st.integers(0, 40),
        st.sampled_from(("clear-working", "clear-calendar", "working", "calendar")),
        st.integers(0, 10),
        st.sampled_from(("", "10 am", "17:00")),
    ),
    min_size=1,
    max_size=6,
).map(
    lambda rows: tuple(
        DeadlineRule(
            id=f"step-{number}",
            name=f"Step {number}",
            days=days,
            counting=counting,  # type: ignore[arg-type]  # one of the four, as sampled
            before=f"step-{parent % number}" if number and parent % 2 else "meeting",
            time=at,
        )
        for number, (days, counting, parent, at) in enumerate(rows)
    )
)
dates = st.dates(date(1985, 1, 1), date(2095, 12, 31))
nations = st.sampled_from(("england", "wales", "scotland", "northern-ireland"))


@given(dates, rules, nations)
def test_what_holds_for_any_rules(meeting: date, table: tuple[DeadlineRule, ...], nation: Nation) -> None:
    found = deadlines_for(meeting, table, nation)
    assert {each.rule for each in found} == set(table)
    assert [each.day for each in found] == sorted(each.day for each in found)
    lookup = by_id(found)
    for each in found:
        start = lookup[each.rule.before].day if each.rule.before in lookup else meeting
        assert each.act_by <= each.day <= start
        assert is_working_day(each.act_by, nation)
        if each.rule.counting in ("clear-working", "working"):
            assert each.act_by == each.day
        if each.rule.counting.startswith("clear"):
            assert each.day < start


@given(dates, rules, nations, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(
    meeting: date, table: tuple[DeadlineRule, ...], nation: Nation, random: object
) -> None:
    shuffled = list(table)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert set(deadlines_for(meeting, shuffled, nation)) == set(deadlines_for(meeting, table, nation))


@pytest.mark.parametrize(
    ("faulty", "sentence"),
    [
        ((PUBLISH, PUBLISH), "share one id"),
        ((CLEARANCE,), "counts back from “final”"),
        ((CLEARANCE, DeadlineRule("final", "Final", 1, "working", before="clearance")), "from each other"),
        ((DeadlineRule("self", "Self", 1, "working", before="self"),), "from each other"),
        ((DeadlineRule("meeting", "Meeting", 1, "working"),), "share one id"),
        ((DeadlineRule("late", "Late", 1, "working", time="teatime"),), "not a time of day"),
        ((DeadlineRule("far", "Far", 100_000, "calendar"),), "cannot be counted"),
    ],
)
def test_rules_that_cannot_be_worked_out_are_refused_with_a_sentence(
    faulty: tuple[DeadlineRule, ...], sentence: str
) -> None:
    with pytest.raises(WrongUse, match=sentence):
        deadlines_for(MEETING_OF_THE_SEED, faulty, "england")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("10 am", time(10)),
        ("10.30am", time(10, 30)),
        ("12 p.m.", time(12)),
        ("12 am", time(0)),
        ("5pm", time(17)),
        ("17:00", time(17)),
        ("9.05", time(9, 5)),
        ("Noon", time(12)),
    ],
)
def test_times_as_councils_write_them(text: str, expected: time | None) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["10", "25:00", "13 pm", "0 am", "10:75", "ten", "10 am sharp"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(WrongUse, match="not a time of day"):
        parse_time(text)


def test_call_in_runs_over_easter() -> None:
    after = call_in(date(2009, 4, 8), 5, "england")
    assert (after.last_day, after.takes_effect) == (date(2009, 4, 17), date(2009, 4, 20))
    assert "Good Friday (10 April 2009), Easter Monday (13 April 2009)" in after.explanation


def test_call_in_after_the_meeting_of_the_seed() -> None:
    after = call_in(date(2009, 3, 4), 5, "england")
    assert (after.last_day, after.takes_effect) == (date(2009, 3, 11), date(2009, 3, 12))
    assert "Passed over" not in after.explanation


def test_without_call_in_a_decision_takes_effect_at_once() -> None:
    after = call_in(date(2009, 3, 4), 0, "england")
    assert after.takes_effect == after.last_day == date(2009, 3, 4)


@given(dates, st.integers(1, 20), nations)
def test_call_in_leaves_its_clear_days(published: date, count: int, nation: Nation) -> None:
    after = call_in(published, count, nation)
    assert published < after.last_day < after.takes_effect
    back = clear_working_day_before(after.takes_effect, count, nation)
    assert back <= published
    assert back == published or not is_working_day(published, nation)
