"""Remarks that did not come in Word: read out of e-mails, notes, PDFs and tables, placed, kept with their proof."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import odfdo
import pikepdf
import pytest
from msgspec.structs import replace
from reportlab.pdfgen import canvas

from strategy_editor.foundation.errors import NotAStrategy, WrongUse
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.text import plain, runs_from
from strategy_editor.pdf.annotations import read_annotations
from strategy_editor.review.deciding import decide
from strategy_editor.review.reading_remarks import read_pasted, read_rows, split_remarks
from strategy_editor.review.taking_in import clean_number
from strategy_editor.session.export import ExportRequest, export
from strategy_editor.session.remarks import read_file, read_words, take
from strategy_editor.session.session import Session
from strategy_editor.session.worker import WorkOrder, write_order
from tests.inspection.canaries import found_in
from tests.model.values import document, project, section
from tests.review.marked import DECIDED, NOW
from tests.word.reading.test_spreadsheet import xlsx

OUTLOOK = """From: Lee Jones <lee@example.gov.uk>
Sent: 12 February 2009 10:12
To: Priya Kaur
Subject: RE: ICT Strategy

Dear Priya,

1.1 Where does this come from?
It looks old.
Para 1.2: replace “servers” with “computers”.
2.1 – this should read: “By May the council will be ready.”

Generally a good paper, but a bit long for Members to read.

Regards,
Lee

From: Priya Kaur
Sent: 10 February 2009 09:00
To: Lee Jones

