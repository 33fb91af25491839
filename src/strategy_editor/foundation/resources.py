"""Finds what is shipped with the program: fonts, icons, dictionaries, templates, profiles and the sample.

An installed wheel carries them inside the package (``strategy_editor/resources``). A checkout, and an editable install
of one, keep them in the top folder (``resources/`` and ``samples/``), where people can read and change them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from strategy_editor.foundation.errors import StrategyError

SAMPLE = "cheshire-east-2009.strategy"

_PACKAGE = Path(__file__).resolve().parents[1]


class ResourceMissing(StrategyError):
    """A file that belongs to the program itself is not there: the installation is incomplete (exit code 4)."""

    exit_code = 4


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, such as ``resource("fonts", "Inter-Regular.ttf")``.

    Raises ResourceMissing when it is not there, and ValueError for a path that leads out of the resources.
    """
    root = _root(_PACKAGE)
    path = root.joinpath(*parts)
    if not path.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"{'/'.join(parts)} leads out of the program's own files")
    return _present(path)


def sample_path() -> Path:
    """The worked example that comes with the program. Open a copy of it: it is never written to."""
    return _present(_sample(_PACKAGE))


@cache
def _root(package: Path) -> Path:
    """The resources of an installation whose package lies at ``package``: inside it, or in the checkout around it."""
    inside, checkout = package / "resources", _checkout(package) / "resources"
    return inside if inside.is_dir() else checkout


def _sample(package: Path) -> Path:
    inside = package / "resources" / "samples" / SAMPLE
    return inside if inside.is_file() else _checkout(package) / "samples" / SAMPLE


def _checkout(package: Path) -> Path:
    return package.parents[1]


def _present(path: Path) -> Path:
    if not path.exists():
        raise ResourceMissing(
            f"A file that belongs to the program is missing: {path.name}.",
            advice=f"Please install the Strategy Editor again. It was looked for at {path}.",
        )
    return path
