"""Names of made files, by the council's pattern, that every system takes.

Places in the pattern: ``{council} {body} {date} {item} {title} {appendix} {period} {kind} {version} {edition}``. What
is empty leaves no trace. Names never lead out of their folder, and Windows, macOS and Linux accept them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from strategy_editor.manuscript.editions import Edition, Part
from strategy_editor.model.facts import fact_text
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.templates.wording import Wording, fill

MAXIMUM_LENGTH = 120
"""Characters, ending included: committee systems and long folders on Windows leave no more."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_KINDS = {
    "report": "Report",
    "strategy": "Strategy",
    "appendix": "Appendix",
    "policy": "Policy",
    "technical-strategy": "Technical strategy",
}


def file_name(
    project: Project,
    document: Document,
    edition: Edition,
    extension: str,
    *,
    part: Part = "public",
    version: str = "",
) -> str:
    """The name of the file that holds ``document``, such as ``2009-03-03 Cabinet ICT Strategy.docx``."""
    wording = Wording(project.profile, document.language)
    meeting = project.meeting(document.meeting)
    letter = project.letter(document)
    named = fill(
        project.profile.file_name,
        council=project.profile.council,
        body=meeting.body if meeting else "",
        date=meeting.when.iso if meeting and meeting.when else "",
        item=fact_text(project, document, "meeting.item").text if document.meeting else "",
        title=document.title,
        appendix=wording("file.appendix", letter=letter) if letter else "",
        period=document.period,
        kind=_KINDS[document.kind],
        version=version,
        edition=edition.name,
    )
    if letter and "{appendix}" not in project.profile.file_name:
        named = f"{named} {wording('file.appendix', letter=letter)}"
    marks = (wording("file.exempt") if part == "exempt" else "", edition.suffix)
    return safe_name(" - ".join(each for each in (named, *marks) if each), extension)


def safe_name(wanted: str, extension: str) -> str:
    """``wanted`` with this ending, as a file name that every system takes."""
    ending = f".{extension}" if extension else ""
    stem = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", wanted))
    stem = " ".join(stem.split()).strip(" .-_")
    stem = _shortened(stem, MAXIMUM_LENGTH - len(ending)) or "Untitled"
    if _RESERVED.fullmatch(stem):
        stem = f"{stem} document"
    return stem + ending


def _shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters and twice as many bytes, cut between words where that loses little."""
    while len(text) > limit or len(text.encode("utf-8")) > 2 * limit:
        cut = text.rfind(" ", limit // 2, len(text) - 1)
        text = text[:cut] if cut > 0 else text[: min(limit, len(text) - 1)]
    return text.strip(" .-_")


def distinct(names: Iterable[str]) -> list[str]:
    """The names, with a number added where two would be one file to a system that ignores case."""
    taken: set[str] = set()
    out: list[str] = []
    for name in names:
        stem, dot, extension = name.rpartition(".")
        candidate, count = name, 1
        while candidate.casefold() in taken:
            count += 1
            candidate = f"{stem} ({count}){dot}{extension}" if dot else f"{name} ({count})"
        taken.add(candidate.casefold())
        out.append(candidate)
    return out
