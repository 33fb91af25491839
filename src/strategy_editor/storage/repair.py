"""Puts right what no part of the program can work with, in a text that is whole but that a stranger may have made.

No words are lost by it: each thing gets an id of its own, characters that no document may hold go, numbers and dates
are brought to the nearest that can be meant. What was done is said in sentences.
"""

from __future__ import annotations

import calendar
import math
import operator
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal, get_origin, get_type_hints

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import (
    Box,
    Cell,
    Chart,
    Column,
    Figure,
    Heading,
    HeadingShape,
    ListItem,
    ListShape,
    Live,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from strategy_editor.model.dates import When
from strategy_editor.model.profile import PageLook
from strategy_editor.model.project import Project
from strategy_editor.model.records import Picture
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import CrossReference, FactField, Footnote, Run, normal

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\ufffc]")
"""What XML 1.0 forbids, and the character that stands for an object."""

_PARTS_OF_TEXT = (
    *(Document, Section, Paragraph, Heading, ListItem, Table, Row, Column, Cell, Figure, Chart, Box, PageBreak, Live),
    *(Footnote, CrossReference, FactField),
)
"""What has a permanent id of its own in the documents."""

_BOUNDS: dict[tuple[type[Struct], str], tuple[float, float]] = {
    (Heading, "level"): (1, 6),
    (HeadingShape, "level"): (1, 6),
    (ListItem, "level"): (1, 9),
    (ListShape, "level"): (1, 9),
    (Cell, "column_span"): (1, 200),
    (Cell, "row_span"): (1, 2000),
    (Table, "header_rows"): (0, 2000),
    (Table, "header_columns"): (0, 200),
    (Column, "width"): (0, 1000),
    (Figure, "width"): (0, 1),
    (Chart, "width"): (0, 1),
    (Picture, "width"): (0, 100_000),
    (Picture, "height"): (0, 100_000),
    (PageLook, "margin_top"): (0, 100),
    (PageLook, "margin_bottom"): (0, 100),
    (PageLook, "margin_left"): (0, 80),
    (PageLook, "margin_right"): (0, 80),
    (PageLook, "body_size"): (4, 48),
}
"""The least and the most that a field can mean."""

_SENTENCES = {
    "cells": "Cells of tables without a paragraph were given an empty one ({}).",
    "characters": "Characters that no document may hold were taken out ({}).",
    "ids": "Parts of the text that shared their identity with others were given their own ({}).",
    "numbers": "Numbers and dates that cannot be were brought to the nearest that can ({}).",
}
"""What is said of each repair, with how often it was made."""


def repaired(project: Project) -> tuple[Project, tuple[str, ...]]:
    """The project as the program can work with it (the same object where nothing was wrong), and what was done."""
    work = _Repair()
    result = work.project(project)
    return result, work.said()


@cache
def _visited(kind: type[Struct]) -> tuple[tuple[str, object], ...]:
    """The fields that can be wrong, and their defaults, which are right: not ids, switches and choices."""
    hints = get_type_hints(kind)
    return tuple(
        (field.name, field.default)
        for field in msgspec.structs.fields(kind)
        if field.name != "id" and hints[field.name] is not bool and get_origin(hints[field.name]) is not Literal
    )


def _is_plain(runs: tuple[Run, ...]) -> bool:
    """One stretch of text without comments, as most are: always in normal form."""
    return len(runs) == 1 and isinstance(runs[0].content, str) and bool(runs[0].content) and not runs[0].marks.comments


class _Repair:
    """One walk over a project; what is in order stays the same object."""

    def __init__(self) -> None:
        self._done: Counter[str] = Counter()
        self._ids: set[str] = set()
        self._in_documents = False

    def said(self) -> tuple[str, ...]:
        return tuple(_SENTENCES[what].format(count) for what, count in sorted(self._done.items()))

    def project(self, project: Project) -> Project:
        changes: dict[str, Any] = {}
        for name in project.__struct_fields__:
            old = getattr(project, name)
            self._in_documents = name == "documents"
            new = self._value(old)
            if isinstance(new, Mapping):
                new = self._keyed(new)
            elif isinstance(new, tuple) and name != "documents":
                new = self._distinct(new)
            if new is not old:
                changes[name] = new
        return replace(project, **changes) if changes else project

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Struct):
            return self._struct(value)
        if isinstance(value, tuple):
            return self._tuple(value)
        if isinstance(value, dict):
            changed = {key: self._value(each) for key, each in value.items()}
            return changed if any(changed[key] is not each for key, each in value.items()) else value
        if isinstance(value, datetime) and value.tzinfo is None:
            self._done["numbers"] += 1
            return value.replace(tzinfo=UTC)
        return value

    def _text(self, value: str) -> str:
        if _FORBIDDEN.search(value) is None:
            return value
        self._done["characters"] += 1
        return _FORBIDDEN.sub("", value)

    def _tuple(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        changed = tuple(map(self._value, value))
        if all(map(operator.is_, changed, value)):
            changed = value
        if changed and isinstance(changed[0], Run) and not _is_plain(changed):
            tidy = normal(changed)
            changed = changed if tidy == changed else tidy
        return changed

    def _struct(self, value: Struct) -> Struct:
        if isinstance(value, When):
            return self._when(value)
        kind = type(value)
        changes: dict[str, Any] = {}
        if self._in_documents and kind in _PARTS_OF_TEXT:
            changes |= self._id(value)
        for name, default in _visited(kind):
            old = getattr(value, name)
            if old is default or old is None:
                continue
            new = self._number(kind, name, old) if isinstance(old, int | float) else self._value(old)
            if new is not old:
                changes[name] = new
        if isinstance(value, Cell) and not value.blocks:
            self._done["cells"] += 1
            changes["blocks"] = (Paragraph(new_id()),)
        return replace(value, **changes) if changes else value

    def _number(self, kind: type[Struct], name: str, value: float) -> float:
        low, high = _BOUNDS.get((kind, name), (-math.inf, math.inf))
        if low <= value <= high and math.isfinite(value):
            return value
        self._done["numbers"] += 1
        return type(value)(min(max(value, low), high)) if math.isfinite(low) else type(value)(0)

    def _when(self, value: When) -> When:
        year, month = min(max(value.year, 1), 9999), min(max(value.month, 1), 12)
        day = min(max(value.day, 0), calendar.monthrange(year, month)[1])
        if (year, month, day) == (value.year, value.month, value.day):
            return value
        self._done["numbers"] += 1
        return When(year, month, day)

    def _id(self, value: Any) -> dict[str, str]:
        if value.id and value.id not in self._ids:
            self._ids.add(value.id)
            return {}
        self._done["ids"] += 1
        return {"id": new_id()}

    def _keyed(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A mapping whose keys are the ids of what it holds."""
        wrong = [key for key, each in values.items() if each.id != key]
        if not wrong:
            return values
        self._done["ids"] += len(wrong)
        return {key: each if each.id == key else replace(each, id=key) for key, each in values.items()}

    def _distinct(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """Records with an id each of their own."""
        seen: set[str] = set()
        out = []
        for each in values:
            if isinstance(each, Struct) and (each.id in seen or not each.id):  # type: ignore[attr-defined]
                self._done["ids"] += 1
                each = replace(each, id=new_id())
            seen.add(getattr(each, "id", ""))
            out.append(each)
        return tuple(out) if any(new is not old for new, old in zip(out, values, strict=True)) else values
