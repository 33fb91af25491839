"""Paper from the window: copies to write on, and printing."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from strategy_editor import pdf
from strategy_editor.app import printing as printing_module
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.making import PenDialog
from strategy_editor.app.printing import Pages, Printing
from strategy_editor.app.theme import Theme
from tests.pdf.making import SHELF
from tests.pdf.manuscripts import everything

WAIT = 60_000


@pytest.mark.long
def test_a_copy_to_write_on_is_made_and_remembered(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = PenDialog(desk, tmp_path / "papers")
    qtbot.addWidget(dialog)
    dialog.accept()
    assert "Who is it for?" in dialog.fault.text()
    number = dialog.number.value()
    dialog.reader.setText("Cllr Wood")
    with qtbot.waitSignal(dialog.made, timeout=WAIT):
        dialog.accept()
    qtbot.waitUntil(lambda: not dialog._work.running)  # type: ignore[union-attr]
    (made,) = list((tmp_path / "papers").rglob("*.pdf"))
    with pypdfium2.PdfDocument(made) as opened:
        foot = opened[1].get_textpage().get_text_bounded()
    assert f"Copy {number}, for Cllr Wood" in foot
    entry = desk.session.ledger.sent_copies[-1]
    assert (entry.number, entry.form, entry.documents) == (number, "paper", (desk.document_id,))
    person = desk.project.person(entry.person)
    assert person is not None
    assert person.shown == "Cllr Wood"
    again = PenDialog(desk, tmp_path)
    qtbot.addWidget(again)
    assert again.number.value() == number + 1
    assert again.copy.return_by == date(2009, 2, 20)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def file_printer(path: Path, first: int = 0, last: int = 0) -> QPrinter:
    """A printer that writes into a file."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    if first:
        printer.setFromTo(first, last)
    return printer


def ink(data: bytes) -> list[tuple[bool, float]]:
    """For each page whether it lies on its side, and how much of it is dark."""
    found = []
    with pypdfium2.PdfDocument(data) as opened:
        for page in opened:
            picture = page.render(scale=0.4).to_pil().convert("L")
            dark = sum(picture.histogram()[:200]) / (picture.width * picture.height)
            found.append((picture.width > picture.height, dark))
    return found


def test_every_page_is_printed_as_it_is(desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    out = io.BytesIO()
    pdf.write(everything(SHELF), SHELF, out)
    path = tmp_path / "printed.pdf"
    printing = Printing(desk, "draft", window)
    with qtbot.waitSignal(printing.ended, timeout=WAIT) as told:
        printing.print_on(file_printer(path), Pages(out.getvalue()))
    asked, printed = ink(out.getvalue()), ink(path.read_bytes())
    assert told.args == [f"Sent {len(asked)} pages to the printer."]
    assert [lies for lies, _ in printed] == [lies for lies, _ in asked]
    assert any(lies for lies, _ in asked)
    assert [dark for _, dark in printed] == pytest.approx([dark for _, dark in asked], abs=0.05)


@pytest.mark.long
def test_some_pages_alone_can_be_printed(desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    out = io.BytesIO()
    pdf.write(everything(SHELF), SHELF, out)
    path = tmp_path / "printed.pdf"
    printing = Printing(desk, "draft", window)
    with qtbot.waitSignal(printing.ended, timeout=WAIT):
        printing.print_on(file_printer(path, 2, 3), Pages(out.getvalue()))
    assert len(ink(path.read_bytes())) == 2


@pytest.mark.long
def test_the_pages_are_made_before_the_printer_is_asked_for(
    desk: Desk, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []

    class Refused:
        def __init__(self, printer: QPrinter, parent: QWidget) -> None:
            seen.append((printer.fromPage(), printer.toPage()))

        def setMinMax(self, first: int, last: int) -> None:
            seen.append((first, last))

        def exec(self) -> int:
            return 0

    monkeypatch.setattr(printing_module, "QPrintDialog", Refused)
    printing = Printing(desk, "draft", window)
    with qtbot.waitSignal(printing.ended, timeout=WAIT) as told:
        printing.begin()
    assert told.args == [""]
    assert seen[0] == seen[1]
    assert seen[0][1] > 20
