"""Finding and replacing in an open project: matches by way of the helper process, all replacements as one command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.language.expressions import Answer
from strategy_editor.language.helper import Helper, HelperFailed
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Suggestion
from strategy_editor.model.tree import section_of
from strategy_editor.review.editing.lines import changed_blocks
from strategy_editor.review.editing.marking import Writer
from strategy_editor.review.finding import (
    Found,
    Query,
    Scope,
    found_at,
    matches_of,
    replaced_in,
    request_for,
    texts_in,
)
from strategy_editor.session.commands import ChangeSection, Command, Put, ReplaceBlocks, Several

PATIENCE = 4.0
"""Seconds that a regular expression may take, the start of its process included."""

NAME = "Replace all"
SLOW = "This expression takes too long. Make it plainer: avoid repetitions inside repetitions."


class Finder:
    """Looks for words. Regular expressions take a while: ask from a thread that may wait."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._helper: Helper[Answer] = Helper("strategy_editor.language.expressions", Answer, patience)
        self._numbers = count(1)

    def find(self, project: Project, query: Query, scope: Scope, document: str, section: str) -> list[Found]:
        """Every place, in reading order. Raises :class:`WrongUse` for an expression that is wrong or takes too long."""
        texts = texts_in(project, scope, document, section)
        if not query.expression:
            return found_at(texts, matches_of(query, texts))
        if not query.words:
            return []
        try:
            answer = self._helper.ask(request_for(query, texts, next(self._numbers)))
        except HelperFailed as error:
            raise WrongUse(SLOW if error.late else "The search did not work. Please try again.") from error
        if answer.problem:
            raise WrongUse(answer.problem)
        return found_at(texts, answer.matches)

    def close(self) -> None:
        """Ends the helper process."""
        self._helper.close()


def replacement(
    project: Project,
    found: Sequence[Found],
    *,
    suggesting: bool,
    owns: Callable[[str], bool],
    author: str,
    at: datetime,
    name: str = NAME,
) -> tuple[Command | None, int]:
    """The command that replaces every place of ``found`` at once, and how many that are; None where it is none."""
    commands: list[Command] = []
    total = 0
    for id in dict.fromkeys(each.section for each in found):
        section = section_of(project, id).section
        done = replaced_in(section, found, Writer(suggesting, owns))
        if not done.count:
            continue
        total += done.count
        if done.suggestion:
            commands.append(Put(Suggestion(done.suggestion, author, at, section=id)))
        if done.section.title != section.title:
            commands.append(ChangeSection((id,), title=done.section.title))
        if done.section.blocks != section.blocks:
            start, stop, blocks = changed_blocks(section, done.section)
            commands.append(ReplaceBlocks(id, start, stop, blocks, done.section.unplaced, name))
    return (Several(tuple(commands), name) if commands else None), total
