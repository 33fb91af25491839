"""What sections a document should have, from its outline and the council's settings, and which of them it has.

A strategy follows its outline. A report follows the council's headings, in their order; sections of the outline that
the council's headings leave out can still be added, in the place that the outline gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Block, Heading, Limits, Live, LiveKind, Paragraph
from strategy_editor.model.outline import DocumentOutline, OutlineSection
from strategy_editor.model.profile import Profile, ReportHeading, SubHeading
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Scheme, Section
from strategy_editor.model.text import FactField, Marks, Run, Runs, join, plain, runs_from
from strategy_editor.model.tree import walk_sections
from strategy_editor.templates.roles import KEPT_BY_THE_PROGRAM
from strategy_editor.templates.wording import Wording, in_languages

IMPLICATIONS = "implications"
"""What the section that holds a report's implications answers: no section of the outline, but the council's list."""


class Planned(Struct, frozen=True):
    """A section as it is made: ``outline`` is the id that it answers, ``required`` whether it is made at the start.

    ``text`` holds the council's standing paragraphs that it starts with.
    """

    title: str
    outline: str
    scheme: Scheme
    required: bool
    role: str = ""
    condition: str = ""
    headings: tuple[SubHeading, ...] = ()
    text: tuple[str, ...] = ()
    live: tuple[LiveKind, ...] = ()
    children: tuple[Planned, ...] = ()


class Answer(Struct, frozen=True):
    """A planned section and the section of the document that answers it, if any."""

    planned: Planned
    section: Section | None


class Offer(Struct, frozen=True):
    """A section that can be added: as a child of the section ``parent`` (empty: of the document) at ``index``."""

    planned: Planned
    parent: str
    index: int


def plan(outline: DocumentOutline, profile: Profile) -> tuple[Planned, ...]:
    """The sections of a document of this kind, in order."""
    wanted = [section for section in outline.sections if section.role not in KEPT_BY_THE_PROGRAM]
    if outline.kind == "report" and profile.report_headings:
        return _report_plan(outline, wanted, profile)
    numbering = profile.numbering.get(outline.kind)
    return tuple(_planned(section, profile, numbering.scheme if numbering else "headings") for section in wanted)


def make(planned: Planned) -> Section:
    """The section with its standing text, live blocks and sub-headings, and the required sections below it."""
    return Section(
        id=new_id(),
        title=runs_from(planned.title),
        outline=planned.outline,
        scheme=planned.scheme,
        blocks=(*_standing(planned.text), *_live(planned.live), *_sub_headings(planned.headings)),
        children=tuple(make(child) for child in planned.children if child.required),
        limits=Limits(editions=("draft",)) if planned.role in KEPT_BY_THE_PROGRAM else Limits(),
    )


def answers(project: Project, document: Document) -> tuple[Answer, ...]:
    """Every planned section, children after their parent, with what answers it wherever it stands in the document."""
    outline = project.outline.document(document.outline)
    if outline is None:
        return ()
    planned = plan(outline, project.profile)
    found = _matches(planned, document)
    return tuple(Answer(each, found.get(place)) for place, each in _every(planned))


def missing_sections(project: Project, document: Document) -> tuple[Offer, ...]:
    """The planned sections that the document does not have, each with the place where it belongs today.

    What stands below a missing section is made with it if it is required, and offered once its parent is there.
    """
    outline = project.outline.document(document.outline)
    if outline is None:
        return ()
    planned = plan(outline, project.profile)
    return tuple(_missing(planned, _matches(planned, document), (), "", document.sections))


# ---- planning


def _planned(section: OutlineSection, profile: Profile, scheme: Scheme) -> Planned:
    """A section as the outline has it; ``scheme`` is what the council numbers where the outline says "headings"."""
    return Planned(
        title=section.title,
        outline=section.id,
        scheme=scheme if section.scheme == "headings" else section.scheme,
        required=section.need == "required",
        role=section.role,
        condition=section.condition,
        text=_standing_text(section, profile),
        live=section.live,
        children=tuple(_planned(child, profile, scheme) for child in section.children),
    )


def _report_plan(outline: DocumentOutline, wanted: list[OutlineSection], profile: Profile) -> tuple[Planned, ...]:
    by_id = {section.id: section for section in wanted}
    out = [_heading(heading, by_id, profile) for heading in profile.report_headings]
    mentioned = {each.outline for planned in out for each in (planned, *planned.children)}
    before = -1
    for section in wanted:
        if section.id in mentioned:
            before = max(before, *(place for place, each in enumerate(out) if _holds(each, section.id)))
        else:
            before += 1
            out.insert(before, replace(_planned(section, profile, "paragraphs"), required=False))
    return tuple(out)


def _holds(planned: Planned, outline: str) -> bool:
    return planned.outline == outline or any(child.outline == outline for child in planned.children)


def _heading(heading: ReportHeading, by_id: dict[str, OutlineSection], profile: Profile) -> Planned:
    """A heading of the council's reports."""
    section = by_id.get(heading.outline)
    return Planned(
        title=heading.title,
        outline=IMPLICATIONS if heading.implications else heading.outline,
        scheme=heading.scheme,
        required=heading.required,
        role=section.role if section else "",
        condition=section.condition if section else "",
        headings=heading.headings,
        live=section.live if section and not heading.headings else (),
        children=_implications(heading.scheme, by_id, profile) if heading.implications else (),
    )


