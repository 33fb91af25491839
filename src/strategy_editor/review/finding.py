"""Finds words in sections, documents and the whole set, and puts others in their place, directly or as suggestions.

What is struck out is passed over. A place never reaches over a footnote, a cross-reference or another object.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.language.expressions import MOST_MATCHES, Match, Request
from strategy_editor.model.hosts import HostChange, with_hosts
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import OBJECT, Marks, Run, Runs, cut, flat, join, length
from strategy_editor.model.tree import section_hosts, section_of, walk_sections
from strategy_editor.review.editing.comments import with_comments_kept
from strategy_editor.review.editing.marking import DIRECT, Writer

Scope = Literal["section", "document", "set"]
CONTEXT = 40
"""Characters shown before and behind what was found."""

_BEYOND = 1 << 60


class Query(Struct, frozen=True):
    """What to look for. ``expression``: the words are a regular expression."""

    words: str
    case: bool = False
    whole: bool = False
    expression: bool = False
    replacement: str = ""


class Found(Struct, frozen=True):
    """A place: its section and text host, start and end in the host's characters, and the words around it.

    ``replacement`` is what the query would put there.
    """

    document: str
    section: str
    host: str
    start: int
    end: int
    before: str
    words: str
    behind: str
    replacement: str = ""
    in_title: bool = False


class Searched(NamedTuple):
    """The text of a host as it is searched: without what is struck out, and where each stretch of it begins there."""

    document: str
    section: str
    host: str
    text: str
    starts: Sequence[tuple[int, int]]
    in_title: bool

    def place(self, position: int) -> int:
        """The offset in the host of a position in the text."""
        at, offset = self.starts[bisect_right(self.starts, (position, _BEYOND)) - 1]
        return offset + position - at


def texts_in(project: Project, scope: Scope, document: str, section: str) -> list[Searched]:
    """Every text of a section, a document or the set, in reading order."""
    out: list[Searched] = []
    for around, inside in _sections(project, scope, document, section):
        for host in section_hosts(inside):
            if host.runs:
                out.append(_searched(around.id, inside.id, host.id, host.runs, in_title=host.kind == "title"))
    return out


def _sections(project: Project, scope: Scope, document: str, section: str) -> Iterable[tuple[Document, Section]]:
    if scope == "section":
        found = section_of(project, section)
        return [(found.document, found.section)]
    documents = [each for each in project.documents if scope == "set" or each.id == document]
    return [(each, inside) for each in documents for inside in walk_sections(each.sections)]


def _searched(document: str, section: str, host: str, runs: Runs, *, in_title: bool) -> Searched:
    if not any(run.marks.deletion for run in runs):
        return Searched(document, section, host, flat(runs), ((0, 0),), in_title)
    parts: list[str] = []
    starts: list[tuple[int, int]] = [(0, 0)]
    at = offset = 0
    for run in runs:
        if not run.marks.deletion:
            starts.append((at, offset))
            parts.append(flat((run,)))
            at += len(run)
        offset += len(run)
    return Searched(document, section, host, "".join(parts), starts, in_title)


def request_for(query: Query, texts: Sequence[Searched], number: int = 0) -> Request:
    """The question for the helper process that looks for regular expressions."""
    expression = rf"\b(?:{query.words})\b" if query.whole else query.words
    flags = 0 if query.case else int(re.IGNORECASE)
    return Request(number, expression, tuple(each.text for each in texts), flags, query.replacement)


def matches_of(query: Query, texts: Sequence[Searched]) -> list[Match]:
    """Where plain words stand, at once. Raises :class:`WrongUse` for a regular expression, which may take for ever."""
    if query.expression:
        raise WrongUse("A regular expression is looked for in a process of its own.")
    if not query.words:
        return []
    words = re.escape(query.words)
    if query.whole:
        words = rf"(?<!\w){words}(?!\w)"
    pattern = re.compile(words, 0 if query.case else re.IGNORECASE)
    found: list[Match] = []
    for number, each in enumerate(texts):
        for match in pattern.finditer(each.text):
            found.append(Match(number, *match.span(), query.replacement))
        if len(found) >= MOST_MATCHES:
            break
    return found[:MOST_MATCHES]


def found_at(texts: Sequence[Searched], matches: Iterable[Match]) -> list[Found]:
    """The places that matches stand for. Those with an object in them are left out."""
    out: list[Found] = []
    for match in matches:
        source = texts[match.text]
        words = source.text[match.start : match.end]
        if OBJECT in words:
            continue
        out.append(
            Found(
                source.document,
                source.section,
                source.host,
                source.place(match.start),
                source.place(match.end - 1) + 1,
                _context(source.text[max(0, match.start - CONTEXT) : match.start]),
                _context(words),
                _context(source.text[match.end : match.end + CONTEXT]),
                match.replacement,
                source.in_title,
            )
        )
    return out


def _context(text: str) -> str:
    return text.replace("\n", " ").replace(OBJECT, "…")


# ---- replacing


class Replaced(Struct, frozen=True):
    """A section with words replaced, how often, and the suggestion that this belongs to."""

    section: Section
    count: int
    suggestion: str = ""


def replaced_in(section: Section, found: Iterable[Found], writer: Writer = DIRECT) -> Replaced:
    """The section with each place replaced. A title is never suggested: in suggestions it stays as it is."""
    suggestion = new_id() if writer.suggesting else ""
    hosts: dict[str, HostChange] = {}
    count = 0
    after = section
    ordered = sorted((each for each in found if each.section == section.id), key=lambda each: (each.host, -each.start))
    for host, places in groupby(ordered, key=lambda each: each.host):
        change = _changed(list(places), writer, suggestion)
        if host != section.id:
            hosts[host] = _on_block(change)
        elif not suggestion:
            after = replace(after, title=change(after.title))
        else:
            continue
        count += sum(each.host == host for each in ordered)
    after = with_comments_kept(section, with_hosts(after, hosts))
    return Replaced(after, count, suggestion if count else "")


def _on_block(change: Callable[[Runs], Runs]) -> HostChange:
    return lambda block: replace(block, runs=change(block.runs))


def _changed(places: Sequence[Found], writer: Writer, suggestion: str) -> Callable[[Runs], Runs]:
    """Replaces places of one host, the last one first."""

    def change(runs: Runs) -> Runs:
        for place in places:
            runs = _with_words(runs, place.start, place.end, place.replacement, writer, suggestion)
        return runs

    return change


def _with_words(runs: Runs, start: int, end: int, words: str, writer: Writer, suggestion: str) -> Runs:
    """New words in the looks of the first one they replace, with the comments that all of those have in common."""
    old = cut(runs, start, end)
    standing = [run for run in old if not run.marks.deletion]
    if not standing:
        return runs
    comments = set.intersection(*(set(run.marks.comments) for run in standing))
    marks = replace(standing[0].marks, comments=tuple(sorted(comments)))
    kept: Runs = tuple(run for run in old if run.marks.deletion)
    if suggestion:
        kept = _struck(old, writer, suggestion)
        marks = replace(marks, insertion=suggestion, deletion="", former=None)
    added: Runs = (Run(words, marks),) if words else ()
    return join(cut(runs, 0, start), kept, added, cut(runs, end, length(runs)))


def _struck(old: Runs, writer: Writer, suggestion: str) -> Runs:
    def strike(marks: Marks) -> Marks:
        return marks if marks.deletion else replace(marks, deletion=suggestion)

    return tuple(Run(run.content, strike(run.marks)) for run in old if not writer.owns(run.marks.insertion))
