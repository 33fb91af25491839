"""Makes files of a strategy in every edition and format, and inspects them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

from strategy_editor.inspection.inspect import Expected, inspect
from strategy_editor.inspection.secrets import Secrets, secrets_of
from strategy_editor.inspection.verdicts import Verdict
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.editions import EDITIONS, Format, Part
from strategy_editor.manuscript.items import Manuscript
from strategy_editor.session import export as exporting
from tests.inspection.canaries import Planted

TODAY = date(2009, 2, 20)


def written(planted: Planted, document: str, edition: str, part: Part = "public") -> Manuscript:
    """One document of the strategy, ready for a writer."""
    found = planted.project.document(document)
    assert found is not None
    return manuscript(
        planted.project, found, edition, part=part, version="", versions=planted.ledger.versions, today=TODAY
    )


def made(planted: Planted, of: Manuscript, format: Format) -> tuple[bytes, int]:
    """The file, and its pages."""
    out = io.BytesIO()
    result = exporting._WRITERS[format](of, planted.pictures.__getitem__, out, lambda share, what: None)
    return out.getvalue(), result.pages


def inspected(
    planted: Planted, of: Manuscript, format: Format, data: bytes, pages: int, part: Part = "public"
) -> tuple[Verdict, ...]:
    """What the inspection says of it."""
    edition = EDITIONS[of.edition]
    secrets = _secrets(planted, part == "public", edition.gaps, edition.permissions)
    return inspect(data, format, Expected(of, part, secrets, pages))


_KNOWN: dict[tuple[int, bool, bool, bool], tuple[Planted, Secrets]] = {}


def _secrets(planted: Planted, public: bool, gaps: bool, permissions: bool) -> Secrets:
    """Gathered once for each strategy, which stays alive with them."""
    key = (id(planted), public, gaps, permissions)
    if key not in _KNOWN:
        found = secrets_of(planted.project, planted.ledger, public=public, gaps=gaps, permissions=permissions)
        _KNOWN[key] = (planted, found)
    return _KNOWN[key][1]


def all_files() -> Iterator[tuple[str, Format]]:
    """Every edition that the public may get, with every format that it can be made in."""
    for edition in EDITIONS.values():
        if edition.id != "review":
            for format in (*exporting.formats_of(edition), *exporting.further_formats_of(edition)):
                yield edition.id, format


def failed(verdicts: tuple[Verdict, ...]) -> list[str]:
    """What is wrong, in words."""
    return [f"{each.name}: {each.sentence} @ {each.place}" for each in verdicts if not each.passed]
