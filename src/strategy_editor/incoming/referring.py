"""Cross-references of an old document: fields that point at a bookmark become references to what stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.incoming.signs import caption_label, sign_of
from strategy_editor.incoming.values import Field
from strategy_editor.model.text import CrossReference, Marks, Run, Runs, join, runs_from

_INSTRUCTION = re.compile(r"REF\s+\"?([^\s\"\\]+)", re.IGNORECASE)
_NUMBERED = re.compile(r"\\[rnw](?![a-z])", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:section|paragraph|para|table|figure|chart|appendix|annex)s?\.?[ \u00a0]*$", re.IGNORECASE)

TargetKind = Literal["heading", "paragraph", "caption"]


class FoundTarget(Struct, frozen=True):
    """What a bookmark of the old document stands on; ``id`` is that of a piece for a heading that begins one."""

    id: str
    kind: TargetKind


class FoundReference(Struct, frozen=True):
    """A reference as the old document drew it: its words, the bookmark, and whether it asks for the number."""

    words: str
    bookmark: str
    numbered: bool
    marks: Marks


class References:
    """Gathers references while text is made, and leads them to their targets when all targets are known."""

    def __init__(self) -> None:
        self._targets: dict[str, FoundTarget] = {}
        self._found: dict[str, FoundReference] = {}
        self.led: dict[str, Runs] = {}
        """By the id of each reference that leads somewhere: what the old document said there."""
        self.lost: list[str] = []
        """What those say that lead nowhere, or to what has no number of its own."""

    def point(self, bookmark: str, target: FoundTarget) -> None:
        """Says what a bookmark stands on; the first that is said holds."""
        self._targets.setdefault(bookmark, target)

    def made(self, field: Field, words: str, marks: Marks) -> Run | None:
        """A reference in the place of the words that a field drew; None for a field that is none."""
        match = _INSTRUCTION.match(field.instruction) if field.kind == "REF" else None
        if match is None or not words.strip():
            return None
        reference = CrossReference(new_id(), match[1])
        numbered = _NUMBERED.search(field.instruction) is not None
        self._found[reference.id] = FoundReference(words, match[1], numbered, marks)
        return Run(reference, marks)

    def resolved(self, runs: Runs) -> Runs:
        """The text with its references led to their targets; those that lead nowhere are the words they were."""
        if not any(isinstance(run.content, CrossReference) and run.content.id in self._found for run in runs):
            return runs
        out: list[Run] = []
        for run in runs:
            content = run.content
            if not isinstance(content, CrossReference) or content.id not in self._found:
                out.append(run)
                continue
            found = self._found[content.id]
            target = self._targets.get(found.bookmark)
            form = _form(found, target) if target is not None else None
            if target is None or form is None:
                out.extend(runs_from(found.words, run.marks))
                self.lost.append(found.words)
                continue
            words = found.words
            if form != "title":
                words = _cut_word(out) + words
            self.led[content.id] = runs_from(words, found.marks)
            out.append(Run(replace(content, target=target.id, form=form), run.marks))
        return join(tuple(out))


def _form(found: FoundReference, target: FoundTarget) -> Literal["number", "title", "number-and-title"] | None:
    """How a reference speaks of its target; None where only its words will do."""
    if found.numbered:
        return "number"
    words = found.words.strip()
    if target.kind == "caption":
        label = caption_label(f"{words} ")
        if label:
            return "number" if label >= len(words) else "number-and-title"
        return "number" if words.isdecimal() else "title"
    if target.kind == "heading":
        return "number-and-title" if sign_of(words) is not None else "title"
    return None


def _cut_word(before: list[Run]) -> str:
    """Takes ``section`` or the like from the end of what stands before a reference, which says it itself."""
    last = before[-1] if before else None
    if last is None or not isinstance(last.content, str):
        return ""
    match = _BEFORE.search(last.content)
    if match is None:
        return ""
    before.pop()
    if match.start():
        before.append(Run(last.content[: match.start()], last.marks))
    return match[0]


def spoken(runs: Runs, words: Mapping[str, Runs], homes: Mapping[str, str]) -> Runs:
    """The text once everything has a place: references point at it, and those that lead nowhere are words again.

    ``words`` by reference; ``homes`` gives the id of what a target has become, for each target that has a place.
    """
    if not any(isinstance(run.content, CrossReference) and run.content.id in words for run in runs):
        return runs
    out: list[Run] = []
    for run in runs:
        content = run.content
        if not isinstance(content, CrossReference) or content.id not in words:
            out.append(run)
        elif content.target in homes:
            out.append(Run(replace(content, target=homes[content.target]), run.marks))
        else:
            out.extend(Run(each.content, run.marks) for each in words[content.id])
    return join(tuple(out))
