"""What is needed to draw one document: its numbers, what references say, what details say, what is shown at all."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from msgspec.structs import replace

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.manuscript.editions import Edition, Part
from strategy_editor.manuscript.exempt import exempt_ids, public_project
from strategy_editor.manuscript.items import Alteration, Inline, Inlines, Note, Span
from strategy_editor.manuscript.plain import plain_text
from strategy_editor.manuscript.shown import shown_document
from strategy_editor.model.blocks import Change, TextBlock
from strategy_editor.model.facts import fact_text
from strategy_editor.model.ledger import Version
from strategy_editor.model.numbering import Numbers, numbers
from strategy_editor.model.project import Project
from strategy_editor.model.references import Target, document_targets, reference_text
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import rejected
from strategy_editor.model.text import CrossReference, FactField, Footnote, Run, Runs
from strategy_editor.review.consequences import settled_project
from strategy_editor.templates.wording import Wording

_settled: IdentityCache[Project, Project] = IdentityCache(lambda project: settled_project(project, rejected), 4)
"""A set with its suggestions rejected: the same for each of its documents."""


class Drawing:
    """One document of one edition.

    ``whole`` is the set with suggestions rejected and the standing words of the document's language: numbers come from
    it. ``project`` is what this part may say of the set. ``document`` is what this edition shows of the document.
    """

    def __init__(
        self,
        project: Project,
        document: Document,
        edition: Edition,
        part: Part,
        *,
        version: str,
        versions: tuple[Version, ...],
        today: date,
    ) -> None:
        self.edition = edition
        self.part = part
        self.version = version
        self.versions = versions
        self.today = today
        self.wording = Wording(project.profile, document.language)
        profile = replace(project.profile, wording=dict(self.wording.words))
        self.whole = replace(_settled(project), profile=profile)
        self.project = public_project(self.whole, self.wording) if part == "public" else self.whole
        stripped = self.project.document(document.id)
        full = self.whole.document(document.id)
        assert stripped is not None
        assert full is not None
        self.numbers: Numbers = numbers(self.whole, full)
        self.document = shown_document(self.project, stripped, full, edition)
        self.letter = project.letter(document)

    def role(self, section: Section) -> str:
        """What the outline knows the section as."""
        wanted = self.project.outline_section(self.document, section)
        return wanted.role if wanted else ""

    # ---- text

    def inlines(self, runs: Runs, *, bold: bool = False) -> Inlines:
        """Runs as spans and notes; ``bold`` for all of them."""
        out: list[Inline] = []
        for run in runs:
            marks = run.marks
            content = run.content
            if isinstance(content, str):
                out.append(self._span(content, run, bold))
            elif isinstance(content, FactField):
                fact = fact_text(self.project, self.document, content.key)
                text = fact.text if fact.known else self.wording("gap.detail", label=fact.label)
                out.append(self._span(text, run, bold, gap=not fact.known))
            elif isinstance(content, Footnote):
                number = self.numbers.footnotes.get(content.id, 0)
                body = tuple(each for each in self.inlines(content.body) if isinstance(each, Span))
                out.append(Note(content.id, number, body, self._alteration(run)))
            else:
                out.extend(self._reference(content, Run("", marks), bold))
        return tuple(out)

    def _span(self, text: str, run: Run, bold: bool, *, gap: bool = False) -> Span:
        marks = run.marks
        return Span(
            text,
            marks.bold or bold,
            marks.italic,
            marks.script,
            marks.link,
            language=marks.language,
            gap=gap,
            comments=marks.comments if self.edition.comes_back else (),
            change=self._alteration(run),
        )

    def _alteration(self, run: Run) -> Alteration:
        if not self.edition.comes_back:
            return ""
        return "inserted" if run.marks.insertion else "deleted" if run.marks.deletion else ""

    def alteration(self, block: TextBlock) -> Alteration:
        """Whether the whole paragraph came or went since the reader's last copy."""
        return self.altered(block.ending)

    def altered(self, change: Change) -> Alteration:
        """Whether something that is no words, such as a row, came or went."""
        if not self.edition.comes_back:
            return ""
        return "inserted" if change.insertion else "deleted" if change.deletion else ""

    def plain(self, runs: Runs) -> str:
        """The words as a reader sees them, without notes."""
        return plain_text(self.inlines(runs))

    # ---- references

    @cached_property
    def _full_targets(self) -> dict[str, Target]:
        """Every target of the set, with numbers, whether or not this part may show it."""
        return {target.id: target for document in self.whole.documents for target in self._targets(document, document)}

    @cached_property
    def _allowed_targets(self) -> dict[str, Target]:
        """The targets whose titles this part may say, in other documents too."""
        pairs = zip(self.whole.documents, self.project.documents, strict=True)
        return {target.id: target for full, allowed in pairs for target in self._targets(full, allowed)}

    def _targets(self, full: Document, allowed: Document) -> list[Target]:
        drawn = self.numbers if full.id == self.document.id else numbers(self.whole, full)
        return list(document_targets(self.project, allowed, drawn))

    @cached_property
    def _shown_ids(self) -> frozenset[str]:
        """What can be linked to: the targets that are in this document as it is shown."""
        return frozenset(target.id for target in document_targets(self.project, self.document, self.numbers))

    @cached_property
    def _hidden_ids(self) -> frozenset[str]:
        return exempt_ids(self.whole) if self.part == "public" else frozenset()

    def is_hidden(self, id: str) -> bool:
        """Whether the section or block with this id is not for publication, as a whole, and this is the public part."""
        return id in self._hidden_ids

    def _reference(self, reference: CrossReference, like: Run, bold: bool) -> tuple[Span, ...]:
        """A live number within its words, linked; of what is not for publication the number alone, unlinked."""
        if self.is_hidden(reference.target):
            return (self._hidden_reference(reference, like, bold),)
        found = self._allowed_targets.get(reference.target)
        text = reference_text(self.project, self.document, reference, found)
        plain = self._span(text, like, bold, gap=found is None)
        if found is None or found.document != self.document.id or found.id not in self._shown_ids:
            return (plain,)
        marks = {
            "bold": plain.bold,
            "italic": plain.italic,
            "script": plain.script,
            "target": found.id,
            "comments": plain.comments,
            "change": plain.change,
        }
        if reference.form == "title" or not found.number:
            return (Span(text, **marks, reference="title"),)  # type: ignore[arg-type]
        kind = "caption" if found.kind in ("table", "figure") else "number"
        number = Span(self._number_words(text, found.number), **marks, reference=kind, number=found.number)  # type: ignore[arg-type]
        if reference.form == "number" or number.text == text:
            return (number,)
        between, title = text[len(number.text) : -len(found.title)] if found.title else "", found.title
        return (number, Span(between, **marks), Span(title, **marks, reference="title"))  # type: ignore[arg-type]

    @staticmethod
    def _number_words(text: str, number: str) -> str:
        """The words up to the number: ``section 3.1`` of ``section 3.1, Costs``."""
        return text[: text.index(number) + len(number)]

    def _hidden_reference(self, reference: CrossReference, like: Run, bold: bool) -> Span:
        found = self._full_targets.get(reference.target)
        if found is None or not found.number:
            return self._span(self.wording("exempt.inline"), like, bold)
        by_number = CrossReference(reference.id, reference.target)
        return self._span(reference_text(self.project, self.document, by_number, found), like, bold)

    # ---- details

    def value(self, key: str, *, bold: bool = False) -> tuple[Inlines, bool]:
        """What a detail says and whether it is known, for a pair that already has its label."""
        fact = fact_text(self.project, self.document, key)
        text = fact.text if fact.known else self.wording("gap.value")
        return (Span(text, bold=bold, gap=not fact.known),), fact.known
