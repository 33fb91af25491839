"""Faults of Word files that the validators miss: bookmarks, fields, ids and relationships that do not pair up."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import PurePosixPath

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def faults(data: bytes) -> list[str]:
    """Everything that is wrong, in words; an empty list is good news."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        trees = {name: etree.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    out = [f"twice in the archive: {name}" for name, count in Counter(names).items() if count > 1]
    out += _targets(trees, set(names))
    styles = {each.get(f"{W}styleId") for each in trees["word/styles.xml"].iter(f"{W}style")}
    instances = {each.get(f"{W}numId") for each in trees["word/numbering.xml"].iter(f"{W}num")} | {"0"}
    for name, tree in trees.items():
        if not name.startswith("word/") or name.endswith(".rels"):
            continue
        out += [f"{name}: {fault}" for fault in (*_bookmarks(tree), *_fields(tree))]
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            used = {each.get(f"{W}val") for each in tree.iter(f"{W}{tag}")}
            out += [f"{name}: no style {each}" for each in used - styles]
        used = {each.get(f"{W}val") for each in tree.iter(f"{W}numId")}
        out += [f"{name}: no list {each}" for each in used - instances]
        ids = Counter(each.get("id") for each in tree.iter(f"{WP}docPr"))
        out += [f"{name}: two drawings {id}" for id, count in ids.items() if count > 1]
    return out + _references(trees)


def _targets(trees: dict[str, etree._Element], names: set[str]) -> list[str]:
    """Relationships lead to parts, and ids in use are relationships."""
    out: list[str] = []
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = PurePosixPath(name).parent.parent
        source = str(folder / PurePosixPath(name).name.removesuffix(".rels"))
        known = set()
        for each in tree:
            known.add(each.get("Id"))
            target = each.get("Target")
            if each.get("TargetMode") == "External":
                continue
            path = target.lstrip("/") if target.startswith("/") else str(folder / target)
            while "/../" in path:
                before, _, after = path.partition("/../")
                path = f"{before.rpartition('/')[0]}/{after}".lstrip("/")
            if path not in names:
                out.append(f"{name}: {path} is not there")
        if source in trees:
            tags = (f"{R}id", f"{R}embed")
            used = {each.get(tag) for each in trees[source].iter() for tag in tags if each.get(tag)}
            out += [f"{source}: no relationship {each}" for each in used - known]
    return out


def _bookmarks(tree: etree._Element) -> list[str]:
    starts = Counter(each.get(f"{W}id") for each in tree.iter(f"{W}bookmarkStart"))
    ends = Counter(each.get(f"{W}id") for each in tree.iter(f"{W}bookmarkEnd"))
    names = Counter(each.get(f"{W}name") for each in tree.iter(f"{W}bookmarkStart"))
    out = [f"bookmark {id} does not pair up" for id in starts.keys() ^ ends.keys()]
    out += [f"bookmark id {id} is there twice" for id, count in (starts + ends).items() if count > 2]
    out += [f"two bookmarks {name}" for name, count in names.items() if count > 1]
    return out + [f"long bookmark {name}" for name in names if len(name or "") > 40]


def _fields(tree: etree._Element) -> list[str]:
    depth, out = 0, []
    for each in tree.iter(f"{W}fldChar"):
        kind = each.get(f"{W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if depth < 0:
            out.append("a field ends that did not begin")
    return [*out, "a field does not end"] if depth else out


def _references(trees: dict[str, etree._Element]) -> list[str]:
    """Links and fields inside the document lead to bookmarks that are there."""
    tree = trees["word/document.xml"]
    names = {each.get(f"{W}name") for each in tree.iter(f"{W}bookmarkStart")}
    wanted = {each.get(f"{W}anchor") for each in tree.iter(f"{W}hyperlink") if each.get(f"{W}anchor")}
    notes = trees.get("word/footnotes.xml")
    for each in [*tree.iter(f"{W}instrText"), *(notes.iter(f"{W}instrText") if notes is not None else ())]:
        words = (each.text or "").split()
        if words[0] in ("REF", "PAGEREF"):
            wanted.add(words[1])
    return [f"no bookmark {name}" for name in wanted - names]
