"""From the runs of an old document to runs of text as a strategy holds them: what is kept of their looks, and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.incoming.extras import Carried
from strategy_editor.incoming.referring import References
from strategy_editor.incoming.values import Formula, Looks, Note, NoteCall, Paragraph
from strategy_editor.incoming.views import paragraphs_of
from strategy_editor.model import text as model

_LINKS = ("http://", "https://", "mailto:")
_OWN_LANGUAGE = ("en", "x-none", "zxx")


def runs_of(
    paragraph: Paragraph,
    notes: Mapping[str, Note],
    *,
    strip: int = 0,
    heading: bool = False,
    carried: Sequence[Carried] | None = None,
    references: References | None = None,
) -> tuple[model.Run, ...]:
    """The text of a paragraph without ``strip`` characters in front; things but notes and formulas are left out.

    Bold of a heading is its look, not emphasis, and goes; so does bold that a whole paragraph has. Hidden text is left
    out. Tabs become spaces; breaks of pages go. ``carried`` are its runs with comments and changes; a heading takes
    comments only. With ``references``, fields that refer to something become references.
    """
    plain = heading or _all_bold(paragraph)
    out: list[model.Run] = []
    left = strip
    parts = carried if carried is not None else [Carried(run) for run in paragraph.runs]
    if heading:
        parts = [Carried(each.run, each.comments) for each in parts if not each.deletion]
    for part in _drawn_once(parts) if references is not None else parts:
        run = part.run
        text = run.text
        if not part.deletion:
            text, left = text[left:], max(0, left - len(text))
        if run.looks.hidden or not text:
            continue
        marks = _marks(run.looks, plain=plain, heading=heading)
        if part.comments or part.insertion or part.deletion:
            marks = replace(marks, comments=part.comments, insertion=part.insertion, deletion=part.deletion)
        if references is not None and run.field is not None and run.thing is None:
            made = references.made(run.field, text, marks)
            if made is not None:
                out.append(made)
                continue
        if isinstance(run.thing, NoteCall):
            body = _note(notes.get(run.thing.key))
            out.append(model.Run(model.Footnote(new_id(), body), model.PLAIN))
        elif isinstance(run.thing, Formula):
            out.extend(model.runs_from(_clean(run.thing.text), marks))
        elif run.thing is None:
            out.extend(model.runs_from(_clean(text), marks))
    return _trimmed(model.normal(model.join(tuple(out))))


def _drawn_once(parts: Sequence[Carried]) -> Iterator[Carried]:
    """What one field has drawn is one part, whatever its looks."""
    waiting: Carried | None = None
    for part in parts:
        field = part.run.field
        if waiting is not None and field is waiting.run.field and part[1:] == waiting[1:] and part.run.thing is None:
            waiting = waiting._replace(run=replace(waiting.run, text=waiting.run.text + part.run.text))
            continue
        if waiting is not None:
            yield waiting
        waiting = None
        if field is not None and field.kind == "REF" and part.run.thing is None:
            waiting = part
        else:
            yield part
    if waiting is not None:
        yield waiting


def _all_bold(paragraph: Paragraph) -> bool:
    said = [run for run in paragraph.runs if run.text.strip() and run.thing is None]
    return len(said) > 0 and all(run.looks.bold for run in said)


def _marks(looks: Looks, *, plain: bool, heading: bool) -> model.Marks:
    language = looks.language if looks.language.lower().split("-")[0] not in ("", *_OWN_LANGUAGE) else ""
    return model.Marks(
        bold=looks.bold and not plain,
        italic=looks.italic and not heading,
        script=looks.script,
        link=looks.link if looks.link.lower().startswith(_LINKS) else "",
        language=language,
    )


def _clean(text: str) -> str:
    text = text.replace("\t", " ").replace("\f", "").replace("\u00ad", "")
    return "\n".join(model.clean(text))


def _note(note: Note | None) -> tuple[model.Run, ...]:
    """The paragraphs of a note as one text: notes hold no paragraphs in a strategy."""
    out: list[model.Run] = []
    for paragraph in paragraphs_of(note.blocks) if note is not None else ():
        runs = tuple(run for run in runs_of(paragraph, {}) if isinstance(run.content, str))
        if runs and out:
            out.append(model.Run("\n"))
        out.extend(runs)
    return _trimmed(model.join(tuple(out)))


def _trimmed(runs: tuple[model.Run, ...]) -> tuple[model.Run, ...]:
    """Without white space at the ends."""
    flat = model.flat(runs)
    start = len(flat) - len(flat.lstrip())
    return model.cut(runs, start, len(flat.rstrip())) if flat.strip() else ()
