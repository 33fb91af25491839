"""Brings an open strategy together with another copy of it: a colleague's, a conflict copy, the file as it is by now.

What takes time (reading, comparing, merging) is done by :func:`look_at`, beside the window; :func:`bring_in` makes the
outcome today's value, which can be undone like any other change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.carriers import carried
from strategy_editor.model.ledger import Ledger, Merge, SentCopy, Version
from strategy_editor.model.project import Project
from strategy_editor.model.section import Section
from strategy_editor.model.tree import all_sections, map_section_runs
from strategy_editor.review.consequences import settled_project
from strategy_editor.review.merging.contests import Side
from strategy_editor.review.merging.joining import Merged, merge
from strategy_editor.review.returning.weaving import without_comments
from strategy_editor.review.suggesting import suggested
from strategy_editor.session.commands import Become
from strategy_editor.session.session import Session
from strategy_editor.storage.project_file import Opened, read
from strategy_editor.storage.store import trees_of
from strategy_editor.storage.tree import tree_of
from strategy_editor.storage.working_copy import WorkingCopy

NAME = "Bringing in of another copy"
"""What the change is called, for undo."""


class Joining(Struct, frozen=True):
    """Another copy, and what it comes to together with ours. ``base`` is the tree that both come from, or empty."""

    other: Opened
    base: str
    mine: Side
    theirs: Side
    merged: Merged

    @property
    def brings_anything(self) -> bool:
        """Whether our text is another afterwards."""
        return self.merged.project != self.mine.project


def look_at(copy: WorkingCopy, project: Project, ledger: Ledger, path: Path, *, from_reader: bool = False) -> Joining:
    """Reads another copy and brings it together with ``project``, whose newest version is in ``ledger``.

    ``from_reader``: it may be one that was made for a reviewer. Raises what reading a file raises, and
    :class:`WrongUse` where it is another strategy, or a reviewer's copy where a colleague's belongs.
    """
    other = read(path)
    if other.project.id != project.id:
        raise WrongUse(
            f"“{path.name}” is another strategy.", advice="Only copies of the same strategy can be brought together."
        )
    if other.project.copy != project.copy and not from_reader:
        raise WrongUse(
            f"“{path.name}” is a copy that was made for a reviewer.",
            advice="Bring it in with the returned copies, under Review.",
        )
    their_tree = other.content.tree
    my_tree = tree_of(project)
    base = _base((ledger, my_tree), (other.ledger, their_tree), other.kept_at) or _opened_from(copy, path)
    mine = side_of(project, ledger, my_tree, copy.kept_at)
    value = replace(other.project, copy=project.copy)  # a copy made for a reviewer is one no longer, once it is back
    theirs = side_of(value, other.ledger, their_tree, other.kept_at)
    before = copy.project_of(base) if base else None
    merged = merge(before, mine, theirs)
    copy.take(other)  # now, so that nothing waits for it later; what is not brought in after all does no harm
    return Joining(other, base, mine, theirs, merged)


def as_returned(joining: Joining, before: Project | None) -> Joining:
    """The same, where the other copy comes from a reader: what he changed in the text is suggested, not done.

    ``before`` is the text that both come from; without it there is nothing to compare with. Suggestions that he made
    himself count as changes of his, whatever his name was in them; what others had suggested before stays theirs. A
    copy in which he did nothing but suggest and comment is taken as it is.
    """
    theirs = joining.theirs
    if before is None or before == theirs.project:
        return joining
    own = {id for id in theirs.project.suggestions.keys() - before.suggestions.keys() if id in carried(theirs.project)}
    untouched = settled_project(theirs.project, lambda id: False if id in own else None)
    if _words(untouched) == _words(before):
        return joining
    final = settled_project(theirs.project, lambda id: True if id in own else None)
    author = theirs.author or joining.other.path.stem
    source = derived_id("returned", joining.other.content.tree)
    marked = suggested(before, final, author, theirs.at, source)
    known = {id: record for id, record in final.suggestions.items() if id not in own}
    documents = tuple(marked.document(document.id) or document for document in final.documents)
    side = replace(
        theirs, project=replace(final, documents=documents, suggestions={**known, **marked.suggestions}), source=source
    )
    return replace(joining, theirs=side, merged=merge(before, joining.mine, side))


def _words(project: Project) -> list[Section]:
    """The text of all sections, and nothing else that is said of them."""
    return [
        Section(section.id, section.title, blocks=section.blocks)
        for _, each in all_sections(project)
        for section in (map_section_runs(each, without_comments),)
    ]


def _opened_from(copy: WorkingCopy, path: Path) -> str:
    """The tree of our own file when it was opened; empty for other files."""
    is_ours = copy.base is not None and copy.path is not None and path.resolve() == copy.path.resolve()
    return copy.base.content.tree if is_ours and copy.base is not None else ""


def _base(mine: tuple[Ledger, str], theirs: tuple[Ledger, str], at: datetime) -> str:
    """The text that both come from, by its tree; that of a side which the other has taken in whole already."""
    for (ledger, tree), (other, _) in ((theirs, mine), (mine, theirs)):
        if tree in trees_of(other) and other.union(ledger) == other:
            return tree
    return common_tree(mine[0], theirs[0], theirs[1], at)


def common_tree(mine: Ledger, theirs: Ledger, their_tree: str, at: datetime) -> str:
    """The newest text that both histories know, by its tree; empty where there is none. Theirs is from ``at``.

    Trees, not entries, are compared: who brings the same two copies together on two computers gets the same text twice.
    """
    here, there = _times(mine), _times(theirs)
    there.setdefault(their_tree, at)
    common = here.keys() & there.keys()
    return max(common, key=lambda tree: (min(here[tree], there[tree]), tree), default="")


def _times(ledger: Ledger) -> dict[str, datetime]:
    """When each tree was last the text, or was sent."""
    times: dict[str, datetime] = {}
    for entry in ledger.entries:
        if isinstance(entry, Version | SentCopy):
            times[entry.tree] = entry.at
    return times


def side_of(project: Project, ledger: Ledger, tree: str, at: datetime) -> Side:
    """One line of work, by whoever first made this text a version; from ``at`` where nobody has."""
    known = next((each for each in ledger.versions if each.tree == tree), None)
    newest = known or next(reversed(ledger.versions), None)
    return Side(project, newest.by if newest else "", known.at if known else at)


def bring_in(session: Session, copy: WorkingCopy, joining: Joining) -> Joining:
    """Makes the outcome today's value, and the other's history part of ours.

    Where somebody went on writing meanwhile, what he wrote counts too. Returns what was brought in. Raises Refused,
    and nothing has changed, where it would change cleared words that are to stay.
    """
    if session.project is not joining.mine.project:
        mine = Side(session.project, joining.mine.author, session.clock())
        before = copy.project_of(joining.base) if joining.base else None
        joining = Joining(joining.other, joining.base, mine, joining.theirs, merge(before, mine, joining.theirs))
    session.agreed(joining.merged.project)
    session.record(*joining.other.ledger.entries, *_entries(joining, copy, session))
    session.apply(Become(joining.merged.project, NAME))
    return joining


def _entries(joining: Joining, copy: WorkingCopy, session: Session) -> Iterator[Version | Merge]:
    """That two texts were joined; their own as a version, where they never made it one."""
    tree, mine = joining.other.content.tree, copy.remember(joining.mine.project)
    if all(version.tree != tree for version in joining.other.ledger.versions):
        yield Version(derived_id("version", tree), joining.theirs.at, joining.theirs.author, tree)
    id = derived_id("merge", *sorted((mine, tree)))
    at = max(joining.mine.at, joining.theirs.at)
    yield Merge(id, at, session.signature, joining.base or tree, mine, tree)
