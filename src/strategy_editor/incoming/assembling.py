"""Makes pieces of an old document, with real headings, lists, tables, figures and notes, and tells every repair."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.incoming import broken_lines, tables
from strategy_editor.incoming.characters import runs_of
from strategy_editor.incoming.charting import can_draw, chart_blocks
from strategy_editor.incoming.extras import Extras
from strategy_editor.incoming.found import REPAIRS, Counts, Findings, Piece, Repair, RepairKind
from strategy_editor.incoming.guessing import Guess, guesses
from strategy_editor.incoming.referring import FoundTarget, References, TargetKind
from strategy_editor.incoming.signs import caption_label
from strategy_editor.incoming.values import Block, Incoming, NoteCall, Paragraph, Picture, Run, Table, TextBox
from strategy_editor.incoming.views import paragraphs_of
from strategy_editor.model import blocks as model
from strategy_editor.model.settling import accepted, settled_blocks
from strategy_editor.model.text import Marks, Runs, clean_line, plain, runs_from, words
from strategy_editor.model.tree import block_hosts, map_block_runs

TakePicture = Callable[[bytes, str], str]
"""Takes the bytes and name of a picture in and gives its digest; empty where it cannot be shown."""

_REFERENCE = re.compile(r"\b(?:section|paragraph|table|figure|chart|appendix|annex) \d+(?:\.\d+)*", re.IGNORECASE)
_SEARCHED = 20_000
"""Characters of a paragraph that are looked through for references."""

SPLITTING_LEVEL = 3
"""Headings down to this level begin a piece; deeper ones stay in the text."""
_DEEPEST_HEADING = 3
_PLACES = 5
_DEEPEST_BOX = 12
FILE_NAME = re.compile(r"[\w .()-]+\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|docx?|odt|rtf)$", re.IGNORECASE)


def findings(document: Incoming, take_picture: TakePicture, extras: Extras | None = None) -> Findings:
    """The pieces of a document whose changes are decided (a view). Pictures go through ``take_picture``.

    ``extras``: what lies over its words; without it, no comment and no change is there.
    """
    return _Assembler(document, take_picture, extras or Extras(Incoming(()), "accepted")).findings()


class _Open(NamedTuple):
    """The piece that is being filled."""

    level: int
    title: Runs
    reasons: tuple[str, ...]
    old_number: str
    blocks: list[model.Block]
    id: str = ""


class _Assembler:
    def __init__(self, document: Incoming, take_picture: TakePicture, extras: Extras) -> None:
        self._document = document
        self._extras = extras
        self._referring = References()
        self._homes: dict[int, _Open] = {}
        self._take_picture = take_picture
        self._repairs: Counter[RepairKind] = Counter()
        self._places: dict[RepairKind, list[str]] = {}
        self._pictures: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._pieces: list[_Open] = [_Open(0, (), (), "", [])]
        self._caption: Paragraph | None = None
        self._titles: list[str] = []

    # ---- the whole

    def findings(self) -> Findings:
        parts, broken = broken_lines.joined(list(self._flattened(self._document.blocks)))
        if broken:
            self._note("broken-line", "", broken)
        paragraphs = [part for part in parts if isinstance(part, Paragraph)]
        guessed = iter(guesses(paragraphs))
        whole = [(part, next(guessed) if isinstance(part, Paragraph) else None) for part in parts]
        for index, (part, guess) in enumerate(whole):
            if isinstance(part, Paragraph) and guess is not None:
                self._paragraph(part, guess, [each for each, _ in whole[index + 1 : index + 3]])
            elif isinstance(part, Table):
                self._table(part)
        self._drop_caption()
        kept = list(self._kept())
        pieces = tuple(self._piece(number, each) for number, each in enumerate(kept))
        for lost in self._referring.lost:
            self._note("reference", lost)
        if self._referring.led:
            self._note("cross-reference", "", len(self._referring.led))
        numbers = {id(each): number for number, each in enumerate(kept)}
        places: dict[str, int] = {}
        for thread in self._extras.threads:
            homes = [numbers[id(home)] for each in thread.paragraphs if id(home := self._homes.get(each)) in numbers]
            if homes:
                places[thread.id] = homes[0]
        said = clean_line(self._document.properties.title)
        title = self._titles[0] if self._titles else "" if FILE_NAME.match(said) else said
        return Findings(
            title=title,
            pieces=pieces,
            counts=Counts(headings=sum(piece.level > 0 for piece in pieces) + self._counts["inner"], **self._told()),
            repairs=self._repaired(),
            remarks=self._document.remarks,
            pictures=self._pictures,
            references=self._referring.led,
            threads=self._extras.threads,
            places=places,
            changes=self._extras.changes,
        )

    def _told(self) -> dict[str, int]:
        names = ("paragraphs", "items", "tables", "header_rows", "pictures", "charts", "boxes", "footnotes")
        return {name: self._counts[name] for name in names}

    def _kept(self) -> Iterator[_Open]:
        for each in self._pieces:
            if each.level or each.blocks:
                yield each

    def _piece(self, number: int, each: _Open) -> Piece:
        blocks = tuple(map_block_runs(block, self._referring.resolved) for block in each.blocks)
        read = settled_blocks(blocks, accepted)
        count = sum(words(plain(host.runs)) for block in read for host in block_hosts(block))
        title = self._referring.resolved(each.title)
        return Piece(number, each.level, title, each.reasons, blocks, count, each.old_number, each.id)

    def _repaired(self) -> tuple[Repair, ...]:
        return tuple(
            Repair(kind, self._repairs[kind], tuple(self._places.get(kind, ())))
            for kind in REPAIRS
            if self._repairs[kind]
        )

    def _note(self, kind: RepairKind, place: str = "", count: int = 1) -> None:
        self._repairs[kind] += count
        shown = clean_line(place)[:80]
        places = self._places.setdefault(kind, [])
        if shown and len(places) < _PLACES:
            places.append(shown)

    def _put(self, block: model.Block) -> None:
        self._pieces[-1].blocks.append(block)

    # ---- tables that only arrange the page

    def _flattened(self, blocks: Iterable[Block], depth: int = 0) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Table) and depth > _DEEPEST_BOX:
                yield from paragraphs_of((block,))
            elif isinstance(block, Paragraph) or not tables.only_arranges(block):
                yield block
            elif tables.is_framed(block) and depth == 0:
                inside = next(
                    cell for row in block.rows for cell in row.cells if not cell.continued and tables.says(cell)
                )
                framed = Run("\ufffc", thing=TextBox(inside.blocks))
                number = next((each.numbers for each in inside.blocks if isinstance(each, Paragraph)), (-1,))
                yield Paragraph(number, (framed,))
            else:
                self._note("layout-table", _first_words(block))
                yield from self._flattened(tables.arranged(block), depth + 1)

    # ---- paragraphs

    def _paragraph(self, paragraph: Paragraph, guess: Guess, following: list[Block]) -> None:
        text = paragraph.text.strip()
        self._gone(paragraph)
        self._notice(paragraph)
        if guess.kind == "contents":
            self._note("contents")
            return
        if guess.kind == "title" and text:
            self._titles.append(clean_line(text))
        if guess.kind == "heading":
            self._heading(paragraph, guess)
        elif self._is_caption(paragraph, guess, following):
            self._captioned(paragraph, following)
        elif guess.kind == "source" and self._took_source(paragraph, guess):
            pass
        elif text.replace("\ufffc", "").strip():
            self._drop_caption()
            self._put(self._text_block(paragraph, guess))
        elif not any(run.thing for run in paragraph.runs):
            self._note("empty-paragraph")
        self._things(paragraph)

    def _runs(self, paragraph: Paragraph, strip: int = 0, *, heading: bool = False) -> Runs:
        """The text of a paragraph, with comments, changes and references."""
        carried = self._extras.runs(paragraph)
        notes = self._document.notes
        return runs_of(paragraph, notes, strip=strip, heading=heading, carried=carried, references=self._referring)

    def _point(self, paragraph: Paragraph, id: str, kind: TargetKind) -> None:
        """References to the bookmarks of a paragraph lead to what it has become."""
        for mark in paragraph.bookmarks:
            self._referring.point(mark.name, FoundTarget(id, kind))

    def _gone(self, paragraph: Paragraph) -> None:
        """Paragraphs before this one that were struck out as a whole, and are kept to be decided."""
        for each in self._extras.gone_before(paragraph):
            run, id = self._extras.gone(each)
            words = runs_from(" ".join(run.text.split()), Marks(deletion=id))
            self._put(model.Paragraph(new_id(), words, ending=model.Change(deletion=id, identity="goes")))

    def _notice(self, paragraph: Paragraph) -> None:
        for number in paragraph.numbers:
            self._homes[number] = self._pieces[-1]
        for run in paragraph.runs:
            if run.looks.hidden and run.text.strip():
                self._note("hidden-text", run.text)
            elif run.looks.highlight and run.text.strip():
                self._note("highlight", run.text)
            if "\f" in run.text:
                self._note("page-break")
            if isinstance(run.thing, NoteCall):
                self._counts["footnotes"] += 1
        if not caption_label(paragraph.text):
            drawn = [run.text for run in paragraph.runs if run.field is not None and run.field.kind == "REF"]
            for found in _REFERENCE.finditer(paragraph.text[:_SEARCHED]):
                if any(words and words in found[0] for words in drawn):
                    continue
                self._note("reference", paragraph.text[max(0, found.start() - 30) : found.end() + 10])

    def _heading(self, paragraph: Paragraph, guess: Guess) -> None:
        self._drop_caption()
        runs = self._runs(paragraph, guess.strip, heading=True)
        id = new_id()
        self._point(paragraph, id, "heading")
        if guess.typed and not paragraph.shape.level:
            self._note("heading", plain(runs))
        if guess.strip:
            self._note("typed-number", paragraph.text)
        if guess.level <= SPLITTING_LEVEL:
            self._pieces.append(_Open(guess.level, runs, guess.reasons, guess.number, [], id))
            for number in paragraph.numbers:
                self._homes[number] = self._pieces[-1]
        else:
            self._counts["inner"] += 1
            self._put(model.Heading(id, runs, _DEEPEST_HEADING))

    def _text_block(self, paragraph: Paragraph, guess: Guess) -> model.TextBlock:
        carried = self._extras.runs(paragraph)
        runs = runs_of(paragraph, self._document.notes, strip=guess.strip, carried=carried, references=self._referring)
        arrival = self._extras.arrival(paragraph, carried)
        ending = model.Change(insertion=arrival, identity="goes") if arrival else model.UNCHANGED
        if guess.kind == "item":
            self._counts["items"] += 1
            if guess.typed:
                self._note("typed-bullet", paragraph.text)
            first = guess.number.strip("().").lower() in ("1", "a", "i") and guess.list != "bullet"
            return model.ListItem(new_id(), runs, guess.list, guess.level, first, ending)
        self._counts["paragraphs"] += 1
        if guess.kind == "numbered":
            if guess.strip:
                self._note("typed-number", paragraph.text)
            id = new_id()
            self._point(paragraph, id, "paragraph")
            return model.Paragraph(id, runs, numbered=True, ending=ending)
        quote = "quote" in paragraph.shape.style.lower()
        return model.Paragraph(new_id(), runs, "quote" if quote else "body", ending=ending)

    # ---- captions and sources

    def _is_caption(self, paragraph: Paragraph, guess: Guess, following: list[Block]) -> bool:
        if guess.kind == "caption":
            return True
        label = caption_label(paragraph.text)
        return bool(label) and len(paragraph.text) < 250 and (self._bare() is not None or _shows(following))

    def _captioned(self, paragraph: Paragraph, following: list[Block]) -> None:
        """A caption goes to what stands before it, or waits for what follows; tables usually have theirs above."""
        bare = self._bare()
        above = paragraph.text.lower().lstrip().startswith("table") and _shows(following)
        if bare is not None and not above:
            self._drop_caption()
            self._pieces[-1].blocks[-1] = self._with_caption(bare, paragraph)
        elif _shows(following):
            self._drop_caption()
            self._caption = paragraph
        else:
            self._drop_caption()
            self._put(self._text_block(paragraph, Guess("text")))

    def _bare(self) -> model.Table | model.Figure | model.Chart | None:
        """The table, figure or chart that was put last, if it has no caption yet."""
        last = self._pieces[-1].blocks[-1] if self._pieces[-1].blocks else None
        if isinstance(last, model.Table | model.Figure | model.Chart) and not last.caption.runs:
            return last
        return None

    def _with_caption(self, block: model.Block, paragraph: Paragraph) -> model.Block:
        label = caption_label(paragraph.text)
        runs = self._runs(paragraph, label)
        self._point(paragraph, block.id, "caption")
        caption = model.Paragraph(new_id(), runs)
        if isinstance(block, model.Figure) and not block.alternative:
            shown = clean_line(plain(runs))
            if shown:
                self._repairs["no-alternative"] -= 1
                self._note("alternative-from-caption", shown)
            return replace(block, caption=caption, alternative=shown)
        return replace(block, caption=caption) if isinstance(block, model.Table | model.Figure | model.Chart) else block

    def _drop_caption(self) -> None:
        """A caption that found nothing to belong to is text."""
        if self._caption is not None:
            paragraph, self._caption = self._caption, None
            self._put(self._text_block(paragraph, Guess("text")))

    def _place(self, block: model.Block) -> None:
        """Puts a table, figure or chart, with the caption that waits for it."""
        if self._caption is not None:
            paragraph, self._caption = self._caption, None
            block = self._with_caption(block, paragraph)
        self._put(block)

    def _took_source(self, paragraph: Paragraph, guess: Guess) -> bool:
        last = self._pieces[-1].blocks[-1] if self._pieces[-1].blocks else None
        if not isinstance(last, model.Table | model.Figure) or last.source:
            return False
        said = clean_line(plain(runs_of(paragraph, {}, strip=guess.strip)))
        self._pieces[-1].blocks[-1] = replace(last, source=said)
        return True

    # ---- things

    def _things(self, paragraph: Paragraph) -> None:
        for run in paragraph.runs:
            if isinstance(run.thing, Picture):
                self._picture(run.thing)
            elif isinstance(run.thing, TextBox):
                self._box(run.thing)

    def _picture(self, picture: Picture) -> None:
        if picture.kind == "shape" and not picture.media:
            self._note("decoration", picture.alternative)
            return
        ours = picture.chart is not None and can_draw(picture.chart)
        digest = "" if ours else self._digest(picture)
        if not digest and picture.chart is not None:
            caption = self._caption is not None
            made = chart_blocks(picture.chart, picture.alternative)
            self._counts["charts"] += 1
            self._note("chart", picture.chart.title or picture.alternative or picture.name)
            for block in made[:-1]:
                self._put(block)
            (self._place if caption else self._put)(made[-1])
            return
        if not digest:
            self._note("no-picture", picture.alternative or picture.name)
            words = picture.alternative or picture.name or "not described"
            note = f"[A {CALLED[picture.kind]} stood here in the old document: {words}]"
            self._put(model.Paragraph(new_id(), runs_from(clean_line(note)), "note"))
            return
        self._counts["pictures"] += 1
        said = "" if FILE_NAME.match(picture.alternative) else clean_line(picture.alternative)
        if not said and not picture.decorative:
            self._note("no-alternative", picture.name)
        self._place(
            model.Figure(
                new_id(),
                digest,
                model.Paragraph(new_id()),
                said,
                decorative=picture.decorative,
                width=min(1.0, round(picture.width / TEXT_WIDTH, 2)),
            )
        )

    def _digest(self, picture: Picture) -> str:
        data = self._document.media.get(picture.media)
        if not data:
            return ""
        name = picture.media.rpartition("/")[2]
        digest = self._take_picture(data, name)
        if digest:
            self._pictures[digest] = name
        return digest

    def _box(self, box: TextBox) -> None:
        """A box in the text; tables and pictures in it follow it."""
        blocks = list(self._flattened(box.blocks, 1))
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        inner: list[model.TextBlock] = []
        title: Runs = ()
        for paragraph, guess in zip(paragraphs, guesses(paragraphs), strict=True):
            self._notice(paragraph)
            if guess.kind in ("heading", "title") and not inner and not title:
                title = self._runs(paragraph, guess.strip, heading=True)
            elif paragraph.text.replace("\ufffc", "").strip():
                plain_guess = Guess("text") if guess.kind not in ("item", "text", "numbered") else guess
                inner.append(self._text_block(paragraph, plain_guess))
        if inner or title:
            self._drop_caption()
            self._counts["boxes"] += 1
            self._note("text-box", plain(title) or plain(inner[0].runs))
            body = tuple(inner) or (model.Paragraph(new_id()),)
            self._put(model.Box(new_id(), model.Paragraph(new_id(), title), body, "key-facts"))
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._things(block)

    # ---- tables

    def _table(self, table: Table) -> None:
        head = tables.head_of(table)
        loose: list[Run] = []

        def text(blocks: tuple[Block, ...]) -> tuple[model.TextBlock, ...]:
            paragraphs = [each for each in self._flattened(blocks, _DEEPEST_BOX + 1) if isinstance(each, Paragraph)]
            out: list[model.TextBlock] = []
            for paragraph, guess in zip(paragraphs, guesses(paragraphs), strict=True):
                self._notice(paragraph)
                loose.extend(run for run in paragraph.runs if isinstance(run.thing, Picture | TextBox))
                if paragraph.text.replace("\ufffc", "").strip():
                    out.append(self._text_block(paragraph, guess if guess.kind == "item" else Guess("text")))
            return tuple(out)

        before = self._counts["paragraphs"]
        made = tables.made(table, head, text)
        self._counts["paragraphs"] = before
        self._counts["tables"] += 1
        self._counts["header_rows"] += head.rows > 0
        if not head.marked:
            self._note("header-row" if head.rows else "no-header-row", _first_words(table))
        self._place(made)
        for run in loose:
            if isinstance(run.thing, Picture):
                self._note("picture-in-table", run.thing.alternative or run.thing.name)
        self._things(Paragraph((-1,), tuple(loose)))


CALLED: Mapping[str, str] = {
    "picture": "picture",
    "chart": "chart",
    "diagram": "diagram",
    "object": "embedded object",
    "shape": "drawing",
}
"""What each kind of picture is called in a sentence."""
TEXT_WIDTH = 160.0
"""Millimetres of text on an upright page of A4 with usual margins."""


def _shows(following: list[Block]) -> bool:
    """Whether a table or picture follows, over one empty paragraph at most."""
    for block in following:
        if isinstance(block, Table) or any(isinstance(run.thing, Picture) for run in block.runs):
            return True
        if block.text.strip():
            return False
    return False


def _first_words(table: Table) -> str:
    said = [clean_line(paragraph.text) for paragraph in paragraphs_of((table,))]
    return " | ".join(each for each in said if each)[:80]
