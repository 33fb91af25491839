"""Outlines: read from readable files, checked, listed, written.

A file may take a document from a part that several outlines share: ``include = "covering-report"`` names
``parts/covering-report.toml`` beside it, or a shipped part. Sections given there as well take the place of the part's
sections with the same id. Written outlines are whole, so that one file can be handed to another council.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import tomli_w
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.foundation.resources import resource
from strategy_editor.model.blocks import LiveKind
from strategy_editor.model.outline import DocumentOutline, Need, Outline, OutlineSection, Prompt, WordTarget
from strategy_editor.model.section import DocumentKind, Scheme
from strategy_editor.model.tree import MAXIMUM_DEPTH
from strategy_editor.templates.reading import TomlFile, parse_toml, read_toml
from strategy_editor.templates.roles import ROLES
from strategy_editor.templates.shelf import SUFFIX, Listing, Shelf
from strategy_editor.templates.toml_lines import KeyPath

KIND = "outline"
SHELF = Shelf("templates", KIND)
PARTS = "parts"
MAXIMUM_SECTIONS = 2000

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_WORDS = re.compile(r"([\d,]{1,9})(?:\s*[-–]\s*([\d,]{1,9}))?")


class _PromptTable(Struct, forbid_unknown_fields=True):
    """A prompt whose id is kept apart from its words; most are plain text."""

    id: str
    text: str


class _SectionTable(Struct, forbid_unknown_fields=True):
    id: str
    title: str
    need: Need = "required"
    condition: str = ""
    words: str = ""
    guidance: str = ""
    prompts: tuple[str | _PromptTable, ...] = ()
    figure: str = ""
    term: str = ""
    group: Literal["", "demand", "control", "supply"] = ""
    role: str = ""
    scheme: Scheme = "headings"
    live: tuple[LiveKind, ...] = ()
    section: tuple[_SectionTable, ...] = ()


class _DocumentTable(Struct, forbid_unknown_fields=True):
    """A document; with ``include`` everything else may be left out."""

    include: str = ""
    key: str = ""
    name: str = ""
    title: str = ""
    kind: DocumentKind | Literal[""] = ""
    words: str = ""
    advice: str = ""
    reader: str = ""
    repeatable: bool = False
    section: tuple[_SectionTable, ...] = ()


class _OutlineTable(Struct, forbid_unknown_fields=True):
    id: str
    name: str
    source: str = ""
    agreed: str = ""
    description: str = ""
    document: tuple[_DocumentTable, ...] = ()


def load_outline(wanted: str | Path, own: Path | None = None) -> Outline:
    """The outline with this name (shipped, or in the council's folder ``own``) or at this path.

    Raises :class:`WrongUse` for an unknown one, :class:`NotAStrategy` naming file and line for a broken one,
    :class:`DiskRefused` for one that cannot be read.
    """
    path = SHELF.find(wanted, own)
    return _outline(read_toml(path, KIND), path.parent)


def parse_outline(data: bytes, name: str, folder: Path | None = None) -> Outline:
    """The outline in these bytes; ``name`` is what errors call it, ``folder`` where its parts may stand."""
    return _outline(parse_toml(data, name, KIND), folder)


def list_outlines(own: Path | None = None) -> tuple[Listing, ...]:
    """Every outline that can be chosen, with its name and what it is for; a broken one with its problem."""

    def describe(path: Path) -> tuple[str, str]:
        outline = load_outline(path)
        return outline.name, outline.description

    return SHELF.listings(own, describe)


def prompt_id(section: str, text: str) -> str:
    """The id of a prompt that has none of its own: rewording a question takes its ticks away."""
    return derived_id("prompt", section, text)


# ---- reading


def _outline(file: TomlFile, folder: Path | None) -> Outline:
    table = file.value(_OutlineTable)
    if not _NAME.fullmatch(table.id):
        raise file.fault(("id",), "“id” should be lower-case letters, digits and hyphens, like ict-strategy")
    if not table.document:
        raise file.fault((), "there is no document in it", advice="An outline has at least one [[document]].")
    documents = tuple(
        _included(file, each, ("document", index), folder)
        if each.include
        else _document(file, each, ("document", index))
        for index, each in enumerate(table.document)
    )
    seen: set[str] = set()
    for index, document in enumerate(documents):
        if document.key in seen:
            raise file.fault(("document", index), f"a second document has the key “{document.key}”")
        seen.add(document.key)
    return Outline(table.id, table.name, documents, table.source, table.agreed, table.description)


def _included(file: TomlFile, table: _DocumentTable, path: KeyPath, folder: Path | None) -> DocumentOutline:
    """The document of a part, with what the including file gives in place of the part's own."""
    if not _NAME.fullmatch(table.include):
        raise file.fault((*path, "include"), "“include” should be the name of a part, like covering-report")
    part_path = _part_path(file, table.include, path, folder)
    part = read_toml(part_path, KIND)
    part_table = part.value(_DocumentTable)
    if part_table.include:
        raise part.fault(("include",), "a part cannot include another part")
    document = _document(part, part_table, ())
    given = {section.id: section for section in _sections(file, table.section, (*path, "section"), 1)}
    known = {section.id for section in document.sections}
    for index, section in enumerate(table.section):
        if section.id not in known:
            raise file.fault((*path, "section", index), f"the part “{table.include}” has no section “{section.id}”")
    return replace(
        document,
        key=table.key or document.key,
        name=table.name or document.name,
        kind=table.kind or document.kind,
        title=table.title or document.title,
        target=_words(file, table.words, (*path, "words")) if table.words else document.target,
        advice=table.advice or document.advice,
        reader=table.reader or document.reader,
        repeatable=table.repeatable or document.repeatable,
        sections=tuple(given.get(section.id, section) for section in document.sections),
    )


def _part_path(file: TomlFile, name: str, path: KeyPath, folder: Path | None) -> Path:
    shipped = resource(SHELF.folder) / PARTS
    for parts in (*([folder / PARTS] if folder is not None else []), shipped):
        found = parts / f"{name}{SUFFIX}"
        if found.is_file():
            return found
    known = ", ".join(sorted(each.stem for each in shipped.glob(f"*{SUFFIX}")))
    raise file.fault((*path, "include"), f"there is no part “{name}”; shipped parts are {known}")


def _document(file: TomlFile, table: _DocumentTable, path: KeyPath) -> DocumentOutline:
    for key in ("key", "name", "kind"):
        if not getattr(table, key):
            raise file.fault(path, f"“{key}” is missing here")
    sections = _sections(file, table.section, (*path, "section"), 1)
    counts = Counter(section.id for section in _all(sections))
    if counts.total() > MAXIMUM_SECTIONS:
        raise file.fault(path, f"a document cannot have more than {MAXIMUM_SECTIONS} sections")
    for twice in (id for id, count in counts.items() if count > 1):
        raise file.fault(
            _last_with_id(table.section, twice, (*path, "section")), f"a second section has the id “{twice}”"
        )
    assert table.kind
    return DocumentOutline(
        key=table.key,
        name=table.name,
        kind=table.kind,
        sections=sections,
        title=table.title,
        target=_words(file, table.words, (*path, "words")),
        advice=table.advice,
        reader=table.reader,
        repeatable=table.repeatable,
    )


def _all(sections: tuple[OutlineSection, ...]) -> Iterator[OutlineSection]:
    for section in sections:
        yield section
        yield from _all(section.children)


def _last_with_id(tables: tuple[_SectionTable, ...], id: str, path: KeyPath) -> KeyPath:
    """Where the last section with this id stands."""
    found = path
    for index, table in enumerate(tables):
        here = (*path, index)
        inner = _last_with_id(table.section, id, (*here, "section"))
        if inner != (*here, "section"):
            found = inner
        elif table.id == id:
            found = here
    return found


def _sections(
    file: TomlFile, tables: tuple[_SectionTable, ...], path: KeyPath, level: int
) -> tuple[OutlineSection, ...]:
    if tables and level > MAXIMUM_DEPTH:
        raise file.fault(path, f"sections cannot be nested more than {MAXIMUM_DEPTH} deep")
    return tuple(_section(file, table, (*path, index), level) for index, table in enumerate(tables))


def _section(file: TomlFile, table: _SectionTable, path: KeyPath, level: int) -> OutlineSection:
    for key in ("id", "title"):
        if not getattr(table, key).strip():
            raise file.fault((*path, key), f"“{key}” is empty")
    if table.role and table.role not in ROLES:
        raise file.fault((*path, "role"), f"“{table.role}” is not a role; roles are {', '.join(ROLES)}")
    return OutlineSection(
        id=table.id,
        title=table.title,
        need=table.need,
        condition=table.condition,
        words=_words(file, table.words, (*path, "words")),
        guidance=table.guidance,
        prompts=_prompts(file, table, path),
        figure=table.figure,
        term=table.term,
        group=table.group,
        role=table.role,
        scheme=table.scheme,
        live=table.live,
        children=_sections(file, table.section, (*path, "section"), level + 1),
    )


def _prompts(file: TomlFile, table: _SectionTable, path: KeyPath) -> tuple[Prompt, ...]:
    prompts = tuple(
        Prompt(prompt_id(table.id, each), each) if isinstance(each, str) else Prompt(each.id, each.text)
        for each in table.prompts
    )
    seen: set[str] = set()
    for index, prompt in enumerate(prompts):
        if prompt.id in seen:
            raise file.fault((*path, "prompts", index), "the same prompt stands here twice")
        seen.add(prompt.id)
    return prompts


def _words(file: TomlFile, text: str, path: KeyPath) -> WordTarget:
    """``150-250``, ``200`` or nothing."""
    if not text:
        return WordTarget()
    match = _WORDS.fullmatch(text.strip())
    digits = [part.replace(",", "") for part in match.groups() if part is not None] if match else []
    if not digits or not all(digits):
        raise file.fault(path, f"“{text}” is not a number of words", advice="Write it like 150-250.")
    minimum, maximum = int(digits[0]), int(digits[-1])
    if minimum > maximum:
        raise file.fault(path, f"in “{text}” the smaller number should come first")
    return WordTarget(minimum, maximum)


# ---- writing

_HEADING = """\
# An outline for the Strategy Editor: what each document should cover. Edit it in any text editor.
# To share it, copy this file into another council's outline folder.
# Words are targets ("150-250"); need is required, conditional or optional.

"""


def write_outline(outline: Outline) -> str:
    """The outline as a readable file that reads back equal."""
    tables = _without_defaults(
        id=outline.id,
        name=outline.name,
        source=outline.source,
        agreed=outline.agreed,
        description=outline.description,
    )
    tables["document"] = [_document_out(document) for document in outline.documents]
    return _HEADING + tomli_w.dumps(tables, multiline_strings=True)


def _document_out(document: DocumentOutline) -> dict[str, object]:
    return _without_defaults(
        key=document.key,
        name=document.name,
        title=document.title,
        kind=document.kind,
        words=_words_out(document.target),
        advice=document.advice,
        reader=document.reader,
        repeatable=document.repeatable,
        section=[_section_out(section) for section in document.sections],
    )


def _section_out(section: OutlineSection) -> dict[str, object]:
    return _without_defaults(
        id=section.id,
        title=section.title,
        need=section.need if section.need != "required" else "",
        condition=section.condition,
        words=_words_out(section.words),
        group=section.group,
        term=section.term,
        role=section.role,
        scheme=section.scheme if section.scheme != "headings" else "",
        live=list(section.live),
        guidance=section.guidance,
        prompts=[_prompt_out(section.id, prompt) for prompt in section.prompts],
        figure=section.figure,
        section=[_section_out(child) for child in section.children],
    )


def _prompt_out(section: str, prompt: Prompt) -> str | dict[str, str]:
    if prompt.id == prompt_id(section, prompt.text):
        return prompt.text
    return {"id": prompt.id, "text": prompt.text}


def _words_out(target: WordTarget) -> str:
    if target == WordTarget():
        return ""
    return f"{target.minimum}-{target.maximum}" if target.minimum != target.maximum else str(target.minimum)


def _without_defaults(**values: object) -> dict[str, object]:
    """What says something: empty text, empty lists and false say nothing."""
    return {key: value for key, value in values.items() if value}
