"""The preview's helper, spoken to as the window speaks to it: what it shows is what the papers will be."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from samples.build import Sample, build

from strategy_editor import pdf
from strategy_editor.manuscript.build import manuscript
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.model.text import plain, runs_from
from strategy_editor.session.preview import (
    Ask,
    Failed,
    Find,
    Found,
    Helper,
    LaidOut,
    LayOut,
    Paint,
    Painted,
    Standing,
    read_answer,
    written,
)

TODAY = date(2009, 2, 10)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return build()


@pytest.fixture
def helper(sample: Sample, tmp_path: Path) -> Helper:
    for digest, data in sample.pictures.items():
        (tmp_path / digest).write_bytes(data)
    return Helper(tmp_path)


def strategy(project: Project) -> Document:
    return next(each for each in project.documents if each.kind == "strategy")


def order(project: Project, number: int = 1, edition: str = "draft") -> LayOut:
    return LayOut(number, project, (), strategy(project).id, edition, TODAY)


def laid_out(helper: Helper, project: Project, edition: str = "draft") -> LaidOut:
    answer, _ = helper.carry_out(order(project, edition=edition))
    assert isinstance(answer, LaidOut)
    return answer


def first_paragraph(project: Project) -> tuple[int, int, Paragraph]:
    """The first paragraph with words behind the cover, and its section and place."""
    for number, section in enumerate(strategy(project).sections):
        for place, block in enumerate(section.blocks):
            if number > 2 and isinstance(block, Paragraph) and len(plain(block.runs)) > 200:
                return number, place, block
    raise AssertionError


def edited(project: Project, words: str) -> Project:
    number, place, block = first_paragraph(project)
    document = strategy(project)
    section = document.sections[number]
    changed = replace(block, runs=(*block.runs, *runs_from(words)))
    blocks = (*section.blocks[:place], changed, *section.blocks[place + 1 :])
    sections = list(document.sections)
    sections[number] = replace(section, blocks=blocks)
    documents = tuple(
        replace(each, sections=tuple(sections)) if each.id == document.id else each for each in project.documents
    )
    return replace(project, documents=documents)


def words_of(data: bytes) -> list[list[str]]:
    """The words of each page, in whatever order the reader finds them on a sheet with room for crop marks."""
    with pypdfium2.PdfDocument(data) as document:
        return [sorted(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.long
@pytest.mark.parametrize("edition", ["draft", "web", "large-print", "print"])
def test_the_pages_are_those_of_the_paper(sample: Sample, helper: Helper, edition: str) -> None:
    """After edits too: laying out again what changed comes to what laying out everything comes to."""
    project = sample.project
    for words in ("", " Much more is to be said of it, in many words." * 40):
        project = edited(project, words)
        answer = laid_out(helper, project, edition)
        paper = io.BytesIO()
        pages = manuscript(project, strategy(project), edition, today=TODAY)
        made = pdf.write(pages, sample.pictures.__getitem__, paper, variant=pdf.variant_of(edition))
        assert len(answer.pages) == made.pages
        assert helper.shown is not None
        assert words_of(helper.shown.file(range(made.pages))) == words_of(paper.getvalue())
        assert {anchor: page + 1 for anchor, (page, _) in answer.places.items()}.items() >= {
            anchor: page for anchor, page in made.places.items() if anchor in answer.places
        }.items()


def test_an_edit_leaves_other_pages_as_they_were(sample: Sample, helper: Helper) -> None:
    before = laid_out(helper, sample.project)
    after = laid_out(helper, edited(sample.project, " So."))
    changed = [number for number, page in enumerate(after.pages) if page != before.pages[number]]
    _, _, block = first_paragraph(sample.project)
    assert before.places[block.id][0] in changed
    assert len(changed) <= 2
    again = laid_out(helper, sample.project)
    assert len({page.key for page in again.pages} & {page.key for page in before.pages}) >= len(before.pages) - 2


def test_pages_of_another_edition_or_document_are_others(sample: Sample, helper: Helper) -> None:
    """The window keeps the picture of a page whose key it knows."""
    seen: set[int] = set()
    for edition in ("draft", "web"):
        for document in sample.project.documents[:3]:
            answer, _ = helper.carry_out(LayOut(1, sample.project, (), document.id, edition, TODAY))
            assert isinstance(answer, LaidOut)
            keys = {page.key for page in answer.pages}
            assert len(keys) == len(answer.pages)
            assert not keys & seen
            seen |= keys


def test_a_page_is_painted_and_one_that_is_gone_is_not(sample: Sample, helper: Helper) -> None:
    answer = laid_out(helper, sample.project)
    page = answer.pages[2]
    painted, pixels = helper.carry_out(Paint(2, page.key, 0.5))
    assert isinstance(painted, Painted)
    assert (painted.width, painted.height) == pytest.approx((page.width / 2, page.height / 2), abs=1)
    assert len(pixels) == painted.size == painted.stride * painted.height
    assert 0 < sum(1 for byte in pixels[::4] if byte < 128) < len(pixels) / 8  # some ink on white
    gone, nothing = helper.carry_out(Paint(2, page.key + 1000, 0.5))
    assert isinstance(gone, Painted)
    assert (gone.size, nothing) == (0, b"")


def test_words_are_found_and_a_click_on_them_leads_to_their_text(sample: Sample, helper: Helper) -> None:
    answer = laid_out(helper, sample.project)
    _, _, block = first_paragraph(sample.project)
    words = " ".join(plain(block.runs).split()[3:6])
    found, _ = helper.carry_out(Find(words.upper()))
    assert isinstance(found, Found)
    page, depth = answer.places[block.id]
    place = next(each for each in found.places if each[0] == page and each[2] >= depth)
    standing, _ = helper.carry_out(Ask(page, place[1] + 2, (place[2] + place[4]) / 2))
    assert isinstance(standing, Standing)
    assert standing.anchor == block.id
    assert standing.words.startswith(words.split()[0])
    nothing, _ = helper.carry_out(Find("no such words in it"))
    assert nothing == Found("no such words in it", ())


def test_a_click_in_a_table_leads_to_the_cell(sample: Sample, helper: Helper) -> None:
    answer = laid_out(helper, sample.project)
    assert helper.shown is not None
    for page in range(len(answer.pages)):
        found = {helper.shown.anchor_at(page, x, y) for x in range(60, 540, 60) for y in range(60, 780, 20)}
        assert found - {""} <= set(answer.places) or page == 0


def test_what_cannot_be_set_is_said_with_its_place(sample: Sample, helper: Helper) -> None:
    before = laid_out(helper, sample.project)
    _, _, block = first_paragraph(sample.project)
    answer, _ = helper.carry_out(order(edited(sample.project, " שלום"), 7))
    assert isinstance(answer, Failed)
    assert (answer.number, answer.anchor) == (7, block.id)
    assert "right to left" in answer.sentence
    assert laid_out(helper, sample.project).pages == before.pages


@pytest.fixture
def process(sample: Sample, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    for digest, data in sample.pictures.items():
        (tmp_path / digest).write_bytes(data)
    command = [sys.executable, "-m", "strategy_editor.session.preview", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        yield running
        running.stdin.close()  # type: ignore[union-attr]
        assert running.wait(20) == 0


def test_the_process_answers_line_by_line(sample: Sample, process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"".join(written(order(sample.project, number)) for number in (1, 2, 3)))
    process.stdin.flush()
    answer = read_answer(process.stdout.readline())
    while isinstance(answer, LaidOut) and answer.number < 3:  # those that came together are carried out once
        answer = read_answer(process.stdout.readline())
    assert isinstance(answer, LaidOut)
    process.stdin.write(written(Paint(0, answer.pages[0].key, 1.0)))
    process.stdin.flush()
    painted = read_answer(process.stdout.readline())
    assert isinstance(painted, Painted)
    assert len(process.stdout.read(painted.size)) == painted.size
