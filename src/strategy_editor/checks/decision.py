"""Decision and governance: recommendations that read as a minute, a decision that every paper names alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import reword
from strategy_editor.checks.prose import Passage, clip, passages
from strategy_editor.checks.rules import DocumentContext, SetContext, applicable, rule, with_role
from strategy_editor.language.tables import terms
from strategy_editor.model.facts import fact_text
from strategy_editor.model.figures import read_figure
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.records import PenceValue
from strategy_editor.model.section import Document
from strategy_editor.model.text import OBJECT, CrossReference, FactField, objects

_LEAD = re.compile(
    r"(?:\((?:[a-z]|\d{1,2}|[ivx]{1,4})\)\s+|(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]\s+|\d{1,2}\.\d{1,2}\s+)?"
    r"(?:it is\s+(?:recommended|proposed)\s+|(?:recommended|resolved)\s*:\s+)?"
    r"(?:that\s+)?(?:(?:the\s+)?(?:cabinet|council|committee|executive|board|members?|portfolio holder|panel)\s+)?"
    r"(?:(?:is|are|be)\s+)?(?:(?:asked|recommended|requested|invited)\s+)?(?:to\s+)?",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:above|below|this report|the report|attached|herewith|as set out in (?:section|paragraph)|as drafted|"
    r"aforementioned|overleaf)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(r"\b(?:strategy|policy|plan|appendix|annex|roadmap|framework|protocol)\b", re.IGNORECASE)
_VERSIONED = re.compile(r"\b(?:version|v\.?)\s?\d|\bAppendix\s+[A-Z0-9]|\bdated\s+\d", re.IGNORECASE)
_DELEGATES = re.compile(r"\b(?:delegat\w+|authoris\w+)\b", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:to|that)\s+the\s+[A-Z]|\bauthoris\w+\s+the\s+[A-Z]|\b(?:Director|Officer|Head of|Manager|Chief Executive|"
    r"Treasurer|Solicitor|Secretary|Portfolio Holder|Leader)\b"
)
_CONSULTS = re.compile(r"\bin consultation with\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:up to|within|not exceeding|no more than|limited to|subject to|provided that|before|until|by)\b|£|"
    r"\bminor\b|\bnon-material\b",
    re.IGNORECASE,
)
_AIM = re.compile(r"\bto\s+(?!the\b)[a-z]{3,}")
_YES = frozenset(("yes", "y", "true", "key", "key decision"))
_NO = frozenset(("no", "n", "false", "not key", "non-key", "not a key decision"))
_MONEY = re.compile(r"£\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|bn|thousand|million|billion)\b)?", re.IGNORECASE)
_YEARS = re.compile(r"[\s,:(–-]*(?:\d{4}(?:\s?(?:to|[-–/])\s?\d{2,4})?)[\s)]*$")


class Recommendation(Struct, frozen=True):
    """One recommendation: its passage, and its words without “That Cabinet is asked to”."""

    passage: Passage
    words: str


def recommendations(project: Project, document: Document) -> Iterator[Recommendation]:
    """The words to be resolved, one after the other. A line that leads in a list ends in a colon, and is none."""
    for section in with_role(project, document, "recommendations"):
        for passage in passages(section):
            text = passage.text.strip()
            if passage.kind not in ("paragraph", "item") or not text or text.endswith(":"):
                continue
            yield Recommendation(passage, text[_LEAD.match(text).end() :])  # type: ignore[union-attr]


def decision_verbs(profile: Profile) -> tuple[str, ...]:
    """The verbs that recommendations may start with: the council's, or those of every council."""
    return profile.decision_verbs or terms().decision_verbs


def verb_of(words: str, verbs: tuple[str, ...]) -> str:
    """The decision verb that ``words`` start with, the longest that fits; empty where there is none."""
    small = words.lower()
    fitting = [verb for verb in verbs if re.match(rf"{re.escape(verb.lower())}(?:s|d|ed)?\b", small)]
    return max(fitting, key=len, default="")


