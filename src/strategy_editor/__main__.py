"""Starts the program: the window for a file or for nothing, the command line for a command.

Only what is needed is loaded: the window does not wait for the command line, nor the other way round.
"""

from __future__ import annotations

import sys
from pathlib import Path

from strategy_editor.cli import COMMANDS

SAMPLE = "--sample"


def main(arguments: list[str] | None = None) -> int:
    """Carries out a command line; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["--version"]:
        from strategy_editor import __version__

        sys.stdout.write(f"Strategy Editor {__version__}\n")
        return 0
    if not given or given == [SAMPLE] or (len(given) == 1 and given[0] not in COMMANDS and _is_file_name(given[0])):
        from strategy_editor.app.application import run

        path = Path(given[0]) if given and given != [SAMPLE] else None
        return run(path, sample=given == [SAMPLE])
    from strategy_editor.cli.main import run as run_command

    return run_command(given, _selftest)


def _is_file_name(argument: str) -> bool:
    """A file to open: it is there, or is named like one; anything else is a mistyped command."""
    return not argument.startswith("-") and (argument.endswith(".strategy") or Path(argument).exists())


def _selftest() -> int:
    from strategy_editor.app.selftest import selftest

    return selftest()


if __name__ == "__main__":
    sys.exit(main())
