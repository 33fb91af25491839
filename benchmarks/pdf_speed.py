"""How fast a long strategy becomes a PDF, beside other engines in the same run.

The document: 80,000 words in 110 sections, 40 tables, 40 pictures, 100 footnotes, a contents list; tagged, kerned. Each
engine runs in a process of its own, cold, in turns, and the median of the rounds counts. Run from the top folder:

    python benchmarks/pdf_speed.py [--rounds 3] [--scale 1.0] [--peers PYTHON] [--only NAME]

``--peers`` is a Python that has typst and weasyprint installed (default: this one). LibreOffice converts a Word file.
What is not installed is left out.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from PIL import Image, ImageDraw  # noqa: E402

from strategy_editor.manuscript.items import (  # noqa: E402
    Caption,
    ContentsItem,
    CoverItem,
    FigureItem,
    Furniture,
    HeadingItem,
    Item,
    Manuscript,
    Note,
    ParagraphItem,
    Properties,
    Span,
    TableCell,
    TableColumn,
    TableItem,
    TableRow,
)
from strategy_editor.model.profile import PageLook  # noqa: E402

_SYLLABLES = "a an be con der e est fin for gor hul ing is jo kel lam mor net o ost per qui ran so sol te ter un val"
WORDS, SECTIONS, TABLES, PICTURES, NOTES = 80_000, 110, 40, 40, 100


class Section(NamedTuple):
    """What every engine sets: a heading, paragraphs (each with a footnote or ""), a table or None, a picture or ""."""

    level: int
    title: str
    paragraphs: list[tuple[str, str]]
    table: list[list[str]] | None
    picture: str


def document(folder: Path, scale: float) -> list[Section]:
    """The same words for every engine, drawn as words are in English: few are common, many are rare."""
    rng = random.Random(2009)
    parts = _SYLLABLES.split()
    vocabulary = ["".join(rng.choices(parts, k=rng.choice((1, 1, 2, 2, 3)))) for _ in range(14_000)]
    weights = [1 / (rank + 2.7) for rank in range(len(vocabulary))]
    words = iter(rng.choices(vocabulary, weights, k=int(WORDS * scale * 1.2)))

    def text(count: int) -> str:
        return " ".join(next(words) for _ in range(count)).capitalize() + "."

    sections = []
    count = int(SECTIONS * scale)
    for number in range(count):
        lengths = [rng.randrange(50, 120) for _ in range(8)]
        share = WORDS * scale / count / sum(lengths)
        paragraphs = [
            (text(int(length * share)), text(20) if number * 8 + place < NOTES * 8 * scale and place == 3 else "")
            for place, length in enumerate(lengths)
        ]
        table = None
        if number < TABLES * scale * 2 and number % 2 == 0:
            table = [[f"Column {column}" for column in range(5)]]
            table += [[f"Row {row}", *(text(3) for _ in range(4))] for row in range(8)]
        picture = _picture(folder, number, rng) if number < PICTURES * scale * 2 and number % 2 == 1 else ""
        sections.append(Section(1 if number % 5 == 0 else 2, text(4)[:-1], paragraphs, table, picture))
    return sections


def _picture(folder: Path, number: int, rng: random.Random) -> str:
    image = Image.linear_gradient("L").resize((1200, 640)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for bar in range(60):
        draw.rectangle([bar * 20, rng.randrange(300), bar * 20 + 12, 640], fill=tuple(rng.choices(range(256), k=3)))
    path = folder / f"picture-{number}.png"
    image.save(path)
    return str(path)


# ---- our own


def manuscript(sections: list[Section]) -> Manuscript:
    """The document as the writer of this program reads it; pictures are named by their path."""
    items: list[Item] = [CoverItem("A Council", "A long strategy"), ContentsItem("Contents")]
    chapter = count = notes = 0
    for number, section in enumerate(sections):
        chapter, count = (chapter + 1, 0) if section.level == 1 else (chapter, count)
        label = str(chapter) if section.level == 1 else ""
        items.append(HeadingItem(f"h{number}", section.level, (Span(section.title),), label))
        for place, (text, note) in enumerate(section.paragraphs):
            count += 1
            inlines: tuple[Span | Note, ...] = (Span(text),)
            if note:
                notes += 1
                inlines = (Span(text[:60]), Note(f"n{notes}", notes, (Span(note),)), Span(text[60:]))
            items.append(ParagraphItem(f"p{number}-{place}", inlines, label=f"{chapter}.{count}"))
        if section.table:
            items.append(_table(number, section.table))
        if section.picture:
            caption = Caption(f"c{number}", f"Figure {number}", str(number), (Span("A picture"),))
            items.append(FigureItem(f"f{number}", section.picture, "Bars.", caption=caption, width=1.0))
    properties = Properties("A long strategy", "A Council", created="2026-01-01T00:00:00+00:00")
    return Manuscript("d", properties, tuple(items), PageLook(body_size=11), Furniture("A Council"))


def _table(number: int, rows: list[list[str]]) -> TableItem:
    cells = [
        TableRow(
            tuple(
                TableCell((ParagraphItem("", (Span(text),)),), "column" if row == 0 else "row" if column == 0 else "")
                for column, text in enumerate(line)
            ),
            header=row == 0,
        )
        for row, line in enumerate(rows)
    ]
    caption = Caption(f"d{number}", f"Table {number}", str(number), (Span("A table"),))
    return TableItem(f"t{number}", tuple(TableColumn() for _ in rows[0]), tuple(cells), caption)


OURS = """
import pickle, sys
from pathlib import Path
from strategy_editor import pdf
with open(sys.argv[1], "rb") as source:
    manuscript = pickle.load(source)
