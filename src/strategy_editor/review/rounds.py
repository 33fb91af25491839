"""Review rounds: who was asked for remarks on what, by when; what is with whom, returned, overdue, finished.

What is known of a copy comes from the ledger; what came another way (at a desk, on paper) is written on the invitation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.ledger import Ledger, Receipt, SentCopy
from strategy_editor.model.project import Project, put
from strategy_editor.model.reviews import Invitation, ReviewRound
from strategy_editor.model.section import Document, Section
from strategy_editor.model.tree import walk_sections
from strategy_editor.review.items import Item

State = Literal["to-send", "with-reviewer", "overdue", "returned", "finished"]
Opinion = Literal["content", "with-changes", "not-content"]

STATES: dict[State, str] = {
    "to-send": "To be sent",
    "with-reviewer": "Asked",
    "overdue": "Overdue",
    "returned": "Returned",
    "finished": "Finished",
}
MARKS: dict[State, str] = {"to-send": "–", "with-reviewer": "…", "overdue": "!", "returned": "↩", "finished": "✓"}
"""Signs for a narrow table; the words stand beside them, so that nothing is told by a sign alone."""
OPINIONS: dict[Opinion, str] = {
    "content": "Content",
    "with-changes": "Content with changes",
    "not-content": "Not content",
}
FORMS = {"word": "Word copy", "project-copy": "Copy of the strategy", "at-this-desk": "At this desk"}


class Standing(Struct, frozen=True):
    """How far one person of a round is."""

    round: ReviewRound
    invitation: Invitation
    state: State
    sent: datetime | None
    returned: datetime | None


def standing(round: ReviewRound, invitation: Invitation, ledger: Ledger, today: date) -> Standing:
    """How far a person is: what the ledger knows of the copy, and what was written down by hand."""
    copies = [entry for entry in ledger.sent_copies if _belongs(entry, round, invitation)]
    ids = {entry.id for entry in copies}
    receipts = [entry for entry in ledger.entries if isinstance(entry, Receipt) and entry.copy in ids]
    sent = invitation.sent or (copies[0].at if copies else None)
    returned = invitation.returned or (receipts[0].at if receipts else None)
    is_late = round.due is not None and today > round.due.last
    state: State
    if invitation.finished is not None or any(entry.opinion for entry in receipts):
        state = "finished"
    elif returned is not None:
        state = "returned"
    elif is_late:
        state = "overdue"
    else:
        state = "with-reviewer" if sent is not None or invitation.form == "at-this-desk" else "to-send"
    told = next((entry for entry in reversed(receipts) if entry.opinion), None)
    if told is not None and invitation.finished is None:
        invitation = replace(invitation, finished=told.at, opinion=told.opinion)
    return Standing(round, invitation, state, sent, returned)


def _belongs(entry: SentCopy, round: ReviewRound, invitation: Invitation) -> bool:
    """Whether a copy was sent for this round: as part of it, or of the same text to that person while it was open."""
    if entry.id == invitation.copy:
        return True
    if entry.person != invitation.person or entry.round not in ("", round.id):
        return False
    if entry.round == round.id:
        return True
    same_text = not round.documents or not entry.documents or not set(round.documents).isdisjoint(entry.documents)
    return same_text and entry.at >= round.opened and (round.closed is None or entry.at <= round.closed)


def standings(project: Project, ledger: Ledger, today: date, round: str = "") -> tuple[Standing, ...]:
    """Everybody who was asked, in open rounds or in the named one."""
    return tuple(
        standing(each, invitation, ledger, today)
        for each in project.rounds
        if (each.id == round if round else each.closed is None)
        for invitation in each.invitations
    )


# ---- sections by reviewers


class Cell(Struct, frozen=True):
    """What one person was asked of one section, and what came of it; ``state`` is empty where nothing was asked."""

    state: State | Literal[""]
    remarks: int = 0
    waiting: int = 0


class Row(Struct, frozen=True):
    """A section (or a whole document, where ``section`` is empty) with a cell for each person."""

    document: str
    section: str
    label: str
    depth: int
    cells: tuple[Cell, ...]


class Matrix(Struct, frozen=True):
    """Sections by reviewers. ``people`` are person ids, with the standing of each."""

    people: tuple[str, ...]
    standings: tuple[Standing, ...]
    rows: tuple[Row, ...]


def matrix(
    project: Project,
    round: ReviewRound,
    ledger: Ledger,
    today: date,
    found: Sequence[Item],
    titles: Mapping[str, str],
) -> Matrix:
    """Who was asked for what in a round. ``found`` are the items of the project, ``titles`` the names of sections."""
    asked = tuple(standing(round, invitation, ledger, today) for invitation in round.invitations)
    rows: list[Row] = []
    for document in project.documents:
        if round.documents and document.id not in round.documents:
            continue
        rows.append(Row(document.id, "", document.title, 0, tuple(Cell("") for _ in asked)))
        rows += _rows(document, document.sections, 1, asked, found, titles)
    return Matrix(tuple(each.invitation.person for each in asked), asked, tuple(rows))


def _rows(
    document: Document,
    sections: tuple[Section, ...],
    depth: int,
    asked: tuple[Standing, ...],
    found: Sequence[Item],
    titles: Mapping[str, str],
) -> list[Row]:
    out: list[Row] = []
    for section in sections:
        cells = tuple(_cell(section, each, found) for each in asked)
        out.append(Row(document.id, section.id, titles.get(section.id, ""), depth, cells))
        out += _rows(document, section.children, depth + 1, asked, found, titles)
    return out


def _cell(section: Section, asked: Standing, found: Sequence[Item]) -> Cell:
    own = [item for item in found if item.section == section.id and item.author == asked.invitation.person]
    since = [item for item in own if item.at >= asked.round.opened]
    wanted = not asked.invitation.sections or section.id in asked.invitation.sections
    return Cell(asked.state if wanted else "", len(since), sum(item.waits for item in since))


# ---- changes


def with_invitation(round: ReviewRound, invitation: Invitation) -> ReviewRound:
    """The round with this invitation in the place of the one with its id."""
    return replace(round, invitations=put(round.invitations, invitation))


def sections_below(document: Document, chosen: frozenset[str]) -> tuple[str, ...]:
    """The chosen sections with all below them, in reading order; none for all of them."""
    every = [section.id for section in walk_sections(document.sections)]
    wanted: list[str] = []

    def walk(sections: tuple[Section, ...], *, inside: bool) -> None:
        for section in sections:
            here = inside or section.id in chosen
            if here:
                wanted.append(section.id)
            walk(section.children, inside=here)

    walk(document.sections, inside=False)
    return () if len(wanted) == len(every) else tuple(wanted)