1.1 this is quoted
"""


def strategy() -> Project:
    first = section(
        "One",
        Paragraph("p1", runs_from("The council is new."), numbered=True),
        Paragraph("p2", runs_from("It needs servers."), numbered=True),
        scheme="paragraphs",
    )
    second = section("Two", Paragraph("q1", runs_from("By March it is ready."), numbered=True), scheme="paragraphs")
    return project(document(first, second), people=(Person("lee", "Lee Jones"),))


def session_of(found: Project) -> Session:
    return Session(found, clock=lambda: NOW)


def test_a_pasted_mail_says_who_when_and_what() -> None:
    mail = read_pasted(OUTLOOK)
    assert (mail.person, mail.at) == ("Lee Jones", datetime(2009, 2, 12, 10, 12, tzinfo=UTC))
    assert "quoted" not in mail.text
    found = split_remarks(mail.text, mail.person, NOW)
    assert [(each.paragraph, each.text.split("\n")[0]) for each in found] == [
        ("1.1", "Where does this come from?"),
        ("1.2", "replace “servers” with “computers”."),
        ("2.1", "this should read: “By May the council will be ready.”"),
        ("", "Generally a good paper, but a bit long for Members to read."),
    ]
    assert found[0].text.endswith("It looks old.")
    assert (found[1].instead_of, found[1].wording) == ("servers", "computers")
    assert found[2].wording == "By May the council will be ready."


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("4.12 Why?", "4.12"),
        ("Paragraph 4.12: why?", "4.12"),
        ("para 4 – why?", "4"),
        ("• A3.1) Why?", "A3.1"),
        ("§ 2.3. Why?", "2.3"),
        ("2009 was a good year", ""),
        ("4.5 million pounds is a lot of money", "4.5"),
        ("3 desks are missing from this", ""),
    ],
)
def test_numbers_at_the_start_of_a_line(text: str, paragraph: str) -> None:
    (remark,) = split_remarks(text if len(text.split()) > 3 or paragraph else f"{text} indeed", "Lee", NOW)
    assert remark.paragraph == paragraph


def test_numbers_as_people_write_them() -> None:
    written = ("4.12", "para 4.12.", "Section 4.12:", "Appendix A 3.1", "a3.1")
    assert [clean_number(each) for each in written] == ["4.12", "4.12", "4.12", "A3.1", "A3.1"]


def test_a_mail_becomes_comments_and_proposals_once() -> None:
    session = session_of(strategy())
    came = read_words(OUTLOOK, "Somebody", NOW)
    taken = take(session, came)
    assert (taken.new, taken.unplaced) == (4, 1)
    after = session.project
    places = {each.anchor.target: each for each in after.threads.values()}
    asked = places["p1"]
    assert (asked.paragraph, asked.original, asked.channel) == ("1.1", "The council is new.", "email")
    assert asked.messages[0].author == "lee"
    assert session.picture(asked.evidence[0]).decode() == OUTLOOK
    assert after.pictures[asked.evidence[0]].media_type == "text/plain"
    proposals = {each.place.owner: each for each in after.proposals.values()}
    done = decide(after, [proposals["p2"].id, proposals["q1"].id], DECIDED)
    texts = [plain(block.runs) for each in done.documents[0].sections for block in each.blocks]  # type: ignore[union-attr]
    assert texts == ["The council is new.", "It needs computers.", "By May the council will be ready."]
    assert take(session, came).new == 0
    assert session.project is after
    session.undo()
    assert session.project.threads == {}


def test_a_note_for_somebody_else(tmp_path: Path) -> None:
    session = session_of(strategy())
    came = read_words("Delete “new”", "Councillor Keegan", NOW, "conversation")
    (remark,) = came.remarks
    assert remark.deletes
    take(session, replace(came, remarks=(replace(remark, paragraph="1.1"),)))
    (proposal,) = session.project.proposals.values()
    person = session.project.person(proposal.author)
    assert person is not None
    assert person.name == "Councillor Keegan"
    done = decide(session.project, [proposal.id], DECIDED)
    assert plain(done.documents[0].sections[0].blocks[0].runs) == "The council is ."  # type: ignore[union-attr]


def test_a_table_names_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "remarks.csv"
    path.write_text(
        "Ref;Reviewer;Date;Comment;Proposed wording;Category\n"
        "1.1;Ann Fry;12/02/2009;Is it new?;;Fact\n"
        "2.1;;;;By June it is ready.;\n;;;;;\n",
        encoding="utf-8",
    )
    found = read_file(path, "Lee Jones", NOW).remarks
    assert [(each.person, each.paragraph, each.category) for each in found] == [
        ("Ann Fry", "1.1", "fact"),
        ("Lee Jones", "2.1", ""),
    ]
    assert found[0].at.date() == datetime(2009, 2, 12, tzinfo=UTC).date()
    session = session_of(strategy())
    take(session, read_file(path, "Lee Jones", NOW))
    assert len(session.project.threads) == len(session.project.proposals) == 1
    with pytest.raises(WrongUse, match="says what was said"):
        read_rows([["a", "b"], ["1", "2"]], "Lee", NOW)


def test_a_spreadsheet_says_the_same_as_its_table(tmp_path: Path) -> None:
    """The OpenDocument one is made by odfdo."""
    table = tmp_path / "remarks.csv"
    lines = [
        ["Ref", "Reviewer", "Date", "Comment", "Proposed wording"],
        ["1.1", "Ann Fry", "2009-02-12", "Is it new, or “old”?", ""],
        ["2.1", "", "", "", "By June it is ready."],
    ]
    table.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    expected = read_file(table, "Lee Jones", NOW).remarks
    sheet = odfdo.Table("Remarks")
    for line in lines:
        sheet.append_row(odfdo.Row())
        sheet.set_row_values(sheet.height - 1, line)
    made = odfdo.Document("spreadsheet")
    made.body.clear()
    made.body.append(sheet)
    made.save(str(tmp_path / "remarks.ods"))
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = "".join(f"<row>{''.join(cell.format(words) for words in line)}</row>" for line in lines)
    (tmp_path / "remarks.xlsx").write_bytes(xlsx(rows))
    for name in ("remarks.ods", "remarks.xlsx"):
        assert read_file(tmp_path / name, "Lee Jones", NOW).remarks == expected, name
        session = session_of(strategy())
        assert take(session, read_file(tmp_path / name, "Lee Jones", NOW)).new == 2
        assert take(session, read_file(tmp_path / name, "Lee Jones", NOW)).new == 0


def test_a_mail_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(
        b"From: =?utf-8?q?Ann_Fr=C3=BD?= <ann@example.gov.uk>\r\nDate: Thu, 12 Feb 2009 10:12:00 +0100\r\n"
        b"Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n1.1 Why \xc2\xa35?\r\n"
    )
    (remark,) = read_file(path, "", NOW).remarks
    assert (remark.person, remark.text, remark.at.hour) == ("Ann Frý", "Why £5?", 9)
    with pytest.raises(WrongUse, match=r"Save the spreadsheet as \.xlsx or \.csv"):
        read_file(tmp_path / "remarks.xls", "", NOW)
    with pytest.raises(WrongUse, match="no file"):
        read_file(tmp_path / "gone.eml", "", NOW)


# ---- marked PDFs


def marked_pdf(**changes: object) -> bytes:
    """A page with three lines: one highlighted with a note and an answer, one struck out, and a note beside them."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(400, 400))
    page.setFont("Helvetica", 12)
    for number, line in enumerate(("The council is new.", "It needs servers.", "By March it is ready.")):
        page.drawString(50, 300 - 30 * number, line)
    page.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as opened:
        made = opened.pages[0]

        def box(top: float, left: float, right: float) -> pikepdf.Array:
            return pikepdf.Array([left, top + 11, right, top + 11, left, top - 3, right, top - 3])

        note = opened.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Highlight,
                Rect=[50, 297, 160, 311],
                QuadPoints=box(300, 49, 160),
                T="Lee Jones",
                Contents="Since when?",
                CreationDate="D:20090212101200+01'00'",
            )
        )
        answer = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 9, 9],
            T="Ann Fry",
            Contents="April",
            IRT=note,
        )
        struck = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.StrikeOut,
            Rect=[50, 267, 160, 281],
            QuadPoints=box(270, 49, 150),
            T="Lee Jones",
        )
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], Contents="no")
        made.Annots = opened.make_indirect(pikepdf.Array([note, opened.make_indirect(answer), struck, link]))
        saved = io.BytesIO()
        opened.save(saved, **changes)  # type: ignore[arg-type]
    return saved.getvalue()


