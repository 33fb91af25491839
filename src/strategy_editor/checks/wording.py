"""Language: sentences that can be read, plain words, right spelling, one way of writing things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Lock

from msgspec.structs import replace

from strategy_editor.checks.acronyms import explained_in
from strategy_editor.checks.finding import Change, Fix, Remark, Severity
from strategy_editor.checks.fixes import in_host, nearest, reword
from strategy_editor.checks.prose import (
    Passage,
    begins_sentence,
    by_passage,
    by_section,
    clip,
    matches,
    passages,
    running,
)
from strategy_editor.checks.rules import READY, SectionContext, SetContext, applicable, rule
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.language.known_words import KnownWords, known_words
from strategy_editor.language.reading import Reading, reading
from strategy_editor.language.sentences import sentences
from strategy_editor.language.speller import Spellers
from strategy_editor.language.style import HintKind, StyleHint, WordTable, style_hints, unfit_row, word_table
from strategy_editor.language.words import plain as plain_form
from strategy_editor.language.words import words as word_spans
from strategy_editor.model.dates import MONTHS
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.section import Section
from strategy_editor.model.text import Runs, flat, with_marks
from strategy_editor.model.tree import RunsChange

_HARDEST_GRADE = 12.0
_HARDEST_FOR_ALL = 10.0
"""Grades above which a section is hard to read: any, and those that everybody reads (foreword, summary)."""

_FOR_ALL = frozenset(("foreword", "summary"))
_FEWEST_WORDS = 100
"""Words below which a reading level says little."""

_WORDS_SHOWN = 5
_FEWEST_FOREIGN = 3
_MOSTLY = 0.4
"""Of the words of a sentence: so many are Welsh and not English where the sentence is Welsh."""

_spellers = Spellers()
_one_at_a_time = Lock()
"""The dictionary is a library that two threads must not use at once."""


def load_dictionary() -> None:
    """Loads the English dictionary, which takes a fifth of a second: whoever must not wait has it done elsewhere."""
    with _one_at_a_time:
        _spellers.for_language("en-GB").load()


# ---- sentences


def _own_sentences(section: Section) -> tuple[Passage, ...]:
    """What is read as sentences, without quotations: nobody may put better words into another's mouth."""
    return tuple(each for each in running(section) if each.kind != "quotation")


def _reading(section: Section) -> tuple[tuple[Passage, ...], Reading]:
    read = _own_sentences(section)
    return read, reading([passage.text for passage in read])


_readings: IdentityCache[Section, tuple[tuple[Passage, ...], Reading]] = by_section(_reading)


@rule("C52", "A sentence is long", "note", "section", "Language")
def long_sentences(context: SectionContext) -> Iterator[Remark]:
    """Over 25 words a sentence is long; over 35 it wants cutting."""
    if not context.is_english:
        return
    read, found = _readings(context.section)
    for sentence in found.long_sentences:
        passage, place = read[sentence.place.paragraph], sentence.place
        quote = passage.text[place.start : place.end]
        advice = "Cut it in two." if sentence.very_long else "Could it be two?"
        severity: Severity = "warn" if sentence.very_long else "note"
        said = f"This sentence has {sentence.words} words: “{clip(quote)}”. {advice}"
        yield passage.remark(said, quote, severity=severity)


@rule("C53", "A section is hard to read", "note", "section", "Language", quiet=True)
def reading_level(context: SectionContext) -> Iterator[Remark]:
    """Flesch-Kincaid by section, with the words that make it hard."""
    if not context.is_english:
        return
    found = _hard(context)
    if found is not None:
        hard = ", ".join(word.word for word in found.hard_words[:_WORDS_SHOWN])
        advice = f" Long words are the reason: {hard}." if hard else ""
        yield Remark(f"People of {found.age} and over can read this section.{advice}")


def _hard(context: SectionContext) -> Reading | None:
    """The reading level of a section that is hard to read; None for one that is not, or is too short to say."""
    _, found = _readings(context.section)
    limit = _HARDEST_FOR_ALL if context.role in _FOR_ALL else _HARDEST_GRADE
    return found if found.words >= _FEWEST_WORDS and found.grade > limit else None


# ---- words


def _style(section: Section) -> tuple[tuple[Passage, StyleHint], ...]:
    read = (passage for passage in passages(section) if passage.kind in _READ_FOR_STYLE)
    return tuple((passage, hint) for passage in read for hint in _hints_in(passage))


