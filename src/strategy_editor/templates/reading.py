"""Reads the files (TOML) that outlines and profiles are kept in, and says kindly, with the line, what is wrong.

Such a file may be anybody's: its size is bounded, every key must be known, every text must be fit for a document.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from strategy_editor.foundation.errors import DiskRefused, NotAStrategy, WrongUse
from strategy_editor.model.text import clean
from strategy_editor.templates.toml_lines import KeyPath, line_index, line_of

MAXIMUM_BYTES = 1_000_000
"""Far above any real outline (the largest shipped one has 70,000), and read in a moment."""

MAXIMUM_KEY_PARTS = 20
"""``a.b.c`` has three. The standard parser takes time with the square of them: one long key would hold it for hours."""

T = TypeVar("T")

_LONG_KEY = re.compile(
    r"(?<![\w-])" + rf"""(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{MAXIMUM_KEY_PARTS}}}"""
)
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


class TomlFile:
    """A parsed file. ``kind`` is what the user calls it: "outline" or "council settings"."""

    def __init__(self, name: str, kind: str, text: str) -> None:
        self.name = name
        self.kind = kind
        self.text = text
        self.data = self._parse()
        self.left_out: list[str] = []
        self._lenient = False

    def _parse(self) -> dict[str, Any]:
        if long_key := _LONG_KEY.search(self.text):
            line = self.text.count("\n", 0, long_key.start()) + 1
            raise self._error(line, f"a name here has more than {MAXIMUM_KEY_PARTS} parts")
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            said = str(error)
            place = _PLACE.search(said)
            line = int(place[1]) if place and place[1] else self.text.rstrip().count("\n") + 1
            sentence = _PLACE.sub("", said)
            raise self._error(line, f"this is not written as the file needs it ({sentence})") from None
        except RecursionError:
            raise self._error(1, "it is nested too deeply") from None

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        return line_index(self.text)

    def _error(self, line: int, sentence: str, advice: str = "") -> NotAStrategy:
        return NotAStrategy(
            f"The {self.kind} file “{self.name}” cannot be used: line {line}: {sentence}.",
            advice=advice or "Please correct that line in a text editor and try again.",
        )

    def fault(self, path: KeyPath, sentence: str, advice: str = "") -> NotAStrategy:
        """The error that says what is wrong with the value at ``path``; ``sentence`` has no full stop."""
        return self._error(line_of(self._lines, path), sentence, advice)

    def value(self, type_: type[T], *, lenient: bool = False) -> T:
        """The whole file as a value of ``type_``.

        ``lenient``: keys that are not known are left out, and named in ``left_out``: a newer program may know them.
        """
        self._lenient = lenient
        self._check(self.data, inspect.type_info(type_), ())
        return msgspec.convert(self.data, type_)

    def _check(self, value: Any, wanted: inspect.Type, path: KeyPath) -> None:
        match wanted:
            case inspect.StructType():
                self._check_table(value, wanted, path)
            case inspect.VarTupleType():
                self._expect(value, list, "a list in square brackets", path)
                for index, each in enumerate(value):
                    self._check(each, wanted.item_type, (*path, index))
            case inspect.DictType():
                self._expect(value, dict, "a table of its own", path)
                for key, each in value.items():
                    self._check(each, wanted.value_type, (*path, key))
            case inspect.LiteralType():
                if value not in wanted.values:
                    raise self._not_allowed(value, [str(each) for each in wanted.values if each], path)
            case inspect.UnionType():
                tables = [each for each in wanted.types if isinstance(each, inspect.StructType)]
                plain = [each for each in wanted.types if each not in tables]
                self._check(value, (tables if tables and isinstance(value, dict) else plain)[0], path)
            case _:
                self._check_plain(value, wanted, path)

    def _check_table(self, value: Any, wanted: inspect.StructType, path: KeyPath) -> None:
        self._expect(value, dict, "a table of its own", path)
        known = [field.encode_name for field in wanted.fields]
        for key in value:
            if key not in known:
                self._unknown_key(key, known, path)
        for field in wanted.fields:
            if field.encode_name in value:
                self._check(value[field.encode_name], field.type, (*path, field.encode_name))
            elif field.required:
                raise self.fault(path, f"“{field.encode_name}” is missing here")

    def _unknown_key(self, key: str, known: list[str], path: KeyPath) -> None:
        if self._lenient:
            self.leave_out(key, known, (*path, key))
            return
        near = difflib.get_close_matches(key, known, 1)
        hint = f"did you mean “{near[0]}”" if near else f"known here: {', '.join(known)}"
        raise self.fault((*path, key), f"“{key}” is not known here; {hint}")

    def leave_out(self, key: str, known: Iterable[str], path: KeyPath) -> None:
        """Notes that ``key`` at ``path`` means nothing to this program, and which of the ``known`` ones is near."""
        near = difflib.get_close_matches(key, list(known), 1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        line = line_of(self._lines, path)
        self.left_out.append(f"“{key}” in line {line} is not known to this program, so it changes nothing.{hint}")

    def check_text(self, value: Any, path: KeyPath) -> None:
        """Raises unless ``value`` is text that a document can hold."""
        self._expect(value, str, "text in quotation marks", path)
        if "\n".join(clean(value)) != value.replace("\r\n", "\n"):
            raise self.fault(path, "it holds a character that documents cannot hold")

    def _check_plain(self, value: Any, wanted: inspect.Type, path: KeyPath) -> None:
        match wanted:
            case inspect.StrType():
                self.check_text(value, path)
            case inspect.BoolType():
                self._expect(value, bool, "true or false", path)
            case inspect.IntType():
                self._expect(value, int, "a whole number", path)
            case inspect.FloatType():
                self._expect(value, (int, float), "a number", path)

    def _expect(self, value: Any, kinds: type | tuple[type, ...], words: str, path: KeyPath) -> None:
        fits = isinstance(value, kinds) and (kinds is bool or not isinstance(value, bool))
        if not fits:
            raise self.fault(path, f"“{_key(path)}” should be {words}")

    def _not_allowed(self, value: Any, allowed: list[str], path: KeyPath) -> NotAStrategy:
        return self.fault(path, f"“{value}” cannot stand for “{_key(path)}”; it can be {', '.join(allowed)}")


def _key(path: KeyPath) -> str:
    """The name of what stands at ``path``."""
    return next((key for key in reversed(path) if isinstance(key, str)), "the file")


def read_toml(path: Path, kind: str) -> TomlFile:
    """The file at ``path``; raises :class:`WrongUse`, :class:`DiskRefused` or :class:`NotAStrategy`."""
    try:
        if path.is_dir():
            raise WrongUse(f"“{path}” is a folder.", advice=f"Please name the {kind} file in it.")
        with path.open("rb") as file:
            data = file.read(MAXIMUM_BYTES + 1)
    except FileNotFoundError:
        raise WrongUse(f"There is no {kind} file “{path}”.", advice="Check the name and the folder.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise DiskRefused(
            f"The {kind} file “{path}” cannot be read: {reason}.", advice="Check that you may open it."
        ) from error
    return parse_toml(data, path.name, kind)


def parse_toml(data: bytes, name: str, kind: str) -> TomlFile:
    """The file with these bytes; ``name`` is what errors call it."""
    if len(data) > MAXIMUM_BYTES:
        raise NotAStrategy(
            f"The {kind} file “{name}” is larger than {MAXIMUM_BYTES:,} bytes.", advice="It cannot be the right file."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotAStrategy(
            f"The {kind} file “{name}” cannot be used: line {line} is not in UTF-8.",
            advice="Please save it again as UTF-8 text.",
        ) from None
    return TomlFile(name, kind, text.replace("\r\n", "\n"))