with open(sys.argv[2], "wb") as out:
    pdf.write(manuscript, lambda path: Path(path).read_bytes(), out, variant=sys.argv[3])
"""


# ---- peers


def typst_source(sections: list[Section]) -> str:
    """The document in typst's own markup."""
    out = [
        '#set page(paper: "a4", margin: 25mm, numbering: "1")',
        '#set text(size: 11pt, lang: "en", region: "gb")',
        "#set document(title: [A long strategy])",
        "#outline()",
    ]
    for section in sections:
        out.append(f"{'=' * section.level} {section.title}")
        for text, note in section.paragraphs:
            out.append(f"{text[:60]}#footnote[{note}]{text[60:]}" if note else text)
            out.append("")
        if section.table:
            cells = ", ".join(f"[{cell}]" for row in section.table[1:] for cell in row)
            header = ", ".join(f"[{cell}]" for cell in section.table[0])
            out.append(f"#figure(table(columns: 5, table.header({header}), {cells}), caption: [A table])")
        if section.picture:
            name = Path(section.picture).name
            out.append(f'#figure(image("{name}", width: 100%, alt: "Bars."), caption: [A picture])')
        out.append("")
    return "\n".join(out)


TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=["ua-1"])
"""


def html(sections: list[Section]) -> str:
    """The document as a web page, for weasyprint and LibreOffice."""
    out = [
        '<!doctype html><html lang="en-GB"><title>A long strategy</title><style>@page{size:A4;margin:25mm;'
        "@bottom-right{content:counter(page)}} body{font:11pt/1.4 sans-serif} img{width:100%}</style><body>"
    ]
    for section in sections:
        out.append(f"<h{section.level}>{section.title}</h{section.level}>")
        out.extend(f"<p>{text}</p>" for text, _ in section.paragraphs)
        if section.table:
            head, *body = section.table
            out.append("<table><thead><tr>" + "".join(f'<th scope="col">{cell}' for cell in head) + "</thead><tbody>")
            out.extend("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in body)
            out.append("</tbody></table>")
        if section.picture:
            out.append(f'<p><img alt="Bars." src="{Path(section.picture).name}"></p>')
    return "".join(out)


WEASYPRINT = """
import sys, weasyprint
weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


# ---- the run


class Engine(NamedTuple):
    """An engine: its name, its command, and the file that it makes."""

    name: str
    command: list[str]
    made: Path


class Result(NamedTuple):
    """One run: seconds of the whole process, those of the processor, its greatest memory in megabytes, the pages."""

    seconds: float
    processor: float
    memory: float
    pages: int


def engines(folder: Path, sections: list[Section], peers: str) -> list[Engine]:
    """What can be run here."""
    found = []
    source = folder / "manuscript.pickle"
    source.write_bytes(pickle.dumps(manuscript(sections)))
    for variant in ("accessible", "print"):
        made = folder / f"ours-{variant}.pdf"
        found.append(
            Engine(f"this program, {variant}", [sys.executable, "-c", OURS, str(source), str(made), variant], made)
        )
    (folder / "source.typ").write_text(typst_source(sections), encoding="utf-8")
    (folder / "source.html").write_text(html(sections), encoding="utf-8")
    for name, code, file in (("typst", TYPST, "source.typ"), ("weasyprint", WEASYPRINT, "source.html")):
        if subprocess.run([peers, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0:
            made = folder / f"{name}.pdf"
            found.append(Engine(f"{name}, PDF/UA-1", [peers, "-c", code, str(folder / file), str(made)], made))
    office = shutil.which("soffice")
    if office:
        profile = f"-env:UserInstallation=file://{folder}/office"
        options = 'pdf:writer_web_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
        command = [office, profile, "--headless", "--convert-to", options, "--outdir", str(folder), "source.html"]
        found.append(Engine("LibreOffice, PDF/UA-1", command, folder / "source.pdf"))
    return found


def run(engine: Engine, folder: Path) -> Result:
    """Run an engine once, cold."""
    engine.made.unlink(missing_ok=True)
    start = time.perf_counter()
    process = subprocess.Popen(
        engine.command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0 or not engine.made.is_file():
        raise SystemExit(f"{engine.name} failed: {process.stderr.read().decode() if process.stderr else ''}")
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", engine.made.read_bytes()))
    return Result(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, pages or _pages(engine.made))


def _pages(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as opened:
        return len(opened.pages)


def main(arguments: list[str] | None = None, say: Callable[[str], object] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1.0, help="5 makes a document of 1,000 pages")
    parser.add_argument("--peers", default=sys.executable, help="a Python with typst and weasyprint")
    parser.add_argument("--only", default="", help="engines whose names contain this")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [
            engine
            for engine in engines(folder, document(folder, chosen.scale), chosen.peers)
            if chosen.only in engine.name
        ]
        results: dict[str, list[Result]] = {engine.name: [] for engine in found}
        for _ in range(chosen.rounds):
            for engine in found:
                results[engine.name].append(run(engine, folder))
        say(f"{'engine':32} {'pages':>6} {'median s':>9} {'least s':>8} {'processor s':>11} {'pages/s':>8} {'MB':>6}")
        for engine, rounds in results.items():
            middle, least = statistics.median(each.seconds for each in rounds), min(each.seconds for each in rounds)
            pages, memory = rounds[0].pages, max(each.memory for each in rounds)
            worked = statistics.median(each.processor for each in rounds)
            say(f"{engine:32} {pages:6} {middle:9.2f} {least:8.2f} {worked:11.2f} {pages / middle:8.0f} {memory:6.0f}")


if __name__ == "__main__":
    main()
