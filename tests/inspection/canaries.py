"""A strategy with a word of its own in every place in which a word can hide, and a search that knows none of our code.

Words are made up, so that they stand nowhere else: ``zq`` and the name of the place.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

import pikepdf
import pypdfium2
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image, PngImagePlugin

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Box, Chart, Figure, Limits, Live
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import (
    Clearance,
    Ledger,
    Merge,
    Override,
    Publication,
    Receipt,
    SentCopy,
    Version,
)
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection, Prompt
from strategy_editor.model.profile import CheckSetting, ClearanceStep, DeadlineRule, ImplicationField, Profile
from strategy_editor.model.project import Project
from strategy_editor.model.records import (
    Exemption,
    Fact,
    Meeting,
    Milestone,
    Person,
    Picture,
    ReferenceText,
    RegisterEntry,
    Term,
    TextValue,
)
from strategy_editor.model.reviews import (
    Anchor,
    Decision,
    Invitation,
    Message,
    Place,
    Proposal,
    ReviewRound,
    Suggestion,
    TextContent,
    Thread,
)
from strategy_editor.model.section import Document
from strategy_editor.model.text import CrossReference, Footnote, Marks, Run, runs_from
from tests.model.values import heading, item, paragraph, section, table

NOW = datetime(2009, 2, 20, 9, 0, tzinfo=UTC)
E1 = Limits(exemption="e1")
_MARKED = Marks(exemption="e1")


class Planted(Struct, frozen=True):
    """``hidden``: the words that no public file may hold; ``exempt``: those of them that the other part may."""

    project: Project
    ledger: Ledger
    pictures: dict[str, bytes]
    hidden: frozenset[str]
    exempt: frozenset[str]


class _Words:
    """Hands out the words, and remembers them."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.exempt: set[str] = set()

    def __call__(self, place: str) -> str:
        word = f"zq{place}"
        self.hidden.add(word)
        return word

    def kept(self, place: str) -> str:
        """A word that is not for publication."""
        word = self(f"exempt{place}")
        self.exempt.add(word)
        return word


def drawn(word: str, colour: str = "#00594f", form: str = "PNG") -> bytes:
    """A picture that says a word where nobody looks."""
    image = Image.new("RGB", (240, 120), colour)
    out = io.BytesIO()
    if form == "PNG":
        said = PngImagePlugin.PngInfo()
        said.add_text("Author", word)
        said.add_text("Comment", word, zip=True)
        said.add_itxt("Description", word, "en", "x")
        exif = Image.Exif()
        exif[0x013B] = word
        image.save(out, "PNG", pnginfo=said, exif=exif)
    else:
        exif = Image.Exif()
        exif[0x013B] = word
        image.save(out, "JPEG", exif=exif, comment=word.encode())
        small = b"JFXX\x00\x10" + word.encode()  # a small picture beside the picture, and another program's notes
        notes = b"Photoshop 3.0\x008BIM" + word.encode()
        parts = b"".join(
            mark + (len(body) + 2).to_bytes(2, "big") + body
            for mark, body in ((b"\xff\xe0", small), (b"\xff\xed", notes))
        )
        return out.getvalue()[:2] + parts + out.getvalue()[2:]
    return out.getvalue()


