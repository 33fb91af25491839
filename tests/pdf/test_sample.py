"""Every edition of the sample: valid, and read out as its manuscript says; veraPDF has the last word."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from strategy_editor.manuscript.book import book
from strategy_editor.pdf import variant_of
from tests.bench import is_full
from tests.pdf.making import failures, made
from tests.verapdf import judge
from tests.web.making import sample_manuscripts, sample_picture

STRATEGY, REPORT = "ICT Strategy 2009 to 2012", "The Development of an ICT Strategy"
EDITIONS = ("web", "cabinet", "large-print")


@cache
def paper(edition: str, title: str) -> bytes:
    """A paper of the sample: the whole book where it is printed."""
    manuscripts = sample_manuscripts(edition)
    chapters = [each for name, each in manuscripts.items() if name in (STRATEGY, "Applications", "Finance")]
    wanted = book(chapters) if edition == "print" else manuscripts[title]
    return made(wanted, sample_picture, variant=variant_of(edition))[0]


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_paper_of_the_sample_is_valid_and_reads_as_written(edition: str, tmp_path: Path) -> None:
    for title in sample_manuscripts(edition) if is_full() else (STRATEGY, REPORT):
        assert failures(paper(edition, title), tmp_path, "ua1", "2a") == [], title


@pytest.mark.long
def test_the_book_is_valid_and_reads_as_written(tmp_path: Path) -> None:
    assert failures(paper("print", ""), tmp_path, "2b") == []


@pytest.mark.java
def test_verapdf_accepts_the_editions_of_the_sample(tmp_path: Path) -> None:
    """UA-1 and 2a for what is read on a screen, 2b for the printer."""
    asked = []
    for edition, title in (("web", STRATEGY), ("cabinet", REPORT), ("large-print", REPORT), ("print", "")):
        path = tmp_path / f"{edition}.pdf"
        path.write_bytes(paper(edition, title))
        asked += [("2b", path)] if edition == "print" else [("ua1", path), ("2a", path)]
    assert judge(*asked) == {pair: [] for pair in asked}