@rule("C10", "A recommendation does not start with a decision", "stop", "document", "Decision and meeting")
def recommendation_wording(context: DocumentContext) -> Iterator[Remark]:
    """Each begins with one of the council's verbs, and asks for one decision."""
    verbs = decision_verbs(context.project.profile)
    for each in recommendations(context.project, context.document):
        passage = each.passage
        if not verb_of(each.words, verbs):
            few = ", ".join(verbs[:6])
            said = f"“{clip(each.words)}” does not begin with what is to be decided: {few}…"
            first = each.words.split(maxsplit=1)[0] if each.words else ""
            instead = "Agree" if first.lower() == "consider" else ""
            fix = reword(f"Begin with “{instead}”", passage, passage.text.find(first), first, instead)
            yield passage.remark(said, each.words, fix=fix if instead else None)
        elif second := _second_verb(each.words, verbs):
            said = f"“{clip(each.words)}” asks for two decisions. Give “{second}” a recommendation of its own."
            yield passage.remark(said, each.words, severity="warn")


def _second_verb(words: str, verbs: tuple[str, ...]) -> str:
    parts = re.split(r"(?:;|,)?\s+and\s+(?:to\s+)?|;\s*(?:to\s+)?", words)
    return next((found for part in parts[1:] if (found := verb_of(part, verbs)) not in ("", "make", "set")), "")


@rule("C11", "A delegation is not complete", "warn", "document", "Decision and meeting")
def delegations(context: DocumentContext) -> Iterator[Remark]:
    """Who may act, in consultation with whom, to do what, within what limit."""
    wanted = (
        (_POST, "the post that may act"),
        (_CONSULTS, "“in consultation with” whom"),
        (_AIM, "what for"),
        (_LIMIT, "within what limit"),
    )
    for each in recommendations(context.project, context.document):
        if _DELEGATES.match(each.words):
            missing = [words for pattern, words in wanted if not pattern.search(each.words)]
            if missing:
                said = f"This delegation does not say {', '.join(missing)}."
                yield each.passage.remark(said, each.words)


@rule("C12", "A recommendation does not stand alone", "warn", "document", "Decision and meeting")
def stands_alone(context: DocumentContext) -> Iterator[Remark]:
    """As a minute it stands without the report: no “above” or “attached”; document and version are named."""
    for each in recommendations(context.project, context.document):
        pointing = _POINTING.search(each.words)
        named = _VERSIONED.search(each.words) or any(
            isinstance(item, CrossReference) or (isinstance(item, FactField) and item.key == "strategy.version")
            for item in objects(each.passage.runs)
        )
        if pointing and not (named and pointing[0].lower() in ("as drafted", "attached")):
            said = f"“{pointing[0]}” means nothing in the minutes. Name the document and its version or appendix."
            yield each.passage.remark(said, pointing[0])
        elif _PAPER.search(each.words) and not named:
            said = f"“{clip(each.words)}” does not say which version. Name the version or the appendix."
            yield each.passage.remark(said, each.words)


@rule("C13", "Several recommendations only note something", "note", "document", "Decision and meeting")
def many_notes(context: DocumentContext) -> Iterator[Remark]:
    """More than one that only notes."""
    found = [
        each
        for each in recommendations(context.project, context.document)
        if verb_of(each.words, decision_verbs(context.project.profile)) == "note"
    ]
    for each in found[1:]:
        yield each.passage.remark("Another recommendation only notes something. Could they be one?", each.words)


@rule("C14", "The decision is not called the same everywhere", "warn", "set", "Decision and meeting")
def one_title(context: SetContext) -> Iterator[Remark]:
    """The strategy is named alike on its cover, in the report's title, purpose and recommendations, in the notice."""
    project = context.project
    strategy = next((each for each in project.documents if each.kind == "strategy"), None)
    for report in context.reports:
        for key, where in (("report.title", "The details say"), ("forward.plan.title", "The Forward Plan says")):
            said = fact_text(project, report, key).text
            if said and _folded(said) != _folded(report.title):
                yield Remark(f"{where} “{said}”, but the report is called “{report.title}”.", report.id)
        core = _core(strategy.title) if strategy else ""
        if not core:
            continue
        places = (("purpose", "The purpose of the report"), ("recommendations", "None of the recommendations"))
        for role, where in places:
            sections = tuple(with_role(project, report, role))
            words = " ".join(passage.text for section in sections for passage in passages(section) if passage.block)
            drawn = any(OBJECT in passage.text for section in sections for passage in passages(section))
            if words.strip() and not drawn and core not in _folded(words):
                verb = "names" if role == "recommendations" else "does not name"
                said = f"{where} {verb} “{strategy.title if strategy else ''}”, which the report is about."
                yield Remark(said, report.id, sections[0].id)


