"""The council's own Word template: taken in from a file, kept with the strategy, used for its papers.

Its bytes lie among the pictures of the strategy, cleaned (``word/template.py``), so that whoever has the file has the
template. The council settings name them by their SHA-256.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from strategy_editor.foundation.errors import DiskRefused, WrongUse
from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.manuscript.items import PictureSource
from strategy_editor.model.profile import PageLook
from strategy_editor.model.project import Project
from strategy_editor.model.records import Picture
from strategy_editor.model.text import clean_line

if TYPE_CHECKING:
    from strategy_editor.word import StandIn, WordTemplate

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_BYTES = 20_000_000


class TakenIn(Struct, frozen=True):
    """A template with its record, and sentences on what was left out of it and which styles it lacks."""

    record: Picture
    data: bytes
    sentences: tuple[str, ...] = ()


def take_in_template(path: Path, page: PageLook, progress: Progress = silent) -> TakenIn:
    """The template in a file, cleaned. Takes a moment; with an old .dot or a drawing in it, LibreOffice is asked.

    Raises DiskRefused, and ``Unreadable`` (exit code 3) for what is no Word template.
    """
    template = _cleaned(path, progress)
    digest = hashlib.sha256(template.data).hexdigest()
    record = Picture(digest, MEDIA_TYPE, 0, 0, clean_line(path.name)[:120])
    return TakenIn(record, template.data, _sentences(template, page))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise WrongUse(
                f"{path.name} is larger than {_MOST_BYTES // 1_000_000} MB.",
                advice="Take the pictures out of its text and try again.",
            )
        return path.read_bytes()
    except OSError as error:
        raise DiskRefused(
            f"The Word template {path.name} cannot be read ({error.strerror}).", advice="Check its name and folder."
        ) from error


def template_sentences(data: bytes, page: PageLook) -> tuple[str, ...]:
    """What is said of a template that a strategy has; cleaned first, since files travel. Raises ``Unreadable``."""
    from strategy_editor.word import word_template

    return _sentences(word_template(data), page)


def _sentences(template: WordTemplate, page: PageLook) -> tuple[str, ...]:
    """What whoever uses a template should know: styles that it lacks, what is used for them, and what was left out."""
    from strategy_editor.word import template_stand_ins

    lacking = template_stand_ins(template, page)
    added = [each.name for each in lacking if not each.instead]
    out = [f"It has no style “{each.name}”: its “{each.instead}” is used." for each in lacking if each.instead]
    if added:
        names = ", ".join(f"“{name}”" for name in added)
        plural = len(added) != 1
        out.append(
            f"It has no style{'s' if plural else ''} {names}: the program’s own {'are' if plural else 'is'} used, "
            "in the type, size and colours of the template."
        )
    return (*(out or ("It has every style that is needed.",)), *template.told)


def lacking_styles(lacking: tuple[StandIn, ...]) -> tuple[str, ...]:
    """That a template lacks styles, in one sentence for a paper; all of them are named where it is chosen."""
    if not lacking:
        return ()
    named = ", ".join(each.name for each in lacking[:4])
    more = f" and {len(lacking) - 4} more" if len(lacking) > 4 else ""
    return (f"The Word template has no style for: {named}{more}. Others were used, in its type and colours.",)


def template_of(project: Project, pictures: PictureSource) -> WordTemplate | None:
    """The template that the settings of a strategy name, where the strategy has it; cleaned, since files travel.

    Raises ``Unreadable`` where it cannot be read.
    """
    digest = project.profile.page.word_template
    if digest not in project.pictures:
        return None
    from strategy_editor.word import word_template

    return word_template(pictures(digest))


def chosen_template(path: str, project: Project, pictures: PictureSource) -> WordTemplate | None:
    """The template in the file at ``path``; without one, that of the strategy."""
    return _cleaned(Path(path)) if path else template_of(project, pictures)


def _cleaned(path: Path, progress: Progress = silent) -> WordTemplate:
    from strategy_editor.word import word_template  # takes a third of a second to load

    return word_template(_read(path), path.name, progress)
