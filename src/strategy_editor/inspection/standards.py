"""Whether a PDF keeps the standards that it was made to, by a checker that is not ours.

The checker takes as long as all our own reading, and works beside it: it holds nothing that Python needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import page

from strategy_editor.inspection.strings import Opened

_ACCESSIBLE = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
_PRINTED = {"2b": "PDF/A-2b"}
_TOLD = 3


@contextmanager
def judged_meanwhile(data: bytes, opened: Opened, edition: str) -> Iterator[None]:
    """Has the file judged while the body runs; at its end notes where it breaks a rule of its standards."""
    standards = _PRINTED if edition == "print" else _ACCESSIBLE
    with ThreadPoolExecutor(len(standards), "standards") as pool:
        verdicts = [pool.submit(_fault, data, *each) for each in standards.items()]
        yield
        for verdict in verdicts:
            if sentence := verdict.result():
                opened.fault("standard", sentence)


def _fault(data: bytes, profile: str, standard: str) -> str:
    """Which rules of a standard the file breaks, in a sentence; empty where it keeps all."""
    try:
        verdict = page.validate_pdf_bytes(data, profile=profile)
    except page.PageError as why:
        return f"It cannot be judged by {standard} ({why})."
    rules = dict.fromkeys(str(failure.rule_id) for failure in verdict.failures)
    return f"It does not keep {standard} (rule {', '.join([*rules][:_TOLD])})." if rules else ""
