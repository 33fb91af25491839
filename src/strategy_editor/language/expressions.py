"""A helper process that looks for a regular expression: ``python -m strategy_editor.language.expressions``.

A badly made expression can take years, and Python cannot be stopped in the middle of one. So it runs in a process of
its own, which whoever asks ends when it takes too long. One request and one answer a line, both JSON.
"""

from __future__ import annotations

import re
import sys
from typing import BinaryIO

import msgspec
from msgspec import Struct

MOST_MATCHES = 5000


class Request(Struct, frozen=True):
    """What to look for in which texts; ``replacement`` may name groups (``\\1``), as Python's ``re`` has it."""

    id: int
    expression: str
    texts: tuple[str, ...]
    flags: int = 0
    replacement: str = ""


class Match(Struct, frozen=True, array_like=True):
    """A place in the text with this number, and what the replacement is there."""

    text: int
    start: int
    end: int
    replacement: str = ""


class Answer(Struct, frozen=True):
    """The matches in order; ``problem`` says what is wrong with the expression."""

    id: int
    matches: tuple[Match, ...] = ()
    problem: str = ""


def answer(request: Request) -> Answer:
    """All matches that are not empty, up to :data:`MOST_MATCHES`."""
    try:
        pattern = re.compile(request.expression, request.flags)
        found: list[Match] = []
        for number, text in enumerate(request.texts):
            for match in pattern.finditer(text):
                if match.end() > match.start():
                    found.append(Match(number, *match.span(), match.expand(request.replacement)))
                if len(found) >= MOST_MATCHES:
                    return Answer(request.id, tuple(found))
    except (re.error, IndexError, OverflowError, RecursionError) as error:
        return Answer(request.id, problem=f"This expression is not complete or not right: {error}.")
    return Answer(request.id, tuple(found))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers every request until there are no more. A line that is no request ends the process."""
    for line in requests:
        answers.write(msgspec.json.encode(answer(msgspec.json.decode(line, type=Request))) + b"\n")
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
