"""The shipped lists of words, read once from ``resources/words``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

import msgspec
from msgspec import Struct

from strategy_editor.foundation.resources import resource

T = TypeVar("T")


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """``terms.toml``; what each list is for is said there."""

    prefixes: frozenset[str]
    well_known_acronyms: frozenset[str]
    emphasis: frozenset[str]
    abbreviations_inside: frozenset[str]
    abbreviations_before_numbers: frozenset[str]
    labels: frozenset[str]
    familiar_words: frozenset[str]
    decision_verbs: tuple[str, ...]
    syllables: Mapping[str, int]


@cache
def terms() -> Terms:
    """The lists of ``terms.toml``."""
    return read_table("terms.toml", Terms)


def read_table(name: str, kind: type[T]) -> T:
    """A file of ``resources/words`` as a value of ``kind``."""
    return msgspec.toml.decode(resource("words", name).read_bytes(), type=kind)
