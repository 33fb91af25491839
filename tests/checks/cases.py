"""A project or two for every rule: where it speaks, and where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from msgspec.structs import replace

from strategy_editor.checks.rules import Situation
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Block, Chart, Figure, Limits, Live, Paragraph, Table
from strategy_editor.model.clearance import words_digest
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Clearance, Ledger, Version
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection
from strategy_editor.model.profile import CheckSetting, ClearanceStep, Profile
from strategy_editor.model.project import Project
from strategy_editor.model.records import (
    Exemption,
    Fact,
    Meeting,
    Milestone,
    PenceValue,
    Picture,
    RegisterEntry,
    Term,
    TextValue,
    WhenValue,
)
from strategy_editor.model.reviews import Anchor, Message, Place, Proposal, Suggestion, TextContent, Thread
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import CrossReference, FactField, Footnote, InlineObject, Marks, Run, runs_from
from strategy_editor.templates.outlines import load_outline
from strategy_editor.templates.profiles import load_profile
from tests.model import values
from tests.model.values import heading, item, paragraph, section, table

NOW = datetime(2009, 2, 2, 12, tzinfo=UTC)
TODAY = date(2009, 2, 2)
CABINET = Meeting("cabinet", "Cabinet", When(2009, 3, 3))
EARLIER = Meeting("earlier", "Cabinet", When(2009, 2), decision="The outline was agreed.")
PICTURE = "a" * 64


class Case(NamedTuple):
    """``fires``: the rule speaks. ``quiet``: it does not. ``fixed``: what it says can be put right with a click."""

    fires: Project
    quiet: Project
    fixed: bool = False
    at: Mapping[str, Any] = {}
    quiet_at: Mapping[str, Any] | None = None

    def situation(self, *, quiet: bool = False) -> Situation:
        told = self.quiet_at if quiet and self.quiet_at is not None else self.at
        return Situation(**{"edition": "cabinet", "today": TODAY, **told})


@cache
def outline() -> Outline:
    return load_outline("ict-strategy")


@cache
def profile() -> Profile:
    return load_profile("english-council")


def project(*documents: Document, **fields: Any) -> Project:
    settings = fields.pop("profile", profile())
    made = values.project(*documents, meetings=fields.pop("meetings", (CABINET,)), **fields)
    return replace(made, outline=outline(), profile=settings, title="ICT Strategy")


def strategy(*sections: Section, **fields: Any) -> Document:
    fields = {"title": "ICT Strategy 2009 to 2012", "outline": "strategy", "meeting": "cabinet", **fields}
    return values.document(*sections, **fields)


def report(*sections: Section, **fields: Any) -> Document:
    fields = {"title": "The ICT Strategy", "outline": "report", "kind": "report", "meeting": "cabinet", **fields}
    return values.document(*sections, **fields)


def appendix(*sections: Section, **fields: Any) -> Document:
    fields = {"title": "Finance", "outline": "appC", "kind": "appendix", "meeting": "cabinet", **fields}
    return values.document(*sections, **fields)


def part(*blocks: Block, answers: str = "S05", **fields: Any) -> Section:
    return section(
        fields.pop("title", "About"), *blocks, outline=answers, status=fields.pop("status", "cleared"), **fields
    )


def kept_back(rows: int, *, total_too: bool = False) -> Project:
    """A table of three figures and their total, so many of them not for publication."""
    made = table([["Firm", "Price"], ["A", "1"], ["B", "2"], ["C", "3"], ["Total", "6"]], "Prices")
    last = len(made.rows) - 1
    shown = tuple(
        replace(
            row,
            total=number == last,
            limits=Limits(exemption="e") if 0 < number <= rows or (total_too and number == last) else Limits(),
        )
        for number, row in enumerate(made.rows)
    )
    return saying(replace(made, rows=shown))


def saying(*blocks: Block | str, **fields: Any) -> Project:
    """A strategy of one section with these blocks; words alone are a paragraph."""
    answers = fields.pop("answers", "S05")
    made = tuple(paragraph(block) if isinstance(block, str) else block for block in blocks)
    return project(strategy(part(*made, answers=answers)), **fields)


def quoting(text: str) -> Project:
    """A strategy that quotes somebody."""
    return saying("They said:", Paragraph(new_id(), runs_from(text), "quote"))


def asking(*texts: str, **fields: Any) -> Project:
    """A report that recommends these things."""
    return project(report(part(*(paragraph(text, numbered=True) for text in texts), answers="R02")), **fields)


def marked(text: str, **marks: Any) -> Block:
    return replace(paragraph(), runs=runs_from(text, Marks(**marks)))


def holding(*contents: str | InlineObject) -> Block:
    """A paragraph of these words and objects."""
    return replace(paragraph(), runs=tuple(map(Run, contents)))


def told(**facts: str) -> tuple[Fact, ...]:
    """Details by key, with two underscores for a dot."""
    return tuple(Fact(f"fact-{key}", key.replace("__", "."), key, value=TextValue(text)) for key, text in facts.items())


def figure(**fields: Any) -> Figure:
    return Figure("figure", PICTURE, paragraph(fields.pop("caption", "The roadmap")), **fields)


def with_row(made: Table, row: int, **fields: Any) -> Table:
    rows = list(made.rows)
    rows[row] = replace(rows[row], **fields)
    return replace(made, rows=tuple(rows))


def settings(**fields: Any) -> Profile:
    return replace(profile(), **fields)


LONG = "We will buy one system and " * 7
LEGAL = part(paragraph("The council has the power to decide."), answers="R11", title="Legal implications")
OWN = Exemption("x", "3", "Prices of suppliers", "Publishing would raise the price that the council pays.")
SUMS = [["Scheme", "2009/10", "2010/11", "Total"], ["Network", "100", "200", "300"], ["Desktop", "50", "60", "110"]]
COSTS = [["Scheme", "2009/10", "2010/11"], ["Joined network", "100", "200"]]
OUTCOMES = table([["Outcome", "Measure"], ["Served at once", "Requests settled at first contact"]], "Outcomes")
RISKS = [["Risk", "Likelihood", "Impact", "Score", "Owner", "Action"], ["Delay", "3", "4", "12", "ICT Manager", "Test"]]
HEADED = [["Heading", "Figure"], ["Staff", "12"]]


def totals(total: str) -> Table:
    made = table([*SUMS, ["Total", "150", "260", total]], "Capital plan, £000")
    return with_row(made, 3, total=True)


def implied(*texts: str, required: int = 1) -> Project:
    """A report whose first implications say these things, for a council that asks for no others."""
    asked = profile().implications[:required]
    answers = tuple(
        part(*(paragraph(text) for text in (words,) if text), answers=wanted.outline, title=wanted.title)
        for wanted, words in zip(asked, texts, strict=False)
    )
    around = part(answers="implications", title="Implications", children=answers)
    return project(report(around), profile=settings(implications=asked))


def cleared(*, changed: bool = False) -> tuple[Project, Ledger]:
    step = ClearanceStep("legal", "Monitoring Officer", ("R11",))
    made = project(report(LEGAL), profile=settings(clearances=(step,)))
    entry = Clearance("c", NOW, "p", LEGAL.id, "legal", "p", "old" if changed else words_digest(LEGAL), "cleared")
    return made, Ledger((entry,))


def key(**facts: str) -> Project:
    return project(report(), facts=told(**facts), profile=settings(key_decision_pattern=r"CE\d{2}/\d{2}-\d+"))


def noticed(day: int) -> Project:
    notice = Fact("n", "forward.plan.date", "Notice", "day", WhenValue(When(2009, 2, day)))
    return project(report(), facts=(*told(key__decision="Yes"), notice))


def exempt(*blocks: Block, reason: Exemption = OWN, **fields: Any) -> Project:
    return saying(*blocks, exemptions=(reason,), **fields)


def closed(text: str) -> Block:
    return marked(text, exemption="x")


SECRET = "Acme Ltd will sell the licences for less"
SHORT = Outline(
    "short",
    "Short",
    (
        DocumentOutline(
            "strategy", "Strategy", "strategy", (OutlineSection("S04", "Executive summary", role="summary"),)
        ),
    ),
)


def short(*sections: Section) -> Project:
    """A strategy by an outline that asks for a summary alone."""
    return replace(project(strategy(*sections)), outline=SHORT)


SUMMARY = part(paragraph("x"), answers="S04", title="Executive summary")


def balanced(words: int) -> Project:
    """A strategy whose three parts have 300, 300 and ``words`` words."""
    counts = (("S06", 300), ("S11", 300), ("S14", words))
    return project(strategy(*(part(paragraph("word " * count), answers=id) for id, count in counts)))


def registered(**fields: Any) -> tuple[RegisterEntry, ...]:
    return (RegisterEntry("r", "Data Centre Services", **fields),)


MARCH = When(2009, 3)


def milestone(title: str = "Publish on the website", when: When | None = MARCH, **fields: Any) -> Milestone:
    return Milestone(fields.pop("id", "m"), title, when, **{"owner": "p", **fields})


def dated(text: str) -> Project:
    """A milestone of March 2009 that a table gives a date of its own."""
    typed = table([["When", "Milestone"], [text, "Publish on the website"]], "Milestones")
    return saying(typed, milestones=(milestone(),))


def measured(name: str) -> Project:
    """A strategy whose scorecard has this measure."""
    scorecard = table([["Measure", "Now"], [name, "3"]], "Scorecard")
    return project(strategy(part(OUTCOMES), part(scorecard, answers="S13")))


def papers(text: str) -> Project:
    return project(report(part(*(paragraph(each) for each in (text,) if text), answers="R20")))


def risky(row: list[str]) -> Project:
    return saying(table([RISKS[0], row], "Risks"), answers="S19")


def costed(figure_of_plan: str) -> Project:
    """Appendix C and a work plan, which gives this figure for the network."""
    own = table(COSTS, "Capital plan by scheme, £000")
    other = table([COSTS[0], ["Joined network", figure_of_plan, "200"]], "Capital cost of projects, £000")
    return project(appendix(part(own)), appendix(part(other), title="Infrastructure", outline="appB"))


def called(purpose: str, title: str = "ICT Strategy 2009 to 2012") -> Project:
    asked = part(paragraph("Approve the ICT Strategy, version 0.9."), answers="R02")
    return project(strategy(title=title), report(part(paragraph(purpose), answers="R01"), asked))


def consulted(*texts: str) -> Project:
    return project(report(part(*(paragraph(text) for text in texts), answers="R07")))


def welsh(*documents: Document) -> Project:
    return project(*documents, profile=settings(languages=("en-GB", "cy")))


def contact(address: str, **fields: Any) -> Project:
    lines = tuple(each for each in profile().contacts if each.fact == "officer.email")
    made = settings(contacts=lines, email_domains=("brindleford.gov.uk",))
    return project(report(), profile=made, facts=told(officer__email=address))


def typed(text: str, **fields: Any) -> Project:
    """A table that the text leads up to, and this paragraph."""
    return saying(paragraph("These are the figures."), table(HEADED, "Figures"), paragraph(text))


RIVAL = Proposal("p", Place("text", "h"), TextContent(()), TextContent(runs_from("x")), "p", NOW)
HELD = (Fact("f", "finance.capital", "Capital plan", "pence", PenceValue(12_800_000_00)),)


def adding(total: str, caption: str = "Capital plan by scheme, £000") -> Project:
    """A table that adds up to this, beside the detail that holds the sum."""
    made = table([["Scheme", "Cost"], ["Network", total], ["Total", total]], caption)
    return saying(with_row(made, 2, total=True), facts=HELD)


VERSION = Version("v", NOW, "p", "tree", "0.9")
FINAL = {"register": (RegisterEntry("r", "Strategy", "main", "agreed", document="final"),)}


def final(title: str) -> Project:
    document = replace(strategy(part(paragraph("x")), title=title), id="final")
    return project(document, **FINAL)


CASES: dict[str, tuple[Case, ...]] = {
    # ---- completeness
    "C01": (
        Case(short(part(paragraph("x"), answers="")), short(SUMMARY)),
        Case(short(replace(SUMMARY, blocks=())), short(replace(SUMMARY, blocks=(Live("l", "milestones"),)))),
        Case(
            short(replace(SUMMARY, status="not-applicable")),
            short(replace(SUMMARY, status="not-applicable", reason="One side of A4 is enough.")),
        ),
        Case(
            short(replace(SUMMARY, blocks=())),
            short(replace(SUMMARY, blocks=(), status="in-draft")),
            quiet_at={"live": True},
        ),
    ),
    "C02": (
        Case(saying("Agreed on [insert date]."), saying("Agreed on 3 March 2009 [as amended].")),
        Case(saying("The cost is TBC."), saying("The cost is £5,000.")),
    ),
    "C03": (
        Case(saying("word " * 900, answers="S04"), saying("word " * 400, answers="S04")),
        Case(saying("Too short.", answers="S04"), saying("word " * 400, answers="S04")),
    ),
    "C04": (Case(project(R := report()), project(R), at={"sides": {R.id: 5}}, quiet_at={"sides": {R.id: 4}}),),
    "C05": (
        Case(implied(""), implied("The cost is £5,000 in 2009/10, from the ICT budget.")),
        Case(implied("None."), implied("None, because publication costs nothing.")),
        Case(implied("There are no financial implications."), implied("There are none, because nothing is spent.")),
    ),
    "C06": (
        Case(saying("Costs are in Appendix C."), saying("Costs are in Appendix C to the Budget Report.")),
        Case(
            project(strategy(part(paragraph("Nothing."))), appendix()),
            project(strategy(part(paragraph("See Appendix A."))), appendix()),
        ),
        Case(project(strategy(), register=registered(role="appendix")), project(strategy())),
    ),
    "C07": (
        Case(project(register=registered()), project(register=registered(due=When(2009, 7)))),
        Case(
            project(register=registered(due=When(2009, 7)), milestones=(milestone("High priority strategies"),)),
            project(
                register=registered(due=When(2009, 7), priority="high"),
                milestones=(milestone("High priority strategies"),),
            ),
        ),
    ),
    "C08": (Case(balanced(20), balanced(200)),),
    # ---- decision and meeting
    "C10": (
        Case(
            asking("Consider the ICT Strategy, version 0.9."),
            asking("Approve the ICT Strategy, version 0.9."),
            fixed=True,
        ),
        Case(asking("The strategy is good."), asking("That Cabinet endorses the ICT Strategy, version 0.9.")),
        Case(
            asking("Approve the ICT Strategy and delegate changes to the ICT Manager."),
            asking("Approve the ICT Strategy and its appendices."),
        ),
    ),
    "C11": (
        Case(
            asking("Delegate minor changes."),
            asking(
                "Delegate authority to the ICT Manager, in consultation with the Portfolio Holder, to make minor "
                "changes before publication."
            ),
        ),
    ),
    "C12": (
        Case(asking("Endorse the ICT strategy, as drafted."), asking("Endorse the ICT Strategy, version 0.9.")),
        Case(asking("Note the risks set out above."), asking("Note the risks of the Data Centre move.")),
        Case(asking("Approve the ICT Strategy."), asking("Approve the ICT Strategy at Appendix A.")),
    ),
    "C13": (Case(asking("Note the costs.", "Note the risks."), asking("Note the costs.", "Approve the budget.")),),
    "C14": (
        Case(called("This report is about computers."), called("This report presents the ICT Strategy.")),
        Case(
            project(report(), facts=told(forward__plan__title="Digital Strategy")),
            project(report(), facts=told(forward__plan__title="The ICT strategy")),
        ),
    ),
    "C15": (
        Case(key(), key(key__decision="No")),
        Case(key(key__decision="Yes"), key(key__decision="Yes", forward__plan__reference="CE08/09-27")),
        Case(
            key(key__decision="Yes", forward__plan__reference="27"),
            key(key__decision="Yes", forward__plan__reference="CE08/09-27"),
        ),
        Case(
            project(
                report(part(paragraph("It costs £1.2 million."))),
                facts=told(key__decision="No"),
                profile=settings(key_decision_pence=50_000_000),
            ),
            project(
                report(part(paragraph("It costs £120,000."))),
                facts=told(key__decision="No"),
                profile=settings(key_decision_pence=50_000_000),
            ),
        ),
        Case(key(key__decision="No", wards__affected="All"), key(key__decision="No", wards__affected="Crewe East")),
    ),
    "C16": (
        Case(noticed(10), noticed(2)),
        Case(
            project(report(), facts=told(key__decision="Yes")),
            project(report(part(paragraph("The chair agreed."), answers="R22")), facts=told(key__decision="Yes")),
            at={"today": date(2009, 2, 20)},
        ),
    ),
    "C17": (
        Case(project(report()), project(report()), at={"today": date(2009, 2, 25)}, quiet_at={}),
        Case(project(report()), project(report()), at={"today": date(2009, 2, 16)}, quiet_at={}),
    ),
    "C23": (
        Case(
            project(report(part(paragraph("As agreed."), answers="R04")), meetings=(CABINET, EARLIER)),
            project(
                report(part(paragraph("Cabinet agreed it in February."), answers="R04")), meetings=(CABINET, EARLIER)
            ),
            fixed=True,
        ),
        Case(
            project(report(part(paragraph("To agree."), answers="R01")), meetings=(CABINET, EARLIER)),
            project(
                report(part(paragraph("To agree."), answers="R01")),
                meetings=(CABINET, replace(EARLIER, when=When(2009, 4), decision="Agreed.")),
            ),
            fixed=True,
        ),
    ),
    "C18": (
        Case(project(report(meeting="")), project(report())),
        Case(project(report(), meetings=(replace(CABINET, when=When(2009, 3)),)), project(report())),
        Case(project(report(), meetings=(replace(CABINET, when=When(2009, 4, 10)),)), project(report())),
        Case(
            project(report()),
            project(report(), meetings=(replace(CABINET, decision="Agreed."),)),
            at={"today": date(2009, 3, 4)},
        ),
    ),
    "C19": (
        Case(
            project(
                report(part(paragraph("Approve the ICT Strategy."), answers="R02")), facts=told(policy__framework="Yes")
            ),
            project(
                report(part(paragraph("Approve the ICT Strategy."), answers="R02")), facts=told(policy__framework="No")
            ),
            fixed=True,
        ),
    ),
    "C20": (
        Case(cleared()[0], cleared()[0], at={"ledger": Ledger()}, quiet_at={"ledger": cleared()[1]}),
        Case(
            cleared()[0],
            cleared()[0],
            at={"ledger": cleared(changed=True)[1]},
            quiet_at={"ledger": cleared()[1]},
        ),
    ),
    "C21": (
        Case(project(report()), consulted("Unions were asked in January 2009.")),
        Case(
            consulted("The scrutiny committee meets on 9 March 2009."),
            consulted("The scrutiny committee met on 9 February 2009."),
        ),
    ),
    "C22": (
        Case(contact("john@cheshire.gov.uk"), contact("john@brindleford.gov.uk"), fixed=True),
        Case(contact(""), contact("ict@it.brindleford.gov.uk")),
        Case(contact("none"), contact("ict@brindleford.gov.uk")),
    ),
    # ---- not for publication
    "C30": (
        Case(exempt(closed("Prices"), reason=replace(OWN, paragraph="9")), exempt(closed("Prices"))),
        Case(exempt(closed("Prices"), reason=replace(OWN, public_interest="")), exempt(closed("Prices"))),
        Case(exempt(closed("Prices"), reason=replace(OWN, reason="")), exempt(closed("Prices"))),
        Case(
            project(strategy(classification="exempt")),
            project(strategy(classification="exempt", exemption="x"), exemptions=(OWN,)),
        ),
        Case(saying(closed("Prices")), exempt(closed("Prices"))),
    ),
    "C31": (
        Case(exempt(closed(SECRET), f"We heard that {SECRET}."), exempt(closed(SECRET), "We heard it."), fixed=True),
        Case(
            exempt(closed(SECRET), figure(alternative=SECRET)),
            exempt(closed(SECRET), figure(alternative=SECRET, limits=Limits(exemption="x"))),
        ),
        Case(
            exempt(closed(SECRET), milestones=(milestone(SECRET),)),
            exempt(closed(SECRET), milestones=(milestone("Buy the licences"),)),
        ),
        Case(
            exempt(replace(paragraph(f"{SECRET}."), limits=Limits(exemption="x")), f"And {SECRET}."),
            exempt(replace(paragraph(f"{SECRET}."), limits=Limits(exemption="x")), "And so on."),
            fixed=True,
        ),
    ),
    "C32": (
        *(
            Case(exempt(f"See: {words}."), exempt("See: nothing."), fixed=True)
            for words in (
                "AB 12 34 56 C",
                "without prejudice",
                "commercial in confidence",
                "legal advice received",
                "10.20.30.40",
                "she lives at 4 Mill Lane",
                "Mrs Jones and her salary",
                "servers that are unpatched",
                "the firm tendered £30",
            )
        ),
        Case(
            exempt("Ring 01270 123456."),
            exempt("Ring 01270 123456.", facts=told(officer__telephone="01270 123456")),
            fixed=True,
        ),
    ),
    "C33": (Case(project(report(classification="exempt")), project(report())),),
    "C34": (
        Case(kept_back(1), kept_back(2), fixed=True),
        Case(kept_back(1), kept_back(0), fixed=True),
        Case(kept_back(1), kept_back(1, total_too=True), fixed=True),
    ),
    # ---- comments and suggestions
    "C40": (
        Case(
            project(threads={"t": Thread("t", Anchor("project"), (Message("m", "p", NOW, "Really?"),))}),
            project(threads={"t": Thread("t", Anchor("project"), (Message("m", "p", NOW, "Ok"),), state="resolved")}),
        ),
    ),
    "C41": (
        Case(project(proposals={"p": RIVAL}), project(suggestions={"s": Suggestion("s", "p", NOW)})),
        Case(saying(marked("new", insertion="s")), saying("new")),
    ),
    "C42": (
        Case(
            saying(outline().section("strategy", "S06").guidance, "Text.", answers="S06"),  # type: ignore[union-attr]
            saying("Residents want one council.", "Text.", answers="S06"),
            fixed=True,
        ),
        Case(saying("[Drafting note: ask Finance]", "Text."), saying("The draft notes the cost.", "Text."), fixed=True),
    ),
    "C43": (
        Case(saying(r"It is at C:\Users\me\strategy.docx."), saying("It is at https://example.gov.uk/strategy.")),
        Case(saying("See Strategy_v3.docx."), saying("See the strategy.")),
    ),
    "C44": (
        Case(
            saying("Version 0.8", answers="S00", facts=told(strategy__version="0.9")),
            saying("Version 0.9", answers="S00", facts=told(strategy__version="0.9")),
            fixed=True,
        ),
        Case(
            project(strategy(), facts=told(strategy__version="0.8")),
            project(strategy(), facts=told(strategy__version="v0.9")),
            at={"ledger": Ledger((VERSION,))},
        ),
    ),
    "C45": (Case(final("Draft ICT Strategy"), final("ICT Strategy"), fixed=True),),
    # ---- language
    "C50": (
        Case(
            saying("The LLPG is a list.", glossary=(Term("t", "LLPG", "Local Land and Property Gazetteer"),)),
            saying("The Local Land and Property Gazetteer (LLPG) is a list."),
            fixed=True,
        ),
        Case(
            saying("The ICT plan.", "Information and Communications Technology matters."),
            saying("It follows BS 7666, and the BBC says so."),
            fixed=True,
        ),
        Case(saying("Log in to Me, says the WCC."), saying("Log in to Me@WCC.")),
        Case(saying("Lorries meet HGV rules."), saying("Heavy goods vehicles (or HGVs) pay. The CEO knows our GDP.")),
        Case(saying("The ZQX plan."), saying("The ZQX plan.", profile=settings(words=("ZQX",)))),
    ),
    "C51": (
        Case(
            project(
                strategy(part(paragraph("Senior information risk owner (SIRO)."))),
                appendix(part(paragraph("Systems in retail office (SIRO)."))),
            ),
            project(
                strategy(part(paragraph("Senior information risk owner (SIRO)."))),
                appendix(part(paragraph("The senior information risk owner (SIRO)."))),
            ),
            fixed=True,
        ),
        Case(
            saying("The Town Plan Board (TPB) met. Then the Town Plan Board (TPB) agreed."),
            saying("The Town Plan Board (TPB) met. Then the TPB agreed."),
            fixed=True,
        ),
    ),
    "C52": (
        Case(saying(LONG + "stop."), saying("We will buy one system. It works.")),
        Case(saying(LONG + "stop."), quoting(LONG + "stop.")),
    ),
    "C53": (
        Case(
            saying("Organisational transformation necessitates comprehensive infrastructural consolidation. " * 20),
            saying("We will fix the road and mow the lawn. " * 20),
        ),
    ),
    "C54": (
        Case(
            saying("We leverage it going forward."),
            saying("We keep the plan up to date. It follows the Methodology and the Holistic Review."),
            fixed=True,
        ),
        Case(
            saying("We leverage it going forward."),
            quoting("We leverage it going forward."),
            fixed=True,
        ),
        Case(
            saying("Ask the customer.", profile=settings(avoid={"customer": "resident"})),
            saying("Ask the resident.", profile=settings(avoid={"customer": "resident"})),
            fixed=True,
        ),
    ),
    "C55": (
        Case(saying("It will be ensured that this works."), saying("The ICT Manager sees that this works.")),
        Case(
            asking("Approve that the ICT Strategy be adopted."),
            asking("Adopt the ICT Strategy, version 0.9."),
        ),
    ),
    "C56": (
        Case(saying("The stratergy is good."), saying("The strategy is good."), fixed=True),
        Case(
            saying("RSDOPQ guides us."),
            saying("Requirements for Secure Delivery of Online Public Quays (RSDOPQ). RSDOPQ guides our sign-ons."),
            fixed=True,
        ),
        Case(saying("Cllr Keegan spoke."), saying("Councillor Keegan spoke."), fixed=True),
        Case(
            saying("Our council met.", profile=settings(council="Our Council")),
            saying("Our Council met.", profile=settings(council="Our Council")),
            fixed=True,
        ),
    ),
    "C57": (
        Case(saying("Send an email. An email is quick. E-mail it."), saying("Send an email. Email it."), fixed=True),
        Case(saying("In 2009/10 and 2010/11, not in 2011-12."), saying("In 2009/10 and 2010/11."), fixed=True),
        Case(saying("Send an email. An email is quick. E-mail it."), quoting("Send an email. E-mail it."), fixed=True),
        Case(saying("It rose 5% and 7%, or 9 per cent."), saying("It rose 5% and 7%."), fixed=True),
        Case(saying("We ask the cabinet; a cabinet, or Cabinet, says."), saying("We ask the cabinet."), fixed=True),
        Case(
            saying("We ask Cabinet, and Cabinet or cabinet says."),
            saying("We ask the cabinet; the Cabinet Office, the Cabinet Office and the Cabinet Office answer."),
            fixed=True,
        ),
        Case(
            saying("Who decides, Cabinet\nor the cabinet? The cabinet decides."),
            saying("Who decides\nCabinet decides, not the cabinet alone, the cabinet says."),
            fixed=True,
        ),
    ),
    "C58": (
        Case(saying("It starts on 3rd March 2009."), saying("It starts on 3 March 2009."), fixed=True),
        Case(saying("It starts on March 3, 2009."), saying("In March 2009 it starts."), fixed=True),
        Case(saying("It starts on 3/3/2009."), saying("It is for 2009/10."), fixed=True),
        Case(saying("It costs £12500 a year."), saying("It costs £12,500 a year."), fixed=True),
        Case(saying("It costs £ 5 or £3M."), saying("It costs £5 or £3 million."), fixed=True),
        Case(saying("It was changed recently."), saying("It was changed in May 2008.")),
        Case(saying("It was changed recently."), quoting("It was changed recently.")),
    ),
    "C59": (Case(saying("The chairman spoke."), saying("The chair spoke."), fixed=True),),
    "C60": (
        Case(welsh(strategy()), welsh(strategy(), strategy(title="Strategaeth", language="cy"))),
        Case(
            welsh(strategy(part(paragraph("x"))), strategy(part(status="in-draft"), language="cy")),
            welsh(strategy(part(paragraph("x"))), strategy(part(paragraph("y")), language="cy")),
        ),
    ),
    # ---- structure and accessibility
    "C70": (
        Case(
            saying(heading("One"), heading("Deep", 3), "x"), saying(heading("One"), heading("Deep", 2), "x"), fixed=True
        ),
        Case(saying(heading("Deep", 2), "x"), saying(heading("One"), "x"), fixed=True),
        Case(saying(heading(""), "x"), saying(heading("One"), "x"), fixed=True),
        Case(saying(heading("One"), "x", heading("one"), "y"), saying(heading("One"), "x", heading("Two"), "y")),
        Case(saying(heading("word " * 30), "x"), saying(heading("word"), "x")),
        Case(project(strategy(part(paragraph("x"), title=""))), saying("x"), fixed=True),
    ),
    "C71": (
        Case(
            saying(marked("Where we are", bold=True), "Text."), saying(marked("Note this.", bold=True), "x"), fixed=True
        ),
    ),
    "C72": (
        Case(saying("1.1 In February Cabinet agreed."), saying("2009 was a good year."), fixed=True),
        Case(saying("1. Buy it.", "2. Use it."), saying("One thing."), fixed=True),
        Case(saying("(a) Buy it."), saying("(as before) Buy it."), fixed=True),
        Case(saying(heading("2.3 Costs"), "x"), saying(heading("Costs"), "x"), fixed=True),
        Case(project(strategy(part(paragraph("x"), title="4. Costs"))), saying("x"), fixed=True),
    ),
    "C73": (
        Case(saying(figure()), saying(figure(alternative="A road")), fixed=True),
        Case(saying(figure(caption="")), saying(figure(caption="", decorative=True))),
        Case(saying(figure(alternative="IMG_1234.jpg")), saying(figure(alternative="A road")), fixed=True),
        Case(
            saying(
                figure(alternative="roadmap"), pictures={PICTURE: Picture(PICTURE, "image/png", 9, 9, "roadmap.png")}
            ),
            saying(
                figure(alternative="A road"), pictures={PICTURE: Picture(PICTURE, "image/png", 9, 9, "roadmap.png")}
            ),
            fixed=True,
        ),
        Case(saying(figure(alternative="A road. " * 40)), saying(figure(alternative="A road.")), fixed=True),
        Case(
            saying(figure(alternative="A flow diagram of decisions")),
            saying(figure(alternative="A flow diagram of decisions", description="Cabinet decides, then the board.")),
        ),
        Case(
            saying(Chart("c", "t", paragraph("Costs by year"))),
            saying(Chart("c", "t", paragraph("Costs"), alternative="Bars")),
            fixed=True,
        ),
    ),
    "C74": (
        Case(saying(table(HEADED, "Staff", header_rows=0)), saying(table(HEADED, "Staff")), fixed=True),
        Case(saying(table(HEADED)), saying(table(HEADED, "Staff"))),
        Case(saying(table([["One"], ["x"]], "Staff")), saying(table(HEADED, "Staff"))),
        Case(saying(table([["A", "B"], ["x", ""]], "Staff")), saying(table([["A", "B"], ["x", "None"]], "Staff"))),
        Case(
            saying(table([["Name"] * 9, ["x"] * 9], "Wide")),
            saying(table([["Name"] * 9, ["x"] * 9], "Wide", landscape=True)),
            fixed=True,
        ),
    ),
    "C75": (
        Case(saying("- one", "- two"), saying(item("one"), item("two")), fixed=True),
        Case(saying("Text.", "", "More."), saying("Text.", "More."), fixed=True),
        Case(saying("• one"), saying("One – and two."), fixed=True),
        Case(saying("o one", "o two"), saying("O Canada."), fixed=True),
    ),
    "C76": (
        Case(
            saying(marked("click here", link="https://a.gov.uk")), saying(marked("the plan", link="https://a.gov.uk"))
        ),
        Case(saying(marked("https://a.gov.uk/x", link="https://a.gov.uk")), saying("See https://a.gov.uk/x.")),
        Case(saying(marked("the plan", link="#gone")), saying(marked("the plan", link="https://a.gov.uk")), fixed=True),
    ),
    "C77": (
        Case(saying(marked("word " * 9, italic=True)), saying(marked("Beowulf", italic=True)), fixed=True),
        Case(saying("THIS IS VERY IMPORTANT INDEED now."), saying("The ICT and IT plan."), fixed=True),
    ),
    "C78": (
        Case(saying("Late ones are shown in red."), saying("Late ones are marked “late”.")),
        Case(
            saying(table([["Work", "State"], ["a", "R"], ["b", "G"]], "State")),
            saying(table([["Work", "State"], ["a", "Red"], ["b", "Green"]], "State")),
        ),
    ),
    "C83": (
        Case(
            saying("We say: Mae’r ddogfen hon ar gael yn Gymraeg ar gais."),
            saying(marked("Mae’r ddogfen hon ar gael yn Gymraeg ar gais.", language="cy")),
            fixed=True,
        ),
        Case(
            saying("Croeso i’n partneriaid. Gyda’n gilydd gallwn wneud mwy. Welcome to our partners."),
            saying("Welcome to Pwllheli, Llanelli and Aberystwyth."),
            fixed=True,
        ),
    ),
    "C79": (
        Case(project(strategy(title="")), project(strategy()), fixed=True),
        Case(project(strategy(language="")), project(strategy()), fixed=True),
    ),
    "C80": (Case(project(report(part(paragraph("word " * 5000)))), project(report(part(paragraph("x")))), fixed=True),),
    "C81": (
        Case(
            saying(figure(alternative="A"), pictures={PICTURE: Picture(PICTURE, "image/png", 9000, 9000)}),
            saying(figure(alternative="A"), pictures={PICTURE: Picture(PICTURE, "image/png", 900, 900)}),
        ),
    ),
    "C82": (
        *(
            Case(project(profile=settings(page=replace(profile().page, **look))), project(), fixed=True)
            for look in ({"body_size": 10.0}, {"accent": "#ffcc00"}, {"table_header": "#333333"})
        ),
    ),
    # ---- details, figures and references
    "D01": (
        Case(
            saying(holding(FactField("f", "own.cost")), facts=(Fact("1", "own.cost", "Cost"),)),
            saying(holding(FactField("f", "own.cost")), facts=told(own__cost="£5")),
        ),
    ),
    "D02": (
        Case(typed("See Table 1 for more."), typed("See the table."), fixed=True),
        Case(typed("See Table 7 for more."), typed("See Table 7 of the Act.")),
    ),
    "D05": (
        Case(adding("12,900"), adding("12,800")),
        Case(adding("12,900"), adding("12,900", "Funding of the plan, £000")),
        Case(adding("12,900"), replace(adding("12,900"), facts=(replace(HELD[0], label="Net capital plan"),))),
    ),
    "D04": (
        Case(
            saying("The capital plan costs £12,800,000 in all.", facts=HELD),
            saying("The capital plan costs £12,900,000 in all.", facts=HELD),
            fixed=True,
        ),
        Case(
            saying("The capital plan costs £12,800,000 in all.", facts=HELD),
            saying("The new bridge costs £12,800,000 in all.", facts=HELD),
            fixed=True,
        ),
    ),
    "D03": (Case(costed("150"), costed("100"), fixed=True),),
    "C90": (
        Case(saying(holding(CrossReference("r", "gone"))), saying("x"), fixed=True),
        Case(saying("See Error! Reference source not found."), saying("See section 3.")),
        Case(saying(Chart("c", "gone", paragraph("Costs"))), saying(table(HEADED, "x"), "y")),
    ),
    "C91": (
        Case(saying(heading("Costs"), table(HEADED, "Costs")), saying("These are the costs.", table(HEADED, "Costs"))),
        Case(saying("x", figure(caption="")), saying("x", figure(caption="", decorative=True))),
    ),
    "C92": (
        Case(
            saying("Research shows that 40% agree."),
            saying(holding("Research shows that 40% agree.", Footnote("f", runs_from("x")))),
        ),
    ),
    "C93": (
        Case(
            project(milestones=(milestone(),)),
            project(milestones=(milestone(status="done"),)),
            at={"today": date(2009, 4, 1)},
        ),
        Case(
            project(milestones=(milestone(),)),
            project(milestones=(milestone(),)),
            at={"today": date(2009, 4, 1)},
            quiet_at={"today": date(2009, 3, 31)},
        ),
    ),
    "C94": (
        Case(dated("May 2009"), dated("3 March 2009"), fixed=True),
        Case(
            project(milestones=(milestone(), milestone(id="n", when=When(2009, 5)))),
            project(milestones=(milestone(), milestone(id="n", when=When(2009, 3, 9)))),
        ),
    ),
    "C95": (
        Case(project(milestones=(milestone(owner=""),)), project(milestones=(milestone(),))),
        Case(project(milestones=(milestone(when=None),)), project(milestones=(milestone(),))),
        Case(
            project(milestones=(milestone(id="a", when=When(2009, 5)), milestone(id="b"))),
            project(milestones=(milestone(id="a"), milestone(id="b", when=When(2009, 5)))),
            fixed=True,
        ),
        Case(
            project(milestones=(milestone(id="a", depends_on=("b",)), milestone("Buy it", When(2009, 5), id="b"))),
            project(milestones=(milestone("Buy it", id="b"), milestone(id="a", depends_on=("b",)))),
        ),
        Case(project(milestones=(milestone(depends_on=("gone",)),)), project(milestones=(milestone(),)), fixed=True),
    ),
    "C96": (
        Case(saying(totals("999")), saying(totals("410")), fixed=True),
        Case(
            saying(table([*SUMS[:2], ["Desktop", "50", "60", "999"]], "Capital plan, £000")),
            saying(table(SUMS, "Capital plan, £000")),
            fixed=True,
        ),
        Case(
            project(strategy(part(table([["a", "2015/16", "2016/17"], ["b", "1", "2"]], "x")), period="2009 to 2012")),
            project(strategy(part(table(COSTS, "x")), period="April 2009 to March 2012")),
        ),
    ),
    "C97": (
        Case(
            saying(table([["Outcome", "Measure"], ["Served at once", ""]], "Outcomes"), answers="S07"),
            saying(OUTCOMES, answers="S07"),
        ),
        Case(measured("Trees planted"), measured("Settled at first contact")),
        Case(
            saying(
                table([["Capability", "Now"], ["Work anywhere", "2"]], "a"),
                table([["Capability", "ICT contribution"], ["Know the customer", "One record"]], "b"),
            ),
            saying(
                table([["Capability", "Now"], ["Work anywhere", "2"]], "a"),
                table([["Capability", "ICT contribution"], ["Work anywhere", "Laptops"]], "b"),
            ),
        ),
    ),
    "C98": (
        Case(risky(["Delay", "3", "4", "12", "", "Test"]), risky(RISKS[1])),
        Case(risky(["Delay", "3", "4", "10", "ICT Manager", "Test"]), risky(RISKS[1]), fixed=True),
        Case(
            saying(table([["Risk", "Owner"], ["Delay", "ICT Manager"]], "Risks"), answers="S19"),
            risky(RISKS[1]),
        ),
    ),
    "C99": (
        Case(papers(""), papers("None.")),
        Case(
            papers("The Localism Act 2011, at the office."),
            papers("Notes of the ICT board, available at the Town Hall."),
        ),
        Case(papers("Notes of the ICT board."), papers("Notes of the ICT board, held at the Town Hall.")),
    ),
    # ---- publication
    "P01": (
        Case(
            saying("Ring 01270 123456 for large print.", answers="S25"),
            saying("Ring 01270 123456 for large print. You may reuse this under the licence.", answers="S25"),
        ),
        Case(
            saying("x"),
            saying("Ask ict@council.gov.uk for Braille. Copyright belongs to the council.", answers="S25"),
        ),
    ),
    "P02": (
        Case(project(strategy()), project(strategy(subtitle="A plan for ICT")), fixed=True),
        Case(
            project(strategy(subtitle="x"), profile=settings(council="")),
            project(strategy(subtitle="A plan for ICT")),
        ),
        Case(project(report(meeting="", subtitle="x")), project(report(subtitle="x"))),
    ),
    "P05": (
        *(
            Case(project(strategy(), profile=strange), project(strategy(), profile=fine), fixed=True)
            for strange, fine in (
                (settings(checks=(CheckSetting("C999", "off"),)), settings(checks=(CheckSetting("C52", "off"),))),
                (settings(checks=(CheckSetting("C31", "note"),)), settings(checks=(CheckSetting("C52", "stop"),))),
                (settings(checks=(CheckSetting("C52", "off"), CheckSetting("C52", "stop"))), settings()),
                (settings(left_out=("“zeal” in line 7 is not known to this program.",)), settings()),
            )
        ),
        Case(
            project(strategy(), profile=settings(avoid={"one, two": "a, b, c"})),
            project(strategy(), profile=settings(avoid={"one, two": "a, b"})),
        ),
    ),
    "P03": (
        Case(
            saying("We look at it again.", answers="S23"), saying("We look at it again in March 2010.", answers="S23")
        ),
        Case(
            saying("In March 2010.", answers="S23", facts=(Fact("r", "record.retention", "Kept for"),)),
            saying("In March 2010.", answers="S23", facts=told(record__retention="Six years")),
        ),
    ),
}
