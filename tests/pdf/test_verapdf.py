"""The real veraPDF judges the files: PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pdf.making import SHELF, made
from tests.pdf.manuscripts import everything, report
from tests.verapdf import judge


@pytest.mark.java
def test_verapdf_accepts_every_accessible_edition(tmp_path: Path) -> None:
    files = []
    for name, manuscript in (("everything", everything(SHELF)), ("report", report())):
        for variant in ("accessible", "large-print"):
            path = tmp_path / f"{name}-{variant}.pdf"
            path.write_bytes(made(manuscript, variant=variant)[0])
            files += [("ua1", path), ("2a", path)]
    assert judge(*files) == {pair: [] for pair in files}


@pytest.mark.java
def test_verapdf_would_notice(tmp_path: Path) -> None:
    path = tmp_path / "spoiled.pdf"
    path.write_bytes(made(report())[0].replace(b"/MarkInfo<</Marked true>>", b"/MarkInfo<</Marked 1234>>"))
    assert judge(("ua1", path))["ua1", path]
