"""What the checks say of other people's prose: every finding on a folder of Markdown files, to look for false alarms.

``python benchmarks/check_prose.py FOLDER [--rule C54] [--most 8]``

Each file becomes a section of one document, read as plainly as it can be: headings, paragraphs, list items, links,
tables without spans. Nothing is meant to be judged by a machine here: a person reads the list.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from strategy_editor.checks.finding import Finding  # noqa: E402
from strategy_editor.checks.register import RULES  # noqa: E402
from strategy_editor.checks.rules import Situation  # noqa: E402
from strategy_editor.checks.run import Checker  # noqa: E402
from strategy_editor.foundation.ids import new_id  # noqa: E402
from strategy_editor.model.blocks import Block, Cell, Column, Heading, ListItem, Paragraph, Row, Table  # noqa: E402
from strategy_editor.model.outline import Outline  # noqa: E402
from strategy_editor.model.project import Project  # noqa: E402
from strategy_editor.model.section import Document, Section  # noqa: E402
from strategy_editor.model.text import Marks, Runs, join, plain, runs_from  # noqa: E402
from strategy_editor.model.tree import document_words, find_section  # noqa: E402
from strategy_editor.templates.profiles import load_profile  # noqa: E402

_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<link>[^)\s]+)[^)]*\)|\*\*(?P<bold>[^*]+)\*\*|_(?P<slant>[^_]+)_")
_LEAVE = re.compile(r"\{[^}]*\}|\[\^[^\]]+\]:?|</?[a-z][^>]*>|!\[[^\]]*\]\([^)]*\)|\s*\{:.*")
_HEADING = re.compile(r"(#{1,6})\s*(.+)")
_ITEM = re.compile(r"(?:[-*+]|\d+\.)\s+(.+)", re.DOTALL)


def read(folder: Path) -> Document:
    sections = tuple(section(path) for path in sorted(folder.glob("*.md")))
    return Document(new_id(), "strategy", folder.name, sections, subtitle="Prose")


def section(path: Path) -> Section:
    title, blocks = path.stem, []
    for block in parts(path.read_text(encoding="utf-8")):
        if isinstance(block, Heading) and not blocks:
            title = plain(block.runs)
        else:
            blocks.append(block)
    highest = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
    made = tuple(
        Heading(block.id, block.runs, block.level - highest + 1) if isinstance(block, Heading) else block
        for block in blocks
    )
    return Section(new_id(), runs_from(title), status="cleared", blocks=made)


def parts(text: str) -> Iterator[Block]:
    for chunk in re.split(r"\n\s*\n", _LEAVE.sub("", text).replace("^", "")):
        lines = [line for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        if all(line.lstrip().startswith("|") or "|" in line for line in lines) and len(lines) > 1:
            yield table(lines)
            continue
        for piece in re.split(r"\n(?=\s*(?:[-*+]|\d+\.)\s|#)", "\n".join(lines)):
            flat = " ".join(piece.split())
            if heading := _HEADING.match(flat):
                yield Heading(new_id(), runs(heading[2]), len(heading[1]))
            elif item := _ITEM.match(flat):
                yield ListItem(new_id(), runs(item[1]))
            elif flat.startswith(">"):
                yield Paragraph(new_id(), runs(flat.lstrip("> ")), "quote")
            elif flat:
                yield Paragraph(new_id(), runs(flat))


def table(lines: list[str]) -> Table:
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if not set(line) <= set("|-: ")
    ]
    width = max(map(len, rows))
    made = (Row(new_id(), tuple(cell(text) for text in (*row, *[""] * (width - len(row))))) for row in rows)
    return Table(new_id(), tuple(Column(new_id()) for _ in range(width)), tuple(made), Paragraph(new_id()))


def cell(text: str) -> Cell:
    return Cell(new_id(), (Paragraph(new_id(), runs(text)),))


def runs(text: str) -> Runs:
    out: list[Runs] = []
    position = 0
    for match in _LINK.finditer(text):
        out.append(runs_from(text[position : match.start()]))
        marks = Marks(bold=bool(match["bold"]), italic=bool(match["slant"]), link=match["link"] or "")
        out.append(runs_from(match["words"] or match["bold"] or match["slant"], marks))
        position = match.end()
    return join(*out, runs_from(text[position:]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rule", default="", help="only this rule, every finding")
    parser.add_argument("--most", type=int, default=5, help="findings shown of each rule")
    asked = parser.parse_args()
    document = read(asked.folder)
    project = Project(new_id(), "Prose", Outline("prose", "Prose", ()), load_profile("english-council"), (document,))
    findings = Checker().findings(project, project.documents, Situation("web", date(2013, 1, 1)))
    counts = Counter(each.rule for each in findings)
    print(f"{document_words(document):,} words, {len(findings):,} findings")
    for rule, count in sorted(counts.items()):
        if asked.rule not in ("", rule):
            continue
        print(f"\n{rule} {RULES[rule].title}: {count}")
        chosen = [each for each in findings if each.rule == rule]
        for finding in chosen if asked.rule else chosen[: asked.most]:
            print(f"  {place(project, finding)[:24]:24} {finding.message}")


def place(project: Project, finding: Finding) -> str:
    found = find_section(project, finding.section) if finding.section else None
    return plain(found.section.title) if found else ""


if __name__ == "__main__":
    main()
