"""Lists: live numbers of headings and paragraphs, and the lists in the text."""

from __future__ import annotations

from strategy_editor.manuscript.items import ListItems
from strategy_editor.manuscript.live_numbers import OutlineCount
from strategy_editor.model.numbering import list_label
from strategy_editor.model.section import NumberFormat
from strategy_editor.odt.styles import LIST_INDENT, NUMBER_COLUMN
from strategy_editor.odt.xml import element, length

LEVELS = 9
BULLETS = ("•", "–", "◦")
_OUTLINE = "Numbering"
_FIRST = "numbering"


class Numbering:
    """The lists of one document. Every style that was asked for is in :meth:`xml`."""

    def __init__(self, prefix: str, number_format: NumberFormat) -> None:
        self._prefix = prefix
        self._format = number_format
        self._count = OutlineCount(prefix, number_format, LEVELS)
        self._styles: dict[str, str] = {}
        self._begun = False

    def outlined(self, label: str, scheme_level: int, inside: str) -> str:
        """A heading or paragraph with its number before it."""
        step = self._count.step(label, scheme_level)
        if step is None:
            style = self._literal(label)
            return element("text:list", {"text:style-name": style}, element("text:list-item", None, inside))
        self._styles.setdefault(_OUTLINE, self._outline_style())
        start = "" if step.start is None else str(step.start)
        written = element("text:list-item", {"text:start-value": start}, inside)
        for _ in range(step.level):
            written = element("text:list-item", None, element("text:list", None, written))
        identity = {"text:continue-list": _FIRST} if self._begun else {"xml:id": _FIRST}
        self._begun = True
        return element("text:list", {**identity, "text:style-name": _OUTLINE}, written)

    def list_style(self, items: ListItems) -> str:
        """The style of a list in the text."""
        if items.kind == "bullet":
            return self._bullets()
        levels = []
        for level in range(LEVELS):
            first = list_label(items.kind, level + 1, 1)
            form = next(each for each in "1ai" if each in first)
            before, _, after = first.partition(form)
            given = {"style:num-format": form, "style:num-prefix": before, "style:num-suffix": after}
            position = _position(LIST_INDENT * (level + 1), LIST_INDENT)
            levels.append(element("text:list-level-style-number", {"text:level": str(level + 1), **given}, position))
        return self._add("Numbers" if items.kind == "number" else "Letters", *levels)

    def xml(self) -> str:
        """The styles of all lists."""
        return "".join(self._styles.values())

    # ---- styles

    def _outline_style(self) -> str:
        levels = (
            element(
                "text:list-level-style-number",
                {
                    "text:level": str(level + 1),
                    "style:num-format": "1",
                    "style:num-prefix": self._prefix,
                    "style:num-suffix": ".0" if level == 0 and self._format == "1.0" else "",
                    "text:display-levels": str(level + 1) if level else "",
                },
                _position(NUMBER_COLUMN, NUMBER_COLUMN),
            )
            for level in range(LEVELS)
        )
        return element("text:list-style", {"style:name": _OUTLINE}, *levels)

    def _literal(self, label: str) -> str:
        """A list that prints just this label: nothing that counts would print it."""
        level = element(
            "text:list-level-style-number",
            {"text:level": "1", "style:num-prefix": label},
            _position(NUMBER_COLUMN, NUMBER_COLUMN),
        ).replace(' text:level="1"', ' text:level="1" style:num-format=""')
        return self._add(f"N{label.encode().hex()}", level)

    def _bullets(self) -> str:
        levels = (
            element(
                "text:list-level-style-bullet",
                {"text:level": str(level + 1), "text:bullet-char": BULLETS[level % len(BULLETS)]},
                _position(LIST_INDENT * (level + 1), LIST_INDENT),
            )
            for level in range(LEVELS)
        )
        return self._add("Bullets", *levels)

    def _add(self, name: str, *levels: str) -> str:
        if name not in self._styles:
            self._styles[name] = element("text:list-style", {"style:name": name}, *levels)
        return name


def _position(left: float, hanging: float) -> str:
    alignment = {
        "text:label-followed-by": "listtab",
        "text:list-tab-stop-position": length(left),
        "fo:text-indent": length(-hanging),
        "fo:margin-left": length(left),
    }
    return element(
        "style:list-level-properties",
        {"text:list-level-position-and-space-mode": "label-alignment"},
        element("style:list-level-label-alignment", alignment),
    )
