"""The pages of the preview: whatever is edited, in whatever order, they are the pages that a paper would have."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.manuscript.items import ContentsItem, Furniture, Manuscript
from strategy_editor.pdf.proof import Proof
from tests.bench import examples
from tests.pdf.generated import manuscripts
from tests.pdf.making import SHELF, made
from tests.pdf.manuscripts import heading, paragraph, prose, report, spend_table

ACTS = st.sampled_from(["drop", "twice", "swap"])


def letters(data: bytes) -> list[str]:
    """The letters and digits of each page: how a reader joins words at hyphens depends on marks that a proof lacks."""
    with pypdfium2.PdfDocument(data) as opened:
        texts = [page.get_textpage().get_text_bounded() for page in opened]
    return ["".join(sorted(each for each in text if each.isalnum())) for text in texts]


def shown(proof: Proof) -> list[str]:
    return letters(proof.file(range(len(proof.pages))))


def assert_is_the_paper(proof: Proof, manuscript: Manuscript) -> None:
    data, result = made(manuscript)
    assert len(proof.pages) == result.pages
    assert shown(proof) == letters(data)
    for anchor, page in result.places.items():
        if anchor in proof.places:
            assert proof.places[anchor].page + 1 == page


@pytest.mark.long
@settings(max_examples=examples(200), phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None)
@given(
    manuscript=manuscripts(), edits=st.lists(st.tuples(st.sampled_from(["drop", "twice", "swap"]), st.integers(0, 99)))
)
def test_any_edits_end_in_the_pages_of_the_paper(manuscript: Manuscript, edits: list[tuple[str, int]]) -> None:
    proof = Proof(SHELF)
    proof.lay_out(manuscript)
    for act, place in edits:
        items = list(manuscript.items)
        if not items:
            break
        place %= len(items)
        if act == "drop":
            del items[place]
        elif act == "twice":
            items.insert(place, items[place])
        else:
            items[place - 1], items[place] = items[place], items[place - 1]
        manuscript = replace(manuscript, items=tuple(items))
        proof.lay_out(manuscript)
    assert_is_the_paper(proof, manuscript)


def document(count: int, extra: str = "") -> Manuscript:
    items = [ContentsItem("Contents")]
    for number in range(count):
        items += [heading(f"{number + 1}", f"Chapter {number + 1}"), paragraph(prose(number, 5), anchor=f"p{number}")]
        items += [paragraph(prose(number + 9, 6), anchor=f"q{number}"), spend_table(number, 6)]
    items[2] = paragraph(prose(0, 5) + extra, anchor="p0")
    return replace(report(), items=tuple(items), furniture=Furniture("A council"))


def test_a_page_number_that_moves_is_shown_in_the_contents() -> None:
    proof = Proof(SHELF)
    proof.lay_out(document(12))
    before = proof.pages[0].key
    proof.lay_out(document(12, " More words." * 300))
    assert proof.pages[0].key != before
    assert_is_the_paper(proof, document(12, " More words." * 300))


def test_what_is_not_touched_keeps_its_picture() -> None:
    proof = Proof(SHELF)
    proof.lay_out(document(12))
    before = proof.pages
    proof.lay_out(document(12, " So."))
    assert sum(one != two for one, two in zip(before, proof.pages, strict=True)) == 1
    proof.lay_out(document(12))
    assert sum(one != two for one, two in zip(before, proof.pages, strict=True)) == 1
    proof.lay_out(replace(document(12), furniture=Furniture("Another council")))
    assert not {page.key for page in before} & {page.key for page in proof.pages}


def test_another_look_makes_all_pages_anew() -> None:
    proof = Proof(SHELF)
    proof.lay_out(document(6))
    upright = len(proof.pages)
    proof.lay_out(document(6), "large-print")
    assert len(proof.pages) > upright
    larger = replace(document(6), page=replace(document(6).page, body_size=14.0))
    proof.lay_out(larger)
    assert_is_the_paper(proof, larger)


def test_what_stands_at_a_point_is_known_down_to_the_cell() -> None:
    proof = Proof(SHELF)
    proof.lay_out(document(2))
    assert proof.anchor_at(99, 10, 10) == ""
    spot = proof.places["q0"]
    assert proof.anchor_at(spot.page, 200, spot.down + 3) == "q0"
    assert proof.anchor_at(spot.page, 200, spot.down + 40) == "q0"  # the third line of the same paragraph
