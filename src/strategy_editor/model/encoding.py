"""Writes values down and reads them back: canonical JSON (UTF-8), so that equal values give equal bytes and hashes.

The encoder leaves out a field only where it holds the very object that is the default; an equal one (text put together
letter by letter, marks that were set and cleared, a whole number where a fraction may stand) would be written. So
:func:`canonical` comes first.

Decoding validates types; anything else is a :class:`NotAStrategy` error that names what was wrong. Nesting is
bounded by the decoder itself, since the bytes may come from a stranger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields, replace

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
    return _ENCODER.encode(canonical(value))


def canonical(value: T) -> T:
    """The equal value that is written down: what equals a default is the default. Itself where nothing changes."""
    if isinstance(value, Struct):
        return cast(T, _canonical_struct(value))
    if isinstance(value, tuple | list):
        items = [canonical(item) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else cast(T, type(value)(items))
    if isinstance(value, Mapping):
        entries = {key: canonical(item) for key, item in value.items()}
        return value if all(entries[key] is item for key, item in value.items()) else cast(T, entries)
    return value


def _canonical_struct(value: Struct) -> Struct:
    changes: dict[str, object] = {}
    for name, default, is_fraction in _fields(type(value)):
        old = getattr(value, name)
        if old is default or old is None or old is True or old is False:
            continue
        if old == default:
            changes[name] = default
        elif is_fraction and type(old) is int:
            changes[name] = float(old)
        elif not isinstance(old, str):
            new = canonical(old)
            if new is not old:
                changes[name] = new
    return replace(value, **changes) if changes else value


@cache
def _fields(type_: type[Struct]) -> tuple[tuple[str, object, bool], ...]:
    """The fields of a struct: name, default (or the sign that there is none), whether it holds a fraction."""
    hints = get_type_hints(type_)
    return tuple(
        (field.name, None if field.default is NODEFAULT else field.default, hints[field.name] in (float, float | None))
        for field in fields(type_)
    )


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