def planted() -> Planted:
    """The strategy."""
    word = _Words()
    pictures = {
        "a" * 64: drawn(word("picturetext")),
        "b" * 64: drawn(word("picturecomment"), "#1f4e79", "JPEG"),
        "c" * 64: drawn(word("exemptpicture"), "#8a1c1c"),
    }
    mail = (
        f"From: {word('mailfrom')}@example.org\r\nSubject: {word('mailsubject')}\r\n\r\n{word('mailbody')}\r\n".encode()
    )
    strategy, public_heading = _strategy(word)
    report = Document(
        "report",
        "report",
        "The Development of an ICT Strategy",
        (
            section(
                "Purpose",
                paragraph("To consider the strategy."),
                replace(
                    paragraph(),
                    runs=(
                        Run("See "),
                        Run(CrossReference(new_id(), public_heading)),
                        Run(" and "),
                        Run(CrossReference(new_id(), "hiddensection", "number-and-title")),
                        Run("."),
                    ),
                ),
                Live(new_id(), "milestones"),
                Live(new_id(), "register"),
                Live(new_id(), "appendices"),
                Live(new_id(), "decisions"),
                Live(new_id(), "timeline"),
                Live(new_id(), "register-timeline"),
            ),
        ),
        meeting="m1",
    )
    secret = Document(
        "secret",
        "appendix",
        "Contracts",
        (section(f"Suppliers {word.kept('documenttitle')}", paragraph(f"Price {word.kept('document')}")),),
        exemption="e1",
        meeting="m1",
    )
    open_one = Document("open", "appendix", "Applications", (section("Now", paragraph("We have many.")),), meeting="m1")
    project = _reviewed(word, _records(word, (report, strategy, open_one, secret)))
    known = {
        digest: Picture(digest, "image/png", 240, 120, word(f"filename{digest[0]}") + ".png") for digest in pictures
    }
    known["e" * 64] = Picture("e" * 64, "message/rfc822", 0, 0, word("mailname") + ".eml")
    pictures["e" * 64] = mail
    return Planted(
        replace(project, pictures=known), _ledger(word), pictures, frozenset(word.hidden), frozenset(word.exempt)
    )


def _strategy(word: _Words) -> tuple[Document, str]:
    shown = heading("What we can all see")
    data = table([["Year", "Cost"], ["2009", "£1,250"], ["2010", "£900"]], "Costs")
    kept_data = replace(table([["Firm", "Price"], [word.kept("cell"), "£77,123"]], word.kept("caption")), limits=E1)
    rows = table([["Item", "Cost"], ["Open", "£5"], [word.kept("row"), "£91,442"]], "Items")
    rows = replace(rows, rows=(*rows.rows[:2], replace(rows.rows[2], limits=E1)))
    mixed = (
        Run("The price of "),
        Run(f"{word.kept('inline')} licences", _MARKED),
        Run(" is known"),
        Run(Footnote(new_id(), (Run("Seen "), Run(word.kept("footnote"), _MARKED), Run(".")))),
        Run(Footnote(new_id(), runs_from(word.kept("wholefootnote"))), _MARKED),
        Run(" to "),
        Run("all", Marks(link=f"https://example.org/{word.kept('link')}", exemption="e1")),
        Run("."),
    )
    texts = section(
        "Open words",
        shown,
        replace(paragraph(), runs=mixed),
        replace(paragraph(f"Whole {word.kept('paragraph')}", numbered=True), limits=E1),
        replace(heading(f"Heading {word.kept('heading')}"), limits=E1),
        item("open item"),
        replace(item(f"item {word.kept('item')}"), limits=E1),
        data,
        kept_data,
        rows,
        Chart(new_id(), data.id, paragraph("Costs drawn"), alternative="Costs fall."),
        Chart(new_id(), kept_data.id, paragraph("Prices"), alternative="Prices."),
        replace(Chart(new_id(), data.id, paragraph(word.kept("chart")), alternative=word.kept("chartalt")), limits=E1),
    )
    return (
        Document(
            "strategy",
            "strategy",
            "ICT Strategy",
            (texts, *_units(word), _hidden_section(word)),
            meeting="m1",
            owner="p2",
            outline="o",
        ),
        shown.id,
    )


def _units(word: _Words) -> tuple:
    figure = Figure(new_id(), "a" * 64, paragraph("Open picture"), alternative="A field.")
    other = Figure(new_id(), "b" * 64, paragraph("Another"), alternative="A sky.")
    kept = Figure(
        new_id(),
        "c" * 64,
        paragraph(word.kept("figure")),
        alternative=word.kept("alt"),
        description=word.kept("description"),
        source=word.kept("source"),
        credit=word.kept("credit"),
        permission=word("permission"),
        limits=E1,
    )
    box = Box(
        new_id(),
        paragraph("A library"),
        (paragraph("opened late"), replace(paragraph(word.kept("inbox")), limits=E1)),
    )
    kept_box = Box(new_id(), paragraph(word.kept("boxtitle")), (paragraph(word.kept("box")),), limits=E1)
    skipped = section(
        "Not needed", paragraph(word("notapplicable")), status="not-applicable", reason=word("reason"), outline="s"
    )
    return (
        section("Pictures", replace(figure, permission=word("permissiontoo")), other, kept, outline="s"),
        section("Boxes", box, kept_box, Live(new_id(), "glossary"), Live(new_id(), "document-control")),
        skipped,
    )


