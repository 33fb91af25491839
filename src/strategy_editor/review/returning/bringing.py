"""Lays what a copy wants on today's text: as tracked changes, or as proposals where others want something there too.

A place is disputed where the author has changed the same sentence since the copy went out, or where another copy wants
to change it. Then whatever copies want there stands beside the text as proposals, one for each reader, and nothing is
woven into it. What was decided already stays decided: it is known by ids that derive from the copy and the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Change, Column, Figure, Row, Table
from strategy_editor.model.carriers import has_suggestions, suggestions_in, suggestions_of
from strategy_editor.model.grid import without as without_lines
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project, with_document
from strategy_editor.model.reviews import (
    BlockContent,
    Content,
    Place,
    Proposal,
    Suggestion,
    TextContent,
)
from strategy_editor.model.section import Document
from strategy_editor.model.settling import accepted, settled_blocks, settled_runs
from strategy_editor.model.text import Run, Runs, atoms, flat, map_runs, runs_of
from strategy_editor.model.tree import block_hosts, document_of, map_block_runs
from strategy_editor.review.consequences import settled_project
from strategy_editor.review.returning.claims import (
    BlockClaim,
    Claim,
    ColumnClaim,
    Maker,
    PictureClaim,
    Returned,
    RowClaim,
    TextClaim,
)
from strategy_editor.review.returning.laying import column_laid, line_cells, line_text, row_laid, words_of_cells
from strategy_editor.review.returning.threads import brought_threads
from strategy_editor.review.returning.today import Blocks, Today
from strategy_editor.review.returning.weaving import final, is_marked, proposed, with_comments, without_comments, woven

_REPLACED = "The picture was replaced: accept this to have the new one here, under the same caption."


class Copy(NamedTuple):
    """The copy that is brought in: its id, its document as it went out, who is who, and when what has no time was made.

    ``people`` gives the person id for each name in the file.
    """

    id: str
    document: Document
    people: Mapping[str, str]
    at: datetime


class Brought(NamedTuple):
    """The project with a copy brought in, and the ids of what it brought.

    ``woven``: suggestions in the text; ``beside``: proposals; ``loose``: changes told in comments; ``threads``:
    comments, those included; ``unplaced``: comments that wait to be placed; ``decided``: what was decided before.
    """

    project: Project
    woven: tuple[str, ...]
    beside: tuple[str, ...]
    loose: tuple[str, ...]
    threads: tuple[str, ...]
    unplaced: frozenset[str]
    decided: tuple[str, ...]


def bring_in(project: Project, copy: Copy, returned: Returned) -> Brought:
    """Today's project with everything that the copy wants and says. Bringing the same in again changes nothing."""
    return _Bringing(without_undecided(project, copy.id), copy, returned).bring()


def without_undecided(project: Project, copy: str) -> Project:
    """The project without what a copy brought and nobody has decided; comments stay, they are brought up to date."""
    undecided = {id for id, each in project.suggestions.items() if each.source == copy and each.decision is None}
    kept = {id: each for id, each in project.proposals.items() if each.source != copy or each.decision is not None}
    if undecided:
        project = settled_project(project, lambda id: False if id in undecided else None)
        records = {id: each for id, each in project.suggestions.items() if id not in undecided}
        project = replace(project, suggestions=records)
    return project if len(kept) == len(project.proposals) else replace(project, proposals=kept)


