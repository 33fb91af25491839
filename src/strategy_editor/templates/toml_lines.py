"""Where in a TOML file each key stands. The parser of the standard library tells values only, no lines.

The text has been parsed already, so it is known to be well formed; one pass over its tokens is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

KeyPath = tuple[str | int, ...]
"""The way to a value: keys, and places in lists counted from 0."""

_TOKEN = re.compile(
    r'''(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')'''
    r"""|(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<space>[ \t\r]+)|(?P<mark>[][{}=,.])|(?P<bare>[^][{}=,.\s"'\#]+)""",
    re.DOTALL,
)


def line_index(text: str) -> Mapping[KeyPath, int]:
    """The line, counted from 1, of each table, key and list item. Inside inline tables nothing has its own."""
    return _Scanner(text).lines


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    """The line of ``path``, or of the nearest thing around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Token:
    """A token that is neither space nor comment."""

    __slots__ = ("kind", "line", "text")

    def __init__(self, kind: str, text: str, line: int) -> None:
        self.kind = kind
        self.text = text
        self.line = line


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup or "", match.group()
        if kind not in ("space", "comment"):
            yield _Token(kind, found, line)
        line += found.count("\n")


class _Scanner:
    """Reads statements one after the other; ``counts`` knows how many tables each list of tables holds so far."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}
        self.table: KeyPath = ()
        statement: list[_Token] = []
        depth = 0
        for token in _tokens(text):
            if token.kind == "mark":
                depth += (token.text in "[{") - (token.text in "]}")
            if token.kind == "newline" and depth == 0:
                self._statement(statement)
                statement = []
            elif token.kind != "newline":
                statement.append(token)
        self._statement(statement)

    def _statement(self, tokens: list[_Token]) -> None:
        if not tokens:
            return
        if tokens[0].text == "[":
            self._header(tokens)
            return
        equals = next(position for position, token in enumerate(tokens) if token.text == "=")
        path = (*self.table, *_keys(tokens[:equals]))
        self.lines[path] = tokens[0].line
        if tokens[equals + 1].text == "[":
            self._items(path, tokens[equals + 2 :])

    def _header(self, tokens: list[_Token]) -> None:
        is_list = len(tokens) > 1 and tokens[1].text == "["
        path: KeyPath = ()
        keys = _keys([token for token in tokens if token.text not in "[]"])
        for position, key in enumerate(keys):
            path = (*path, key)
            last = position == len(keys) - 1
            if last and is_list:
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        self.lines.setdefault(path, tokens[0].line)
        self.table = path

    def _items(self, path: KeyPath, tokens: list[_Token]) -> None:
        """The items of a list, from behind its opening bracket."""
        depth, item, expected = 1, 0, True
        for token in tokens:
            if expected and token.text != "]":
                self.lines[(*path, item)] = token.line
                expected = False
            if token.kind != "mark":
                continue
            depth += (token.text in "[{") - (token.text in "]}")
            if token.text == "," and depth == 1:
                item, expected = item + 1, True


def _keys(tokens: list[_Token]) -> list[str]:
    """The parts of a dotted key. Escapes in a quoted key stay as they are written: such a key is never a known one."""
    parts = [token for token in tokens if token.text != "."]
    return [token.text[1:-1] if token.kind == "text" else token.text for token in parts]
