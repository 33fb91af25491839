"""Council settings: read from readable files, checked, listed, written. The keys of a file are those of the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
import tomli_w
from msgspec.structs import replace

from strategy_editor.model.profile import PageLook, Profile
from strategy_editor.model.section import DocumentKind
from strategy_editor.templates.reading import TomlFile, parse_toml, read_toml
from strategy_editor.templates.shelf import Listing, Shelf
from strategy_editor.templates.toml_lines import KeyPath
from strategy_editor.templates.wording import PLACES, places

KIND = "council settings"
SHELF = Shelf("profiles", KIND)

FILE_NAME_PLACES: Mapping[str, str] = {
    "council": "the council",
    "body": "the meeting: Cabinet",
    "date": "the date of the meeting, as 2009-03-03",
    "item": "the number of the agenda item",
    "title": "the title of the document",
    "appendix": "Appendix A",
    "period": "the period covered",
    "kind": "Report, Strategy, Appendix…",
    "version": "the name of the version",
    "edition": "what was made: draft, cabinet…",
}
"""What may stand in braces in ``file_name``; what is not known is left out."""

MAXIMUM_PATTERN = 200
MOST_FONTS = 20
"""Files of a council's own type: four families of five weights."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
FONT_NAME = re.compile(r"[^/\\\\:\x00-\x1f]{1,100}\.ttf", re.IGNORECASE)
_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")
_BRACES = re.compile(r"\{([^{}]*)\}")


def load_profile(wanted: str | Path, own: Path | None = None) -> Profile:
    """The settings with this name (shipped, or in the council's folder ``own``) or at this path.

    What this program does not know of them is left out and named in ``left_out``, so that a council whose settings
    come from a newer program can be served.

    Raises :class:`WrongUse` for unknown ones, :class:`NotAStrategy` naming file and line for broken ones,
    :class:`DiskRefused` for ones that cannot be read.
    """
    return _profile(read_toml(SHELF.find(wanted, own), KIND))


def parse_profile(data: bytes, name: str) -> Profile:
    """The settings in these bytes; ``name`` is what errors call them."""
    return _profile(parse_toml(data, name, KIND))


def list_profiles(own: Path | None = None) -> tuple[Listing, ...]:
    """All settings that can be chosen; broken ones with their problem."""

    def describe(path: Path) -> tuple[str, str]:
        profile = load_profile(path)
        return profile.name, profile.description

    return SHELF.listings(own, describe)


_HEADING = """\
# A council's settings for the Strategy Editor. Edit them in any text editor.
# To share them, copy this file into another officer's settings folder.

"""


def write_profile(profile: Profile) -> str:
    """The settings as a readable file that reads back equal."""
    tables: dict[str, Any] = msgspec.to_builtins(replace(profile, left_out=()))
    return _HEADING + tomli_w.dumps(tables, multiline_strings=True)


# ---- reading


def _profile(file: TomlFile) -> Profile:
    said = file.data.get("wording")
    places_of = dict(_flat(file, said, "", ("wording",))) if isinstance(said, dict) else {}
    if places_of:
        file.data["wording"] = {key: text for key, (text, _) in places_of.items()}
    profile = file.value(Profile, lenient=True)
    wording = dict(_known_texts(file, profile, places_of))
    profile = replace(profile, wording=wording, left_out=tuple(file.left_out))
    for path, sentence in _faults(profile):
        raise file.fault(path, sentence)
    for key, sentence in _wording(profile):
        raise file.fault(places_of[key][1], sentence)
    return profile


def _known_texts(
    file: TomlFile, profile: Profile, texts: Mapping[str, tuple[str, KeyPath]]
) -> Iterator[tuple[str, str]]:
    """The standing texts that this program has a place for."""
    for key, (text, path) in texts.items():
        if _standing(key, profile) in PLACES:
            yield key, text
        else:
            file.leave_out(key, PLACES, path)


def _standing(key: str, profile: Profile) -> str:
    """The key of a standing text without the language before it."""
    prefixes = {f"{language.split('-')[0]}." for language in profile.languages}
    return next((key.removeprefix(each) for each in prefixes if key.startswith(each)), key)


def _flat(
    file: TomlFile, tables: Mapping[str, Any], before: str, path: KeyPath
) -> Iterator[tuple[str, tuple[str, KeyPath]]]:
    """``table.continued = "…"`` is the key ``table.continued``, however the file nests it; with where it stands."""
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from _flat(file, value, f"{before}{key}.", (*path, key))
        else:
            file.check_text(value, (*path, key))
            yield f"{before}{key}", (value, (*path, key))


def _faults(profile: Profile) -> Iterator[tuple[KeyPath, str]]:
    """What the types alone do not see: each place with what is wrong there."""
    yield from _twice(profile)
    yield from _references(profile)
    yield from _page(profile)
    yield from _patterns(profile)
    yield from _languages(profile)


