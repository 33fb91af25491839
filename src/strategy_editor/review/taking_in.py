"""Remarks that did not come in Word: from e-mails, paper, a marked PDF, a spreadsheet, a conversation.

Each becomes a comment at the paragraph that it names; replacement wording becomes a proposal beside the text. Ids
derive from where a remark came from, so that the same thing taken in twice adds nothing. What names no place that there
is stands for its document, or for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import ListItem
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.reviews import Anchor, Channel, Message, Place, Proposal, TextContent, Thread
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import OBJECT, Runs, clean, clean_line, flat, length, runs_from, splice
from strategy_editor.model.tree import section_hosts, walk_sections
from strategy_editor.review.commenting import AROUND
from strategy_editor.review.reading_out import standing_text
from strategy_editor.review.wording import mentioned

Labels = Callable[[Document], Mapping[str, str]]


class Remark(Struct, frozen=True, omit_defaults=True):
    """One remark as it came. ``paragraph`` is the number that it names, ``quote`` words that it is about.

    ``instead_of`` and ``wording``: replacement wording, for those words or, where there are none, the whole paragraph.
    """

    person: str
    at: datetime
    channel: Channel
    text: str
    paragraph: str = ""
    quote: str = ""
    instead_of: str = ""
    wording: str = ""
    deletes: bool = False
    category: str = ""


class Spot(Struct, frozen=True):
    """Where a remark belongs: a document, a section, a text host and its words."""

    document: Document
    section: Section
    host: str
    runs: Runs


# ---- finding the place

_PREFIX = re.compile(r"^(?:paragraphs?|paras?|sections?|§|no\.?|point)\s*", re.IGNORECASE)


def clean_number(text: str) -> str:
    """``para 4.12.`` is 4.12; ``Appendix A 3.1`` and ``A3.1`` are A3.1."""
    bare = _PREFIX.sub("", clean_line(text)).rstrip(".:;)").replace("Appendix ", "").replace("appendix ", "")
    return re.sub(r"\s+", "", bare).upper()


def spots(project: Project, labels: Labels) -> dict[str, list[Spot]]:
    """By number, as people write it: the sections, headings and paragraphs that have it, in the order of the set."""
    found: dict[str, list[Spot]] = {}
    for document in project.documents:
        drawn = labels(document)
        for section in walk_sections(document.sections):
            for host in section_hosts(section):
                label = drawn.get(host.id, "")
                if label and host.kind != "cell" and not isinstance(host.block, ListItem):
                    spot = Spot(document, section, host.id, host.runs)
                    for key in {clean_number(label), clean_number(f"{project.letter(document)}{label}")}:
                        found.setdefault(key, []).append(spot)
    return found


def place_of(project: Project, remark: Remark, known: Mapping[str, list[Spot]], document: str = "") -> Spot | None:
    """Where a remark belongs: by its number (in ``document`` first), else by words that it quotes."""
    numbered = known.get(clean_number(remark.paragraph), []) if remark.paragraph else []
    for spot in numbered:
        if not document or spot.document.id == document:
            return _refined(spot, remark)
    if numbered:
        return _refined(numbered[0], remark)
    words = remark.instead_of or remark.quote
    return _quoted(project, words, document) if len(words) > 3 else None


def _refined(spot: Spot, remark: Remark) -> Spot:
    """The paragraph of a numbered section that holds the words quoted, where the section is what is named."""
    words = remark.instead_of or remark.quote
    if words:
        for host in section_hosts(spot.section):
            if words in flat(host.runs) and (spot.host == spot.section.id or host.id == spot.host):
                return Spot(spot.document, spot.section, host.id, host.runs)
    return spot


def _quoted(project: Project, words: str, document: str) -> Spot | None:
    ranked = sorted(project.documents, key=lambda each: each.id != document)
    wanted = " ".join(words.split())
    for each in ranked:
        for section in walk_sections(each.sections):
            for host in section_hosts(section):
                if wanted in " ".join(flat(host.runs).split()):
                    return Spot(each, section, host.id, host.runs)
    return None


# ---- taking in


class Taken(Struct, frozen=True):
    """The strategy with the remarks in it, and how many were new, and could not be placed."""

    project: Project
    new: int
    unplaced: int


def take_in(
    project: Project, remarks: Iterable[Remark], labels: Labels, *, source: str, evidence: str = "", document: str = ""
) -> Taken:
    """The project with every remark as a comment or proposal; people who are new join it.

    ``source`` says where they came from (such as the SHA-256 of the e-mail); ``evidence`` is what is kept of it.
    """
    known = spots(project, labels)
    new = unplaced = 0
    for number, remark in enumerate(remarks):
        id = derived_id("remark", source, str(number), remark.person, remark.text)
        if id in project.threads or id in project.proposals:
            continue
        project, person = _with_person(project, remark.person)
        spot = place_of(project, remark, known, document)
        new += 1
        unplaced += spot is None
        proposal = _proposal(id, remark, spot, person, source)
        if proposal is not None:
            project = replace(project, proposals={**project.proposals, id: proposal})
        else:
            thread = _thread(project, id, remark, spot, person, source, evidence, document)
            project = replace(project, threads={**project.threads, id: thread})
    return Taken(project, new, unplaced)


def _with_person(project: Project, name: str) -> tuple[Project, Person]:
    wanted = clean_line(name) or "Somebody"
    for person in project.people:
        names = (person.id, *(each.casefold() for each in (person.name, person.post, person.email, *person.aliases)))
        if wanted.casefold() in names or wanted == person.id:
            return project, person
    person = Person(derived_id("person", wanted.casefold()), wanted)
    return replace(project, people=(*project.people, person)), person


def _thread(
    project: Project,
    id: str,
    remark: Remark,
    spot: Spot | None,
    person: Person,
    source: str,
    evidence: str,
    document: str,
) -> Thread:
    text = "\n".join(clean(remark.text)).strip() or _wish(remark)
    message = Message(derived_id(id, "message"), person.id, remark.at, text, mentioned(text, project.people))
    if spot is not None:
        kind = "section" if spot.host == spot.section.id else "block"
        quote = remark.instead_of or remark.quote
        anchor = Anchor(kind, spot.host, quote, *_around(spot, quote))  # type: ignore[arg-type]
        original = standing_text(project, spot.document, spot.runs)
    else:
        anchor = Anchor("document", document, remark.quote) if document else Anchor("project", "", remark.quote)
        original = ""
    return Thread(
        id,
        anchor,
        (message,),
        category=remark.category,
        channel=remark.channel,
        source=source,
        paragraph=clean_line(remark.paragraph),
        original=original,
        evidence=(evidence,) if evidence else (),
    )


def _around(spot: Spot, quote: str) -> tuple[str, str]:
    text = flat(spot.runs).replace(OBJECT, "")
    start = text.find(quote) if quote else -1
    if start < 0:
        return "", ""
    return text[:start][-AROUND:], text[start + len(quote) :][:AROUND]


def _wish(remark: Remark) -> str:
    if remark.deletes:
        return f"Delete “{remark.instead_of}”."
    if remark.wording:
        return f"Say “{remark.wording}”" + (f" instead of “{remark.instead_of}”." if remark.instead_of else ".")
    return "Marked without words."


def _proposal(id: str, remark: Remark, spot: Spot | None, person: Person, source: str) -> Proposal | None:
    """Replacement wording as a proposal; None where there is none or nowhere to put it."""
    if spot is None or not (remark.wording or remark.deletes):
        return None
    text = flat(spot.runs)
    start = text.find(remark.instead_of) if remark.instead_of else -1
    wording = "\n".join(clean(remark.wording)).strip()
    if start >= 0:
        marks = spot.runs[0].marks if len(spot.runs) == 1 else None
        added = runs_from(wording, marks) if marks is not None else runs_from(wording)
        proposed = splice(spot.runs, start, start + len(remark.instead_of), added)
    elif remark.instead_of or remark.deletes:
        return None
    else:
        proposed = splice(spot.runs, 0, length(spot.runs), runs_from(wording))
    place = Place("text", spot.host, spot.section.id)
    note = "\n".join(clean(remark.text)).strip()
    return Proposal(
        id, place, TextContent(spot.runs), TextContent(proposed), person.id, remark.at, source=source, note=note
    )