class _Bringing:
    def __init__(self, project: Project, copy: Copy, returned: Returned) -> None:
        self.project = project
        self.copy = copy
        self.returned = returned
        self.desk = Today(document_of(project, copy.document.id))
        self.then = Today(copy.document)
        self.records: dict[str, Suggestion] = dict(project.suggestions)
        self.proposals: dict[str, Proposal] = dict(project.proposals)
        self.decided = {id for id, each in project.suggestions.items() if each.decision is not None}
        self.skipped: list[str] = []
        self.notes: list[tuple[str, str, str, Maker]] = []
        self.disputed: dict[str, set[str]] = {}
        for each in self.proposals.values():
            if each.decision is None and each.place.kind in ("text", "block"):
                self.disputed.setdefault(each.place.owner, set()).add(each.id)
        self.unmoved: set[str] = set()

    def bring(self) -> Brought:
        for claim in sorted(self.returned.claims, key=_turn):
            self._claim(claim)
        self.notes += [(each.id, each.near, each.words, each.maker) for each in self.returned.loose]
        document = self.desk.document()
        project = with_document(self.project, document)
        project = replace(project, suggestions=self._recorded(project, document), proposals=self.proposals)
        threads = brought_threads(project, self.copy, self.returned, self.notes, self.desk)
        project = threads.project
        woven_ids = tuple(id for id, each in project.suggestions.items() if self._is_ours(each))
        beside = tuple(id for id, each in project.proposals.items() if self._is_ours(each))
        return Brought(
            project,
            woven_ids,
            beside,
            tuple(note[0] for note in self.notes),
            threads.ids,
            threads.unplaced,
            tuple(dict.fromkeys(self.skipped)),
        )

    def _is_ours(self, each: Suggestion | Proposal) -> bool:
        return each.source == self.copy.id and each.decision is None

    # ---- who and when

    def _person(self, maker: Maker) -> str:
        return self.copy.people.get(maker.name, maker.name)

    def _at(self, maker: Maker) -> datetime:
        return maker.at or self.copy.at

    def _record(self, id: str) -> Suggestion:
        maker = self.returned.makers[id]
        return Suggestion(id, self._person(maker), self._at(maker), self.copy.id)

    def _recorded(self, project: Project, document: Document) -> dict[str, Suggestion]:
        """Records of what stands in the text; of what is gone from it undecided, none."""
        labels = numbers(project, document).labels
        records = dict(self.records)
        standing: set[str] = set()
        for section in self.desk.sections:
            own = self.desk.section(section)
            ours = {id for id in suggestions_in(own) if id in self.returned.makers and id not in records}
            standing |= suggestions_in(own)
            if not ours:
                continue
            for block in own.blocks:
                for id in suggestions_of(block) & ours:
                    label = labels.get(block.id) or labels.get(section, "")
                    records[id] = replace(self._record(id), section=section, paragraph=label)
            for id in ours - records.keys():
                records[id] = replace(self._record(id), section=section, paragraph=labels.get(section, ""))
        return records

    def _note(self, near: str, words: str, ids: Iterable[str]) -> None:
        """A change that cannot be laid on the text is told in a comment."""
        every = sorted(ids)
        maker = self.returned.makers[every[0]] if every else Maker("", None, True)
        self.notes.append((derived_id("note", *every), near, words, maker))

    # ---- claims

    def _claim(self, claim: Claim) -> None:
        match claim:
            case TextClaim():
                self._text(claim)
            case BlockClaim(covers=()):
                self._new(claim)
            case BlockClaim():
                self._covering(claim)
            case ColumnClaim():
                self._column(claim)
            case RowClaim():
                self._row(claim)
            case PictureClaim():
                self._picture(claim)

    def _undecided(self, id: str) -> bool | None:
        """The verdict that takes out of a claim what was decided before."""
        if id in self.decided:
            self.skipped.append(id)
            return False
        return None

    # ---- words

    def _text(self, claim: TextClaim) -> None:
        runs = settled_runs(claim.runs, self._undecided)
        today = self.desk.runs(claim.host)
        if today is None:
            if is_marked(runs):
                self._note(claim.host, told(claim.base, runs), _ids(runs))
            return
        if not is_marked(runs):
            self.desk.set_runs(claim.host, with_comments(claim.base, runs, today))
            return
        laid = None if self.disputed.get(claim.host) else woven(claim.base, runs, today)
        if laid is not None and not self._is_structural(claim.host):
            self.desk.set_runs(claim.host, laid)
            return
        self._lift(claim.host)
        now = self.desk.runs(claim.host)
        assert now is not None
        for person, ids in self._by_person(_ids(runs)).items():
            theirs = settled_runs(runs, lambda id, ids=ids: id in ids)  # type: ignore[misc]
            if without_comments(theirs) == without_comments(claim.base):
                theirs = final(runs)
            place = Place("text", claim.host, self.desk.section_of(claim.host))
            content = TextContent(bare(proposed(claim.base, theirs, now)))
            self._propose(place, TextContent(now), content, person, ids)
        self.desk.set_runs(claim.host, with_comments(claim.base, runs, now))

    def _is_structural(self, host: str) -> bool:
        """Whether a copy wants to take the paragraph away, split or join it."""
        place = self.desk.places[host]
        found = self.desk.blocks(place.container) if place.container else None
        block = next((block for block in found or () if block.id == host), None)
        if block is None or not isinstance(block, TEXT_BLOCKS):
            return False
        ending = block.ending
        return bool(ending.deletion or block.former or (ending.insertion and ending.identity == "stays"))

    def _by_person(self, ids: Iterable[str]) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for id in ids:
            maker = self.returned.makers.get(id)
            if maker is not None:
                found.setdefault(self._person(maker), set()).add(id)
        return {person: frozenset(each) for person, each in found.items()}

    def _propose(
        self, place: Place, base: Content, content: Content, person: str, ids: Iterable[str], note: str = ""
    ) -> None:
        every = sorted(ids)
        id = derived_id("proposal", *every)
        known = self.proposals.get(id)
        if known is not None and known.decision is not None:
            self.skipped.append(id)
            return
        at = max(self._at(self.returned.makers[each]) for each in every)
        self.proposals[id] = Proposal(id, place, base, content, person, at, self.copy.id, note)
        self.disputed.setdefault(place.owner, set()).add(id)

    def _lift(self, host: str) -> None:
        """What other copies want of a host is taken out of the text and put beside it."""
        today = self.desk.runs(host)
        place = self.desk.places[host]
        if today is None:
            return
        block = self._block_of(host)
        carried_ids = suggestions_of(block) if isinstance(block, TEXT_BLOCKS) and block.id == host else _ids(today)
        lifted = {id for id in carried_ids if self._source(id)[0] and id not in self.decided}
        if not lifted:
            return
        owners: dict[tuple[str, str], set[str]] = {}
        for id in lifted:
            owners.setdefault(self._source(id), set()).add(id)
        if self._is_structural(host) and place.container:
            self._lift_blocks(place.container, owners, lifted)
            return
        base = settled_runs(today, lambda id: False if id in lifted else None)
        self.desk.set_runs(host, base)
        for (source, person), ids in owners.items():
            theirs = settled_runs(today, lambda id, ids=ids: id in ids if id in lifted else None)  # type: ignore[misc]
            at = Place("text", host, place.section)
            self._put_beside(at, TextContent(base), TextContent(bare(theirs)), source, person, ids)
        self._forget(lifted)

    def _lift_blocks(self, container: str, owners: dict[tuple[str, str], set[str]], lifted: set[str]) -> None:
        found = self.desk.blocks(container) or ()
        standing = settled_blocks(found, lambda id: False if id in lifted else None)
        for (source, person), ids in owners.items():
            theirs = settled_blocks(found, lambda id, ids=ids: id in ids if id in lifted else None)  # type: ignore[misc]
            for owner, base, wanted in _windows(standing, theirs):
                place = Place("block", owner, self.desk.section_of(container))
                self._put_beside(place, BlockContent(base), BlockContent(wanted), source, person, ids | {owner})
        self.desk.set_blocks(container, standing)
        self._forget(lifted)

    def _block_of(self, host: str) -> Block | None:
        place = self.desk.places[host]
        found = self.desk.blocks(place.container) if place.container else None
        return next((block for block in found or () if block.id == host), None)

    def _source(self, id: str) -> tuple[str, str]:
        """The copy that a suggestion came with, and who made it; no copy for one that was made here."""
        record, maker = self.records.get(id), self.returned.makers.get(id)
        if record is not None:
            return record.source, record.author
        return (self.copy.id, self._person(maker)) if maker is not None else ("", "")

    def _put_beside(
        self, place: Place, base: Content, content: Content, source: str, person: str, ids: Iterable[str]
    ) -> None:
        every = sorted(ids)
        id = derived_id("proposal", *every)
        times = [self.records[each].at for each in every if each in self.records]
        times += [self._at(self.returned.makers[each]) for each in every if each in self.returned.makers]
        self.proposals[id] = Proposal(id, place, base, content, person, max(times, default=self.copy.at), source)
        self.disputed.setdefault(place.owner, set()).add(id)

    def _forget(self, ids: Iterable[str]) -> None:
        for id in ids:
            record = self.records.get(id)
            if record is not None and record.decision is None:
                del self.records[id]

    # ---- paragraphs

    def _new(self, claim: BlockClaim) -> None:
        blocks = settled_blocks(claim.blocks, self._undecided)
        if not blocks:
            return
        (block, *_) = blocks
        if isinstance(block, TEXT_BLOCKS) and block.ending.moved in self.unmoved:
            ending = replace(block.ending, moved="")
            blocks = (replace(block, id=derived_id("copy", block.id, self.copy.id), ending=ending),)
        standing = self.desk.blocks(claim.container)
        is_text = all(isinstance(each, TEXT_BLOCKS) for each in blocks)
        if standing is None or not (is_text or claim.container in self.desk.sections):
            words = "\n".join(flat(host.runs) for each in blocks for host in block_hosts(each))
            what = "A paragraph was added" if is_text else "A table was added"
            self._note(claim.container, f"{what}: “{words}”", _block_ids(blocks))
            return
        known = {each.id for each in standing}
        if any(each.id in known for each in blocks):
            return
        index = self._behind(claim, standing)
        self.desk.set_blocks(claim.container, (*standing[:index], *blocks, *standing[index:]))

    def _behind(self, claim: BlockClaim, standing: Blocks) -> int:
        """Where a new paragraph goes: behind the block that it followed, else behind the nearest one before that."""
        ids = [block.id for block in standing]
        index = 0
        for wanted in (claim.after, *self._earlier(claim)):
            if wanted in ids:
                index = ids.index(wanted) + 1
                break
        while 0 < index < len(standing) and _is_broken(standing[index - 1]):
            index += 1
        while index < len(standing) and _is_arriving(standing[index]):
            index += 1
        return index

    def _earlier(self, claim: BlockClaim) -> list[str]:
        then = self.then.blocks(claim.container) or ()
        ids = [block.id for block in then]
        return ids[: ids.index(claim.after)][::-1] if claim.after in ids else []

    def _covering(self, claim: BlockClaim) -> None:
        blocks = settled_blocks(claim.blocks, self._undecided)
        if _plain(blocks) == _plain(claim.base):
            for before, after in zip(claim.base, blocks, strict=True):
                for old, new in zip(block_hosts(before), block_hosts(after), strict=True):
                    self._text(TextClaim(old.id, old.runs, new.runs))
            return
        standing = self.desk.blocks(claim.container)
        ids = [block.id for block in standing or ()]
        if standing is None or not all(id in ids for id in claim.covers):
            self._lost(claim, blocks)
            return
        index = ids.index(claim.covers[0])
        today = standing[index : index + len(claim.covers)]
        free = not any(self.disputed.get(id) for id in claim.covers) and not any(map(has_suggestions, today))
        if free and _plain(today) == _plain(claim.base):
            laid = _with_todays_comments(blocks, today)
            self.desk.set_blocks(claim.container, (*standing[:index], *laid, *standing[index + len(claim.covers) :]))
        else:
            self._disputed_blocks(claim, blocks)

    def _lost(self, claim: BlockClaim, blocks: Blocks) -> None:
        before = "\n".join(flat(host.runs) for block in claim.base for host in block_hosts(block))
        after = "\n".join(flat(host.runs) for block in settled_blocks(blocks, accepted) for host in block_hosts(block))
        self._note(claim.covers[0], _told(before, after), _block_ids(blocks))
        self.unmoved.update(claim.covers)

    def _disputed_blocks(self, claim: BlockClaim, blocks: Blocks) -> None:
        self.unmoved.update(claim.covers)
        section = self.desk.section_of(claim.container)
        if section != claim.container:
            self._lost(claim, blocks)
            return
        for id in claim.covers:
            if id in self.desk.places:
                self._lift(id)
        standing = {block.id: block for block in self.desk.blocks(claim.container) or ()}
        for person, ids in self._by_person(_block_ids(blocks)).items():
            theirs = settled_blocks(blocks, lambda id, ids=ids: id in ids)  # type: ignore[misc]
            if _plain(theirs) == _plain(claim.base):
                continue
            for owner, _, wanted in _windows(claim.base, theirs):
                base = BlockContent((standing[owner],))
                place = Place("block", owner, section)
                self._propose_blocks(place, base, wanted, person, ids, owner)
        for before, after in zip(claim.base, blocks, strict=False):
            if isinstance(before, TEXT_BLOCKS) and isinstance(after, TEXT_BLOCKS) and before.id == after.id:
                now = self.desk.runs(before.id)
                if now is not None:
                    self.desk.set_runs(before.id, with_comments(before.runs, after.runs, now))

    def _propose_blocks(
        self, place: Place, base: Content, wanted: Blocks, person: str, ids: frozenset[str], owner: str
    ) -> None:
        content = BlockContent(tuple(_bare_block(block) for block in wanted))
        id = derived_id("proposal", *sorted(ids), owner)
        known = self.proposals.get(id)
        if known is not None and known.decision is not None:
            self.skipped.append(id)
            return
        at = max(self._at(self.returned.makers[each]) for each in ids)
        self.proposals[id] = Proposal(id, place, base, content, person, at, self.copy.id)
        self.disputed.setdefault(place.owner, set()).add(id)

    # ---- pictures

    def _picture(self, claim: PictureClaim) -> None:
        """Another picture stands beside the text: its figure stays what other places refer to."""
        figure = self.desk.block(claim.figure)
        if not isinstance(figure, Figure):
            words = "The picture of a figure that is not in the text any more was replaced: look at the file itself."
            self._note(claim.figure, words, [claim.suggestion])
        elif figure.picture != claim.picture:
            base = _bare_block(figure)
            place = Place("block", figure.id, self.desk.section_of(figure.id))
            wanted = BlockContent((replace(base, picture=claim.picture),))
            person = self._person(self.returned.makers[claim.suggestion])
            self._propose(place, BlockContent((base,)), wanted, person, [claim.suggestion], _REPLACED)

    # ---- rows and columns

    def _row(self, claim: RowClaim) -> None:
        if self._undecided(claim.suggestion) is False:
            return
        table = self.desk.block(claim.table)
        if not isinstance(table, Table):
            self._note(claim.table, _row_words(claim, self._sent_table(claim.table)), [claim.suggestion])
        elif claim.cells is None:
            self._line_goes(table, claim)
        else:
            self._line_comes(row_laid(table, claim), claim)

    def _column(self, claim: ColumnClaim) -> None:
        if self._undecided(claim.suggestion) is False:
            return
        table = self.desk.block(claim.table)
        then = self._sent_table(claim.table)
        if not isinstance(table, Table):
            self._note(claim.table, _column_words(claim, then), [claim.suggestion])
        elif claim.cells is None:
            self._line_goes(table, claim)
        else:
            earlier = [column.id for column in then.columns] if then is not None else []
            self._line_comes(column_laid(table, claim, earlier), claim)

    def _line_comes(self, laid: tuple[Table | None, str], claim: RowClaim | ColumnClaim) -> None:
        table, lost = laid
        if table is not None:
            self.desk.change_block(table.id, lambda _: table)
        if lost:
            self._note(claim.table, lost, [claim.suggestion])

    def _line_goes(self, table: Table, claim: RowClaim | ColumnClaim) -> None:
        """A row or column goes: in dispute where the author has written in it since."""
        then = self._sent_table(claim.table)
        own = self.returned.makers.keys() - self.decided
        settled = settled_blocks((table,), lambda id: False if id in own else None)[0]
        assert isinstance(settled, Table)
        before, now = line_text(then, claim.after), line_text(settled, claim.after)
        is_same = all(now.get(cell) == words for cell, words in before.items())
        is_row = isinstance(claim, RowClaim)
        lines: tuple[Row | Column, ...] = table.rows if is_row else table.columns
        state = next((each.change for each in lines if each.id == claim.after), None)
        if state is None:
            words = _row_words(claim, then) if isinstance(claim, RowClaim) else _column_words(claim, then)
            self._note(claim.table, words, [claim.suggestion])
        elif is_same and state == Change():
            self.desk.change_block(table.id, lambda _: _with_line_gone(table, claim.after, claim.suggestion))
        else:
            wanted = without_lines(table, {claim.after} if is_row else (), () if is_row else {claim.after})
            place = Place("block", table.id, self.desk.section_of(table.id))
            person = self._person(self.returned.makers[claim.suggestion])
            self._propose(place, BlockContent((table,)), BlockContent((wanted,)), person, [claim.suggestion])

    def _sent_table(self, id: str) -> Table | None:
        found = self.then.block(id)
        return found if isinstance(found, Table) else None


