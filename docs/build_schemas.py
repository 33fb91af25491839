"""Writes ``docs/schemas``: what the command line prints, reads and leaves beside its files, as JSON Schema.

``python -m docs.build_schemas``. The schemas are drawn from the types that the program itself uses; a test compares
them, and has an independent validator judge what is really printed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from strategy_editor.cli import (
    clearing,
    comparing,
    copies,
    fonts,
    importing,
    joining,
    recovering,
    reports,
    reviews,
    versions,
)
from strategy_editor.session.commands import Command
from strategy_editor.session.export import Manifest

FOLDER = Path(__file__).resolve().parent / "schemas"

SCHEMAS: dict[str, tuple[Any, str]] = {
    "info": (reports.Info, "What strategy-editor info FILE --json prints"),
    "versions": (versions.Versions, "What strategy-editor versions FILE --json prints"),
    "versions-of-section": (versions.SectionVersions, "What strategy-editor versions FILE --section S --json prints"),
    "paragraph": (versions.Numbered, "What strategy-editor paragraph FILE NUMBER VERSION --json prints"),
    "merge": (joining.Brought, "What strategy-editor merge FILE OTHER --json prints"),
    "check": (reports.Check, "What strategy-editor check FILE --json prints"),
    "receive": (copies.Received, "What strategy-editor receive FILE COPY... --json prints"),
    "compare": (comparing.ComparisonInfo, "What strategy-editor compare FILE --json prints"),
    "recover": (recovering.Unsaved, "What strategy-editor recover --json prints"),
    "decide": (reviews.Waiting, "What strategy-editor decide FILE --json prints"),
    "rounds": (reviews.Review, "What strategy-editor rounds FILE --json prints"),
    "remind": (reviews.Reminders, "What strategy-editor remind FILE --json prints"),
    "remarks": (reviews.BroughtRemarks, "What strategy-editor remarks FILE SOURCE --json prints"),
    "clearances": (clearing.Clearances, "What strategy-editor clearances FILE --json prints"),
    "fonts": (fonts.CouncilType, "What strategy-editor fonts FILE --json prints"),
    "manifest": (Manifest, "manifest.json, beside the folders of an export"),
    "import": (importing.ImportReport, "What strategy-editor import FILE WORD-FILE --json prints"),
    "command": (Command, "One line of the file that strategy-editor apply FILE COMMANDS.jsonl reads"),
}
"""By the name of the file: the type, and where it is met."""


def text_of(name: str) -> str:
    """The schema as it stands in the file."""
    kind, title = SCHEMAS[name]
    (drawn,), components = msgspec.json.schema_components((kind,), schema_hook=_anything, ref_template="#/$defs/{name}")
    if drawn.get("$ref", "").startswith("#/$defs/"):
        drawn = components.pop(drawn["$ref"].rpartition("/")[2])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema = {**head, **drawn, "title": title} | ({"$defs": components} if components else {})
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _anything(kind: type) -> dict[str, Any]:
    """``object`` says that any value may stand there."""
    if kind is object:
        return {"description": "any value"}
    raise NotImplementedError


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in SCHEMAS:
        (FOLDER / f"{name}.json").write_text(text_of(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
