"""Making PDFs in tests, and asking the checker that is always there."""

from __future__ import annotations

import io
from pathlib import Path

import page

from strategy_editor import pdf
from strategy_editor.manuscript.items import Manuscript, PictureSource
from tests.pdf.expected import expected
from tests.pdf.manuscripts import Shelf
from tests.pdf.reading import blocks, read

SHELF = Shelf()


def made(manuscript: Manuscript, pictures: PictureSource = SHELF, **options: object) -> tuple[bytes, pdf.Made]:
    """The file, and what is said of it. Whatever a test makes must be read out as the manuscript says."""
    out = io.BytesIO()
    result = pdf.write(manuscript, pictures, out, **options)  # type: ignore[arg-type]
    if not options.get("lenient"):
        assert_reads_as_written(manuscript, out.getvalue(), result)
    return out.getvalue(), result


def assert_reads_as_written(manuscript: Manuscript, data: bytes, result: pdf.Made) -> None:
    """The text that a screen reader comes to, through the structure, is the text of the manuscript, in its order."""
    found = [(role, text.lower()) for role, text in blocks(read(data))]
    assert found == [(role, text.lower()) for role, text in expected(manuscript, dict(result.places))]


def failures(data: bytes, folder: Path, *profiles: str) -> list[str]:
    """What the checker objects to."""
    path = folder / "made.pdf"
    path.write_bytes(data)
    found = []
    for profile in profiles:
        verdict = page.validate_pdf(str(path), profile=profile)
        found += [f"{profile}: {failure.rule_id}" for failure in verdict.failures]
    return found
