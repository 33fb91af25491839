"""Builds the sample from its readable source: ``python -m samples.build``.

The same source gives the same project on every machine: ids derive from readable names and places.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from samples.source.documents import read_document
from samples.source.names import Names
from samples.source.place import SourceError
from samples.source.records import ProjectSource, read_records
from samples.source.scope import Collected
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.facts import fact_keys
from strategy_editor.model.project import Project
from strategy_editor.templates.outlines import load_outline
from strategy_editor.templates.profiles import load_profile

SOURCE = Path(__file__).resolve().parent / "cheshire-east-2009"


class Sample(Struct, frozen=True):
    """The project, and the bytes of its pictures by SHA-256."""

    project: Project
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
    collected.names.check()
    _check_facts(project, collected)
    return Sample(project, collected.picture_bytes)


def _check_facts(project: Project, collected: Collected) -> None:
    known = fact_keys(project)
    for key, place in collected.facts:
        if key not in known:
            raise SourceError(place, f"there is no detail “{key}”.")
