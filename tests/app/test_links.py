"""Addresses as people type them."""

from __future__ import annotations

import pytest

from strategy_editor.app.links import link_from
from strategy_editor.foundation.errors import WrongUse


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", ""),
        (" https://example.gov.uk/a?b#c ", "https://example.gov.uk/a?b#c"),
        ("www.example.gov.uk", "https://www.example.gov.uk"),
        ("example.gov.uk/strategy", "https://example.gov.uk/strategy"),
        ("ict@example.gov.uk", "mailto:ict@example.gov.uk"),
        ("mailto:ict@example.gov.uk", "mailto:ict@example.gov.uk"),
    ],
)
def test_addresses_are_made_whole(typed: str, address: str) -> None:
    assert link_from(typed) == address


@pytest.mark.parametrize("typed", ["see the plan", "javascript:alert(1)", "file:///etc/passwd", "C:\\a.docx", "plan"])
def test_what_is_no_address_is_told(typed: str) -> None:
    with pytest.raises(WrongUse, match="no address"):
        link_from(typed)
