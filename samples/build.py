"""Builds the sample from its readable source: ``python -m samples.build``.

The same source gives the same project on every machine: ids derive from readable names and places, and the clock stands
still at the moment of the version that the source names.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from samples.source.documents import read_document
from samples.source.names import Names
from samples.source.place import SourceError
from samples.source.records import ProjectSource, read_records
from samples.source.scope import Collected
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.clearance import words_digest
from strategy_editor.model.facts import fact_keys
from strategy_editor.model.ledger import Clearance, Ledger, Version
from strategy_editor.model.project import Project
from strategy_editor.storage.project_file import create
from strategy_editor.storage.tree import tree_of
from strategy_editor.templates.outlines import load_outline
from strategy_editor.templates.profiles import load_profile

SOURCE = Path(__file__).resolve().parent / "cheshire-east-2009"
TARGET = SOURCE.with_suffix(".strategy")


class Sample(Struct, frozen=True):
    """The project, its one named version, and the bytes of its pictures by SHA-256."""

    project: Project
    ledger: Ledger
    pictures: Mapping[str, bytes]


def build(folder: Path = SOURCE) -> Sample:
    """The sample that ``folder`` holds; raises :class:`SourceError`, which names file and line."""
    source = ProjectSource(folder / "project.toml")
    settings = source.tables.project
    collected = Collected(Names(settings.id))
    records = read_records(source, collected.names)
    outline = load_outline(settings.outline)
    documents = tuple(
        read_document(folder / f"{entry.document}.md", outline, collected) for entry in source.tables.register
    )
    titles = {document.id: document.title for document in documents}
    project = Project(
        derived_id(settings.id),
        settings.title,
        outline,
        load_profile(settings.profile),
        documents=documents,
        people=records.people,
        meetings=records.meetings,
        facts=records.facts,
        milestones=records.milestones,
        register=tuple(replace(entry, title=titles[entry.document]) for entry in records.register),
        glossary=records.glossary,
        pictures=collected.pictures,
    )
    version = _version(source, project, collected.names)
    ledger = Ledger((version,)).with_entries(_clearances(source, project, collected.names))
    collected.names.check()
    _check_facts(project, collected)
    return Sample(project, ledger, collected.picture_bytes)


def save(sample: Sample, target: Path = TARGET) -> None:
    """Writes the sample as a file of the program, in the place of the one that may be there."""
    [version] = sample.ledger.versions
    before = os.environ.get("STRATEGY_EDITOR_NOW")
    os.environ["STRATEGY_EDITOR_NOW"] = version.at.isoformat()
    try:
        create(target, sample.project, sample.ledger, sample.pictures, overwrite=True)
    finally:
        del os.environ["STRATEGY_EDITOR_NOW"]
        if before is not None:
            os.environ["STRATEGY_EDITOR_NOW"] = before


def _version(source: ProjectSource, project: Project, names: Names) -> Version:
    table = source.tables.version
    place = source.place("version", 0)
    return Version(
        names.give(f"version/{table.name}", place),
        table.at,
        names.use(f"person/{table.by}", place),
        tree_of(project),
        table.name,
        table.reason,
    )


def _clearances(source: ProjectSource, project: Project, names: Names) -> Iterator[Clearance]:
    """Who cleared which words: those that the document has."""
    for index, table in enumerate(source.tables.clearances):
        place = source.place("clearances", index)
        owner = names.use(table.document, place)
        document = next((each for each in project.documents if each.id == owner), None)
        if document is None or table.step not in {step.id for step in project.profile.clearances}:
            raise SourceError(place, f"nobody clears “{table.document}” as “{table.step}”.")
        yield Clearance(
            names.give(f"clearance/{table.document}/{table.step}", place),
            source.tables.version.at,
            names.use(f"person/{source.tables.version.by}", place),
            owner,
            table.step,
            names.use(f"person/{table.by}", place),
            words_digest(document),
            "cleared",
            table.evidence,
        )


def _check_facts(project: Project, collected: Collected) -> None:
    known = fact_keys(project)
    for key, place in collected.facts:
        if key not in known:
            raise SourceError(place, f"there is no detail “{key}”.")


if __name__ == "__main__":
    save(build())
