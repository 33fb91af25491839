"""Acronyms: given in full at their first use in each document, once, and everywhere with the same meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import in_host, reword
from strategy_editor.checks.prose import TELLING, Passage, by_section, passages
from strategy_editor.checks.rules import DocumentContext, SetContext, applicable, rule
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.language.acronyms import Acronym, Explanation, acronyms, folded_form
from strategy_editor.language.initials import spells
from strategy_editor.language.tables import terms
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Runs, cut, flat, runs_from, splice

_PHRASE = re.compile(r"[A-Z][\w’']+(?:[ -](?:(?:and|of|for|the|&|to) )?[A-Z][\w’']+){1,7}")
_CODE = re.compile(r"(?:/[A-Z]+)?[ -]?\d")


class _InSection(Struct, frozen=True):
    """The acronyms of a section, and the passages that their places count."""

    read: tuple[Passage, ...]
    found: tuple[Acronym, ...]


def _in(section: Section) -> _InSection:
    read = tuple(each for each in passages(section) if each.kind in TELLING)
    return _InSection(read, acronyms([each.text for each in read]))


_acronyms: IdentityCache[Section, _InSection] = by_section(_in)


def explained_in(section: Section) -> frozenset[str]:
    """The acronyms that the section gives in full."""
    return frozenset(each.letters for each in _acronyms(section).found if each.explanations)


class _Use(Struct):
    """What is known of an acronym in one document: where it first stands, and everything it is said to mean."""

    passage: Passage
    start: int
    explained: bool
    explanations: list[tuple[Passage, Explanation]]
    guesses: list[str]


def _uses(document: Document) -> dict[str, _Use]:
    out: dict[str, _Use] = {}
    for section in applicable(document):
        here = _acronyms(section)
        for acronym in here.found:
            if all(_is_code(here.read[place.paragraph].text, place.end) for place in acronym.uses):
                continue
            use = out.get(acronym.letters)
            if use is None:
                first = acronym.uses[0]
                use = _Use(here.read[first.paragraph], first.start, acronym.explained_at_first_use, [], [])
                out[acronym.letters] = use
            use.explanations += [(here.read[each.acronym.paragraph], each) for each in acronym.explanations]
            use.guesses += [each.full for each in acronym.full_forms]
    return out


def _is_code(text: str, end: int) -> bool:
    """Whether a number follows, as in BS 7666, SI 2008/634 or ISO/IEC 27001: the name of a standard or a law."""
    return _CODE.match(text, end) is not None


def _known(project: Project) -> frozenset[str]:
    listed = (*project.profile.words, *project.words)
    return terms().well_known_acronyms | {word for word in listed if word.isupper()}


@rule("C50", "An acronym is used before it is given in full", "warn", "document", "Language")
def undefined_acronyms(context: DocumentContext) -> Iterator[Remark]:
    """The first use in each document has the full form, unless every reader knows it."""
    if not context.is_english:
        return
    known = _known(context.project)
    for letters, use in _uses(context.document).items():
        if use.explained or letters in known:
            continue
        full = _full_form(context, letters, use)
        said = f"“{letters}” is not given in full where it is first used"
        advice = ". Say what it stands for, or add it to the words that the council uses."
        said += f": {full}." if full else advice
        yield use.passage.remark(said, letters, fix=_expansion(use, letters, full) if full else None)


def _full_form(context: DocumentContext, letters: str, use: _Use) -> str:
    """What it stands for: by the glossary, by the document itself, or by words that fit the letters."""
    for term in context.project.glossary:
        if term.term == letters and term.expansion:
            return term.expansion
    told = [each.full for _, each in use.explanations] + use.guesses
    if told:
        return told[0]
    return _spelt_out(context.document, letters)


def _spelt_out(document: Document, letters: str) -> str:
    """A full form that stands beside no acronym, somewhere in the document."""
    if len(letters) < 3 or not letters.isalpha():
        return ""
    for section in applicable(document):
        for full in _capital_phrases(section):
            if spells(letters, full.replace("&", " & ").replace("-", " ").split(), inner=False):
                return full
    return ""


def _phrases(section: Section) -> tuple[str, ...]:
    found = (match[0] for passage in passages(section) for match in _PHRASE.finditer(passage.text))
    return tuple(dict.fromkeys(found))


_capital_phrases: IdentityCache[Section, tuple[str, ...]] = by_section(_phrases)


def _expansion(use: _Use, letters: str, full: str) -> Fix | None:
    text = use.passage.text
    end = use.start + len(letters)
    if text[use.start : end] != letters or text[end : end + 1] == "s":
        return None
    return reword(f"Give {letters} in full", use.passage, use.start, letters, f"{full} ({letters})")


@rule("C51", "An acronym is explained twice, or in two ways", "warn", "set", "Language")
def contradicting_acronyms(context: SetContext) -> Iterator[Remark]:
    """One meaning throughout the set, the glossary included; and one explanation in each document."""
    meanings = {term.term: term.expansion for term in context.project.glossary if term.expansion}
    for document in context.documents:
        for letters, use in _uses(document).items():
            for place, (passage, explanation) in enumerate(use.explanations):
                meaning = meanings.setdefault(letters, explanation.full)
                if folded_form(meaning) != folded_form(explanation.full):
                    said = f"“{letters}” stands for “{explanation.full}” here, and for “{meaning}” elsewhere."
                    found = passage.remark(said, explanation.full, fix=_other_meaning(passage, explanation, meaning))
                elif place and passage.section != use.explanations[place - 1][0].section:
                    continue  # said again in another section: many readers read only that one
                elif place:
                    found = passage.remark(
                        f"“{letters}” has been explained above in this section.",
                        explanation.full,
                        fix=_shortened(passage, explanation, letters),
                    )
                else:
                    continue
                yield Remark(found.message, document.id, found.section, found.block, found.quote, found.fix)


def _other_meaning(passage: Passage, explanation: Explanation, meaning: str) -> Fix:
    return reword(f"Write {meaning}", passage, explanation.place.start, explanation.full, meaning)


def _shortened(passage: Passage, explanation: Explanation, letters: str) -> Fix | None:
    start, end = explanation.place.start, explanation.acronym.end
    if end <= start or not passage.text.startswith(")", end):
        return None
    old = passage.text[start : end + 1]

    def change(runs: Runs) -> Runs:
        if not flat(runs).startswith(old, start):
            return runs  # the same words stand elsewhere too, where they belong
        return splice(runs, start, start + len(old), runs_from(letters, cut(runs, start, start + 1)[0].marks))

    return Fix(f"Write only {letters}", in_host(passage.section, passage.host, change))
