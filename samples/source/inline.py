"""Text within a line: bold, italic, superscript, subscript, links, references, details, footnotes, other languages."""

from __future__ import annotations

from msgspec.structs import replace

from samples.source.names import Names
from samples.source.place import Place, SourceError
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.text import PLAIN, CrossReference, FactField, Footnote, Marks, Run, Runs, join

LANGUAGES = ("cy", "fr", "pl")
FORMS = ("number", "title", "number-and-title")
_PAIRED: tuple[tuple[str, dict[str, object]], ...] = (
    ("**", {"bold": True}),
    ("*", {"italic": True}),
    ("^", {"script": "superscript"}),
    ("~", {"script": "subscript"}),
)
_SPECIAL = frozenset("\\*^~[{")


def parse_inline(text: str, host: str, names: Names, place: Place, facts: list[tuple[str, Place]]) -> Runs:
    """The runs of ``text``. ``host`` is the id of what holds it; keys of details are added to ``facts``."""
    reader = _Reader(text, host, names, place, facts)
    runs = reader.until("", PLAIN)
    if reader.position < len(text):
        raise SourceError(place, f"cannot read “{text[reader.position :][:30]}”.")
    return runs


class _Reader:
    def __init__(self, text: str, host: str, names: Names, place: Place, facts: list[tuple[str, Place]]) -> None:
        self.text = text
        self.host = host
        self.names = names
        self.place = place
        self.facts = facts
        self.position = 0
        self.objects = 0

    def fail(self, message: str) -> SourceError:
        return SourceError(self.place, message)

    def next_id(self) -> str:
        self.objects += 1
        return derived_id(self.host, "inline", str(self.objects))

    def ahead(self, wanted: str) -> bool:
        return self.text.startswith(wanted, self.position)

    def taken(self, wanted: str) -> bool:
        if self.ahead(wanted):
            self.position += len(wanted)
            return True
        return False

    def until(self, stop: str, marks: Marks) -> Runs:
        """Runs up to ``stop``, which is taken; to the end where ``stop`` is empty."""
        parts: list[Runs] = []
        start = self.position
        while self.position < len(self.text):
            if stop and self.taken(stop):
                return join(*parts)
            parts.append(self.one(marks))
        if stop:
            raise self.fail(f"no closing “{stop}” after “{self.text[start:][:30]}”.")
        return join(*parts)

    def one(self, marks: Marks) -> Runs:
        """The next piece of text or object."""
        character = self.text[self.position]
        if character not in _SPECIAL:
            self.position += 1
            return (Run(character, marks),)
        if self.taken("\\"):
            self.position += 1
            return (Run(self.text[self.position - 1], marks),)
        if self.taken("^["):
            return (Run(Footnote(self.next_id(), self.until("]", marks)), PLAIN),)
        if self.taken("[[ref:"):
            return (Run(self.reference(), marks),)
        if self.taken("[["):
            raise self.fail("“[[” begins a reference: write [[ref:NAME]].")
        if self.taken("["):
            return self.link(marks)
        if self.taken("{{fact:"):
            return (Run(self.fact(), marks),)
        if self.taken("{"):
            return self.passage(marks)
        for sign, change in _PAIRED:
            if self.taken(sign):
                return self.until(sign, replace(marks, **change))
        raise self.fail(f"cannot read “{self.text[self.position :][:30]}”.")

    def raw(self, stop: str) -> str:
        end = self.text.find(stop, self.position)
        if end < 0:
            raise self.fail(f"no closing “{stop}”.")
        found = self.text[self.position : end]
        self.position = end + len(stop)
        return found.strip()

    def reference(self) -> CrossReference:
        name, _, form = self.raw("]]").partition("|")
        if form and form not in FORMS:
            raise self.fail(f"a reference has no form “{form}”; there are {', '.join(FORMS)}.")
        id = self.next_id()
        return CrossReference(id, self.names.use(name, self.place), form or "number")  # type: ignore[arg-type]

    def link(self, marks: Marks) -> Runs:
        start = self.position
        inner = self.until("]", marks)
        if not self.taken("("):
            raise self.fail(f"“[{self.text[start : self.position]}” has no address after it.")
        address = self.raw(")")
        if not address.startswith(("https://", "http://", "mailto:")):
            raise self.fail(f"“{address}” is not an address of a page or a mailbox.")
        return tuple(Run(run.content, replace(run.marks, link=address)) for run in inner)

    def fact(self) -> FactField:
        key = self.raw("}}")
        self.facts.append((key, self.place))
        return FactField(self.next_id(), key)

    def passage(self, marks: Marks) -> Runs:
        language = self.raw(":")
        if language not in LANGUAGES:
            raise self.fail(f"unknown language “{language}”; known here: {', '.join(LANGUAGES)}.")
        while self.taken(" "):
            pass
        return self.until("}", replace(marks, language=language))
