"""Writing 200 pages of Word: 80,000 words, 40 tables, 40 pictures; beside pandoc and plain python-docx.

``python -m benchmarks.word_speed [--times N]``; pandoc comes with ``pip install pypandoc_binary`` and is left out where
it is not installed. Each run is a process of its own, the contenders in turn. Ours begins with the project and ends
with the file, with live numbers, contents and the pages in it; pandoc begins with Markdown, python-docx with plain
lists. What is counted: seconds of work (imports and the making of the input left out) and the most memory held, with
that of processes it started.
"""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

from benchmarks.side_by_side import run

CHAPTERS, PARAGRAPHS, WORDS = 40, 100, 20
ROWS, COLUMNS = 8, 5
VOCABULARY = """
the council will work with partners to bring more homes into use and support tenants who need help with repairs costs or
moves so that staff and members can serve every resident in the borough well
""".split()  # noqa: SIM905  (a list of forty words in quotes is not easier to read)


def text(seed: random.Random, words: int) -> str:
    """A sentence of this length."""
    return " ".join(seed.choices(VOCABULARY, k=words)).capitalize() + "."


def chapters() -> list[tuple[str, list[str], list[list[str]]]]:
    """A title, paragraphs and a table for each chapter; the same on every machine."""
    seed = random.Random(7)
    return [
        (
            text(seed, 4),
            [text(seed, WORDS) for _ in range(PARAGRAPHS)],
            [[text(seed, 3) for _ in range(COLUMNS)] for _ in range(ROWS)],
        )
        for _ in range(CHAPTERS)
    ]


def picture(number: int) -> bytes:
    """A picture of 900 by 500 points, each a little different."""
    import io

    from PIL import Image, ImageDraw

    image = Image.new("RGB", (900, 500), "white")
    draw = ImageDraw.Draw(image)
    for index in range(9):
        draw.rectangle((index * 100 + 10, 480 - 50 * ((index * number) % 9), index * 100 + 90, 480), fill="#1f4e79")
    draw.rectangle((0, 0, number, 5), fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


# ---- the contenders: each returns what it then does on the clock


def ours(folder: Path):  # type: ignore[no-untyped-def]
    import hashlib
    from datetime import date

    from strategy_editor.foundation.ids import new_id
    from strategy_editor.manuscript.build import manuscript
    from strategy_editor.model.blocks import Cell, Column, Figure, Paragraph, Row, Table
    from strategy_editor.model.outline import Outline
    from strategy_editor.model.profile import Profile
    from strategy_editor.model.project import Project
    from strategy_editor.model.section import Document, Section
    from strategy_editor.model.text import runs_from
    from strategy_editor.word import write

    def paragraph(words: str, numbered: bool = False) -> Paragraph:
        return Paragraph(new_id(), runs_from(words), numbered=numbered)

    pictures = {hashlib.sha256(data).hexdigest(): data for data in map(picture, range(CHAPTERS))}
    sections = []
    for (title, words, rows), shown in zip(chapters(), pictures, strict=True):
        columns = tuple(Column(new_id()) for _ in rows[0])
        cells = tuple(Row(new_id(), tuple(Cell(new_id(), (paragraph(each),)) for each in row)) for row in rows)
        table = Table(new_id(), columns, cells, paragraph(title))
        figure = Figure(new_id(), shown, paragraph(title), alternative="Bars.", width=0.8)
        blocks = (*(paragraph(each, True) for each in words), table, figure)
        sections.append(Section(new_id(), runs_from(title), blocks=blocks))
    document = Document(new_id(), "strategy", "A strategy", tuple(sections))
    project = Project(new_id(), "A strategy", Outline("o", "O", ()), Profile("p", "P", "A council"), (document,))

    def work() -> None:
        made = manuscript(project, document, "cabinet", today=date(2026, 1, 5))
        with (folder / "ours.docx").open("wb") as out:
            write(made, pictures.__getitem__, out)

    return work


def pandoc(folder: Path):  # type: ignore[no-untyped-def]
    import pypandoc

    lines = []
    for index, (title, words, rows) in enumerate(chapters()):
        (folder / f"picture{index}.png").write_bytes(picture(index))
        lines += [f"# {title}", *words, f"Table: {title}", "| " + " | ".join(rows[0]) + " |", "|---" * COLUMNS + "|"]
        lines[-2:] = ["\n".join(lines[-2:] + ["| " + " | ".join(row) + " |" for row in rows[1:]])]
        lines.append(f"![{title}]({folder}/picture{index}.png)")
    source = folder / "source.md"
    source.write_text("\n\n".join(lines), encoding="utf-8")
    program = pypandoc.get_pandoc_path()

    def work() -> None:
        command = [program, "--toc", "--number-sections", "-o", str(folder / "pandoc.docx"), str(source)]
        subprocess.run(command, check=True)

    return work


def python_docx(folder: Path):  # type: ignore[no-untyped-def]
    import io

    from docx import Document
    from docx.shared import Cm

    content = chapters()
    pictures = list(map(picture, range(CHAPTERS)))

    def work() -> None:
        document = Document()
        for (title, words, rows), shown in zip(content, pictures, strict=True):
            document.add_heading(title, 1)
            for each in words:
                document.add_paragraph(each)
            table = document.add_table(rows=ROWS, cols=COLUMNS)
            for row, line in enumerate(rows):
                for column, each in enumerate(line):
                    table.cell(row, column).text = each
            document.add_picture(io.BytesIO(shown), width=Cm(12))
        document.save(str(folder / "python-docx.docx"))

    return work


CONTENDERS = {"Strategy Editor": ours, "pandoc": pandoc, "python-docx": python_docx}


if __name__ == "__main__":
    run("benchmarks.word_speed", __doc__, CONTENDERS, needs={"pandoc": "pypandoc"})
