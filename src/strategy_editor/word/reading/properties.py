"""What a Word file says of itself: its properties, its people, whether it records changes; and when things happened."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from lxml import etree

from strategy_editor.incoming.values import Properties
from strategy_editor.word.reading.names import DU, W15, W
from strategy_editor.word.reading.opening import Opened

_LONDON = ZoneInfo("Europe/London")
_MAXIMUM = 2_000
"""Characters of one property, and how many custom ones are read."""
_CORE = {
    "title": "title",
    "subject": "subject",
    "creator": "author",
    "lastModifiedBy": "last_saved_by",
    "identifier": "identifier",
    "language": "language",
    "created": "created",
    "modified": "modified",
}


def instant(element: etree._Element, local: str | None = None) -> datetime | None:
    """When something happened, in UTC: Word's own ``dateUtc`` where it is there, else ``w:date``.

    Word and LibreOffice write the time on the wall into ``w:date``, with a ``Z`` that means nothing. We take it as the
    time in London. A date before 1990 is a scrubbed one, and stands for none.
    """
    certain = element.get(DU + "dateUtc")
    return in_utc(certain, certain=True) if certain else in_utc(local or element.get(W + "date") or "", certain=False)


@lru_cache(maxsize=4096)
def in_utc(text: str, *, certain: bool) -> datetime | None:
    """An instant from its text; ``certain`` where a ``Z`` can be believed."""
    match = re.match(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?", text.strip())
    if match is None:
        return None
    try:
        moment = datetime.fromisoformat(match[1])
        if moment.year < 1990 or moment.year > 9000:
            return None
        if match[2] and match[2] != "Z":
            return datetime.fromisoformat(match[1] + match[2]).astimezone(UTC)
        return moment.replace(tzinfo=UTC if certain else _LONDON).astimezone(UTC)
    except ValueError:
        return None


def properties(package: Opened) -> Properties:
    """Title, author and the rest, with the properties that people and programs added."""
    found: dict[str, str] = {}
    core = package.optional_tree("docProps/core.xml")
    for element in () if core is None else core:
        name = _CORE.get(etree.QName(element).localname)
        if name:
            found[name] = (element.text or "").strip()[:_MAXIMUM]
    application = package.optional_tree("docProps/app.xml")
    if application is not None:
        found["application"] = (application.findtext("{*}Application") or "").strip()[:_MAXIMUM]
    custom = package.optional_tree("docProps/custom.xml")
    own = {
        element.get("name") or "": "".join(map(str, element.itertext()))[:_MAXIMUM]
        for element in (() if custom is None else list(custom)[:_MAXIMUM])
    }
    return Properties(**found, custom=own)


def people(package: Opened) -> tuple[str, ...]:
    """The names that Word keeps of those who changed or remarked on something."""
    tree = package.part("people")
    names = () if tree is None else (element.get(W15 + "author") or "" for element in tree.iter(W15 + "person"))
    return tuple(name for name in names if name)


def records_changes(package: Opened) -> bool:
    """Whether changes made to the file are tracked."""
    tree = package.part("settings")
    found = None if tree is None else tree.find(W + "trackRevisions")
    return found is not None and (found.get(W + "val") or "1") not in ("0", "false", "off")
