"""The resource finder on the three kinds of installation, each laid out in a folder of its own."""

from pathlib import Path

import pytest

from strategy_editor.foundation import resources
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.resources import SAMPLE, resource, sample_path


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Makes the program believe that its package lies in the named folder."""

    def place(package: str) -> Path:
        folder = tmp_path / package
        folder.mkdir(parents=True)
        monkeypatch.setattr(resources, "_PACKAGE", folder)
        return folder

    return place


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("here")
    return path


def test_a_wheel_carries_its_resources_in_the_package(install) -> None:
    package = install("lib/site-packages/strategy_editor")
    font = write(package / "resources" / "fonts" / "Inter-Regular.ttf")
    sample = write(package / "resources" / "samples" / SAMPLE)
    assert resource("fonts", "Inter-Regular.ttf") == font
    assert sample_path() == sample


def test_a_checkout_keeps_them_in_its_top_folder(install, tmp_path: Path) -> None:
    install("checkout/src/strategy_editor")
    font = write(tmp_path / "checkout" / "resources" / "fonts" / "Inter-Regular.ttf")
    sample = write(tmp_path / "checkout" / "samples" / SAMPLE)
    assert resource("fonts", "Inter-Regular.ttf") == font
    assert sample_path() == sample


def test_the_running_program_finds_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert resource("fonts").is_dir()
    assert resource("dictionaries", "en_GB.dic").stat().st_size > 100_000


def test_what_is_missing_is_named_and_says_what_to_do(install) -> None:
    install("empty/src/strategy_editor")
    with pytest.raises(StrategyError, match=r"hyph_cy\.dic.*install the Strategy Editor again") as caught:
        resource("dictionaries", "hyph_cy.dic")
    assert caught.value.exit_code == 4
    with pytest.raises(StrategyError, match=SAMPLE):
        sample_path()


@pytest.mark.parametrize("parts", [("..", "pyproject.toml"), ("fonts", "..", "..", "README.md"), ("/etc/hostname",)])
def test_a_path_cannot_lead_out_of_the_resources(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="leads out"):
        resource(*parts)