_hints_in: IdentityCache[Passage, tuple[StyleHint, ...]] = by_passage(lambda passage: tuple(style_hints(passage.text)))


_READ_FOR_STYLE = frozenset(("paragraph", "item", "footnote"))
_style_of: IdentityCache[Section, tuple[tuple[Passage, StyleHint], ...]] = by_section(_style)


def _hints(context: SectionContext, *kinds: HintKind) -> Iterator[tuple[Passage, StyleHint]]:
    """The shipped hints of these kinds for the section's text."""
    if context.is_english:
        yield from (each for each in _style_of(context.section) if each[1].kind in kinds)


def _ways(hint: StyleHint) -> str:
    """What to say instead, the ways parted by “or”; empty where the words are best left out."""
    return " or ".join(f"“{each}”" for each in hint.suggestions if each)


def _better(passage: Passage, hint: StyleHint) -> Fix | None:
    """Puts the best word in its place; left out, the space beside it goes too."""
    if not hint.suggestions:
        return None
    best, old, start = hint.suggestions[0], hint.text, hint.start
    if best:
        return reword(f"Write “{best}”", passage, start, old, best)
    after = passage.text[hint.end : hint.end + 1] == " "
    if after and hint.start == 0:
        return None
    return reword(f"Leave out “{old}”", passage, start, old + " " if after else old, "")


@rule("C54", "A plainer word would do", "note", "section", "Language", quiet=True)
def plain_words(context: SectionContext) -> Iterator[Remark]:
    """Jargon, Latin, what the council avoids; where a section is hard to read, long words that have a short one."""
    kinds: tuple[HintKind, ...] = ("jargon", "latin", "plain") if _hard(context) else ("jargon", "latin")
    for passage, hint in _hints(context, *kinds):
        if _is_in_a_name(passage.text, hint):
            continue
        ways = _ways(hint)
        said = f"“{hint.text}”: say {ways}." if ways else f"“{hint.text}” can be left out."
        yield passage.remark(said, hint.text, fix=_better(passage, hint))
    own = _avoided(context.project.profile)
    for passage, hint in _own_hints(context, own) if own else ():
        ways = _ways(hint)
        said = f"The council avoids “{hint.text}”" + (f" and says {ways}." if ways else ".")
        yield passage.remark(said, hint.text, fix=_better(passage, hint))


def _is_in_a_name(text: str, hint: StyleHint) -> bool:
    """Whether it is the word of a title or name, which stays: a capital where no sentence begins."""
    return hint.text[:1].isupper() and not hint.text.isupper() and not begins_sentence(text, hint.start)


def _own_hints(context: SectionContext, own: WordTable) -> Iterator[tuple[Passage, StyleHint]]:
    read = (passage for passage in context.passages if passage.kind in _READ_FOR_STYLE)
    return ((passage, hint) for passage in read for hint in style_hints(passage.text, table=own))


def _table(profile: Profile) -> WordTable | None:
    """What the council avoids; a row that does not fit together avoids nothing, and a rule about settings says so."""
    rows = {words: say.strip() or "-" for words, say in profile.avoid.items() if not unfit_row(words, say)}
    return word_table({"jargon": rows}) if rows else None


_avoided: IdentityCache[Profile, WordTable | None] = IdentityCache(_table, 8)


_PASSIVE = re.compile(
    r"\b(?:it (?:is|be) (?:proposed|recommended|suggested)|(?:approval|agreement|authority|consideration) "
    r"(?:is|be|being) (?:given|granted|sought)|be (?:approved|agreed|endorsed|adopted|noted))\b",
    re.IGNORECASE,
)


@rule("C55", "Nobody is said to act", "note", "section", "Language")
def ownerless(context: SectionContext) -> Iterator[Remark]:
    """“It will be ensured that”: who does it? And a recommendation in the passive: who decides?"""
    if context.role == "recommendations":
        for passage, match in matches(_own_sentences(context.section), _PASSIVE):
            yield passage.remark(f"“{match[0]}” hides who decides. Begin with the decision itself.", match[0])
    for passage, hint in _hints(context, "ownerless"):
        yield passage.remark(f"“{hint.text}” hides who acts: {hint.advice}.", hint.text)


class _Spelt:
    """Places of words that no dictionary knows in one passage, by language, as long as the known words are these."""

    def __init__(self, _passage: Passage) -> None:
        self.known: KnownWords | None = None
        self.found: dict[str, tuple[tuple[int, int], ...]] = {}


