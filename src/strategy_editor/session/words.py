"""Words that count as known in a strategy: its own list, the council's, the glossary, names of people and bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from strategy_editor.language.known_words import KnownWords, known_words
from strategy_editor.model.project import Project
from strategy_editor.model.text import clean_line
from strategy_editor.session.commands import ChangeProject


def project_words(project: Project, others: Iterable[str] = ()) -> KnownWords:
    """Everything that is known in ``project``, and ``others``."""
    return known_words(project.words, project.profile.words, _names(project), others)


def listed_words(project: Project) -> tuple[str, ...]:
    """Words that are offered as suggestions: those that were listed, and the terms of the glossary."""
    return (*project.words, *project.profile.words, *(term.term for term in project.glossary))


def known_in_strategy(project: Project, word: str) -> ChangeProject:
    """The command that adds a word to the strategy's list."""
    return ChangeProject(words=_with(project.words, word))


def known_to_council(project: Project, word: str) -> ChangeProject:
    """The command that adds a word to the council's list."""
    return ChangeProject(profile=replace(project.profile, words=_with(project.profile.words, word)))


def _with(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    clean = clean_line(word)
    return words if clean in words else tuple(sorted((*words, clean), key=str.casefold))


def _names(project: Project) -> Iterator[str]:
    yield project.profile.council
    for term in project.glossary:
        yield from (term.term, term.expansion)
    for person in project.people:
        yield from (person.name, person.post, person.organisation, *person.aliases)
    for meeting in project.meetings:
        yield from (meeting.body, meeting.place)
