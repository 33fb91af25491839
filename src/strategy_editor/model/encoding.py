"""Writes values down and reads them back: canonical JSON (UTF-8), so that equal values give equal bytes and hashes.

Decoding validates types; anything else is a :class:`NotAStrategy` error that names what was wrong. Nesting is
bounded by the decoder itself, since the bytes may come from a stranger.
"""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec

from strategy_editor.foundation.errors import NotAStrategy

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="deterministic")


_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}


def _decoder(type_: type[T]) -> msgspec.json.Decoder[T]:
    """Building a decoder for the whole project takes longer than decoding one, so each is built once."""
    if type_ not in _DECODERS:
        _DECODERS[type_] = msgspec.json.Decoder(type_)
    return _DECODERS[type_]


def encode(value: object) -> bytes:
    """The value as canonical JSON."""
    return _ENCODER.encode(value)


def decode(data: bytes, type_: type[T], *, what: str = "project") -> T:
    """The value of ``type_`` that ``data`` holds; ``what`` names it in the error."""
    try:
        decoded: T = _decoder(type_).decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotAStrategy(
            f"The {what} cannot be read: {error}.", advice="The file is damaged or was made by another program."
        ) from error
    return decoded


def digest(value: object) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal: equal values, equal digests."""
    return hashlib.sha256(encode(value)).hexdigest()
