"""Editors for tests: shown off screen on a host in memory, checked against the model when the test is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.app.theme import LIGHT
from strategy_editor.model.section import Section
from tests.app.editor.hosts import MemoryHost

Make = Callable[..., SectionEditor]


def open_editor(section: Section, *, suggesting: bool = False) -> SectionEditor:
    """An editor on a host of its own."""
    host = MemoryHost(section, suggesting=suggesting)
    editor = SectionEditor(host, LIGHT)
    host.show = editor.show_section
    editor.resize(700, 900)
    editor.show()
    return editor


@pytest.fixture
def make(qapp: QApplication) -> Iterator[Make]:
    """Makes editors; each must show what its section says in the end."""
    made: list[SectionEditor] = []

    def _make(section: Section, *, suggesting: bool = False) -> SectionEditor:
        made.append(open_editor(section, suggesting=suggesting))
        return made[-1]

    yield _make
    qapp.clipboard().clear()  # what Python put there would crash Qt at the end
    for editor in made:
        assert editor.mismatch() == ""
        editor.close()
