"""What must not be in a made file, found by going over the whole strategy; knows nothing of how the file was made.

This is the second, independent opinion. The manuscript leaves things out before anything is laid out; here every text
of the strategy and of its ledger is looked at again and sorted into what may be seen and what is kept back. A word is
*telling* where it occurs only in what is kept back. Of what is not for publication, five neighbouring words that stand
nowhere else are telling too. (A comment may quote the text that it is about, so its common words prove nothing.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from strategy_editor.inspection.strings import Opened, quoted, words
from strategy_editor.model.blocks import Figure, Limits
from strategy_editor.model.dates import When
from strategy_editor.model.facts import value_text
from strategy_editor.model.ledger import Ledger, Version
from strategy_editor.model.outline import OutlineSection, Prompt
from strategy_editor.model.profile import (
    CheckSetting,
    ClearanceStep,
    DeadlineRule,
    ExemptionParagraph,
    ImplicationField,
    Profile,
)
from strategy_editor.model.project import Project
from strategy_editor.model.records import (
    Exemption,
    Milestone,
    Person,
    PersonValue,
    Picture,
    ReferenceText,
    RegisterEntry,
)
from strategy_editor.model.reviews import Proposal, ReviewRound, Suggestion, Thread
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Run
from strategy_editor.templates.wording import DEFAULTS

_MONTHS = tuple(str(When(2000, month)) for month in range(1, 13))

PRODUCER = "Strategy Editor"
"""What made files may say of the program that made them."""

PHRASE = 5
"""So many neighbouring words are telling, though each of them is common."""

_SHORTEST = 4

EXEMPT = "words that are not for publication"
_KEPT_BACK: Mapping[type[Struct], Mapping[str, str]] = {
    Thread: {"": "a comment"},
    Suggestion: {"": "a suggested change"},
    Proposal: {"": "a proposal"},
    ReviewRound: {"": "the record of a review"},
    Exemption: {"reason": "the reason for an exemption", "public_interest": "the reason for an exemption"},
    Milestone: {"evidence": "the evidence for a milestone"},
    ReferenceText: {"": "an earlier text"},
    Person: {
        "name": "a name",
        "aliases": "a name",
        "telephone": "a telephone number",
        "email": "an e-mail address",
        "organisation": "an organisation",
    },
    Picture: {"name": "the name of a picture’s file"},
    Figure: {"permission": "the permission for a picture"},
    Section: {"reason": "the reason why a section does not apply", "ticks": "guidance"},
    OutlineSection: {
        "guidance": "guidance",
        "prompts": "guidance",
        "condition": "guidance",
        "figure": "guidance",
        "term": "guidance",
    },
    Prompt: {"": "guidance"},
    Profile: dict.fromkeys(
        (
            "description",
            "name",
            "words",
            "email_domains",
            "decision_verbs",
            "key_decision_pattern",
            "left_out",
            "avoid",
        ),
        "a note in the council’s settings",
    ),
    ImplicationField: {"clearance": "the record of clearance"},
    CheckSetting: {"": "a note in the council’s settings"},
    Project: {"words": "a list of words"},
    DeadlineRule: {"": "a deadline"},
    ClearanceStep: {"": "the record of clearance"},
    ExemptionParagraph: {"text": "the text of a schedule"},
}
"""Fields that no file shows (an empty name: the whole record), and what they hold, in words."""

_IDS = frozenset(
    {"id", "target", "picture", "table", "document", "owner", "section", "exemption", "meeting", "outline"}
)
"""Fields that hold ids: they are drawn by lot, tell nothing, and are kept in the place of what was taken out."""

_EXEMPT_DETAILS = frozenset({"note", "outcome", "title", "evidence"})


class Secrets(Struct, frozen=True):
    """Telling words, and telling phrases of :data:`PHRASE` words, each with what it comes from."""

    words: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]

    def look(self, opened: Opened) -> None:
        """Notes as faults what of this is in the strings of a made file."""
        for found in opened.strings:
            said = words(found.text)
            for word in said:
                if word in self.words:
                    self._tell(opened, self.words[word], word, found.place)
            for phrase in () if found.joined or not self.phrases else _phrases(said):
                if phrase in self.phrases:
                    self._tell(opened, self.phrases[phrase], " ".join(phrase), found.place)

    @staticmethod
    def _tell(opened: Opened, source: str, said: str, place: str) -> None:
        opened.fault("secrets", f"There is {source} in it: {quoted(said)}.", place)


def secrets_of(
    project: Project,
    ledger: Ledger,
    *,
    public: bool,
    gaps: bool = False,
    permissions: bool = False,
    reader: str = "",
    letterhead: Iterable[str] = (),
) -> Secrets:
    """What must not be in a file made of this strategy. ``reader``: whose copy it is; his name stands on it.

    ``public``: words that are not for publication are kept back too. ``gaps``: the reason why a section does not apply
    is printed. ``permissions``: so is by what right a picture is used. ``letterhead``: what stands on every paper.
    """
    sorted_out = _Sorter(project, public=public, gaps=gaps, permissions=permissions)
    sorted_out.walk(reader, "")
    for text in letterhead:
        sorted_out.walk(text, "")
    sorted_out.walk(project, "")
    sorted_out.walk(ledger, "")
    return sorted_out.secrets()


class _Sorter:
    """Sorts every text into what may be seen and what is kept back."""

    def __init__(self, project: Project, *, public: bool, gaps: bool, permissions: bool) -> None:
        self._project = project
        self._public = public
        self._gaps = gaps
        self._permissions = permissions
        self._exempt_documents = {each.id for each in project.documents if _is_exempt(each)}
        self._named = _people_named(project)
        self._seen: list[str] = [*DEFAULTS.values(), *self._named, *_MONTHS, PRODUCER]
        self._kept: list[tuple[str, str]] = []

    def secrets(self) -> Secrets:
        known: set[str] = set()
        phrases: set[tuple[str, ...]] = set()
        for text in self._seen:
            said = words(text)
            known.update(said)
            phrases.update(_phrases(said))
        telling: dict[str, str] = {}
        telling_phrases: dict[tuple[str, ...], str] = {}
        for text, source in self._kept:
            said = words(text)
            telling |= {word: source for word in said if word not in known and _tells(word)}
            if source == EXEMPT:
                telling_phrases |= {phrase: source for phrase in _phrases(said) if phrase not in phrases}
        return Secrets(telling, telling_phrases)

    # ---- going over everything

    def walk(self, value: Any, source: str) -> None:
        """``source`` says what the value belongs to if it is kept back, else it is empty."""
        if isinstance(value, str):
            if source:
                self._kept.append((value, source))
            else:
                self._seen.append(value)
        elif isinstance(value, Struct):
            self._walk_struct(value, source)
        elif isinstance(value, Mapping):
            for key, each in value.items():
                if source:
                    self.walk(key, source)
                self.walk(each, source)
        elif isinstance(value, tuple):
            if value and all(isinstance(each, Run) for each in value):
                self._walk_runs(value, source)
            else:
                for each in value:
                    self.walk(each, source)

    def _walk_struct(self, value: Struct, source: str) -> None:
        kept = _KEPT_BACK.get(type(value), {})
        source = source or kept.get("", "") or self._ledger_source(value)
        exempt = EXEMPT if self._public and self._is_exempt(value) else ""
        for name in value.__struct_fields__:
            inside = getattr(value, name)
            own = source or kept.get(name, "")
            if name == "blocks" and isinstance(value, Section) and value.status == "not-applicable":
                own = own or "the text of a section that does not apply"
            if exempt and self._goes(value, name):
                own = own or exempt
            if self._is_shown(value, name):
                own = source
            if name in _IDS and isinstance(inside, str):
                own = ""
            self.walk(inside, own)

    def _walk_runs(self, runs: tuple[Run, ...], source: str) -> None:
        """Neighbouring runs of one kind are one text, so that a phrase may pass from one look to another."""
        seen: list[str] = []
        kept: list[str] = []
        for run in runs:
            marks = run.marks
            own = source or (EXEMPT if self._public and marks.exemption else "")
            own = own or ("a suggested change" if marks.insertion else "")
            self.walk(marks.link, own)
            if not isinstance(run.content, str):
                self.walk(run.content, own)
                continue
            (kept if own else seen).append(run.content)
            if own and own != source:
                self._kept.append((run.content, own))
        self._seen.append("".join(seen))
        if source and kept:
            self._kept.append(("".join(kept), source))

    # ---- what is kept back

    def _is_exempt(self, value: Struct) -> bool:
        if isinstance(value, Document):
            return value.id in self._exempt_documents
        if isinstance(value, Milestone | RegisterEntry):
            return value.document in self._exempt_documents
        limits = getattr(value, "limits", None)
        return isinstance(limits, Limits) and bool(limits.exemption)

    @staticmethod
    def _goes(value: Struct, name: str) -> bool:
        """Whether this field goes with what is exempt: of a document its content, not its title, which the list of
        appendices says; of a line of the register its note alone."""
        if isinstance(value, Document):
            return name in ("sections", "cover_alternative")
        if isinstance(value, RegisterEntry):
            return name == "note"
        if isinstance(value, Milestone):
            return name in _EXEMPT_DETAILS
        return name != "limits"

    def _is_shown(self, value: Struct, name: str) -> bool:
        if isinstance(value, Person):
            return value.shown in self._named and name == "name"
        if isinstance(value, Figure):
            return name == "permission" and self._permissions
        return isinstance(value, Section) and name == "reason" and self._gaps

    def _ledger_source(self, value: Struct) -> str:
        """A version is shown by its name; all else in the ledger is for the house alone."""
        if isinstance(value, Version):
            return "" if value.name else "the note of a version"
        tagged = type(value).__module__ == Version.__module__ and not isinstance(value, Ledger)
        return "the record of what happened" if tagged else ""


def _is_exempt(document: Document) -> bool:
    return bool(document.exemption) or document.classification == "exempt"


def _people_named(project: Project) -> set[str]:
    """People whom documents name: where a detail or a list says who leads."""
    named = {value_text(project, fact.value) for fact in project.facts if isinstance(fact.value, PersonValue)}
    owners = (
        *(each.owner for each in project.milestones),
        *(each.owner for each in project.register),
        *(each.owner for each in project.documents),
    )
    for id in owners:
        person = project.person(id)
        if person is not None:
            named.add(person.post or person.name)
            named.add(person.shown)
    return named - {""}


def _tells(word: str) -> bool:
    """Short words and years are too common to tell anything."""
    if len(word) < _SHORTEST:
        return False
    return not (word.isdigit() and len(word) == 4 and "1900" <= word <= "2100")


def _phrases(said: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (said[at : at + PHRASE] for at in range(len(said) - PHRASE + 1))
