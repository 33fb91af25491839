"""Reading 200 pages of Word: 80,000 words, 40 tables, 40 pictures; beside pandoc and plain python-docx.

``python -m benchmarks.word_reading_speed [--times N]``; pandoc comes with ``pip install pypandoc_binary`` and is left
out where it is not installed. All read the same file, which python-docx wrote. Each run is a process of its own, the
contenders in turn. Ours gives all that the program knows of a file (text, looks, styles, lists, tables, pictures,
changes, comments); python-docx gives runs with bold and italic and the cells of tables; pandoc writes its JSON.
``finding`` is ours and then all that an import needs: headings, lists and tables told, pictures checked. Counted are
seconds of work (imports left out) and the most memory held, with that of processes it started.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks.side_by_side import run
from benchmarks.word_speed import python_docx as write_with_python_docx

FILE = "python-docx.docx"


def ours(folder: Path):  # type: ignore[no-untyped-def]
    from strategy_editor.word.reading import read

    return lambda: read(folder / FILE)


def finding(folder: Path):  # type: ignore[no-untyped-def]
    from strategy_editor.session.importing import find, open_old

    return lambda: find(open_old(folder / FILE))


def python_docx(folder: Path):  # type: ignore[no-untyped-def]
    from docx import Document

    def work() -> list[object]:
        document = Document(str(folder / FILE))
        text: list[object] = [
            (
                paragraph.style.name if paragraph.style else "",
                [(run.text, run.bold, run.italic) for run in paragraph.runs],
            )
            for paragraph in document.paragraphs
        ]
        text += [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
        return text

    return work


def pandoc(folder: Path):  # type: ignore[no-untyped-def]
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--track-changes=all", "-f", "docx", "-t", "json"]
    return lambda: subprocess.run([*command, "-o", str(folder / "out.json"), str(folder / FILE)], check=True)


CONTENDERS = {
    "Strategy Editor": ours,
    "Strategy Editor, finding": finding,
    "python-docx": python_docx,
    "pandoc": pandoc,
}


if __name__ == "__main__":
    run(
        "benchmarks.word_reading_speed",
        __doc__,
        CONTENDERS,
        needs={"pandoc": "pypandoc"},
        prepare=lambda folder: write_with_python_docx(folder)(),
    )
