"""Compares any two states of a set: what differs, place by place and word by word, and the same in plain sentences.

Everything is known by its id, so that what moved is seen to have moved. Values without common ids are aligned first
(:mod:`strategy_editor.review.alignment`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Box, Row, Table, caption_of, shape_of
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Runs, plain
from strategy_editor.model.tree import block_hosts, section_words, walk_sections
from strategy_editor.review.describing import RECORD_NAMES, field_name, record_changes, value_words
from strategy_editor.review.words import in_order, woven

Kind = Literal["added", "removed", "changed", "moved"]
What = Literal[
    "document", "section", "title", "status", "paragraph", "heading", "table", "row", "column", "cell", "figure",
    "chart", "box", "caption", "style", "properties", "detail",
]  # fmt: skip

QUOTE = 400
"""Characters of a paragraph that are quoted; beyond, it is cut short."""


class Difference(Struct, frozen=True, omit_defaults=True):
    """One thing that differs. ``host`` is the id of the part, record or text host; ``number`` that of its paragraph.

    ``name`` says what it is called (the title of a section, the label of a detail); ``before`` and ``after`` are words.
    """

    kind: Kind
    what: What
    document: str = ""
    section: str = ""
    host: str = ""
    number: str = ""
    name: str = ""
    before: str = ""
    after: str = ""


class Comparison(Struct, frozen=True):
    """Two states of a set, and all that differs between them in the reading order of the later one."""

    before: Project
    after: Project
    differences: tuple[Difference, ...]

    def of_document(self, id: str) -> tuple[Difference, ...]:
        """What differs in one document."""
        return tuple(each for each in self.differences if each.document == id)


def compare(before: Project, after: Project) -> Comparison:
    """What differs between two states of a set."""
    return Comparison(before, after, tuple(_Differences(before, after).all()))


def short(runs: Runs) -> str:
    """The words of a text host, cut short where they are very many."""
    text = plain(runs)
    return text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"


_TOLD_APART = ("id", "title", "status", "blocks", "children", "unplaced", "change")
"""Fields of a section that are not told as its properties."""


_OF_THE_SET = ("title", "outline", "profile", "words")
"""What is said of the set as a whole."""


class _Places:
    """Where everything is in one state: sections and blocks by id, the sections around them."""

    def __init__(self, project: Project) -> None:
        self.sections: dict[str, Section] = {}
        self.around: dict[str, str] = {}
        self.blocks: dict[str, tuple[str, Block]] = {}
        self.labels: dict[str, str] = {}
        for document in project.documents:
            self.labels |= numbers(project, document).labels
            self._sections(document.sections, document.id)

    def _sections(self, sections: Sequence[Section], around: str) -> None:
        for section in sections:
            self.sections[section.id] = section
            self.around[section.id] = around
            for block in section.blocks:
                self.blocks[block.id] = (section.id, block)
            self._sections(section.children, section.id)


class _Differences:
    def __init__(self, before: Project, after: Project) -> None:
        self.before, self.after = before, after
        self.old, self.new = _Places(before), _Places(after)

    def all(self) -> Iterator[Difference]:
        """Documents in order, then what they share."""
        old = {document.id: document for document in self.before.documents}
        still = in_order(list(old), [document.id for document in self.after.documents])
        for document in self.after.documents:
            earlier = old.get(document.id)
            if earlier is None:
                words = str(sum(section_words(each, deep=True) for each in document.sections))
                yield Difference("added", "document", document.id, host=document.id, name=document.title, after=words)
                continue
            if document.id not in still:
                yield Difference("moved", "document", document.id, host=document.id, name=document.title)
            yield from self._document(earlier, document)
        for document in self.before.documents:
            if self.after.document(document.id) is None:
                yield Difference("removed", "document", document.id, host=document.id, name=document.title)
        yield from self._records()

    def _document(self, before: Document, after: Document) -> Iterator[Difference]:
        for name, field, old, new in record_changes(before, after, self.after, skip=("sections", "id")):
            what: What = "title" if field == "title" else "properties"
            yield Difference("changed", what, after.id, host=after.id, name=name, before=old, after=new)
        if before.sections != after.sections:
            yield from self._sections(before, after)

    # ---- sections

    def _sections(self, before: Document, after: Document) -> Iterator[Difference]:
        moved = _moved_sections(before.sections, after.sections)
        for section in walk_sections(after.sections):
            earlier = self.old.sections.get(section.id)
            if earlier is None:
                yield self._about("added", "section", after, section, after=str(section_words(section)))
                continue
            elsewhere = self.old.around[section.id] != self.new.around[section.id]
            if elsewhere or section.id in moved:
                yield self._about("moved", "section", after, section)
            if earlier is not section and earlier != section:
                yield from self._section(after, earlier, section)
        for section in walk_sections(before.sections):
            if section.id not in self.new.sections:
                title = plain(section.title)
                words = str(section_words(section))
                yield Difference("removed", "section", after.id, section.id, section.id, "", title, words)

    def _about(self, kind: Kind, what: What, document: Document, section: Section, **fields: str) -> Difference:
        label = self.new.labels.get(section.id, "")
        return Difference(kind, what, document.id, section.id, section.id, label, plain(section.title), **fields)

    def _section(self, document: Document, before: Section, after: Section) -> Iterator[Difference]:
        if plain(before.title) != plain(after.title):
            old, new = plain(before.title), plain(after.title)
            yield self._about("changed", "title", document, after, before=old, after=new)
        elif before.title != after.title:
            yield self._about("changed", "style", document, after)
        for name, _, old, new in record_changes(before, after, self.after, skip=_TOLD_APART):
            yield self._about("changed", "properties", document, after, before=old, after=f"{name}: {new}")
        if before.status != after.status:
            yield self._about("changed", "status", document, after, before=before.status, after=after.status)
        if before.blocks != after.blocks:
            yield from self._blocks(document, before, after)

    # ---- blocks

    def _blocks(self, document: Document, before: Section, after: Section) -> Iterator[Difference]:
        for line in woven([block.id for block in before.blocks], [block.id for block in after.blocks]):
            old = before.blocks[line.old] if line.old is not None else None
            new = after.blocks[line.new] if line.new is not None else None
            if new is None and old is not None:
                if old.id not in self.new.blocks:
                    yield self._block("removed", document, after, old, before=words_of(old))
                continue
            assert new is not None
            was = old or self._earlier(new)
            if was is None:
                yield self._block("added", document, after, new, after=words_of(new))
                continue
            if old is None:
                yield self._block("moved", document, after, new, after=words_of(new))
            if was is not new and was != new:
                yield from self._changed(document, after, was, new)

    def _earlier(self, block: Block) -> Block | None:
        found = self.old.blocks.get(block.id)
        return found[1] if found else None

    def _block(self, kind: Kind, document: Document, section: Section, block: Block, **words: str) -> Difference:
        return self._in(kind, sort_of(block), document, section, block.id, **words)

    def _in(self, kind: Kind, what: What, document: Document, section: Section, host: str, **words: str) -> Difference:
        label = self.new.labels.get(host) or self.new.labels.get(section.id, "")
        return Difference(kind, what, document.id, section.id, host, label, plain(section.title), **words)

    def _changed(self, document: Document, section: Section, before: Block, after: Block) -> Iterator[Difference]:
        told = 0
        if isinstance(before, Table) and isinstance(after, Table):
            for difference in self._table(document, section, before, after):
                told += 1
                yield difference
        else:
            for host, old, new in _changed_hosts(before, after):
                told += 1
                what: What = "caption" if host != after.id and not isinstance(after, Box) else sort_of(after)
                yield self._in("changed", what, document, section, host, before=short(old), after=short(new))
        if isinstance(before, TEXT_BLOCKS) and isinstance(after, TEXT_BLOCKS) and shape_of(before) != shape_of(after):
            yield self._in("changed", "style", document, section, after.id, after=words_of(after))
        elif not told:
            yield self._in("changed", "properties", document, section, after.id, after=words_of(after))

    def _table(self, document: Document, section: Section, before: Table, after: Table) -> Iterator[Difference]:
        def told(kind: Kind, what: What, host: str, **words: str) -> Difference:
            return self._in(kind, what, document, section, host, **words)

        if plain(before.caption.runs) != plain(after.caption.runs):
            old, new = short(before.caption.runs), short(after.caption.runs)
            yield told("changed", "caption", after.caption.id, before=old, after=new)
        columns = [column.id for column in before.columns], [column.id for column in after.columns]
        for kind, id in _list_changes(*columns):
            yield told(kind, "column", id, after=_column_name(before if kind == "removed" else after, id))
        rows, later = ({row.id: row for row in table.rows} for table in (before, after))
        for kind, id in _list_changes(list(rows), list(later)):
            yield told(kind, "row", id, after=_row_words(rows[id] if kind == "removed" else later[id]))
        cells = {cell.id: cell for row in before.rows for cell in row.cells}
        for row in after.rows:
            for cell in row.cells:
                earlier = cells.get(cell.id)
                if earlier is None or earlier == cell or row.id not in rows:
                    continue
                old, new = (" ".join(short(block.runs) for block in each.blocks) for each in (earlier, cell))
                if old != new:
                    yield told("changed", "cell", cell.id, before=old, after=new)

    # ---- what the documents share

    def _records(self) -> Iterator[Difference]:
        for field in _OF_THE_SET:
            if getattr(self.before, field) != getattr(self.after, field):
                said, now = (value_words(getattr(each, field), self.after) for each in (self.before, self.after))
                yield Difference(
                    "changed", "detail", host=self.after.id, name=field_name(field), before=said, after=now
                )
        for field, sort in RECORD_NAMES.items():
            old = {each.id: each for each in getattr(self.before, field)}
            new = {each.id: each for each in getattr(self.after, field)}
            for id, record in new.items():
                name = f"{sort} “{_name(record)}”"
                if id not in old:
                    yield Difference("added", "detail", host=id, name=name)
                    continue
                for said, _, before, after in record_changes(old[id], record, self.after, skip=("id",)):
                    yield Difference("changed", "detail", host=id, name=f"{said} of {name}", before=before, after=after)
            for id, record in old.items():
                if id not in new:
                    yield Difference("removed", "detail", host=id, name=f"{sort} “{_name(record)}”")


def _name(record: Any) -> str:
    fields = ("title", "label", "term", "name", "post", "body", "paragraph")
    return next((str(name) for field in fields if (name := getattr(record, field, ""))), "")


# ---- parts


def _moved_sections(before: Sequence[Section], after: Sequence[Section]) -> set[str]:
    """Those that stand in another order among the same neighbours."""
    old, new = [section.id for section in before], [section.id for section in after]
    shared = set(old) & set(new)
    moved = shared - in_order(old, new)
    children = {section.id: section.children for section in walk_sections(before)}
    for section in walk_sections(after):
        if section.id in children and section.children:
            moved |= _moved_sections(children.pop(section.id), section.children) if section.children else set()
    return moved


def sort_of(block: Block) -> What:
    """What people call it."""
    match block:
        case Table():
            return "table"
        case _ if isinstance(block, TEXT_BLOCKS):
            return "heading" if type(block).__name__ == "Heading" else "paragraph"
        case Box():
            return "box"
        case _:
            name = type(block).__name__.lower()
            return name if name in ("figure", "chart") else "properties"  # type: ignore[return-value]


def words_of(block: Block) -> str:
    """What a block says, cut short; of a table, figure or chart its caption."""
    caption = caption_of(block)
    if caption is not None and not isinstance(block, Box):
        return short(caption.runs)
    text = "\n".join(plain(host.runs) for host in block_hosts(block) if host.kind != "footnote")
    return text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"


def _hosts(block: Block) -> dict[str, Runs]:
    return {host.id: host.runs for host in block_hosts(block)}


def _changed_hosts(before: Block, after: Block) -> Iterator[tuple[str, Runs, Runs]]:
    old, new = _hosts(before), _hosts(after)
    for id in dict.fromkeys((*new, *old)):
        if plain(old.get(id, ())) != plain(new.get(id, ())):
            yield id, old.get(id, ()), new.get(id, ())


def _list_changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Kind, str]]:
    """What came, went and moved in a list."""
    still = in_order(before, after)
    for id in after:
        if id not in before:
            yield "added", id
        elif id not in still:
            yield "moved", id
    for id in before:
        if id not in after:
            yield "removed", id


def _row_words(row: Row) -> str:
    return " | ".join(" ".join(short(block.runs) for block in cell.blocks) for cell in row.cells)


def _column_name(table: Table, id: str) -> str:
    index = next(index for index, column in enumerate(table.columns) if column.id == id)
    if not table.header_rows or not table.rows or index >= len(table.rows[0].cells):
        return ""
    return " ".join(short(block.runs) for block in table.rows[0].cells[index].blocks)


# ---- in plain sentences


_MANY: Mapping[str, str] = {"box": "boxes", "properties": "properties"}


def summary(comparison: Comparison, only: str = "") -> tuple[str, ...]:
    """What has changed, for members: a line for each section that differs, and one for each detail.

    ``only``: the id of a document; then that is all that is spoken of.
    """
    after = comparison.after
    gone = [each for each in comparison.before.documents if after.document(each.id) is None]
    lines: list[str] = []
    for document in (*after.documents, *gone):
        if only in ("", document.id):
            labels = numbers(after, document).labels if after.document(document.id) else {}
            lines += _document_lines(document, comparison.of_document(document.id), labels, whole=not only)
    if not only:
        lines += [_detail_line(each) for each in comparison.differences if each.what == "detail"]
    return tuple(lines) or ("Nothing has changed.",)


def _document_lines(
    document: Document, found: Sequence[Difference], labels: Mapping[str, str], *, whole: bool
) -> Iterator[str]:
    for each in found:
        if not each.section:
            yield _whole_line(document, each)
    sections: dict[str, list[Difference]] = {}
    for each in found:
        if each.section:
            sections.setdefault(each.section, []).append(each)
    for id, differences in sections.items():
        line = _section_line(labels.get(id, ""), differences)
        yield f"{document.title}: {line}" if whole else line


def _whole_line(document: Document, each: Difference) -> str:
    match each.kind, each.what:
        case "added", _:
            return f"New document: {each.name}."
        case "removed", _:
            return f"Document taken out: {each.name}."
        case "moved", _:
            return f"{document.title} stands in another place."
        case _:
            return f"{document.title}: {each.name[:1].lower()}{each.name[1:]} {_from_to(each)}."


def _section_line(label: str, found: Sequence[Difference]) -> str:
    title = next((each.name for each in found if each.name), "")
    place = f"{label} {title}".strip() or "A section without a title"
    said: list[str] = []
    counted: Counter[tuple[str, str]] = Counter()
    for each in found:
        match each.kind, each.what:
            case kind, "section":
                said.append({"added": "new section", "removed": "taken out", "moved": "moved"}.get(kind, kind))
            case _, "title":
                said.append(f"was called “{each.before}”")
            case _, "status":
                said.append(f"now {each.after.replace('-', ' ')}")
            case kind, what:
                counted[what, kind] += 1
    said += [f"{_count(what, count)} {kind}" for (what, kind), count in counted.items()]
    return f"{place}: {', '.join(said)}."


def _count(what: str, count: int) -> str:
    if what == "style":
        return f"style of {_count('paragraph', count)}"
    if what == "properties":
        return "what is said beside the text"
    return f"{count} {what}" if count == 1 else f"{count} {_MANY.get(what, what + 's')}"


def _detail_line(each: Difference) -> str:
    match each.kind:
        case "added":
            return f"New: {each.name[:1].lower()}{each.name[1:]}."
        case "removed":
            return f"Taken out: {each.name[:1].lower()}{each.name[1:]}."
        case _:
            return f"{each.name} {_from_to(each)}."


def _from_to(each: Difference) -> str:
    if each.before and each.after:
        return f"was {each.before}, is {each.after}"
    return f"is now {each.after}" if each.after else f"was {each.before}" if each.before else "changed"
