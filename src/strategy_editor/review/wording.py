"""The words for what reviewers say and authors decide: categories, states, ways in, outcomes; names, days, hints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from strategy_editor.foundation.clock import london
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.reviews import Channel, Outcome, ThreadState
from strategy_editor.review.items import Item

CATEGORIES: dict[str, str] = {
    "fact": "Fact",
    "wording": "Wording",
    "policy": "Policy",
    "legal": "Legal",
    "finance": "Finance",
    "equality": "Equality",
    "layout": "Layout",
    "question": "Question",
}
PRIORITIES: dict[str, str] = {"high": "High", "low": "Low"}
STATES: dict[ThreadState, str] = {
    "open": "Open",
    "answered": "Answered",
    "resolved": "Decided",
    "withdrawn": "Withdrawn",
}
CHANNELS: dict[Channel, str] = {
    "here": "In the editor",
    "word": "Word copy",
    "project-copy": "Copy of the strategy",
    "email": "E-mail",
    "paper": "On paper",
    "pdf": "Marked PDF",
    "spreadsheet": "Spreadsheet",
    "conversation": "In conversation",
}
OUTCOMES: dict[Outcome, str] = {
    "accepted": "Accepted",
    "accepted-with-change": "Accepted with change",
    "rejected": "Rejected",
    "noted": "Noted",
}
KINDS: dict[str, str] = {"comment": "Comment", "suggestion": "Suggested change", "proposal": "Proposal"}
NOBODY = "Somebody"
_SHORT = 80


def name_of(project: Project, person: str) -> str:
    """The name, or post, of a person of the project; a word for nobody where there is none."""
    found = project.person(person)
    return (found.shown if found else "") or NOBODY


def initials_of(name: str) -> str:
    """The first letters of a name: Priya Kaur is PK."""
    return "".join(part[0] for part in name.split() if part[0].isalpha()).upper()[:3]


def day_and_time(at: datetime) -> str:
    """``3 March 2009, 14:05``."""
    shown = london(at)
    return f"{shown.day} {shown:%B %Y, %H:%M}"


def day_of(at: datetime) -> str:
    """``3 March 2009``."""
    shown = london(at)
    return f"{shown.day} {shown:%B %Y}"


def shortened(text: str, most: int = _SHORT) -> str:
    """One line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def change_in_words(item: Item, most: int = 2000) -> str:
    """What a suggestion or proposal would do, as a sentence."""
    removed, added = shortened(item.removed, most), shortened(item.added, most)
    if item.text and item.kind == "suggestion":
        words = removed or added
        return f"{item.text}: “{words}”" if words and "“" not in item.text else item.text
    if removed and added:
        return f"Replace “{removed}” with “{added}”"
    if added:
        return f"Insert “{added}”"
    return f"Delete “{removed}”" if removed else item.text or "A change without words"


def said_in_words(item: Item, most: int = 2000) -> str:
    """What was said or suggested, as one text."""
    return shortened(item.text, most) if item.kind == "comment" else change_in_words(item, most)


def hint(project: Project, suggestions: Sequence[str], comments: Sequence[str]) -> str:
    """Who suggested or said what, a line each: for whoever points at it."""
    lines = []
    for id in suggestions:
        record = project.suggestions.get(id)
        if record is not None:
            name = name_of(project, record.author)
            lines.append(f"{initials_of(name)} · {name} suggested this, {day_and_time(record.at)}")
    for id in comments:
        thread = project.threads.get(id)
        if thread is not None and thread.messages:
            first = thread.messages[0]
            lines.append(f"{name_of(project, first.author)}: {shortened(first.text, 200)}")
    return "\n".join(lines)


def mentioned(text: str, people: Iterable[Person]) -> tuple[str, ...]:
    """The ids of the people whom a text names after an @."""
    folded = text.casefold()
    found: list[str] = []
    for person in people:
        names = [name for name in (person.name, person.post, *person.aliases) if name]
        if any(f"@{name.casefold()}" in folded for name in names):
            found.append(person.id)
    return tuple(found)


def remarks_counted(count: int) -> str:
    """“No remarks”, “1 remark”, “4 remarks”."""
    return f"{count or 'No'} {'remark' if count == 1 else 'remarks'}"
