"""What people had said and changed in an old file, in the strategy that its text has come into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id, new_id
from strategy_editor.incoming.extras import FoundThread
from strategy_editor.incoming.found import Findings
from strategy_editor.incoming.referring import spoken
from strategy_editor.model.blocks import Block
from strategy_editor.model.carriers import comments_in, suggestions_in
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.reviews import Anchor, Message, Suggestion, Thread
from strategy_editor.model.section import Section
from strategy_editor.model.settling import accepted, settled_blocks
from strategy_editor.model.text import Run, Runs, clean, clean_line, flat, map_runs
from strategy_editor.model.tree import find_section, map_block_runs, map_section_runs, section_hosts, with_section

_AROUND = 30
"""Characters on each side of the words of a comment that are kept to find them again."""
_QUOTED = 500


class Speaker:
    """Brings comments, kept changes and references home. ``homes``: what each target of a reference has become.

    ``sections`` are those that text went into; ``pieces`` gives the section of each piece that has one.
    """

    def __init__(
        self,
        project: Project,
        findings: Findings,
        homes: Mapping[str, str],
        sections: Iterable[str],
        pieces: Mapping[int, str],
    ) -> None:
        self._findings = findings
        self._homes = homes
        self._sections = tuple(sections)
        self._pieces = pieces
        self.project = project
        self.comments = 0
        self.changes = 0

    def speak(self, *, comments: bool, at: datetime) -> Project:
        """The project with all of it; ``at`` is when what carries no time was said."""
        for id in self._sections:
            self._change(id, lambda runs: spoken(runs, self._findings.references, self._homes))
        if comments:
            self._say(at)
        else:
            for id in self._sections:
                self._change(id, without_comments)
        self._suggest(at)
        return self.project

    def _section(self, id: str) -> Section:
        found = find_section(self.project, id)
        assert found is not None
        return found.section

    def _change(self, id: str, change: Callable[[Runs], Runs]) -> None:
        section = self._section(id)
        changed = map_section_runs(replace(section, children=()), change)
        changed = replace(changed, children=section.children)
        if changed != section:
            self.project = with_section(self.project, changed)

    # ---- people

    def _person(self, name: str) -> str:
        """The person of this name, who is added where nobody is called so."""
        name = clean_line(name)[:200] or "Unknown author"
        for person in self.project.people:
            if name.casefold() in (each.casefold() for each in (person.name, *person.aliases)):
                return person.id
        person = Person(derived_id("person", name.casefold()), name)
        self.project = replace(self.project, people=(*self.project.people, person))
        return person.id

    # ---- comments

    def _say(self, at: datetime) -> None:
        standing = {id: section for section in self._sections for id in comments_in(self._section(section))}
        threads = dict(self.project.threads)
        for found in self._findings.threads:
            anchor = self._anchor(found, standing.get(found.id, ""))
            messages = tuple(
                Message(new_id(), self._person(each.author), each.at or at, _text(each.text)) for each in found.messages
            )
            state = "resolved" if found.resolved else "open"
            threads[found.id] = Thread(found.id, anchor, messages, state, channel="word", original=anchor.quote)  # type: ignore[arg-type]
        self.comments = len(self._findings.threads)
        self.project = replace(self.project, threads=threads)

    def _anchor(self, found: FoundThread, section: str) -> Anchor:
        quote = clean_line(found.quote)[:_QUOTED]
        if section:
            for host in section_hosts(replace(self._section(section), children=())):
                place = _marked(host.runs, found.id)
                if place is not None:
                    text = flat(host.runs)
                    first, last = place
                    before, after = text[max(0, first - _AROUND) : first], text[last : last + _AROUND]
                    return Anchor("text", host.id, text[first:last][:_QUOTED], before, after)
        section = self._pieces.get(self._findings.places.get(found.id, -1), "")
        if section:
            return Anchor("section", section, quote)
        document = self.project.documents[0].id if self.project.documents else ""
        return Anchor("document", document, quote) if document else Anchor("project", quote=quote)

    # ---- changes

    def _suggest(self, at: datetime) -> None:
        records = dict(self.project.suggestions)
        for section in self._sections:
            for id in suggestions_in(self._section(section)) & self._findings.changes.keys():
                change = self._findings.changes[id]
                records[id] = Suggestion(id, self._person(change.author), change.at or at, section=section)
                self.changes += 1
        if self.changes:
            self.project = replace(self.project, suggestions=records)


def _text(said: str) -> str:
    return "\n\n".join(part for line in said.split("\n") for part in clean(line) if part.strip())


def _marked(runs: Runs, thread: str) -> tuple[int, int] | None:
    places = [at for at, run in _placed(runs) if thread in run.marks.comments]
    if not places:
        return None
    last = max(at + len(run) for at, run in _placed(runs) if thread in run.marks.comments)
    return places[0], last


def _placed(runs: Runs) -> Iterator[tuple[int, Run]]:
    at = 0
    for run in runs:
        yield at, run
        at += len(run)


def without_comments(runs: Runs) -> Runs:
    """The text without the marks of comments."""

    def bare(run: Run) -> Run:
        return Run(run.content, replace(run.marks, comments=())) if run.marks.comments else run

    return map_runs(runs, bare)


def as_kept(blocks: tuple[Block, ...], references: Mapping[str, Runs]) -> tuple[Block, ...]:
    """Blocks that are kept to be read: changes as accepted, references as the words they were, without comments."""

    def plain(runs: Runs) -> Runs:
        return spoken(without_comments(runs), references, {})

    return tuple(map_block_runs(block, plain) for block in settled_blocks(blocks, accepted))
