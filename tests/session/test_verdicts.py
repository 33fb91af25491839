"""What is said of an export: standards that are kept, what failed, what could be better."""

from __future__ import annotations

from datetime import UTC, datetime

from strategy_editor.inspection.verdicts import Verdict, verdicts
from strategy_editor.session.export import MadeFile, Manifest
from strategy_editor.session.verdicts import verdict

CHECKS = ("standard", "reading", "tags", "fonts")


def manifest(edition: str, *files: MadeFile) -> Manifest:
    return Manifest(edition, "", datetime(2026, 1, 1, tzinfo=UTC), files)


def made(name: str, *failing: Verdict, warnings: tuple[str, ...] = ()) -> MadeFile:
    failed = {each.name for each in failing}
    passed = tuple(each for each in verdicts(CHECKS, []) if each.name not in failed)
    return MadeFile("strategy", "d", "public", f"public/{name}", "", 3, 100, (*passed, *failing), warnings)


def test_standards_that_are_kept_are_named() -> None:
    assert "PDF/UA-1 and PDF/A-2a" in verdict(manifest("web", made("A.pdf"), made("A.html")))[0]
    assert "the PDFs" in verdict(manifest("web", made("A.pdf"), made("B.pdf")))[0]
    assert "PDF/X-4" in verdict(manifest("print", made("A.pdf")))[0]
    assert verdict(manifest("cabinet", made("A.docx"))) == ()


def test_what_failed_is_said_and_nothing_is_promised() -> None:
    fault = Verdict("standard", False, "It does not keep PDF/UA-1 (rule 7.1).")
    said = verdict(manifest("web", made("A.pdf", fault), made("B.pdf")))
    assert said == ("A.pdf: It does not keep PDF/UA-1 (rule 7.1).",)


def test_warnings_are_told_and_a_draft_says_what_was_not_checked() -> None:
    said = verdict(manifest("draft", made("A.pdf", warnings=("“שלום” cannot be shown.",))))
    assert said[1] == "A.pdf: “שלום” cannot be shown."
    assert said[2].startswith("Not checked")
