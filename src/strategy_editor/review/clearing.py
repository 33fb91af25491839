"""Clearances: how far each role of the council's chain is, what has changed since, and when a clearance may stand.

What was cleared are words, by their digest. Any other words open the clearance again; only a change of spelling may be
recorded as not touching it, and never in recommendations, money, law, or what is not for publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.clearance import named_in, owners, words_digest
from strategy_editor.model.ledger import Clearance, Ledger
from strategy_editor.model.profile import ClearanceStep
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import rejected, settled_section
from strategy_editor.model.tree import find_section, section_hosts, section_of, walk_sections, with_section
from strategy_editor.review.minor import is_minor_change
from strategy_editor.review.reading_out import standing_text, text_without_references
from strategy_editor.review.words import cut_words, hunks, woven

State = Literal["to-ask", "asked", "cleared", "changed", "refused"]

STATES: dict[State, str] = {
    "to-ask": "Not asked yet",
    "asked": "Asked; silence is not consent",
    "cleared": "Cleared",
    "changed": "The words have changed since",
    "refused": "Not agreed",
}

_MONEY = re.compile(r"[£€$]|\b(?:pounds?|pence|budgets?|costs?|savings?|million|thousand|VAT)\b", re.IGNORECASE)
_LAW = re.compile(
    r"\b(?:Act|Acts|Regulations?|Order|Directive|Schedule|statut\w+|legal\w*|lawful\w*|unlawful\w*|law|duty|duties"
    r"|powers?|section \d+|s\d+)\b"
)
_ROLES = {"recommendations": "recommendations", "money": "money"}


class Link(Struct, frozen=True):
    """One role and what it clears: how far, by the last answer and the last question."""

    step: ClearanceStep
    owner: str
    is_document: bool
    state: State
    answer: Clearance | None = None
    question: Clearance | None = None


digest_of: IdentityCache[Document | Section, str] = IdentityCache(words_digest, 500)
"""The digest of the words of a section or document, worked out once for each state of it."""


def chain(project: Project, ledger: Ledger, document: Document) -> tuple[Link, ...]:
    """The council's chain for one document, in its order."""
    return tuple(link(ledger, step, owner) for step in project.profile.clearances for owner in owners(document, step))


def link(ledger: Ledger, step: ClearanceStep, owner: Document | Section) -> Link:
    """How far one role is with what it clears."""
    entries = [
        entry
        for entry in ledger.entries
        if isinstance(entry, Clearance) and entry.step == step.id and entry.owner == owner.id
    ]
    answer = next((entry for entry in reversed(entries) if entry.outcome != "asked"), None)
    question = next((entry for entry in reversed(entries) if entry.outcome == "asked"), None)
    state: State = "to-ask"
    if question is not None and (answer is None or (question.at, question.id) > (answer.at, answer.id)):
        state = "asked"
    elif answer is not None:
        if answer.outcome == "refused":
            state = "refused"
        else:
            state = "cleared" if answer.digest == digest_of(owner) else "changed"
    return Link(step, owner.id, isinstance(owner, Document), state, answer, question)


def opened(before: Project, after: Project, ledger: Ledger) -> tuple[Link, ...]:
    """The clearances that hold in ``before``, and whose words are others, or gone, in ``after``.

    The one rule for every way in which cleared words can change: typed, pasted, replaced, accepted, moved, undone.
    """
    changed = [pair for pair in _answered(ledger) if _has_other_words(before, after, pair[1])]
    steps = {step.id: step for step in before.profile.clearances}
    links = (_link_of(before, ledger, steps.get(step), owner) for step, owner in changed)
    return tuple(each for each in links if each is not None and each.state == "cleared")


_answered: IdentityCache[Ledger, tuple[tuple[str, str], ...]] = IdentityCache(
    lambda ledger: tuple(
        dict.fromkeys(
            (entry.step, entry.owner)
            for entry in ledger.entries
            if isinstance(entry, Clearance) and entry.outcome != "asked"
        )
    ),
    10,
)
"""Every role and owner of which there is an answer, those outside the chain too."""


def _link_of(project: Project, ledger: Ledger, step: ClearanceStep | None, owner: str) -> Link | None:
    found = owner_of(project, owner)
    return link(ledger, step, found) if step is not None and found is not None else None


def _has_other_words(before: Project, after: Project, owner: str) -> bool:
    old, new = owner_of(before, owner), owner_of(after, owner)
    if old is new:
        return False
    return old is None or new is None or digest_of(old) != digest_of(new)


def for_review_again(before: Project, after: Project, owners: Iterable[str]) -> Project:
    """``after``, in which sections of these owners that were marked as cleared, and say something else now, are for
    review again.
    """
    for owner in owners:
        found = owner_of(after, owner)
        sections = found.sections if isinstance(found, Document) else (found,) if found is not None else ()
        for section in walk_sections(sections):
            old = find_section(before, section.id)
            if section.status == "cleared" and old is not None and not _says_the_same(old.section, section):
                now = section_of(after, section.id).section  # with what has become of its children meanwhile
                after = with_section(after, replace(now, status="for-review"))
    return after


