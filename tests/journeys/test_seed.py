"""The founding report, typed in through the session: Word and PDF carry every line of it, with the same numbers."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from strategy_editor.__main__ import main
from strategy_editor.model.blocks import Block
from strategy_editor.model.dates import When
from strategy_editor.model.records import Fact, Milestone, TextValue
from strategy_editor.model.text import plain
from strategy_editor.session import opening
from strategy_editor.session.commands import (
    AddSection,
    ChangeDocument,
    ChangeSection,
    Put,
    RemoveSection,
    ReplaceBlocks,
)
from strategy_editor.session.session import Session
from tests.libreoffice import convert
from tests.manuscript.seed import FACTS, MILESTONES, seed_lines, seed_report


def type_in(session: Session) -> None:
    """Gives the report the seed's words, section by section, and the set the details that it draws."""
    report = next(each for each in session.project.documents if each.kind == "report")
    session.apply(ChangeDocument(report.id, title="The Development of an ICT Strategy"))
    wanted = {plain(each.title): each for each in seed_report().sections}
    for section in report.sections:
        title = plain(section.title)
        if title in wanted:
            seed = wanted.pop(title)
            for place, block in enumerate(seed.blocks):
                put_block(session, section.id, place, block)
            session.apply(ReplaceBlocks(section.id, len(seed.blocks), len(found(session, section.id)), ()))
            session.apply(ChangeSection((section.id,), scheme=seed.scheme, status="cleared"))
        elif title != "Report header":
            session.apply(RemoveSection(section.id, required_too=True))
    wanted.pop("Report header", None)
    for section in wanted.values():
        session.apply(AddSection(section, report.id))
    for fact in session.project.facts:
        said = FACTS.get(fact.key) or FACTS.get(f"{fact.key}.name")
        if said is not None:
            session.apply(Put(Fact(fact.id, fact.key, fact.label, value=TextValue(said[1]))))
    for when, title in MILESTONES:
        session.apply(Put(Milestone(f"m{len(session.project.milestones):015}", title, When(*when))))


def typed_report(tmp_path: Path) -> Path:
    """The file of a new strategy whose report has the seed's words, saved."""
    path = opening.create(
        opening.NewStrategy(
            tmp_path / "seed.strategy", "ict-strategy", "cheshire-east-2009", "ICT Strategy", "", When(2009, 3, 3)
        )
    )
    with opening.edit(path, "John Barrett") as opened:
        type_in(opened.session)
    return path


def found(session: Session, section: str) -> tuple[Block, ...]:
    return next(
        each.blocks for document in session.project.documents for each in document.sections if each.id == section
    )


def put_block(session: Session, section: str, place: int, block: Block) -> None:
    session.apply(ReplaceBlocks(section, place, place, (block,)))


def carries(text: str, lines: list[str]) -> None:
    """Every line is in ``text``, in order, white space aside."""
    rest = squeezed(text)
    for line in lines:
        _, seen, rest = rest.partition(squeezed(line))
        assert seen, line


def squeezed(text: str) -> str:
    return re.sub(r"[\s•·]+", "", text)


@pytest.mark.libreoffice
def test_the_founding_report_goes_to_cabinet_word_for_word(tmp_path: Path) -> None:
    path = typed_report(tmp_path)
    report = next(each for each in opening.read(path).project.documents if each.kind == "report")
    arguments = ["export", str(path), "--edition", "cabinet", "--document", report.id, "--out", str(tmp_path / "out")]
    assert main(arguments) == 0
    word = next((tmp_path / "out" / "public").glob("*.docx"))
    pdf = next((tmp_path / "out" / "public").glob("*.pdf"))
    lines = [line.replace("\t", " ") for line in seed_lines()]
    carries(convert(word, "txt:Text (encoded):UTF8", tmp_path).read_text(encoding="utf-8"), lines)
    with pypdfium2.PdfDocument(pdf) as pages:
        carries("\n".join(page.get_textpage().get_text_bounded() for page in pages), lines)


@pytest.mark.parametrize(("now", "overdue"), [("2009-03-03T09:00:00+00:00", 0), ("2026-11-28T09:00:00+00:00", 7)])
def test_the_founding_report_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], now: str, overdue: int
) -> None:
    path = typed_report(tmp_path)
    monkeypatch.setenv("STRATEGY_EDITOR_NOW", now)
    capsys.readouterr()
    assert main(["check", str(path), "--edition", "cabinet", "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    raised = Counter(each["id"] for each in findings)
    assert raised["C93"] == overdue
    assert {"C50", "C12", "C15", "C22", "P02"} <= set(raised)
    assert not raised["C10"], "“Endorse” is a decision"
    assert any("cheshire.gov.uk" in each["message"] for each in findings if each["id"] == "C22")
