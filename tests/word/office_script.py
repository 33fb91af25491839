"""Runs inside the Python that LibreOffice brings (never inside the tests' own): carries out jobs over UNO.

Steps: ``author NAME``, ``record true|false``, ``insert OFFSET TEXT``, ``delete OFFSET LENGTH``, ``break OFFSET``,
``bold OFFSET LENGTH``, ``delete-row TABLE ROW``, ``comment OFFSET LENGTH TEXT``, ``accept``, ``reject``. Offsets count
the characters of the text outside tables, as LibreOffice's cursor walks through it, a paragraph's end being one.
"""

import contextlib
import json
import subprocess
import sys
import time

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK  # type: ignore[import-not-found]


def value(name, content):
    out = PropertyValue()
    out.Name, out.Value = name, content
    return out


class Office:
    def __init__(self, program, profile):
        pipe = f"strategy-editor-tests-{time.time_ns()}"
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo"]
        command.append(f"--accept=pipe,name={pipe};urp;")
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        for _ in range(240):
            try:
                self.context = resolver.resolve(address)
                break
            except Exception:
                time.sleep(0.25)
        self.manager = self.context.ServiceManager
        self.desktop = self.make("com.sun.star.frame.Desktop")
        self.dispatcher = self.make("com.sun.star.frame.DispatchHelper")

    def make(self, name):
        return self.manager.createInstanceWithContext(name, self.context)

    def sign(self, name):
        provider = self.make("com.sun.star.configuration.ConfigurationProvider")
        path = value("nodepath", "/org.openoffice.UserProfile/Data")
        access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", (path,))
        given, _, surname = name.partition(" ")
        access.setPropertyValue("givenname", given)
        access.setPropertyValue("sn", surname)
        access.commitChanges()

    def job(self, job):
        document = self.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(job["source"]), "_blank", 0, (value("Hidden", True),)
        )
        for name, *rest in job["steps"]:
            self.step(document, name, *rest)
        if job.get("save"):
            document.storeToURL(uno.systemPathToFileUrl(job["save"]), (value("FilterName", "MS Word 2007 XML"),))
        shown = list(lines(document.Text))
        document.close(True)
        return shown

    def step(self, document, name, *rest):
        frame = document.CurrentController.Frame
        if name == "author":
            self.sign(rest[0])
        elif name == "record":
            document.RecordChanges = rest[0]
        elif name in ("accept", "reject"):
            command = ".uno:AcceptAllTrackedChanges" if name == "accept" else ".uno:RejectAllTrackedChanges"
            self.dispatcher.executeDispatch(frame, command, "", 0, ())
        elif name == "delete-row":
            table = document.TextTables.getByIndex(rest[0])
            table.Rows.removeByIndex(rest[1], 1)
        else:
            cursor = document.Text.createTextCursor()
            cursor.gotoStart(False)
            cursor.goRight(rest[0], False)
            self.at(document, cursor, name, *rest[1:])

    def at(self, document, cursor, name, *rest):
        text = document.Text
        if name == "insert":
            text.insertString(cursor, rest[0], False)
        elif name == "break":
            text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        else:
            cursor.goRight(rest[0], True)
            if name == "delete":
                cursor.setString("")
            elif name == "bold":
                cursor.CharWeight = 150.0
            elif name == "comment":
                note = document.createInstance("com.sun.star.text.textfield.Annotation")
                note.Content = rest[1]
                text.insertTextContent(cursor, note, True)


def lines(text):
    walk = text.createEnumeration()
    while walk.hasMoreElements():
        part = walk.nextElement()
        if part.supportsService("com.sun.star.text.TextTable"):
            for name in part.getCellNames():
                yield from lines(part.getCellByName(name))
        else:
            yield part.getString()


def main():
    office = Office(*sys.argv[1:3])
    try:
        done = [office.job(job) for job in json.load(sys.stdin)]
    finally:
        with contextlib.suppress(Exception):
            office.desktop.terminate()
        office.process.wait(60)
    json.dump(done, sys.stdout)


main()