_spelt: IdentityCache[Passage, _Spelt] = by_passage(_Spelt)


def _misspelt(passage: Passage, language: str, known: KnownWords) -> tuple[tuple[int, int], ...]:
    with _one_at_a_time:
        spelt = _spelt(passage)
        if spelt.known is not known:
            spelt.known, spelt.found = known, {}
        if language not in spelt.found:
            speller = _spellers.for_language(language)
            spelt.found[language] = tuple(speller.misspellings(passage.text, known))
        return spelt.found[language]


@rule("C56", "A word is not in the dictionary", "note", "section", "Language")
def spelling(context: SectionContext) -> Iterator[Remark]:
    """British spelling, the council's own words and name; titles of councillors in full."""
    known = _known_words(context.project)
    seen = set(explained_in(context.section))
    for passage in context.passages:
        for start, end in _misspelt(passage, context.document.language, known):
            word = passage.text[start:end]
            if word not in seen:
                seen.add(word)
                said = f"“{word}” is not in the dictionary. Is it right?"
                yield passage.remark(said, word, fix=Fix(f"Add “{word}” to the words of this strategy", _adding(word)))
    yield from _titles(context)


@rule("C83", "Words in Welsh are not marked as Welsh", "warn", "section", "Structure and accessibility")
def unmarked_welsh(context: SectionContext) -> Iterator[Remark]:
    """A program that reads out needs to know the language. A sentence whose words only Welsh knows is in Welsh."""
    if not context.is_english:
        return
    for passage in context.passages:
        for start, end in _foreign(passage, _known_words(context.project)):
            words = passage.text[start:end]
            change = in_host(passage.section, passage.host, _in_welsh(start, words))
            fix = Fix("Mark it as Welsh", change)
            yield passage.remark(
                f"“{clip(words)}” looks like Welsh. Mark it, so that it is read out right.", words, fix=fix
            )


def _foreign(passage: Passage, known: KnownWords) -> Iterator[tuple[int, int]]:
    """Sentences most of whose words are Welsh and not English."""
    if len(_misspelt(passage, "en-GB", known)) < _FEWEST_FOREIGN:
        return
    with _one_at_a_time:
        english, welsh = _spellers.for_language("en-GB"), _spellers.for_language("cy-GB")
        for start, end in sentences(passage.text):
            words = [passage.text[start + first : start + last] for first, last in word_spans(passage.text[start:end])]
            odd = [word for word in words if not english.check(word, known) and welsh.check(word)]
            if len(odd) >= _FEWEST_FOREIGN and len(odd) >= _MOSTLY * len(words):
                yield start, end


def _in_welsh(start: int, words: str) -> RunsChange:
    def change(runs: Runs) -> Runs:
        at = nearest(flat(runs), words, start)
        end = at + len(words)
        return runs if at < 0 else with_marks(runs, at, end, lambda marks: replace(marks, language="cy"))

    return change


def _adding(word: str) -> Change:
    def apply(project: Project) -> Project:
        form = plain_form(word)
        return project if form in project.words else replace(project, words=(*project.words, form))

    return apply


_CLLR = re.compile(r"\bCllrs?\b\.?")


def _titles(context: SectionContext) -> Iterator[Remark]:
    council = context.project.profile.council
    name = re.compile(re.escape(council), re.IGNORECASE)
    small = council.lower()
    for passage in context.passages:
        for match in _CLLR.finditer(passage.text) if "Cllr" in passage.text else ():
            full = "Councillors" if "s" in match[0] else "Councillor"
            fix = reword(f"Write {full}", passage, match.start(), match[0], full)
            yield passage.remark(f"“{match[0]}” is “{full}” in full.", match[0], fix=fix)
        for match in name.finditer(passage.text) if small and small in passage.text.lower() else ():
            if match[0] != council and not match[0].isupper():
                fix = reword(f"Write {council}", passage, match.start(), match[0], council)
                yield passage.remark(f"The council is called “{council}”, not “{match[0]}”.", match[0], fix=fix)


class _Remembered:
    """The known words of a project, worked out again only when one of its lists has changed."""

    def __init__(self) -> None:
        self._last: tuple[tuple[object, ...], KnownWords] = ((), KnownWords())

    def __call__(self, project: Project) -> KnownWords:
        lists = (project.words, project.profile, project.glossary, project.people)
        last, known = self._last
        if len(last) != len(lists) or any(a is not b for a, b in zip(last, lists, strict=True)):
            people = (part for who in project.people for part in (who.name, who.post, who.organisation, *who.aliases))
            terms = (part for each in project.glossary for part in (each.term, each.expansion))
            council = (project.profile.council, project.profile.name)
            known = known_words(project.words, project.profile.words, council, people, terms)
            self._last = (lists, known)
        return known


