"""Every standing sentence that a made document may contain, in one table: what is said, and where it is used.

A council's settings may say any of them in other words, and in other languages (``[wording.cy]`` for Welsh, or a few
words as ``{cy: …}``). The leak check knows these words as the only ones that do not come from the document itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.profile import Profile


class Standing(Struct, frozen=True):
    """A standing text: its key, the words where a council says nothing else, and where it is used.

    A council's own words can be filled with what ours are, and with ``more``.
    """

    key: str
    text: str
    used: str
    more: frozenset[str] = frozenset()


FURNITURE = frozenset({"council", "title", "subtitle", "period", "appendix", "body", "date", "version", "today"})
"""What the head and foot of a page can be filled with."""

STANDING: tuple[Standing, ...] = (
    Standing("reference.document", "Appendix", "a reference to an appendix"),
    Standing("reference.section", "section", "a reference to a section"),
    Standing("reference.heading", "section", "a reference to a heading"),
    Standing("reference.paragraph", "paragraph", "a reference to a numbered paragraph"),
    Standing("reference.table", "Table", "a reference to a table, and its caption"),
    Standing("reference.figure", "Figure", "a reference to a picture or chart, and its caption"),
    Standing("gap.detail", "[{label}: not known yet]", "in place of a detail without a value"),
    Standing("gap.value", "[not known yet]", "in place of a value whose label stands beside it"),
    Standing("gap.section", "[This section has not been written yet]", "an empty section of a draft"),
    Standing("gap.not-applicable", "[Not applicable: {reason}]", "a section of a draft that does not apply"),
    Standing("gap.not-applicable.bare", "[Not applicable]", "the same, without a reason"),
    Standing(
        "gap.chart",
        "[There is no table to draw this chart from: {caption}]",
        "a chart of a draft that has lost its table",
    ),
    Standing("gap.picture", "[This picture cannot be shown]", "in a draft, in place of a damaged picture"),
    Standing("gap.drawing", "[This cannot be shown]", "in a draft, in place of what cannot be drawn"),
    Standing(
        "gap.records",
        "[Nothing has been entered yet: {name}]",
        "an empty list of a draft: milestones, documents, terms",
    ),
    Standing("exempt.schedule", "Part 1 of Schedule 12A to the Local Government Act 1972", "every exemption"),
    Standing("exempt.inline", "[Not for publication]", "in public, in place of words"),
    Standing("exempt.title", "[Not for publication]", "in public, in place of a section's title"),
    Standing(
        "exempt.block",
        "[Not for publication by virtue of paragraph {paragraph} of {schedule}]",
        "in public, in place of a section, table or picture",
    ),
    Standing(
        "exempt.document",
        "This document is not for publication by virtue of paragraph {paragraph} of {schedule}.",
        "in public, in place of a document",
    ),
    Standing(
        "exempt.statement",
        "Part of this document is not for publication by virtue of {paragraphs} of {schedule}.",
        "in public, the end of a document that something was left out of",
    ),
    Standing(
        "exempt.kept",
        "This version is not for publication by virtue of {paragraphs} of {schedule}.",
        "the start of the version that is not for publication",
    ),
    Standing("exempt.one", "paragraph {number}", "a paragraph of the schedule in such a sentence"),
    Standing("exempt.several", "paragraphs {numbers} and {last}", "several paragraphs of the schedule"),
    Standing("header.left", "{council}", "the head of each page", FURNITURE),
    Standing("header.right", "{title}", "the head of each page", FURNITURE),
    Standing("header.right.appendix", "{appendix}: {title}", "the head of each page of an appendix", FURNITURE),
    Standing("footer.left", "{version}", "the foot of each page", FURNITURE),
    Standing("page.of", "Page {page} of {pages}", "the foot of each page"),
    Standing("version", "Version {version}", "the foot of each page, the cover, document control"),
    Standing("version.draft", "Draft of {today}", "the same, for a draft without a version"),
    Standing("mark.draft", "DRAFT", "the mark on each page of a draft"),
    Standing("classification.public", "", "the classification line of what is public"),
    Standing("classification.exempt", "NOT FOR PUBLICATION", "the classification line of what is not"),
    Standing("pen.title", "Please write on this copy", "the head of the request in a copy to write on"),
    Standing("pen.copy", "Copy {number}", "a copy to write on"),
    Standing("pen.reader", "For {reader}", "a copy to write on"),
    Standing("pen.copy.reader", "Copy {number}, for {reader}", "a copy to write on"),
    Standing(
        "pen.request",
        "Please write in the margin. Every paragraph has a number, so that a remark can say which one it is about.",
        "the request in a copy to write on",
    ),
    Standing("pen.return", "Please return it by {date}.", "a copy to write on"),
    Standing(
        "draft.unchecked",
        "Not checked: that it is complete, that it has been cleared, that nothing in it is confidential.",
        "the front of a draft",
    ),
    Standing("appendix", "Appendix {letter}", "the head of an appendix"),
    Standing("contents", "Contents", "the contents list"),
    Standing("contents.tables", "Tables", "the list of tables, where there are many"),
    Standing("contents.figures", "Figures", "the list of pictures and charts, where there are many"),
    Standing("contents.appendix", "Appendix {letter}", "an appendix in the contents list"),
    Standing("cover.meeting", "For {body}, {date}", "the cover of what goes to a meeting"),
    Standing("footnote.return", "Back to the text", "the end of a footnote on a web page"),
    Standing("web.skip", "Skip to the main text", "the first link of a web page, for those who use the keyboard"),
    Standing("web.notes", "Notes", "the head of the footnotes of a web page"),
    Standing("web.note", "Note {number}", "what the number of a footnote is read out as on a web page"),
    Standing("web.description", "{label}: description", "what opens the long description of a picture or chart"),
    Standing("web.figures", "{label}: figures", "what opens the figures of a chart on a web page"),
    Standing("table.continued", "continued", "a table on its further pages"),
    Standing("source", "Source: {source}", "below a table, picture or chart"),
    Standing("credit", "Credit: {credit}", "below a picture"),
    Standing("caption", "{label}: {caption}", "a caption of a table, picture or chart"),
    Standing("pair", "{label}:", "a label in the head of a report, in contacts and in the glossary"),
    Standing("note", "Note", "before a paragraph of the kind note"),
    Standing("box.case-study", "Case study", "the head of a box without a title"),
    Standing("box.key-facts", "Key facts", "the head of a box without a title"),
    Standing("description", "Description", "the long description of a table, picture or chart"),
    Standing("milestones", "Milestones", "the table of milestones"),
    Standing(
        "milestones.description",
        "Each row is a milestone with its date.",
        "the table of milestones, for those who cannot see it",
    ),
    Standing("milestones.when", "When", "column of the milestones"),
    Standing("milestones.title", "Milestone", "column of the milestones"),
    Standing("milestones.status", "Status", "column of the milestones"),
    Standing("milestones.owner", "Who leads", "column of the milestones"),
    Standing("milestones.agreed", "First agreed for", "column of the milestones"),
    Standing("milestones.outcome", "Outcome", "column of the milestones"),
    Standing("milestones.unknown", "Not known yet", "a milestone without a date"),
    Standing("status.planned", "Planned", "status of a milestone"),
    Standing("status.under-way", "Under way", "status of a milestone"),
    Standing("status.done", "Done", "status of a milestone"),
    Standing("status.done.when", "Done, {when}", "status of a milestone"),
    Standing("status.late", "Late", "status of a milestone"),
    Standing("status.dropped", "Dropped", "status of a milestone"),
    Standing("timeline", "Timeline of {count} milestones, {first} to {last}.", "the picture of milestones, read out"),
    Standing("timeline.slipped", "first agreed for {agreed}", "a milestone of the picture whose date has moved"),
    Standing("timeline.after", "after: {titles}", "a milestone of the picture that depends on others"),
    Standing("timeline.planned", "Planned", "legend of the picture of milestones"),
    Standing("timeline.done", "Done", "legend of the picture of milestones"),
    Standing("timeline.agreed", "First agreed for", "legend of the picture of milestones"),
    Standing("register", "Documents", "the table of documents"),
    Standing(
        "register.description",
        "Each row is a document with its status.",
        "the table of documents, for those who cannot see it",
    ),
    Standing(
        "register.timeline",
        "Timeline of {count} documents, {first} to {last}.",
        "the picture of the documents, read out",
    ),
    Standing("register.timeline.planned", "Still to come", "legend of the picture of the documents"),
    Standing("register.timeline.done", "Agreed or published", "legend of the picture of the documents"),
    Standing("register.title", "Document", "column of the documents"),
    Standing("register.status", "Status", "column of the documents"),
    Standing("register.due", "Due", "column of the documents"),
    Standing("register.owner", "Who leads", "column of the documents"),
    Standing("register.priority", "Priority", "column of the documents"),
    Standing("register.note", "Note", "column of the documents"),
    Standing("register.not-started", "Not started", "status of a document"),
    Standing("register.in-production", "In production", "status of a document"),
    Standing("register.in-draft", "In draft", "status of a document"),
    Standing("register.for-decision", "For decision", "status of a document"),
    Standing("register.agreed", "Agreed", "status of a document"),
    Standing("register.published", "Published", "status of a document"),
    Standing("register.withdrawn", "Withdrawn", "status of a document"),
    Standing("priority.high", "High", "priority of a document"),
    Standing("priority.medium", "Medium", "priority of a document"),
    Standing("priority.low", "Low", "priority of a document"),
    Standing("control.about", "About this document", "document control"),
    Standing(
        "control.about.description",
        "Each row is a detail of this document.",
        "document control, for those who cannot see it",
    ),
    Standing("control.detail", "Detail", "column of document control"),
    Standing("control.value", "What it is", "column of document control"),
    Standing("control.title", "Title", "document control"),
    Standing("control.owner", "Owner", "document control"),
    Standing("control.period", "Period covered", "document control"),
    Standing("control.meeting", "For decision by", "document control"),
    Standing("control.history", "Versions", "the table of versions"),
    Standing(
        "control.history.description",
        "Each row is a version, the latest last.",
        "the table of versions, for those who cannot see it",
    ),
    Standing("control.version", "Version", "column of the versions"),
    Standing("control.date", "Date", "column of the versions"),
    Standing("control.reason", "What changed", "column of the versions"),
    Standing("control.by", "Made by", "column of the versions"),
    Standing("appendices.entry", "{title} – Appendix {letter}", "the list of appendices"),
    Standing("appendices.exempt", "{entry} (not for publication)", "the list of appendices"),
    Standing("decisions.day", "On {date} {body} decided: {decision}", "an earlier decision that a report quotes"),
    Standing("decisions.month", "In {date} {body} decided: {decision}", "the same, where the day is not known"),
    Standing("decisions.minute", "(Minute {minute})", "the end of an earlier decision"),
    Standing("corrected", "Corrected on {date}: {what}", "what was corrected after publication"),
    Standing("corrected.cover", "Corrected on {date}", "the cover of what was corrected after publication"),
    Standing("glossary.entry", "{expansion}: {meaning}", "a term that stands for longer words"),
    Standing("file.appendix", "Appendix {letter}", "the name of a file"),
    Standing("file.exempt", "NOT FOR PUBLICATION", "the name of a file"),
    Standing(
        "formats.line",
        "Please ask us if you would like this document in large print, in audio, in Braille or in another language.",
        "what the section on other formats and contact starts with",
    ),
    Standing(
        "accessibility.line",
        "We want everyone to be able to read this document. If something in it is hard to read or does not work "
        "for you, please tell us and we will put it right.",
        "the end of what is put on the website",
        frozenset({"council"}),
    ),
    Standing("about", "About this document", "the end of what is put on the website"),
    Standing("about.title", "Title", "the end of what is put on the website"),
    Standing("about.publisher", "Published by", "the end of what is put on the website"),
    Standing("about.date", "Date", "the end of what is put on the website"),
    Standing("about.version", "Version", "the end of what is put on the website"),
    Standing("about.reference", "Reference", "the end of what is put on the website"),
    Standing("metadata.keywords", "", "keywords that a file says of itself, between commas", FURNITURE),
    Standing("metadata.reference", "", "the reference that a file says of itself, by the council’s scheme", FURNITURE),
    Standing(
        "licence.line",
        "© {council}. You may use this document under the Open Government Licence v3.0, "
        "except where it says otherwise.",
        "what the section on other formats and contact starts with",
    ),
)
"""Every standing text; tests hold each to be said once."""

DEFAULTS: Mapping[str, str] = {each.key: each.text for each in STANDING}

_PLACE = re.compile(r"\{([a-z]+)\}")


def places(text: str) -> frozenset[str]:
    """The names in braces that are filled in when the text is used."""
    return frozenset(_PLACE.findall(text))


PLACES: Mapping[str, frozenset[str]] = {each.key: places(each.text) | each.more for each in STANDING}
"""What each standing text can be filled with."""


def fill(text: str, **values: object) -> str:
    """``text`` with each ``{name}`` replaced by its value, in one pass: a value is never filled in itself.

    Nothing else in braces has a meaning, since the text may come from a stranger.
    """
    return _PLACE.sub(lambda match: str(values[match[1]]) if match[1] in values else match[0], text)


_TONGUE = re.compile(r"\{(?P<language>[a-z]{2}):\s*(?P<words>[^{}]*)\}")


def in_languages(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a standing text, each with its language: ``{cy: Croeso}`` is in Welsh, all else has none."""
    position = 0
    for match in _TONGUE.finditer(text):
        if match.start() > position:
            yield text[position : match.start()], ""
        yield match["words"], match["language"]
        position = match.end()
    if position < len(text):
        yield text[position:], ""


class Wording:
    """The standing words of one council in one language (a BCP 47 tag): its own, else ours in English.

    ``words`` holds them all, unfilled, by key.
    """

    def __init__(self, profile: Profile, language: str = "en-GB") -> None:
        said = dict(DEFAULTS)
        said.update({key: text for key, text in profile.wording.items() if key in DEFAULTS})
        prefix = f"{language.split('-')[0]}."
        for key, text in profile.wording.items():
            own = key.removeprefix(prefix)
            if own != key and own in DEFAULTS:
                said[own] = text
        self.words: Mapping[str, str] = said

    def __call__(self, key: str, **values: object) -> str:
        """The words with this key, filled in; raises :class:`WrongUse` for a key that is not in the table."""
        if key not in self.words:
            raise WrongUse(f"There is no standing text “{key}”.")
        return fill(self.words[key], **values)