def _core(title: str) -> str:
    """The title without the years that it covers."""
    return _folded(_YEARS.sub("", title))


def _folded(text: str) -> str:
    return " ".join(text.lower().replace("&", "and").split())


# ---- key decisions


def key_decision(project: Project, report: Document) -> bool | None:
    """Whether the details say that this is a key decision; None where they do not say."""
    words = fact_text(project, report, "key.decision").text.strip().lower().rstrip(".")
    if words in _NO or words.startswith("no"):
        return False
    return True if words in _YES or words.startswith("yes") else None


@rule("C15", "It is not clear whether this is a key decision", "warn", "set", "Decision and meeting")
def key_decision_consistent(context: SetContext) -> Iterator[Remark]:
    """Said either way; a key decision has its reference; one that is not stays below the council's threshold."""
    for report in context.reports:
        is_key = key_decision(context.project, report)
        reference = fact_text(context.project, report, "forward.plan.reference").text.strip()
        pattern = context.project.profile.key_decision_pattern
        if is_key is None and context.situation.leaves_in_peace(report):
            continue
        if is_key is None:
            said = "The details do not say whether this is a key decision. Fill in “Key decision” with Yes or No."
            yield Remark(said, report.id)
        elif is_key and not reference:
            said = "This is a key decision, but the reference in the Forward Plan is not known yet."
            yield Remark(said, report.id, severity="stop")
        elif is_key and pattern and not _fits(pattern, reference):
            said = f"“{reference}” does not look like a reference of this council’s Forward Plan."
            yield Remark(said, report.id, severity="stop")
        elif is_key is False:
            yield from _probably_key(context.project, report)


def _fits(pattern: str, reference: str) -> bool:
    """Whether a reference has the council's pattern; a pattern that cannot be read fits everything."""
    try:
        return re.fullmatch(pattern, reference[:200]) is not None
    except re.error:
        return True


def _probably_key(project: Project, report: Document) -> Iterator[Remark]:
    threshold = project.profile.key_decision_pence
    largest = _largest_sum(project, report)
    if 0 < threshold <= largest:
        said = (
            f"The report speaks of {_pounds(largest)}; from {_pounds(threshold)} a decision is usually a key decision."
        )
        yield Remark(said, report.id)
    wards = fact_text(project, report, "wards.affected").text.strip()
    if re.search(r"\ball\b|,|\band\b|;", wards, re.IGNORECASE):
        said = f"The decision affects {wards if 'ward' in wards.lower() else wards + ' wards'}, two or more."
        yield Remark(f"{said} Is it a key decision after all?", report.id, severity="note")


def _largest_sum(project: Project, report: Document) -> int:
    """The largest sum of money in the report, typed or drawn from a detail, in pence."""
    found = [0]
    for section in applicable(report):
        for passage in passages(section):
            for match in _MONEY.finditer(passage.text):
                figure = read_figure(match[0])
                found.append(round(figure[0] * 100) if figure else 0)
            keys = [item.key for item in objects(passage.runs) if isinstance(item, FactField)]
            values = [fact.value for fact in project.facts if fact.key in keys]
            found += [value.pence for value in values if isinstance(value, PenceValue)]
    return max(found)


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}"


@rule("C19", "A strategy of the policy framework goes to Council", "warn", "set", "Decision and meeting")
def policy_framework(context: SetContext) -> Iterator[Remark]:
    """What is in the policy framework is recommended to Council, not decided by Cabinet."""
    for report in context.reports:
        inside = fact_text(context.project, report, "policy.framework").text.strip().lower()
        asked = list(recommendations(context.project, report))
        if inside.startswith("y") and asked and not any(_goes_to_council(each.words) for each in asked):
            said = "The strategy is in the policy framework, so full Council decides: “recommend to Council that …”."
            yield asked[0].passage.remark(said, asked[0].words, fix=_to_council(asked[0]))


def _goes_to_council(words: str) -> bool:
    return re.match(r"recommends?(?:\s+to)?\s+(?:the\s+|full\s+)?council\b", words, re.IGNORECASE) is not None


def _to_council(asked: Recommendation) -> Fix:
    first = asked.words.split(maxsplit=1)[0]
    start = asked.passage.text.find(asked.words)
    return reword("Recommend it to Council", asked.passage, start, first, f"Recommend to Council to {first.lower()}")
