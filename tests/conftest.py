"""The bench: strict, repeatable, away from the user's own files.

Qt draws off screen and its messages fail tests; warnings are errors (pyproject.toml). With ``CI=true`` nothing may be
skipped but what belongs to another operating system (a reason that starts with "only on").
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from tests import bench

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

HEAVY = ("long", *bench.TOOLS)
ELSEWHERE = "only on"

# A busy machine must not fail a test: no deadlines, and no complaint about slow data.
settings.register_profile("full", max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("sample", settings.get_profile("full"), max_examples=50, derandomize=True, database=None)
settings.register_profile("quick", settings.get_profile("sample"), max_examples=10)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("strategy editor")
    group.addoption("--full", action="store_true", help="run long tests to their full counts, with fresh random data")
    group.addoption("--quick", action="store_true", help="leave out long tests and tests of heavy tools")


def pytest_configure(config: pytest.Config) -> None:
    full, quick = config.getoption("--full"), config.getoption("--quick")
    if full and quick:
        raise pytest.UsageError("--full and --quick exclude each other")
    os.environ[bench.FULL] = "1" if full else "0"
    if not full:
        _draw_the_same_data_everywhere()
    if not config.getoption("--hypothesis-profile", None):
        settings.load_profile("full" if full else "quick" if quick else "sample")


def _draw_the_same_data_everywhere() -> None:
    """Keep Hypothesis from drawing constants out of whatever modules happen to be loaded.

    Else a test's data would depend on which tests ran before it in the same process, and a failure in CI could not be
    had again at a desk. There is no public setting for it; a test of the bench notices when this stops working.
    """
    none = providers._local_constants
    providers._get_local_constants = lambda: none


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--quick"):
        return
    heavy = [item for item in items if any(item.get_closest_marker(mark) for mark in HEAVY)]
    config.hook.pytest_deselected(items=heavy)
    items[:] = [item for item in items if item not in heavy]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, tool in bench.TOOLS.items():
        if item.get_closest_marker(name) and bench.found(name) is None:
            pytest.skip(f"needs {tool.title}, which is not installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _no_skip_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _no_skip_in_ci((yield))


def _no_skip_in_ci(report: Report) -> Report:
    """In CI every tool is there, so a skip would hide something: it becomes a failure that gives the reason."""
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI", "").lower() == "true":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        if not reason.lower().startswith(ELSEWHERE):
            report.outcome = "failed"
            report.longrepr = f"Skipped, which CI does not allow: {reason}"
    return report


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder for each test, made when it is first used."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for the user's own folders, so that no test reads or writes the real ones."""
    folder = next(homes)
    monkeypatch.setenv("STRATEGY_EDITOR_HOME", str(folder))
    return folder


@pytest.fixture
def screenshots() -> Path:
    """The untracked folder for pictures of the window and of exported pages, to be looked at by people."""
    folder = bench.ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder
