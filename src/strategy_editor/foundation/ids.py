"""Identity: 16 random characters of [0-9a-z]; or, for what is received, derived from where it came from.

A derived id makes receiving twice add nothing: the same copy and item give the same id.
"""

from __future__ import annotations

import hashlib
import re
import secrets

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH = 16
_PATTERN = re.compile(rf"[0-9a-z]{{{LENGTH}}}")


def new_id() -> str:
    """A fresh id; two never collide in practice (about 83 random bits)."""
    return _written(secrets.randbelow(len(ALPHABET) ** LENGTH))


def derived_id(*parts: str) -> str:
    """The id that stands for ``parts``: equal parts give an equal id, on every machine."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8")).digest()
    return _written(int.from_bytes(digest, "big"))


def _written(number: int) -> str:
    """The last 16 digits of a number, lowest first, in letters and figures."""
    characters = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[index])
    return "".join(characters)


def is_id(text: str) -> bool:
    """Whether ``text`` has the form of an id."""
    return _PATTERN.fullmatch(text) is not None
