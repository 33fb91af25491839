"""Pictures of a returned file: those that came, which the program did not draw, and those that went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.incoming.assembling import CALLED, FILE_NAME
from strategy_editor.incoming.values import OBJECT, Picture, Run
from strategy_editor.model.blocks import Chart, Figure
from strategy_editor.model.text import clean_line, flat
from strategy_editor.review.returning.claims import PictureClaim
from strategy_editor.review.returning.drafts import NewDraft, NewFigure, NewTable
from strategy_editor.review.returning.returned import Touch, touch
from strategy_editor.review.returning.sent import SentLine

if TYPE_CHECKING:
    from strategy_editor.review.returning.reading import Reading


class Figures:
    """``gone``: by the id of its block, who took a figure or chart out, with tracking.

    ``replaced``: pictures that stand in the place of others, without tracking.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.gone: dict[str, Touch] = {}
        self.replaced: list[PictureClaim] = []
        self.gone_captions: set[str] = set()

    def look(self, index: int) -> None:
        """The pictures of a group: new ones come, struck out ones go."""
        reading = self._reading
        group = reading.groups[index]
        runs = [run for line in group.lines for run in line.paragraph.runs if isinstance(run.thing, Picture)]
        if not runs:
            return
        line = reading.sent.lines[reading.line_of[index]] if index in reading.line_of else None
        ours = line.text.count(OBJECT) if line is not None and not line.host else 0
        standing = [run for run in runs if run.insertion is None]
        if ours and len(standing) == ours and all(run.deletion is not None for run in standing):
            self._went(reading.line_of[index], standing[0])
        elif ours == 1 and standing and standing[0].deletion is None:
            self._compare(index, standing[0])
        new = [run for run in runs if run.insertion is not None]
        new += [run for run in standing[ours:] if line is not None or not self._is_ours(run)]
        for run in new:
            if run.deletion is None:
                self._came(index, run, line)

    def stays(self, number: int) -> bool:
        """Whether the picture came back to which the caption that went out as this line belongs."""
        reading = self._reading
        place = reading.sent.places[reading.sent.lines[number].host]
        match = reading.matches.get(number - 1)
        if match is None or place.kind != "caption" or not isinstance(reading.blocks[place.block], Figure | Chart):
            return False
        lines = reading.groups[match.group].lines
        return any(isinstance(run.thing, Picture) and not run.deletion for line in lines for run in line.paragraph.runs)

    def vanished(self) -> None:
        """Pictures that went without tracking, while their captions stay: told, since a figure goes as a whole."""
        reading = self._reading
        runs = [run for group in reading.groups for line in group.lines for run in line.paragraph.runs]
        standing = {run.thing.alternative for run in runs if isinstance(run.thing, Picture) and not run.deletion}
        for number, line in enumerate(reading.sent.lines):
            figure = self._figure_at(number)
            if figure is None or OBJECT not in line.text or figure.alternative in standing:
                continue
            if number not in reading.matches and number + 1 in reading.matches and figure.id not in self.gone:
                said = flat(figure.caption.runs)[:60]
                words = f"The picture above “{said}” was taken out, and its caption was left."
                reading.note(figure.id, words, reading.reader)

    def _figure_at(self, number: int) -> Figure | None:
        """The figure whose picture went out as this line: its caption follows."""
        reading = self._reading
        if reading.sent.lines[number].host or number + 1 == len(reading.sent.lines):
            return None
        place = reading.sent.places.get(reading.sent.lines[number + 1].host)
        figure = reading.blocks.get(place.block) if place is not None and place.kind == "caption" else None
        return figure if isinstance(figure, Figure) else None

    def _compare(self, index: int, run: Run) -> None:
        """A picture that nobody marked may be another than the one that went out."""
        reading = self._reading
        picture, figure = run.thing, self._figure_at(reading.line_of[index])
        if figure is None or not isinstance(picture, Picture):
            return
        if not reading.source.is_other(picture, figure.picture):
            return
        digest = reading.source.take_picture(picture)
        if not digest:
            said = flat(figure.caption.runs)[:60]
            words = f"The picture was replaced above “{said}” by one that cannot be shown: look at the file itself."
            reading.note(figure.id, words, reading.reader)
            return
        suggestion = reading.mint(reading.reader, figure.picture, digest, figure.id, 0)
        reading.records[suggestion] = reading.reader
        self.replaced.append(PictureClaim(figure.id, digest, suggestion))

    def _is_ours(self, run: Run) -> bool:
        """Whether a picture that nobody marked is one that went out, somewhere else."""
        return isinstance(run.thing, Picture) and run.thing.alternative in self._reading.sent.drawn

    def _went(self, number: int, run: Run) -> None:
        """A figure goes with its caption, which follows it."""
        reading = self._reading
        by = touch(run.deletion)
        following = reading.sent.lines[number + 1] if number + 1 < len(reading.sent.lines) else None
        place = reading.sent.places.get(following.host) if following is not None else None
        if by is None or following is None:
            return
        if place is None or place.kind != "caption":
            reading.note(reading.near(reading.matches[number].group), "A picture was taken out here.", by)
            return
        self.gone[place.block] = by
        self.gone_captions.add(following.host)

    def _came(self, index: int, run: Run, line: SentLine | None) -> None:
        reading = self._reading
        picture = run.thing
        assert isinstance(picture, Picture)
        if picture.kind == "shape" and not picture.media:
            return  # a line or frame without words
        by = touch(run.insertion) or reading.reader
        container, follows = reading.behind(index, ()) if reading.groups[index].story == "body" else ("", "")
        digest = reading.source.take_picture(picture) if container else ""
        if not digest:
            said = clean_line(picture.alternative or picture.name)
            near = line.host if line is not None and line.host else follows or container
            words = f"A {CALLED[picture.kind]} was added here, which cannot be shown: look at the file itself."
            reading.note(near, f"{words} It is called “{said}”." if said else words, by)
            return
        key = f"{container} {follows}"
        id = derived_id("new", reading.source.copy, key, str(reading.count(key)))
        said = "" if FILE_NAME.match(picture.alternative) else clean_line(picture.alternative)
        reading.new.append(NewFigure(container, follows, replace(picture, alternative=said), digest, by, id))
        reading.new_ids.add(id)

    def took_caption(self, draft: NewDraft, label: int | None) -> bool:
        """Whether a new paragraph is the caption of the picture that came just before it, and was made that."""
        above = self._reading.new[-1] if self._reading.new else None
        if label is None or not isinstance(above, NewFigure) or above.caption is not None:
            return False
        if (above.container, above.after) != (draft.container, draft.after):
            return False
        give_caption(above, draft, label)
        return True


def give_caption(above: NewFigure | NewTable, draft: NewDraft, label: int) -> None:
    """Makes a new paragraph the caption of something new, without its label."""
    del draft.pieces[:label]
    draft.touch = above.touch
    above.caption = draft