def _hidden_section(word: _Words):
    inner = section(word.kept("childtitle"), paragraph(word.kept("child")))
    made = section(
        word.kept("sectiontitle"),
        paragraph(word.kept("section")),
        Live(new_id(), "milestones"),
        children=(inner,),
        limits=E1,
    )
    return replace(made, id="hiddensection")


def _records(word: _Words, documents: tuple[Document, ...]) -> Project:
    guidance = OutlineSection(
        "s",
        "Pictures",
        "optional",
        condition=word("condition"),
        guidance=word("guidance"),
        prompts=(Prompt("p", word("prompt")),),
        figure=word("figureadvice"),
        term=word("term"),
    )
    outline = Outline("o", "Outline", (DocumentOutline("o", "Strategy", "strategy", sections=(guidance,)),))
    profile = Profile(
        "p",
        word("profilename"),
        "Brindleford Borough Council",
        description=word("profilenotes"),
        words=(word("councilword"),),
        avoid={word("avoided"): word("saidinstead")},
        email_domains=(f"{word('domain')}.gov.uk",),
        decision_verbs=(word("verb"),),
        key_decision_pattern=word("pattern"),
        checks=(CheckSetting(word("check"), "off"),),
        left_out=(word("leftout"),),
        implications=(ImplicationField("i", word("implication"), "none", word("clearer")),),
        clearances=(ClearanceStep("x", word("role")),),
        deadlines=(DeadlineRule("y", word("deadline"), 5, "working"),),
    )
    return Project(
        new_id(),
        "ICT Strategy",
        outline,
        profile,
        documents,
        people=(
            Person("p1", word("author"), "", aliases=(word("alias"),)),
            Person("p2", word("owner"), "ICT Manager", word("firm"), word("telephone"), f"{word('mail')}@example.org"),
        ),
        meetings=(
            Meeting("m1", "Cabinet", When(2009, 3, 3)),
            Meeting("m2", "Cabinet", When(2009, 6, 2), decision=word("laterdecision"), minute=word("minute")),
        ),
        facts=(Fact("f", "council.secret", word("label"), TextValue(word("unusedfact"))),),
        words=(word("ownword"),),
        milestones=(
            Milestone("k1", "Draft to Cabinet", When(2009, 3), evidence=word("evidence"), owner="p2"),
            Milestone("k2", word.kept("milestone"), When(2009, 7), document="secret", outcome=word.kept("outcome")),
        ),
        register=(
            RegisterEntry("r1", "ICT Strategy", "main", document="strategy"),
            RegisterEntry("r2", "Contracts", "appendix", document="secret", note=word.kept("registernote")),
        ),
        glossary=(
            Term("t1", "licences", word.kept("glossary")),
            Term("t2", "library", "a house of books"),
        ),
        exemptions=(Exemption("e1", "3", word("exemptionreason"), word("publicinterest")),),
        references=(
            ReferenceText("f1", word("earliertitle"), word("earliersource"), blocks=(paragraph(word("earlier")),)),
        ),
    )


