"""Three values become one: the state that two lines of work come from, and what became of it in each.

Whatever only one side changed is taken. Sets go by id, lists by what each member follows. Where both changed the same,
what was there stays, and each side's is a proposal; what one took out and the other changed stays, and that it goes is
proposed. No change of either side is missing from both the text and the proposals. Which side is called mine makes no
difference, nor on whose computer it is done: equal values give an equal value, down to the ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import TEXT_BLOCKS, Cell, Paragraph, Table
from strategy_editor.model.encoding import digest
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Run, Runs, map_runs
from strategy_editor.model.tree import MAXIMUM_DEPTH, all_sections, ids_in, map_section_runs
from strategy_editor.review.consequences import with_comments_kept
from strategy_editor.review.merging import footnotes, tables
from strategy_editor.review.merging.clusters import arrived, clusters, streamed, took, took_over
from strategy_editor.review.merging.contests import Contests, Side, Spotted
from strategy_editor.review.merging.forest import TOP, Forest, Spot, rebuilt, section_around
from strategy_editor.review.merging.notes import note_of
from strategy_editor.review.merging.order import merged_order
from strategy_editor.review.merging.parts import merged_part
from strategy_editor.review.merging.texts import MergedText, merge_text
from strategy_editor.review.merging.values import Path, Three, join_structs, merge_struct


class Merged(Struct, frozen=True):
    """Both in one, and the ids of the proposals that came of it."""

    project: Project
    proposals: tuple[str, ...] = ()


def merge(base: Project | None, mine: Side, theirs: Side) -> Merged:
    """Both sides in one. ``base`` is the newest state that both come from, None where there is none any more.

    Raises :class:`WrongUse` where they are not the same strategy.
    """
    if mine.project.id != theirs.project.id or (base is not None and base.id != mine.project.id):
        raise WrongUse("That is another strategy.", advice="Only copies of the same strategy can be brought together.")
    if mine.project == theirs.project:
        return Merged(mine.project)
    if base is not None and base in (mine.project, theirs.project):
        return Merged(theirs.project if base == mine.project else mine.project)
    first, second = sorted((mine, theirs), key=lambda side: (side.at, side.author))
    if (first.at, first.author) == (second.at, second.author):
        first, second = sorted((mine, theirs), key=lambda side: digest(side.project))
    return _Merge(base, first, second).outcome()


class _Merge:
    """One merge; ``mine`` is the side that comes first by time, so that both ways give the same."""

    def __init__(self, base: Project | None, mine: Side, theirs: Side) -> None:
        self.base, self.mine, self.theirs = base, mine.project, theirs.project
        self.contests = Contests(mine, theirs)
        documents = self.base.documents if self.base else ()
        self.before = Forest(replace(self.mine, documents=documents))
        self.sides = (Forest(self.mine), Forest(self.theirs))
        self.parts: dict[str, Any] = {}
        self.spots: dict[str, Spot] = {}
        self.lists: dict[Spot, tuple[str, ...]] = {}
        self.pinned: set[str] = set()
        self.texts: dict[str, MergedText] = {}

    def outcome(self) -> Merged:
        """The result."""
        present = self._present()
        self._pin(present)
        self._stream(present)
        self._place(present)
        self._merge_parts()
        self._bring_back()
        self._order()
        self._join_tables()
        self._fill_cells()
        self._propose_removals()
        project = self._records(rebuilt(self.parts, self.lists))
        project = self._with_comments(_without_twins(project))
        if self.base is not None:
            sides = (self.base, self.mine, self.theirs)
            for id, words in footnotes.taken_out(project, *sides, self.contests.made.values()):
                self.contests.text(id, words)
        sections = {id: section_around(id, self.spots, self.parts) for id in self.parts}
        sections |= {id: where for id, where in self._captions() if id not in sections}
        made = {
            proposal.id: replace(proposal, note=note_of(proposal, project, self.parts))
            for proposal in self.contests.placed(sections)
        }
        if made:
            project = replace(project, proposals={**project.proposals, **made})
        return Merged(project, tuple(made))

    # ---- what there is

    def _present(self) -> set[str]:
        """The ids of all parts of the result; notes what stays although one side took it out."""
        first, second = self.sides
        self.rescued: dict[str, bool] = {}
        present = {id for id in first.parts if id in second.parts}
        for side, other, is_mine in ((first, second, True), (second, first, False)):
            for id, part in side.parts.items():
                if id in other.parts:
                    continue
                if id not in self.before.parts:
                    present.add(id)
                elif part != self.before.parts[id] or side.spots[id] != self.before.spots[id]:
                    self.rescued[id] = is_mine
                    present.add(id)
                elif any(self.rescued.get(around) is is_mine for around in _gone_around(side, other, id)):
                    present.add(id)
        return present

    def _pin(self, present: set[str]) -> None:
        """Finds what can only be had as one side has it: it stays whole, as it was, and both are proposed."""
        for id, base in self.before.parts.items():
            mine, theirs = (side.parts.get(id) for side in self.sides)
            if mine is None or theirs is None or mine == theirs or base in (mine, theirs):
                continue
            same_sort = merges_with(base, mine) and merges_with(base, theirs)
            if same_sort and not (isinstance(base, Table) and tables.is_contested(base, mine, theirs)):
                continue
            self.contests.blocks(id, base, (mine,), (theirs,))
            inside = set(self.before.within(id))
            self.pinned |= inside
            present |= inside
            for side in self.sides:
                present -= {each for each in side.within(id) if each not in self.before.parts}

    def _stream(self, present: set[str]) -> None:
        """Brings paragraphs together that one side split or joined; where that cannot be, they stay as they were."""
        for cluster in clusters(self.before, *self.sides):
            if not self.pinned.isdisjoint(cluster.ids):
                continue
            texts = streamed(cluster)
            kept = set(texts or (block.id for block in cluster.base))
            if texts is None:
                self.pinned |= kept
                self.contests.group(cluster)
            else:
                self.texts |= texts
            present -= cluster.ids
            present |= kept
            for id in cluster.ids:
                self.rescued.pop(id, None)

    # ---- where it stands

    def _place(self, present: set[str]) -> None:
        for id in present:
            self.spots[id] = self._spot(id)
        for id in tuple(present):
            self._restore_around(id)
        while wrong := self._impossible():
            for id in wrong:
                self._stay(id)
                self._restore_around(id)

    def _spot(self, id: str) -> Spot:
        before = self.before.spots.get(id)
        if id in self.pinned and before is not None:
            return before
        mine, theirs = (side.spots.get(id) for side in self.sides)
        for one, other in ((mine, theirs), (theirs, mine)):
            if one is not None and (other is None or other in (before, one)):
                return self._unless_pinned(id, one)
        self._propose_spots(id)
        return self._unless_pinned(id, before or mine or TOP)

    def _unless_pinned(self, id: str, spot: Spot) -> Spot:
        """Nothing moves into what stays as it was."""
        before = self.before.spots.get(id)
        return before if spot.parent in self.pinned and before is not None else spot

    def _restore_around(self, id: str) -> None:
        """Brings back what both took out of the text, if something is to stand in it."""
        parent = self.spots[id].parent
        while parent and parent not in self.spots:
            found = next(forest for forest in (self.before, *self.sides) if parent in forest.parts)
            self.spots[parent] = found.spots[parent]
            parent = self.spots[parent].parent

    def _impossible(self) -> set[str]:
        """Parts that were moved into each other, or too deep: those of them that have moved."""
        for id in self.spots:
            chain = self._chain(id)
            depth = sum(isinstance(self._any(each), Section) for each in chain)
            if chain[-1] == self.spots[chain[0]].parent or depth > MAXIMUM_DEPTH or len(chain) != len(set(chain)):
                moved = {each for each in chain if self.before.spots.get(each, self.spots[each]) != self.spots[each]}
                if moved:
                    return moved
        return set()

    def _chain(self, id: str) -> list[str]:
        """The part and those around it, until there is none or one comes again."""
        chain = [id]
        while (parent := self.spots[chain[-1]].parent) and parent not in chain:
            chain.append(parent)
        return [*chain, parent] if parent else chain

    def _stay(self, id: str) -> None:
        self.spots[id] = self.before.spots[id]
        self._propose_spots(id)

    def _propose_spots(self, id: str, *, in_list: bool = False) -> None:
        """Each side's place for the part, where it is not that of the base; ``in_list``: among the same neighbours."""
        kept, *spots = (_spotted(forest, id) for forest in (self.before, *self.sides))
        kept = kept or spots[0]
        wanted = [
            spot if spot and kept and (in_list or (spot.parent, spot.slot) != (kept.parent, kept.slot)) else None
            for spot in spots
        ]
        self.contests.spot(id, kept, *wanted)

    def _any(self, id: str) -> Any:
        return next(forest.parts[id] for forest in (*self.sides, self.before) if id in forest.parts)

    # ---- what it says

    def _merge_parts(self) -> None:
        for id in self.spots:
            base = self.before.parts.get(id)
            mine, theirs = (side.parts.get(id) for side in self.sides)
            if id in self.pinned or (mine is None and theirs is None):
                self.parts[id] = base
            elif mine is None or theirs is None:
                self.parts[id] = theirs if mine is None else mine
            elif merges_with(mine, theirs):
                self.parts[id] = self._merged(id, Three(base, mine, theirs))
            else:
                self.parts[id] = mine
                self.contests.blocks(id, mine, None, (theirs,))

        for id, words in self.texts.items():
            self.parts[id] = replace(self.parts[id], runs=words.agreed)
            self.contests.text(id, words)

    def _bring_back(self) -> None:
        """A paragraph that one side put into another stays where it was, if it did not arrive there."""
        first, second = self.sides
        for side, other, is_mine in ((first, second, True), (second, first, False)):
            unlike = [id for id in self._written(side) if id in self.parts and self.parts[id] != side.parts[id]]
            gone = [id for id in self.before.parts if id not in self.parts and id in other.parts] if unlike else []
            for origin in gone:
                into = [id for id in unlike if took_over(self.before, side, origin, id)]
                if any(not arrived(other.parts[origin], side.parts[id], self.parts[id]) for id in into):
                    self._keep_as_in(other, origin, is_mine=not is_mine)

    def _keep_as_in(self, side: Forest, id: str, *, is_mine: bool) -> None:
        """Has a part stay that was to go, with whatever it stands in."""
        top = (id, *takewhile(lambda around: around not in self.parts, side.around(id)))[-1]
        for each in side.within(top):
            if each not in self.parts:
                self.parts[each], self.spots[each] = side.parts[each], side.spots[each]
        self.rescued[top] = is_mine

    def _written(self, side: Forest) -> list[str]:
        """The text blocks that are new on this side, or have other words than before."""
        return [
            id
            for id, part in side.parts.items()
            if isinstance(part, TEXT_BLOCKS) and getattr(self.before.parts.get(id), "runs", None) != part.runs
        ]

    def _merged(self, id: str, values: Three) -> Any:
        if id in self.texts:  # the words are settled already
            values = values.each(lambda part: replace(part, runs=()) if part is not None else None)
        return merged_part(values, self.contests)

    def _order(self) -> None:
        members: dict[Spot, set[str]] = {}
        for id, spot in self.spots.items():
            members.setdefault(spot, set()).add(id)
        for spot, ids in members.items():
            lists = [forest.list(spot) for forest in (self.before, *self.sides)]
            if spot.parent in self.pinned:
                lists = [lists[0]] * 3
            base, mine, theirs = lists
            order = merged_order(base, mine, theirs, ids)
            self.lists[spot] = order.ids
            for id in order.contested:
                self._propose_spots(id, in_list=True)

    def _join_tables(self) -> None:
        """Tables of which both changed rows or columns: each row gets a cell for each column."""
        for id, base in self.before.parts.items():
            mine, theirs = (side.parts.get(id) for side in self.sides)
            if id not in self.parts or id in self.pinned or not isinstance(base, Table):
                continue
            if mine is None or theirs is None or not tables.both_changed(base, mine, theirs):
                continue
            rows, columns = (self.lists.get(Spot(id, slot), ()) for slot in ("rows", "columns"))
            for row, cells in tables.joined_grid(rows, columns, base, mine, theirs).items():
                for cell in cells:
                    if cell.id not in self.parts:
                        self._add_cell(cell, row)
                self.lists[Spot(row, "cells")] = tuple(cell.id for cell in cells)

    def _add_cell(self, cell: Cell, row: str) -> None:
        self.parts[cell.id] = cell
        self.spots[cell.id] = Spot(row, "cells")
        for block in cell.blocks:
            self.parts[block.id] = block
            self.spots[block.id] = Spot(cell.id, "blocks")
        self.lists[Spot(cell.id, "blocks")] = tuple(block.id for block in cell.blocks)

    def _fill_cells(self) -> None:
        """No cell is without a paragraph."""
        for id, part in tuple(self.parts.items()):
            spot = Spot(id, "blocks")
            if isinstance(part, Cell) and not self.lists.get(spot):
                block = Paragraph(derived_id("emptied", id))
                self.parts[block.id], self.spots[block.id], self.lists[spot] = block, spot, (block.id,)

    def _propose_removals(self) -> None:
        """What one side took out and the other changed: that it goes is proposed, once for all that stands in it."""
        for id, is_mine in self.rescued.items():
            if id in self.pinned or self.rescued.get(self.sides[0 if is_mine else 1].spots[id].parent) is is_mine:
                continue
            side = self.sides[0 if is_mine else 1]
            is_block = not isinstance(self.parts[id], Section | Document)
            if not is_block:
                self.contests.removal(id, by_mine=not is_mine)
            for each in (*((id,) if is_block else ()), *self._split_off(id, side)):
                self._propose_removal(each, by_mine=not is_mine)
            for origin in side.within(id):
                self._propose_changes_elsewhere(origin, is_mine=is_mine)
        self._propose_left_over()

    def _propose_changes_elsewhere(self, origin: str, *, is_mine: bool) -> None:
        """What one side changed in a paragraph whose words the other carried elsewhere: that it changes there too."""
        side, other = self.sides if is_mine else reversed(self.sides)
        base, part = self.before.parts.get(origin), side.parts[origin]
        if not isinstance(base, TEXT_BLOCKS) or not isinstance(part, TEXT_BLOCKS) or base.runs == part.runs:
            return
        for id in self._written(other):
            now = self.parts.get(id)
            if id != origin and isinstance(now, TEXT_BLOCKS) and took_over(self.before, other, origin, id):
                words = merge_text(base.runs, now.runs, part.runs).theirs
                self.contests.text(id, MergedText(now.runs, *_by(words, now.runs, is_mine=is_mine)))

    def _propose_removal(self, block: str, *, by_mine: bool) -> None:
        whole = rebuilt(self.parts, {**self.lists, TOP: (block,)})[0]
        self.contests.blocks(block, whole, *(((), None) if by_mine else (None, ())))

    def _propose_left_over(self) -> None:
        """Paragraphs that both took out, where one put their words into others before: the other has not seen those."""
        gone = [id for id in self.before.parts if not any(id in side.parts for side in self.sides)]
        for side, is_mine in zip(self.sides, (True, False), strict=True):
            for id in self._made_of(gone, side):
                if id not in self.texts:
                    self._propose_removal(id, by_mine=not is_mine)
            for id in self._written(side) if gone else ():
                now, base = self.parts.get(id), self.before.parts.get(id)
                if not isinstance(now, TEXT_BLOCKS) or not isinstance(base, TEXT_BLOCKS):
                    continue
                if any(took_over(self.before, side, origin, id) for origin in gone):
                    without = merge_text(side.parts[id].runs, now.runs, base.runs).theirs
                    self.contests.text(id, MergedText(now.runs, *_by(without, now.runs, is_mine=not is_mine)))

    def _split_off(self, id: str, side: Forest) -> Iterable[str]:
        """What this side has made, elsewhere, of words of the paragraphs there."""
        inside = set(side.within(id)) - {id}
        return (each for each in self._made_of(tuple(self.before.within(id)), side) if each not in inside)

    def _made_of(self, origins: Sequence[str], side: Forest) -> Iterable[str]:
        """The blocks that are new on this side, and made of words of these paragraphs."""
        new = (each for each in side.parts if each in self.parts and each not in self.before.parts)
        return (each for each in new if any(took(self.before, side, side, origin, each) for origin in origins))

    # ---- everything else

    def _records(self, documents: tuple[Document, ...]) -> Project:
        def contested(path: Path, kept: Any, mine: Any, theirs: Any) -> None:
            if path[0] == "proposals":
                return  # decided by both: the earlier decision stands
            if isinstance(getattr(self.mine, path[0]), tuple | dict) and len(path) > 1:
                self.contests.field(path[1], path[2:], kept, mine, theirs)
            else:
                self.contests.field(self.mine.id, path, kept, mine, theirs)

        skip = frozenset({"documents"})
        if self.base is None:
            project: Project = join_structs(self.mine, self.theirs, contested, (), skip)
        else:
            project = merge_struct(Three(self.base, self.mine, self.theirs), contested, (), skip)
        return replace(project, documents=documents)

    def _with_comments(self, project: Project) -> Project:
        """No comment is without a place."""
        for before in (self.mine, self.theirs):
            project = with_comments_kept(before, project)
        known = project.threads.keys() | {
            id for before in (self.mine, self.theirs) for _, section in all_sections(before) for id in section.unplaced
        }
        return _with_trays_of(project, known)

    def _captions(self) -> Iterable[tuple[str, str]]:
        for id, part in self.parts.items():
            for field in ("caption", "title"):
                inner = getattr(part, field, None)
                if isinstance(inner, Paragraph):
                    yield inner.id, section_around(id, self.spots, self.parts)


