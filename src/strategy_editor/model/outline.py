"""Outlines: what Cabinet agreed that each document should cover. Read from readable files by ``templates``."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from strategy_editor.model.blocks import LiveKind
from strategy_editor.model.section import DocumentKind, Scheme

Need = Literal["required", "conditional", "optional"]


class Prompt(Struct, frozen=True, omit_defaults=True):
    """A question that the author can tick off; never exported."""

    id: str
    text: str


class WordTarget(Struct, frozen=True, omit_defaults=True):
    """Words that are usual; both 0 where the section is drawn from details held elsewhere."""

    minimum: int = 0
    maximum: int = 0


class OutlineSection(Struct, frozen=True, omit_defaults=True):
    """A section as the outline wants it. ``term`` and ``group`` are the analyst's labels, shown only if asked for.

    ``live``: the live blocks that a new section starts with; ``role``: what the rest of the program knows it as.
    """

    id: str
    title: str
    need: Need = "required"
    condition: str = ""
    words: WordTarget = WordTarget()
    guidance: str = ""
    prompts: tuple[Prompt, ...] = ()
    figure: str = ""
    term: str = ""
    group: Literal["", "demand", "control", "supply"] = ""
    role: str = ""
    scheme: Scheme = "headings"
    live: tuple[LiveKind, ...] = ()
    children: tuple[OutlineSection, ...] = ()


class DocumentOutline(Struct, frozen=True, omit_defaults=True):
    """One kind of document in an outline.

    ``title``: what a new document is called (empty: as the whole strategy); ``advice``: what is usual beside the words,
    such as pages; ``repeatable``: authors add as many as they need, none is made at the start.
    """

    key: str
    name: str
    kind: DocumentKind
    sections: tuple[OutlineSection, ...]
    title: str = ""
    target: WordTarget = WordTarget()
    advice: str = ""
    reader: str = ""
    repeatable: bool = False


class Outline(Struct, frozen=True, omit_defaults=True):
    """A whole outline. ``source`` and ``agreed`` say whose it is and when it was agreed."""

    id: str
    name: str
    documents: tuple[DocumentOutline, ...]
    source: str = ""
    agreed: str = ""
    description: str = ""

    def document(self, key: str) -> DocumentOutline | None:
        return next((document for document in self.documents if document.key == key), None)

    def section(self, document: str, section: str) -> OutlineSection | None:
        """The outline section ``section`` of the document with this key, at any depth."""
        found = self.document(document)
        return _find(found.sections, section) if found else None


def _find(sections: tuple[OutlineSection, ...], wanted: str) -> OutlineSection | None:
    for section in sections:
        found = section if section.id == wanted else _find(section.children, wanted)
        if found is not None:
            return found
    return None
