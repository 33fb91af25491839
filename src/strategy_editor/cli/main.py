"""The command line: carries out a command; errors become a sentence and an exit code.

0 done, 1 the answer is no, 2 wrong use, 3 the file is damaged or not ours, 4 the disk said no, 5 open elsewhere. Each
module imported here registers its commands.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

import typer
from typer.main import get_group

from strategy_editor.cli import (  # noqa: F401  (they register their commands)
    COMMANDS,
    afterwards,
    clearing,
    comparing,
    copies,
    fonts,
    importing,
    joining,
    papers,
    publishing,
    recovering,
    refreshing,
    reviews,
    strategies,
    versions,
)
from strategy_editor.cli.shell import app, name_of, told
from strategy_editor.foundation.errors import StrategyError, WrongUse

if TYPE_CHECKING:
    from typer.core import TyperGroup

app.registered_commands.sort(key=lambda each: COMMANDS.index(name_of(each)))


def run(arguments: list[str], selftest: Callable[[], int]) -> int:
    """Carries out a command line; returns the exit code. ``selftest`` opens a window, which this room cannot."""
    try:
        commands = _commands(arguments[0] if arguments and arguments[0] in COMMANDS else "")
        code = commands.main(arguments, "strategy-editor", standalone_mode=False, obj=selftest)
    except StrategyError as error:
        told.print(str(error), markup=False)
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        told.print("Cancelled. Nothing was changed.")
        return 1
    except Exception as error:
        return _wrong_use(error)
    return code if isinstance(code, int) else 0


@cache
def _commands(name: str) -> TyperGroup:
    """The argument parser of one command, or of all where none is named: all together take a tenth of a second."""
    few = copy(app)
    few.registered_commands = [each for each in app.registered_commands if name in ("", name_of(each))]
    return get_group(few)


def _wrong_use(error: Exception) -> int:
    """Mistakes in the arguments, as the argument parser found them; anything else is a fault of ours."""
    words = getattr(error, "format_message", None)
    if words is None:
        raise error
    told.print(f"{words()} Try: strategy-editor --help", markup=False)
    return WrongUse.exit_code
