"""Kills a real process at a moment of chance, and knows what it had said until then.

Such a program writes lines of a word and a number: ``keeping 12`` before it does something, ``kept 12`` once it is
done. What was said in the past tense may not be undone by the kill.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import ModuleType

from tests import bench

Said = list[tuple[str, str]]
"""What a program said, in its order: the words and what they speak of."""


def each_kill(
    program: ModuleType,
    folder: Path,
    phases: dict[str, float],
    rounds: Callable[[str], int],
    *,
    wanted: int,
    least: int,
    chance: Random,
) -> Iterator[Said]:
    """Kills a program ``wanted`` times or more, until each phase was hit ``least`` times; gives what it said each time.

    It works in ``folder / "place"``, which is each time as the program prepares it, and is left as the kill left it.
    ``phases``: what it may be about to do, and about how many seconds it takes; ``rounds``: for which time it does so.
    """
    model, place = folder / "model", folder / "place"
    model.mkdir()
    program.prepare(model)
    hits: Counter[str] = Counter()
    for _ in range(wanted * 4):
        if all(hits[phase] >= least for phase in phases) and sum(hits.values()) >= wanted:
            break
        phase = _any_phase(phases, hits, least, chance)
        shutil.copytree(model, place)
        said = _killed_in(program.__name__, place, phase, rounds(phase), chance.uniform(0, phases[phase]))
        hits[said[-1][0]] += 1
        yield said
        shutil.rmtree(place)
    assert all(hits[phase] >= least for phase in phases), hits


def _killed_in(module: str, place: Path, phase: str, rounds: int, pause: float) -> Said:
    """What ``python -m module place`` said until it was killed, ``pause`` seconds into this phase for the n-th time."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    command = [sys.executable, "-m", module, str(place)]
    with subprocess.Popen(command, cwd=bench.ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said: Said = []
        for line in process.stdout:
            said.append(_words(line))
            rounds -= said[-1][0] == phase
            if not rounds:
                break
        time.sleep(pause)
        process.kill()
        said.extend(_words(line) for line in process.stdout if line.endswith("\n"))
    assert said, "the process said nothing at all"
    return said


def _any_phase(phases: dict[str, float], hits: dict[str, int], least: int, chance: Random) -> str:
    """A phase that was hit too seldom so far, else any."""
    return chance.choice([phase for phase in phases if hits.get(phase, 0) < least] or list(phases))


def last(said: Said, *words: str) -> int:
    """The greatest number that was said with one of these words; 0 where none was."""
    return max((int(what) for each, what in said if each in words), default=0)


def say(word: str, what: object) -> None:
    """Says something, for sure, before anything else is done."""
    sys.stdout.write(f"{word} {what}\n")
    sys.stdout.flush()


def _words(line: str) -> tuple[str, str]:
    word, _, what = line.strip().partition(" ")
    return word, what
