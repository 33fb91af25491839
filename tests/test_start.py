"""start.py: what it refuses in which words, what it asks of the system, and when it has nothing to do."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
import start

from tests.bench import ROOT

LINE = "apt-get install --yes --no-install-recommends libxcb-icccm4 libxcb-keysyms1"


def test_an_old_python_can_read_it_far_enough_to_be_refused() -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    for version in [(3, 10), (3, 15), (4, 0)]:
        with pytest.raises(start.CannotStart, match=rf"this is Python {version[0]}\.{version[1]}\."):
            start.refuse_wrong_python(version)
    for version in [(3, 11), (3, 12), (3, 13), (3, 14)]:
        start.refuse_wrong_python(version)


def test_without_a_display_it_names_the_command_line() -> None:
    with pytest.raises(start.CannotStart, match=r"no display here.*start\.py export"):
        start.refuse_missing_display("linux", {"DISPLAY": ""})
    for environment in ({"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}):
        start.refuse_missing_display("linux", environment)
    start.refuse_missing_display("win32", {})
    start.refuse_missing_display("darwin", {})


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--sample"], True),
        (["My strategy.strategy"], True),
        (["export", "a.strategy"], False),
        (["test"], False),
        (["--help"], False),
    ],
)
def test_it_knows_when_a_window_opens(arguments: list[str], window: bool) -> None:
    assert start.opens_window(arguments) is window


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch):
    """A Debian that lacks two libraries; gives the list of the commands that were run."""
    commands: list[list[str]] = []
    lacking = {"libxcb-icccm.so.4", "libxcb-keysyms.so.1"}
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(start, "loads", lambda library: library not in lacking)
    monkeypatch.setattr(start.shutil, "which", lambda command: f"/usr/bin/{command}")
    monkeypatch.setattr(start.subprocess, "call", lambda command, **_: commands.append(command) or 0)
    return commands


def as_user(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: number, raising=False)


def test_root_installs_what_the_system_lacks(debian, monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, 0)
    start.prepare_system(testing=False, window=True)
    assert debian == [["apt-get", "update", "-qq"], [*LINE.split(), "-qq"]]


def test_another_user_is_given_the_one_line(debian, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    as_user(monkeypatch, 1000)
    with pytest.raises(start.CannotStart):
        start.prepare_system(testing=False, window=True)
    assert capsys.readouterr().err.count(f"sudo {LINE}\n") == 1
    assert debian == []


def test_the_command_line_does_without_the_window_s_libraries(
    debian, project: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    as_user(monkeypatch, 1000)
    monkeypatch.setattr(start, "run_program", lambda arguments: 0)
    assert start.main(["info", "a.strategy"]) == 0
    assert LINE in capsys.readouterr().err
    assert start.main(["info", "a.strategy"]) == 0  # said once, when things are set up
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("DISPLAY", ":0")
    assert start.main([]) == 1


def test_one_package_that_the_system_does_not_know_does_not_keep_the_others_out(
    debian, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    as_user(monkeypatch, 0)
    monkeypatch.setattr(
        start.subprocess, "call", lambda command, **_: debian.append(command) or "libxcb-icccm4" in command
    )
    start.prepare_system(testing=False, window=False)
    assert [*LINE.split()[:4], "libxcb-keysyms1", "-qq"] in debian
    assert capsys.readouterr().err.strip().endswith("--no-install-recommends libxcb-icccm4")


def test_the_tests_ask_for_their_tools_too(debian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "loads", lambda library: True)
    monkeypatch.setattr(start.shutil, "which", lambda command: None)
    monkeypatch.setattr(start.Path, "is_file", lambda path: False)
    assert start.missing_packages(testing=False) == []
    missing = start.missing_packages(testing=True)
    assert {"xvfb", "libreoffice-core", "python3-uno", "poppler-utils", "chromium", "nodejs"} <= set(missing)


def test_a_python_without_ensurepip_is_told_so(debian, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    assert start.missing_packages(testing=False)[0] == "python{}.{}-venv".format(*sys.version_info[:2])
    with pytest.raises(start.CannotStart, match="python3-venv"):
        start.make_venv()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose .venv is made by noting it; gives its folder."""
    for name, path in {"ROOT": "", "VENV": ".venv", "WHEELS": "wheels", "CONSTRAINTS": "constraints.txt"}.items():
        monkeypatch.setattr(start, name, tmp_path / path)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "constraints.txt").write_text("a==1\n")

    def make_venv() -> None:
        start.venv_python().parent.mkdir(parents=True, exist_ok=True)
        start.venv_python().touch()

    monkeypatch.setattr(start, "make_venv", make_venv)
    return tmp_path


