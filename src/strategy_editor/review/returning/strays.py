"""Paragraphs that stand elsewhere among their neighbours than in the text that went out, without tracking."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from strategy_editor.review.returning.returned import Group
from strategy_editor.review.returning.sent import HostPlace, Sent
from strategy_editor.review.words import in_order

_WEIGHT = 20
"""So many paragraphs that changed sides with a table or figure have moved; with more of them, it was the table."""


def strays(sent: Sent, groups: Sequence[Group], line_of: Mapping[int, int], texts: Container[str]) -> dict[int, str]:
    """The paragraphs outside tables that have moved: where each is in the file, and the host that it is."""
    came = [(index, sent.lines[line_of[index]].host) for index in range(len(groups)) if index in line_of]
    went_out = _weighted((host for host in sent.places if host in sent.by_host), sent.places, texts)
    kept = in_order(list(went_out), list(_weighted((host for _, host in came), sent.places, texts)))
    found: dict[int, str] = {}
    section = ""
    for index, host in came:
        place = sent.places.get(host)
        if place is not None and place.kind == "title":
            section = host
        if place is None or host not in texts or place.table or groups[index].path:
            continue
        if host not in kept or (section or place.section) != place.section:
            found[index] = host
    return found


def _weighted(hosts: Iterable[str], places: Mapping[str, HostPlace], texts: Container[str]) -> Iterator[str]:
    """Paragraphs, and whole tables, figures and boxes that they stand between, in order; each of these many times."""
    seen: set[str] = set()
    for host in hosts:
        place = places.get(host)
        if place is None:
            continue
        if host in texts and not place.table:
            yield host
        elif place.kind != "footnote" and place.block and place.block not in seen:
            seen.add(place.block)
            yield from (f"{place.block} {number}" for number in range(_WEIGHT))
