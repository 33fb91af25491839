"""Outlines as files: written ones read back equal; made from documents; compared with newer ones."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.bench import examples

from strategy_editor.model.blocks import Change, Live, Paragraph
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection, Prompt, WordTarget
from strategy_editor.model.section import Section
from strategy_editor.model.text import clean, clean_line, runs_from
from strategy_editor.model.tree import walk_sections
from strategy_editor.templates.derive import outline_from_document, outline_from_project, slug
from strategy_editor.templates.fit import OutlineChange, fit
from strategy_editor.templates.outlines import load_outline, parse_outline, prompt_id, write_outline
from strategy_editor.templates.profiles import load_profile
from strategy_editor.templates.roles import ROLES
from strategy_editor.templates.start import new_document, new_project, with_new_document

TEXT = st.text(max_size=40).map(lambda text: "\n".join(clean(text)))
LINE = st.text(min_size=1, max_size=30).map(clean_line).filter(bool)
WORDS = st.tuples(st.integers(0, 99_999), st.integers(0, 99_999)).map(lambda pair: WordTarget(min(pair), max(pair)))


@st.composite
def outline_sections(draw: st.DrawFn, ids: st.SearchStrategy[str], depth: int = 3) -> OutlineSection:
    id = draw(ids)
    texts = draw(st.lists(TEXT, max_size=3, unique=True))
    own = draw(st.lists(LINE, max_size=2, unique=True))
    children = draw(st.lists(outline_sections(ids, depth - 1), max_size=2)) if depth else []
    return OutlineSection(
        id=id,
        title=draw(LINE),
        need=draw(st.sampled_from(["required", "conditional", "optional"])),
        condition=draw(TEXT),
        words=draw(WORDS),
        guidance=draw(TEXT),
        prompts=(*(Prompt(prompt_id(id, text), text) for text in texts), *(Prompt(each, each) for each in own)),
        figure=draw(TEXT),
        term=draw(TEXT),
        group=draw(st.sampled_from(["", "demand", "control", "supply"])),
        role=draw(st.sampled_from(["", *ROLES])),
        scheme=draw(st.sampled_from(["headings", "paragraphs", "none"])),
        live=tuple(draw(st.lists(st.sampled_from(["contents", "glossary", "milestones"]), max_size=2))),
        children=tuple(children),
    )


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    counter = iter(range(1000))
    ids = st.builds(lambda: f"s{next(counter)}")
    keys = draw(st.lists(LINE, min_size=1, max_size=3, unique=True))
    documents = tuple(
        DocumentOutline(
            key=key,
            name=draw(LINE),
            kind=draw(st.sampled_from(["strategy", "appendix", "technical-strategy", "policy", "report"])),
            sections=tuple(draw(st.lists(outline_sections(ids), max_size=3))),
            title=draw(TEXT),
            target=draw(WORDS),
            advice=draw(TEXT),
            reader=draw(TEXT),
            repeatable=draw(st.booleans()),
        )
        for key in keys
    )
    return Outline(draw(LINE.map(slug).filter(bool)), draw(LINE), documents, draw(TEXT), draw(TEXT), draw(TEXT))


@settings(max_examples=examples(400), deadline=None)
@given(outlines())
def test_a_written_outline_reads_back_equal(outline: Outline) -> None:
    written = write_outline(outline)
    assert parse_outline(written.encode(), "ours.toml") == outline


def test_a_written_outline_is_readable() -> None:
    written = write_outline(load_outline("ict-strategy"))
    assert (
        '[[document.section]]\nid = "S06"\ntitle = "Business context (where we are now)"\nwords = "400-600"' in written
    )
    assert '    "What do partners expect?",\n' in written


def test_rewording_a_prompt_gives_it_a_new_id() -> None:
    assert prompt_id("S01", "Why?") == prompt_id("S01", "Why?")
    assert len({prompt_id("S01", "Why?"), prompt_id("S01", "Why now?"), prompt_id("S02", "Why?")}) == 3


# ---- from documents


def _paragraph(id: str, words: int) -> Paragraph:
    return Paragraph(id, runs_from("word " * words))


def _section(id: str, title: str, words: int = 0, **more: object) -> Section:
    return replace(Section(id, runs_from(title), blocks=(_paragraph(f"{id}-p", words),)), **more)


def _strategy(*sections: Section) -> DocumentOutline:
    project = new_project(load_outline("ict-strategy"), load_profile("english-council"))
    document = replace(new_document(project, "strategy", "Parks"), sections=sections, outline="")
    return outline_from_document(document)


def test_an_outline_from_a_document() -> None:
    made = _strategy(
        _section("a", "Where we are", 430, scheme="paragraphs"),
        _section("b", "Where we are", 0, children=(_section("c", "Ça va: £5", 101),)),
        _section("d", "New idea", 50, change=Change(insertion="somebody")),
        replace(_section("e", ""), blocks=(Live("x", "milestones"), Live("y", "milestones"))),
    )
    assert made.kind == "strategy"
    assert made.target == WordTarget(400, 700)
    assert [(each.id, each.title, each.scheme) for each in made.sections] == [
        ("where-we-are", "Where we are", "paragraphs"),
        ("where-we-are-2", "Where we are", "headings"),
        ("section", "Section", "headings"),
    ]
    assert made.sections[0].words == WordTarget(340, 520)
    assert made.sections[1].words == WordTarget()
    assert (made.sections[1].children[0].id, made.sections[1].children[0].words) == ("ca-va-5", WordTarget(80, 130))
    assert (made.sections[2].live, made.sections[2].role) == (("milestones",), "milestones")
    assert not any(each.guidance or each.prompts for each in made.sections)


def test_the_outline_of_a_set_keeps_its_guidance_and_starts_the_same_set_again() -> None:
    project = new_project(load_outline("ict-strategy"), load_profile("cheshire-east-2009"), "ICT")
    project = with_new_document(project, new_document(project, "tech", "Data Centre Services"))
    project = with_new_document(project, new_document(project, "tech", "Flexible & Mobile Working"))
    made = outline_from_project(project, "Our own ICT outline", agreed="Cabinet, March 2010")
    assert (made.id, made.agreed) == ("our-own-ict-outline", "Cabinet, March 2010")
    assert [each.key for each in made.documents][-2:] == ["tech", "tech-2"]
    known = made.section("strategy", "S06")
    assert known == replace(load_outline("ict-strategy").section("strategy", "S06"), words=WordTarget())
    assert parse_outline(write_outline(made).encode(), "ours.toml") == made
    again = new_project(made, project.profile, "ICT")
    assert [(each.kind, each.title) for each in again.documents] == [
        (each.kind, each.title) for each in project.documents
    ]
    for one, other in zip(again.documents, project.documents, strict=True):
        ours, theirs = walk_sections(one.sections), walk_sections(other.sections)
        assert [each.title for each in ours] == [each.title for each in theirs]


# ---- when an outline changes


def test_an_equal_outline_changes_nothing() -> None:
    outline = load_outline("ict-strategy")
    assert fit(new_project(outline, load_profile("english-council")), outline) == ()


def test_what_a_newer_outline_changes() -> None:
    outline = load_outline("ict-strategy")
    project = new_project(outline, load_profile("english-council"))
    strategy = outline.documents[0]
    cover, control, contents, _foreword, *rest = strategy.sections
    extra = OutlineSection("S99", "What we learned")
    newer = replace(
        outline,
        documents=(
            replace(
                strategy,
                sections=(
                    replace(cover, title="Cover"),
                    replace(control, guidance="Shorter."),
                    replace(contents, children=(extra,)),
                    *rest,
                ),
            ),
            *(each for each in outline.documents[1:] if each.key != "sec"),
            DocumentOutline("plan", "Delivery plan", "appendix", ()),
        ),
    )
    document = next(each for each in project.documents if each.outline == "strategy")
    policy = next(each for each in project.documents if each.outline == "sec")
    by_outline = {each.outline: each.id for each in document.sections}
    assert fit(project, newer) == (
        OutlineChange("renamed", "strategy", "S00", "Cover and title", "Cover", (by_outline["S00"],)),
        OutlineChange("advice", "strategy", "S01", "Document control", "Document control", (by_outline["S01"],)),
        OutlineChange("added", "strategy", "S99", "", "What we learned"),
        OutlineChange("removed", "strategy", "S03", "Foreword", ""),
        OutlineChange("added", "plan", "", "", "Delivery plan"),
        OutlineChange("removed", "sec", "", "Security Policy (separate document)", "", (policy.id,)),
    )
