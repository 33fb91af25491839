"""Every standing sentence that a made document may contain, in one table: what is said, and where it is used.

A council's settings may say any of them in other words, and in other languages (``[wording.cy]`` for Welsh). The leak
check knows these words as the only ones that do not come from the document itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.profile import Profile


class Standing(Struct, frozen=True):
    """A standing text: its key, the words where a council says nothing else, and where it is used."""

    key: str
    text: str
    used: str


STANDING: tuple[Standing, ...] = (
    Standing("draft.mark", "DRAFT", "the mark across or above each page of a draft"),
    Standing("draft.note", "Draft of {date}. It has not been agreed.", "the foot of a draft"),
    Standing("gap.detail", "[{label}: not known yet]", "in place of a detail without a value"),
    Standing("gap.section", "[Nothing is written here yet.]", "an empty section of a draft"),
    Standing("gap.words", "[{what}: to follow]", "an empty caption, picture or table of a draft"),
    Standing("section.not-applicable", "Not applicable: {reason}", "a section that does not apply"),
    Standing("page.of", "Page {page} of {pages}", "the foot of each page"),
    Standing("contents.title", "Contents", "the contents list"),
    Standing("cover.draft", "Draft for {body}, {date}", "the cover of a draft with a meeting"),
    Standing("cover.decision", "For decision by {body}, {date}", "the cover of what goes to a meeting"),
    Standing("cover.agreed", "Agreed by {body}, {date}", "the cover of what was agreed"),
    Standing("cover.version", "Version {version}", "the cover and the foot of each page"),
    Standing("appendix.label", "Appendix {letter}", "the head of an appendix"),
    Standing("appendix.title", "Appendix {letter}: {title}", "the title of an appendix, and the contents list"),
    Standing("appendix.entry", "{title} – Appendix {letter}", "the list of appendices"),
    Standing("appendix.none", "There are no appendices.", "an empty list of appendices"),
    Standing("table.label", "Table {number}", "above a table"),
    Standing("table.continued", "{label} (continued)", "a table's caption on its further pages"),
    Standing("figure.label", "Figure {number}", "below a picture"),
    Standing("chart.label", "Figure {number}", "below a chart"),
    Standing("caption.text", "{label}: {caption}", "every caption"),
    Standing("source.line", "Source: {source}", "below a table, picture or chart"),
    Standing("credit.line", "Picture: {credit}", "below a picture"),
    Standing("description.label", "Description of {label}", "the long description of a table, picture or chart"),
    Standing("note.label", "Note", "before a paragraph of the kind note"),
    Standing("box.case-study", "Case study", "the head of a box without a title"),
    Standing("box.key-facts", "Key facts", "the head of a box without a title"),
    Standing("pair.label", "{label}:", "the report header and the contacts"),
    Standing("reference.document", "Appendix", "a reference to an appendix"),
    Standing("reference.section", "section", "a reference to a section"),
    Standing("reference.heading", "section", "a reference to a heading"),
    Standing("reference.paragraph", "paragraph", "a reference to a numbered paragraph"),
    Standing("reference.table", "Table", "a reference to a table"),
    Standing("reference.figure", "Figure", "a reference to a picture or chart"),
    Standing("milestones.when", "When", "column of the milestones"),
    Standing("milestones.what", "Milestone", "column of the milestones"),
    Standing("milestones.owner", "Who", "column of the milestones"),
    Standing("milestones.state", "Status", "column of the milestones"),
    Standing("milestones.none", "No milestones have been agreed yet.", "milestones, where there are none"),
    Standing("milestone-state.planned", "planned", "status of a milestone"),
    Standing("milestone-state.under-way", "under way", "status of a milestone"),
    Standing("milestone-state.done", "done", "status of a milestone"),
    Standing("milestone-state.late", "late", "status of a milestone"),
    Standing("milestone-state.dropped", "dropped", "status of a milestone"),
    Standing("register.document", "Document", "column of the register"),
    Standing("register.place", "Place", "column of the register"),
    Standing("register.owner", "Owner", "column of the register"),
    Standing("register.state", "Status", "column of the register"),
    Standing("register.due", "Due", "column of the register"),
    Standing("register.priority", "Priority", "column of the register"),
    Standing("register.none", "No supporting documents are planned.", "the register, where it is empty"),
    Standing("register-place.main", "this document", "place of a document in the set"),
    Standing("register-place.appendix", "appendix", "place of a document in the set"),
    Standing("register-place.separate", "considered separately", "place of a document in the set"),
    Standing("register-place.in-production", "in production", "place of a document in the set"),
    Standing("register-state.not-started", "not started", "status of a document"),
    Standing("register-state.in-production", "in production", "status of a document"),
    Standing("register-state.in-draft", "in draft", "status of a document"),
    Standing("register-state.for-decision", "for decision", "status of a document"),
    Standing("register-state.agreed", "agreed", "status of a document"),
    Standing("register-state.published", "published", "status of a document"),
    Standing("register-state.withdrawn", "withdrawn", "status of a document"),
    Standing("priority.high", "high", "priority of a document"),
    Standing("priority.medium", "medium", "priority of a document"),
    Standing("priority.low", "low", "priority of a document"),
    Standing("control.title", "Title", "document control"),
    Standing("control.council", "Council", "document control"),
    Standing("control.owner", "Owner", "document control"),
    Standing("control.period", "Period covered", "document control"),
    Standing("control.meeting", "Meeting", "document control"),
    Standing("control.classification", "Classification", "document control"),
    Standing("control.language", "Language", "document control"),
    Standing("control.version", "Version", "column of the versions in document control"),
    Standing("control.date", "Date", "column of the versions in document control"),
    Standing("control.author", "Author", "column of the versions in document control"),
    Standing("control.reason", "What changed", "column of the versions in document control"),
    Standing("glossary.term", "Term", "column of the glossary"),
    Standing("glossary.meaning", "Meaning", "column of the glossary"),
    Standing("glossary.none", "No terms need explaining.", "the glossary, where it is empty"),
    Standing("classification.public", "Public", "document control and the classification line"),
    Standing("classification.exempt", "Not for publication (Part 2)", "document control and the classification line"),
    Standing("exempt.schedule", "Part 1 of Schedule 12A to the Local Government Act 1972", "every exemption"),
    Standing(
        "exempt.reason",
        "Not for publication by virtue of paragraph {paragraph} of {schedule}.",
        "the head of what is not for publication",
    ),
    Standing(
        "exempt.gap",
        "[Not for publication: paragraph {paragraph}]",
        "in public, in place of what is not for publication",
    ),
    Standing(
        "exempt.entry", "{title} (not for publication: paragraph {paragraph})", "an exempt appendix in a public list"
    ),
    Standing(
        "formats.line",
        "Please ask us if you would like this document in large print, in audio, in Braille or in another language.",
        "the section on other formats and contact",
    ),
    Standing(
        "licence.line",
        "© {council} {year}. You may use this document under the Open Government Licence v3.0, except where it says "
        "otherwise.",
        "the section on other formats and contact",
    ),
)
"""Every standing text; tests hold each to be said once."""

DEFAULTS: Mapping[str, str] = {each.key: each.text for each in STANDING}

_PLACE = re.compile(r"\{([a-z]+)\}")


def places(text: str) -> frozenset[str]:
    """The names in braces that are filled in when the text is used."""
    return frozenset(_PLACE.findall(text))


def fill(text: str, **values: object) -> str:
    """``text`` with each ``{name}`` replaced by its value. Nothing else in braces has a meaning, nor a value's own."""
    return _PLACE.sub(lambda match: str(values[match[1]]) if match[1] in values else match[0], text)


def wording(profile: Profile, language: str = "en-GB") -> dict[str, str]:
    """Every standing text in ``language`` (a BCP 47 tag) as this council says it, unfilled."""
    said = dict(DEFAULTS)
    said.update({key: text for key, text in profile.wording.items() if key in DEFAULTS})
    prefix = f"{language.split('-')[0]}."
    for key, text in profile.wording.items():
        own = key.removeprefix(prefix)
        if own != key and own in DEFAULTS:
            said[own] = text
    return said


def say(profile: Profile, key: str, language: str = "en-GB", **values: object) -> str:
    """One standing text, filled in; raises :class:`WrongUse` for a key that is not in the table."""
    if key not in DEFAULTS:
        raise WrongUse(f"There is no standing text “{key}”.")
    return fill(wording(profile, language)[key], **values)
