"""A reader who works in LibreOffice: opens copies, changes them, saves them. Run by the Python that LibreOffice brings.

    python3 office_reader.py PROFILE ORDERS.json

ORDERS is a list of jobs: {"source", "out", "filter", "name", "initials", "track", "acts": [[what, ...], ...]}. Every
act goes through the same doors as a key press in the window, so that tracking works as it does there; those on rows,
columns, tables and pictures go through the document itself.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.TextContentAnchorType import AS_CHARACTER
from com.sun.star.util import DateTime

WORD = "MS Word 2007 XML"


def value(name: str, what: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


class Office:
    """One running LibreOffice, with a profile of its own."""

    def __init__(self, profile: str) -> None:
        pipe = f"reader{os.getpid()}"
        self.process = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(200):
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.2)
        self.services = self.context.ServiceManager
        self.desktop = self.make("com.sun.star.frame.Desktop")
        self.dispatcher = self.make("com.sun.star.frame.DispatchHelper")

    def make(self, service: str) -> object:
        return self.services.createInstanceWithContext(service, self.context)

    def call_me(self, name: str, initials: str) -> None:
        """Says who the reader is."""
        provider = self.make("com.sun.star.configuration.ConfigurationProvider")
        node = value("nodepath", "/org.openoffice.UserProfile/Data")
        data = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", (node,))
        first, _, last = name.partition(" ")
        data.givenname, data.sn, data.initials = first, last, initials
        data.commitChanges()

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self.desktop.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Reader:
    """One open copy."""

    def __init__(self, office: Office, source: str, name: str, initials: str) -> None:
        self.office = office
        self.name, self.initials = name, initials
        url = Path(source).resolve().as_uri()
        self.document = office.desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True),))
        self.frame = self.document.CurrentController.Frame
        self.cursor = self.document.CurrentController.ViewCursor

    def do(self, command: str, *arguments: PropertyValue) -> None:
        self.office.dispatcher.executeDispatch(self.frame, f".uno:{command}", "", 0, arguments)

    def find(self, words: str):
        search = self.document.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = words, True
        found = self.document.findFirst(search)
        if found is None:
            raise LookupError(words)
        return found

    def select(self, first: str, last: str = "") -> None:
        start, stop = self.find(first), self.find(last or first)
        self.cursor.gotoRange(start.Start, False)
        self.cursor.gotoRange(stop.End, True)

    # ---- acts

    def replace(self, old: str, new: str) -> None:
        self.select(old)
        self.do("InsertText", value("Text", new))

    def insert_after(self, words: str, new: str) -> None:
        self.select(words)
        self.cursor.collapseToEnd()
        self.do("InsertText", value("Text", new))

    def insert_before(self, words: str, new: str) -> None:
        self.select(words)
        self.cursor.collapseToStart()
        self.do("InsertText", value("Text", new))

    def delete(self, words: str) -> None:
        self.select(words)
        self.do("Delete")

    def split_before(self, words: str) -> None:
        self.select(words)
        self.cursor.collapseToStart()
        self.do("InsertPara")

    def join_after(self, words: str) -> None:
        self.select(words)
        self.cursor.collapseToEnd()
        self.do("Delete")

    def paragraph_after(self, words: str, new: str) -> None:
        self.select(words)
        self.cursor.collapseToEnd()
        self.do("InsertPara")
        self.do("InsertText", value("Text", new))

    def paragraph_before(self, words: str, new: str) -> None:
        self.select(words)
        self.cursor.collapseToStart()
        self.do("InsertText", value("Text", new))
        self.do("InsertPara")

    def delete_paragraph(self, first: str, last: str = "") -> None:
        self.select(first, last)
        self.cursor.goRight(1, True)
        self.do("Delete")

    def move_paragraph(self, first: str, last: str, before: str) -> None:
        self.select(first, last)
        self.cursor.goRight(1, True)
        self.do("Cut")
        self.cursor.gotoRange(self.find(before).Start, False)
        self.do("Paste")

    def bold(self, words: str) -> None:
        self.select(words)
        self.do("Bold")

    def style(self, words: str, name: str) -> None:
        self.select(words)
        self.do("StyleApply", value("Style", name), value("FamilyName", "ParagraphStyles"))

    def _table_of(self, words: str):
        """The table that words stand in, and the place of their cell: column, row."""
        cell = self.find(words).Cell
        name = cell.CellName
        letters = name.rstrip("0123456789")
        return self.find(words).TextTable, ord(letters) - ord("A"), int(name[len(letters) :]) - 1

    def insert_row(self, words: str, *texts: str) -> None:
        table, _, row = self._table_of(words)
        table.Rows.insertByIndex(row + 1, 1)
        for column, text in enumerate(texts):
            table.getCellByPosition(column, row + 1).setString(text)

    def insert_column(self, words: str, *texts: str) -> None:
        table, column, _ = self._table_of(words)
        table.Columns.insertByIndex(column + 1, 1)
        for row, text in enumerate(texts):
            table.getCellByPosition(column + 1, row).setString(text)

    def delete_column(self, words: str) -> None:
        table, column, _ = self._table_of(words)
        table.Columns.removeByIndex(column, 1)

    def insert_table(self, words: str, *lines: list[str]) -> None:
        """A table behind a paragraph, with a paragraph of its own to stand in."""
        self.select(words)
        self.cursor.collapseToEnd()
        self.do("InsertPara")
        table = self.document.createInstance("com.sun.star.text.TextTable")
        table.initialize(len(lines), len(lines[0]))
        self.cursor.Text.insertTextContent(self.cursor.Text.createTextCursorByRange(self.cursor), table, False)
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                table.getCellByPosition(column, row).setString(text)

    def insert_picture(self, words: str, path: str) -> None:
        """A picture in a paragraph of its own, behind another one."""
        self.select(words)
        self.cursor.collapseToEnd()
        self.do("InsertPara")
        picture = self.document.createInstance("com.sun.star.text.TextGraphicObject")
        provider = self.office.make("com.sun.star.graphic.GraphicProvider")
        picture.Graphic = provider.queryGraphic((value("URL", Path(path).resolve().as_uri()),))
        picture.AnchorType = AS_CHARACTER
        self.cursor.Text.insertTextContent(self.cursor.Text.createTextCursorByRange(self.cursor), picture, False)

    def delete_row(self, words: str) -> None:
        self.select(words)
        self.do("DeleteRows")

    def comment(self, first: str, text: str, last: str = "") -> None:
        start, stop = self.find(first), self.find(last or first)
        cursor = start.Text.createTextCursorByRange(start.Start)
        cursor.gotoRange(stop.End, True)
        start.Text.insertTextContent(cursor, self._annotation(text), True)

    def point_comment(self, words: str, text: str) -> None:
        start = self.find(words)
        cursor = start.Text.createTextCursorByRange(start.Start)
        start.Text.insertTextContent(cursor, self._annotation(text), False)

    def _annotation(self, text: str):
        made = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        made.Author, made.Initials, made.Content = self.name, self.initials, text
        now, at = datetime.datetime.now(), DateTime()
        at.Year, at.Month, at.Day = now.year, now.month, now.day
        at.Hours, at.Minutes, at.Seconds = now.hour, now.minute, now.second
        made.DateTimeValue = at
        return made

    def resolve(self, text: str) -> None:
        for field in self._annotations():
            if field.Content == text:
                field.Resolved = True

    def _annotations(self):
        fields = self.document.TextFields.createEnumeration()
        while fields.hasMoreElements():
            field = fields.nextElement()
            if field.supportsService("com.sun.star.text.textfield.Annotation"):
                yield field

    def accept_all(self) -> None:
        self.do("AcceptAllTrackedChanges")

    def reject_all(self) -> None:
        self.do("RejectAllTrackedChanges")

    def track(self, on: bool) -> None:
        self.document.RecordChanges = on


def carry_out(office: Office, job: dict) -> dict:
    office.call_me(job.get("name", "Anna Reid"), job.get("initials", "AR"))
    reader = Reader(office, job["source"], job.get("name", "Anna Reid"), job.get("initials", "AR"))
    failed = []
    if "track" in job:
        reader.track(job["track"])
    for what, *arguments in job.get("acts", ()):
        try:
            getattr(reader, what)(*arguments)
        except LookupError:
            failed.append([what, *arguments])
    url = Path(job["out"]).resolve().as_uri()
    reader.document.storeToURL(url, (value("FilterName", job.get("filter", WORD)),))
    reader.document.close(True)
    return {"out": job["out"], "not_found": failed}


if __name__ == "__main__":
    running = Office(sys.argv[1])
    try:
        answers = [carry_out(running, job) for job in json.loads(Path(sys.argv[2]).read_text())]
        sys.stdout.write(json.dumps(answers))
    finally:
        running.close()
