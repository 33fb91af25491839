"""Live numbers: multilevel lists that count as the manuscript does.

Word's own counting is simulated. Where it would print another number than the manuscript (a part was left out, so that
1.3 follows 1.1), the paragraph gets an instance of the list that starts at the wanted number; where the number above it
is not printed at all, an instance that says just this label. Nothing is typed into the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from strategy_editor.manuscript.items import HeadingItem, Item, ListItems, ParagraphItem
from strategy_editor.manuscript.live_numbers import OutlineCount, count_of
from strategy_editor.model.blocks import ListKind
from strategy_editor.model.numbering import list_label
from strategy_editor.model.section import NumberFormat
from strategy_editor.word.styles import NUMBER_COLUMN
from strategy_editor.word.xml import attribute

LEVELS = 9
"""A list in Word has nine levels."""

BULLETS = ("•", "–", "◦")
LIST_INDENT = 397
"""Twips that each level of a list is set in by."""


class Number(Struct, frozen=True):
    """What numbers a paragraph: an instance of a list, and a level counted from 0."""

    instance: int
    level: int

    def xml(self) -> str:
        return f'<w:numPr><w:ilvl w:val="{self.level}"/><w:numId w:val="{self.instance}"/></w:numPr>'


UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
"""Takes the number off a paragraph whose style has one."""


def style_links(items: tuple[Item, ...]) -> dict[int, str]:
    """For each level of the numbering, the role of the style that takes it most often.

    ``1.1`` may be a heading in one section and a paragraph in the next: a level is linked to one style, the other is
    numbered by its paragraphs.
    """
    uses: Counter[tuple[int, str]] = Counter()
    for item in items:
        if isinstance(item, HeadingItem | ParagraphItem) and 0 < item.scheme_level <= LEVELS:
            uses[item.scheme_level - 1, outline_role(item)] += 1
    links: dict[int, str] = {}
    for (level, role), _ in uses.most_common():
        if level not in links and role not in links.values():
            links[level] = role
    return links


def outline_role(item: HeadingItem | ParagraphItem) -> str:
    """The role of the style that a heading or numbered paragraph is written in."""
    return f"heading{item.level}" if isinstance(item, HeadingItem) else "numbered"


class Numbering:
    """All lists of one document. ``first_list`` and ``first_instance`` are the first ids that are free."""

    def __init__(
        self, prefix: str, number_format: NumberFormat, *, first_list: int = 1, first_instance: int = 1
    ) -> None:
        self.prefix = prefix
        self.number_format = number_format
        self._lists: list[str] = []
        self._instances: list[str] = []
        self._first_list = first_list
        self._first_instance = first_instance
        self._count = OutlineCount(prefix, number_format, LEVELS)
        self._outline_list = self._new_list("")
        self._outline = self._new_instance(self._outline_list)
        self._kinds: dict[ListKind, int] = {}
        self._instance_kinds: dict[int, ListKind] = {}

    # ---- headings and numbered paragraphs

    def outline(self, label: str, scheme_level: int) -> Number:
        """What prints ``label`` before a heading or paragraph of this level (counted from 1)."""
        step = self._count.step(label, scheme_level)
        if step is None:
            return Number(self._new_instance(self._literal(label)), 0)
        if step.start is None:
            return Number(self._outline, step.level)
        return Number(self._new_instance(self._outline_list, {step.level: step.start}), step.level)

    @property
    def outline_instance(self) -> int:
        """The instance that styles are linked to."""
        return self._outline

    def _literal(self, label: str) -> int:
        indent = f'<w:ind w:left="{NUMBER_COLUMN}" w:hanging="{NUMBER_COLUMN}"/>'
        text = attribute(label)
        return self._new_list(_level(0, "decimal", text, indent))

    # ---- lists in the text

    def begin(self, item: ListItems, within: Number | None) -> Number:
        """What numbers the entries of a list: the list around it where that counts alike, else one of its own."""
        level = min(item.level, LEVELS) - 1
        if within is not None and level > within.level and self._instance_kinds.get(within.instance) == item.kind:
            return Number(within.instance, level)
        if item.kind not in self._kinds:
            self._kinds[item.kind] = self._new_list(_list_levels(item.kind))
        starts = {each: 1 for each in range(LEVELS)} if item.kind != "bullet" else {}
        starts[level] = count_of(item, item.entries[0]) or 1
        instance = self._new_instance(self._kinds[item.kind], starts if item.kind != "bullet" else None)
        self._instance_kinds[instance] = item.kind
        return Number(instance, level)

    # ---- writing

    def _new_list(self, levels: str) -> int:
        self._lists.append(levels)
        return self._first_list + len(self._lists) - 1

    def _new_instance(self, of: int, starts: Mapping[int, int] | None = None) -> int:
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in sorted((starts or {}).items())
        )
        id = self._first_instance + len(self._instances)
        self._instances.append(f'<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>')
        return id

    def lists(self, links: Mapping[int, str]) -> str:
        """The lists; ``links`` has the style id for levels of the outline that are linked to a style."""
        levels = [self._outline_levels(links), *self._lists[1:]]
        return "".join(
            f'<w:abstractNum w:abstractNumId="{self._first_list + index}">'
            f'<w:multiLevelType w:val="multilevel"/>{inside}</w:abstractNum>'
            for index, inside in enumerate(levels)
        )

    def instances(self) -> str:
        """The instances of the lists."""
        return "".join(self._instances)

    def _outline_levels(self, links: Mapping[int, str]) -> str:
        out: list[str] = []
        for level in range(LEVELS):
            text = self.prefix + ".".join(f"%{each + 1}" for each in range(level + 1))
            if level == 0 and self.number_format == "1.0":
                text += ".0"
            column = NUMBER_COLUMN if level < 2 else NUMBER_COLUMN + 142 * (level - 1)
            out.append(
                _level(
                    level,
                    "decimal",
                    attribute(text),
                    f'<w:ind w:left="{column}" w:hanging="{column}"/>',
                    links.get(level, ""),
                )
            )
        return "".join(out)


def _list_levels(kind: ListKind) -> str:
    out: list[str] = []
    for level in range(LEVELS):
        left = LIST_INDENT * (level + 1)
        indent = f'<w:ind w:left="{left}" w:hanging="{LIST_INDENT}"/>'
        if kind == "bullet":
            out.append(_level(level, "bullet", BULLETS[level % len(BULLETS)], indent))
            continue
        one = list_label(kind, level + 1, 1)
        form = "decimal" if "1" in one else "lowerLetter" if "a" in one else "lowerRoman"
        text = one.replace("1", "%").replace("a", "%").replace("i", "%").replace("%", f"%{level + 1}")
        out.append(_level(level, form, text, indent))
    return "".join(out)


def _level(level: int, form: str, text: str, indent: str, style: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr></w:lvl>'
    )