def _twice(profile: Profile) -> Iterator[tuple[KeyPath, str]]:
    for name in ("implications", "deadlines", "clearances"):
        seen: set[str] = set()
        for index, record in enumerate(getattr(profile, name)):
            if record.id in seen:
                yield (name, index), f"a second one has the id “{record.id}”"
            seen.add(record.id)


def _references(profile: Profile) -> Iterator[tuple[KeyPath, str]]:
    steps = {step.id for step in profile.clearances}
    for index, field in enumerate(profile.implications):
        if field.clearance and field.clearance not in steps:
            yield ("implications", index, "clearance"), f"there is no clearance with the id “{field.clearance}”"
    earlier = {"meeting"} | {rule.id for rule in profile.deadlines}
    for index, rule in enumerate(profile.deadlines):
        if rule.before not in earlier or rule.before == rule.id:
            yield ("deadlines", index, "before"), f"there is no other deadline with the id “{rule.before}”"
        if not 0 <= rule.days <= 366:
            yield ("deadlines", index, "days"), "“days” should be between 0 and 366"
    if _goes_round(profile):
        yield ("deadlines",), "deadlines that are counted from each other go round in a circle"
    if sum(heading.implications for heading in profile.report_headings) > 1:
        yield ("report_headings",), "only one heading can hold the implications"
    for kind in profile.numbering:
        if kind not in get_args(DocumentKind):
            yield (
                ("numbering", kind),
                f"“{kind}” is not a kind of document; kinds are {', '.join(get_args(DocumentKind))}",
            )


def _goes_round(profile: Profile) -> bool:
    before = {rule.id: rule.before for rule in profile.deadlines}
    for start in before:
        step, taken = start, 0
        while step in before:
            step, taken = before[step], taken + 1
            if taken > len(before):
                return True
    return False


def _page(profile: Profile) -> Iterator[tuple[KeyPath, str]]:
    page = profile.page
    for name in ("accent", "table_header"):
        if not _COLOUR.fullmatch(getattr(page, name)):
            yield ("page", name), f"“{name}” should be a colour like #1f4e79"
    for name in ("margin_top", "margin_bottom", "margin_left", "margin_right"):
        if not 5 <= getattr(page, name) <= 60:
            yield ("page", name), f"“{name}” should be between 5 and 60 millimetres"
    if not 8 <= page.body_size <= 36:
        yield ("page", "body_size"), "“body_size” should be between 8 and 36 points"
    yield from _fonts(page)


def _fonts(page: PageLook) -> Iterator[tuple[KeyPath, str]]:
    if len(page.fonts) > MOST_FONTS:
        yield ("page", "fonts"), f"there are more than {MOST_FONTS} files of type"
    for index, font in enumerate(page.fonts):
        if not FONT_NAME.fullmatch(font.file):
            yield ("page", "fonts", index, "file"), "“file” should name a file that ends in .ttf, in no folder"
        if not _DIGEST.fullmatch(font.id):
            yield ("page", "fonts", index, "id"), "“id” should be the SHA-256 of the file, or be left out"


def _patterns(profile: Profile) -> Iterator[tuple[KeyPath, str]]:
    unknown = set(_BRACES.findall(profile.file_name)) - set(FILE_NAME_PLACES)
    if unknown or "/" in profile.file_name or "\\" in profile.file_name:
        yield (
            ("file_name",),
            f"“file_name” can hold {', '.join(f'{{{name}}}' for name in FILE_NAME_PLACES)} and no folder",
        )
    if len(profile.key_decision_pattern) > MAXIMUM_PATTERN:
        yield ("key_decision_pattern",), f"the pattern is longer than {MAXIMUM_PATTERN} characters"
    try:
        re.compile(profile.key_decision_pattern)
    except (re.error, RecursionError, OverflowError) as error:
        yield ("key_decision_pattern",), f"this is not a pattern ({error})"


def _languages(profile: Profile) -> Iterator[tuple[KeyPath, str]]:
    for index, language in enumerate(profile.languages):
        if not _LANGUAGE.fullmatch(language):
            yield ("languages", index), f"“{language}” is not a language tag like en-GB or cy"


def _wording(profile: Profile) -> Iterator[tuple[str, str]]:
    """Each standing text that cannot be filled in, by its key."""
    for key, text in profile.wording.items():
        own = _standing(key, profile)
        if strange := places(text) - PLACES[own]:
            known = ", ".join(f"{{{name}}}" for name in sorted(PLACES[own])) or "nothing in braces"
            yield key, f"“{{{min(strange)}}}” cannot be filled in here; “{own}” has {known}"
