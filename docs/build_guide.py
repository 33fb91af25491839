"""Makes the user guide that ships with the program: ``python -m docs.build_guide``.

Draws the window off screen with the sample, keeps the pictures, and makes ``resources/guide/index.html`` of the text.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from markdown_it import MarkdownIt
from PySide6.QtWidgets import QApplication

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "user-guide" / "pictures"
TARGET = HERE.parent / "resources" / "guide"
_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>The Strategy Editor: user guide</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.05rem/1.55 "Source Sans 3", sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
img {{ max-width: 100%; border: 1px solid #8888; border-radius: 6px; }}
h1, h2 {{ line-height: 1.2; }} h2 {{ margin-top: 2.2rem; }}
</style></head><body><main>
{body}</main></body></html>
"""


def _pause(application: QApplication) -> None:
    """Lets the window do what it does a moment after a change."""
    end = time.monotonic() + 2
    while time.monotonic() < end:
        application.processEvents()


def draw() -> None:
    """Draws the pictures of the guide."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["STRATEGY_EDITOR_NOW"] = "2009-02-10T09:30:00+00:00"
    with tempfile.TemporaryDirectory() as home:
        os.environ["STRATEGY_EDITOR_HOME"] = home
        from strategy_editor.app.application import Application, make_application

        application = make_application(["guide"])
        window = Application(application).open_sample()
        assert window is not None
        window.resize(1280, 800)
        document = window.desk.document
        assert document is not None
        window.desk.open_section(document.sections[6].id)
        _pause(application)
        PICTURES.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(PICTURES / "window-light.png"))
        window.open_place("milestones")
        _pause(application)
        window.grab().save(str(PICTURES / "milestones-light.png"))
        window.close()


def write() -> None:
    """Writes the page that the Help menu opens."""
    text = (HERE / "user-guide" / "guide.md").read_text(encoding="utf-8")
    TARGET.mkdir(parents=True, exist_ok=True)
    page = _PAGE.format(body=MarkdownIt().render(text))
    (TARGET / "index.html").write_text(page, encoding="utf-8")
    shutil.copytree(PICTURES, TARGET / "pictures", dirs_exist_ok=True)


if __name__ == "__main__":
    draw()
    write()
