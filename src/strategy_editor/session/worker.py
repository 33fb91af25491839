"""Long work in a process of its own: reads an order from a folder, tells its progress as lines of JSON, and ends.

Lines are ``{"share": 0.4, "what": "…"}``, and at last the manifest, or ``{"error": "…", "exit": 4, "anchor": "…"}``.
Whoever began it may kill it at any time: what it had begun lies in the folder that the order names.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import DiskRefused, StrategyError
from strategy_editor.model.encoding import decode, encode
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.session.export import ExportRequest, export
from strategy_editor.session.session import Session


class WorkOrder(Struct, frozen=True):
    """An export to be made of a project as it was at one moment; ``making`` is where files are made first.

    ``strict``: it is published, so that every check of a made file must pass.
    """

    request: ExportRequest
    project: Project
    ledger: Ledger
    making: str
    now: datetime
    strict: bool = False


def write_order(folder: Path, order: WorkOrder, session: Session) -> None:
    """Writes the order and the pictures that it needs into ``folder``."""
    try:
        (folder / "order.json").write_bytes(encode(order))
        (folder / "pictures").mkdir()
        for digest in _needed(order.project):
            (folder / "pictures" / digest).write_bytes(session.picture(digest))
    except OSError as error:
        raise DiskRefused(f"There is no room for the work ({error.strerror}).", advice="Free some space.") from error


def _needed(project: Project) -> Iterator[str]:
    """Pictures with the drawings they were drawn from, the council's own type and Word template, not evidence."""
    page = project.profile.page
    files = {page.word_template, *(font.id for font in page.fonts)}
    files.update(picture.original for picture in project.pictures.values())
    return (digest for digest, picture in project.pictures.items() if picture.width or digest in files)


def carry_out(folder: Path) -> int:
    """Carries out the order in ``folder``; returns the exit code."""
    order = decode((folder / "order.json").read_bytes(), WorkOrder, what="order")

    def picture(digest: str) -> bytes:
        return (folder / "pictures" / digest).read_bytes()

    def tell(share: float, what: str) -> None:
        _say({"share": round(share, 4), "what": what})

    try:
        manifest = export(
            order.project,
            order.ledger,
            picture,
            order.request,
            now=order.now,
            today=london_day(order.now),
            progress=tell,
            making=Path(order.making),
            strict=order.strict,
        )
    except StrategyError as error:
        _say({"error": str(error), "exit": error.exit_code, "anchor": getattr(error, "anchor", "")})
        return error.exit_code
    sys.stdout.write(encode(manifest).decode("utf-8") + "\n")
    sys.stdout.flush()
    return 0


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(5)
    sys.exit(carry_out(Path(sys.argv[1])))