def test_marks_in_a_pdf_find_their_words(tmp_path: Path) -> None:
    first, second = read_annotations(marked_pdf())
    assert (first.author, first.quote) == ("Lee Jones", "The council is new.")
    assert first.text == "Since when?\nAnn Fry: April"
    assert first.at == datetime(2009, 2, 12, 9, 12, tzinfo=UTC)
    assert (second.quote, second.deletes) == ("It needs servers.", True)
    path = tmp_path / "marked.pdf"
    path.write_bytes(marked_pdf())
    session = session_of(strategy())
    taken = take(session, read_file(path, "", NOW))
    assert (taken.new, taken.unplaced) == (2, 0)
    (thread,) = session.project.threads.values()
    assert (thread.anchor.target, thread.channel) == ("p1", "pdf")
    (proposal,) = session.project.proposals.values()
    assert proposal.place.owner == "p2"


@pytest.mark.parametrize("length", [0, 10, 200, 900])
def test_a_broken_pdf_is_refused(length: int) -> None:
    with pytest.raises(NotAStrategy):
        read_annotations(marked_pdf()[:length])


def test_a_locked_pdf_is_refused() -> None:
    locked = marked_pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(NotAStrategy, match="password"):
        read_annotations(locked)


def test_nonsense_in_annotations_does_no_harm() -> None:
    with pikepdf.open(io.BytesIO(marked_pdf())) as opened:
        opened.pages[0].Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents=5, T=pikepdf.Array([]), M="D:99999999"),
                pikepdf.Dictionary(Subtype=pikepdf.Name.Highlight, QuadPoints=pikepdf.Array([1, 2, 3])),
                pikepdf.Array([]),
                7,
            ]
        )
        out = io.BytesIO()
        opened.save(out)
    (found,) = read_annotations(out.getvalue())
    assert (found.text, found.at) == ("5", None)


def test_what_is_kept_as_proof_never_goes_out(tmp_path: Path) -> None:
    session = session_of(strategy())
    take(session, read_words("From: Zebedee Quill\n\n1.1 Zinnober needs a source.", "", NOW))
    folder = tmp_path / "order"
    folder.mkdir()
    request = ExportRequest("draft", str(tmp_path / "out"), formats=("docx", "pdf", "html"))
    order = WorkOrder(request, session.project, session.ledger, str(tmp_path / "making"), NOW)
    write_order(folder, order, session)
    assert list((folder / "pictures").iterdir()) == []
    export(session.project, session.ledger, session.picture, request, now=NOW, today=NOW.date())
    made = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert {path.suffix for path in made} == {".docx", ".pdf", ".html", ".json"}
    for path in made:
        assert found_in(path.read_bytes(), frozenset({"zebedee", "zinnober"})) == set(), path.name