def _reviewed(word: _Words, project: Project) -> Project:
    decided = Decision("accepted", NOW, "p1", word("decision"))
    strategy = project.documents[1]
    first = strategy.sections[0]
    runs = (
        Run("Words that stay", Marks(comments=("c1",))),
        Run(f" {word('insertion')}", Marks(insertion="g1")),
        Run(" and that go", Marks(deletion="g2")),
        Run("."),
    )
    added = replace(paragraph(), runs=runs)
    first = replace(first, blocks=(*first.blocks, added), unplaced=("c2",))
    strategy = replace(strategy, sections=(first, *strategy.sections[1:]))
    host = added.id
    comment = Thread(
        "c1",
        Anchor("text", host, "stay", word("before"), word("after")),
        (Message("1", "p1", NOW, word("comment")), Message("2", "p1", NOW, word("reply"))),
        category=word("category"),
        original=word("original"),
        evidence=(word("threadevidence"), "e" * 64),
        decision=decided,
    )
    unplaced = Thread("c2", Anchor("section", first.id, word("quote")), (Message("3", "p1", NOW, word("unplaced")),))
    suggestions = {
        "g1": Suggestion("g1", "p1", NOW),
        "g2": Suggestion("g2", "p1", NOW),
        "g3": Suggestion("g3", "p1", NOW, removed=word("removed"), added=word("added"), decision=decided),
    }
    proposal = Proposal(
        "o1",
        Place("text", host, first.id),
        TextContent(runs_from(word("proposalbase"))),
        TextContent(runs_from(word("proposal"))),
        "p1",
        NOW,
        note=word("proposalnote"),
    )
    asked = Invitation("i1", "p1", opinion=word("opinion"))
    return replace(
        project,
        documents=(project.documents[0], strategy, *project.documents[2:]),
        threads={"c1": comment, "c2": unplaced},
        suggestions=suggestions,
        proposals={"o1": proposal},
        rounds=(ReviewRound("w1", word("round"), NOW, invitations=(asked,)),),
    )


def _ledger(word: _Words) -> Ledger:
    tree = "0" * 64
    return Ledger().with_entries(
        (
            Version("v1", NOW, "p1", tree, reason=word("versionnote")),
            Version("v2", NOW, "p2", tree, "0.9", "First draft"),
            SentCopy("n1", NOW, "p1", tree, 7, word("recipient"), "word"),
            Receipt("x1", NOW, "p1", "n1", word("digest"), 3),
            Publication("y1", NOW, "p1", "draft", tree, files=((word("publishedname"), tree),)),
            Clearance("z1", NOW, "p1", "strategy", "finance", "p1", tree, "refused", word("proof"), word("refusal")),
            Override("q1", NOW, "p1", "C01", "", word("override")),
            Merge("j1", NOW, word("merger"), tree, tree, tree),
        )
    )


# ---- the search


def found_in(data: bytes, wanted: frozenset[str]) -> set[str]:
    """Which of the words are in a file: in its bytes, and in all that can be unpacked from them."""
    return {word for haystack in _unpacked(data) for word in wanted if _has(haystack, word)}


def _has(haystack: bytes, word: str) -> bool:
    lowered = haystack.lower()
    return any(word.encode(code) in lowered for code in ("utf-8", "utf-16-le", "utf-16-be"))


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for info in archive.infolist():
                yield info.filename.encode() + b"\n" + info.comment + info.extra
                yield from _unpacked(archive.read(info))
                yield re.sub(rb"<[^>]*>", b"", archive.read(info))  # words that are cut by marks
    elif data.startswith(b"%PDF"):
        yield from _unpacked_pdf(data)
    elif b"<html" in data[:500]:
        yield re.sub(rb"<[^>]*>", b"", data)
    for match in re.finditer(rb"IDAT|zTXt|iTXt", data):
        yield _inflated(data[match.end() : match.end() + 4000])


def _unpacked_pdf(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                try:
                    yield each.read_bytes()
                except pikepdf.PdfError:
                    yield each.read_raw_bytes()
            yield each.unparse() if not isinstance(each, pikepdf.Stream) else repr(each).encode()
            yield from (bytes(value) for value in _strings(each))
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield page.get_textpage().get_text_range().replace("\r\n", " ").encode()
    document.close()


def _strings(value: object) -> Iterator[bytes]:
    if isinstance(value, pikepdf.String):
        yield str(value).encode()
    elif isinstance(value, pikepdf.Array):
        for each in value:
            if not getattr(each, "is_indirect", False):
                yield from _strings(each)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for _, each in value.items():
            if not getattr(each, "is_indirect", False):
                yield from _strings(each)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""
