"""Making PDFs in tests, and asking the checker that is always there."""

from __future__ import annotations

import io
from pathlib import Path

import page

from strategy_editor import pdf
from strategy_editor.manuscript.items import Manuscript, PictureSource
from tests.pdf.manuscripts import Shelf

SHELF = Shelf()


def made(manuscript: Manuscript, pictures: PictureSource = SHELF, **options: object) -> tuple[bytes, pdf.Made]:
    """The file, and what is said of it."""
    out = io.BytesIO()
    result = pdf.write(manuscript, pictures, out, **options)  # type: ignore[arg-type]
    return out.getvalue(), result


def failures(data: bytes, folder: Path, *profiles: str) -> list[str]:
    """What the checker objects to."""
    path = folder / "made.pdf"
    path.write_bytes(data)
    found = []
    for profile in profiles:
        verdict = page.validate_pdf(str(path), profile=profile)
        found += [f"{profile}: {failure.rule_id}" for failure in verdict.failures]
    return found
