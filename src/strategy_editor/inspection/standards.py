"""Whether a PDF keeps the standards that it was made to, by a checker that is not ours."""

from __future__ import annotations

import page

from strategy_editor.inspection.strings import Opened

_ACCESSIBLE = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
_PRINTED = {"2b": "PDF/A-2b"}
_TOLD = 3


def look_at_standards(data: bytes, opened: Opened, edition: str) -> None:
    """Note where the file breaks a rule of its standards."""
    for profile, standard in (_PRINTED if edition == "print" else _ACCESSIBLE).items():
        try:
            verdict = page.validate_pdf_bytes(data, profile=profile)
        except page.PageError as why:
            opened.fault("standard", f"It cannot be judged by {standard} ({why}).")
            continue
        rules = dict.fromkeys(str(failure.rule_id) for failure in verdict.failures)
        if rules:
            told = ", ".join([*rules][:_TOLD])
            opened.fault("standard", f"It does not keep {standard} (rule {told}).")
