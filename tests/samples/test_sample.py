"""The sample says what it should, and agrees with itself: words, ids, references, milestones, money."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from samples.build import SOURCE, TARGET, Sample, build, save
from samples.source.place import SourceError

from strategy_editor.model.blocks import Box, Chart, Figure, Live, Table
from strategy_editor.model.encoding import encode
from strategy_editor.model.facts import fact_text
from strategy_editor.model.project import Project
from strategy_editor.model.records import PenceValue
from strategy_editor.model.references import targets
from strategy_editor.model.section import Document
from strategy_editor.model.text import CrossReference, FactField, Footnote, objects, plain, words
from strategy_editor.model.tree import all_sections, document_words, section_hosts, walk_sections
from strategy_editor.storage.project_file import read

SEED = Path(__file__).resolve().parents[1] / "data" / "cabinet-report-2009-03-03.txt"

FLOORS = {
    "ICT Strategy 2009 to 2012": 5000,
    "Applications": 2500,
    "Infrastructure": 2500,
    "Finance": 1500,
    "Information Management": 2000,
    "Security Policy": 2000,
    "Electronic Desktop Roadmap": 200,
    "Flexible & Mobile Working Strategy": 200,
    "Data Centre Services": 200,
    "Digital connectivity": 200,
}
MILESTONES = [
    ("March 2009", "draft Strategy to cabinet to agree content"),
    ("March 2009", "add graphics and illustrations; publish on website"),
    ("March 2009", "first technical strategies available"),
    ("April 2009", "produce printed version"),
    ("April 2009", "engagement of partners"),
    ("July 2009", "completion of high priority technical strategies"),
    ("March 2010", "review of Strategy and achievements; update"),
]


@cache
def sample() -> Sample:
    return build()


def project() -> Project:
    return sample().project


def document(title: str) -> Document:
    return next(each for each in project().documents if each.title == title)


def blocks(of: Project | Document) -> list[object]:
    documents = of.documents if isinstance(of, Project) else (of,)
    return [block for each in documents for section in walk_sections(each.sections) for block in section.blocks]


def tables(of: Project | Document) -> list[Table]:
    return [block for block in blocks(of) if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    return [["\n".join(plain(host.runs) for host in cell.blocks) for cell in row.cells] for row in table.rows]


def table(caption: str) -> list[list[str]]:
    found = [each for each in tables(project()) if plain(each.caption.runs) == caption]
    assert len(found) == 1, caption
    return cells(found[0])


def number(text: str) -> float | None:
    match = re.fullmatch(r"(-?)£?([\d,]+(?:\.\d+)?)%?", text)
    return float(match[1] + match[2].replace(",", "")) if match else None


def test_ids_are_unique_and_well_formed() -> None:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("id"), str):
                found.append(value["id"])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    everything = json.loads(encode(project()))
    for key in ("outline", "profile", "pictures"):
        del everything[key]
    walk(everything)
    assert len(found) > 3000
    assert [id for id, count in Counter(found).items() if count > 1] == []
    assert all(re.fullmatch("[0-9a-z]{16}", id) for id in found)


def test_the_same_source_gives_the_same_project_anywhere(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(SOURCE, copy)
    assert encode(build(copy).project) == encode(project())


def test_the_file_that_is_shipped_is_the_one_that_the_source_makes(tmp_path: Path) -> None:
    shipped = read(TARGET)
    assert encode(shipped.project) == encode(project()), "make it again: python -m samples.build"
    assert shipped.ledger == sample().ledger
    assert {digest: shipped.picture(digest) for digest in project().pictures} == sample().pictures
    save(sample(), tmp_path / "again.strategy")
    assert read(tmp_path / "again.strategy").project == project()


def test_every_reference_and_chart_leads_somewhere() -> None:
    known = targets(project())
    references = [
        item
        for _, section in all_sections(project())
        for host in section_hosts(section)
        for item in objects(host.runs)
        if isinstance(item, CrossReference)
    ]
    assert len(references) >= 40
    assert [each for each in references if each.target not in known] == []
    charted = {block.table for block in blocks(project()) if isinstance(block, Chart)}
    assert charted <= {each.id for each in tables(project())}


def test_every_detail_in_the_text_is_known() -> None:
    used = [
        (document, item.key)
        for document, section in all_sections(project())
        for host in section_hosts(section)
        for item in objects(host.runs)
        if isinstance(item, FactField)
    ]
    assert len({key for _, key in used}) >= 15
    assert [key for document, key in used if not fact_text(project(), document, key).known] == []


def test_the_report_can_fill_its_header_and_contacts() -> None:
    profile, report = project().profile, document("The Development of an ICT Strategy")
    lines = {line.label: fact_text(project(), report, line.fact) for line in (*profile.header_lines, *profile.contacts)}
    assert [label for label, shown in lines.items() if not shown.known] == []
    assert lines["Portfolio Holder"].text == "Portfolio Holder for Performance and Capacity"
    assert lines["Date of meeting"].text == "3 March 2009"


def test_everyone_named_as_an_owner_is_among_the_people_and_has_a_post() -> None:
    people = {person.id for person in project().people}
    owners = {section.owner for _, section in all_sections(project())}
    owners |= {each.owner for each in (*project().documents, *project().milestones, *project().register)}
    assert owners <= people
    assert all(person.post and not person.name for person in project().people)


def test_documents_are_at_their_real_length() -> None:
    counted = {title: document_words(document(title)) for title in FLOORS}
    assert {title: count for title, count in counted.items() if count < FLOORS[title]} == {}
    assert counted["ICT Strategy 2009 to 2012"] <= 7500
    assert sum(counted[title] for title in list(FLOORS)[:5]) >= 12_000


def test_milestones_are_those_of_the_report() -> None:
    assert [(str(each.when), each.title) for each in project().milestones] == MILESTONES
    assert not any(each.when.is_day for each in project().milestones if each.when)


def test_the_report_carries_the_words_of_the_original_in_order() -> None:
    report = document("The Development of an ICT Strategy")
    said = [plain(host.runs) for section in report.sections for host in section_hosts(section)]
    lines = [line.strip() for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    body = lines[lines.index("1.0 Purpose of Report") : lines.index("For further information:") + 1]
    wanted = [re.sub(r"^(?:- )?(?:\*\*)?(?:\d\.\d(?:\*\*)? |- )?", "", line) for line in body]
    drawn = {line for line in wanted if "Appendix " in line or "\t" in line}
    assert len(drawn) == 4 + 7
    typed = [line for line in wanted if line not in drawn]
    assert said == ["Report header", *typed]


def test_what_the_report_draws_is_held_once() -> None:
    report = document("The Development of an ICT Strategy")
    assert [block.kind for block in blocks(report) if isinstance(block, Live)] == [
        "report-header",
        "appendices",
        "milestones",
        "contacts",
    ]
    appendices = [each.title for each in project().documents if each.kind == "appendix"]
    assert appendices == ["Applications", "Infrastructure", "Finance", "Information Management"]


def test_the_papers_for_the_meeting_are_the_report_the_strategy_and_its_appendices() -> None:
    [meeting] = [each for each in project().meetings if str(each.when) == "3 March 2009"]
    assert (meeting.body, meeting.time) == ("Cabinet", "2.00 pm")
    going = [each.kind for each in project().documents if each.meeting == meeting.id]
    assert going == ["report", "strategy", "appendix", "appendix", "appendix", "appendix"]
    assert any(str(each.when) == "February 2009" and each.decision for each in project().meetings)


def test_the_register_holds_every_document_in_order() -> None:
    assert [entry.document for entry in project().register] == [each.id for each in project().documents]
    production = [entry.title for entry in project().register if entry.role == "in-production"]
    assert production == list(FLOORS)[6:]
    assert all(entry.owner and entry.due for entry in project().register)


def test_tables_are_whole() -> None:
    assert len(tables(project())) >= 20
    for each in tables(project()):
        rows = cells(each)
        name = plain(each.caption.runs)
        assert name, rows[0]
        assert each.header_rows == 1, name
        assert {len(row) for row in rows} == {len(each.columns)}, name
        assert len(set(rows[0])) == len(rows[0]), name
        assert sum(column.width for column in each.columns) == pytest.approx(1.0), name


def test_cells_hold_something() -> None:
    for each in tables(project()):
        for row in each.rows:
            assert all(block.runs for cell in row.cells for block in cell.blocks), plain(each.caption.runs)


def test_totals_add_up() -> None:
    totals = 0
    for each in tables(project()):
        *above, last = [(row.total, row_cells) for row, row_cells in zip(each.rows, cells(each), strict=True)][1:]
        assert not any(total for total, _ in above)
        if not last[0]:
            continue
        for column, text in enumerate(last[1]):
            figures = [number(row[column]) for _, row in above]
            total = number(text)
            shares_of_a_whole = text == "100%"
            if re.fullmatch(r"[\d,]+", text) or shares_of_a_whole:
                assert all(figure is not None for figure in figures), plain(each.caption.runs)
                assert sum(figure or 0 for figure in figures) == total, (plain(each.caption.runs), column)
                totals += 1
    assert totals >= 40


def scheme_costs(caption: str) -> dict[str, list[str]]:
    return {row[0]: row[2:6] for row in table(caption)[1:-1]}


def test_project_costs_are_those_of_the_finance_appendix() -> None:
    applications = scheme_costs("Application projects and capital cost, £000")
    infrastructure = scheme_costs("Infrastructure projects and capital cost, £000")
    capital = {row[0]: row[1:5] for row in table("Capital plan by scheme, £000")[1:-1]}
    assert applications | infrastructure == capital
    assert len(capital) == 17
    for years_and_total in capital.values():
        *years, total = [number(text) or 0 for text in years_and_total]
        assert sum(years) == total


def test_the_plans_of_the_finance_appendix_agree() -> None:
    capital = table("Capital plan by scheme, £000")
    funding = table("Funding of the capital plan, £000")
    plan = {row[0]: row[1:] for row in table("Revenue plan, £000")[1:]}
    benefits = table("Register of cash benefits: new savings by year, £000")
    assert capital[-1][1:4] == funding[-1][1:]
    assert [f"-{text}" for text in benefits[-1][2:5]] == plan["Savings"]
    years = [[number(plan[line][year]) or 0 for line in plan] for year in range(3)]
    for opening, inflation, pressures, running, savings, closing, income, net in years:
        assert opening + inflation + pressures + running + savings == closing
        assert closing + income == net
    assert [year[0] for year in years[1:]] == [year[5] for year in years[:-1]]
    approved = [[number(text) or 0 for text in row[1:5]] for row in capital if row[6] == "Approved"]
    summary = {row[0]: [number(text) for text in row[1:]] for row in table("The plan in one table, £000")[1:]}
    assert [sum(column) for column in zip(*approved, strict=True)] == summary["Of which approved"]
    assert summary["Capital plan"] == [number(text) for text in capital[-1][1:5]]
    assert summary["New savings in the year"] == [number(text) for text in benefits[-1][2:6]]
    assert sum(number(text) or 0 for text in plan["Running cost of new schemes"]) == number(capital[-1][5])


def test_the_strategy_quotes_the_finance_appendix() -> None:
    quoted = {row[0]: row[1:] for row in table("Revenue and capital by year, £000")[1:]}
    plan = {row[0]: row[1:] for row in table("Revenue plan, £000")[1:]}
    assert quoted["Gross revenue at year end"] == plan["Closing gross budget"]
    assert quoted["Net revenue at year end"] == plan["Closing net budget"]
    assert quoted["Capital plan"] == table("Capital plan by scheme, £000")[-1][1:4]
    assert quoted["Savings made in the year"] == [text.lstrip("-") for text in plan["Savings"]]


def test_details_about_money_agree_with_the_tables() -> None:
    pounds = {each.key: each.value.pence // 100 for each in project().facts if isinstance(each.value, PenceValue)}
    capital, plan = table("Capital plan by scheme, £000"), table("Revenue plan, £000")
    thousands = {
        "finance.capital": capital[-1][4],
        "finance.capital-applications": table("Application projects and capital cost, £000")[-1][5],
        "finance.capital-infrastructure": table("Infrastructure projects and capital cost, £000")[-1][5],
        "finance.capital-approved": table("The plan in one table, £000")[-1][4],
        "finance.running-costs": capital[-1][5],
        "finance.savings": table("Register of cash benefits: new savings by year, £000")[-1][5],
        "finance.revenue-gross": table("Gross revenue budget by heading, 2009/10, £000")[-1][1],
        "finance.revenue-net-target": plan[-1][3],
    }
    assert {key: (number(text) or 0) * 1000 for key, text in thousands.items()} == {
        key: pounds[key] for key in thousands
    }
    assert pounds["finance.revenue-net"] == pounds["finance.revenue-gross"] - 1_600_000
    assert pounds["finance.contingency"] * 20 == pounds["finance.capital"]


def test_the_count_of_applications_is_the_same_everywhere() -> None:
    facts = {fact.key: fact_text(project(), None, fact.key).text for fact in project().facts}
    portfolio = [number(text) or 0 for text in table("Applications by service area")[-1][1:]]
    decisions = {row[0]: number(row[2]) or 0 for row in table("Decisions for the 412 applications")[1:]}
    assert sum(portfolio) == decisions["Total"] == number(facts["applications.now"])
    assert decisions["Total"] - decisions["Retire"] == number(facts["applications.target"])
    assert number(table("The largest retirements")[-1][1]) == decisions["Retire"]


def test_pictures_are_kept_described_and_fine_enough_to_print() -> None:
    figures = [block for block in blocks(project()) if isinstance(block, Figure)]
    covers = [each.cover for each in project().documents if each.cover]
    assert 4 <= len(figures) <= 6
    assert {each.picture for each in figures} | set(covers) == set(project().pictures) == set(sample().pictures)
    assert all(20 < len(each.alternative) <= 250 and plain(each.caption.runs) for each in figures)
    assert sum(bool(each.description) for each in figures) >= 4
    assert all(picture.width == 1900 and picture.media_type == "image/png" for picture in project().pictures.values())


def test_the_sample_shows_what_a_strategy_may_hold() -> None:
    held = blocks(project())
    assert sum(isinstance(block, Chart) and bool(block.alternative) for block in held) >= 3
    assert {block.kind for block in held if isinstance(block, Box)} == {"case-study", "key-facts"}
    hosts = [host for _, section in all_sections(project()) for host in section_hosts(section)]
    runs = [run for host in hosts for run in host.runs]
    assert sum(isinstance(run.content, Footnote) for run in runs) >= 15
    assert sum(run.marks.language == "cy" for run in runs) >= 2
    assert {section.status for _, section in all_sections(project())} == {
        "not-started",
        "in-draft",
        "for-review",
        "cleared",
        "not-applicable",
    }
    assert len(project().glossary) >= 15


def test_sentences_are_short_and_banned_words_absent() -> None:
    banned = re.compile(r"\b(?:eg|etc|ie|click here|going forward|leverage|utilise)\b|https?://|\bTBC\b", re.IGNORECASE)
    long = []
    for _, section in all_sections(project()):
        for host in section_hosts(section):
            text = plain(host.runs)
            assert not banned.search(text), text
            long += [each for each in re.split(r"(?<=[.?!]) +", text) if words(each) > 35]
    assert long == []


def test_no_section_that_is_said_to_be_begun_is_empty() -> None:
    for _, section in all_sections(project()):
        empty = not section.blocks
        assert empty == (section.status in ("not-started", "not-applicable")), plain(section.title)
        assert bool(section.reason) == (section.status == "not-applicable")


def test_errors_in_the_source_name_the_file_and_the_line(tmp_path: Path) -> None:
    copy = tmp_path / "broken"
    shutil.copytree(SOURCE, copy)
    finance = copy / "appendix-c.md"
    text = finance.read_text(encoding="utf-8")
    finance.write_text(text.replace("| Total | 14,000 |", "| Total | 14,001 |"), encoding="utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), start=1) if each == "| Total | 14,000 |")
    with pytest.raises(SourceError, match=f"^appendix-c.md, line {line}: .*add up to 14,000"):
        build(copy)
