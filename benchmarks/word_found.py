"""What is found in old Word files, against the truth: headings, items, tables, pictures, footnotes, boxes.

``python -m benchmarks.word_found [FOLDER...]``. The first table is of generated files with every fault on purpose, for
each way in which headings are made, with the truth about them. The second is of real files, where FOLDER holds any that
``word_found_truth.json`` knows: their headings as a careful reader told them (kept as digests, so that no text of
others stands here), tables, pictures and footnotes as counted in the raw XML. *Missed* are true ones not found, *wrong*
found ones that are not true.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import zipfile
from collections import Counter
from pathlib import Path

from tests.incoming.legacy import WAYS, legacy_file
from tests.incoming.test_findings import told

from strategy_editor.incoming.assembling import findings
from strategy_editor.incoming.found import Findings
from strategy_editor.incoming.views import accepted
from strategy_editor.model.blocks import Heading
from strategy_editor.model.text import plain
from strategy_editor.word.reading import read

TRUTH = Path(__file__).with_name("word_found_truth.json")
FILES = 100
KINDS = ("headings", "items", "tables", "figures", "footnotes", "boxes")


def found_in(data: bytes) -> Findings:
    return findings(accepted(read(data)), lambda picture, _: hashlib.sha256(picture).hexdigest())


def generated(way: str) -> dict[str, tuple[int, int, int]]:
    """For each kind: how many there are, missed, wrong."""
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for number in range(FILES):
        data, truth = legacy_file(random.Random(f"measured {way} {number}"), way)
        found = told(found_in(data))
        for kind in KINDS:
            true, ours = Counter(getattr(truth, kind)), Counter(getattr(found, kind))
            counts[kind][0] += true.total()
            counts[kind][1] += (true - ours).total()
            counts[kind][2] += (ours - true).total()
    return {kind: (each[0], each[1], each[2]) for kind, each in counts.items()}


def digest(title: str) -> str:
    """What stands for a heading in the truth: nothing that could be read."""
    words = re.sub(r"\W+", " ", title.casefold()).strip()
    return hashlib.sha256(words.encode()).hexdigest()[:10]


def headings_of(found: Findings) -> list[str]:
    """The titles of all headings that were found, those inside pieces too."""
    out = []
    for piece in found.pieces:
        out += [piece.name] if piece.level else []
        out += [plain(block.runs) for block in piece.blocks if isinstance(block, Heading)]
    return out


def raw_counts(data: bytes, path: Path) -> tuple[int, int, int]:
    """Tables, pictures and calls of footnotes in the main part, counted in its text; fallbacks left out."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    text = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", text, flags=re.DOTALL)
    pictures = len(re.findall(r"<a:blip [^>]*r:embed=|<v:imagedata ", text))
    return len(re.findall(r"<w:tbl>", text)), pictures, len(re.findall(r"<w:(?:foot|end)noteReference ", text))


def real(path: Path, truth: list[str]) -> str:
    """A row about a real file."""
    data = path.read_bytes()
    found = found_in(data)
    true, ours = Counter(truth), Counter(map(digest, headings_of(found)))
    tables, pictures, notes = raw_counts(data, path)
    counts = found.counts
    repairs = {repair.kind: repair.count for repair in found.repairs}
    arranged = repairs.get("layout-table", 0)
    framed = repairs.get("text-box", 0)
    return (
        f"{path.stem:28} headings {true.total():3}, missed {(true - ours).total()}, wrong {(ours - true).total()};"
        f" tables {tables} = {counts.tables} kept + {arranged} taken apart + {framed} framed;"
        f" pictures {pictures}: {counts.pictures}; footnotes {notes}: {counts.footnotes}; items {counts.items};"
        f" repairs {sum(repairs.values())}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    folders = parser.parse_args().folders
    print(f"{FILES} generated files for each way; there are / missed / wrong")
    print(f"{'headings made as':18}" + "".join(f"{kind:>18}" for kind in KINDS))
    for way in WAYS:
        row = generated(way)
        print(f"{way:18}" + "".join(f"{'{} / {} / {}'.format(*row[kind]):>18}" for kind in KINDS))
    truths = json.loads(TRUTH.read_text(encoding="utf-8"))
    for folder in folders:
        for path in sorted(folder.glob("*.docx")):
            if path.stem in truths:
                print(real(path, truths[path.stem]))


if __name__ == "__main__":
    main()
