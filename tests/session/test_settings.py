"""Settings survive, and a spoilt settings file is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import DiskRefused
from strategy_editor.session import opening, recovering
from strategy_editor.session.commands import ChangeProject
from strategy_editor.session.settings import (
    Settings,
    keep_settings,
    load_settings,
    save_settings,
    settings_path,
    with_recent,
    with_working_folder,
)
from strategy_editor.storage.working_copy import WorkingCopy


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STRATEGY_EDITOR_HOME", str(tmp_path))


def test_the_first_start_has_the_defaults_and_later_ones_what_was_kept(tmp_path: Path) -> None:
    assert load_settings() == Settings()
    settings = with_recent(replace(load_settings(), name="Priya Kaur", zoom=150), tmp_path / "a.strategy")
    save_settings(settings)
    assert load_settings() == settings
    assert not list(settings_path().parent.glob("*.tmp"))


def test_an_unreadable_settings_file_is_set_aside_not_overwritten() -> None:
    settings_path().write_text("{spoilt")
    assert load_settings() == Settings()
    assert settings_path().with_suffix(".unreadable.json").read_text() == "{spoilt"


def test_work_in_hand_may_be_kept_elsewhere_and_what_was_left_is_still_found(tmp_path: Path) -> None:
    path = opening.create(opening.NewStrategy(tmp_path / "a.strategy", "ict-strategy", "english-council"))
    left: list[Path] = []
    for title, folder in (("first", tmp_path / "one"), ("second", tmp_path / "two"), ("third", None)):
        left.append(opening.copy_beside(path))
        opened = opening.open_strategy(left[-1])
        opened.session.apply(ChangeProject(title=title))
        opened.flush()
        opened.leave()
        save_settings(with_working_folder(load_settings(), folder))
    assert {each.title for each in recovering.unsaved()} == {"first", "second", "third"}
    assert load_settings().working_folder == ""
    assert [each.title for each in opening.unsaved_work(left[1])] == ["second"]
    assert with_working_folder(load_settings(), None) == load_settings()
    spoilt = tmp_path / "file"
    spoilt.write_text("no folder")
    with pytest.raises(DiskRefused):
        with_working_folder(load_settings(), spoilt)


def test_of_work_on_one_file_in_two_places_the_newest_comes_first(tmp_path: Path) -> None:
    path = opening.create(opening.NewStrategy(tmp_path / "a.strategy", "ict-strategy", "english-council"))
    present = tmp_path / "present"
    copy = WorkingCopy.open(present, path)
    copy.keep(replace(copy.project, title="older"), copy.ledger)
    copy.flush()
    copy.leave()
    opened = opening.open_strategy(path)
    opened.session.apply(ChangeProject(title="newer"))
    opened.flush()
    opened.leave()
    save_settings(with_working_folder(load_settings(), present))
    assert [each.title for each in opening.unsaved_work(path)] == ["newer", "older"]


def test_recent_files_are_few_and_named_once(tmp_path: Path) -> None:
    settings = Settings()
    for index in [*range(20), 5]:
        settings = with_recent(settings, tmp_path / f"{index}.strategy")
    assert len(settings.recent) == 12
    assert settings.recent[0].endswith("5.strategy")
    assert len(set(settings.recent)) == 12


def test_what_another_window_kept_stays(home: Path) -> None:
    save_settings(Settings(name="Priya Kaur"))
    keep_settings(zoom=150)
    keep_settings(words=("intranet",))
    assert load_settings() == Settings(name="Priya Kaur", zoom=150, words=("intranet",))
