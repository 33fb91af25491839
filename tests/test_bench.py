"""The bench itself: what it skips, what it refuses to skip in CI, and how many rounds it runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import ROOT

pytestmark = pytest.mark.long  # each starts pytest anew

NEEDS_JAVA = """
import pytest
@pytest.mark.java
def test_it(): pass
"""
BELONGS_ELSEWHERE = """
import pytest
def test_it(): pytest.skip("only on Windows")
"""
WHOLE_FILE = """
import pytest
pytest.importorskip("a_module_that_nobody_has")
"""
EXPECTED_TO_FAIL = """
import pytest
@pytest.mark.xfail(reason="known")
def test_it(): assert False
"""
ROUNDS = """
import pytest
from hypothesis import settings
from tests.bench import examples
@pytest.mark.long
def test_long(): print("rounds", examples(2000), examples(20), examples(3))
def test_short(): print("profile", settings.get_current_profile_name())
"""
DRAWN = """
import hashlib
from hypothesis import given, strategies as st
seen = hashlib.sha256()
@given(st.text(), st.integers())
def test_draw(text, number): seen.update(repr((text, number)).encode())
def test_tell(): print("drawn", seen.hexdigest())
"""
MESSAGES = """
from PySide6.QtCore import qWarning
def test_it(qtbot): qWarning("something is amiss")
"""


@pytest.fixture
def run(tmp_path: Path):
    """Runs pytest with the bench on a test file of the given text; gives the exit code and what was printed."""

    def run(text: str, *options: str, **environment: str) -> tuple[int, str]:
        (tmp_path / "test_sample.py").write_text(text)
        command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
        command += ["--rootdir", str(tmp_path), "-p", "no:cacheprovider", "-rsP", *options, str(tmp_path)]
        inherited = {name: value for name, value in os.environ.items() if name != "CI"}
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=inherited | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""} | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_a_missing_tool_skips_at_a_desk_and_fails_in_ci(run) -> None:
    code, output = run(NEEDS_JAVA, PATH="")
    assert code == 0
    assert "1 skipped" in output
    assert "needs Java with its compiler, which is not installed" in output
    code, output = run(NEEDS_JAVA, PATH="", CI="true")
    assert code == 1
    assert "CI does not allow: needs Java with its compiler" in output


def test_ci_refuses_a_whole_file_that_skips_itself(run) -> None:
    assert run(WHOLE_FILE)[0] == 5  # nothing ran
    code, output = run(WHOLE_FILE, CI="true")
    assert code == 2
    assert "CI does not allow" in output


@pytest.mark.parametrize("text", [BELONGS_ELSEWHERE, EXPECTED_TO_FAIL])
def test_ci_allows_what_belongs_to_another_system_and_what_is_known_to_fail(run, text: str) -> None:
    code, output = run(text, CI="true")
    assert (code, "1 failed" in output) == (0, False)


def test_full_runs_the_stated_counts_and_quick_leaves_long_tests_out(run) -> None:
    code, output = run(ROUNDS)
    assert (code, "rounds 100 5 3" in output, "profile sample" in output) == (0, True, True)
    code, output = run(ROUNDS, "--full")
    assert (code, "rounds 2000 20 3" in output, "profile full" in output) == (0, True, True)
    code, output = run(ROUNDS, "--quick")
    assert (code, "rounds" in output, "profile quick" in output) == (0, False, True)
    assert run(ROUNDS, "--quick", "--full")[0] == 4


def test_data_is_the_same_whatever_else_is_loaded(run) -> None:
    def drawn(text: str) -> list[str]:
        return [line for line in run(text)[1].splitlines() if line.startswith("drawn ")]

    alone = drawn(DRAWN)
    assert len(alone) == 1
    assert drawn("import strategy_editor.session.commands\n" + DRAWN) == alone


def test_a_message_from_qt_fails_the_test(run) -> None:
    code, output = run(MESSAGES)
    assert code == 1
    assert "something is amiss" in output


def test_each_test_has_a_home_of_its_own(home: Path) -> None:
    assert os.environ["STRATEGY_EDITOR_HOME"] == str(home)
    assert not home.exists()
