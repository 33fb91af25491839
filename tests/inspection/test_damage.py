"""Whatever is handed to the inspection, it answers with verdicts: damage is told as such, and nothing is raised."""

from __future__ import annotations

import random

import pytest

from strategy_editor.manuscript.items import Manuscript
from tests.bench import examples
from tests.inspection.canaries import Planted, planted
from tests.inspection.making import inspected, made, written

FORMATS = ("docx", "pdf", "html", "zip", "odt")


@pytest.fixture(scope="module")
def full() -> Planted:
    return planted()


@pytest.fixture(scope="module")
def of(full: Planted) -> Manuscript:
    return written(full, "strategy", "web")


@pytest.fixture(scope="module")
def files(full: Planted, of: Manuscript) -> dict[str, tuple[bytes, int]]:
    return {format: made(full, of, format) for format in FORMATS}  # type: ignore[arg-type]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, taken out, doubled, cut off or put before."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        place = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randint(1, 200)]
            case 2:
                changed[place:place] = changed[place : place + chance.randint(1, 200)]
            case 3:
                changed[place:place] = chance.randbytes(chance.randint(1, 40))
            case 4 if chance.random() < 0.2:
                del changed[place:]
        if not changed:
            return b"x"
    return bytes(changed)


@pytest.mark.long
@pytest.mark.parametrize("format", FORMATS)
def test_a_damaged_file_is_told(
    full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]], format: str
) -> None:
    data, pages = files[format]
    for number in range(examples(400)):
        changed = damaged(data, random.Random(f"{format} {number}"))
        found = inspected(full, of, format, changed, pages)  # type: ignore[arg-type]
        assert found
        assert {each.name for each in found} >= {"readable", "words", "secrets"}