def _implications(scheme: Scheme, by_id: dict[str, OutlineSection], profile: Profile) -> tuple[Planned, ...]:
    return tuple(
        Planned(
            title=field.title,
            outline=field.outline,
            scheme=scheme,
            required=field.required,
            role=by_id[field.outline].role if field.outline in by_id else "implications",
        )
        for field in profile.implications
    )


def _standing_text(section: OutlineSection, profile: Profile) -> tuple[str, ...]:
    """What the council always says in such a section; the author may change it there."""
    if section.role != "access-and-contact":
        return ()
    said = Wording(profile, document_language(profile))
    return tuple(text for key in ("formats.line", "licence.line") if (text := said.words[key]))


def document_language(profile: Profile) -> str:
    """The language that new documents are in: the first that the council names."""
    return profile.languages[0] if profile.languages else "en-GB"


def _standing(texts: tuple[str, ...]) -> Iterator[Block]:
    """Paragraphs; the council's name stays a detail, so that it follows the settings."""
    for text in texts:
        yield Paragraph(new_id(), join(*(_piece(words, language) for words, language in in_languages(text))))


def _piece(text: str, language: str) -> Runs:
    marks = Marks(language=language)
    before, place, after = text.partition("{council}")
    council = (Run(FactField(new_id(), "council.name"), marks),) if place else ()
    return (*runs_from(before, marks), *council, *runs_from(after, marks))


def _live(kinds: tuple[LiveKind, ...]) -> tuple[Block, ...]:
    return tuple(Live(new_id(), kind) for kind in kinds)


def _sub_headings(headings: tuple[SubHeading, ...]) -> Iterator[Block]:
    for heading in headings:
        yield Heading(new_id(), runs_from(heading.title))
        yield from _live(heading.live)


# ---- comparing with a document

PlanPlace = tuple[int, ...]
"""Where a planned section stands in the plan: its position, then that among its parent's children."""


def _every(planned: tuple[Planned, ...], around: PlanPlace = ()) -> Iterator[tuple[PlanPlace, Planned]]:
    for position, each in enumerate(planned):
        yield (*around, position), each
        yield from _every(each.children, (*around, position))


def _matches(planned: tuple[Planned, ...], document: Document) -> dict[PlanPlace, Section]:
    """Which section answers which. Where several could, those with the same title come first."""
    free = [section for section in walk_sections(document.sections) if section.outline]
    found: dict[PlanPlace, Section] = {}
    for same_title in (True, False):
        for place, each in _every(planned):
            if place in found:
                continue
            for section in free:
                if each.outline == section.outline and (not same_title or each.title == plain(section.title)):
                    found[place] = section
                    free.remove(section)
                    break
    return found


def _missing(
    planned: tuple[Planned, ...],
    found: Mapping[PlanPlace, Section],
    around: PlanPlace,
    parent: str,
    siblings: tuple[Section, ...],
) -> Iterator[Offer]:
    """Each goes behind the nearest planned section before it that stands among ``siblings``."""
    ids = [section.id for section in siblings]
    index = 0
    for position, each in enumerate(planned):
        section = found.get((*around, position))
        if section is None:
            yield Offer(each, parent, index)
            continue
        if section.id in ids:
            index = ids.index(section.id) + 1
        yield from _missing(each.children, found, (*around, position), section.id, section.children)
