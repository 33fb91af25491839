"""Asking for clearance, taking the answer in, and recording that a clearance stands after a change of spelling.

The ledger remembers all of it. An answer is about the words that were asked about, even if the text has moved on; it
needs proof, for silence is never consent.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.editions import Part
from strategy_editor.manuscript.items import PictureSource
from strategy_editor.manuscript.pack import parts
from strategy_editor.model.clearance import words_digest
from strategy_editor.model.ledger import Clearance
from strategy_editor.model.profile import ClearanceStep
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.model.text import clean, clean_line, plain
from strategy_editor.model.tree import section_of
from strategy_editor.review.clearing import Link, differences, owner_of, why_it_cannot_stand
from strategy_editor.review.wording import day_of
from strategy_editor.session.commands import Put
from strategy_editor.session.registers import labels_of, put_file
from strategy_editor.session.rounds import Letter
from strategy_editor.session.sending import person_called, with_people
from strategy_editor.session.session import Session
from strategy_editor.storage.tree import tree_of

LARGEST_EVIDENCE = 20_000_000


class Answer(Struct, frozen=True):
    """What somebody answered: who, whether he agrees, the proof (their words), and why not."""

    person: str
    evidence: str
    outcome: Literal["cleared", "refused"] = "cleared"
    reason: str = ""


def step_of(project: Project, wanted: str) -> ClearanceStep:
    """The link of the chain with this id or role."""
    for step in project.profile.clearances:
        if wanted.casefold() in (step.id.casefold(), step.role.casefold()):
            return step
    known = ", ".join(step.id for step in project.profile.clearances)
    raise WrongUse(f"“{wanted}” is not in the council's chain of clearance.", advice=f"There are: {known}.")


def title_of(project: Project, owner: str) -> str:
    """What a clearance is about, in words."""
    found = owner_of(project, owner)
    if isinstance(found, Document):
        return found.title
    if found is None:
        return "A section that has been removed"
    number = labels_of(project)(section_of(project, owner).document).get(owner, "")
    return f"{number}  {plain(found.title)}".strip()


# ---- asking


def ask(session: Session, step: ClearanceStep, owner: str, person: str) -> Clearance:
    """Remembers that somebody was asked to clear these words as they are now."""
    return _record(session, step, owner, person, "asked", tree=tree_of(_with_person(session, person)))


def _with_person(session: Session, person: str) -> Project:
    """The project in which whoever clears is known."""
    if person:
        _, (found,) = with_people(session.project, (person,))
        if session.project.person(found.id) is None:
            session.apply(Put(found))
    return session.project


def _record(
    session: Session,
    step: ClearanceStep,
    owner: str,
    person: str,
    outcome: Literal["asked", "cleared", "refused", "stands"],
    *,
    tree: str,
    digest: str = "",
    evidence: str = "",
    reason: str = "",
) -> Clearance:
    found = owner_of(session.project, owner)
    if found is None:
        raise WrongUse("What is to be cleared is no longer in this strategy.", advice="Choose a section that is.")
    known = person_called(session.project, clean_line(person)) if person else None
    entry = Clearance(
        new_id(),
        session.clock(),
        session.signature,
        owner,
        step.id,
        known.id if known else clean_line(person),
        digest or words_digest(found),
        outcome,
        evidence,
        reason,
        tree,
    )
    session.record(entry)
    return entry


def write_words(project: Project, pictures: PictureSource, owner: str, out: Path, today: date) -> None:
    """Writes exactly the words that are to be cleared, as Word or PDF; raises WrongUse for another ending."""
    found = owner_of(project, owner)
    if found is None:
        raise WrongUse("What is to be cleared is no longer in this strategy.")
    document = found if isinstance(found, Document) else section_of(project, owner).document
    part: Part = "exempt" if "exempt" in parts(document) else "public"
    sections = () if isinstance(found, Document) else (owner,)
    written = manuscript(project, document, "draft", part=part, today=today, sections=sections)
    holder = io.BytesIO()
    if out.suffix.lower() == ".docx":
        from strategy_editor import word  # takes a third of a second to load

        word.write(written, pictures, holder, page_numbers="none")
    elif out.suffix.lower() == ".pdf":
        from strategy_editor import pdf

        pdf.write(written, pictures, holder)
    else:
        raise WrongUse(f"“{out.name}” does not say what to make.", advice="End its name in .docx or .pdf.")
    put_file(out, holder.getvalue())


def clearance_letter(project: Project, step: ClearanceStep, owner: str, person: str, sender: str) -> Letter:
    """The e-mail that asks for clearance."""
    known = person_called(project, clean_line(person)) if person else None
    name = known.shown if known else clean_line(person) or step.role
    digest = words_digest(owner_of(project, owner) or project.documents[0])
    text = (
        f"Dear {name},\n\n"
        f"Please clear the attached words as {step.role}: {title_of(project, owner)} (“{project.title}”).\n\n"
        "Please answer that you clear them as they are, or say what must change. "
        "I may not take silence as agreement.\n\n"
        f"These words have the mark {digest[:8]}. If they change, I shall ask you again.\n\n"
        f"Thank you.\n{sender}"
    )
    return Letter(name, known.email if known else "", f"For clearance: {title_of(project, owner)}", f"{text.strip()}\n")


# ---- the answer


def answer(session: Session, link: Link, given: Answer) -> Clearance:
    """Takes an answer in. It is about the words that were asked about; without a question, about those of today.

    Raises Refused without proof or, for a refusal, without a reason.
    """
    text = "\n".join(clean(given.evidence)).strip()
    if not text:
        raise Refused(
            "There is no answer yet, and silence is not consent.",
            advice="Paste the reply, or write down who told you, when and how.",
        )
    if given.outcome == "refused" and not given.reason.strip():
        raise Refused("Say what must change.", advice="It stays with the clearance until it is asked for again.")
    project = _with_person(session, given.person)
    question = link.question if link.state == "asked" else None
    return _record(
        session,
        link.step,
        link.owner,
        given.person,
        given.outcome,
        tree=question.tree if question else tree_of(project),
        digest=question.digest if question else "",
        evidence=keep_evidence(session, text.encode("utf-8")),
        reason=clean_line(given.reason),
    )


def keep_evidence(session: Session, data: bytes) -> str:
    """Keeps proof inside the strategy and gives its SHA-256. Raises WrongUse for something far too large."""
    if len(data) > LARGEST_EVIDENCE:
        raise WrongUse("That is too large to be kept with the strategy.", advice="Keep what matters of it.")
    digest = hashlib.sha256(data).hexdigest()
    session.add_picture(digest, data)
    return digest


def stands(session: Session, link: Link, reason: str, of_tree: Callable[[str], Project]) -> Clearance:
    """Records that a clearance stands although the spelling has changed.

    Raises Refused where more has changed than spelling; where it is about recommendations, money, law or what is not
    for publication; and without a reason.
    """
    if link.answer is None or link.state != "changed" or link.answer.outcome == "refused":
        raise Refused("There is no clearance that could stand.", advice="Ask for clearance.")
    if not reason.strip():
        raise Refused("Say why the clearance stands.", advice="Such as: spelling of a name put right.")
    before = cleared_words(session.project, link, of_tree)
    objection = why_it_cannot_stand(before, session.project, link.owner) if before else "What was cleared is not known."
    if objection:
        raise Refused(objection)
    assert before is not None
    said = "; ".join(
        f"“{each.before}” became “{each.after}”" for each in differences(before, session.project, link.owner)
    )
    return _record(
        session,
        link.step,
        link.owner,
        link.answer.person,
        "stands",
        tree=tree_of(session.project),
        evidence=link.answer.evidence,
        reason=f"{clean_line(reason)} ({said})",
    )


def cleared_words(project: Project, link: Link, of_tree: Callable[[str], Project]) -> Project | None:
    """The strategy as it was when it was cleared; None where that was not remembered."""
    if link.answer is None or not link.answer.tree:
        return None
    return of_tree(link.answer.tree)


def in_words(project: Project, link: Link) -> str:
    """Who answered or was asked, and when."""
    entry = link.question if link.state == "asked" else link.answer
    if entry is None:
        return ""
    person = project.person(entry.person)
    name = person.shown if person else entry.person
    stood = ", and stands after a change of spelling" if entry.outcome == "stands" else ""
    return f"{', '.join(part for part in (name, day_of(entry.at)) if part)}{stood}"
