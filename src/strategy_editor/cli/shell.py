"""What the commands share: the application they register with, the two streams, arguments that many of them take."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from typer.models import CommandInfo

from strategy_editor.foundation.progress import Progress
from strategy_editor.model.encoding import encode
from strategy_editor.review.clearing import Link
from strategy_editor.session import opening
from strategy_editor.session.clearing import title_of
from strategy_editor.session.opening import OpenStrategy

app = typer.Typer(
    name="strategy-editor",
    help="Draft, review and publish a council's strategy. With a file and no command, the window opens.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
"""What a command answers."""
told = Console(stderr=True, highlight=False, soft_wrap=True)
"""What a person should know, and another program should not read."""

File = Annotated[Path, typer.Argument(metavar="FILE", help="A strategy: a file that ends in .strategy")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of words")]
WordTemplate = Annotated[
    Path | None,
    typer.Option("--word-template", metavar="FILE", help="Word: this template (.dotx, .docx) instead of the council’s"),
]
As = Annotated[str, typer.Option("--as", metavar="NAME", help="Who acts")]


@contextmanager
def working() -> Iterator[Progress]:
    """Shows how far long work is while it lasts; what is given takes the share that is done and what is being done."""
    with Bar(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=told, transient=True) as bar:
        task = bar.add_task("Beginning", total=1.0)
        yield lambda share, what: bar.update(task, completed=share, description=what)


@contextmanager
def editing(file: Path, name: str = "") -> Iterator[OpenStrategy]:
    """Opens a strategy, and saves it when all went well; tells whose clearance is open again by what was done."""
    with opening.edit(file, name) as opened:
        session = opened.session

        def tell(links: tuple[Link, ...]) -> bool:
            for each in links:
                title = title_of(session.project, each.owner)
                told.print(f"Open again: the clearance of {title} by {each.step.role}.", markup=False)
            return True

        session.consent = tell
        yield opened


def print_json(value: object) -> None:
    """Prints a value as JSON, as ``docs/schemas`` describe it."""
    out.print(json.dumps(msgspec.json.decode(encode(value)), indent=2, ensure_ascii=False), markup=False)


def name_of(command: CommandInfo) -> str:
    """What a registered command is called: as it was said, or else like its function."""
    return str(command.name or getattr(command.callback, "__name__", ""))
