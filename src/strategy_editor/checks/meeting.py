"""The meeting: its day and deadlines, who has cleared the paper, who was asked, whom readers can ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from strategy_editor.checks.completeness import is_blank
from strategy_editor.checks.decision import key_decision
from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import in_section
from strategy_editor.checks.prose import passages
from strategy_editor.checks.rules import SetContext, applicable, rule, with_role
from strategy_editor.deadlines.days import in_words, why_closed, working_days_left
from strategy_editor.deadlines.table import Deadline, deadlines_for
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Live
from strategy_editor.model.clearance import owners, words_digest
from strategy_editor.model.dates import MONTHS, When, parse_when
from strategy_editor.model.facts import fact_text, stored_fact
from strategy_editor.model.ledger import Clearance
from strategy_editor.model.profile import ClearanceStep
from strategy_editor.model.project import Project, put
from strategy_editor.model.records import Meeting, PersonValue, TextValue, WhenValue
from strategy_editor.model.section import Document, Section

_AMBER = 7
"""Working days before the papers go out from which the deadline is said to be near."""

_DATE = re.compile(r"\b(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|"
                   r"December)\s+\d{4}\b")  # fmt: skip
_SCRUTINY = re.compile(r"\b(?:scrutiny|overview|advisory panel|policy development)\b", re.IGNORECASE)


def _meeting_of(project: Project, report: Document) -> Meeting | None:
    return project.meeting(report.meeting) if report.meeting else None


def _steps(project: Project, report: Document) -> dict[str, Deadline]:
    """The deadlines before the report's meeting by id; none while its day is not known or the rules do not fit."""
    meeting = _meeting_of(project, report)
    if meeting is None or meeting.when is None or not meeting.when.is_day:
        return {}
    try:
        found = deadlines_for(meeting.when.first, project.profile.deadlines, project.profile.nation)
    except WrongUse:
        return {}
    return {step.id: step for step in found}


def _is_over(project: Project, report: Document, today: date) -> bool:
    meeting = _meeting_of(project, report)
    return meeting is not None and meeting.when is not None and meeting.when.last < today


@rule("C23", "The report does not say what an earlier meeting decided", "note", "set", "Decision and meeting")
def earlier_decisions(context: SetContext) -> Iterator[Remark]:
    """What was decided before is quoted, or its month named, so that councillors see how this came to them."""
    for report in context.reports:
        meeting = _meeting_of(context.project, report)
        when = meeting.when if meeting is not None else None
        if when is None or context.situation.leaves_in_peace(report):
            continue
        sections = list(applicable(report))
        if any(isinstance(block, Live) and block.kind == "decisions" for each in sections for block in each.blocks):
            continue
        text = " ".join(passage.text for section in sections for passage in passages(section))
        for earlier in context.project.meetings:
            if not earlier.decision or earlier.when is None or earlier.when.last >= when.first:
                continue
            if MONTHS[earlier.when.month] not in text:
                said = (
                    f"{earlier.body} decided on this in {MONTHS[earlier.when.month]}, and the report does not say so."
                )
                yield Remark(said, report.id, fix=_quoting(context.project, report))
                break


def _quoting(project: Project, report: Document) -> Fix | None:
    """Puts the list of earlier decisions at the end of the background, or else of the section with the purpose."""
    for role in ("background", "purpose"):
        for section in with_role(project, report, role):
            added = Live(derived_id("earlier decisions", section.id), "decisions")

            def change(found: Section, added: Live = added) -> Section:
                known = any(block.id == added.id for block in found.blocks)
                return found if known else replace(found, blocks=(*found.blocks, added))

            return Fix("Quote the earlier decisions there", in_section(section.id, change))
    return None


@rule("C16", "Notice of the key decision is late", "warn", "set", "Decision and meeting")
def notice_in_time(context: SetContext) -> Iterator[Remark]:
    """28 clear days in the Forward Plan, or the words of a general exception in the report."""
    for report in context.reports:
        step = _steps(context.project, report).get("key-decision")
        if step is None or not key_decision(context.project, report) or _says_urgent(context.project, report):
            continue
        fact = stored_fact(context.project, "forward.plan.date")
        if fact is not None and isinstance(fact.value, WhenValue) and fact.value.when.last > step.day:
            said = f"Notice was given in {fact.value.when}; it was due by {When.of(step.day)}."
            yield Remark(f"{said} Say under urgency why the decision cannot wait.", report.id)
        elif (fact is None or fact.value is None) and context.situation.today > step.day:
            said = f"Notice of a key decision was due by {When.of(step.day)}. The details do not say when it was given."
            yield Remark(said, report.id)


def _says_urgent(project: Project, report: Document) -> bool:
    return any(not is_blank(section) for section in with_role(project, report, "urgency"))


@rule("C17", "The papers are due to be published", "warn", "set", "Decision and meeting")
def publication_deadline(context: SetContext) -> Iterator[Remark]:
    """Clear days by nation and bank holidays; a word in time when seven working days are left."""
    project, today = context.project, context.situation.today
    for report in context.reports:
        step = _steps(project, report).get("publish")
        if step is None or _is_over(project, report, today) or _is_published(context, report):
            continue
        left = working_days_left(today, step.act_by, project.profile.nation)
        if today > step.act_by:
            yield Remark(f"The papers should have been published by {in_words(step.act_by)}.", report.id)
        elif left <= _AMBER:
            days = "today" if left == 0 else f"{left} working day{'' if left == 1 else 's'} left"
            said = f"The papers must be published by {in_words(step.act_by)}: {days}."
            yield Remark(said, report.id, severity="note")


