"""A document file: settings between ``+++`` lines, then sections."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from samples.source.attributes import Attributes, split_attributes
from samples.source.blocks import Line, limits, read_blocks
from samples.source.place import Place, SourceError
from samples.source.scope import Collected, Scope
from strategy_editor.model.dates import parse_when
from strategy_editor.model.outline import Outline
from strategy_editor.model.section import Document, DocumentKind, NumberFormat, Scheme, Section, Status

MARK = "+++"
_SECTION = re.compile(r"(#{1,2})\s+(.+)")
_KEYS = ("status", "owner", "due", "reason", "scheme", "ticks", "editions")


class FrontMatter(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The settings of a document."""

    id: str
    kind: DocumentKind
    title: str
    outline: str
    subtitle: str = ""
    period: str = ""
    meeting: str = ""
    owner: str = ""
    priority: int = 0
    scheme: Scheme = "headings"
    number_format: NumberFormat = "1"
    classification: Literal["public", "exempt"] = "public"
    cover: str = ""
    cover_alternative: str = ""


def read_document(path: Path, outline: Outline, collected: Collected) -> Document:
    """The document that ``path`` holds. Raises :class:`SourceError`, which names the line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    settings, first = _front_matter(path, lines)
    scope = Scope(path, settings.id, collected)
    place = scope.place(1)
    body: list[Line] = list(enumerate(lines[first:], start=first + 1))
    id = scope.names.give(settings.id, place)
    return Document(
        id,
        settings.kind,
        settings.title,
        _sections(body, 1, settings, outline, scope),
        subtitle=settings.subtitle,
        period=settings.period,
        outline=settings.outline,
        classification=settings.classification,
        meeting=scope.names.use(f"meeting/{settings.meeting}", place) if settings.meeting else "",
        priority=settings.priority,
        owner=scope.names.use(f"person/{settings.owner}", place) if settings.owner else "",
        number_format=settings.number_format,
        cover=scope.picture(settings.cover, place) if settings.cover else "",
        cover_alternative=settings.cover_alternative,
    )


def _front_matter(path: Path, lines: list[str]) -> tuple[FrontMatter, int]:
    """The settings, and how many lines they take."""
    place = Place(path.name, 1)
    if not lines or lines[0] != MARK or MARK not in lines[1:]:
        raise SourceError(place, f"a document begins with settings between two “{MARK}” lines.")
    end = lines.index(MARK, 1)
    try:
        found = tomllib.loads("\n".join(lines[1:end]))
        return msgspec.convert(found, FrontMatter), end + 1
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SourceError(place, f"the settings at the top: {error}.") from error


def _sections(
    lines: list[Line], level: int, settings: FrontMatter, outline: Outline, scope: Scope
) -> tuple[Section, ...]:
    """Sections of ``level`` (the number of ``#``), with what stands below each."""
    starts = [index for index, (_, line) in enumerate(lines) if _level(line) == level]
    for number, line in lines[: starts[0] if starts else len(lines)]:
        if line.strip():
            raise SourceError(scope.place(number), "text must stand in a section: begin with “# Title {ID}”.")
    ends = [*starts[1:], len(lines)][: len(starts)]
    return tuple(
        _section(lines[start:end], level, settings, outline, scope) for start, end in zip(starts, ends, strict=True)
    )


def _level(line: str) -> int:
    match = _SECTION.match(line)
    return len(match[1]) if match and not line.startswith("###") else 0


def _section(lines: list[Line], level: int, settings: FrontMatter, outline: Outline, scope: Scope) -> Section:
    place = scope.place(lines[0][0])
    title, attributes = split_attributes(lines[0][1].lstrip("#"), place)
    attributes.allow(*_KEYS)
    if len(attributes.words) != 1:
        raise SourceError(place, "a section names the one outline section that it answers: “# Title {S06}”.")
    key = attributes.words[0]
    if outline.section(settings.outline, key) is None:
        raise SourceError(place, f"the outline of “{settings.outline}” has no section “{key}”.")
    name = f"{settings.id}/{key}"
    id = scope.names.give(name, place)
    scope.enter(name)
    below = next((index for index, (_, line) in enumerate(lines) if index and _level(line) == level + 1), len(lines))
    blocks = read_blocks(lines[1:below], scope)
    children = _sections(lines[below:], level + 1, settings, outline, scope)
    return Section(
        id,
        scope.runs(title, id, place),
        outline=key,
        status=attributes.choice("status", get_args(Status), "not-started"),  # type: ignore[arg-type]
        reason=attributes.text("reason"),
        owner=_owner(attributes, settings, scope),
        due=parse_when(attributes.text("due")) if attributes.text("due") else None,
        scheme=attributes.choice("scheme", get_args(Scheme), settings.scheme),  # type: ignore[arg-type]
        blocks=blocks,
        children=children,
        ticks=_ticks(attributes, settings, key, outline),
        limits=limits(attributes),
    )


def _owner(attributes: Attributes, settings: FrontMatter, scope: Scope) -> str:
    owner = attributes.text("owner", settings.owner)
    return scope.names.use(f"person/{owner}", attributes.place) if owner else ""


def _ticks(attributes: Attributes, settings: FrontMatter, key: str, outline: Outline) -> tuple[str, ...]:
    """``ticks=all`` or ``ticks="1,3"``: prompts of the outline section that the author has ticked."""
    found = outline.section(settings.outline, key)
    prompts = found.prompts if found else ()
    wanted = attributes.text("ticks")
    if wanted == "all":
        return tuple(prompt.id for prompt in prompts)
    picked = []
    for number in attributes.listed("ticks"):
        if not number.isdecimal() or not 1 <= int(number) <= len(prompts):
            raise SourceError(attributes.place, f"there is no prompt {number}; this section has {len(prompts)}.")
        picked.append(prompts[int(number) - 1].id)
    return tuple(picked)
