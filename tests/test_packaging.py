"""The wheel carries the whole program, an editable install points at the checkout, and every version is pinned."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.bench import ROOT

SAMPLES = sorted((ROOT / "samples").glob("*.strategy"))

ASK_FOR_RESOURCES = f"""
from strategy_editor.foundation.resources import resource, sample_path
print(resource("fonts", "Inter-Regular.ttf"))
print(resource("dictionaries"))
print({"sample_path()" if SAMPLES else "resource()"})
"""


def built(target: Path, kind: str) -> Path:
    """A wheel made by the project's own build backend: kind "wheel" or "editable"."""
    script = f"import hatchling.build; print(hatchling.build.build_{kind}({str(target)!r}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target / done.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("wheel"), "wheel")


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_carries_every_file_of_the_program(wheel: Path) -> None:
    package = ROOT / "src" / "strategy_editor"
    expected = {f"strategy_editor/{name}" for name in files_below(package) if "__pycache__" not in name}
    expected |= {f"strategy_editor/resources/{name}" for name in files_below(ROOT / "resources")}
    expected |= {f"strategy_editor/resources/samples/{path.name}" for path in SAMPLES}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if name.startswith("strategy_editor/")} == expected
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "LICENCES-THIRD-PARTY.md"}


def test_an_installed_wheel_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([*install, str(wheel)], check=True)
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r})\n{ASK_FOR_RESOURCES}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [Path(line) for line in done.stdout.splitlines()]
    assert len(found) == 3
    assert all(path.is_relative_to(site) and path.exists() for path in found)


def test_an_editable_install_points_at_the_checkout_and_copies_nothing(tmp_path: Path) -> None:
    archive = zipfile.ZipFile(built(tmp_path, "editable"))
    own = [name for name in archive.namelist() if ".dist-info/" not in name]
    assert [Path(name).suffix for name in own] == [".pth"]
    assert archive.read(own[0]).decode().split() == [str(ROOT / "src")]


def test_every_package_that_is_installed_is_pinned() -> None:
    pinned = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), f"{line} is not one exact version"
            pinned[canonicalize_name(requirement.name)] = requirement

    wanted = needed_packages()
    assert {"pyside6-essentials", "shiboken6", "pytest", "hatchling"} <= wanted
    assert wanted - set(pinned) == set(), "add these, at one exact version, to constraints.txt"


def needed_packages() -> set[str]:
    """The project's requirements and test tools, and all that they require in turn on this system."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["test"]
    waiting = [Requirement(line) for line in lines + project["build-system"]["requires"]]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        for extra in requirement.extras | {""}:
            key = canonicalize_name(requirement.name), extra
            if key in seen:
                continue
            seen.add(key)
            onward = [Requirement(line) for line in metadata.requires(requirement.name) or []]
            waiting += [item for item in onward if item.marker is None or item.marker.evaluate({"extra": extra})]
    return {name for name, _ in seen}