def _turn(claim: Claim) -> int:
    """What went is laid before what came, so that both ends of a move agree; columns and rows last."""
    if isinstance(claim, BlockClaim):
        return 0 if claim.covers else 2
    if isinstance(claim, TextClaim):
        return 1
    return 3 if isinstance(claim, ColumnClaim) else 4


def _is_broken(block: Block) -> bool:
    """Whether the next block is the rest of this one, parted from it by a suggestion."""
    return isinstance(block, TEXT_BLOCKS) and bool(block.ending.insertion) and block.ending.identity == "stays"


def _is_arriving(block: Block) -> bool:
    if not isinstance(block, TEXT_BLOCKS):
        return bool(block.change.insertion)
    return bool(block.ending.insertion) and block.ending.identity == "goes"


def _ids(runs: Runs) -> frozenset[str]:
    found: set[str] = set()
    for run in runs:
        found.update((run.marks.insertion, run.marks.deletion))
        if run.marks.former is not None:
            found.add(run.marks.former.suggestion)
    return frozenset(found - {""})


def _block_ids(blocks: Blocks) -> frozenset[str]:
    return frozenset(id for block in blocks for id in suggestions_of(block))


def bare(runs: Runs) -> Runs:
    """The text without marks of suggestions or comments of its own, as a proposal holds it."""
    return map_runs(runs, _bare)


