"""What became of an export, in words: which standards its files keep, what failed, what could be better."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from strategy_editor.manuscript.editions import edition_of
from strategy_editor.session.export import MadeFile, Manifest

_ACCESSIBLE = "Everybody can read {them}: PDF/UA-1 and PDF/A-2a are kept, and a screen reader says every word in order."
_PRINTED = "Fit for the printer: PDF/A-2b is kept, made to PDF/X-4, with all fonts in it."
_UNCHECKED = "Not checked, since it is a draft: that it is complete, cleared, and free of what is confidential."
_PROOF = ("standard", "reading", "tags", "fonts")


def verdict(manifest: Manifest) -> tuple[str, ...]:
    """Sentences about the files as they were opened again."""
    return tuple(_sentences(manifest))


def _sentences(manifest: Manifest) -> Iterator[str]:
    pages = [made for made in manifest.files if made.path.endswith(".pdf")]
    proved = [made for made in pages if _passes(made)]
    if pages and len(proved) == len(pages):
        printed = manifest.edition == "print"
        yield _PRINTED if printed else _ACCESSIBLE.format(them="the PDF" if len(pages) == 1 else "the PDFs")
    for made in manifest.files:
        name = Path(made.path).name
        yield from (f"{name}: {fault.sentence}" for fault in made.faults)
        yield from (f"{name}: {warning}" for warning in made.warnings)
    if edition_of(manifest.edition).unchecked:
        yield _UNCHECKED


def _passes(made: MadeFile) -> bool:
    passed = {check.name for check in made.checks if check.passed}
    return passed.issuperset(_PROOF)
