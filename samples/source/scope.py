"""What reading one document needs to know and collects on the way."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct, field
from PIL import Image

from samples.source.inline import parse_inline
from samples.source.names import Names
from samples.source.place import Place, SourceError
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.records import Picture
from strategy_editor.model.text import Runs, clean_line


class Collected(Struct):
    """What all documents of a sample add to: names, keys of details, pictures with their bytes."""

    names: Names
    facts: list[tuple[str, Place]] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    picture_bytes: dict[str, bytes] = field(default_factory=dict)


class Scope:
    """One document file. Ids without a name of their own derive from document, section and order."""

    def __init__(self, path: Path, document: str, collected: Collected) -> None:
        self.path = path
        self.document = document
        self.collected = collected
        self.names = collected.names
        self.section = ""
        self.count = 0

    def place(self, line: int) -> Place:
        return Place(self.path.name, line)

    def enter(self, section: str) -> None:
        """What follows stands in ``section``, a readable name."""
        self.section = section
        self.count = 0

    def id(self, anchor: str, place: Place) -> str:
        """The id of the next thing: by its name where it has one, else by its order in the section."""
        if anchor:
            return self.names.give(anchor, place)
        self.count += 1
        return derived_id(self.names.sample, self.document, self.section, str(self.count))

    def runs(self, text: str, host: str, place: Place) -> Runs:
        return parse_inline(clean_line(text), host, self.names, place, self.collected.facts)

    def picture(self, name: str, place: Place) -> str:
        """The SHA-256 of a picture in the sample's folder, which is kept with the others."""
        file = (self.path.parent / name).resolve()
        if not file.is_relative_to(self.path.parent.resolve()) or not file.is_file():
            raise SourceError(place, f"there is no picture “{name}” beside this file.")
        data = file.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        with Image.open(file) as image:
            media_type = Image.MIME[image.format or ""]
            self.collected.pictures[digest] = Picture(digest, media_type, image.width, image.height, file.name)
        self.collected.picture_bytes[digest] = data
        return digest