def _is_published(context: SetContext, report: Document) -> bool:
    entries = [entry for entry in context.project.register if entry.document == report.id]
    return any(entry.status in ("published", "agreed") for entry in entries)


@rule("C18", "The meeting cannot be as it is written", "warn", "set", "Decision and meeting")
def meeting_valid(context: SetContext) -> Iterator[Remark]:
    """A day is known, is a working day, and is still to come as long as nothing was decided."""
    for report in context.reports:
        meeting = _meeting_of(context.project, report)
        if meeting is None:
            yield Remark("The report goes to no meeting yet. Choose one under Meetings and deadlines.", report.id)
        elif meeting.when is None or not meeting.when.is_day:
            yield Remark(f"The day of the meeting ({meeting.body}) is not known yet.", report.id)
        elif closed := why_closed(meeting.when.first, context.project.profile.nation):
            article = "a " if closed.endswith("day") and closed[:3] in ("Sat", "Sun") else ""
            yield Remark(f"{in_words(meeting.when.first)} is {article}{closed}. Is the date right?", report.id)
        elif meeting.when.last < context.situation.today and not meeting.decision:
            said = f"The meeting on {meeting.when} has passed, and no decision is recorded."
            yield Remark(f"{said} Choose another meeting, or record what was decided.", report.id)


# ---- clearances


@rule("C20", "The paper has not been cleared", "stop", "set", "Decision and meeting", quiet=True)
def clearances(context: SetContext) -> Iterator[Remark]:
    """Every role of the council's chain has cleared its part, and the words are still the ones that it cleared."""
    if context.situation.live:
        return
    entries = [entry for entry in context.situation.ledger.entries if isinstance(entry, Clearance)]
    for report in context.reports:
        for step in context.project.profile.clearances:
            if step.required:
                for owner in owners(report, step):
                    yield from _cleared(context.project, report, step, owner, entries)


def _cleared(
    project: Project, report: Document, step: ClearanceStep, owner: Document | Section, entries: list[Clearance]
) -> Iterator[Remark]:
    own = [entry for entry in entries if entry.step == step.id and entry.owner == owner.id and entry.outcome != "asked"]
    section = owner.id if isinstance(owner, Section) else ""
    what = "its part" if section else "the report"
    if not own:
        yield Remark(f"{step.role} has not cleared {what} yet.", report.id, section)
        return
    last = max(own, key=lambda entry: (entry.at, entry.id))
    person = project.person(last.person)
    name = person.shown if person and person.shown else step.role
    if last.outcome == "refused":
        yield Remark(f"{name} has not agreed to {what}: {last.reason or 'no reason was given'}.", report.id, section)
    elif last.digest != words_digest(owner):
        said = f"The words have changed since {name} cleared them on {When.of(last.at.date())}. Ask again."
        yield Remark(said, report.id, section)


# ---- people


@rule("C21", "The report does not say who was consulted", "warn", "set", "Decision and meeting")
def consultation(context: SetContext) -> Iterator[Remark]:
    """Somewhere the papers say who was asked; and scrutiny comes before the meeting."""
    for report in context.reports:
        homes = [each for each in context.project.documents if each is report or each.kind == "strategy"]
        sections = [(each, section) for each in homes for section in with_role(context.project, each, "consultation")]
        written = [(home, section) for home, section in sections if not is_blank(section)]
        if not written and not context.situation.leaves_in_peace(report):
            yield Remark("Neither the report nor the strategy says who was consulted and what they said.", report.id)
        meeting = _meeting_of(context.project, report)
        if meeting is None or meeting.when is None:
            continue
        for home, section in written:
            for passage in passages(section):
                for sentence in re.split(r"(?<=[.;])\s+", passage.text):
                    found = _DATE.search(sentence) if _SCRUTINY.search(sentence) else None
                    if found and home is report and parse_when(found[0]).first > meeting.when.last:
                        said = f"Scrutiny on {found[0]} would come after the meeting on {meeting.when}."
                        yield passage.remark(said, found[0])


@rule("C22", "A contact is missing or out of date", "warn", "set", "Decision and meeting")
def contacts(context: SetContext) -> Iterator[Remark]:
    """Names, posts, telephone and e-mail are known, and the address is the council's own."""
    project = context.project
    for report in context.reports:
        for line in project.profile.contacts:
            shown = fact_text(project, report, line.fact)
            if not shown.known and context.situation.leaves_in_peace(report):
                continue
            if not shown.known:
                yield Remark(f"“{line.label}” is not known yet. Fill it in under Details and people.", report.id)
            elif "@" in shown.text:
                yield from _address(project, report, line.fact, shown.text)
            elif "mail" in line.label.lower():
                yield Remark(f"“{shown.text}” is not an e-mail address.", report.id)


def _address(project: Project, report: Document, key: str, address: str) -> Iterator[Remark]:
    name, _, domain = address.strip().rpartition("@")
    allowed = project.profile.email_domains
    if allowed and not any(
        domain.lower() == each.lower() or domain.lower().endswith(f".{each.lower()}") for each in allowed
    ):
        better = f"{name}@{allowed[0]}"
        said = f"“{address}” is not an address of this council, whose addresses end in {allowed[0]}."
        fact = stored_fact(project, key)
        held = fact is not None and not isinstance(fact.value, PersonValue)
        yield Remark(said, report.id, quote=address, fix=_other_address(key, better) if held else None)


def _other_address(key: str, address: str) -> Fix:
    def apply(project: Project) -> Project:
        fact = stored_fact(project, key)
        if fact is None:
            return project
        return replace(project, facts=put(project.facts, replace(fact, value=TextValue(address))))

    return Fix(f"Write {address}", apply)
