"""What goes into a file comes out of it equal: projects, ledgers, pictures and every version."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused
from strategy_editor.model.ledger import Ledger, Receipt
from strategy_editor.model.project import Project
from strategy_editor.storage import project_file, versions
from strategy_editor.storage.tree import TreeBuilder, project_from, tree_of
from strategy_editor.storage.working_copy import WorkingCopy
from tests import bench
from tests.model.values import document, paragraph, project, projects, section
from tests.storage.values import full_projects, pieces_of

AT = datetime(2009, 3, 3, 14, 32, tzinfo=UTC)


@given(full_projects())
@settings(max_examples=bench.examples(400))
def test_a_project_comes_back_from_its_tree(value: Project) -> None:
    top = TreeBuilder()(value)
    pieces = pieces_of(top)
    assert project_from(top.hash, lambda hash: (pieces[hash].links, pieces[hash].body)) == value
    assert tree_of(value) == top.hash.hex()


@given(full_projects(), st.data())
@settings(max_examples=bench.examples(400))
def test_what_the_builder_remembers_never_shows(value: Project, data: st.DataObject) -> None:
    """A builder that has seen other values gives the same tree as a fresh one."""
    builder = TreeBuilder()
    for _ in range(4):
        if value.documents:
            at = data.draw(st.integers(0, len(value.documents) - 1))
            changed = replace(value.documents[at], title=data.draw(st.text("abc", max_size=2)))
            value = replace(value, documents=(*value.documents[:at], changed, *value.documents[at + 1 :]))
        assert builder(value).hash.hex() == tree_of(value)


@given(value=full_projects())
@settings(max_examples=bench.examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_comes_back_equal(tmp_path: Path, value: Project) -> None:
    path = tmp_path / "a.strategy"
    ledger = Ledger().with_entries([Receipt("r", AT, "me", "copy", "0" * 64, 3)])
    picture = b"not looked into"
    digest = hashlib.sha256(picture).hexdigest()
    saved = project_file.create(path, value, ledger, {digest: picture}, overwrite=True)
    opened = project_file.read(path)
    assert (opened.project, opened.ledger) == (value, ledger)
    assert opened.digest == saved.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert opened.picture(digest) == picture
    assert [each.name for each in tmp_path.iterdir()] == ["a.strategy"]


def test_the_file_is_a_sound_database_to_others(tmp_path: Path) -> None:
    path = tmp_path / "a.strategy"
    project_file.create(path, project(document(section("Aims", paragraph("One")))))
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert other.execute("PRAGMA user_version").fetchone() == (1,)
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_new_file_takes_nobody_elses_place(tmp_path: Path) -> None:
    path = tmp_path / "a.strategy"
    path.write_bytes(b"somebody's")
    with pytest.raises(Refused, match="already a file"):
        project_file.create(path, project())
    assert path.read_bytes() == b"somebody's"


@given(values=st.lists(projects(), min_size=1, max_size=6))
@settings(max_examples=bench.examples(100))
def test_every_version_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, values: list[Project]) -> None:
    """Also those that were overtaken before the disk had them, and after saving and opening again."""
    folder = tmp_path_factory.mktemp("versions")
    copy = WorkingCopy.start(folder / "working", values[0])
    ledger, trees = copy.ledger, []
    for value in values:
        copy.keep(value, ledger)
        version = versions.version_of(value, by="me", at=AT)
        ledger = ledger.with_entries([version])
        copy.keep(value, ledger)
        trees.append(version.tree)
    assert [copy.project_of(tree) for tree in trees] == values
    copy.save(folder / "a.strategy")
    copy.close()
    opened = project_file.read(folder / "a.strategy")
    assert [opened.project_of(tree) for tree in trees] == values
    again = WorkingCopy.open(folder / "working", folder / "a.strategy")
    assert [again.project_of(tree) for tree in trees] == values
    again.close()