def _says_the_same(before: Section, after: Section) -> bool:
    """Whether two states of a section have the same words, whatever is said below them."""
    if before is after:
        return True
    return words_digest(replace(before, children=())) == words_digest(replace(after, children=()))


def owner_of(project: Project, id: str) -> Document | Section | None:
    """The document or section with this id."""
    document = project.document(id)
    if document is not None:
        return document
    found = find_section(project, id)
    return found.section if found else None


# ---- what has changed


class Changed(NamedTuple):
    """A text that differs: its section, and its words before and after (empty where there is none)."""

    section: str
    before: str
    after: str


class _Text(NamedTuple):
    """``words`` are what was cleared; ``printed`` has the numbers of references too, which change by themselves."""

    section: Section
    words: str
    printed: str
    named: tuple[str, ...]
    is_exempt: bool


def differences(before: Project, after: Project, owner: str) -> tuple[Changed, ...]:
    """Every text of a section or document that differs between two states of the strategy, in reading order."""
    old, new = _texts(before, owner), _texts(after, owner)
    out: list[Changed] = []
    for line in woven(list(old), list(new)):
        was = list(old.values())[line.old] if line.old is not None else None
        now = list(new.values())[line.new] if line.new is not None else None
        before_words, after_words = was.printed if was else "", now.printed if now else ""
        if before_words != after_words:
            home = (now or was).section.id if (now or was) else ""  # type: ignore[union-attr]
            out.append(Changed(home, before_words, after_words))
    return tuple(out)


def _texts(project: Project, owner: str) -> dict[str, _Text]:
    found = owner_of(project, owner)
    if found is None:
        return {}
    document = found if isinstance(found, Document) else find_section(project, owner).document  # type: ignore[union-attr]
    sections = found.sections if isinstance(found, Document) else (found,)
    standing = tuple(kept for each in sections if (kept := settled_section(each, rejected)) is not None)
    whole = document.classification == "exempt" or bool(document.exemption)
    texts: dict[str, _Text] = {}
    for section in walk_sections(standing):
        for host in section_hosts(section):
            limits = getattr(host.block, "limits", None)
            is_exempt = (
                whole
                or bool(section.limits.exemption)
                or bool(limits is not None and limits.exemption)
                or any(run.marks.exemption for run in host.runs)
            )
            words = text_without_references(project, document, host.runs)
            texts[host.id] = _Text(
                section, words, standing_text(project, document, host.runs), named_in(host.runs), is_exempt
            )
    return texts


def why_it_cannot_stand(before: Project, after: Project, owner: str) -> str:
    """Why a clearance cannot stand after these changes, as a sentence; empty where only spelling changed."""
    return next(_objections(before, after, owner), "")


def _objections(before: Project, after: Project, owner: str) -> Iterator[str]:
    old, new = _texts(before, owner), _texts(after, owner)
    if list(old) != list(new):
        yield "Paragraphs have come, gone or moved. Ask again."
        return
    if any(was.named != new[id].named for id, was in old.items()) or all(
        was.words == new[id].words for id, was in old.items()
    ):
        yield "A detail or a reference is another one now. Ask again."
        return
    for id, was in old.items():
        now = new[id]
        if was.words == now.words:
            continue
        if was.is_exempt or now.is_exempt:
            yield "What is not for publication has changed. Ask again."
        yield from _section_objections(after, owner, now.section)
        if _MONEY.search(was.words) or _MONEY.search(now.words):
            yield "A text about money has changed. Ask again."
        if _LAW.search(was.words) or _LAW.search(now.words):
            yield "A text about the law has changed. Ask again."
        if not is_spelling(was.words, now.words):
            yield "More than spelling has changed. Ask again."


def _section_objections(project: Project, owner: str, section: Section) -> Iterator[str]:
    found = find_section(project, section.id)
    if found is None:
        return
    wanted = project.outline_section(found.document, found.section)
    role = _ROLES.get(wanted.role if wanted is not None else "")
    if role:
        yield f"The {role} have changed. Ask again." if role == "recommendations" else "Money has changed. Ask again."
    for field in project.profile.implications:
        if field.outline == section.outline and re.search("financ|legal|law|money", f"{field.id} {field.title}", re.I):
            yield f"“{field.title}” has changed. Ask again."


def is_spelling(before: str, after: str) -> bool:
    """Whether two texts differ in spelling alone: every place where they differ is a slip of the pen."""
    old, new = cut_words(before), cut_words(after)
    for hunk in hunks(old, new):
        was, now = "".join(old[hunk.start : hunk.stop]), "".join(new[hunk.new_start : hunk.new_stop])
        if not was.strip() or not now.strip():
            if (was + now).strip(" .,;:’'“”-–"):
                return False
        elif not is_minor_change(was, now):
            return False
    return True
