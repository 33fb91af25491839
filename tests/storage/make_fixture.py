"""Makes ``tests/data/formats/format-N.strategy`` of the present format and its readable twin.

Run it once, when a format is released (``python -m tests.storage.make_fixture``); from then on the files stay.
"""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.model.encoding import encode
from strategy_editor.model.ledger import Ledger
from strategy_editor.storage import project_file
from strategy_editor.storage.schema import FORMAT
from strategy_editor.storage.versions import version_of
from tests.bench import ROOT
from tests.storage.mutants import AT, sound_project


def main() -> None:
    """Writes both files, over those that are there."""
    folder = ROOT / "tests" / "data" / "formats"
    folder.mkdir(parents=True, exist_ok=True)
    project, pictures = sound_project()
    first = replace(project, title="The first version")
    ledger = Ledger().with_entries(
        [version_of(first, by="anne", at=AT, name="v0.1", reason="To Cabinet"), version_of(project, by="bob", at=AT)]
    )
    path = folder / f"format-{FORMAT}.strategy"
    project_file.create(path, project, ledger, pictures, versions=[first], overwrite=True)
    path.with_suffix(".json").write_bytes(encode(project) + b"\n")


if __name__ == "__main__":
    main()