def _by(words: Runs, kept: Runs, *, is_mine: bool) -> tuple[Runs, Runs]:
    """What my side and theirs would have, where only one of them would have other words than those that are kept."""
    return (words, kept) if is_mine else (kept, words)


def merges_with(one: Any, other: Any) -> bool:
    """Whether both are of a sort whose changes go together: parts of one type, or any two text blocks."""
    return type(one) is type(other) or (hasattr(one, "runs") and hasattr(other, "runs"))


def _gone_around(side: Forest, other: Forest, id: str) -> Iterable[str]:
    """The parts around this one that the other side took out with it."""
    return takewhile(lambda around: around not in other.parts, side.around(id))


def _spotted(forest: Forest, id: str) -> Spotted | None:
    spot = forest.spots.get(id)
    if spot is None:
        return None
    members = forest.list(spot)
    index = members.index(id)
    return Spotted(spot.parent, spot.slot, members[index - 1] if index else "")


def _with_trays_of(project: Project, known: set[str]) -> Project:
    """The project without threads in trays that nobody knows."""

    def one(section: Section) -> Section:
        children = tuple(one(child) for child in section.children)
        tray = tuple(id for id in section.unplaced if id in known)
        same = tray == section.unplaced and all(a is b for a, b in zip(children, section.children, strict=True))
        return section if same else replace(section, unplaced=tray, children=children)

    documents = tuple(replace(document, sections=tuple(map(one, document.sections))) for document in project.documents)
    return replace(project, documents=documents)


def _without_twins(project: Project) -> Project:
    """Where an object of the text came to stand twice, such as a footnote that one side moved out of contested words,
    the later one gets an id of its own."""
    found = [id for document in project.documents for id in ids_in(document.sections)]
    if len(found) == len(set(found)):
        return project
    seen: set[str] = set()

    def renamed(run: Run) -> Run:
        content = run.content
        if isinstance(content, str):
            return run
        id = content.id
        while id in seen:
            id = derived_id("again", id)
        seen.add(id)
        return run if id == content.id else Run(replace(content, id=id), run.marks)

    def one(section: Section) -> Section:
        changed = map_section_runs(section, lambda runs: map_runs(runs, renamed))
        return replace(changed, children=tuple(map(one, changed.children)))

    documents = tuple(replace(document, sections=tuple(map(one, document.sections))) for document in project.documents)
    return replace(project, documents=documents)
