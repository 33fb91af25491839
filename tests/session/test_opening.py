"""From a new strategy to its file and back: saving, versions, unsaved work, other people."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_editor.foundation.errors import DiskRefused, NotAStrategy, OpenElsewhere, Refused, StrategyError, WrongUse
from strategy_editor.model.dates import When
from strategy_editor.model.text import runs_from
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeProject, ChangeSection
from strategy_editor.storage.lock import HeldByAnother


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STRATEGY_EDITOR_HOME", str(tmp_path / "home"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    wanted = opening.NewStrategy(
        tmp_path / "ICT.strategy", "ict-strategy", "cheshire-east-2009", "ICT Strategy", "", When(2009, 3, 3)
    )
    return opening.create(wanted)


def test_a_new_strategy_has_its_documents_and_its_meeting(path: Path) -> None:
    project = opening.read(path).project
    assert [each.kind for each in project.documents][:2] == ["report", "strategy"]
    assert project.meetings[0].when == When(2009, 3, 3)
    assert project.profile.council == "Cheshire East Council"


def test_a_file_that_is_there_is_never_replaced_by_a_new_strategy(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused):
        opening.create(opening.NewStrategy(path, "ict-strategy", "english-council"))
    assert path.read_bytes() == before


def test_what_is_saved_is_read_back_and_each_save_is_a_version(path: Path) -> None:
    opened = opening.open_strategy(path, "Priya Kaur")
    opened.session.apply(ChangeProject(title="Changed"))
    assert not opened.safety.saved
    opened.save()
    assert opened.safety.saved
    assert opened.safety.at is not None
    opened.save()
    opened.close()
    stored = opening.read(path)
    assert stored.project.title == "Changed"
    versions = [(each.name, each.by, each.reason) for each in stored.ledger.versions]
    assert versions == [("", "", "Started"), ("", "Priya Kaur", "")]


def test_a_named_version_comes_back_and_going_back_can_be_undone(path: Path) -> None:
    opened = opening.open_strategy(path)
    section = opened.session.project.documents[1].sections[3]
    opened.name_version("v0.1", "To the management team")
    opened.session.apply(ChangeSection((section.id,), title=runs_from("Another title")))
    changed = opened.session.project
    opened.restore("v0.1")
    assert opened.session.project.documents[1].sections[3].title == section.title
    opened.session.undo()
    assert opened.session.project is changed
    with pytest.raises(WrongUse, match="already"):
        opened.name_version("v0.1")
    with pytest.raises(WrongUse, match=r"There are: v0\.1"):
        opened.restore("v9")
    opened.close()
    stored = opening.read(path)
    assert stored.project_of("v0.1").documents[1].sections[3].title == section.title
    numbers = next(each.numbers for each in stored.ledger.versions if each.name == "v0.1")
    assert numbers[section.id]


def test_unsaved_work_is_offered_and_neither_side_is_lost(path: Path, tmp_path: Path) -> None:
    opened = opening.open_strategy(path)
    opened.session.apply(ChangeProject(title="Not saved"))
    opened.leave()
    with pytest.raises(opening.UnsavedWork, match=r"unsaved work on ICT\.strategy"):
        opening.open_strategy(path)
    again = opening.open_strategy(path, unsaved="go-on")
    assert again.session.project.title == "Not saved"
    again.leave()
    other = opening.open_strategy(path, unsaved="set-aside")
    assert other.session.project.title == "ICT Strategy"
    other.close()
    backups = list((tmp_path / "home").rglob("*.strategy"))
    assert [opening.read(each).project.title for each in backups] == ["Not saved"]


def test_a_file_that_is_open_elsewhere_can_be_copied_or_taken_over(path: Path) -> None:
    first = opening.open_strategy(path, "Anna Reid")
    with pytest.raises(HeldByAnother, match="by Anna Reid on") as caught:
        opening.open_strategy(path, "Ben Okafor")
    assert caught.value.exit_code == OpenElsewhere.exit_code == 5
    copy = opening.copy_beside(path)
    assert opening.read(copy).project == opening.read(path).project
    second = opening.open_strategy(path, "Ben Okafor", take_over=True)
    assert not first.beat()
    second.close()
    first.leave()


def test_an_edit_from_the_command_line_is_saved_whole_or_not_at_all(path: Path) -> None:
    with opening.edit(path, "Anna") as opened:
        opened.session.apply(ChangeProject(title="First"))
    before = path.read_bytes()

    def spoil() -> None:
        with opening.edit(path) as opened:
            opened.session.apply(ChangeProject(title="Second"))
            raise WrongUse("No.")

    with pytest.raises(WrongUse):
        spoil()
    assert path.read_bytes() == before
    assert opening.unsaved_work(path) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [(None, WrongUse), (b"", NotAStrategy), (b"SQLite format 3\x00rest", NotAStrategy), (b"Dear all,", NotAStrategy)],
)
def test_what_is_no_strategy_is_refused_with_a_sentence(
    content: bytes | None, kind: type[StrategyError], tmp_path: Path
) -> None:
    path = tmp_path / "other.strategy"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StrategyError) as caught:
        opening.read(path)
    assert caught.value.exit_code == kind.exit_code
    assert str(caught.value).endswith(".")


def test_a_folder_that_is_gone_is_said_and_the_work_is_kept(path: Path, tmp_path: Path) -> None:
    opened = opening.open_strategy(path)
    opened.session.apply(ChangeProject(title="Changed"))
    with pytest.raises(DiskRefused):
        opened.save_copy(tmp_path / "gone" / "copy.strategy")
    opened.save_as(tmp_path / "other.strategy")
    opened.close()
    assert opening.read(tmp_path / "other.strategy").project.title == "Changed"
    assert opening.read(path).project.title == "ICT Strategy"


def test_documents_are_found_by_id_title_or_letter(path: Path) -> None:
    project = opening.read(path).project
    appendix = next(each for each in project.documents if each.kind == "appendix")
    for wanted in (appendix.id, appendix.title.upper(), "a"):
        assert opening.document_id(project, wanted) == appendix.id
    with pytest.raises(WrongUse, match="There are:"):
        opening.document_id(project, "nothing like it")
