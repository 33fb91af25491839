"""Whatever the manuscript: nothing is lost or said twice, nothing leaves its frame or lies over something else."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import Phase, given, settings

from strategy_editor.manuscript.items import Manuscript
from strategy_editor.pdf.look import MILLIMETRE
from tests.bench import examples
from tests.pdf.expected import expected
from tests.pdf.generated import manuscripts
from tests.pdf.making import failures, made
from tests.pdf.reading import Node, blocks, read

_SLACK = 1.5


def boxes(data: bytes) -> list[tuple[tuple[float, float], list[tuple[float, float, float, float]]]]:
    """For each page its size and the boxes (left, bottom, right, top) of all that has ink (one for a ligature)."""
    found = []
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    for page in document:
        text = page.get_textpage()
        characters = {
            text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()
        }
        found.append((page.get_size(), sorted(characters)))
    document.close()
    return found


def assert_inside(data: bytes, manuscript: Manuscript) -> None:
    margin = manuscript.page.margin_left * MILLIMETRE
    for number, ((width, height), characters) in enumerate(boxes(data), 1):
        for left, bottom, right, top in characters:
            assert left >= margin - _SLACK, number
            assert right <= width - margin + _SLACK, number
            assert bottom >= margin - _SLACK, number
            assert top <= height - margin + _SLACK, number


def assert_apart(data: bytes) -> None:
    """No two characters lie over each other."""
    for number, (_, characters) in enumerate(boxes(data), 1):
        by_row: dict[int, list[tuple[float, float, float, float]]] = {}
        for box in characters:
            by_row.setdefault(int(box[1] // 20), []).append(box)
        for row, here in by_row.items():
            near = sorted([*here, *by_row.get(row + 1, [])])
            for index, first in enumerate(near):
                for second in near[index + 1 :]:
                    if second[0] > first[2]:
                        break
                    across = min(first[2], second[2]) - max(first[0], second[0])
                    up = min(first[3], second[3]) - max(first[1], second[1])
                    least = min(first[2] - first[0], second[2] - second[0])
                    assert not (across > 0.7 * least and up > 2.5), (number, first, second)


def assert_notes_stand_where_they_are_called(root: Node) -> None:
    for node in root.walk():
        references = [kid for kid in node.kids if isinstance(kid, Node) and kid.role == "Reference"]
        notes = [kid for kid in node.kids if isinstance(kid, Node) and kid.role == "Note"]
        for reference, note in zip(references, notes, strict=False):
            called = {page for inner in reference.walk() for page in inner.pages}
            stands = {page for inner in note.walk() for page in inner.pages}
            assert min(stands) == min(called)


@pytest.mark.long
@settings(max_examples=examples(600), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(manuscript=manuscripts())
def test_any_manuscript(manuscript: Manuscript, tmp_path_factory: pytest.TempPathFactory) -> None:
    data, result = made(manuscript)
    heard = [(role.rstrip("123456"), text) for role, text in blocks(read(data))]
    assert heard == [(role.rstrip("123456"), text) for role, text in expected(manuscript, dict(result.places))]
    assert_inside(data, manuscript)
    assert_apart(data)
    assert_notes_stand_where_they_are_called(read(data))
    assert failures(data, Path(tmp_path_factory.getbasetemp()), "ua1", "2a") == []
