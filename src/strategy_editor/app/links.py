"""Addresses as people type them, made whole: a page without its scheme, an e-mail address alone."""

from __future__ import annotations

import re

from strategy_editor.foundation.errors import WrongUse

_WHOLE = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]{1,2000}", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")
_PAGE = re.compile(r"[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}(?:[:/?#][^\s<>\"]{0,2000})?")


def link_from(typed: str) -> str:
    """The address to link to; empty for none. Raises :class:`WrongUse` for what can be no address."""
    address = typed.strip()
    if not address or _WHOLE.fullmatch(address):
        return address
    if _MAIL.fullmatch(address):
        return f"mailto:{address}"
    if _PAGE.fullmatch(address):
        return f"https://{address}"
    raise WrongUse(
        f"“{address[:60]}” is no address of a page.", advice="It should look like https://www.example.gov.uk/page."
    )