_known_words = _Remembered()


@rule("C59", "A word leaves people out", "note", "section", "Language")
def inclusive_words(context: SectionContext) -> Iterator[Remark]:
    """Words for one sex that mean everybody, and words that hurt."""
    for passage, hint in _hints(context, "inclusive"):
        yield passage.remark(f"“{hint.text}”: say {_ways(hint)}.", hint.text, fix=_better(passage, hint))


# ---- dates, numbers and money

_MONTH = "|".join(MONTHS[1:])
_NUMERAL = re.compile(r"\d")
_ORDINAL = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)(?: of)? (?P<rest>(?:{_MONTH})(?:,? \d{{4}})?)\b")
_AMERICAN = re.compile(rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b")
_SLASHES = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\d/])")
_LARGE = re.compile(r"£(?P<digits>\d{4,})(?P<pence>\.\d{2})?(?![\d,.])")
_SPACED = re.compile(r"£\s+(?=\d)")
_UNITS = re.compile(r"£\d[\d,.]*(?P<unit>\s?(?:mn|mln|M|K|MM)\b)")


@rule("C58", "A date, number or sum is not in the usual form", "note", "section", "Language")
def forms_of_numbers(context: SectionContext) -> Iterator[Remark]:
    """3 March 2009; £12,500; no “recently” where a date belongs."""
    if not context.is_english:
        return
    for passage in (each for each in context.passages if _NUMERAL.search(each.text)):
        for start, old, new in sorted(_odd_forms(passage.text)):
            fix = reword(f"Write {new}", passage, start, old, new)
            yield passage.remark(f"“{old}” is usually written “{new}”.", old, fix=fix)
    for passage, hint in _hints(context, "vague"):
        yield passage.remark(f"“{hint.text}” is vague. Better: {hint.advice}.", hint.text)


def _odd_forms(text: str) -> Iterator[tuple[int, str, str]]:
    """Where each stands, what it is, and how it is usually written."""
    for match in _ORDINAL.finditer(text):
        yield match.start(), match[0], f"{match['day']} {match['rest'].replace(',', '')}"
    for match in _AMERICAN.finditer(text):
        yield match.start(), match[0], f"{match['day']} {match['month']} {match['year']}"
    for match in _SLASHES.finditer(text):
        day, month = int(match["day"]), int(match["month"])
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield match.start(), match[0], f"{day} {MONTHS[month]} {match['year']}"
    if "£" not in text:
        return
    for match in _LARGE.finditer(text):
        yield match.start(), match[0], f"£{int(match['digits']):,}{match['pence'] or ''}"
    for match in _SPACED.finditer(text):
        yield match.start(), match[0], "£"
    for match in _UNITS.finditer(text):
        million = match["unit"].strip().lower() not in ("k",)
        whole = match[0]
        yield match.start(), whole, whole[: -len(match["unit"])] + (" million" if million else "k")


# ---- the Welsh version


@rule("C60", "The Welsh version is missing or behind", "warn", "set", "Language")
def welsh_version(context: SetContext) -> Iterator[Remark]:
    """Where the council publishes in Welsh, each paper has its pair, as far on as the English one."""
    if not any(language.split("-")[0].lower() == "cy" for language in context.project.profile.languages):
        return
    welsh = [each for each in context.project.documents if _language(each.language) == "cy"]
    english = [each for each in context.documents if _language(each.language) == "en"]
    for document in english:
        pairs = [each for each in welsh if (each.kind, each.outline) == (document.kind, document.outline)]
        if context.situation.leaves_in_peace(document):
            continue
        if not pairs:
            yield Remark(f"“{document.title}” has no Welsh version in the strategy.", document.id)
            continue
        pair = pairs[0]
        ready = [len([each for each in applicable(which) if each.status in READY]) for which in (document, pair)]
        if ready[1] < ready[0]:
            said = f"The Welsh version of “{document.title}” is behind: {ready[1]} sections are ready, of {ready[0]}."
            yield Remark(said, pair.id)


def _language(tag: str) -> str:
    return tag.split("-")[0].lower()
