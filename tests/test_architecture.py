"""The house stands as drawn: imports run one way, libraries stay in their rooms, and no part grows past its measure."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import ROOT

SOURCE = ROOT / "src" / "strategy_editor"
FILES = [*sorted(SOURCE.rglob("*.py")), ROOT / "start.py"]
LONGEST_FUNCTION = 100
LONGEST_FILE = 700

CROSSINGS = {
    "a lower room looks up": ("model/blocks.py", "import strategy_editor.session"),
    "only when a function runs": ("model/blocks.py", "def lazy():\n    import strategy_editor.review"),
    "only for the type checker": (
        "foundation/errors.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from strategy_editor.model import blocks",
    ),
    "siblings know each other": ("word/__init__.py", "import strategy_editor.pdf"),
    "Qt outside the window": ("session/__init__.py", "def lazy():\n    from PySide6 import QtCore"),
    "a document library outside its room": ("manuscript/__init__.py", "import docx"),
    "SQLite outside storage": ("session/__init__.py", "import sqlite3"),
}


def lint_imports(top: Path) -> subprocess.CompletedProcess[str]:
    """The import contract of pyproject.toml, checked on the package below ``top/src``."""
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert program is not None
    environment = os.environ | {"PYTHONPATH": str(top / "src")}
    return subprocess.run(
        [program, "--no-cache", "--no-logo"], cwd=top, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the house to break."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(SOURCE, tmp_path / "src" / SOURCE.name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_imports_run_one_way() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize("crossing", CROSSINGS)
def test_a_crossed_layer_breaks_the_contract(copy: Path, crossing: str) -> None:
    file, line = CROSSINGS[crossing]
    with (copy / "src" / "strategy_editor" / file).open("a", encoding="utf-8") as source:
        source.write(f"\n\n{line}\n")
    result = lint_imports(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "1 broken" in result.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_keep_their_measure(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {function.name: (function.end_lineno or 0) - function.lineno + 1 for function in functions}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
