"""Puts a proposed value where it belongs: in a field of a record or part, in a list, in another place, or nowhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import NotAStrategy, Refused
from strategy_editor.model.blocks import TEXT_BLOCKS, Shape, reshaped
from strategy_editor.model.encoding import decode, encode
from strategy_editor.model.project import Project, put, without
from strategy_editor.review.consequences import with_comments_kept
from strategy_editor.review.merging.contests import PLACE, Spotted, path_of
from strategy_editor.review.merging.forest import Forest, Spot, rebuilt
from strategy_editor.review.merging.values import Path

S = TypeVar("S", bound=Struct)


def gone() -> Refused:
    """What is said where the place of a proposal is no longer there."""
    return Refused("What this proposal is about is no longer there.", advice="Reject it, or note it with a reason.")


def with_field(project: Project, owner: str, field: str, value: str) -> Project:
    """The project where the field of ``owner`` (the project, a record, a part) has this value, as JSON.

    No field at all, and ``null``: the owner itself is taken out. Raises Refused where that cannot be.
    """
    path = path_of(field)
    if owner == project.id:
        return with_value(project, path, value)
    for name in project.__struct_fields__:
        records = getattr(project, name)
        if name == "documents" or not isinstance(records, tuple | Mapping):
            continue
        known = records if isinstance(records, Mapping) else {getattr(each, "id", ""): each for each in records}
        if owner in known:
            record = with_value(known[owner], path, value) if path else None
            return replace(project, **{name: _with_record(records, owner, record)})
    return _with_part(project, owner, path, value)


def _with_record(records: Any, id: str, record: Any) -> Any:
    if isinstance(records, Mapping):
        others = {key: each for key, each in records.items() if key != id}
        return {**records, id: record} if record is not None else others
    return put(records, record) if record is not None else without(records, id)


def _with_part(project: Project, owner: str, path: Path, value: str) -> Project:
    forest = Forest(project)
    part = forest.parts.get(owner)
    if part is None:
        raise gone()
    parts, lists = dict(forest.parts), dict(forest.lists)
    if not path:
        spot = forest.spots[owner]
        lists[spot] = tuple(id for id in lists[spot] if id != owner)
    elif path == (PLACE,):
        lists |= _moved(forest, owner, _read(value, Spotted))
    elif path == ("shape",) and isinstance(part, TEXT_BLOCKS):
        parts[owner] = reshaped(part, _read(value, Shape))
    else:
        parts[owner] = with_value(part, path, value)
    return with_comments_kept(project, replace(project, documents=rebuilt(parts, lists)))


def _moved(forest: Forest, id: str, wanted: Spotted) -> dict[Spot, tuple[str, ...]]:
    spot, old = Spot(wanted.parent, wanted.slot), forest.spots[id]
    if spot not in forest.lists:
        raise gone()
    if wanted.parent in forest.within(id):
        raise Refused("A section cannot be moved into itself.", advice="Reject the proposal.")
    left = tuple(each for each in forest.lists[old] if each != id)
    there = left if spot == old else forest.lists[spot]
    index = there.index(wanted.after) + 1 if wanted.after in there else len(there) if wanted.after else 0
    return {old: left, spot: (*there[:index], id, *there[index:])}


# ---- by way of JSON


def with_value(value: S, path: Path, wanted: str) -> S:
    """The value where what the path leads to is this JSON; ``null`` takes an entry or a member of a list out."""
    whole = json.loads(encode(value))
    changed = _set(whole, path, json.loads(wanted), type(value))
    found: S = _read(json.dumps(changed), type(value))
    return found


def _set(whole: Any, path: Path, wanted: Any, kind: Any = None) -> Any:
    step, rest = path[0], path[1:]
    if isinstance(whole, list):
        index = next((n for n, each in enumerate(whole) if isinstance(each, dict) and each.get("id") == step), None)
        if index is None:
            return whole if rest or wanted is None else [*whole, wanted]
        new = _set(whole[index], rest, wanted) if rest else wanted
        return [*whole[:index], *([] if new is None else [new]), *whole[index + 1 :]]
    if not isinstance(whole, dict) or (kind is not None and step not in kind.__struct_fields__):
        raise gone()
    if rest:
        return {**whole, step: _set(whole.get(step, {}), rest, wanted)}
    return {key: each for key, each in {**whole, step: wanted}.items() if key != step or wanted is not None}


def _read(value: str, kind: Any) -> Any:
    try:
        return decode(value.encode(), kind)
    except NotAStrategy as error:
        raise Refused("This proposal does not fit the field that it is about.", advice="Reject it.") from error
