"""Copies to write on, on paper: which number comes next, and what the ledger remembers of one that was made."""

from __future__ import annotations

from collections.abc import Sequence

from strategy_editor.foundation.ids import new_id
from strategy_editor.manuscript.editions import Part
from strategy_editor.manuscript.pen import PenCopy
from strategy_editor.model.ledger import Ledger, SentCopy
from strategy_editor.session.export import MadeFile
from strategy_editor.session.sending import Outgoing, remember, with_people
from strategy_editor.session.session import Session
from strategy_editor.storage.tree import tree_of


def next_copy_number(ledger: Ledger) -> int:
    """The number for the next copy that goes out, on paper or otherwise."""
    return 1 + max((entry.number for entry in ledger.sent_copies), default=0)


def remember_pen_copy(session: Session, made: Sequence[MadeFile], copy: PenCopy) -> None:
    """Enters in the ledger that ``made`` went out on paper; the reader joins the people of the project.

    A copy without a number or a reader is not remembered: nobody could say whose it was.
    """
    if not copy.number or not copy.reader:
        return
    part: Part = "exempt" if any(each.part == "exempt" for each in made) else "public"
    project, (person,) = with_people(session.project, (copy.reader,))
    entry = SentCopy(
        new_id(),
        session.clock(),
        session.signature,
        tree_of(project),
        copy.number,
        person.id,
        "paper",
        tuple(dict.fromkeys(each.document for each in made)),
        part=part,
    )
    remember(session, (person,), (Outgoing(entry, "", b""),))
