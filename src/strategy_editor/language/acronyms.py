"""Acronyms: where each is used, whether it is explained at its first use, and what it may stand for.

An acronym should be given in full where it first stands, unless readers know it better than the full form; in either
order: "Tree Preservation Order (TPO)" or "TPO (Tree Preservation Order)". An explanation counts when its letters fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from strategy_editor.language.initials import Capitals, full_form_before, full_form_from
from strategy_editor.language.places import Place
from strategy_editor.language.tables import terms

_ACRONYM = re.compile(
    r"(?<![\w.&/\-£@#])(?P<letters>(?:[A-Z]\.){2,7}|[A-Z][A-Z&0-9]{0,4}[A-Z](?:[a-z][A-Z]{1,3})?|[A-Z][a-z][A-Z]{1,4})"
    r"(?P<plural>s)?(?![\w&]|[/\-]\d|\.\w)"
)
_ROMAN = re.compile(r"(?=[IVXLC]{2,7}\Z)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_POSTCODE = re.compile(r"\s+\d[A-Z]{2}\b")
_WORD = re.compile(r"\w+")
_OPENING = re.compile(r"[(\[](?:(?:the|or|also|hereafter|known as|called) |“|\"|‘|')*\Z")
_SHOUTED = 0.7
"""A line of which a larger share of the words stands in capitals is a heading in capitals, not a row of acronyms."""

_FEWEST_TO_GUESS = 3
_LONGEST = 6
_LONGEST_OUTWARD_CODE = 4


class Explanation(Struct, frozen=True):
    """``full`` as it is written, where it stands, and where the acronym beside it stands."""

    full: str
    place: Place
    acronym: Place


class Acronym(Struct, frozen=True):
    """An acronym without full stops or plural s, and every place where it stands, in the order of the text.

    ``explanations``: where it is given in full beside it. ``full_forms``: wherever words with capitals stand that fit
    its letters, beside it or not.
    """

    letters: str
    uses: tuple[Place, ...]
    explanations: tuple[Explanation, ...] = ()
    full_forms: tuple[Explanation, ...] = ()

    @property
    def well_known(self) -> bool:
        """Whether readers know it without an explanation."""
        return self.letters in terms().well_known_acronyms

    @property
    def explained_at_first_use(self) -> bool:
        return bool(self.explanations) and self.explanations[0].acronym == self.uses[0]

    @property
    def meanings(self) -> tuple[str, ...]:
        """The full forms that explanations give, each once; more than one is a contradiction."""
        seen: dict[str, str] = {}
        for each in self.explanations:
            seen.setdefault(folded_form(each.full), each.full)
        return tuple(seen.values())

    @property
    def proposal(self) -> str:
        """What it probably stands for: what the text says elsewhere; empty when it does not say."""
        return next((each.full for each in (*self.explanations, *self.full_forms)), "")


def acronyms(paragraphs: Sequence[str]) -> tuple[Acronym, ...]:
    """Every acronym of a document, ordered by first use. ``paragraphs`` in the order in which they are read."""
    uses: dict[str, list[Place]] = {}
    explanations: dict[str, list[Explanation]] = {}
    for index, text in enumerate(paragraphs):
        for letters, place in _uses(index, text):
            uses.setdefault(letters, []).append(place)
            found = _explanation(letters, text, place)
            if found is not None:
                explanations.setdefault(letters, []).append(found)
    capitals = Capitals(paragraphs)
    return tuple(
        Acronym(
            letters,
            tuple(places),
            tuple(explanations.get(letters, ())),
            _full_forms(letters, places[0], capitals, paragraphs),
        )
        for letters, places in uses.items()
    )


def unexplained(paragraphs: Sequence[str], known: Iterable[str] = ()) -> tuple[Acronym, ...]:
    """The acronyms that are used before they are explained, or never are. ``known``: the council's well-known ones."""
    allowed = frozenset(known)
    return tuple(
        each
        for each in acronyms(paragraphs)
        if not each.explained_at_first_use and not each.well_known and each.letters not in allowed
    )


def _uses(index: int, text: str) -> Iterator[tuple[str, Place]]:
    for letters, start, end in _found_in(text):
        yield letters, Place(index, start, end)


@lru_cache(maxsize=20_000)
def _found_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """The acronyms of a text, remembered: while somebody writes, all paragraphs but one stay as they are."""
    out: list[tuple[str, int, int]] = []
    found = list(_ACRONYM.finditer(text))
    if not found or _is_shouted(text):
        return ()
    for match in found:
        letters = match["letters"].replace(".", "")
        if letters in terms().emphasis or _ROMAN.fullmatch(letters):
            continue
        if len(letters) > _LONGEST_OUTWARD_CODE or not _POSTCODE.match(text, match.end()):
            out.append((letters, *match.span("letters")))
    return tuple(out)


def _is_shouted(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if word.isalpha()]
    if len(words) < 3 and not any(len(word) > _LONGEST for word in words):
        return False
    return bool(words) and sum(map(str.isupper, words)) / len(words) > _SHOUTED


def _explanation(letters: str, text: str, place: Place) -> Explanation | None:
    """The full form before ``(TPO)``, or in the brackets after ``TPO (``."""
    before = text[: place.start].rstrip("\"'“‘")
    bracket = _OPENING.search(before)
    if bracket is not None:
        span = full_form_before(letters, text, bracket.start())
    else:
        after = re.compile(r"['’]?s?\s{0,2}[(\[](?:the )?").match(text, place.end)
        span = full_form_from(letters, text, after.end()) if after else None
    if span is None:
        return None
    return Explanation(text[slice(*span)], Place(place.paragraph, *span), place)


def _full_forms(letters: str, first: Place, capitals: Capitals, paragraphs: Sequence[str]) -> tuple[Explanation, ...]:
    """Words with capitals that fit the letters. Fewer than three letters fit too much to be worth a proposal."""
    if len(letters) < _FEWEST_TO_GUESS or not letters.replace("&", "").isalpha():
        return ()
    return tuple(
        Explanation(paragraphs[index][start:end], Place(index, start, end), first)
        for index, start, end in capitals.spelling(letters)
    )


def folded_form(full: str) -> str:
    """A full form as it is compared with others: case, hyphens and the sign for "and" do not matter."""
    return " ".join(full.casefold().replace("&", "and").replace("-", " ").split())
