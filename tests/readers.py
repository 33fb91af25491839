"""Readers of copies: one who works in LibreOffice, and one who changes the parts of a file by a plan, as Word would.

Also what a file says with every change accepted or rejected, worked out from its raw parts, without our own reader.
"""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SCRIPT = Path(__file__).with_name("office_reader.py")
DATE = "2026-07-09T10:00:00Z"


# ---- LibreOffice


@cache
def office_python() -> str:
    """The Python that can speak to LibreOffice; a test that needs it carries the mark ``libreoffice``."""
    for name in ("/usr/bin/python3", "python3", "/Applications/LibreOffice.app/Contents/Resources/python"):
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return found
    pytest.skip("needs the Python of LibreOffice (python3-uno)")


def in_office(jobs: list[dict[str, object]]) -> None:
    """Has LibreOffice carry out jobs (see ``office_reader``), all in one start; each may take some seconds."""
    with tempfile.TemporaryDirectory(prefix="office-reader-") as place:
        orders = Path(place) / "orders.json"
        orders.write_text(json.dumps(jobs))
        command = [office_python(), str(SCRIPT), str(Path(place) / "profile"), str(orders)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180 + 10 * len(jobs), check=False)
        assert done.returncode == 0, done.stderr
        answers = json.loads(done.stdout)
    assert not any(answer["not_found"] for answer in answers), answers


# ---- raw parts


def body_of(data: bytes) -> etree._Element:
    """The body of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")


def with_parts(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The file with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            copy.writestr(info.filename, changes.get(info.filename) or archive.read(info))
        for name, body in changes.items():
            if name not in archive.namelist():
                copy.writestr(name, body)
    return out.getvalue()


def with_body(data: bytes, body: etree._Element) -> bytes:
    """The file with another body."""
    return with_parts(data, {"word/document.xml": etree.tostring(body.getroottree().getroot())})


def without_bookmarks(data: bytes) -> bytes:
    """The file as a program leaves it that keeps no bookmarks."""
    names = ("word/document.xml", "word/footnotes.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in names if name in archive.namelist()}
    return with_parts(
        data, {name: re.sub(rb"<w:bookmark(Start|End)[^>]*/>", b"", part) for name, part in parts.items()}
    )


def seen(data: bytes, view: str) -> list[str]:
    """The paragraphs with words, with every change accepted or rejected; worked out as Word's own rules say.

    The contents list, which the program writes, is left out, and so are the places that wait for text.
    """
    body = body_of(data)
    gone = "del" if view == "accepted" else "ins"
    moved = {"del": ("moveFrom", "moveTo"), "ins": ("moveTo", "moveFrom")}[gone]
    out: list[str] = []
    for row in [each for each in body.iter(f"{W}tr") if each.find(f"{W}trPr/{W}{gone}") is not None]:
        row.getparent().remove(row)
    for cell in [each for each in body.iter(f"{W}tc") if each.find(f"{W}tcPr/{W}cell{gone.capitalize()}") is not None]:
        cell.getparent().remove(cell)
    text = ""
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and (style.get(f"{W}val") or "").lower().startswith(("toc", "contents", "gap")):
            continue
        for run in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br"):
            around = {etree.QName(each).localname for each in run.iterancestors() if each.tag.startswith(W)}
            if around & {gone, moved[0]}:
                continue
            text += (run.text or "") if run.tag in (f"{W}t", f"{W}delText") else " "
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and mark.find(f"{W}{gone}") is not None and paragraph.getnext() is not None:
            continue
        out.append(" ".join(text.split()))
        text = ""
    out.append(" ".join(text.split()))
    return [each for each in out if each]


def count_changes(data: bytes) -> int:
    """How many tracked changes the raw parts hold."""
    kinds = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
    return sum(1 for each in body_of(data).iter(*(f"{W}{kind}" for kind in kinds)))


def count_comments(data: bytes) -> int:
    """How many comments the raw parts hold."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/comments.xml" not in archive.namelist():
            return 0
        return len(etree.fromstring(archive.read("word/comments.xml")))


# ---- a reader with a plan


