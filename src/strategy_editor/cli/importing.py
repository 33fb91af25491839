"""The command that brings an old Word file into the outline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct

from strategy_editor.cli.shell import As, File, Json, app, editing, out, print_json, working
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.incoming.found import Counts, Repair
from strategy_editor.incoming.placing import Line, Outcome, Plan, Use, brought_in, proposal, targets, words_of
from strategy_editor.model.project import Project
from strategy_editor.session import opening
from strategy_editor.session.importing import Changes, FoundFile, bring_in, find, open_old
from strategy_editor.session.offering import prepared

_PLACE = re.compile(r"(\d+)=(above|plain|left|new:|beside:)?(.*)", re.DOTALL)
_USES: dict[str, Use] = {
    "": "text",
    "beside:": "reference",
    "new:": "new",
    "above": "above",
    "plain": "plain",
    "left": "left",
}
_WORDS: dict[Use, str] = {
    "text": "starts",
    "reference": "kept beside",
    "above": "with the line above",
    "plain": "no heading, text of the line above",
    "new": "a new section of",
    "left": "left over",
}


class PlacedLine(Struct, frozen=True):
    """A heading that was found, why it was taken for one, and what happens to it and to what stands below it.

    ``document`` and ``section`` are where it ends up, also for ``above``; empty for what is left over.
    """

    line: int
    title: str
    level: int
    old_number: str
    reasons: tuple[str, ...]
    words: int
    use: Use
    document: str
    section: str
    section_title: str
    likeness: int


class RepairInfo(Struct, frozen=True):
    """Something that was put right, how often, and the first places."""

    kind: str
    count: int
    message: str
    places: tuple[str, ...]


class ImportReport(Struct, frozen=True):
    """What was found in an old file and where it went. Placed, kept beside and left over are all words."""

    file: str
    title: str
    found: Counts
    lines: tuple[PlacedLine, ...]
    repairs: tuple[RepairInfo, ...]
    remarks: tuple[str, ...]
    placed: int
    kept_beside: int
    left_over: int
    changed: bool
    comments: int = 0
    suggestions: int = 0
    schema: Literal[1] = 1


@app.command("import")
def import_command(
    file: File,
    word_file: Annotated[Path, typer.Argument(metavar="WORD-FILE", help="An old strategy: .docx, .doc, .odt, .rtf")],
    document: Annotated[
        list[str] | None, typer.Option(help="Only into this document, by its id, title or letter; may be given again")
    ] = None,
    changes: Annotated[
        str, typer.Option(help="Tracked changes in the old file: accept, leave, or keep to be decided")
    ] = "",
    comments: Annotated[str, typer.Option(help="Comments in the old file: keep or leave")] = "keep",
    place: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LINE=WHERE",
            help="Where a line goes: SECTION, beside:SECTION, new:DOCUMENT, above, plain (no heading) or left",
        ),
    ] = None,
    plan_only: Annotated[bool, typer.Option("--plan", help="Only say what would happen")] = False,
    as_json: Json = False,
    acting: As = "",
) -> None:
    """Bring an old Word strategy into the outline: headings guessed, text placed, faults put right and told."""
    if changes not in ("", "accept", "leave", "keep"):
        raise WrongUse(f"“{changes}” is not an answer to --changes.", advice="It is accept, leave or keep.")
    if comments not in ("keep", "leave"):
        raise WrongUse(f"“{comments}” is not an answer to --comments.", advice="It is keep or leave.")
    wanted = comments == "keep"
    answer: Changes = changes  # type: ignore[assignment]
    with working() as progress:
        found = find(open_old(word_file, progress), answer, progress)
    if plan_only:
        start = prepared(opening.read(file).project, found.findings)
        plan = _plan(start, found, document or (), place or ())
        outcome = brought_in(start, found.findings, plan, found.name, found.pictures, comments=wanted)
    else:
        with editing(file, acting) as opened:
            start = prepared(opened.session.project, found.findings)
            plan = _plan(start, found, document or (), place or ())
            outcome = bring_in(opened.session, found, plan, start, comments=wanted)
    report = _report(start, found, plan, outcome, changed=not plan_only)
    if as_json:
        print_json(report)
    else:
        _tell(report)


def _plan(project: Project, found: FoundFile, documents: Sequence[str], places: Sequence[str]) -> Plan:
    """The proposal, with the lines that were asked for."""
    ids = [opening.document_id(project, each) for each in documents]
    plan = proposal(project, found.findings, ids)
    for each in places:
        match = _PLACE.fullmatch(each)
        if match is None or not any(line.piece == int(match[1]) for line in plan.lines):
            raise WrongUse(f"“{each}” names no line of the plan.", advice="Look at the lines with --plan first.")
        use = _USES[match[2] or ""]
        section = opening.section_id(project, match[3], ids[0] if len(ids) == 1 else "") if _needs_section(use) else ""
        into = opening.document_id(project, match[3]) if use == "new" else ""
        plan = plan.with_line(Line(int(match[1]), use, section, into))
    return plan


def _needs_section(use: Use) -> bool:
    return use in ("text", "reference")


def _report(project: Project, found: FoundFile, plan: Plan, outcome: Outcome, *, changed: bool) -> ImportReport:
    names = {each.section: each for each in targets(project)}
    lines = []
    for piece, asked, line in zip(found.findings.pieces, plan.lines, plan.resolved(), strict=True):
        target = names.get(line.section)
        lines.append(
            PlacedLine(
                piece.number,
                piece.name,
                piece.level,
                piece.old_number,
                piece.reasons,
                words_of(piece),
                asked.use,
                target.document if target else line.document,
                line.section,
                target.title if target else "",
                line.likeness,
            )
        )
    return ImportReport(
        found.name,
        found.findings.title,
        found.findings.counts,
        tuple(lines),
        tuple(_repair(each) for each in found.findings.repairs),
        found.findings.remarks,
        outcome.placed,
        outcome.kept_beside,
        outcome.left_over,
        changed,
        outcome.comments,
        outcome.changes,
    )


def _repair(repair: Repair) -> RepairInfo:
    return RepairInfo(repair.kind, repair.count, repair.sentence, repair.places)


def _tell(report: ImportReport) -> None:
    for line in report.lines:
        where = line.section_title if line.use in ("text", "reference") else ""
        reasons = f"  ({', '.join(line.reasons)})" if line.reasons else ""
        indent = "  " * max(0, line.level - 1)
        out.print(f"{line.line:3}  {indent}{line.title}: {_WORDS[line.use]} {where}".rstrip() + reasons, markup=False)
    out.print("")
    for repair in report.repairs:
        out.print(repair.message, markup=False)
    for remark in report.remarks:
        out.print(remark, markup=False)
    for count, one, many in (
        (report.comments, "comment is", "comments are"),
        (report.suggestions, "suggested change is", "suggested changes are"),
    ):
        if count:
            out.print(f"{count} {one if count == 1 else many} brought in, to be decided.", markup=False)
    done = "Nothing was changed yet." if not report.changed else "Brought in, as one change that can be undone."
    counts = f"{report.placed:,} words placed, {report.kept_beside:,} kept beside, {report.left_over:,} left over."
    out.print(f"{counts} {done}", markup=False)
