"""Manuscripts in which every text that may come from a stranger tries to become markup."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from strategy_editor.manuscript.items import Manuscript

CANARY = (
    "</title></style></svg><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>"
    "<!--]]>&lt;b&#62;\\3c/style\\3e{{x}}${x}url(https://evil.example)@import"
)
LINKS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "vbscript:x",
    "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "//evil.example", "http:evil", "https:\\evil",
    "ftp://evil.example", "mailto:", "https://a\nb", "http://", "blob:https://evil.example/1", "tel:1",
)  # fmt: skip
_KEPT = frozenset(("picture", "link", "number", "page_of"))


def poisoned(manuscript: Manuscript) -> Manuscript:
    """The manuscript with the canary at the end of all its free text, anchors and addresses of anchors included."""
    return _poisoned(manuscript)  # type: ignore[no-any-return]


def _poisoned(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_poisoned(each) for each in value)
    if isinstance(value, dict):
        return {key: f"{CANARY}{text}" for key, text in value.items()}
    if not isinstance(value, Struct):
        return value
    changed = {}
    for field in fields(value):
        held = getattr(value, field.name)
        if isinstance(held, str):
            if field.type is str and held and field.name not in _KEPT:
                changed[field.name] = f"{held}{CANARY}"
        elif held is not None:
            changed[field.name] = _poisoned(held)
    return replace(value, **changed)