def _bare(run: Run) -> Run:
    marks = run.marks
    if marks.insertion or marks.deletion or marks.former is not None:
        return Run(run.content, replace(marks, insertion="", deletion="", former=None))
    return run


def _bare_block(block: Block) -> Block:
    return map_block_runs(block, bare)


def _plain(blocks: Iterable[Block]) -> list[Block]:
    return [map_block_runs(block, without_comments) for block in blocks]


def _with_todays_comments(blocks: Blocks, today: Blocks) -> Blocks:
    """The blocks, whose words are today's with marks, with the comments that stand on today's words."""
    comments = [marks.comments for block in today for host in block_hosts(block) for _, marks in atoms(host.runs)]
    place = 0

    def change(runs: Runs) -> Runs:
        nonlocal place
        out = []
        for unit, marks in atoms(runs):
            if not marks.insertion and place < len(comments):
                marks = replace(marks, comments=tuple(sorted({*marks.comments, *comments[place]})))
                place += 1
            out.append((unit, marks))
        return runs_of(out)

    if not all(isinstance(block, TEXT_BLOCKS) for block in blocks):
        return blocks
    return tuple(map_block_runs(block, change) for block in blocks)


def _windows(before: Blocks, after: Blocks) -> list[tuple[str, Blocks, Blocks]]:
    """What differs between two lists of blocks: the block that is replaced, and by what; further ones are taken out."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if not old:
        return []
    return [(block.id, (block,), new if not number else ()) for number, block in enumerate(old)]


def told(base: Runs, runs: Runs) -> str:
    """A change of words, in words."""
    return _told(flat(base), flat(final(runs)))


def _told(before: str, after: str) -> str:
    if before and after:
        return f"Suggested here: “{after}” instead of “{before}”"
    return f"Suggested here: to take out “{before}”" if before else f"Suggested here: to add “{after}”"


def _with_line_gone(table: Table, id: str, suggestion: str) -> Table:
    gone = Change(deletion=suggestion)
    return replace(
        table,
        rows=tuple(replace(row, change=gone) if row.id == id else row for row in table.rows),
        columns=tuple(replace(column, change=gone) if column.id == id else column for column in table.columns),
    )


def _row_words(claim: RowClaim, table: Table | None) -> str:
    if claim.cells is not None:
        return f"A row was added: {words_of_cells(each.cell for each in claim.cells)}"
    return f"A row was taken out: {words_of_cells(line_cells(table, claim.after))}"


def _column_words(claim: ColumnClaim, table: Table | None) -> str:
    if claim.cells is not None:
        return f"A column was added: {words_of_cells(claim.cells.values())}"
    return f"A column was taken out: {words_of_cells(line_cells(table, claim.after))}"
