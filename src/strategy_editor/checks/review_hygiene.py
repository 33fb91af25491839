"""Review hygiene: nothing undecided goes out, nor anything that tells how the text came about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import delete, in_document, reword
from strategy_editor.checks.prose import clip, matches, running
from strategy_editor.checks.rules import DocumentContext, SectionContext, SetContext, rule
from strategy_editor.model.carriers import carried, comments_in
from strategy_editor.model.facts import fact_text
from strategy_editor.model.outline import OutlineSection
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Thread
from strategy_editor.model.section import Document
from strategy_editor.model.status import is_final
from strategy_editor.model.text import clean_line
from strategy_editor.model.tree import all_sections, find_block, find_section

_PATH = re.compile(
    r"\b[A-Za-z]:\\[^\s“”\"]+|\\\\[\w.-]+\\[^\s“”\"]+|(?<!\w)/(?:Users|home|tmp|var)/[^\s“”\"]+|\bfile://\S+"
    r"|\$\w{5,}(?:\.docx?)?|(?<![\w/.@])[\w-]+(?:[ _-]v?\d+)?\.(?:docx?|tmp|dotx?|rtf)\b"
)
_SIGNS_OF_PATHS = ("\\", "/Users/", "/home/", "/tmp/", "/var/", "file:", "$", ".doc", ".tmp", ".dot", ".rtf")
_VERSION = re.compile(r"\b(?:version|v\.?)\s?(?P<number>\d+(?:\.\d+)+)\b", re.IGNORECASE)
_DRAFT = re.compile(r"\b(?:final )?draft\b[ :–-]*", re.IGNORECASE)


@rule("C40", "A comment is not resolved", "stop", "set", "Comments and suggestions")
def open_comments(context: SetContext) -> Iterator[Remark]:
    """Every comment ends with a decision before anything is published."""
    waiting = [each for each in context.project.threads.values() if each.state in ("open", "answered")]
    if not waiting:
        return
    homes = {thread: (document.id, section.id) for document, section in all_sections(context.project)
             for thread in comments_in(section)}  # fmt: skip
    for thread in waiting:
        quote = thread.anchor.quote
        about = f" on “{quote[:40]}”" if quote else ""
        document, section, block = _home(context.project, thread, homes)
        yield Remark(f"A comment{about} is waiting for an answer.", document, section, block, quote)


def _home(project: Project, thread: Thread, homes: dict[str, tuple[str, str]]) -> tuple[str, str, str]:
    anchor = thread.anchor
    if thread.id in homes:
        return (*homes[thread.id], "")
    match anchor.kind:
        case "document":
            return anchor.target, "", ""
        case "section" if found := find_section(project, anchor.target):
            return found.document.id, anchor.target, ""
        case "block" if placed := find_block(project, anchor.target):
            around = find_section(project, placed[0].id)
            return around.document.id if around else "", placed[0].id, anchor.target
        case _:
            return "", "", ""


@rule("C41", "A suggested change is not decided", "stop", "set", "Comments and suggestions")
def undecided_suggestions(context: SetContext) -> Iterator[Remark]:
    """Suggestions and proposals are decided before anything is published."""
    rivals = sum(each.decision is None for each in context.project.proposals.values())
    count = len(carried(context.project)) + rivals
    if count:
        noun = "suggested change is" if count == 1 else "suggested changes are"
        yield Remark(f"{count} {noun} waiting to be decided.")


@rule(
    "C42", "Guidance or a drafting note is left in the text", "stop", "section", "Comments and suggestions", leak=True
)
def guidance_left(context: SectionContext) -> Iterator[Remark]:
    """The outline's own guidance and prompts, and notes from one author to another."""
    known = _guidance(context.wanted) if context.wanted else frozenset()
    for passage in running(context.section):
        text = passage.text.strip()
        note = _DRAFTING.match(text)
        if _folded(text) in known:
            said = f"“{clip(text)}” is the guidance of the outline, not text for readers."
        elif note:
            said = f"“{clip(text)}” is a note between authors, not text for readers."
        else:
            continue
        block = next((each for each in context.section.blocks if each.id == passage.host), None)
        fix = delete("Delete the paragraph", passage.section, block) if block else None
        yield passage.remark(said, text, fix=fix)


_DRAFTING = re.compile(
    r"[\[(]?\s*(?:drafting note|draft note|note to (?:self|author|editor|reviewer|readers? of the draft)|"
    r"author'?s? note|guidance|delete before (?:publication|publishing)|internal only|not for circulation)\s*[:\])–-]",
    re.IGNORECASE,
)


def _guidance(wanted: OutlineSection) -> frozenset[str]:
    lines = (wanted.guidance, wanted.figure, *(prompt.text for prompt in wanted.prompts))
    return frozenset(_folded(line) for line in lines if len(line) > 20)


def _folded(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .?")


@rule("C43", "The text holds the name or place of a computer file", "warn", "section", "Comments and suggestions")
def paths_in_text(context: SectionContext) -> Iterator[Remark]:
    """Paths, and file names that a field left behind, tell outsiders about the council's computers."""
    suspicious = (passage for passage in context.passages if any(sign in passage.text for sign in _SIGNS_OF_PATHS))
    for passage, match in matches(suspicious, _PATH):
        yield passage.remark(f"“{match[0]}” is the name of a file on a computer. Readers cannot open it.", match[0])


@rule("C44", "Two places say different versions", "warn", "document", "Comments and suggestions")
def versions_agree(context: DocumentContext) -> Iterator[Remark]:
    """What is typed, what the details say and what the last named version is called are one and the same."""
    stated = fact_text(context.project, context.document, "strategy.version").text
    named = next((each.name for each in reversed(context.situation.ledger.versions) if each.name), "")
    if stated and named and _bare(stated) != _bare(named) and context.document.kind == "strategy":
        yield Remark(f"The details say version {stated}, but the last version that was named is {named}.")
    right = stated or named
    if not right or context.document.kind not in ("strategy", "report"):
        return
    for section in context.with_role("cover"):
        context_of = SectionContext(context.project, context.document, section, None)
        for passage, match in matches(context_of.passages, _VERSION):
            if _bare(match["number"]) != _bare(right):
                number = match["number"]
                fix = reword(f"Write {_bare(right)}", passage, match.start("number"), number, _bare(right))
                yield passage.remark(f"The cover says version {number}, the details say {right}.", match[0], fix=fix)


def _bare(version: str) -> str:
    return re.sub(r"^(?:version|v)\.?\s*", "", version.strip(), flags=re.IGNORECASE)


@rule("C45", "A final document still calls itself a draft", "warn", "document", "Comments and suggestions")
def draft_in_title(context: DocumentContext) -> Iterator[Remark]:
    """The mark on the pages goes by itself; what somebody typed into the title does not."""
    document = context.document
    if not is_final(context.project, document):
        return
    for name in ("title", "subtitle"):
        text: str = getattr(document, name)
        if _DRAFT.search(text):
            better = clean_line(_DRAFT.sub("", text)).strip(" –-:()")
            fix = Fix(f"Call it “{better}”", in_document(document.id, _renaming(name, better))) if better else None
            yield Remark(f"“{text}” is agreed, but is still called a draft.", quote=text, fix=fix)


def _renaming(name: str, text: str) -> Callable[[Document], Document]:
    return lambda document: replace(document, **{name: text})
