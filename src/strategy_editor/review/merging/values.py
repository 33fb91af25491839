"""Fields and records that two people changed, of whatever type: by id, by key, member by member, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.structs import replace

from strategy_editor.model.profile import PageLook, Profile
from strategy_editor.review.merging.order import merged_order

Path = tuple[str, ...]
"""The way to a value: names of fields, ids of records, keys of mappings."""
Contested = Callable[[Path, Any, Any, Any], None]
"""Told of what both changed differently: the way to it, what stays, and what either side has (None: nothing)."""

_WITH_PARTS = (Profile, PageLook)
"""Values without an id whose fields mean something one by one; others, such as a date, are one thing."""


class Three(NamedTuple):
    """One thing as it was, and as each side has it; None where it is not there."""

    base: Any
    mine: Any
    theirs: Any

    def each(self, part: Callable[[Any], Any]) -> Three:
        """A part of all three."""
        return Three(part(self.base), part(self.mine), part(self.theirs))

    def settled(self) -> bool:
        """Whether at most one side changed it, or both did the same."""
        return self.mine is self.theirs or self.mine == self.theirs or self.base in (self.mine, self.theirs)

    def winner(self) -> Any:
        """What a settled thing has become."""
        return self.theirs if self.mine == self.base else self.mine


def merge_struct(values: Three, contested: Contested, path: Path = (), skip: frozenset[str] = frozenset()) -> Any:
    """Field by field; the three are of one type. Fields in ``skip`` stay as in the base."""
    changes: dict[str, Any] = {}
    for name in values.base.__struct_fields__:
        if name in skip:
            continue
        fields = values.each(attrgetter(name))
        new = merge_value(fields, contested, (*path, name))
        if new is not fields.base:
            changes[name] = new
    return replace(values.base, **changes) if changes else values.base


def merge_value(values: Three, contested: Contested, path: Path) -> Any:
    """One value; where both changed it and it has no parts, ``contested`` is told and the base stays."""
    if values.settled():
        return values.winner()
    if all(isinstance(each, Mapping) for each in values):
        keys = sorted({key for each in values for key in each})
        merged = {key: merge_member(_entry(values, key), contested, (*path, key)) for key in keys}
        return {key: value for key, value in merged.items() if value is not None}
    if all(isinstance(each, tuple) for each in values):
        members = [member for each in values for member in each]
        if all(isinstance(member, str) for member in members):
            return merged_order(values.base, values.mine, values.theirs).ids
        if all(hasattr(member, "id") for member in members):
            return _merge_records(values, contested, path)
    if all(isinstance(each, _WITH_PARTS) for each in values):
        return merge_struct(values, contested, path)
    contested(path, *values)
    return values.base


def _entry(values: Three, key: str) -> Three:
    return values.each(lambda mapping: mapping.get(key))


def _merge_records(values: Three, contested: Contested, path: Path) -> tuple[Any, ...]:
    """A list whose members have ids: the members one by one, their order as a whole."""
    by_id = values.each(lambda records: {each.id: each for each in records})
    ids = sorted({id for each in by_id for id in each})
    merged = {id: merge_member(_entry(by_id, id), contested, (*path, id)) for id in ids}
    members = {id for id, value in merged.items() if value is not None}
    lists = values.each(lambda records: [each.id for each in records])
    order = merged_order(lists.base, lists.mine, lists.theirs, members)
    return tuple(merged[id] for id in order.ids)


def merge_member(values: Three, contested: Contested, path: Path) -> Any:
    """One entry or record; None where it is taken out. What one took out and the other changed stays, changed."""
    if values.settled():
        return values.winner()
    base, mine, theirs = values
    if mine is None or theirs is None:
        kept = mine if theirs is None else theirs
        contested(path, kept, mine, theirs)
        return kept
    if isinstance(mine, Struct) and type(mine) is type(theirs):
        if base is None:
            return join_structs(mine, theirs, contested, path)
        if type(base) is type(mine):
            return merge_struct(values, contested, path)
    kept = base if base is not None else mine
    contested(path, kept, mine, theirs)
    return kept


def join_structs(
    mine: Any, theirs: Any, contested: Contested, path: Path = (), skip: frozenset[str] = frozenset()
) -> Any:
    """Two records that both added under one id: what only one says is taken, what both say differently is contested."""
    defaults: dict[str, Any] = {}
    for field in msgspec.structs.fields(type(mine)):
        first, second = getattr(mine, field.name), getattr(theirs, field.name)
        if first == second or field.name in skip:
            continue
        if field.default is not NODEFAULT:
            defaults[field.name] = field.default
        elif field.default_factory is not NODEFAULT:
            defaults[field.name] = field.default_factory()
        else:
            contested((*path, field.name), first, first, second)
            skip = skip | {field.name}
    return merge_struct(Three(replace(mine, **defaults), mine, theirs), contested, path, skip)