@pytest.fixture
def installs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The installations that were asked of pip."""
    calls: list[list[str]] = []
    monkeypatch.setattr(start, "compile_program", lambda: None)
    monkeypatch.setattr(start.subprocess, "call", lambda command, **_: calls.append(command) or 0)
    return calls


def test_a_second_start_installs_nothing(project: Path, installs) -> None:
    start.prepare_python(testing=False)
    assert len(installs) == 2
    start.prepare_python(testing=False)
    assert len(installs) == 2


def test_the_test_tools_are_added_once_and_serve_the_program(project: Path, installs) -> None:
    start.prepare_python(testing=True)
    assert installs[-1][-1].endswith("[test]")
    start.prepare_python(testing=False)
    assert len(installs) == 2


@pytest.mark.parametrize("file", ["pyproject.toml", "constraints.txt"])
def test_changed_requirements_are_installed(project: Path, installs, file: str) -> None:
    start.prepare_python(testing=False)
    (project / file).write_text("other\n")
    start.prepare_python(testing=False)
    assert len(installs) == 4


def test_a_folder_of_wheels_is_used_in_place_of_the_internet(project: Path, installs) -> None:
    start.prepare_python(testing=False)
    assert not any("--no-index" in command for command in installs)
    (project / "wheels").mkdir()
    (project / "constraints.txt").write_text("a==2\n")
    start.prepare_python(testing=False)
    assert all("--no-index" in command and str(project / "wheels") in command for command in installs[2:])


def test_the_program_is_compiled_though_python_may_not_write_byte_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "room.py").write_text("walls = 4\n")
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "venv_python", lambda: sys.executable)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    start.compile_program()
    assert len(list((tmp_path / "src").rglob("room.*.pyc"))) == 1


def test_a_failed_installation_is_tried_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.subprocess, "call", lambda command, **_: 1)
    for _ in range(2):
        with pytest.raises(start.CannotStart, match="could not be installed"):
            start.prepare_python(testing=False)


def test_every_check_runs_to_its_end_and_one_failure_is_enough(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    ran = []
    monkeypatch.setattr(start, "run", lambda command, folder: ran.append(command) or "mypy" in command)
    assert start.run_checks(["--full", "-k", "numbering"]) == 1
    assert len(ran) == 5
    assert ran[-1][-3:] == ["--full", "-k", "numbering"]
    summary = capsys.readouterr().err.splitlines()[-5:]
    assert [line.split()[-3] for line in summary] == ["ok", "ok", "ok", "FAILED", "ok"]


def test_ci_calls_the_readme_s_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "start.py" in line] == ["exec python3 start.py test"]
    assert "    python3 start.py test " in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="only on systems where a program can replace another")
def test_the_rest_goes_to_the_command_line_in_the_user_s_own_folder(tmp_path: Path) -> None:
    """Run for real, with a stand-in for the Python of .venv that tells what it was given."""
    script = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import start
from pathlib import Path
stand_in = Path({str(tmp_path)!r}) / "python"
stand_in.write_text('#!/bin/sh\\npwd; echo "$@"')
stand_in.chmod(0o755)
start.venv_python = lambda: stand_in
start.is_ready = lambda testing: True
sys.exit(start.main(["export", "a b.strategy", "--out", "DIR"]))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [str(tmp_path), "-P -m strategy_editor export a b.strategy --out DIR"]
