"""Chromium as a judge of web pages: axe-core, what is asked of the network, and what scrolls sideways.

The caller's test carries ``@pytest.mark.chromium`` and ``@pytest.mark.node``.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from msgspec import Struct
from msgspec import json as msgspec_json

from tests.bench import tool
from tests.npm import package

DRIVER = ("playwright-core", "1.65.1")
AXE = ("axe-core", "4.14.1")
SCRIPT = Path(__file__).parent / "tools" / "judge_page.js"
SECONDS = 280


class Setting(Struct, frozen=True):
    """How a page is looked at. ``text`` is the size of its text, in hundredths of what it is by itself."""

    scheme: str = "light"
    width: int = 1280
    height: int = 900
    text: int = 100
    picture: str = ""


class Verdict(Struct, frozen=True):
    """What was found: broken rules, requests beside the page itself, words of the console, columns beyond the edge.

    ``unsure`` are the rules that axe-core leaves to people; ``checked`` counts those that it could decide.
    """

    violations: list[str]
    unsure: list[str]
    checked: int
    requests: list[str]
    console: list[str]
    beyond: int
    answers: list[object] = []


def judge(pages: list[Path], settings: list[Setting], *questions: str) -> dict[tuple[Path, Setting], Verdict]:
    """The verdict on every page in every setting; ``questions`` are expressions that the page answers."""
    wanted = {
        "driver": str(package(*DRIVER)),
        "axe": str(package(*AXE) / "axe.min.js"),
        "chromium": tool("chromium"),
        "pages": [path.resolve().as_uri() for path in pages],
        "settings": json.loads(msgspec_json.encode(settings)),
        "questions": questions,
    }
    command = [tool("node"), str(SCRIPT)]
    run = subprocess.run(
        command, input=json.dumps(wanted), capture_output=True, text=True, timeout=SECONDS, env=os.environ, check=False
    )
    assert run.returncode == 0, run.stderr
    verdicts = msgspec_json.decode(run.stdout, type=list[Verdict])
    pairs = [(page, setting) for page in pages for setting in settings]
    return dict(zip(pairs, verdicts, strict=True))
