"""One way of writing: words, capitals, years and shares that a document writes in two ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import reword
from strategy_editor.checks.prose import Passage, begins_sentence, by_passage, by_section, passages
from strategy_editor.checks.rules import DocumentContext, rule
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.language.tables import read_table
from strategy_editor.model.section import Section

_YEARS = re.compile(r"\b(?P<first>(?:19|20)\d\d)(?P<joint>[/–-])(?P<second>\d\d)\b(?![/–-])")
_SHARE = re.compile(r"\b\d[\d,.]*(?P<sign>\s?%|\s+per\s?cent\b)")
_ENDINGS = "s|es|d|ed|ing|r|rs"
_ENDING = f"(?:{_ENDINGS})?"
_WORD = re.compile(r"\w+")
_IN_A_NAME = re.compile(r" Office\b")
"""The Cabinet Office is no cabinet of a council."""


class Variants(Struct, frozen=True, forbid_unknown_fields=True):
    """``variants.toml``: groups of forms, in any case and in exactly this case."""

    any_case: tuple[tuple[str, ...], ...]
    exact: tuple[tuple[str, ...], ...]


class Found(Struct, frozen=True):
    """A word of a group: which group, in which of its forms, and where it stands."""

    group: str
    form: str
    passage: Passage
    start: int
    text: str


class _Patterns(Struct, frozen=True):
    pattern: re.Pattern[str]
    groups: dict[str, tuple[str, str]]
    exact: bool
    signs: frozenset[str]
    """The longest word of each form in small letters, with every ending: a text without any of them has no form."""


@cache
def _patterns() -> tuple[_Patterns, ...]:
    table = read_table("variants.toml", Variants)
    return _compiled(table.any_case, exact=False), _compiled(table.exact, exact=True)


def _compiled(groups: tuple[tuple[str, ...], ...], *, exact: bool) -> _Patterns:
    forms = {form: (group[0], form) for group in groups for form in group}
    longest = sorted(forms, key=len, reverse=True)
    alternatives = "|".join(re.escape(form) for form in longest)
    ending = "" if exact else _ENDING
    flags = re.NOFLAG if exact else re.IGNORECASE
    signs = frozenset(
        max(_WORD.findall(form.lower()), key=len) + ended for form in forms for ended in ("", *_ENDINGS.split("|"))
    )
    return _Patterns(re.compile(rf"(?<![\w-])(?P<form>{alternatives}){ending}(?![\w-])", flags), forms, exact, signs)


def _found(section: Section) -> tuple[Found, ...]:
    return tuple(each for passage in passages(section) for each in _in_passage(passage))


def _look(passage: Passage) -> Iterator[Found]:
    if passage.kind == "quotation":
        return  # its words are another's
    text = passage.text
    there = _WORD.findall(text.lower())
    for patterns in _patterns():
        if patterns.signs.isdisjoint(there):
            continue
        for match in patterns.pattern.finditer(text):
            form = match["form"]
            if patterns.exact and (begins_sentence(text, match.start()) or passage.kind not in ("paragraph", "item")):
                continue
            if patterns.exact and _IN_A_NAME.match(text, match.end()):
                continue
            group, own = patterns.groups[form if patterns.exact else form.lower()]
            yield Found(group, own, passage, match.start("form"), form)
    for match in _YEARS.finditer(text) if "20" in text or "19" in text else ():
        if (int(match["first"]) + 1) % 100 == int(match["second"]):
            joint = "/" if match["joint"] == "/" else "-"
            yield Found("financial years", f"2009{joint}10", passage, match.start(), match[0])
    if passage.kind in ("paragraph", "item"):
        for match in _SHARE.finditer(text) if "%" in text or "cent" in text else ():
            form = "%" if "%" in match[0] else "per cent"
            yield Found("shares of a hundred", form, passage, match.start(), match[0])


_in_passage: IdentityCache[Passage, tuple[Found, ...]] = by_passage(lambda passage: tuple(_look(passage)))


_in_section: IdentityCache[Section, tuple[Found, ...]] = by_section(_found)


@rule("C57", "The same thing is written in two ways", "note", "document", "Language")
def one_way_of_writing(context: DocumentContext) -> Iterator[Remark]:
    """Where a document has two forms of a word, the one that it has less often is named, with its place."""
    if not context.is_english:
        return
    found = [each for section in context.sections for each in _in_section(section)]
    counts: dict[str, Counter[str]] = {}
    for each in found:
        counts.setdefault(each.group, Counter())[each.form] += 1
    for each in found:
        usual, times = counts[each.group].most_common(1)[0]
        if each.form != usual:
            said = f"“{each.text}” is written “{usual}” {_times(times)} in this document."
            yield each.passage.remark(said, each.text, fix=_usual(each, usual))


def _times(count: int) -> str:
    return "elsewhere" if count == 1 else f"{count} times"


def _usual(found: Found, usual: str) -> Fix:
    match found.group:
        case "financial years":
            new = re.sub("[/–-]", "/" if "/" in usual else "–", found.text)
        case "shares of a hundred":
            number = re.sub(r"\s?%|\s+per\s?cent", "", found.text)
            new = f"{number}%" if usual == "%" else f"{number} per cent"
        case _:
            has_capital_by_its_place = found.text[0].isupper() and found.form.islower() and usual.islower()
            new = usual[:1].upper() + usual[1:] if has_capital_by_its_place else usual
    return reword(f"Write {new}", found.passage, found.start, found.text, new)