class PaperReader:
    """Changes the body of a copy at random places, tracked or silently, in one name."""

    def __init__(self, data: bytes, seed: int, name: str = "Anna Reid") -> None:
        self.random = random.Random(seed)
        self.data = data
        self.name = name
        self.body = body_of(data)
        self._ids = 5000
        self._words = 0

    def file(self) -> bytes:
        """The file as it is now."""
        return with_body(self.data, self.body)

    # ---- acts

    def work(self, count: int, *, tracked: bool, acts: tuple[str, ...] = ()) -> None:
        """Makes so many changes."""
        every: dict[str, Callable[[bool], None]] = {
            "insert": self.insert,
            "delete": self.delete,
            "replace": self.replace,
            "new": self.new_paragraph,
            "remove": self.remove_paragraph,
            "split": self.split,
            "join": self.join,
            "bold": self.bold,
        }
        for _ in range(count):
            every[self.random.choice(acts or tuple(every))](tracked)

    def insert(self, tracked: bool) -> None:
        run = self._plain_run()
        if run is not None:
            first, second = self._cut(run)
            self._put_after(first, self._run(self._new_words(), like=run), "ins", tracked)
            del second

    def delete(self, tracked: bool) -> None:
        run = self._plain_run()
        if run is not None:
            _, middle = self._cut(run)
            self._take(middle, tracked)

    def replace(self, tracked: bool) -> None:
        run = self._plain_run()
        if run is not None:
            _, middle = self._cut(run)
            new = self._run(self._new_words(), like=middle)
            self._put_after(middle, new, "ins", tracked)
            self._take(middle, tracked)

    def bold(self, tracked: bool) -> None:
        run = self._plain_run()
        if run is None:
            return
        _, middle = self._cut(run)
        properties = middle.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            middle.insert(0, properties)
        if properties.find(f"{W}b") is not None or properties.find(f"{W}rPrChange") is not None:
            return
        before = deepcopy(properties)
        place = sum(etree.QName(each).localname in ("rStyle", "rFonts") for each in properties)
        properties.insert(place, etree.Element(f"{W}b"))
        if tracked:
            change = self._mark("rPrChange")
            change.append(before)
            properties.append(change)

    def new_paragraph(self, tracked: bool) -> None:
        paragraph = self._paragraph()
        new = etree.Element(f"{W}p")
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            kept = deepcopy(properties)
            for each in kept.findall(f"{W}sectPr") + kept.findall(f"{W}rPr") + kept.findall(f"{W}pPrChange"):
                kept.remove(each)
            new.append(kept)
        run = self._run(f"{self._new_words().strip().capitalize()}.")
        if tracked:
            self._mark_break(new, "ins")
            around = self._mark("ins")
            around.append(run)
            new.append(around)
        else:
            new.append(run)
        paragraph.addnext(new)

    def remove_paragraph(self, tracked: bool) -> None:
        paragraph = self._paragraph(removable=True)
        if paragraph is None:
            return
        if not tracked:
            paragraph.getparent().remove(paragraph)
            return
        for run in [each for each in paragraph.iter(f"{W}r") if each.getparent().tag != f"{W}del"]:
            self._take(run, True)
        self._mark_break(paragraph, "del")

    def split(self, tracked: bool) -> None:
        run = self._plain_run(body_only=True)
        if run is None:
            return
        first, second = self._cut(run)
        paragraph = first.getparent()
        if paragraph.tag != f"{W}p" or paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is not None:
            return
        new = etree.Element(f"{W}p")
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            new.append(deepcopy(properties))
        following = [second, *second.itersiblings()]
        for each in following:
            new.append(each)
        paragraph.addnext(new)
        for each in paragraph.findall(f"{W}pPr/{W}sectPr"):
            each.getparent().remove(each)
        ends = {each.get(f"{W}id"): each for each in new.iter(f"{W}bookmarkEnd")}
        for start in paragraph.iter(f"{W}bookmarkStart"):
            if start.get(f"{W}id") in ends:
                paragraph.append(ends[start.get(f"{W}id")])
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None:
            mark.getparent().remove(mark)
        if tracked:
            self._mark_break(paragraph, "ins")

    def join(self, tracked: bool) -> None:
        paragraph = self._paragraph(removable=True)
        following = paragraph.getnext() if paragraph is not None else None
        if paragraph is None or following is None or following.tag != f"{W}p" or not self._is_text(following):
            return
        if self._is_heading(following):
            return
        if paragraph.find(f"{W}pPr/{W}rPr") is not None:
            return
        if tracked:
            self._mark_break(paragraph, "del")
            return
        for each in list(following):
            if each.tag != f"{W}pPr":
                paragraph.append(each)
        following.getparent().remove(following)

    # ---- places

    def _is_text(self, paragraph: etree._Element) -> bool:
        return any(
            (each.get(f"{W}name") or "").startswith("_blk_") for each in paragraph.iter(f"{W}bookmarkStart")
        ) and not any(True for _ in paragraph.iter(f"{W}fldChar", f"{W}drawing"))

    def _texts(self) -> list[etree._Element]:
        return [each for each in self.body.iter(f"{W}p") if self._is_text(each)]

    def _paragraph(self, removable: bool = False) -> etree._Element | None:
        found = [each for each in self._texts() if each.getparent() is self.body]
        if removable:
            found = [each for each in found if each.find(f"{W}pPr/{W}sectPr") is None and not self._is_heading(each)]
            return self.random.choice(found) if found else None
        return self.random.choice(found)

    def _is_heading(self, paragraph: etree._Element) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style is not None and (style.get(f"{W}val") or "").lower().startswith(("heading", "caption", "box"))

    def _plain_run(self, body_only: bool = False) -> etree._Element | None:
        runs = [
            run
            for paragraph in self._texts()
            if not body_only or (paragraph.getparent() is self.body and not self._is_heading(paragraph))
            for run in paragraph.findall(f"{W}r")
            if len(run.findall(f"{W}t")) == 1 and len("".join(run.itertext()).split()) > 2 and len(run) <= 2
        ]
        return self.random.choice(runs) if runs else None

    # ---- pieces

    def _new_words(self) -> str:
        self._words += 1
        return f" {self.random.choice(('wholly', 'new', 'added', 'other'))} words {self._words}{self.name[0]} "

    def _run(self, text: str, like: etree._Element | None = None) -> etree._Element:
        run = etree.Element(f"{W}r")
        if like is not None and like.find(f"{W}rPr") is not None:
            kept = deepcopy(like.find(f"{W}rPr"))
            for each in kept.findall(f"{W}rPrChange"):
                kept.remove(each)
            run.append(kept)
        words = etree.SubElement(run, f"{W}t")
        words.text = text
        words.set(XML_SPACE, "preserve")
        return run

    def _cut(self, run: etree._Element) -> tuple[etree._Element, etree._Element]:
        """Cuts a run in three at spaces; gives the first part and the middle one, which has words."""
        text = run.find(f"{W}t").text
        spaces = [match.start() for match in re.finditer(r"(?<=\S) (?=\S)", text)]
        start = self.random.choice(spaces[:-1]) + 1
        stop = self.random.choice([place for place in spaces if place > start])
        parts = [text[:start], text[start:stop], text[stop:]]
        made = []
        for part in parts:
            new = deepcopy(run)
            new.find(f"{W}t").text = part
            new.find(f"{W}t").set(XML_SPACE, "preserve")
            made.append(new)
        for new in made:
            run.addprevious(new)
        run.getparent().remove(run)
        return made[0], made[1]

    def _put_after(self, place: etree._Element, run: etree._Element, tag: str, tracked: bool) -> None:
        if tracked:
            around = self._mark(tag)
            around.append(run)
            run = around
        place.addnext(run)

    def _take(self, run: etree._Element, tracked: bool) -> None:
        if not tracked:
            run.getparent().remove(run)
            return
        for words in run.findall(f"{W}t"):
            words.tag = f"{W}delText"
        around = self._mark("del")
        run.addprevious(around)
        around.append(run)

    def _mark(self, tag: str) -> etree._Element:
        self._ids += 1
        made = etree.Element(f"{W}{tag}")
        made.set(f"{W}id", str(self._ids))
        made.set(f"{W}author", self.name)
        made.set(f"{W}date", DATE)
        return made

    def _mark_break(self, paragraph: etree._Element, tag: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        mark = properties.find(f"{W}rPr")
        if mark is None:
            mark = etree.Element(f"{W}rPr")
            place = next((index for index, each in enumerate(properties) if each.tag == f"{W}sectPr"), len(properties))
            properties.insert(place, mark)
        mark.insert(0, self._mark(tag))
